/* SPDX-License-Identifier: MIT
 *
 * Gathers a map's summary from its finished layout.
 */
#include "export/summary.h"

#include "trip/date.h"

static void append_date(GString *out, trip_date date)
{
    g_string_append_printf(out, "%04d", date.year);
    if (date.month > 0)
        g_string_append_printf(out, "-%02d", date.month);
    if (date.day > 0)
        g_string_append_printf(out, "-%02d", date.day);
}

static char *iso_dates(const trip *t)
{
    trip_dates dates = trip_span_of_dates(t);
    if (dates.start.year == 0)
        return g_strdup("");
    GString *out = g_string_new(NULL);
    append_date(out, dates.start);
    if (trip_date_compare(dates.start, dates.end) != 0) {
        g_string_append_c(out, '/');
        append_date(out, dates.end);
    }
    return g_string_free(out, FALSE);
}

static GPtrArray *visited_countries(const itinerary *it)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < it->calls->len; i++) {
        int station = itinerary_get_call(it, i)->station;
        const char *country = itinerary_get_station(it, station)->place->country;
        if (country && *country &&
            !g_ptr_array_find_with_equal_func(out, country, g_str_equal, NULL))
            g_ptr_array_add(out, g_strdup(country));
    }
    g_ptr_array_add(out, NULL);
    return out;
}

static int count_in_panel(const page_layout *l)
{
    int count = 0;
    for (guint i = 0; i < l->markers->len; i++)
        count += l->labels->placements[i].rung == LABEL_PANEL &&
                 !g_array_index(l->markers, marker, i).dot;
    return count + (l->inset ? count_in_panel(l->inset->map) : 0);
}

void map_summary_make(map_summary *out, const page_layout *l, const page_audit *audit)
{
    const trip *t = l->it->trip;
    const label_verdict *v = &l->verdict;
    *out = (map_summary){
        .title = g_strdup(t->title ? t->title : ""),
        .traveler = g_strdup(t->traveler ? t->traveler : ""),
        .dates = iso_dates(t),
        .countries = visited_countries(l->it),
        .stops = (int)l->it->calls->len,
        .distance_m = l->it->total_m,
        .labels = (int)l->markers->len,
        .in_panel = count_in_panel(l),
        .breaches = page_audit_breaches(audit, v),
        .route_px = v->route_px,
        .route_covered_px = v->route_covered_px,
    };
}

void map_summary_clear(map_summary *s)
{
    g_free(s->title);
    g_free(s->traveler);
    g_free(s->dates);
    g_clear_pointer(&s->countries, g_ptr_array_unref);
}
