/* SPDX-License-Identifier: MIT
 *
 * The emptiness of a box, measured as the label search measures it: px of route, mean ground, and
 * markers near by. A dozen boxes are asked about, so everything is clipped and summed directly.
 */
#include <glib.h>
#include <math.h>

#include "label/furniture.h"
#include "label/shape.h"

#define GAP_MARKER_PX 8.0
#define LABEL_ROOM_PX 90.0 /* a stop this near may want to stand its label here */
#define COST_ROOM     250
#define COST_GROUND   400 /* per unit of mean ground cost */
#define ARROW_WEIGHT  200.0

page_box label_anchor_box(page_box page, label_anchor anchor, double width, double height)
{
    page_point c = box_center(page);
    double x = c.x - width / 2, y = c.y - height / 2;
    if (anchor == ANCHOR_TOP_LEFT || anchor == ANCHOR_BOTTOM_LEFT || anchor == ANCHOR_LEFT)
        x = page.x0;
    if (anchor == ANCHOR_TOP_RIGHT || anchor == ANCHOR_BOTTOM_RIGHT || anchor == ANCHOR_RIGHT)
        x = page.x1 - width;
    if (anchor == ANCHOR_TOP_LEFT || anchor == ANCHOR_TOP_RIGHT || anchor == ANCHOR_TOP)
        y = page.y0;
    if (anchor == ANCHOR_BOTTOM_LEFT || anchor == ANCHOR_BOTTOM_RIGHT || anchor == ANCHOR_BOTTOM)
        y = page.y1 - height;
    return (page_box){x, y, x + width, y + height};
}

static double mean_ground(const label_problem *p, page_box box)
{
    if (!p->ground || p->ground_width <= 0 || p->ground_height <= 0)
        return 0;
    double cell = p->ground_cell_px, sum = 0;
    int c0 = (int)CLAMP(box.x0 / cell, 0, p->ground_width - 1);
    int c1 = (int)CLAMP(box.x1 / cell, 0, p->ground_width - 1);
    int r0 = (int)CLAMP(box.y0 / cell, 0, p->ground_height - 1);
    int r1 = (int)CLAMP(box.y1 / cell, 0, p->ground_height - 1);
    for (int row = r0; row <= r1; row++)
        for (int column = c0; column <= c1; column++)
            sum += (double)p->ground[(size_t)row * (size_t)p->ground_width + (size_t)column];
    return sum / ((double)(c1 - c0 + 1) * (r1 - r0 + 1));
}

static double covered_lines(const label_problem *p, page_box box)
{
    double cost = 0;
    for (int i = 0; i < p->n_lines; i++) {
        const label_line *line = &p->lines[i];
        double weight = line->hard ? ARROW_WEIGHT : line->weight;
        page_box reach = box_inflate(box, line->half_width_px + 2);
        for (uint32_t part = 0; part < line->path.n_parts; part++)
            for (uint32_t k = line->path.starts[part] + 1; k < line->path.starts[part + 1]; k++)
                cost += weight *
                        segment_length_inside(
                            (page_segment){line->path.points[k - 1], line->path.points[k]}, reach);
    }
    return cost;
}

int64_t label_emptiness_cost(const label_problem *p, page_box box)
{
    if (!box_contains_box(box_inflate(p->page, 0.01), box))
        return -1;
    for (int i = 0; i < p->n_blocked; i++)
        if (box_near_box(box, p->blocked[i], 0))
            return -1;
    double cost = covered_lines(p, box) + COST_GROUND * mean_ground(p, box);
    for (int i = 0; i < p->n_stops; i++) {
        double gap = box_marker_distance(box, p->stops[i].marker, p->stops[i].marker_radius);
        if (gap < GAP_MARKER_PX)
            return -1;
        if (gap < LABEL_ROOM_PX)
            cost += COST_ROOM * (1 - gap / LABEL_ROOM_PX);
    }
    return (int64_t)MIN(cost, 1e15);
}

int label_emptiest(const label_problem *problem, const page_box *boxes, int n)
{
    int best = -1;
    int64_t least = 0;
    for (int i = 0; i < n; i++) {
        int64_t cost = label_emptiness_cost(problem, boxes[i]);
        if (cost >= 0 && (best < 0 || cost < least)) {
            best = i;
            least = cost;
        }
    }
    return best;
}
