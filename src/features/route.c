/* SPDX-License-Identifier: MIT
 *
 * Projects the legs, sets arrow heads and frame captions, paints the route.
 */
#include "features/route.h"

#include <limits.h>
#include <math.h>

#include "features/sea_route.h"
#include "features/series.h"
#include "features/words.h"
#include "label/bow.h"

#define ARROW_MIN_LEG_PX 44.0 /* shorter visible legs carry no arrow head */
#define ARROW_NOTCH      0.12 /* of its length, at the back */
#define MANY_MARKERS     15
#define DETOUR           2.2 /* a sea leg longer than this times the direct way looks beyond the page */
#define WIDE_SEA         0.25  /* how far, of the frame's width and height together */
#define FAN_LANE_PX      20.0  /* between legs that leave an inset together, at its frame */
#define HAIR_LANES       0.35  /* lanes between dots, of those between discs */
#define CAPTION_GAP_PX   14.0  /* between a caption and its line */
#define CAPTION_EDGE_PX  11.0  /* between a caption and the frame */
#define CAPTION_CLEAR_PX 8.0   /* between a caption and any leg */
#define MANY_LANES       3     /* between two stops: from here on an inset numbers its lines */
#define NUMBER_SIZE      10.5  /* type on a line */
#define NUMBER_CLEAR_PX  5.0   /* a number keeps at least this far from everything else */
#define CAPTION_REACH_PX 360.0 /* how far along its leg a caption may stand */

static void clear_leg(void *data)
{
    page_path_clear(&((route_leg *)data)->path);
    g_clear_pointer(&((route_leg *)data)->number, text_run_unref);
}

static void clear_caption(void *data)
{
    route_caption *c = data;
    text_run_unref(c->name);
    g_clear_pointer(&c->distance, text_run_unref);
}

void route_free(route *r)
{
    if (!r)
        return;
    g_array_unref(r->legs);
    g_array_unref(r->captions);
    g_free(r);
}

static double path_length(const page_path *path)
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
static bool path_at(const page_path *path, double distance, page_point *at, page_point *along)
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

static void project_leg(route_leg *out, const itinerary *it, const view *v)
{
    geo_point from = itinerary_get_station(it, out->leg->from)->at;
    for (guint i = 0; out->leg->via && i < out->leg->via->len; i++) {
        geo_point via = g_array_index(out->leg->via, geo_point, i);
        view_geodesic(v, from, via, &out->path);
        from = via;
    }
    view_geodesic(v, from, itinerary_get_station(it, out->leg->to)->at, &out->path);
}

/* The station that a cut leg leads to or comes from. */
static int outer_station(const route_leg *leg)
{
    return leg->enters ? leg->leg->from : leg->leg->to;
}

/* A cut leg's path starts or ends at the frame. */
static void find_exit(route_leg *leg)
{
    if (!leg->cut || leg->path.n_points == 0)
        return;
    leg->exit = leg->enters ? leg->path.points[0] : leg->path.points[leg->path.n_points - 1];
}

static double segment_distance(page_point p, page_point a, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, l2 = dx * dx + dy * dy;
    double t = l2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / l2 : 0;
    t = CLAMP(t, 0, 1);
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static double path_distance(const page_path *path, page_point p)
{
    double best = INFINITY;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++)
            best = fmin(best, segment_distance(p, path->points[i - 1], path->points[i]));
    }
    return best;
}

/* How free a place for an arrow head is: its distance from markers, other legs and other heads.
 * Heads side by side on neighbouring lanes would read as one. */
static double arrow_room(const route *r, guint self, const GArray *markers, page_point center)
{
    double room = INFINITY;
    for (guint i = 0; i < self; i++) {
        const route_leg *leg = route_get_leg(r, i);
        if (leg->has_arrow)
            room = fmin(room, hypot(center.x - leg->arrow_tip.x, center.y - leg->arrow_tip.y) -
                                  leg->arrow_length);
    }
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        room = fmin(room, hypot(center.x - m->center.x, center.y - m->center.y) - m->half_width);
    }
    for (guint i = 0; i < r->legs->len; i++) {
        if (i != self)
            room = fmin(room, path_distance(&route_get_leg(r, i)->path, center));
    }
    return room;
}

