/* SPDX-License-Identifier: MIT
 *
 * Measures along the line of a leg.
 */
#include "features/route_parts.h"

#include <math.h>

double route_line_length(const page_path *path)
{
    double length = 0;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++)
            length += hypot(path->points[i].x - path->points[i - 1].x,
                            path->points[i].y - path->points[i - 1].y);
    }
    return length;
}

/* The point DISTANCE px along the path, and the direction there; false beyond its end. */
bool route_line_at(const page_path *path, double distance, page_point *at, page_point *along)
{
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++) {
            page_point a = path->points[i - 1], b = path->points[i];
            double step = hypot(b.x - a.x, b.y - a.y);
            if (step > 0 && distance <= step) {
                double t = distance / step;
                *at = (page_point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
                *along = (page_point){(b.x - a.x) / step, (b.y - a.y) / step};
                return true;
            }
            distance -= step;
        }
    }
    return false;
}

/* Squared: a root is taken of the least only. */
static double segment_distance2(page_point p, page_point a, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, l2 = dx * dx + dy * dy;
    double t = l2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / l2 : 0;
    t = CLAMP(t, 0, 1);
    double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
    return x * x + y * y;
}

double route_line_distance(const page_path *path, page_point p)
{
    double best = INFINITY;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++)
            best = MIN(best, segment_distance2(p, path->points[i - 1], path->points[i]));
    }
    return sqrt(best);
}

/* The station that a cut leg leads to or comes from. */
int route_outer_station(const route_leg *leg)
{
    return leg->enters ? leg->leg->from : leg->leg->to;
}
