#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes for long: long.sh SECONDS [TARGET…]. Each target (all when none is named) gets SECONDS on one
# core, beginning from its committed corpus and what earlier runs found under build/fuzz/found. Prints
# executions, coverage and findings of each; fails when there is a finding.
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=${1:?"seconds a target"}
shift
build=build/fuzz/tests
[ $# -gt 0 ] || set -- $(cd "$build" && ls | sed -n 's/^fuzz_\([a-z]*\)$/\1/p')
LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
export LSAN_OPTIONS
failed=0
for name in "$@"; do
    found=build/fuzz/found/$name
    crashes=build/fuzz/crashes/$name
    mkdir -p "$found" "$crashes"
    dictionary=
    [ ! -f "tests/fuzz/$name.dict" ] || dictionary=-dict=tests/fuzz/$name.dict
    "$build/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -print_final_stats=1 $dictionary -artifact_prefix="$crashes/" \
        "$found" "tests/fuzz/corpus/$name" 2>"build/fuzz/$name.log"
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: //p' "build/fuzz/$name.log")
    coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "build/fuzz/$name.log" | tail -n 1)
    echo "$name: ${runs:-?} executions, ${coverage:-?} edges, exit $status"
    [ $status = 0 ] || failed=1
done
exit $failed
