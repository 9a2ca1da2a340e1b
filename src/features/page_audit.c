/* SPDX-License-Identifier: MIT
 *
 * Measures finished pages.
 */
#include "features/page_audit.h"

#include <math.h>
#include <stdlib.h>

#define NEAR_LEG_PX 7.0
#define PT_PER_PX   0.75

/* ---- geometry ---- */

static double point_to_segment(page_point p, page_point a, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? CLAMP(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;
    return hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

static bool segment_meets_box(page_point a, page_point b, page_box box)
{
    double enter = 0, leave = 1;
    const double from[2] = {a.x, a.y}, by[2] = {b.x - a.x, b.y - a.y};
    const double low[2] = {box.x0, box.y0}, high[2] = {box.x1, box.y1};
    for (int axis = 0; axis < 2; axis++) {
        if (by[axis] == 0) {
            if (from[axis] <= low[axis] || from[axis] >= high[axis])
                return false;
            continue;
        }
        double t0 = (low[axis] - from[axis]) / by[axis], t1 = (high[axis] - from[axis]) / by[axis];
        enter = fmax(enter, fmin(t0, t1));
        leave = fmin(leave, fmax(t0, t1));
    }
    return enter < leave;
}

static bool path_meets_box(const page_path *path, page_box box)
{
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++) {
            if (segment_meets_box(path->points[i - 1], path->points[i], box))
                return true;
        }
    }
    return false;
}

/* From a point to a marker's outline, negative inside: a disc, or a level pill's core line. */
static double point_to_marker(page_point p, const marker *m)
{
    double core = fmax(0, m->half_width - m->half_height);
    double dx = fmax(0, fabs(p.x - m->center.x) - core);
    return hypot(dx, p.y - m->center.y) - m->half_height;
}

/* Whether the path comes within GAP px of the marker. */
static bool path_near_marker(const page_path *path, const marker *m, double gap_px)
{
    double core = fmax(0, m->half_width - m->half_height);
    page_box near = marker_box(m);
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++) {
            page_point a = path->points[i - 1], b = path->points[i];
            page_box reach = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
            if (!boxes_overlap(reach, near, gap_px))
                continue;
            page_point left = {m->center.x - core, m->center.y};
            page_point right = {m->center.x + core, m->center.y};
            double gap = fmin(point_to_segment(left, a, b), point_to_segment(right, a, b));
            gap = fmin(gap - m->half_height, fmin(point_to_marker(a, m), point_to_marker(b, m)));
            if (gap < gap_px || segment_meets_box(a, b, box_grown(near, -0.3 * m->half_height)))
                return true;
        }
    }
    return false;
}

static bool arrow_meets_box(const route_leg *leg, page_box box)
{
    if (!leg->has_arrow)
        return false;
    page_path head;
    page_path_init(&head);
    route_arrow_path(leg, 0, &head);
    bool meets = path_meets_box(&head, box);
    page_path_clear(&head);
    return meets;
}

static const marker *marker_at(const page_layout *l, guint i)
{
    return &g_array_index(l->markers, marker, i);
}

static bool inside(page_box inner, page_box outer)
{
    return inner.x0 >= outer.x0 - 0.5 && inner.y0 >= outer.y0 - 0.5 && inner.x1 <= outer.x1 + 0.5 &&
           inner.y1 <= outer.y1 + 0.5;
}

/* ---- breaches ---- */

static int count_caption_hits(const page_layout *l)
{
    int hits = 0;
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(page_box));
    furniture_blocked(l->furniture, pieces);
    for (guint c = 0; c < l->route->captions->len; c++) {
        page_box box = g_array_index(l->route->captions, route_caption, c).box;
        hits += !inside(box, l->plan.frame);
        for (guint i = 0; i < l->route->legs->len; i++) {
            const route_leg *leg = route_get_leg(l->route, i);
            hits += path_meets_box(&leg->path, box) || arrow_meets_box(leg, box);
        }
        for (guint i = 0; i < l->markers->len; i++)
            hits += boxes_overlap(box, marker_box(marker_at(l, i)), 0);
        for (guint i = 0; i < pieces->len; i++)
            hits += boxes_overlap(box, g_array_index(pieces, page_box, i), 0);
        for (guint i = 0; i < c; i++)
            hits += boxes_overlap(box, g_array_index(l->route->captions, route_caption, i).box, 0);
    }
    return hits;
}

/* Discs and level pills, by the distance of their core lines; a px of the rings may meet. */
int page_audit_marker_hits(const page_layout *l)
{
    int hits = 0;
    for (guint i = 0; i < l->markers->len; i++) {
        const marker *a = marker_at(l, i);
        for (guint j = 0; j < i; j++) {
            const marker *b = marker_at(l, j);
            double cores = a->half_width - a->half_height + b->half_width - b->half_height;
            double dx = fmax(0, fabs(a->center.x - b->center.x) - cores);
            double apart = hypot(dx, a->center.y - b->center.y);
            hits += !(a->dot && b->dot) && apart < a->half_height + b->half_height - 1;
        }
    }
    return hits;
}

