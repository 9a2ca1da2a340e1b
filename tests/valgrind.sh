#!/bin/sh
# SPDX-License-Identifier: MIT
# Whole runs under valgrind: valgrind.sh PROGRAM EXAMPLES [TRIP…]. No error, no lost block.
set -u
program=$1
examples=$2
shift 2
[ $# -gt 0 ] || set -- rubio2025 hull1933 shuttle1974
command -v valgrind >/dev/null || { echo "skipped: valgrind is not installed"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
for trip in "$@"; do
    G_SLICE=always-malloc G_DEBUG=gc-friendly valgrind -q --error-exitcode=9 --leak-check=full \
        --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --suppressions="$here/valgrind.supp" "$program" "$examples/$trip.yaml" --page 600x400 \
        -o "$work/map.svg" -o "$work/map.png" -o "$work/map.pdf" || { echo "$trip: exit $?"; failed=1; }
done
exit $failed
