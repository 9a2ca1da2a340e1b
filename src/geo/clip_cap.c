/* SPDX-License-Identifier: MIT
 *
 * Cutting to a cap of the sphere: azimuthal projections with their horizon. Each edge is followed
 * in small steps. Inside it is kept, and where a ring runs outside only the azimuth is followed, so
 * that the run becomes an arc of the rim.
 */
#include <glib.h>
#include <math.h>

#include "geo/clip.h"

/* Edges are followed in steps of at most this size. */
#define STEP_DEG 1.0

typedef struct {
    const geo_frame *f;
    frame_path *out;
    edge_kind edges;
    bool ring;
    geo_point a, b; /* ends of the current edge, longitudes relative to lon_0 */
    vec3 va, vb;
    bool any_inside;
    double azimuth_deg; /* of the last point outside */
    double exit_deg;    /* where the path left the cap */
    double turned_deg;  /* azimuth turned since, or since the beginning */
    double lead_deg;    /* azimuth turned before the path first came in */
} walker;

static geo_point lerp(const walker *w, double t)
{
    return (geo_point){w->a.lon_deg + t * (w->b.lon_deg - w->a.lon_deg),
                       w->a.lat_deg + t * (w->b.lat_deg - w->a.lat_deg)};
}

static vec3 edge_vector(const walker *w, double t)
{
    if (w->edges == EDGES_GREAT)
        return sphere_slerp(w->va, w->vb, t);
    return sphere_vector(lerp(w, t));
}

static void put(walker *w, double t)
{
    geo_point p = t == 0 ? w->a : t == 1 ? w->b : lerp(w, t);
    if (w->edges == EDGES_GREAT && t != 0 && t != 1)
        p = sphere_point(edge_vector(w, t));
    frame_path_add(w->out, (frame_vertex){p.lon_deg, p.lat_deg, AT_GEO});
}

static void put_arc(walker *w, double from_deg, double turn_deg)
{
    turn_deg = fmod(turn_deg, 720); /* two full turns cancel in an even-odd fill */
    double to_deg = from_deg + turn_deg;
    frame_path_add(w->out, (frame_vertex){from_deg, 0, AT_RIM});
    /* By the same points for all arcs, so that two over each other cancel exactly. */
    if (turn_deg > 0) {
        for (double a = floor(from_deg / FRAME_RIM_STEP_DEG + 1) * FRAME_RIM_STEP_DEG; a < to_deg;
             a += FRAME_RIM_STEP_DEG)
            frame_path_add(w->out, (frame_vertex){a, 0, AT_RIM});
    } else {
        for (double a = ceil(from_deg / FRAME_RIM_STEP_DEG - 1) * FRAME_RIM_STEP_DEG; a > to_deg;
             a -= FRAME_RIM_STEP_DEG)
            frame_path_add(w->out, (frame_vertex){a, 0, AT_RIM});
    }
    frame_path_add(w->out, (frame_vertex){to_deg, 0, AT_RIM});
}

static void come_in(walker *w, double t, vec3 v)
{
    double azimuth = frame_azimuth_deg(w->f, v);
    double turn = wrap_deg(azimuth - w->azimuth_deg);
    if (!w->ring || !w->any_inside) {
        if (!w->ring)
            frame_path_end(w->out, 2);
        frame_path_begin(w->out);
        w->lead_deg = w->turned_deg + turn;
    } else {
        put_arc(w, w->exit_deg, w->turned_deg + turn);
    }
    w->any_inside = true;
    put(w, t);
}

static void go_out(walker *w, double t, vec3 v)
{
    put(w, t);
    w->exit_deg = w->azimuth_deg = frame_azimuth_deg(w->f, v);
    w->turned_deg = 0;
}

static void follow_outside(walker *w, vec3 v)
{
    double azimuth = frame_azimuth_deg(w->f, v);
    w->turned_deg += wrap_deg(azimuth - w->azimuth_deg);
    w->azimuth_deg = azimuth;
}

/* The crossing of the rim between T0 and T1, on whose points the depths D0 and D1 have different
 * signs: by false position, where an end that stays twice gets half its weight (the Illinois
 * rule). */
static double crossing(const walker *w, double t0, double d0, double t1, double d1)
{
    const double nearly_on_rim = 1e-15;
    int moved = 0; /* which end was moved last: 1 the first, 2 the second */
    for (int i = 0; i < 60; i++) {
        double t = t0 + (t1 - t0) * d0 / (d0 - d1);
        if (t <= t0 || t >= t1)
            break;
        double d = frame_depth(w->f, edge_vector(w, t));
        if (fabs(d) < nearly_on_rim)
            return t;
        if ((d >= 0) == (d0 >= 0)) {
            t0 = t;
            d0 = d;
            d1 = moved == 1 ? d1 / 2 : d1;
            moved = 1;
        } else {
            t1 = t;
            d1 = d;
            d0 = moved == 2 ? d0 / 2 : d0;
            moved = 2;
        }
    }
    return t1;
}

