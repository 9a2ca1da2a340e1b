/* SPDX-License-Identifier: MIT
 *
 * Station markers: numbered discs, pills for places called at more than once ("3 · 9"), the ringed
 * dot of the origin.
 */
#ifndef TRIPMAP_FEATURES_MARKER_H
#define TRIPMAP_FEATURES_MARKER_H

#include "features/design.h"
#include "features/itinerary.h"
#include "view/view.h"

/* The numbers of one tour at a station; several tours stand side by side. */
typedef struct {
    int tour;
    double dx;                      /* of its centre from the marker's */
    double half_width, half_height; /* with the ring */
    GPtrArray *rows;                /* text_run: the numbers */
} marker_part;

/* How a station is marked. */
typedef enum {
    MARKER_FULL, /* disc or pill with its numbers */
    MARKER_DOT,  /* a plain dot without text: an inset shows the rest */
    MARKER_NONE,
} marker_form;

typedef struct {
    int station;
    page_point at;                  /* the true position, projected */
    page_point center;              /* where it is drawn; differs from AT only when shifted */
    double half_width, half_height; /* with the ring; equal for a disc */
    bool origin;                    /* drawn as ring and dot, without a number */
    bool dot;                       /* MARKER_DOT */
    int group;        /* of three or more that touched even after small shifts; -1: none */
    bool first, last; /* of a tour that does not start at an origin */
    GArray *parts;    /* marker_part; empty for an origin */
} marker;

/* The markers of the stations that the view shows, in station order; marker, freed with the array.
 * SHOW_ORIGIN false leaves the origin out unless it is called at. FORMS: marker_form by station, or
 * NULL for all in full. */
GArray *markers_new(const design *d, const itinerary *it, const view *v, bool show_origin,
                    const uint8_t *forms);
page_box marker_box(const marker *m);
/* The marker of a station; NULL when it has none. */
const marker *markers_find(const GArray *markers, int station);
void marker_compose(const marker *m, const design *d, const itinerary *it, scene *s);

#endif
