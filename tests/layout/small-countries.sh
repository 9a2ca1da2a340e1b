#!/bin/sh
# SPDX-License-Identifier: MIT
# Countries too small for the scale of the map are seen where a stop needs them: at the stop, and at
# places of the country that the gazetteer does not know. small-countries.sh PROGRAM
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# holds CODE STOP...: a map of the stops shows the country with an area that can be seen.
holds() {
    code=$1
    shift
    { echo "title: Small"; echo "stops:"; printf -- '  - place: %s\n' "$@"; } >"$work/trip.yaml"
    "$program" "$work/trip.yaml" --scene --quiet >"$work/scene"
    sed -n "/group\.country visited .*data-a3=\"$code\"/{n;p;}" "$work/scene" >"$work/path"
    grep -q 'path fill=.* closed' "$work/path" || { echo "no $code among: $*"; exit 1; }
    maps=$((maps + 1))
}

program=$1
maps=0
for far in '"Washington"' '"Moscow, Russia"' '"Canberra, Australia"'; do
    holds MLT "$far" '"Valletta, Malta"'
    holds MLT "$far" '{name: Victoria on Gozo, at: [14.24, 36.04], country: Malta}'
    holds SGP "$far" '"Singapore"'
    holds SGP "$far" '{name: Changi, at: [103.99, 1.36], country: Singapore}'
    holds VAT "$far" '"Vatican City"'
    holds KIR "$far" '"South Tarawa, Kiribati"'
    holds KIR "$far" '{name: Kiritimati, at: [-157.4, 1.87], country: Kiribati}'
    holds MCO "$far" '"Monaco"'
    holds NRU "$far" '"Nauru"'
done
holds VAT '"Rome, Italy"' '"Vatican City"'
holds MLT '{name: Sliema, at: [14.50, 35.91], country: Malta}' '"Valletta, Malta"'
holds SGP '"Singapore"' '"Johor Bahru, Malaysia"'
holds KIR '"South Tarawa, Kiribati"' '{name: Betio, at: [172.92, 1.36], country: Kiribati}'
[ $maps -eq 31 ]
