/* SPDX-License-Identifier: MIT
 *
 * The inset: a zoomed map of stops too close together for the main map, in the same projection, so
 * that its frame is upright there too. The stops inside are plain dots on the main map and have
 * their numbers and names in the inset, once.
 */
#ifndef TRIPMAP_FEATURES_INSET_H
#define TRIPMAP_FEATURES_INSET_H

#include "features/furniture.h"
#include "label/label.h"

struct page_layout;

typedef struct {
    uint8_t *main_forms, *own_forms; /* marker_form by station, of the main map and the inset */
    page_box stops;                  /* bounds of its stops on the main map */
    double wanted;                   /* the enlargement at which none of them touch */
    page_box source;                 /* its small frame on the main map */
    page_box box;                    /* where it stands on the page */
    double factor;                   /* how much larger it shows things */
    double ease;             /* how near its size is to what stops and texts want; 1 is all */
    plan plan;               /* of form PLAN_INSET; its view */
    struct page_layout *map; /* NULL until it is laid out */
} inset;

/* The stops to show in an inset, or NULL when MARKERS (as spread on the main map) crowd nowhere:
 * three or more that still touch, or places joined by so many legs that their lanes have no room.
 */
inset *inset_find(const design *d, const itinerary *it, const plan *p, const GArray *markers);
/* Chooses size and place by emptiness; false when it may stand nowhere. PROBLEM holds the main
 * map's stops that are no dots, its lines and what is blocked. */
bool inset_place(inset *in, const design *d, const plan *p, const label_problem *problem);
void inset_free(inset *in);
/* The two lines that join the small frame and the large one. */
void inset_guides(const inset *in, page_point lines[2][2]);
/* The small frame and the guides, under the main map's route. */
void inset_compose_guides(const inset *in, const design *d, scene *s);
/* The inset itself, over the main map. */
void inset_compose(const inset *in, const design *d, scene *s);

#endif
