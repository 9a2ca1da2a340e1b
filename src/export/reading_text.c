/* SPDX-License-Identifier: MIT
 *
 * Writes the reading text from the itinerary, in the trip's language where words are needed.
 */
#include "export/reading_text.h"

#include <string.h>

#include "features/words.h"
#include "trip/date.h"

static void append_head(GString *out, const trip *t)
{
    g_string_append(out, t->title ? t->title : "");
    if (t->subtitle)
        g_string_append_printf(out, "%s%s", out->len ? ". " : "", t->subtitle);
    if (t->traveler)
        g_string_append_printf(out, "%s%s%s%s", out->len ? ". " : "", t->role ? t->role : "",
                               t->role ? " " : "", t->traveler);
    trip_dates dates = trip_span_of_dates(t);
    g_autofree char *when = trip_dates_format(&dates, t->lang, DATE_LONG);
    if (*when)
        g_string_append_printf(out, ", %s", when);
    g_string_append(out, ".\n");
}

static const itinerary_leg *leg_to(const itinerary *it, int call)
{
    for (guint i = 0; i < it->legs->len; i++) {
        if (itinerary_get_leg(it, i)->call == call)
            return itinerary_get_leg(it, i);
    }
    return NULL;
}

static void append_call(GString *out, const itinerary *it, int index)
{
    const itinerary_call *call = itinerary_get_call(it, index);
    const place *where = itinerary_get_station(it, call->station)->place;
    g_string_append_printf(out, "%d. %s", call->number, where->name);
    if (where->country && *where->country && strcmp(where->country, where->name) != 0)
        g_string_append_printf(out, ", %s", where->country);
    g_autofree char *dates = trip_dates_format(&call->stop->dates, it->trip->lang, DATE_SHORT_YEAR);
    if (*dates)
        g_string_append_printf(out, ", %s", dates);
    const itinerary_leg *leg = leg_to(it, index);
    if (leg) {
        g_autofree char *distance = words_distance(it->trip->lang, leg->distance_m);
        g_string_append_printf(out, " (%s)", distance);
    }
    for (guint i = 0; i < call->stop->issues->len; i++)
        g_string_append_printf(out, "%s%s", i == 0 ? ": " : "; ",
                               (const char *)g_ptr_array_index(call->stop->issues, i));
    g_string_append(out, ".\n");
    if (call->stop->note)
        g_string_append_printf(out, "   %s\n", call->stop->note);
}

static void append_return(GString *out, const itinerary *it, int tour)
{
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->tour != tour || leg->call >= 0)
            continue;
        g_autofree char *distance = words_distance(it->trip->lang, leg->distance_m);
        g_string_append_printf(out, "%s: %s (%s).\n", words_get(it->trip->lang, WORD_RETURN),
                               itinerary_station_name(it, leg->to), distance);
    }
}

static void append_tour(GString *out, const itinerary *it, int index)
{
    const itinerary_tour *tour = itinerary_get_tour(it, index);
    append_head(out, tour->trip);
    if (tour->origin >= 0) {
        g_auto(GStrv) around = g_strsplit(words_get(it->trip->lang, WORD_FROM), "%s", 2);
        g_autofree char *from = g_strjoinv(itinerary_station_name(it, tour->origin), around);
        g_string_append_printf(out, "%s\n", from);
    }
    for (int i = 0; i < tour->n_calls; i++)
        append_call(out, it, tour->first_call + i);
    append_return(out, it, index);
}

char *reading_text_new(const itinerary *it)
{
    GString *out = g_string_new(NULL);
    if (it->tours->len > 1 && it->title)
        g_string_append_printf(out, "%s\n", it->title);
    for (int i = 0; i < (int)it->tours->len; i++)
        append_tour(out, it, i);
    return g_string_free(out, FALSE);
}
