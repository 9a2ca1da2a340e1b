/* SPDX-License-Identifier: MIT
 *
 * Rings and lines in frame coordinates, cut to the frame and not yet projected: what clip.c makes
 * and resample.c draws.
 */
#ifndef TRIPMAP_GEO_FRAME_PATH_H
#define TRIPMAP_GEO_FRAME_PATH_H

#include "geo/frame.h"

/* How the points between two vertices of the source are meant. */
typedef enum {
    EDGES_PLANAR, /* straight in longitude and latitude, as in Natural Earth */
    EDGES_GREAT   /* great circles */
} edge_kind;

/* Part i runs from starts[i] to starts[i + 1]. Rings do not repeat their first vertex. */
typedef struct {
    frame_vertex *vertices;
    uint32_t n_vertices, capacity;
    uint32_t *starts;
    uint32_t n_parts, starts_capacity;
    edge_kind edges; /* of pairs of AT_GEO vertices; all others are straight in their coordinates */
} frame_path;

void frame_path_init(frame_path *path);
void frame_path_clear(frame_path *path);
void frame_path_reset(frame_path *path, edge_kind edges);
/* Starts a part; drops the last one if it is empty. */
void frame_path_begin(frame_path *path);
void frame_path_add(frame_path *path, frame_vertex p);
/* Room for N more vertices of the current part; they count as added. */
frame_vertex *frame_path_extend(frame_path *path, uint32_t n);
/* Ends the last part; drops it if it has fewer than MIN_VERTICES. */
void frame_path_end(frame_path *path, uint32_t min_vertices);

/* Arcs of the rim have vertices at multiples of this azimuth, whatever they belong to, so that arcs
 * over each other cancel exactly. */
#define FRAME_RIM_STEP_DEG 1.0

/* The edge of the map as rings: the rim, the window, or every lobe. */
void frame_path_outline(frame_path *path, const geo_frame *f);

#endif
