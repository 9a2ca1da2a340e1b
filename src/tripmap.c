/* SPDX-License-Identifier: MIT
 *
 * The public API: runs the stages in order, owns the lifetimes, turns diagnostics into callbacks.
 * Nothing else happens here.
 */
#include "tripmap_api.h"

#include <math.h>
#include <string.h>

#include "atlas/atlas.h"
#include "base/datadir.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/profile.h"
#include "canvas/canvas.h"
#include "export/compromises.h"
#include "export/html_page.h"
#include "export/layout_json.h"
#include "export/reading_text.h"
#include "export/route.h"
#include "export/summary.h"
#include "features/multiples.h"
#include "features/page_layout.h"
#include "features/words.h"

struct tripmap_map {
    scene *scene;
    char *alt_text, *layout_json, *compromises, *explain;
    char *geojson, *kml, *gpx;
    html_page html;
    char *scene_text; /* made when first asked for */
    map_summary facts;
    tripmap_summary summary; /* borrows from facts */
};

const char *tripmap_version(void)
{
    return TRIPMAP_VERSION;
}

const char *tripmap_status_text(tripmap_status status)
{
    switch (status) {
    case TRIPMAP_OK:
        return "done";
    case TRIPMAP_BAD_INPUT:
        return "a problem in the trip or style";
    case TRIPMAP_BAD_USAGE:
        return "a wrong argument";
    case TRIPMAP_IO_FAILED:
        return "data missing or output not written";
    }
    return "unknown status";
}

const char *tripmap_credits(void)
{
    return "Made with Natural Earth, public domain (naturalearthdata.com).\n"
           "Contains data from GeoNames (geonames.org), CC BY 4.0, reduced and reformatted.\n"
           "Noto Sans, Copyright 2022 The Noto Project Authors, SIL Open Font License 1.1.\n";
}

/* ---- diagnostics ---- */

static void report_entry(const tripmap_reporter *reporter, const diag_entry *entry)
{
    g_autofree char *text = diag_entry_text(entry, reporter->color != 0);
    const tripmap_diagnostic out = {
        .severity = (tripmap_severity)entry->severity,
        .code = diag_code_name(entry->code),
        .message = entry->message,
        .help = entry->help,
        .file = entry->span.source ? source_name(entry->span.source) : NULL,
        .line = entry->span.line,
        .column = entry->span.column,
        .length = entry->span.length,
        .text = text,
    };
    reporter->report(reporter->user, &out);
}

tripmap_status api_finish(diag_list *diags, const tripmap_reporter *reporter)
{
    if (reporter && reporter->strict)
        diag_list_make_strict(diags);
    for (guint i = 0; reporter && reporter->report && i < diag_list_count(diags); i++)
        report_entry(reporter, diag_list_get(diags, i));
    const GPtrArray *files = diag_list_files(diags);
    for (guint i = 0; reporter && reporter->read && i < files->len; i++)
        reporter->read(reporter->user, files->pdata[i]);
    return (tripmap_status)diag_list_exit_status(diags);
}

/* ---- inputs ---- */

tripmap_status api_read_trip(tripmap_trip **out, source *src, diag_list *diags,
                             const tripmap_reporter *reporter)
{
    trip *t = NULL;
    if (src)
        trip_read(&t, src, diags);
    tripmap_status status = api_finish(diags, reporter);
    if (status != TRIPMAP_OK) {
        trip_free(t);
        return status;
    }
    *out = g_new0(tripmap_trip, 1);
    (*out)->trip = t;
    return TRIPMAP_OK;
}

tripmap_status tripmap_trip_load(tripmap_trip **out, const char *path,
                                 const tripmap_reporter *reporter)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TRIP);
    (void)profile;
    *out = NULL;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = NULL;
    file_read_source(&src, path, LIMIT_FILE_BYTES, SPAN_NONE, diags);
    return api_read_trip(out, src, diags, reporter);
}

tripmap_status tripmap_trip_parse(tripmap_trip **out, const char *name, const char *text,
                                  size_t length, const tripmap_reporter *reporter)
{
    *out = NULL;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = NULL;
    if (length > LIMIT_FILE_BYTES)
        diag_error(diags, DIAG_LIMIT, SPAN_NONE, "the trip has more than %d bytes",
                   LIMIT_FILE_BYTES);
    else
        src = source_new(name, text, length);
    return api_read_trip(out, src, diags, reporter);
}

const char *tripmap_trip_style(const tripmap_trip *t)
{
    return t->trip->map.style;
}

void tripmap_trip_free(tripmap_trip *t)
{
    if (t)
        trip_free(t->trip);
    g_free(t);
}

