/* SPDX-License-Identifier: MIT
 *
 * Measures what a box would hide and picks the corner that hides least.
 */
#include "features/corner.h"

#include <math.h>

/* What stands on the map under a box. */
static double feature_cost(const crowd *on, page_box box)
{
    double cost = 0;
    for (guint i = 0; i < on->taken->len; i++)
        cost += boxes_overlap(box, g_array_index(on->taken, page_box, i), 8) ? 1e7 : 0;
    for (guint i = 0; i < on->markers->len; i++)
        cost +=
            boxes_overlap(box, marker_box(&g_array_index(on->markers, marker, i)), 12) ? 1e6 : 0;
    for (guint i = 0; i < on->route->captions->len; i++)
        cost += boxes_overlap(box, g_array_index(on->route->captions, route_caption, i).box, 10)
                    ? 1e6
                    : 0;
    for (guint i = 0; i < on->route->legs->len; i++) {
        const page_path *path = &route_get_leg(on->route, i)->path;
        for (uint32_t k = 0; k + 1 < path->n_points; k++) {
            page_point a = path->points[k], c = path->points[k + 1];
            page_box piece = {fmin(a.x, c.x), fmin(a.y, c.y), fmax(a.x, c.x), fmax(a.y, c.y)};
            if (!boxes_overlap(piece, box, 8))
                continue;
            int steps = 1 + (int)(hypot(c.x - a.x, c.y - a.y) / 8);
            for (int j = 0; j <= steps; j++) {
                page_point p = {a.x + (c.x - a.x) * j / steps, a.y + (c.y - a.y) * j / steps};
                if (p.x > box.x0 - 8 && p.x < box.x1 + 8 && p.y > box.y0 - 8 && p.y < box.y1 + 8)
                    cost += 2e4;
            }
        }
    }
    return cost;
}

/* What a box would hide: markers cost most, then route, visited land, coasts, land. No more than
 * ENOUGH is counted. */
static double cover_cost(const crowd *on, page_box box, double enough)
{
    const basemap *b = on->base;
    double cost = feature_cost(on, box);
    for (double y = box.y0; y < box.y1 && cost < enough; y += GROUND_CELL_PX) {
        for (double x = box.x0; x < box.x1; x += GROUND_CELL_PX) {
            uint16_t country = ground_at(&b->ground, (page_point){x, y});
            if (country != GROUND_SEA)
                cost += basemap_get_country(b, country - 1)->visited ? 4 : 1;
            int cx = (int)(x / GROUND_CELL_PX), cy = (int)(y / GROUND_CELL_PX);
            if (cx >= 0 && cy >= 0 && cx < b->ground.width && cy < b->ground.height &&
                b->ground.edges[cy * b->ground.width + cx])
                cost += 3;
        }
    }
    return cost;
}

static page_box box_at(corner at, double width, double height, page_box frame, double margin)
{
    double x = frame.x0 + margin + at.fx * (box_width(frame) - 2 * margin - width);
    double y = frame.y0 + margin + at.fy * (box_height(frame) - 2 * margin - height);
    return (page_box){x, y, x + width, y + height};
}

/* The corner that a trip asks for; false when it leaves the choice to the page. */
static bool wished_corner(trip_switch wish, corner *out)
{
    if (wish < TRIP_TOP_LEFT)
        return false;
    *out = (corner){wish == TRIP_TOP_RIGHT || wish == TRIP_BOTTOM_RIGHT,
                    wish == TRIP_BOTTOM_LEFT || wish == TRIP_BOTTOM_RIGHT};
    return true;
}

corner_choice corner_choose(const corner_search *q, const crowd *on)
{
    corner_choice best = {.cost = INFINITY};
    corner wished;
    if (wished_corner(q->wish, &wished)) {
        best.box = box_at(wished, q->width, q->height, q->frame, q->margin);
        best.cost = cover_cost(on, best.box, INFINITY);
        if (best.cost < COVERS_TEXT)
            return best;
        best = (corner_choice){.cost = INFINITY, .moved = true};
    }
    for (int i = 0; i < q->n_corners; i++) {
        corner at = q->corners[i];
        if (q->mirrored)
            at.fx = 1 - at.fx;
        page_box box = box_at(at, q->width, q->height, q->frame, q->margin);
        double late = i * q->width * q->height / 300;
        double cost = cover_cost(on, box, best.cost - late) + late;
        if (cost < best.cost) {
            best.cost = cost;
            best.box = box;
        }
    }
    return best;
}
