#!/bin/sh
# SPDX-License-Identifier: MIT
# The two limits that are the program's, at one less, exactly, and one more: limits-of-program.sh
# PROGRAM SOURCE_FOLDER. (test_limits has the others.)
set -u
program=$1
limit() { sed -n "s/^ *X($1, \([0-9]*\),.*/\1/p" "$2/src/base/limits.h"; }
shown=$(limit ERRORS_SHOWN "$2")
bytes=$(limit MANIFEST_BYTES "$2")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

# errors N: a trip of so many errors.
errors() {
    awk -v n="$1" 'BEGIN { print "stops: [Lima]"; for (i = 0; i < n; i++) print "key" i ": 1" }' >"$work/t.yaml"
    "$program" check "$work/t.yaml" 2>"$work/err"
    printed=$(grep -c ' error: ' "$work/err")
    more=$(sed -n 's/^\([0-9]*\) more error.*/\1/p' "$work/err")
}
errors $((shown - 1))
[ "$printed${more:+ $more}" = $((shown - 1)) ] || fail "$((shown - 1)) errors: $printed printed, $more more"
errors "$shown"
[ "$printed${more:+ $more}" = "$shown" ] || fail "$shown errors: $printed printed, $more more"
errors $((shown + 1))
[ "$printed $more" = "$shown 1" ] || fail "$((shown + 1)) errors: $printed printed, $more more"

# list BYTES: a list of one trip and a remark of so many bytes in all.
echo 'stops: [Lima]' >"$work/trip.yaml"
list() {
    line=$work/trip.yaml
    { echo "$line"; head -c $(($1 - ${#line} - 1)) /dev/zero | tr '\0' '#'; } |
        "$program" batch - -o "$work/out" --page 300x200 -q --progress none -j1 2>"$work/err"
}
list $((bytes - 1)) || fail "a list of $bytes - 1 bytes: $(cat "$work/err")"
list "$bytes" || fail "a list of $bytes bytes: $(cat "$work/err")"
if list $((bytes + 1)); then fail "a list of $bytes + 1 bytes is taken"; fi
grep -q '\[limit\]' "$work/err" || fail "a list of $bytes + 1 bytes: $(cat "$work/err")"
exit $failed
