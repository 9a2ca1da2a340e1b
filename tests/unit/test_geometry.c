/* SPDX-License-Identifier: MIT
 *
 * Geometry that is right everywhere: a named test for each class of failure that users of other
 * programs have met (F1 streaks at the antimeridian … F13 extents over it), properties that hold
 * for any projection and centre, and input that is no geometry.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "atlas/atlas.h"
#include "geo/box.h"
#include "geo/clip.h"
#include "geo/geodesic.h"
#include "geo/probe.h"
#include "geo/resample.h"
#include "projections.h"

/* Page units a sphere radius. */
#define UNITS 1000.0

/* ---- helpers ---- */

static page_transform transform_of(const projection *p)
{
    return (page_transform){
        .projection = p,
        .px_per_m = UNITS / SPHERE_RADIUS_M,
        .tolerance_px = 0.05,
        .map_px = 4 * UNITS,
        .clip = {-INFINITY, -INFINITY, INFINITY, INFINITY},
    };
}

typedef struct {
    page_path path;
    uint32_t dropped;
} drawing;

static drawing draw(const projection *p, const geo_shape *shape, bool fill, edge_kind edges)
{
    drawing d = {.dropped = 0};
    page_path_init(&d.path);
    frame_path path;
    frame_path_init(&path);
    frame_path_reset(&path, edges);
    resample_scratch scratch;
    resample_scratch_init(&scratch);
    page_transform t = transform_of(p);
    const geo_frame *f = projection_frame(p);
    if (fill) {
        d.dropped = clip_rings(&path, f, shape, edges, NULL);
        d.dropped += resample_rings(&d.path, &path, &t, &scratch);
    } else {
        d.dropped = clip_lines(&path, f, shape, edges, NULL);
        d.dropped += resample_lines(&d.path, &path, &t, &scratch);
    }
    resample_scratch_clear(&scratch);
    frame_path_clear(&path);
    return d;
}

/* A shape of one part. */
static geo_shape one_part(const geo_point *p, uint32_t n, uint32_t starts[2])
{
    starts[0] = 0;
    starts[1] = n;
    return (geo_shape){p, starts, 1, {-180, -90, 180, 90}, NULL};
}

static double shoelace(const page_path *path)
{
    double area = 0;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        for (uint32_t i = a; i < b; i++) {
            page_point p = path->points[i], q = path->points[i + 1 < b ? i + 1 : a];
            area += (p.x * q.y - q.x * p.y) / 2;
        }
    }
    return area / (UNITS * UNITS);
}

/* Area of planar rings on the unit sphere: the integral of sin(lat) over longitude, edge by edge.
 */
static double sphere_area(const geo_shape *s)
{
    double total = 0;
    for (uint32_t part = 0; part < s->n_parts; part++) {
        for (uint32_t i = s->starts[part]; i + 1 < s->starts[part + 1]; i++) {
            geo_point a = s->points[i], b = s->points[i + 1];
            double dlon = (b.lon_deg - a.lon_deg) * DEG_TO_RAD;
            double la = a.lat_deg * DEG_TO_RAD, lb = b.lat_deg * DEG_TO_RAD;
            double mean = fabs(lb - la) > 1e-9 ? (cos(la) - cos(lb)) / (lb - la) : sin(la);
            total -= dlon * mean;
        }
    }
    return total;
}

static double longest_segment(const page_path *path)
{
    double longest = 0;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i + 1 < path->starts[part + 1]; i++)
            longest = fmax(longest, hypot(path->points[i + 1].x - path->points[i].x,
                                          path->points[i + 1].y - path->points[i].y));
    }
    return longest;
}

static double total_length(const page_path *path)
{
    double length = 0;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i + 1 < path->starts[part + 1]; i++)
            length += hypot(path->points[i + 1].x - path->points[i].x,
                            path->points[i + 1].y - path->points[i].y);
    }
    return length / UNITS;
}

static bool path_holds(const page_path *path, page_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        page_point q = path->points[b - 1];
        for (uint32_t i = a; i < b; i++) {
            page_point r = path->points[i];
            if ((q.y > p.y) != (r.y > p.y) && q.x + (p.y - q.y) / (r.y - q.y) * (r.x - q.x) > p.x)
                inside = !inside;
            q = r;
        }
    }
    return inside;
}

/* Whether the drawing covers a place on the Earth; -1 when the map does not show it. */
static int covers(const projection *p, const drawing *d, double lon, double lat)
{
    frame_vertex v;
    page_point q;
    page_transform t = transform_of(p);
    if (!frame_locate(projection_frame(p), (geo_point){lon, lat}, &v) || !resample_point(&q, v, &t))
        return -1;
    return path_holds(&d->path, q);
}

/* The country with this code at 110m; the atlas stays open for the whole run. */
static atlas *shapes;

static const geo_shape *country(const char *code)
{
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *layer = atlas_get(shapes, ATLAS_COUNTRIES, ATLAS_110M, NULL, diags);
    for (uint32_t i = 0; i < layer->n_records; i++) {
        if (strcmp(layer->records[i].adm0_a3, code) == 0)
            return &layer->records[i].shape;
    }
    fail();
    return NULL;
}

static int open_shapes(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    return atlas_open(&shapes, TRIPMAP_SOURCE_DIR "/shapes", diags) ? 0 : 1;
}

static int close_shapes(void **state)
{
    (void)state;
    atlas_free(shapes);
    return 0;
}

