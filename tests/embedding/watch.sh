# SPDX-License-Identifier: MIT
# tripmap watch draws again when the trip, a style it extends or a shapefile changes, also by a file
# moved over it as editors do; it tells errors and goes on; it ends when told to.
. "$(dirname "$0")/common.sh"

mkdir house
small_trip >house/trip.yaml
printf 'map: {style: house.yaml}\n' >>house/trip.yaml
printf 'extends: base.yaml\n' >house/house.yaml
printf 'extends: press\n' >house/base.yaml
mkdir shapes
for end in shp shx dbf cpg; do
    cp "$source/shapes/ne_110m_admin_0_countries.$end" shapes/
done

"$tripmap" watch house/trip.yaml -o map.svg --shapes shapes 2>log &
watcher=$!
trap 'kill $watcher 2>/dev/null || true; rm -rf "$work"' EXIT

# within SECONDS WHAT COMMAND...: waits until the command succeeds.
within() {
    tries=$(($1 * 10)) what=$2
    shift 2
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "$what
$(cat log)"
        sleep 0.1
    done
}
lines() { [ "$(grep -c "$1" log)" -ge "$2" ]; }
contains() { grep -qF "$1" map.svg; }

within 20 "the first drawing" lines "1 time so far" 1
contains "Two days" || fail "the first map"

sed -i 's/Two days/Three days/' house/trip.yaml
within 20 "a change of the trip" contains "Three days"

# What editors do: a new file is moved over the old one.
sed 's/Three days/Four days/' house/trip.yaml >house/new
mv house/new house/trip.yaml
within 20 "a trip moved over the old one" contains "Four days"

printf 'extends: press\nland: "#123456"\n' >house/base.yaml
within 20 "a style that is extended" contains '#123456'

n=$(grep -c 'so far' log)
touch shapes/ne_110m_admin_0_countries.dbf
within 20 "a shapefile" lines 'so far' $((n + 1))

n=$(grep -c 'so far' log)
for end in dbf shx shp; do
    cp "$source/shapes/ne_110m_lakes.$end" shapes/
done
within 20 "a layer that was missing" lines 'so far' $((n + 1))

# An error is told, the old map stays, and mending it draws again.
cp map.svg before.svg
printf 'oceam: "#123456"\n' >house/house.yaml
within 20 "an error in a style" lines 'unknown-key' 1
cmp -s map.svg before.svg || fail "a map of a style with errors"
mv house/house.yaml away
within 20 "a style that is missing" lines 'cannot read "house/house.yaml"' 1
printf 'land: "#654321"\n' >house/house.yaml
within 20 "a style that is back" contains '#654321'

# Files that the map is not made from are nothing to it, not even its own output's folder.
n=$(grep -c 'so far' log)
touch house/other map2.svg
sleep 1
[ "$(grep -c 'so far' log)" -eq "$n" ] || fail "drawn for a file that was not read"

kill -TERM $watcher
wait $watcher || fail "exit status $?"

# Nothing to watch and nowhere to draw are wrong arguments.
for wrong in "- -o map.svg" "house/trip.yaml" "house/trip.yaml -f svg -o -"; do
    status=0
    "$tripmap" watch $wrong </dev/null >/dev/null 2>message || status=$?
    [ $status -eq 2 ] || fail "watch $wrong: exit status $status"
done
