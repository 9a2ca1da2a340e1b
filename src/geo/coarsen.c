/* SPDX-License-Identifier: MIT
 *
 * Of a run its least vertex stays, by longitude and then by latitude: an order that knows no
 * direction.
 */
#include "geo/coarsen.h"

#include <math.h>
#include <stdbool.h>

static bool is_less(geo_point a, geo_point b)
{
    return a.lon_deg != b.lon_deg ? a.lon_deg < b.lon_deg : a.lat_deg < b.lat_deg;
}

static bool is_same(geo_point a, geo_point b)
{
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static bool on_edge(geo_point p)
{
    return fabs(p.lon_deg) >= 180 || fabs(p.lat_deg) >= 90;
}

typedef struct {
    int column, row;
} grid_cell;

/* Conversion to int cuts, which is rounding down for what is not negative. */
static grid_cell cell_of(geo_point p, double cells_per_deg)
{
    return (grid_cell){(int)((p.lon_deg + 180) * cells_per_deg),
                       (int)((p.lat_deg + 90) * cells_per_deg)};
}

/* Returns how many of the N vertices are kept. */
static uint32_t coarsen_part(geo_point *out, const geo_point *p, uint32_t n, double cells_per_deg)
{
    uint32_t kept = 0;
    grid_cell last = {-1, -1};
    for (uint32_t i = 0; i < n; i++) {
        grid_cell cell = on_edge(p[i]) ? (grid_cell){-1, -1} : cell_of(p[i], cells_per_deg);
        bool joins = cell.column >= 0 && cell.column == last.column && cell.row == last.row;
        if (!joins)
            out[kept++] = p[i];
        else if (is_less(p[i], out[kept - 1]))
            out[kept - 1] = p[i];
        last = cell;
    }
    /* A ring stays closed: its first and its last run are one. */
    if (n > 1 && kept > 1 && is_same(p[0], p[n - 1]))
        out[0] = out[kept - 1] = is_less(out[0], out[kept - 1]) ? out[0] : out[kept - 1];
    return kept;
}

geo_shape coarsen_shape(const geo_shape *shape, double cell_deg, trim_scratch *scratch)
{
    if (shape->n_parts == 0)
        return *shape;
    g_array_set_size(scratch->points, shape->starts[shape->n_parts]);
    g_array_set_size(scratch->starts, shape->n_parts + 1);
    geo_point *points = (geo_point *)(void *)scratch->points->data;
    uint32_t *starts = (uint32_t *)(void *)scratch->starts->data, n_parts = 0;
    starts[0] = 0;
    for (uint32_t i = 0; i < shape->n_parts; i++) {
        uint32_t first = shape->starts[i], n = shape->starts[i + 1] - first;
        uint32_t kept =
            coarsen_part(points + starts[n_parts], shape->points + first, n, 1 / cell_deg);
        if (kept > 1) {
            starts[n_parts + 1] = starts[n_parts] + kept;
            n_parts++;
        }
    }
    return (geo_shape){points, starts, n_parts, shape->bounds, NULL};
}
