#!/bin/sh
# SPDX-License-Identifier: MIT
# Outputs that cannot take a map: outputs.sh PROGRAM TRIP. Each ends with 3 and one message, leaves
# what was there as it was and nothing else; those that can, get the whole map.
set -u
program=$1
trip=$2
TMP=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$TMP"; rm -rf "$TMP"' EXIT
failed=0
unset TRIPMAP_DATA CLICOLOR_FORCE
NO_COLOR=1
export NO_COLOR

draw() {
    "$program" "$trip" --page 400x300 "$@"
}

fail() {
    echo "FAILED: $*"
    sed 's/^/    /' "$TMP/err"
    failed=1
}

# expect STATUS NAME: the status of the run before, and one message when it is not 0.
expect() {
    [ "$status" = "$1" ] || fail "$2: exit $status, not $1"
    messages=$(grep -c 'error: ' "$TMP/err")
    [ "$1" = 0 ] || [ "$messages" = 1 ] || fail "$2: $messages messages"
}

nothing_else() {
    left=$(cd "$TMP" && ls -A | grep -v -x -e err -e out -e good.svg "$@")
    [ -z "$left" ] || fail "left behind: $left"
}

draw -o "$TMP/good.svg" 2>"$TMP/err"
status=$?
expect 0 "a file"

draw -o - -f svg >"$TMP/out" 2>"$TMP/err"
status=$?
expect 0 "standard output"
cmp -s "$TMP/out" "$TMP/good.svg" || fail "standard output differs"

draw -o - -f svg >&- 2>"$TMP/err"
status=$?
expect 3 "closed standard output"

# A closed stream must not become the output file that is opened next.
draw --explain -o "$TMP/out" -f svg >&- 2>"$TMP/err"
status=$?
expect 3 "explain on a closed standard output"
cmp -s "$TMP/out" "$TMP/good.svg" || fail "a closed standard output spoils the file"
draw -o "$TMP/out" -f svg 2>&- >&- <&-
status=$?
expect 0 "all streams closed"
cmp -s "$TMP/out" "$TMP/good.svg" || fail "closed streams spoil the file"

draw -o - -f svg >/dev/full 2>"$TMP/err"
status=$?
expect 3 "a full device as standard output"
draw -o /dev/full -f svg 2>"$TMP/err"
status=$?
expect 3 "a full device"
draw --explain -o "$TMP/out" -f svg >/dev/full 2>"$TMP/err"
status=$?
expect 3 "explain on a full device"

# The reader is gone before the map comes: no death by SIGPIPE, but a message.
{
    sleep 0.1
    draw -o - -f svg 2>"$TMP/err"
    echo $? >"$TMP/out"
} | :
status=$(cat "$TMP/out")
expect 3 "a closed pipe"

mkfifo "$TMP/fifo"
cat "$TMP/fifo" >"$TMP/out" &
draw -o "$TMP/fifo" -f svg 2>"$TMP/err"
status=$?
expect 0 "a FIFO"
wait $!
cmp -s "$TMP/out" "$TMP/good.svg" || fail "the FIFO's map differs"
[ -p "$TMP/fifo" ] || fail "the FIFO is gone"
rm "$TMP/fifo"

mkdir "$TMP/folder"
draw -o "$TMP/folder" -f svg 2>"$TMP/err"
status=$?
expect 3 "a folder"
nothing_else -e folder
rmdir "$TMP/folder"

draw -o "$TMP/none/map.svg" 2>"$TMP/err"
status=$?
expect 3 "a folder that is not there"
draw -o "$TMP/good.svg/map.svg" 2>"$TMP/err"
status=$?
expect 3 "a file as folder"
draw -o "$TMP/$(printf '%0300d' 0).svg" 2>"$TMP/err"
status=$?
expect 3 "a name that is too long"

# Root writes into any folder, so the system's own read-only one has to do.
mkdir "$TMP/closed"
echo old >"$TMP/closed/map.svg"
chmod 555 "$TMP/closed"
folder=$TMP/closed
[ "$(id -u)" != 0 ] || folder=/proc/self
draw -o "$folder/map.svg" 2>"$TMP/err"
status=$?
expect 3 "a read-only folder"
[ "$(cat "$TMP/closed/map.svg")" = old ] || fail "the old map is gone"
chmod 755 "$TMP/closed"
rm -r "$TMP/closed"

# A link that leads nowhere, and one that leads to itself.
ln -s loop.svg "$TMP/loop.svg"
draw -o "$TMP/loop.svg" 2>"$TMP/err"
status=$?
[ $status = 0 ] || expect 3 "a link to itself"
rm "$TMP/loop.svg"

# Killed in the middle: under the final name stands the old map or the new one, never a part.
round=0
while [ $round -lt 30 ]; do
    echo old >"$TMP/out"
    "$program" "$trip" --page 400x300 -o "$TMP/out" -f svg 2>"$TMP/err" & # $! is the program's
    sleep "0.0$round"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    [ "$(head -c 3 "$TMP/out")" = old ] || cmp -s "$TMP/out" "$TMP/good.svg" ||
        fail "a killed run leaves half a map"
    rm -f "$TMP"/out.tmp-*
    round=$((round + 3))
done
nothing_else
exit $failed
