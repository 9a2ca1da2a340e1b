/* SPDX-License-Identifier: MIT
 *
 * What comes before the labels: markers moved apart and legs bent off foreign markers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "label/bow.h"
#include "label/markers.h"

static const page_box PAGE = {0, 0, 800, 600};

static double apart(page_point a, page_point b)
{
    return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

static void test_far_markers_stay(void **state)
{
    (void)state;
    label_marker m[2] = {{{100, 100}, 12, 12}, {{200, 100}, 12, 12}};
    label_marker_place out[2];
    assert_int_equal(label_spread_markers(out, m, 2, 2, 16, PAGE), 0);
    assert_false(out[0].shifted || out[1].shifted);
    assert_true(out[0].at.x == 100 && out[1].at.x == 200);
}

static void test_a_pair_parts_by_half_each(void **state)
{
    (void)state;
    label_marker m[2] = {{{100, 100}, 12, 12}, {{120, 100}, 12, 12}};
    label_marker_place out[2];
    assert_int_equal(label_spread_markers(out, m, 2, 2, 16, PAGE), 0);
    assert_true(out[0].shifted && out[1].shifted);
    assert_float_equal(out[0].at.x, 97, 0.1);
    assert_float_equal(out[1].at.x, 123, 0.1);
}

static void test_coincident_markers_part(void **state)
{
    (void)state;
    label_marker m[2] = {{{100, 100}, 12, 12}, {{100, 100}, 30, 12}};
    label_marker_place out[2];
    label_spread_markers(out, m, 2, 2, 30, PAGE);
    assert_true(apart(out[0].at, out[1].at) >= 25.9);
}

static void test_a_blob_waits_for_an_inset(void **state)
{
    (void)state;
    label_marker m[12];
    label_marker_place out[12];
    for (int i = 0; i < 12; i++)
        m[i] = (label_marker){{300 + 5 * (i % 4), 300 + 5.0 * (int)(i / 4)}, 12, 12};
    assert_int_equal(label_spread_markers(out, m, 12, 2, 12, PAGE), 1);
    for (int i = 0; i < 12; i++) {
        assert_int_equal(out[i].group, 0);
        assert_true(apart(out[i].at, m[i].at) <= 12.001);
    }
    /* Without an inset the discs are spread as far as it takes. */
    assert_int_equal(label_spread_markers(out, m, 12, 2, 1000, PAGE), 0);
    for (int i = 0; i < 12; i++)
        for (int j = 0; j < i; j++)
            assert_true(apart(out[i].at, out[j].at) >= 26 - 0.1);
}

static bow_marker disc(double x, double y)
{
    return (bow_marker){{x - 14, y - 14, x + 14, y + 14}, 14};
}

static void test_a_free_leg_stays_straight(void **state)
{
    (void)state;
    page_point line[2] = {{100, 300}, {500, 300}};
    bow_leg leg = {line, 2, 0, 1, false};
    bow_marker m[3] = {disc(100, 300), disc(500, 300), disc(300, 340)};
    bow by;
    bow_choose(&by, &leg, 1, m, 3, PAGE, 0);
    assert_true(by.height_px == 0);
}

static void test_a_leg_bows_off_a_foreign_marker(void **state)
{
    (void)state;
    page_point line[2] = {{100, 300}, {500, 300}};
    bow_leg leg = {line, 2, 0, 1, false};
    /* The foreign marker lies to the left of travel (above the line), so the bow goes right. */
    bow_marker m[3] = {disc(100, 300), disc(500, 300), disc(300, 294)};
    bow by;
    assert_true(bow_clearance(&leg, (bow){0}, m, 3) < 7);
    bow_choose(&by, &leg, 1, m, 3, PAGE, 0);
    assert_true(by.height_px > 0 && by.height_px < 60);
    assert_true(bow_clearance(&leg, by, m, 3) >= 6);
    page_path path;
    page_path_init(&path);
    bow_path(&path, &leg, by);
    assert_true(path.points[0].x == 100 && path.points[path.n_points - 1].x == 500);
    assert_true(page_path_bounds(&path).y1 > 300 + by.height_px - 1);
    page_path_clear(&path);
}

static void test_the_bow_takes_the_side_that_is_wished(void **state)
{
    (void)state;
    page_point line[] = {{100, 300}, {500, 300}};
    bow_leg leg = {.points = line, .n_points = 2, .from = 0, .to = 1};
    bow_marker m[] = {disc(100, 300), disc(500, 300), disc(300, 300)};
    for (int side = -1; side <= 1; side += 2) {
        bow by;
        bow_choose(&by, &leg, 1, m, 3, PAGE, side);
        assert_true(by.height_px * side > 0);
        assert_true(bow_clearance(&leg, by, m, 3) >= 6);
    }
}

