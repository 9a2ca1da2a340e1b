/* SPDX-License-Identifier: MIT
 *
 * Paints the base map into a scene, and knows which colours lie where on it.
 */
#include "features/basemap.h"

#include <math.h>

/* A soft band outside the coast, under the land, is two wide translucent strokes (design values).
 */
#define WIDE_BAND_PX   9.0
#define NARROW_BAND_PX 4.0
#define WIDE_BAND      0.35
#define NARROW_BAND    0.45

double basemap_bleed_px(const design *d)
{
    const style *st = d->style;
    const double widths[] = {st->coast_width, st->border_width, st->graticule_width,
                             st->casing_width};
    double widest = WIDE_BAND_PX;
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
        widest = fmax(widest, widths[i]);
    return design_px(d, widest / 2 + 1.5);
}

/* ---- colours ---- */

static color country_fill(const style *st, const basemap_country *country)
{
    if (country->visited)
        return country->visited > 1 ? st->visited_twice : st->visited;
    if (st->fill_by_map_color && country->record->map_color >= 1 && country->record->map_color <= 7)
        return st->map_colors[country->record->map_color - 1];
    return st->land;
}

/* Fills met so far, of which a page has a dozen at most: sea, land, two tints, seven map colours.
 */
typedef struct {
    color fills[16];
    int counts[16], n;
} fill_count;

static void count_fill(fill_count *c, color fill)
{
    int i = 0;
    while (i < c->n && !color_equal(c->fills[i], fill))
        i++;
    if (i == c->n && c->n < (int)G_N_ELEMENTS(c->fills))
        c->fills[c->n++] = fill;
    if (i < c->n)
        c->counts[i]++;
}

color basemap_fill_under(const basemap *b, const style *st, page_box box)
{
    fill_count c = {.n = 0};
    count_fill(&c, st->ocean);
    for (double y = box.y0 + 2; y < box.y1; y += GROUND_CELL_PX) {
        for (double x = box.x0 + 2; x < box.x1; x += GROUND_CELL_PX) {
            uint16_t at = ground_at(&b->ground, (page_point){x, y});
            count_fill(&c, at == GROUND_SEA ? st->ocean
                                            : country_fill(st, basemap_get_country(b, at - 1)));
        }
    }
    int most = 0;
    for (int i = 1; i < c.n; i++) {
        if (c.counts[i] > c.counts[most])
            most = i;
    }
    return c.fills[most];
}

/* ---- in painter's order ---- */

/* Returns the item's number in the scene; 0, which is none of a path's, for an empty path. */
static guint compose_path(scene *s, const char *class_name, const page_path *path, bool closed,
                          scene_paint paint)
{
    if (path->n_points == 0)
        return 0;
    page_path copy;
    page_path_init(&copy);
    page_path_append(&copy, path);
    return scene_path(s, class_name, &copy, closed, paint);
}

/* The coast, of which the scene has one path for all that it is drawn with. COAST: its item, 0
 * until there is one. */
static void compose_coast(const basemap *b, scene *s, guint *coast, const char *class_name,
                          scene_paint paint)
{
    if (*coast > 0)
        scene_path_again(s, class_name, *coast, b->coast_is_land, paint);
    else
        *coast = compose_path(s, class_name, basemap_coast(b), b->coast_is_land, paint);
}

static void compose_sea(const basemap *b, const design *d, scene *s, guint *coast)
{
    const style *st = d->style;
    scene_begin(s, "ocean", "ocean");
    compose_path(s, "sea", &b->outline, true, paint_fill(st->ocean));
    compose_coast(
        b, s, coast, "coast-band",
        paint_stroke(color_with_alpha(st->coast_band, WIDE_BAND), design_px(d, WIDE_BAND_PX)));
    compose_coast(
        b, s, coast, "coast-band",
        paint_stroke(color_with_alpha(st->coast_band, NARROW_BAND), design_px(d, NARROW_BAND_PX)));
    scene_end(s);
    scene_begin(s, "graticule", "graticule");
    compose_path(s, NULL, &b->graticule, false,
                 paint_stroke(st->graticule, design_px(d, st->graticule_width)));
    scene_end(s);
}

static void compose_countries(const basemap *b, const design *d, scene *s)
{
    scene_begin(s, "countries", "countries");
    for (guint i = 0; i < b->countries->len; i++) {
        const basemap_country *country = basemap_get_country(b, i);
        if (!country->visited && !d->style->fill_by_map_color)
            continue;
        scene_item *group = scene_begin(s, NULL, country->visited ? "country visited" : "country");
        scene_set_attribute(group, "data-a3", "%s", country->record->adm0_a3);
        scene_set_title(group, country->record->name);
        compose_path(s, NULL, &country->path, true, paint_fill(country_fill(d->style, country)));
        scene_end(s);
    }
    scene_end(s);
}

void basemap_compose(const basemap *b, const design *d, const view *v, scene *s)
{
    (void)v;
    const style *st = d->style;
    guint coast = 0;
    compose_sea(b, d, s, &coast);
    scene_begin(s, "land", "land");
    if (b->coast_is_land)
        compose_coast(b, s, &coast, NULL, paint_fill(st->land));
    else
        compose_path(s, NULL, &b->land, true, paint_fill(st->land));
    scene_end(s);
    compose_countries(b, d, s);
    scene_begin(s, "lakes", "lakes");
    scene_paint lake = paint_fill(st->lake);
    lake.stroke = st->coastline;
    lake.stroke_width_px = design_px(d, st->coast_width) * 0.75;
    compose_path(s, NULL, &b->lakes, true, lake);
    scene_end(s);
    double border_px = design_px(d, st->border_width);
    color ink = color_with_alpha(st->border, st->border.alpha * b->border_strength);
    scene_begin(s, "borders", "borders");
    compose_path(s, "border", &b->borders, false, paint_stroke(ink, border_px));
    scene_paint dashed = paint_stroke(ink, border_px);
    dashed.n_dash = 2;
    dashed.dash_px[0] = design_px(d, 3.5);
    dashed.dash_px[1] = design_px(d, 2.5);
    dashed.round_cap = false;
    compose_path(s, "border disputed", &b->disputed, false, dashed);
    scene_end(s);
    scene_begin(s, "coastline", "coastline");
    compose_coast(b, s, &coast, NULL, paint_stroke(st->coastline, design_px(d, st->coast_width)));
    scene_end(s);
}
