/* SPDX-License-Identifier: MIT
 *
 * "from Washington, 3,320 km" where a leg leaves the frame: beside its line, clear of all others.
 */
#include <limits.h>
#include <math.h>

#include "features/route_parts.h"
#include "features/words.h"

#define CAPTION_GAP_PX   14.0  /* between a caption and its line */
#define CAPTION_EDGE_PX  11.0  /* between a caption and the frame */
#define CAPTION_CLEAR_PX 8.0   /* between a caption and any leg */
#define CAPTION_TIGHT    0.3   /* of these distances where there is no room */
#define CAPTION_REACH_PX 360.0 /* how far along its leg a caption may stand */

void route_caption_clear(void *data)
{
    route_caption *c = data;
    text_run_unref(c->name);
    g_clear_pointer(&c->distance, text_run_unref);
}

/* The range of x (or y) that the leg covers while it runs between two rows (or columns). */
static void path_range(const page_path *path, bool rows, double from, double to, double *lo,
                       double *hi)
{
    for (uint32_t i = 0; i + 1 < path->n_points; i++) {
        page_point a = path->points[i], b = path->points[i + 1];
        int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / 4);
        for (int j = 0; j <= steps; j++) {
            double x = a.x + (b.x - a.x) * j / steps, y = a.y + (b.y - a.y) * j / steps;
            double along = rows ? y : x, across = rows ? x : y;
            if (along >= from && along <= to) {
                *lo = fmin(*lo, across);
                *hi = fmax(*hi, across);
            }
        }
    }
}

/* Beside the line where it crosses the frame: SIDE -1 left of it or above, 1 right or below. */
static page_box caption_box(const route_caption *c, const route_leg *leg, page_box frame,
                            double side, const design *d)
{
    double width = fmax(text_run_width(c->name), c->distance ? text_run_width(c->distance) : 0);
    double height = text_run_font(c->name).size_px * (c->distance ? 0.78 : 1.05) +
                    (c->distance ? text_run_font(c->distance).size_px * 1.6 : 0);
    double gap = design_px(d, CAPTION_GAP_PX), edge = design_px(d, CAPTION_EDGE_PX);
    page_point exit = leg->exit;
    bool top = exit.y - frame.y0 < 2, bottom = frame.y1 - exit.y < 2;
    bool left = exit.x - frame.x0 < frame.x1 - exit.x;
    page_box box;
    double lo = INFINITY, hi = -INFINITY;
    if (top || bottom) {
        box.y0 = top ? frame.y0 + edge + 4 : frame.y1 - edge - height;
        path_range(&leg->path, true, box.y0 - 6, box.y0 + height + 6, &lo, &hi);
        box.x0 = side < 0 ? fmin(lo, exit.x) - gap - width : fmax(hi, exit.x) + gap;
    } else {
        box.x0 = left ? frame.x0 + edge : frame.x1 - edge - width;
        path_range(&leg->path, false, box.x0 - 6, box.x0 + width + 6, &lo, &hi);
        box.y0 = side < 0 ? fmin(lo, exit.y) - gap - height : fmax(hi, exit.y) + gap;
    }
    box.x1 = box.x0 + width;
    box.y1 = box.y0 + height;
    return box;
}

