# SPDX-License-Identifier: MIT
"""State lines and disputed lines of 10m from the world map that QGIS ships."""
import collections
import json
import math
import os

import geopandas

from common import BORDER_FIELDS, WORK, WORLD_MAP, chain, polygon_parts, write_layer

KM2_PER_SQUARE_DEGREE = 12365  # at the equator


def snap(point):
    """Undoes the map's clip at ±179.9 and -89.9."""
    x, y = point
    if abs(x) >= 179.8999:
        x = math.copysign(180, x)
    if y <= -89.8999:
        y = -90.0
    return (round(x, 5), round(y, 5))


def snapped_rings(geometry):
    for ring in polygon_parts(geometry):
        points = []
        for point in map(snap, ring):
            if not points or point != points[-1]:
                points.append(point)
        if len(points) >= 4:
            yield points


def rank_of(areas):
    """By the mean size of a country's provinces: small ones need a large scale."""
    mean = sum(areas) / len(areas)
    for limit, rank in ((1e5, 2), (4e4, 3), (2e4, 4), (8e3, 6), (2e3, 8)):
        if mean > limit:
            return rank
    return 10


def write_state_lines():
    states = geopandas.read_file(WORLD_MAP, layer="states_provinces")
    segments, areas = collections.defaultdict(list), collections.defaultdict(list)
    country_of = []
    for number, (geometry, country) in enumerate(zip(states.geometry, states["adm0_a3"])):
        country_of.append(country)
        latitude = geometry.centroid.y
        areas[country].append(
            geometry.area * math.cos(math.radians(latitude)) * KM2_PER_SQUARE_DEGREE)
        for ring in snapped_rings(geometry):
            for a, b in zip(ring, ring[1:]):
                segments[(min(a, b), max(a, b))].append(number)
    pairs = collections.defaultdict(list)
    for segment, owners in segments.items():
        if len(owners) == 2 and country_of[owners[0]] == country_of[owners[1]]:
            pairs[(min(owners), max(owners))].append(segment)
    rows = []
    for (state, _), lines in pairs.items():
        country = country_of[state]
        row = dict(SCALERANK=rank_of(areas[country]), FEATURECLA="Admin-1 boundary",
                   ADM0_A3=country)
        rows += [([line], row) for line in chain(lines)]
    write_layer("ne_10m_admin_1_states_provinces_lines", "lines",
                [("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("ADM0_A3", "C")], rows)


def class_of(name):
    """Natural Earth's class, which the map lacks, from the line's name."""
    if name in ("Moldovan claim", "Georgian claim"):
        return "Breakaway"
    if name.startswith("Western Sah"):
        return "Elusive frontier"
    if name.endswith("claim"):
        return "Claim boundary"
    return "Reference line" if name.startswith("Former") else "Breakaway"


def write_disputed_lines():
    disputed = geopandas.read_file(WORLD_MAP, layer="disputed_borders")
    rows = []
    for geometry, line in zip(disputed.geometry, disputed.to_dict("records")):
        parts = [list(part.coords) for part in getattr(geometry, "geoms", [geometry])]
        rows.append((parts, dict(
            SCALERANK=5, FEATURECLA=class_of(line["name"]), NAME=line["name"],
            ADM0_LEFT=line["adm0_left"], ADM0_RIGHT=line["adm0_right"],
            ADM0_A3_L=line["adm0_a3_l"], ADM0_A3_R=line["adm0_a3_r"])))
    with open(os.path.join(WORK, "perekop.json")) as file:
        for line in json.load(file):
            rows.append(([[tuple(point) for point in line]], dict(
                SCALERANK=5, FEATURECLA="Breakaway", NAME="Crimea", ADM0_LEFT="Ukraine",
                ADM0_RIGHT="Ukraine", ADM0_A3_L="UKR", ADM0_A3_R="UKR")))
    write_layer("ne_10m_admin_0_boundary_lines_disputed_areas", "lines", BORDER_FIELDS, rows)


write_state_lines()
write_disputed_lines()
