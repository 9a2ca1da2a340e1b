/* SPDX-License-Identifier: MIT
 *
 * What the files that make a route share: legs in route.c, arrow heads and numbers in
 * route_arrow.c, captions in route_caption.c.
 */
#ifndef TRIPMAP_FEATURES_ROUTE_PARTS_H
#define TRIPMAP_FEATURES_ROUTE_PARTS_H

#include "features/route.h"

/* Along all parts of a line, px. */
double route_line_length(const page_path *path);
/* The point DISTANCE px from the start and the direction there; false beyond the end. */
bool route_line_at(const page_path *path, double distance, page_point *at, page_point *along);
/* From a point to the nearest piece of a line; INFINITY of an empty one. */
double route_line_distance(const page_path *path, page_point p);
/* The station of a cut leg that has no marker. */
int route_outer_station(const route_leg *leg);

/* Arrow heads stand on legs that are in place, numbers beside arrow heads, captions beside all. */
void route_place_arrows(route *r, const design *d, const GArray *markers);
void route_place_numbers(route *r, const design *d, const itinerary *it, const GArray *markers);
void route_arrows_compose(const route *r, const design *d, scene *s);
void route_add_captions(route *r, bool inset, const design *d, const itinerary *it,
                        const GArray *markers, page_box frame);
void route_caption_clear(void *caption);

#endif
