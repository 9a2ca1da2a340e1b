/* SPDX-License-Identifier: MIT
 *
 * The part of the public API that needs no map: trips put together in code, places looked up,
 * travel records made trips, what the formats and styles are.
 */
#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/limits.h"
#include "import/tours.h"
#include "places/candidates.h"
#include "places/geocode.h"
#include "style/style_fields.h"
#include "trip/date.h"
#include "trip/starter.h"
#include "trip/trip_draft.h"
#include "trip/trip_fields.h"
#include "tripmap_api.h"
#include "yaml/schema.h"

/* ---- drafts ---- */

struct tripmap_draft {
    trip_draft *draft;
    char *text; /* what tripmap_draft_text last gave */
};

/* A point of the header is a longitude and a latitude in degrees, as inside. */
G_STATIC_ASSERT(sizeof(tripmap_point) == sizeof(geo_point));
G_STATIC_ASSERT(offsetof(tripmap_point, lat_deg) == offsetof(geo_point, lat_deg));

static const char *const modes[] = {NULL, "air", "sea", "rail", "road"};
static const char *const sides[] = {NULL, "left", "right", "above", "below"};
static const char *const shows[] = {NULL, "always", "never"};

/* A word for a value of an enum; one that no enum holds becomes a word that no format takes. */
static const char *word(const char *const *words, size_t n, int value)
{
    return value >= 0 && (size_t)value < n ? words[value] : "unknown";
}

tripmap_draft *tripmap_draft_new(void)
{
    tripmap_draft *d = g_new0(tripmap_draft, 1);
    d->draft = trip_draft_new();
    return d;
}

void tripmap_draft_free(tripmap_draft *d)
{
    if (!d)
        return;
    trip_draft_free(d->draft);
    g_free(d->text);
    g_free(d);
}

void tripmap_draft_set(tripmap_draft *d, const char *key, const char *value)
{
    trip_draft_set(d->draft, key, value);
}

static draft_place place_of(const tripmap_place *p)
{
    return (draft_place){p->name, p->country, (const geo_point *)p->at};
}

static draft_leg leg_of(tripmap_mode mode, const tripmap_point *via, size_t n)
{
    return (draft_leg){word(modes, G_N_ELEMENTS(modes), (int)mode), (const geo_point *)via, n};
}

void tripmap_draft_set_origin(tripmap_draft *d, const tripmap_place *where, tripmap_show show)
{
    const draft_place origin = place_of(where);
    trip_draft_set_origin(d->draft, &origin, word(shows, G_N_ELEMENTS(shows), (int)show));
}

void tripmap_draft_set_return(tripmap_draft *d, tripmap_mode mode, const tripmap_point *via,
                              size_t n_via)
{
    const draft_leg leg = leg_of(mode, via, n_via);
    trip_draft_set_return(d->draft, &leg);
}

void tripmap_draft_add_stop(tripmap_draft *d, const tripmap_stop *stop)
{
    const page_point corner = {stop->label_x_px, stop->label_y_px};
    const draft_stop out = {
        .place = place_of(&stop->place),
        .dates = stop->dates,
        .note = stop->note,
        .link = stop->link,
        .issues = stop->issues,
        .leg = leg_of(stop->mode, stop->via, stop->n_via),
        .priority = stop->priority,
        .side = word(sides, G_N_ELEMENTS(sides), (int)stop->label_side),
        .label_at = stop->label_fixed ? &corner : NULL,
    };
    trip_draft_add_stop(d->draft, &out);
}

void tripmap_draft_add_source(tripmap_draft *d, const char *name, const char *link)
{
    trip_draft_add_source(d->draft, name, link);
}

const char *tripmap_draft_text(tripmap_draft *d)
{
    g_free(d->text);
    d->text = trip_draft_text(d->draft);
    return d->text;
}

tripmap_status tripmap_draft_finish(tripmap_trip **out, const tripmap_draft *d, const char *name,
                                    const tripmap_reporter *reporter)
{
    g_autofree char *text = trip_draft_text(d->draft);
    return tripmap_trip_parse(out, name ? name : "trip", text, strlen(text), reporter);
}

/* ---- places ---- */

struct tripmap_places {
    bool is_found;
    place place;
    tripmap_found found;   /* borrows from place */
    GArray *candidates;    /* tripmap_candidate */
    GStringChunk *strings; /* of the candidates */
};

