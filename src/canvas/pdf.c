/* SPDX-License-Identifier: MIT
 *
 * PDF through Cairo: real text with embedded fonts, links, document properties. No dates are
 * written, so same scene, same bytes. Page sizes are points: 1 px is 0.75 pt.
 */
#include <cairo-pdf.h>

#include "base/profile.h"
#include "canvas/canvas.h"
#include "canvas/check.h"
#include "canvas/painter.h"

#define PT_PER_PX 0.75

typedef struct {
    canvas_write_fn write;
    void *user;
} pdf_sink;

static cairo_status_t sink_bytes(void *closure, const unsigned char *bytes, unsigned int length)
{
    pdf_sink *sink = closure;
    return sink->write(sink->user, bytes, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Cairo fails for good on a noncharacter, so the strings are cleaned first. */
static void set_metadata(cairo_surface_t *surface, const scene *s)
{
    g_autofree char *title = text_clean(scene_title(s));
    g_autofree char *author = text_clean(scene_author(s));
    g_autofree char *subject = text_clean(scene_description(s));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "tripmap");
    /* Cairo would write the time of day. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

bool canvas_pdf(const scene *s, const canvas_options *options, canvas_write_fn write, void *user)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_PDF);
    (void)profile;
    (void)options;
    if (!canvas_can_paint(s))
        return false;
    pdf_sink sink = {write, user};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        sink_bytes, &sink, scene_width(s) * PT_PER_PX, scene_height(s) * PT_PER_PX);
    set_metadata(surface, s);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, PT_PER_PX, PT_PER_PX);
    painter_paint(&(painter){.cr = cr, .real_text = true, .tagged = true}, s);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return ok;
}
