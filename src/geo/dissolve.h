/* SPDX-License-Identifier: MIT
 *
 * What is left of rings when the edges that they share are taken out: of countries the land. The
 * rings are even-odd, so that they need no winding order, and an edge counts by how often it is
 * there, in either direction.
 */
#ifndef TRIPMAP_GEO_DISSOLVE_H
#define TRIPMAP_GEO_DISSOLVE_H

#include <glib.h>
#include <stdint.h>

#include "geo/geo.h"

/* Rings of vertices, numbered through all parts; part i runs from starts[i] to starts[i + 1], of
 * n_parts + 1. Equal keys are the same place. Rings do not repeat their first vertex. */
typedef struct {
    const uint64_t *keys;
    const uint32_t *starts;
    uint32_t n_parts;
} dissolve_rings;

/* Rings of what is left. A place is named by one of the vertices that were given there. Both are
 * the caller's, for g_free(); starts has n_parts + 1 entries. */
typedef struct {
    uint32_t *vertices, *starts;
    uint32_t n_parts;
} dissolved;

dissolved dissolve(const dissolve_rings *rings);

/* Appends what is left of RINGS, whose points lie on a grid of the page, to OUT, and for each ring
 * of it the number of a part of RINGS that it has a point of to SOURCES, an array of uint32_t. */
void page_path_dissolve(page_path *out, const page_path *rings, GArray *sources);

#endif
