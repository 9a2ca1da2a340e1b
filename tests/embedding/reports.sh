# SPDX-License-Identifier: MIT
# examples/reports: one command builds the page, the two sheets of A4 and the Word file, each with
# its three maps.
. "$(dirname "$0")/common.sh"
need make pandoc weasyprint pdfinfo unzip

TRIPMAP_CACHE=$work/cache
export TRIPMAP_CACHE
make -C "$source/examples/reports" TRIPMAP="$tripmap" OUT="$work" >log 2>&1 || fail "$(tail log)"
[ "$(grep -o '<svg ' briefing.html | wc -l)" -eq 3 ] || fail "not three maps in the page"
pdfinfo briefing.pdf >info
grep -q 'Pages: *2$' info || fail "not two sheets: $(grep Pages info)"
grep -q 'Page size: *595.* x 841.* pts (A4)' info || fail "not A4: $(grep 'Page size' info)"
[ "$(unzip -l briefing.docx | grep -c 'word/media/.*\.png')" -eq 3 ] || fail "not three maps in the docx"
# What the maps say themselves stands in the text, once for each tour.
unzip -p briefing.docx word/document.xml >document.xml
for words in 'Santo Domingo, Dominican Republic' 'Santiago, Chile' 'San Carlos de Bariloche, Argentina'; do
    has document.xml "$words"
done
