/* SPDX-License-Identifier: MIT
 *
 * Arrow heads at mid-leg, and on lanes side by side the number of the call that each leads to.
 */
#include <math.h>

#include "features/route_parts.h"
#include "features/series.h"

#define ARROW_MIN_LEG_PX 44.0 /* shorter visible legs carry no arrow head */
#define ARROW_NOTCH      0.12 /* of its length, at the back */
#define SPARSE_ROOM      0.7  /* of its length, round a head where heads leave no room for names */
#define MANY_MARKERS     15
#define MANY_LANES       3    /* between two stops: from here on an inset numbers its lines */
#define NUMBER_SIZE      10.5 /* type on a line */
#define NUMBER_CLEAR_PX  5.0  /* a number keeps at least this far from everything else */

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
            room = fmin(room, route_line_distance(&route_get_leg(r, i)->path, center));
    }
    return room;
}

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

/* Mid-leg if there is room, else the nearest of some places along the leg that has. */
static void place_arrow(route *r, guint index, const design *d, const GArray *markers)
{
    route_leg *leg = route_get_leg(r, index);
    double length = route_line_length(&leg->path);
    double inset = 0;
    bool overland = leg->leg->mode == TRIP_MODE_RAIL || leg->leg->mode == TRIP_MODE_ROAD;
    if (leg->hair || length < design_px(d, overland ? ARROW_MIN_LEG_PX * 1.4 : ARROW_MIN_LEG_PX))
        return;
    bool crowded = markers->len >= MANY_MARKERS || many_lanes(r);
    double size = crowded ? 0.78 : 1;
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
        if (!route_line_at(&leg->path, distance + leg->arrow_length / 2, &at, &along))
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
    leg->has_arrow &= !d->sparse_arrows || leg->cut || best_room > SPARSE_ROOM * leg->arrow_length;
}

/* ---- numbers on lanes ---- */

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
            room = fmin(room, route_line_distance(&leg->path, center));
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
    double length = route_line_length(&leg->path), best = design_px(d, NUMBER_CLEAR_PX);
    if (leg->hair || leg->leg->call < 0 || length < design_px(d, ARROW_MIN_LEG_PX * 1.4))
        return;
    bool found = false;
    for (double t = 0.2; t <= 0.805; t += 0.05) {
        page_point at, along;
        if (!route_line_at(&leg->path, length * t, &at, &along))
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

void route_place_arrows(route *r, const design *d, const GArray *markers)
{
    for (guint i = 0; i < r->legs->len; i++)
        place_arrow(r, i, d, markers);
}

void route_place_numbers(route *r, const design *d, const itinerary *it, const GArray *markers)
{
    for (guint i = 0; many_lanes(r) && i < r->legs->len; i++)
        place_number(r, i, d, it, markers);
}

/* ---- painting ---- */

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

void route_arrows_compose(const route *r, const design *d, scene *s)
{
    scene_begin(s, "arrows", "arrows");
    for (guint i = 0; i < r->legs->len; i++) {
        const route_leg *leg = route_get_leg(r, i);
        if (leg->has_arrow)
            compose_arrow(leg, d, s);
        if (leg->number)
            compose_number(leg, d, s);
    }
    scene_end(s);
}
