/* SPDX-License-Identifier: MIT
 *
 * The route as KML 2.2 and as GPX 1.1.
 */
#include "export/route.h"
#include "export/route_parts.h"

static void append_element(GString *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(out, "<%s>%s</%s>", name, escaped, name);
}

/* Country, issues and note, a line each, for a description that people read. Owned by the caller.
 */
static char *describe(const itinerary *it, const itinerary_call *call)
{
    GString *text = g_string_new(itinerary_get_station(it, call->station)->place->country);
    for (guint i = 0; i < call->stop->issues->len; i++)
        g_string_append_printf(text, "%s%s", text->len ? "\n" : "",
                               (const char *)g_ptr_array_index(call->stop->issues, i));
    if (call->stop->note)
        g_string_append_printf(text, "%s%s", text->len ? "\n" : "", call->stop->note);
    return g_string_free(text, FALSE);
}

static const char *tour_title(const itinerary_tour *tour)
{
    return tour->trip->title ? tour->trip->title : "Trip";
}

/* ---- KML ---- */

static void append_kml_point(GString *out, geo_point p)
{
    g_string_append(out, "<Point><coordinates>");
    route_append_number(out, p.lon_deg);
    g_string_append_c(out, ',');
    route_append_number(out, p.lat_deg);
    g_string_append(out, "</coordinates></Point>");
}

static void append_kml_call(GString *out, const itinerary *it, const itinerary_call *call)
{
    const itinerary_station *station = itinerary_get_station(it, call->station);
    g_autofree char *description = describe(it, call);
    g_string_append(out, "<Placemark>");
    append_element(out, "name", itinerary_station_name(it, call->station));
    append_element(out, "description", description);
    if (call->stop->dates.start.year) {
        g_string_append(out, "<TimeSpan><begin>");
        route_append_date(out, call->stop->dates.start);
        g_string_append(out, "</begin><end>");
        route_append_date(out, call->stop->dates.end);
        g_string_append(out, "</end></TimeSpan>");
    }
    append_kml_point(out, station->at);
    g_string_append(out, "</Placemark>\n");
}

static void append_kml_leg(GString *out, const itinerary *it, const itinerary_leg *leg,
                           const GPtrArray *lines)
{
    g_autofree char *name = g_strdup_printf("%s – %s", itinerary_station_name(it, leg->from),
                                            itinerary_station_name(it, leg->to));
    g_string_append(out, "<Placemark>");
    append_element(out, "name", name);
    g_string_append(out, "<MultiGeometry>");
    for (guint i = 0; i < lines->len; i++) {
        const GArray *line = g_ptr_array_index(lines, i);
        g_string_append(out, "<LineString><tessellate>1</tessellate><coordinates>");
        for (guint j = 0; j < line->len; j++) {
            geo_point p = g_array_index(line, geo_point, j);
            if (j > 0)
                g_string_append_c(out, ' ');
            route_append_number(out, p.lon_deg);
            g_string_append_c(out, ',');
            route_append_number(out, p.lat_deg);
        }
        g_string_append(out, "</coordinates></LineString>");
    }
    g_string_append(out, "</MultiGeometry></Placemark>\n");
}

static void append_kml_tour(GString *out, const itinerary *it, int index, const GPtrArray *lines)
{
    const itinerary_tour *tour = itinerary_get_tour(it, index);
    g_string_append(out, "<Folder>");
    append_element(out, "name", tour_title(tour));
    g_string_append_c(out, '\n');
    if (tour->origin >= 0) {
        g_string_append(out, "<Placemark>");
        append_element(out, "name", itinerary_station_name(it, tour->origin));
        append_kml_point(out, itinerary_get_station(it, tour->origin)->at);
        g_string_append(out, "</Placemark>\n");
    }
    for (int i = 0; i < tour->n_calls; i++)
        append_kml_call(out, it, itinerary_get_call(it, tour->first_call + i));
    for (guint i = 0; i < it->legs->len; i++)
        if (itinerary_get_leg(it, i)->tour == index)
            append_kml_leg(out, it, itinerary_get_leg(it, i), g_ptr_array_index(lines, i));
    g_string_append(out, "</Folder>\n");
}

char *route_kml_new(const itinerary *it, const GPtrArray *lines)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>");
    append_element(out, "name", it->trip->title);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < it->tours->len; i++)
        append_kml_tour(out, it, (int)i, lines);
    g_string_append(out, "</Document></kml>\n");
    return g_string_free(out, FALSE);
}

/* ---- GPX ---- */

static void append_position(GString *out, const char *element, geo_point p)
{
    g_string_append_c(out, '<');
    g_string_append(out, element);
    g_string_append(out, " lat=\"");
    route_append_number(out, p.lat_deg);
    g_string_append(out, "\" lon=\"");
    route_append_number(out, p.lon_deg);
    g_string_append(out, "\"");
}

/* GPX wants a moment: the start of the day, when the day is known. */
static void append_gpx_call(GString *out, const itinerary *it, const itinerary_call *call)
{
    g_autofree char *description = describe(it, call);
    append_position(out, "wpt", itinerary_get_station(it, call->station)->at);
    g_string_append_c(out, '>');
    if (call->stop->dates.start.day) {
        g_string_append(out, "<time>");
        route_append_date(out, call->stop->dates.start);
        g_string_append(out, "T00:00:00Z</time>");
    }
    append_element(out, "name", itinerary_station_name(it, call->station));
    append_element(out, "desc", description);
    if (call->stop->link) {
        g_autofree char *escaped = g_markup_escape_text(call->stop->link, -1);
        g_string_append_printf(out, "<link href=\"%s\"/>", escaped);
    }
    g_string_append(out, "</wpt>\n");
}

static void append_gpx_track(GString *out, const itinerary *it, int index, const GPtrArray *legs)
{
    g_string_append(out, "<trk>");
    append_element(out, "name", tour_title(itinerary_get_tour(it, index)));
    g_string_append_c(out, '\n');
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->tour != index)
            continue;
        const GPtrArray *lines = g_ptr_array_index(legs, i);
        for (guint j = 0; j < lines->len; j++) {
            const GArray *line = g_ptr_array_index(lines, j);
            g_string_append(out, "<trkseg>");
            for (guint k = 0; k < line->len; k++) {
                append_position(out, "trkpt", g_array_index(line, geo_point, k));
                g_string_append(out, "/>");
            }
            g_string_append(out, "</trkseg>\n");
        }
    }
    g_string_append(out, "</trk>\n");
}

char *route_gpx_new(const itinerary *it, const GPtrArray *lines)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<gpx version=\"1.1\" creator=\"tripmap\" "
                                "xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata>");
    append_element(out, "name", it->trip->title);
    g_string_append(out, "</metadata>\n");
    for (guint i = 0; i < it->calls->len; i++)
        append_gpx_call(out, it, itinerary_get_call(it, i));
    for (guint i = 0; i < it->tours->len; i++)
        append_gpx_track(out, it, (int)i, lines);
    g_string_append(out, "</gpx>\n");
    return g_string_free(out, FALSE);
}