static void keep_candidates(tripmap_places *p, const place_query *query)
{
    g_autoptr(GArray) readings = g_array_new(FALSE, FALSE, sizeof(place_reading));
    place_readings(readings, query);
    for (guint i = 0; i < readings->len; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        g_autofree char *written = place_written(r->place), *why = place_reading_reason(r);
        const geo_point at = gazetteer_at(r->place);
        const tripmap_candidate c = {g_string_chunk_insert(p->strings, written),
                                     g_string_chunk_insert(p->strings, why),
                                     {at.lon_deg, at.lat_deg}};
        g_array_append_val(p->candidates, c);
    }
}

static void keep_found(tripmap_places *p)
{
    p->is_found = true;
    p->found = (tripmap_found){.label = p->place.name,
                               .name = p->place.modern_name,
                               .country = p->place.country,
                               .iso_a2 = p->place.iso2,
                               .at = {p->place.at.lon_deg, p->place.at.lat_deg}};
}

tripmap_status tripmap_places_find(tripmap_places **out, const tripmap_place *asked,
                                   const char *date, const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("place", asked->name, strlen(asked->name));
    const trip_place written = {
        .text = (char *)asked->name,
        .country = (char *)asked->country,
        .has_at = asked->at != NULL,
        .at = asked->at ? *(const geo_point *)asked->at : (geo_point){0, 0},
        .span = source_span_of_chars(src, 0, strlen(asked->name)),
    };
    trip_dates dates = {0};
    *out = NULL;
    if (date && !trip_dates_parse(&dates, date, SPAN_NONE, diags))
        return api_finish(diags, reporter);
    tripmap_places *p = g_new0(tripmap_places, 1);
    p->candidates = g_array_new(FALSE, FALSE, sizeof(tripmap_candidate));
    p->strings = g_string_chunk_new(256);
    place_query query;
    place_query_init(&query, &written, dates.start);
    keep_candidates(p, &query);
    place_query_clear(&query);
    if (geocode_place(&p->place, &written, dates.start, diags))
        keep_found(p);
    *out = p;
    return api_finish(diags, reporter);
}

const tripmap_found *tripmap_places_found(const tripmap_places *p)
{
    return p->is_found ? &p->found : NULL;
}

const tripmap_candidate *tripmap_places_candidates(const tripmap_places *p, size_t *count)
{
    *count = p->candidates->len;
    return (const tripmap_candidate *)(const void *)p->candidates->data;
}

void tripmap_places_free(tripmap_places *p)
{
    if (!p)
        return;
    if (p->is_found)
        place_clear(&p->place);
    g_array_unref(p->candidates);
    g_string_chunk_free(p->strings);
    g_free(p);
}

/* ---- travel records ---- */

static void read_record(GPtrArray *visits, GPtrArray *sources, const char *path, diag_list *diags)
{
    source *src;
    if (!file_read_source(&src, path, LIMIT_IMPORT_BYTES, SPAN_NONE, diags))
        return;
    g_ptr_array_add(sources, src);
    import_visits(visits, src, diags);
}

tripmap_status tripmap_import(const char *const *paths, size_t n, const char *from,
                              int keep_remarks, tripmap_take_tour *take, void *user,
                              const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_unref);
    g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func((GDestroyNotify)visit_free);
    for (size_t i = 0; i < n; i++)
        read_record(visits, sources, paths[i], diags);
    const tours_options wishes = {.from = from, .remarks = keep_remarks != 0};
    g_autoptr(GPtrArray) tours = tours_make(visits, &wishes, diags);
    for (guint i = 0; i < tours->len; i++) {
        const tour_file *tour = tours->pdata[i];
        if (!take(user, tour->id, tour->yaml))
            break;
    }
    return api_finish(diags, reporter);
}

/* ---- formats and styles ---- */

char *tripmap_trip_schema(void)
{
    return schema_of(&trip_fields);
}

char *tripmap_style_schema(void)
{
    return schema_of(&style_fields);
}

const char *tripmap_trip_starter(void)
{
    return trip_starter();
}

tripmap_status tripmap_style_names(char ***out, const char *data_folder,
                                   const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = datadir_find(data_folder, "styles", diags);
    *out = NULL;
    if (folder) {
        g_autoptr(GPtrArray) names = style_list(folder);
        *out = g_new0(char *, names->len + 1);
        for (guint i = 0; i < names->len; i++)
            (*out)[i] = g_strdup(names->pdata[i]);
    }
    return api_finish(diags, reporter);
}

void tripmap_names_free(char **names)
{
    g_strfreev(names);
}
