/* SPDX-License-Identifier: MIT
 *
 * Moves markers that would touch apart, as little as possible, before anything is labelled.
 */
#ifndef TRIPMAP_LABEL_MARKERS_H
#define TRIPMAP_LABEL_MARKERS_H

#include <stdbool.h>

#include "geo/geo.h"

/* A disc (half_width_px = radius_px) or a level pill. */
typedef struct {
    page_point at;
    double half_width_px, radius_px;
} label_marker;

typedef struct {
    page_point at;
    bool shifted; /* draw a tick from the true place */
    int group;    /* number of a group of 3 or more that still touch, for an inset; else -1 */
} label_marker_place;

/* Fills OUT (n entries): markers keep GAP_PX from each other where a shift of at most MAX_SHIFT_PX
 * does it, and stay inside PAGE. Returns the number of groups that wait for an inset; call again
 * with a larger limit when there will be none. The order of the markers decides ties. */
int label_spread_markers(label_marker_place *out, const label_marker *markers, int n, double gap_px,
                         double max_shift_px, page_box page);

#endif
