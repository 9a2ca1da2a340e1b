/* SPDX-License-Identifier: MIT
 *
 * The cheapest way over the cells (A*, Hart, Nilsson and Raphael 1968). Integer costs and a fixed
 * order of neighbours make the result the same everywhere.
 */
#include "features/sea_grid.h"

#include <glib.h>

#define LEAST_COST 10 /* of a cell of open sea, for the estimate of the rest */

typedef struct {
    int64_t rank; /* cost so far and estimate; ties by cell */
    int cell;
} open_cell;

static bool before(open_cell a, open_cell b)
{
    return a.rank != b.rank ? a.rank < b.rank : a.cell < b.cell;
}

static void heap_push(GArray *heap, open_cell item)
{
    g_array_append_val(heap, item);
    open_cell *h = (open_cell *)(void *)heap->data;
    for (guint i = heap->len - 1; i > 0 && before(h[i], h[(i - 1) / 2]); i = (i - 1) / 2) {
        open_cell t = h[i];
        h[i] = h[(i - 1) / 2];
        h[(i - 1) / 2] = t;
    }
}

static open_cell heap_pop(GArray *heap)
{
    open_cell *h = (open_cell *)(void *)heap->data, top = h[0];
    h[0] = h[heap->len - 1];
    g_array_set_size(heap, heap->len - 1);
    for (guint i = 0;;) {
        guint least = i;
        for (guint child = 2 * i + 1; child <= 2 * i + 2; child++) {
            if (child < heap->len && before(h[child], h[least]))
                least = child;
        }
        if (least == i)
            return top;
        open_cell t = h[i];
        h[i] = h[least];
        h[least] = t;
        i = least;
    }
}

static int64_t estimate(const sea_grid *s, int a, int b)
{
    int dx = ABS(a % s->width - b % s->width), dy = ABS(a / s->width - b / s->width);
    return LEAST_COST * MAX(dx, dy) + 4 * MIN(dx, dy);
}

/* came[] holds for each reached cell the one before it. */
static void search(const sea_grid *s, int start, int goal, int *came)
{
    int n = s->width * s->height;
    g_autofree int64_t *best = g_new(int64_t, n);
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(open_cell));
    for (int i = 0; i < n; i++)
        best[i] = G_MAXINT64;
    best[start] = 0;
    came[start] = start;
    heap_push(heap, (open_cell){estimate(s, start, goal), start});
    while (heap->len > 0) {
        open_cell at = heap_pop(heap);
        if (at.cell == goal)
            return;
        if (at.rank > best[at.cell] + estimate(s, at.cell, goal))
            continue; /* a cheaper way was found since */
        int x = at.cell % s->width, y = at.cell / s->width;
        for (int k = 0; k < 9; k++) {
            int nx = x + k % 3 - 1, ny = y + k / 3 - 1;
            if (k == 4 || nx < 0 || ny < 0 || nx >= s->width || ny >= s->height)
                continue;
            int next = ny * s->width + nx;
            int64_t step = (nx != x && ny != y ? 14 : 10) * (int64_t)s->cost[next] / 10;
            if (best[at.cell] + step < best[next]) {
                best[next] = best[at.cell] + step;
                came[next] = at.cell;
                heap_push(heap, (open_cell){best[next] + estimate(s, next, goal), next});
            }
        }
    }
}

GArray *sea_grid_search(const sea_grid *s, int start, int goal)
{
    g_autofree int *came = g_new0(int, (gsize)s->width *(gsize)s->height);
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(int));
    /* From the goal backwards, so that the way read from its end begins at the start. */
    search(s, goal, start, came);
    for (int cell = start; cell != goal; cell = came[cell])
        g_array_append_val(cells, cell);
    g_array_append_val(cells, goal);
    return cells;
}
