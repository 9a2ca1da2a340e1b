/* SPDX-License-Identifier: MIT
 *
 * Dates: what is read, what is refused, and how six languages write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "trip/date.h"

static void writes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lang;
        date_form form;
        const char *expected;
    } rows[] = {
        {"2025-02-01/2025-02-03", "en", DATE_SHORT, "1–3 Feb"},
        {"2025-02-01/2025-02-03", "en-GB", DATE_SHORT_YEAR, "1–3 Feb 2025"},
        {"2025-02-01/2025-02-06", "en", DATE_LONG, "1–6 February 2025"},
        {"2025-02-28/2025-03-03", "en", DATE_SHORT, "28 Feb–3 Mar"},
        {"2025-02-28/2025-03-03", "en", DATE_LONG, "28 February–3 March 2025"},
        {"2024-12-30/2025-01-02", "en", DATE_SHORT_YEAR, "30 Dec 2024–2 Jan 2025"},
        {"2024-12-30/2025-01-02", "en", DATE_SHORT, "30 Dec–2 Jan"},
        {"2025-02-04", "en", DATE_SHORT, "4 Feb"},
        {"2025-02", "en", DATE_SHORT, "Feb"},
        {"2025-02", "en", DATE_LONG, "February 2025"},
        {"2025-02/2025-04", "en", DATE_LONG, "February–April 2025"},
        {"1906", "en", DATE_SHORT, "1906"},
        {"1906/1907", "en", DATE_LONG, "1906–1907"},
        {"1906-07?", "en", DATE_SHORT_YEAR, "Jul 1906?"},
        {"2025-02-01/2025-02-06", "es", DATE_LONG, "1–6 de febrero de 2025"},
        {"2025-02-28/2025-03-03", "es", DATE_LONG, "28 de febrero–3 de marzo de 2025"},
        {"2025-02-01/2025-02-03", "es-MX", DATE_SHORT, "1–3 feb"},
        {"2025-02-01/2025-02-03", "fr", DATE_LONG, "1er–3 février 2025"},
        {"2025-02-11", "fr", DATE_SHORT, "11 févr."},
        {"2025-02-01/2025-02-03", "de", DATE_LONG, "1.–3. Februar 2025"},
        {"2025-02-28/2025-03-03", "de", DATE_SHORT, "28. Feb.–3. März"},
        {"2025-02-01/2025-02-03", "pt-BR", DATE_LONG, "1º–3 de fevereiro de 2025"},
        {"2025-02-01/2025-02-03", "ar", DATE_LONG, "1–3 فبراير 2025"},
        {"1906-07?", "ar", DATE_LONG, "يوليو 1906؟"},
        {"2025-02-01", "xx", DATE_SHORT, "1 Feb"},
    };
    g_autoptr(diag_list) diags = diag_list_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        trip_dates d;
        assert_true(trip_dates_parse(&d, rows[i].text, SPAN_NONE, diags));
        g_autofree char *out = trip_dates_format(&d, rows[i].lang, rows[i].form);
        assert_string_equal(out, rows[i].expected);
    }
    trip_dates none = {0};
    g_autofree char *empty = trip_dates_format(&none, "en", DATE_LONG);
    assert_string_equal(empty, "");
}

static void refuses(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "2025-2-1",
        "2025-02-30",
        "2025-13",
        "2025-00",
        "2025-02-00",
        "0000",
        "25-02-01",
        "2025-02-01 ",
        "2025/02/01",
        "2025-02-03/2025-02-01",
        "2025-02-01/",
        "tomorrow",
        "2025-02-01??",
        "2023-02-29",
        "2025-02/2025-01",
        "2025-02-01/2025-02-31",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        trip_dates d;
        assert_false(trip_dates_parse(&d, texts[i], SPAN_NONE, diags));
        assert_int_equal(diag_list_count(diags), 1);
        assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_DATE);
    }
}

/* A month holds its own days: neither of these ends before it begins. */
static void mixed_precision_is_no_reversal(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    trip_dates d;
    assert_true(trip_dates_parse(&d, "2024-02-29", SPAN_NONE, diags));
    assert_true(trip_dates_parse(&d, "2025-02-14/2025-02", SPAN_NONE, diags));
    assert_true(trip_dates_parse(&d, "1906-07-31/1906", SPAN_NONE, diags));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes),
        cmocka_unit_test(refuses),
        cmocka_unit_test(mixed_precision_is_no_reversal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
