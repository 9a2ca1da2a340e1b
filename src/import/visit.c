/* SPDX-License-Identifier: MIT
 *
 * What the readers of travel records share.
 */
#include "import/visit.h"

#include <string.h>

visit *visit_new(span at)
{
    visit *v = g_new0(visit, 1);
    v->span = at;
    return v;
}

void visit_free(visit *v)
{
    g_free(v->tour);
    g_free(v->person);
    g_free(v->role);
    g_free(v->country);
    g_free(v->locale);
    g_free(v->remarks);
    g_free(v);
}

/* N digits at *TEXT, which moves on. */
static bool read_digits(int *out, const char **text, int n)
{
    *out = 0;
    for (int i = 0; i < n; i++, (*text)++) {
        if (!g_ascii_isdigit(**text))
            return false;
        *out = *out * 10 + (**text - '0');
    }
    return true;
}

bool visit_read_date(trip_date *out, const char *text)
{
    trip_date date = {0};
    while (g_ascii_isspace(*text))
        text++;
    if (!read_digits(&date.year, &text, 4) || date.year == 0)
        return false;
    if (*text == '-') {
        text++;
        if (!read_digits(&date.month, &text, 2) || date.month < 1 || date.month > 12)
            return false;
    }
    if (date.month && *text == '-') {
        text++;
        if (!read_digits(&date.day, &text, 2) ||
            !g_date_valid_dmy((GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year))
            return false;
    }
    if (*text == 'T' && date.day == 0)
        return false;
    if (*text != 'T')
        while (g_ascii_isspace(*text))
            text++;
    if (*text != '\0' && *text != 'T')
        return false;
    *out = date;
    return true;
}

bool import_visits(GPtrArray *visits, source *src, diag_list *diags)
{
    gsize length;
    const char *text = source_text(src, &length), *end = text + length;
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    while (text < end && g_ascii_isspace(*text))
        text++;
    if (text < end && *text == '{')
        return import_geojson(visits, src, diags);
    if (text == end || *text != '<')
        return import_csv(visits, src, diags);
    gsize seen = MIN((gsize)(end - text), 2000);
    if (g_strstr_len(text, (gssize)seen, "<kml"))
        return import_kml(visits, src, diags);
    if (g_strstr_len(text, (gssize)seen, "<gpx"))
        return import_gpx(visits, src, diags);
    return import_trips_xml(visits, src, diags);
}
