/* SPDX-License-Identifier: MIT
 *
 * Scanline fill of page paths into the coarse raster.
 */
#include "features/ground.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ground_init(ground *g, page_box area)
{
    g->origin = (page_point){area.x0, area.y0};
    g->width = (int)ceil((area.x1 - area.x0) / GROUND_CELL_PX);
    g->height = (int)ceil((area.y1 - area.y0) / GROUND_CELL_PX);
    g->cells = g_new0(uint16_t, (gsize)g->width * (gsize)g->height);
    g->edges = g_new0(uint8_t, (gsize)g->width * (gsize)g->height);
    g->lakes = g_new0(uint8_t, (gsize)g->width * (gsize)g->height);
}

void ground_clear(ground *g)
{
    g_free(g->cells);
    g_free(g->edges);
    g_free(g->lakes);
    *g = (ground){0};
}

typedef struct {
    int row;
    float x; /* where the ring crosses the row's centre line, in cells */
} crossing;

/* Rounding up, without a call. */
static inline int whole_above(double x)
{
    int whole = (int)x; /* toward 0 */
    return whole + (whole < x);
}

/* In cells, the rows' centre lines at whole numbers. */
static inline page_point in_cells(const ground *g, page_point p)
{
    return (page_point){(p.x - g->origin.x) / GROUND_CELL_PX,
                        (p.y - g->origin.y) / GROUND_CELL_PX - 0.5};
}

static inline void add_edge(GArray *crossings, const ground *g, page_point a, page_point b)
{
    page_point top = a.y > b.y ? b : a, bottom = a.y > b.y ? a : b;
    int first = MAX(0, whole_above(top.y)), last = MIN(g->height, whole_above(bottom.y)) - 1;
    for (int row = first; row <= last; row++) {
        double x = top.x + (row - top.y) * (bottom.x - top.x) / (bottom.y - top.y);
        crossing c = {row, (float)x};
        g_array_append_val(crossings, c);
    }
}

static void add_ring(GArray *crossings, const ground *g, const page_point *p, uint32_t n)
{
    page_point at = n > 0 ? in_cells(g, p[n - 1]) : (page_point){0, 0};
    for (uint32_t i = 0; i < n; i++) {
        page_point to = in_cells(g, p[i]);
        add_edge(crossings, g, at, to);
        at = to;
    }
}

static int compare_x(const void *a, const void *b)
{
    float p = *(const float *)a, q = *(const float *)b;
    return p < q ? -1 : p > q;
}

/* Most rows have two or four. */
static void sort_row(float *x, guint n)
{
    if (n > 16) {
        qsort(x, n, sizeof *x, compare_x);
        return;
    }
    for (guint i = 1; i < n; i++) {
        float moved = x[i];
        guint at = i;
        for (; at > 0 && x[at - 1] > moved; at--)
            x[at] = x[at - 1];
        x[at] = moved;
    }
}

/* The crossings by row, of each row from left to right; STARTS, HEIGHT + 1 zeros, gets where each
 * row begins, and the end. */
static float *sort_crossings(guint *starts, const GArray *crossings, int height)
{
    float *sorted = g_new(float, crossings->len + 1);
    const crossing *all = (const crossing *)(const void *)crossings->data;
    for (guint i = 0; i < crossings->len; i++)
        starts[all[i].row + 1]++;
    for (int row = 0; row < height; row++)
        starts[row + 1] += starts[row];
    g_autofree guint *ends = g_memdup2(starts, (gsize)height * sizeof *ends);
    for (guint i = 0; i < crossings->len; i++)
        sorted[ends[all[i].row]++] = all[i].x;
    for (int row = 0; row < height; row++)
        sort_row(sorted + starts[row], starts[row + 1] - starts[row]);
    return sorted;
}

/* Row by row, the cells with their centres between two crossings; AS_LAKE: also in the lakes. */
static void fill(ground *g, const page_path *rings, uint16_t value, bool as_lake)
{
    g_autoptr(GArray) crossings = g_array_new(FALSE, FALSE, sizeof(crossing));
    for (uint32_t part = 0; part < rings->n_parts; part++)
        add_ring(crossings, g, rings->points + rings->starts[part],
                 rings->starts[part + 1] - rings->starts[part]);
    if (crossings->len == 0)
        return;
    g_autofree guint *starts = g_new0(guint, g->height + 1);
    g_autofree float *sorted = sort_crossings(starts, crossings, g->height);
    for (int row = 0; row < g->height; row++) {
        for (guint i = starts[row]; i + 1 < starts[row + 1]; i += 2) {
            int x0 = MAX(0, whole_above(sorted[i] - 0.5));
            int x1 = MIN(g->width, whole_above(sorted[i + 1] - 0.5)) - 1, n = x1 - x0 + 1;
            for (int x = x0; x <= x1; x++)
                g->cells[row * g->width + x] = value;
            if (as_lake && n > 0)
                memset(g->lakes + row * g->width + x0, 1, (size_t)n);
        }
    }
}

void ground_fill(ground *g, const page_path *rings, uint16_t value)
{
    fill(g, rings, value, false);
}

void ground_fill_lakes(ground *g, const page_path *rings)
{
    fill(g, rings, GROUND_SEA, true);
}

void ground_mark_edges(ground *g, const page_path *lines)
{
    for (uint32_t i = 0; i < lines->n_points; i++) {
        int x = (int)((lines->points[i].x - g->origin.x) / GROUND_CELL_PX);
        int y = (int)((lines->points[i].y - g->origin.y) / GROUND_CELL_PX);
        if (x >= 0 && y >= 0 && x < g->width && y < g->height)
            g->edges[y * g->width + x] = 1;
    }
}
