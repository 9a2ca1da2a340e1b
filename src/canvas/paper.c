/* SPDX-License-Identifier: MIT
 *
 * Laying a colour over pixels. Maps are flat, so that next to a pixel mostly lies one that gives
 * the same mixture: it is made once.
 */
#include "canvas/paper.h"

#include <string.h>

static void set_weight(paper *p, guint cover, guint weight)
{
    p->weights[cover] = (guint8)weight;
    p->pairs[cover] = weight << 16 | weight;
}

void paper_use(paper *p, color c)
{
    guint alpha = (guint)(CLAMP(c.alpha, 0, 1) * 255 + 0.5);
    p->color = 0xFF000000u | (guint32)c.r << 16 | (guint32)c.g << 8 | c.b;
    for (guint i = 0; i <= PAPER_FULL; i++)
        set_weight(p, i, (i * alpha + PAPER_FULL / 2) / PAPER_FULL);
}

void paper_use_two(paper *p, color c, double alpha)
{
    paper_use(p, c);
    double below = CLAMP(c.alpha, 0, 1), above = CLAMP(alpha, 0, 1);
    for (guint i = 1; i <= PAPER_FULL; i++) {
        double left = (1 - below) * (1 - above * i / PAPER_FULL); /* of what lies under both */
        set_weight(p, PAPER_FULL + i, (guint)((1 - left) * 255 + 0.5));
    }
}

/* Two channels at once; each is A * (255 - WEIGHT) + B * WEIGHT, over 255 and rounded. */
static guint32 mix_pair(guint32 a, guint32 b, guint weight)
{
    guint32 sum = a * (255 - weight) + b * weight + 0x800080u;
    return ((sum + (sum >> 8 & 0xFF00FFu)) >> 8) & 0xFF00FFu;
}

static guint32 mix(guint32 a, guint32 b, guint weight)
{
    return mix_pair(a & 0xFF00FFu, b & 0xFF00FFu, weight) |
           mix_pair(a >> 8 & 0xFF00FFu, b >> 8 & 0xFF00FFu, weight) << 8;
}

static guint32 *pixels_at(const paper *p, int x, int y)
{
    return (guint32 *)(gpointer)(p->pixels + (gsize)y * (gsize)p->stride) + x;
}

static void lay_alike(const paper *p, int x, int y, int n, guint weight)
{
    guint32 *pixels = pixels_at(p, x, y);
    if (weight == 255) {
        for (int i = 0; i < n; i++)
            pixels[i] = p->color;
        return;
    }
    guint32 under = pixels[0], mixed = mix(under, p->color, weight);
    for (int i = 0; i < n; i++) {
        if (pixels[i] != under) {
            under = pixels[i];
            mixed = mix(under, p->color, weight);
        }
        pixels[i] = mixed;
    }
}

/* Pixels that are laid at once, unless nothing covers them, as beside a line; vectors hold four.
 * Nothing else is asked: at an edge a processor cannot foretell the answers. */
enum { AT_ONCE = 8, LANES = 4 };

typedef guint32 pixel_lanes __attribute__((vector_size(4 * LANES)));
typedef guint16 channel_lanes
    __attribute__((vector_size(4 * LANES))); /* one of two channels each */

/* As in mix(). */
static inline channel_lanes mix_lanes(channel_lanes a, channel_lanes b, channel_lanes weight)
{
    channel_lanes sum = a * (255 - weight) + b * weight + 128;
    return (sum + (sum >> 8)) >> 8;
}

/* Each by its own cover. The weights go straight into a vector: gathered in memory they would be
 * waited for. */
static inline void lay_lanes(const paper *p, guint32 *pixels, const guint8 *covers)
{
    const pixel_lanes weights = {p->pairs[covers[0]], p->pairs[covers[1]], p->pairs[covers[2]],
                                 p->pairs[covers[3]]};
    const channel_lanes weight = (channel_lanes)weights;
    const channel_lanes over = (channel_lanes)(p->color - (pixel_lanes){0});
    channel_lanes under;
    memcpy(&under, pixels, sizeof under);
    under = mix_lanes(under & 255, over & 255, weight) | mix_lanes(under >> 8, over >> 8, weight)
                                                             << 8;
    memcpy(pixels, &under, sizeof under);
}

static void lay_each(const paper *p, int x, int y, int n, const guint8 *covers)
{
    guint32 *pixels = pixels_at(p, x, y);
    int i = 0;
    for (; i + AT_ONCE <= n; i += AT_ONCE) {
        guint64 all;
        memcpy(&all, covers + i, sizeof all);
        if (all == 0)
            continue;
        for (int k = 0; k < AT_ONCE; k += LANES)
            lay_lanes(p, pixels + i + k, covers + i + k);
    }
    for (; i < n; i++)
        pixels[i] = mix(pixels[i], p->color, p->weights[covers[i]]);
}

/* What shows of N pixels from *X in row Y: moves *X, returns how many. */
static int visible(const paper *p, int *x, int y, int n)
{
    int left = MAX(*x, p->clip.x0), right = MIN(*x + n, p->clip.x1);
    *x = left;
    return y >= p->clip.y0 && y < p->clip.y1 && right > left ? right - left : 0;
}

static guint8 *cover_row(const paper *p, guint8 *cover, int row)
{
    return cover ? cover + (gsize)row * (gsize)p->width : NULL;
}

/* Through the clip, some pixels at a time. STEP 0: all covers are the first. */
static void lay_clipped(const paper *p, int x, int y, int n, const guint8 *covers, int step)
{
    enum { SOME = 64 };
    const guint8 *shown = cover_row(p, p->clip.cover, y - p->clip.top);
    guint8 *onto = cover_row(p, p->onto, y - p->clip.y0);
    for (int done = 0; done < n; done += SOME) {
        guint8 both[SOME] = {0};
        int some = MIN(SOME, n - done);
        for (int i = 0; i < some; i++) {
            guint cover = covers[(done + i) * step];
            if (shown)
                cover = (cover * shown[x + done + i] + PAPER_FULL / 2) / PAPER_FULL;
            both[i] = (guint8)cover;
        }
        if (onto)
            memcpy(onto + x + done, both, (gsize)some);
        else
            lay_each(p, x + done, y, some, both);
    }
}

void paper_span(paper *p, int x, int y, int n, guint cover)
{
    n = visible(p, &x, y, n);
    guint8 alike = (guint8)cover;
    if (n == 0 || cover == 0)
        return;
    if (p->clip.cover || p->onto)
        lay_clipped(p, x, y, n, &alike, 0);
    else if (p->weights[cover] > 0)
        lay_alike(p, x, y, n, p->weights[cover]);
}

void paper_mask(paper *p, int x, int y, int n, const guint8 *covers)
{
    int first = x;
    n = visible(p, &x, y, n);
    if (n == 0)
        return;
    if (p->clip.cover || p->onto)
        lay_clipped(p, x, y, n, covers + (x - first), 1);
    else
        lay_each(p, x, y, n, covers + (x - first));
}
