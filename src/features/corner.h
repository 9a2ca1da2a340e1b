/* SPDX-License-Identifier: MIT
 *
 * Where on the map furniture stands: the corner where it hides least, or the one the trip asks for.
 */
#ifndef TRIPMAP_FEATURES_CORNER_H
#define TRIPMAP_FEATURES_CORNER_H

#include "features/basemap.h"
#include "features/design.h"
#include "features/route.h"
#include "trip/trip.h"

/* A cost from here on: a stop, a caption or other furniture would be hidden. */
#define COVERS_TEXT 1e6

/* What is on the page already. */
typedef struct crowd {
    const basemap *base;
    const route *route;
    const GArray *markers; /* marker */
    GArray *taken;         /* page_box: furniture placed so far */
} crowd;

typedef struct {
    double fx, fy; /* 0 left or top .. 1 right or bottom */
} corner;

typedef struct {
    trip_switch wish;      /* a corner, or anything else to choose freely */
    const corner *corners; /* in order of habit; a later one must be clearly better */
    int n_corners;
    bool mirrored;                /* a right-to-left page: habit begins at the right */
    double width, height, margin; /* px */
    page_box frame;
} corner_search;

typedef struct {
    page_box box;
    double cost; /* of what it hides; COVERS_TEXT and more: text or stops */
    bool moved;  /* the wished corner would hide text */
} corner_choice;

corner_choice corner_choose(const corner_search *q, const crowd *on);

#endif