/* AT: where a trip names the style, SPAN_NONE for the caller's own wish. */
static tripmap_status load_style(tripmap_style **out, const char *name, span at, bool only_shipped,
                                 const char *data_folder, const tripmap_reporter *reporter)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_STYLE);
    (void)profile;
    *out = NULL;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = datadir_find(data_folder, "styles", diags);
    style *loaded = NULL;
    if (folder && only_shipped && !style_is_shipped_name(name))
        diag_error(diags, DIAG_UNTRUSTED, at, "an untrusted trip cannot name the style file \"%s\"",
                   name);
    else if (folder)
        style_load(&loaded, name, folder, at, diags);
    tripmap_status status = api_finish(diags, reporter);
    if (status != TRIPMAP_OK) {
        style_free(loaded);
        return status;
    }
    *out = g_new0(tripmap_style, 1);
    (*out)->style = loaded;
    return TRIPMAP_OK;
}

tripmap_status tripmap_style_load(tripmap_style **out, const char *name_or_path,
                                  const char *data_folder, const tripmap_reporter *reporter)
{
    return load_style(out, name_or_path ? name_or_path : "press", SPAN_NONE, false, data_folder,
                      reporter);
}

tripmap_status tripmap_trip_load_style(tripmap_style **out, const tripmap_trip *t,
                                       const char *data_folder, int untrusted,
                                       const tripmap_reporter *reporter)
{
    const trip_map_options *map = &t->trip->map;
    return load_style(out, map->style ? map->style : "press", map->style_span, untrusted != 0,
                      data_folder, reporter);
}

tripmap_status tripmap_style_set(tripmap_style *s, const char *assignment,
                                 const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    style_set(s->style, assignment, diags);
    return api_finish(diags, reporter);
}

char *tripmap_style_text(const tripmap_style *s)
{
    return style_text(s->style);
}

void tripmap_text_free(char *text)
{
    g_free(text);
}

void tripmap_style_free(tripmap_style *s)
{
    if (s)
        style_free(s->style);
    g_free(s);
}

tripmap_status tripmap_atlas_open(tripmap_atlas **out, const char *folder,
                                  const tripmap_reporter *reporter)
{
    *out = NULL;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *found = folder ? g_strdup(folder) : datadir_find(NULL, "shapes", diags);
    atlas *opened = NULL;
    if (found)
        atlas_open(&opened, found, diags);
    tripmap_status status = api_finish(diags, reporter);
    if (status != TRIPMAP_OK) {
        atlas_free(opened);
        return status;
    }
    *out = g_new0(tripmap_atlas, 1);
    (*out)->ref_count = 1;
    (*out)->atlas = opened;
    return TRIPMAP_OK;
}

void tripmap_atlas_free(tripmap_atlas *a)
{
    if (!a || !g_atomic_int_dec_and_test(&a->ref_count))
        return;
    atlas_free(a->atlas);
    g_free(a);
}

/* ---- maps ---- */

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

static void keep_summary(tripmap_map *map, const page_layout *l)
{
    map_summary *s = &map->facts;
    map_summary_make(s, l);
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
static tripmap_map *keep_map(const itinerary *it, const page_layout *l, scene *drawn)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TEXTS);
    (void)profile;
    const trip *t = it->trip;
    tripmap_map *map = g_new0(tripmap_map, 1);
    map->alt_text = reading_text_new(it);
    g_autoptr(GArray) given_up = compromises_new(l);
    map->compromises = compromises_text(given_up);
    g_autofree char *why = view_explain(l->plan.view), *layers = basemap_explain(l->base);
    map->explain = g_strconcat(why, layers, NULL);
    keep_summary(map, l);
    map->geojson = route_geojson_new(it);
    map->kml = route_kml_new(it);
    map->gpx = route_gpx_new(it);
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
    tripmap_map *map = keep_map(l->it, l, page_layout_compose(l));
    map->layout_json = layout_json_new(l);
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
        g_autofree char *one = layout_json_new(multiples_get(m, i));
        g_string_append_printf(out, "%s%s", i ? "," : "", one);
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
        map = keep_map(whole, multiples_get(m, 0), multiples_compose(m));
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

/* ---- output ---- */

int tripmap_format_of(const char *path_or_name)
{
    static const char *const names[TRIPMAP_FORMAT_COUNT] = {"svg",     "png", "pdf", "html",
                                                            "geojson", "kml", "gpx"};
    const char *dot = strrchr(path_or_name, '.');
    const char *name = dot ? dot + 1 : path_or_name;
    for (int i = 0; i < TRIPMAP_FORMAT_COUNT; i++) {
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return i;
    }
    return -1;
}

typedef struct {
    int (*write)(void *user, const void *bytes, size_t length);
    void *user;
} sink;

