/* SPDX-License-Identifier: MIT
 *
 * Each edge adds to the pixels it crosses what it changes of the area to its right; a running sum
 * along the row then is the cover of each pixel. Coordinates are rounded to 1/256 px once, an edge
 * is always walked downwards, and all sums are of integers: what two neighbours share cancels out
 * exactly. Rows are done in bands, so that the sums stay in the processor's cache, and only in
 * tiles that an edge touched: between them the cover does not change.
 */
#include "canvas/cover.h"

#include <string.h>

enum {
    UNIT = 256, /* of coordinates, in a pixel */
    FULL_BITS = 17,
    FULL = 1 << FULL_BITS, /* the sum under a shape: height times twice the mean width */
    TILE = 16,             /* cells; those of a row are 64 bytes */
    BAND_CELLS = 1 << 16   /* as many cells as fit into a quarter of a MiB */
};

/* Coordinates beyond it count as on it. (px) */
#define FAR_PX 1e6

enum { NO_EDGE = 0 };

/* Downwards: y0 < y1. */
typedef struct {
    int32_t x0, y0, x1, y1;
    int32_t sign; /* -1: the shape's outline runs upwards here */
    guint next;   /* the next edge of the same band; NO_EDGE: none */
} edge;

struct cover {
    int width, height;
    int band_rows, n_bands;
    edge *edges; /* the first stands for none */
    guint n_edges, room;
    guint *in_band; /* the first edge that begins in each band, or reached it */
    int first_band, last_band;
    int row_cells, row_words; /* lengths of rows below */
    int32_t *cells;           /* rows of a band, zero between fillings */
    uint64_t *touched;        /* rows of bits, one a tile */
};

cover *cover_new(int width, int height)
{
    cover *c = g_new0(cover, 1);
    c->width = width;
    c->height = height;
    /* One cell more for the right border, and one for what an edge there adds to the next. */
    c->row_words = (width + 2 + 64 * TILE - 1) / (64 * TILE);
    c->row_cells = (width + 2 + TILE - 1) / TILE * TILE;
    c->band_rows = CLAMP(BAND_CELLS / c->row_cells, 8, height + 8);
    c->n_bands = (height + c->band_rows - 1) / c->band_rows;
    c->in_band = g_new0(guint, c->n_bands);
    c->room = 1 << 12;
    c->edges = g_new(edge, c->room);
    c->n_edges = 1;
    c->first_band = c->n_bands;
    c->last_band = -1;
    c->cells = g_new0(int32_t, (gsize)c->band_rows * (gsize)c->row_cells);
    c->touched = g_new0(uint64_t, (gsize)c->band_rows * (gsize)c->row_words);
    return c;
}

void cover_free(cover *c)
{
    g_free(c->edges);
    g_free(c->in_band);
    g_free(c->cells);
    g_free(c->touched);
    g_free(c);
}

/* ---- Edges ---- */

/* Cutting instead of floor(), which would be a call. */
static inline int32_t to_units(double px)
{
    const int32_t shift = 1 << 29;
    px = px < FAR_PX ? px : FAR_PX;
    px = px > -FAR_PX ? px : -FAR_PX;
    return (int32_t)(px * UNIT + (shift + 0.5)) - shift;
}

cover_point cover_round(vec2 px)
{
    return (cover_point){to_units(px.x), to_units(px.y)};
}

static void put_in_band(cover *c, guint index, int band)
{
    c->edges[index].next = c->in_band[band];
    c->in_band[band] = index;
    c->first_band = MIN(c->first_band, band);
    c->last_band = MAX(c->last_band, band);
}

void cover_edge(cover *c, cover_point from, cover_point to)
{
    bool down = from.y < to.y;
    cover_point top = down ? from : to, bottom = down ? to : from;
    if (top.y == bottom.y || bottom.y <= 0 || top.y >= c->height * UNIT ||
        (top.x >= c->width * UNIT && bottom.x >= c->width * UNIT))
        return;
    if (top.x <= 0 && bottom.x <= 0) /* to the left of the paper counts as on its border */
        top.x = bottom.x = 0;
    if (c->n_edges == c->room) {
        c->room *= 2;
        c->edges = g_renew(edge, c->edges, c->room);
    }
    c->edges[c->n_edges] = (edge){top.x, top.y, bottom.x, bottom.y, down ? 1 : -1, NO_EDGE};
    put_in_band(c, c->n_edges++, top.y <= 0 ? 0 : top.y / (UNIT * c->band_rows));
}

