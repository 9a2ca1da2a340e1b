/* SPDX-License-Identifier: MIT
 *
 * From frame coordinates to the page: vertices are projected in one batch, edges that the
 * projection bends get more points until the chord is close enough, and the result is clipped to a
 * box of the page, snapped to a grid and freed of points that change nothing.
 */
#ifndef TRIPMAP_GEO_RESAMPLE_H
#define TRIPMAP_GEO_RESAMPLE_H

#include "geo/frame_path.h"
#include "geo/mesh.h"
#include "geo/projection.h"

typedef struct {
    const projection *projection;
    mesh *mesh; /* by which vertices are projected; NULL: by the projection itself */
    /* page x = x0 + easting * px_per_m, page y = y0 - northing * px_per_m */
    double x0, y0, px_per_m;
    double tolerance_px; /* greatest distance of a chord from the curve */
    double map_px;       /* size of the map: no chord is longer than a tenth of it */
    page_box clip;       /* nothing is drawn outside; may be infinite */
    double grid_px;      /* points are rounded to multiples of this; 0 keeps them */
} page_transform;

/* Reused between calls; one per thread. */
typedef struct {
    double *x, *y;
    const mesh_cell **cells; /* of each vertex, where there is a mesh */
    uint32_t capacity;
    page_point *raw; /* the part in hand before it is clipped */
    uint32_t n_raw, raw_capacity;
    GArray *clipped, *spare; /* page_point */
} resample_scratch;

void resample_scratch_init(resample_scratch *scratch);
void resample_scratch_clear(resample_scratch *scratch);

/* Append to OUT. Rings are closed and do not repeat their first point. Returns the number of parts
 * dropped (rings) or broken (lines) because the projection tears them in a place that its frame
 * does not know. */
uint32_t resample_rings(page_path *out, const frame_path *in, const page_transform *t,
                        resample_scratch *scratch);
uint32_t resample_lines(page_path *out, const frame_path *in, const page_transform *t,
                        resample_scratch *scratch);

/* One vertex; false when the projection has no finite place for it. */
bool resample_point(page_point *out, frame_vertex p, const page_transform *t);

#endif
