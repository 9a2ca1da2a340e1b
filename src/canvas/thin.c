/* SPDX-License-Identifier: MIT
 *
 * Douglas and Peucker's line simplification for strokes: Cairo puts a round join on every vertex,
 * which costs far more than finding out that nobody would see it. svg_simplify.c does the same for
 * fills on a grid, where neighbours must stay equal.
 */
#include "canvas/thin.h"

typedef struct {
    guint first, last;
} point_range;

/* Squared distance of P from the segment A B. */
static double distance_squared(page_point p, page_point a, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
    double length = dx * dx + dy * dy;
    double t = length > 0 ? CLAMP((px * dx + py * dy) / length, 0, 1) : 0;
    return (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy);
}

/* The point of the range farthest from the line between its ends, or the first when all are near
 * enough. */
static guint farthest(const page_point *p, point_range range, double tolerance)
{
    double most = tolerance * tolerance;
    guint found = range.first;
    for (guint i = range.first + 1; i < range.last; i++) {
        double distance = distance_squared(p[i], p[range.first], p[range.last]);
        if (distance > most) {
            most = distance;
            found = i;
        }
    }
    return found;
}

void thin_line(GArray *kept, const page_point *p, guint n, double tolerance)
{
    g_array_set_size(kept, n);
    if (n == 0)
        return;
    page_point *out = (page_point *)(void *)kept->data;
    guint n_kept = 0;
    /* Ranges are taken from the left, so that points come in order; what is open to the right of
     * the range in hand is the ends of ranges that begin where the one before ends. */
    g_autofree guint *ends = g_new(guint, n);
    guint n_open = 0;
    point_range range = {0, n - 1};
    out[n_kept++] = p[0];
    for (;;) {
        guint middle = farthest(p, range, tolerance);
        if (middle != range.first) {
            ends[n_open++] = range.last;
            range.last = middle;
            continue;
        }
        if (range.last > range.first)
            out[n_kept++] = p[range.last];
        if (n_open == 0)
            break;
        range = (point_range){range.last, ends[--n_open]};
    }
    g_array_set_size(kept, n_kept);
}
