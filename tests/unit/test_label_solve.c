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

static int on_rung(const label_layout *layout, label_rung rung)
{
    int count = 0;
    for (int i = 0; i < layout->n_placements; i++)
        count += layout->placements[i].rung == rung;
    return count;
}

static void test_random_problems(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    for (uint64_t seed = 1; seed <= 40; seed++) {
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

/* N stops at the given places, with texts and a route. */
static void build(tour *t, const page_point *at, int n, page_box page)
{
    uint64_t random = 9;
    *t = (tour){0};
    t->problem.page = page;
    t->problem.n_stops = n;
    for (int i = 0; i < n; i++) {
        tour_set_stop(t, i, at[i], 11);
        tour_set_texts(t, i, &random);
    }
    tour_finish(t, true);
}

static const page_box PAGE = {10, 10, 1590, 990};

static void test_five_capitals(void **state)
{
    (void)state;
    /* Guatemala City, San Salvador, Tegucigalpa, Managua, San Jose at 4 km a px. */
    const page_point at[5] = {{500, 500}, {545, 520}, {590, 508}, {615, 560}, {665, 640}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 5, PAGE);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(on_rung(layout, LABEL_FULL), 5);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_twelve_stops_in_one_blob(void **state)
{
    (void)state;
    page_point at[12];
    for (int i = 0; i < 12; i++)
        at[i] = (page_point){700 + 25 * (i % 4) + 12 * (i / 4 % 2), 450 + 24.0 * (int)(i / 4)};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 12, PAGE);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_true(on_rung(layout, LABEL_FULL) >= 8);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_all_stops_on_one_line(void **state)
{
    (void)state;
    page_point at[14];
    for (int i = 0; i < 14; i++)
        at[i] = (page_point){150 + 95.0 * i, 500};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 14, PAGE);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(on_rung(layout, LABEL_FULL), 14);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_stops_in_the_corners(void **state)
{
    (void)state;
    const page_point at[4] = {{22, 22}, {1578, 22}, {1578, 978}, {22, 978}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 4, PAGE);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(on_rung(layout, LABEL_FULL), 4);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_a_tiny_page(void **state)
{
    (void)state;
    const page_point at[5] = {{60, 60}, {120, 150}, {200, 90}, {260, 160}, {150, 60}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 5, (page_box){4, 4, 296, 196});
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_sixty_stops(void **state)
{
    (void)state;
    g_autofree tour *t = g_new0(tour, 1);
    tour_random(t, 60, 1600, 1000, 4);
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_a_text_larger_than_the_page(void **state)
{
    (void)state;
    const page_point at[2] = {{400, 500}, {900, 400}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 2, PAGE);
    t->variants[0][0].height_px = t->variants[0][1].height_px = 3000; /* a 300-character issue */
    for (int v = 0; v < 4; v++)
        t->variants[1][v].width_px = 4000; /* a word without a space */
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(layout->placements[0].rung, LABEL_COMPACT);
    assert_int_equal(layout->placements[1].rung, LABEL_PANEL);
    assert_non_null(layout->placements[1].reason);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_a_pin_is_kept(void **state)
{
    (void)state;
    const page_point at[3] = {{400, 500}, {900, 400}, {1200, 700}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 3, PAGE);
    t->stops[1].pinned = true;
    t->stops[1].pin = (page_point){1000, 150};
    t->stops[2].pinned = true;
    t->stops[2].pin = (page_point){1580, 980}; /* does not fit there */
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_int_equal(layout->placements[1].rung, LABEL_FULL);
    assert_true(layout->placements[1].box.x0 == 1000 && layout->placements[1].box.y0 == 150);
    assert_true(layout->placements[1].has_leader);
    assert_int_equal(layout->placements[2].rung, LABEL_PANEL);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_a_side_is_kept(void **state)
{
    (void)state;
    const page_point at[2] = {{400, 500}, {900, 400}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 2, PAGE);
    t->stops[0].side = 'l';
    t->stops[1].side = 'b';
    label_layout *layout = label_solve(&t->problem);
    assert_clean(t, layout);
    assert_true(layout->placements[0].box.x1 < 400);
    assert_true(layout->placements[1].box.y0 > 400);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_boxes_prefer_the_sea(void **state)
{
    (void)state;
    const page_point at[1] = {{800, 500}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 1, PAGE);
    g_autofree uint8_t *ground = g_new0(uint8_t, 160 * 100);
    for (int row = 0; row < 100; row++)
        for (int column = 80; column < 160; column++)
            ground[row * 160 + column] = 2; /* visited land to the east */
    t->problem.ground = ground;
    t->problem.ground_width = 160;
    t->problem.ground_height = 100;
    t->problem.ground_cell_px = 10;
    label_layout *layout = label_solve(&t->problem);
    assert_true(layout->placements[0].box.x1 <= 820);
    label_layout_free(layout);
    tour_clear(t);
}

static void test_priority_decides_who_keeps_the_text(void **state)
{
    (void)state;
    const page_point at[2] = {{60, 50}, {90, 50}};
    for (int first = 0; first < 2; first++) {
        g_autofree tour *t = g_new0(tour, 1);
        build(t, at, 2, (page_box){0, 0, 200, 150}); /* room for one box */
        t->stops[first].priority = 2;
        label_layout *layout = label_solve(&t->problem);
        assert_clean(t, layout);
        assert_true(layout->placements[first].rung <= layout->placements[1 - first].rung);
        label_layout_free(layout);
        tour_clear(t);
    }
}

/* The verifier must see what the search avoids. */
static void test_the_verifier_finds_breaches(void **state)
{
    (void)state;
    const page_point at[3] = {{400, 500}, {600, 500}, {900, 300}};
    g_autofree tour *t = g_new0(tour, 1);
    build(t, at, 3, PAGE);
    page_box blocked = {0, 0, 300, 100};
    t->problem.blocked = &blocked;
    t->problem.n_blocked = 1;
    label_placement p[3] = {{.rung = LABEL_PANEL, .variant = -1}};
    p[1] = p[2] = p[0];
    label_layout layout = {.placements = p, .n_placements = 3};
    const label_variant *v = &t->variants[0][3];
    double w = v->width_px, h = v->height_px;
    p[0] = (label_placement){.rung = LABEL_NAME, .variant = 3, .box = {420, 500, 420 + w, 500 + h}};
    assert_int_equal(label_verify(&t->problem, &layout).overlaps, 0);
    p[0].box = (page_box){405, 500, 405 + w, 500 + h};
    assert_int_equal(label_verify(&t->problem, &layout).overlaps, 1);
    p[0].box = (page_box){250, 90, 250 + w, 90 + h};
    assert_int_equal(label_verify(&t->problem, &layout).overlaps, 1);
    p[0].box = (page_box){5, 500, 5 + w, 500 + h};
    assert_int_equal(label_verify(&t->problem, &layout).off_page, 1);
    p[0].box = (page_box){587 - w, 470, 587, 470 + h};
    assert_int_equal(label_verify(&t->problem, &layout).nearer_foreign, 1);
    p[0].box = (page_box){470, 490, 470 + w, 490 + h}; /* over the arrow head of leg 1 */
    assert_int_equal(label_verify(&t->problem, &layout).on_hard_line, 1);
    assert_true(label_verify(&t->problem, &layout).route_covered_px > w - 1);
    p[0].box = (page_box){420, 600, 420 + w, 600 + h};
    p[0].has_leader = true;
    p[0].n_leader = 2;
    p[0].leader[0] = (page_point){400, 511};
    p[0].leader[1] = (page_point){600, 505};
    assert_int_equal(label_verify(&t->problem, &layout).leader_crossings, 1);
    p[0].box.x1 += 10;
    assert_int_equal(label_verify(&t->problem, &layout).text_lost, 1);
    tour_clear(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_problems),
        cmocka_unit_test(test_same_problem_same_layout),
        cmocka_unit_test(test_one_stop_stands_beside_its_marker),
        cmocka_unit_test(test_five_capitals),
        cmocka_unit_test(test_twelve_stops_in_one_blob),
        cmocka_unit_test(test_all_stops_on_one_line),
        cmocka_unit_test(test_stops_in_the_corners),
        cmocka_unit_test(test_a_tiny_page),
        cmocka_unit_test(test_sixty_stops),
        cmocka_unit_test(test_a_text_larger_than_the_page),
        cmocka_unit_test(test_a_pin_is_kept),
        cmocka_unit_test(test_a_side_is_kept),
        cmocka_unit_test(test_boxes_prefer_the_sea),
        cmocka_unit_test(test_priority_decides_who_keeps_the_text),
        cmocka_unit_test(test_the_verifier_finds_breaches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
