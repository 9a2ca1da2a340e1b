/* SPDX-License-Identifier: MIT
 *
 * The public API's maps: runs the stages in order and keeps what is asked of a map later.
 */
#include "tripmap_map.h"

#include <string.h>

#include "base/datadir.h"
#include "base/limits.h"
#include "base/profile.h"
#include "export/compromises.h"
#include "export/layout_json.h"
#include "export/reading_text.h"
#include "export/route.h"
#include "features/multiples.h"
#include "features/page_layout.h"
#include "features/words.h"

static bool choose_page(page_size *page, const trip *t, const tripmap_options *options,
                        diag_list *diags)
{
    *page = PAGE_SIZE_DEFAULT;
    if (options->page)
        return page_size_parse(page, options->page, SPAN_NONE, diags);
    if (t->map.page)
        return page_size_parse(page, t->map.page, t->map.page_span, diags);
    return true;
}

static char *document_author(const trip *t)
{
    return t->traveler ? g_strdup(t->traveler) : NULL;
}

/* What is found out about a finished page, once for all that tells of it. */
typedef struct {
    page_audit audit;
    GArray *compromises;
} findings;

static findings find_out(const page_layout *l)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TEXTS);
    (void)profile;
    findings found = {.audit = page_audit_make(l)};
    found.compromises = compromises_new(l, &found.audit);
    return found;
}

static void clear_findings(findings *found)
{
    g_array_unref(found->compromises);
}

static void keep_summary(tripmap_map *map, const page_layout *l, const page_audit *audit)
{
    map_summary *s = &map->facts;
    map_summary_make(s, l, audit);
    map->summary = (tripmap_summary){
        .title = s->title,
        .traveler = s->traveler,
        .dates = s->dates,
        .countries = (const char *const *)s->countries->pdata,
        .stops = s->stops,
        .distance_m = s->distance_m,
        .labels = s->labels,
        .in_panel = s->in_panel,
        .breaches = s->breaches,
        .route_px = s->route_px,
        .route_covered_px = s->route_covered_px,
    };
}

/* What a map keeps once its layout is done, whatever its form. The scene and layout report are
 * the caller's to set. */
static tripmap_map *keep_map(const itinerary *it, const page_layout *l, const findings *found,
                             scene *drawn)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TEXTS);
    (void)profile;
    const trip *t = it->trip;
    tripmap_map *map = g_new0(tripmap_map, 1);
    map->alt_text = reading_text_new(it);
    map->compromises = compromises_text(found->compromises);
    g_autofree char *why = view_explain(l->plan.view), *layers = basemap_explain(l->base);
    map->explain = g_strconcat(why, layers, NULL);
    keep_summary(map, l, &found->audit);
    g_autoptr(GPtrArray) lines = route_lines_new(it);
    map->geojson = route_geojson_new(it, lines);
    map->kml = route_kml_new(it, lines);
    map->gpx = route_gpx_new(it, lines);
    map->scene = drawn;
    g_autofree char *author = document_author(t);
    scene_set_document(map->scene, it->title, map->alt_text, author, t->lang);
    return map;
}

/* What a stranger's trips may ask for is less. */
static bool check_untrusted(const tripmap_trip *const *trips, size_t n, page_size page,
                            diag_list *diags)
{
    guint stops = 0;
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) {
        const GPtrArray *own = trips[i]->trip->stops;
        ok = own->len <= LIMIT_UNTRUSTED_STOPS - stops;
        if (!ok)
            diag_error(diags, DIAG_LIMIT,
                       ((const trip_stop *)own->pdata[LIMIT_UNTRUSTED_STOPS - stops])->span,
                       "an untrusted map has more than %d stops", LIMIT_UNTRUSTED_STOPS);
        stops += own->len;
    }
    if (page.width_px * page.height_px <= LIMIT_UNTRUSTED_PIXELS)
        return ok;
    const trip *first = trips[0]->trip;
    diag_error(diags, DIAG_LIMIT, first->map.page ? first->map.page_span : SPAN_NONE,
               "the page of an untrusted map has more than %d px", LIMIT_UNTRUSTED_PIXELS);
    return false;
}

