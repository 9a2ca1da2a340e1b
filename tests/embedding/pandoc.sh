# SPDX-License-Identifier: MIT
# The pandoc filter with the real pandoc: what a block becomes in each format, captions, labels,
# widths, alternative texts, the cache, and what happens to a block that cannot be drawn.
# PANDOC names another pandoc to try.
. "$(dirname "$0")/common.sh"
pandoc=${PANDOC:-pandoc}
need "$pandoc" unzip

TRIPMAP=$tripmap TRIPMAP_CACHE=$work/cache
export TRIPMAP TRIPMAP_CACHE
to() { # to FORMAT FILE [OPTION...]: document.md as FILE
    format=$1 file=$2
    shift 2
    "$pandoc" document.md --lua-filter="$source/pandoc/tripmap.lua" -t "$format" -o "$file" "$@" 2>messages
}
part() { unzip -p "$1" "$2"; } # a part of a docx, odt or epub
count() { [ "$(ls cache | grep -c "$1\$")" -eq "$2" ] || fail "not $2 $1 in the cache: $(ls cache)"; }

small_trip >trip.yaml
{
    printf '%s\n' '---' 'title: A report' 'tripmap: {page: column}' '---' '' 'Before.' '' \
        '```{.tripmap #fig-one .wide caption="The *first* map" width=60%}'
    small_trip
    printf '%s\n' '```' '' '``` tripmap' '#| file: trip.yaml' '#| label: fig-two' \
        '#| caption: "From a file: a & b"' '#| alt: My own "words" & <more>' '```' '' \
        '``` python' 'nomap()' '```' '' 'After.'
} >document.md

