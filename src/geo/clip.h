/* SPDX-License-Identifier: MIT
 *
 * Cutting rings and lines to a projection's frame. Rings need no winding order and crossings are
 * never sorted: runs outside collapse onto the edge of the map, fills are even-odd, and the one bit
 * that can be wrong, inside against outside, is settled by a vote of sample points.
 *
 * Filled parts have edges along the edge of the map: they must never be stroked.
 */
#ifndef TRIPMAP_GEO_CLIP_H
#define TRIPMAP_GEO_CLIP_H

#include "geo/frame_path.h"

/* Both append to OUT and return how many parts were dropped because they are not geometry: fewer
 * than three different points in a ring, coordinates that are not finite or out of range. CULL, or
 * NULL, is a box outside of which nothing is needed; parts that do not touch it are left out.
 * Great-circle rings have their inside to the right of travel (planar rings need no direction). */
uint32_t clip_rings(frame_path *out, const geo_frame *f, const geo_shape *rings, edge_kind edges,
                    const geo_box *cull);
uint32_t clip_lines(frame_path *out, const geo_frame *f, const geo_shape *lines, edge_kind edges,
                    const geo_box *cull);

/* For clip.c: one part after it was checked. N counts a ring's points without the repeated one. */
void clip_window_ring(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      edge_kind edges);
void clip_window_line(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      edge_kind edges);
void clip_cap_ring(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                   edge_kind edges);
void clip_cap_line(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                   edge_kind edges);
/* Compares the parts of OUT from FIRST_PART with the source they were made from (USED[i]: part i
 * was) and adds the outline of the map if inside and outside are exchanged. */
void clip_settle_parity(frame_path *out, uint32_t first_part, const geo_frame *f,
                        const geo_shape *rings, const bool *used, edge_kind edges);

#endif
