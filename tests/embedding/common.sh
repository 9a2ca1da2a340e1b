# SPDX-License-Identifier: MIT
# What the scripts of this folder share: `. common.sh` sets $source, $tripmap and a fresh folder
# $work, where it goes and which it removes at the end.
set -eu
source=$1 tripmap=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
LC_ALL=C.UTF-8
export LC_ALL

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# need TOOL...: skips the whole script when one is not installed.
need() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 || { echo "skipped: $tool is not installed"; exit 77; }
    done
}

# has FILE TEXT: the file contains the text, whatever characters are in it.
has() {
    grep -qF -e "$2" "$1" || fail "$1 does not contain: $2
$(head -c 600 "$1")"
}

hasnt() {
    ! grep -qF -e "$2" "$1" || fail "$1 contains: $2"
}

# A trip of two stops, quick to draw.
small_trip() {
    cat <<'EOF'
title: Two days
from: Washington
stops:
  - place: Panama
    dates: 2025-02-01
    issues: [Canal security]
  - place: San José, Costa Rica
    dates: 2025-02-02
EOF
}
