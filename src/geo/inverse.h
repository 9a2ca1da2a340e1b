/* SPDX-License-Identifier: MIT
 *
 * From the map back to the sphere by trial, for projections of which PROJ knows the way forth only
 * (Wagner VII, August, Airy …). Internal to projection.c.
 */
#ifndef TRIPMAP_GEO_INVERSE_H
#define TRIPMAP_GEO_INVERSE_H

#include <glib.h>

#include "geo/projection.h"

/* Places all over the sphere with their positions on the map, to begin a search at. Owned by the
 * caller. */
GArray *inverse_seeds(const projection *p);
/* Turns easting and northing into angles, in place; false when no place is found. */
bool inverse_search(const projection *p, const GArray *seeds, double *x, double *y);

#endif
