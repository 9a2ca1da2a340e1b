/* SPDX-License-Identifier: MIT
 *
 * tripmap places PLACE…: where each is found, what else bears the name, and why one reading wins.
 */
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "places/candidates.h"
#include "places/geocode.h"
#include "trip/date.h"

#define MAX_SHOWN 5

static void append_position(GString *out, geo_point at)
{
    char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(lon, sizeof lon, "%.4f", at.lon_deg);
    g_ascii_formatd(lat, sizeof lat, "%.4f", at.lat_deg);
    g_string_append_printf(out, "[%s, %s]", lon, lat);
}

static void print_text(const char *text, const place *found, const GArray *readings)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (found) {
        g_string_append_printf(out, "%s: %s%s%s ", text, found->modern_name,
                               found->country[0] ? ", " : "", found->country);
        append_position(out, found->at);
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < MIN(readings->len, MAX_SHOWN); i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        g_autofree char *name = place_written(r->place), *why = place_reading_reason(r);
        g_string_append_printf(out, "  %s %s: %s\n", found && i == 0 ? "*" : "-", name, why);
    }
    if (readings->len > MAX_SHOWN)
        g_string_append_printf(out, "  and %u more\n", readings->len - MAX_SHOWN);
    fputs(out->str, stdout);
}

static void print_json(const char *text, const place *found, const GArray *readings)
{
    g_autoptr(GString) out = g_string_new("{\"query\":");
    json_append_string(out, text);
    g_string_append_printf(out, ",\"found\":%s", found ? "true" : "false");
    if (found) {
        g_string_append(out, ",\"label\":");
        json_append_string(out, found->name);
        g_string_append(out, ",\"name\":");
        json_append_string(out, found->modern_name);
        g_string_append(out, ",\"country\":");
        json_append_string(out, found->country);
        g_string_append_printf(out, ",\"iso_a2\":\"%s\",\"adm0_a3\":\"%s\",\"at\":", found->iso2,
                               found->adm0_a3);
        append_position(out, found->at);
    }
    g_string_append(out, ",\"candidates\":[");
    for (guint i = 0; i < readings->len; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        g_autofree char *name = place_written(r->place), *why = place_reading_reason(r);
        g_string_append(out, i ? ",{\"write\":" : "{\"write\":");
        json_append_string(out, name);
        g_string_append(out, ",\"why\":");
        json_append_string(out, why);
        g_string_append(out, ",\"at\":");
        append_position(out, gazetteer_at(r->place));
        g_string_append_c(out, '}');
    }
    printf("%s]}\n", out->str);
}

static void show(const options *o, const char *text, trip_date date, diag_list *diags)
{
    g_autoptr(source) src = source_new("place", text, strlen(text));
    trip_place written = {.text = (char *)text,
                          .country = o->country,
                          .span = source_span_of_chars(src, 0, strlen(text))};
    g_autoptr(GArray) readings = g_array_new(FALSE, FALSE, sizeof(place_reading));
    place_query query;
    place_query_init(&query, &written, date);
    place_readings(readings, &query);
    place_query_clear(&query);
    place found;
    bool ok = geocode_place(&found, &written, date, diags);
    (o->json ? print_json : print_text)(text, ok ? &found : NULL, readings);
    place_clear(&found);
}

int command_places(const options *o)
{
    if (o->inputs->len == 0)
        return report_usage(o, "for example: tripmap places \"San José, Costa Rica\"",
                            "no place is given");
    g_autoptr(diag_list) diags = diag_list_new();
    trip_dates dates = {0};
    bool ok = !o->date || trip_dates_parse(&dates, o->date, SPAN_NONE, diags);
    for (guint i = 0; i < o->inputs->len && ok; i++)
        show(o, o->inputs->pdata[i], dates.start, diags);
    reporting r;
    reporting_begin(&r, o);
    return reporting_list(&r, diags);
}