/* ---- Sums ---- */

/* A row of cells while edges are added. */
typedef struct {
    int32_t *cells;
    uint64_t *touched;
    int32_t right; /* the paper's right border */
} sums;

static inline void touch(const sums *s, guint cell)
{
    s->touched[cell / (64 * TILE)] |= (uint64_t)1 << (cell / TILE % 64);
}

/* An edge of HEIGHT inside one cell, whose ends lie SIDES from its left border, summed up. */
static inline void add_to_cell(const sums *s, guint cell, int height, int sides)
{
    s->cells[cell] += height * (2 * UNIT - sides);
    s->cells[cell + 1] += height * sides;
    touch(s, cell);
    if (cell % TILE == TILE - 1)
        touch(s, cell + 1);
}

/* From (X0, Y0) to the right, to (X1, Y1); y within one row. */
static void add_across(const sums *s, guint x0, int y0, guint x1, int y1, int sign)
{
    double slope = (double)(y1 - y0) / (x1 - x0);
    guint cell = x0 / UNIT, last = x1 / UNIT, x = x0 % UNIT; /* X: within the cell */
    int y = y0;
    for (; cell < last; cell++, x = 0) {
        int at = y0 + (int)(((cell + 1) * UNIT - x0) * slope);
        add_to_cell(s, cell, sign * (at - y), (int)x + UNIT);
        y = at;
    }
    if (y != y1)
        add_to_cell(s, cell, sign * (y1 - y), (int)(x + x1 % UNIT));
}

/* Where an edge passes X. */
static int height_at(int x, int x0, int y0, int x1, int y1)
{
    return y0 + (int)((x - x0) * ((double)(y1 - y0) / (x1 - x0)));
}

/* The part of an edge in one row, (X0, Y0) to (X1, Y1), X0 <= X1, that may leave the paper. */
static void add_leaving(const sums *s, int x0, int y0, int x1, int y1, int sign)
{
    if (x0 < 0) { /* what lies to the left counts as on the border */
        int y = x1 > 0 ? height_at(0, x0, y0, x1, y1) : y1;
        add_to_cell(s, 0, sign * (y - y0), 0);
        x0 = 0;
        y0 = y;
    }
    if (x1 > s->right && x0 < s->right) {
        y1 = height_at(s->right, x0, y0, x1, y1);
        x1 = s->right;
    }
    if (x1 > x0 && x0 < s->right)
        add_across(s, (guint)x0, y0, (guint)x1, y1, sign);
}

/* Of any direction to the side. */
static inline void add_piece(const sums *s, int x0, int y0, int x1, int y1, int sign)
{
    if (((x0 ^ x1) & ~(UNIT - 1)) == 0 && (guint)x0 < (guint)s->right) /* in one cell */
        add_to_cell(s, (guint)x0 / UNIT, sign * (y1 - y0), (x0 & (UNIT - 1)) + (x1 & (UNIT - 1)));
    else if (MIN(x0, x1) < 0 || MAX(x0, x1) > s->right)
        add_leaving(s, MIN(x0, x1), x0 < x1 ? y0 : y1, MAX(x0, x1), x0 < x1 ? y1 : y0,
                    x0 < x1 ? sign : -sign);
    else if (x0 < x1)
        add_across(s, (guint)x0, y0, (guint)x1, y1, sign);
    else if (x0 > x1)
        add_across(s, (guint)x1, y1, (guint)x0, y0, -sign);
}

/* Adds what of the edge lies in rows TOP to BOTTOM - 1. */
static void add_edge(cover *c, const edge *e, int top, int bottom)
{
    int y = MAX(e->y0, top * UNIT), end = MIN(e->y1, bottom * UNIT), x = e->x0;
    guint row = (guint)y / UNIT;
    sums s = {c->cells + (gsize)(row - (guint)top) * (gsize)c->row_cells,
              c->touched + (gsize)(row - (guint)top) * (gsize)c->row_words, c->width * UNIT};
    if ((guint)(e->y1 - 1) / UNIT == row && y == e->y0) { /* most are short */
        add_piece(&s, x, y, e->x1, e->y1, e->sign);
        return;
    }
    double slope = (double)(e->x1 - e->x0) / (e->y1 - e->y0);
    if (y != e->y0)
        x += (int)((y - e->y0) * slope);
    while (y < end) {
        row++;
        int next_y = MIN((int)(row * UNIT), end);
        int next_x = next_y == e->y1 ? e->x1 : e->x0 + (int)((next_y - e->y0) * slope);
        add_piece(&s, x, y, next_x, next_y, e->sign);
        x = next_x;
        y = next_y;
        s.cells += c->row_cells;
        s.touched += c->row_words;
    }
}

