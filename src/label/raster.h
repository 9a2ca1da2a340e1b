/* SPDX-License-Identifier: MIT
 *
 * Soft obstacles as rasters with summed-area tables (Crow 1984): what any rectangle covers costs
 * four look-ups, however much lies there.
 */
#ifndef TRIPMAP_LABEL_RASTER_H
#define TRIPMAP_LABEL_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "geo/geo.h"

typedef struct {
    int width, height; /* cells */
    double cell_px, cells_per_px;
    int64_t *sums; /* (width + 1) x (height + 1); before raster_sum: plain values, shifted by one */
} raster;

void raster_init(raster *r, double width_px, double height_px, double cell_px);
void raster_clear(raster *r);
void raster_add(raster *r, page_point at, int64_t value);
/* The cells of a row, width of them. */
int64_t *raster_row(raster *r, int row);
int64_t raster_value(const raster *r, int column, int row); /* only before raster_sum */
void raster_sum(raster *r); /* turns the values into the summed-area table, once */
/* The sum of all cells whose centres lie in BOX. */
int64_t raster_box(const raster *r, page_box box, int64_t *cells);

#endif
