/* SPDX-License-Identifier: MIT
 *
 * Projects the legs, lets ships keep to water and lanes keep apart, paints the route.
 */
#include "features/route.h"

#include <math.h>

#include "features/route_parts.h"
#include "features/sea_route.h"
#include "features/series.h"
#include "features/words.h"
#include "label/bow.h"

#define DETOUR      2.2  /* a sea leg worse than so many direct ways looks beyond the page */
#define WIDE_SEA    0.25 /* how far, of the frame's width and height together */
#define FAN_LANE_PX 20.0 /* between legs that leave an inset together, at its frame */
#define HAIR_LANES  0.35 /* lanes between dots, of those between discs */

static void clear_leg(void *data)
{
    page_path_clear(&((route_leg *)data)->path);
    g_clear_pointer(&((route_leg *)data)->number, text_run_unref);
}

void route_free(route *r)
{
    if (!r)
        return;
    g_array_unref(r->legs);
    g_array_unref(r->captions);
    g_free(r);
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

/* A cut leg's path starts or ends at the frame. */
static void find_exit(route_leg *leg)
{
    if (!leg->cut || leg->path.n_points == 0)
        return;
    leg->exit = leg->enters ? leg->path.points[0] : leg->path.points[leg->path.n_points - 1];
}

/* From marker to marker by the via points, through water. Left empty when an end is not shown. */
static void sail_leg(route_leg *leg, const view *v, sea_grid *sea, const GArray *markers)
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
    double length = fmax(route_line_length(&leg->path), 1e-9), done = 0;
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
    return a->cut && b->cut && route_outer_station(a) == route_outer_station(b) &&
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
static void bow_legs(route *r, const GArray *markers, page_box frame, int side)
{
    guint n = r->legs->len;
    g_autofree bow_leg *legs = g_new0(bow_leg, n + 1);
    g_autofree bow_marker *obstacles = g_new0(bow_marker, markers->len + 1);
    g_autofree bow *bows = g_new0(bow, n + 1);
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
    bow_choose(bows, legs, (int)n, obstacles, (int)markers->len, frame, side);
    for (guint i = 0; i < n; i++) {
        if (route_get_leg(r, i)->hair)
            bows[i].height_px *= HAIR_LANES;
        if (bow_is_none(bows[i]))
            continue;
        page_path bent;
        page_path_init(&bent);
        bow_path(&bent, &legs[i], bows[i]);
        page_path_clear(&route_get_leg(r, i)->path);
        route_get_leg(r, i)->path = bent;
    }
}

/* The water on the page and around it; each is looked at when the first leg asks. */
typedef struct {
    const design *d;
    const view *v;
    const basemap *base;
    atlas *a;
    sea_grid page, wide;
} waters;

static sea_grid *page_water(waters *w)
{
    if (!w->page.cost)
        sea_grid_init(&w->page, &w->base->ground);
    return &w->page;
}

static sea_grid *wide_water(waters *w)
{
    page_box f = view_frame(w->v);
    double reach = (box_width(f) + box_height(f)) * WIDE_SEA;
    ground g = {0};
    if (!w->wide.cost && basemap_wide_ground(&g, w->d, w->v, w->a, box_grown(f, reach)))
        sea_grid_init(&w->wide, &g);
    ground_clear(&g);
    return w->wide.cost ? &w->wide : NULL;
}

/* A leg stays on the page where that is no great detour and over no land; Cape Horn may lie beyond
 * it. */
static void sail(route_leg *leg, waters *w, const GArray *markers)
{
    page_path straight = leg->path;
    page_path_init(&leg->path);
    sail_leg(leg, w->v, page_water(w), markers);
    sea_grid *wide = NULL;
    double burden = sea_route_burden(&w->page, &leg->path);
    if (burden > DETOUR * route_line_length(&straight))
        wide = wide_water(w);
    if (wide) {
        route_leg around = {.leg = leg->leg};
        sail_leg(&around, w->v, wide, markers);
        bool better = sea_route_burden(wide, &around.path) < burden;
        page_path_clear(better ? &leg->path : &around.path);
        if (better)
            leg->path = around.path;
    }
    if (leg->path.n_points > 0)
        page_path_clear(&straight);
    else
        leg->path = straight;
}

static void sail_legs(route *r, const design *d, const view *v, const basemap *b, atlas *a,
                      const GArray *markers)
{
    waters w = {.d = d, .v = v, .base = b, .a = a};
    for (guint i = 0; i < r->legs->len; i++) {
        route_leg *leg = route_get_leg(r, i);
        if (leg->leg->mode == TRIP_MODE_SEA && !leg->cut)
            sail(leg, &w, markers);
    }
    sea_grid_clear(&w.page);
    sea_grid_clear(&w.wide);
}

route *route_new(const design *d, const itinerary *it, const view *v, const basemap *b, atlas *a,
                 const GArray *markers, bool inset)
{
    route *r = g_new0(route, 1);
    r->legs = g_array_new(FALSE, TRUE, sizeof(route_leg));
    g_array_set_clear_func(r->legs, clear_leg);
    r->captions = g_array_new(FALSE, TRUE, sizeof(route_caption));
    g_array_set_clear_func(r->captions, route_caption_clear);
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
    bow_legs(r, markers, view_frame(v), d->bow_side);
    for (guint i = 0; i < r->legs->len; i++)
        find_exit(route_get_leg(r, i));
    route_place_arrows(r, d, markers);
    if (inset)
        route_place_numbers(r, d, it, markers);
    route_add_captions(r, inset, d, it, markers, view_frame(v));
    return r;
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
    for (double t = every_px; route_line_at(path, t, &at, &along); t += every_px) {
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

void route_compose(const route *r, const design *d, const itinerary *it, scene *s)
{
    scene_begin(s, "route", "route");
    for (guint i = 0; i < r->legs->len; i++) {
        if (route_get_leg(r, i)->path.n_points > 0)
            compose_leg(route_get_leg(r, i), d, it, s);
    }
    route_arrows_compose(r, d, s);
    scene_end(s);
}
