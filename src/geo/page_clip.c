/* SPDX-License-Identifier: MIT
 *
 * Clipping and snapping in page coordinates. Snapping works point by point, so that two countries
 * keep the same points along their common border; simplifying each ring would not.
 */
#include "geo/page_clip.h"

#include <math.h>

#include "geo/rect_clip.h"

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

static rect rect_of(const page_box *b)
{
    return (rect){{b->x0, b->y0}, {b->x1, b->y1}};
}

const page_point *page_clip_ring(const page_point *ring, guint *n, const page_box *box,
                                 GArray *clipped, GArray *spare)
{
    page_box bounds = bounds_of(ring, *n);
    if (within(&bounds, box))
        return ring;
    g_array_set_size(clipped, 0);
    if (!apart(&bounds, box)) {
        rect r = rect_of(box);
        g_array_append_vals(clipped, ring, *n);
        rect_clip_ring(&r, clipped, spare);
    }
    *n = clipped->len;
    return (const page_point *)(void *)clipped->data;
}

/* To the nearest whole number, halves to the even one. From 2^52 on doubles have no fractions, so
 * the sum is rounded by the processor, where round() would be a call. */
static double nearest(double value)
{
    const double shift = 0x1.8p52;
    return value + shift - shift;
}

static page_point snap(page_point p, double grid_px)
{
    if (grid_px <= 0)
        return p;
    return (page_point){nearest(p.x / grid_px) * grid_px, nearest(p.y / grid_px) * grid_px};
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

static void snap_line(page_path *out, const page_point *line, guint n, double grid_px)
{
    uint32_t start = out->n_points;
    page_path_move_to(out, snap(line[0], grid_px));
    for (guint i = 1; i < n; i++)
        add_point(out, start, snap(line[i], grid_px));
    end_line(out, start);
}

void page_clip_line(page_path *out, const page_point *line, guint n, const page_box *box,
                    double grid_px)
{
    page_box bounds = bounds_of(line, n);
    if (n < 2 || apart(&bounds, box))
        return;
    if (within(&bounds, box)) {
        snap_line(out, line, n, grid_px);
        return;
    }
    rect r = rect_of(box);
    bool open = false;
    uint32_t start = 0;
    for (guint i = 0; i + 1 < n; i++) {
        page_point a = line[i], b = line[i + 1];
        if (!rect_clip_edge(&r, &a.x, &a.y, &b.x, &b.y)) {
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
