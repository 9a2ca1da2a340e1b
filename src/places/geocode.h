/* SPDX-License-Identifier: MIT
 *
 * From a written place to a point: the embedded gazetteer with capitals by date, historical and
 * alternate names, countries of today and of the time. Never a silent guess.
 */
#ifndef TRIPMAP_PLACES_GEOCODE_H
#define TRIPMAP_PLACES_GEOCODE_H

#include "trip/trip.h"

/* A place found. Strings are static or owned by the result list. */
typedef struct {
    geo_point at;
    char *name;        /* what the label shows: the user's own spelling of the place, without its
                          qualifier; a country stands for its capital's name */
    char *modern_name; /* the gazetteer's name today */
    char *country;     /* short English name of the country of the time, for the label line */
    char iso2[3];      /* ISO 3166-1 of the country it lies in today, "" at sea */
    char adm0_a3[4];   /* Natural Earth code of that country, to tint it */
} place;

void place_clear(place *p);

/* Finds WRITTEN as of DATE. On failure reports one diagnostic at the place's span and returns
 * false; notes are reported where a rule had to choose a far less likely reading. */
bool geocode_place(place *out, const trip_place *written, trip_date date, diag_list *diags);

/* Finds the origin and every stop; out[0] is the origin when the trip has one. Reports all that
 * fail. The array holds place and frees them. */
bool geocode_trip(GArray **out, const trip *t, diag_list *diags);

#endif