/* Mid-leg if there is room, else the nearest of some places along the leg that has. */
static void place_arrow(route *r, guint index, const design *d, const GArray *markers)
{
    route_leg *leg = route_get_leg(r, index);
    double length = path_length(&leg->path);
    double inset = 0;
    bool overland = leg->leg->mode == TRIP_MODE_RAIL || leg->leg->mode == TRIP_MODE_ROAD;
    if (leg->hair || length < design_px(d, overland ? ARROW_MIN_LEG_PX * 1.4 : ARROW_MIN_LEG_PX))
        return;
    double size = markers->len >= MANY_MARKERS ? 0.78 : 1;
    leg->arrow_length = size * design_px(d, d->style->arrow_length) * (leg->cut ? 17.0 / 15 : 1);
    leg->arrow_width = size * design_px(d, d->style->arrow_width) * (leg->cut ? 14 / 12.5 : 1);
    static const double tries[] = {0.5,  0.46, 0.54, 0.42, 0.58, 0.38, 0.62,
                                   0.34, 0.66, 0.3,  0.7,  0.25, 0.75};
    if (leg->cut) /* beside the frame, inside of where the caption ends */
        inset = fmin(design_px(d, 78), length * 0.5);
    double best_room = -INFINITY;
    for (gsize i = 0; i < (leg->cut ? 1 : G_N_ELEMENTS(tries)); i++) {
        double distance = length * tries[i];
        if (leg->cut)
            distance = leg->enters ? inset : length - inset;
        page_point at, along;
        if (!path_at(&leg->path, distance + leg->arrow_length / 2, &at, &along))
            continue;
        page_point center = {at.x - along.x * leg->arrow_length / 2,
                             at.y - along.y * leg->arrow_length / 2};
        double room = fmin(arrow_room(r, index, markers, center), leg->arrow_length);
        if (room > best_room + 0.5) {
            best_room = room;
            leg->has_arrow = true;
            leg->arrow_tip = at;
            leg->arrow_along = along;
        }
        if (room >= leg->arrow_length)
            break;
    }
}

/* ---- numbers on lanes ---- */

/* Legs between the same two stations, either way. */
static int lanes_of(const route *r, const route_leg *leg)
{
    int lanes = 0;
    for (guint i = 0; i < r->legs->len; i++) {
        const itinerary_leg *a = route_get_leg(r, i)->leg, *b = leg->leg;
        lanes += (a->from == b->from && a->to == b->to) || (a->from == b->to && a->to == b->from);
    }
    return lanes;
}

static bool many_lanes(const route *r)
{
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *leg = route_get_leg(r, i);
        if (!leg->hair && !leg->cut && lanes_of(r, leg) >= MANY_LANES)
            return true;
    }
    return false;
}

/* How free a place for a number is, px to the nearest other thing. */
static double number_room(const route *r, guint self, const GArray *markers, page_point center)
{
    double room = INFINITY;
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        room = fmin(room, hypot(center.x - m->center.x, center.y - m->center.y) - m->half_width);
    }
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *leg = route_get_leg(r, i);
        if (i != self)
            room = fmin(room, path_distance(&leg->path, center));
        if (leg->has_arrow)
            room = fmin(room, hypot(center.x - leg->arrow_tip.x, center.y - leg->arrow_tip.y) -
                                  leg->arrow_length);
        if (leg->number)
            room = fmin(room, hypot(center.x - leg->number_at.x, center.y - leg->number_at.y) -
                                  text_run_font(leg->number).size_px);
    }
    return room;
}

