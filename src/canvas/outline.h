/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: strokes on a raster, as the shapes they cover.
 */
#ifndef TRIPMAP_CANVAS_OUTLINE_H
#define TRIPMAP_CANVAS_OUTLINE_H

#include "canvas/cover.h"

typedef struct {
    double radius;  /* half the width, px */
    bool round_cap; /* joins are always round */
    double dash[4]; /* px: on, off, … */
    int n_dash;     /* 0: a whole line */
} outline_pen;

/* Adds to C the edges of what a pen covers along the line of N points, or the ring when CLOSED. To
 * be filled without EVEN_ODD. */
void outline_line(cover *c, const outline_pen *pen, const vec2 *points, guint n, bool closed);
/* Appends the arc about CENTER to POINTS (vec2), without its first point; FROM and TO are
 * directions less than a half turn apart. */
void outline_arc(GArray *points, vec2 center, double radius, vec2 from, vec2 to);

#endif