static bool write_to_sink(void *user, const void *bytes, size_t length)
{
    const sink *to = user;
    return to->write(to->user, bytes, length) != 0;
}

static double png_scale(const tripmap_output *output)
{
    return !output ? 1 : output->dpi > 0 ? output->dpi / 96 : output->scale;
}

/* Before anything is opened or drawn. */
static bool check_output(const tripmap_map *map, int format, const tripmap_output *output,
                         diag_list *diags)
{
    double scale = png_scale(output);
    if (format != TRIPMAP_PNG)
        return true;
    if (!(scale >= 0.1 && scale <= 16)) {
        diag_error(diags, DIAG_USAGE, SPAN_NONE, "the scale of a PNG lies between 0.1 and 16");
        return false;
    }
    double width = ceil(scene_width(map->scene) * scale - 1e-6);
    double height = ceil(scene_height(map->scene) * scale - 1e-6);
    if (width <= LIMIT_PNG_MAX_PX && height <= LIMIT_PNG_MAX_PX &&
        width * height <= LIMIT_PAGE_PIXELS)
        return true;
    diag_help(diag_error(diags, DIAG_LIMIT, SPAN_NONE, "the PNG would have %.0f by %.0f px", width,
                         height),
              "a side has at most %d px, the image at most %d megapixels", LIMIT_PNG_MAX_PX,
              LIMIT_PAGE_PIXELS / 1000000);
    return false;
}

static bool write_html(const tripmap_map *map, const canvas_options *options, canvas_write_fn write,
                       void *user)
{
    canvas_options in_page = *options;
    in_page.in_page = true;
    return write(user, map->html.head, strlen(map->html.head)) &&
           canvas_svg(map->scene, &in_page, write, user) &&
           write(user, map->html.tail, strlen(map->html.tail));
}

static bool write_format(const tripmap_map *map, int format, const tripmap_output *output,
                         canvas_write_fn write, void *user)
{
    const tripmap_output defaults = TRIPMAP_OUTPUT_INIT;
    const tripmap_output *o = output ? output : &defaults;
    canvas_options options = CANVAS_OPTIONS_INIT;
    options.scale = png_scale(output);
    options.dpi = o->dpi > 0 ? o->dpi : 96 * o->scale;
    options.png_level = o->png_level;
    options.precision = o->precision;
    options.svg_text = (int)o->svg_text;
    options.id_prefix = o->id_prefix;
    switch (format) {
    case TRIPMAP_SVG:
        return canvas_svg(map->scene, &options, write, user);
    case TRIPMAP_PNG:
        return canvas_png(map->scene, &options, write, user);
    case TRIPMAP_PDF:
        return canvas_pdf(map->scene, &options, write, user);
    case TRIPMAP_HTML:
        return write_html(map, &options, write, user);
    case TRIPMAP_GEOJSON:
        return write(user, map->geojson, strlen(map->geojson));
    case TRIPMAP_KML:
        return write(user, map->kml, strlen(map->kml));
    case TRIPMAP_GPX:
        return write(user, map->gpx, strlen(map->gpx));
    default:
        return false;
    }
}

tripmap_status tripmap_map_write(const tripmap_map *map, tripmap_format format,
                                 const tripmap_output *output,
                                 int (*write)(void *user, const void *bytes, size_t length),
                                 void *user, const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    sink to = {write, user};
    if (check_output(map, (int)format, output, diags) &&
        !write_format(map, (int)format, output, write_to_sink, &to))
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "the map cannot be written");
    return api_finish(diags, reporter);
}

tripmap_status tripmap_map_save(const tripmap_map *map, const char *path, int format,
                                const tripmap_output *output, const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    if (format < 0)
        format = tripmap_format_of(path);
    file_writer *writer = NULL;
    if (format < 0) {
        diag_help(
            diag_error(diags, DIAG_USAGE, SPAN_NONE, "\"%s\" does not end in a known format", path),
            "end it in .svg, .png, .pdf, .html, .geojson, .kml or .gpx, or give -f");
    } else if (check_output(map, format, output, diags) && file_writer_open(&writer, path, diags)) {
        /* A failure of the writer itself is reported by its commit. */
        if (write_format(map, format, output, file_writer_write, writer) ||
            file_writer_failed(writer)) {
            file_writer_commit(writer, diags);
        } else {
            file_writer_abort(writer);
            diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "the map cannot be written to \"%s\"",
                       path);
        }
    }
    return api_finish(diags, reporter);
}

tripmap_status tripmap_map_draw(const tripmap_map *map, struct _cairo *cr)
{
    return canvas_cairo(map->scene, cr) ? TRIPMAP_OK : TRIPMAP_IO_FAILED;
}
