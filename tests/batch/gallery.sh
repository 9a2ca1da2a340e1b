#!/bin/sh
# SPDX-License-Identifier: MIT
# A gallery of 1,500 maps in a headless Chromium: what it shows, how filters work, how soon it is
# there, and that it says nothing on the console and asks nothing of the network. gallery.sh PROGRAM
. "$(dirname "$0")/lib.sh"
for name in chromium chromium-browser google-chrome ''; do
    [ -n "$name" ] || skip "no Chromium is installed"
    ! command -v $name >/dev/null || break
done
command -v python3 >/dev/null || skip "python3 is not installed"
command -v xmllint >/dev/null || skip "xmllint is not installed"

n=1500
mkdir -p out/reports
make_trips trips 1
"$program" trips/trip-001.yaml -o one.svg --page 400x300
awk -v n=$n 'BEGIN {
    printf "{\"tripmap\":\"0\",\"manifest\":\"m\",\"items\":%d,\"shard\":0,\"shards\":1}\n", n
    for (i = 0; i < n; i++) {
        printf "{\"id\":\"tour-%d\",\"number\":%d,\"status\":\"%s\",\"input\":\"t/%d.yaml\",", i, i,
            i % 100 == 99 ? "failed" : "ok", i
        if (i % 100 == 99)
            printf "\"diagnostics\":[{\"severity\":\"error\",\"message\":\"no <b> & \\\"such\\\"\"," \
                   "\"line\":3,\"column\":4}]}\n"
        else
            printf "\"outputs\":[{\"path\":\"tour-%d.svg\"}],\"title\":\"Tour <%d>\"," \
                   "\"traveler\":\"Traveler %d\",\"dates\":\"%d-05-01/%d-01-02\"," \
                   "\"countries\":[\"Country %d\",\"São Tomé\"],\"stops\":3,\"layout\":{\"labels\":3," \
                   "\"in_panel\":%d,\"breaches\":%d},\"diagnostics\":[]}\n",
                i, i, i % 20, 1900 + i % 100, 1901 + i % 100, i % 50, i % 3, i == 700
    }
    print "{\"end\":\"finished\"}"
}' >out/reports/shard-0-of-1.jsonl
awk -v n=$n 'BEGIN { for (i = 0; i < n; i++) print "out/tour-" i ".svg" }' | while read -r file; do
    ln one.svg "$file"
done
"$program" merge out 2>/dev/null && fail "merge forgets 15 failures"

"$here/gallery.py" "$name" "$work/out" "$work/profile" || fail "see above"
[ ! -e out/gallery/page-9.html ] || fail "there is one page too many"
xmllint --html --noout out/index.html 2>lint || true
! grep -v 'Tag \(header\|nav\|bdi\|output\) invalid' lint | grep -q 'error' || fail "$(cat lint)"
