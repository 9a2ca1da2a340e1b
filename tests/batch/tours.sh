#!/bin/sh
# SPDX-License-Identifier: MIT
# Real tours, from the table that TRIPMAP_TOURS names: every one is drawn, no label layout breaks a
# rule, and a second run draws nothing. Prints the speed. tours.sh PROGRAM [FORMATS]
. "$(dirname "$0")/lib.sh"
[ -n "${TRIPMAP_TOURS-}" ] || skip "TRIPMAP_TOURS names no table of tours"
[ -r "$TRIPMAP_TOURS" ] || fail "cannot read $TRIPMAP_TOURS"
report=maps/reports/shard-0-of-1.jsonl
"$program" import "$TRIPMAP_TOURS" --from Washington -o tours 2>import.log ||
    fail "import: $(tail -5 import.log)"
n=$(find tours -name '*.yaml' | wc -l)
"$program" batch tours -o maps --formats "${2:-svg}" --progress none ||
    fail "$(count_of failed $report) of $n tours are not drawn"
[ "$(count_of ok $report)" = "$n" ] || fail "$(count_of ok $report) of $n tours are drawn"
breaches=$(grep -c '"breaches":[1-9]' $report) || true
[ "$breaches" = 0 ] || fail "$breaches maps break a layout rule"
sed -n 's/.*"cpu_ms":\([0-9.]*\),"peak_kib":\([0-9]*\).*/\1 \2/p' $report | awk '
    { cpu += $1; if ($2 > peak) peak = $2 }
    END { printf "%d maps, %.1f a processor second, workers of %.0f MiB\n", NR, NR / cpu * 1000,
          peak / 1024 }'
"$program" batch tours -o maps --formats "${2:-svg}" --progress none || fail "the second run"
[ "$(count_of cached $report)" = "$n" ] || fail "the second run draws again"
