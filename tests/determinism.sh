#!/bin/sh
# SPDX-License-Identifier: MIT
# The same trip, the same bytes, whatever surrounds the program: determinism.sh PROGRAM TRIP [PROGRAM…]
# Further programs, of other compilers or other optimisation, must draw the same; tests/README.md
# has the commands. TRIPMAP_MAPS: how many maps one process draws in a row (20).
set -u
program=$(realpath "$1")
trip=$(realpath "$2")
shift 2
here=$PWD # further programs may be named from here
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
unset TRIPMAP_DATA FONTCONFIG_FILE
failed=0

# sums NAME COMMAND…: draws by COMMAND and compares with the first.
sums() {
    name=$1
    shift
    rm -f "$TMP"/map.*
    "$@" "$trip" --page 900x600 -o "$TMP/map.svg" -o "$TMP/map.png" -o "$TMP/map.pdf" || {
        echo "$name: exit $?"
        failed=1
    }
    (cd "$TMP" && sha256sum map.svg map.png map.pdf) >"$TMP/sums"
    [ -f "$TMP/first" ] || cp "$TMP/sums" "$TMP/first"
    diff "$TMP/first" "$TMP/sums" >"$TMP/diff" || {
        echo "$name differs:"
        cat "$TMP/diff"
        failed=1
    }
}

sums "the first run" "$program"
for run in 2 3 4 5 6 7 8 9 10; do sums "run $run" "$program"; done
for locale in C C.UTF-8 $(locale -a 2>/dev/null | grep -E '^(de_DE|fr_FR|tr_TR)'); do
    sums "the locale $locale" env LC_ALL="$locale" LANG="$locale" "$program"
done
sums "a time zone" env TZ=Pacific/Kiritimati "$program"
sums "no HOME" env -u HOME -u XDG_CACHE_HOME -u XDG_RUNTIME_DIR "$program"
sums "an empty environment" env -i "$program"
sums "a HOME without caches" env HOME="$TMP" XDG_CACHE_HOME="$TMP/cache" "$program"
cd / && sums "another folder" "$program"
umask 077 && sums "another umask" "$program"
printf '<fontconfig><dir>%s</dir></fontconfig>' "$TMP" >"$TMP/none.conf"
sums "no fonts of the system" env FONTCONFIG_FILE="$TMP/none.conf" "$program"
sums "all fonts of the system" env FONTCONFIG_FILE=/etc/fonts/fonts.conf "$program"
sums "the properties of FreeType" env FREETYPE_PROPERTIES=truetype:interpreter-version=35 "$program"
sums "PROJ on the network" env PROJ_NETWORK=ON "$program"
for other in "$@"; do
    case $other in /*) ;; *) other=$here/$other ;; esac
    sums "$other" "$other"
done

# The first and the last map of one process, and those of eight at once.
maps=${TRIPMAP_MAPS:-20}
many=$TMP/many
for jobs in 1 8; do
    awk -v n="$maps" -v trip="$trip" 'BEGIN {
        for (i = 1; i <= n; i++) printf "{\"id\":\"m%d\",\"input\":\"%s\"}\n", i, trip }' |
        "$program" batch - -o "$many-$jobs" --page 400x300 --formats svg,png,pdf -j $jobs -q \
            --progress none || { echo "-j$jobs: exit $?"; failed=1; }
    for map in "$many-$jobs"/m*.svg "$many-$jobs"/m*.png "$many-$jobs"/m*.pdf; do
        cmp "$map" "$many-1/m1.${map##*.}" || failed=1
    done
done
exit $failed
