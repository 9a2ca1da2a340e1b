/* SPDX-License-Identifier: MIT
 *
 * Projects the atlas layers that a view shows. Land is what countries cover without their common
 * borders, and its edges are the coast. Where rings have edges that are none, at the map's outline
 * and the antimeridian, coasts come from the layer of lines.
 */
#include "features/basemap.h"

#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "geo/box.h"
#include "geo/dissolve.h"

/* Rings below these areas are specks at any zoom and read as dirt. Style px². */
#define ISLET_MIN_PX2 14.0
#define LAKE_MIN_PX2  30.0
/* A stop's country must be seen this near to the stop, or a dot of this radius is. */
#define SMALL_NEAR_PX 6.0
#define SMALL_DOT_PX  2.0
/* The Soviet Union and Yugoslavia gone: from here on the borders of today are near enough. */
#define MODERN_BORDERS_SINCE 1992
#define FADED_BORDERS        0.5

static page_box part_bounds(const page_path *path, uint32_t part)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++) {
        box.x0 = MIN(box.x0, path->points[i].x);
        box.y0 = MIN(box.y0, path->points[i].y);
        box.x1 = MAX(box.x1, path->points[i].x);
        box.y1 = MAX(box.y1, path->points[i].y);
    }
    return box;
}

/* Appends the rings of at least MIN_PX2; returns the area appended. Holes count as area: only the
 * order of magnitude is used. */
static double append_large_parts(page_path *out, const page_path *from, double min_px2)
{
    double total = 0;
    page_path_reserve(out, from->n_points, from->n_parts);
    for (uint32_t part = 0; part < from->n_parts; part++) {
        double area = page_path_ring_area(from, part);
        if (area >= min_px2) {
            page_path_append_part(out, from, part);
            total += area;
        }
    }
    return total;
}

/* LAYER as V shows it, to be given back; what cannot be drawn is counted. */
static projected_layer *show_layer(basemap *b, const design *d, const view *v,
                                   const atlas_layer *layer, projected_form form)
{
    projected_layer *shown = projected_layer_get(d->projected, v, layer, form);
    b->left_out += projected_layer_left_out(shown);
    return shown;
}

/* The land that RINGS of countries cover, without islets but those of visited countries. VISITED: a
 * byte for each ring. */
static void make_land(basemap *b, const page_path *rings, const GByteArray *visited, double min_px2)
{
    g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    page_path shores;
    page_path_init(&shores);
    page_path_dissolve(&shores, rings, sources);
    page_path_reserve(&b->land, shores.n_points, shores.n_parts);
    for (uint32_t part = 0; part < shores.n_parts; part++) {
        if (visited->data[g_array_index(sources, uint32_t, part)] ||
            page_path_ring_area(&shores, part) >= min_px2)
            page_path_append_part(&b->land, &shores, part);
    }
    page_path_clear(&shores);
}

static void add_countries(basemap *b, const design *d, const view *v, const atlas_layer *layer,
                          const itinerary *it)
{
    double min_px2 = ISLET_MIN_PX2 * d->k * d->k;
    g_autoptr(projected_layer) shown = show_layer(b, d, v, layer, PROJECTED_FILLS);
    page_path all;
    page_path_init(&all);
    uint32_t n_points = 0, n_parts = 0;
    for (guint i = 0; i < projected_layer_count(shown); i++) {
        n_points += projected_layer_at(shown, i)->path.n_points;
        n_parts += projected_layer_at(shown, i)->path.n_parts;
    }
    page_path_reserve(&all, n_points, n_parts);
    g_autoptr(GByteArray) visited = g_byte_array_new();
    for (guint i = 0; i < projected_layer_count(shown); i++) {
        const projected_record *rings = projected_layer_at(shown, i);
        const atlas_record *record = &layer->records[rings->record];
        basemap_country country = {.record = record,
                                   .visited = itinerary_visits(it, record->adm0_a3)};
        page_path_append(&all, &rings->path);
        g_byte_array_set_size(visited, all.n_parts);
        memset(visited->data + all.n_parts - rings->path.n_parts, country.visited > 0,
               rings->path.n_parts);
        country.area_px2 =
            append_large_parts(&country.path, &rings->path, country.visited > 0 ? 0 : min_px2);
        if (country.path.n_parts == 0) {
            page_path_clear(&country.path);
            continue;
        }
        g_array_append_val(b->countries, country);
        ground_fill(&b->ground, &country.path, (uint16_t)b->countries->len);
    }
    make_land(b, &all, visited, min_px2);
    page_path_clear(&all);
}

