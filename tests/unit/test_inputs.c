/* SPDX-License-Identifier: MIT
 *
 * The public API without maps: drafts, places, records, schemas, styles.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tripmap/tripmap.h"

static void append_text(void *user, const tripmap_diagnostic *diagnostic)
{
    g_string_append(user, diagnostic->text);
}

static tripmap_draft *whole_draft(void)
{
    static const char *const issues[] = {"Trade: \"all\" of it", "<b>Peace</b>", NULL};
    static const tripmap_point via[] = {{-80, -5}, {-79.5, -7.25}}, camp = {-77.465, 39.648};
    tripmap_draft *d = tripmap_draft_new();
    tripmap_draft_set(d, "title", "Заголовок # 1: \\n");
    tripmap_draft_set(d, "subtitle", "first");
    tripmap_draft_set(d, "subtitle", "true");
    tripmap_draft_set(d, "role", "gone");
    tripmap_draft_set(d, "role", NULL);
    tripmap_draft_set(d, "from", "Nowhere");
    tripmap_draft_set(d, "return", "false");
    tripmap_draft_set(d, "map.page", "600x400");
    tripmap_draft_set(d, "map.distances", "always");
    tripmap_draft_set(d, "map.names.Gulf of Mexico", "hide");
    const tripmap_place home = {.name = "Camp David", .at = &camp};
    tripmap_draft_set_origin(d, &home, TRIPMAP_SHOW_NEVER);
    tripmap_draft_set_return(d, TRIPMAP_MODE_SEA, via, 2);
    const tripmap_stop lima = {.place = {.name = "Lima", .country = "Peru"},
                               .dates = "2001-02-03/2001-02-04",
                               .issues = issues,
                               .note = "a note",
                               .link = "https://example.org/?a=b",
                               .mode = TRIPMAP_MODE_SEA,
                               .via = via,
                               .n_via = 2,
                               .priority = -3,
                               .label_side = TRIPMAP_SIDE_LEFT};
    tripmap_draft_add_stop(d, &lima);
    const tripmap_stop quito = {.place = {.name = "Quito, Ecuador"},
                                .label_fixed = 1,
                                .label_x_px = 40,
                                .label_y_px = 60.5};
    tripmap_draft_add_stop(d, &quito);
    tripmap_draft_add_source(d, "A record", "https://example.org");
    tripmap_draft_add_source(d, "Another", NULL);
    return d;
}

/* Written by hand, what whole_draft() must amount to. */
static const char by_hand[] =
    "title: 'Заголовок # 1: \\n'\n"
    "subtitle: 'true'\n"
    "from: {place: {name: Camp David, at: [-77.465, 39.648]}, show: never}\n"
    "return: {mode: sea, via: [[-80, -5], [-79.5, -7.25]]}\n"
    "stops:\n"
    "  - {place: 'Lima, Peru', dates: 2001-02-03/2001-02-04, note: a note, mode: sea,\n"
    "     issues: ['Trade: \"all\" of it', <b>Peace</b>], link: 'https://example.org/?a=b',\n"
    "     via: [[-80, -5], [-79.5, -7.25]], priority: -3, label: {side: left}}\n"
    "  - {place: 'Quito, Ecuador', label: {at: [40, 60.5]}}\n"
    "sources: [{name: A record, link: 'https://example.org'}, Another]\n"
    "map: {page: 600x400, distances: always, names: {Gulf of Mexico: hide}}\n";

/* The trip's map as a display list, which shows all that the trip says. */
static char *scene_of(const tripmap_trip *trip)
{
    tripmap_style *style;
    tripmap_atlas *atlas;
    tripmap_map *map;
    assert_int_equal(tripmap_style_load(&style, NULL, NULL, NULL), TRIPMAP_OK);
    assert_int_equal(tripmap_atlas_open(&atlas, NULL, NULL), TRIPMAP_OK);
    assert_int_equal(tripmap_map_build(&map, trip, style, atlas, NULL, NULL), TRIPMAP_OK);
    char *scene = g_strdup(tripmap_map_scene(map));
    tripmap_map_free(map);
    tripmap_atlas_free(atlas);
    tripmap_style_free(style);
    return scene;
}

static void test_a_draft_is_the_file_it_amounts_to(void **state)
{
    (void)state;
    tripmap_draft *d = whole_draft();
    tripmap_trip *drafted, *written, *again;
    g_autoptr(GString) said = g_string_new(NULL);
    const tripmap_reporter reporter = {.report = append_text, .user = said};
    if (tripmap_draft_finish(&drafted, d, NULL, &reporter) != TRIPMAP_OK)
        fail_msg("%s", said->str);
    assert_int_equal(tripmap_trip_parse(&written, "by hand", by_hand, strlen(by_hand), &reporter),
                     TRIPMAP_OK);
    const char *text = tripmap_draft_text(d);
    assert_int_equal(tripmap_trip_parse(&again, "again", text, strlen(text), NULL), TRIPMAP_OK);
    g_autofree char *a = scene_of(drafted), *b = scene_of(written), *c = scene_of(again);
    assert_string_equal(a, b);
    assert_string_equal(a, c);
    tripmap_trip_free(again);
    tripmap_trip_free(drafted);
    tripmap_trip_free(written);
    tripmap_draft_free(d);
}

