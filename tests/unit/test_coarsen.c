/* SPDX-License-Identifier: MIT
 *
 * Thinning by cells: both directions keep the same vertices, rings stay closed, the world's edges
 * stay where they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "geo/coarsen.h"

static geo_shape coarsened(const geo_point *points, uint32_t n, trim_scratch *scratch)
{
    static uint32_t starts[2];
    starts[1] = n;
    return coarsen_shape(&(geo_shape){points, starts, 1, {-180, -90, 180, 90}, NULL}, 1, scratch);
}

static void a_line_keeps_the_same_vertices_either_way(void **state)
{
    (void)state;
    const geo_point line[] = {{0.1, 0.1}, {0.6, 0.4}, {0.3, 0.9},
                              {1.2, 0.5}, {1.1, 0.2}, {2.5, 0.5}};
    const geo_point back[] = {{2.5, 0.5}, {1.1, 0.2}, {1.2, 0.5},
                              {0.3, 0.9}, {0.6, 0.4}, {0.1, 0.1}};
    trim_scratch forth_scratch, back_scratch;
    trim_scratch_init(&forth_scratch);
    trim_scratch_init(&back_scratch);
    geo_shape forth = coarsened(line, 6, &forth_scratch),
              reversed = coarsened(back, 6, &back_scratch);
    assert_int_equal(forth.starts[1], 3);
    assert_int_equal(reversed.starts[1], 3);
    for (int i = 0; i < 3; i++)
        assert_memory_equal(&forth.points[i], &reversed.points[2 - i], sizeof(geo_point));
    trim_scratch_clear(&forth_scratch);
    trim_scratch_clear(&back_scratch);
}

static void a_ring_stays_closed_and_the_edge_of_the_world_in_place(void **state)
{
    (void)state;
    const geo_point ring[] = {{179.4, 10.2}, {180, 10.3},   {180, 10.6},  {178.5, 12.5},
                              {178.4, 10.1}, {179.2, 10.7}, {179.4, 10.2}};
    trim_scratch scratch;
    trim_scratch_init(&scratch);
    geo_shape kept = coarsened(ring, 7, &scratch);
    assert_int_equal(kept.starts[1], 6);
    assert_memory_equal(&kept.points[0], &kept.points[5], sizeof(geo_point));
    assert_true(kept.points[0].lon_deg == 179.2);
    assert_memory_equal(&kept.points[1], &ring[1], 2 * sizeof(geo_point));
    trim_scratch_clear(&scratch);
}

static void an_island_smaller_than_a_cell_is_left_out(void **state)
{
    (void)state;
    const geo_point ring[] = {{0.1, 0.1}, {0.2, 0.3}, {0.3, 0.1}, {0.1, 0.1}};
    trim_scratch scratch;
    trim_scratch_init(&scratch);
    assert_int_equal(coarsened(ring, 4, &scratch).n_parts, 0);
    trim_scratch_clear(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_keeps_the_same_vertices_either_way),
        cmocka_unit_test(a_ring_stays_closed_and_the_edge_of_the_world_in_place),
        cmocka_unit_test(an_island_smaller_than_a_cell_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
