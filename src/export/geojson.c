/* SPDX-License-Identifier: MIT
 *
 * The route as a GeoJSON FeatureCollection.
 */
#include "base/json.h"
#include "export/route.h"
#include "export/route_parts.h"

static void append_key(GString *out, const char *key)
{
    if (out->str[out->len - 1] != '{')
        g_string_append_c(out, ',');
    json_append_string(out, key);
    g_string_append_c(out, ':');
}

static void append_text(GString *out, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    append_key(out, key);
    json_append_string(out, value);
}

static void append_number(GString *out, const char *key, double value)
{
    append_key(out, key);
    route_append_number(out, value);
}

static void append_date(GString *out, const char *key, trip_date date)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (route_append_date(text, date))
        append_text(out, key, text->str);
}

static void append_point(GString *out, geo_point p)
{
    g_string_append_c(out, '[');
    route_append_number(out, p.lon_deg);
    g_string_append_c(out, ',');
    route_append_number(out, p.lat_deg);
    g_string_append_c(out, ']');
}

static void begin_feature(GString *out, bool *first)
{
    g_string_append(out, *first ? "\n" : ",\n");
    g_string_append(out, "{\"type\":\"Feature\",\"geometry\":");
    *first = false;
}

static void append_issues(GString *out, const GPtrArray *issues)
{
    if (issues->len == 0)
        return;
    append_key(out, "issues");
    g_string_append_c(out, '[');
    for (guint i = 0; i < issues->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        json_append_string(out, g_ptr_array_index(issues, i));
    }
    g_string_append_c(out, ']');
}

static void append_place(GString *out, const place *p)
{
    append_text(out, "name", p->name);
    if (g_strcmp0(p->name, p->modern_name) != 0)
        append_text(out, "modern_name", p->modern_name);
    append_text(out, "country", p->country);
    append_text(out, "iso_a2", p->iso2);
}

static void append_call(GString *out, const itinerary *it, const itinerary_call *call)
{
    const itinerary_station *station = itinerary_get_station(it, call->station);
    g_string_append(out, "{\"type\":\"Point\",\"coordinates\":");
    append_point(out, station->at);
    g_string_append(out, "},\"properties\":{\"kind\":\"stop\"");
    if (it->tours->len > 1)
        append_number(out, "tour", call->tour + 1);
    append_number(out, "number", call->number);
    append_place(out, station->place);
    append_date(out, "start", call->stop->dates.start);
    append_date(out, "end", call->stop->dates.end);
    append_issues(out, call->stop->issues);
    append_text(out, "note", call->stop->note);
    append_text(out, "link", call->stop->link);
    g_string_append(out, "}}");
}

static void append_line(GString *out, const GArray *line)
{
    g_string_append_c(out, '[');
    for (guint i = 0; i < line->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        append_point(out, g_array_index(line, geo_point, i));
    }
    g_string_append_c(out, ']');
}

static void append_leg(GString *out, const itinerary *it, const itinerary_leg *leg,
                       const GPtrArray *lines)
{
    g_string_append(out, lines->len > 1 ? "{\"type\":\"MultiLineString\",\"coordinates\":["
                                        : "{\"type\":\"LineString\",\"coordinates\":");
    for (guint i = 0; i < lines->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        append_line(out, g_ptr_array_index(lines, i));
    }
    g_string_append(out, lines->len > 1 ? "]},\"properties\":{\"kind\":\"leg\""
                                        : "},\"properties\":{\"kind\":\"leg\"");
    if (it->tours->len > 1)
        append_number(out, "tour", leg->tour + 1);
    append_number(out, "number", leg->number);
    append_text(out, "from", itinerary_station_name(it, leg->from));
    append_text(out, "to", itinerary_station_name(it, leg->to));
    append_text(out, "mode", route_mode_name(leg->mode));
    append_number(out, "distance_km", (double)(long)(leg->distance_m / 1000 + 0.5));
    g_string_append(out, "}}");
}

char *route_geojson_new(const itinerary *it, const GPtrArray *lines)
{
    GString *out = g_string_new("{\"type\":\"FeatureCollection\"");
    append_text(out, "title", it->trip->title);
    g_string_append(out, ",\"features\":[");
    bool first = true;
    for (guint i = 0; i < it->stations->len; i++) {
        const itinerary_station *station = itinerary_get_station(it, i);
        if (!station->is_origin)
            continue;
        begin_feature(out, &first);
        g_string_append(out, "{\"type\":\"Point\",\"coordinates\":");
        append_point(out, station->at);
        g_string_append(out, "},\"properties\":{\"kind\":\"origin\"");
        append_place(out, station->place);
        g_string_append(out, "}}");
    }
    for (guint i = 0; i < it->calls->len; i++) {
        begin_feature(out, &first);
        append_call(out, it, itinerary_get_call(it, i));
    }
    for (guint i = 0; i < it->legs->len; i++) {
        begin_feature(out, &first);
        append_leg(out, it, itinerary_get_leg(it, i), g_ptr_array_index(lines, i));
    }
    g_string_append(out, "\n]}\n");
    return g_string_free(out, FALSE);
}