static int count_furniture_hits(const page_layout *l)
{
    int hits = 0;
    page_box page = {0, 0, l->d.page.width_px, l->d.page.height_px};
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(page_box));
    furniture_blocked(l->furniture, boxes);
    if (l->inset)
        g_array_append_val(boxes, l->inset->box);
    for (guint i = 0; i < boxes->len; i++) {
        page_box box = g_array_index(boxes, page_box, i);
        hits += !inside(box, page);
        for (guint j = 0; j < i; j++)
            hits += boxes_overlap(box, g_array_index(boxes, page_box, j), 0);
        for (guint m = 0; m < l->markers->len; m++)
            hits += boxes_overlap(box, marker_box(marker_at(l, m)), 0);
    }
    return hits;
}

/* A name's baseline box as four corners, sampled along its length: names are rotated. */
static bool name_meets_box(const map_name *name, page_box box)
{
    double width = text_run_width(name->run), up = text_run_cap_height(name->run);
    double c = cos(name->angle_rad), s = sin(name->angle_rad);
    for (int row = 0; row <= 2; row++) {
        double rise = up * row / 2;
        page_point from = {name->origin.x + rise * s, name->origin.y - rise * c};
        page_point to = {from.x + width * c, from.y + width * s};
        if (segment_meets_box(from, to, box))
            return true;
    }
    return false;
}

/* Around the name, however it is turned: most of the page is farther away. */
static page_box name_bounds(const map_name *name)
{
    double reach = text_run_width(name->run) + text_run_cap_height(name->run);
    page_point o = name->origin;
    return box_grown((page_box){o.x, o.y, o.x, o.y}, reach);
}

static bool name_is_hit(const page_layout *l, const map_name *name)
{
    page_box bounds = name_bounds(name);
    for (guint i = 0; i < l->markers->len; i++) {
        const label_placement *p = &l->labels->placements[i];
        page_box box = marker_box(marker_at(l, i));
        if (boxes_overlap(bounds, box, 0) && name_meets_box(name, box))
            return true;
        if (p->variant >= 0 && boxes_overlap(bounds, p->box, 0) && name_meets_box(name, p->box))
            return true;
    }
    for (guint i = 0; i < l->route->captions->len; i++) {
        page_box box = g_array_index(l->route->captions, route_caption, i).box;
        if (boxes_overlap(bounds, box, 0) && name_meets_box(name, box))
            return true;
    }
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        if (!leg->has_arrow)
            continue;
        page_path head;
        page_path_init(&head);
        route_arrow_path(leg, 0, &head);
        bool hit = name_meets_box(name, page_path_bounds(&head));
        page_path_clear(&head);
        if (hit)
            return true;
    }
    return false;
}

static int count_name_hits(const page_layout *l)
{
    int hits = 0;
    for (guint i = 0; i < l->names->len; i++)
        hits += name_is_hit(l, &g_array_index(l->names, map_name, i));
    return hits;
}

static bool call_has_text(const itinerary_call *call)
{
    return call->stop->issues->len > 0 || call->stop->dates.start.year != 0;
}

/* Whether the placed variant shows the call's dates and issues. */
static bool shown_on_map(const page_layout *l, guint m, const itinerary_call *call)
{
    const label_placement *p = &l->labels->placements[m];
    if (p->variant < 0)
        return false;
    const callout *c = g_ptr_array_index(l->callouts, m);
    const callout_variant *variant = &g_array_index(c->variants, callout_variant, p->variant);
    guint issues = 0;
    bool dates = call->stop->dates.start.year == 0 || l->furniture->key;
    for (guint i = 0; i < variant->lines->len; i++) {
        const callout_line *line = &g_array_index(variant->lines, callout_line, i);
        issues += line->call == call && line->bullet;
        dates |= g_strcmp0(line->class_name, "label-dates") == 0;
    }
    return dates && issues == call->stop->issues->len;
}

static int count_texts_lost(const page_layout *l)
{
    int lost = 0;
    if (l->plan.form == PLAN_FRAME)
        return 0; /* small multiples show names and dates by design */
    if (l->panel)
        return panel_left_out(l->panel);
    for (guint m = 0; m < l->markers->len; m++) {
        const itinerary_station *station = itinerary_get_station(l->it, marker_at(l, m)->station);
        if (marker_at(l, m)->dot)
            continue;
        for (int k = 0; k < station->n_calls; k++) {
            const itinerary_call *call = itinerary_station_call(l->it, marker_at(l, m)->station, k);
            lost += call_has_text(call) && !shown_on_map(l, m, call);
        }
    }
    return lost;
}

/* ---- measures ---- */

