/* SPDX-License-Identifier: MIT
 *
 * Cheapest path (A*, Hart, Nilsson and Raphael 1968) over the ground raster at twice its cell size,
 * pulled taut between corners and rounded by cutting them (Chaikin 1974). Integer costs and a fixed
 * order of neighbours make the result the same everywhere.
 */
#include "features/sea_route.h"

#include <glib.h>
#include <math.h>

#define STEP_PX (2 * GROUND_CELL_PX)

enum { COST_SEA = 10, COST_COAST = 22, COST_STOP = 120, COST_LAND = 260, ROUNDS = 4 };

typedef struct {
    page_point origin;
    int width, height;
    uint16_t *cost; /* of entering a cell, for a step of one cell */
} sea_grid;

static bool cell_is_land(const ground *g, int x, int y)
{
    if (x < 0 || y < 0 || 2 * x >= g->width || 2 * y >= g->height)
        return false;
    int cell = 2 * y * g->width + 2 * x;
    return g->cells[cell] != GROUND_SEA || g->lakes[cell];
}

static bool land_near(const ground *g, int x, int y)
{
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            if (cell_is_land(g, x + dx, y + dy))
                return true;
        }
    }
    return false;
}

static void raise_near(sea_grid *s, page_point p, double radius_px)
{
    int r = (int)ceil(radius_px / STEP_PX);
    p.x -= s->origin.x;
    p.y -= s->origin.y;
    int cx = (int)(p.x / STEP_PX), cy = (int)(p.y / STEP_PX);
    for (int y = MAX(0, cy - r); y <= MIN(s->height - 1, cy + r); y++) {
        for (int x = MAX(0, cx - r); x <= MIN(s->width - 1, cx + r); x++) {
            double dx = (x + 0.5) * STEP_PX - p.x, dy = (y + 0.5) * STEP_PX - p.y;
            if (dx * dx + dy * dy < radius_px * radius_px) {
                /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): as below */
                s->cost[y * s->width + x] += COST_STOP;
            }
        }
    }
}

static sea_grid make_grid(const ground *g, const page_point *avoid, int n_avoid, double keep_off_px)
{
    sea_grid s = {.origin = g->origin, .width = (g->width + 1) / 2, .height = (g->height + 1) / 2};
    s.cost = g_new(uint16_t, (gsize)s.width * (gsize)s.height);
    for (int y = 0; y < s.height; y++) {
        for (int x = 0; x < s.width; x++)
            s.cost[y * s.width + x] = cell_is_land(g, x, y) ? COST_LAND
                                      : land_near(g, x, y)  ? COST_COAST
                                                            : COST_SEA;
    }
    for (int i = 0; i < n_avoid; i++)
        raise_near(&s, avoid[i], keep_off_px);
    return s;
}

/* ---- A* ---- */

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
    return COST_SEA * MAX(dx, dy) + 4 * MIN(dx, dy);
}

/* came[] holds for each reached cell the one before it; false when B cannot be reached. */
static bool search(const sea_grid *s, int start, int goal, int *came)
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
            return true;
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
    return false;
}

/* ---- from cells to a curve ---- */

static int cell_of(const sea_grid *s, page_point p)
{
    int x = CLAMP((int)((p.x - s->origin.x) / STEP_PX), 0, s->width - 1);
    int y = CLAMP((int)((p.y - s->origin.y) / STEP_PX), 0, s->height - 1);
    return y * s->width + x;
}

/* Whether the straight way between two points costs no more than the sea nearby allows. */
static bool clear_way(const sea_grid *s, page_point a, page_point b, int limit)
{
    int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / (STEP_PX / 2));
    for (int i = 0; i <= steps; i++) {
        page_point p = {a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps};
        if (s->cost[cell_of(s, p)] > limit)
            return false;
    }
    return true;
}

