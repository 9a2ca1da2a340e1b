/* SPDX-License-Identifier: MIT
 *
 * Typesets the title block; where it goes is up to furniture, panel and multiples.
 */
#include "features/title.h"

#include "trip/date.h"

void title_append_lines(GPtrArray *out, const design *d, text_font font, const char *text,
                        double width)
{
    if (!text || !*text)
        return;
    g_autoptr(GPtrArray) lines = text_wrap(d->text, font, text, width);
    for (guint i = 0; i < lines->len; i++)
        g_ptr_array_add(out, text_run_ref(g_ptr_array_index(lines, i)));
}

/* "U.S. Secretary of State Marco Rubio · 1–6 February 2025". */
static void append_who_and_when(GPtrArray *out, const design *d, const trip *t, text_font font,
                                double width)
{
    trip_dates dates = trip_span_of_dates(t);
    g_autofree char *when = trip_dates_format(&dates, t->lang, DATE_LONG);
    g_autofree char *who = g_strjoin(t->role && t->traveler ? " " : "", t->role ? t->role : "",
                                     t->traveler ? t->traveler : "", NULL);
    g_autofree char *line = g_strjoin(*who && *when ? " · " : "", who, when, NULL);
    text_run *whole = text_shape(d->text, font, line);
    bool fits = text_run_width(whole) <= width;
    text_run_unref(whole);
    title_append_lines(out, d, font, fits ? line : who, width);
    title_append_lines(out, d, font, fits ? "" : when, width);
}

void title_set(GPtrArray *title, GPtrArray *subtitle, const design *d, const itinerary *it,
               double width)
{
    const style *st = d->style;
    if (it->trip->map.title == TRIP_NEVER)
        return;
    text_font font = design_font(d, TEXT_REGULAR, st->subtitle_size);
    title_append_lines(title, d, design_font(d, TEXT_BOLD, design_title_size(d)), it->title, width);
    title_append_lines(subtitle, d, font, it->subtitle, width);
    if (it->tours->len == 1)
        append_who_and_when(subtitle, d, it->trip, font, width);
}
