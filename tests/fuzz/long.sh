#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes for long: long.sh SECONDS [TARGET…]. Each target (all when none is named) gets SECONDS on one
# core, beginning from its committed corpus and what earlier runs found. Prints executions, coverage
# and findings of each; fails when there is a finding.
#   TRIPMAP_FUZZ_BUILD  where the targets are (build/fuzz/tests)
#   TRIPMAP_FUZZ_TIMEOUT  seconds by the clock that one input may take (10); more on a busy machine
#   TRIPMAP_FUZZ_WORK   where corpora, findings and totals.tsv stay (build/fuzz/long)
# `long.sh total` sums totals.tsv up: executions, seconds and findings of each target, ever.
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=${1:?"seconds a target, or total"}
shift
build=${TRIPMAP_FUZZ_BUILD:-build/fuzz/tests}
work=${TRIPMAP_FUZZ_WORK:-build/fuzz/long}
timeout=${TRIPMAP_FUZZ_TIMEOUT:-10}
mkdir -p "$work"

if [ "$seconds" = total ]; then
    awk '{ runs[$1] += $2; time[$1] += $3; edges[$1] = $4; drawn[$1] += $6
          if ($5) failed[$1]++ }
        END { for (name in runs) {
                  printf "%-11s %11d executions %7d s %6s edges %d findings %s\n", name, runs[name],
                      time[name], edges[name], failed[name], drawn[name] ? drawn[name] " maps" : ""
                  sum += runs[name]
              }
              printf "%-11s %11d executions\n", "all", sum }' "$work/totals.tsv" | sort
    exit
fi

# Bytes that the inputs may have: short for texts of one line, so that executions are many.
max_len() {
    case $1 in
    date | value) echo 48 ;;
    projection) echo 160 ;;
    places) echo 96 ;;
    labels) echo 120 ;;
    map) echo 60 ;;
    shapefile) echo 1500 ;;
    *) echo 2000 ;;
    esac
}

# Whole maps: leaks are looked for at the end alone, for caches that fill look like leaks and would have
# most inputs drawn twice. What takes long is tried seldom, and how often a line ran counts for
# nothing, else the corpus fills with the largest maps.
options() {
    case $1 in
    map | render) echo -detect_leaks=0 -use_counters=0 -entropic_scale_per_exec_time=1 ;;
    esac
}

[ $# -gt 0 ] || set -- $(cd "$build" && ls | sed -n 's/^fuzz_\([a-z]*\)$/\1/p')
LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=1:allocator_release_to_os_interval_ms=-1
export LSAN_OPTIONS ASAN_OPTIONS
failed=0
for name in "$@"; do
    mkdir -p "$work/found/$name" "$work/findings/$name"
    dictionary=
    [ ! -f "tests/fuzz/$name.dict" ] || dictionary=-dict=tests/fuzz/$name.dict
    began=$(date +%s)
    "$build/fuzz_$name" -max_total_time="$seconds" -timeout="$timeout" -rss_limit_mb=2048 \
        -max_len="$(max_len "$name")" -print_final_stats=1 $(options "$name") $dictionary \
        -artifact_prefix="$work/findings/$name/" \
        "$work/found/$name" "tests/fuzz/corpus/$name" 2>"$work/$name.log"
    status=$?
    # Stopped by a signal of ours is no finding: libFuzzer then ends with 72.
    [ $status != 72 ] || status=0
    runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$work/$name.log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$work/$name.log" | tail -n 1)
    drawn=$(sed -n 's/^drawn maps: //p' "$work/$name.log")
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "${runs:-0}" $(($(date +%s) - began)) \
        "${edges:-0}" $status "${drawn:-0}" >>"$work/totals.tsv"
    echo "$name: ${runs:-?} executions, ${edges:-?} edges, exit $status${drawn:+, $drawn maps}"
    [ $status = 0 ] || failed=1
done
exit $failed