static void place_number(route *r, guint index, const design *d, const itinerary *it,
                         const GArray *markers)
{
    route_leg *leg = route_get_leg(r, index);
    double length = path_length(&leg->path), best = design_px(d, NUMBER_CLEAR_PX);
    if (leg->hair || leg->leg->call < 0 || length < design_px(d, ARROW_MIN_LEG_PX * 1.4))
        return;
    bool found = false;
    for (double t = 0.2; t <= 0.805; t += 0.05) {
        page_point at, along;
        if (!path_at(&leg->path, length * t, &at, &along))
            continue;
        double room = fmin(number_room(r, index, markers, at), design_px(d, 16));
        if (room <= best + 0.5)
            continue;
        best = room;
        found = true;
        leg->number_at = at;
        leg->number_rad = atan(along.x == 0 ? INFINITY : along.y / along.x);
    }
    if (!found)
        return;
    g_autofree char *text = g_strdup_printf("%d", itinerary_get_call(it, leg->leg->call)->number);
    leg->number = text_shape(d->text, design_font(d, TEXT_BOLD, NUMBER_SIZE), text);
}

page_box route_number_box(const route_leg *leg)
{
    double r = fmax(text_run_width(leg->number), text_run_font(leg->number).size_px) / 2;
    page_point c = leg->number_at;
    return (page_box){c.x - r, c.y - r, c.x + r, c.y + r};
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

/* How many things a caption there would touch: legs and arrow heads, markers, other captions, the
 * frame's edge. */
static int caption_hits(const route *r, const GArray *markers, page_box box, page_box frame)
{
    int hits = box.x0 < frame.x0 + 4 || box.x1 > frame.x1 - 4 || box.y0 < frame.y0 + 4 ||
               box.y1 > frame.y1 - 4;
    page_box roomy = box_grown(box, CAPTION_CLEAR_PX);
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
        hits += boxes_overlap(box, marker_box(&g_array_index(markers, marker, i)), 6);
    for (guint i = 0; i < r->captions->len; i++)
        hits += boxes_overlap(box, g_array_index(r->captions, route_caption, i).box, 10);
    return hits;
}

typedef struct {
    page_box box;
    int hits;
    double cost; /* among places with as few hits */
} caption_place;

static void try_caption(caption_place *best, const route *r, const GArray *markers, page_box box,
                        page_box frame, double cost)
{
    if (best->hits == 0 && cost >= best->cost)
        return;
    int hits = caption_hits(r, markers, box, frame);
    if (hits < best->hits || (hits == best->hits && cost < best->cost))
        *best = (caption_place){box, hits, cost};
}

/* Beside the line, further and further from the frame, at growing distances from the line. */
static void try_along(caption_place *best, const route *r, const route_leg *leg,
                      const GArray *markers, page_box size, page_box frame, double preferred,
                      const design *d)
{
    static const double gaps[] = {12, 22, 40, 70};
    double length = path_length(&leg->path), half_w = box_width(size) / 2,
           half_h = box_height(size) / 2, edge = design_px(d, CAPTION_EDGE_PX);
    for (double s = 6; s < fmin(length, CAPTION_REACH_PX); s += 12) {
        page_point at, along;
        if (!path_at(&leg->path, leg->enters ? s : length - s, &at, &along))
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
    int station = outer_station(leg);
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *other = route_get_leg(r, i);
        if (other->cut && other->path.n_points > 0 && other->enters != leg->enters &&
            outer_station(other) == station)
            return true;
    }
    return false;
}

/* In an inset one caption serves all legs of a station. */
static bool has_caption(const route *r, int station)
{
    for (guint i = 0; i < r->captions->len; i++) {
        const route_leg *leg = route_get_leg(r, g_array_index(r->captions, route_caption, i).leg);
        if (outer_station(leg) == station)
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
    /* Beside an outbound leg on its left, beside the way home on its right, unless taken. */
    double preferred = outbound ? -1 : 1;
    caption_place best = {.hits = INT_MAX, .cost = INFINITY};
    for (int i = 0; i < 2; i++)
        try_caption(&best, r, markers,
                    caption_box(&c, leg, frame, i == 0 ? preferred : -preferred, d), frame, i);
    if (best.hits > 0)
        try_along(&best, r, leg, markers, best.box, frame, preferred, d);
    if (inset && best.hits > 0) { /* the main map shows where the leg leads */
        clear_caption(&c);
        return;
    }
    c.box = best.box;
    c.align_right = (c.box.x0 + c.box.x1) / 2 < leg->exit.x && c.box.x1 < leg->exit.x + 40;
    g_array_append_val(r->captions, c);
}

/* From marker to marker by the via points, through water. Left empty when an end is not shown. */
static void sail_leg(route_leg *leg, const view *v, const ground *sea, const GArray *markers)
{
    const marker *from = markers_find(markers, leg->leg->from);
    const marker *to = markers_find(markers, leg->leg->to);
    if (!from || !to)
        return;
    g_autofree page_point *avoid = g_new(page_point, markers->len + 1);
    int n_avoid = 0;
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        if (m != from && m != to)
            avoid[n_avoid++] = m->center;
    }
    double keep_off = from->half_height + 12;
    page_point at = from->center;
    for (guint i = 0; leg->leg->via && i < leg->leg->via->len; i++) {
        page_point next;
        if (!view_project(v, g_array_index(leg->leg->via, geo_point, i), &next))
            continue;
        sea_route_path(&leg->path, sea, at, next, avoid, n_avoid, keep_off);
        at = next;
    }
    sea_route_path(&leg->path, sea, at, to->center, avoid, n_avoid, keep_off);
    if (leg->path.n_parts > 1) { /* one line through all of its pieces */
        leg->path.n_parts = 1;
        leg->path.starts[1] = leg->path.n_points;
    }
}

/* Markers may stand beside their true place; a leg ends where its markers stand. */
static void follow_shifts(route_leg *leg, const GArray *markers)
{
    const marker *from = markers_find(markers, leg->leg->from);
    const marker *to = markers_find(markers, leg->leg->to);
    page_point a = {0, 0}, b = {0, 0};
    if (from)
        a = (page_point){from->center.x - from->at.x, from->center.y - from->at.y};
    if (to)
        b = (page_point){to->center.x - to->at.x, to->center.y - to->at.y};
    if (a.x == 0 && a.y == 0 && b.x == 0 && b.y == 0)
        return;
    double length = fmax(path_length(&leg->path), 1e-9), done = 0;
    for (uint32_t i = 0; i < leg->path.n_points; i++) {
        page_point *p = &leg->path.points[i];
        double t = done / length;
        if (i + 1 < leg->path.n_points)
            done += hypot(p[1].x - p->x, p[1].y - p->y);
        p->x += a.x * (1 - t) + b.x * t;
        p->y += a.y * (1 - t) + b.y * t;
    }
}

static bool same_way_out(const route_leg *a, const route_leg *b)
{
    return a->cut && b->cut && outer_station(a) == outer_station(b) &&
           (a->enters ? a->leg->to : a->leg->from) == (b->enters ? b->leg->to : b->leg->from);
}

/* Moves the cut end sideways, the more the farther from the marker; RIGHT of the way out. */
static void fan(route_leg *leg, double right)
{
    page_path *path = &leg->path;
    page_point a = path->points[0], b = path->points[path->n_points - 1];
    page_point inner = leg->enters ? b : a, outer = leg->enters ? a : b;
    double length = hypot(outer.x - inner.x, outer.y - inner.y);
    if (length < 1)
        return;
    page_point n = {-(outer.y - inner.y) / length, (outer.x - inner.x) / length};
    for (uint32_t i = 0; i < path->n_points; i++) {
        page_point *p = &path->points[i];
        double t = fmin(1, hypot(p->x - inner.x, p->y - inner.y) / length);
        p->x += n.x * right * t;
        p->y += n.y * right * t;
    }
}

/* In an inset, legs that lead to the same place outside spread like a fan, keeping right. */
static void fan_cut_legs(route *r, double lane_px)
{
    for (guint i = 0; i < r->legs->len; i++) {
        route_leg *leg = route_get_leg(r, i);
        int entering = 0, leaving = 0, before = 0;
        if (!leg->cut || leg->path.n_points < 2)
            continue;
        for (guint j = 0; j < r->legs->len; j++) {
            const route_leg *other = route_get_leg(r, j);
            if (!same_way_out(leg, other))
                continue;
            entering += other->enters;
            leaving += !other->enters;
            before += j < i && other->enters == leg->enters;
        }
        double rank = leg->enters ? before : entering + before;
        leg->fanned = entering + leaving > 1;
        fan(leg, (rank - (entering + leaving - 1) / 2.0) * lane_px);
    }
}

static int marker_index(const GArray *markers, int station)
{
    const marker *m = markers_find(markers, station);
    return m ? (int)(m - &g_array_index(markers, marker, 0)) : -1;
}

/* Bows legs off foreign markers and into lanes beside legs they would retrace. */
static void bow_legs(route *r, const GArray *markers, page_box frame)
{
    guint n = r->legs->len;
    g_autofree bow_leg *legs = g_new0(bow_leg, n + 1);
    g_autofree bow_marker *obstacles = g_new0(bow_marker, markers->len + 1);
    g_autofree double *heights = g_new0(double, n + 1);
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        obstacles[i] = (bow_marker){marker_box(m), m->half_height};
    }
    for (guint i = 0; i < n; i++) {
        const route_leg *leg = route_get_leg(r, i);
        legs[i] = (bow_leg){
            .points = leg->path.points,
            .n_points = leg->path.n_points,
            .from = marker_index(markers, leg->leg->from),
            .to = marker_index(markers, leg->leg->to),
            .fixed = leg->path.n_parts != 1 || leg->fanned || leg->leg->mode == TRIP_MODE_SEA ||
                     (leg->leg->via && leg->leg->via->len > 0),
        };
    }
    bow_choose(heights, legs, (int)n, obstacles, (int)markers->len, frame);
    for (guint i = 0; i < n; i++) {
        if (route_get_leg(r, i)->hair)
            heights[i] *= HAIR_LANES;
        if (heights[i] == 0)
            continue;
        page_path bent;
        page_path_init(&bent);
        bow_path(&bent, &legs[i], heights[i]);
        page_path_clear(&route_get_leg(r, i)->path);
        route_get_leg(r, i)->path = bent;
    }
}

