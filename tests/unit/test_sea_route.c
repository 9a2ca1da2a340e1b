/* SPDX-License-Identifier: MIT
 *
 * Ways through water: off land however narrow, without kinks, past other stops at a distance, and
 * across land only where there is no way round.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "features/sea_route.h"

static const page_point west = {100, 100}, east = {300, 100};

static ground sea_with_land(page_box land)
{
    ground g;
    ground_init(&g, (page_box){0, 0, 400, 320});
    page_path ring = {0};
    page_path_move_to(&ring, (page_point){land.x0, land.y0});
    page_path_line_to(&ring, (page_point){land.x1, land.y0});
    page_path_line_to(&ring, (page_point){land.x1, land.y1});
    page_path_line_to(&ring, (page_point){land.x0, land.y1});
    ground_fill(&g, &ring, 1);
    page_path_clear(&ring);
    return g;
}

/* How much of the way leads over land, in px. */
static double over_land(const ground *g, const page_path *way)
{
    double sum = 0;
    for (uint32_t i = 0; i + 1 < way->n_points; i++) {
        page_point a = way->points[i], b = way->points[i + 1];
        double length = hypot(b.x - a.x, b.y - a.y);
        int n = 1 + (int)(length * 2);
        for (int k = 0; k < n; k++) {
            page_point p = {a.x + (b.x - a.x) * k / n, a.y + (b.y - a.y) * k / n};
            sum += ground_at(g, p) != GROUND_SEA ? length / n : 0;
        }
    }
    return sum;
}

/* In degrees, between one piece of the way and the next. */
static double sharpest_turn(const page_path *way)
{
    double most = 0;
    for (uint32_t i = 1; i + 1 < way->n_points; i++) {
        page_point a = way->points[i - 1], b = way->points[i], c = way->points[i + 1];
        double turn =
            remainder(atan2(c.y - b.y, c.x - b.x) - atan2(b.y - a.y, b.x - a.x), 2 * G_PI);
        most = fmax(most, fabs(turn) * 180 / G_PI);
    }
    return most;
}

/* The way from west to east. */
static page_path sail(const ground *g, const page_point *avoid, int n_avoid, double keep_off_px)
{
    sea_grid water;
    sea_grid_init(&water, g);
    page_path way = {0};
    sea_route_path(&way, &water, west, east, avoid, n_avoid, keep_off_px);
    sea_grid_clear(&water);
    return way;
}

static void check_ends(const page_path *way, page_point a, page_point b)
{
    assert_true(way->n_points > 1 && way->n_parts == 1);
    page_point first = way->points[0], last = way->points[way->n_points - 1];
    assert_true(first.x == a.x && first.y == a.y && last.x == b.x && last.y == b.y);
}

static void test_around_a_narrow_tongue(void **state)
{
    (void)state;
    for (double width = 4; width <= 40; width += 4) {
        ground g = sea_with_land((page_box){200, 0, 200 + width, 200});
        page_path way = sail(&g, NULL, 0, 0);
        check_ends(&way, west, east);
        assert_true(over_land(&g, &way) == 0);
        assert_true(sharpest_turn(&way) < 35);
        page_path_clear(&way);
        ground_clear(&g);
    }
}

static void test_straight_over_open_water(void **state)
{
    (void)state;
    ground g = sea_with_land((page_box){0, 280, 400, 320});
    page_path way = sail(&g, NULL, 0, 0);
    check_ends(&way, west, east);
    for (uint32_t i = 0; i < way.n_points; i++)
        assert_true(fabs(way.points[i].y - west.y) < 0.01);
    page_path_clear(&way);
    ground_clear(&g);
}

static void test_past_another_stop(void **state)
{
    (void)state;
    ground g = sea_with_land((page_box){0, 280, 400, 320});
    const page_point stop = {200, 104};
    page_path way = sail(&g, &stop, 1, 24);
    check_ends(&way, west, east);
    for (uint32_t i = 0; i < way.n_points; i++)
        assert_true(hypot(way.points[i].x - stop.x, way.points[i].y - stop.y) > 16);
    page_path_clear(&way);
    ground_clear(&g);
}

static void test_land_on_the_way_weighs(void **state)
{
    (void)state;
    ground g = sea_with_land((page_box){180, 40, 220, 160});
    sea_grid sea;
    sea_grid_init(&sea, &g);
    page_path across, round;
    page_path_init(&across);
    page_path_init(&round);
    for (double x = west.x; x <= east.x; x += 4) {
        if (x == west.x)
            page_path_move_to(&across, west);
        else
            page_path_line_to(&across, (page_point){x, west.y});
    }
    sea_route_path(&round, &sea, west, east, NULL, 0, 0);
    double length = east.x - west.x, land = 40;
    double expected = length + (SEA_LAND_WEIGHT - 1) * land;
    assert_float_equal(sea_route_burden(&sea, &across), expected, SEA_LAND_WEIGHT * SEA_STEP_PX);
    assert_true(sea_route_burden(&sea, &round) < 2 * length);
    page_path_clear(&across);
    page_path_clear(&round);
    sea_grid_clear(&sea);
    ground_clear(&g);
}

static void test_across_where_no_way_leads_round(void **state)
{
    (void)state;
    ground g = sea_with_land((page_box){192, 0, 208, 320});
    page_path way = sail(&g, NULL, 0, 0);
    check_ends(&way, west, east);
    assert_true(over_land(&g, &way) > 15 && over_land(&g, &way) < 24);
    page_path_clear(&way);
    ground_clear(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_around_a_narrow_tongue),
        cmocka_unit_test(test_straight_over_open_water),
        cmocka_unit_test(test_past_another_stop),
        cmocka_unit_test(test_land_on_the_way_weighs),
        cmocka_unit_test(test_across_where_no_way_leads_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
