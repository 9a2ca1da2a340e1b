/* SPDX-License-Identifier: MIT
 *
 * Cutting to frames whose windows are rectangles of frame coordinates: one meridian, a rotated
 * graticule, lobes. Planar rings are shifted, every copy that overlaps a window is clipped to it.
 * Great circles and rotated rings are first unwrapped:
 * followed in small steps so that u never jumps, with the frame's poles as edges of their own.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "geo/clip.h"
#include "geo/rect_clip.h"

/* A rotated or great-circle edge is followed in steps of this size; its chord in frame coordinates
 * is then at most 7 m off. */
#define STEP_DEG 0.25
/* Largest step in u; a step that stays larger at full depth runs over a frame pole. */
#define U_STEP_DEG 3.0
#define MAX_DEPTH  40
#define POLE_V_DEG (90 - 1e-9)
#define SEAM_SLACK 1e-5

/* A growing list of frame vertices; lines have breaks. */
typedef struct {
    GArray *vertices; /* frame_vertex */
    GArray *breaks;   /* guint: where a new piece begins */
} track;

static void track_init(track *t)
{
    t->vertices = g_array_new(FALSE, FALSE, sizeof(frame_vertex));
    t->breaks = g_array_new(FALSE, FALSE, sizeof(guint));
}

static void track_clear(track *t)
{
    g_array_unref(t->vertices);
    g_array_unref(t->breaks);
}

/* ---- one window ---- */

static rect rect_of(const frame_window *w)
{
    return (rect){{w->u_lo, w->v_lo}, {w->u_hi, w->v_hi}};
}

static void add_ring(frame_path *out, const GArray *ring)
{
    if (ring->len < 3)
        return;
    frame_path_begin(out);
    frame_vertex *room = frame_path_extend(out, ring->len);
    memcpy(room, ring->data, ring->len * sizeof *room);
}

/* RING moved by SHIFT in u, clipped to W. */
static void clip_ring_to(frame_path *out, const frame_window *w, const GArray *ring, double shift,
                         GArray *scratch[2])
{
    g_array_set_size(scratch[0], 0);
    g_array_append_vals(scratch[0], ring->data, ring->len);
    for (guint i = 0; i < ring->len; i++)
        g_array_index(scratch[0], frame_vertex, i).u += shift;
    rect r = rect_of(w);
    rect_clip_ring(&r, scratch[0], scratch[1]);
    add_ring(out, scratch[0]);
}

static bool same_place(frame_vertex a, frame_vertex b)
{
    return a.u == b.u && a.v == b.v;
}

static void keep_inside(const frame_window *w, frame_vertex *p)
{
    p->u = MAX(p->u, w->u_lo);
    p->v = MAX(p->v, w->v_lo);
}

/* N vertices moved by SHIFT in u, cut to W, as pieces. A line on the cut itself is drawn once, at
 * the western or southern edge of a window: BORDER wider there, for windows that keep away from it.
 */
static void clip_line_to(frame_path *out, const frame_window *w, double border,
                         const frame_vertex *p, guint n, double shift)
{
    rect r = {{w->u_lo - border, w->v_lo - border}, {w->u_hi, w->v_hi}};
    bool open = false;
    for (guint i = 0; i + 1 < n; i++) {
        frame_vertex a = p[i], b = p[i + 1];
        a.u += shift;
        b.u += shift;
        frame_vertex end = b;
        if (!rect_clip_edge(&r, &a.u, &a.v, &b.u, &b.v)) {
            open = false;
            continue;
        }
        bool whole = same_place(end, b);
        keep_inside(w, &a);
        keep_inside(w, &b);
        if (!open) {
            frame_path_end(out, 2);
            frame_path_begin(out);
            frame_path_add(out, a);
        }
        if (open || !same_place(a, b))
            frame_path_add(out, b);
        open = whole;
    }
    frame_path_end(out, 2);
}

/* ---- copies and lobes ---- */

static void u_range(const frame_vertex *p, guint n, double *lo, double *hi)
{
    *lo = INFINITY;
    *hi = -INFINITY;
    for (guint i = 0; i < n; i++) {
        *lo = MIN(*lo, p[i].u);
        *hi = MAX(*hi, p[i].u);
    }
}

static void clip_ring_copies(frame_path *out, const geo_frame *f, const GArray *ring)
{
    double lo, hi;
    u_range((const frame_vertex *)(void *)ring->data, ring->len, &lo, &hi);
    GArray *scratch[2] = {g_array_new(FALSE, FALSE, sizeof(frame_vertex)),
                          g_array_new(FALSE, FALSE, sizeof(frame_vertex))};
    const frame_window *windows = f->kind == FRAME_LOBES ? f->lobes : &f->window;
    int n_windows = f->kind == FRAME_LOBES ? f->n_lobes : 1;
    for (int i = 0; i < n_windows; i++) {
        for (int k = -3; k <= 3; k++) {
            double shift = 360.0 * k;
            if (lo + shift < windows[i].u_hi && hi + shift > windows[i].u_lo)
                clip_ring_to(out, &windows[i], ring, shift, scratch);
        }
    }
    g_array_unref(scratch[0]);
    g_array_unref(scratch[1]);
}

