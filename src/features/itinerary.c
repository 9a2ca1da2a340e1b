/* SPDX-License-Identifier: MIT
 *
 * Builds stations, calls and legs from a trip and its places.
 */
#include "features/itinerary.h"

#include <string.h>

/* Two visits nearer than this are to the same place. */
#define SAME_PLACE_M 1500.0

static int find_or_add_station(itinerary *it, const place *where, bool is_origin)
{
    for (guint i = 0; i < it->stations->len; i++) {
        const itinerary_station *s = itinerary_get_station(it, i);
        if (geo_distance_m(s->at, where->at) < SAME_PLACE_M &&
            (s->is_origin || g_strcmp0(s->place->name, where->name) == 0))
            return (int)i;
    }
    itinerary_station added = {.place = where, .at = where->at, .is_origin = is_origin};
    bool renamed = it->trip->map.modern_place_names && where->modern_name &&
                   g_strcmp0(where->modern_name, where->name) != 0;
    added.label = renamed ? g_strdup_printf("%s (%s)", where->modern_name, where->name)
                          : g_strdup(where->name);
    g_array_append_val(it->stations, added);
    return (int)it->stations->len - 1;
}

static void add_calls(itinerary *it, int index)
{
    itinerary_tour *tour = itinerary_get_tour(it, index);
    guint offset = tour->trip->has_origin ? 1 : 0;
    tour->origin =
        offset ? find_or_add_station(it, &g_array_index(tour->places, place, 0), true) : -1;
    tour->first_call = (int)it->calls->len;
    tour->n_calls = (int)tour->trip->stops->len;
    for (guint i = 0; i < tour->trip->stops->len; i++) {
        itinerary_call call = {
            .tour = index,
            .number = (int)i + 1,
            .station =
                find_or_add_station(it, &g_array_index(tour->places, place, i + offset), false),
            .stop = g_ptr_array_index(tour->trip->stops, i),
        };
        g_array_append_val(it->calls, call);
    }
}

static void group_calls_by_station(itinerary *it)
{
    for (guint s = 0; s < it->stations->len; s++) {
        itinerary_station *station = itinerary_get_station(it, s);
        station->first_call = (int)it->station_calls->len;
        for (int c = 0; c < (int)it->calls->len; c++) {
            if (itinerary_get_call(it, c)->station == (int)s) {
                g_array_append_val(it->station_calls, c);
                station->n_calls++;
            }
        }
    }
}

static double via_distance(geo_point from, geo_point to, const GArray *via)
{
    double distance_m = 0;
    for (guint i = 0; via && i < via->len; i++) {
        geo_point next = g_array_index(via, geo_point, i);
        distance_m += geo_distance_m(from, next);
        from = next;
    }
    return distance_m + geo_distance_m(from, to);
}

/* Completes and appends a leg whose tour, ends, mode, via and call are set. */
static void add_leg(itinerary *it, itinerary_leg leg)
{
    if (leg.from == leg.to)
        return;
    const itinerary_station *from = itinerary_get_station(it, leg.from);
    const itinerary_station *to = itinerary_get_station(it, leg.to);
    leg.number = (int)it->legs->len + 1;
    leg.distance_m = via_distance(from->at, to->at, leg.via);
    leg.from_origin = from->is_origin;
    leg.to_origin = to->is_origin;
    g_array_append_val(it->legs, leg);
    it->total_m += leg.distance_m;
    itinerary_get_tour(it, leg.tour)->total_m += leg.distance_m;
}

static void add_legs(itinerary *it, int index)
{
    const itinerary_tour *tour = itinerary_get_tour(it, index);
    int home = tour->origin >= 0 ? tour->origin : itinerary_get_call(it, tour->first_call)->station;
    int at = home;
    for (int c = tour->first_call; c < tour->first_call + tour->n_calls; c++) {
        const itinerary_call *call = itinerary_get_call(it, c);
        add_leg(it, (itinerary_leg){.tour = index,
                                    .from = at,
                                    .to = call->station,
                                    .mode = call->stop->mode,
                                    .via = call->stop->via,
                                    .call = c});
        at = call->station;
    }
    if (tour->trip->returns)
        add_leg(it, (itinerary_leg){.tour = index,
                                    .from = at,
                                    .to = home,
                                    .mode = tour->trip->return_mode,
                                    .via = tour->trip->return_via,
                                    .call = -1});
}

