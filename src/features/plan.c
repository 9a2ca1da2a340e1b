/* SPDX-License-Identifier: MIT
 *
 * Chooses form, frame and view of a page.
 */
#include "features/plan.h"

#include <math.h>
#include <string.h>

#include "features/basemap.h"

/* A page this much taller than wide takes the panel below the map. */
#define TALL_PAGE 1.15
/* The tour's extent is so much taller than the frame that a side panel costs the map nothing. */
#define TALL_TOUR 1.6
/* Showing the origin may make everything else this much smaller, not more. */
#define ORIGIN_SHRINK_MAX 2.0
/* ... and less where it would bring two stops this near to each other. Style px. */
#define ORIGIN_SHRINK_CROWDED 1.25
#define CROWDED_PX            42.0
/* Tours smaller than this scale are measured as if they had it: a city needs surroundings. */
#define CONTEXT_M_PER_PX 800.0
#define SIDE_PANEL_SHARE 0.35

void plan_clear(plan *p)
{
    g_clear_pointer(&p->view, view_free);
}

typedef struct {
    double left, top, right, bottom;
} margins;

static bool station_shown(const itinerary *it, int station, bool origin_shown)
{
    return origin_shown || itinerary_get_station(it, station)->n_calls > 0;
}

/* The points and legs that must be inside the frame. The view is still to be measured. */
static bool fit(view **out, const design *d, const itinerary *it, page_box frame, margins m,
                bool origin_shown, const plan_request *request)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    g_autoptr(GArray) legs = g_array_new(FALSE, FALSE, 2 * sizeof(geo_point));
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int i = 0; i < (int)it->stations->len; i++) {
        if (!station_shown(it, i, origin_shown))
            continue;
        g_array_append_val(points, itinerary_get_station(it, i)->at);
        g_ptr_array_add(names, (gpointer)itinerary_station_name(it, i));
    }
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (!station_shown(it, leg->from, origin_shown) ||
            !station_shown(it, leg->to, origin_shown))
            continue;
        geo_point ends[2] = {itinerary_get_station(it, leg->from)->at,
                             itinerary_get_station(it, leg->to)->at};
        for (guint k = 0; leg->via && k < leg->via->len; k++) {
            g_array_append_val(points, g_array_index(leg->via, geo_point, k));
            g_ptr_array_add(names, (gpointer) "a via point");
        }
        if (!leg->via || leg->via->len == 0)
            g_array_append_vals(legs, ends, 1);
    }
    for (guint i = 0; request->sea_places && i < request->sea_places->len; i++) {
        g_array_append_val(points, g_array_index(request->sea_places, geo_point, i));
        g_ptr_array_add(names, (gpointer) "a sea leg");
    }
    const trip_map_options *map = &it->trip->map;
    view_request wish = {
        .points = (const geo_point *)(void *)points->data,
        .n_points = points->len,
        .legs = (const geo_point(*)[2])(void *)legs->data,
        .n_legs = legs->len,
        .frame = frame,
        .margin_left = m.left,
        .margin_top = m.top,
        .margin_right = m.right,
        .margin_bottom = m.bottom,
        .bleed_px = basemap_bleed_px(d),
        .projection = request->projection ? request->projection : map->projection,
        .projection_span = request->projection ? SPAN_NONE : map->projection_span,
        .untrusted = request->untrusted,
        .point_names = (const char *const *)names->pdata,
    };
    return view_sketch(out, &wish, d->diags);
}

static double center_scale(const view *v)
{
    page_box f = view_frame(v);
    return view_m_per_px(v, (page_point){(f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2});
}

/* The smallest distance between two shown stops, px. */
static double nearest_pair(const view *v, const itinerary *it, bool origin_shown)
{
    double nearest = INFINITY;
    for (int i = 0; i < (int)it->stations->len; i++) {
        page_point a, b;
        if (!station_shown(it, i, origin_shown) ||
            !view_project(v, itinerary_get_station(it, i)->at, &a))
            continue;
        for (int j = 0; j < i; j++) {
            if (station_shown(it, j, origin_shown) &&
                view_project(v, itinerary_get_station(it, j)->at, &b))
                nearest = fmin(nearest, hypot(a.x - b.x, a.y - b.y));
        }
    }
    return nearest;
}

/* The origin goes when showing it shrinks the rest below half, or crowds stops that would stand
 * free without it. */
static bool origin_is_worth_it(const design *d, const itinerary *it, const view *with,
                               const view *without)
{
    double shrink = center_scale(with) / fmax(center_scale(without), CONTEXT_M_PER_PX);
    if (shrink > ORIGIN_SHRINK_MAX)
        return false;
    double crowded = design_px(d, CROWDED_PX);
    return !(shrink > ORIGIN_SHRINK_CROWDED && nearest_pair(with, it, true) < crowded);
}

/* An origin that lies in the frame anyway: its legs would end in the middle of the map. */
static bool origin_in_frame(const view *v, const itinerary *it)
{
    page_box f = view_frame(v);
    for (int i = 0; i < (int)it->stations->len; i++) {
        page_point p;
        if (!station_shown(it, i, false) && view_project(v, itinerary_get_station(it, i)->at, &p) &&
            p.x > f.x0 && p.x < f.x1 && p.y > f.y0 && p.y < f.y1)
            return true;
    }
    return false;
}

/* Whether the origin is shown, and the view of the frame that follows, not measured. */
static bool choose_origin(bool *shown, view **out, const design *d, const itinerary *it,
                          page_box frame, margins m, const plan_request *request)
{
    bool any = false, called_at = false;
    trip_switch wish = it->trip->origin_show;
    for (guint i = 0; i < it->stations->len; i++) {
        const itinerary_station *s = itinerary_get_station(it, i);
        any |= s->is_origin;
        called_at |= s->is_origin && s->n_calls > 0;
    }
    *shown = wish != TRIP_NEVER;
    if (!any || called_at || wish != TRIP_AUTO || it->stations->len <= 2)
        return fit(out, d, it, frame, m, *shown, request);
    view *with = NULL, *without = NULL;
    bool ok = fit(&with, d, it, frame, m, true, request) &&
              fit(&without, d, it, frame, m, false, request);
    if (ok) {
        *shown = origin_is_worth_it(d, it, with, without) || origin_in_frame(without, it);
        *out = *shown ? g_steal_pointer(&with) : g_steal_pointer(&without);
    }
    view_free(with);
    view_free(without);
    return ok;
}

/* The same, measured. */
static bool decide_origin(bool *shown, view **out, const design *d, const itinerary *it,
                          page_box frame, margins m, const plan_request *request)
{
    bool ok = choose_origin(shown, out, d, it, frame, m, request);
    if (ok)
        view_measure(*out);
    return ok;
}

static void stretch(page_box *box, const view *v, geo_point at)
{
    page_point p;
    if (view_project(v, at, &p))
        *box = (page_box){fmin(box->x0, p.x), fmin(box->y0, p.y), fmax(box->x1, p.x),
                          fmax(box->y1, p.y)};
}

/* Height over width of what the view has to show. */
static double tour_aspect(const view *v, const itinerary *it, bool origin_shown,
                          const GArray *sea_places)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < (int)it->stations->len; i++) {
        if (station_shown(it, i, origin_shown))
            stretch(&box, v, itinerary_get_station(it, i)->at);
    }
    for (guint i = 0; sea_places && i < sea_places->len; i++)
        stretch(&box, v, g_array_index(sea_places, geo_point, i));
    return box_height(box) / fmax(box_width(box), 1);
}

