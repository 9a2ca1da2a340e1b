/* SPDX-License-Identifier: MIT
 *
 * The growing page path: parts, bounds, reuse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geo/geo.h"

static void parts_and_bounds(void **state)
{
    (void)state;
    page_path path;
    page_path_init(&path);
    page_path_move_to(&path, (page_point){1, 2});
    page_path_line_to(&path, (page_point){3, -4});
    page_path_move_to(&path, (page_point){5, 6});
    assert_int_equal(path.n_parts, 2);
    assert_int_equal(path.starts[1], 2);
    assert_int_equal(path.starts[2], 3);
    page_box box = page_path_bounds(&path);
    assert_true(box.x0 == 1 && box.y0 == -4 && box.x1 == 5 && box.y1 == 6);
    page_path_reset(&path);
    assert_int_equal(path.n_points, 0);
    page_path_clear(&path);
}

static void growth_keeps_all(void **state)
{
    (void)state;
    page_path path;
    page_path_init(&path);
    for (int i = 0; i < 1000; i++) {
        page_path_move_to(&path, (page_point){i, 0});
        page_path_line_to(&path, (page_point){i, 1});
    }
    page_path copy;
    page_path_init(&copy);
    page_path_append(&copy, &path);
    assert_int_equal(copy.n_parts, 1000);
    assert_int_equal(copy.n_points, 2000);
    for (uint32_t i = 0; i <= copy.n_parts; i++)
        assert_int_equal(copy.starts[i], 2 * i);
    page_path_clear(&copy);
    page_path_clear(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_and_bounds),
        cmocka_unit_test(growth_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
