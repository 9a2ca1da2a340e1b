/* SPDX-License-Identifier: MIT
 *
 * From a written place to the readings it can have, best first: the text is taken apart into the
 * place itself and what narrows it (country, state, region, date), then every place that bears the
 * name is weighed. geocode.c decides and reports.
 */
#ifndef TRIPMAP_PLACES_CANDIDATES_H
#define TRIPMAP_PLACES_CANDIDATES_H

#include "places/gazetteer.h"
#include "trip/trip.h"

/* What narrows a search: "Jamaica", "Texas", "(Nova Scotia)". */
typedef struct {
    char *text;
    gazetteer_range states, regions;
} place_filter;

/* A written place, taken apart. */
typedef struct {
    char *head;      /* the place itself as the user wrote it */
    char *key;       /* folded */
    GArray *filters; /* place_filter, most telling first */
    char *aside;     /* a qualifier that is neither country nor region ("(Bombay)"), or NULL */
    bool lost;       /* a country was given that no table knows */
    table_day day;   /* 0: undated */
} place_query;

typedef enum {
    READING_NAME,   /* a place of that name */
    READING_STATE,  /* a country: its capital */
    READING_REGION, /* a region: its seat */
} reading_kind;

typedef struct {
    uint32_t place;
    reading_kind kind;
    uint32_t index;   /* the state or region of such a reading */
    uint32_t named;   /* the state that narrowed to it, or TABLE_NONE */
    int tier;         /* 0 fits, 1 fits partly, 2 fitted at another time */
    int score;        /* within a tier; 4 is a factor of four */
    bool alternate;   /* not the place's main name */
    bool out_of_date; /* the name was not in use on the day */
    bool beside;      /* not in the country given, but just over its border */
    bool ruled;       /* a colony, listed under its ruler */
} place_reading;

/* Readings closer than this are of like weight. */
#define READING_LIKE 4

void place_query_init(place_query *query, const trip_place *written, trip_date date);
void place_query_clear(place_query *query);

/* Appends every reading of the query to READINGS (place_reading), the best first. */
void place_readings(GArray *readings, const place_query *query);

/* How to write PLACE so that it is found: "Kingston, Jamaica", "Austin, Texas". Owned by the
 * caller. */
char *place_written(uint32_t place);

/* Why a reading stands where it does, in words. Owned by the caller. */
char *place_reading_reason(const place_reading *r);

#endif
