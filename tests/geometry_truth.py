#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes a file of projection cases for geometry_cases whose truth comes from a raster.

    geometry_truth.py SOURCE.json OUT.json [--seed N] [--only TEXT] [--centres N]

Nothing is cut here: the plane of longitude and latitude is laid out in small cells, every cell of
an input is projected by PROJ on its own and counts with its area (the determinant of the
projection's derivatives), so that area, centroid and second moments are integrals. Bounds come from
densely sampled boundaries. SOURCE.json lends inputs and probe points. Needs numpy and pyproj.
"""
import argparse
import functools
import json
import sys

import numpy as np
import pyproj

R = 6371000.0
D = np.pi / 180


def wrap(lon):
    return (np.asarray(lon, float) + 180) % 360 - 180


def vector(lon, lat):
    lon, lat = np.asarray(lon) * D, np.asarray(lat) * D
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def angle_deg(lon, lat, centre):
    c = vector(*centre)
    v = vector(lon, lat)
    cross = np.cross(v, c, axisa=0, axisc=0) if v.ndim == 1 else np.cross(v.T, c).T
    return np.arctan2(np.sqrt((cross**2).sum(0)), np.tensordot(c, v, 1)) / D


# ---- domains: which part of the sphere a map shows ----

class Domain:
    def over_the_cut(self, lon, lat):
        """Which steps of a line run over the edge of the map."""
        return np.abs(np.diff(self.across(lon, lat))) > 180

    def across(self, lon, lat):
        return wrap(lon - self.lon_0)


class Meridian(Domain):
    def __init__(self, lon_0, south=-90, north=90):
        self.lon_0, self.south, self.north = lon_0, south, north
        self.cut = {"kind": "meridian", "lon": float(wrap(lon_0 + 180))}
        if (south, north) != (-90, 90):
            self.cut["lat"] = [south, north]

    def depth(self, lon, lat):
        """Degrees inside, negative outside."""
        return np.minimum(180 - np.abs(wrap(lon - self.lon_0)),
                          np.minimum(lat - self.south, self.north - lat))

    def rim(self):
        v = np.linspace(self.south, self.north, 2001)
        u = np.full_like(v, 180 - 1e-6)
        sides = np.concatenate([u, -u]) + self.lon_0, np.concatenate([v, v])
        if (self.south, self.north) == (-90, 90):
            return sides
        u = np.linspace(-180, 180, 2001)
        ends = [np.full_like(u, self.south + 1e-6), np.full_like(u, self.north - 1e-6)]
        return np.concatenate([sides[0], u + self.lon_0, u + self.lon_0]), np.concatenate([sides[1], *ends])


class Cap(Domain):
    def __init__(self, lon, lat, radius):
        self.centre, self.radius = (lon, lat), radius
        self.cut = {"kind": "cap", "centre": [lon, lat], "radius_deg": radius}

    def depth(self, lon, lat):
        return self.radius - angle_deg(lon, lat, self.centre)

    def across(self, lon, lat):
        return np.zeros_like(lon)

    def rim(self):
        return circle_points(*self.centre, self.radius - 1e-7, 4001)


class Window(Domain):
    """A window of a rotated graticule; the frame itself comes from the program's own table."""

    def __init__(self, lon_0, matrix, u, v, kind="oblique-meridian"):
        self.lon_0, self.matrix, self.u, self.v = lon_0, np.array(matrix, float), u, v
        self.cut = {"kind": kind}

    def across(self, lon, lat):
        r = np.tensordot(self.matrix, vector(wrap(lon - self.lon_0), lat), 1)
        return np.arctan2(r[1], r[0]) / D

    def depth(self, lon, lat):
        r = np.tensordot(self.matrix, vector(wrap(lon - self.lon_0), lat), 1)
        u = np.arctan2(r[1], r[0]) / D
        v = np.arcsin(np.clip(r[2], -1, 1)) / D
        return np.minimum(self.u - np.abs(u), self.v - np.abs(v))

    def rim(self):
        v = np.linspace(-self.v, self.v, 2001)
        u = np.full_like(v, self.u - 1e-6)
        a, b = np.linspace(-self.u, self.u, 2001), np.full_like(v, self.v - 1e-6)
        x = vector(np.concatenate([u, -u, a, a]), np.concatenate([v, v, b, -b]))
        p = np.tensordot(self.matrix.T, x, 1)
        return np.arctan2(p[1], p[0]) / D + self.lon_0, np.arcsin(np.clip(p[2], -1, 1)) / D


class Lobes(Domain):
    def __init__(self, lon_0, north, south):
        self.lon_0, self.north, self.south = lon_0, north, south
        self.cut = {"kind": "interrupted"}

    def across(self, lon, lat):
        u = wrap(lon - self.lon_0)
        lobe = np.where(lat >= 0, np.searchsorted(self.north, u), 10 + np.searchsorted(self.south, u))
        return lobe * 360.0

    def depth(self, lon, lat):
        u = wrap(lon - self.lon_0)
        near = lambda cuts: np.min([np.abs(u - c) for c in cuts], 0)
        return np.where(lat >= 0, near(self.north), near(self.south))

    def rim(self):
        parts = []
        for cuts, sign in ((self.north, 1), (self.south, -1)):
            v = sign * np.linspace(1e-6, 90, 1001)
            for c in cuts:
                for e in (-1e-6, 1e-6):
                    if -180 <= c + e <= 180:
                        parts.append((np.full_like(v, c + e), v))
        return (np.concatenate([p[0] for p in parts]) + self.lon_0,
                np.concatenate([p[1] for p in parts]))


# ---- inputs: what lies inside ----

def circle_points(lon, lat, radius, n):
    a, r = np.linspace(0, 2 * np.pi, n), radius * D  # clockwise: the inside is to the right
    l, p = lon * D, lat * D
    east = np.array([-np.sin(l), np.cos(l), 0])
    north = np.array([-np.sin(p) * np.cos(l), -np.sin(p) * np.sin(l), np.cos(p)])
    v = (np.cos(r) * vector(lon, lat)[:, None]
         + np.sin(r) * (np.cos(a) * north[:, None] + np.sin(a) * east[:, None]))
    return np.arctan2(v[1], v[0]) / D, np.arcsin(np.clip(v[2], -1, 1)) / D


class Polygon:
    kind = "polygon"

    @functools.cached_property
    def cells(self):
        return self.rows()

    @functools.cached_property
    def outline(self):
        return self.edges()

    def bits(self, lon, lat):
        """Inside or outside, and whether that is certain: the boundary is half a degree away."""
        if not hasattr(self, "known"):
            ex, ey = (np.array(a)[::10] for a in self.outline)
            near = [np.min((wrap(ex - a) * np.cos(b * D)) ** 2 + (ey - b) ** 2) < 0.25 for a, b in zip(lon, lat)]
            self.known = self.holds(lon, lat), np.array(near) | (np.abs(lat) > 89)
        return self.known


class Planar(Polygon):

    def __init__(self, rings):
        self.rings = [np.array(r, float) for r in rings]
        self.json = {"kind": "polygon", "interpretation": "planar",
                     "rings": [[list(map(float, p)) for p in r] for r in rings]}
        every = np.concatenate(self.rings)
        self.box = [*every.min(0), *every.max(0)]

    @functools.cached_property
    def ends(self):
        return (np.concatenate([r[:-1] for r in self.rings]), np.concatenate([r[1:] for r in self.rings]))

    def crossings(self, lat):
        """Longitudes at which the rings cross the parallel, sorted."""
        a, b = self.ends
        hit = (a[:, 1] > lat) != (b[:, 1] > lat)
        a, b = a[hit], b[hit]
        return np.sort(a[:, 0] + (lat - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))

    def rows(self):
        w, s, e, n = self.box
        step = max(np.sqrt((e - w) * (n - s) / 1e6), 0.002)
        nx, ny = int(np.ceil((e - w) / step)), int(np.ceil((n - s) / step))
        dx, dy = (e - w) / nx, (n - s) / ny
        lon, lats = w + dx * (np.arange(nx) + 0.5), s + dy * (np.arange(ny) + 0.5)
        out_lon, out_lat = [], []
        for lat in lats:
            inside = lon[np.searchsorted(self.crossings(lat), lon) % 2 == 1]
            out_lon.append(inside)
            out_lat.append(np.full_like(inside, lat))
        return np.concatenate(out_lon), np.concatenate(out_lat), dx * dy

    def holds(self, lon, lat):
        lon, inside = wrap(lon), np.zeros(len(lon), bool)
        lats, where = np.unique(lat, return_inverse=True)
        order = np.argsort(where, kind="stable")
        for row, here in zip(lats, np.split(order, np.cumsum(np.bincount(where))[:-1])):
            found = self.crossings(row)
            for k in (-360, 0, 360):
                inside[here] |= np.searchsorted(found, lon[here] + k) % 2 == 1
        return inside

    def edges(self):
        parts = []
        for r in self.rings:
            for a, b in zip(r[:-1], r[1:]):
                n = int(np.ceil(np.hypot(*(b - a)) / 0.02)) + 1
                parts.append(a + np.linspace(0, 1, n)[:, None] * (b - a))
        every = np.concatenate(parts)
        return every[:, 0], every[:, 1]


class Circle(Polygon):
    """A cap of the sphere, less a smaller one inside it."""

    def __init__(self, lon, lat, radius, hole=None):
        self.centre, self.radius, self.hole = (lon, lat), radius, hole
        rings = [np.stack(circle_points(lon, lat, radius, 1441), 1)]
        if hole:
            rings.append(np.stack(circle_points(*hole, 1441), 1)[::-1])
        for r in rings:
            r[-1] = r[0]
        self.rings = rings
        self.json = {"kind": "polygon", "interpretation": "spherical",
                     "rings": [[list(map(float, p)) for p in r] for r in rings]}

    def holds(self, lon, lat):
        inside = angle_deg(lon, lat, self.centre) < self.radius
        if self.hole:
            inside &= angle_deg(lon, lat, self.hole[:2]) > self.hole[2]
        return inside

    def rows(self):
        step = 0.3
        lon, lat = np.meshgrid(np.arange(-180 + step / 2, 180, step), np.arange(-90 + step / 2, 90, step))
        lon, lat = lon.ravel(), lat.ravel()
        inside = self.holds(lon, lat)
        return lon[inside], lat[inside], step * step

    def edges(self):
        parts = [circle_points(*self.centre, self.radius, 20001)]
        if self.hole:
            parts.append(circle_points(*self.hole, 20001))
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


class Lines:
    kind = "lines"

    def __init__(self, lines, geodesic):
        self.lines, self.geodesic = [np.array(l, float) for l in lines], geodesic
        self.json = {"kind": "lines", "edges": "geodesic" if geodesic else "planar",
                     "lines": [[list(map(float, p)) for p in l] for l in lines]}

    def edges(self):
        """Points along every line; NaN between lines."""
        out = []
        for line in self.lines:
            for a, b in zip(line[:-1], line[1:]):
                if self.geodesic:
                    va, vb = vector(*a), vector(*b)
                    w = np.arctan2(np.linalg.norm(np.cross(va, vb)), va @ vb)
                    t = np.linspace(0, 1, int(w / D / 0.01) + 2)
                    v = (np.sin((1 - t) * w)[:, None] * va + np.sin(t * w)[:, None] * vb) / np.sin(w)
                    lat = np.arctan2(v[:, 2], np.hypot(v[:, 0], v[:, 1])) / D
                    out.append(np.stack([np.arctan2(v[:, 1], v[:, 0]) / D, lat], 1))
                else:
                    t = np.linspace(0, 1, int(np.hypot(*(b - a)) / 0.01) + 2)
                    out.append(a + t[:, None] * (b - a))
                out.append([[np.nan, np.nan]])
        every = np.concatenate(out)
        return every[:, 0], every[:, 1]


# ---- projecting ----

class Map:
    def __init__(self, name, text, lon_0, domain, geographic=False):
        self.name, self.lon_0, self.domain = name, lon_0, domain
        self.proj = f"{text} +lon_0={lon_0:g}" if not geographic else text
        own = text if geographic else f"{text} +lon_0=0 +over"
        if "ob_tran" in text:
            own = f"{text} +lon_0=0"
        self.geographic = geographic
        self.forward = pyproj.Proj(f"{own} +R={R}", preserve_units=True)

    def xy(self, lon, lat):
        u = lon if self.geographic else wrap(np.asarray(lon) - self.lon_0)
        x, y = self.forward(u, lat)
        return np.asarray(x) / R, np.asarray(y) / R

    def weights(self, lon, lat, cell):
        """Projected area of cells of so many square degrees around the points."""
        h = 1e-5
        x1, y1 = self.xy(lon + h, lat)
        x0, y0 = self.xy(lon - h, lat)
        x3, y3 = self.xy(lon, lat + h)
        x2, y2 = self.xy(lon, lat - h)
        det = (x1 - x0) * (y3 - y2) - (y1 - y0) * (x3 - x2)
        return np.abs(det) / (2 * h) ** 2 * cell


def polygon_case(m, name, shape, probes):
    lon, lat, cell = shape.cells
    shown = m.domain.depth(lon, lat) > 3e-5
    lon, lat = lon[shown], lat[shown]
    c = {"id": f"{m.name}/{name}", "proj": m.proj, "cut": m.domain.cut, "input": name}
    if len(lon) == 0:
        return {**c, "area": 0.0, "tol": {"area": 0.001, "length": 0.001, "xy": 0.002}}
    x, y = m.xy(lon, lat)
    w = m.weights(lon, lat, cell)
    good = np.isfinite(x) & np.isfinite(y) & np.isfinite(w)
    if good.mean() < 0.99:
        raise ValueError(f"{c['id']}: {100 * (1 - good.mean()):.1f} % of the cells have no place")
    x, y, w = x[good], y[good], w[good]
    area = w.sum()
    mean = lambda q: float((q * w).sum() / area)
    bx, by = shape.outline
    rx, ry = m.domain.rim()
    held = shape.holds(rx, ry) if len(rx) else np.zeros(0, bool)
    inner = m.domain.depth(bx, by) > 1e-7
    ex, ey = m.xy(np.concatenate([bx[inner], rx[held]]), np.concatenate([by[inner], ry[held]]))
    ex, ey = np.concatenate([ex, x]), np.concatenate([ey, y])
    good = np.isfinite(ex) & np.isfinite(ey)
    ex, ey = ex[good], ey[good]
    # A wide map has wide cells.
    size = max(ex.max() - ex.min(), ey.max() - ey.min(), 1)
    # Cells on the edge of the map or the shape count wholly or not at all: what the largest weigh,
    # and half a row of them where the map ends at a parallel.
    rough = 3 * np.sqrt(np.sum(np.sort(w)[-4000:] ** 2)) / area + (0.05 if "lat" in m.domain.cut else 0)
    plon, plat = probes
    inside, near = shape.bits(plon, plat)
    off = m.domain.depth(plon, plat) < 0.5
    bits = np.where(near | off, "-", np.where(inside, "1", "0"))
    return {**c, "area": float(area), "centroid": [mean(x), mean(y)],
            "second_moment": [mean(x * x), mean(y * y)],
            "bounds": [float(ex.min()), float(ey.min()), float(ex.max()), float(ey.max())],
            "probes": "".join(bits),
            "tol": {"area": float(0.001 + rough), "length": 0.001, "xy": float(0.001 * size + rough)}}


def line_case(m, name, shape):
    lon, lat = shape.edges()
    depth = m.domain.depth(lon, lat)
    x, y = m.xy(lon, lat)
    ok = np.isfinite(x) & np.isfinite(y) & (depth > 0)
    step = np.hypot(np.diff(x), np.diff(y))
    both = ok[1:] & ok[:-1] & np.isfinite(step)
    keep = both & ~m.domain.over_the_cut(lon, lat)
    length = float(step[keep].sum())
    c = {"id": f"{m.name}/{name}", "proj": m.proj, "cut": m.domain.cut, "input": name,
         "length": length, "tol": {"area": 0.001, "length": 0.002, "xy": 0.004}}
    if length > 0:
        c["bounds"] = [float(v) for v in (x[ok].min(), y[ok].min(), x[ok].max(), y[ok].max())]
        size = max(c["bounds"][2] - c["bounds"][0], c["bounds"][3] - c["bounds"][1], 1)
        c["tol"]["xy"] *= size
    return c


# ---- what is tried ----

WORLD = """eqc cea mill moll robin natearth natearth2 eqearth sinu eck1 eck2 eck3 eck4 eck5 eck6 wag1
wag2 wag3 wag4 wag5 wag6 wag7 putp1 putp2 putp3 putp3p putp4p putp5 putp5p putp6 putp6p wintri aitoff
hammer vandg vandg2 vandg3 vandg4 kav5 kav7 patterson poly crast fahey collg loxim nell nell_h times
gall denoy boggs mbtfps mbtfpp mbtfpq mbt_s mbt_fps fouc fouc_s goode apian bacon ortel larr lask
rpoly wink1 wink2 comill gins8 hatano weren qua_aut eqc+lat_ts=40 cea+lat_ts=45 bonne+lat_1=40
aea+lat_1=30+lat_2=60 aea+lat_1=-20+lat_2=-50 eqdc+lat_1=20+lat_2=50 eqdc+lat_1=-10+lat_2=-40
urm5+n=0.8+q=1+alpha=10 urmfps+n=0.8 gn_sinu+m=2+n=3 hammer+W=0.25 wintri+lat_1=40 wag4
tobmerc""".split()


def centres(rng, n):
    special = [(0, 0), (180, 0), (0, 90), (0, -90), (27, 0), (-180, 45), (179.999, -89.5), (90, 1e-7)]
    lon = np.round(rng.uniform(-180, 180, n), 3)
    lat = np.round(np.arcsin(rng.uniform(-1, 1, n)) / D, 3)
    return special + [(float(a), float(b)) for a, b in zip(lon, lat)]


def rotation(pole_lat, lon_p):
    sp, cp = np.sin(pole_lat * D), np.cos(pole_lat * D)
    turn = np.array([[np.cos(lon_p * D), -np.sin(lon_p * D), 0], [np.sin(lon_p * D), np.cos(lon_p * D), 0],
                     [0, 0, 1]])
    return turn @ np.array([[sp, 0, cp], [0, 1, 0], [-cp, 0, sp]])


def make_maps(rng, n):
    maps = []

    def add(name, text, lon_0, domain):
        try:
            maps.append(Map(f"{name}_{lon_0:g}", "+proj=" + text.replace("+", " +"), lon_0, domain))
        except pyproj.exceptions.CRSError as error:
            print(f"PROJ has no {text}: {error}", file=sys.stderr)

    def lon():
        return float(rng.choice([0, 180, -180, np.round(rng.uniform(-180, 180), 3)]))

    for text in WORLD:
        limit = 85.0511287798066 if text == "tobmerc" else 90
        l = lon()
        add(text, text, l, Meridian(l, -limit, limit))
    for text in ("merc", "cc", "webmerc"):
        for l in (0.0, lon()):
            limit = 85.0511287798066
            add(text, text, l, Meridian(l, -limit, limit))
    for text, north in (("lcc+lat_1=33+lat_2=45", 1), ("lcc+lat_1=-20+lat_2=-60", 0), ("lcc+lat_1=50", 1)):
        l = lon()
        add(text, text, l, Meridian(l, -60 if north else -90, 90 if north else 60))
    for text, radii in (("laea", (60, 90, 120, 179.99)), ("aeqd", (90, 150, 179.9)), ("ortho", (89.9999,)),
                        ("stere", (100, 142)), ("gnom", (45, 60)), ("airy", (60,)),
                        ("nsper +h=8000000", (60, 63.18)), ("nsper +h=600000", (23.9,)),
                        ("geos +h=35786000", (81.2,)), ("tpers +h=5500000 +tilt=10 +azi=20", (57,))):
        for a, b in centres(rng, n):
            if text.startswith("geos"):
                b = 0.0
            r = float(rng.choice(radii))
            full = f"{text} +lat_0={b:g}" if not text.startswith("geos") else text
            add(f"{text.split()[0]}_{b:g}_{r:g}", full.replace(" +", "+"), a, Cap(a, b, r))
    for text, u, v in (("tmerc", 90, 80), ("cass", 90, 80), ("tcea", 180, 90)):
        for l in (0.0, lon()):
            matrix = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]
            add(text, text, l, Window(l, matrix, u, v))
    st, ct, sd, cd = np.sin(16.5 * D), np.cos(16.5 * D), np.sin(-42 * D), np.cos(-42 * D)
    for l in (0.0, lon()):
        add("bertin1953", "bertin1953", l,
            Window(l, [[ct * cd, st * cd, -sd], [-st, ct, 0], [ct * sd, st * sd, cd]], 180, 90))
    l = lon()
    add("guyou", "guyou", l, Cap(l, 0, 89.999))
    for inner in ("moll", "eqearth", "robin", "eqc", "wintri"):
        for pole, lon_p in ((45, 0), (10, 20), (0, 0), (-70, 130), (89, -60)):
            l = lon()
            add(f"ob_{inner}_{pole}_{lon_p}", f"ob_tran+o_proj={inner}+o_lat_p={pole}+o_lon_p={lon_p}", l,
                Window(l, rotation(pole, lon_p), 180, 90))
    for text in ("igh", "imoll"):
        for l in (0.0, lon()):
            add(text, text, l, Lobes(l, (-180, -40, 180), (-180, -100, -20, 80, 180)))
    for text in ("igh_o", "imoll_o"):
        for l in (-160.0, lon()):
            add(text, text, l, Lobes(l, (-180, -90, 60, 180), (-180, -60, 90, 180)))
    return maps


