/* SPDX-License-Identifier: MIT
 *
 * The reading text: every stop in order, in sentences, in the trip's language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/reading_text.h"
#include "reading.h"

/* The reading text of trips written in YAML, ended by NULL. Owned by the caller. */
static char *text_of(const char *const *trips)
{
    trip *read[4];
    GArray *places[4];
    int n = 0;
    g_autoptr(diag_list) diags = diag_list_new();
    for (; trips[n]; n++) {
        g_autoptr(source) src = source_of(trips[n]);
        assert_true(trip_read(&read[n], src, diags));
        assert_true(geocode_trip(&places[n], read[n], diags));
    }
    itinerary *it = itinerary_new((const trip *const *)read, places, n);
    char *text = reading_text_new(it);
    itinerary_free(it);
    for (int i = 0; i < n; i++)
        trip_free(read[i]);
    return text;
}

static void check_text(const char *const *trips, const char *expected)
{
    g_autofree char *text = text_of(trips);
    assert_string_equal(text, expected);
}

static void tells_every_stop_in_order(void **state)
{
    (void)state;
    const char *const trips[] = {"title: A tour\n"
                                 "subtitle: Is this the way?\n"
                                 "traveler: A. Person\n"
                                 "role: Envoy\n"
                                 "from: Washington\n"
                                 "return: true\n"
                                 "stops:\n"
                                 "  - place: Panama\n"
                                 "    dates: 2025-02-01/2025-02-03\n"
                                 "    issues: [Canal, Migration]\n"
                                 "  - place: San José, Costa Rica\n"
                                 "    mode: sea\n"
                                 "    note: By night!\n",
                                 NULL};
    check_text(trips, "A tour. Is this the way? Envoy A. Person, 1–3 February 2025.\n"
                      "From Washington.\n"
                      "1. Panama City, Panama, 1–3 February 2025 (3,320 km): Canal; Migration.\n"
                      "2. San José, Costa Rica (by sea, 512 km). By night!\n"
                      "Return: Washington (3,280 km).\n"
                      "7,120 km in all.\n");
}

static void speaks_the_language_of_the_trip(void **state)
{
    (void)state;
    const char *const trips[] = {"lang: de\nfrom: Berlin\nreturn: true\nstops:\n"
                                 "  - {place: Paris, dates: 2025-02-01, mode: rail}\n",
                                 NULL};
    g_autofree char *text = text_of(trips);
    assert_non_null(strstr(text, "1. Februar 2025.\nVon Berlin.\n1. Paris, France, 1. Februar 2025 "
                                 "(mit der Bahn, 88"));
    assert_non_null(strstr(text, "Rückkehr: Berlin (88"));
    assert_non_null(strstr(text, "Insgesamt 1.7"));
}

/* One stop and nothing else: no sentence about what is not there. */
static void says_nothing_of_what_is_not_given(void **state)
{
    (void)state;
    const char *const trips[] = {"stops: [Panama]\n", NULL};
    check_text(trips, "1. Panama City, Panama.\n");
}

static void tells_trips_one_after_the_other(void **state)
{
    (void)state;
    const char *const trips[] = {"title: One\nfrom: Washington\nstops: [Panama, Lima]\n",
                                 "title: Two\nfrom: Berlin\nstops: [Panama]\n", NULL};
    g_autofree char *text = text_of(trips);
    const char *first = strstr(text, "One.\nFrom Washington.\n1. Panama City, Panama (");
    const char *second = strstr(text, "Two.\nFrom Berlin.\n1. Panama City, Panama (");
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < second);
    assert_non_null(strstr(first, "2. Lima, Peru ("));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_every_stop_in_order),
        cmocka_unit_test(speaks_the_language_of_the_trip),
        cmocka_unit_test(says_nothing_of_what_is_not_given),
        cmocka_unit_test(tells_trips_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
