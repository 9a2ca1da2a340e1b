/* SPDX-License-Identifier: MIT
 *
 * Boxes of longitude and latitude. Longitudes live on a circle: a box may cross the antimeridian
 * (east beyond 180), and the range of a set is what is left when its widest gap is taken away.
 */
#ifndef TRIPMAP_GEO_BOX_H
#define TRIPMAP_GEO_BOX_H

#include <glib.h>

#include "geo/geo.h"

/* True when the boxes touch, whatever turn of the circle their longitudes are written in. */
bool geo_box_overlap(const geo_box *a, const geo_box *b);

/* An arc of longitudes, from west to east; width up to 360. */
typedef struct {
    double west_deg, width_deg;
} lon_arc;

/* The smallest arc that holds all of ARCS (an array of lon_arc, sorted by the call). Of equal gaps
 * the one nearer to the middle of the Pacific (170 W) is left out. */
lon_arc lon_arc_union(GArray *arcs);
/* The arc of a line that visits the longitudes of N points in travel direction, no step being more
 * than half a turn. */
lon_arc lon_arc_of_line(const geo_point *points, size_t n);

#endif
