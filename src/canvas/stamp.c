/* SPDX-License-Identifier: MIT
 *
 * A round stamp is pressed along the line, so close that nobody sees it. It has the covers of the
 * pixels around its middle by their distance, and where stamps overlap the greater cover counts. A
 * press is a row of 16 bytes after another, an instruction or two each; corners and ends cost
 * nothing. An outline (outline.h) of a coast, whose pieces are shorter than the line is wide, takes
 * five times as long.
 */
#include "canvas/stamp.h"

#include <math.h>
#include <string.h>

enum {
    SIDE = 16,    /* of a stamp, px */
    STEPS = 8,    /* places of its middle in a pixel, each way */
    TILE = 32,    /* what was touched is noted in squares of this side */
    MARGIN = SIDE /* around the paper, so that nothing is cut */
};

/* How much less a pixel between two presses may be covered, of 1. */
#define GAP_ERROR 0.05
/* The closest presses. (px) */
#define LEAST_STEP_PX 0.33

/* What is pressed, by the place of its middle in a pixel. */
typedef struct {
    double radius, narrow_radius; /* the latter 0 for one line */
    double step;
    guint middle, rows; /* px */
    guint8 covers[STEPS * STEPS][SIDE][SIDE];
} nib;

/* A page's halos are of a few widths in turn. */
enum { NIBS = 8 };

struct stamp {
    int width, height; /* with margins */
    guint8 *mask, *touched;
    int tiles_x, tiles_y;
    int first_y, last_y;  /* rows of tiles that may be touched */
    nib *nibs[NIBS];      /* made so far, NULL behind them */
    guint oldest;         /* the next one to be given up */
    const nib *nib;       /* in hand */
    double reach;         /* how far from the paper a press still touches it; px */
    double right, bottom; /* up to where it does */
};

stamp *stamp_new(int width, int height)
{
    stamp *s = g_new0(stamp, 1);
    s->width = width + 2 * MARGIN;
    s->height = height + 2 * MARGIN;
    s->tiles_x = s->width / TILE + 1;
    s->tiles_y = s->height / TILE + 1;
    s->mask = g_malloc0((gsize)s->width * (gsize)s->height);
    s->touched = g_malloc0((gsize)s->tiles_x * (gsize)s->tiles_y);
    s->first_y = s->tiles_y;
    s->last_y = -1;
    return s;
}

void stamp_free(stamp *s)
{
    if (!s)
        return;
    for (guint i = 0; i < NIBS; i++)
        g_free(s->nibs[i]);
    g_free(s->mask);
    g_free(s->touched);
    g_free(s);
}

/* A pixel's cover at a distance is that of a strip through a square: falling over one pixel at the
 * edge, never more than the line is wide. */
static guint8 cover_at(double radius, double distance)
{
    double part = MIN(radius + 0.5 - distance, MIN(2 * radius, 1));
    return (guint8)(MAX(part, 0) * PAPER_FULL + 0.5);
}

/* How far apart presses may be: up to where the cover, which falls from some distance on, has
 * fallen along the line by the error. */
static double step_of(double radius)
{
    double flat = fabs(radius - 0.5), fallen = flat + GAP_ERROR;
    return fmax(2 * sqrt(fallen * fallen - flat * flat), LEAST_STEP_PX);
}

static nib *nib_new(double radius, double narrow_radius)
{
    nib *n = g_new0(nib, 1);
    n->radius = radius;
    n->narrow_radius = narrow_radius;
    n->middle = (guint)(radius + 1.5);
    n->rows = MIN(2 * n->middle + 1, SIDE);
    n->step = step_of(narrow_radius > 0 ? narrow_radius : radius);
    for (int place = 0; place < STEPS * STEPS; place++) {
        int across = place % STEPS, down = place / STEPS;
        double x = n->middle + (across + 0.5) / STEPS;
        double y = n->middle + (down + 0.5) / STEPS;
        for (guint row = 0; row < n->rows; row++) {
            for (guint i = 0; i < n->rows; i++) {
                double dx = i + 0.5 - x, dy = row + 0.5 - y, distance = sqrt(dx * dx + dy * dy);
                n->covers[place][row][i] =
                    (guint8)(cover_at(radius, distance) +
                             (narrow_radius > 0 ? cover_at(narrow_radius, distance) : 0));
            }
        }
    }
    return n;
}

