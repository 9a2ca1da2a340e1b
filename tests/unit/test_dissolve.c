/* SPDX-License-Identifier: MIT
 *
 * What is left of rings without their common edges: the same area, and none but true edges.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "geo/dissolve.h"

/* Rings by their corners, each as "x,y x,y …;". */
static void read_rings(page_path *out, const char *text)
{
    page_path_init(out);
    g_auto(GStrv) rings = g_strsplit(text, ";", -1);
    for (guint i = 0; rings[i] && *rings[i]; i++) {
        g_auto(GStrv) corners = g_strsplit(g_strstrip(rings[i]), " ", -1);
        for (guint k = 0; corners[k]; k++) {
            char *comma, *end;
            page_point p = {.x = g_ascii_strtod(corners[k], &comma)};
            p.y = g_ascii_strtod(comma + 1, &end);
            assert_true(*comma == ',' && *end == 0);
            if (k == 0)
                page_path_move_to(out, p);
            else
                page_path_line_to(out, p);
        }
    }
}

static char *written(const page_path *path)
{
    GString *s = g_string_new(NULL);
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++)
            g_string_append_printf(s, "%s%g,%g", i > path->starts[part] ? " " : "",
                                   path->points[i].x, path->points[i].y);
        g_string_append_c(s, ';');
    }
    return g_string_free(s, FALSE);
}

static void what_is_left_of_a_few_rings(void **state)
{
    (void)state;
    const struct {
        const char *what, *rings, *left, *sources;
    } cases[] = {
        {"nothing", "", "", ""},
        {"one ring", "0,0 4,0 4,4 0,4;", "0,0 4,0 4,4 0,4;", "0"},
        {"neighbours", "0,0 4,0 4,4 0,4; 4,0 8,0 8,4 4,4;", "0,0 4,0 8,0 8,4 4,4 0,4;", "0"},
        {"wound the other way", "0,0 4,0 4,4 0,4; 4,0 4,4 8,4 8,0;", "0,0 4,0 8,0 8,4 4,4 0,4;",
         "0"},
        {"an enclave in its hole", "0,0 9,0 9,9 0,9; 3,3 6,3 6,6 3,6; 3,3 3,6 6,6 6,3;",
         "0,0 9,0 9,9 0,9;", "0"},
        {"a lake", "0,0 9,0 9,9 0,9; 3,3 6,3 6,6 3,6;", "0,0 9,0 9,9 0,9;3,3 6,3 6,6 3,6;", "01"},
        {"twice the same", "0,0 4,0 4,4; 4,4 4,0 0,0;", "", ""},
        {"three times the same", "0,0 4,0 4,4; 4,4 4,0 0,0; 0,0 4,0 4,4;", "0,0 4,0 4,4;", "2"},
        {"there and back", "0,0 4,0 4,4 9,9 4,4 0,4;", "0,0 4,0 4,4 0,4;", "0"},
        {"no edge at all", "2,2 2,2 2,2;", "", ""},
        {"an island beside neighbours", "0,0 4,0 4,4 0,4; 20,0 24,0 24,4; 4,0 8,0 8,4 4,4;",
         "0,0 4,0 8,0 8,4 4,4 0,4;20,0 24,0 24,4;", "01"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        page_path rings, left;
        read_rings(&rings, cases[i].rings);
        page_path_init(&left);
        g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        page_path_dissolve(&left, &rings, sources);
        g_autofree char *text = written(&left);
        g_autoptr(GString) digits = g_string_new(NULL);
        for (guint k = 0; k < sources->len; k++)
            g_string_append_printf(digits, "%u", g_array_index(sources, uint32_t, k));
        if (strcmp(text, cases[i].left) != 0 || strcmp(digits->str, cases[i].sources) != 0)
            fail_msg("%s: %s of %s", cases[i].what, text, digits->str);
        page_path_clear(&rings);
        page_path_clear(&left);
    }
}

enum { CELLS = 12 };

/* By the edges of PATH to the right of P. */
static bool covers(const page_path *path, page_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t first = path->starts[part], end = path->starts[part + 1];
        for (uint32_t i = first; i < end; i++) {
            page_point a = path->points[i], b = path->points[i + 1 < end ? i + 1 : first];
            if ((a.y > p.y) != (b.y > p.y) && a.x > p.x)
                inside = !inside;
        }
    }
    return inside;
}

static void add_cell(page_path *path, int column, int row, bool back)
{
    for (int i = 0; i < 4; i++) {
        int corner = back ? 3 - i : i;
        page_point p = {column + (corner == 1 || corner == 2), row + (corner >= 2)};
        if (i == 0)
            page_path_move_to(path, p);
        else
            page_path_line_to(path, p);
    }
}

static bool is_set(bool cells[CELLS][CELLS], int column, int row)
{
    return column >= 0 && row >= 0 && column < CELLS && row < CELLS && cells[row][column];
}

/* Sides between a cell of the land and one of the sea. */
static uint32_t count_shores(bool cells[CELLS][CELLS])
{
    uint32_t n = 0;
    for (int row = 0; row <= CELLS; row++)
        for (int column = 0; column <= CELLS; column++)
            n += (is_set(cells, column, row) != is_set(cells, column - 1, row)) +
                 (is_set(cells, column, row) != is_set(cells, column, row - 1));
    return n;
}

static void land_of_squares_has_all_shores_and_no_others(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(29);
    for (int round = 0; round < 300; round++) {
        bool cells[CELLS][CELLS];
        page_path rings, left;
        page_path_init(&rings);
        page_path_init(&left);
        for (int row = 0; row < CELLS; row++)
            for (int column = 0; column < CELLS; column++) {
                cells[row][column] = g_rand_int_range(rand, 0, 300) < round;
                if (cells[row][column])
                    add_cell(&rings, column, row, g_rand_boolean(rand));
            }
        g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        page_path_dissolve(&left, &rings, sources);
        assert_int_equal(left.n_points, count_shores(cells));
        for (int row = 0; row < CELLS; row++)
            for (int column = 0; column < CELLS; column++)
                assert_int_equal(covers(&left, (page_point){column + 0.5, row + 0.5}),
                                 cells[row][column]);
        page_path_clear(&rings);
        page_path_clear(&left);
    }
}

/* Many edges at one place, or between the same two, must not be compared with each other. */
static void hostile_rings_take_no_longer(void **state)
{
    (void)state;
    enum { POINTS = 400000 };
    static const int spoke_counts[] = {1, POINTS / 2};
    for (size_t k = 0; k < G_N_ELEMENTS(spoke_counts); k++) {
        int spokes = spoke_counts[k];
        page_path star, left;
        page_path_init(&star);
        page_path_init(&left);
        page_path_move_to(&star, (page_point){0, 0});
        for (int i = 1; i < POINTS; i++)
            page_path_line_to(&star, i % 2 == 0 ? (page_point){0, 0}
                                                : (page_point){1 + (i / 2) % spokes, 1});
        g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        gint64 start = g_get_monotonic_time();
        page_path_dissolve(&left, &star, sources);
        double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
        assert_int_equal(left.n_parts, 0);
        if (seconds > 10) /* comparing each with each would take minutes */
            fail_msg("%d spokes took %.1f s", spokes, seconds);
        page_path_clear(&star);
        page_path_clear(&left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_of_a_few_rings),
        cmocka_unit_test(land_of_squares_has_all_shores_and_no_others),
        cmocka_unit_test(hostile_rings_take_no_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
