#!/bin/sh
# SPDX-License-Identifier: MIT
# Kills the batch, or one of its workers, at random moments: nothing half-written is ever found under
# a final name, no more than the workers' own maps are drawn again, and the last run ends with what
# an undisturbed run makes. restart.sh PROGRAM [ROUNDS] [SEED]; TRIPMAP_KILL_ROUNDS=1000 is the long
# run.
. "$(dirname "$0")/lib.sh"
rounds=${TRIPMAP_KILL_ROUNDS:-${2:-30}}
seed=${3:-1}
make_trips trips 24
now() { date +%s.%N; }
start=$(now)
batch reference -j2
[ "$status" = 0 ] || fail "the undisturbed run ends with $status"

# The moments lie within the time that the undisturbed run took on this machine.
awk -v n="$rounds" -v seed="$seed" -v start="$start" -v end="$(now)" 'BEGIN {
    srand(seed)
    for (i = 0; i < n; i++)
        printf "%.3f %s\n", rand() * (end - start), rand() < 0.6 ? "parent" : "worker"
}' >plan
# A killed process still ends what the kernel was doing for it.
all_gone() {
    tries=0
    while pgrep -f "^tripmap batch-worker $parent\$" >/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || fail "workers outlive their batch"
        sleep 0.01
    done
}

kills=0
while read -r delay victim; do
    [ "$(find out/.tripmap -name '*.json' 2>/dev/null | wc -l)" -lt 24 ] || rm -rf out
    "$program" batch trips -o out --page 400x300 --progress none -j2 >>log 2>&1 &
    parent=$!
    sleep "$delay"
    target=$parent
    [ "$victim" = parent ] || target=$(cut -d' ' -f1 "/proc/$parent/task/$parent/children" \
        2>/dev/null) || true
    [ -z "$target" ] || { kill -9 "$target" 2>/dev/null && kills=$((kills + 1)); } || true
    wait "$parent" || true
    all_gone
    whole_files out reference
    drawn=$(find out -maxdepth 1 -name '*.svg' 2>/dev/null | wc -l)
    known=$(find out/.tripmap -name '*.json' 2>/dev/null | wc -l)
    [ $((drawn - known)) -le 2 ] || fail "$((drawn - known)) maps would be drawn again"
done <plan
batch out -j2
[ "$status" = 0 ] || fail "the last run ends with $status"
same_trees reference out
no_temporaries out
echo "$kills of $rounds rounds hit something alive; the trees are the same"
[ "$kills" -gt $((rounds / 4)) ] || fail "the rounds hit nothing"
