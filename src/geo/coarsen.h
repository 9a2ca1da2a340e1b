/* SPDX-License-Identifier: MIT
 *
 * Fewer vertices for layers that are far finer than the page.
 */
#ifndef TRIPMAP_GEO_COARSEN_H
#define TRIPMAP_GEO_COARSEN_H

#include "geo/trim.h"

/* SHAPE with one vertex of each run within a cell of CELL_DEG, the same one whichever way the line
 * runs, so that neighbours still share their borders. Vertices on the edges of the world stay.
 * Lives in SCRATCH until its next use. */
geo_shape coarsen_shape(const geo_shape *shape, double cell_deg, trim_scratch *scratch);

#endif
