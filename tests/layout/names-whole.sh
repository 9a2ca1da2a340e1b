#!/bin/sh
# SPDX-License-Identifier: MIT
# A side panel of two columns used to break names ("Kam|pala") to leave room for dates at their side,
# and a list of dates broke inside a date ("6–8|Dec"). names-whole.sh PROGRAM
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/trip.yaml" <<'TRIP'
title: A tour of Africa with calls in Europe, December 1997
traveler: Madeleine Korbel Albright
role: U.S. Secretary of State
stops:
  - {place: "Paris, France", dates: 1997-12-05/1997-12-06}
  - {place: "Geneva, Switzerland", dates: 1997-12-06}
  - {place: "Paris, France", dates: 1997-12-06/1997-12-08}
  - {place: "Addis Ababa, Ethiopia", dates: 1997-12-08/1997-12-10}
  - {place: "Kampala, Uganda", dates: 1997-12-10/1997-12-11}
  - {place: "Gulu, Uganda", dates: 1997-12-10/1997-12-11}
  - {place: "Kigali, Rwanda", dates: 1997-12-11}
  - {place: "Kinshasa, DR Congo", dates: 1997-12-11/1997-12-12}
  - {place: "Luanda, Angola", dates: 1997-12-12}
  - {place: "Pretoria, South Africa", dates: 1997-12-12/1997-12-14}
  - {place: "Cape Town, South Africa", dates: 1997-12-12/1997-12-14}
  - {place: "Harare, Zimbabwe", dates: 1997-12-14/1997-12-15}
  - {place: "Brussels, Belgium", dates: 1997-12-15/1997-12-17}
  - {place: "Paris, France", dates: 1997-12-17/1997-12-18}
  - {place: "London, United Kingdom", dates: 1997-12-18}
TRIP
"$1" "$work/trip.yaml" --scene >"$work/scene"
for name in Kampala Kinshasa Brussels 'Addis Ababa' 'Cape Town'; do
    grep -q "text\.panel-place .*text=\"$name\"" "$work/scene" ||
        { echo "$name is broken in the panel"; exit 1; }
done
if grep -E 'text\.(label|panel)-dates .*text="(Dec|· )' "$work/scene"; then
    echo "a line begins in the middle of a date, or with a dot"
    exit 1
fi
[ "$(grep -c 'text\.panel-dates' "$work/scene")" -ge 15 ]
