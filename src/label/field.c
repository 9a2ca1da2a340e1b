/* SPDX-License-Identifier: MIT
 *
 * Hard rules are tested on exact shapes, soft costs read from rasters: route and ground are long
 * and detailed, but a few px do not matter there.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "label/field.h"
#include "label/weights.h"

#define CELL_PX     2.0
#define LINE_UNIT   16
#define GROUND_UNIT 64

/* Deposits a line's weight along its length, a third each on its middle and both edges, so that a
 * box over one edge pays for a third of the line. */
static void draw_segment(label_field *field, const label_line *line, page_segment s)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
    double length = sqrt(dx * dx + dy * dy);
    if (!(length > 0) || length > 1e6)
        return;
    int steps = (int)ceil(length);
    int64_t value = (int64_t)floor(line->weight * (length / steps) * LINE_UNIT / 3 + 0.5);
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
    raster_init(&field->ground, p->ground_width * p->ground_cell_px,
                p->ground_height * p->ground_cell_px, p->ground_cell_px);
    size_t i = 0;
    for (int row = 0; row < p->ground_height; row++)
        for (int column = 0; column < p->ground_width; column++, i++)
            raster_add(
                &field->ground,
                (page_point){(column + 0.5) * p->ground_cell_px, (row + 0.5) * p->ground_cell_px},
                (int64_t)floor(CLAMP(p->ground[i], 0.0f, 1e4f) * GROUND_UNIT + 0.5));
    raster_sum(&field->ground);
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

void field_init(label_field *field, const label_problem *problem)
{
    *field = (label_field){.problem = problem};
    raster_init(&field->lines, problem->page.x1 + 64, problem->page.y1 + 64, CELL_PX);
    field->crossed = g_new0(uint8_t, (size_t)field->lines.width * (size_t)field->lines.height);
    collect_hard(field);
    draw_lines(field);
    draw_ground(field);
}

void field_clear(label_field *field)
{
    raster_clear(&field->lines);
    raster_clear(&field->ground);
    g_free(field->crossed);
    g_array_unref(field->hard);
    *field = (label_field){0};
}

static bool hits_hard_line(const label_field *field, const label_candidate *c)
{
    for (guint i = 0; i < field->hard->len; i++) {
        const hard_segment *h = &g_array_index(field->hard, hard_segment, i);
        if (segment_near_box(h->edge, c->box, GAP_BOX_HARD + h->half_width_px) ||
            (c->has_leader &&
             segment_near_segment(h->edge, c->leader, GAP_LEADER_HARD + h->half_width_px)))
            return true;
    }
    return false;
}

static bool hits_blocked(const label_field *field, const label_candidate *c)
{
    for (int i = 0; i < field->problem->n_blocked; i++) {
        page_box b = field->problem->blocked[i];
        if (box_near_box(c->box, b, GAP_BOX_BLOCKED))
            return true;
        if (c->has_leader && segment_near_box(c->leader, b, GAP_LEADER_BLOCKED))
            return true;
    }
    return false;
}

/* The distance to the nearest foreign marker; negative where a gap is broken. */
static double foreign_gap(const label_field *field, const label_candidate *c)
{
    double nearest = INFINITY;
    for (int i = 0; i < field->problem->n_stops; i++) {
        const label_stop *stop = &field->problem->stops[i];
        if (i == c->stop)
            continue;
        double gap = box_marker_distance(c->box, stop->marker, stop->marker_radius);
        if (gap < GAP_BOX_MARKER)
            return -1;
        if (c->has_leader && box_near_box(stop->marker, c->reach, GAP_LEADER_MARKER) &&
            segment_marker_distance(c->leader, stop->marker, stop->marker_radius) <
                GAP_LEADER_MARKER)
            return -1;
        nearest = MIN(nearest, gap);
    }
    return nearest;
}

static double own_gap(const label_field *field, const label_candidate *c)
{
    const label_stop *stop = &field->problem->stops[c->stop];
    return box_marker_distance(c->box, stop->marker, stop->marker_radius);
}

