/* SPDX-License-Identifier: MIT
 *
 * Which side of a cut ring is inside. A ring cut to a frame can be right up to one full map
 * outline; the sample points farthest from all edges are asked whether they lie inside the source
 * and inside the result, and if most disagree the outline is added, which exchanges inside and
 * outside.
 */
#include <glib.h>
#include <math.h>

#include "geo/clip.h"

#define N_CANDIDATES 96
#define N_VOTES      5

typedef struct {
    const geo_shape *rings;
    const bool *used;
    edge_kind edges;
    const geo_frame *f;
} source_rings;

/* ---- the source ---- */

static bool crosses_ray(double lon, double lat, geo_point a, geo_point b)
{
    if ((a.lon_deg > lon) == (b.lon_deg > lon))
        return false;
    double t = (lon - a.lon_deg) / (b.lon_deg - a.lon_deg);
    return a.lat_deg + t * (b.lat_deg - a.lat_deg) > lat;
}

static bool inside_planar(const source_rings *s, geo_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < s->rings->n_parts; part++) {
        if (!s->used[part])
            continue;
        for (uint32_t i = s->rings->starts[part]; i + 1 <= s->rings->starts[part + 1]; i++) {
            uint32_t next = i + 1 < s->rings->starts[part + 1] ? i + 1 : s->rings->starts[part];
            geo_point a = s->rings->points[i], b = s->rings->points[next];
            for (int k = -1; k <= 1; k++)
                inside ^= crosses_ray(p.lon_deg + 360 * k, p.lat_deg, a, b);
        }
    }
    return inside;
}

/* True when the great-circle arcs AB and CD cross. */
static bool arcs_cross(vec3 a, vec3 b, vec3 c, vec3 d)
{
    vec3 n = vec3_cross(a, b), m = vec3_cross(c, d);
    double sc = vec3_dot(n, c), sd = vec3_dot(n, d), sa = vec3_dot(m, a), sb = vec3_dot(m, b);
    if ((sc > 0) == (sd > 0) || (sa > 0) == (sb > 0))
        return false;
    /* The circles cross at two opposite points; both arcs must hold the same one. */
    vec3 x = vec3_cross(n, m);
    double side = vec3_dot(x, (vec3){a.x + b.x, a.y + b.y, a.z + b.z});
    return side * vec3_dot(x, (vec3){c.x + d.x, c.y + d.y, c.z + d.z}) > 0;
}

/* A point just to the right of the longest edge of the first ring: inside by definition. */
static vec3 reference_point(const source_rings *s)
{
    uint32_t part = 0;
    while (part + 1 < s->rings->n_parts && !s->used[part])
        part++;
    vec3 best_a = {1, 0, 0}, best_b = {1, 0, 0};
    double best = -1;
    for (uint32_t i = s->rings->starts[part]; i + 1 < s->rings->starts[part + 1]; i++) {
        vec3 a = sphere_vector(s->rings->points[i]), b = sphere_vector(s->rings->points[i + 1]);
        double length = sphere_angle_rad(a, b);
        if (length > best) {
            best = length;
            best_a = a;
            best_b = b;
        }
    }
    vec3 middle = sphere_slerp(best_a, best_b, 0.5);
    vec3 left = vec3_normalize(vec3_cross(best_a, best_b));
    double off = 0.01 * best;
    return vec3_normalize(
        (vec3){middle.x - off * left.x, middle.y - off * left.y, middle.z - off * left.z});
}

static bool inside_great(const source_rings *s, vec3 reference, vec3 p)
{
    /* By way of a corner, because the arc between opposite points is not determined. */
    vec3 corner = vec3_normalize(vec3_cross(reference, (vec3){0.36, 0.48, 0.8}));
    bool inside = true;
    for (uint32_t part = 0; part < s->rings->n_parts; part++) {
        if (!s->used[part])
            continue;
        for (uint32_t i = s->rings->starts[part]; i + 1 < s->rings->starts[part + 1]; i++) {
            vec3 a = sphere_vector(s->rings->points[i]);
            vec3 b = sphere_vector(s->rings->points[i + 1]);
            inside ^= arcs_cross(reference, corner, a, b);
            inside ^= arcs_cross(corner, p, a, b);
        }
    }
    return inside;
}

/* Squared distance to the nearest edge, in degrees of latitude. Great circles: to the vertices. */
static double clearance(const source_rings *s, geo_point p)
{
    double nearest = INFINITY, shrink = fmax(0.05, cos(p.lat_deg * DEG_TO_RAD));
    for (uint32_t part = 0; part < s->rings->n_parts; part++) {
        if (!s->used[part])
            continue;
        for (uint32_t i = s->rings->starts[part]; i + 1 < s->rings->starts[part + 1]; i++) {
            geo_point a = s->rings->points[i], b = s->rings->points[i + 1];
            double ax = a.lon_deg - p.lon_deg;
            ax -= 360 * round(ax / 360);
            double bx = ax + (b.lon_deg - a.lon_deg);
            if (s->edges == EDGES_GREAT)
                bx = ax + wrap_deg(b.lon_deg - a.lon_deg);
            ax *= shrink;
            bx *= shrink;
            double ay = a.lat_deg - p.lat_deg, by = b.lat_deg - p.lat_deg;
            double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
            double t = length > 0 ? CLAMP(-(ax * dx + ay * dy) / length, 0, 1) : 0;
            double x = ax + t * dx, y = ay + t * dy;
            nearest = fmin(nearest, x * x + y * y);
        }
    }
    return nearest;
}

