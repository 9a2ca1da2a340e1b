/* SPDX-License-Identifier: MIT
 *
 * Trimming: inside the window nothing changes, for random rings, lines and windows, across the
 * antimeridian too; and of a long coast little is left.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "geo/trim.h"

enum { ROUNDS = 400, POINTS = 60, PROBES = 100 };

typedef struct {
    trim_scratch scratch;
    GRand *random;
} fixture;

static int set_up(void **state)
{
    fixture *f = g_new0(fixture, 1);
    trim_scratch_init(&f->scratch);
    f->random = g_rand_new_with_seed(5);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    trim_scratch_clear(&f->scratch);
    g_rand_free(f->random);
    g_free(f);
    return 0;
}

static geo_box bounds_of(const geo_point *p, uint32_t n)
{
    geo_box b = {p[0].lon_deg, p[0].lat_deg, p[0].lon_deg, p[0].lat_deg};
    for (uint32_t i = 1; i < n; i++) {
        b.west_deg = fmin(b.west_deg, p[i].lon_deg);
        b.east_deg = fmax(b.east_deg, p[i].lon_deg);
        b.south_deg = fmin(b.south_deg, p[i].lat_deg);
        b.north_deg = fmax(b.north_deg, p[i].lat_deg);
    }
    return b;
}

/* A closed walk of POINTS steps. */
static geo_shape random_ring(fixture *f, geo_point *p, uint32_t *starts)
{
    geo_point at = {g_rand_double_range(f->random, -180, 180),
                    g_rand_double_range(f->random, -90, 90)};
    for (int i = 0; i < POINTS; i++) {
        p[i] = at;
        at.lon_deg = CLAMP(at.lon_deg + g_rand_double_range(f->random, -40, 40), -180, 180);
        at.lat_deg = CLAMP(at.lat_deg + g_rand_double_range(f->random, -20, 20), -90, 90);
    }
    p[POINTS] = p[0];
    starts[0] = 0;
    starts[1] = POINTS + 1;
    return (geo_shape){p, starts, 1, bounds_of(p, POINTS + 1), NULL};
}

static geo_box random_window(fixture *f)
{
    double west = g_rand_double_range(f->random, -190, 180);
    double south = g_rand_double_range(f->random, -90, 80);
    return (geo_box){west, south, west + g_rand_double_range(f->random, 1, 200),
                     fmin(90, south + g_rand_double_range(f->random, 1, 60))};
}

static bool contains(const geo_shape *s, geo_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < s->n_parts; part++) {
        for (uint32_t i = s->starts[part]; i + 1 < s->starts[part + 1]; i++) {
            geo_point a = s->points[i], b = s->points[i + 1];
            if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg))
                continue;
            double t = (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg);
            inside ^= p.lon_deg < a.lon_deg + t * (b.lon_deg - a.lon_deg);
        }
    }
    return inside;
}

/* Whether an edge from A to B is in S. */
static bool has_edge(const geo_shape *s, geo_point a, geo_point b)
{
    for (uint32_t part = 0; part < s->n_parts; part++) {
        for (uint32_t i = s->starts[part]; i + 1 < s->starts[part + 1]; i++) {
            geo_point p = s->points[i], q = s->points[i + 1];
            if (p.lon_deg == a.lon_deg && p.lat_deg == a.lat_deg && q.lon_deg == b.lon_deg &&
                q.lat_deg == b.lat_deg)
                return true;
        }
    }
    return false;
}

static double into(geo_box window, double lon)
{
    while (lon < window.west_deg)
        lon += 360;
    return lon;
}

static bool in_window(geo_box w, geo_point p)
{
    return into(w, p.lon_deg) <= w.east_deg && p.lat_deg >= w.south_deg && p.lat_deg <= w.north_deg;
}

static void test_inside_stays(void **state)
{
    fixture *f = *state;
    uint32_t before = 0, after = 0;
    for (int round = 0; round < ROUNDS; round++) {
        geo_point points[POINTS + 1];
        uint32_t starts[2];
        geo_shape ring = random_ring(f, points, starts);
        geo_box window = random_window(f);
        geo_shape near = trim_shape(&ring, &window, &f->scratch);
        before += POINTS + 1;
        after += near.n_parts > 0 ? near.starts[near.n_parts] : 0;
        for (int i = 0; i < PROBES; i++) {
            geo_point p = {g_rand_double_range(f->random, window.west_deg, window.east_deg),
                           g_rand_double_range(f->random, window.south_deg, window.north_deg)};
            p.lon_deg -= 360 * (p.lon_deg > 180);
            p.lon_deg += 360 * (p.lon_deg < -180);
            assert_int_equal(contains(&ring, p), contains(&near, p));
        }
        for (int i = 0; i < POINTS; i++) {
            if (in_window(window, points[i]) || in_window(window, points[i + 1]))
                assert_true(has_edge(&near, points[i], points[i + 1]));
        }
    }
    assert_true(after < before * 3 / 4);
}

