#!/bin/sh
# SPDX-License-Identifier: MIT
# What goes wrong with one map, a worker or the disk costs no more than it must: faults.sh PROGRAM
. "$(dirname "$0")/lib.sh"
report=reports/shard-0-of-1.jsonl
make_trips trips 12
batch reference -j1
[ "$status" = 0 ] || fail "the undisturbed run ends with $status"

# begin FOLDER_OUT [OPTION…]: starts a batch of the folder many and waits until it has drawn a map. Sets
# parent and worker: one of its workers, which has most of its maps before it still.
begin() {
    out=$1
    shift
    "$program" batch many -o "$out" --page 400x300 --progress none "$@" 2>"$out.log" &
    parent=$!
    tries=0
    until ls "$out"/*.svg >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "no map is drawn: $(cat "$out.log")"
        sleep 0.01
    done
    worker=$(cut -d' ' -f1 "/proc/$parent/task/$parent/children")
    [ -n "$worker" ] || fail "all of the batch was drawn before it could be disturbed"
}

# Sets status to what the batch begun ends with.
end() {
    status=0
    wait $parent || status=$?
}

echo "-- -j1 and -j2"
batch two -j2
[ "$status" = 0 ] || fail "-j2 ends with $status"
same_trees reference two

echo "-- a second run draws nothing, touches nothing"
touch -d '2001-01-01' two/*.svg
batch two -j2
[ "$(count_of cached two/$report)" = 12 ] || fail "not all are up to date"
[ -z "$(find two -name '*.svg' -newermt 2001-01-02)" ] || fail "a map was written again"

echo "-- a changed trip, a removed map, a changed wish"
sed -i 's/Trip 3/Trip three/' trips/trip-003.yaml
rm two/trip-005.svg
batch two -j1
[ "$(count_of ok two/$report)" = 2 ] || fail "not just two are drawn"
sed -i 's/Trip three/Trip 3/' trips/trip-003.yaml
batch two -j1 --set route_width=4
[ "$(count_of ok two/$report)" = 12 ] || fail "a style change is not seen"
batch two -j1
same_trees reference two
batch two -j1 --force
[ "$(count_of ok two/$report)" = 12 ] || fail "--force does not draw"

echo "-- a hanging worker"
make_trips many 150
"$program" batch many -o undisturbed --page 400x300 --progress none || fail "the undisturbed many"
begin hang -j2 --timeout 5
kill -STOP "$worker"
end
[ "$status" = 1 ] || fail "status $status with a hanging worker: $(cat hang.log)"
[ "$(count_of timeout hang/$report)" = 1 ] || fail "the hanging map is not told"
[ "$(count_of ok hang/$report)" = 149 ] || fail "the hanging map costs others"
grep -q '\[timeout\]' hang.log || fail "no message of the hanging map"
whole_files hang undisturbed

echo "-- a dying worker"
begin die -j1
kill -9 "$worker"
end
[ "$status" = 1 ] || fail "status $status with a dying worker"
[ "$(count_of crashed die/$report)" = 1 ] || fail "the lost map is not told"
[ "$(count_of ok die/$report)" = 149 ] || fail "the lost map costs others"
"$program" batch many -o die --page 400x300 --progress none || fail "the lost map is not drawn after"
same_trees undisturbed die

echo "-- too little memory ends each worker, not the batch"
batch poor -j1 --memory 64
[ "$status" = 1 ] || [ "$status" = 3 ] || fail "status $status without memory"
[ -z "$(ls poor/*.svg 2>/dev/null)" ] || fail "64 MiB were enough: the test tests nothing"

echo "-- stopping"
begin stop -j1
kill -TERM $parent
end
[ "$status" = 143 ] || fail "status $status after SIGTERM"
grep -q '"end":"stopped"' stop/$report || fail "the report does not tell that it was stopped"
no_temporaries stop

echo "-- bad trips"
printf 'title: X\nstops:\n  - place: Nowhereville\n' >trips/zz-bad.yaml
echo '- [' >trips/zz-worse.yaml
batch bad -j2
[ "$status" = 1 ] || fail "status $status with bad trips"
[ "$(count_of failed bad/$report)" = 2 ] || fail "two bad trips are not told"
grep -q '"id":"zz-bad".*"code":"unknown-place".*"line":3,"column":12' bad/$report ||
    fail "the report lacks the place of the mistake"
grep -q 'zz-bad.yaml:3:12: no place called' bad/index.html || fail "the gallery lacks the failure"
batch few -j1 --max-failures 1
[ "$status" = 1 ] || fail "status $status after --max-failures"
rm trips/zz-*.yaml

echo "-- two batches in one folder"
"$program" batch trips -o both --page 400x300 -q -j1 &
first=$!
"$program" batch trips -o both --page 400x300 -q -j1 || fail "the second batch"
wait $first || fail "the first batch"
same_trees reference both

echo "-- an output that cannot be written"
mkdir -p taken/trip-004.svg
batch taken -j1
[ "$status" = 3 ] || fail "status $status with a folder in the way"
[ "$(count_of ok taken/$report)" = 11 ] || fail "one output costs others"
no_temporaries taken

echo "-- a folder that may not be written"
if [ "$(id -u)" = 0 ]; then
    echo "not tried: root may write everywhere"
else
    mkdir closed
    chmod a-w closed
    batch closed/maps -j1
    [ "$status" = 3 ] || fail "status $status in a closed folder"
fi

echo "-- a full disk"
mkdir small
if mount -t tmpfs -o size=256k tmpfs small 2>/dev/null; then
    trap 'umount "$work/small"; rm -rf "$work"' EXIT
    batch small/maps -j2
    [ "$status" = 3 ] || fail "status $status on a full disk"
    whole_files small/maps reference
    no_temporaries small/maps
    mount -o remount,size=64m small
    batch small/maps -j2
    [ "$status" = 0 ] || fail "status $status once there is room"
    same_trees reference small/maps
else
    echo "not tried: a small disk needs the right to mount one"
fi

echo "-- several formats, one layout"
batch formats -j1 --formats svg,png,pdf
[ "$status" = 0 ] || fail "status $status with three formats"
for ending in svg png pdf; do
    "$program" trips/trip-001.yaml --page 400x300 -o "one.$ending"
    cmp "one.$ending" "formats/trip-001.$ending" || fail "$ending is not as drawn alone"
done
