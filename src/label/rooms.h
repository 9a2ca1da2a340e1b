/* SPDX-License-Identifier: MIT
 *
 * The largest empty rectangles of a page: where a column of labels, or an inset, finds room.
 */
#ifndef TRIPMAP_LABEL_ROOMS_H
#define TRIPMAP_LABEL_ROOMS_H

#include <glib.h>

#include "geo/geo.h"

/* Appends to OUT (page_box) the rectangles of PAGE that meet none of the N boxes TAKEN and cannot
 * grow on any side, the largest first, at most MOST of them; none narrower or lower than given. */
void rooms_find(GArray *out, page_box page, const page_box *taken, int n, double least_width,
                double least_height, guint most);

#endif
