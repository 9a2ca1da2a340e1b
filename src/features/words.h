/* SPDX-License-Identifier: MIT
 *
 * The few words and number forms that tripmap itself puts on a page, in the trip's language.
 */
#ifndef TRIPMAP_FEATURES_WORDS_H
#define TRIPMAP_FEATURES_WORDS_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
    WORD_FROM,             /* from %s */
    WORD_TO,               /* to %s */
    WORD_TO_AND_FROM,      /* to and from %s */
    WORD_START,            /* start */
    WORD_RETURN,           /* return */
    WORD_START_AND_RETURN, /* start and return */
    WORD_NOT_FLIGHT_PATHS, /* Lines show the order of travel, not flight paths. */
    WORD_GREAT_CIRCLE,     /* Distances are great-circle. */
    WORD_MAP_DATA,         /* Map data: Natural Earth */
    WORD_SOURCES,          /* Sources: %s */
    WORD_MODERN_BORDERS,   /* Borders of today. */
    WORD_BY_GREAT_CIRCLE,  /* by great circle, in %d legs */
    WORD_ORDER_OF_CALLS,   /* Order of calls */
    WORD_N_STOPS,          /* %d stops */
    WORD_IN_ALL,           /* %s in all */
    WORD_BY_SEA,           /* by sea */
    WORD_BY_RAIL,          /* by rail */
    WORD_BY_ROAD,          /* by road */
    WORD_ITINERARY,        /* Itinerary: heading of the table on an HTML page, then its columns */
    WORD_NUMBER,           /* No. */
    WORD_PLACE,            /* Place */
    WORD_COUNTRY,          /* Country */
    WORD_DATES,            /* Dates */
    WORD_ISSUES,           /* Issues */
    WORD_DISTANCE,         /* Distance */
    WORD_TOTAL,            /* Total */
    WORD_BOTH_TOURS,       /* visited on both tours: what the darker tint says */
    WORD_SEVERAL_TOURS,    /* visited on several tours */
    WORD_ONE_TOUR,         /* visited on one tour */
    WORD_COUNT
} word;

/* The phrase in LANG, English where there is no translation. Static; may hold a % directive. */
const char *words_get(const char *lang, word w);
/* Whether pages in LANG, a tag such as "ar" or "fa-IR", are read from right to left. */
bool words_is_rtl(const char *lang);
/* A phrase with a number in it. Owned by the caller. */
char *words_count(const char *lang, word w, int n);
/* "3,320 km": rounded to 10 km from 1,000 km on, to 1 km below; grouped as LANG does. Owned by the
 * caller. */
char *words_distance(const char *lang, double distance_m);
/* The text with spaces at which no line breaks: dates within a list stay whole. Owned by the
 * caller.
 */
char *words_unbroken(const char *text);

#endif
