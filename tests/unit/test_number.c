/* SPDX-License-Identifier: MIT
 *
 * Numbers as exports and reports spell them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/number.h"

static void expect(const char *wanted, double value, int decimals, gboolean fixed)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (fixed)
        number_append_fixed(out, value, decimals);
    else
        number_append(out, value, decimals);
    assert_string_equal(out->str, wanted);
}

static void zeros_at_the_end_are_left_out(void **state)
{
    (void)state;
    expect("12.5", 12.5, 6, FALSE);
    expect("-77.036873", -77.036873, 6, FALSE);
    expect("100", 100, 6, FALSE);
    expect("0.05", 0.05, 2, FALSE);
    expect("0", -1e-9, 6, FALSE);
    expect("1", 0.9999999, 6, FALSE);
}

static void fixed_numbers_keep_them(void **state)
{
    (void)state;
    expect("0.0", 0, 1, TRUE);
    expect("0.0", -0.04, 1, TRUE);
    expect("-0.1", -0.05, 1, TRUE);
    expect("1600.0", 1600, 1, TRUE);
    expect("7", 6.5, 0, TRUE);
}

static void what_is_huge_is_printed_all_the_same(void **state)
{
    (void)state;
    expect("1000000000000000000000.0", 1e21, 1, TRUE);
    expect("inf", INFINITY, 1, TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeros_at_the_end_are_left_out),
        cmocka_unit_test(fixed_numbers_keep_them),
        cmocka_unit_test(what_is_huge_is_printed_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
