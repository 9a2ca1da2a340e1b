/* SPDX-License-Identifier: MIT
 *
 * Lagrange's cubic interpolation in both directions (Abramowitz and Stegun 25.2.13). A cell that
 * does not hold good is divided in four, a few times; what is left then is asked of the projection.
 */
#include "geo/mesh.h"

#include <math.h>

#include "base/key_table.h"
#include "base/pair.h"
#include "geo/sphere.h"

/* What a check may be off; where it holds, all of the cell is within little more than that. */
#define CHECK_PX 0.02
/* The error of the interpolation is at most 3/128 h^4 f, where f is about the radius of the
 * sphere in pixels for most projections: cells begin as wide as keeps that well below the check. */
#define AIM_PX       0.008
#define ERROR_FACTOR (3.0 / 128)
#define WIDEST_DEG   16.0
#define DEEPEST      2

enum { SIDE = 4 };

/* Columns and rows count from the angles 0, 0: of cells in cells of their level, each half as wide
 * as the one before, of nodes in halves of the least cell, so that levels share them. */
typedef struct {
    gint32 column, row, level;
} mesh_place;

typedef enum { CELL_GOOD, CELL_DIVIDED, CELL_EXACT } cell_state;

/* The place at (s, t), from 0 to 1 across the cell, is the sum of terms[i][j] * t^i * s^j. */
struct mesh_cell {
    double per_rad, column, row; /* of its level; s is an angle times per_rad less the column */
    pair terms[SIDE][SIDE];      /* x, y */
    cell_state state;
    mesh_place place;
    double bend; /* how far an arc strays from its chord at most, px per radian squared */
};

/* Angles, then px where they are projected. */
typedef struct {
    key_table numbers; /* of places */
    double *x, *y;
    size_t n_projected, capacity;
} mesh_nodes;

struct mesh {
    int ref_count;
    const projection *projection;
    page_scale scale;
    double cells_per_rad; /* of the first level */
    key_table cell_numbers;
    GPtrArray *cells; /* mesh_cell */
    mesh_nodes nodes;
    const mesh_cell *last;                /* found */
    GArray *exact_x, *exact_y, *exact_at; /* of the call in hand */
};

/* Columns and rows of the finest level stay below 2^29. */
static uint64_t key_of(mesh_place p)
{
    return ((uint64_t)(guint32)p.column << 32 | (guint32)p.row) << 2 | (guint32)p.level;
}

static double widest_deg(double radius_px)
{
    double width_deg = WIDEST_DEG;
    while (ERROR_FACTOR * pow(width_deg * DEG_TO_RAD, 4) * radius_px > AIM_PX)
        width_deg /= 2;
    return width_deg;
}

mesh *mesh_new(const projection *p, page_scale scale)
{
    mesh *m = g_new0(mesh, 1);
    m->ref_count = 1;
    m->projection = p;
    m->scale = scale;
    m->cells_per_rad = RAD_TO_DEG / widest_deg(SPHERE_RADIUS_M * scale.px_per_m);
    key_table_init(&m->cell_numbers, 500);
    key_table_init(&m->nodes.numbers, 3000);
    m->cells = g_ptr_array_new_with_free_func(g_free);
    m->exact_x = g_array_new(FALSE, FALSE, sizeof(double));
    m->exact_y = g_array_new(FALSE, FALSE, sizeof(double));
    m->exact_at = g_array_new(FALSE, FALSE, sizeof(size_t));
    return m;
}

mesh *mesh_ref(mesh *m)
{
    m->ref_count++;
    return m;
}

void mesh_unref(mesh *m)
{
    if (!m || --m->ref_count > 0)
        return;
    key_table_clear(&m->cell_numbers);
    key_table_clear(&m->nodes.numbers);
    g_ptr_array_unref(m->cells);
    g_free(m->nodes.x);
    g_free(m->nodes.y);
    g_array_unref(m->exact_x);
    g_array_unref(m->exact_y);
    g_array_unref(m->exact_at);
    g_free(m);
}

