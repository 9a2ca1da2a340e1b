# SPDX-License-Identifier: MIT
"""Countries, coastline and borders of 10m from world-atlas. Its arcs are simplified one by one, so
that lines which two layers share stay the same in both."""
import collections
import json
import os

from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from common import (
    BORDER_FIELDS, WORK, WORLD_ATLAS, arc_number, border_row, chain, cut_line, cut_polygon,
    join_arcs, polygon_arcs, polygon_parts, read_layer, read_topology, unwrap, write_layer,
)

TOLERANCE_DEG = 0.002
COUNTRY_FIELDS = [
    ("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("LABELRANK", "N", 4), ("SOVEREIGNT", "C"),
    ("SOV_A3", "C"), ("TYPE", "C"), ("ADMIN", "C"), ("ADM0_A3", "C"), ("GEOUNIT", "C"),
    ("GU_A3", "C"), ("SUBUNIT", "C"), ("SU_A3", "C"), ("NAME", "C"), ("NAME_LONG", "C"),
    ("BRK_NAME", "C"), ("ABBREV", "C"), ("POSTAL", "C"), ("FORMAL_EN", "C"), ("NAME_SORT", "C"),
    ("NAME_ALT", "C"), ("MAPCOLOR7", "N", 4), ("MAPCOLOR8", "N", 4), ("MAPCOLOR9", "N", 4),
    ("MAPCOLOR13", "N", 4), ("POP_EST", "N", 12), ("ISO_A2", "C"), ("ISO_A3", "C"),
    ("ISO_N3", "C"), ("CONTINENT", "C"), ("REGION_UN", "C"), ("SUBREGION", "C"),
    ("REGION_WB", "C"), ("NAME_LEN", "N", 4), ("LONG_LEN", "N", 4), ("TINY", "N", 4),
    ("HOMEPART", "N", 4),
]
# Areas without a row of their own at 50m: ADM0_A3, sovereign, its code, type, continent, subregion.
USA, AUS = "United States of America", "Australia"
AUS_NZ = "Australia and New Zealand"
HAND_MADE = {
    "Dhekelia": ("ESB", "United Kingdom", "GB1", "Dependency", "Asia", "Western Asia"),
    "Akrotiri": ("WSB", "United Kingdom", "GB1", "Dependency", "Asia", "Western Asia"),
    "Somaliland": ("SOL", "Somaliland", "SOL", "Indeterminate", "Africa", "Eastern Africa"),
    "Kosovo": ("KOS", "Kosovo", "KOS", "Disputed", "Europe", "Southern Europe"),
    "USNB Guantanamo Bay": ("USG", USA, "US1", "Lease", "North America", "Caribbean"),
    "N. Cyprus": ("CYN", "Northern Cyprus", "CYN", "Sovereign country", "Asia", "Western Asia"),
    "Cyprus U.N. Buffer Zone": (
        "CNM", "Cyprus No Mans Area", "CNM", "Indeterminate", "Asia", "Western Asia"),
    "Siachen Glacier": ("KAS", "Kashmir", "KAS", "Indeterminate", "Asia", "Southern Asia"),
    "Baikonur": ("KAB", "Kazakhstan", "KA1", "Lease", "Asia", "Central Asia"),
    "Indian Ocean Ter.": ("IOA", AUS, "AU1", "Dependency", "Asia", "South-Eastern Asia"),
    "Coral Sea Is.": ("CSI", AUS, "AU1", "Dependency", "Oceania", AUS_NZ),
    "Spratly Is.": ("PGA", "Spratly Islands", "PGA", "Disputed", "Asia", "South-Eastern Asia"),
    "Clipperton I.": ("CLP", "France", "FR1", "Dependency", "North America", "Central America"),
    "Bajo Nuevo Bank": (
        "BJN", "Bajo Nuevo Bank (Petrel Is.)", "BJN", "Disputed", "North America", "Caribbean"),
    "Serranilla Bank": ("SER", "Serranilla Bank", "SER", "Disputed", "North America", "Caribbean"),
    "Scarborough Reef": (
        "SCR", "Scarborough Reef", "SCR", "Disputed", "Asia", "South-Eastern Asia"),
    "U.S. Minor Outlying Is.": (
        "UMI", USA, "US1", "Dependency", "North America", "North America"),
    "Ashmore and Cartier Is.": ("ATC", AUS, "AU1", "Dependency", "Oceania", AUS_NZ),
}


def simplify(arc):
    if len(arc) < 3:
        return arc
    closed = arc[0] == arc[-1]
    line = list(LineString(arc).simplify(TOLERANCE_DEG, preserve_topology=closed).coords)
    return arc if closed and len(line) < 4 else line


def move_crimea(countries, arcs):
    """To Ukraine, where 50m and 110m have it; returns the line of Perekop. See ../README.md."""
    by_name = {country["properties"]["name"]: country for country in countries}
    russia, ukraine = by_name["Russia"], by_name["Ukraine"]

    def has_simferopol(polygon):
        ring = join_arcs(arcs, polygon[0])
        return len(ring) > 3 and Polygon(unwrap(ring)).buffer(0).contains(Point(34.1, 45.2))

    moved = [polygon for polygon in russia["arcs"] if has_simferopol(polygon)]
    assert len(moved) == 1
    russia["arcs"] = [polygon for polygon in russia["arcs"] if polygon not in moved]
    ukraine["arcs"] = polygon_arcs(ukraine)
    ukraine["type"] = "MultiPolygon"
    mainland = {arc_number(i) for polygon in ukraine["arcs"] for ring in polygon for i in ring}
    perekop = [arcs[arc_number(i)] for polygon in moved for ring in polygon for i in ring
               if arc_number(i) in mainland]
    ukraine["arcs"] += moved
    return chain(perekop)


def read_attributes():
    """Rows of the 50m layers by NAME and by ISO_N3, the countries' first."""
    by_name, by_number = {}, {}
    for layer in ("countries", "tiny_countries", "map_units"):
        for _, row in read_layer(os.path.join(WORK, f"ne_50m_admin_0_{layer}")):
            by_name.setdefault(row["NAME"], row)
            if row["ISO_N3"] not in ("-99", ""):
                by_number.setdefault(row["ISO_N3"], row)
    return by_name, by_number


def hand_made_row(name):
    code, sovereign, sovereign_code, kind, continent, subregion = HAND_MADE[name]
    row = dict.fromkeys(("ADMIN", "GEOUNIT", "SUBUNIT", "NAME_LONG", "BRK_NAME", "ABBREV",
                         "NAME_SORT"), name)
    row.update(dict.fromkeys(("ADM0_A3", "GU_A3", "SU_A3"), code))
    row.update(dict.fromkeys(("MAPCOLOR7", "MAPCOLOR8", "MAPCOLOR9", "MAPCOLOR13"), 1))
    row.update(dict.fromkeys(("ISO_A2", "ISO_A3", "ISO_N3"), "-99"))
    row.update(dict.fromkeys(("POP_EST", "TINY", "HOMEPART"), -99))
    row.update(SOVEREIGNT=sovereign, SOV_A3=sovereign_code, TYPE=kind, POSTAL=code[:2],
               CONTINENT=continent, REGION_UN=continent, SUBREGION=subregion, LABELRANK=6,
               SCALERANK=5)
    return row


def make_row(country, by_name, by_number):
    """By name first: Ashmore and Cartier shares Australia's number."""
    name, number = country["properties"]["name"], country.get("id")
    if name in by_name:
        row = dict(by_name[name])
    elif name in HAND_MADE:
        row = hand_made_row(name)
    else:
        row = dict(by_number[number])
    if name == "Gibraltar":
        row["LABELRANK"] = 5
    if name == "Tuvalu":
        row["LABELRANK"] = 6
    if name.startswith("U.S. Minor"):
        row.update(ISO_A2="UM", ISO_A3="UMI", ISO_N3="581",
                   NAME_LONG="United States Minor Outlying Islands")
    if row["ADM0_A3"] == "MKD":
        name = "North Macedonia"
        row.update(NAME_LONG=name, ADMIN=name, SOVEREIGNT=name)
    row.setdefault("SCALERANK", 0)
    row.update(FEATURECLA="Admin-0 country", NAME=name, NAME_LEN=len(name))
    return row


def box_around(points):
    """For what quantisation made a line or a point (the Vatican): a box of one step."""
    def widen(values):
        low, high = min(values), max(values)
        return (low, high) if high > low else (low - 0.0009, high + 0.0009)
    (x0, x1), (y0, y1) = widen([x for x, _ in points]), widen([y for _, y in points])
    return box(x0, y0, x1, y1)


def make_polygons(country, arcs):
    polygons = []
    for polygon in polygon_arcs(country):
        polygons += cut_polygon([join_arcs(arcs, ring) for ring in polygon])
    if not polygons:
        polygons = [box_around([p for polygon in polygon_arcs(country) for ring in polygon
                                for p in join_arcs(arcs, ring)])]
    valid = all(p.is_valid for p in polygons) and MultiPolygon(polygons).is_valid
    return MultiPolygon(polygons) if valid else unary_union(polygons)


def sort_arcs(countries, arcs):
    """Arcs of one country only are coast; those of two are their border, (left, right)."""
    owners = collections.defaultdict(list)
    for number, country in enumerate(countries):
        for polygon in polygon_arcs(country):
            for ring in polygon:
                for index in ring:
                    owners[arc_number(index)].append((number, index >= 0))
    coast, borders = [], collections.defaultdict(list)
    for index, own in owners.items():
        if len(own) == 1:
            coast.append(arcs[index])
        elif len({number for number, _ in own}) == 2:
            (a, forward), (b, _) = own[0], own[1]
            borders[(b, a) if forward else (a, b)].append(arcs[index])
    return coast, borders


def make_coastline(coast):
    pieces = [piece for arc in coast for piece in cut_line(arc)]
    closed = [piece for piece in pieces if piece[0] == piece[-1]]
    lines = []
    for line in closed + chain([piece for piece in pieces if piece[0] != piece[-1]]):
        current = [line[0]]
        for point in line[1:]:
            if abs(point[0] - current[-1][0]) > 180:  # chained over the antimeridian
                lines.append(current)
                current = []
            current.append(point)
        lines.append(current)
    return [line for line in lines if len(set(line)) > 1]


topology, arcs = read_topology(os.path.join(WORLD_ATLAS, "countries-10m.json"))
countries = topology["objects"]["countries"]["geometries"]
arcs = [simplify(arc) for arc in arcs]
perekop = move_crimea(countries, arcs)
with open(os.path.join(WORK, "perekop.json"), "w") as file:
    json.dump(perekop, file)

by_name, by_number = read_attributes()
rows = [make_row(country, by_name, by_number) for country in countries]
write_layer("ne_10m_admin_0_countries", "polygons", COUNTRY_FIELDS,
            [(polygon_parts(make_polygons(country, arcs)), row)
             for country, row in zip(countries, rows)])

coast, borders = sort_arcs(countries, arcs)
write_layer("ne_10m_coastline", "lines", [("SCALERANK", "N", 4), ("FEATURECLA", "C")],
            [([line], dict(SCALERANK=0, FEATURECLA="Coastline")) for line in make_coastline(coast)])
write_layer("ne_10m_admin_0_boundary_lines_land", "lines", BORDER_FIELDS,
            [([line], border_row(rows[left], rows[right]))
             for (left, right), lines in sorted(borders.items()) for line in chain(lines)])
