/* SPDX-License-Identifier: MIT
 *
 * Clipping on the page, snapping to a grid, and leaving out what cannot be seen.
 */
#ifndef TRIPMAP_GEO_PAGE_CLIP_H
#define TRIPMAP_GEO_PAGE_CLIP_H

#include <glib.h>

#include "geo/geo.h"

/* RING of *N points clipped to BOX: itself where it lies inside, else points of CLIPPED (an array
 * of page_point, with SPARE as a second buffer), valid until its next use. Sets *N. */
const page_point *page_clip_ring(const page_point *ring, guint *n, const page_box *box,
                                 GArray *clipped, GArray *spare);
/* Appends the pieces of LINE inside BOX to OUT, snapped. */
void page_clip_line(page_path *out, const page_point *line, guint n, const page_box *box,
                    double grid_px);
/* Appends RING to OUT, snapped, if it covers anything. */
void page_snap_ring(page_path *out, const page_point *ring, guint n, double grid_px);

#endif