static bool has_country(const basemap *b, const char *adm0_a3)
{
    for (guint i = 0; i < b->countries->len; i++) {
        if (strcmp(basemap_get_country(b, i)->record->adm0_a3, adm0_a3) == 0)
            return true;
    }
    return false;
}

/* Whether a ring of the country comes within REACH_PX of AT. */
static bool has_land_near(const basemap *b, const char *adm0_a3, page_point at, double reach_px)
{
    for (guint i = 0; i < b->countries->len; i++) {
        const basemap_country *country = basemap_get_country(b, i);
        const page_path *path = &country->path;
        if (strcmp(country->record->adm0_a3, adm0_a3) != 0)
            continue;
        for (uint32_t part = 0; part < path->n_parts; part++) {
            page_box box = part_bounds(path, part);
            if (at.x > box.x0 - reach_px && at.x < box.x1 + reach_px && at.y > box.y0 - reach_px &&
                at.y < box.y1 + reach_px)
                return true;
        }
    }
    return false;
}

/* Takes the path. */
static void add_small_country(basemap *b, const itinerary *it, const atlas_record *record,
                              page_path path)
{
    basemap_country country = {
        .record = record, .path = path, .visited = itinerary_visits(it, record->adm0_a3)};
    g_array_append_val(b->countries, country);
    ground_fill(&b->ground, &country.path, (uint16_t)b->countries->len);
}

/* A dot where even the finest shape is too small to be drawn, or lacks the island of the stop. */
static page_path dot_at(page_point at, double radius_px)
{
    enum { CORNERS = 12 };
    page_path path;
    page_path_init(&path);
    for (int i = 0; i < CORNERS; i++) {
        double angle = 2 * G_PI * i / CORNERS;
        page_point p = {at.x + radius_px * cos(angle), at.y + radius_px * sin(angle)};
        if (i == 0)
            page_path_move_to(&path, p);
        else
            page_path_line_to(&path, p);
    }
    return path;
}

/* City states and small islands that the layer of this scale leaves out, where a stop needs them:
 * their shapes come from the finest layer; those that no scale shows are dots. */
static void add_small_countries(basemap *b, const design *d, const view *v, atlas *a,
                                const itinerary *it)
{
    for (guint s = 0; s < it->stations->len; s++) {
        const itinerary_station *station = itinerary_get_station(it, s);
        const char *code = station->place->adm0_a3;
        page_point at;
        if (station->n_calls == 0 || !*code || !view_project(v, station->at, &at) ||
            !box_holds(view_frame(v), at) ||
            has_land_near(b, code, at, design_px(d, SMALL_NEAR_PX)))
            continue;
        /* All islands of the country, but no other countries than those around the stop. */
        const double near_deg = 1; /* a place may be some way off its island's shore */
        const geo_box around = {station->at.lon_deg - near_deg, station->at.lat_deg - near_deg,
                                station->at.lon_deg + near_deg, station->at.lat_deg + near_deg};
        const atlas_layer *fine = atlas_get(a, ATLAS_COUNTRIES, ATLAS_10M, &around, d->diags);
        const atlas_record *record = NULL;
        for (uint32_t i = 0; fine && i < fine->n_records && !record; i++) {
            if (strcmp(fine->records[i].adm0_a3, code) == 0 &&
                geo_box_overlap(&fine->records[i].shape.bounds, &around))
                record = &fine->records[i];
        }
        if (!record)
            continue;
        page_path path;
        page_path_init(&path);
        if (!has_country(b, code))
            view_fill(v, &record->shape, &path);
        if (path.n_parts > 0)
            add_small_country(b, it, record, path);
        else
            page_path_clear(&path);
        if (!has_land_near(b, code, at, design_px(d, SMALL_NEAR_PX)))
            add_small_country(b, it, record, dot_at(at, design_px(d, SMALL_DOT_PX)));
    }
}

/* Borders, those that not everybody accepts apart from the others. */
static void add_borders(basemap *b, const design *d, const view *v, const atlas_layer *layer)
{
    g_autoptr(projected_layer) shown = show_layer(b, d, v, layer, PROJECTED_LINES);
    for (guint i = 0; i < projected_layer_count(shown); i++) {
        const projected_record *line = projected_layer_at(shown, i);
        page_path_append(layer->records[line->record].disputed ? &b->disputed : &b->borders,
                         &line->path);
    }
}

/* The layer of disputed lines holds others, too. */
static void add_disputed(basemap *b, const design *d, const view *v, const atlas_layer *layer)
{
    g_autoptr(projected_layer) shown = show_layer(b, d, v, layer, PROJECTED_LINES);
    for (guint i = 0; i < projected_layer_count(shown); i++) {
        const projected_record *line = projected_layer_at(shown, i);
        if (layer->records[line->record].disputed)
            page_path_append(&b->disputed, &line->path);
    }
}

