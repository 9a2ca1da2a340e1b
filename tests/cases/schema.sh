#!/bin/sh
# SPDX-License-Identifier: MIT
# The committed schemas are what the program prints, and every key in them is in the format's page:
# schema.sh PROGRAM DOCS_FOLDER
set -u
failed=0
for format in trip style; do
    if [ "${TRIPMAP_BLESS:-}" = 1 ]; then
        "$1" schema $format >"$2/$format.schema.json"
    else
        "$1" schema $format | diff -u "$2/$format.schema.json" - || failed=1
    fi
    for key in $("$1" schema $format | sed -n 's/^ *"\([a-z_0-9]*\)":{"description".*/\1/p'); do
        grep -q "^| \`$key\`" "$2/$format-format.md" || {
            echo "docs/$format-format.md does not list $key"
            failed=1
        }
        grep -q "^\*$(echo "$key" | sed 's/_/\\\\_/g')\*:" "$2/man/tripmap.5.scd" || {
            echo "tripmap.5.scd does not list $key"
            failed=1
        }
    done
done
exit $failed
