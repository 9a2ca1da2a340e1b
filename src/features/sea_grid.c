/* SPDX-License-Identifier: MIT
 *
 * Distances to land by two passes over the raster (Rosenfeld and Pfaltz 1966).
 */
#include "features/sea_grid.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum {
    COST_SEA = 10,
    COST_COAST = 14 /* at the coast itself, more */,
    COST_STOP = 120,
    COST_LAND = SEA_LAND_WEIGHT * COST_SEA
};

/* A tongue of land half as wide as a cell still is in the way. */
static bool cell_is_land(const ground *g, int x, int y)
{
    for (int cy = 2 * y; cy < MIN(2 * y + 2, g->height); cy++) {
        for (int cx = 2 * x; cx < MIN(2 * x + 2, g->width); cx++) {
            int cell = cy * g->width + cx;
            if (g->cells[cell] != GROUND_SEA || g->lakes[cell])
                return true;
        }
    }
    return false;
}

/* ---- how far land lies ---- */

static void shorten(sea_grid *s, int x, int y, int dx, int dy)
{
    if (x + dx < 0 || x + dx >= s->width || y + dy < 0 || y + dy >= s->height)
        return;
    float way = s->offing[(y + dy) * s->width + x + dx] +
                (float)(dx && dy ? G_SQRT2 * SEA_STEP_PX : SEA_STEP_PX);
    float *own = &s->offing[y * s->width + x];
    *own = MIN(*own, way);
}

static void measure_offing(sea_grid *s, const ground *g)
{
    static const int before[][2] = {{-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
    for (int y = 0; y < s->height; y++) {
        for (int x = 0; x < s->width; x++) {
            s->offing[y * s->width + x] = cell_is_land(g, x, y) ? 0 : (float)SEA_OFFING_PX;
            for (gsize k = 0; k < G_N_ELEMENTS(before); k++)
                shorten(s, x, y, before[k][0], before[k][1]);
        }
    }
    for (int y = s->height - 1; y >= 0; y--) {
        for (int x = s->width - 1; x >= 0; x--) {
            for (gsize k = 0; k < G_N_ELEMENTS(before); k++)
                shorten(s, x, y, -before[k][0], -before[k][1]);
        }
    }
}

/* ---- what ways cost ---- */

static void raise_near(sea_grid *s, page_point p, double radius_px)
{
    int r = (int)ceil(radius_px / SEA_STEP_PX);
    p.x -= s->origin.x;
    p.y -= s->origin.y;
    int cx = (int)(p.x / SEA_STEP_PX), cy = (int)(p.y / SEA_STEP_PX);
    for (int y = MAX(0, cy - r); y <= MIN(s->height - 1, cy + r); y++) {
        for (int x = MAX(0, cx - r); x <= MIN(s->width - 1, cx + r); x++) {
            double dx = (x + 0.5) * SEA_STEP_PX - p.x, dy = (y + 0.5) * SEA_STEP_PX - p.y;
            if (dx * dx + dy * dy < radius_px * radius_px)
                s->cost[y * s->width + x] += COST_STOP;
        }
    }
}

void sea_grid_init(sea_grid *s, const ground *g)
{
    *s =
        (sea_grid){.origin = g->origin, .width = (g->width + 1) / 2, .height = (g->height + 1) / 2};
    int n = s->width * s->height;
    s->cost = g_new0(uint16_t, n);
    s->open = g_new0(uint16_t, n);
    s->offing = g_new0(float, n);
    measure_offing(s, g);
    for (int i = 0; i < n; i++) {
        double near_coast = 1 - s->offing[i] / SEA_OFFING_PX;
        s->open[i] = s->offing[i] == 0 ? COST_LAND : (uint16_t)(COST_SEA + COST_COAST * near_coast);
    }
    sea_grid_avoid(s, NULL, 0, 0);
}

void sea_grid_avoid(sea_grid *s, const page_point *avoid, int n_avoid, double keep_off_px)
{
    gsize n = (gsize)s->width * (gsize)s->height;
    if (n > 0)
        memcpy(s->cost, s->open, n * sizeof *s->cost);
    for (int i = 0; i < n_avoid; i++)
        raise_near(s, avoid[i], keep_off_px);
}

void sea_grid_clear(sea_grid *s)
{
    g_free(s->cost);
    g_free(s->open);
    g_free(s->offing);
    *s = (sea_grid){0};
}

/* ---- asked at points of the page ---- */

int sea_grid_cell(const sea_grid *s, page_point p)
{
    int x = CLAMP((int)((p.x - s->origin.x) / SEA_STEP_PX), 0, s->width - 1);
    int y = CLAMP((int)((p.y - s->origin.y) / SEA_STEP_PX), 0, s->height - 1);
    return y * s->width + x;
}

page_point sea_grid_middle(const sea_grid *s, int cell)
{
    int column = cell % s->width, row = cell / s->width;
    return (page_point){s->origin.x + (column + 0.5) * SEA_STEP_PX,
                        s->origin.y + (row + 0.5) * SEA_STEP_PX};
}

bool sea_grid_is_land(const sea_grid *s, page_point p)
{
    return s->offing[sea_grid_cell(s, p)] == 0;
}

double sea_grid_offing(const sea_grid *s, page_point p)
{
    double x = CLAMP((p.x - s->origin.x) / SEA_STEP_PX - 0.5, 0, s->width - 1.001);
    double y = CLAMP((p.y - s->origin.y) / SEA_STEP_PX - 0.5, 0, s->height - 1.001);
    int ix = (int)x, iy = (int)y;
    int right = MIN(ix + 1, s->width - 1), below = MIN(iy + 1, s->height - 1);
    double top = s->offing[iy * s->width + ix] * (1 - (x - ix)) +
                 s->offing[iy * s->width + right] * (x - ix);
    double bottom = s->offing[below * s->width + ix] * (1 - (x - ix)) +
                    s->offing[below * s->width + right] * (x - ix);
    return top * (1 - (y - iy)) + bottom * (y - iy);
}

page_point sea_grid_seaward(const sea_grid *s, page_point p)
{
    const double h = SEA_STEP_PX / 2;
    double dx = sea_grid_offing(s, (page_point){p.x + h, p.y}) -
                sea_grid_offing(s, (page_point){p.x - h, p.y});
    double dy = sea_grid_offing(s, (page_point){p.x, p.y + h}) -
                sea_grid_offing(s, (page_point){p.x, p.y - h});
    return (page_point){dx / (2 * h), dy / (2 * h)};
}

bool sea_grid_is_open(const sea_grid *s, page_point a, page_point b, double margin_px)
{
    int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / (SEA_STEP_PX / 2));
    for (int i = 0; i <= steps; i++) {
        int cell = sea_grid_cell(
            s, (page_point){a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps});
        if (s->offing[cell] < margin_px || s->cost[cell] >= COST_STOP)
            return false;
    }
    return true;
}
