/* SPDX-License-Identifier: MIT
 *
 * The trip model: making, freeing, and the few questions that many stages ask of it.
 */
#include <string.h>

#include "trip/date.h"
#include "trip/trip.h"

static void clear_place(trip_place *place)
{
    g_free(place->text);
    g_free(place->country);
}

trip_stop *trip_stop_new(void)
{
    trip_stop *stop = g_new0(trip_stop, 1);
    stop->issues = g_ptr_array_new_with_free_func(g_free);
    return stop;
}

void trip_stop_free(trip_stop *stop)
{
    if (!stop)
        return;
    clear_place(&stop->place);
    g_ptr_array_free(stop->issues, TRUE);
    g_free(stop->note);
    g_free(stop->link);
    if (stop->via)
        g_array_free(stop->via, TRUE);
    g_free(stop);
}

static void free_stop(gpointer stop)
{
    trip_stop_free(stop);
}

static void free_source(gpointer data)
{
    trip_source *item = data;
    g_free(item->name);
    g_free(item->link);
    g_free(item);
}

trip *trip_new(void)
{
    trip *t = g_new0(trip, 1);
    t->stops = g_ptr_array_new_with_free_func(free_stop);
    t->sources = g_ptr_array_new_with_free_func(free_source);
    return t;
}

static void clear_map(trip_map_options *map)
{
    g_free(map->style);
    g_free(map->page);
    g_free(map->projection);
    if (map->names)
        g_hash_table_destroy(map->names);
}

void trip_free(trip *t)
{
    if (!t)
        return;
    g_free(t->title);
    g_free(t->subtitle);
    g_free(t->traveler);
    g_free(t->role);
    g_free(t->lang);
    clear_place(&t->origin);
    if (t->return_via)
        g_array_free(t->return_via, TRUE);
    g_ptr_array_free(t->stops, TRUE);
    g_ptr_array_free(t->sources, TRUE);
    clear_map(&t->map);
    source_unref(t->source);
    g_free(t);
}

trip_dates trip_span_of_dates(const trip *t)
{
    trip_dates all = {0};
    for (guint i = 0; i < t->stops->len; i++) {
        const trip_dates *d = &((const trip_stop *)t->stops->pdata[i])->dates;
        if (d->start.year == 0)
            continue;
        if (all.start.year == 0 || trip_date_compare(d->start, all.start) < 0)
            all.start = d->start;
        if (all.end.year == 0 || trip_date_compare(d->end, all.end) > 0)
            all.end = d->end;
        all.uncertain = all.uncertain || d->uncertain;
    }
    return all;
}

bool trip_link_is_safe(const char *link)
{
    static const char *const schemes[] = {"https:", "http:", "mailto:"};
    size_t scheme = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(schemes) && scheme == 0; i++)
        scheme = g_str_has_prefix(link, schemes[i]) ? strlen(schemes[i]) : 0;
    if (scheme == 0 || (link[0] == 'h' && !g_str_has_prefix(link + scheme, "//")))
        return false;
    for (const char *p = link; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c) ||
            (c < 0x80 && strchr("<>\"\\^`{|}", (int)c)))
            return false;
    }
    return link[scheme] != '\0';
}
