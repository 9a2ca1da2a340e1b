/* SPDX-License-Identifier: MIT
 *
 * Writes the reading text from the itinerary, in the trip's language where words are needed. Every
 * line is a sentence or two, so that the lines also read well as one paragraph.
 */
#include "export/reading_text.h"

#include <string.h>

#include "features/words.h"
#include "trip/date.h"

/* Text of the author's own may end its sentence itself. */
static void end_sentence(GString *out)
{
    static const char *const ends[] = {".", "!", "?", "…", "؟", "\n", NULL};
    for (int i = 0; ends[i]; i++)
        if (g_str_has_suffix(out->str, ends[i]))
            return;
    if (out->len > 0)
        g_string_append_c(out, '.');
}

/* Begins a sentence on the line that has been begun. */
static void append_sentence(GString *out, const char *text)
{
    if (!text || !*text)
        return;
    if (out->len > 0 && !g_str_has_suffix(out->str, "\n")) {
        end_sentence(out);
        g_string_append_c(out, ' ');
    }
    g_string_append(out, text);
}

static void end_line(GString *out)
{
    end_sentence(out);
    if (out->len > 0 && !g_str_has_suffix(out->str, "\n"))
        g_string_append_c(out, '\n');
}

/* "From Washington", of a phrase that begins small. */
static char *capitalize(const char *text)
{
    gunichar first = g_utf8_get_char(text);
    char letter[7] = "";
    g_unichar_to_utf8(g_unichar_toupper(first), letter);
    return g_strconcat(letter, *text ? g_utf8_next_char(text) : "", NULL);
}

/* First and last day of one of several trips, or of the only one. */
static void append_head(GString *out, const trip *t)
{
    append_sentence(out, t->title);
    append_sentence(out, t->subtitle);
    if (t->traveler) {
        g_autofree char *who =
            g_strconcat(t->role ? t->role : "", t->role ? " " : "", t->traveler, NULL);
        append_sentence(out, who);
    }
    trip_dates dates = trip_span_of_dates(t);
    g_autofree char *when = trip_dates_format(&dates, t->lang, DATE_LONG);
    if (*when && t->traveler)
        g_string_append_printf(out, ", %s", when);
    else
        append_sentence(out, when);
    end_line(out);
}

static void append_origin(GString *out, const itinerary *it, const itinerary_tour *tour)
{
    if (tour->origin < 0)
        return;
    g_auto(GStrv) around = g_strsplit(words_get(it->trip->lang, WORD_FROM), "%s", 2);
    g_autofree char *from = g_strjoinv(itinerary_station_name(it, tour->origin), around);
    g_autofree char *sentence = capitalize(from);
    append_sentence(out, sentence);
    end_line(out);
}

/* " (3,320 km)"; the way is named where it is not by air. */
static void append_distance(GString *out, const char *lang, const itinerary_leg *leg)
{
    static const word ways[] = {[TRIP_MODE_SEA] = WORD_BY_SEA,
                                [TRIP_MODE_RAIL] = WORD_BY_RAIL,
                                [TRIP_MODE_ROAD] = WORD_BY_ROAD};
    g_autofree char *distance = words_distance(lang, leg->distance_m);
    bool named = leg->mode != TRIP_MODE_AIR;
    g_string_append_printf(out, " (%s%s%s)", named ? words_get(lang, ways[leg->mode]) : "",
                           named ? ", " : "", distance);
}

static void append_call(GString *out, const itinerary *it, int index)
{
    const itinerary_call *call = itinerary_get_call(it, index);
    const char *lang = it->trip->lang;
    const place *where = itinerary_get_station(it, call->station)->place;
    g_string_append_printf(out, "%d. %s", call->number, itinerary_station_name(it, call->station));
    if (where->country && *where->country && strcmp(where->country, where->name) != 0)
        g_string_append_printf(out, ", %s", where->country);
    g_autofree char *dates = trip_dates_format(&call->stop->dates, lang, DATE_LONG);
    if (*dates)
        g_string_append_printf(out, ", %s", dates);
    const itinerary_leg *leg = itinerary_leg_to(it, index);
    if (leg)
        append_distance(out, lang, leg);
    for (guint i = 0; i < call->stop->issues->len; i++)
        g_string_append_printf(out, "%s%s", i == 0 ? ": " : "; ",
                               (const char *)g_ptr_array_index(call->stop->issues, i));
    append_sentence(out, call->stop->note);
    end_line(out);
}

static void append_return(GString *out, const itinerary *it, int tour)
{
    const char *lang = it->trip->lang;
    const itinerary_leg *home = itinerary_leg_home(it, tour);
    if (!home)
        return;
    g_autofree char *way_home = capitalize(words_get(lang, WORD_RETURN));
    g_string_append_printf(out, "%s: %s", way_home, itinerary_station_name(it, home->to));
    append_distance(out, lang, home);
    end_line(out);
}

static void append_total(GString *out, const char *lang, const itinerary_tour *tour)
{
    if (tour->total_m <= 0)
        return;
    g_autofree char *distance = words_distance(lang, tour->total_m);
    g_auto(GStrv) around = g_strsplit(words_get(lang, WORD_IN_ALL), "%s", 2);
    g_autofree char *total = g_strjoinv(distance, around);
    append_sentence(out, total);
    end_line(out);
}

char *reading_text_new(const itinerary *it)
{
    GString *out = g_string_new(NULL);
    if (it->tours->len > 1 && it->title) {
        append_sentence(out, it->title);
        end_line(out);
    }
    for (int i = 0; i < (int)it->tours->len; i++) {
        const itinerary_tour *tour = itinerary_get_tour(it, i);
        append_head(out, tour->trip);
        append_origin(out, it, tour);
        for (int k = 0; k < tour->n_calls; k++)
            append_call(out, it, tour->first_call + k);
        append_return(out, it, i);
        append_total(out, it->trip->lang, tour);
    }
    return g_string_free(out, FALSE);
}
