/* SPDX-License-Identifier: MIT
 *
 * A place as written, with a country after a line feed: it is found at a point on Earth with a
 * name, or an error says why not.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "places/fold.h"
#include "places/geocode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    g_autofree char *raw = g_strndup((const char *)data + 1, size - 1);
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    char *country = strchr(text, '\n');
    if (country)
        *country++ = '\0';
    const trip_date date = {.year = data[0] > 0 ? 1770 + data[0] : 0};
    g_autoptr(diag_list) diags = diag_list_new();
    const trip_place written = {.text = text, .country = country};
    place found;
    bool ok = geocode_place(&found, &written, date, diags);
    g_assert(ok == !diag_list_has_errors(diags));
    if (ok) {
        g_assert(fabs(found.at.lat_deg) <= 90 && fabs(found.at.lon_deg) <= 180);
        g_assert(found.name && found.modern_name && *found.modern_name);
    }
    for (guint i = 0; i < diag_list_count(diags); i++) {
        g_autofree char *shown = diag_entry_text(diag_list_get(diags, i), false);
        g_assert(g_utf8_validate(shown, -1, NULL));
    }
    place_clear(&found);
    /* Folding a folded name changes nothing. */
    g_autofree char *once = fold_name(text), *twice = fold_name(once);
    g_assert(strlen(twice) <= strlen(once));
    return 0;
}
