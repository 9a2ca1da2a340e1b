#!/bin/sh
# SPDX-License-Identifier: MIT
# performance.sh TRIPMAP ROOT [record]: counts the instructions of drawing each example and compares
# them with ROOT/tests/data/instructions.txt, or writes that file. Raise a figure only in a commit
# that says what it buys.
set -eu
tripmap=$1 root=$2 mode=${3:-check}
recorded=$root/tests/data/instructions.txt
command -v valgrind >/dev/null || { echo "skipped: valgrind is absent"; exit 77; }
release=$(. /etc/os-release 2>/dev/null && echo "${ID:-}-${VERSION_ID:-}-$(uname -m)") || release=unknown
if [ "$mode" = check ] && [ "$(sed -n 's/^machine //p' "$recorded")" != "$release" ]; then
    echo "skipped: the figures are for another system than $release"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TRIPMAP_DATA="$root"
[ "$mode" = check ] || echo "machine $release" >"$work/new"
status=0
for trip in rubio2025 blinken2022 tillerson2018; do
    for format in png svg; do
        valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            "$tripmap" "$root/examples/$trip.yaml" -o "$work/map.$format" 2>"$work/log" ||
            { cat "$work/log"; exit 1; }
        now=$(sed -n 's/,//g; s/.*refs: *\([0-9]*\).*/\1/p' "$work/log")
        if [ "$mode" = record ]; then
            echo "$trip $format $now" >>"$work/new"
            continue
        fi
        before=$(sed -n "s/^$trip $format //p" "$recorded")
        echo "$trip $format: $now instructions, recorded $before ($((now * 100 / before)) %)"
        if [ "$now" -gt $((before + before / 20)) ]; then
            echo "grown by more than 5 %"
            status=1
        elif [ "$now" -lt $((before - before / 10)) ]; then
            echo "(10 % less: record the new figure)"
        fi
    done
done
[ "$mode" = check ] || cp "$work/new" "$recorded"
exit $status
