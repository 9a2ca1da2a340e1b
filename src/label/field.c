/* SPDX-License-Identifier: MIT
 *
 * Hard rules are tested on exact shapes, soft costs read from rasters: route and ground are long
 * and detailed, but a few px do not matter there.
 */
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "label/field.h"
#include "label/weights.h"

#define CELL_PX      2.0
#define MASK_CELL_PX 4.0
#define LINE_UNIT    16
#define GROUND_UNIT  64

/* Deposits a line's weight along its length, a third each on its middle and both edges, so that a
 * box over one edge pays for a third of the line. */
static void draw_segment(label_field *field, const label_line *line, page_segment s)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
    double length = sqrt(dx * dx + dy * dy);
    if (!(length > 0) || length > 1e6)
        return;
    int steps = (int)ceil(length);
    uint32_t value =
        (uint32_t)(int64_t)floor(line->weight * (length / steps) * LINE_UNIT / 3 + 0.5);
    double nx = -dy / length * line->half_width_px, ny = dx / length * line->half_width_px;
    for (int i = 0; i < steps; i++) {
        double t = (i + 0.5) / steps;
        page_point p = {s.a.x + t * dx, s.a.y + t * dy};
        raster_add(&field->lines, p, value);
        raster_add(&field->lines, (page_point){p.x + nx, p.y + ny}, value);
        raster_add(&field->lines, (page_point){p.x - nx, p.y - ny}, value);
        double column = floor(p.x / CELL_PX), row = floor(p.y / CELL_PX);
        if (column >= 0 && row >= 0 && column < field->lines.width && row < field->lines.height)
            field->crossed[(size_t)row * (size_t)field->lines.width + (size_t)column] = 1;
    }
}

static void draw_lines(label_field *field)
{
    for (int i = 0; i < field->problem->n_lines; i++) {
        const label_line *line = &field->problem->lines[i];
        if (line->hard)
            continue;
        for (uint32_t part = 0; part < line->path.n_parts; part++)
            for (uint32_t k = line->path.starts[part] + 1; k < line->path.starts[part + 1]; k++)
                draw_segment(field, line,
                             (page_segment){line->path.points[k - 1], line->path.points[k]});
    }
    raster_sum(&field->lines);
}

static void draw_ground(label_field *field)
{
    const label_problem *p = field->problem;
    field->has_ground = p->ground && p->ground_width > 0 && p->ground_height > 0;
    if (!field->has_ground)
        return;
    raster_init_sum(&field->ground, p->ground_width, p->ground_height, p->ground_cell_px, p->ground,
                    GROUND_UNIT);
}

/* Marks the cells of MASK whose centres come nearer than BY to the shape: a box or the edge. */
static void mark(raster *mask, page_box shape, const page_segment *edge, double by)
{
    page_box reach = box_inflate(shape, by);
    int c0 = (int)MAX(0.0, reach.x0 / MASK_CELL_PX), r0 = (int)MAX(0.0, reach.y0 / MASK_CELL_PX);
    int c1 = (int)ceil(MIN(mask->width, reach.x1 / MASK_CELL_PX));
    int r1 = (int)ceil(MIN(mask->height, reach.y1 / MASK_CELL_PX));
    for (int row = r0; row < r1 && c0 < c1; row++) {
        uint32_t *cells = raster_use(mask, row, c0, c1);
        double y = (row + 0.5) * MASK_CELL_PX;
        double dy = MAX(0.0, MAX(y - shape.y1, shape.y0 - y));
        for (int column = c0; column < c1; column++) {
            page_point p = {(column + 0.5) * MASK_CELL_PX, y};
            double dx = MAX(0.0, MAX(p.x - shape.x1, shape.x0 - p.x));
            bool near = dx * dx + dy * dy < by * by;
            cells[column] += near && (!edge || point_segment_distance(p, *edge) < by);
        }
    }
}

static void draw_masks(label_field *field)
{
    const label_problem *p = field->problem;
    for (int i = 0; i < p->n_stops; i++) {
        const marker_shape *m = &field->markers[i];
        mark(&field->forbidden, m->core, NULL, m->radius + GAP_OWN_MARKER);
        mark(&field->suspect, m->core, NULL, m->radius + GAP_BOX_MARKER + MASK_CELL_PX);
    }
    for (int i = 0; i < p->n_blocked; i++) {
        mark(&field->forbidden, p->blocked[i], NULL, GAP_BOX_BLOCKED);
        mark(&field->suspect, p->blocked[i], NULL, GAP_BOX_BLOCKED * 1.5 + MASK_CELL_PX);
    }
    for (guint i = 0; i < field->hard->len; i++) {
        const hard_segment *h = &g_array_index(field->hard, hard_segment, i);
        double gap = GAP_BOX_HARD + h->half_width_px;
        mark(&field->forbidden, segment_bounds(h->edge), &h->edge, gap);
        mark(&field->suspect, segment_bounds(h->edge), &h->edge, gap + MASK_CELL_PX);
    }
    raster_sum(&field->forbidden);
    raster_sum(&field->suspect);
}

