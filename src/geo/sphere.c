/* SPDX-License-Identifier: MIT
 *
 * Vectors on the unit sphere. See sphere.h.
 */
#include "geo/sphere.h"

#include <glib.h>
#include <math.h>
#include <string.h>

vec3 vec3_cross(vec3 a, vec3 b)
{
    return (vec3){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

vec3 vec3_normalize(vec3 a)
{
    double length = sqrt(vec3_dot(a, a));
    if (length == 0)
        return (vec3){0, 0, 1};
    return (vec3){a.x / length, a.y / length, a.z / length};
}

vec3 sphere_vector(geo_point p)
{
    double lon_rad = p.lon_deg * DEG_TO_RAD, lat_rad = p.lat_deg * DEG_TO_RAD;
    double c = cos(lat_rad);
    if (fabs(p.lat_deg) == 90) /* so that all longitudes of a pole are one point */
        c = 0;
    return (vec3){c * cos(lon_rad), c * sin(lon_rad), sin(lat_rad)};
}

geo_point sphere_point(vec3 v)
{
    double across = sqrt(v.x * v.x + v.y * v.y);
    double lon_rad = across > 0 ? atan2(v.y, v.x) : 0;
    return (geo_point){lon_rad * RAD_TO_DEG, atan2(v.z, across) * RAD_TO_DEG};
}

double sphere_angle_rad(vec3 a, vec3 b)
{
    vec3 c = vec3_cross(a, b);
    return atan2(sqrt(vec3_dot(c, c)), vec3_dot(a, b));
}

/* The direction at A of the great circle to B, nearly opposite points; the way north if they are
 * exactly so, and from a pole that along the meridian of Greenwich. */
static vec3 direction(vec3 a, vec3 b)
{
    vec3 normal = vec3_cross(a, b);
    if (vec3_dot(normal, normal) < 1e-18)
        normal = vec3_cross(a, fabs(a.z) < 1 - 1e-12 ? (vec3){0, 0, 1} : (vec3){1, 0, 0});
    return vec3_normalize(vec3_cross(normal, a));
}

vec3 sphere_slerp(vec3 a, vec3 b, double t)
{
    double angle_rad = sphere_angle_rad(a, b);
    double s = sin(angle_rad);
    double wa = 1 - t, wb = t;
    if (angle_rad > 3) { /* where the difference of A and B would cancel out */
        b = direction(a, b);
        wa = cos(t * angle_rad);
        wb = sin(t * angle_rad);
    } else if (s > 1e-9) {
        wa = sin((1 - t) * angle_rad) / s;
        wb = sin(t * angle_rad) / s;
    }
    return vec3_normalize((vec3){wa * a.x + wb * b.x, wa * a.y + wb * b.y, wa * a.z + wb * b.z});
}

vec3 sphere_rotate(const sphere_rotation *r, vec3 v)
{
    return (vec3){vec3_dot(r->row[0], v), vec3_dot(r->row[1], v), vec3_dot(r->row[2], v)};
}

vec3 sphere_unrotate(const sphere_rotation *r, vec3 v)
{
    const vec3 *m = r->row;
    return (vec3){m[0].x * v.x + m[1].x * v.y + m[2].x * v.z,
                  m[0].y * v.x + m[1].y * v.y + m[2].y * v.z,
                  m[0].z * v.x + m[1].z * v.y + m[2].z * v.z};
}

double wrap_deg(double angle_deg)
{
    if (angle_deg >= -180 && angle_deg < 180)
        return angle_deg;
    double a = fmod(angle_deg + 180, 360);
    return a < 0 ? a + 180 : a - 180;
}

/* A cap as centre and cosine of its radius. */
typedef struct {
    vec3 center;
    double cos_radius;
} cap;

static bool holds(const cap *c, vec3 p)
{
    return vec3_dot(c->center, p) >= c->cos_radius - 1e-12;
}

static cap cap_of_two(vec3 a, vec3 b)
{
    vec3 center = vec3_normalize((vec3){a.x + b.x, a.y + b.y, a.z + b.z});
    return (cap){center, vec3_dot(center, a)};
}

static cap cap_of_three(vec3 a, vec3 b, vec3 c)
{
    vec3 normal = vec3_cross((vec3){b.x - a.x, b.y - a.y, b.z - a.z},
                             (vec3){c.x - a.x, c.y - a.y, c.z - a.z});
    if (vec3_dot(normal, normal) < 1e-24)
        return cap_of_two(a, c);
    normal = vec3_normalize(normal);
    double cos_radius = vec3_dot(normal, a);
    if (cos_radius < 0)
        return (cap){{-normal.x, -normal.y, -normal.z}, -cos_radius};
    return (cap){normal, cos_radius};
}

/* Of a cap's cosine, for what rounding leaves outside it. */
#define CAP_SLACK 1e-9

/* The cosine of the widest angle from CENTER. */
static double farthest(vec3 center, const vec3 *v, size_t n)
{
    double cos_worst = 1;
    for (size_t i = 0; i < n; i++)
        cos_worst = fmin(cos_worst, vec3_dot(center, v[i]));
    return cos_worst;
}

/* Welzl's smallest circle in its iterative form: each point outside the cap so far must lie on the
 * rim of the new one. Linear on average if the points come in no particular order. Points that no
 * hemisphere holds have no such cap: it gives up at the first that shows it. */
static cap smallest_cap(const vec3 *v, size_t n)
{
    cap c = {v[0], 1};
    for (size_t i = 1; i < n; i++) {
        if (holds(&c, v[i]))
            continue;
        c = (cap){v[i], 1};
        for (size_t j = 0; j < i; j++) {
            if (holds(&c, v[j]))
                continue;
            c = cap_of_two(v[i], v[j]);
            for (size_t k = 0; k < j; k++) {
                if (!holds(&c, v[k]))
                    c = cap_of_three(v[i], v[j], v[k]);
            }
        }
        if (farthest(c.center, v, i + 1) < c.cos_radius - CAP_SLACK)
            break;
    }
    return c;
}

/* A copy in an order that depends on N alone (Fisher-Yates with a fixed linear generator). */
static vec3 *shuffled(const vec3 *v, size_t n)
{
    vec3 *copy = g_new(vec3, n);
    memcpy(copy, v, n * sizeof *copy);
    uint64_t state = 20250201;
    for (size_t i = n; i > 1; i--) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t j = (size_t)((state >> 33) % i);
        vec3 swap = copy[i - 1];
        copy[i - 1] = copy[j];
        copy[j] = swap;
    }
    return copy;
}

bool sphere_min_cap(const vec3 *v, size_t n, vec3 *center, double *radius_rad)
{
    vec3 sum = {0, 0, 0};
    for (size_t i = 0; i < n; i++)
        sum = (vec3){sum.x + v[i].x, sum.y + v[i].y, sum.z + v[i].z};
    cap c = {vec3_normalize(sum), -1};
    if (n > 0) {
        g_autofree vec3 *mixed = shuffled(v, n);
        c = smallest_cap(mixed, n);
    }
    bool hemisphere = c.cos_radius > 0.01;
    double cos_worst = farthest(c.center, v, n);
    if (cos_worst < c.cos_radius - CAP_SLACK) {
        hemisphere = false;
        c.center = vec3_normalize(sum);
        cos_worst = farthest(c.center, v, n);
    }
    *center = c.center;
    *radius_rad = acos(fmax(-1, fmin(1, cos_worst)));
    return hemisphere;
}
