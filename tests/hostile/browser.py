#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What browser.sh drew, in headless Chromium: no script of a text's runs, no element or attribute of
a text's exists, nothing is asked of the network, and every text reads as it was written.
browser.py CHROMIUM FOLDER FOLDER_OF_TEXTS PROFILE_FOLDER"""
import json
import pathlib
import re
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "batch"))
from gallery import Browser  # noqa: E402

STOPS = 10  # the first texts are the names of places; test_hostile.c has the order

# What a page could be made to do, and what it says, white space and invisible marks aside.
GATHER = """(() => {
    const all = [...document.querySelectorAll('*')];
    const names = all.flatMap(e => e.getAttributeNames().map(name => [e.localName, name.toLowerCase(),
        e.getAttribute(name)]));
    return {
        elements: [...new Set(all.map(e => e.localName))],
        scripts: [...document.querySelectorAll('script')].filter(
            s => !['application/json', 'application/ld+json'].includes(s.type)).length,
        handlers: names.filter(n => n[1].startsWith('on')),
        links: names.filter(n => ['href', 'xlink:href', 'src', 'action', 'data', 'srcset',
            'formaction', 'background', 'poster'].includes(n[1])).map(n => n[2]),
        styles: names.filter(n => n[1] == 'style' && n[2].includes('url(')).map(n => n[2]),
        text: document.documentElement.textContent +
            names.filter(n => ['title', 'aria-label', 'alt', 'content'].includes(n[1]))
                .map(n => n[2]).join(''),
    };
})()"""

ELEMENTS_NEVER = {"iframe", "object", "embed", "foreignobject", "image", "img", "video", "audio", "form",
                  "base", "meta-refresh", "math", "portal"}
LINK = "https://e.org/"

failures = 0


def check(good, what):
    global failures
    if not good:
        failures += 1
        print(f"FAILED: {what}")


def plain(text):
    """Without what wrapping and direction add: white space, isolates and marks."""
    return "".join(c for c in text if not c.isspace() and c not in "\u2028\u2066\u2067\u2068\u2069"
                   "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\u200b\u2060\u00ad")


def look_at(browser, file, texts, scripts, gallery=False):
    browser.said.clear()
    browser.asked.clear()
    browser.open(file.as_uri())
    found = browser.evaluate(GATHER)
    name = file.name
    check(not browser.said, f"{name}: the console says {browser.said[:1]}")
    folder = file.parent.as_uri() if file.parent.name != "gallery" else file.parent.parent.as_uri()
    outside = [url for url in browser.asked
               if not (url.startswith((folder, "data:", "about:")))]
    check(not outside, f"{name}: asks for {outside[:1]}")
    never = ELEMENTS_NEVER - ({"img", "form"} if gallery else set())
    check(not never & set(found["elements"]), f"{name}: holds {never & set(found['elements'])}")
    check(found["scripts"] == scripts, f"{name}: {found['scripts']} scripts, not {scripts}")
    check(not found["handlers"], f"{name}: handlers {found['handlers'][:2]}")
    check(not found["styles"], f"{name}: styles {found['styles'][:2]}")
    for link in found["links"]:
        own = gallery and ":" not in link and not link.startswith("/")
        check(own or link.startswith(("#", "data:", LINK)), f"{name}: links to {link}")
    text = plain(found["text"])
    for wanted in texts:
        check(plain(wanted) in text, f"{name}: lacks {wanted!r}")


def pdf_objects(raw):
    """A PDF less what its streams hold, where three letters may stand together by chance; streams
    that hold objects are unpacked."""
    stream = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
    parts = [stream.sub(b"stream", raw)]
    for found in stream.finditer(raw):
        if b"/ObjStm" in raw[max(0, found.start() - 200):found.start()]:
            parts.append(zlib.decompressobj().decompress(found.group(1)))
    return b"\n".join(parts)


def look_at_pdf(file, names):
    """Letters that pdftotext gives back one by one: those of ASCII."""
    text = plain(file.read_text(errors="replace"))
    for name in names:
        if name.isascii():
            check(plain(name) in text, f"{file.stem}.pdf: lacks {name!r}")
    raw = pdf_objects(file.with_suffix(".pdf").read_bytes())
    check(b"/Catalog" in raw, f"{file.stem}.pdf: its objects are not found")
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
        check(word not in raw, f"{file.stem}.pdf: holds {word.decode()}")


def main():
    chromium, folder, texts_folder, profile = sys.argv[1:]
    folder = pathlib.Path(folder)
    browser = Browser(chromium, profile)
    titles, pages = [], 0
    try:
        for list_file in sorted(pathlib.Path(texts_folder).glob("*.json")):
            texts = json.loads(list_file.read_text())
            base = folder / list_file.stem
            look_at(browser, base.with_suffix(".html"), texts[:STOPS], 1)
            look_at(browser, base.with_suffix(".svg"), texts[:STOPS], 0)
            look_at_pdf(base.with_suffix(".txt"), texts[:STOPS])
            json.loads(base.with_suffix(".geojson").read_text())
            titles.append(texts[3 * STOPS + 1])
            pages += 1
        look_at(browser, folder / "index.html", titles, 1, gallery=True)
    finally:
        browser.end()
    check(pages == 50, f"{pages} trips, not 50")
    print(f"{pages} trips, {failures} failures")
    return 1 if failures else 0


sys.exit(main())
