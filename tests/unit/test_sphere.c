/* SPDX-License-Identifier: MIT
 *
 * The smallest cap around points: it holds them all, no smaller one does, and points that no
 * hemisphere holds have none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "geo/sphere.h"

enum { MOST = 400 };

static double uniform(GRand *rand, double low, double high)
{
    return low + (high - low) * g_rand_double(rand);
}

/* N points within RADIUS_RAD of CENTER, evenly spread over the cap. */
static void fill_cap(vec3 *points, size_t n, vec3 center, double radius_rad, GRand *rand)
{
    vec3 any = fabs(center.z) < 0.9 ? (vec3){0, 0, 1} : (vec3){1, 0, 0};
    vec3 east = vec3_normalize(vec3_cross(any, center)), north = vec3_cross(center, east);
    for (size_t i = 0; i < n; i++) {
        double up = uniform(rand, cos(radius_rad), 1), out = sqrt(1 - up * up);
        double azimuth = uniform(rand, 0, 2 * G_PI);
        double e = out * cos(azimuth), m = out * sin(azimuth);
        points[i] = (vec3){center.x * up + east.x * e + north.x * m,
                           center.y * up + east.y * e + north.y * m,
                           center.z * up + east.z * e + north.z * m};
    }
}

static double widest(vec3 center, const vec3 *points, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, sphere_angle_rad(center, points[i]));
    return most;
}

static void test_within_a_hemisphere(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_autofree vec3 *points = g_new(vec3, MOST);
    for (int round = 0; round < 200; round++) {
        size_t n = 1 + (size_t)g_rand_int_range(rand, 0, MOST);
        vec3 middle, center;
        fill_cap(&middle, 1, (vec3){0, 0, 1}, G_PI, rand);
        double around = uniform(rand, 0.001, 1.5), radius;
        fill_cap(points, n, middle, around, rand);
        assert_true(sphere_min_cap(points, n, &center, &radius));
        assert_true(radius <= around + 1e-9);
        assert_true(fabs(widest(center, points, n) - radius) < 1e-6);
        for (int k = 0; k < 20; k++) { /* no other middle does with less */
            vec3 other;
            fill_cap(&other, 1, center, 0.05, rand);
            assert_true(widest(other, points, n) >= radius - 1e-6);
        }
    }
}

static void test_beyond_a_hemisphere(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);
    g_autofree vec3 *points = g_new(vec3, MOST);
    const vec3 cube[] = {{1, 1, 1},  {1, 1, -1},  {1, -1, 1},  {1, -1, -1},
                         {-1, 1, 1}, {-1, 1, -1}, {-1, -1, 1}, {-1, -1, -1.5}};
    vec3 center;
    double radius;
    for (size_t i = 0; i < G_N_ELEMENTS(cube); i++)
        points[i] = vec3_normalize(cube[i]);
    assert_false(sphere_min_cap(points, G_N_ELEMENTS(cube), &center, &radius));
    for (int round = 0; round < 50; round++) {
        fill_cap(points, MOST, (vec3){0, 0, 1}, uniform(rand, 1.8, G_PI), rand);
        assert_false(sphere_min_cap(points, MOST, &center, &radius));
        assert_true(radius > G_PI / 2);
        assert_true(fabs(widest(center, points, MOST) - radius) < 1e-6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_within_a_hemisphere),
                                       cmocka_unit_test(test_beyond_a_hemisphere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
