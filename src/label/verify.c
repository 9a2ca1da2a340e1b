/* SPDX-License-Identifier: MIT
 *
 * The independent verifier: measures a finished layout on its final geometry, whoever made it. It
 * shares no code with the search: overlaps by clipping segments against boxes (Liang and Barsky
 * 1984) and by areas, not by the distances the search used.
 */
#include <glib.h>
#include <math.h>

#include "label/verify.h"

/* Touching is no overlap; rounding must not make one. */
#define EPSILON_PX 1e-6

typedef struct {
    const label_problem *problem;
    const label_layout *layout;
    label_verdict *verdict;
    bool *bad; /* may be NULL */
} audit;

static void blame(audit *a, int stop)
{
    if (a->bad)
        a->bad[stop] = true;
}

static void blame_one(audit *a, int i, int j)
{
    int pi = a->problem->stops[i].priority, pj = a->problem->stops[j].priority;
    blame(a, pi < pj || (pi == pj && i > j) ? i : j);
}

static bool has_box(const label_placement *p)
{
    return p->rung != LABEL_PANEL;
}

static bool areas_overlap(page_box a, page_box b)
{
    double width = fmin(a.x1, b.x1) - fmax(a.x0, b.x0);
    double height = fmin(a.y1, b.y1) - fmax(a.y0, b.y0);
    return width > EPSILON_PX && height > EPSILON_PX;
}

/* The length of segment p-q inside the box. */
static double length_inside(page_point p, page_point q, page_box box)
{
    double d[2] = {q.x - p.x, q.y - p.y}, from[2] = {p.x, p.y};
    double low[2] = {box.x0, box.y0}, high[2] = {box.x1, box.y1};
    double enter = 0, leave = 1;
    for (int axis = 0; axis < 2; axis++) {
        if (d[axis] == 0) {
            if (from[axis] < low[axis] || from[axis] > high[axis])
                return 0;
            continue;
        }
        double t0 = (low[axis] - from[axis]) / d[axis], t1 = (high[axis] - from[axis]) / d[axis];
        enter = fmax(enter, fmin(t0, t1));
        leave = fmin(leave, fmax(t0, t1));
    }
    return leave > enter ? (leave - enter) * sqrt(d[0] * d[0] + d[1] * d[1]) : 0;
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* From a point to a marker's outline, negative inside. */
static double point_to_marker(page_point p, const label_stop *stop)
{
    double r = stop->marker_radius;
    double cx = (stop->marker.x0 + stop->marker.x1) / 2,
           cy = (stop->marker.y0 + stop->marker.y1) / 2;
    double half_w = fmax(0, (stop->marker.x1 - stop->marker.x0) / 2 - r);
    double half_h = fmax(0, (stop->marker.y1 - stop->marker.y0) / 2 - r);
    double dx = fmax(0, fabs(p.x - cx) - half_w), dy = fmax(0, fabs(p.y - cy) - half_h);
    return sqrt(dx * dx + dy * dy) - r;
}

/* From a box to a marker's outline: by the box's point nearest to each end of the pill's core. */
static double box_to_marker(page_box box, const label_stop *stop)
{
    double r = stop->marker_radius, best = INFINITY;
    page_box m = stop->marker;
    double xs[2] = {fmin(m.x0 + r, (m.x0 + m.x1) / 2), fmax(m.x1 - r, (m.x0 + m.x1) / 2)};
    double ys[2] = {fmin(m.y0 + r, (m.y0 + m.y1) / 2), fmax(m.y1 - r, (m.y0 + m.y1) / 2)};
    /* The core's point nearest to the box along each axis, then the box's nearest to that. */
    double x = clamp((box.x0 + box.x1) / 2, xs[0], xs[1]);
    double y = clamp((box.y0 + box.y1) / 2, ys[0], ys[1]);
    for (int i = 0; i < 3; i++) {
        page_point core = {i == 2 ? x : xs[i], y};
        page_point q = {clamp(core.x, box.x0, box.x1), clamp(core.y, box.y0, box.y1)};
        best = fmin(best, point_to_marker(q, stop));
        core = (page_point){x, i == 2 ? y : ys[i]};
        q = (page_point){clamp(core.x, box.x0, box.x1), clamp(core.y, box.y0, box.y1)};
        best = fmin(best, point_to_marker(q, stop));
    }
    return fmax(0, best);
}

/* Whether p-q comes into the marker, by sampling its distance, which is convex along a line. */
static bool runs_into_marker(page_point p, page_point q, const label_stop *stop)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        page_point pa = {p.x + a * (q.x - p.x), p.y + a * (q.y - p.y)};
        page_point pb = {p.x + b * (q.x - p.x), p.y + b * (q.y - p.y)};
        if (point_to_marker(pa, stop) <= point_to_marker(pb, stop))
            high = b;
        else
            low = a;
    }
    page_point nearest = {p.x + low * (q.x - p.x), p.y + low * (q.y - p.y)};
    return point_to_marker(nearest, stop) < -EPSILON_PX;
}

