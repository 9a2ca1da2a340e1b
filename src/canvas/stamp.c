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

struct stamp {
    int width, height; /* with margins */
    guint8 *mask, *touched;
    int tiles_x, tiles_y;
    guint8 covers[STEPS * STEPS][SIDE][SIDE];
    double radius, step;
    guint middle, rows;   /* of the stamp, px */
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
    return s;
}

void stamp_free(stamp *s)
{
    if (!s)
        return;
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

void stamp_set(stamp *s, double radius)
{
    if (s->radius == radius)
        return;
    s->radius = radius;
    s->middle = (guint)(radius + 1.5);
    s->rows = MIN(2 * s->middle + 1, SIDE);
    s->reach = s->middle;
    s->right = s->width - 2 * MARGIN + s->reach;
    s->bottom = s->height - 2 * MARGIN + s->reach;
    /* Where the cover begins to fall, and how far along the line it has fallen by the error. */
    double flat = fabs(radius - 0.5), fallen = flat + GAP_ERROR;
    s->step = fmax(2 * sqrt(fallen * fallen - flat * flat), LEAST_STEP_PX);
    memset(s->covers, 0, sizeof s->covers);
    for (int place = 0; place < STEPS * STEPS; place++) {
        int across = place % STEPS, down = place / STEPS;
        double x = s->middle + (across + 0.5) / STEPS;
        double y = s->middle + (down + 0.5) / STEPS;
        for (guint row = 0; row < s->rows; row++) {
            for (guint i = 0; i < s->rows; i++) {
                double dx = i + 0.5 - x, dy = row + 0.5 - y;
                s->covers[place][row][i] = cover_at(radius, sqrt(dx * dx + dy * dy));
            }
        }
    }
}

/* ---- Lines ---- */

static inline void press_row(guint8 *restrict mask, const guint8 *restrict covers)
{
    for (int i = 0; i < SIDE; i++)
        mask[i] = MAX(mask[i], covers[i]);
}

static inline void press(stamp *s, double x, double y)
{
    if (!(x > -s->reach && x < s->right && y > -s->reach && y < s->bottom))
        return;
    /* In steps, from so far outside that none is negative. */
    guint at_x = (guint)((x + MARGIN) * STEPS), at_y = (guint)((y + MARGIN) * STEPS);
    guint left = at_x / STEPS - s->middle, top = at_y / STEPS - s->middle;
    guint8(*covers)[SIDE] = s->covers[at_y % STEPS * STEPS + at_x % STEPS];
    gsize width = (gsize)s->width;
    guint8 *mask = s->mask + top * width + left;
    for (guint row = 0, rows = s->rows; row < rows; row++, mask += width)
        press_row(mask, covers[row]);
    guint8 *tile = s->touched + top / TILE * (guint)s->tiles_x + left / TILE;
    guint right = (left + SIDE - 1) / TILE - left / TILE;
    guint below = ((top + SIDE - 1) / TILE - top / TILE) * (guint)s->tiles_x;
    tile[0] = tile[right] = tile[below] = tile[below + right] = 1;
}

void stamp_line(stamp *s, const vec2 *points, guint n, bool closed)
{
    if (n == 0)
        return;
    double ahead = 0; /* from a point to the next press */
    for (guint i = 1; i < n + closed; i++) {
        vec2 a = points[i - 1], b = points[i < n ? i : 0];
        double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
        double per_px = length > 0 ? 1 / length : 0;
        for (; ahead < length; ahead += s->step)
            press(s, a.x + dx * (ahead * per_px), a.y + dy * (ahead * per_px));
        ahead -= length;
    }
    if (!closed)
        press(s, points[n - 1].x, points[n - 1].y);
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
    for (int y = 0; y < s->tiles_y; y++) {
        guint8 *touched = s->touched + y * s->tiles_x;
        for (int x = 0, end; x < s->tiles_x; x = end + 1) {
            for (end = x; end < s->tiles_x && touched[end]; end++)
                touched[end] = 0;
            if (end > x)
                paint_run(s, p, x * TILE, (end - x) * TILE, y * TILE);
        }
    }
}
