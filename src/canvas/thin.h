/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: thinning lines before they are stroked.
 */
#ifndef TRIPMAP_CANVAS_THIN_H
#define TRIPMAP_CANVAS_THIN_H

#include <glib.h>

#include "geo/geo.h"

/* Sets KEPT (an array of page_point) to the points of the line P, its ends included, from which the
 * line strays by at most TOLERANCE. */
void thin_line(GArray *kept, const page_point *p, guint n, double tolerance);

#endif
