#!/bin/sh
# SPDX-License-Identifier: MIT
# The same trip, the same bytes, whatever surrounds the program: determinism.sh PROGRAM TRIP [PROGRAM…]
# Further programs, of other compilers or other optimisation, must draw the same.
set -u
program=$(realpath "$1")
trip=$(realpath "$2")
shift 2
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
for other in "$@"; do sums "$other" "$other"; done
exit $failed
