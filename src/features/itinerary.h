/* SPDX-License-Identifier: MIT
 *
 * The tour as the map needs it: stations (places, each once), calls (visits in order, numbered) and
 * legs between them. Made from the trip and its geocoded places; everything after works on this.
 */
#ifndef TRIPMAP_FEATURES_ITINERARY_H
#define TRIPMAP_FEATURES_ITINERARY_H

#include "places/geocode.h"

/* One visit. Numbers count the trip's stops from 1; the origin has none. */
typedef struct {
    int number; /* 0: the origin */
    int station;
    const trip_stop *stop; /* NULL: the origin */
} itinerary_call;

/* A place on the map; the same place visited again is the same station. */
typedef struct {
    const place *place;
    geo_point at;
    int first_call, n_calls; /* into itinerary.station_calls */
    bool is_origin;          /* the trip starts here; it may be called at as well */
} itinerary_station;

typedef struct {
    int from, to; /* stations */
    int number;   /* from 1, in order of travel */
    trip_mode mode;
    double distance_m; /* geodesic, through the via points */
    const GArray *via; /* geo_point, or NULL */
    int call;          /* the call it leads to; -1 for the way home */
    bool from_origin, to_origin;
} itinerary_leg;

typedef struct itinerary {
    const trip *trip;
    GArray *places;        /* place, owned; in the order geocode_trip gives */
    GArray *calls;         /* itinerary_call, in order of travel, without the origin */
    GArray *stations;      /* itinerary_station; the origin, if any, is the first */
    GArray *station_calls; /* int: calls grouped by station */
    GArray *legs;          /* itinerary_leg */
    double total_m;
    int n_countries; /* visited, the origin's own not counted */
} itinerary;

/* Takes PLACES. */
itinerary *itinerary_new(const trip *t, GArray *places);
void itinerary_free(itinerary *it);

#define itinerary_get_call(it, i)    (&g_array_index((it)->calls, itinerary_call, (i)))
#define itinerary_get_station(it, i) (&g_array_index((it)->stations, itinerary_station, (i)))
#define itinerary_get_leg(it, i)     (&g_array_index((it)->legs, itinerary_leg, (i)))

/* The k-th call at a station. */
const itinerary_call *itinerary_station_call(const itinerary *it, int station, int k);
/* Whether the tour called at a stop in the country (Natural Earth code). */
bool itinerary_visits(const itinerary *it, const char *adm0_a3);
/* "Panama City", or the modern and the old name where the trip asks for it. Borrowed. */
const char *itinerary_station_name(const itinerary *it, int station);

#endif
