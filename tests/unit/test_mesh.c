/* SPDX-License-Identifier: MIT
 *
 * A mesh puts points where its projection does, whatever the projection has of poles, cuts and
 * kinks, and the same ones always at the same place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "geo/mesh.h"
#include "geo/sphere.h"
#include "projections.h"

#define N_POINTS 4000

typedef struct {
    const char *projection;
    double radius_px, west_deg, south_deg, east_deg, north_deg, limit_px;
} mesh_case;

static const mesh_case cases[] = {
    {"+proj=laea +lon_0=-80 +lat_0=20", 2000, -60, -20, 60, 60, 0.03},
    {"+proj=laea +lon_0=10 +lat_0=90", 500, -180, -20, 180, 90, 0.03},
    {"+proj=laea +lon_0=0 +lat_0=0", 300, -180, -90, 180, 90, 0.03}, /* its rim is one point */
    {"+proj=aea +lat_1=32 +lat_2=66.5 +lat_0=49", 1500, -60, 10, 60, 90, 0.03},
    {"+proj=lcc +lat_1=10 +lat_2=30", 3000, -40, -10, 40, 50, 0.03},
    {"+proj=merc", 5000, -20, -60, 20, 80, 0.03},
    {"+proj=ortho +lat_0=30", 400, -180, -90, 180, 90, 0.03},
    {"+proj=stere +lat_0=-90", 800, -180, -90, 180, 0, 0.03},
    {"+proj=eqearth", 300, -180, -90, 180, 90, 0.03},
    {"+proj=robin", 600, -180, -90, 180, 90, 0.03}, /* pieces of polynomials, 5 degrees wide */
    {"+proj=igh", 600, -180, -90, 180, 90, 0.03},   /* pieces of two projections in six lobes */
    {"+proj=healpix", 400, -180, -90, 180, 90, 0.06},
    {"+proj=tmerc +lat_0=0", 4000, -30, -80, 30, 80, 0.03},
    {"+proj=utm +zone=19", 100000, -72, -20, -66, -10, 0.03},
};

/* N points of CASE in radians, the same ones each time: a walk, so that neighbours often share a
 * cell, as vertices of a coast do, with leaps. */
static void wander(double *x, double *y, const mesh_case *c)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(20250201);
    for (int i = 0; i < N_POINTS; i++) {
        double u = g_rand_double(dice), v = g_rand_double(dice);
        bool leap = i == 0 || g_rand_int_range(dice, 0, 8) == 0;
        double lon = c->west_deg + (c->east_deg - c->west_deg) * u;
        double lat = c->south_deg + (c->north_deg - c->south_deg) * v;
        x[i] = leap ? lon * DEG_TO_RAD : x[i - 1] * 0.99 + lon * DEG_TO_RAD * 0.01;
        y[i] = leap ? lat * DEG_TO_RAD : y[i - 1] * 0.99 + lat * DEG_TO_RAD * 0.01;
    }
}

static page_scale scale_of(const mesh_case *c)
{
    return (page_scale){800, 500, c->radius_px / SPHERE_RADIUS_M};
}

static void points_lie_where_the_projection_puts_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const mesh_case *c = &cases[i];
        projection *p = projection_of(c->projection);
        mesh *m = mesh_new(p, scale_of(c));
        static double x[N_POINTS], y[N_POINTS], true_x[N_POINTS], true_y[N_POINTS];
        wander(x, y, c);
        wander(true_x, true_y, c);
        mesh_project(m, x, y, N_POINTS, NULL);
        projection_forward(p, true_x, true_y, N_POINTS);
        page_scale s = scale_of(c);
        for (int k = 0; k < N_POINTS; k++) {
            double off_x = x[k] - (s.x0 + true_x[k] * s.px_per_m);
            double off_y = y[k] - (s.y0 - true_y[k] * s.px_per_m);
            if (isfinite(true_x[k]) && !(fabs(off_x) < c->limit_px && fabs(off_y) < c->limit_px))
                fail_msg("%s: point %d is off by %g, %g px", c->projection, k, off_x, off_y);
            assert_int_equal(!isfinite(true_x[k]), !isfinite(x[k]));
        }
        mesh_unref(m);
        projection_free(p);
    }
}

/* Neighbours must have their border where the other has it. */
static void places_do_not_depend_on_what_came_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const mesh_case *c = &cases[i];
        projection *p = projection_of(c->projection);
        mesh *forth = mesh_new(p, scale_of(c)), *back = mesh_new(p, scale_of(c));
        static double x[N_POINTS], y[N_POINTS], u[N_POINTS], v[N_POINTS];
        wander(x, y, c);
        wander(u, v, c);
        mesh_project(forth, x, y, N_POINTS, NULL);
        for (int k = N_POINTS; k-- > 0;) {
            mesh_project(back, &u[k], &v[k], 1, NULL);
            assert_memory_equal(&u[k], &x[k], sizeof(double));
            assert_memory_equal(&v[k], &y[k], sizeof(double));
        }
        mesh_unref(forth);
        mesh_unref(back);
        projection_free(p);
    }
}

/* What is said to be straight is so for the projection itself, at a quarter of the way too. */
static void ways_said_to_be_straight_are(void **state)
{
    (void)state;
    const double tolerance_px = 0.07;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const mesh_case *c = &cases[i];
        projection *p = projection_of(c->projection);
        mesh *m = mesh_new(p, scale_of(c));
        static double x[N_POINTS], y[N_POINTS], u[N_POINTS], v[N_POINTS];
        static const mesh_cell *cells[N_POINTS];
        wander(x, y, c);
        wander(u, v, c);
        mesh_project(m, x, y, N_POINTS, cells);
        page_scale s = scale_of(c);
        int straight = 0;
        for (int k = 1; k < N_POINTS; k++) {
            double turn = fabs(u[k] - u[k - 1]) + fabs(v[k] - v[k - 1]), dx = x[k] - x[k - 1],
                   dy = y[k] - y[k - 1];
            if (!mesh_is_straight(cells[k - 1], cells[k], turn, tolerance_px))
                continue;
            straight++;
            for (double t = 0.25; t < 1; t += 0.25) {
                double a = u[k - 1] + t * (u[k] - u[k - 1]), b = v[k - 1] + t * (v[k] - v[k - 1]);
                projection_forward(p, &a, &b, 1);
                double ax = s.x0 + a * s.px_per_m - x[k - 1];
                double ay = s.y0 - b * s.px_per_m - y[k - 1];
                double off = fabs(dx * ay - dy * ax) / fmax(hypot(dx, dy), 1e-9);
                if (isfinite(off) && hypot(dx, dy) > 1 && off > tolerance_px + c->limit_px)
                    fail_msg("%s: way %d strays by %g px", c->projection, k, off);
            }
        }
        assert_true(straight > N_POINTS / 50);
        mesh_unref(m);
        projection_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_lie_where_the_projection_puts_them),
        cmocka_unit_test(places_do_not_depend_on_what_came_before),
        cmocka_unit_test(ways_said_to_be_straight_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
