/* SPDX-License-Identifier: MIT
 *
 * A trip being put together in code. It is kept as the trip file that it amounts to, so that
 * what code gives passes the same checks as what a person writes, and can be saved.
 */
#ifndef TRIPMAP_TRIP_TRIP_DRAFT_H
#define TRIPMAP_TRIP_TRIP_DRAFT_H

#include "trip/trip.h"

typedef struct trip_draft trip_draft;

/* A place of a draft; NULL strings and AT are left out. */
typedef struct {
    const char *name, *country;
    const geo_point *at;
} draft_place;

/* A leg: MODE is a word of the format, or NULL. */
typedef struct {
    const char *mode;
    const geo_point *via;
    size_t n_via;
} draft_leg;

typedef struct {
    draft_place place;
    const char *dates, *note, *link;
    const char *const *issues; /* NULL-terminated, or NULL */
    draft_leg leg;             /* that leads here */
    int priority;
    const char *side;           /* of the label, or NULL */
    const page_point *label_at; /* or NULL */
} draft_stop;

trip_draft *trip_draft_new(void);
void trip_draft_free(trip_draft *draft);
/* KEY is a key of the trip with a text, a word or true and false, "map.KEY" or "map.names.NAME".
 * Given again, it takes the place of what was; VALUE NULL takes it back. */
void trip_draft_set(trip_draft *draft, const char *key, const char *value);
/* SHOW: a word of the format, or NULL. */
void trip_draft_set_origin(trip_draft *draft, const draft_place *place, const char *show);
void trip_draft_set_return(trip_draft *draft, const draft_leg *leg);
void trip_draft_add_stop(trip_draft *draft, const draft_stop *stop);
void trip_draft_add_source(trip_draft *draft, const char *name, const char *link);
/* The trip file as it stands. Owned by the caller. */
char *trip_draft_text(const trip_draft *draft);

#endif