/* By the projection itself. */
static void project(const mesh *m, double *x, double *y, size_t n)
{
    projection_forward(m->projection, x, y, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = m->scale.x0 + x[i] * m->scale.px_per_m;
        y[i] = m->scale.y0 - y[i] * m->scale.px_per_m;
    }
}

/* ---- nodes ---- */

/* The number of the node at COLUMN and ROW in halves of the cells of LEVEL. */
static uint32_t node_number(mesh *m, int column, int row, int level)
{
    g_assert(level <= DEEPEST);
    mesh_place at = {column * (1 << (DEEPEST - level)), row * (1 << (DEEPEST - level)), 0};
    mesh_nodes *nodes = &m->nodes;
    uint32_t before = nodes->numbers.n, number = key_table_number(&nodes->numbers, key_of(at));
    if (number < before)
        return number;
    if (number == nodes->capacity) {
        nodes->capacity = nodes->capacity * 2 + 1024;
        nodes->x = g_renew(double, nodes->x, nodes->capacity);
        nodes->y = g_renew(double, nodes->y, nodes->capacity);
    }
    double per_rad = m->cells_per_rad * (2 << DEEPEST);
    nodes->x[number] = at.column / per_rad;
    nodes->y[number] = at.row / per_rad;
    return number;
}

/* Those that were numbered since the last time. */
static void project_nodes(mesh *m)
{
    mesh_nodes *nodes = &m->nodes;
    size_t first = nodes->n_projected, n = nodes->numbers.n;
    if (n > first)
        project(m, nodes->x + first, nodes->y + first, n - first);
    nodes->n_projected = n;
}

static pair node_place(const mesh *m, uint32_t number)
{
    return (pair){m->nodes.x[number], m->nodes.y[number]};
}

/* ---- cells ---- */

/* Turns A to D, STRIDE apart, into the terms of the cubic polynomial through them at -1, 0, 1 and
 * 2, the constant one first. */
static void make_terms(pair *p, int stride)
{
    pair a = p[0], b = p[stride], c = p[2 * stride], d = p[3 * stride];
    p[0] = b;
    p[stride] = c - b / 2 - a / 3 - d / 6;
    p[2 * stride] = (a + c) / 2 - b;
    p[3 * stride] = (d - a) / 6 + (b - c) / 2;
}

/* S and T: from 0 to 1 across the cell. */
static inline pair interpolate(const mesh_cell *cell, double s, double t)
{
    pair sum = {0, 0};
    for (int i = SIDE - 1; i >= 0; i--) {
        const pair *row = cell->terms[i];
        sum = sum * t + (((row[3] * s + row[2]) * s + row[1]) * s + row[0]);
    }
    return sum;
}

/* Whether the cell agrees with the projection where it is likely to be farthest from it: in its
 * middle and in those of its sides, which are nodes of the next level. */
static bool holds_good(mesh *m, const mesh_cell *cell)
{
    static const int halves[][2] = {{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}};
    uint32_t nodes[G_N_ELEMENTS(halves)];
    mesh_place c = cell->place;
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++)
        nodes[i] = node_number(m, 2 * c.column + halves[i][0], 2 * c.row + halves[i][1], c.level);
    project_nodes(m);
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        pair off =
            node_place(m, nodes[i]) - interpolate(cell, halves[i][0] / 2.0, halves[i][1] / 2.0);
        /* written so that what is no number fails */
        if (!(fabs(off[0]) <= CHECK_PX && fabs(off[1]) <= CHECK_PX))
            return false;
    }
    return true;
}

/* The greatest second derivative by s, by t, or by both, in px a cell squared. */
static double greatest_bend(const mesh_cell *cell)
{
    double by_s = 0, by_t = 0, by_both = 0;
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            double term = fabs(cell->terms[i][j][0]) + fabs(cell->terms[i][j][1]);
            by_s += j * (j - 1) * term;
            by_t += i * (i - 1) * term;
            by_both += i * j * term;
        }
    }
    return fmax(fmax(by_s, by_t), by_both);
}

