#!/bin/sh
# SPDX-License-Identifier: MIT
# What a worker keeps from map to map changes none of them: a map drawn late in a long-lived worker,
# in this order or the other, has the bytes of one drawn alone by a fresh process. Draws the examples
# and made-up trips, and every twelfth of the real tours where TRIPMAP_TOURS names their table.
# warm.sh PROGRAM
. "$(dirname "$0")/lib.sh"
examples=$here/../../examples
make_trips made 30
if [ -n "${TRIPMAP_TOURS-}" ]; then
    "$program" import "$TRIPMAP_TOURS" --from Washington -o tours 2>import.log || fail "import"
fi
{
    ls "$examples"/*.yaml made/*.yaml
    ls tours/*.yaml 2>/dev/null | awk 'NR % 12 == 1'
} >list
n=$(wc -l <list)
[ "$n" -ge 40 ] || fail "only $n trips"
# Each twice, the second time after all others.
for turn in 1 2; do
    awk -v turn=$turn '{
        id = $0
        sub(/.*\//, "", id)
        sub(/\.yaml$/, "", id)
        printf "{\"input\": \"%s\", \"id\": \"%s-%d\"}\n", $0, id, turn
    }' list
done >twice.jsonl
awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' twice.jsonl >back.jsonl
"$program" batch twice.jsonl -o warm -j1 --progress none || fail "the batch"
"$program" batch back.jsonl -o back -j1 --progress none || fail "the batch in reverse"
while read -r trip; do
    id=$(basename "$trip" .yaml)
    "$program" "$trip" -q -o alone.svg || fail "$trip"
    for file in "warm/$id-1.svg" "warm/$id-2.svg" "back/$id-1.svg" "back/$id-2.svg"; do
        cmp -s alone.svg "$file" || fail "$file is not as drawn alone"
    done
done <list
echo "$n trips, each drawn five times: the same bytes"