int page_audit_near_legs(const page_layout *l)
{
    int near = 0;
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        page_box reach = page_path_bounds(&leg->path);
        for (guint m = 0; m < l->markers->len; m++) {
            const marker *at = marker_at(l, m);
            if (!boxes_overlap(reach, marker_box(at), NEAR_LEG_PX))
                continue;
            if (!at->dot && at->station != leg->leg->from && at->station != leg->leg->to)
                near += path_near_marker(&leg->path, at, NEAR_LEG_PX);
        }
    }
    return near;
}

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

static double box_to_marker(page_box box, const marker *m)
{
    page_point nearest = {CLAMP(m->center.x, box.x0, box.x1), CLAMP(m->center.y, box.y0, box.y1)};
    return fmax(0, point_to_marker(nearest, m));
}

static double smallest_type(const page_layout *l)
{
    double least = l->panel ? panel_min_type_px(l->panel) : INFINITY;
    for (guint m = 0; m < l->markers->len; m++) {
        const label_placement *p = &l->labels->placements[m];
        const callout *c = g_ptr_array_index(l->callouts, m);
        if (p->variant < 0)
            continue;
        const callout_variant *variant = &g_array_index(c->variants, callout_variant, p->variant);
        for (guint i = 0; i < variant->lines->len; i++)
            least = fmin(least,
                         text_run_font(g_array_index(variant->lines, callout_line, i).run).size_px);
    }
    for (guint i = 0; i < l->route->captions->len; i++)
        least = fmin(
            least, text_run_font(g_array_index(l->route->captions, route_caption, i).name).size_px);
    return least;
}

static void measure_labels(page_audit *a, const page_layout *l)
{
    guint n = l->markers->len, placed = 0;
    g_autofree double *gaps = g_new0(double, n + 1);
    double area = 0, sum = 0;
    for (guint i = 0; i < n; i++) {
        const label_placement *p = &l->labels->placements[i];
        if (marker_at(l, i)->dot)
            continue;
        a->rungs[p->rung]++;
        if (p->variant < 0)
            continue;
        a->leaders += p->has_leader;
        area += box_width(p->box) * box_height(p->box);
        gaps[placed] = box_to_marker(p->box, marker_at(l, i));
        sum += gaps[placed++];
    }
    qsort(gaps, placed, sizeof *gaps, by_value);
    a->anchor_mean_px = placed ? sum / placed : 0;
    a->anchor_p95_px = placed ? gaps[(placed - 1) * 95 / 100] : 0;
    a->density_pct = 100 * area / (box_width(l->plan.frame) * box_height(l->plan.frame));
    a->route_covered_pct =
        l->verdict.route_px > 0 ? 100 * l->verdict.route_covered_px / l->verdict.route_px : 0;
}

int page_audit_texts_lost(const page_layout *l)
{
    const page_layout *map = l->inset ? l->inset->map : NULL;
    int in_inset = map && map->plan.issues_in_frame ? page_audit_texts_lost(map) : 0;
    return count_texts_lost(l) + in_inset;
}

/* An inset's breaches count, and its labels by rung; the measures stay the main map's. */
static void add_inset(page_audit *a, const page_layout *map)
{
    page_audit own = page_audit_make(map);
    a->caption_hits += own.caption_hits;
    a->marker_hits += own.marker_hits;
    a->furniture_hits += own.furniture_hits;
    a->name_hits += own.name_hits;
    a->near_legs += own.near_legs;
    a->leaders += own.leaders;
    for (int i = 0; i < LABEL_RUNG_COUNT; i++)
        a->rungs[i] += own.rungs[i];
    a->min_text_pt = fmin(a->min_text_pt, own.min_text_pt);
}

page_audit page_audit_make(const page_layout *l)
{
    page_audit a = {
        .caption_hits = count_caption_hits(l),
        .marker_hits = page_audit_marker_hits(l),
        .furniture_hits = count_furniture_hits(l),
        .name_hits = count_name_hits(l),
        .texts_lost = page_audit_texts_lost(l),
        .near_legs = page_audit_near_legs(l),
        .min_text_pt = smallest_type(l) * PT_PER_PX,
    };
    measure_labels(&a, l);
    if (l->inset)
        add_inset(&a, l->inset->map);
    /* The verdict holds the inset's labels already. */
    int labels = 0, ambiguous = l->verdict.nearer_foreign + l->verdict.leader_nearer_foreign;
    for (int i = 0; i < LABEL_RUNG_COUNT; i++)
        labels += a.rungs[i];
    a.ambiguous_pct = labels ? 100.0 * ambiguous / labels : 0;
    return a;
}

int page_audit_breaches(const page_audit *audit, const label_verdict *v)
{
    return audit->caption_hits + audit->marker_hits + audit->furniture_hits + audit->name_hits +
           audit->texts_lost + v->overlaps + v->off_page + v->leader_crossings + v->on_hard_line +
           v->nearer_foreign + v->text_lost;
}
