/* SPDX-License-Identifier: MIT
 *
 * Measures along the line of a leg.
 */
#include "features/route_parts.h"

#include <math.h>

#include "label/shape.h"

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

double route_line_distance(const page_path *path, page_point p)
{
    double best = INFINITY;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++)
            best = MIN(best, point_segment_distance2(
                                 p, (page_segment){path->points[i - 1], path->points[i]}));
    }
    return sqrt(best);
}

/* The station that a cut leg leads to or comes from. */
int route_outer_station(const route_leg *leg)
{
    return leg->enters ? leg->leg->from : leg->leg->to;
}