static const nib *find_nib(stamp *s, double radius, double narrow_radius)
{
    for (guint i = 0; i < NIBS && s->nibs[i]; i++) {
        if (s->nibs[i]->radius == radius && s->nibs[i]->narrow_radius == narrow_radius)
            return s->nibs[i];
    }
    nib **place = &s->nibs[s->oldest];
    s->oldest = (s->oldest + 1) % NIBS;
    g_free(*place);
    return *place = nib_new(radius, narrow_radius);
}

static void take_nib(stamp *s, double radius, double narrow_radius)
{
    s->nib = find_nib(s, radius, narrow_radius);
    s->reach = s->nib->middle;
    s->right = s->width - 2 * MARGIN + s->reach;
    s->bottom = s->height - 2 * MARGIN + s->reach;
}

void stamp_set(stamp *s, double radius)
{
    take_nib(s, radius, 0);
}

bool stamp_set_two(stamp *s, double radius, double narrow_radius)
{
    /* The greater of two covers is the right one only while one line is full under the other. */
    if (narrow_radius <= 0 || narrow_radius + 0.5 > radius - 0.5)
        return false;
    take_nib(s, radius, narrow_radius);
    return true;
}

/* ---- Lines ---- */

static inline void press_row(guint8 *restrict mask, const guint8 *restrict covers)
{
    for (int i = 0; i < SIDE; i++)
        mask[i] = MAX(mask[i], covers[i]);
}

/* Presses N, of so many ROWS, at (x, y), from the mask's corner in steps. */
static inline void press(const nib *n, guint8 *mask, gsize width, guint x, guint y, guint rows)
{
    const guint8(*covers)[SIDE] = n->covers[y % STEPS * STEPS + x % STEPS];
    mask += (y / STEPS - n->middle) * width + x / STEPS - n->middle;
    for (guint row = 0; row < rows; row++, mask += width)
        press_row(mask, covers[row]);
}

/* A box around pieces of line. */
typedef struct {
    vec2 low, high;
} bounds;

static const bounds NOTHING = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}};

static inline void grow(bounds *b, vec2 p)
{
    b->low = (vec2){MIN(b->low.x, p.x), MIN(b->low.y, p.y)};
    b->high = (vec2){MAX(b->high.x, p.x), MAX(b->high.y, p.y)};
}

/* Notes the tiles that presses within BOX may touch, and empties it. */
static void touch(stamp *s, bounds *box)
{
    if (box->low.x > box->high.x)
        return;
    double reach = s->nib->middle;
    /* No press is outside the margins. */
    guint x0 = (guint)(MAX(box->low.x - reach, -MARGIN) + MARGIN) / TILE;
    guint y0 = (guint)(MAX(box->low.y - reach, -MARGIN) + MARGIN) / TILE;
    guint x1 = (guint)CLAMP(box->high.x - reach + SIDE + MARGIN, 0, s->width - 1) / TILE;
    guint y1 = (guint)CLAMP(box->high.y - reach + SIDE + MARGIN, 0, s->height - 1) / TILE;
    for (guint y = y0; y <= y1; y++)
        memset(s->touched + y * (guint)s->tiles_x + x0, 1, x1 - x0 + 1);
    s->first_y = MIN(s->first_y, (int)y0);
    s->last_y = MAX(s->last_y, (int)y1);
    *box = NOTHING;
}

static bool reaches_paper(const stamp *s, vec2 p)
{
    return p.x > -s->reach && p.x < s->right && p.y > -s->reach && p.y < s->bottom;
}

/* A coordinate from the mask's corner in steps. */
static inline double to_steps(double px)
{
    return (px + MARGIN) * STEPS;
}

/* Presses along the piece from A to B, LENGTH px, FROM px from A on; returns how far beyond B the
 * next press would be. */
