#!/bin/sh
# SPDX-License-Identifier: MIT
# The itinerary's total used to be set over a credit of three lines: on every page that has both, it
# stands above the credit's first line. total-above-credit.sh PROGRAM EXAMPLES
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=0
for page in 170x106mm 200x125mm 230x140mm 240x135mm wide; do
    for trip in blinken2022 tillerson2018; do
        "$1" "$2/$trip.yaml" --page $page --scene >"$work/scene"
        total=$(sed -n 's/.*text\.panel-total at=[0-9.]*,\([0-9.]*\) .*/\1/p' "$work/scene")
        credit=$(sed -n '/group\.credit/{n;s/.* at=[0-9.]*,\([0-9.]*\) .* \([0-9.]*\) width=.*/\1 \2/p}' "$work/scene")
        [ -n "$total" ] && [ -n "$credit" ] || continue
        pages=$((pages + 1))
        # Baselines: the credit's first line reaches its own size above its own.
        echo "$total $credit" | awk '{ exit !($1 < $2 - $3) }' ||
            { echo "$trip on $page: total at $total, credit at $credit"; exit 1; }
    done
done
[ $pages -ge 5 ] || { echo "only $pages pages have a total and a credit"; exit 1; }
