# SPDX-License-Identifier: MIT
# tripmap key is the same for the same map and another one for whatever could change it.
. "$(dirname "$0")/common.sh"

small_trip >trip.yaml
printf 'map: {style: house.yaml}\n' >>trip.yaml
printf 'extends: base.yaml\n' >house.yaml
printf 'extends: press\n' >base.yaml
mkdir shapes
cp "$source"/shapes/ne_110m_admin_0_countries.* shapes/

key() { "$tripmap" key trip.yaml --shapes shapes "$@"; }
first=$(key)
[ ${#first} -eq 64 ] || fail "no key: $first"
seen=$first
new() { # new REASON KEY: a key that has not come before
    case " $seen " in *" $2 "*) fail "the same key: $1" ;; esac
    seen="$seen $2"
}

[ "$(key)" = "$first" ] || fail "the second key is another"
[ "$(key --quiet --diagnostics=json)" = "$first" ] || fail "how problems are told counts"
[ "$("$tripmap" key - --shapes shapes <trip.yaml)" = "$first" ] || fail "standard input counts"
new "--dpi" "$(key --dpi 300)"
new "--page" "$(key --page a4)"
new "--style" "$(key --style night)"
new "--set" "$(key --set land=#eeeeee)"
new "--svg-text" "$(key --svg-text live)"
printf 'extends: press\nland: "#dddddd"\n' >base.yaml
new "a style that is extended" "$(key)"
touch -d 2001-01-01 shapes/ne_110m_admin_0_countries.shp
new "a shapefile" "$(key)"
cp shapes/ne_110m_admin_0_countries.shp shapes/ne_110m_lakes.shp
new "a layer more" "$(key)"
printf 'return: true\n' >>trip.yaml
new "the trip" "$(key)"

status=0
printf 'stops: 3\n' | "$tripmap" key - >out 2>/dev/null || status=$?
[ $status -eq 1 ] && [ ! -s out ] || fail "a key of a bad trip, exit status $status"
