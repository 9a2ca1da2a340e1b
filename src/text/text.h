/* SPDX-License-Identifier: MIT
 *
 * Text measuring and shaping with the private fonts, a stage of its own so that layout knows no
 * output format. Only this folder knows Pango. Unhinted: widths scale linearly and are the same
 * on every machine.
 */
#ifndef TRIPMAP_TEXT_TEXT_H
#define TRIPMAP_TEXT_TEXT_H

#include <cairo.h>
#include <glib.h>

#include "base/diag.h"
#include "geo/geo.h"

typedef enum { TEXT_REGULAR, TEXT_BOLD, TEXT_ITALIC, TEXT_FACE_COUNT } text_face;

typedef struct {
    text_face face;
    double size_px;
    double tracking_px; /* extra space after each cluster, the last too; ignored right to left */
} text_font;

/* Fonts and font map of one thread; cheap to share between the maps of that thread. Every font file
 * in the folder is used; SYSTEM_FONTS puts the machine's own behind them. The library never changes
 * the environment: a program that wants to be spared the system's font list sets FONTCONFIG_FILE to
 * fonts/private.conf first. Runs keep what they need of a freed context. */
typedef struct text_context text_context;
bool text_context_new(text_context **out, const char *font_folder, bool system_fonts,
                      diag_list *diags);
void text_context_free(text_context *ctx);
/* BCP 47 tag of the texts to come ("en" at first): picks localised letter forms. */
void text_context_set_language(text_context *ctx, const char *lang);

/* One shaped line. Immutable, reference-counted. Bytes that are not UTF-8 become U+FFFD, control
 * characters become spaces; markup is never read. Digits are tabular in the shipped fonts. Noto
 * Sans has no arrows or pictures: draw those as paths. */
typedef struct text_run text_run;
/* What a run makes of its text: valid UTF-8 without control characters or noncharacters, one line.
 * Owned by the caller. */
char *text_clean(const char *utf8);
text_run *text_shape(text_context *ctx, text_font font, const char *utf8);
text_run *text_run_ref(text_run *run);
void text_run_unref(text_run *run);
const char *text_run_string(const text_run *run);
text_font text_run_font(const text_run *run);
double text_run_width(const text_run *run);   /* advance, px */
double text_run_ascent(const text_run *run);  /* of the font, px above the baseline */
double text_run_descent(const text_run *run); /* px below */
double text_run_cap_height(const text_run *run);
bool text_run_is_rtl(const text_run *run);
bool text_run_has_unknown_glyphs(const text_run *run);
page_box text_run_ink(const text_run *run); /* what is inked, px about the start of the baseline */

/* Balanced wrapping at Unicode line breaks into lines no wider than MAX_WIDTH_PX (a single longer
 * word is broken between graphemes). Returns text_run* in order. */
GPtrArray *text_wrap(text_context *ctx, text_font font, const char *utf8, double max_width_px);

/* The exact outline, hinting off: segments in em (1 = the font size), y down, about the glyph's own
 * origin, TrueType curves as quadratics. The same glyph of the same typeface is the same pointer.
 */
typedef enum { TEXT_MOVE, TEXT_LINE, TEXT_QUADRATIC, TEXT_CUBIC, TEXT_CLOSE } text_operator;
typedef struct {
    text_operator op;
    page_point p[3]; /* MOVE, LINE: 1 point; QUADRATIC: control, end; CUBIC: 2 controls, end */
} text_segment;
typedef struct {
    const text_segment *segments;
    guint n_segments;
    page_box ink; /* em; empty (x0 > x1) for a blank */
} text_outline;

/* Glyphs from left to right; blanks have an outline without segments. */
guint text_run_glyph_count(const text_run *run);
const text_outline *text_run_glyph(const text_run *run, guint index, page_point *origin_px);
/* Where each character (code point) of the string starts, px from the start of the baseline;
 * characters of one cluster share a position. Owned by the caller, one entry a character. */
double *text_run_positions(const text_run *run, guint *n);

/* A TrueType or OpenType font cut down to some characters. */
typedef struct {
    bool bold, italic;
    GBytes *bytes;
} text_font_file;
/* The fonts the runs draw with, in the order of first use: text_font_file*, owned by the caller. */
GPtrArray *text_subset(text_run *const *runs, guint n_runs);

/* Cairo side, for canvas/: glyphs as real text (PDF) or as an outline appended to the current path
 * (PNG: Cairo 1.16 would round every glyph to whole pixels); the origin is the start of the
 * baseline. */
void text_run_show(const text_run *run, cairo_t *cr, double x, double y);
void text_run_outline(const text_run *run, cairo_t *cr, double x, double y);

#endif