static mesh_cell *make_cell(mesh *m, mesh_place at)
{
    mesh_cell *cell = g_new(mesh_cell, 1);
    cell->place = at;
    cell->column = at.column;
    cell->row = at.row;
    cell->per_rad = m->cells_per_rad * (1 << at.level);
    uint32_t nodes[SIDE][SIDE];
    for (int i = 0; i < SIDE; i++)
        for (int j = 0; j < SIDE; j++)
            nodes[i][j] = node_number(m, 2 * (at.column + j - 1), 2 * (at.row + i - 1), at.level);
    project_nodes(m);
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++)
            cell->terms[i][j] = node_place(m, nodes[i][j]);
        make_terms(cell->terms[i], 1);
    }
    for (int j = 0; j < SIDE; j++)
        make_terms(&cell->terms[0][j], SIDE);
    cell->state = holds_good(m, cell) ? CELL_GOOD : at.level == DEEPEST ? CELL_EXACT : CELL_DIVIDED;
    cell->bend = greatest_bend(cell) * cell->per_rad * cell->per_rad / 8;
    return cell;
}

/* The cell, divided no further, of angles in cells of the first level. */
static const mesh_cell *find_cell(mesh *m, double column, double row)
{
    for (int level = 0;; level++) {
        mesh_place at = {(gint32)floor(column), (gint32)floor(row), level};
        uint32_t before = m->cell_numbers.n,
                 number = key_table_number(&m->cell_numbers, key_of(at));
        if (number == before)
            g_ptr_array_add(m->cells, make_cell(m, at));
        const mesh_cell *cell = m->cells->pdata[number];
        if (cell->state != CELL_DIVIDED)
            return cell;
        column *= 2;
        row *= 2;
    }
}

/* What cells could not answer, in one call. */
static void project_exact(mesh *m, double *x, double *y)
{
    double *exact_x = (double *)(void *)m->exact_x->data;
    double *exact_y = (double *)(void *)m->exact_y->data;
    project(m, exact_x, exact_y, m->exact_at->len);
    for (guint i = 0; i < m->exact_at->len; i++) {
        size_t at = g_array_index(m->exact_at, size_t, i);
        x[at] = exact_x[i];
        y[at] = exact_y[i];
    }
    g_array_set_size(m->exact_x, 0);
    g_array_set_size(m->exact_y, 0);
    g_array_set_size(m->exact_at, 0);
}

/* An arc of length h in the angles strays by h^2 / 8 times the second derivative along it. */
bool mesh_is_straight(const mesh_cell *a, const mesh_cell *b, double span_rad, double tolerance_px)
{
    return a && a == b && a->bend * span_rad * span_rad <= tolerance_px;
}

void mesh_project(mesh *m, double *x, double *y, size_t n, const mesh_cell **cells)
{
    const mesh_cell *cell = m->last;
    for (size_t i = 0; i < n; i++) {
        double s = -1, t = -1;
        if (cell) { /* mostly the next vertex lies in the cell of the one before */
            s = x[i] * cell->per_rad - cell->column;
            t = y[i] * cell->per_rad - cell->row;
        }
        if (!(s >= 0 && s < 1 && t >= 0 && t < 1)) {
            cell = find_cell(m, x[i] * m->cells_per_rad, y[i] * m->cells_per_rad);
            s = x[i] * cell->per_rad - cell->column;
            t = y[i] * cell->per_rad - cell->row;
        }
        if (cells)
            cells[i] = cell->state == CELL_GOOD ? cell : NULL;
        if (cell->state == CELL_EXACT) {
            g_array_append_val(m->exact_x, x[i]);
            g_array_append_val(m->exact_y, y[i]);
            g_array_append_val(m->exact_at, i);
            continue;
        }
        pair at = interpolate(cell, s, t);
        x[i] = at[0];
        y[i] = at[1];
    }
    m->last = cell;
    if (m->exact_at->len > 0)
        project_exact(m, x, y);
}
