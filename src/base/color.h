/* SPDX-License-Identifier: MIT
 *
 * Colours as 8-bit sRGB plus opacity: what styles write ("#dbe7ee", "white") and canvases paint.
 */
#ifndef TRIPMAP_BASE_COLOR_H
#define TRIPMAP_BASE_COLOR_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint8_t r, g, b;
    double alpha; /* 0 transparent .. 1 opaque */
} color;

#define COLOR_NONE ((color){0, 0, 0, 0.0})

/* Reads "#rgb", "#rrggbb", "#rrggbbaa", "none" or one of the CSS basic names; false otherwise. */
bool color_parse(color *out, const char *text);
color color_with_alpha(color base, double alpha);
bool color_equal(color a, color b);
/* WCAG 2.1 contrast ratio (1..21) of two opaque colours. */
double color_contrast(color a, color b);

#endif
