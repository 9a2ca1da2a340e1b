/* SPDX-License-Identifier: MIT
 *
 * A map has a dozen colours and thousands of mixtures of them at the edges of letters and lines.
 * Where 256 stand for all of them and nobody sees a difference, a picture takes one byte a pixel:
 * half of the file and of the time to compress it.
 */
#ifndef TRIPMAP_CANVAS_INDEXED_H
#define TRIPMAP_CANVAS_INDEXED_H

#include <glib.h>
#include <stdbool.h>

enum { INDEXED_COLORS = 256 };

/* No channel of any pixel changes by more than this of 255; the colours of most pixels do not
 * change at all. */
#define INDEXED_MAX_ERROR 8

typedef struct {
    guint32 colors[INDEXED_COLORS]; /* 0x00RRGGBB */
    guint n_colors;
} indexed_palette;

/* Turns rows of WIDTH pixels 0x00RRGGBB, STRIDE bytes apart, into rows of a byte 0 and one index a
 * pixel, in place. False, with nothing changed, when that takes more than 256 colours. */
bool indexed_pack(indexed_palette *palette, guint8 *data, int width, int height, int stride);

#endif