# A page: the maps stand in it, each once, with ids of their own though they are the same map.
to html page.html -s
[ ! -s messages ] || fail "messages: $(cat messages)"
hasnt page.html 'stops:'
has page.html 'nomap'
[ "$(grep -o '<svg ' page.html | wc -l)" -eq 2 ] || fail "not two maps"
[ "$(grep -o '<figcaption' page.html | wc -l)" -eq 2 ] || fail "not two captions"
[ -z "$(grep -o ' id="[^"]*"' page.html | sort | uniq -d)" ] || fail "an id twice"
for text in 'id="fig-one"' 'id="fig-two"' 'class="wide"' 'width:60%;height:auto' \
    'max-width:100%;height:auto' '<em>first</em>' 'From a file: a &amp; b' \
    'aria-label="My own &quot;words&quot; &amp; &lt;more&gt;"' 'Canal security'; do
    has page.html "$text"
done
if command -v xmllint >/dev/null; then
    sed -n '/<svg /,/<\/svg>/p' page.html | sed -n '1,/<\/svg>/p' | sed 's/.*<svg /<svg /' >one.svg
    xmllint --noout one.svg || fail "the first map is no XML"
fi

# Every map is drawn once and kept: the second run draws nothing.
count svg 2
stamps=$(stat -c '%n %y' cache/*)
to html page.html
[ "$(stat -c '%n %y' cache/*)" = "$stamps" ] || fail "drawn again"
sed -i 's/page: column/page: wide/' document.md
to html page.html
count svg 4
sed -i 's/page: wide/page: column/' document.md
! ls cache | grep -q tmp || fail "a file that is not whole: $(ls cache)"

# Nothing is kept where the document says so.
sed 's/page: column/page: column, cache: false/' document.md >fresh.md
TRIPMAP_CACHE=$work/nowhere "$pandoc" fresh.md --lua-filter="$source/pandoc/tripmap.lua" -o fresh.html
has fresh.html '<svg '
[ ! -e nowhere ] || fail "a cache that nobody wants"

# LaTeX: a PDF, in millimetres by itself.
to latex report.tex --extract-media=media
has report.tex '\includegraphics'
has report.tex 'width=0.6\'
has report.tex '\caption{The \emph{first} map}'
has report.tex '\label{fig-one}'
pdf=$(ls media/fig-one-*.pdf) || fail "no PDF: $(ls media)"
[ "$(head -c 5 "$pdf")" = "%PDF-" ] || fail "$pdf is no PDF"
if command -v pdfinfo >/dev/null; then # 600 x 800 px
    pdfinfo "$pdf" | grep -q 'Page size: *450 x 600 pts' || fail "$(pdfinfo "$pdf")"
fi

# Word and LibreOffice: PNG at 300 dpi with the alternative text (pandoc writes none into odt).
to docx report.docx
part report.docx word/document.xml >document.xml
for text in 'Panama City, Panama, 1 February 2025' 'My own &quot;words&quot; &amp; &lt;more&gt;' \
    'From a file: a &amp; b'; do
    has document.xml "$text"
done
name=$(unzip -l report.docx | grep -o 'word/media/[^ ]*\.png' | head -1)
part report.docx "$name" >picture.png
[ "$(head -c 4 picture.png | tail -c 3)" = PNG ] || fail "$name is no PNG"
# Bytes 16 to 23 of a PNG are its width and height: 600 px of 1/96 inch are 1875 of 1/300 inch.
[ "$(od -An -tx1 -j16 -N8 picture.png | tr -d ' \n')" = 00000753000009c4 ] ||
    fail "not 1875 x 2500: $(od -An -tx1 -j16 -N8 picture.png)"
if command -v soffice >/dev/null && command -v pdfimages >/dev/null &&
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf \
        --outdir office report.docx >/dev/null 2>&1 && [ -e office/report.pdf ]; then
    # The first 60 % of the column wide, the second all of it, both at their 300 dpi.
    pdfimages -list office/report.pdf >images
    grep -q ' image  *1050  *1400 .* 300  *300 ' images || fail "$(cat images)"
    grep -q ' image  *1750  *2333 .* 300  *300 ' images || fail "$(cat images)"
else
    echo "LibreOffice Writer is not installed: not tried"
fi
to odt report.odt
part report.odt content.xml >content.xml
has content.xml '60'
has content.xml 'first'
unzip -l report.odt | grep -q 'Pictures/.*\.png' || fail "no picture in the odt"

# EPUB: SVG pictures with their texts.
to epub report.epub
unzip -l report.epub | grep -q '\.svg' || fail "no SVG in the epub"
chapter=$(unzip -l report.epub | grep -o 'EPUB/text/ch[^ ]*' | head -1)
part report.epub "$chapter" >chapter.xhtml
has chapter.xhtml 'alt="Two days'
has chapter.xhtml 'Panama City, Panama, 1 February 2025'
has chapter.xhtml '<em>first</em>'

# A block with an error stays, the message says where and what, the rest of the report is made.
cat >document.md <<'EOF'
``` tripmap
title: Wrong
stops: [{place: Panama, isues: [one]}]
```

```{.tripmap file=missing.yaml}
```

After.
EOF
to html page.html
has page.html 'isues: [one]'
has page.html 'After.'
hasnt page.html '<svg'
has messages ':2:25: error: unknown key "isues"'
has messages 'cannot read "missing.yaml"'
has messages 'tripmap block 1 (inline) is left as it was'
has messages 'tripmap block 2 (missing.yaml) is left as it was'

# A document of others names no files, and its trips no projections of their own; its own metadata
# cannot say otherwise.
{
    printf '%s\n' '---' 'tripmap: {untrusted: false, program: /bin/true}' '---' '' \
        '``` {.tripmap file=trip.yaml}' '```' '' '``` {.tripmap style=house.yaml}' 'stops: [Panama]' '```' \
        '' '``` {.tripmap projection="+proj=laea"}' 'stops: [Panama, Lima]' '```' '' \
        '``` {.tripmap style=night}' 'stops: [Panama]' '```'
} >document.md
TRIPMAP_UNTRUSTED=1 to html page.html
has messages 'cannot name the file "trip.yaml"'
has messages 'cannot name the file "house.yaml"'
has messages 'only names are allowed here'
[ "$(grep -o '<svg ' page.html | wc -l)" -eq 1 ] || fail "not one map of four"

# So it does without the program.
TRIPMAP=$work/none to html page.html
has messages "\"$work/none\" cannot be started"
