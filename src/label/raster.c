/* SPDX-License-Identifier: MIT
 *
 * Summed-area tables over integer cells, so that sums do not depend on the order of addition.
 */
#include <glib.h>
#include <math.h>

#include "label/raster.h"

void raster_init(raster *r, double width_px, double height_px, double cell_px)
{
    r->cell_px = cell_px;
    r->cells_per_px = 1 / cell_px;
    r->width = MAX(1, (int)ceil(width_px / cell_px));
    r->height = MAX(1, (int)ceil(height_px / cell_px));
    r->sums = g_new0(int64_t, (size_t)(r->width + 1) * (size_t)(r->height + 1));
}

void raster_clear(raster *r)
{
    g_free(r->sums);
    *r = (raster){0};
}

static int64_t *cell(const raster *r, int column, int row)
{
    return &r->sums[(size_t)(row + 1) * (size_t)(r->width + 1) + (size_t)(column + 1)];
}

void raster_add(raster *r, page_point at, int64_t value)
{
    double column = at.x / r->cell_px, row = at.y / r->cell_px;
    if (column >= 0 && row >= 0 && column < r->width && row < r->height)
        *cell(r, (int)column, (int)row) += value;
}

int64_t *raster_row(raster *r, int row)
{
    return cell(r, 0, row);
}

int64_t raster_value(const raster *r, int column, int row)
{
    return *cell(r, column, row);
}

void raster_sum(raster *r)
{
    for (int row = 0; row < r->height; row++) {
        int64_t along = 0, *here = cell(r, 0, row);
        const int64_t *above = cell(r, 0, row - 1);
        for (int column = 0; column < r->width; column++) {
            along += here[column];
            here[column] = along + above[column];
        }
    }
}

/* The first cell whose centre lies at or beyond X, within 0..count. */
static int first_cell(double x, double cells_per_px, int count)
{
    double i = x * cells_per_px - 0.5;
    if (!(i > 0))
        return 0;
    if (i >= count)
        return count;
    int whole = (int)i;
    return whole + (i > whole);
}

int64_t raster_box(const raster *r, page_box box, int64_t *cells)
{
    double per = r->cells_per_px;
    int c0 = first_cell(box.x0, per, r->width), c1 = first_cell(box.x1, per, r->width);
    int r0 = first_cell(box.y0, per, r->height);
    int r1 = first_cell(box.y1, per, r->height);
    if (cells)
        *cells = c1 > c0 && r1 > r0 ? (int64_t)(c1 - c0) * (r1 - r0) : 0;
    if (c1 <= c0 || r1 <= r0)
        return 0;
    return *cell(r, c1 - 1, r1 - 1) - *cell(r, c0 - 1, r1 - 1) - *cell(r, c1 - 1, r0 - 1) +
           *cell(r, c0 - 1, r0 - 1);
}
