/* SPDX-License-Identifier: MIT
 *
 * Geodesics of the WGS 84 ellipsoid. See geodesic.h.
 */
#include "geo/geodesic.h"

#include <geodesic.h>
#include <math.h>

#include "geo/sphere.h"

/* WGS 84: semi-major axis in metres, flattening. */
#define WGS84_A 6378137.0
#define WGS84_F (1 / 298.257223563)
/* Mean length of a degree of arc in metres. */
#define M_PER_DEG (SPHERE_RADIUS_M * DEG_TO_RAD)

double geo_distance_m(geo_point a, geo_point b)
{
    struct geod_geodesic earth;
    geod_init(&earth, WGS84_A, WGS84_F);
    double distance_m = 0;
    geod_inverse(&earth, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, NULL, NULL);
    return distance_m;
}

bool geodesic_is_antipodal(geo_point a, geo_point b)
{
    vec3 va = sphere_vector(a), vb = sphere_vector(b);
    vec3 sum = {va.x + vb.x, va.y + vb.y, va.z + vb.z};
    return sqrt(vec3_dot(sum, sum)) < 1e-10;
}

/* Starts the line from A to B; an antipodal pair goes north along the meridian of A. */
static void start_line(struct geod_geodesicline *line, geo_point a, geo_point b)
{
    struct geod_geodesic earth;
    geod_init(&earth, WGS84_A, WGS84_F);
    geod_inverseline(line, &earth, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, 0);
    if (!geodesic_is_antipodal(a, b) || fabs(a.lat_deg) == 90)
        return;
    double half_meridian_m = line->s13;
    geod_lineinit(line, &earth, a.lat_deg, a.lon_deg, 0, 0);
    geod_setdistance(line, half_meridian_m);
}

void geodesic_sample(GArray *points, geo_point a, geo_point b, double step_deg)
{
    struct geod_geodesicline line;
    start_line(&line, a, b);
    int n = (int)ceil(line.s13 / (step_deg * M_PER_DEG));
    g_array_append_val(points, a);
    for (int i = 1; i < n; i++) {
        geo_point p;
        geod_position(&line, line.s13 * i / n, &p.lat_deg, &p.lon_deg, NULL);
        g_array_append_val(points, p);
    }
    g_array_append_val(points, b);
}

geo_point geodesic_direct(geo_point a, double azimuth_deg, double distance_m)
{
    struct geod_geodesic earth;
    geod_init(&earth, WGS84_A, WGS84_F);
    geo_point b;
    geod_direct(&earth, a.lat_deg, a.lon_deg, azimuth_deg, distance_m, &b.lat_deg, &b.lon_deg,
                NULL);
    return b;
}