static void collect_hard(label_field *field)
{
    field->hard = g_array_new(false, false, sizeof(hard_segment));
    for (int i = 0; i < field->problem->n_lines; i++) {
        const label_line *line = &field->problem->lines[i];
        const page_path *path = &line->path;
        for (uint32_t part = 0; line->hard && part < path->n_parts; part++) {
            uint32_t begin = path->starts[part], end = path->starts[part + 1];
            for (uint32_t k = begin; k < end; k++) {
                hard_segment h = {.half_width_px = line->half_width_px};
                h.edge = (page_segment){path->points[k], path->points[MIN(k + 1, end - 1)]};
                g_array_append_val(field->hard, h);
            }
        }
    }
}

static double distance(page_point a, page_point b)
{
    return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

static int nearest_first(const void *a, const void *b)
{
    const marker_neighbour *p = a, *q = b;
    if (p->away != q->away)
        return p->away < q->away ? -1 : 1;
    return p->index - q->index;
}

/* Most questions about foreign markers end with the few that are near. */
static void rank_neighbours(label_field *field)
{
    int n = field->problem->n_stops;
    field->neighbours = g_new0(marker_neighbour, (gsize)n * (gsize)n + 1);
    for (int i = 0; i < n; i++) {
        page_box m = field->problem->stops[i].marker;
        field->widest = MAX(field->widest, distance(box_center(m), (page_point){m.x0, m.y0}));
        marker_neighbour *out = &field->neighbours[(gsize)i * (gsize)(n - 1)];
        for (int j = 0; j < n; j++) {
            double away = distance(box_center(m), box_center(field->problem->stops[j].marker));
            if (j != i)
                *out++ = (marker_neighbour){j, away};
        }
        qsort(out - (n - 1), (size_t)(n - 1), sizeof *out, nearest_first);
    }
}

void field_init(label_field *field, const label_problem *problem)
{
    *field = (label_field){.problem = problem};
    raster_init(&field->lines, problem->page.x1 + 64, problem->page.y1 + 64, CELL_PX);
    field->crossed = g_new0(uint8_t, (size_t)field->lines.width * (size_t)field->lines.height);
    field->markers = g_new0(marker_shape, problem->n_stops + 1);
    for (int i = 0; i < problem->n_stops; i++) {
        const label_stop *stop = &problem->stops[i];
        field->markers[i] =
            (marker_shape){marker_core(stop->marker, stop->marker_radius), stop->marker_radius};
    }
    rank_neighbours(field);
    collect_hard(field);
    raster_init(&field->forbidden, problem->page.x1, problem->page.y1, MASK_CELL_PX);
    raster_init(&field->suspect, problem->page.x1, problem->page.y1, MASK_CELL_PX);
    draw_masks(field);
    draw_lines(field);
    draw_ground(field);
}

void field_clear(label_field *field)
{
    raster_clear(&field->lines);
    raster_clear(&field->ground);
    raster_clear(&field->forbidden);
    raster_clear(&field->suspect);
    g_free(field->crossed);
    g_free(field->markers);
    g_free(field->neighbours);
    g_array_unref(field->hard);
    *field = (label_field){0};
}

static bool box_hits_fixed(const label_field *field, const label_candidate *c)
{
    for (int i = 0; i < field->problem->n_blocked; i++)
        if (box_near_box(c->box, field->problem->blocked[i], GAP_BOX_BLOCKED))
            return true;
    for (guint i = 0; i < field->hard->len; i++) {
        const hard_segment *h = &g_array_index(field->hard, hard_segment, i);
        if (segment_near_box(h->edge, c->box, GAP_BOX_HARD + h->half_width_px))
            return true;
    }
    return false;
}

static bool leader_hits_fixed(const label_field *field, page_segment line)
{
    for (int i = 0; i < field->problem->n_blocked; i++)
        if (segment_near_box(line, field->problem->blocked[i], GAP_LEADER_BLOCKED))
            return true;
    for (guint i = 0; i < field->hard->len; i++) {
        const hard_segment *h = &g_array_index(field->hard, hard_segment, i);
        if (segment_near_segment(h->edge, line, GAP_LEADER_HARD + h->half_width_px))
            return true;
    }
    return false;
}

/* From the box to a marker where that is less than LIMIT, else LIMIT. */
static double marker_gap(const marker_shape *m, page_box box, double limit)
{
    double dx = MAX(0.0, MAX(m->core.x0 - box.x1, box.x0 - m->core.x1));
    double dy = MAX(0.0, MAX(m->core.y0 - box.y1, box.y0 - m->core.y1));
    double far = limit + m->radius;
    if (dx >= far || dy >= far || dx * dx + dy * dy >= far * far)
        return limit;
    return MAX(0.0, sqrt(dx * dx + dy * dy) - m->radius);
}

/* The farthest that a stop's neighbour may be from it and still come within GAP of something that
 * lies within REACH. */
static double far_limit(const label_field *field, int stop, page_box reach, double gap)
{
    page_point c = box_center(field->problem->stops[stop].marker);
    page_point farthest = {MAX(fabs(reach.x0 - c.x), fabs(reach.x1 - c.x)),
                           MAX(fabs(reach.y0 - c.y), fabs(reach.y1 - c.y))};
    return distance(farthest, (page_point){0, 0}) + field->widest + gap;
}

static const marker_neighbour *neighbours_of(const label_field *field, int stop)
{
    return &field->neighbours[(gsize)stop * (gsize)(field->problem->n_stops - 1)];
}

/* The gap to the nearest foreign marker, as far as LIMIT. */
static double foreign_gap(const label_field *field, const label_candidate *c, double limit)
{
    const marker_neighbour *near = neighbours_of(field, c->stop);
    double far = far_limit(field, c->stop, c->box, limit);
    for (int k = 0; k + 1 < field->problem->n_stops && near[k].away <= far; k++)
        limit = marker_gap(&field->markers[near[k].index], c->box, limit);
    return limit;
}

/* Whether the stop's leader comes nearer than GAP to a foreign marker. */
static bool leader_hits_marker(const label_field *field, int stop, page_segment line, double gap)
{
    const marker_neighbour *near = neighbours_of(field, stop);
    double far = far_limit(field, stop, segment_bounds(line), gap);
    for (int k = 0; k + 1 < field->problem->n_stops && near[k].away <= far; k++) {
        const marker_shape *m = &field->markers[near[k].index];
        if (segment_near_box(line, m->core, m->radius + gap))
            return true;
    }
    return false;
}

/* Route under a box, and a little for route close beside it. */
static int64_t line_cost(const label_field *field, const label_candidate *c)
{
    int64_t covered = raster_box(&field->lines, box_inflate(c->box, ROUTE_NEAR_PX), NULL);
    int64_t beside = raster_box(&field->lines, box_inflate(c->box, ROUTE_AIR_PX), NULL) - covered;
    if (!c->boxed)
        covered *= COST_BARE_FACTOR;
    return (covered + beside * COST_BESIDE_LINE / 40) / LINE_UNIT;
}

/* How often the leader meets a soft line, walking it cell by cell. It lies on the page. */
static int crossings(const label_field *field, page_segment s, double length)
{
    int steps = (int)(length / CELL_PX) + 1, count = 0, since = 100;
    double x = s.a.x / CELL_PX, y = s.a.y / CELL_PX;
    double dx = (s.b.x - s.a.x) / CELL_PX / steps, dy = (s.b.y - s.a.y) / CELL_PX / steps;
    for (int i = 0; i <= steps; i++, x += dx, y += dy) {
        int column = (int)x, row = (int)y;
        bool on = column >= 0 && row >= 0 && column < field->lines.width &&
                  row < field->lines.height &&
                  field->crossed[(size_t)row * (size_t)field->lines.width + (size_t)column];
        if (on && since > 2)
            count++;
        since = on ? 0 : since + 1;
    }
    return count;
}

int64_t field_leader_cost(double length, bool odd)
{
    int64_t cost = COST_LEADER + (int64_t)(COST_LEADER_PX * length);
    if (length > LEADER_GOOD_PX)
        cost += (int64_t)(COST_LONG_PX * (length - LEADER_GOOD_PX));
    return cost + (odd ? COST_ODD_ANGLE : 0);
}

static int64_t leader_cost(const label_field *field, page_segment line)
{
    double dx = fabs(line.b.x - line.a.x), dy = fabs(line.b.y - line.a.y);
    double length = sqrt(dx * dx + dy * dy);
    bool straight = dx < 0.05 * length || dy < 0.05 * length || fabs(dx - dy) < 0.1 * length;
    return field_leader_cost(length, !straight) + COST_CROSSING * crossings(field, line, length);
}

label_leader field_judge_leader(const label_field *field, int stop, page_segment line,
                                double marker_gap_px)
{
    label_leader leader = {.line = line};
    leader.allowed = box_contains_box(field->problem->page, segment_bounds(line)) &&
                     !leader_hits_marker(field, stop, line, marker_gap_px) &&
                     !leader_hits_fixed(field, line);
    if (leader.allowed)
        leader.cost = leader_cost(field, line);
    return leader;
}

/* Where another marker makes the reader wonder whose text this is. */
static int64_t ownership_cost(const label_field *field, const label_candidate *c, double own)
{
    if (!c->has_leader)
        return foreign_gap(field, c, 2 * own) < 2 * own ? COST_NEAR_OTHER : 0;
    double foreign = foreign_gap(field, c, own);
    if (foreign < own && !c->boxed && c->rung < LABEL_NAME)
        return COST_DATE_AMBIGUOUS;
    if (foreign < own)
        return foreign < CLOSE_TO_OTHER_PX ? 2 * COST_AMBIGUOUS : COST_AMBIGUOUS;
    return 0;
}

int64_t field_fixed_cost(const label_field *field, const label_candidate *c)
{
    static const int rung_cost[LABEL_RUNG_COUNT] = {0, COST_COMPACT, COST_NAME, COST_PANEL};
    const label_stop *stop = &field->problem->stops[c->stop];
    return (int64_t)rung_cost[c->rung] * (1 + MAX(0, stop->priority)) +
           (int64_t)CLAMP(stop->variants[c->variant].preference, -1e6, 1e6);
}

static int64_t total_cost(const label_field *field, const label_candidate *c, double own)
{
    int64_t cost = field_fixed_cost(field, c) + c->place_cost;
    cost += line_cost(field, c) + ownership_cost(field, c, own);
    if (field->has_ground) {
        int64_t cells, sum = raster_box(&field->ground, c->box, &cells);
        cost += cells > 0 ? sum * COST_GROUND / (cells * GROUND_UNIT) : 0;
    }
    return cost;
}

static void set_reach(label_candidate *c)
{
    c->reach = c->has_leader ? box_union(c->box, segment_bounds(c->leader)) : c->box;
}

/* The hard rules for the box alone. */
static bool box_is_allowed(const label_field *field, const label_candidate *c, double own)
{
    double need = c->has_leader ? GAP_BOX_MARKER : MAX(GAP_BOX_MARKER, own + GAP_OWNER);
    if (own < GAP_OWN_MARKER)
        return false;
    if (c->has_leader && raster_box(&field->suspect, box_inflate(c->box, MASK_CELL_PX), NULL) == 0)
        return true;
    return foreign_gap(field, c, need) >= need && !box_hits_fixed(field, c);
}

bool field_box_is_free(const label_field *field, page_box box)
{
    return box_contains_box(field->problem->page, box) &&
           raster_box(&field->forbidden, box, NULL) == 0;
}

bool field_admit_with(const label_field *field, label_candidate *c, const label_leader *leader)
{
    c->has_leader = leader != NULL;
    if (leader)
        c->leader = leader->line;
    set_reach(c);
    if ((leader && !leader->allowed) || !box_contains_box(field->problem->page, c->reach) ||
        raster_box(&field->forbidden, c->box, NULL) > 0)
        return false;
    double own = marker_gap(&field->markers[c->stop], c->box, 1e4);
    if (!box_is_allowed(field, c, own))
        return false;
    c->cost = total_cost(field, c, own) + (leader ? leader->cost : 0);
    return true;
}

bool field_admit(const label_field *field, label_candidate *c)
{
    if (!c->has_leader)
        return field_admit_with(field, c, NULL);
    const label_leader leader = field_judge_leader(field, c->stop, c->leader, GAP_LEADER_MARKER);
    return field_admit_with(field, c, &leader);
}

bool field_admit_pin(const label_field *field, label_candidate *c)
{
    const label_problem *p = field->problem;
    set_reach(c);
    if (!box_contains_box(p->page, c->reach) || box_hits_fixed(field, c))
        return false;
    double own = marker_gap(&field->markers[c->stop], c->box, 1e4);
    double foreign = foreign_gap(field, c, own + 1);
    if (own <= 0 || foreign <= 0 || (!c->has_leader && foreign <= own))
        return false;
    c->cost = 0;
    return !c->has_leader || (!leader_hits_marker(field, c->stop, c->leader, 0.5) &&
                              !leader_hits_fixed(field, c->leader));
}

bool candidates_conflict(const label_candidate *a, const label_candidate *b)
{
    if (!box_near_box(a->reach, b->reach, GAP_BOX_BOX))
        return false;
    double gap = a->boxed && b->boxed ? GAP_BOX_BOX : GAP_BARE;
    if (box_near_box(a->box, b->box, gap))
        return true;
    if (a->has_leader && segment_near_box(a->leader, b->box, GAP_BOX_LEADER))
        return true;
    if (b->has_leader && segment_near_box(b->leader, a->box, GAP_BOX_LEADER))
        return true;
    return a->has_leader && b->has_leader &&
           segment_near_segment(a->leader, b->leader, GAP_LEADER_LEADER);
}