/* Sea legs stay on the page where that is no great detour; Cape Horn may lie beyond it. */
static void sail_legs(route *r, const design *d, const view *v, const basemap *b, atlas *a,
                      const GArray *markers)
{
    page_box f = view_frame(v);
    double reach = (box_width(f) + box_height(f)) * WIDE_SEA;
    ground wide = {0};
    for (guint i = 0; i < r->legs->len; i++) {
        route_leg *leg = route_get_leg(r, i);
        if (leg->leg->mode != TRIP_MODE_SEA || leg->cut)
            continue;
        page_path straight = leg->path;
        page_path_init(&leg->path);
        sail_leg(leg, v, &b->ground, markers);
        if (path_length(&leg->path) > DETOUR * path_length(&straight) &&
            (wide.cells || basemap_wide_ground(&wide, d, v, a, box_grown(f, reach)))) {
            route_leg around = {.leg = leg->leg};
            sail_leg(&around, v, &wide, markers);
            if (path_length(&around.path) < path_length(&leg->path)) {
                page_path_clear(&leg->path);
                leg->path = around.path;
            } else {
                page_path_clear(&around.path);
            }
        }
        if (leg->path.n_points > 0) {
            page_path_clear(&straight);
        } else {
            leg->path = straight;
        }
    }
    ground_clear(&wide);
}