static double side_of(page_point a, page_point b, page_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(page_point a, page_point b, page_point c, page_point d)
{
    return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static bool point_in(page_box box, page_point p)
{
    return p.x > box.x0 && p.x < box.x1 && p.y > box.y0 && p.y < box.y1;
}

static bool leader_enters(const label_placement *p, page_box box)
{
    for (int k = 0; k + 1 < p->n_leader; k++)
        if (length_inside(p->leader[k], p->leader[k + 1], box) > EPSILON_PX * 100)
            return true;
    return false;
}

static bool leaders_cross(const label_placement *p, const label_placement *q)
{
    for (int k = 0; k + 1 < p->n_leader; k++)
        for (int m = 0; m + 1 < q->n_leader; m++)
            if (cross(p->leader[k], p->leader[k + 1], q->leader[m], q->leader[m + 1]))
                return true;
    return false;
}

static bool inside_page(page_box page, page_point p)
{
    return p.x >= page.x0 - EPSILON_PX && p.x <= page.x1 + EPSILON_PX &&
           p.y >= page.y0 - EPSILON_PX && p.y <= page.y1 + EPSILON_PX;
}

static void check_page(audit *a, int i)
{
    const label_placement *p = &a->layout->placements[i];
    bool inside = inside_page(a->problem->page, (page_point){p->box.x0, p->box.y0}) &&
                  inside_page(a->problem->page, (page_point){p->box.x1, p->box.y1});
    for (int k = 0; k < p->n_leader; k++)
        inside = inside && inside_page(a->problem->page, p->leader[k]);
    if (!inside) {
        a->verdict->off_page++;
        blame(a, i);
    }
    for (int b = 0; b < a->problem->n_blocked; b++) {
        bool box = areas_overlap(p->box, a->problem->blocked[b]);
        bool leader = leader_enters(p, a->problem->blocked[b]);
        a->verdict->overlaps += box;
        a->verdict->leader_crossings += leader;
        if (box || leader)
            blame(a, i);
    }
}

static void check_markers(audit *a, int i)
{
    const label_placement *p = &a->layout->placements[i];
    double own = box_to_marker(p->box, &a->problem->stops[i]), foreign = INFINITY;
    for (int j = 0; j < a->problem->n_stops; j++) {
        const label_stop *stop = &a->problem->stops[j];
        double gap = box_to_marker(p->box, stop);
        bool leader = false;
        for (int k = 0; j != i && k + 1 < p->n_leader; k++)
            leader = leader || runs_into_marker(p->leader[k], p->leader[k + 1], stop);
        a->verdict->overlaps += gap <= 0;
        a->verdict->leader_crossings += leader;
        a->verdict->nearest_gap_px = fmin(a->verdict->nearest_gap_px, gap);
        if (gap <= 0 || leader)
            blame(a, i);
        if (j != i)
            foreign = fmin(foreign, gap);
    }
    if (foreign <= own && p->n_leader > 0)
        a->verdict->leader_nearer_foreign++;
    if (foreign <= own && p->n_leader == 0) {
        a->verdict->nearer_foreign++;
        blame(a, i);
    }
}

static bool on_line(const label_placement *p, page_point from, page_point to)
{
    if (length_inside(from, to, p->box) > 0 || point_in(p->box, from))
        return true;
    for (int k = 0; k + 1 < p->n_leader; k++)
        if (cross(p->leader[k], p->leader[k + 1], from, to))
            return true;
    return false;
}

static void check_lines(audit *a, int i)
{
    const label_placement *p = &a->layout->placements[i];
    for (int l = 0; l < a->problem->n_lines; l++) {
        const label_line *line = &a->problem->lines[l];
        bool hit = false;
        for (uint32_t part = 0; part < line->path.n_parts; part++) {
            uint32_t end = line->path.starts[part + 1];
            for (uint32_t k = line->path.starts[part]; k < end; k++) {
                page_point from = line->path.points[k];
                page_point to = line->path.points[k + 1 < end ? k + 1 : k];
                if (line->hard)
                    hit = hit || on_line(p, from, to);
                else
                    a->verdict->route_covered_px += length_inside(from, to, p->box);
            }
        }
        a->verdict->on_hard_line += hit;
        if (hit)
            blame(a, i);
    }
}

static void check_pair(audit *a, int i, int j)
{
    const label_placement *p = &a->layout->placements[i], *q = &a->layout->placements[j];
    bool boxes = areas_overlap(p->box, q->box);
    int leaders = leaders_cross(p, q) + leader_enters(p, q->box) + leader_enters(q, p->box);
    a->verdict->overlaps += boxes;
    a->verdict->leader_crossings += leaders;
    double dx = fmax(0, fmax(p->box.x0 - q->box.x1, q->box.x0 - p->box.x1));
    double dy = fmax(0, fmax(p->box.y0 - q->box.y1, q->box.y0 - p->box.y1));
    a->verdict->nearest_gap_px = fmin(a->verdict->nearest_gap_px, sqrt(dx * dx + dy * dy));
    if (boxes || leaders)
        blame_one(a, i, j);
}

/* A placement must set a variant of its rung at that variant's size; else text is lost. */
static bool is_whole(const label_stop *stop, const label_placement *p)
{
    if (p->rung == LABEL_PANEL)
        return true;
    if (p->variant < 0 || p->variant >= stop->n_variants)
        return false;
    const label_variant *v = &stop->variants[p->variant];
    return v->rung == p->rung && fabs(p->box.x1 - p->box.x0 - v->width_px) < 0.01 &&
           fabs(p->box.y1 - p->box.y0 - v->height_px) < 0.01;
}

static void measure_route(audit *a)
{
    for (int l = 0; l < a->problem->n_lines; l++) {
        const label_line *line = &a->problem->lines[l];
        for (uint32_t part = 0; !line->hard && part < line->path.n_parts; part++) {
            for (uint32_t k = line->path.starts[part] + 1; k < line->path.starts[part + 1]; k++) {
                page_point from = line->path.points[k - 1], to = line->path.points[k];
                a->verdict->route_px +=
                    sqrt((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y));
            }
        }
    }
}

static void run_audit(audit *a)
{
    a->verdict->nearest_gap_px = INFINITY;
    for (int i = 0; i < a->problem->n_stops; i++) {
        if (i >= a->layout->n_placements ||
            !is_whole(&a->problem->stops[i], &a->layout->placements[i])) {
            a->verdict->text_lost++;
            continue;
        }
        if (!has_box(&a->layout->placements[i]))
            continue;
        check_page(a, i);
        check_markers(a, i);
        check_lines(a, i);
        for (int j = 0; j < i; j++)
            if (has_box(&a->layout->placements[j]))
                check_pair(a, i, j);
    }
    measure_route(a);
}

label_verdict label_verify(const label_problem *problem, const label_layout *layout)
{
    label_verdict verdict = {0};
    run_audit(&(audit){.problem = problem, .layout = layout, .verdict = &verdict});
    return verdict;
}

void verify_stops(bool *bad, const label_problem *problem, const label_layout *layout)
{
    label_verdict verdict = {0};
    run_audit(&(audit){.problem = problem, .layout = layout, .verdict = &verdict, .bad = bad});
}
