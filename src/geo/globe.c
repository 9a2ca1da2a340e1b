/* SPDX-License-Identifier: MIT
 *
 * The orthographic projection by hand. A ring that goes behind the horizon follows it there, as if
 * its far points were pushed outwards to the edge; where the point opposite to the reader is land,
 * such rings run all the way round and inside is exchanged with outside, which the edge as one more
 * ring puts right.
 */
#include "geo/globe.h"

#include <glib.h>
#include <math.h>

#include "geo/geodesic.h"

/* Points nearer to the one before are left out. */
#define LEAST_STEP_PX 0.25
/* Along the horizon a point stands about every 6 degrees: on 100 px the chord is 0.14 px off. */
#define EDGE_COSINE 0.9945
#define EDGE_POINTS 60
/* Steps of the graticule's lines and of geodesics. */
#define LINE_STEP_DEG 5
#define LEG_STEP_DEG  2

globe globe_make(geo_point center, page_point at, double radius_px)
{
    double lon_rad = center.lon_deg * DEG_TO_RAD, lat_rad = center.lat_deg * DEG_TO_RAD;
    globe g = {.at = at, .radius_px = radius_px};
    g.turn.row[0] = (vec3){-sin(lon_rad), cos(lon_rad), 0};
    g.turn.row[2] = sphere_vector((geo_point){center.lon_deg, center.lat_deg});
    g.turn.row[1] =
        (vec3){-sin(lat_rad) * cos(lon_rad), -sin(lat_rad) * sin(lon_rad), cos(lat_rad)};
    return g;
}

static page_point on_page(const globe *g, double x, double y)
{
    return (page_point){g->at.x + x * g->radius_px, g->at.y - y * g->radius_px};
}

bool globe_project(const globe *g, geo_point p, page_point *out)
{
    vec3 v = sphere_rotate(&g->turn, sphere_vector(p));
    *out = on_page(g, v.x, v.y);
    return v.z > 0;
}

/* Where the line between a near and a far point, turned, meets the horizon; z is 0. */
static vec3 horizon(vec3 a, vec3 b)
{
    double t = a.z / (a.z - b.z);
    return vec3_normalize((vec3){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), 0});
}

/* ---- rings ---- */

typedef struct {
    const globe *g;
    page_path *out;
    bool open;    /* the ring has a point */
    vec3 edge;    /* of the ring's last point on the horizon */
    bool at_edge; /* that was the last of all */
} ring_writer;

static void put(ring_writer *w, double x, double y)
{
    page_point p = on_page(w->g, x, y);
    if (!w->open) {
        page_path_move_to(w->out, p);
    } else {
        page_point last = w->out->points[w->out->n_points - 1];
        if (fabs(p.x - last.x) + fabs(p.y - last.y) >= LEAST_STEP_PX)
            page_path_line_to(w->out, p);
    }
    w->open = true;
    w->at_edge = false;
}

/* Follows the horizon to E, the short way. */
static void put_edge(ring_writer *w, vec3 e)
{
    for (int i = 0; w->at_edge && i < EDGE_POINTS / 2; i++) {
        double cosine = vec3_dot(w->edge, e);
        if (cosine > EDGE_COSINE)
            break;
        double side = w->edge.x * e.y - w->edge.y * e.x < 0 ? -1 : 1;
        double sine = side * sqrt(1 - EDGE_COSINE * EDGE_COSINE);
        w->edge = (vec3){w->edge.x * EDGE_COSINE - w->edge.y * sine,
                         w->edge.y * EDGE_COSINE + w->edge.x * sine, 0};
        put(w, w->edge.x, w->edge.y);
        w->at_edge = true;
    }
    put(w, e.x, e.y);
    w->at_edge = true;
    w->edge = e;
}

/* From a far point to another: only as far as the edge's points stand apart. */
static void follow_edge(ring_writer *w, vec3 far)
{
    vec3 e = vec3_normalize((vec3){far.x, far.y, 0});
    if (far.x * far.x + far.y * far.y > 1e-12 && vec3_dot(w->edge, e) < EDGE_COSINE)
        put_edge(w, e);
}

/* Whether the edge crosses the way from the point opposite to the reader straight north to the
 * pole, which is sea: both lie in the plane x = 0 of the turned globe. */
static bool crosses_way_north(const globe *g, vec3 a, vec3 b)
{
    if ((a.x < 0) == (b.x < 0))
        return false;
    double t = a.x / (a.x - b.x);
    double y = a.y + t * (b.y - a.y), z = a.z + t * (b.z - a.z);
    double angle_rad = atan2(y, -z), pole_rad = atan2(g->turn.row[1].z, -g->turn.row[2].z);
    return angle_rad > 0 && angle_rad < pole_rad;
}

