/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: strokes of many short pieces on a raster: coasts, borders, halos of letters.
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
/* Lines to come are two in one: on the first, of covers up to PAPER_FULL, lies a narrower one, of
 * covers from there to twice that (see paper_use_two). False where the narrow one reaches the edge
 * of the other; then nothing is set. */
bool stamp_set_two(stamp *s, double radius, double narrow_radius);
/* Joins and ends are round. */
void stamp_line(stamp *s, const vec2 *points, guint n, bool closed);
/* Lays the colour in hand on all lines and forgets them. */
void stamp_paint(stamp *s, paper *p);

#endif
