/* SPDX-License-Identifier: MIT
 *
 * A small globe seen from far away: unit vectors turned towards the reader. It has a few thousand
 * vertices, for each of which a view, made for any projection, would take a hundred times as long.
 */
#ifndef TRIPMAP_GEO_GLOBE_H
#define TRIPMAP_GEO_GLOBE_H

#include "geo/sphere.h"

typedef struct {
    sphere_rotation turn; /* x to the right, y up, z towards the reader */
    page_point at;
    double radius_px;
} globe;

globe globe_make(geo_point center, page_point at, double radius_px);
/* False on the far side. */
bool globe_project(const globe *g, geo_point p, page_point *out);

/* All append to OUT. Rings do not repeat their first point; they come out for the even-odd rule,
 * with edges along the horizon. */
void globe_rings(const globe *g, const vec3 *points, const uint32_t *starts, uint32_t n_parts,
                 page_path *out);
/* The shortest way on WGS 84. */
void globe_geodesic(const globe *g, geo_point a, geo_point b, page_path *out);
/* Every 30 degrees; of the meridians only four reach the poles. */
void globe_graticule(const globe *g, page_path *out);

#endif