bool field_allows(const label_field *field, const label_candidate *c)
{
    if (!box_contains_box(field->problem->page, c->reach) || hits_blocked(field, c))
        return false;
    double own = own_gap(field, c), foreign = foreign_gap(field, c);
    if (foreign < 0 || own < 1)
        return false;
    if (!c->has_leader && foreign < own + GAP_OWNER)
        return false;
    return !hits_hard_line(field, c);
}

bool field_allows_pin(const label_field *field, const label_candidate *c)
{
    const label_problem *p = field->problem;
    if (!box_contains_box(p->page, c->reach))
        return false;
    for (int i = 0; i < p->n_blocked; i++) {
        if (box_near_box(c->box, p->blocked[i], 0) ||
            (c->has_leader && segment_box_distance(c->leader, p->blocked[i]) <= 0))
            return false;
    }
    for (int i = 0; i < p->n_stops; i++) {
        page_box marker = p->stops[i].marker;
        double radius = p->stops[i].marker_radius;
        if (box_marker_distance(c->box, marker, radius) <= 0)
            return false;
        if (i != c->stop && c->has_leader &&
            segment_marker_distance(c->leader, marker, radius) <= 0)
            return false;
    }
    if (!c->has_leader && foreign_gap(field, c) <= own_gap(field, c))
        return false;
    return !hits_hard_line(field, c);
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

/* How often the leader meets a soft line, walking it cell by cell. */
static int crossings(const label_field *field, page_segment s)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
    int steps = (int)(sqrt(dx * dx + dy * dy) / CELL_PX) + 1;
    int count = 0, since = 100;
    for (int i = 0; i <= steps; i++) {
        double column = floor((s.a.x + dx * i / steps) / CELL_PX);
        double row = floor((s.a.y + dy * i / steps) / CELL_PX);
        bool on = column >= 0 && row >= 0 && column < field->lines.width &&
                  row < field->lines.height &&
                  field->crossed[(size_t)row * (size_t)field->lines.width + (size_t)column];
        if (on && since > 2)
            count++;
        since = on ? 0 : since + 1;
    }
    return count;
}

static int64_t leader_cost(const label_field *field, const label_candidate *c)
{
    double dx = fabs(c->leader.b.x - c->leader.a.x), dy = fabs(c->leader.b.y - c->leader.a.y);
    double length = sqrt(dx * dx + dy * dy);
    int64_t cost = COST_LEADER + (int64_t)(COST_LEADER_PX * length);
    if (length > LEADER_GOOD_PX)
        cost += (int64_t)(COST_LONG_PX * (length - LEADER_GOOD_PX));
    bool straight = dx < 0.05 * length || dy < 0.05 * length || fabs(dx - dy) < 0.1 * length;
    if (!straight)
        cost += COST_ODD_ANGLE;
    return cost + COST_CROSSING * crossings(field, c->leader);
}

int64_t field_cost(const label_field *field, const label_candidate *c)
{
    static const int rung_cost[LABEL_RUNG_COUNT] = {0, COST_COMPACT, COST_NAME, COST_PANEL};
    const label_stop *stop = &field->problem->stops[c->stop];
    int64_t cost = (int64_t)rung_cost[c->rung] * (1 + MAX(0, stop->priority)) + c->place_cost;
    cost += (int64_t)CLAMP(stop->variants[c->variant].preference, -1e6, 1e6);
    cost += line_cost(field, c);
    if (c->has_leader)
        cost += leader_cost(field, c);
    double own = own_gap(field, c), foreign = foreign_gap(field, c);
    if (c->has_leader && foreign < own)
        cost += COST_AMBIGUOUS;
    else if (foreign < 2 * own)
        cost += COST_NEAR_OTHER;
    if (field->has_ground) {
        int64_t cells, sum = raster_box(&field->ground, c->box, &cells);
        cost += cells > 0 ? sum * COST_GROUND / (cells * GROUND_UNIT) : 0;
    }
    return cost;
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
