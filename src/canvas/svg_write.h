/* SPDX-License-Identifier: MIT
 *
 * The SVG writer's spelling of numbers, strings, colours and path data, without any
 * idea of what a scene is. Coordinates are whole counts of a unit (0.1 px at one decimal):
 * absolute positions are rounded first and differences of rounded values written, so that
 * relative commands never drift. The HTML page escapes its text here too.
 */
#ifndef TRIPMAP_CANVAS_SVG_WRITE_H
#define TRIPMAP_CANVAS_SVG_WRITE_H

#include <glib.h>

#include "base/color.h"
#include "geo/geo.h"
#include "text/text.h"

/* Rounded to DECIMALS, without trailing zeros or a leading 0. */
void svg_put_number(GString *out, double value, int decimals);
/* Text or attribute value: escaped, characters XML forbids left out. */
void svg_put_escaped(GString *out, const char *text);
/* " NAME=""; its value and the closing quote are the caller's. */
void svg_begin_attribute(GString *out, const char *name);
/* " NAME="text"" */
void svg_put_attribute(GString *out, const char *name, const char *text);
void svg_put_number_attribute(GString *out, const char *name, double value, int decimals);
/* " NAME="#rrggbb"" and " NAME-opacity" when not opaque; "none" when invisible. */
void svg_put_color(GString *out, const char *name, color c);

/* Path data from page points. Rings (parts that end where they begin, or all when CLOSED) end with
 * z. Points that lie within TOLERANCE units of the line between their neighbours are left out. */
void svg_put_path(GString *out, const page_path *path, bool closed, int decimals, double tolerance);

/* A glyph's outline in whole numbers, 1/SVG_EM_UNITS of the font size, about its origin. */
#define SVG_EM_UNITS 250
void svg_put_outline(GString *out, const text_outline *outline);

#endif
