/* SPDX-License-Identifier: MIT
 *
 * Summed-area tables over integer cells, so that sums do not depend on the order of addition.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "label/raster.h"

static void init(raster *r, int width, int height, double cell_px)
{
    r->cell_px = cell_px;
    r->cells_per_px = 1 / cell_px;
    r->width = MAX(1, width);
    r->height = MAX(1, height);
    r->sums = g_new(uint32_t, (size_t)(r->width + 1) * (size_t)(r->height + 1));
    r->used = g_new0(struct raster_range, r->height);
}

void raster_init(raster *r, double width_px, double height_px, double cell_px)
{
    init(r, (int)ceil(width_px / cell_px), (int)ceil(height_px / cell_px), cell_px);
}

void raster_clear(raster *r)
{
    g_free(r->sums);
    g_free(r->used);
    *r = (raster){0};
}

static uint32_t *cell(const raster *r, int column, int row)
{
    return &r->sums[(size_t)(row + 1) * (size_t)(r->width + 1) + (size_t)(column + 1)];
}

static void zero(uint32_t *cells, int from, int to)
{
    if (from < to)
        memset(cells + from, 0, (size_t)(to - from) * sizeof *cells);
}

uint32_t *raster_use(raster *r, int row, int from, int to)
{
    struct raster_range *used = &r->used[row];
    uint32_t *cells = cell(r, 0, row);
    if (from >= used->from && to <= used->to)
        return cells;
    if (used->from == used->to)
        used->from = used->to = from;
    zero(cells, from, used->from);
    zero(cells, used->to, to);
    used->from = MIN(used->from, from);
    used->to = MAX(used->to, to);
    return cells;
}

void raster_add(raster *r, page_point at, uint32_t value)
{
    double x = at.x * r->cells_per_px, y = at.y * r->cells_per_px;
    if (!(x >= 0 && y >= 0 && x < r->width && y < r->height))
        return;
    int column = (int)x;
    raster_use(r, (int)y, column, column + 1)[column] += value;
}

/* In eights, which compilers turn into vectors. */
static void copy_plus(uint32_t *restrict out, const uint32_t *restrict in, int n, uint32_t more)
{
    int i = 0;
    for (; i + 8 <= n; i += 8)
        for (int k = 0; k < 8; k++)
            out[i + k] = in[i + k] + more;
    for (; i < n; i++)
        out[i] = in[i] + more;
}

/* Where no cell of a row is in use, sums are those above it, beyond them a constant more. */
void raster_sum(raster *r)
{
    zero(cell(r, -1, -1), 0, r->width + 1);
    for (int row = 0; row < r->height; row++) {
        const struct raster_range *used = &r->used[row];
        uint32_t along = 0, *here = cell(r, 0, row);
        const uint32_t *above = cell(r, 0, row - 1);
        here[-1] = 0;
        memcpy(here, above, (size_t)used->from * sizeof *here);
        for (int column = used->from; column < used->to; column++) {
            along += here[column];
            here[column] = along + above[column];
        }
        copy_plus(here + used->to, above + used->to, r->width - used->to, along);
    }
}

void raster_init_sum(raster *r, int width, int height, double cell_px, const uint8_t *values,
                     uint32_t unit)
{
    g_return_if_fail(width > 0 && height > 0);
    init(r, width, height, cell_px);
    zero(cell(r, -1, -1), 0, r->width + 1);
    for (int row = 0; row < r->height; row++, values += r->width) {
        uint32_t along = 0, *here = cell(r, 0, row);
        const uint32_t *above = cell(r, 0, row - 1);
        here[-1] = 0;
        for (int column = 0; column < r->width; column++) {
            along += values[column] * unit;
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
    uint32_t sum = *cell(r, c1 - 1, r1 - 1) - *cell(r, c0 - 1, r1 - 1) - *cell(r, c1 - 1, r0 - 1) +
                   *cell(r, c0 - 1, r0 - 1);
    return sum;
}
