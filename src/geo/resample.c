/* SPDX-License-Identifier: MIT
 *
 * Adaptive resampling of projected edges. See resample.h.
 */
#include "geo/resample.h"

#include <math.h>

#include "geo/page_clip.h"

/* Edges shorter than this on the page and on the sphere are not tested. */
#define SHORT_PX  3.0
#define SHORT_DEG 1.0
/* An edge that spans more is halved untested, because its ends say nothing of its middle. */
#define LONG_DEG 30.0
/* An edge may be half a great circle that passes the antipode of a map at a hundredth of a degree.
 */
#define MAX_DEPTH 24

void resample_scratch_init(resample_scratch *scratch)
{
    *scratch = (resample_scratch){0};
    scratch->clipped = g_array_new(FALSE, FALSE, sizeof(page_point));
    scratch->spare = g_array_new(FALSE, FALSE, sizeof(page_point));
}

void resample_scratch_clear(resample_scratch *scratch)
{
    g_free(scratch->x);
    g_free(scratch->y);
    g_free(scratch->cells);
    g_free(scratch->raw);
    g_array_unref(scratch->clipped);
    g_array_unref(scratch->spare);
}

/* Inline, as it is done for every vertex of every coast. */
static inline void put_raw(resample_scratch *s, page_point p)
{
    if (s->n_raw == s->raw_capacity) {
        s->raw_capacity = s->raw_capacity * 2 + 64;
        s->raw = g_renew(page_point, s->raw, s->raw_capacity);
    }
    s->raw[s->n_raw++] = p;
}

static page_point to_page(const page_transform *t, double x, double y)
{
    return (page_point){t->x0 + x * t->px_per_m, t->y0 - y * t->px_per_m};
}

static bool is_finite(page_point p)
{
    return isfinite(p.x) && isfinite(p.y);
}

bool resample_point(page_point *out, frame_vertex p, const page_transform *t)
{
    double x, y;
    frame_to_angles(projection_frame(t->projection), p, &x, &y);
    if (t->mesh) {
        mesh_project(t->mesh, &x, &y, 1, NULL);
        *out = (page_point){x, y};
    } else {
        projection_forward(t->projection, &x, &y, 1);
        *out = to_page(t, x, y);
    }
    return is_finite(*out);
}

/* Projects all vertices of IN into the scratch arrays, as page coordinates. */
static void project_all(const frame_path *in, const page_transform *t, resample_scratch *s)
{
    if (in->n_vertices > s->capacity) {
        s->capacity = in->n_vertices + in->n_vertices / 2;
        s->x = g_renew(double, s->x, s->capacity);
        s->y = g_renew(double, s->y, s->capacity);
        s->cells = g_renew(const mesh_cell *, s->cells, s->capacity);
    }
    const geo_frame *f = projection_frame(t->projection);
    for (uint32_t i = 0; i < in->n_vertices; i++)
        frame_to_angles(f, in->vertices[i], &s->x[i], &s->y[i]);
    if (t->mesh) {
        mesh_project(t->mesh, s->x, s->y, in->n_vertices, s->cells);
        return;
    }
    projection_forward(t->projection, s->x, s->y, in->n_vertices);
    for (uint32_t i = 0; i < in->n_vertices; i++) {
        page_point p = to_page(t, s->x[i], s->y[i]);
        s->x[i] = p.x;
        s->y[i] = p.y;
    }
}

typedef struct {
    const page_transform *t;
    const geo_frame *f;
    edge_kind edges;
    resample_scratch *scratch;
    bool torn; /* a jump was found that no subdivision closes */
} refiner;

static frame_vertex middle_of(const refiner *r, frame_vertex a, frame_vertex b)
{
    if (a.at == AT_GEO && r->edges == EDGES_GREAT) {
        vec3 v = sphere_slerp(sphere_vector((geo_point){a.u, a.v}),
                              sphere_vector((geo_point){b.u, b.v}), 0.5);
        geo_point p = sphere_point(v);
        return (frame_vertex){a.u + wrap_deg(p.lon_deg - a.u), p.lat_deg, AT_GEO};
    }
    return (frame_vertex){(a.u + b.u) / 2, (a.v + b.v) / 2, a.at};
}

static bool off_page(const refiner *r, page_point a, page_point m, page_point b)
{
    const page_box *c = &r->t->clip;
    double reach = fabs(b.x - a.x) + fabs(b.y - a.y) + fabs(m.x - a.x) + fabs(m.y - a.y);
    return fmax(fmax(a.x, b.x), m.x) + reach < c->x0 || fmin(fmin(a.x, b.x), m.x) - reach > c->x1 ||
           fmax(fmax(a.y, b.y), m.y) + reach < c->y0 || fmin(fmin(a.y, b.y), m.y) - reach > c->y1;
}

static double span_deg(frame_vertex a, frame_vertex b)
{
    return fmax(fabs(b.u - a.u), fabs(b.v - a.v));
}

/* True when the curve through the middle M is near enough to the chord, and M near its middle. */
static bool is_straight(const page_transform *t, page_point a, page_point m, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, mx = m.x - a.x, my = m.y - a.y;
    double length2 = dx * dx + dy * dy;
    double tol2 = t->tolerance_px * t->tolerance_px;
    if (length2 <= tol2)
        return mx * mx + my * my <= tol2;
    if (length2 > t->map_px * t->map_px / 100)
        return false;
    double off = dx * my - dy * mx;
    if (off * off > tol2 * length2)
        return false;
    double along = (mx * dx + my * dy) / length2;
    /* Uneven halves only matter where they leave room for an error. */
    return fabs(along - 0.5) <= 0.2 || length2 <= 4 * tol2;
}

