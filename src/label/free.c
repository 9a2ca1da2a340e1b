/* SPDX-License-Identifier: MIT
 *
 * Greedy placement with an occupancy bitmap (Kittivorawong, Moritz, Wongsuphasawat and Heer 2020):
 * whatever is drawn marks its cells, a name fits where all its cells are clear.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "label/free.h"
#include "label/shape.h"

#define CELL_PX     2.0
#define BLOCKS_FROM 20 /* weight of a line that names keep off */

typedef struct {
    int width, height; /* cells */
    uint8_t *taken;
} occupancy;

/* The cells that BOX touches; false when there are none. */
static bool cells_of(const occupancy *o, page_box box, int range[4])
{
    double low_x = floor(box.x0 / CELL_PX), low_y = floor(box.y0 / CELL_PX);
    double high_x = ceil(box.x1 / CELL_PX), high_y = ceil(box.y1 / CELL_PX);
    range[0] = (int)CLAMP(low_x, 0.0, (double)o->width);
    range[1] = (int)CLAMP(low_y, 0.0, (double)o->height);
    range[2] = (int)CLAMP(high_x, 0.0, (double)o->width);
    range[3] = (int)CLAMP(high_y, 0.0, (double)o->height);
    return range[0] < range[2] && range[1] < range[3];
}

static void take_box(occupancy *o, page_box box)
{
    int r[4];
    if (!cells_of(o, box, r))
        return;
    for (int row = r[1]; row < r[3]; row++)
        memset(o->taken + (size_t)row * (size_t)o->width + r[0], 1, (size_t)(r[2] - r[0]));
}

static void take_segment(occupancy *o, page_point a, page_point b, double half_width)
{
    double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
    if (!(length < 1e6))
        return;
    int steps = (int)(length / CELL_PX) + 1;
    for (int i = 0; i <= steps; i++) {
        page_box at = {a.x + dx * i / steps, a.y + dy * i / steps, a.x + dx * i / steps,
                       a.y + dy * i / steps};
        take_box(o, box_inflate(at, half_width));
    }
}

static bool is_free(const occupancy *o, page_box box)
{
    int r[4];
    if (!cells_of(o, box, r))
        return true;
    for (int row = r[1]; row < r[3]; row++)
        if (memchr(o->taken + (size_t)row * (size_t)o->width + r[0], 1, (size_t)(r[2] - r[0])))
            return false;
    return true;
}

static void take_problem(occupancy *o, const label_problem *problem, double gap)
{
    for (int i = 0; i < problem->n_blocked; i++)
        take_box(o, box_inflate(problem->blocked[i], gap));
    for (int i = 0; i < problem->n_stops; i++)
        take_box(o, box_inflate(problem->stops[i].marker, gap));
    for (int i = 0; i < problem->n_lines; i++) {
        const label_line *line = &problem->lines[i];
        if (!line->hard && line->weight < BLOCKS_FROM)
            continue;
        for (uint32_t part = 0; part < line->path.n_parts; part++)
            for (uint32_t k = line->path.starts[part] + 1; k < line->path.starts[part + 1]; k++)
                take_segment(o, line->path.points[k - 1], line->path.points[k],
                             line->half_width_px + gap);
    }
}

static void take_layout(occupancy *o, const label_layout *layout, double gap)
{
    for (int i = 0; layout && i < layout->n_placements; i++) {
        const label_placement *p = &layout->placements[i];
        if (p->rung == LABEL_PANEL)
            continue;
        take_box(o, box_inflate(p->box, gap));
        for (int k = 0; k + 1 < p->n_leader; k++)
            take_segment(o, p->leader[k], p->leader[k + 1], gap);
    }
}

static bool candidate_fits(const occupancy *o, page_box page, const label_free_candidate *c)
{
    for (int i = 0; i < c->n_boxes; i++)
        if (!box_contains_box(page, c->boxes[i]) || !is_free(o, c->boxes[i]))
            return false;
    return c->n_boxes > 0;
}

void label_place_free(int *chosen, const label_problem *problem, const label_layout *layout,
                      const label_free_name *names, int n_names, double gap_px)
{
    occupancy o = {.width = MAX(1, (int)ceil(problem->page.x1 / CELL_PX)),
                   .height = MAX(1, (int)ceil(problem->page.y1 / CELL_PX))};
    o.taken = g_new0(uint8_t, (size_t)o.width * (size_t)o.height);
    take_problem(&o, problem, gap_px);
    take_layout(&o, layout, gap_px);
    for (int i = 0; i < n_names; i++) {
        chosen[i] = -1;
        for (int c = 0; c < names[i].n_candidates && chosen[i] < 0; c++)
            if (candidate_fits(&o, problem->page, &names[i].candidates[c]))
                chosen[i] = c;
        if (chosen[i] < 0)
            continue;
        const label_free_candidate *taken = &names[i].candidates[chosen[i]];
        for (int b = 0; b < taken->n_boxes; b++)
            take_box(&o, box_inflate(taken->boxes[b], gap_px));
    }
    g_free(o.taken);
}
