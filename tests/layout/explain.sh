#!/bin/sh
# SPDX-License-Identifier: MIT
# tripmap explain says why: the projection that the rules give each tour, extent, W and q (which
# follow from the extent), how much the scale varies, and the layers. explain.sh PROGRAM EXAMPLES
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# expect TRIP STRING LAYER: the explanation's projection begins with STRING and LAYER was used.
expect() {
    "$1" explain "$2" >"$work/why"
    for line in projection rule W q trip extent scale shown layers; do
        grep -q "^$line  *[^ ]" "$work/why" || { echo "$2: no line $line"; cat "$work/why"; exit 1; }
    done
    grep -q "^projection  $3" "$work/why" && grep -q "^layers .*$4" "$work/why" &&
        grep -Eq "^scale .* varies by a factor of [0-9.]+" "$work/why" ||
        { echo "$2: wanted $3, $4"; cat "$work/why"; exit 1; }
}

p=$2/projections
expect "$1" "$p/pacific.yaml" "+proj=laea" "countries 50m"
expect "$1" "$p/polar.yaml" "+proj=laea +lat_0=90" "countries 50m"
expect "$1" "$p/round-the-world.yaml" "+proj=eqearth +lon_0=11" "countries 110m"
expect "$1" "$p/robinson.yaml" "+proj=robin +lon_0=11" "coastline 110m"
expect "$1" "$p/globe.yaml" "+proj=ortho" "lakes"
expect "$1" "$p/antarctica.yaml" "+proj=laea +lat_0=-" "borders"
# A scale that a layer lacks is said: there are no disputed borders but at 10m, no lakes at 10m.
expect "$1" "$2/rubio2025.yaml" "+proj=aea" "countries 10m.*disputed borders 10m, lakes 50m"
# W is the area of the sphere over that of the extent.
awk '/^W / { w = $2 }
     /^extent / { e = ($4 - $2) * 3.14159265 / 180; s = sin($6 * 3.14159265 / 180); n = sin($8 * 3.14159265 / 180) }
     END { want = 4 * 3.14159265 / (e * (n - s)); exit !(w > 0.97 * want && w < 1.03 * want) }' "$work/why"