static const char *const world_maps[] = {
    "+proj=eqearth +lon_0=0",  "+proj=eqearth +lon_0=11", "+proj=robin +lon_0=-160",
    "+proj=moll +lon_0=90",    "+proj=wintri +lon_0=155", "+proj=merc +lon_0=170",
    "+proj=eqc +lon_0=-169.5", "+proj=igh +lon_0=0",      "+proj=tcea +lon_0=20",
};

static const char *const azimuthal_maps[] = {
    "+proj=laea +lat_0=0 +lon_0=0",      "+proj=laea +lat_0=90 +lon_0=10",
    "+proj=ortho +lat_0=27 +lon_0=27",   "+proj=ortho +lat_0=-90 +lon_0=0",
    "+proj=stere +lat_0=50 +lon_0=180",  "+proj=gnom +lat_0=10 +lon_0=-60",
    "+proj=aeqd +lat_0=35.7 +lon_0=139", "+proj=nsper +h=8000000 +lat_0=30 +lon_0=20",
};

/* ---- F1 … F13 ---- */

static void f1_no_streaks_at_the_antimeridian(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *coast = atlas_get(shapes, ATLAS_COASTLINE, ATLAS_110M, NULL, diags);
    for (size_t m = 0; m < G_N_ELEMENTS(world_maps); m++) {
        projection *p = projection_of(world_maps[m]);
        for (uint32_t i = 0; i < coast->n_records; i++) {
            drawing d = draw(p, &coast->records[i].shape, false, EDGES_PLANAR);
            assert_int_equal(d.dropped, 0);
            /* A tenth of the map is the longest chord that resampling leaves. */
            if (!(longest_segment(&d.path) < 0.41 * UNITS))
                fail_msg("%s: a segment of %.0f", world_maps[m], longest_segment(&d.path));
            page_path_clear(&d.path);
        }
        projection_free(p);
    }
    /* A vertex of the coastline lies 0.4 millionths of a degree beyond 180. */
    const geo_point over[] = {{179.9, 68.9}, {180.00000044181039, 68.96}, {179.8, 69}};
    uint32_t starts[2];
    geo_shape line = one_part(over, 3, starts);
    projection *p = projection_of("+proj=eqc +lon_0=0");
    drawing d = draw(p, &line, false, EDGES_PLANAR);
    assert_int_equal(d.path.n_parts, 1);
    assert_true(total_length(&d.path) < 0.01);
    page_path_clear(&d.path);
    projection_free(p);
}

