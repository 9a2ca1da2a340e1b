/* SPDX-License-Identifier: MIT
 *
 * A few big cities that the tour passes by, each with its dot.
 */
#include <math.h>

#include "features/map_names_parts.h"
#include "places/gazetteer.h"

/* Only where they help to find one's way: on maps of a region, a few, far from every stop. */
#define CITY_M_PER_PX  5500.0
#define CITY_MOST      3
#define CITY_APART_PX  120.0
#define CITY_WEIGHT    42 /* see gazetteer_weight: about two million people */
#define CAPITAL_WEIGHT 38

typedef struct {
    uint32_t place;
    int weight;
    page_point at;
} city;

static int by_weight(const void *a, const void *b)
{
    const city *p = a, *q = b;
    if (p->weight != q->weight)
        return q->weight - p->weight;
    return p->place < q->place ? -1 : p->place > q->place;
}

/* The cities in the frame that are worth a name, the largest first. */
static GArray *rank_cities(const name_search *q)
{
    GArray *cities = g_array_new(FALSE, FALSE, sizeof(city));
    page_box f = view_frame(q->v);
    for (uint32_t i = 0; i < gazetteer_count(); i++) {
        city c = {.place = i, .weight = gazetteer_weight(i)};
        table_class class = gazetteer_class(i);
        if ((class != TABLE_CAPITAL && class != TABLE_SEAT && class != TABLE_TOWN) ||
            c.weight < (class == TABLE_CAPITAL ? CAPITAL_WEIGHT : CITY_WEIGHT))
            continue;
        geo_point at = gazetteer_at(i); /* most lie far away: no need to project them */
        if (!view_may_show(q->v, (geo_box){at.lon_deg, at.lat_deg, at.lon_deg, at.lat_deg}) ||
            !view_project(q->v, at, &c.at) || c.at.x < f.x0 || c.at.x > f.x1 || c.at.y < f.y0 ||
            c.at.y > f.y1)
            continue;
        g_array_append_val(cities, c);
    }
    g_array_sort(cities, by_weight);
    return cities;
}

static bool stands_alone(const name_search *q, page_point at, const GArray *stops)
{
    double apart = design_px(q->d, CITY_APART_PX);
    for (guint i = 0; i < stops->len; i++) {
        page_point p;
        if (view_project(q->v, g_array_index(stops, geo_point, i), &p) &&
            hypot(p.x - at.x, p.y - at.y) < apart)
            return false;
    }
    for (guint i = 0; i < q->names->len; i++) {
        const map_name *n = &g_array_index(q->names, map_name, i);
        if (n->city && hypot(n->dot.x - at.x, n->dot.y - at.y) < apart)
            return false;
    }
    return true;
}

static bool box_free(const name_search *q, page_box box)
{
    for (guint i = 0; i < q->blocked->len; i++) {
        if (boxes_overlap(box, g_array_index(q->blocked, page_box, i), 3))
            return false;
    }
    int nx = 1 + (int)ceil(box_width(box) / PROBE_PX);
    int ny = 1 + (int)ceil(box_height(box) / PROBE_PX);
    for (int i = 0; i <= nx; i++) {
        for (int j = 0; j <= ny; j++) {
            page_point p = {box.x0 + box_width(box) * i / nx, box.y0 + box_height(box) * j / ny};
            if (!name_point_open(q, p))
                return false;
        }
    }
    return true;
}

/* Right of its dot, left, above or below. */
static bool place_city(name_search *q, const city *c, const char *name)
{
    const style *st = q->d->style;
    double size = type_px(design_px(q->d, st->country_size));
    double dot = design_px(q->d, CITY_DOT_PX), gap = dot + design_px(q->d, 4);
    text_run *run = text_shape(q->d->text, (text_font){TEXT_REGULAR, size, 0}, name);
    double w = text_run_width(run), up = text_run_cap_height(run);
    const page_point starts[] = {{c->at.x + gap, c->at.y + up / 2},
                                 {c->at.x - gap - w, c->at.y + up / 2},
                                 {c->at.x - w / 2, c->at.y - gap},
                                 {c->at.x - w / 2, c->at.y + gap + up}};
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        page_point o = starts[i];
        page_box text = {o.x - 2, o.y - up - 3, o.x + w + 2, o.y + size * 0.3};
        page_box spot = box_grown((page_box){c->at.x, c->at.y, c->at.x, c->at.y}, dot + 1);
        if (!box_free(q, text) || !box_free(q, spot))
            continue;
        map_name n = {.run = run,
                      .origin = o,
                      .city = true,
                      .dot = c->at,
                      .color = st->country_name,
                      .halo = basemap_fill_under(q->b, st, text)};
        g_array_append_val(q->names, n);
        g_array_append_val(q->blocked, text);
        g_array_append_val(q->blocked, spot);
        return true;
    }
    text_run_unref(run);
    return false;
}

void names_place_cities(name_search *q, GHashTable *renames, const GArray *stops)
{
    page_box f = view_frame(q->v);
    page_point middle = {(f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2};
    if (view_m_per_px(q->v, middle) * q->d->k > CITY_M_PER_PX)
        return;
    g_autoptr(GArray) cities = rank_cities(q);
    int placed = 0;
    for (guint i = 0; i < cities->len && placed < CITY_MOST; i++) {
        const city *c = &g_array_index(cities, city, i);
        g_autofree char *name = name_shown(gazetteer_name(c->place), renames);
        if (name && stands_alone(q, c->at, stops))
            placed += place_city(q, c, name);
    }
}
