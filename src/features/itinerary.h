/* SPDX-License-Identifier: MIT
 *
 * The tour as the map needs it: stations (places, each once), calls (visits in order, numbered) and
 * legs between them. Made from the trip and its geocoded places; everything after works on this.
 * Several trips on one page share their stations, so that a place both called at is one place.
 */
#ifndef TRIPMAP_FEATURES_ITINERARY_H
#define TRIPMAP_FEATURES_ITINERARY_H

#include "places/geocode.h"

/* One trip of the page. */
typedef struct {
    const trip *trip;
    GArray *places;          /* place, owned; in the order geocode_trip gives */
    int origin;              /* its station, -1 without */
    int first_call, n_calls; /* into itinerary.calls */
    double total_m;
} itinerary_tour;

/* One visit. Numbers count the trip's stops from 1; the origin has none. */
typedef struct {
    int tour;
    int number; /* within its tour, from 1 */
    int station;
    const trip_stop *stop;
} itinerary_call;

/* A place on the map; the same place visited again is the same station. */
typedef struct {
    const place *place;
    char *label; /* what stands beside its marker */
    geo_point at;
    int first_call, n_calls; /* into itinerary.station_calls */
    bool is_origin;          /* the trip starts here; it may be called at as well */
} itinerary_station;

typedef struct {
    int tour;
    int from, to; /* stations */
    int number;   /* from 1, in order of travel */
    trip_mode mode;
    double distance_m; /* geodesic, through the via points */
    const GArray *via; /* geo_point, or NULL */
    int call;          /* the call it leads to; -1 for the way home */
    bool from_origin, to_origin;
} itinerary_leg;

typedef struct itinerary {
    const trip *trip;       /* the first: its title and map wishes are the page's */
    char *title, *subtitle; /* the page's; NULL for none */
    GArray *tours;          /* itinerary_tour */
    GArray *calls;          /* itinerary_call, tour by tour in order of travel, without origins */
    GArray *stations;       /* itinerary_station; the first tour's origin, if any, is the first */
    GArray *station_calls;  /* int: calls grouped by station */
    GArray *legs;           /* itinerary_leg, tour by tour */
    double total_m;
    int n_countries; /* visited, the travellers' own not counted */
} itinerary;

/* PLACES[i] are those of TRIPS[i] as geocode_trip gives them; the itinerary takes them. */
itinerary *itinerary_new(const trip *const *trips, GArray *const *places, int n);
/* Another title than the first trip's; NULL leaves what is there. Copied. */
void itinerary_set_title(itinerary *it, const char *title, const char *subtitle);
void itinerary_free(itinerary *it);

#define itinerary_get_tour(it, i)    (&g_array_index((it)->tours, itinerary_tour, (i)))
#define itinerary_get_call(it, i)    (&g_array_index((it)->calls, itinerary_call, (i)))
#define itinerary_get_station(it, i) (&g_array_index((it)->stations, itinerary_station, (i)))
#define itinerary_get_leg(it, i)     (&g_array_index((it)->legs, itinerary_leg, (i)))

/* The k-th call at a station. */
const itinerary_call *itinerary_station_call(const itinerary *it, int station, int k);
/* "stop-3", the id that the station's marker, label and legs share; "origin" for an origin that is
 * no stop; with the tour before it where several share the page. Owned by the caller. */
char *itinerary_stop_id(const itinerary *it, int station);
/* How many of the tours called at a stop in the country (Natural Earth code), their own home not
 * counted. */
int itinerary_visits(const itinerary *it, const char *adm0_a3);
/* "Panama City", or the modern and the old name where the trip asks for it. Borrowed. */
const char *itinerary_station_name(const itinerary *it, int station);
/* The leg that ends with the call, or NULL when the tour was there already. */
const itinerary_leg *itinerary_leg_to(const itinerary *it, int call);
/* The tour's way home, or NULL. */
const itinerary_leg *itinerary_leg_home(const itinerary *it, int tour);

#endif