static void clip_line_copies(frame_path *out, const geo_frame *f, const frame_vertex *p, guint n)
{
    double lo, hi;
    u_range(p, n, &lo, &hi);
    const frame_window *windows = f->kind == FRAME_LOBES ? f->lobes : &f->window;
    int n_windows = f->kind == FRAME_LOBES ? f->n_lobes : 1;
    double border = f->kind == FRAME_LOBES ? 1.5 * FRAME_LOBE_NUDGE_DEG : 0;
    for (int i = 0; i < n_windows; i++) {
        for (int k = -3; k <= 3; k++) {
            double shift = 360.0 * k;
            if (lo + shift < windows[i].u_hi && hi + shift >= windows[i].u_lo - border)
                clip_line_to(out, &windows[i], border, p, n, shift);
        }
    }
}

/* ---- planar data, unrotated frame ---- */

static double relative_lon(const geo_frame *f, double lon_deg)
{
    if (fabs(lon_deg) > 180 && fabs(lon_deg) < 180 + SEAM_SLACK)
        lon_deg = copysign(180, lon_deg);
    return lon_deg - f->lon_0_deg;
}

/* True when the whole part lies in one window, moved by SHIFT. */
static bool fits_unclipped(const geo_frame *f, const geo_point *p, uint32_t n, double *shift)
{
    double lo = INFINITY, hi = -INFINITY, south = INFINITY, north = -INFINITY;
    for (uint32_t i = 0; i < n; i++) {
        double u = relative_lon(f, p[i].lon_deg);
        lo = MIN(lo, u);
        hi = MAX(hi, u);
        south = MIN(south, p[i].lat_deg);
        north = MAX(north, p[i].lat_deg);
    }
    *shift = -360 * floor((lo - f->window.u_lo) / 360);
    const frame_window *windows = f->kind == FRAME_LOBES ? f->lobes : &f->window;
    int n_windows = f->kind == FRAME_LOBES ? f->n_lobes : 1;
    for (int i = 0; i < n_windows; i++) {
        const frame_window *w = &windows[i];
        if (lo + *shift >= w->u_lo && hi + *shift <= w->u_hi && south >= w->v_lo &&
            north <= w->v_hi)
            return true;
    }
    return false;
}

static void copy_shifted(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                         double shift)
{
    frame_path_begin(out);
    frame_vertex *room = frame_path_extend(out, n);
    for (uint32_t i = 0; i < n; i++)
        room[i] = (frame_vertex){relative_lon(f, p[i].lon_deg) + shift, p[i].lat_deg, AT_GEO};
}

static GArray *planar_vertices(const geo_frame *f, const geo_point *p, uint32_t n)
{
    GArray *vertices = g_array_sized_new(FALSE, FALSE, sizeof(frame_vertex), n);
    for (uint32_t i = 0; i < n; i++) {
        frame_vertex v = {relative_lon(f, p[i].lon_deg), CLAMP(p[i].lat_deg, -90, 90), AT_GEO};
        g_array_append_val(vertices, v);
    }
    return vertices;
}

/* ---- unwrapping ---- */

typedef struct {
    const geo_frame *f;
    track *t;
    edge_kind edges;
    bool ring;
    bool started, at_pole;
    double u, pole_v; /* of the last vertex; of the pole it lies on */
    geo_point a, b;   /* ends of the edge, longitudes relative to lon_0 */
    vec3 va, vb;
    geo_point ra; /* a in the frame */
} unwrapper;

static void put(unwrapper *w, double u, double v)
{
    frame_vertex p = {u, v, AT_FRAME};
    g_array_append_val(w->t->vertices, p);
}

static void leave_pole(unwrapper *w, double lon)
{
    double u = w->started ? w->u + wrap_deg(lon - w->u) : lon;
    if (w->started && !w->ring)
        g_array_append_val(w->t->breaks, w->t->vertices->len);
    put(w, u, w->pole_v);
    w->u = u;
    w->started = true;
    w->at_pole = false;
}

static void visit(unwrapper *w, geo_point r)
{
    if (fabs(r.lat_deg) > POLE_V_DEG) {
        w->pole_v = copysign(90, r.lat_deg);
        if (w->started && !w->at_pole)
            put(w, w->u, w->pole_v);
        w->at_pole = true;
        return;
    }
    if (w->at_pole)
        leave_pole(w, r.lon_deg);
    w->u = w->started ? w->u + wrap_deg(r.lon_deg - w->u) : r.lon_deg;
    w->started = true;
    put(w, w->u, r.lat_deg);
}

static geo_point edge_point(const unwrapper *w, double t)
{
    if (w->edges == EDGES_GREAT)
        return frame_rotate(w->f, sphere_slerp(w->va, w->vb, t));
    geo_point p = {w->a.lon_deg + t * (w->b.lon_deg - w->a.lon_deg),
                   w->a.lat_deg + t * (w->b.lat_deg - w->a.lat_deg)};
    return frame_rotate(w->f, sphere_vector(p));
}

