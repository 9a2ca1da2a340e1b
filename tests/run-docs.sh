#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the commands that a document prints, as a reader would, in a fresh folder with the examples
# in it. run-docs.sh DOCUMENT SOURCE_FOLDER PROGRAM_FOLDER
# Every block fenced as ```sh is run, block after block, in one shell that stops at the first
# failure. A line "<!-- not run: REASON -->" right above a block exempts it.
set -eu
document=$1 source=$2 programs=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk '
    /^<!-- not run: .* -->$/ { exempt = NR }
    /^```sh$/ { inside = exempt != NR - 1; next }
    /^```/ { inside = 0 }
    inside { print; n++ }
    END { if (n == 0) print "echo no command to run" }
' "$document" >"$work/commands"
cp -r "$source/examples" "$work/examples"
cd "$work"
PATH=$programs:$PATH sh -eux ./commands
