/* SPDX-License-Identifier: MIT
 *
 * Geodesics of the WGS 84 ellipsoid, the shortest ways between two places (Karney's algorithms, in
 * PROJ's geodesic.h). Legs are sampled here, then cut and resampled like any other line.
 */
#ifndef TRIPMAP_GEO_GEODESIC_H
#define TRIPMAP_GEO_GEODESIC_H

#include <glib.h>

#include "geo/geo.h"

/* True when A and B lie exactly opposite: there is no one shortest way, and geodesic_sample takes
 * the one over the north pole. */
bool geodesic_is_antipodal(geo_point a, geo_point b);

/* Appends points of the geodesic from A to B, both ends included, at most STEP_DEG (of arc, 111.2
 * km a degree) apart, to an array of geo_point. The ends are exactly A and B. */
void geodesic_sample(GArray *points, geo_point a, geo_point b, double step_deg);

/* The point that lies DISTANCE_M from A in the direction AZIMUTH_DEG (clockwise from north). */
geo_point geodesic_direct(geo_point a, double azimuth_deg, double distance_m);

#endif