static bool segment_meets_box(page_point a, page_point b, page_box box)
{
    double enter = 0, leave = 1;
    const double from[2] = {a.x, a.y}, by[2] = {b.x - a.x, b.y - a.y};
    const double low[2] = {box.x0, box.y0}, high[2] = {box.x1, box.y1};
    for (int axis = 0; axis < 2; axis++) {
        if (by[axis] == 0) {
            if (from[axis] < low[axis] || from[axis] > high[axis])
                return false;
            continue;
        }
        double t0 = (low[axis] - from[axis]) / by[axis], t1 = (high[axis] - from[axis]) / by[axis];
        enter = fmax(enter, fmin(t0, t1));
        leave = fmin(leave, fmax(t0, t1));
    }
    return enter <= leave;
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

/* How many things a caption there would touch or, by ROOM times the usual distance, come near:
 * legs and arrow heads, markers, other captions, the frame's edge. */
static int caption_hits(const route *r, const GArray *markers, page_box box, page_box frame,
                        double room)
{
    int hits = box.x0 < frame.x0 + 4 || box.x1 > frame.x1 - 4 || box.y0 < frame.y0 + 4 ||
               box.y1 > frame.y1 - 4;
    page_box roomy = box_grown(box, CAPTION_CLEAR_PX * room);
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *leg = route_get_leg(r, i);
        hits += path_meets_box(&leg->path, roomy);
        if (leg->has_arrow) {
            page_path head;
            page_path_init(&head);
            route_arrow_path(leg, 2, &head);
            hits += boxes_overlap(page_path_bounds(&head), box, 2);
            page_path_clear(&head);
        }
    }
    for (guint i = 0; i < markers->len; i++)
        hits += boxes_overlap(box, marker_box(&g_array_index(markers, marker, i)), 6 * room);
    for (guint i = 0; i < r->captions->len; i++)
        hits += boxes_overlap(box, g_array_index(r->captions, route_caption, i).box, 10 * room);
    return hits;
}

typedef struct {
    page_box box;
    int hits;
    double cost; /* among places with as few hits */
    double room; /* see caption_hits */
} caption_place;

static void try_caption(caption_place *best, const route *r, const GArray *markers, page_box box,
                        page_box frame, double cost)
{
    if (best->hits == 0 && cost >= best->cost)
        return;
    int hits = caption_hits(r, markers, box, frame, best->room);
    if (hits < best->hits || (hits == best->hits && cost < best->cost))
        *best = (caption_place){box, hits, cost, best->room};
}

/* Beside the line, further and further from the frame, at growing distances from the line. */
static void try_along(caption_place *best, const route *r, const route_leg *leg,
                      const GArray *markers, page_box size, page_box frame, double preferred,
                      const design *d)
{
    static const double gaps[] = {12, 22, 40, 70};
    double length = route_line_length(&leg->path), half_w = box_width(size) / 2,
           half_h = box_height(size) / 2, edge = design_px(d, CAPTION_EDGE_PX);
    for (double s = 6; s < fmin(length, CAPTION_REACH_PX); s += 12) {
        page_point at, along;
        if (!route_line_at(&leg->path, leg->enters ? s : length - s, &at, &along))
            break;
        for (int i = 0; i < 2 * (int)G_N_ELEMENTS(gaps); i++) {
            double side = i % 2 == 0 ? preferred : -preferred, gap = gaps[i / 2];
            page_point n = {side * along.y, -side * along.x};
            double off = half_w * fabs(n.x) + half_h * fabs(n.y) + design_px(d, gap);
            double x = CLAMP(at.x + n.x * off, frame.x0 + edge + half_w,
                             fmax(frame.x0 + edge + half_w, frame.x1 - edge - half_w));
            double y = CLAMP(at.y + n.y * off, frame.y0 + edge + half_h,
                             fmax(frame.y0 + edge + half_h, frame.y1 - edge - half_h));
            page_box box = {x - half_w, y - half_h, x + half_w, y + half_h};
            try_caption(best, r, markers, box, frame, 10 + s + 3 * gap + i % 2);
        }
    }
}

/* Whether legs lead both to and from the station that LEG is cut off from. */
static bool goes_both_ways(const route *r, const route_leg *leg)
{
    int station = route_outer_station(leg);
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *other = route_get_leg(r, i);
        if (other->cut && other->path.n_points > 0 && other->enters != leg->enters &&
            route_outer_station(other) == station)
            return true;
    }
    return false;
}

/* Beside an outbound leg on its left, beside the way home on its right, unless taken; else farther
 * along the leg. */
static caption_place place_caption(const route_caption *c, const route *r, const route_leg *leg,
                                   const GArray *markers, page_box frame, double room,
                                   const design *d)
{
    double preferred = leg->enters ? -1 : 1;
    caption_place best = {.hits = INT_MAX, .cost = INFINITY, .room = room};
    for (int i = 0; i < 2; i++)
        try_caption(&best, r, markers,
                    caption_box(c, leg, frame, i == 0 ? preferred : -preferred, d), frame, i);
    if (best.hits > 0)
        try_along(&best, r, leg, markers, best.box, frame, preferred, d);
    return best;
}