/* The places of every trip; false, and nothing to free, when one is unknown. */
static bool geocode_all(GArray **places, const tripmap_trip *const *trips, size_t n,
                        diag_list *diags)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_PLACES);
    (void)profile;
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = geocode_trip(&places[i], trips[i]->trip, diags) && ok;
    for (size_t i = 0; i < n && !ok; i++)
        g_clear_pointer(&places[i], g_array_unref);
    return ok;
}

static itinerary *make_itinerary(const tripmap_trip *const *trips, GArray **places, size_t n,
                                 const tripmap_options *options)
{
    g_autofree const trip **list = g_new0(const trip *, n);
    for (size_t i = 0; i < n; i++)
        list[i] = trips[i]->trip;
    itinerary *it = itinerary_new(list, places, (int)n);
    itinerary_set_title(it, options->title, options->subtitle);
    return it;
}

static tripmap_map *build_page(const tripmap_trip *const *trips, GArray **places, size_t n,
                               const design *d, atlas *a, const tripmap_options *options,
                               const page_wishes *wishes)
{
    page_layout *l = NULL;
    if (!page_layout_make(&l, d, make_itinerary(trips, places, n, options), a, wishes))
        return NULL;
    findings found = find_out(l);
    tripmap_map *map = keep_map(l->it, l, &found, page_layout_compose(l));
    map->layout_json = layout_json_new(l, &found.audit, found.compromises);
    clear_findings(&found);
    const page_layout *const only = l;
    html_page_make(&map->html, &(html_maps){l->it, &only, 1});
    page_layout_free(l);
    return map;
}

/* The layout reports of all frames as one JSON array. */
static char *multiples_json(const multiples *m)
{
    GString *out = g_string_new("[");
    for (int i = 0; i < multiples_count(m); i++) {
        const page_layout *l = multiples_get(m, i);
        findings found = find_out(l);
        g_autofree char *one = layout_json_new(l, &found.audit, found.compromises);
        g_string_append_printf(out, "%s%s", i ? "," : "", one);
        clear_findings(&found);
    }
    g_string_append(out, "]\n");
    return g_string_free(out, FALSE);
}

static html_page multiples_page(const multiples *m, const itinerary *whole)
{
    int n = multiples_count(m);
    g_autofree const page_layout **maps = g_new0(const page_layout *, n);
    for (int i = 0; i < n; i++)
        maps[i] = multiples_get(m, i);
    html_page page;
    html_page_make(&page, &(html_maps){whole, maps, (guint)n});
    return page;
}

static tripmap_map *build_multiples(const tripmap_trip *const *trips, GArray **places, size_t n,
                                    const design *d, atlas *a, const tripmap_options *options,
                                    const page_wishes *wishes)
{
    GPtrArray *tours = g_ptr_array_new();
    for (size_t i = 0; i < n; i++) {
        const trip *t = trips[i]->trip;
        GArray *own = g_array_ref(places[i]);
        g_ptr_array_add(tours, itinerary_new(&t, &own, 1));
    }
    itinerary *whole = make_itinerary(trips, places, n, options);
    multiples *m = NULL;
    tripmap_map *map = NULL;
    if (multiples_make(&m, d, whole, tours, a, wishes)) {
        findings found = find_out(multiples_get(m, 0));
        map = keep_map(whole, multiples_get(m, 0), &found, multiples_compose(m));
        clear_findings(&found);
        map->layout_json = multiples_json(m);
        map->html = multiples_page(m, whole);
    }
    multiples_free(m);
    itinerary_free(whole);
    return map;
}

