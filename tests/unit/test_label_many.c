/* SPDX-License-Identifier: MIT
 *
 * Random problems of 1 to 60 stops on pages of every shape, a thousand of them: never a breach,
 * never a text lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "label_problems.h"

#ifndef LABEL_PROBLEMS /* fewer under sanitizers */
#define LABEL_PROBLEMS 1000
#endif

static void test_many_problems(void **state)
{
    (void)state;
    print_message("%d problems\n", LABEL_PROBLEMS);
    static const double pages[][2] = {{1600, 1000}, {600, 800}, {1123, 794}, {300, 200}};
    g_autofree tour *t = g_new0(tour, 1);
    for (uint64_t seed = 1; seed <= LABEL_PROBLEMS; seed++) {
        /* Many small problems, every size up to 60. */
        int n = seed % 10 == 0 ? 1 + (int)(seed * 7 % 60) : 1 + (int)(seed * 7 % 20);
        const double *page = pages[seed / 3 % 4];
        tour_random(t, page[0] < 400 ? MIN(n, 12) : n, page[0], page[1], seed);
        label_layout *layout = label_solve(&t->problem);
        label_verdict v = label_verify(&t->problem, layout);
        if (v.overlaps + v.off_page + v.leader_crossings + v.on_hard_line + v.nearer_foreign +
            v.text_lost)
            fail_msg(
                "seed %d: %d overlaps, %d off page, %d crossings, %d on arrow heads, %d nearer "
                "to a foreign marker, %d lost",
                (int)seed, v.overlaps, v.off_page, v.leader_crossings, v.on_hard_line,
                v.nearer_foreign, v.text_lost);
        label_layout_free(layout);
        tour_clear(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_many_problems)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
