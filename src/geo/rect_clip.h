/* SPDX-License-Identifier: MIT
 *
 * Clipping to a rectangle, whatever its two coordinates mean: the windows of frames and the page.
 * Points are any struct whose first two members are its coordinates, as doubles.
 */
#ifndef TRIPMAP_GEO_RECT_CLIP_H
#define TRIPMAP_GEO_RECT_CLIP_H

#include <glib.h>
#include <stdbool.h>

/* By axis. */
typedef struct {
    double lo[2], hi[2];
} rect;

/* The closed RING, an array of points, clipped in place by the four half-planes (Sutherland and
 * Hodgman), with SCRATCH, an array of the same points, as a second buffer. Runs outside collapse
 * onto the sides. A new point is a copy of the one before it with other coordinates. */
void rect_clip_ring(const rect *r, GArray *ring, GArray *scratch);
/* Moves the ends A and B of an edge to those of its part inside R (Liang and Barsky); false when
 * there is none. */
bool rect_clip_edge(const rect *r, double *ax, double *ay, double *bx, double *by);

#endif
