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
    g_array_set_size(kept, 0);
    if (n == 0)
        return;
    /* Ranges are taken from the left, so that points come in order. */
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(point_range));
    point_range range = {0, n - 1};
    g_array_append_val(open, range);
    g_array_append_val(kept, p[0]);
    while (open->len > 0) {
        range = g_array_index(open, point_range, open->len - 1);
        g_array_set_size(open, open->len - 1);
        guint middle = farthest(p, range, tolerance);
        if (middle == range.first) {
            if (range.last > range.first)
                g_array_append_val(kept, p[range.last]);
            continue;
        }
        point_range before = {range.first, middle}, after = {middle, range.last};
        g_array_append_val(open, after);
        g_array_append_val(open, before);
    }
}
