/* SPDX-License-Identifier: MIT
 *
 * Inside text/: the context with its private font map, typefaces and their glyph outlines. Text is
 * shaped once at SHAPING_SIZE_PX and scaled, so that widths are exactly linear in the size.
 */
#ifndef TRIPMAP_TEXT_FONTS_H
#define TRIPMAP_TEXT_FONTS_H

#include <ft2build.h>
#include <pango/pangocairo.h>

#include FT_FREETYPE_H

#include "text/text.h"

/* The em of the shipped fonts has 1000 units, so shaping at 1000 px yields whole font units. */
#define SHAPING_SIZE_PX 1000.0

/* One font file at one style, whatever size. */
typedef struct {
    PangoFont *font;
    cairo_font_face_t *face;
    FT_Face ft; /* the same file, opened for this context alone: Cairo shares its own between
                   threads; NULL where FreeType cannot open it */
    GHashTable *outlines; /* glyph id → text_outline* */
} typeface;

typedef struct {
    bool known;
    double ascent, descent, cap_height; /* em */
} face_metrics;

struct text_context {
    int ref_count; /* of the owner and of every run */
    FT_Library freetype;
    PangoFontMap *map;
    PangoContext *pango;
    PangoFontDescription *descriptions[TEXT_FACE_COUNT];
    face_metrics metrics[TEXT_FACE_COUNT];
    GHashTable *typefaces; /* PangoFont* → typeface* */
    GHashTable *lines;     /* "face tracked direction text" → shaped_line*, see shape.c */
};

void text_context_unref(text_context *ctx);
/* The typeface of a Pango font, made on first use; borrowed. */
typeface *typeface_get(text_context *ctx, PangoFont *font);
const text_outline *typeface_outline(typeface *face, guint32 glyph);
const face_metrics *text_face_metrics(text_context *ctx, text_face face);

/* One shaped line, sizes in em, glyphs from left to right. */
typedef struct {
    guint32 id; /* GLYPH_BLANK: nothing to draw */
    double x, y, advance;
    int cluster; /* byte offset in the string */
    guint gaps;  /* clusters to the left of it that are followed by tracking */
} shaped_glyph;

#define GLYPH_BLANK G_MAXUINT32

/* Consecutive glyphs of one typeface and direction. */
typedef struct {
    typeface *face;
    guint first, count; /* glyphs */
    int offset, length; /* bytes of the string */
    bool rtl;
} shaped_piece;

typedef struct {
    int ref_count;
    char *string;
    GArray *glyphs, *pieces;
    double width;
    guint gaps; /* clusters followed by tracking */
    bool rtl, unknown_glyphs;
} shaped_line;

PangoDirection text_direction(const char *text);
/* DIRECTION: that of the paragraph the line was cut from. TEXT must be clean. */
text_run *text_shape_line(text_context *ctx, text_font font, const char *text,
                          PangoDirection direction);
const shaped_line *text_run_line(const text_run *run);

#endif