/* ---- the result ---- */

/* Azimuth and depth of a vertex of a cap path. */
static void polar(const geo_frame *f, frame_vertex p, double *azimuth_deg, double *depth)
{
    vec3 v = frame_vertex_vector(f, p);
    *azimuth_deg = p.at == AT_RIM ? p.u : frame_azimuth_deg(f, v);
    *depth = p.at == AT_RIM ? 0 : frame_depth(f, v);
}

/* Even-odd by a ray from the point straight out to the rim. */
static bool inside_cap_path(const frame_path *path, uint32_t first, const geo_frame *f,
                            frame_vertex p)
{
    double azimuth, depth;
    polar(f, p, &azimuth, &depth);
    bool inside = false;
    for (uint32_t part = first; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        double az0, d0;
        polar(f, path->vertices[b - 1], &az0, &d0);
        for (uint32_t i = a; i < b; i++) {
            double az1, d1;
            polar(f, path->vertices[i], &az1, &d1);
            double turn = wrap_deg(az1 - az0);
            double rel0 = wrap_deg(az0 - azimuth), rel1 = rel0 + turn;
            if ((rel0 > 0) != (rel1 > 0) && d0 + (d1 - d0) * (-rel0 / turn) < depth)
                inside = !inside;
            az0 = az1;
            d0 = d1;
        }
    }
    return inside;
}

/* Frame coordinates of a vertex; a ring that was copied unclipped into a rotated frame has
 * geographic ones, but lies far from the frame's cut. */
static geo_point window_point(const geo_frame *f, frame_vertex p)
{
    if (f->kind == FRAME_OBLIQUE && p.at == AT_GEO)
        return frame_rotate(f, sphere_vector((geo_point){p.u, p.v}));
    return (geo_point){p.u, p.v};
}

static bool inside_window_path(const frame_path *path, uint32_t first, const geo_frame *f,
                               frame_vertex p)
{
    bool inside = false;
    for (uint32_t part = first; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        geo_point q = window_point(f, path->vertices[b - 1]);
        for (uint32_t i = a; i < b; i++) {
            geo_point r = window_point(f, path->vertices[i]);
            inside ^= crosses_ray(p.u, p.v, q, r);
            q = r;
        }
    }
    return inside;
}

/* ---- candidates ---- */

/* Vertex number I of N_CANDIDATES, spread evenly over the map. */
static frame_vertex candidate(const geo_frame *f, int i)
{
    double s = (i + 0.5) / N_CANDIDATES;
    if (f->kind == FRAME_CAP) {
        double c_rad = acos(1 - s * (1 - f->cos_radius) * 0.98);
        double a_rad = i * 2.39996322972865332; /* golden angle */
        vec3 local = {sin(c_rad) * cos(a_rad), sin(c_rad) * sin(a_rad), cos(c_rad)};
        geo_point p = sphere_point(sphere_unrotate(&f->rotation, local));
        return (frame_vertex){p.lon_deg, p.lat_deg, AT_GEO};
    }
    const frame_window *w = &f->window;
    double across = fmod(i * 0.6180339887498949 + 0.31, 1);
    double sin_lo = sin(w->v_lo * DEG_TO_RAD), sin_hi = sin(w->v_hi * DEG_TO_RAD);
    frame_vertex p = {w->u_lo + across * (w->u_hi - w->u_lo),
                      asin(sin_lo + s * (sin_hi - sin_lo)) * RAD_TO_DEG,
                      f->kind == FRAME_OBLIQUE ? AT_FRAME : AT_GEO};
    return p;
}

typedef struct {
    frame_vertex vertex;
    geo_point place; /* real longitude */
    double clearance;
} voter;

static gint by_clearance(gconstpointer a, gconstpointer b)
{
    double x = ((const voter *)a)->clearance, y = ((const voter *)b)->clearance;
    return (x < y) - (x > y);
}

static void choose_voters(const source_rings *s, voter voters[N_CANDIDATES])
{
    for (int i = 0; i < N_CANDIDATES; i++) {
        frame_vertex p = candidate(s->f, i);
        geo_point place = sphere_point(frame_vertex_vector(s->f, p));
        place.lon_deg = wrap_deg(place.lon_deg + s->f->lon_0_deg);
        voters[i] = (voter){p, place, clearance(s, place)};
    }
    qsort(voters, N_CANDIDATES, sizeof *voters, by_clearance);
}

void clip_settle_parity(frame_path *out, uint32_t first_part, const geo_frame *f,
                        const geo_shape *rings, const bool *used, edge_kind edges)
{
    source_rings s = {rings, used, edges, f};
    voter voters[N_CANDIDATES];
    choose_voters(&s, voters);
    vec3 reference = edges == EDGES_GREAT ? reference_point(&s) : (vec3){0, 0, 1};
    int disagree = 0;
    for (int i = 0; i < N_VOTES; i++) {
        const voter *v = &voters[i];
        bool truth = edges == EDGES_GREAT ? inside_great(&s, reference, sphere_vector(v->place))
                                          : inside_planar(&s, v->place);
        bool drawn = f->kind == FRAME_CAP ? inside_cap_path(out, first_part, f, v->vertex)
                                          : inside_window_path(out, first_part, f, v->vertex);
        disagree += truth != drawn;
    }
    if (disagree * 2 > N_VOTES)
        frame_path_outline(out, f);
}