route *route_new(const design *d, const itinerary *it, const view *v, const basemap *b, atlas *a,
                 const GArray *markers, bool inset)
{
    route *r = g_new0(route, 1);
    r->legs = g_array_new(FALSE, TRUE, sizeof(route_leg));
    g_array_set_clear_func(r->legs, clear_leg);
    r->captions = g_array_new(FALSE, TRUE, sizeof(route_caption));
    g_array_set_clear_func(r->captions, clear_caption);
    for (guint i = 0; i < it->legs->len; i++) {
        route_leg leg = {.leg = itinerary_get_leg(it, i)};
        const marker *from = markers_find(markers, leg.leg->from);
        const marker *to = markers_find(markers, leg.leg->to);
        leg.cut = !from || !to;
        leg.enters = !from;
        leg.hair = from && to && from->dot && to->dot;
        if (from || to) {
            project_leg(&leg, it, v);
            follow_shifts(&leg, markers);
        }
        g_array_append_val(r->legs, leg);
    }
    sail_legs(r, d, v, b, a, markers);
    if (inset)
        fan_cut_legs(r, design_px(d, FAN_LANE_PX));
    bow_legs(r, markers, view_frame(v));
    for (guint i = 0; i < r->legs->len; i++)
        find_exit(route_get_leg(r, i));
    for (guint i = 0; i < r->legs->len; i++)
        place_arrow(r, i, d, markers);
    bool numbers = inset && many_lanes(r);
    for (guint i = 0; numbers && i < r->legs->len; i++)
        place_number(r, i, d, it, markers);
    for (guint i = 0; i < r->legs->len; i++) {
        if (route_get_leg(r, i)->cut && route_get_leg(r, i)->path.n_points > 0)
            add_caption(r, i, inset, d, it, markers, view_frame(v));
    }
    return r;
}

