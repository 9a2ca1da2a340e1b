/* SPDX-License-Identifier: MIT
 *
 * The public API's first part: the version, diagnostics as callbacks, and what maps are made of:
 * trips, styles, shapes.
 */
#include "tripmap_api.h"

#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/profile.h"

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
