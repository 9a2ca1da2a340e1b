/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: the pixels that a scene is painted on, and colours laid over them.
 */
#ifndef TRIPMAP_CANVAS_PAPER_H
#define TRIPMAP_CANVAS_PAPER_H

#include <glib.h>

#include "base/color.h"

/* Steps of cover from none to full. More cannot be told apart at the edges of shapes and letters,
 * and make the file a tenth larger. */
enum { PAPER_FULL = 15 };

/* What hides all but a part of the paper. */
typedef struct {
    int x0, y0, x1, y1;
    guint8 *cover; /* of each pixel, whole rows from TOP on; NULL: all of the box shows */
    int top;
} paper_clip;

/* Pixels as Cairo's CAIRO_FORMAT_RGB24 and ARGB32 have them: 0xAARRGGBB in the machine's byte
 * order, colours multiplied with alpha. */
typedef struct {
    guint8 *pixels;
    int width, height, stride; /* bytes from row to row */
    paper_clip clip;
    guint32 color;                      /* in hand */
    guint8 weights[2 * PAPER_FULL + 1]; /* of the colour in hand, of 255, by cover */
    guint32 pairs[2 * PAPER_FULL + 1];  /* the same twice in 16 bits each, for two channels */
    guint8 *onto; /* the cover of a clip to come, from the clip's y0 on, painted instead; or NULL */
} paper;

void paper_use(paper *p, color c);
/* Twice the same: covers above PAPER_FULL are those of the colour laid again, with ALPHA, where it
 * is full. Not through a clip's cover. */
void paper_use_two(paper *p, color c, double alpha);
/* Lays the colour in hand over N pixels from X in row Y, all covered alike or each by its own of
 * COVERS. Pixels must lie on the paper. */
void paper_span(paper *p, int x, int y, int n, guint cover);
void paper_mask(paper *p, int x, int y, int n, const guint8 *covers);

#endif