/* Adds the points between A and B, without either. */
static void refine(refiner *r, frame_vertex a, page_point pa, frame_vertex b, page_point pb,
                   int depth)
{
    frame_vertex m = middle_of(r, a, b);
    page_point pm;
    if (!resample_point(&pm, m, r->t)) {
        r->torn = true;
        return;
    }
    bool wide = span_deg(a, b) > LONG_DEG;
    if (!wide && (is_straight(r->t, pa, pm, pb) || off_page(r, pa, pm, pb)))
        return;
    if (depth == MAX_DEPTH) {
        /* Some maps run into a pole without end, as loxim does by a logarithm, or jump just before
         * it. */
        const double near_pole = 90 - 1e-5;
        bool at_pole = a.at != AT_RIM && fmax(fabs(a.v), fabs(b.v)) > near_pole;
        bool jump = hypot(pb.x - pa.x, pb.y - pa.y) > r->t->map_px / 100;
        r->torn = r->torn || (jump && !at_pole);
        return;
    }
    refine(r, a, pa, m, pm, depth + 1);
    put_raw(r->scratch, pm);
    refine(r, m, pm, b, pb, depth + 1);
}

/* What the mesh knows of the way between two vertices, without a look at its middle. */
static bool is_known_straight(const refiner *r, const frame_path *in, uint32_t i, uint32_t next)
{
    frame_vertex a = in->vertices[i], b = in->vertices[next];
    const resample_scratch *s = r->scratch;
    double longest_px = r->t->map_px / 20; /* each way; is_straight() has the limit */
    if (!r->t->mesh || !frame_is_direct(r->f, a.at) || fabs(s->x[next] - s->x[i]) > longest_px ||
        fabs(s->y[next] - s->y[i]) > longest_px)
        return false;
    double span_rad = (fabs(b.u - a.u) + fabs(b.v - a.v)) * DEG_TO_RAD;
    return mesh_is_straight(s->cells[i], s->cells[next], span_rad, r->t->tolerance_px);
}

/* Inline, as most edges of a coast are. */
static inline bool is_short(const frame_path *in, const resample_scratch *s, uint32_t i,
                            uint32_t next)
{
    return fabs(s->x[next] - s->x[i]) <= SHORT_PX && fabs(s->y[next] - s->y[i]) <= SHORT_PX &&
           fabs(in->vertices[next].u - in->vertices[i].u) <= SHORT_DEG &&
           fabs(in->vertices[next].v - in->vertices[i].v) <= SHORT_DEG;
}

/* Adds the points between two neighbours of a part that are not near, without either. */
static void refine_edge(refiner *r, const frame_path *in, uint32_t i, uint32_t next)
{
    frame_vertex a = in->vertices[i], b = in->vertices[next];
    page_point pa = {r->scratch->x[i], r->scratch->y[i]};
    page_point pb = {r->scratch->x[next], r->scratch->y[next]};
    if (a.at != b.at)
        return;
    if (a.at == AT_RIM) /* arcs are short; the last one of a ring ends at its first azimuth */
        b.u = a.u + wrap_deg(b.u - a.u);
    if (!is_known_straight(r, in, i, next))
        refine(r, a, pa, b, pb, 0);
}

uint32_t resample_rings(page_path *out, const frame_path *in, const page_transform *t,
                        resample_scratch *s)
{
    project_all(in, t, s);
    uint32_t dropped = 0;
    for (uint32_t part = 0; part < in->n_parts; part++) {
        uint32_t first = in->starts[part], end = in->starts[part + 1];
        refiner r = {t, projection_frame(t->projection), in->edges, s, false};
        s->n_raw = 0;
        for (uint32_t i = first; i < end && !r.torn; i++) {
            uint32_t next = i + 1 < end ? i + 1 : first;
            page_point a = {s->x[i], s->y[i]}, b = {s->x[next], s->y[next]};
            r.torn = !is_finite(a) || !is_finite(b);
            if (r.torn)
                break;
            put_raw(s, a);
            if (!is_short(in, s, i, next))
                refine_edge(&r, in, i, next);
        }
        if (r.torn) {
            dropped++;
            continue;
        }
        guint n = s->n_raw;
        const page_point *ring = page_clip_ring(s->raw, &n, &t->clip, s->clipped, s->spare);
        page_snap_ring(out, ring, n, t->grid_px);
    }
    return dropped;
}

static void end_piece(page_path *out, const page_transform *t, resample_scratch *s)
{
    page_clip_line(out, s->raw, s->n_raw, &t->clip, t->grid_px);
    s->n_raw = 0;
}

uint32_t resample_lines(page_path *out, const frame_path *in, const page_transform *t,
                        resample_scratch *s)
{
    project_all(in, t, s);
    uint32_t broken = 0;
    for (uint32_t part = 0; part < in->n_parts; part++) {
        uint32_t first = in->starts[part], end = in->starts[part + 1];
        refiner r = {t, projection_frame(t->projection), in->edges, s, false};
        s->n_raw = 0;
        for (uint32_t i = first; i < end; i++) {
            page_point a = {s->x[i], s->y[i]};
            if (!is_finite(a)) {
                broken++;
                end_piece(out, t, s);
                continue;
            }
            put_raw(s, a);
            page_point b = i + 1 < end ? (page_point){s->x[i + 1], s->y[i + 1]} : a;
            if (i + 1 == end || !is_finite(b))
                continue;
            uint32_t before = s->n_raw;
            r.torn = false;
            if (!is_short(in, s, i, i + 1))
                refine_edge(&r, in, i, i + 1);
            if (r.torn) {
                broken++;
                s->n_raw = before;
                end_piece(out, t, s);
            }
        }
        end_piece(out, t, s);
    }
    return broken;
}
