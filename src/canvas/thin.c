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

/* The point of the range farthest from the line between its ends, or the first when all are near
 * enough. Squared distances are compared times the line's squared length, without divisions. */
static guint farthest(const page_point *p, point_range range, double tolerance)
{
    page_point a = p[range.first];
    double dx = p[range.last].x - a.x, dy = p[range.last].y - a.y;
    double length = dx * dx + dy * dy, scale = length > 0 ? length : 1;
    double most = tolerance * tolerance * scale;
    guint found = range.first;
    for (guint i = range.first + 1; i < range.last; i++) {
        double px = p[i].x - a.x, py = p[i].y - a.y;
        double along = px * dx + py * dy, cross = px * dy - py * dx, distance = cross * cross;
        if (along <= 0)
            distance = (px * px + py * py) * scale;
        else if (along >= length)
            distance = ((px - dx) * (px - dx) + (py - dy) * (py - dy)) * scale;
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
