/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: filling shapes on a raster by the exact area of each pixel that they cover.
 */
#ifndef TRIPMAP_CANVAS_COVER_H
#define TRIPMAP_CANVAS_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "canvas/paper.h"

typedef struct {
    double x, y;
} vec2;

/* A point in 1/256 px, to which all are rounded. */
typedef struct {
    int32_t x, y;
} cover_point;

typedef struct cover cover;

cover *cover_new(int width, int height);
void cover_free(cover *c);
cover_point cover_round(vec2 px);
/* An edge of the shape. Together the edges must be closed rings; in which order and to which ring
 * they belong does not matter. */
void cover_edge(cover *c, cover_point from, cover_point to);
/* Lays the colour in hand on the shape and forgets it. Neighbours in one shape whose rings run the
 * same way round leave no seam. EVEN_ODD: rings within rings are holes; else all is full that any
 * ring goes around. */
void cover_fill(cover *c, paper *p, bool even_odd);

#endif