def make_inputs(source, rng):
    inputs = {}
    for name in ("countries", "russia", "antarctica", "fiji", "usa", "box_touching_180"):
        inputs[name] = Planar(source["inputs"][name]["rings"])
    star = []
    for a in np.linspace(0, 2 * np.pi, 25)[:-1]:
        r = rng.uniform(6, 40)
        star.append([float(np.round(20 + 1.4 * r * np.cos(a), 3)), float(np.round(15 + r * np.sin(a), 3))])
    inputs["star"] = Planar([star + star[:1]])
    inputs["long_edges"] = Planar([[[-180, -90], [-180, -64.5], [180, -71.3], [180, -90], [-180, -90]],
                                   [[-150, 30], [150, 55], [30, 70], [-120, 75], [-150, 30]]])
    inputs["wedge_to_pole"] = Planar([[[-100, 20], [-100, 90], [-20, 90], [-60, 35], [-100, 20]]])
    inputs["cap_pole"] = Circle(-33, 84, 25)
    inputs["cap_180"] = Circle(179.3, -12, 30, (178, -15, 8))
    inputs["more_than_half"] = Circle(60, -20, 115, (75, -60, 12.5))
    inputs["borders"] = Lines(source["inputs"]["borders"]["lines"], False)
    ends = [[[float(np.round(rng.uniform(-180, 180), 2)), float(np.round(rng.uniform(-85, 85), 2))]
             for _ in range(2)] for _ in range(12)]
    inputs["legs"] = Lines(ends, True)
    return inputs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--centres", type=int, default=2, help="random centres of each azimuthal projection")
    parser.add_argument("--each", type=int, default=3, help="inputs tried in each map")
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    source = json.load(open(args.source))
    probes = np.array(source["probe_points"], float).T
    inputs = make_inputs(source, rng)
    cases = []
    for m in make_maps(rng, args.centres):
        names = list(rng.permutation(list(inputs)))[:args.each]
        for name in names:
            if args.only not in f"{m.name}/{name}":
                continue
            shape = inputs[name]
            cases.append(line_case(m, name, shape) if shape.kind == "lines"
                         else polygon_case(m, name, shape, probes))
    used = {c["input"] for c in cases}
    json.dump({"about": "integrals over a raster of longitude and latitude", "probe_points": source["probe_points"],
               "inputs": {k: v.json for k, v in inputs.items() if k in used}, "cases": cases},
              open(args.out, "w"))
    print(f"{len(cases)} cases in {args.out}")


if __name__ == "__main__":
    main()
