/* SPDX-License-Identifier: MIT
 *
 * Sessions: maps made with one are the maps made without, whatever was made before; summaries.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "tripmap/tripmap.h"

static const char *const trips[] = {
    "title: One\ntraveler: Ada\nfrom: Washington\nstops:\n"
    "  - {place: \"Lima, Peru\", dates: 2001-02-03, issues: [Trade]}\n"
    "  - {place: \"Quito, Ecuador\", dates: 2001-02-04/2001-02-06}\n",
    "title: Два\nlang: ru\nstops:\n  - {place: \"Paris, France\", issues: [Мир]}\n",
    "title: Three\nlang: ar\nstops:\n  - {place: \"Cairo, Egypt\", issues: [السلام]}\n",
};

typedef struct {
    tripmap_style *style;
    tripmap_atlas *atlas;
} shared;

static tripmap_map *build(const shared *s, const char *yaml, tripmap_session *session)
{
    tripmap_trip *trip;
    tripmap_map *map;
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.session = session;
    options.page = "600x400";
    assert_int_equal(tripmap_trip_parse(&trip, "t.yaml", yaml, strlen(yaml), NULL), TRIPMAP_OK);
    assert_int_equal(tripmap_map_build(&map, trip, s->style, s->atlas, &options, NULL), TRIPMAP_OK);
    tripmap_trip_free(trip);
    return map;
}

static int append(void *user, const void *bytes, size_t length)
{
    g_string_append_len(user, bytes, (gssize)length);
    return 1;
}

static GString *draw(const shared *s, const char *yaml, tripmap_session *session)
{
    tripmap_map *map = build(s, yaml, session);
    GString *out = g_string_new(NULL);
    assert_int_equal(tripmap_map_write(map, TRIPMAP_SVG, NULL, append, out, NULL), TRIPMAP_OK);
    tripmap_map_free(map);
    return out;
}

static void test_a_session_changes_no_map(void **state)
{
    const shared *s = *state;
    tripmap_session *session = tripmap_session_new();
    for (gsize round = 0; round < 3 * G_N_ELEMENTS(trips); round++) {
        const char *yaml = trips[(round * 2) % G_N_ELEMENTS(trips)];
        GString *alone = draw(s, yaml, NULL);
        GString *warm = draw(s, yaml, session);
        assert_true(g_string_equal(alone, warm));
        g_string_free(alone, TRUE);
        g_string_free(warm, TRUE);
    }
    tripmap_session_free(session);
}

static void test_a_map_outlives_its_session(void **state)
{
    tripmap_session *session = tripmap_session_new();
    tripmap_map *map = build(*state, trips[0], session);
    tripmap_session_free(session);
    GString *late = g_string_new(NULL), *alone = draw(*state, trips[0], NULL);
    assert_int_equal(tripmap_map_write(map, TRIPMAP_SVG, NULL, append, late, NULL), TRIPMAP_OK);
    assert_true(g_string_equal(late, alone));
    g_string_free(late, TRUE);
    g_string_free(alone, TRUE);
    tripmap_map_free(map);
}

static void test_summary(void **state)
{
    tripmap_map *map = build(*state, trips[0], NULL);
    const tripmap_summary *sum = tripmap_map_summary(map);
    assert_string_equal(sum->title, "One");
    assert_string_equal(sum->traveler, "Ada");
    assert_string_equal(sum->dates, "2001-02-03/2001-02-06");
    assert_string_equal(sum->countries[0], "Peru");
    assert_string_equal(sum->countries[1], "Ecuador");
    assert_null(sum->countries[2]);
    assert_int_equal(sum->stops, 2);
    assert_int_equal(sum->breaches, 0);
    assert_true(sum->distance_m > 5e6 && sum->distance_m < 8e6);
    tripmap_map_free(map);
}

static void test_style_text_tells_styles_apart(void **state)
{
    (void)state;
    tripmap_style *a, *b;
    tripmap_style_load(&a, NULL, NULL, NULL);
    tripmap_style_load(&b, "press", NULL, NULL);
    char *one = tripmap_style_text(a), *two = tripmap_style_text(b);
    assert_string_equal(one, two);
    assert_int_equal(tripmap_style_set(b, "route_width=3.5", NULL), TRIPMAP_OK);
    char *changed = tripmap_style_text(b);
    assert_string_not_equal(one, changed);
    tripmap_text_free(one);
    tripmap_text_free(two);
    tripmap_text_free(changed);
    tripmap_style_free(a);
    tripmap_style_free(b);
}

static int set_up(void **state)
{
    static shared s;
    *state = &s;
    return tripmap_style_load(&s.style, NULL, NULL, NULL) ||
           tripmap_atlas_open(&s.atlas, NULL, NULL);
}

static int tear_down(void **state)
{
    shared *s = *state;
    tripmap_style_free(s->style);
    tripmap_atlas_free(s->atlas);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_session_changes_no_map),
        cmocka_unit_test(test_a_map_outlives_its_session),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_style_text_tells_styles_apart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
