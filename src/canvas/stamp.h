/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: strokes of many short pieces, coasts and borders, on a raster.
 */
#ifndef TRIPMAP_CANVAS_STAMP_H
#define TRIPMAP_CANVAS_STAMP_H

#include "canvas/cover.h"

/* Half the width of the widest line. (px) */
#define STAMP_MAX_RADIUS 6.5

typedef struct stamp stamp;

stamp *stamp_new(int width, int height);
void stamp_free(stamp *s);
/* Lines to come have this radius. */
void stamp_set(stamp *s, double radius);
/* Joins and ends are round. */
void stamp_line(stamp *s, const vec2 *points, guint n, bool closed);
/* Lays the colour in hand on all lines and forgets them. */
void stamp_paint(stamp *s, paper *p);

#endif
