/* SPDX-License-Identifier: MIT
 *
 * Which water a place belongs to, where a careless box would reach over an isthmus or a strait.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <string.h>

#include "features/waters.h"

static const struct {
    double lon_deg, lat_deg;
    const char *name; /* NULL: the table has none */
} cases[] = {
    {-90, 25, "Gulf of Mexico"},
    {-95, 19.5, "Gulf of Mexico"}, /* Bay of Campeche */
    {-86.5, 19, "Caribbean Sea"},  /* off Yucatán's east coast */
    {-86, 20.8, "Caribbean Sea"},
    {-75, 14, "Caribbean Sea"},
    {-80, 10, "Caribbean Sea"},
    {-81, 19, "Caribbean Sea"},
    {-79.5, 7.8, "Gulf of Panama"},
    {-87.5, 11, "Pacific Ocean"}, /* off Nicaragua */
    {-85.5, 9.2, "Pacific Ocean"},
    {-90, 12.5, "Pacific Ocean"},
    {-105, 15, "Pacific Ocean"},
    {-80, -10, "Pacific Ocean"},
    {180, 0, "Pacific Ocean"},
    {-170, 10, "Pacific Ocean"},
    {-72, 22, "Atlantic Ocean"}, /* north of Hispaniola */
    {-40, 35, "Atlantic Ocean"},
    {-30, -30, "Atlantic Ocean"},
    {34, 42.5, "Black Sea"},
    {30, 41.5, "Black Sea"},
    {18, 35, "Mediterranean Sea"},
    {33, 32, "Mediterranean Sea"},
    {5, 41, "Mediterranean Sea"},
    {16, 43, "Adriatic Sea"},
    {38, 20, "Red Sea"},
    {51, 27, "Persian Gulf"},
    {54, 24.8, "Persian Gulf"},
    {58.5, 24.5, "Gulf of Oman"},
    {64, 15, "Arabian Sea"},
    {47, 12.3, "Gulf of Aden"},
    {88, 15, "Bay of Bengal"},
    {80, -20, "Indian Ocean"},
    {-5, 46, "Bay of Biscay"},
    {0, 86, "Arctic Ocean"},
};

static void places_belong_to_their_water(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const water *w = waters_at((geo_point){cases[i].lon_deg, cases[i].lat_deg});
        const char *name = w ? w->name : "none", *want = cases[i].name ? cases[i].name : "none";
        if (strcmp(name, want) != 0)
            fail_msg("%.1f %.1f: %s, not %s", cases[i].lon_deg, cases[i].lat_deg, name, want);
    }
}

static void label_points_lie_in_their_own_water(void **state)
{
    (void)state;
    for (int i = 0; i < waters_count(); i++) {
        const water *w = waters_get(i);
        const water *at = waters_at((geo_point){w->lon_deg, w->lat_deg});
        assert_non_null(at);
        assert_string_equal(at->name, w->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_belong_to_their_water),
        cmocka_unit_test(label_points_lie_in_their_own_water),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