static inline double press_rows(stamp *s, vec2 a, vec2 b, double length, double from, guint rows)
{
    const nib *n = s->nib;
    const double step = n->step, x_step = (b.x - a.x) / length, y_step = (b.y - a.y) / length;
    const double x0 = to_steps(a.x), y0 = to_steps(a.y), dx = x_step * STEPS, dy = y_step * STEPS;
    const bool whole = reaches_paper(s, a) && reaches_paper(s, b);
    for (; from < length; from += step) {
        if (whole || reaches_paper(s, (vec2){a.x + x_step * from, a.y + y_step * from}))
            press(n, s->mask, (gsize)s->width, (guint)(x0 + dx * from), (guint)(y0 + dy * from),
                  rows);
    }
    return from - length;
}

/* Compilers write so many rows out: a loop's own steps are half of a press. */
static double press_piece(stamp *s, vec2 a, vec2 b, double length, double from)
{
    switch (s->nib->rows) {
    case 3:
        return press_rows(s, a, b, length, from, 3);
    case 5:
        return press_rows(s, a, b, length, from, 5);
    case 7:
        return press_rows(s, a, b, length, from, 7);
    case 9:
        return press_rows(s, a, b, length, from, 9);
    case 11:
        return press_rows(s, a, b, length, from, 11);
    case 13:
        return press_rows(s, a, b, length, from, 13);
    default:
        return press_rows(s, a, b, length, from, s->nib->rows);
    }
}

static bool passes_by(const stamp *s, vec2 a, vec2 b)
{
    return MAX(a.x, b.x) <= -s->reach || MIN(a.x, b.x) >= s->right || MAX(a.y, b.y) <= -s->reach ||
           MIN(a.y, b.y) >= s->bottom;
}

void stamp_line(stamp *s, const vec2 *points, guint n, bool closed)
{
    if (n == 0)
        return;
    double ahead = 0; /* from a point to the next press */
    bounds box = NOTHING;
    for (guint i = 1; i < n + closed; i++) {
        vec2 a = points[i - 1], b = points[i < n ? i : 0];
        double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
        if (ahead >= length) {
            ahead -= length;
            continue;
        }
        if (passes_by(s, a, b)) {
            ahead = 0;
            continue;
        }
        ahead = press_piece(s, a, b, length, ahead);
        grow(&box, a);
        grow(&box, b);
        if (box.high.x - box.low.x > TILE || box.high.y - box.low.y > TILE)
            touch(s, &box);
    }
    vec2 end = points[n - 1];
    if (!closed && reaches_paper(s, end)) {
        press_piece(s, end, end, s->nib->step, 0);
        grow(&box, end);
    }
    touch(s, &box);
}

/* ---- Painting ---- */

/* Paints a run of touched tiles, WIDTH px from LEFT in the mask, and leaves them empty. */
static void paint_run(stamp *s, paper *p, int left, int width, int top)
{
    int x = MAX(left - MARGIN, 0), end = MIN(left + width - MARGIN, s->width - 2 * MARGIN);
    for (int row = top; row < MIN(top + TILE, s->height); row++) {
        guint8 *mask = s->mask + (gsize)row * (gsize)s->width;
        int y = row - MARGIN;
        if (y >= 0 && y < s->height - 2 * MARGIN && end > x)
            paper_mask(p, x, y, end - x, mask + MARGIN + x);
        memset(mask + left, 0, (gsize)MIN(width, s->width - left));
    }
}

void stamp_paint(stamp *s, paper *p)
{
    for (int y = s->first_y; y <= s->last_y; y++) {
        guint8 *touched = s->touched + y * s->tiles_x;
        for (int x = 0, end; x < s->tiles_x; x = end + 1) {
            for (end = x; end < s->tiles_x && touched[end]; end++)
                touched[end] = 0;
            if (end > x)
                paint_run(s, p, x * TILE, (end - x) * TILE, y * TILE);
        }
    }
    s->first_y = s->tiles_y;
    s->last_y = -1;
}
