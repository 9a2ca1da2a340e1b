/* SPDX-License-Identifier: MIT
 *
 * Strokes on a raster. Cairo makes the outline of a stroke, a polygon of every join and cap, and
 * fills it; for a coast of some thousand points that was a fifth of the time of a map. A ribbon
 * finds each pixel's distance from the line instead, which is less work and looks the same.
 */
#ifndef TRIPMAP_CANVAS_RIBBON_H
#define TRIPMAP_CANVAS_RIBBON_H

#include <cairo.h>
#include <glib.h>

/* Strokes the current path of CR with its source, WIDTH_PX device pixels wide, joins and caps
 * round, without dashes. For image surfaces. The path is lost. MASK, empty at first, is used again
 * from stroke to stroke: fresh memory costs more than what is done in it. */
void ribbon_stroke(cairo_t *cr, double width_px, GByteArray *mask);

#endif
