/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: the SVG writer's spelling of numbers, strings, colours and path data, without any
 * idea of what a scene is. Coordinates are whole counts of a unit (0.1 px at one decimal):
 * absolute positions are rounded first and differences of rounded values written, so that
 * relative commands never drift.
 */
#ifndef TRIPMAP_CANVAS_SVG_WRITE_H
#define TRIPMAP_CANVAS_SVG_WRITE_H

#include <glib.h>

#include "base/color.h"
#include "geo/geo.h"
#include "text/text.h"

/* value / 10^decimals without trailing zeros or a leading 0. */
void svg_put_units(GString *out, gint64 value, int decimals);
/* Rounded to DECIMALS. */
void svg_put_number(GString *out, double value, int decimals);
/* Text or attribute value: escaped, characters XML forbids left out. */
void svg_put_escaped(GString *out, const char *text);
/* " NAME="text"" */
void svg_put_attribute(GString *out, const char *name, const char *text);
void svg_put_number_attribute(GString *out, const char *name, double value, int decimals);
/* " NAME="#rrggbb"" and " NAME-opacity" when not opaque; "none" when invisible. */
void svg_put_color(GString *out, const char *name, color c);

/* Path data from page points. FILLED parts need no z; CLOSED ones get it. */
void svg_put_path(GString *out, const page_path *path, bool closed, int decimals);

/* Glyph outlines of a run in units of 1/SVG_GLYPH_UNITS px about the start of the baseline. Whole
 * numbers are shorter than decimals and twice as fine as 0.1 px. */
#define SVG_GLYPH_UNITS 20
void svg_put_glyphs(GString *out, const text_run *run);

#endif
