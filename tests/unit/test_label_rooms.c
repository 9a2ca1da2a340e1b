/* SPDX-License-Identifier: MIT
 *
 * Empty rectangles keep off what is taken and cannot grow; labels dock in them where a stop finds
 * no place beside its marker.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "label/rooms.h"
#include "label/shape.h"
#include "label_problems.h"

static const page_box PAGE = {0, 0, 400, 300};

static GArray *find(const page_box *taken, int n, guint most)
{
    GArray *rooms = g_array_new(FALSE, FALSE, sizeof(page_box));
    rooms_find(rooms, PAGE, taken, n, 20, 20, most);
    return rooms;
}

static void test_empty_page_is_one_room(void **state)
{
    (void)state;
    g_autoptr(GArray) rooms = find(NULL, 0, 10);
    assert_int_equal(rooms->len, 1);
    assert_memory_equal(rooms->data, &PAGE, sizeof PAGE);
}

static void test_box_leaves_four_rooms(void **state)
{
    (void)state;
    const page_box taken = {100, 100, 200, 150};
    static const page_box expected[] = {
        {200, 0, 400, 300}, {0, 150, 400, 300}, {0, 0, 400, 100}, {0, 0, 100, 300}};
    g_autoptr(GArray) rooms = find(&taken, 1, 10);
    assert_int_equal(rooms->len, 4);
    assert_memory_equal(rooms->data, expected, sizeof expected);
    g_autoptr(GArray) two = find(&taken, 1, 2);
    assert_int_equal(two->len, 2);
}

static bool meets_any(page_box room, const page_box *taken, int n)
{
    for (int i = 0; i < n; i++)
        if (box_near_box(room, taken[i], 0))
            return true;
    return false;
}

static void test_rooms_are_empty_and_cannot_grow(void **state)
{
    (void)state;
    enum { BOXES = 25 };
    uint64_t random = 7;
    page_box taken[BOXES];
    for (int i = 0; i < BOXES; i++) {
        double x = tour_uniform(&random, 0, 380), y = tour_uniform(&random, 0, 290);
        taken[i] = (page_box){x, y, x + 20, y + 10};
    }
    g_autoptr(GArray) rooms = find(taken, BOXES, 1000);
    assert_true(rooms->len > 10);
    for (guint i = 0; i < rooms->len; i++) {
        page_box r = g_array_index(rooms, page_box, i);
        assert_true(box_contains_box(PAGE, r));
        assert_false(meets_any(r, taken, BOXES));
        const page_box grown[] = {{r.x0 - 1, r.y0, r.x1, r.y1},
                                  {r.x0, r.y0 - 1, r.x1, r.y1},
                                  {r.x0, r.y0, r.x1 + 1, r.y1},
                                  {r.x0, r.y0, r.x1, r.y1 + 1}};
        for (int k = 0; k < 4; k++)
            assert_true(!box_contains_box(PAGE, grown[k]) || meets_any(grown[k], taken, BOXES));
    }
}

/* A dozen markers round a thirteenth, so close that a leader of the usual directions meets one. */
static void test_enclosed_stop_finds_a_way_out(void **state)
{
    (void)state;
    static const double ring[12][2] = {{41.8, 11.2},   {30.6, 30.6},   {11.2, 41.8},
                                       {-11.2, 41.8},  {-30.6, 30.6},  {-41.8, 11.2},
                                       {-41.8, -11.2}, {-30.6, -30.6}, {-11.2, -41.8},
                                       {11.2, -41.8},  {30.6, -30.6},  {41.8, -11.2}};
    g_autofree tour *t = g_new0(tour, 1);
    t->problem.page = (page_box){10, 10, 790, 590};
    t->problem.n_stops = 13;
    static const label_variant name = {LABEL_FULL, 60, 20, 0, false};
    for (int i = 0; i < 13; i++) {
        page_point at = {401 + (i < 12 ? ring[i][0] : 0), 303 + (i < 12 ? ring[i][1] : 0)};
        tour_set_stop(t, i, at, i < 12 ? 9 : 6);
        t->stops[i].variants = &name;
        t->stops[i].n_variants = 1;
    }
    tour_finish(t, false);
    label_layout *layout = label_solve(&t->problem);
    label_verdict v = label_verify(&t->problem, layout);
    assert_int_equal(layout->placements[12].rung, LABEL_FULL);
    assert_true(layout->placements[12].has_leader);
    assert_int_equal(v.overlaps + v.leader_crossings + v.off_page + v.nearer_foreign, 0);
    label_layout_free(layout);
    tour_clear(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_page_is_one_room),
        cmocka_unit_test(test_box_leaves_four_rooms),
        cmocka_unit_test(test_rooms_are_empty_and_cannot_grow),
        cmocka_unit_test(test_enclosed_stop_finds_a_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
