/* SPDX-License-Identifier: MIT
 *
 * From a scene to bytes. Canvases resolve nothing: they paint the display list in order. Errors
 * are returned once, at the end; the writer is called with consecutive pieces.
 */
#ifndef TRIPMAP_CANVAS_CANVAS_H
#define TRIPMAP_CANVAS_CANVAS_H

#include "scene/scene.h"

/* Returns false to stop (the canvas then fails). */
typedef bool (*canvas_write_fn)(void *user, const void *bytes, size_t length);

typedef struct {
    double scale;  /* PNG: device px per CSS px, default 1 */
    double dpi;    /* PNG: pHYs, default 96 * scale */
    int png_level; /* 0..9, default 1 */
    int precision; /* SVG: decimals, 1 or 2 */
    enum { SVG_TEXT_PATHS, SVG_TEXT_LIVE, SVG_TEXT_EMBED } svg_text;
    const char *id_prefix; /* SVG; NULL: a hash of the scene */
    bool in_page;          /* SVG: in an HTML page that has the reading text itself and can focus
                              the map's parts */
} canvas_options;

#define CANVAS_OPTIONS_INIT                                                                        \
    {                                                                                              \
        .scale = 1, .dpi = 0, .png_level = 1, .precision = 1                                       \
    }

bool canvas_png(const scene *s, const canvas_options *options, canvas_write_fn write, void *user);
bool canvas_pdf(const scene *s, const canvas_options *options, canvas_write_fn write, void *user);
bool canvas_svg(const scene *s, const canvas_options *options, canvas_write_fn write, void *user);
/* Paints into a caller's cairo_t in page px. */
bool canvas_cairo(const scene *s, cairo_t *cr);

#endif