void route_arrow_path(const route_leg *leg, double grow_px, page_path *out)
{
    page_point u = leg->arrow_along, n = {-u.y, u.x};
    double length = leg->arrow_length + 2 * grow_px, half = leg->arrow_width / 2 + grow_px;
    page_point tip = {leg->arrow_tip.x + u.x * grow_px, leg->arrow_tip.y + u.y * grow_px};
    double notch = length * (1 - ARROW_NOTCH);
    page_path_move_to(out, tip);
    page_path_line_to(
        out, (page_point){tip.x - u.x * length + n.x * half, tip.y - u.y * length + n.y * half});
    page_path_line_to(out, (page_point){tip.x - u.x * notch, tip.y - u.y * notch});
    page_path_line_to(
        out, (page_point){tip.x - u.x * length - n.x * half, tip.y - u.y * length - n.y * half});
    page_path_line_to(out, tip);
}

static bool several_tours_fly(const itinerary *it)
{
    int flying = -1;
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->mode != TRIP_MODE_AIR || leg->tour == flying)
            continue;
        if (flying >= 0)
            return true;
        flying = leg->tour;
    }
    return false;
}

/* Sea legs are dashed. Air legs are solid, or have their tour's dash where several tours fly. */
void route_dash(scene_paint *paint, const itinerary *it, const itinerary_leg *leg, double k)
{
    if (leg->mode == TRIP_MODE_SEA)
        series_dash(paint, 1, k);
    else if (leg->mode == TRIP_MODE_AIR && several_tours_fly(it))
        series_dash(paint, leg->tour, k);
}

/* Overland stretches by rail carry ticks across the line. */
static void append_ticks(const page_path *path, double every_px, double half_px, page_path *out)
{
    page_point at, along;
    for (double t = every_px; path_at(path, t, &at, &along); t += every_px) {
        page_path_move_to(out, (page_point){at.x - along.y * half_px, at.y + along.x * half_px});
        page_path_line_to(out, (page_point){at.x + along.y * half_px, at.y - along.x * half_px});
    }
}

