/* SPDX-License-Identifier: MIT
 *
 * Reading colours, and the contrast formula of WCAG 2.1 (relative luminance of sRGB).
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/color.h"

static const struct {
    const char *name;
    guint32 rgb;
} names[] = {
    {"black", 0x000000},   {"silver", 0xc0c0c0}, {"gray", 0x808080}, {"grey", 0x808080},
    {"white", 0xffffff},   {"maroon", 0x800000}, {"red", 0xff0000},  {"purple", 0x800080},
    {"fuchsia", 0xff00ff}, {"green", 0x008000},  {"lime", 0x00ff00}, {"olive", 0x808000},
    {"yellow", 0xffff00},  {"navy", 0x000080},   {"blue", 0x0000ff}, {"teal", 0x008080},
    {"aqua", 0x00ffff},    {"orange", 0xffa500},
};

static bool parse_hex(color *out, const char *digits)
{
    int value[8];
    gsize n = strlen(digits);
    if (n != 3 && n != 6 && n != 8)
        return false;
    for (gsize i = 0; i < n; i++)
        if ((value[i] = g_ascii_xdigit_value(digits[i])) < 0)
            return false;
    if (n == 3) {
        *out = (color){(uint8_t)(value[0] * 17), (uint8_t)(value[1] * 17), (uint8_t)(value[2] * 17),
                       1.0};
        return true;
    }
    *out = (color){(uint8_t)(value[0] * 16 + value[1]), (uint8_t)(value[2] * 16 + value[3]),
                   (uint8_t)(value[4] * 16 + value[5]), 1.0};
    if (n == 8)
        out->alpha = (value[6] * 16 + value[7]) / 255.0;
    return true;
}

bool color_parse(color *out, const char *text)
{
    if (text[0] == '#')
        return parse_hex(out, text + 1);
    if (g_ascii_strcasecmp(text, "none") == 0) {
        *out = COLOR_NONE;
        return true;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(text, names[i].name) == 0) {
            guint32 rgb = names[i].rgb;
            *out = (color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 1.0};
            return true;
        }
    }
    return false;
}

color color_with_alpha(color base, double alpha)
{
    base.alpha = alpha;
    return base;
}

bool color_equal(color a, color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.alpha == b.alpha;
}

static double linear(uint8_t channel)
{
    double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(color c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double color_contrast(color a, color b)
{
    double la = luminance(a), lb = luminance(b);
    return (MAX(la, lb) + 0.05) / (MIN(la, lb) + 0.05);
}
