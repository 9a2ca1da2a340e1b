/* SPDX-License-Identifier: MIT
 *
 * Colours are counted; the palette takes the most frequent ones, then the most frequent that no
 * taken one stands for, until none is left; each colour gets the nearest taken one. Flat areas are
 * runs of one colour: the pixels are looked at once, then there are only runs.
 */
#include "canvas/indexed.h"

#include <stdlib.h>
#include <string.h>

/* More colours than a map has with all its mixtures, and twice as many places in the table. */
enum { SEEN_BITS = 15, MAX_SEEN = 1 << (SEEN_BITS - 1), SLOTS = 1 << SEEN_BITS };
enum { AT_ONCE = 32 }; /* pixels or colours: what gcc does side by side, and not one by one */
enum { WORD = 8 };     /* pixels that are asked at once whether a colour ends */
/* So many colours stay as they are, whatever lies near them: tints, faint lines, greys of text. */
#define EXACT_COLORS 64

typedef struct {
    guint32 color, pixels;
    guint place; /* in the census's columns */
} seen_color;

/* The colours of a picture, found by a hash table with open addressing. Columns, because comparing
 * all colours with one is the inner loop. */
typedef struct {
    seen_color seen[MAX_SEEN];
    guint n;
    guint16 slots[SLOTS]; /* 1 + a place in SEEN; 0 empty */
    guint8 red[MAX_SEEN], green[MAX_SEEN], blue[MAX_SEEN];
    guint8 error[MAX_SEEN], index[MAX_SEEN]; /* of the nearest colour of the palette */
} census;

/* NULL when there are too many. */
static seen_color *find_color(census *c, guint32 color)
{
    guint slot = (color * 0x9E3779B1u) >> (32 - SEEN_BITS);
    while (c->slots[slot] != 0) {
        seen_color *s = &c->seen[c->slots[slot] - 1];
        if (s->color == color)
            return s;
        slot = (slot + 1) % SLOTS;
    }
    if (c->n == MAX_SEEN)
        return NULL;
    c->seen[c->n] = (seen_color){color, 0, c->n};
    c->slots[slot] = (guint16)++c->n;
    return &c->seen[c->n - 1];
}

static const guint32 *pixels_of(const guint8 *data, int y, int stride)
{
    return (const guint32 *)(gconstpointer)(data + (gsize)y * (gsize)stride);
}

/* Whether all of AT_ONCE pixels are COLOR. */
static inline bool all_alike(const guint32 *pixels, guint32 color)
{
    guint32 other = 0;
    for (int i = 0; i < AT_ONCE; i++)
        other |= pixels[i] ^ color;
    return other == 0;
}

/* Says of N pixels whether they differ from the one before each. */
static void mark_changes(guint8 *changes, const guint32 *pixels, int n)
{
    for (int i = 0; i < n; i++)
        changes[i] = pixels[i] != pixels[i - 1];
}

/* A row whose runs are being found. */
typedef struct {
    census *c;
    const guint32 *pixels;
    int start; /* of the run in hand */
    indexed_run *out;
} row_scan;

/* The run in hand ends before END. False when there are too many colours. */
static inline bool end_run(row_scan *s, int end)
{
    seen_color *seen = find_color(s->c, s->pixels[s->start] & 0xFFFFFF);
    if (!seen)
        return false;
    seen->pixels += (guint32)(end - s->start);
    *s->out++ = (indexed_run){(guint16)(end - s->start), (guint16)seen->place};
    s->start = end;
    return true;
}

/* Ends runs where N pixels from X on differ from the ones before; there is one before. */
static bool scan_some(row_scan *s, int x, int n)
{
    guint8 changes[AT_ONCE] = {0};
    if (n == AT_ONCE)
        mark_changes(changes, s->pixels + x, AT_ONCE); /* a loop of a length that is known */
    else
        mark_changes(changes, s->pixels + x, n);
    for (int i = 0; i < AT_ONCE; i += WORD) {
        guint64 word;
        memcpy(&word, changes + i, sizeof word);
        for (word = GUINT64_FROM_LE(word); word != 0; word &= word - 1) {
            if (!end_run(s, x + i + __builtin_ctzll(word) / 8))
                return false;
        }
    }
    return true;
}

/* Counts the pixels of each colour and notes the runs, row by row, each with its colour's place in
 * the census. Most of a map is flat: that is passed over many pixels at once. */
static bool count_colors(census *c, GArray *runs, const guint8 *data, int width, int height,
                         int stride)
{
    bool ok = true;
    for (int y = 0; y < height && ok; y++) {
        guint n = runs->len;
        g_array_set_size(runs, n + (guint)width); /* at most */
        row_scan s = {c, pixels_of(data, y, stride), 0, &g_array_index(runs, indexed_run, n)};
        for (int x = 1; x < width && ok; x += AT_ONCE) {
            if (width - x < AT_ONCE)
                ok = scan_some(&s, x, width - x);
            else if (!all_alike(s.pixels + x, s.pixels[x - 1]))
                ok = scan_some(&s, x, AT_ONCE);
        }
        ok = ok && end_run(&s, width);
        g_array_set_size(runs, (guint)(s.out - (indexed_run *)(gpointer)runs->data));
    }
    return ok;
}

