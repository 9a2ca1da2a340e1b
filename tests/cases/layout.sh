#!/bin/sh
# SPDX-License-Identifier: MIT
# Lays out the hard cases and checks their layout reports: layout.sh PROGRAM FOLDER
#
# Every NAME.yaml must break no rule of the layout. A NAME.expect, where there is one, holds texts
# that the report or the diagnostics must contain, one a line; with the line "breaches" in it, the
# page is known to be too small for its trip.
set -u
program=$1
LC_ALL=C NO_COLOR=1
export LC_ALL NO_COLOR
cd "$2" || exit 2
failed=0
for trip in *.yaml; do
    name=${trip%.yaml}
    report=$("$program" check --json "$trip" 2>&1) || {
        echo "$name: cannot be laid out"
        echo "$report"
        failed=1
        continue
    }
    if [ -f "$name.expect" ]; then
        while IFS= read -r text; do
            [ "$text" = breaches ] || echo "$report" | grep -qF -e "$text" || {
                echo "$name: the report lacks $text"
                failed=1
            }
        done <"$name.expect"
    fi
    grep -qsx breaches "$name.expect" || echo "$report" | grep -qF '"metrics":{"breaches":0,' || {
        echo "$name: breaks a rule"
        echo "$report" | grep -F '"verdict"'
        failed=1
    }
done
exit $failed