static void f2_never_inverted(void **state)
{
    (void)state;
    for (size_t m = 0; m < G_N_ELEMENTS(azimuthal_maps); m++) {
        projection *p = projection_of(azimuthal_maps[m]);
        drawing d = draw(p, country("RUS"), true, EDGES_PLANAR);
        assert_int_not_equal(covers(p, &d, 100, 60), 0);
        assert_int_not_equal(covers(p, &d, 20, 10), 1);
        assert_int_not_equal(covers(p, &d, -100, 40), 1);
        assert_int_not_equal(covers(p, &d, 140, -30), 1);
        page_path_clear(&d.path);
        d = draw(p, country("ATA"), true, EDGES_PLANAR);
        assert_int_not_equal(covers(p, &d, 100, -85), 0);
        assert_int_not_equal(covers(p, &d, 100, -20), 1);
        assert_int_not_equal(covers(p, &d, 20, 70), 1);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void f3_no_chord_at_the_horizon(void **state)
{
    (void)state;
    const double centers[] = {27, 27.1, -75, 180, 133};
    for (size_t i = 0; i < G_N_ELEMENTS(centers); i++) {
        g_autofree char *text =
            g_strdup_printf("+proj=ortho +lat_0=20 +lon_0=%d.%d", (int)centers[i], i == 1 ? 1 : 0);
        projection *p = projection_of(text);
        /* The hemisphere that is seen, as one box of longitude and latitude around the globe. */
        const geo_point all[] = {{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}};
        uint32_t starts[2];
        geo_shape box = one_part(all, 5, starts);
        drawing d = draw(p, &box, true, EDGES_PLANAR);
        assert_true(fabs(fabs(shoelace(&d.path)) - G_PI) < 0.002);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void f4_poles_are_covered(void **state)
{
    (void)state;
    const char *const maps[] = {"+proj=laea +lat_0=-90 +lon_0=0",
                                "+proj=laea +lat_0=-60 +lon_0=170",
                                "+proj=ortho +lat_0=-70 +lon_0=33", "+proj=eqearth +lon_0=100",
                                "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=0 +lon_0=30"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        drawing d = draw(p, country("ATA"), true, EDGES_PLANAR);
        for (int lon = -172; lon < 180; lon += 25)
            if (covers(p, &d, lon, -89) == 0)
                fail_msg("%s: not covered at %d", maps[m], lon);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void f5_pieces_cancel_at_180(void **state)
{
    (void)state;
    /* Two boxes that touch at 180 have no gap and no overlap in a map centred there. */
    const geo_point boxes[] = {{165, -12},  {165, 14},  {180, 14},  {180, -12},  {165, -12},
                               {-180, -12}, {-180, 14}, {-170, 14}, {-170, -12}, {-180, -12}};
    const uint32_t starts[] = {0, 5, 10};
    geo_shape shape = {boxes, starts, 2, {-180, -12, 180, 14}, NULL};
    projection *p = projection_of("+proj=laea +lat_0=0 +lon_0=180");
    drawing d = draw(p, &shape, true, EDGES_PLANAR);
    for (double lat = -11; lat < 14; lat += 0.5) {
        assert_int_equal(covers(p, &d, 179.9999, lat), 1);
        assert_int_equal(covers(p, &d, -179.9999, lat), 1);
    }
    page_path_clear(&d.path);
    projection_free(p);
}

static void f6_winding_does_not_matter(void **state)
{
    (void)state;
    const geo_shape *russia = country("RUS");
    uint32_t n = russia->starts[russia->n_parts];
    g_autofree geo_point *reversed = g_new(geo_point, n);
    for (uint32_t part = 0; part < russia->n_parts; part++) {
        uint32_t a = russia->starts[part], b = russia->starts[part + 1];
        for (uint32_t i = a; i < b; i++)
            reversed[i] = russia->points[a + b - 1 - i];
    }
    geo_shape other = *russia;
    other.points = reversed;
    for (size_t m = 0; m < G_N_ELEMENTS(azimuthal_maps); m++) {
        projection *p = projection_of(azimuthal_maps[m]);
        drawing d = draw(p, russia, true, EDGES_PLANAR), e = draw(p, &other, true, EDGES_PLANAR);
        for (int lat = -85; lat < 90; lat += 7) {
            for (int lon = -179; lon < 180; lon += 7)
                assert_int_equal(covers(p, &d, lon, lat), covers(p, &e, lon, lat));
        }
        page_path_clear(&d.path);
        page_path_clear(&e.path);
        projection_free(p);
    }
}

static void f7_legs_are_smooth(void **state)
{
    (void)state;
    const geo_point leg[] = {{-0.45, 51.47}, {151.18, -33.95}};
    uint32_t starts[2];
    geo_shape line = one_part(leg, 2, starts);
    for (size_t m = 0; m < G_N_ELEMENTS(world_maps); m++) {
        projection *p = projection_of(world_maps[m]);
        drawing d = draw(p, &line, false, EDGES_GREAT);
        for (uint32_t part = 0; part < d.path.n_parts; part++) {
            for (uint32_t i = d.path.starts[part] + 1; i + 1 < d.path.starts[part + 1]; i++) {
                const page_point *q = d.path.points + i;
                double turn =
                    atan2(q[1].y - q->y, q[1].x - q->x) - atan2(q->y - q[-1].y, q->x - q[-1].x);
                assert_true(fabs(remainder(turn, 2 * G_PI)) < 0.2);
            }
        }
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void f8_parallels_reach_the_frame(void **state)
{
    (void)state;
    const geo_point parallel[] = {{-180, 40}, {180, 40}};
    uint32_t starts[2];
    geo_shape line = one_part(parallel, 2, starts);
    /* Equirectangular: the whole width, whatever the centre. */
    const char *const maps[] = {"+proj=eqc +lon_0=0", "+proj=eqc +lon_0=100",
                                "+proj=eqc +lon_0=-33"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        drawing d = draw(p, &line, false, EDGES_PLANAR);
        assert_true(fabs(total_length(&d.path) - 2 * G_PI) < 1e-6);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void f9_vertices_exactly_at_180(void **state)
{
    (void)state;
    const geo_point ring[] = {{180, 10}, {180, 20}, {170, 20}, {170, 10}, {180, 10}};
    const geo_point twin[] = {{-180, 10}, {-180, 20}, {-190, 20}, {-190, 10}, {-180, 10}};
    uint32_t s1[2], s2[2];
    geo_shape a = one_part(ring, 5, s1), b = one_part(twin, 5, s2);
    double area = 10 * DEG_TO_RAD * (sin(20 * DEG_TO_RAD) - sin(10 * DEG_TO_RAD));
    const char *const maps[] = {"+proj=cea +lon_0=0", "+proj=cea +lon_0=180",
                                "+proj=cea +lon_0=-10", "+proj=cea +lon_0=10"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        drawing d = draw(p, &a, true, EDGES_PLANAR), e = draw(p, &b, true, EDGES_PLANAR);
        assert_true(fabs(fabs(shoelace(&d.path)) - area) < 1e-6);
        assert_true(fabs(fabs(shoelace(&e.path)) - area) < 1e-6);
        page_path_clear(&d.path);
        page_path_clear(&e.path);
        projection_free(p);
    }
}

static void f10_interruptions_are_cut(void **state)
{
    (void)state;
    projection *p = projection_of("+proj=igh +lon_0=0");
    const geo_point line[] = {{-60, 70}, {-20, 70}};
    uint32_t starts[2];
    geo_shape shape = one_part(line, 2, starts);
    drawing d = draw(p, &shape, false, EDGES_PLANAR);
    assert_int_equal(d.path.n_parts, 2);
    assert_true(longest_segment(&d.path) < 0.3 * UNITS);
    page_path_clear(&d.path);
    projection_free(p);
}

/* On an interruption, on both sides of which there is map, and on the equator, where two lobes
 * meet, a line is drawn once. */
static void f10_lines_on_an_interruption(void **state)
{
    (void)state;
    const geo_point lines[][2] = {{{-100, -5}, {-100, -35}}, {{-40, 5}, {-40, 35}},
                                  {{-180, 5}, {-180, 35}},   {{180, 5}, {180, 35}},
                                  {{20, 0}, {50, 0}},        {{-20, 0}, {-20, -30}}};
    projection *p = projection_of("+proj=igh +lon_0=0");
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        uint32_t starts[2];
        geo_shape shape = one_part(lines[i], 2, starts);
        drawing d = draw(p, &shape, false, EDGES_PLANAR);
        assert_int_equal(d.path.n_parts, 1);
        assert_int_equal(d.dropped, 0);
        double length = total_length(&d.path);
        assert_true(length > 30 * DEG_TO_RAD - 1e-3 && length < 40 * DEG_TO_RAD);
        page_path_clear(&d.path);
    }
    projection_free(p);
}

static void f11_only_long_edges_are_resampled(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *land = atlas_get(shapes, ATLAS_COUNTRIES, ATLAS_110M, NULL, diags);
    for (size_t m = 0; m < G_N_ELEMENTS(world_maps); m++) {
        projection *p = projection_of(world_maps[m]);
        uint32_t in = 0, out = 0;
        for (uint32_t i = 0; i < land->n_records; i++) {
            const geo_shape *s = &land->records[i].shape;
            drawing d = draw(p, s, true, EDGES_PLANAR);
            in += s->starts[s->n_parts];
            out += d.path.n_points;
            page_path_clear(&d.path);
        }
        assert_true(out < 4 * in);
        projection_free(p);
    }
}

static void f12_rings_do_not_repeat_their_first_point(void **state)
{
    (void)state;
    projection *p = projection_of("+proj=eqearth +lon_0=40");
    drawing d = draw(p, country("RUS"), true, EDGES_PLANAR);
    assert_true(d.path.n_parts > 3);
    for (uint32_t part = 0; part < d.path.n_parts; part++) {
        page_point a = d.path.points[d.path.starts[part]];
        page_point b = d.path.points[d.path.starts[part + 1] - 1];
        assert_true(d.path.starts[part + 1] - d.path.starts[part] >= 3);
        assert_true(a.x != b.x || a.y != b.y);
    }
    page_path_clear(&d.path);
    projection_free(p);
}

static void f13_extent_over_the_antimeridian(void **state)
{
    (void)state;
    g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(lon_arc));
    const lon_arc places[] = {{139.7, 0}, {-157.9, 0}, {-171.8, 0}, {174.8, 0}, {149.1, 0}};
    g_array_append_vals(arcs, places, G_N_ELEMENTS(places));
    lon_arc range = lon_arc_union(arcs);
    assert_true(fabs(range.west_deg - 139.7) < 1e-9);
    assert_true(fabs(range.width_deg - 62.4) < 1e-9);
    /* A leg that goes the long way in longitude counts with all it crosses. */
    const lon_arc leg = {-30, 200};
    g_array_append_val(arcs, leg);
    range = lon_arc_union(arcs);
    assert_true(fabs(range.width_deg - 232.1) < 1e-9);
}

/* ---- properties ---- */

static void equal_area_maps_keep_area(void **state)
{
    (void)state;
    const char *const maps[] = {
        "+proj=laea +lat_0=0 +lon_0=0",
        "+proj=laea +lat_0=37 +lon_0=-122",
        "+proj=laea +lat_0=90 +lon_0=0",
        "+proj=laea +lat_0=-45 +lon_0=180",
        "+proj=eqearth +lon_0=0",
        "+proj=eqearth +lon_0=133",
        "+proj=moll +lon_0=-77",
        "+proj=sinu +lon_0=60",
        "+proj=cea +lon_0=179.5",
        "+proj=tcea +lon_0=-100",
        "+proj=aea +lat_1=30 +lat_2=60 +lon_0=44",
        "+proj=igh +lon_0=0",
        "+proj=ob_tran +o_proj=eqearth +o_lat_p=30 +o_lon_p=20 +lon_0=-50",
    };
    const char *const codes[] = {"RUS", "USA", "ATA", "BRA", "ZAF", "FJI", "NZL"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        for (size_t c = 0; c < G_N_ELEMENTS(codes); c++) {
            const geo_shape *shape = country(codes[c]);
            drawing d = draw(p, shape, true, EDGES_PLANAR);
            double area = fabs(shoelace(&d.path)), truth = fabs(sphere_area(shape));
            /* Where the path runs around the map, its signed sum is off by whole outlines. */
            double slack = 2e-3 * truth + 2e-5;
            if (fabs(fabs(remainder(area, 4 * G_PI)) - truth) > slack)
                fail_msg("%s in %s: %.6f, wanted %.6f", codes[c], maps[m], area, truth);
            page_path_clear(&d.path);
        }
        projection_free(p);
    }
}

/* Turning input and centre together about the axis changes nothing on the page. */
static void rotation_changes_nothing(void **state)
{
    (void)state;
    const geo_point leg[] = {{-120, 10}, {40, -55}};
    const double turns[] = {17, 60, 180, -123.5};
    for (size_t i = 0; i < G_N_ELEMENTS(turns); i++) {
        geo_point turned[2];
        for (int k = 0; k < 2; k++)
            turned[k] = (geo_point){wrap_deg(leg[k].lon_deg + turns[i]), leg[k].lat_deg};
        const char *const kinds[] = {"eqearth", "robin", "laea +lat_0=30", "ortho +lat_0=-20"};
        for (size_t m = 0; m < G_N_ELEMENTS(kinds); m++) {
            char lon[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_formatd(lon, sizeof lon, "%.6f", wrap_deg(-60 + turns[i]));
            g_autofree char *a = g_strdup_printf("+proj=%s +lon_0=-60", kinds[m]);
            g_autofree char *b = g_strdup_printf("+proj=%s +lon_0=%s", kinds[m], lon);
            projection *p = projection_of(a), *q = projection_of(b);
            uint32_t s1[2], s2[2];
            geo_shape l1 = one_part(leg, 2, s1), l2 = one_part(turned, 2, s2);
            drawing d = draw(p, &l1, false, EDGES_GREAT), e = draw(q, &l2, false, EDGES_GREAT);
            assert_int_equal(d.path.n_parts, e.path.n_parts);
            assert_true(fabs(total_length(&d.path) - total_length(&e.path)) < 1e-4);
            page_path_clear(&d.path);
            page_path_clear(&e.path);
            projection_free(p);
            projection_free(q);
        }
    }
}

static void range_circle_has_its_inside_to_the_right(void **state)
{
    (void)state;
    /* Clockwise around the north pole: the cap north of 60. */
    geo_point ring[37];
    for (int i = 0; i <= 36; i++)
        ring[i] = (geo_point){wrap_deg(-10.0 * i), 60};
    ring[36] = ring[0];
    uint32_t starts[2];
    geo_shape shape = one_part(ring, 37, starts);
    const char *const maps[] = {"+proj=eqearth +lon_0=20", "+proj=laea +lat_0=90 +lon_0=0",
                                "+proj=laea +lat_0=-90 +lon_0=0", "+proj=ortho +lat_0=40 +lon_0=9",
                                "+proj=ob_tran +o_proj=moll +o_lat_p=10 +o_lon_p=0 +lon_0=0"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        drawing d = draw(p, &shape, true, EDGES_GREAT);
        assert_int_equal(covers(p, &d, 11, 85), 1);
        assert_int_equal(covers(p, &d, 50, 20), 0);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

/* ---- degenerate ---- */

static void lines_touching_the_rim(void **state)
{
    (void)state;
    projection *p = projection_of("+proj=ortho +lat_0=90 +lon_0=0");
    /* The equator is the horizon itself; the parallel 1e-7 below it is never seen. */
    const geo_point equator[] = {{-180, 0}, {180, 0}}, below[] = {{-180, -1e-7}, {180, -1e-7}};
    uint32_t starts[2];
    geo_shape line = one_part(equator, 2, starts);
    drawing d = draw(p, &line, false, EDGES_PLANAR);
    assert_true(longest_segment(&d.path) < 0.41 * UNITS);
    page_path_clear(&d.path);
    line = one_part(below, 2, starts);
    d = draw(p, &line, false, EDGES_PLANAR);
    assert_int_equal(d.path.n_points, 0);
    page_path_clear(&d.path);
    projection_free(p);
}

static void vertices_on_the_pole(void **state)
{
    (void)state;
    const geo_point wedge[] = {{20, 55}, {20, 90}, {80, 90}, {80, 55}, {20, 55}};
    uint32_t starts[2];
    geo_shape shape = one_part(wedge, 5, starts);
    double truth = fabs(sphere_area(&shape));
    const char *const maps[] = {"+proj=laea +lat_0=90 +lon_0=0", "+proj=laea +lat_0=0 +lon_0=50",
                                "+proj=eqearth +lon_0=0", "+proj=tcea +lon_0=50",
                                "+proj=laea +lat_0=-90 +lon_0=0"};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        drawing d = draw(p, &shape, true, EDGES_PLANAR);
        assert_true(fabs(fabs(shoelace(&d.path)) - truth) < 1e-3);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void legs_over_the_pole(void **state)
{
    (void)state;
    const geo_point leg[] = {{20, 60}, {-160, 61}};
    uint32_t starts[2];
    geo_shape line = one_part(leg, 2, starts);
    /* Where the pole is a line the leg is in two pieces and does not run along it. */
    projection *p = projection_of("+proj=robin +lon_0=0");
    drawing d = draw(p, &line, false, EDGES_GREAT);
    assert_int_equal(d.path.n_parts, 2);
    assert_true(longest_segment(&d.path) < 0.41 * UNITS);
    page_path_clear(&d.path);
    projection_free(p);
    p = projection_of("+proj=laea +lat_0=90 +lon_0=0");
    d = draw(p, &line, false, EDGES_GREAT);
    assert_int_equal(d.path.n_parts, 1);
    page_path_clear(&d.path);
    projection_free(p);
}

static void antipodal_legs_go_north(void **state)
{
    (void)state;
    const geo_point pairs[][2] = {
        {{0, 0}, {180, 0}}, {{-5, 40}, {175, -40}}, {{30, -10}, {-150, 10}}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        assert_true(geodesic_is_antipodal(pairs[i][0], pairs[i][1]));
        g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
        geodesic_sample(points, pairs[i][0], pairs[i][1], 1);
        double top = -90;
        for (guint k = 0; k < points->len; k++)
            top = fmax(top, g_array_index(points, geo_point, k).lat_deg);
        assert_true(top > 88.9);
    }
    assert_false(geodesic_is_antipodal((geo_point){0, 0}, (geo_point){179.9, 0}));
    /* As an edge of a line, too: half a turn through the pole in the middle of the map. */
    projection *p = projection_of("+proj=aeqd +lat_0=90 +lon_0=0");
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        uint32_t starts[2];
        geo_shape shape = one_part(pairs[i], 2, starts);
        drawing d = draw(p, &shape, false, EDGES_GREAT);
        assert_int_equal(d.path.n_parts, 1);
        assert_true(fabs(total_length(&d.path) - 180 * DEG_TO_RAD) < 1e-3);
        page_path_clear(&d.path);
    }
    projection_free(p);
    assert_true(fabs(geo_distance_m((geo_point){0, 0}, (geo_point){0, 90}) - 10001965.729) < 0.01);
}

/* Half a great circle that passes the antipode of the map closely, and legs between nearly opposite
 * points along a horizon, are not torn. */
static void legs_past_the_antipode(void **state)
{
    (void)state;
    static const struct {
        const char *map;
        geo_point leg[2];
    } cases[] = {
        {"+proj=laea +lat_0=-90 +lon_0=180", {{-90, -28.69}, {46.6, 89.988}}},
        {"+proj=laea +lat_0=-90 +lon_0=180", {{46.6, 89.988}, {-83.4, -79.5}}},
        {"+proj=aeqd +lat_0=-30 +lon_0=90", {{-101.8, 26.96}, {-80, 30.1}}},
        {"+proj=ortho +lat_0=27 +lon_0=27", {{89.9999999, -1e-13}, {-90, -1e-13}}},
        {"+proj=ortho +lat_0=27 +lon_0=27", {{1e-6, -1e-6}, {-179.9999999, -1e-6}}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        projection *p = projection_of(cases[i].map);
        uint32_t starts[2];
        geo_shape line = one_part(cases[i].leg, 2, starts);
        drawing d = draw(p, &line, false, EDGES_GREAT);
        assert_int_equal(d.dropped, 0);
        assert_true(longest_segment(&d.path) < 0.5 * UNITS);
        page_path_clear(&d.path);
        projection_free(p);
    }
}

static void what_is_no_geometry_is_dropped(void **state)
{
    (void)state;
    const geo_point bad[][4] = {
        {{NAN, 0}, {1, 1}, {2, 0}, {NAN, 0}},     {{1e308, 0}, {-1e308, 1}, {2, 0}, {1e308, 0}},
        {{400, 0}, {401, 1}, {402, 0}, {400, 0}}, {{0, 95}, {1, 96}, {2, 95}, {0, 95}},
        {{5, 5}, {6, 6}, {5, 5}, {5, 5}},         {{5, 5}, {5, 5}, {5, 5}, {5, 5}},
        {{0, INFINITY}, {1, 1}, {2, 2}, {0, 0}},
    };
    for (size_t m = 0; m < G_N_ELEMENTS(azimuthal_maps); m++) {
        projection *p = projection_of(azimuthal_maps[m]);
        for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
            uint32_t starts[2];
            geo_shape shape = one_part(bad[i], 4, starts);
            drawing d = draw(p, &shape, true, EDGES_PLANAR);
            assert_int_equal(d.path.n_parts, 0);
            assert_int_equal(d.dropped, 1);
            page_path_clear(&d.path);
        }
        const uint32_t empty[] = {0, 0};
        geo_shape nothing = {bad[0], empty, 1, {0, 0, 0, 0}, NULL};
        drawing d = draw(p, &nothing, true, EDGES_PLANAR);
        assert_int_equal(d.path.n_parts, 0);
        page_path_clear(&d.path);
        d = draw(p, &nothing, false, EDGES_PLANAR);
        assert_int_equal(d.path.n_parts, 0);
        page_path_clear(&d.path);
        projection_free(p);
    }
    /* A bow tie is drawn even-odd: both halves. */
    const geo_point bow[] = {{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}};
    uint32_t starts[2];
    geo_shape shape = one_part(bow, 5, starts);
    projection *p = projection_of("+proj=eqearth +lon_0=0");
    drawing d = draw(p, &shape, true, EDGES_PLANAR);
    assert_int_equal(covers(p, &d, 1, 5), 1);
    assert_int_equal(covers(p, &d, 9, 5), 1);
    assert_int_equal(covers(p, &d, 5, 1), 0);
    page_path_clear(&d.path);
    projection_free(p);
}

/* Every projection that PROJ lists either draws a country cleanly or refuses. */
static void every_projection_of_the_table(void **state)
{
    (void)state;
    const char *const maps[] = {
        "eqc",
        "cea",
        "mill",
        "moll",
        "robin",
        "natearth",
        "natearth2",
        "eqearth",
        "sinu",
        "eck1",
        "eck2",
        "eck3",
        "eck4",
        "eck5",
        "eck6",
        "wag1",
        "wag2",
        "wag3",
        "wag4",
        "wag5",
        "wag6",
        "wag7",
        "putp1",
        "putp2",
        "putp3",
        "putp4p",
        "putp5",
        "putp6",
        "wintri",
        "aitoff",
        "hammer",
        "vandg",
        "kav5",
        "kav7",
        "patterson",
        "poly",
        "bonne +lat_1=40",
        "aea +lat_1=30 +lat_2=60",
        "eqdc +lat_1=30 +lat_2=60",
        "merc",
        "webmerc",
        "lcc +lat_1=30 +lat_2=60",
        "laea",
        "aeqd",
        "ortho",
        "stere",
        "gnom",
        "nsper +h=5000000",
        "geos +h=35786000",
        "tpers +h=5500000 +tilt=10 +azi=20",
        "tmerc",
        "cass",
        "tcc",
        "tcea",
        "igh",
        "imoll",
        "igh_o",
        "imoll_o",
        "crast",
        "collg",
        "fahey",
        "loxim",
        "nell",
        "nell_h",
        "times",
        "gall",
        "denoy",
        "boggs",
        "mbtfps",
        "goode",
        "apian",
        "bacon",
        "ortel",
        "lagrng",
        "larr",
        "lask",
        "nicol",
        "rpoly",
        "wink1",
        "wink2",
        "comill",
        "gstmerc",
        "mbt_s",
        "omerc +lonc=20 +lat_0=45 +alpha=30",
        "sterea +lat_0=50 +lon_0=20",
        "urm5 +n=0.8",
        "urmfps +n=0.8",
        "gins8",
        "hatano",
        "weren",
        "qua_aut",
        "tobmerc",
        "eqc +lat_ts=40",
    };
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        g_autofree char *text = g_strconcat("+proj=", maps[m], NULL);
        projection *p = projection_of(text);
        drawing d = draw(p, country("AGO"), true, EDGES_PLANAR);
        if (d.dropped != 0)
            fail_msg("%s drops Angola", maps[m]);
        for (uint32_t i = 0; i < d.path.n_points; i++)
            assert_true(isfinite(d.path.points[i].x) && isfinite(d.path.points[i].y));
        page_path_clear(&d.path);
        projection_free(p);
    }
}

/* What the tables say of known projections, found by probing as if they were not known. */
static void probing_finds_what_the_tables_say(void **state)
{
    (void)state;
    const struct {
        const char *proj;
        bool whole;
        double cap_lo, cap_hi; /* around (lon_0, lat_0) */
    } known[] = {
        {"eqearth", true, 80, 180},
        {"moll", true, 80, 180},
        {"wintri", true, 80, 180},
        {"aea +lat_1=30 +lat_2=60", true, 80, 180},
        {"laea +lat_0=40", false, 170, 180},
        {"ortho +lat_0=-30", false, 88, 90},
        {"gnom +lat_0=90", false, 70, 90},
        {"nsper +h=8000000", false, 62, 63.7},
        {"tmerc", false, 70, 90},
        {"igh", false, 5, 40},
        {"imoll_o", false, 5, 62},
        {"peirce_q", false, 0, 0}, /* folded at the point itself */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autofree char *text = g_strconcat("+proj=", known[i].proj, NULL);
        projection *p = projection_of(text);
        g_auto(projection_spec) spec = {NULL};
        g_autoptr(diag_list) diags = diag_list_new();
        assert_true(projection_spec_parse(&spec, text, false, SPAN_NONE, diags));
        geo_point center = {0, projection_spec_number(&spec, "lat_0", 0)};
        if (probe_whole_sphere(p) != known[i].whole)
            fail_msg("%s: whole sphere", text);
        double cap_deg = probe_cap_deg(p, center, 180);
        if (!(cap_deg >= known[i].cap_lo && cap_deg <= known[i].cap_hi))
            fail_msg("%s: a cap of %.0f degrees", text, cap_deg);
        projection_free(p);
    }
}

/* Names in no table: cut as probing found, or without fills. */
static void names_in_no_table_are_probed(void **state)
{
    (void)state;
    projection *p = projection_of("+proj=nicol");
    assert_int_equal(projection_frame(p)->kind, FRAME_CAP);
    assert_true(projection_frame(p)->radius_rad > 85 * DEG_TO_RAD);
    projection_free(p);
    p = projection_of("+proj=peirce_q");
    assert_true(projection_frame(p)->refuse_fills);
    /* Away from its folds it can be used around a page. */
    projection_center_on(p, (geo_point){-80, 17});
    assert_int_equal(projection_frame(p)->kind, FRAME_CAP);
    assert_false(projection_frame(p)->refuse_fills);
    projection_free(p);
}

/* Where PROJ has no inverse, places are found by trial, at the edge of the map, too. */
static void inverse_by_trial(void **state)
{
    (void)state;
    static const char *const maps[] = {"+proj=wag7",           "+proj=august",    "+proj=vandg4",
                                       "+proj=airy +lat_0=40", "+proj=adams_ws1", "+proj=rpoly"};
    static const geo_point places[] = {{0, 1},  {10, 47},  {-60, 80}, {31, -20},
                                       {5, 60}, {-29, 71}, {-3, -8},  {45, 50}};
    for (size_t m = 0; m < G_N_ELEMENTS(maps); m++) {
        projection *p = projection_of(maps[m]);
        assert_false(projection_has_inverse(p));
        for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
            frame_vertex v;
            if (!frame_locate(projection_frame(p), places[i], &v))
                continue;
            double x, y;
            frame_to_angles(projection_frame(p), v, &x, &y);
            projection_forward(p, &x, &y, 1);
            assert_true(projection_inverse(p, &x, &y));
            geo_point back = frame_from_angles(projection_frame(p), x, y);
            assert_true(sphere_angle_rad(sphere_vector(back), sphere_vector(places[i])) < 1e-8);
        }
        double x = 9e7, y = 9e7;
        assert_false(projection_inverse(p, &x, &y));
        projection_free(p);
    }
}

/* A projection made for one place and used far from it is cut around the page. */
static void regional_projections_follow_the_page(void **state)
{
    (void)state;
    const struct {
        const char *proj;
        geo_point page;
        bool good;
    } uses[] = {
        {"+proj=omerc +lonc=-90 +lat_0=15 +alpha=30", {-60, -10}, true},
        {"+proj=lee_os", {-80, 17}, true},
        {"+proj=somerc +lat_0=46.95 +lon_0=7.44", {20, 55}, true},
        {"+proj=krovak", {15, 50}, true},
        {"+proj=nzmg", {173, -41}, true},
        {"+proj=nzmg", {15, 50}, false},
        {"+proj=tpeqd +lat_1=35 +lon_1=140 +lat_2=37 +lon_2=-122", {-170, 45}, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(uses); i++) {
        projection *p = projection_of(uses[i].proj);
        projection_center_on(p, uses[i].page);
        frame_vertex at;
        bool shown = frame_locate(projection_frame(p), uses[i].page, &at);
        if (shown != uses[i].good)
            fail_msg("%s %s %g %g", uses[i].proj, shown ? "shows" : "does not show",
                     uses[i].page.lon_deg, uses[i].page.lat_deg);
        projection_free(p);
    }
}

static void refused_projections(void **state)
{
    (void)state;
    const char *const texts[] = {
        "+proj=laea +nadgrids=/etc/passwd",
        "+proj=laea +geoidgrids=x",
        "+init=epsg:3035",
        "+proj=pipeline +step +proj=merc",
        "+proj=hgridshift +grids=x",
        "+proj=nonsense",
        "no-such-name",
        "",
        "+lat_0=3",
        "EPSG:12x",
        "EPSG:999999",
        "+proj=utm +zone=99",
        "+proj=laea +datum=nowhere",
        "+proj=laea +lat_0=abc",
        "+proj=laea +lon_0=",
        "+proj=laea +R=nan",
        "+proj=laea +xyz_in=x",
        "+proj=xyzgridshift +grids=x",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        projection_spec spec;
        assert_false(projection_spec_parse(&spec, texts[i], false, SPAN_NONE, diags));
        assert_int_equal(diag_list_count(diags), 1);
        assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_PROJECTION);
    }
    g_autoptr(diag_list) diags = diag_list_new();
    projection_spec spec;
    assert_false(projection_spec_parse(&spec, "+proj=laea", true, SPAN_NONE, diags));
    assert_false(projection_spec_parse(&spec, "EPSG:3035", true, SPAN_NONE, diags));
    assert_true(projection_spec_parse(&spec, "Equal-Earth", true, SPAN_NONE, diags));
    projection_spec_clear(&spec);
}

static void epsg_codes_become_strings(void **state)
{
    (void)state;
    const struct {
        const char *code, *proj;
    } codes[] = {{"EPSG:3035", "laea"},   {"epsg:3857", "merc"}, {"EPSG:4326", "eqc"},
                 {"EPSG:32633", "tmerc"}, {"EPSG:27572", "lcc"}, {"EPSG:3031", "stere"}};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        g_auto(projection_spec) spec = {NULL};
        assert_true(projection_spec_parse(&spec, codes[i].code, false, SPAN_NONE, diags));
        assert_string_equal(projection_spec_get(&spec, "proj"), codes[i].proj);
        projection *p;
        assert_true(projection_create(&p, &spec, SPAN_NONE, diags));
        projection_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f1_no_streaks_at_the_antimeridian),
        cmocka_unit_test(f2_never_inverted),
        cmocka_unit_test(f3_no_chord_at_the_horizon),
        cmocka_unit_test(f4_poles_are_covered),
        cmocka_unit_test(f5_pieces_cancel_at_180),
        cmocka_unit_test(f6_winding_does_not_matter),
        cmocka_unit_test(f7_legs_are_smooth),
        cmocka_unit_test(f8_parallels_reach_the_frame),
        cmocka_unit_test(f9_vertices_exactly_at_180),
        cmocka_unit_test(f10_interruptions_are_cut),
        cmocka_unit_test(f10_lines_on_an_interruption),
        cmocka_unit_test(f11_only_long_edges_are_resampled),
        cmocka_unit_test(f12_rings_do_not_repeat_their_first_point),
        cmocka_unit_test(f13_extent_over_the_antimeridian),
        cmocka_unit_test(equal_area_maps_keep_area),
        cmocka_unit_test(rotation_changes_nothing),
        cmocka_unit_test(range_circle_has_its_inside_to_the_right),
        cmocka_unit_test(lines_touching_the_rim),
        cmocka_unit_test(vertices_on_the_pole),
        cmocka_unit_test(legs_over_the_pole),
        cmocka_unit_test(antipodal_legs_go_north),
        cmocka_unit_test(legs_past_the_antipode),
        cmocka_unit_test(what_is_no_geometry_is_dropped),
        cmocka_unit_test(every_projection_of_the_table),
        cmocka_unit_test(probing_finds_what_the_tables_say),
        cmocka_unit_test(names_in_no_table_are_probed),
        cmocka_unit_test(inverse_by_trial),
        cmocka_unit_test(regional_projections_follow_the_page),
        cmocka_unit_test(refused_projections),
        cmocka_unit_test(epsg_codes_become_strings),
    };
    return cmocka_run_group_tests(tests, open_shapes, close_shapes);
}
