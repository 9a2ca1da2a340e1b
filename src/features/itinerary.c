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
    g_array_append_val(it->stations, added);
    return (int)it->stations->len - 1;
}

static void add_calls(itinerary *it)
{
    guint offset = it->trip->has_origin ? 1 : 0;
    if (it->trip->has_origin)
        find_or_add_station(it, &g_array_index(it->places, place, 0), true);
    for (guint i = 0; i < it->trip->stops->len; i++) {
        itinerary_call call = {
            .number = (int)i + 1,
            .station =
                find_or_add_station(it, &g_array_index(it->places, place, i + offset), false),
            .stop = g_ptr_array_index(it->trip->stops, i),
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

static void add_leg(itinerary *it, int from, int to, trip_mode mode, const GArray *via, int call)
{
    if (from == to)
        return;
    geo_point at = itinerary_get_station(it, from)->at;
    double distance_m = 0;
    for (guint i = 0; via && i < via->len; i++) {
        geo_point next = g_array_index(via, geo_point, i);
        distance_m += geo_distance_m(at, next);
        at = next;
    }
    distance_m += geo_distance_m(at, itinerary_get_station(it, to)->at);
    itinerary_leg leg = {
        .from = from,
        .to = to,
        .number = (int)it->legs->len + 1,
        .mode = mode,
        .distance_m = distance_m,
        .via = via,
        .call = call,
        .from_origin = itinerary_get_station(it, from)->is_origin,
        .to_origin = itinerary_get_station(it, to)->is_origin,
    };
    g_array_append_val(it->legs, leg);
    it->total_m += distance_m;
}

static void add_legs(itinerary *it)
{
    int at = it->trip->has_origin ? 0 : itinerary_get_call(it, 0)->station;
    for (int c = 0; c < (int)it->calls->len; c++) {
        const itinerary_call *call = itinerary_get_call(it, c);
        add_leg(it, at, call->station, call->stop->mode, call->stop->via, c);
        at = call->station;
    }
    if (it->trip->returns) {
        int home = it->trip->has_origin ? 0 : itinerary_get_call(it, 0)->station;
        add_leg(it, at, home, it->trip->return_mode, it->trip->return_via, -1);
    }
}

static void count_countries(itinerary *it)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    if (it->trip->has_origin)
        g_hash_table_add(seen, (gpointer)itinerary_get_station(it, 0)->place->adm0_a3);
    guint before = g_hash_table_size(seen);
    for (guint c = 0; c < it->calls->len; c++)
        g_hash_table_add(seen,
                         (gpointer)itinerary_get_station(it, itinerary_get_call(it, c)->station)
                             ->place->adm0_a3);
    it->n_countries = (int)(g_hash_table_size(seen) - before);
}

itinerary *itinerary_new(const trip *t, GArray *places)
{
    itinerary *it = g_new0(itinerary, 1);
    it->trip = t;
    it->places = places;
    it->calls = g_array_new(FALSE, FALSE, sizeof(itinerary_call));
    it->stations = g_array_new(FALSE, FALSE, sizeof(itinerary_station));
    it->station_calls = g_array_new(FALSE, FALSE, sizeof(int));
    it->legs = g_array_new(FALSE, FALSE, sizeof(itinerary_leg));
    add_calls(it);
    group_calls_by_station(it);
    add_legs(it);
    count_countries(it);
    return it;
}

void itinerary_free(itinerary *it)
{
    if (!it)
        return;
    g_array_unref(it->places);
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

bool itinerary_visits(const itinerary *it, const char *adm0_a3)
{
    const char *home = it->trip->has_origin ? itinerary_get_station(it, 0)->place->adm0_a3 : NULL;
    if (home && strcmp(home, adm0_a3) == 0)
        return false;
    for (guint s = 0; s < it->stations->len; s++) {
        const itinerary_station *station = itinerary_get_station(it, s);
        if (station->n_calls > 0 && strcmp(station->place->adm0_a3, adm0_a3) == 0)
            return true;
    }
    return false;
}

const char *itinerary_station_name(const itinerary *it, int station)
{
    return itinerary_get_station(it, station)->place->name;
}
