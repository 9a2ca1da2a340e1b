/* SPDX-License-Identifier: MIT
 *
 * A style as text with every value said, whatever files and --set it came from: what decides
 * whether two styles are the same.
 */
#include "style/style.h"

static void append_color(GString *out, const char *key, color c)
{
    char alpha[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%s: #%02x%02x%02x %s\n", key, c.r, c.g, c.b,
                           g_ascii_dtostr(alpha, sizeof alpha, c.alpha));
}

static void append_number(GString *out, const char *key, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%s: %s\n", key, g_ascii_dtostr(text, sizeof text, value));
}

char *style_text(const style *s)
{
    GString *out = g_string_new(NULL);
#define X(field, value, about) append_color(out, #field, s->field);
    STYLE_COLORS(X)
#undef X
#define X(field, value, low, high, about) append_number(out, #field, s->field);
    STYLE_NUMBERS(X)
#undef X
    append_number(out, "fill_by_map_color", s->fill_by_map_color);
    for (int i = 0; i < STYLE_MAP_COLORS; i++)
        append_color(out, "map_color", s->map_colors[i]);
    return g_string_free(out, FALSE);
}