/* ---- Filling ---- */

/* The sum under the shape, once. */
static inline int32_t folded(int32_t sum, bool even_odd)
{
    int32_t area = sum < 0 ? -sum : sum;
    if (even_odd) {
        area &= 2 * FULL - 1;
        return MIN(area, 2 * FULL - area);
    }
    return MIN(area, FULL);
}

static inline guint cover_of(int32_t area)
{
    return (guint)(area * PAPER_FULL + FULL / 2) / FULL;
}

/* A tile's cells, or their covers, as four vectors: the first has every fourth cell from the first
 * on, and so forth. Put together byte by byte that is the order of the cells. */
typedef int32_t lanes __attribute__((vector_size(4 * TILE / 4)));

static inline lanes folded_lanes(lanes at, bool even_odd)
{
    lanes sign = at >> 31, areas = (at ^ sign) - sign;
    if (even_odd)
        areas &= 2 * FULL - 1;
    lanes other = even_odd ? 2 * FULL - areas : FULL - (lanes){0}, more = areas > other;
    return (areas & ~more) | (other & more);
}

static inline lanes covers_of(lanes areas)
{
    return (areas * PAPER_FULL + FULL / 2) >> FULL_BITS;
}

/* Paints a tile and leaves its cells zero; returns the sum at its end. The sums go straight into
 * vectors: gathered in memory they would be waited for. */
static int32_t fill_tile(int32_t *cells, int32_t sum, paper *p, int x, int y, bool even_odd)
{
    int32_t at[TILE];
    for (int i = 0; i < TILE; i++)
        at[i] = sum += cells[i];
    memset(cells, 0, TILE * sizeof *cells);
    lanes covers = {0};
    for (int i = 0; i < 4; i++) {
        lanes area = folded_lanes((lanes){at[i], at[4 + i], at[8 + i], at[12 + i]}, even_odd);
        covers |= covers_of(area) << (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 8 * i : 24 - 8 * i);
    }
    guint8 bytes[TILE];
    memcpy(bytes, &covers, sizeof bytes);
    if (x < p->width)
        paper_mask(p, x, y, MIN(TILE, p->width - x), bytes);
    return sum;
}

static void fill_row(cover *c, int row, paper *p, int y, bool even_odd)
{
    int32_t *cells = c->cells + (gsize)row * (gsize)c->row_cells, sum = 0;
    uint64_t *touched = c->touched + (gsize)row * (gsize)c->row_words;
    int x = 0; /* up to here all is painted */
    for (int word = 0; word < c->row_words; word++) {
        for (uint64_t left = touched[word]; left; left &= left - 1) {
            int start = (word * 64 + __builtin_ctzll(left)) * TILE;
            if (sum != 0 && start > x)
                paper_span(p, x, y, start - x, cover_of(folded(sum, even_odd)));
            sum = fill_tile(cells + start, sum, p, start, y, even_odd);
            x = start + TILE;
        }
        touched[word] = 0;
    }
    if (sum != 0 && x < p->width)
        paper_span(p, x, y, p->width - x, cover_of(folded(sum, even_odd)));
}

static void fill_band(cover *c, int band, paper *p, bool even_odd)
{
    int top = band * c->band_rows, bottom = MIN(top + c->band_rows, c->height);
    guint next;
    for (guint index = c->in_band[band]; index != NO_EDGE; index = next) {
        const edge *e = &c->edges[index];
        next = e->next;
        add_edge(c, e, top, bottom);
        if (e->y1 > bottom * UNIT && bottom < c->height)
            put_in_band(c, index, band + 1);
    }
    c->in_band[band] = NO_EDGE;
    for (int y = top; y < bottom; y++)
        fill_row(c, y - top, p, y, even_odd);
}

void cover_fill(cover *c, paper *p, bool even_odd)
{
    for (int band = c->first_band; band <= c->last_band; band++)
        fill_band(c, band, p, even_odd);
    c->n_edges = 1;
    c->first_band = c->n_bands;
    c->last_band = -1;
}
