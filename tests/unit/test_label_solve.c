/* SPDX-License-Identifier: MIT
 *
 * The promise of the layout as properties: on random and on hard problems nothing overlaps, nothing
 * crosses, nothing leaves the page, no text is lost; and the same problem gives the same layout.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "label_problems.h"

static void assert_clean(const tour *t, const label_layout *layout)
{
    label_verdict v = label_verify(&t->problem, layout);
    assert_int_equal(v.overlaps, 0);
    assert_int_equal(v.off_page, 0);
    assert_int_equal(v.leader_crossings, 0);
    assert_int_equal(v.on_hard_line, 0);
    assert_int_equal(v.nearer_foreign, 0);
    assert_int_equal(v.text_lost, 0);
    for (int i = 0; i < layout->n_placements; i++) {
        const label_placement *p = &layout->placements[i];
        assert_true((p->rung == LABEL_FULL) == (p->reason == NULL));
        assert_true((p->rung == LABEL_PANEL) == (p->variant < 0));
    }
}

static void test_random_problems(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    for (uint64_t seed = 1; seed <= 120; seed++) {
        tour_random(t, 1 + (int)(seed * 7 % 25), 1600, 1000, seed);
        label_layout *layout = label_solve(&t->problem);
        assert_clean(t, layout);
        label_layout_free(layout);
        tour_clear(t);
    }
}

static void test_same_problem_same_layout(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    tour_random(t, 24, 1600, 1000, 5);
    label_layout *a = label_solve(&t->problem), *b = label_solve(&t->problem);
    assert_int_equal(a->cost, b->cost);
    assert_int_equal(a->steps, b->steps);
    assert_memory_equal(a->placements, b->placements,
                        (size_t)a->n_placements * sizeof *a->placements);
    label_layout_free(a);
    label_layout_free(b);
    tour_clear(t);
}

static void test_one_stop_stands_beside_its_marker(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    tour_random(t, 1, 1600, 1000, 3);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(layout->placements[0].rung, LABEL_FULL);
    assert_false(layout->placements[0].has_leader);
    label_layout_free(layout);
    tour_clear(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_problems),
        cmocka_unit_test(test_same_problem_same_layout),
        cmocka_unit_test(test_one_stop_stands_beside_its_marker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
