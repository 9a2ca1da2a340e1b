#!/bin/sh
# SPDX-License-Identifier: MIT
# Rebuilds the shipped fonts from Debian's fonts-noto-core with fontTools (package
# python3-fonttools): sh fonts/rebuild.sh [folder with the original Noto fonts]
set -eu
source=${1:-/usr/share/fonts/truetype/noto}
target=$(dirname "$0")
names=0,1,2,3,4,5,6,13,14,16,17

# subset NAME UNICODES FEATURES: hinting goes, because text is drawn unhinted everywhere.
subset() {
    /usr/bin/python3 -m fontTools.subset "$source/$1.ttf" --output-file="$target/$1.ttf" \
        --unicodes="$2" --layout-features="$3" --name-IDs="$names" \
        --no-hinting --no-recalc-timestamp --notdef-outline
}

# Latin with every accent, Greek, Cyrillic, punctuation, currency, superscripts. Noto Sans has no arrows.
western=U+0020-007E,U+00A0-024F,U+0259,U+02B9-02DD,U+0300-036F,U+0370-03FF,U+0400-052F
western=$western,U+1E00-1FFF,U+2000-206F,U+2070-209F,U+20A0-20C0,U+2100-218F
western=$western,U+2212,U+25CC,U+FFFD
for face in Regular Bold Italic; do
    subset "NotoSans-$face" "$western" kern,liga,clig,ccmp,locl,mark,mkmk,tnum,lnum,case,frac,sups
done

# Right-to-left scripts; their digits and Latin letters come from Noto Sans.
arabic=U+0020,U+00A0,U+00AB,U+00BB,U+0600-06FF,U+0750-077F,U+200C-200F,U+2010,U+2011,U+25CC
hebrew=U+0020,U+00A0,U+0591-05F4,U+200C-200F,U+25CC,U+FB1D-FB4F
for face in Regular Bold; do
    subset "NotoSansArabic-$face" "$arabic" '*'
    subset "NotoSansHebrew-$face" "$hebrew" '*'
done