static GArray *trace_back(const sea_grid *s, const int *came, int start, int goal, page_point a,
                          page_point b)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(page_point));
    g_array_append_val(points, b);
    for (int cell = came[goal]; cell != start && goal != start; cell = came[cell]) {
        int x = cell % s->width, y = cell / s->width;
        page_point p = {s->origin.x + (x + 0.5) * STEP_PX, s->origin.y + (y + 0.5) * STEP_PX};
        g_array_append_val(points, p);
    }
    g_array_append_val(points, a);
    for (guint i = 0; i < points->len / 2; i++) {
        page_point t = g_array_index(points, page_point, i);
        g_array_index(points, page_point, i) =
            g_array_index(points, page_point, points->len - 1 - i);
        g_array_index(points, page_point, points->len - 1 - i) = t;
    }
    return points;
}

/* Keeps only the corners: from each, the farthest point in clear water comes next. */
static GArray *pull_taut(const sea_grid *s, const GArray *points)
{
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(page_point));
    guint at = 0;
    g_array_append_val(corners, g_array_index(points, page_point, 0));
    while (at + 1 < points->len) {
        guint next = at + 1;
        for (guint j = points->len - 1; j > at + 1; j--) {
            if (clear_way(s, g_array_index(points, page_point, at),
                          g_array_index(points, page_point, j), COST_SEA)) {
                next = j;
                break;
            }
        }
        g_array_append_val(corners, g_array_index(points, page_point, next));
        at = next;
    }
    return corners;
}

static GArray *cut_corners(const GArray *points)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(page_point));
    g_array_append_val(out, g_array_index(points, page_point, 0));
    for (guint i = 0; i + 1 < points->len; i++) {
        page_point a = g_array_index(points, page_point, i);
        page_point b = g_array_index(points, page_point, i + 1);
        page_point q = {a.x * 0.75 + b.x * 0.25, a.y * 0.75 + b.y * 0.25};
        page_point r = {a.x * 0.25 + b.x * 0.75, a.y * 0.25 + b.y * 0.75};
        if (i > 0)
            g_array_append_val(out, q);
        if (i + 2 < points->len)
            g_array_append_val(out, r);
    }
    g_array_append_val(out, g_array_index(points, page_point, points->len - 1));
    return out;
}

/* Runs of single cells would show as stairs: every point moves to the middle of its neighbours. */
static void relax(GArray *points, const sea_grid *s)
{
    for (int round = 0; round < 6; round++) {
        for (guint i = 1; i + 1 < points->len; i++) {
            page_point a = g_array_index(points, page_point, i - 1);
            page_point *p = &g_array_index(points, page_point, i);
            page_point b = g_array_index(points, page_point, i + 1);
            page_point mid = {(a.x + 2 * p->x + b.x) / 4, (a.y + 2 * p->y + b.y) / 4};
            /* Every cell has a cost. */
            /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
            if (s->cost[cell_of(s, mid)] <= s->cost[cell_of(s, *p)])
                *p = mid;
        }
    }
}

void sea_route_path(page_path *out, const ground *g, page_point a, page_point b,
                    const page_point *avoid, int n_avoid, double keep_off_px)
{
    sea_grid s = make_grid(g, avoid, n_avoid, keep_off_px);
    int start = cell_of(&s, a), goal = cell_of(&s, b);
    g_autofree int *came = g_new0(int, (gsize)s.width *(gsize)s.height);
    search(&s, start, goal, came); /* always reached: no cell is closed */
    g_autoptr(GArray) cells = trace_back(&s, came, start, goal, a, b);
    relax(cells, &s);
    GArray *curve = pull_taut(&s, cells);
    for (int i = 0; i < ROUNDS; i++) {
        GArray *next = cut_corners(curve);
        g_array_unref(curve);
        curve = next;
    }
    for (guint i = 0; i < curve->len; i++) {
        page_point p = g_array_index(curve, page_point, i);
        if (i == 0)
            page_path_move_to(out, p);
        else
            page_path_line_to(out, p);
    }
    g_array_unref(curve);
    g_free(s.cost);
}