static tripmap_map *build(const tripmap_trip *const *trips, size_t n, const style *st,
                          tripmap_atlas *a, const tripmap_options *options, diag_list *diags)
{
    const trip *t = trips[0]->trip;
    page_size page;
    g_autofree GArray **places = g_new0(GArray *, n);
    g_autofree char *fonts = datadir_find(options->data_folder, "fonts", diags);
    bool ok = choose_page(&page, t, options, diags);
    if (ok && options->untrusted)
        ok = check_untrusted(trips, n, page, diags);
    ok = geocode_all(places, trips, n, diags) && ok && fonts;
    g_autoptr(tripmap_session) own = options->session ? NULL : tripmap_session_new();
    tripmap_session *session = options->session ? options->session : own;
    text_context *text = ok ? session_text(session, fonts, t->map.system_fonts, diags) : NULL;
    if (!text) {
        for (size_t i = 0; i < n; i++)
            g_clear_pointer(&places[i], g_array_unref);
        return NULL;
    }
    text_context_set_language(text, t->lang);
    const design d = {.style = st,
                      .text = text,
                      .page = page,
                      .k = page_type_scale(page),
                      .lang = t->lang,
                      .rtl = words_is_rtl(t->lang),
                      .diags = diags,
                      .projected = own ? NULL : session_projected(session, a)};
    const page_wishes wishes = {.projection = options->projection,
                                .untrusted = options->untrusted != 0};
    tripmap_map *map = options->small_multiples && n > 1
                           ? build_multiples(trips, places, n, &d, a->atlas, options, &wishes)
                           : build_page(trips, places, n, &d, a->atlas, options, &wishes);
    return map;
}

tripmap_status tripmap_map_build_several(tripmap_map **out, const tripmap_trip *const *trips,
                                         size_t n, const tripmap_style *s, tripmap_atlas *a,
                                         const tripmap_options *options,
                                         const tripmap_reporter *reporter)
{
    static const tripmap_options defaults = TRIPMAP_OPTIONS_INIT;
    g_autoptr(diag_list) diags = diag_list_new();
    *out = NULL;
    if (n < 1 || n > TRIPMAP_TRIPS_MAX)
        diag_error(diags, DIAG_USAGE, SPAN_NONE, "a map takes 1 to %d trips", TRIPMAP_TRIPS_MAX);
    else
        *out = build(trips, n, s->style, a, options ? options : &defaults, diags);
    tripmap_status status = api_finish(diags, reporter);
    if (status != TRIPMAP_OK)
        g_clear_pointer(out, tripmap_map_free);
    return status;
}

tripmap_status tripmap_map_build(tripmap_map **out, const tripmap_trip *t, const tripmap_style *s,
                                 tripmap_atlas *a, const tripmap_options *options,
                                 const tripmap_reporter *reporter)
{
    return tripmap_map_build_several(out, &t, 1, s, a, options, reporter);
}

void tripmap_map_free(tripmap_map *map)
{
    if (!map)
        return;
    scene_free(map->scene);
    g_free(map->alt_text);
    g_free(map->layout_json);
    g_free(map->compromises);
    g_free(map->explain);
    html_page_clear(&map->html);
    g_free(map->geojson);
    g_free(map->kml);
    g_free(map->gpx);
    g_free(map->scene_text);
    map_summary_clear(&map->facts);
    g_free(map);
}

void tripmap_map_size(const tripmap_map *map, double *width_px, double *height_px)
{
    *width_px = scene_width(map->scene);
    *height_px = scene_height(map->scene);
}

const char *tripmap_map_alt_text(const tripmap_map *map)
{
    return map->alt_text;
}

const tripmap_summary *tripmap_map_summary(const tripmap_map *map)
{
    return &map->summary;
}

const char *tripmap_map_layout_json(const tripmap_map *map)
{
    return map->layout_json;
}

const char *tripmap_map_compromises(const tripmap_map *map)
{
    return map->compromises;
}

const char *tripmap_map_explain(const tripmap_map *map)
{
    return map->explain;
}

const char *tripmap_map_scene(tripmap_map *map)
{
    if (!map->scene_text)
        map->scene_text = scene_dump(map->scene);
    return map->scene_text;
}
