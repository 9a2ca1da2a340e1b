/* SPDX-License-Identifier: MIT
 *
 * Oceans, seas and the larger gulfs: a small table of the project's own with a label point, a box
 * and a rank each. Natural Earth's marine areas are not among the shipped layers.
 */
#ifndef TRIPMAP_FEATURES_WATERS_H
#define TRIPMAP_FEATURES_WATERS_H

typedef struct {
    const char *name;
    int rank;                                        /* 0 ocean, 1 sea, 2 gulf, bay or strait */
    double lon_deg, lat_deg;                         /* where the name belongs */
    double west_deg, south_deg, east_deg, north_deg; /* the water lies in it; east may exceed 180 */
} water;

/* By rank, then in a fixed order. */
int waters_count(void);
const water *waters_get(int index);

#endif
