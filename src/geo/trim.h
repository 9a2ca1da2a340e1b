/* SPDX-License-Identifier: MIT
 *
 * Before anything is projected: of a long coast that reaches far beyond the page, what lies beyond
 * it becomes a few long edges. The picture stays the same.
 */
#ifndef TRIPMAP_GEO_TRIM_H
#define TRIPMAP_GEO_TRIM_H

#include <glib.h>

#include "geo/geo.h"

/* Reused between calls; one per thread. */
typedef struct {
    GArray *points, *starts; /* geo_point, uint32_t */
} trim_scratch;

void trim_scratch_init(trim_scratch *scratch);
void trim_scratch_clear(trim_scratch *scratch);

/* SHAPE, whose edges are straight in longitude and latitude, without the vertices that do not
 * matter inside WINDOW; parts wholly beyond one of its sides are left out. Borrowed from SHAPE and
 * SCRATCH. */
geo_shape trim_shape(const geo_shape *shape, const geo_box *window, trim_scratch *scratch);

#endif
