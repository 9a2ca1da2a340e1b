#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the pictures of the documents again: docs/redraw.sh [PROGRAM]
# The cookbook's come from its own commands; the README's from the examples.
set -eu
command -v pngquant >/dev/null || { echo "redraw.sh: pngquant is missing" >&2; exit 3; }
root=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-$root/build/release/tripmap}
program=$(cd "$(dirname "$program")" && pwd)/tripmap
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/examples" "$work/examples"
cd "$work"
awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$root/docs/cookbook.md" >commands
PATH=$(dirname "$program"):$PATH sh -eu ./commands >/dev/null
mkdir -p "$root/docs/pictures"
cp ./*.png "$root/docs/pictures/"
for name in rubio2025 tillerson2018 knox1912; do
    "$program" "examples/$name.yaml" --page 1600x1000 --scale 0.5 --png-level 9 \
        -o "$root/docs/$name.png"
done
# Maps have few colours: a palette makes the pictures a third as large.
cd "$root/docs"
pngquant --strip --force --ext .png 64 pictures/*.png rubio2025.png tillerson2018.png knox1912.png
