/* SPDX-License-Identifier: MIT
 *
 * A projection interpolated: between the nodes of a mesh of the angles that it takes, places on the
 * page follow from cubic polynomials, at a tenth of the cost of projecting every vertex of a
 * coastline. Cells are filled when the first vertex falls into them and checked against the
 * projection; where it has a pole, a cut or a kink, it is asked itself.
 */
#ifndef TRIPMAP_GEO_MESH_H
#define TRIPMAP_GEO_MESH_H

#include <stddef.h>

#include "geo/projection.h"

/* Page x = x0 + easting * px_per_m, page y = y0 - northing * px_per_m. */
typedef struct {
    double x0, y0, px_per_m;
} page_scale;

typedef struct mesh mesh;
typedef struct mesh_cell mesh_cell;

/* P is borrowed and outlives the mesh, which belongs to one thread. */
mesh *mesh_new(const projection *p, page_scale scale);
mesh *mesh_ref(mesh *m);
/* Gives a reference up. NULL does nothing. */
void mesh_unref(mesh *m);
/* From N pairs of angles in radians (see frame_to_angles) to the page, in place: within 0.03 px of
 * where the projection puts them, at kinks of its own (HEALPix) within 0.06; infinite where it has
 * no place for them. The same angles always give the same place. CELLS may be NULL; else it gets
 * the cell that each pair lies in, NULL where the projection was asked. They live as long as the
 * mesh. */
void mesh_project(mesh *m, double *x, double *y, size_t n, const mesh_cell **cells);
/* Whether the way between two places in A and B, straight in angles that differ by SPAN_RAD, both
 * added up, strays from its chord by TOLERANCE_PX at most; false where that is not known. */
bool mesh_is_straight(const mesh_cell *a, const mesh_cell *b, double span_rad, double tolerance_px);

#endif
