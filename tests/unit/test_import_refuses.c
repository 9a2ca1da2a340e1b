/* SPDX-License-Identifier: MIT
 *
 * Travel records that cannot be read are reported at their place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/visit.h"
#include "reading.h"

static void a_table_without_known_columns(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("visits.csv", "a,b\n1,2\n", 8);
    g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func((GDestroyNotify)visit_free);
    assert_false(import_csv(visits, src, diags));
    assert_int_equal(visits->len, 0);
    assert_int_equal(diag_list_count(diags), 1);
    assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_IMPORT);
    assert_int_equal(diag_list_get(diags, 0)->span.line, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_without_known_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
