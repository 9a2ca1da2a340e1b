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

/* Pixels of one colour beside each other in one row. */
typedef struct {
    guint16 length, index; /* of the palette */
} indexed_run;

/* The runs (indexed_run), row after row, of rows of WIDTH pixels 0x00RRGGBB, STRIDE bytes apart. A
 * row has at most G_MAXUINT16 pixels. NULL when that takes more than 256 colours. */
GArray *indexed_pack(indexed_palette *palette, const guint8 *data, int width, int height,
                     int stride);
/* Writes each row as a byte 0 and one index a pixel; returns how many bytes. */
gsize indexed_rows(const GArray *runs, int width, guint8 *out);

#endif
