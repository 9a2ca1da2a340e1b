/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: painting a scene on pixels, without Cairo.
 */
#ifndef TRIPMAP_CANVAS_RASTER_H
#define TRIPMAP_CANVAS_RASTER_H

#include <stdbool.h>

#include "canvas/paper.h"
#include "scene/scene.h"

/* Page px (x, y) are pixels (SCALE x + X, SCALE y + Y). The scene must have passed
 * canvas_can_paint. */
void raster_paint(paper *p, const scene *s, double scale, double x, double y);

/* Whether the first shape of the scene covers all of BOX (page px), as the sea of most maps does,
 * so that what was on the paper does not matter. */
bool raster_hides_all(const scene *s, page_box box);

#endif