static void count_countries(itinerary *it)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint c = 0; c < it->calls->len; c++) {
        int station = itinerary_get_call(it, c)->station;
        const char *country = itinerary_get_station(it, station)->place->adm0_a3;
        if (itinerary_visits(it, country) > 0)
            g_hash_table_add(seen, (gpointer)country);
    }
    it->n_countries = (int)g_hash_table_size(seen);
}

static void clear_tour(void *data)
{
    g_array_unref(((itinerary_tour *)data)->places);
}

static void clear_station(void *data)
{
    g_free(((itinerary_station *)data)->label);
}

itinerary *itinerary_new(const trip *const *trips, GArray *const *places, int n)
{
    itinerary *it = g_new0(itinerary, 1);
    it->trip = trips[0];
    it->tours = g_array_new(FALSE, FALSE, sizeof(itinerary_tour));
    g_array_set_clear_func(it->tours, clear_tour);
    it->calls = g_array_new(FALSE, FALSE, sizeof(itinerary_call));
    it->stations = g_array_new(FALSE, FALSE, sizeof(itinerary_station));
    g_array_set_clear_func(it->stations, clear_station);
    it->station_calls = g_array_new(FALSE, FALSE, sizeof(int));
    it->legs = g_array_new(FALSE, FALSE, sizeof(itinerary_leg));
    for (int i = 0; i < n; i++) {
        itinerary_tour tour = {.trip = trips[i], .places = places[i]};
        g_array_append_val(it->tours, tour);
        add_calls(it, i);
    }
    group_calls_by_station(it);
    for (int i = 0; i < n; i++)
        add_legs(it, i);
    count_countries(it);
    if (n == 1)
        itinerary_set_title(it, trips[0]->title, trips[0]->subtitle);
    return it;
}

void itinerary_set_title(itinerary *it, const char *title, const char *subtitle)
{
    if (title) {
        g_free(it->title);
        it->title = g_strdup(title);
    }
    if (subtitle) {
        g_free(it->subtitle);
        it->subtitle = g_strdup(subtitle);
    }
}

void itinerary_free(itinerary *it)
{
    if (!it)
        return;
    g_free(it->title);
    g_free(it->subtitle);
    g_array_unref(it->tours);
    g_array_unref(it->calls);
    g_array_unref(it->stations);
    g_array_unref(it->station_calls);
    g_array_unref(it->legs);
    g_free(it);
}

const itinerary_call *itinerary_station_call(const itinerary *it, int station, int k)
{
    const itinerary_station *s = itinerary_get_station(it, station);
    g_assert(k < s->n_calls);
    return itinerary_get_call(it, g_array_index(it->station_calls, int, s->first_call + k));
}

static bool tour_visits(const itinerary *it, const itinerary_tour *tour, const char *adm0_a3)
{
    if (tour->origin >= 0 &&
        strcmp(itinerary_get_station(it, tour->origin)->place->adm0_a3, adm0_a3) == 0)
        return false;
    for (int c = tour->first_call; c < tour->first_call + tour->n_calls; c++) {
        int station = itinerary_get_call(it, c)->station;
        if (strcmp(itinerary_get_station(it, station)->place->adm0_a3, adm0_a3) == 0)
            return true;
    }
    return false;
}

int itinerary_visits(const itinerary *it, const char *adm0_a3)
{
    int visits = 0;
    for (guint i = 0; i < it->tours->len; i++)
        visits += tour_visits(it, itinerary_get_tour(it, i), adm0_a3);
    return visits;
}

char *itinerary_stop_id(const itinerary *it, int station)
{
    if (itinerary_get_station(it, station)->n_calls == 0)
        return station == 0 ? g_strdup("origin") : g_strdup_printf("origin-%d", station);
    const itinerary_call *call = itinerary_station_call(it, station, 0);
    if (it->tours->len > 1)
        return g_strdup_printf("tour-%d-stop-%d", call->tour + 1, call->number);
    return g_strdup_printf("stop-%d", call->number);
}

const char *itinerary_station_name(const itinerary *it, int station)
{
    return itinerary_get_station(it, station)->label;
}

const itinerary_leg *itinerary_leg_to(const itinerary *it, int call)
{
    for (guint i = 0; i < it->legs->len; i++) {
        if (itinerary_get_leg(it, i)->call == call)
            return itinerary_get_leg(it, i);
    }
    return NULL;
}

const itinerary_leg *itinerary_leg_home(const itinerary *it, int tour)
{
    for (guint i = 0; i < it->legs->len; i++) {
        if (itinerary_get_leg(it, i)->tour == tour && itinerary_get_leg(it, i)->call < 0)
            return itinerary_get_leg(it, i);
    }
    return NULL;
}
