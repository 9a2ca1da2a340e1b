#!/bin/sh
# SPDX-License-Identifier: MIT
# The hostile trips of test_hostile as HTML, SVG, PDF, KML, GPX and a gallery, before an XML parser,
# pdftotext and headless Chromium: browser.sh PROGRAM FOLDER_OF_TRIPS
trips=$(realpath "$2") || exit 2
. "$(dirname "$0")/../batch/lib.sh"
for name in chromium chromium-browser google-chrome ''; do
    [ -n "$name" ] || skip "no Chromium is installed"
    ! command -v $name >/dev/null || break
done
for tool in python3 xmllint pdftotext; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done

"$program" batch "$trips" -o out --page 1200x800 --svg-text live --progress none -q \
    --formats html,svg,pdf,kml,gpx,geojson || fail "the batch ends with $?"
xmllint --noout --nonet out/*.svg out/*.kml out/*.gpx || fail "not well-formed"
xmllint --html --noout --nonet out/hostile-*.html out/index.html 2>lint || true
! grep -v ' invalid$' lint | grep -q 'parser error : \(Attribute\|error\|Unescaped\)' ||
    fail "$(head lint)"
for pdf in out/*.pdf; do pdftotext -raw "$pdf" - | tr -d '[:space:]' >"${pdf%.pdf}.txt"; done
"$here/../hostile/browser.py" "$name" "$work/out" "$trips" "$work/profile" || fail "see above"
