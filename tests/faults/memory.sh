#!/bin/sh
# SPDX-License-Identifier: MIT
# An allocation that fails in a worker, deep in Pango, GLib or Cairo, costs one map of a batch at most:
# memory.sh PROGRAM SHIM. The map is told as lost, the others are as in an undisturbed run, nothing is
# left behind, and the next run draws what is missing.
shim=$2
. "$(dirname "$0")/../batch/lib.sh"
make_trips trips 6
batch reference -j1
[ "$status" = 0 ] || fail "the undisturbed run ends with $status"
report=reports/shard-0-of-1.jsonl

lost=0 survived=0 wrong=0
for at in ${TRIPMAP_FAIL_LIST-1 7 60 400 1500 4000 9000 15000 22000 30000 38000 45000 60000 90000 120000}; do
    rm -rf hit once
    TRIPMAP_FAIL_AT=$at TRIPMAP_FAIL_ONCE=$work/once LD_PRELOAD=$shim \
        "$program" batch trips -o hit --page 400x300 --progress none -j1 --timeout 20 >>log 2>&1 && status=0 || status=$?
    [ -e once ] || continue # no map allocates as often
    ok=$(count_of ok hit/$report)
    case $status in
    0) survived=$((survived + 1)) ;;
    1 | 3) lost=$((lost + 1)) ;;
    *) fail "allocation $at: the batch ends with $status" ;;
    esac
    [ "${ok:-0}" -ge 5 ] || fail "allocation $at costs more than a map: $(tail -n 1 hit/$report)"
    whole_files hit reference
    no_temporaries hit
    batch hit -j1
    [ "$status" = 0 ] || fail "allocation $at: the next run ends with $status"
    same_trees reference hit
done
echo "$lost maps lost, $survived allocations survived"
[ "$lost" -ge 3 ] || fail "too few allocations failed: the test tests nothing"
