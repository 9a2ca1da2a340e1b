/* SPDX-License-Identifier: MIT
 *
 * The quick look for a stop's cheapest place, where it gives one, gives the first of all that the
 * search would have to choose from; and it gives one for most stops.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "label/candidates.h"
#include "label/cheapest.h"
#include "label_problems.h"

enum { GROUND_SIDE = 200, GROUND_CELL = 8 };

/* Sides and priorities for some stops, a setting that is liked better than the first. */
static void vary(tour *t, uint64_t *random)
{
    static const char sides[] = {0, 0, 0, 'l', 'r', 'a', 'b'};
    for (int i = 0; i < t->problem.n_stops; i++) {
        t->stops[i].side = sides[search_random(random) % G_N_ELEMENTS(sides)];
        t->stops[i].priority = (int)(search_random(random) % 4) - 1;
        if (search_random(random) % 3 == 0)
            t->variants[i][0].preference = tour_uniform(random, 0, 90);
    }
}

/* Patches of the values that land and coasts have. */
static void set_ground(tour *t, uint8_t *ground, uint64_t *random)
{
    for (int i = 0; i < GROUND_SIDE * GROUND_SIDE; i++) {
        bool goes_on = i % GROUND_SIDE > 0 && search_random(random) % 12 > 0;
        ground[i] = goes_on ? ground[i - 1] : (uint8_t)(search_random(random) % 4);
    }
    t->problem.ground = ground;
    t->problem.ground_width = t->problem.ground_height = GROUND_SIDE;
    t->problem.ground_cell_px = GROUND_CELL;
}

static void assert_same_place(const label_candidate *a, const label_candidate *b)
{
    assert_int_equal(a->cost, b->cost);
    assert_int_equal(a->variant, b->variant);
    assert_int_equal(a->has_leader, b->has_leader);
    assert_memory_equal(&a->box, &b->box, sizeof a->box);
    if (a->has_leader)
        assert_memory_equal(&a->leader, &b->leader, sizeof a->leader);
}

/* How many of the problem's stops the quick look answers for. */
static int compare(const tour *t, label_rung lowest)
{
    int answers = 0;
    label_field field;
    field_init(&field, &t->problem);
    for (int i = 0; i < t->problem.n_stops; i++) {
        g_autoptr(GArray) all = g_array_new(false, false, sizeof(label_candidate));
        label_candidate quick;
        candidates_propose(all, &field, i, lowest, NULL);
        if (!cheapest_place(&quick, &field, i, lowest))
            continue;
        answers++;
        assert_true(all->len > 0);
        assert_same_place(&quick, &g_array_index(all, label_candidate, 0));
    }
    field_clear(&field);
    return answers;
}

static void test_first_of_all(void **state)
{
    (void)state;
    static const double pages[][2] = {{1600, 1000}, {600, 800}, {1123, 794}, {300, 200}};
    g_autofree tour *t = g_new0(tour, 1);
    g_autofree uint8_t *ground = g_new0(uint8_t, GROUND_SIDE * GROUND_SIDE);
    int answers = 0, stops = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        uint64_t random = seed;
        const double *page = pages[seed % 4];
        tour_random(t, 1 + (int)(seed * 7 % 12), page[0], page[1], seed);
        vary(t, &random);
        if (seed % 2)
            set_ground(t, ground, &random);
        for (int rung = LABEL_FULL; rung < LABEL_PANEL; rung++)
            answers += compare(t, (label_rung)rung);
        stops += t->problem.n_stops * LABEL_PANEL;
        tour_clear(t);
    }
    print_message("%d answers for %d stops\n", answers, stops);
    assert_true(answers > stops / 3);
}

/* A hand-set place and a stop without room are left to the search. */
static void test_no_answer(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    label_field field;
    label_candidate quick;
    tour_random(t, 1, 1600, 1000, 3);
    t->stops[0].pinned = true;
    field_init(&field, &t->problem);
    assert_false(cheapest_place(&quick, &field, 0, LABEL_FULL));
    field_clear(&field);
    t->stops[0].pinned = false;
    t->blocked[0] = t->problem.page;
    t->problem.n_blocked = 1;
    field_init(&field, &t->problem);
    assert_false(cheapest_place(&quick, &field, 0, LABEL_FULL));
    field_clear(&field);
    tour_clear(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_of_all),
                                       cmocka_unit_test(test_no_answer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
