#!/bin/sh
# SPDX-License-Identifier: MIT
# The same manifest by shards in random order, two of them killed and run again, by GNU parallel and
# by make: the same tree every time, and merge names what is missing. shards.sh PROGRAM
. "$(dirname "$0")/lib.sh"
make_trips trips 23
ls trips/*.yaml >list.txt
PATH=$(dirname "$program"):$PATH
draw() { tripmap batch list.txt -o "$1" --page 400x300 --progress none -j1 "$2" "$3" 2>>log; }
merge() { tripmap merge "$@" >merge.log 2>&1; }

tripmap batch list.txt -o reference --page 400x300 -q -j2 || fail "the undisturbed run"

echo "-- 7 shards in random order, two killed"
order=$(awk 'BEGIN { srand(7); for (i = 0; i < 7; i++) print rand(), i }' | sort | cut -d' ' -f2)
for i in $order; do
    case $i in
    2) ;; # left out at first
    3 | 5)
        draw out --shard "$i/7" &
        sleep 0.03
        kill -9 $! 2>/dev/null || true
        wait $! || true
        ;;
    *) draw out --shard "$i/7" || fail "shard $i" ;;
    esac
done
# A batch that was killed before its first line has no report; make sure that one is torn.
printf '{"tripmap":"' >torn
: >out/reports/shard-3-of-7.jsonl
head -c 150 out/reports/shard-1-of-7.jsonl | head -1 >/dev/null
head -1 out/reports/shard-1-of-7.jsonl | sed 's/"shard":1/"shard":3/' >out/reports/shard-3-of-7.jsonl
merge out && fail "merge is content without shard 2"
grep -q '1 of 7 shards missing: 2$' merge.log || fail "merge: $(cat merge.log)"
grep -q 'not finished: 3' merge.log || fail "merge: $(cat merge.log)"
for i in 5 3 2; do TRIPMAP_SHARD=$i draw out --shards 7 || fail "shard $i again"; done
merge out || fail "merge: $(cat merge.log)"
same_trees reference out
no_temporaries out

echo "-- mixed manifests and counts"
head -20 list.txt >short.txt
tripmap batch short.txt -o out --page 400x300 -q -j1 --shard 2/7
merge out && fail "merge mixes manifests"
grep -q '\[bad-report\]' merge.log || fail "merge: $(cat merge.log)"
draw out --shard 2/7
draw out --shard 0/1
merge out && fail "merge mixes counts"
grep -q 'reports of 1 and of 7 shards' merge.log || fail "merge: $(cat merge.log)"
merge out --shards 7 || fail "merge --shards 7: $(cat merge.log)"

for engine in make parallel; do
    echo "-- $engine"
    if ! command -v $engine >/dev/null; then
        echo "not tried: $engine is not installed"
        continue
    fi
    tripmap plan list.txt -o by-$engine --page 400x300 --shards 5 -j 1 --engine $engine >job
    if [ $engine = make ]; then
        make -f job -j2 >>log 2>&1 || fail "make: $(tail -5 log)"
    else
        sh job >>log 2>&1 </dev/null || fail "parallel: $(tail -5 log)"
    fi
    same_trees reference by-$engine
done
