/* SPDX-License-Identifier: MIT
 *
 * The drawing's wishes as a GVariant: for the pipe, and as text for the key.
 */
#include "batch/drawing.h"

static GVariant *pack_look(const batch_drawing *d)
{
    static const char *const none[] = {NULL};
    return g_variant_new("(msmsms^asddiiibbs)", d->style, d->page, d->projection,
                         d->sets ? (const char *const *)d->sets : none, d->scale, d->dpi,
                         d->png_level, d->precision, d->svg_text, d->strict, d->untrusted,
                         d->data_digest);
}

GVariant *batch_drawing_pack(const batch_drawing *d)
{
    return g_variant_new("(@(msmsmsasddiiibbs)(msssubi))", pack_look(d), d->shapes, d->out_folder,
                         d->temp_folder, d->formats, d->force, d->memory_mb);
}

void batch_drawing_unpack(batch_drawing *out, GVariant *packed)
{
    gboolean strict, untrusted, force;
    g_variant_get(packed, "((msmsms^asddiiibbs)(msssubi))", &out->style, &out->page,
                  &out->projection, &out->sets, &out->scale, &out->dpi, &out->png_level,
                  &out->precision, &out->svg_text, &strict, &untrusted, &out->data_digest,
                  &out->shapes, &out->out_folder, &out->temp_folder, &out->formats, &force,
                  &out->memory_mb);
    out->strict = strict;
    out->untrusted = untrusted;
    out->force = force;
}

char *batch_drawing_look(const batch_drawing *d)
{
    g_autoptr(GVariant) look = g_variant_ref_sink(pack_look(d));
    return g_variant_print(look, FALSE);
}

void batch_drawing_clear(batch_drawing *d)
{
    char *texts[] = {d->style,  d->page,       d->projection, d->data_digest,
                     d->shapes, d->out_folder, d->temp_folder};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(d->sets);
    *d = (batch_drawing){.style = NULL};
}

const char *batch_format_name(int format)
{
    static const char *const names[TRIPMAP_FORMAT_COUNT] = {"svg",     "png", "pdf", "html",
                                                            "geojson", "kml", "gpx"};
    return names[format];
}
