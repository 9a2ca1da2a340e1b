/* SPDX-License-Identifier: MIT
 *
 * Dates as texts. What is read can be written, in every language.
 */
#include <stdint.h>
#include <string.h>

#include "trip/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "es", "fr", "de", "pt", "ar", "", NULL};
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(diag_list) diags = diag_list_new();
    trip_dates dates;
    bool ok = trip_dates_parse(&dates, text, SPAN_NONE, diags);
    g_assert(ok == (diag_list_count(diags) == 0));
    for (int i = 0; ok && languages[i]; i++) {
        for (int form = DATE_SHORT; form <= DATE_LONG; form++) {
            g_autofree char *out = trip_dates_format(&dates, languages[i], (date_form)form);
            g_assert(*out != '\0' && g_utf8_validate(out, -1, NULL));
        }
    }
    return 0;
}
