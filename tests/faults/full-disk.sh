#!/bin/sh
# SPDX-License-Identifier: MIT
# A disk with ever less room: full-disk.sh PROGRAM TRIP. The map is written whole, or the exit
# status is 3, the old map is untouched and no temporary file remains. Skipped (77) where no tmpfs
# can be mounted.
set -u
case ${3-} in
'')
    exec unshare --mount --map-root-user sh "$0" "$1" "$2" inside 2>/dev/null || exit 77
    ;;
esac
program=$1
trip=$2
disk=$(mktemp -d) || exit 2
mount -t tmpfs -o size=1m,nr_inodes=64 tmpfs "$disk" 2>/dev/null || {
    rmdir "$disk"
    echo "skipped: no tmpfs can be mounted"
    exit 77
}
errors=$(mktemp)
trap 'umount "$disk"; rmdir "$disk"; rm -f "$errors"' EXIT
failed=0 whole=0 refused=0
for format in svg png; do
    level=0
    while [ $level -le 25 ]; do
        echo old >"$disk/map.$format"
        head -c $((1048576 - 20480 * level - 8192)) /dev/zero >"$disk/ballast" 2>/dev/null
        "$program" "$trip" --page 1200x800 -o "$disk/map.$format" 2>"$errors"
        status=$?
        if [ $status = 3 ]; then
            refused=$((refused + 1))
            [ "$(cat "$disk/map.$format")" = old ] || { echo "level $level: the old map is gone"; failed=1; }
            [ "$(grep -c 'error: ' "$errors")" = 1 ] || { cat "$errors"; failed=1; }
        else
            whole=$((whole + 1))
            [ $status = 0 ] || { echo "level $level: exit $status"; failed=1; }
            [ "$(wc -c <"$disk/map.$format")" -gt 1000 ] || { echo "level $level: half a map"; failed=1; }
        fi
        [ "$(ls "$disk" | wc -l)" = 2 ] || { ls "$disk"; failed=1; }
        rm -f "$disk"/*
        level=$((level + 1))
    done
done
echo "$whole whole, $refused refused"
[ $whole -gt 0 ] && [ $refused -gt 0 ] || failed=1
exit $failed
