/* SPDX-License-Identifier: MIT
 *
 * Scanline fill of page paths into the coarse raster.
 */
#include "features/ground.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

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

static int compare_crossings(const void *a, const void *b)
{
    const crossing *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->x < q->x ? -1 : p->x > q->x;
}

static void add_edge(GArray *crossings, const ground *g, page_point a, page_point b)
{
    double ay = (a.y - g->origin.y) / GROUND_CELL_PX - 0.5;
    double by = (b.y - g->origin.y) / GROUND_CELL_PX - 0.5;
    double ax = (a.x - g->origin.x) / GROUND_CELL_PX, bx = (b.x - g->origin.x) / GROUND_CELL_PX;
    if (ay > by) {
        double t = ay;
        ay = by, by = t;
        t = ax;
        ax = bx, bx = t;
    }
    int first = MAX(0, (int)ceil(ay)), last = MIN(g->height - 1, (int)ceil(by) - 1);
    for (int row = first; row <= last; row++) {
        crossing c = {row, (float)(ax + (row - ay) * (bx - ax) / (by - ay))};
        g_array_append_val(crossings, c);
    }
}

typedef void (*cell_fn)(ground *g, int cell, uint16_t value);

static void set_cell(ground *g, int cell, uint16_t value)
{
    g->cells[cell] = value;
}

static void set_lake(ground *g, int cell, uint16_t value)
{
    g->cells[cell] = value;
    g->lakes[cell] = 1;
}

static void fill(ground *g, const page_path *rings, cell_fn set, uint16_t value)
{
    g_autoptr(GArray) crossings = g_array_new(FALSE, FALSE, sizeof(crossing));
    for (uint32_t part = 0; part < rings->n_parts; part++) {
        uint32_t start = rings->starts[part], end = rings->starts[part + 1];
        for (uint32_t i = start; i < end; i++)
            add_edge(crossings, g, rings->points[i], rings->points[i + 1 < end ? i + 1 : start]);
    }
    if (crossings->len == 0)
        return;
    qsort(crossings->data, crossings->len, sizeof(crossing), compare_crossings);
    for (guint i = 0; i + 1 < crossings->len; i += 2) {
        const crossing *in = &g_array_index(crossings, crossing, i), *out = in + 1;
        if (in->row != out->row) { /* an open ring; resynchronise */
            i--;
            continue;
        }
        int x0 = MAX(0, (int)ceil(in->x - 0.5));
        int x1 = MIN(g->width - 1, (int)ceil(out->x - 0.5) - 1);
        for (int x = x0; x <= x1; x++)
            set(g, in->row * g->width + x, value);
    }
}

void ground_fill(ground *g, const page_path *rings, uint16_t value)
{
    fill(g, rings, set_cell, value);
}

void ground_fill_lakes(ground *g, const page_path *rings)
{
    fill(g, rings, set_lake, GROUND_SEA);
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

uint16_t ground_at(const ground *g, page_point p)
{
    double x = (p.x - g->origin.x) / GROUND_CELL_PX, y = (p.y - g->origin.y) / GROUND_CELL_PX;
    if (!(x >= 0 && y >= 0 && x < g->width && y < g->height))
        return GROUND_SEA;
    return g->cells[(int)y * g->width + (int)x];
}
