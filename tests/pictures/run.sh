#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PROGRAM COMPARE EXAMPLES PICTURES REPORT: draws the maps below and compares them by tolerance
# with those in PICTURES. REPORT is a folder for index.html, which shows expected, actual and
# difference of each. TRIPMAP_BLESS=1 makes PICTURES anew: look at every one, full size, for streaks,
# inverted fills, seams at 180 degrees and chords at the horizon.
set -u
program=$1 compare=$2 examples=$3 pictures=$4 report=$5
mkdir -p "$report"
page=$report/index.html
failed=0
count=0
{
    echo '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pictures</title>'
    echo '<style>body{font:14px sans-serif}img{width:32%;border:1px solid #ccc}.bad{color:#b00}</style>'
    echo '<h1>Expected, actual, difference</h1>'
} >"$page"

# check NAME ARGUMENT...: one map, at two fifths of its size.
check() {
    name=$1
    shift
    count=$((count + 1))
    if ! "$program" "$@" -o "$report/$name-actual.png" --scale 0.4 --quiet; then
        echo "FAILED: $name is not drawn"
        failed=$((failed + 1))
        return
    fi
    if [ "${TRIPMAP_BLESS-}" = 1 ]; then
        cp "$report/$name-actual.png" "$pictures/$name.png"
    fi
    cp "$pictures/$name.png" "$report/$name-expected.png" 2>/dev/null
    mark=
    verdict=$("$compare" "$report/$name-expected.png" "$report/$name-actual.png" \
        "$report/$name-difference.png" 2>&1) || mark=' class="bad"'
    if [ -n "$mark" ]; then
        echo "FAILED: $name: $verdict; see $page"
        failed=$((failed + 1))
    fi
    {
        echo "<h2$mark>$name: $verdict</h2>"
        for kind in expected actual difference; do
            echo "<img src=\"$name-$kind.png\" alt=\"$kind\">"
        done
    } >>"$page"
}

for trip in "$examples"/projections/*.yaml; do
    check "$(basename "$trip" .yaml)" "$trip"
done
for trip in rubio2025 tillerson2018 shuttle1974; do
    check $trip "$examples/$trip.yaml"
done
check compare-knox-rubio compare "$examples/knox1912.yaml" "$examples/rubio2025.yaml"
echo "$count pictures, $failed failed; $page"
[ $count -gt 10 ] && [ $failed -eq 0 ]