static void test_what_a_draft_gets_wrong_is_reported(void **state)
{
    (void)state;
    tripmap_draft *d = tripmap_draft_new();
    tripmap_trip *trip;
    g_autoptr(GString) said = g_string_new(NULL);
    const tripmap_reporter reporter = {.report = append_text, .user = said};
    assert_int_equal(tripmap_draft_finish(&trip, d, "mine", &reporter), TRIPMAP_BAD_INPUT);
    assert_null(trip);
    assert_non_null(strstr(said->str, "mine:1"));
    g_string_truncate(said, 0);
    const tripmap_stop stop = {
        .place = {.name = "Lima\nquit: true"}, .dates = "2001-02-30", .mode = (tripmap_mode)77};
    tripmap_draft_add_stop(d, &stop);
    tripmap_draft_set(d, "titel: x\nstops", "A tour");
    tripmap_draft_set(d, "map.panel", "perhaps");
    assert_int_equal(tripmap_draft_finish(&trip, d, NULL, &reporter), TRIPMAP_BAD_INPUT);
    assert_non_null(strstr(said->str, "[bad-date]"));
    assert_non_null(strstr(said->str, "[unknown-key]"));
    assert_non_null(strstr(said->str, "\"perhaps\""));
    assert_non_null(strstr(said->str, "\"unknown\""));
    tripmap_draft_free(d);
}

static void test_places(void **state)
{
    (void)state;
    tripmap_places *places;
    const tripmap_place bombay = {.name = "Bombay, India"};
    assert_int_equal(tripmap_places_find(&places, &bombay, "1955", NULL), TRIPMAP_OK);
    const tripmap_found *found = tripmap_places_found(places);
    size_t n;
    const tripmap_candidate *candidates = tripmap_places_candidates(places, &n);
    assert_string_equal(found->label, "Bombay");
    assert_string_equal(found->name, "Mumbai");
    assert_string_equal(found->iso_a2, "IN");
    assert_true(found->at.lon_deg > 72 && found->at.lon_deg < 73.5);
    assert_true(n >= 1);
    assert_string_equal(candidates[0].written, "Mumbai, Maharashtra");
    assert_true(candidates[0].at.lat_deg > 18 && candidates[0].at.lat_deg < 20);
    tripmap_places_free(places);
}

static void test_a_place_that_may_be_several(void **state)
{
    (void)state;
    tripmap_places *places;
    g_autoptr(GString) said = g_string_new(NULL);
    const tripmap_reporter reporter = {.report = append_text, .user = said};
    const tripmap_place kingston = {.name = "San Carlos"};
    assert_int_equal(tripmap_places_find(&places, &kingston, NULL, &reporter), TRIPMAP_BAD_INPUT);
    size_t n;
    assert_null(tripmap_places_found(places));
    tripmap_places_candidates(places, &n);
    assert_true(n > 1);
    assert_true(said->len > 0);
    tripmap_places_free(places);
    assert_int_equal(tripmap_places_find(&places, &kingston, "1955-13", NULL), TRIPMAP_BAD_INPUT);
    assert_null(places);
}

static int take(void *user, const char *id, const char *yaml)
{
    tripmap_trip *trip;
    assert_int_equal(tripmap_trip_parse(&trip, id, yaml, strlen(yaml), NULL), TRIPMAP_OK);
    tripmap_trip_free(trip);
    ++*(int *)user;
    return 1;
}

static void test_records_become_trips(void **state)
{
    (void)state;
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("tripmap-XXXXXX.csv", &path, NULL);
    assert_true(file >= 0);
    g_close(file, NULL);
    assert_true(g_file_set_contents(path,
                                    "person,start,end,country,locale\n"
                                    "Ada,2001-02-03,2001-02-04,Peru,Lima\n"
                                    "Bob,2001-03-03,2001-03-04,Ecuador,Quito\n",
                                    -1, NULL));
    const char *paths[] = {path};
    int tours = 0;
    assert_int_equal(tripmap_import(paths, 1, "Washington", 0, take, &tours, NULL), TRIPMAP_OK);
    assert_int_equal(tours, 2);
    assert_int_equal(g_remove(path), 0);
    assert_int_equal(tripmap_import(paths, 1, NULL, 0, take, &tours, NULL), TRIPMAP_IO_FAILED);
}

static void test_tables(void **state)
{
    (void)state;
    char *trip = tripmap_trip_schema(), *style = tripmap_style_schema(), **names;
    assert_non_null(strstr(trip, "\"stops\""));
    assert_non_null(strstr(style, "\"route_width\""));
    tripmap_text_free(trip);
    tripmap_text_free(style);
    assert_int_equal(tripmap_style_names(&names, NULL, NULL), TRIPMAP_OK);
    assert_true(g_strv_contains((const char *const *)names, "press"));
    tripmap_names_free(names);
    assert_int_equal(tripmap_style_names(&names, "/nowhere", NULL), TRIPMAP_IO_FAILED);
    assert_null(names);
    tripmap_trip *start;
    const char *text = tripmap_trip_starter();
    assert_int_equal(tripmap_trip_parse(&start, "start", text, strlen(text), NULL), TRIPMAP_OK);
    tripmap_trip_free(start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_draft_is_the_file_it_amounts_to),
        cmocka_unit_test(test_what_a_draft_gets_wrong_is_reported),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_a_place_that_may_be_several),
        cmocka_unit_test(test_records_become_trips),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
