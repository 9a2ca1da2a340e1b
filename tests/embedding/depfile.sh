# SPDX-License-Identifier: MIT
# --depfile as make and Ninja read it: nothing is drawn twice, a change of the trip, of the style or
# of a style that it extends draws again, and a style that is gone does not stop the build.
. "$(dirname "$0")/common.sh"

mkdir maps
small_trip >'maps/my #1 $trip.yaml'
printf 'map: {style: house.yaml}\n' >>'maps/my #1 $trip.yaml'
printf 'extends: base.yaml\nland: "#eeeeee"\n' >maps/house.yaml
printf 'extends: press\nocean: "#ddeeff"\n' >maps/base.yaml

# What every file in it must be.
"$tripmap" 'maps/my #1 $trip.yaml' -o plain.svg -o plain.pdf --alt plain.txt --depfile plain.d
has plain.d 'plain.svg plain.pdf plain.txt: \'
has plain.d '  maps/my\ \#1\ $$trip.yaml \'
for file in maps/house.yaml maps/base.yaml styles/press.yaml admin_0_countries.shp .dbf .ttf; do
    has plain.d "$file"
done

# Standard output is nothing that a rule can name.
status=0
"$tripmap" 'maps/my #1 $trip.yaml' -f svg -o - --depfile none.d >/dev/null 2>message || status=$?
[ $status -eq 2 ] || fail "exit status $status"
has message "--depfile needs an output file"
[ ! -e none.d ] || fail "a depfile without a target"

# A trip that cannot be drawn leaves no depfile behind.
printf 'stops: [{place: Nowhereville-on-Sea}]\n' >bad.yaml
! "$tripmap" bad.yaml -o bad.svg --depfile bad.d 2>/dev/null || fail "drawn"
[ ! -e bad.d ] || fail "a depfile of a map that is not there"

# check BUILD...: what each change makes the tool do. The tools look at times, so every change is
# made a second after the output.
drawn() { # drawn yes|no REASON: whether map.svg has changed since the last time
    now=$(stat -c %Y.%i map.svg)
    [ "$now" = "${before:-}" ] && did=no || did=yes
    before=$now
    [ $did = "$1" ] || fail "$2: drawn again: $did"
}
changes() {
    before=
    "$@" >/dev/null && drawn yes "first build"
    "$@" >/dev/null && drawn no "nothing changed"
    for file in 'maps/my #1 $trip.yaml' maps/house.yaml maps/base.yaml; do
        sleep 1.1
        touch "$file"
        "$@" >/dev/null && drawn yes "$file"
        "$@" >/dev/null && drawn no "after $file"
    done
    # The trip names another style now, and the old one is deleted.
    sleep 1.1
    sed -i 's/house.yaml/base.yaml/' maps/*trip.yaml
    mv maps/house.yaml away.yaml
    "$@" >/dev/null && drawn yes "a style is gone"
    mv away.yaml maps/house.yaml
    sed -i 's/base.yaml}/house.yaml}/' maps/*trip.yaml
}

if command -v make >/dev/null; then
    cat >Makefile <<EOF
map.svg:
	'$tripmap' 'maps/my #1 \$\$trip.yaml' -o \$@ --depfile map.d
-include map.d
EOF
    changes make
    rm -f map.svg map.d
else
    echo "make is not installed: not tried"
fi
if command -v ninja >/dev/null; then
    cat >build.ninja <<EOF
rule map
  command = '$tripmap' '\$trip' -o \$out --depfile \$out.d
  depfile = \$out.d
  deps = gcc
build map.svg: map
  trip = maps/my #1 \$\$trip.yaml
EOF
    changes ninja
else
    echo "ninja is not installed: not tried"
fi
