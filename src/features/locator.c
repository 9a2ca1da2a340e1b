/* SPDX-License-Identifier: MIT
 *
 * Turns the globe towards the origin, so that the route to it is seen, and paints it.
 */
#include "features/locator.h"

#include <math.h>

#include "features/corner.h"
#include "geo/globe.h"

/* No locator when the map shows more of the sphere: whole continents locate themselves. */
#define GLOBE_SHOWN_MAX 0.14
#define RING_PX         2.5
#define LABEL_RADIUS_PX 60 /* a smaller globe has no room for the origin's name */

struct locator {
    globe globe;
    text_run *label; /* the origin's name, when it is cut off */
    page_point label_at;
};

static geo_point globe_center_of(const plan *p, const itinerary *it)
{
    page_point middle = {(p->frame.x0 + p->frame.x1) / 2, (p->frame.y0 + p->frame.y1) / 2};
    geo_point center = {0, 0};
    if (!view_unproject(p->view, middle, &center))
        center = itinerary_get_station(it, it->stations->len - 1)->at;
    if (!p->origin_shown &&
        itinerary_get_tour(it, 0)->origin >= 0) { /* turn it towards the origin */
        geo_point origin = itinerary_get_station(it, 0)->at;
        double dlon = remainder(origin.lon_deg - center.lon_deg, 360);
        center.lon_deg = remainder(center.lon_deg + dlon * 0.35, 360);
        center.lat_deg += (origin.lat_deg - center.lat_deg) * 0.35;
    }
    return center;
}

static double radius_on(const design *d, const plan *p)
{
    double width = box_width(p->frame), height = box_height(p->frame);
    double radius =
        p->form == PLAN_PANEL_BELOW ? width * 0.078 : design_px(d, d->style->globe_radius);
    return fmin(radius, fmin(width, height) * 0.12);
}

static void label_origin(locator *l, const design *d, const itinerary *it)
{
    page_point at;
    l->label = text_shape(d->text, design_font(d, TEXT_REGULAR, 11), itinerary_station_name(it, 0));
    if (globe_project(&l->globe, itinerary_get_station(it, 0)->at, &at))
        l->label_at = (page_point){at.x + design_px(d, 7), at.y - design_px(d, 3)};
}

void locator_free(locator *l)
{
    if (!l)
        return;
    g_clear_pointer(&l->label, text_run_unref);
    g_free(l);
}

locator *locator_new(const design *d, const itinerary *it, const plan *p, const crowd *on,
                     bool *moved)
{
    trip_switch wish = it->trip->map.locator;
    *moved = false;
    if (wish == TRIP_NEVER || (wish == TRIP_AUTO && view_area_shown(p->view) > GLOBE_SHOWN_MAX))
        return NULL;
    double radius = radius_on(d, p), size = 2 * (radius + design_px(d, RING_PX));
    static const corner corners[] = {{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0.5}, {0, 0.5}};
    corner_choice choice =
        corner_choose(&(corner_search){.wish = wish,
                                       .corners = corners,
                                       .n_corners = G_N_ELEMENTS(corners),
                                       .mirrored = d->rtl,
                                       .width = size,
                                       .height = size,
                                       .margin = fmax(design_px(d, d->style->margin) * 0.6, 8),
                                       .frame = p->frame},
                      on);
    *moved = choice.moved;
    if (wish == TRIP_AUTO && choice.cost > 1e5)
        return NULL; /* it would hide a stop or the route for good */
    locator *l = g_new0(locator, 1);
    page_point at = {(choice.box.x0 + choice.box.x1) / 2, (choice.box.y0 + choice.box.y1) / 2};
    l->globe = globe_make(globe_center_of(p, it), at, radius);
    g_array_append_val(on->taken, choice.box);
    if (!p->origin_shown && radius > LABEL_RADIUS_PX)
        label_origin(l, d, it);
    return l;
}

page_box locator_box(const locator *l)
{
    double r = l->globe.radius_px + 3;
    page_point at = l->globe.at;
    return (page_box){at.x - r, at.y - r, at.x + r, at.y + r};
}

/* The border of the map frame as seen on the globe. */
static void add_footprint(const locator *l, const plan *p, page_path *out)
{
    enum { STEPS = 24 };
    page_box b = p->frame;
    const page_point corners[] = {{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}};
    bool open = false;
    for (int side = 0; side < 4; side++) {
        page_point from = corners[side], to = corners[(side + 1) % 4];
        for (int i = 0; i <= STEPS; i++) {
            page_point q = {from.x + (to.x - from.x) * i / STEPS,
                            from.y + (to.y - from.y) * i / STEPS};
            geo_point g;
            page_point on_globe;
            if (!view_unproject(p->view, q, &g) || !globe_project(&l->globe, g, &on_globe)) {
                continue;
            }
            if (!open)
                page_path_move_to(out, on_globe);
            else
                page_path_line_to(out, on_globe);
            open = true;
        }
    }
}

static void compose_globe_route(const locator *l, const design *d, const itinerary *it,
                                const plan *p, scene *s)
{
    if (p->origin_shown || itinerary_get_tour(it, 0)->origin < 0)
        return;
    page_path legs;
    page_path_init(&legs);
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->from_origin || leg->to_origin)
            globe_geodesic(&l->globe, itinerary_get_station(it, leg->from)->at,
                           itinerary_get_station(it, leg->to)->at, &legs);
    }
    scene_path(s, "line", &legs, false, paint_stroke(d->style->route, design_px(d, 1.4)));
    page_point at;
    if (globe_project(&l->globe, itinerary_get_station(it, 0)->at, &at))
        scene_circle(s, "marker", at, design_px(d, 2.6), paint_fill(d->style->route));
    if (l->label) {
        scene_item *text = scene_text(s, "locator-label", l->label, l->label_at, d->style->text);
        text->halo_color = d->style->globe_sea;
        text->halo_width_px = design_px(d, 1.6);
    }
}

void locator_compose(const locator *l, const design *d, const itinerary *it, const plan *p,
                     atlas *a, scene *s)
{
    const style *st = d->style;
    scene_begin(s, "locator", "locator");
    scene_circle(s, "globe-ring", l->globe.at, l->globe.radius_px + design_px(d, RING_PX),
                 paint_fill(st->box));
    scene_circle(s, "globe-sea", l->globe.at, l->globe.radius_px, paint_fill(st->globe_sea));
    page_path path;
    page_path_init(&path);
    globe_graticule(&l->globe, &path);
    scene_path(s, NULL, &path, false, paint_stroke(st->globe_graticule, design_px(d, 0.6)));
    const atlas_land *land = atlas_get_land(a, d->diags);
    globe_rings(&l->globe, land->points, land->starts, land->n_parts, &path);
    scene_path(s, "globe-land", &path, true, paint_fill(st->globe_land));
    add_footprint(l, p, &path);
    scene_paint footprint = paint_fill(color_with_alpha(st->route, 0.12));
    footprint.stroke = st->route;
    footprint.stroke_width_px = design_px(d, 1.2);
    scene_path(s, "footprint", &path, true, footprint);
    compose_globe_route(l, d, it, p, s);
    scene_circle(s, "globe-edge", l->globe.at, l->globe.radius_px,
                 paint_stroke(st->globe_edge, design_px(d, 0.8)));
    scene_end(s);
}
