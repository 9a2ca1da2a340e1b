/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: the Cairo painter that PDF and callers' own surfaces share.
 */
#ifndef TRIPMAP_CANVAS_PAINTER_H
#define TRIPMAP_CANVAS_PAINTER_H

#include "scene/scene.h"

typedef struct {
    cairo_t *cr;
    bool real_text; /* glyphs with their characters instead of outlines */
    bool tagged;    /* links and structure (PDF) */
} painter;

/* The scene must have passed canvas_can_paint. */
void painter_paint(const painter *p, const scene *s);

#endif
