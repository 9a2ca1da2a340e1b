#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the commands that a document prints, as a reader would, in a fresh folder with the examples
# and the pandoc filter in it. run-docs.sh DOCUMENT SOURCE_FOLDER PROGRAM_FOLDER
# Every block fenced as ```sh is run, block after block, in one shell that stops at the first
# failure. A line right above a block "<!-- not run: REASON -->" exempts it; "<!-- needs: TOOL -->"
# does so where the tool is not installed, and says so. A fence of four backticks holds one of three.
set -eu
document=$1 source=$2 programs=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk '
    function missing(tool) {
        if (system("command -v " tool " >/dev/null") == 0)
            return 0
        print "echo not run: " tool " is not installed"
        return 1
    }
    /^<!-- not run: .* -->$/ { exempt = NR }
    /^<!-- needs: [A-Za-z0-9-]* -->$/ { if (missing($3)) exempt = NR }
    !fence && /^```+sh$/ { fence = substr($0, 1, length($0) - 2); inside = exempt != NR - 1; next }
    fence && $0 == fence { fence = ""; inside = 0 }
    inside { print; n++ }
    END { if (n == 0) print "echo no command to run" }
' "$document" >"$work/commands"
cp -r "$source/examples" "$source/pandoc" "$work"
cd "$work"
XDG_CACHE_HOME=$work/.cache
export XDG_CACHE_HOME
PATH=$programs:$PATH sh -eux ./commands