static void walk(unwrapper *w, double t0, geo_point p0, double t1, geo_point p1, int depth)
{
    bool polar = fabs(p0.lat_deg) > POLE_V_DEG || fabs(p1.lat_deg) > POLE_V_DEG;
    if (polar || fabs(wrap_deg(p1.lon_deg - p0.lon_deg)) <= U_STEP_DEG) {
        visit(w, p1);
        return;
    }
    if (depth == MAX_DEPTH) {
        visit(w, (geo_point){0, copysign(90, p1.lat_deg)});
        visit(w, p1);
        return;
    }
    double t = (t0 + t1) / 2;
    geo_point middle = edge_point(w, t);
    walk(w, t0, p0, t, middle, depth + 1);
    walk(w, t, middle, t1, p1, depth + 1);
}

static geo_point relative(const geo_frame *f, geo_point p)
{
    return (geo_point){p.lon_deg - f->lon_0_deg, CLAMP(p.lat_deg, -90, 90)};
}

static double edge_length_deg(const unwrapper *w)
{
    if (w->edges == EDGES_GREAT)
        return sphere_angle_rad(w->va, w->vb) * RAD_TO_DEG;
    if (fabs(w->a.lat_deg) == 90 && w->a.lat_deg == w->b.lat_deg)
        return 0; /* along a pole: one point of the sphere */
    return hypot(w->b.lon_deg - w->a.lon_deg, w->b.lat_deg - w->a.lat_deg);
}

static void start(unwrapper *w, geo_point p)
{
    w->a = relative(w->f, p);
    w->va = sphere_vector(w->a);
    w->ra = frame_rotate(w->f, w->va);
    visit(w, w->ra);
}

/* From the last point to P. */
static void walk_edge(unwrapper *w, geo_point p)
{
    w->b = relative(w->f, p);
    w->vb = sphere_vector(w->b);
    geo_point rb = frame_rotate(w->f, w->vb), before = w->ra;
    int n = MAX(1, (int)ceil(edge_length_deg(w) / STEP_DEG));
    for (int i = 1; i <= n; i++) {
        geo_point r = i == n ? rb : edge_point(w, (double)i / n);
        walk(w, (double)(i - 1) / n, before, (double)i / n, r, 0);
        before = r;
    }
    w->a = w->b;
    w->va = w->vb;
    w->ra = rb;
}

static double mean_v(const GArray *vertices)
{
    double sum = 0;
    for (guint i = 0; i < vertices->len; i++)
        sum += g_array_index(vertices, frame_vertex, i).v;
    return sum / vertices->len;
}

static void unwrap(track *t, const geo_frame *f, const geo_point *p, uint32_t n, edge_kind edges,
                   bool ring)
{
    unwrapper w = {.f = f, .t = t, .edges = edges, .ring = ring};
    start(&w, p[0]);
    for (uint32_t i = 1; i < n; i++)
        walk_edge(&w, p[i]);
    if (!ring)
        return;
    walk_edge(&w, p[0]);
    if (t->vertices->len < 2)
        return;
    /* A ring around a frame pole does not come back to where it began: close it over the nearer
     * pole, most likely the one inside. */
    double first_u = g_array_index(t->vertices, frame_vertex, 0).u;
    if (fabs(w.u - first_u) > 180) {
        double pole_v = copysign(90, mean_v(t->vertices));
        put(&w, w.u, pole_v);
        put(&w, first_u, pole_v);
    }
}

/* ---- entries ---- */

void clip_window_ring(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      edge_kind edges)
{
    double shift;
    bool straight = edges == EDGES_PLANAR && f->kind != FRAME_OBLIQUE;
    if (straight && fits_unclipped(f, p, n, &shift)) {
        copy_shifted(out, f, p, n, shift);
        return;
    }
    if (straight) {
        g_autoptr(GArray) ring = planar_vertices(f, p, n);
        clip_ring_copies(out, f, ring);
        return;
    }
    track t;
    track_init(&t);
    unwrap(&t, f, p, n, edges, true);
    clip_ring_copies(out, f, t.vertices);
    track_clear(&t);
}

void clip_window_line(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      edge_kind edges)
{
    double shift;
    bool straight = edges == EDGES_PLANAR && f->kind != FRAME_OBLIQUE;
    if (straight && fits_unclipped(f, p, n, &shift)) {
        copy_shifted(out, f, p, n, shift);
        return;
    }
    if (straight) {
        g_autoptr(GArray) line = planar_vertices(f, p, n);
        clip_line_copies(out, f, (const frame_vertex *)(void *)line->data, line->len);
        return;
    }
    track t;
    track_init(&t);
    unwrap(&t, f, p, n, edges, false);
    const frame_vertex *v = (const frame_vertex *)(void *)t.vertices->data;
    guint start = 0;
    for (guint i = 0; i <= t.breaks->len; i++) {
        guint end = i < t.breaks->len ? g_array_index(t.breaks, guint, i) : t.vertices->len;
        if (end > start) /* a line of no length has no vertices */
            clip_line_copies(out, f, v + start, end - start);
        start = end;
    }
    track_clear(&t);
}
