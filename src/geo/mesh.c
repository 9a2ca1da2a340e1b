/* SPDX-License-Identifier: MIT
 *
 * Lagrange's cubic interpolation in both directions (Abramowitz and Stegun 25.2.13). A cell that
 * does not hold good is divided in four, a few times; what is left then is asked of the projection.
 */
#include "geo/mesh.h"

#include <math.h>

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
    mesh_place place;
    cell_state state;
    page_point terms[SIDE][SIDE];
    double bend; /* how far an arc strays from its chord at most, px per radian squared */
};

typedef struct {
    mesh_place place;
    page_point point;
} mesh_node;

struct mesh {
    const projection *projection;
    page_scale scale;
    double cells_per_rad;                 /* of the first level */
    GHashTable *cells, *nodes;            /* sets; what they hold begins with its place */
    const mesh_cell *last;                /* found */
    GArray *exact_x, *exact_y, *exact_at; /* of the call in hand */
};

static guint hash_place(gconstpointer p)
{
    const mesh_place *place = p;
    return ((guint)place->column * 0x9E3779B1u ^ (guint)place->row * 0x85EBCA6Bu) +
           (guint)place->level;
}

static gboolean equal_places(gconstpointer a, gconstpointer b)
{
    const mesh_place *p = a, *q = b;
    return p->column == q->column && p->row == q->row && p->level == q->level;
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
    m->projection = p;
    m->scale = scale;
    m->cells_per_rad = RAD_TO_DEG / widest_deg(SPHERE_RADIUS_M * scale.px_per_m);
    m->cells = g_hash_table_new_full(hash_place, equal_places, g_free, NULL);
    m->nodes = g_hash_table_new_full(hash_place, equal_places, g_free, NULL);
    m->exact_x = g_array_new(FALSE, FALSE, sizeof(double));
    m->exact_y = g_array_new(FALSE, FALSE, sizeof(double));
    m->exact_at = g_array_new(FALSE, FALSE, sizeof(size_t));
    return m;
}

void mesh_free(mesh *m)
{
    if (!m)
        return;
    g_hash_table_unref(m->cells);
    g_hash_table_unref(m->nodes);
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

/* The node at COLUMN and ROW in halves of the cells of LEVEL. */
static page_point node_at(mesh *m, int column, int row, int level)
{
    g_assert(level <= DEEPEST);
    mesh_place at = {column * (1 << (DEEPEST - level)), row * (1 << (DEEPEST - level)), 0};
    mesh_node *node = g_hash_table_lookup(m->nodes, &at);
    if (!node) {
        double per_rad = m->cells_per_rad * (2 << DEEPEST);
        node = g_new(mesh_node, 1);
        node->place = at;
        node->point = (page_point){at.column / per_rad, at.row / per_rad};
        project(m, &node->point.x, &node->point.y, 1);
        g_hash_table_add(m->nodes, node);
    }
    return node->point;
}

/* The terms of the cubic polynomial through A to D at -1, 0, 1 and 2, the constant one first. */
static void terms_of(double *terms, double a, double b, double c, double d)
{
    terms[0] = b;
    terms[1] = c - b / 2 - a / 3 - d / 6;
    terms[2] = (a + c) / 2 - b;
    terms[3] = (d - a) / 6 + (b - c) / 2;
}

static void points_terms(page_point *out, const page_point *p, int stride)
{
    double x[SIDE], y[SIDE];
    terms_of(x, p[0].x, p[stride].x, p[2 * stride].x, p[3 * stride].x);
    terms_of(y, p[0].y, p[stride].y, p[2 * stride].y, p[3 * stride].y);
    for (int i = 0; i < SIDE; i++)
        out[i * stride] = (page_point){x[i], y[i]};
}

/* S and T: from 0 to 1 across the cell. */
static page_point interpolate(const mesh_cell *cell, double s, double t)
{
    page_point sum = {0, 0};
    for (int i = SIDE - 1; i >= 0; i--) {
        const page_point *row = cell->terms[i];
        double x = ((row[3].x * s + row[2].x) * s + row[1].x) * s + row[0].x;
        double y = ((row[3].y * s + row[2].y) * s + row[1].y) * s + row[0].y;
        sum = (page_point){sum.x * t + x, sum.y * t + y};
    }
    return sum;
}

/* Whether the cell agrees with the projection where it is likely to be farthest from it: in its
 * middle and in those of its sides, which are nodes of the next level. */
static bool holds_good(mesh *m, const mesh_cell *cell)
{
    static const int halves[][2] = {{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}};
    mesh_place c = cell->place;
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        int column = halves[i][0], row = halves[i][1];
        page_point at = interpolate(cell, column / 2.0, row / 2.0);
        page_point is = node_at(m, 2 * c.column + column, 2 * c.row + row, c.level);
        /* written so that what is no number fails */
        if (!(fabs(is.x - at.x) <= CHECK_PX && fabs(is.y - at.y) <= CHECK_PX))
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
            double term = fabs(cell->terms[i][j].x) + fabs(cell->terms[i][j].y);
            by_s += j * (j - 1) * term;
            by_t += i * (i - 1) * term;
            by_both += i * j * term;
        }
    }
    return fmax(fmax(by_s, by_t), by_both);
}

static const mesh_cell *make_cell(mesh *m, mesh_place at)
{
    mesh_cell *cell = g_new(mesh_cell, 1);
    cell->place = at;
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++)
            cell->terms[i][j] = node_at(m, 2 * (at.column + j - 1), 2 * (at.row + i - 1), at.level);
        points_terms(cell->terms[i], cell->terms[i], 1);
    }
    for (int j = 0; j < SIDE; j++)
        points_terms(&cell->terms[0][j], &cell->terms[0][j], SIDE);
    cell->state = holds_good(m, cell) ? CELL_GOOD : at.level == DEEPEST ? CELL_EXACT : CELL_DIVIDED;
    double cells_per_rad = m->cells_per_rad * (1 << at.level);
    cell->bend = greatest_bend(cell) * cells_per_rad * cells_per_rad / 8;
    g_hash_table_add(m->cells, cell);
    return cell;
}

/* The cell, divided no further, of angles in cells of the first level. */
static const mesh_cell *find_cell(mesh *m, double column, double row)
{
    for (int level = 0;; level++) {
        mesh_place at = {(gint32)floor(column), (gint32)floor(row), level};
        const mesh_cell *cell = g_hash_table_lookup(m->cells, &at);
        if (!cell)
            cell = make_cell(m, at);
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
    for (size_t i = 0; i < n; i++) {
        double column = x[i] * m->cells_per_rad, row = y[i] * m->cells_per_rad;
        double s = -1, t = -1;
        if (m->last) { /* mostly the next vertex lies in the cell of the one before */
            s = column * (1 << m->last->place.level) - m->last->place.column;
            t = row * (1 << m->last->place.level) - m->last->place.row;
        }
        if (!(s >= 0 && s < 1 && t >= 0 && t < 1)) {
            m->last = find_cell(m, column, row);
            s = column * (1 << m->last->place.level) - m->last->place.column;
            t = row * (1 << m->last->place.level) - m->last->place.row;
        }
        if (cells)
            cells[i] = m->last->state == CELL_GOOD ? m->last : NULL;
        if (m->last->state == CELL_EXACT) {
            g_array_append_val(m->exact_x, x[i]);
            g_array_append_val(m->exact_y, y[i]);
            g_array_append_val(m->exact_at, i);
            continue;
        }
        page_point at = interpolate(m->last, s, t);
        x[i] = at.x;
        y[i] = at.y;
    }
    if (m->exact_at->len > 0)
        project_exact(m, x, y);
}