/* Coastlines of islets that the fill left out would be rings around nothing. */
static void add_coastline(basemap *b, const design *d, const view *v, const atlas_layer *layer)
{
    double min_px2 = ISLET_MIN_PX2 * d->k * d->k;
    g_autoptr(projected_layer) shown = show_layer(b, d, v, layer, PROJECTED_LINES);
    for (guint i = 0; i < projected_layer_count(shown); i++) {
        const page_path *lines = &projected_layer_at(shown, i)->path;
        for (uint32_t part = 0; part < lines->n_parts; part++) {
            page_point first = lines->points[lines->starts[part]];
            page_point last = lines->points[lines->starts[part + 1] - 1];
            bool closed = fabs(first.x - last.x) < 0.5 && fabs(first.y - last.y) < 0.5;
            if (!closed || page_path_ring_area(lines, part) >= min_px2)
                page_path_append_part(&b->coastline, lines, part);
        }
    }
}

static void add_lakes(basemap *b, const design *d, const view *v, const atlas_layer *layer)
{
    g_autoptr(projected_layer) shown = show_layer(b, d, v, layer, PROJECTED_FILLS);
    for (guint i = 0; i < projected_layer_count(shown); i++)
        append_large_parts(&b->lakes, &projected_layer_at(shown, i)->path,
                           LAKE_MIN_PX2 * d->k * d->k);
    ground_fill_lakes(&b->ground, &b->lakes);
}

/* The widest step of a round set that gives at least four lines across the frame. */
static double graticule_step(const view *v)
{
    geo_box window = view_window(v);
    double extent = fmin(window.east_deg - window.west_deg, window.north_deg - window.south_deg);
    static const double steps[] = {30, 20, 15, 10, 5, 2, 1, 0.5, 0.25, 0.1};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (extent / steps[i] >= 3)
            return steps[i];
    }
    return 0.1;
}

/* The sea: the map's outline, or all of the frame where the outline lies outside it. */
static void set_outline(basemap *b, const view *v)
{
    page_box f = view_frame(v);
    geo_point center;
    view_outline(v, &b->outline);
    if (b->outline.n_points > 0 ||
        !view_unproject(v, (page_point){(f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2}, &center))
        return;
    page_path_move_to(&b->outline, (page_point){f.x0, f.y0});
    page_path_line_to(&b->outline, (page_point){f.x1, f.y0});
    page_path_line_to(&b->outline, (page_point){f.x1, f.y1});
    page_path_line_to(&b->outline, (page_point){f.x0, f.y1});
}

bool basemap_borders_are_faded(const itinerary *it)
{
    const char *wish = it->trip->map.borders;
    if (wish && strcmp(wish, "auto") != 0)
        return strcmp(wish, "faded") == 0;
    for (guint i = 0; i < it->tours->len; i++) {
        trip_dates dates = trip_span_of_dates(itinerary_get_tour(it, i)->trip);
        if (dates.start.year > 0 && dates.start.year < MODERN_BORDERS_SINCE)
            return true;
    }
    return false;
}

static double border_strength(const itinerary *it)
{
    const char *wish = it->trip->map.borders;
    if (wish && strcmp(wish, "none") == 0)
        return 0;
    return basemap_borders_are_faded(it) ? FADED_BORDERS : 1;
}

static const atlas_layer *find_layer(basemap *b, atlas *a, atlas_kind kind, const geo_box *window,
                                     diag_list *diags)
{
    const atlas_layer *layer = atlas_get(a, kind, b->scale, window, diags);
    if (layer)
        b->found[kind] = layer->scale;
    return layer;
}

char *basemap_explain(const basemap *b)
{
    static const char *const names[ATLAS_KIND_COUNT] = {
        [ATLAS_COUNTRIES] = "countries", [ATLAS_COASTLINE] = "coastline",
        [ATLAS_BORDERS] = "borders",     [ATLAS_DISPUTED] = "disputed borders",
        [ATLAS_LAKES] = "lakes",
    };
    static const char *const scales[ATLAS_SCALE_COUNT] = {"110m", "50m", "10m"};
    GString *s = g_string_new("layers      Natural Earth");
    const char *separator = " ";
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++) {
        if (b->found[kind] < 0 || !names[kind])
            continue;
        g_string_append_printf(s, "%s%s %s", separator, names[kind], scales[b->found[kind]]);
        separator = ", ";
    }
    g_string_append_c(s, '\n');
    return g_string_free(s, FALSE);
}

