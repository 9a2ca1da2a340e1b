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
    double tracking_px; /* extra space after each cluster */
} text_font;

/* Fonts and font map of one thread; cheap to share between the maps of that thread. */
typedef struct text_context text_context;
bool text_context_new(text_context **out, const char *font_folder, bool system_fonts,
                      diag_list *diags);
void text_context_free(text_context *ctx);

/* One shaped line. Immutable, reference-counted. */
typedef struct text_run text_run;
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

/* Balanced wrapping at Unicode line breaks into lines no wider than MAX_WIDTH_PX (a single longer
 * word is broken between graphemes). Returns text_run* in order. */
GPtrArray *text_wrap(text_context *ctx, text_font font, const char *utf8, double max_width_px);

/* Cairo side, for canvas/: glyphs as real text (PDF, PNG) or as an outline appended to the current
 * path; the origin is the start of the baseline. */
void text_run_show(const text_run *run, cairo_t *cr, double x, double y);
void text_run_outline(const text_run *run, cairo_t *cr, double x, double y);

#endif
