/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: leaving out the points of a path that no reader sees.
 */
#ifndef TRIPMAP_CANVAS_SVG_SIMPLIFY_H
#define TRIPMAP_CANVAS_SVG_SIMPLIFY_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    gint32 x, y;
} unit_point;

/* The parts of a path lie one after another in one array, with room between them. */
typedef struct {
    unit_point *points; /* a ring does not repeat its first */
    guint n;
    bool ring;
} unit_part;

/* Simplifies the parts of one path in place. Lines that two rings share (a border of two countries
 * in one fill) are simplified alike, so that no slivers open between them. */
void svg_simplify(unit_part *parts, guint n, double tolerance);

#endif