static void compose_leg(const route_leg *leg, const design *d, const itinerary *it, scene *s)
{
    static const char *const modes[] = {"air", "sea", "rail", "road"};
    const style *st = d->style;
    g_autofree char *id = g_strdup_printf("leg-%d", leg->leg->number);
    g_autofree char *distance = words_distance(d->lang, leg->leg->distance_m);
    g_autofree char *title =
        g_strdup_printf("%s → %s, %s", itinerary_station_name(it, leg->leg->from),
                        itinerary_station_name(it, leg->leg->to), distance);
    scene_item *group = scene_begin(s, id, "leg");
    scene_set_title(group, title);
    const int ends[] = {leg->leg->from, leg->leg->to};
    for (int i = 0; i < 2; i++) {
        const char *name = i == 0 ? "data-from" : "data-to";
        g_autofree char *stop = itinerary_stop_id(it, ends[i]);
        scene_set_attribute(group, name, "%s%s", scene_scope(s), stop);
    }
    scene_set_attribute(group, "data-mode", "%s", modes[leg->leg->mode]);
    scene_set_attribute(group, "data-km", "%ld", lround(leg->leg->distance_m / 1000));
    bool thin = leg->leg->mode == TRIP_MODE_ROAD || leg->leg->mode == TRIP_MODE_RAIL;
    double width = design_px(d, st->route_width) * (thin || leg->hair ? 0.55 : 1);
    page_path copy;
    page_path_init(&copy);
    page_path_append(&copy, &leg->path);
    scene_path(s, "casing", &copy, false,
               paint_stroke(color_with_alpha(st->route_casing, 0.9),
                            width + design_px(d, st->casing_width - st->route_width)));
    page_path_append(&copy, &leg->path);
    scene_paint line = paint_stroke(series_color(st, leg->leg->tour), width);
    route_dash(&line, it, leg->leg, d->k);
    scene_path(s, "line", &copy, false, line);
    if (leg->leg->mode == TRIP_MODE_RAIL) {
        append_ticks(&leg->path, design_px(d, 5), design_px(d, 3), &copy);
        line.stroke_width_px = design_px(d, 1);
        line.round_cap = false;
        scene_path(s, "ticks", &copy, false, line);
    }
    scene_end(s);
}

static void compose_arrow(const route_leg *leg, const design *d, scene *s)
{
    page_path outline;
    page_path_init(&outline);
    route_arrow_path(leg, 0, &outline);
    color ink = series_color(d->style, leg->leg->tour);
    scene_paint paint = paint_fill(ink);
    page_path edge;
    page_path_init(&edge);
    page_path_append(&edge, &outline);
    scene_item *group = scene_begin(s, NULL, "leg-arrow");
    scene_set_attribute(group, "data-leg", "%sleg-%d", scene_scope(s), leg->leg->number);
    scene_path(s, "arrow-casing", &edge, true,
               paint_stroke(d->style->route_casing, design_px(d, 3.2)));
    paint.stroke = ink;
    paint.stroke_width_px = design_px(d, 0.9); /* rounds the corners */
    scene_path(s, "arrow", &outline, true, paint);
    scene_end(s);
}

/* On a ground of the casing's colour, so that the line stops before it and goes on after it. */
static void compose_number(const route_leg *leg, const design *d, scene *s)
{
    double c = cos(leg->number_rad), n = sin(leg->number_rad);
    double w = text_run_width(leg->number) / 2, up = text_run_cap_height(leg->number) / 2;
    page_point origin = {leg->number_at.x - w * c - up * n, leg->number_at.y - w * n + up * c};
    scene_item *text =
        scene_text(s, "leg-number", leg->number, origin, series_color(d->style, leg->leg->tour));
    text->angle_rad = leg->number_rad;
    text->halo_color = d->style->route_casing;
    text->halo_width_px = design_px(d, 2.2);
}

void route_compose(const route *r, const design *d, const itinerary *it, scene *s)
{
    scene_begin(s, "route", "route");
    for (guint i = 0; i < r->legs->len; i++) {
        if (route_get_leg(r, i)->path.n_points > 0)
            compose_leg(route_get_leg(r, i), d, it, s);
    }
    scene_begin(s, "arrows", "arrows");
    for (guint i = 0; i < r->legs->len; i++) {
        if (route_get_leg(r, i)->has_arrow)
            compose_arrow(route_get_leg(r, i), d, s);
        if (route_get_leg(r, i)->number)
            compose_number(route_get_leg(r, i), d, s);
    }
    scene_end(s);
    scene_end(s);
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
