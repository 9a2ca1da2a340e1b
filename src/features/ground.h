/* SPDX-License-Identifier: MIT
 *
 * What lies where on the page, as a coarse raster: sea, lake, or which country. Labels ask it what
 * they would cover, furniture where the page is empty, map names where their country is.
 */
#ifndef TRIPMAP_FEATURES_GROUND_H
#define TRIPMAP_FEATURES_GROUND_H

#include "geo/geo.h"

#define GROUND_CELL_PX 4.0
#define GROUND_SEA     0 /* other values: index of the country in the basemap, plus 1 */

typedef struct {
    page_point
        origin; /* top left of the first cell; (0, 0) unless the raster is wider than the page */
    int width, height; /* cells */
    uint16_t *cells;   /* row by row */
    uint8_t *edges;    /* 1 where a coast or border runs through the cell */
    uint8_t *lakes;    /* 1 where the water is a lake's: no way for ships */
} ground;

void ground_init(ground *g, page_box area);
void ground_clear(ground *g);
/* Marks the inside of the rings (even-odd) by cell centres. */
void ground_fill(ground *g, const page_path *rings, uint16_t value);
/* Turns the inside of the rings into water that is no sea. */
void ground_fill_lakes(ground *g, const page_path *rings);
void ground_mark_edges(ground *g, const page_path *lines);
/* GROUND_SEA outside the page. */
static inline uint16_t ground_at(const ground *g, page_point p)
{
    double x = (p.x - g->origin.x) / GROUND_CELL_PX, y = (p.y - g->origin.y) / GROUND_CELL_PX;
    if (!(x >= 0 && y >= 0 && x < g->width && y < g->height))
        return GROUND_SEA;
    return g->cells[(int)y * g->width + (int)x];
}

#endif