/* A step from T0 to T1, depth D0 at its start and D1 at its end. */
static void cross_step(walker *w, double t0, double d0, double t1, double d1, vec3 v1)
{
    if (d0 >= 0 && d1 >= 0) {
        if (t1 == 1)
            put(w, t1);
        return;
    }
    if (d0 < 0 && d1 < 0) {
        follow_outside(w, v1);
        return;
    }
    double t = crossing(w, t0, d0, t1, d1);
    vec3 v = edge_vector(w, t);
    if (d0 >= 0) {
        go_out(w, t, v);
        follow_outside(w, v1);
    } else {
        come_in(w, t, v);
        if (t1 == 1)
            put(w, t1);
    }
}

/* Where between T0 and T1 the depth is nearest to the other side, by golden section. */
static double extremum(const walker *w, double t0, double t1, double sign)
{
    const double golden = 0.3819660112501051;
    double a = t0 + golden * (t1 - t0), b = t1 - golden * (t1 - t0);
    double da = sign * frame_depth(w->f, edge_vector(w, a));
    double db = sign * frame_depth(w->f, edge_vector(w, b));
    for (int i = 0; i < 40; i++) {
        if (da < db) {
            t1 = b;
            b = a;
            db = da;
            a = t0 + golden * (t1 - t0);
            da = sign * frame_depth(w->f, edge_vector(w, a));
        } else {
            t0 = a;
            a = b;
            da = db;
            b = t1 - golden * (t1 - t0);
            db = sign * frame_depth(w->f, edge_vector(w, b));
        }
    }
    return (t0 + t1) / 2;
}

static void step(walker *w, double t0, double d0, double t1, double d1, vec3 v1, double reach_rad)
{
    bool same_side = (d0 >= 0) == (d1 >= 0);
    if (same_side && fmin(fabs(d0), fabs(d1)) < reach_rad) {
        double t = extremum(w, t0, t1, d0 >= 0 ? 1 : -1);
        vec3 v = edge_vector(w, t);
        double d = frame_depth(w->f, v);
        if ((d >= 0) != (d0 >= 0)) {
            cross_step(w, t0, d0, t, d, v);
            cross_step(w, t, d, t1, d1, v1);
            return;
        }
    }
    cross_step(w, t0, d0, t1, d1, v1);
}

static double edge_length_deg(const walker *w)
{
    if (w->edges == EDGES_GREAT)
        return sphere_angle_rad(w->va, w->vb) * RAD_TO_DEG;
    if (fabs(w->a.lat_deg) == 90 && w->a.lat_deg == w->b.lat_deg)
        return 0; /* along a pole: one point of the sphere */
    return hypot(w->b.lon_deg - w->a.lon_deg, w->b.lat_deg - w->a.lat_deg);
}

/* From the last point to B. */
static double walk_edge(walker *w, double depth_a, geo_point b, vec3 vb)
{
    w->b = b;
    w->vb = vb;
    double length_deg = edge_length_deg(w);
    int n = MAX(1, (int)ceil(length_deg / STEP_DEG));
    double d0 = depth_a;
    for (int i = 1; i <= n; i++) {
        double t = i == n ? 1 : (double)i / n;
        vec3 v = i == n ? vb : edge_vector(w, t);
        double d = frame_depth(w->f, v);
        step(w, (double)(i - 1) / n, d0, t, d, v, length_deg / n * DEG_TO_RAD);
        d0 = d;
    }
    w->a = b;
    w->va = vb;
    return d0;
}

static geo_point relative(const geo_frame *f, geo_point p)
{
    return (geo_point){p.lon_deg - f->lon_0_deg, CLAMP(p.lat_deg, -90, 90)};
}

static double start(walker *w, geo_point p)
{
    w->a = relative(w->f, p);
    w->va = sphere_vector(w->a);
    w->azimuth_deg = frame_azimuth_deg(w->f, w->va);
    double depth = frame_depth(w->f, w->va);
    w->any_inside = depth >= 0;
    if (w->any_inside) {
        frame_path_begin(w->out);
        frame_path_add(w->out, (frame_vertex){w->a.lon_deg, w->a.lat_deg, AT_GEO});
    }
    return depth;
}

void clip_cap_ring(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                   edge_kind edges)
{
    walker w = {.f = f, .out = out, .edges = edges, .ring = true};
    double first_depth = start(&w, p[0]);
    double depth = first_depth;
    for (uint32_t i = 1; i <= n; i++) {
        geo_point b = relative(f, p[i % n]);
        depth = walk_edge(&w, depth, b, sphere_vector(b));
    }
    if (w.any_inside && first_depth < 0)
        put_arc(&w, w.exit_deg, w.turned_deg + w.lead_deg);
    if (w.any_inside)
        frame_path_end(out, 3);
}

void clip_cap_line(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                   edge_kind edges)
{
    walker w = {.f = f, .out = out, .edges = edges, .ring = false};
    double depth = start(&w, p[0]);
    for (uint32_t i = 1; i < n; i++) {
        geo_point b = relative(f, p[i]);
        depth = walk_edge(&w, depth, b, sphere_vector(b));
    }
    frame_path_end(out, 2);
}
