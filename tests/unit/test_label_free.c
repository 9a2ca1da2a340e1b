/* SPDX-License-Identifier: MIT
 *
 * Names that may be dropped, and furniture in the emptiest place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "label/free.h"
#include "label/furniture.h"

static const page_box PAGE = {10, 10, 790, 590};

static void test_names_avoid_everything(void **state)
{
    (void)state;
    label_stop stop = {.marker = {88, 88, 112, 112}, .marker_radius = 12};
    label_line route = {.half_width_px = 2, .weight = 40}, border = {.weight = 2};
    page_path_move_to(&route.path, (page_point){100, 100});
    page_path_line_to(&route.path, (page_point){500, 400});
    page_path_move_to(&border.path, (page_point){400, 20});
    page_path_line_to(&border.path, (page_point){400, 580});
    label_line lines[2] = {route, border};
    label_problem p = {.page = PAGE, .stops = &stop, .n_stops = 1, .lines = lines, .n_lines = 2};
    label_placement placed = {.rung = LABEL_NAME, .box = {120, 90, 220, 112}};
    label_layout layout = {.placements = &placed, .n_placements = 1};
    page_box on_route[2] = {{280, 240, 300, 255}, {300, 240, 320, 255}};
    page_box on_label = {150, 100, 250, 115}, off_page = {5, 300, 60, 315};
    page_box on_marker = {60, 95, 90, 110}, clear = {380, 100, 460, 115};
    label_free_candidate c[5] = {
        {on_route, 2}, {&on_label, 1}, {&off_page, 1}, {&on_marker, 1}, {&clear, 1}};
    label_free_name names[3] = {{c, 5}, {c + 4, 1}, {c, 1}};
    int chosen[3];
    label_place_free(chosen, &p, &layout, names, 3, 3);
    assert_int_equal(chosen[0], 4);  /* the border does not matter, all else does */
    assert_int_equal(chosen[1], -1); /* the first name stands there now */
    assert_int_equal(chosen[2], -1);
    page_path_clear(&lines[0].path);
    page_path_clear(&lines[1].path);
}

static void test_furniture_takes_the_empty_corner(void **state)
{
    (void)state;
    label_stop stops[2] = {{.marker = {30, 30, 54, 54}, .marker_radius = 12},
                           {.marker = {740, 540, 764, 564}, .marker_radius = 12}};
    label_line route = {.half_width_px = 2, .weight = 40};
    page_path_move_to(&route.path, (page_point){42, 42});
    page_path_line_to(&route.path, (page_point){600, 60});
    page_path_line_to(&route.path, (page_point){752, 552});
    label_problem p = {.page = PAGE, .stops = stops, .n_stops = 2, .lines = &route, .n_lines = 1};
    page_box box[4];
    for (int i = 0; i < 4; i++)
        box[i] = label_anchor_box(PAGE, (label_anchor)i, 200, 120);
    assert_true(label_emptiness_cost(&p, box[ANCHOR_TOP_LEFT]) < 0);
    assert_true(label_emptiness_cost(&p, box[ANCHOR_BOTTOM_RIGHT]) < 0);
    assert_true(label_emptiness_cost(&p, box[ANCHOR_TOP_RIGHT]) >
                label_emptiness_cost(&p, box[ANCHOR_BOTTOM_LEFT]));
    assert_int_equal(label_emptiest(&p, box, 4), ANCHOR_BOTTOM_LEFT);
    /* Where furniture stands already, the next best. */
    p.blocked = &box[ANCHOR_BOTTOM_LEFT];
    p.n_blocked = 1;
    assert_int_equal(label_emptiest(&p, box, 4), ANCHOR_TOP_RIGHT);
    page_path_clear(&route.path);
}

static void test_furniture_prefers_the_sea(void **state)
{
    (void)state;
    uint8_t ground[6 * 8] = {0};
    for (int row = 0; row < 6; row++)
        for (int column = 0; column < 4; column++)
            ground[row * 8 + column] = 2;
    label_problem p = {.page = PAGE, .ground = ground, .ground_width = 8, .ground_height = 6};
    p.ground_cell_px = 100;
    page_box box[2] = {label_anchor_box(PAGE, ANCHOR_TOP_LEFT, 200, 100),
                       label_anchor_box(PAGE, ANCHOR_TOP_RIGHT, 200, 100)};
    assert_int_equal(label_emptiest(&p, box, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_avoid_everything),
        cmocka_unit_test(test_furniture_takes_the_empty_corner),
        cmocka_unit_test(test_furniture_prefers_the_sea),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