/* In an inset one caption serves all legs of a station. */
static bool has_caption(const route *r, int station)
{
    for (guint i = 0; i < r->captions->len; i++) {
        const route_leg *leg = route_get_leg(r, g_array_index(r->captions, route_caption, i).leg);
        if (route_outer_station(leg) == station)
            return true;
    }
    return false;
}

static void add_caption(route *r, guint index, bool inset, const design *d, const itinerary *it,
                        const GArray *markers, page_box frame)
{
    const route_leg *leg = route_get_leg(r, index);
    bool outbound = leg->enters;
    int station = outbound ? leg->leg->from : leg->leg->to;
    if (inset && has_caption(r, station))
        return;
    const char *origin = itinerary_station_name(it, station);
    bool both = inset && goes_both_ways(r, leg);
    const char *pattern = words_get(d->lang, both       ? WORD_TO_AND_FROM
                                             : outbound ? WORD_FROM
                                                        : WORD_TO);
    g_auto(GStrv) around = g_strsplit(pattern, "%s", 2);
    g_autofree char *name = g_strjoinv(origin, around);
    g_autofree char *distance = words_distance(d->lang, leg->leg->distance_m);
    route_caption c = {
        .leg = (int)index,
        .name = text_shape(
            d->text, design_font(d, TEXT_BOLD, d->style->caption_size * (inset ? 0.82 : 1)), name),
        .distance =
            inset ? NULL
                  : text_shape(d->text, design_font(d, TEXT_REGULAR, d->style->caption_detail_size),
                               distance),
    };
    caption_place best = place_caption(&c, r, leg, markers, frame, 1, d);
    if (best.hits > 0)
        best = place_caption(&c, r, leg, markers, frame, CAPTION_TIGHT, d);
    if (best.hits > 0 && c.distance) {
        g_clear_pointer(&c.distance, text_run_unref);
        best = place_caption(&c, r, leg, markers, frame, CAPTION_TIGHT, d);
    }
    /* The main map shows where an inset's leg leads, and the other caption where this one does. */
    if (best.hits > 0 && (inset || has_caption(r, station))) {
        route_caption_clear(&c);
        return;
    }
    c.box = best.box;
    c.align_right = (c.box.x0 + c.box.x1) / 2 < leg->exit.x && c.box.x1 < leg->exit.x + 40;
    g_array_append_val(r->captions, c);
}

void route_add_captions(route *r, bool inset, const design *d, const itinerary *it,
                        const GArray *markers, page_box frame)
{
    for (guint i = 0; i < r->legs->len; i++) {
        if (route_get_leg(r, i)->cut && route_get_leg(r, i)->path.n_points > 0)
            add_caption(r, i, inset, d, it, markers, frame);
    }
}

void route_captions_compose(const route *r, const design *d, const basemap *b, scene *s)
{
    if (r->captions->len == 0)
        return;
    scene_begin(s, "frame-captions", "frame-captions");
    for (guint i = 0; i < r->captions->len; i++) {
        const route_caption *c = &g_array_index(r->captions, route_caption, i);
        text_run *runs[] = {c->name, c->distance};
        double y = c->box.y0 + text_run_font(c->name).size_px * 0.78;
        for (int k = 0; k < (c->distance ? 2 : 1); k++) {
            double x = c->align_right ? c->box.x1 - text_run_width(runs[k]) : c->box.x0;
            scene_item *text =
                scene_text(s, k == 0 ? "caption-name" : "caption-distance", runs[k],
                           (page_point){x, y}, k == 0 ? d->style->text : d->style->secondary);
            text->halo_color = basemap_fill_under(b, d->style, c->box);
            text->halo_width_px = design_px(d, 2.5);
            if (c->distance)
                y += text_run_font(c->distance).size_px * 1.42;
        }
    }
    scene_end(s);
}
