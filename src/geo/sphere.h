/* SPDX-License-Identifier: MIT
 *
 * The unit sphere: vectors, rotations, great circles, the smallest cap around a set of points.
 * Everything that has no place for poles or seams is computed here, on vectors.
 */
#ifndef TRIPMAP_GEO_SPHERE_H
#define TRIPMAP_GEO_SPHERE_H

#include "geo/geo.h"

/* Mean radius of the Earth (IUGG R1), the sphere of maps too small in scale to show flattening. */
#define SPHERE_RADIUS_M 6371008.7714
#define DEG_TO_RAD      0.017453292519943295
#define RAD_TO_DEG      57.295779513082321

typedef struct {
    double x, y, z;
} vec3;

/* Rows of an orthogonal matrix. */
typedef struct {
    vec3 row[3];
} sphere_rotation;

vec3 vec3_cross(vec3 a, vec3 b);
vec3 vec3_normalize(vec3 a);
static inline double vec3_dot(vec3 a, vec3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

vec3 sphere_vector(geo_point p);
/* Longitude in [-180, 180]; 0 at the poles. */
geo_point sphere_point(vec3 v);
/* Angle between two unit vectors in radians, accurate for small and near-straight angles. */
double sphere_angle_rad(vec3 a, vec3 b);
/* The point at fraction T of the great circle from A to B; the shorter way. */
vec3 sphere_slerp(vec3 a, vec3 b, double t);

vec3 sphere_rotate(const sphere_rotation *r, vec3 v);
vec3 sphere_unrotate(const sphere_rotation *r, vec3 v);

/* Longitude difference or azimuth brought into [-180, 180). */
double wrap_deg(double angle_deg);

/* The smallest cap that holds all N vectors. False when they do not fit into a hemisphere; CENTER
 * is then a fair middle and the radius at most 180 degrees. */
bool sphere_min_cap(const vec3 *v, size_t n, vec3 *center, double *radius_rad);

#endif