static void test_the_bow_takes_the_side_without_a_crossing(void **state)
{
    (void)state;
    page_point line[2] = {{100, 300}, {500, 300}}, other[2] = {{300, 308}, {300, 580}};
    bow_leg legs[2] = {{line, 2, 0, 1, false}, {other, 2, 2, 3, false}};
    bow_marker m[4] = {disc(100, 300), disc(500, 300), disc(300, 303), disc(300, 580)};
    bow bows[2];
    bow_choose(bows, legs, 2, m, 4, PAGE, 0);
    assert_true(bows[0].height_px < 0); /* to the left: above, where no leg runs */
    assert_true(bows[1].height_px == 0);
}

static void test_a_shuttle_keeps_right_in_lanes(void **state)
{
    (void)state;
    page_point out[2] = {{100, 300}, {500, 300}}, back[2] = {{500, 300}, {100, 300}};
    bow_leg legs[4] = {{out, 2, 0, 1, false}, {back, 2, 1, 0, false}, {out, 2, 0, 1, false}};
    bow_marker m[2] = {disc(100, 300), disc(500, 300)};
    bow bows[4];
    bow_choose(bows, legs, 2, m, 2, PAGE, 0);
    assert_float_equal(bows[0].height_px, 6.5, 0.01);
    assert_float_equal(bows[1].height_px, 6.5, 0.01);
    bow_choose(bows, legs, 3, m, 2, PAGE, 0);
    assert_float_equal(bows[0].height_px, 0, 0.01);
    assert_float_equal(bows[1].height_px, 13, 0.01);
    assert_float_equal(bows[2].height_px, 13, 0.01);
}

static void test_a_leg_over_another_gives_way(void **state)
{
    (void)state;
    page_point whole[2] = {{100, 300}, {600, 300}}, half[2] = {{600, 300}, {350, 302}};
    bow_leg legs[2] = {{whole, 2, 0, 1, false}, {half, 2, 1, 2, false}};
    bow_marker m[3] = {disc(100, 300), disc(600, 300), disc(350, 330)};
    bow bows[2];
    bow_choose(bows, legs, 2, m, 3, PAGE, 0);
    assert_true(bows[0].height_px == 0 || bows[1].height_px != 0);
    assert_true(bows[0].height_px != 0 || bows[1].height_px != 0);
}

static void test_lanes_leave_pills_side_by_side(void **state)
{
    (void)state;
    page_point down[2] = {{300, 100}, {300, 500}};
    bow_leg legs[3] = {{down, 2, 0, 1, false}, {down, 2, 0, 1, false}, {down, 2, 0, 1, false}};
    bow_marker m[2] = {{{260, 90, 340, 110}, 10}, disc(300, 500)};
    bow bows[3];
    bow_choose(bows, legs, 3, m, 2, PAGE, 0);
    assert_float_equal(bows[0].start.x, 13, 0.01); /* the pill is wide enough for all of it */
    assert_float_equal(bows[2].start.x, -13, 0.01);
    assert_true(bow_is_none(bows[1]) && bows[0].end.x == 0); /* they meet in the disc */
    page_path path;
    page_path_init(&path);
    bow_path(&path, &legs[2], bows[2]);
    assert_float_equal(path.points[0].x, 300 - 13, 0.01);
    assert_float_equal(path.points[path.n_points - 1].x, 300, 0.01);
    assert_float_equal(page_path_bounds(&path).x0, 300 - 14.6, 0.3);
    page_path_clear(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_far_markers_stay),
        cmocka_unit_test(test_a_pair_parts_by_half_each),
        cmocka_unit_test(test_coincident_markers_part),
        cmocka_unit_test(test_a_blob_waits_for_an_inset),
        cmocka_unit_test(test_a_free_leg_stays_straight),
        cmocka_unit_test(test_a_leg_bows_off_a_foreign_marker),
        cmocka_unit_test(test_the_bow_takes_the_side_that_is_wished),
        cmocka_unit_test(test_the_bow_takes_the_side_without_a_crossing),
        cmocka_unit_test(test_a_shuttle_keeps_right_in_lanes),
        cmocka_unit_test(test_lanes_leave_pills_side_by_side),
        cmocka_unit_test(test_a_leg_over_another_gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
