/* SPDX-License-Identifier: MIT
 *
 * Oceans, seas and the larger gulfs: a small table of the project's own with a label point, a box
 * and a rank each. Natural Earth's marine areas are not among the shipped layers.
 */
#ifndef TRIPMAP_FEATURES_WATERS_H
#define TRIPMAP_FEATURES_WATERS_H

#include "geo/geo.h"

typedef struct {
    const char *name;
    int rank;                                        /* 0 ocean, 1 sea, 2 gulf, bay or strait */
    double lon_deg, lat_deg;                         /* where the name belongs */
    double west_deg, south_deg, east_deg, north_deg; /* the water lies in it; east may exceed 180 */
} water;

/* By rank, then in a fixed order; a water of several boxes has a row for each. */
int waters_count(void);
const water *waters_get(int index);
/* The water a place at sea belongs to: of those whose box holds it the smallest by rank, then the
 * one whose label point is nearest by water_distance. NULL where the table has none. */
const water *waters_at(geo_point g);
/* From the label point, as a share of the box's width and height. */
double water_distance(const water *w, geo_point g);

#endif
