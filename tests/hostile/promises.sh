#!/bin/sh
# SPDX-License-Identifier: MIT
# Every test that SECURITY.md names beside a promise is there: promises.sh SECURITY.md BUILD CTEST.
set -u
here=$(mktemp -d) || exit 2
trap 'rm -rf "$here"' EXIT
"$3" --test-dir "$2" -N | sed -n 's/^ *Test *#[0-9]*: //p' >"$here/tests"
# The second column of the table, one name a line; a star stands for any ending.
awk -F '|' '/^\| promise/ { inside = 1 } !/^\|/ { inside = 0 } inside { print $3 }' "$1" |
    grep -o '`[^`]*`' | tr -d '`' | sort -u >"$here/named"
failed=0
while read -r name; do
    pattern=$(printf '%s' "$name" | sed 's/\*/.*/')
    grep -qx "$pattern" "$here/tests" || { echo "SECURITY.md: no test $name"; failed=1; }
done <"$here/named"
[ -s "$here/named" ] || { echo "SECURITY.md: no table of promises"; failed=1; }
exit $failed
