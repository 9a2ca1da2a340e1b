/* SPDX-License-Identifier: MIT
 *
 * Trip YAML through reader, diagnostics and dates. Whatever the bytes: either a trip without
 * errors, or at least one error, each with a place inside the text.
 */
#include <stdint.h>
#include <stdlib.h>

#include "trip/date.h"
#include "trip/trip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(diag_list *diags, const source *src)
{
    for (guint i = 0; i < diag_list_count(diags); i++) {
        const diag_entry *entry = diag_list_get(diags, i);
        gsize length;
        g_assert(g_utf8_validate(entry->message, -1, NULL));
        g_assert(entry->span.source == src);
        g_assert(entry->span.line == 0 || source_line(src, entry->span.line, &length));
        g_autofree char *text = diag_entry_text(entry, i % 2);
        g_assert(g_utf8_validate(text, -1, NULL));
    }
}

static void format_dates(const trip *t)
{
    for (guint i = 0; i < t->stops->len; i++) {
        const trip_stop *stop = t->stops->pdata[i];
        g_autofree char *dates = trip_dates_format(&stop->dates, t->lang, DATE_LONG);
        g_assert((*dates == '\0') == (stop->dates.start.year == 0));
    }
    trip_span_of_dates(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("fuzz.yaml", (const char *)data, size);
    g_autoptr(trip) t = NULL;
    bool ok = trip_read(&t, src, diags);
    g_assert(ok == (t != NULL));
    g_assert(ok == !diag_list_has_errors(diags));
    check_places(diags, src);
    if (ok) {
        g_assert(t->stops->len > 0);
        format_dates(t);
    }
    return 0;
}
