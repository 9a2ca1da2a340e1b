/* SPDX-License-Identifier: MIT
 *
 * Finding out by trial where a projection can draw: for names that no table knows, and for those
 * made for one place on Earth but used for another. Internal to projection.c.
 */
#ifndef TRIPMAP_GEO_PROBE_H
#define TRIPMAP_GEO_PROBE_H

#include "geo/projection.h"

/* True when the projection is finite and without a break or fold everywhere but along the meridian
 * opposite to lon_0. */
bool probe_whole_sphere(const projection *p);
/* The greatest distance in degrees, up to LIMIT_DEG, to which the projection is finite, unbroken,
 * unfolded and, where PROJ has an inverse, reversible around CENTER (longitude relative to that of
 * P's frame); 0 when there is none. */
double probe_cap_deg(const projection *p, geo_point center, double limit_deg);

#endif