/* A coast that leaves the window and comes back: two vertices of the way outside stay. */
static void test_run_outside(void **state)
{
    fixture *f = *state;
    const geo_point line[] = {{0, 0}, {1, 0}, {20, 1}, {30, 2}, {40, 3}, {30, 4}, {2, 4}, {0, 4}};
    const uint32_t starts[] = {0, G_N_ELEMENTS(line)};
    geo_shape shape = {line, starts, 1, bounds_of(line, G_N_ELEMENTS(line)), NULL};
    geo_box window = {-5, -5, 5, 5};
    geo_shape near = trim_shape(&shape, &window, &f->scratch);
    assert_int_equal(near.n_parts, 1);
    assert_int_equal(near.starts[1], 6);
    assert_true(near.points[2].lon_deg == 20 && near.points[3].lat_deg == 4);
}

static void test_beyond_one_side(void **state)
{
    fixture *f = *state;
    const geo_point line[] = {{10, 0}, {20, 1}, {10, 50}, {170, -50}};
    const uint32_t starts[] = {0, G_N_ELEMENTS(line)};
    geo_shape shape = {line, starts, 1, bounds_of(line, G_N_ELEMENTS(line)), NULL};
    geo_box window = {-5, -5, 5, 5};
    assert_int_equal(trim_shape(&shape, &window, &f->scratch).n_parts, 0);
}

/* A ring that goes past the window on one side at a time leaves no ring of two points behind, which
 * would be taken for damage. */
static void test_ring_out_of_sight(void **state)
{
    fixture *f = *state;
    const geo_point ring[] = {{10, -20}, {10, 20}, {11, 20}, {11, 0}, {10, -20}};
    const geo_point corner[] = {{10, 3}, {30, 30}, {3, 10}, {25, 25}, {10, 3}};
    const uint32_t starts[] = {0, 5};
    geo_shape shape = {ring, starts, 1, bounds_of(ring, 5), NULL};
    geo_box window = {-5, -5, 5, 5};
    assert_int_equal(trim_shape(&shape, &window, &f->scratch).n_parts, 0);
    shape = (geo_shape){corner, starts, 1, bounds_of(corner, 5), NULL};
    geo_shape near = trim_shape(&shape, &window, &f->scratch);
    assert_true(near.n_parts == 0 || near.starts[1] > 3);
}

/* What boxes of many vertices tell is what each of them says. */
static void test_boxes(void **state)
{
    fixture *f = *state;
    enum { N = 20 * GEO_STEP };
    geo_point points[N] = {{0, 0}};
    geo_box boxes[N / GEO_STEP];
    const uint32_t starts[] = {0, 7 * GEO_STEP + 5, 7 * GEO_STEP + 20, N};
    trim_scratch other;
    trim_scratch_init(&other);
    guint dropped = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 1; i < N; i++) {
            double lon = points[i - 1].lon_deg + g_rand_double_range(f->random, -3, 3);
            double lat = points[i - 1].lat_deg + g_rand_double_range(f->random, -2, 2);
            points[i] = (geo_point){CLAMP(lon, -180, 180), CLAMP(lat, -90, 90)};
        }
        for (int i = 0; i < N / GEO_STEP; i++)
            boxes[i] = bounds_of(points + (gsize)i * GEO_STEP, GEO_STEP);
        geo_shape plain = {points, starts, 3, bounds_of(points, N), NULL}, boxed = plain;
        boxed.boxes = boxes;
        geo_box window = random_window(f);
        geo_shape a = trim_shape(&plain, &window, &f->scratch);
        geo_shape b = trim_shape(&boxed, &window, &other);
        assert_int_equal(a.n_parts, b.n_parts);
        for (uint32_t part = 0; part < a.n_parts; part++)
            assert_int_equal(a.starts[part + 1], b.starts[part + 1]);
        uint32_t kept = a.n_parts > 0 ? a.starts[a.n_parts] : 0;
        for (uint32_t i = 0; i < kept; i++)
            assert_true(a.points[i].lon_deg == b.points[i].lon_deg &&
                        a.points[i].lat_deg == b.points[i].lat_deg);
        dropped += N - kept;
    }
    assert_true(dropped > ROUNDS * N / 4);
    trim_scratch_clear(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_inside_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_run_outside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_beyond_one_side, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ring_out_of_sight, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_boxes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
