#!/bin/sh
# SPDX-License-Identifier: MIT
# Land that runs off the page once had its coast drawn along the page's edge, where its rings are
# cut, when the style's coast was wide: they are cut so far outside that no stroke comes back.
# wide-strokes.sh PROGRAM EXAMPLES
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lines=0
for page in wide a4; do
    for width in 0.8 12 50; do
        echo "coast_width: $width" >"$work/style.yaml"
        "$1" "$2/rubio2025.yaml" --page $page --style "$work/style.yaml" --scene --quiet \
            >"$work/scene"
        # Each stroke that is closed, the land's edges: its width and how far it leaves the page.
        sed -n 's/.*path.* stroke=.* width=\([0-9.]*\) .*closed .*bounds=-\([0-9.]*\),.*/\1 \2/p' \
            "$work/scene" >"$work/strokes"
        while read -r stroke out; do
            lines=$((lines + 1))
            echo "$stroke $out" | awk '{ exit !($2 >= $1 / 2) }' ||
                { echo "$page: a stroke of $stroke px is cut $out px outside the page"; exit 1; }
        done <"$work/strokes"
    done
done
[ $lines -ge 18 ] || { echo "only $lines strokes leave the page"; exit 1; }