static int compare_frequency(const void *a, const void *b)
{
    const seen_color *p = *(seen_color *const *)a, *q = *(seen_color *const *)b;
    if (p->pixels != q->pixels)
        return p->pixels > q->pixels ? -1 : 1;
    return p->color < q->color ? -1 : p->color > q->color;
}

/* By how much AT_ONCE values differ from one, where that is more than ERRORS has. */
static void raise_errors(guint8 *errors, const guint8 *values, guint8 one)
{
    for (int i = 0; i < AT_ONCE; i++) {
        guint8 error = values[i] > one ? values[i] - one : one - values[i];
        errors[i] = MAX(errors[i], error);
    }
}

/* Notes for all colours where the new one is the nearest so far; and for what lies in the columns
 * behind them, up to a whole step. */
static void take_color(indexed_palette *palette, census *c, guint32 color)
{
    guint8 index = (guint8)palette->n_colors;
    for (guint start = 0; start < c->n; start += AT_ONCE) {
        guint8 errors[AT_ONCE] = {0}, *best = c->error + start, *nearest = c->index + start;
        raise_errors(errors, c->red + start, (guint8)(color >> 16));
        raise_errors(errors, c->green + start, (guint8)(color >> 8));
        raise_errors(errors, c->blue + start, (guint8)color);
        for (int i = 0; i < AT_ONCE; i++)
            nearest[i] = errors[i] < best[i] ? index : nearest[i];
        for (int i = 0; i < AT_ONCE; i++)
            best[i] = MIN(best[i], errors[i]);
    }
    palette->colors[palette->n_colors++] = color;
}

/* False when MAX_ERROR takes more colours than there is room for. */
static bool choose_colors(indexed_palette *palette, census *c, seen_color *const *order,
                          guint8 max_error)
{
    memset(c->error, G_MAXUINT8, c->n);
    palette->n_colors = 0;
    for (guint i = 0; i < c->n; i++) {
        if (i >= EXACT_COLORS && c->error[order[i]->place] <= max_error)
            continue;
        if (palette->n_colors == INDEXED_COLORS)
            return false;
        take_color(palette, c, order[i]->color);
    }
    return true;
}

/* With a smaller error where 256 colours allow it. */
static bool make_palette(indexed_palette *palette, census *c)
{
    g_autofree seen_color **order = g_new(seen_color *, c->n);
    for (guint i = 0; i < c->n; i++) {
        order[i] = &c->seen[i];
        c->red[i] = (guint8)(c->seen[i].color >> 16);
        c->green[i] = (guint8)(c->seen[i].color >> 8);
        c->blue[i] = (guint8)c->seen[i].color;
    }
    qsort(order, c->n, sizeof(seen_color *), compare_frequency);
    for (guint8 error = INDEXED_MAX_ERROR - 2; error <= INDEXED_MAX_ERROR; error += 2) {
        if (choose_colors(palette, c, order, error))
            return true;
    }
    return false;
}

/* Gives the runs their colour of the palette; those that share it now become one. */
static void index_runs(const census *c, GArray *runs, int width)
{
    indexed_run *run = (indexed_run *)(gpointer)runs->data, *out = run;
    int x = 0; /* where RUN begins in its row */
    for (guint i = 0; i < runs->len; i++, run++) {
        guint16 index = c->index[run->index];
        if (x > 0 && out[-1].index == index)
            out[-1].length += run->length;
        else
            *out++ = (indexed_run){run->length, index};
        x = x + run->length == width ? 0 : x + run->length;
    }
    g_array_set_size(runs, (guint)(out - (indexed_run *)(gpointer)runs->data));
}

GArray *indexed_pack(indexed_palette *palette, const guint8 *data, int width, int height,
                     int stride)
{
    census *c = g_new0(census, 1);
    guint many = (guint)width * (guint)height / 8; /* as a map has, so that none need be moved */
    GArray *runs = g_array_sized_new(FALSE, FALSE, sizeof(indexed_run), many);
    bool ok = count_colors(c, runs, data, width, height, stride) && make_palette(palette, c);
    if (ok)
        index_runs(c, runs, width);
    else
        g_clear_pointer(&runs, g_array_unref);
    g_free(c);
    return runs;
}

gsize indexed_rows(const GArray *runs, int width, guint8 *out)
{
    const guint8 *start = out;
    int x = 0;
    for (guint i = 0; i < runs->len; i++) {
        indexed_run run = g_array_index(runs, indexed_run, i);
        if (x == 0)
            *out++ = 0;
        memset(out, run.index, run.length);
        out += run.length;
        x = x + run.length == width ? 0 : x + run.length;
    }
    return (gsize)(out - start);
}