/* Tiny islands near the horizon come out as a point or two. */
static void drop_speck(page_path *path)
{
    uint32_t start = path->starts[path->n_parts - 1];
    if (path->n_points - start >= 3)
        return;
    path->n_points = start;
    path->n_parts--;
}

/* Returns whether the ring, as drawn, has the point opposite to the reader inside. */
static bool add_ring(ring_writer *w, const vec3 *points, uint32_t n)
{
    const sphere_rotation *turn = &w->g->turn;
    uint32_t start = 0;
    while (start < n && vec3_dot(turn->row[2], points[start]) <= 0)
        start++;
    if (start == n)
        return false;
    w->open = w->at_edge = false;
    bool around = false;
    vec3 a = sphere_rotate(turn, points[start]);
    put(w, a.x, a.y);
    for (uint32_t k = 1; k <= n; k++) {
        uint32_t i = start + k < n ? start + k : start + k - n;
        vec3 b = sphere_rotate(turn, points[i]);
        around ^= crosses_way_north(w->g, a, b);
        if (a.z > 0 && b.z <= 0)
            put_edge(w, horizon(a, b));
        else if (a.z <= 0 && b.z > 0)
            put_edge(w, horizon(b, a));
        if (b.z <= 0)
            follow_edge(w, b);
        else if (k < n)
            put(w, b.x, b.y);
        a = b;
    }
    drop_speck(w->out);
    return around;
}

static void add_whole_edge(const globe *g, page_path *out)
{
    for (int i = 0; i < EDGE_POINTS; i++) {
        double angle_rad = 2 * G_PI * i / EDGE_POINTS;
        page_point p = on_page(g, cos(angle_rad), sin(angle_rad));
        if (i == 0)
            page_path_move_to(out, p);
        else
            page_path_line_to(out, p);
    }
}

void globe_rings(const globe *g, const vec3 *points, const uint32_t *starts, uint32_t n_parts,
                 page_path *out)
{
    ring_writer w = {.g = g, .out = out};
    bool exchanged = false;
    for (uint32_t i = 0; i < n_parts; i++)
        exchanged ^= add_ring(&w, points + starts[i], starts[i + 1] - starts[i]);
    if (exchanged)
        add_whole_edge(g, out);
}

/* ---- lines ---- */

static void add_line(const globe *g, const vec3 *points, guint n, page_path *out)
{
    vec3 a = {0, 0, -1};
    for (guint i = 0; i < n; i++) {
        vec3 b = sphere_rotate(&g->turn, points[i]);
        if (b.z > 0 && a.z <= 0) {
            vec3 from = i > 0 ? horizon(b, a) : b;
            page_path_move_to(out, on_page(g, from.x, from.y));
        }
        if (b.z > 0 && i > 0)
            page_path_line_to(out, on_page(g, b.x, b.y));
        if (b.z <= 0 && a.z > 0) {
            vec3 to = horizon(a, b);
            page_path_line_to(out, on_page(g, to.x, to.y));
        }
        a = b;
    }
}

void globe_geodesic(const globe *g, geo_point a, geo_point b, page_path *out)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    geodesic_sample(points, a, b, LEG_STEP_DEG);
    g_autofree vec3 *vectors = g_new(vec3, points->len);
    for (guint i = 0; i < points->len; i++)
        vectors[i] = sphere_vector(g_array_index(points, geo_point, i));
    add_line(g, vectors, points->len, out);
}

void globe_graticule(const globe *g, page_path *out)
{
    enum { SPACING_DEG = 30 };
    vec3 line[360 / LINE_STEP_DEG + 1];
    for (int lon = -180; lon < 180; lon += SPACING_DEG) {
        int end = lon % 90 == 0 ? 90 : 90 - SPACING_DEG;
        guint n = 0;
        for (int lat = -end; lat <= end; lat += LINE_STEP_DEG)
            line[n++] = sphere_vector((geo_point){lon, lat});
        add_line(g, line, n, out);
    }
    for (int lat = -90 + SPACING_DEG; lat < 90; lat += SPACING_DEG) {
        guint n = 0;
        for (int lon = -180; lon <= 180; lon += LINE_STEP_DEG)
            line[n++] = sphere_vector((geo_point){lon, lat});
        add_line(g, line, n, out);
    }
}
