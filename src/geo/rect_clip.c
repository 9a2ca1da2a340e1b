/* SPDX-License-Identifier: MIT
 *
 * Half-plane clipping of rings and edges. See rect_clip.h.
 */
#include "geo/rect_clip.h"

/* Sides are numbered 0 to 3: low and high of the first axis, of the second. */
enum { SIDES = 4 };

/* Signed distance inside the half-plane of SIDE. */
static double inside_by(const rect *r, int side, const double p[2])
{
    int axis = side / 2;
    return side % 2 == 0 ? p[axis] - r->lo[axis] : r->hi[axis] - p[axis];
}

/* The point at fraction T of the edge from P to Q, exactly on SIDE. */
static void on_side(const rect *r, int side, const double p[2], const double q[2], double t,
                    double out[2])
{
    int axis = side / 2, other = 1 - axis;
    out[other] = p[other] + t * (q[other] - p[other]);
    out[axis] = side % 2 == 0 ? r->lo[axis] : r->hi[axis];
}

static double *coordinates(const GArray *points, guint i)
{
    return (double *)(void *)(points->data + (gsize)i * g_array_get_element_size((GArray *)points));
}

/* Appends the points FIRST to END - 1. */
static void append_run(GArray *out, const GArray *in, guint first, guint end)
{
    if (end > first)
        g_array_append_vals(out, coordinates(in, first), end - first);
}

static void clip_half_plane(const rect *r, int side, const GArray *in, GArray *out)
{
    g_array_set_size(out, 0);
    guint run = 0; /* the first of the points inside that are still to be copied */
    double da = inside_by(r, side, coordinates(in, 0)), first = da;
    for (guint i = 0; i < in->len; i++) {
        bool last = i + 1 == in->len;
        double db = last ? first : inside_by(r, side, coordinates(in, i + 1));
        if (da < 0) {
            append_run(out, in, run, i);
            run = i + 1;
        }
        if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
            const double *a = coordinates(in, i), *b = coordinates(in, last ? 0 : i + 1);
            append_run(out, in, run, i + 1);
            run = i + 1;
            append_run(out, in, i, i + 1);
            on_side(r, side, a, b, da / (da - db), coordinates(out, out->len - 1));
        }
        da = db;
    }
    append_run(out, in, run, in->len);
}

/* A bit for each side that a point of the ring lies beyond. */
static unsigned sides_crossed(const rect *r, const GArray *ring)
{
    unsigned sides = 0;
    for (guint i = 0; i < ring->len; i++) {
        const double *p = coordinates(ring, i);
        sides |= (unsigned)(p[0] < r->lo[0]) | (unsigned)(p[0] > r->hi[0]) << 1 |
                 (unsigned)(p[1] < r->lo[1]) << 2 | (unsigned)(p[1] > r->hi[1]) << 3;
    }
    return sides;
}

void rect_clip_ring(const rect *r, GArray *ring, GArray *scratch)
{
    /* Nearly all rings lie inside most of the half-planes; what is cut from a ring makes it reach
     * no farther. */
    unsigned sides = sides_crossed(r, ring);
    for (int side = 0; side < SIDES && ring->len > 0; side++) {
        if (!(sides & 1U << side))
            continue;
        clip_half_plane(r, side, ring, scratch);
        g_array_set_size(ring, 0);
        append_run(ring, scratch, 0, scratch->len);
    }
}

bool rect_clip_edge(const rect *r, double *ax, double *ay, double *bx, double *by)
{
    const double a[2] = {*ax, *ay}, b[2] = {*bx, *by};
    double t0 = 0, t1 = 1;
    int side0 = -1, side1 = -1;
    for (int side = 0; side < SIDES; side++) {
        double da = inside_by(r, side, a), db = inside_by(r, side, b);
        if (da < 0 && db < 0)
            return false;
        if (da < 0 && da / (da - db) > t0) {
            t0 = da / (da - db);
            side0 = side;
        }
        if (db < 0 && da / (da - db) < t1) {
            t1 = da / (da - db);
            side1 = side;
        }
    }
    if (t0 > t1)
        return false;
    double p[2] = {*ax, *ay}, q[2] = {*bx, *by};
    if (side0 >= 0)
        on_side(r, side0, a, b, t0, p);
    if (side1 >= 0)
        on_side(r, side1, a, b, t1, q);
    *ax = p[0], *ay = p[1], *bx = q[0], *by = q[1];
    return true;
}
