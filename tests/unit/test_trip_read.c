/* SPDX-License-Identifier: MIT
 *
 * Trip files: every key arrives in the model, and what is wrong is said at its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"
#include "trip/trip.h"

static const char *const full_trip =
    "title: Rubio's first tour\n"
    "subtitle: Central America and the Caribbean\n"
    "traveler: Marco Rubio\n"
    "role: U.S. Secretary of State\n"
    "lang: es\n"
    "from: {place: Washington, show: never}\n"
    "return: {mode: sea, via: [[-75, 20], [-74.5, 25]]}\n"
    "stops:\n"
    "  - Panama\n"
    "  - place: San José, Costa Rica\n"
    "    dates: 2025-02-01/2025-02-03?\n"
    "    issues: [Migration policy, 'Panama Canal: security']\n"
    "    note: >\n"
    "      first\n"
    "      second\n"
    "    link: https://example.org/a?b=c&d\n"
    "    mode: rail\n"
    "    priority: -3\n"
    "    via: [[-80, 9]]\n"
    "    label: {side: above, at: [10, 20.5]}\n"
    "  - place: {name: Kingston, country: Jamaica, at: [-76.8, 18]}\n"
    "    issues: one only\n"
    "sources: [U.S. Department of State, {name: Office, link: 'mailto:a@b.c'}]\n"
    "map:\n"
    "  {style: night, page: 600x800, projection: auto, locator: never, panel: always,\n"
    "   borders: faded, distances: always, names: {Gulf of Mexico: hide}, place_name: modern,\n"
    "   fonts: system}\n";

static void all_keys_arrive(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of(full_trip);
    g_autoptr(trip) t = NULL;
    assert_true(trip_read(&t, src, diags));
    assert_int_equal(diag_list_count(diags), 0);
    assert_string_equal(t->title, "Rubio's first tour");
    assert_string_equal(t->lang, "es");
    assert_true(t->has_origin && t->origin_show == TRIP_NEVER);
    assert_string_equal(t->origin.text, "Washington");
    assert_true(t->returns && t->return_mode == TRIP_MODE_SEA);
    assert_int_equal(t->return_via->len, 2);
    assert_int_equal(t->stops->len, 3);

    const trip_stop *panama = t->stops->pdata[0], *san_jose = t->stops->pdata[1];
    const trip_stop *kingston = t->stops->pdata[2];
    assert_string_equal(panama->place.text, "Panama");
    assert_int_equal(panama->place.span.line, 9);
    assert_int_equal(panama->place.span.column, 5);
    assert_int_equal(panama->place.span.length, 6);
    assert_int_equal(san_jose->dates.end.day, 3);
    assert_true(san_jose->dates.uncertain);
    assert_string_equal(san_jose->issues->pdata[1], "Panama Canal: security");
    assert_string_equal(san_jose->note, "first second");
    assert_int_equal(san_jose->mode, TRIP_MODE_RAIL);
    assert_int_equal(san_jose->priority, -3);
    assert_int_equal(san_jose->via->len, 1);
    assert_string_equal(san_jose->label_side, "above");
    assert_true(san_jose->has_label_at && san_jose->label_at.y == 20.5);
    assert_string_equal(kingston->place.country, "Jamaica");
    assert_true(kingston->place.has_at && kingston->place.at.lon_deg == -76.8);
    assert_string_equal(kingston->issues->pdata[0], "one only");

    assert_string_equal(((trip_source *)t->sources->pdata[1])->link, "mailto:a@b.c");
    assert_string_equal(t->map.style, "night");
    assert_true(t->map.locator == TRIP_NEVER && t->map.panel == TRIP_ALWAYS);
    assert_true(t->map.title == TRIP_AUTO && t->map.distances == TRIP_ALWAYS);
    assert_string_equal(t->map.borders, "faded");
    assert_string_equal(g_hash_table_lookup(t->map.names, "Gulf of Mexico"), "hide");
    assert_true(t->map.modern_place_names && t->map.system_fonts);

    trip_dates all = trip_span_of_dates(t);
    assert_int_equal(all.start.day, 1);
    assert_int_equal(all.end.day, 3);
}

/* Reads TEXT, which must fail, and compares all that is printed. */
static void assert_fails(const char *text, const char *expected)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of(text);
    trip *t;
    assert_false(trip_read(&t, src, diags));
    assert_null(t);
    g_autofree char *out = printed(diags);
    assert_string_equal(out, expected);
}

static void unknown_key_points_and_suggests(void **state)
{
    (void)state;
    assert_fails("stops:\n  - place: Panama\n    isues: [a]\n",
                 "test.yaml:3:5: error: unknown key \"isues\" in a stop [unknown-key]\n"
                 "    3 |     isues: [a]\n"
                 "      |     ^~~~~\n"
                 "      = did you mean \"issues\"?\n");
}

static void carets_under_wide_characters_and_tabs(void **state)
{
    (void)state;
    assert_fails("stops: [{place: 東京, dates: x}]\n",
                 "test.yaml:1:28: error: \"x\" is not a date [bad-date]\n"
                 "    1 | stops: [{place: 東京, dates: x}]\n"
                 "      |                              ^\n"
                 "      = write 2025-02-01, 2025-02-01/2025-02-03, 2025-02 or 2025; a \"?\" at the "
                 "end marks it uncertain\n");
}

static void every_error_in_one_run(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of("stops:\n"
                                      "  - place: A\n"
                                      "    at: [0, 95]\n"
                                      "    dates: 2025-02-30\n"
                                      "    link: javascript:alert(1)\n"
                                      "    place: B\n"
                                      "  - dates: 2025-02-03/2025-02-01\n"
                                      "map: {borders: fade, page: []}\n");
    trip *t;
    assert_false(trip_read(&t, src, diags));
    static const diag_code expected[] = {DIAG_BAD_VALUE,     DIAG_BAD_DATE,    DIAG_BAD_LINK,
                                         DIAG_DUPLICATE_KEY, DIAG_MISSING_KEY, DIAG_BAD_DATE,
                                         DIAG_BAD_VALUE,     DIAG_WRONG_TYPE};
    assert_int_equal(diag_list_count(diags), G_N_ELEMENTS(expected));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
        assert_int_equal(diag_list_get(diags, i)->code, expected[i]);
    assert_int_equal(diag_list_exit_status(diags), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_keys_arrive),
        cmocka_unit_test(unknown_key_points_and_suggests),
        cmocka_unit_test(carets_under_wide_characters_and_tabs),
        cmocka_unit_test(every_error_in_one_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