/* Room for the outermost stops' boxes at the sides, for the title above. */
static margins box_margins(const design *d, page_box frame, const plan_request *request)
{
    double edge = design_px(d, d->style->margin);
    double side = fmin(edge + request->callout_width + 14, box_width(frame) * 0.25);
    double above = request->has_issues ? 290 : 200;
    return (margins){side, fmin(design_px(d, above), box_height(frame) * 0.29), side,
                     fmin(design_px(d, 140), box_height(frame) * 0.2)};
}

static margins name_margins(const design *d, page_box frame, const plan_request *request)
{
    double side = fmin(request->name_width + design_px(d, 34), box_width(frame) * 0.16);
    double end = fmin(design_px(d, 60), box_height(frame) * 0.2);
    return (margins){side, end, side, end};
}

static plan_form choose_form(const design *d, const itinerary *it, const plan_request *request,
                             double aspect)
{
    const trip_map_options *map = &it->trip->map;
    bool tall_page = d->page.height_px > d->page.width_px * TALL_PAGE;
    if (map->panel == TRIP_NEVER)
        return PLAN_BOXES;
    if (tall_page)
        return PLAN_PANEL_BELOW;
    if (map->panel != TRIP_AUTO || request->force_panel)
        return PLAN_SIDE_PANEL;
    double page_aspect = d->page.height_px / d->page.width_px;
    return aspect > TALL_TOUR * page_aspect && it->calls->len > 2 && it->tours->len == 1
               ? PLAN_SIDE_PANEL
               : PLAN_BOXES;
}

/* A right-to-left page begins with the panel at its right. */
static bool panel_at_right(const design *d, const itinerary *it)
{
    trip_switch wish = it->trip->map.panel;
    return wish == TRIP_RIGHT || (d->rtl && wish != TRIP_LEFT);
}

static void set_frames(plan *p, const design *d, const itinerary *it, const plan_request *request)
{
    double w = d->page.width_px, h = d->page.height_px;
    p->frame = (page_box){0, 0, w, h};
    p->panel = p->head = (page_box){0, 0, 0, 0};
    if (p->form == PLAN_SIDE_PANEL) {
        double width = fmax(round(w * SIDE_PANEL_SHARE), request->panel_width);
        bool right = panel_at_right(d, it);
        p->panel = right ? (page_box){w - width, 0, w, h} : (page_box){0, 0, width, h};
        p->frame = right ? (page_box){0, 0, w - width, h} : (page_box){width, 0, w, h};
    } else if (p->form == PLAN_PANEL_BELOW) {
        double head = request->head_height;
        double panel = request->panel_height > 0 ? request->panel_height : h * 0.36;
        panel = fmin(panel, h * 0.62);
        p->head = (page_box){0, 0, w, head};
        p->panel = (page_box){0, round(h - panel), w, h};
        p->frame = (page_box){0, head, w, p->panel.y0};
    }
}

bool plan_in_frame(plan *out, const design *d, const itinerary *it, page_box frame,
                   const plan_request *request)
{
    *out = (plan){.form = PLAN_FRAME, .frame = frame};
    margins m = name_margins(d, frame, request);
    return decide_origin(&out->origin_shown, &out->view, d, it, frame, m, request);
}

bool plan_make(plan *out, const design *d, const itinerary *it, const plan_request *request)
{
    *out = (plan){0};
    page_box page = {0, 0, d->page.width_px, d->page.height_px};
    margins m = box_margins(d, page, request);
    if (!choose_origin(&out->origin_shown, &out->view, d, it, page, m, request))
        return false;
    double aspect = tour_aspect(out->view, it, out->origin_shown, request->sea_places);
    out->form = choose_form(d, it, request, aspect);
    set_frames(out, d, it, request);
    if (out->form == PLAN_BOXES) {
        view_measure(out->view);
        return true;
    }
    plan_clear(out);
    m = name_margins(d, out->frame, request);
    return decide_origin(&out->origin_shown, &out->view, d, it, out->frame, m, request);
}
