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

/* Sums wrap around at 32 bits, which their differences undo: only what a box covers must be less.
 */
typedef struct {
    int width, height; /* cells */
    double cell_px, cells_per_px;
    /* (width + 1) x (height + 1); before raster_sum: plain values, shifted by one, of the cells of
     * each row that are in use; the others are 0 and not written yet, since most of a page is. */
    uint32_t *sums;
    struct raster_range {
        int from, to;
    } * used;
} raster;

void raster_init(raster *r, double width_px, double height_px, double cell_px);
void raster_clear(raster *r);
void raster_add(raster *r, page_point at, uint32_t value);
/* The cells of a row, of which those from FROM to before TO may be changed. */
uint32_t *raster_use(raster *r, int row, int from, int to);
void raster_sum(raster *r); /* turns the values into the summed-area table, once */
/* A new table of WIDTH x HEIGHT cells from their VALUES row by row, each UNIT times. */
void raster_init_sum(raster *r, int width, int height, double cell_px, const uint8_t *values,
                     uint32_t unit);
/* The sum of all cells whose centres lie in BOX. */
int64_t raster_box(const raster *r, page_box box, int64_t *cells);

#endif