basemap *basemap_new(const design *d, const view *v, atlas *a, const itinerary *it)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_BASE_MAP);
    (void)profile;
    basemap *b = g_new0(basemap, 1);
    b->countries = g_array_new(FALSE, FALSE, sizeof(basemap_country));
    b->scale = view_atlas_scale(v);
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++)
        b->found[kind] = -1;
    b->border_strength = border_strength(it);
    ground_init(&b->ground, (page_box){0, 0, d->page.width_px, d->page.height_px});
    const geo_box window = view_window(v);
    add_countries(b, d, v, find_layer(b, a, ATLAS_COUNTRIES, &window, d->diags), it);
    add_small_countries(b, d, v, a, it);
    add_lakes(b, d, v, find_layer(b, a, ATLAS_LAKES, &window, d->diags));
    b->coast_is_land = view_is_seamless(v) && b->found[ATLAS_COUNTRIES] >= 0;
    if (!b->coast_is_land)
        add_coastline(b, d, v, find_layer(b, a, ATLAS_COASTLINE, &window, d->diags));
    add_borders(b, d, v, find_layer(b, a, ATLAS_BORDERS, &window, d->diags));
    add_disputed(b, d, v, find_layer(b, a, ATLAS_DISPUTED, &window, d->diags));
    b->graticule_deg = graticule_step(v);
    view_graticule(v, b->graticule_deg, &b->graticule);
    set_outline(b, v);
    ground_mark_edges(&b->ground, basemap_coast(b));
    ground_mark_edges(&b->ground, &b->borders);
    if (b->left_out > 0) /* without a number, so that a page with insets says it once */
        diag_warning(d->diags, DIAG_BAD_PROJECTION, SPAN_NONE,
                     "the projection tears some shapes of the base map: they are left out");
    return b;
}

const page_path *basemap_coast(const basemap *b)
{
    return b->coast_is_land ? &b->land : &b->coastline;
}

bool basemap_wide_ground(ground *out, const design *d, const view *v, atlas *a, page_box area)
{
    view *wide = view_part(v, area);
    const geo_box window = view_window(wide);
    const atlas_layer *land = atlas_get(a, ATLAS_COUNTRIES, ATLAS_110M, &window, d->diags);
    if (!land) {
        view_free(wide);
        return false;
    }
    ground_init(out, area);
    page_path rings;
    page_path_init(&rings);
    for (uint32_t i = 0; i < land->n_records; i++) {
        if (view_may_show(wide, land->records[i].shape.bounds))
            view_fill(wide, &land->records[i].shape, &rings);
    }
    ground_fill(out, &rings, 1);
    page_path_clear(&rings);
    view_free(wide);
    return true;
}

void basemap_free(basemap *b)
{
    if (!b)
        return;
    for (guint i = 0; i < b->countries->len; i++)
        page_path_clear(&basemap_get_country(b, i)->path);
    g_array_unref(b->countries);
    page_path *paths[] = {&b->land,      &b->lakes,       &b->rivers,    &b->borders, &b->disputed,
                          &b->coastline, &b->state_lines, &b->graticule, &b->outline};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        page_path_clear(paths[i]);
    ground_clear(&b->ground);
    g_free(b);
}

/* ---- lettering on the map ---- */

#define SPECK_MAX_PX2 400.0

/* A small ring or line wholly inside the box. */
static bool is_speck(const page_path *path, uint32_t part, page_box box)
{
    for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++) {
        if (!box_holds(box, path->points[i]))
            return false;
    }
    return page_path_ring_area(path, part) < SPECK_MAX_PX2;
}

static bool path_crosses(const page_path *path, page_box box)
{
    page_box around = box_grown(box, 24);
    for (uint32_t part = 0; part < path->n_parts; part++) {
        if (is_speck(path, part, around))
            continue;
        for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++) {
            if (box_holds(box, path->points[i]))
                return true;
        }
    }
    return false;
}

bool basemap_lines_cross(const basemap *b, page_box box)
{
    return path_crosses(basemap_coast(b), box) || path_crosses(&b->borders, box) ||
           path_crosses(&b->lakes, box);
}

static void remove_specks(page_path *path, page_box box)
{
    page_path kept;
    page_path_init(&kept);
    for (uint32_t part = 0; part < path->n_parts; part++) {
        if (!is_speck(path, part, box))
            page_path_append_part(&kept, path, part);
    }
    page_path_clear(path);
    *path = kept;
}

void basemap_remove_specks(basemap *b, page_box box)
{
    page_box around = box_grown(box, 24);
    remove_specks(&b->land, around);
    remove_specks(&b->coastline, around);
    remove_specks(&b->lakes, around);
}
