/* SPDX-License-Identifier: MIT
 *
 * Clipping and snapping in page coordinates. Snapping works point by point, so that two countries
 * keep the same points along their common border; simplifying each ring would not.
 */
#include "geo/page_clip.h"

#include <math.h>

/* A ring with a smaller bounding box is not drawn. */
#define MIN_RING_PX2 0.25

static page_box bounds_of(const page_point *p, guint n)
{
    page_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (guint i = 0; i < n; i++) {
        b.x0 = MIN(b.x0, p[i].x);
        b.y0 = MIN(b.y0, p[i].y);
        b.x1 = MAX(b.x1, p[i].x);
        b.y1 = MAX(b.y1, p[i].y);
    }
    return b;
}

static bool within(const page_box *a, const page_box *b)
{
    return a->x0 >= b->x0 && a->y0 >= b->y0 && a->x1 <= b->x1 && a->y1 <= b->y1;
}

static bool apart(const page_box *a, const page_box *b)
{
    return a->x1 < b->x0 || a->x0 > b->x1 || a->y1 < b->y0 || a->y0 > b->y1;
}

static double inside_by(const page_box *b, int side, page_point p)
{
    switch (side) {
    case 0:
        return p.x - b->x0;
    case 1:
        return b->x1 - p.x;
    case 2:
        return p.y - b->y0;
    default:
        return b->y1 - p.y;
    }
}

/* The point at fraction T of the edge, exactly on SIDE. */
static page_point on_side(const page_box *b, int side, page_point p, page_point q, double t)
{
    page_point r = {p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
    if (side < 2)
        r.x = side == 0 ? b->x0 : b->x1;
    else
        r.y = side == 2 ? b->y0 : b->y1;
    return r;
}

void page_clip_ring(GArray *ring, GArray *scratch, const page_box *box)
{
    page_box bounds = bounds_of((const page_point *)(void *)ring->data, ring->len);
    if (within(&bounds, box))
        return;
    if (apart(&bounds, box)) {
        g_array_set_size(ring, 0);
        return;
    }
    for (int side = 0; side < 4; side++) {
        g_array_set_size(scratch, 0);
        const page_point *p = (const page_point *)(void *)ring->data;
        for (guint i = 0; i < ring->len; i++) {
            page_point a = p[i], b = p[i + 1 < ring->len ? i + 1 : 0];
            double da = inside_by(box, side, a), db = inside_by(box, side, b);
            if (da >= 0)
                g_array_append_val(scratch, a);
            if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
                page_point c = on_side(box, side, a, b, da / (da - db));
                g_array_append_val(scratch, c);
            }
        }
        g_array_set_size(ring, 0);
        g_array_append_vals(ring, scratch->data, scratch->len);
    }
}

/* Liang and Barsky. */
static bool clip_segment(const page_box *box, page_point *a, page_point *b)
{
    double t0 = 0, t1 = 1;
    int side0 = -1, side1 = -1;
    for (int side = 0; side < 4; side++) {
        double da = inside_by(box, side, *a), db = inside_by(box, side, *b);
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
    page_point p = *a, q = *b;
    if (side0 >= 0)
        *a = on_side(box, side0, p, q, t0);
    if (side1 >= 0)
        *b = on_side(box, side1, p, q, t1);
    return true;
}

static page_point snap(page_point p, double grid_px)
{
    if (grid_px <= 0)
        return p;
    return (page_point){round(p.x / grid_px) * grid_px, round(p.y / grid_px) * grid_px};
}

/* True when B lies on the way from A straight to C. Snapped coordinates make this exact. */
static bool needless(page_point a, page_point b, page_point c)
{
    double ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
    return ux * vy == uy * vx && ux * vx + uy * vy > 0;
}

/* Adds a snapped point to the part that began at START; repeated and needless ones are left out. */
static void add_point(page_path *out, uint32_t start, page_point p)
{
    uint32_t n = out->n_points - start;
    page_point *last = out->points + out->n_points - 1;
    if (last->x == p.x && last->y == p.y)
        return;
    if (n >= 2 && needless(last[-1], *last, p))
        *last = p;
    else
        page_path_line_to(out, p);
}

static void drop_part(page_path *out, uint32_t start)
{
    out->n_points = start;
    out->n_parts--;
}

static void end_line(page_path *out, uint32_t start)
{
    if (out->n_points - start < 2)
        drop_part(out, start);
}

void page_clip_line(page_path *out, const page_point *line, guint n, const page_box *box,
                    double grid_px)
{
    page_box bounds = bounds_of(line, n);
    if (n < 2 || apart(&bounds, box))
        return;
    bool open = false;
    uint32_t start = 0;
    for (guint i = 0; i + 1 < n; i++) {
        page_point a = line[i], b = line[i + 1];
        if (!clip_segment(box, &a, &b)) {
            if (open)
                end_line(out, start);
            open = false;
            continue;
        }
        if (!open) {
            start = out->n_points;
            page_path_move_to(out, snap(a, grid_px));
        }
        add_point(out, start, snap(b, grid_px));
        open = b.x == line[i + 1].x && b.y == line[i + 1].y;
        if (!open)
            end_line(out, start);
    }
    if (open)
        end_line(out, start);
}

void page_snap_ring(page_path *out, const page_point *ring, guint n, double grid_px)
{
    if (n < 3)
        return;
    uint32_t start = out->n_points;
    page_path_move_to(out, snap(ring[0], grid_px));
    for (guint i = 1; i < n; i++)
        add_point(out, start, snap(ring[i], grid_px));
    page_point *p = out->points + start;
    uint32_t kept = out->n_points - start;
    while (kept > 1 && p[kept - 1].x == p[0].x && p[kept - 1].y == p[0].y)
        kept--;
    out->n_points = start + kept;
    out->starts[out->n_parts] = out->n_points;
    page_box b = bounds_of(p, kept);
    if (kept < 3 || (grid_px > 0 && (b.x1 - b.x0) * (b.y1 - b.y0) < MIN_RING_PX2))
        drop_part(out, start);
}
