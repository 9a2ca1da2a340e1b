/* SPDX-License-Identifier: MIT
 *
 * Style YAML and --set assignments: the first line is an assignment, the rest a style file.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "style/style.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const style *s)
{
#define X(field, value, about) g_assert(s->field.alpha >= 0 && s->field.alpha <= 1);
    STYLE_COLORS(X)
#undef X
#define X(field, value, low, high, about) g_assert(s->field >= low && s->field <= high);
    STYLE_NUMBERS(X)
#undef X
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line_end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t first = line_end ? (size_t)(line_end - data) : size;
    g_autofree char *raw = g_strndup((const char *)data, first);
    g_autofree char *assignment = g_utf8_make_valid(raw, -1);
    size_t skip = MIN(first + 1, size);
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("fuzz.yaml", (const char *)data + skip, size - skip);
    g_autoptr(style) s = NULL;
    if (style_parse(&s, src, TRIPMAP_SOURCE_DIR "/styles", diags)) {
        style_set(s, assignment, diags);
        check(s);
    } else {
        g_assert(diag_list_has_errors(diags));
    }
    for (guint i = 0; i < diag_list_count(diags); i++) {
        g_autofree char *text = diag_entry_text(diag_list_get(diags, i), false);
        g_assert(g_utf8_validate(text, -1, NULL));
    }
    return 0;
}
