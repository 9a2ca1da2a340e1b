/* SPDX-License-Identifier: MIT
 *
 * Distances of segments from boxes, against a table and against points tried one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "label/search.h"
#include "label/shape.h"

static void test_table(void **state)
{
    (void)state;
    const struct {
        page_segment s;
        page_box box;
        double distance, inside;
    } cases[] = {
        {{{0, 0}, {10, 0}}, {3, -1, 5, 1}, 0, 2},              /* through */
        {{{4, 0}, {4.5, 0.5}}, {3, -1, 5, 1}, 0, sqrt(0.5)},   /* within */
        {{{0, 0}, {0, 10}}, {3, 2, 5, 4}, 3, 0},               /* beside, upright */
        {{{0, 0}, {10, 0}}, {3, 2, 5, 4}, 2, 0},               /* beside, level */
        {{{0, 0}, {2, 1}}, {5, 5, 9, 9}, 5, 0},                /* from an end to a corner */
        {{{0, 4}, {4, 0}}, {3, 3, 9, 9}, sqrt(2), 0},          /* from a corner to the middle */
        {{{0, 0}, {0, 0}}, {3, 4, 9, 9}, 5, 0},                /* no more than a point */
        {{{0, 2}, {10, 2}}, {5, 5, 5, 5}, 3, 0},               /* the core of a disc */
        {{{0, 0}, {10, 10}}, {5, 5, 5, 5}, 0, 0},              /* and through it */
        {{{0, 0}, {10, 0}}, {12, 3, 20, 3}, sqrt(4 + 9.0), 0}, /* the core of a pill */
        {{{0, 0}, {2, 2}}, {2, 2, 4, 4}, 0, 0},                /* touching */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double distance = segment_box_distance(cases[i].s, cases[i].box);
        double inside = segment_length_inside(cases[i].s, cases[i].box);
        if (fabs(distance - cases[i].distance) > 1e-12 || fabs(inside - cases[i].inside) > 1e-12)
            fail_msg("case %zu: distance %g, inside %g", i, distance, inside);
    }
}

static double uniform(uint64_t *random)
{
    return (double)(search_random(random) >> 11) / 9007199254740992.0 * 20 - 10;
}

/* The least of many points of the segment, each to its nearest of the box. */
static double tried(page_segment s, page_box box)
{
    double least = INFINITY;
    for (int i = 0; i <= 4000; i++) {
        double t = i / 4000.0, x = s.a.x + t * (s.b.x - s.a.x), y = s.a.y + t * (s.b.y - s.a.y);
        double dx = fmax(0, fmax(box.x0 - x, x - box.x1)),
               dy = fmax(0, fmax(box.y0 - y, y - box.y1));
        least = fmin(least, sqrt(dx * dx + dy * dy));
    }
    return least;
}

static void test_many(void **state)
{
    (void)state;
    uint64_t random = 4;
    for (int i = 0; i < 2000; i++) {
        page_segment s = {{uniform(&random), uniform(&random)},
                          {uniform(&random), uniform(&random)}};
        page_point p = {uniform(&random), uniform(&random)},
                   q = {uniform(&random), uniform(&random)};
        page_box box = {fmin(p.x, q.x), fmin(p.y, q.y), fmax(p.x, q.x), fmax(p.y, q.y)};
        if (i % 3 == 0) /* a disc */
            box = (page_box){p.x, p.y, p.x, p.y};
        else if (i % 3 == 1) /* a pill */
            box.y1 = box.y0;
        double distance = segment_box_distance(s, box), slow = tried(s, box);
        assert_true(distance <= slow + 1e-12 && slow - distance < 0.01);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
