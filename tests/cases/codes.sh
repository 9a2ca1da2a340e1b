#!/bin/sh
# SPDX-License-Identifier: MIT
# Every diagnostic code has a case that raises it (or, where the program has no command that could,
# a unit test) and a line in docs/diagnostics.md, and the page lists no others:
# codes.sh SOURCE_FOLDER
set -u
cd "$1" || exit 2
codes=$(sed -n 's/^X([A-Z_]*, "\([a-z-]*\)".*/\1/p' src/base/diag_codes.def | sort)
failed=0
for code in $codes; do
    symbol=DIAG_$(echo "$code" | tr 'a-z-' 'A-Z_')
    grep -qsF "[$code]" tests/cases/*/*.stderr || grep -qsw "$symbol" tests/unit/*.c || {
        echo "no case raises [$code]"
        failed=1
    }
    grep -qF "\`$code\`" docs/diagnostics.md || {
        echo "docs/diagnostics.md does not list $code"
        failed=1
    }
done
for code in $(sed -n 's/^| `\([a-z-]*\)` |.*/\1/p' docs/diagnostics.md); do
    echo "$codes" | grep -qx "$code" || {
        echo "docs/diagnostics.md lists $code, which is no code"
        failed=1
    }
done
exit $failed
