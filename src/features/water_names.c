/* SPDX-License-Identifier: MIT
 *
 * Oceans, seas and gulfs, set along the parallels in their own water.
 */
#include <math.h>
#include <string.h>

#include "features/map_names_parts.h"
#include "features/waters.h"

static bool name_placed(const name_search *q, const char *text)
{
    for (guint i = 0; i < q->names->len; i++) {
        if (strcmp(text_run_string(g_array_index(q->names, map_name, i).run), text) == 0)
            return true;
    }
    return false;
}

/* Where a water's name may be centred. */
typedef struct {
    page_point at;
    geo_point place;
    const water *water;
    double angle;    /* of the parallel, as water names are set; 0 where it is steep */
    double off_edge; /* from the middle of the frame, as a share of its size */
} sea_place;

/* The sea on a raster over the frame, found once for all waters: the inverse projection is dear. */
static GArray *sea_places(const name_search *q)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(sea_place));
    page_box f = view_frame(q->v);
    double step = fmax(16, box_width(f) / 48);
    double center_x = (f.x0 + f.x1) / 2, center_y = (f.y0 + f.y1) / 2;
    for (double y = f.y0 + step; y < f.y1; y += step) {
        for (double x = f.x0 + step; x < f.x1; x += step) {
            sea_place c = {.at = {x, y}};
            page_point ahead;
            if (ground_at(&q->b->ground, c.at) != GROUND_SEA ||
                !view_unproject(q->v, c.at, &c.place) ||
                !view_project_near(q->v, (geo_point){c.place.lon_deg + 0.5, c.place.lat_deg},
                                   &ahead))
                continue;
            if (!(c.water = waters_at(c.place)))
                continue;
            c.angle = atan2(ahead.y - y, ahead.x - x);
            if (fabs(c.angle) > 0.6)
                c.angle = 0;
            c.off_edge = hypot((x - center_x) / box_width(f), (y - center_y) / box_height(f));
            g_array_append_val(places, c);
        }
    }
    return places;
}

/* Whether both ends of the text lie in the water itself, or where the table has no other. */
static bool ends_in_water(const name_search *q, const water *w, const name_footprint *t,
                          page_point center)
{
    for (int end = -1; end <= 1; end += 2) {
        double reach = end * t->width / 2;
        page_point p = {center.x + reach * cos(t->angle), center.y + reach * sin(t->angle)};
        geo_point g;
        const water *at = view_unproject(q->v, p, &g) ? waters_at(g) : NULL;
        if (at && at->rank >= w->rank && strcmp(at->name, w->name) != 0)
            return false;
    }
    return true;
}

/* The place of the water that is nearest to the middle of the frame and to the water's own label
 * point and has room. */
static bool place_water(name_search *q, const water *w, const GArray *places, const char *text,
                        double size, double tracking)
{
    size = type_px(size);
    text_run *run = text_shape(q->d->text, (text_font){TEXT_ITALIC, size, tracking}, text);
    name_footprint t = {.width = text_run_width(run) + 16, .height = size * 1.5, .own = GROUND_SEA};
    double best = INFINITY;
    const sea_place *best_place = NULL;
    for (guint i = 0; i < places->len; i++) {
        const sea_place *c = &g_array_index(places, sea_place, i);
        if (c->water != w)
            continue;
        t.angle = c->angle;
        double cost = c->off_edge * 0.6 + water_distance(w, c->place);
        if (cost >= best)
            continue;
        name_aim(q, &t);
        if (name_fits(q, &t, c->at) && ends_in_water(q, w, &t, c->at)) {
            best = cost;
            best_place = c;
        }
    }
    if (!best_place) {
        text_run_unref(run);
        return false;
    }
    t.angle = best_place->angle;
    const style *st = q->d->style;
    name_keep(
        q, run, &t, best_place->at,
        (map_name){.water = true, .color = size >= 24 ? st->large_water_name : st->water_name});
    return true;
}

static bool is_shown(const water *w, const GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        if (g_array_index(places, sea_place, i).water == w)
            return true;
    }
    return false;
}

void names_place_waters(name_search *q, GHashTable *renames)
{
    const style *st = q->d->style;
    double page = fmin(1, box_width(view_frame(q->v)) / (q->d->k * 900));
    g_autoptr(GArray) places = sea_places(q);
    for (int i = 0; i < waters_count(); i++) {
        const water *w = waters_get(i);
        if (!is_shown(w, places))
            continue;
        g_autofree char *name = name_shown(w->name, renames);
        if (!name || name_placed(q, name))
            continue;
        double size = design_px(q->d, w->rank == 0   ? st->ocean_size
                                      : w->rank == 1 ? st->water_size
                                                     : st->water_size * 0.8) *
                      fmax(page, 0.6);
        if (!place_water(q, w, places, name, size, size * 0.2))
            place_water(q, w, places, name, size * 0.72, size * 0.1);
    }
}
