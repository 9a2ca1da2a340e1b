# SPDX-License-Identifier: MIT
"""Land borders of 110m and 50m, and the state lines of 50m, derived from the polygons: Natural
Earth's own line layers are in no package. A segment that two countries share is a border."""
import collections
import os

from shapely.geometry import LineString, Point
from shapely.strtree import STRtree

from common import BORDER_FIELDS, WORK, border_row, chain, read_layer, write_layer


def key(point):
    return (round(point[0], 5), round(point[1], 5))


def collect(path, column):
    """Segments of all rings -> who has them, and whether in the order of the key; attributes and
    rings by COLUMN."""
    segments = collections.defaultdict(list)
    attributes, rings_of = {}, {}
    for rings, row in read_layer(path):
        name = row[column]
        attributes[name] = row
        rings_of.setdefault(name, []).extend(rings)
        for ring in rings:
            for a, b in zip(ring, ring[1:]):
                a, b = key(a), key(b)
                if a != b:
                    segments[(min(a, b), max(a, b))].append((name, a < b))
    return segments, attributes, rings_of


def pair_shared(segments):
    """(left, right) -> directed segments, left < right; and the segments of one feature only.
    Rings run clockwise, so their feature lies right of them."""
    pairs, single = collections.defaultdict(list), []
    for (a, b), owners in segments.items():
        if len({name for name, _ in owners}) == 2:
            (name, forward), (other, _) = owners[0], owners[1]
            right, left = (name, other) if forward else (other, name)
            if left > right:
                pairs[(right, left)].append((b, a))
            else:
                pairs[(left, right)].append((a, b))
        elif len(owners) == 1:
            single.append((a, b, *owners[0]))
    return pairs, single


def add_unmatched(pairs, single, rings_of, coastline):
    """Where neighbours are drawn with different vertices no segment is shared. Such a segment is a
    border when it is not on the coastline and a neighbour is near; the country with the smaller
    code gives the line."""
    coast = STRtree([LineString(line) for lines, _ in read_layer(coastline) for line in lines])
    rings, owners = [], []
    for name, own in rings_of.items():
        for ring in own:
            rings.append(LineString(ring))
            owners.append(name)
    tree = STRtree(rings)
    number = {id(ring): i for i, ring in enumerate(rings)}
    for a, b, name, forward in single:
        middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        if abs(middle.x) > 179.99 or middle.y < -89:
            continue
        if any(line.distance(middle) < 2e-3 for line in coast.query(middle.buffer(2e-3))):
            continue
        nearest = None
        for ring in tree.query(middle.buffer(0.06)):
            other, distance = owners[number[id(ring)]], ring.distance(middle)
            if other != name and distance < 0.06 and (nearest is None or distance < nearest[0]):
                nearest = (distance, other)
        if nearest and name <= nearest[1]:
            pairs[(name, nearest[1])].append((b, a) if forward else (a, b))


def write_borders(scale):
    countries = os.path.join(WORK, f"ne_{scale}_admin_0_countries")
    segments, attributes, rings_of = collect(countries, "ADM0_A3")
    pairs, single = pair_shared(segments)
    add_unmatched(pairs, single, rings_of, os.path.join(WORK, f"ne_{scale}_coastline"))
    rows = []
    for (left, right), lines in sorted(pairs.items()):
        row = border_row(attributes[left], attributes[right])
        rows += [([line], row) for line in chain(lines)]
    write_layer(f"ne_{scale}_admin_0_boundary_lines_land", "lines", BORDER_FIELDS, rows)


def write_state_lines():
    states = os.path.join(WORK, "ne_50m_admin_1_states_provinces_lakes")
    segments, attributes, _ = collect(states, "ADM1_CODE")
    pairs, _ = pair_shared(segments)
    rows = []
    for (left, right), lines in sorted(pairs.items()):
        a, b = attributes[left], attributes[right]
        if a["SR_ADM0_A3"] != b["SR_ADM0_A3"]:
            continue
        row = dict(SCALERANK=2, FEATURECLA="Admin-1 boundary", NAME=f"{a['NAME']} - {b['NAME']}",
                   ADM0_A3=a["SR_ADM0_A3"], ADM0_NAME=a["ADMIN"])
        rows += [([line], row) for line in chain(lines)]
    write_layer(
        "ne_50m_admin_1_states_provinces_lines", "lines",
        [("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("NAME", "C"), ("ADM0_A3", "C"),
         ("ADM0_NAME", "C")],
        rows,
    )


write_borders("110m")
write_borders("50m")
write_state_lines()
