#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the cases of one folder: run.sh PROGRAM FOLDER [NAME…]
#
# A case is NAME.stderr, what the program must print, with a last line "[exit N]", and one of
#   NAME.yaml  run as: tripmap NAME.yaml -o @TMP@/out.svg, or
#   NAME.args  the arguments, one a line; @TMP@ is an empty folder of the case's own.
# NAME.setup, a shell script, prepares $TMP first. NAME.stdout, where it exists, is compared too.
# A case that fails (exit other than 0) must leave nothing new in $TMP.
# With TRIPMAP_BLESS=1 the expected files are written instead.
set -u
program=$1
folder=$2
shift 2
LC_ALL=C NO_COLOR=1 SHAPES=$(cd "$(dirname "$0")/../../shapes" && pwd)
export LC_ALL NO_COLOR SHAPES
unset TRIPMAP_DATA CLICOLOR_FORCE
cd "$folder" || exit 2
scratch=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

run_case() {
    TMP=$scratch/tmp
    export TMP
    mkdir "$TMP"
    [ ! -f "$1.setup" ] || sh -e "./$1.setup" || return 1
    find "$TMP" | sort >"$scratch/before"
    set -- "$1" # the arguments follow the name
    if [ -f "$1.args" ]; then
        while IFS= read -r line; do
            set -- "$@" "$(printf '%s' "$line" | sed "s|@TMP@|$TMP|g")"
        done <"$1.args"
    else
        set -- "$1" "$1.yaml" -o "$TMP/out.svg"
    fi
    name=$1
    shift
    "$program" "$@" >"$scratch/stdout" 2>"$scratch/raw" </dev/null
    code=$?
    find "$TMP" | sort >"$scratch/after"
    sed "s|$TMP|@TMP@|g" "$scratch/raw" >"$scratch/stderr"
    echo "[exit $code]" >>"$scratch/stderr"
    chmod -R u+w "$TMP"
    rm -rf "$TMP"
    if [ $code -ne 0 ] && ! cmp -s "$scratch/before" "$scratch/after"; then
        echo "$name: left files behind:"
        diff "$scratch/before" "$scratch/after"
        return 1
    fi
    compare "$name.stderr" "$scratch/stderr" || return 1
    [ ! -f "$name.stdout" ] || compare "$name.stdout" "$scratch/stdout"
}

compare() {
    if [ "${TRIPMAP_BLESS:-}" = 1 ]; then
        cp "$2" "$1"
    elif ! diff -u "$1" "$2"; then
        return 1
    fi
}

if [ $# -eq 0 ]; then
    set -- $(ls | sed -n 's/\.\(yaml\|args\)$//p' | grep -v '^_' | sort -u)
fi
failed=0
for case in "$@"; do
    run_case "$case" || {
        echo "FAILED: $folder/$case"
        failed=$((failed + 1))
    }
done
echo "$# cases, $failed failed"
[ $failed -eq 0 ]
