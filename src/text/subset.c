/* SPDX-License-Identifier: MIT
 *
 * Cuts the font files that some runs draw with down to the characters in them, for documents that
 * carry their fonts along.
 */
#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-subset.h>
#include <pango/pangofc-font.h>
#include <string.h>

#include "text/fonts.h"

/* A typeface and the characters that runs draw with it. */
typedef struct {
    typeface *face;
    hb_set_t *characters;
} face_use;

static void free_use(gpointer data)
{
    face_use *use = data;
    hb_set_destroy(use->characters);
    g_free(use);
}

static face_use *find_use(GPtrArray *uses, typeface *face)
{
    for (guint i = 0; i < uses->len; i++) {
        face_use *use = uses->pdata[i];
        if (use->face == face)
            return use;
    }
    face_use *use = g_new(face_use, 1);
    *use = (face_use){face, hb_set_create()};
    g_ptr_array_add(uses, use);
    return use;
}

static void add_run(GPtrArray *uses, const text_run *run)
{
    const shaped_line *line = text_run_line(run);
    for (guint i = 0; i < line->pieces->len; i++) {
        const shaped_piece *piece = &g_array_index(line->pieces, shaped_piece, i);
        face_use *use = find_use(uses, piece->face);
        const char *end = line->string + piece->offset + piece->length;
        for (const char *p = line->string + piece->offset; p < end; p = g_utf8_next_char(p))
            hb_set_add(use->characters, g_utf8_get_char(p));
    }
}

static GBytes *cut(const char *file, unsigned int index, const hb_set_t *characters)
{
    hb_blob_t *whole = hb_blob_create_from_file(file);
    hb_face_t *face = hb_face_create(whole, index);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_union(hb_subset_input_unicode_set(input), characters);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_face_t *part = hb_subset_or_fail(face, input);
    GBytes *bytes = NULL;
    if (part) {
        hb_blob_t *blob = hb_face_reference_blob(part);
        unsigned int length;
        const char *data = hb_blob_get_data(blob, &length);
        bytes = g_bytes_new(data, length);
        hb_blob_destroy(blob);
        hb_face_destroy(part);
    }
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    hb_blob_destroy(whole);
    return bytes;
}

static void free_file(gpointer data)
{
    text_font_file *file = data;
    g_bytes_unref(file->bytes);
    g_free(file);
}

static void add_file(GPtrArray *files, const face_use *use)
{
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(use->face->font));
    FcChar8 *path = NULL;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch)
        return;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    /* The upper half of the index names an instance of a variable font. */
    GBytes *bytes = cut((const char *)path, (unsigned int)index & 0xFFFF, use->characters);
    if (!bytes)
        return;
    PangoFontDescription *description = pango_font_describe(use->face->font);
    text_font_file *file = g_new(text_font_file, 1);
    *file = (text_font_file){pango_font_description_get_weight(description) >= PANGO_WEIGHT_BOLD,
                             pango_font_description_get_style(description) != PANGO_STYLE_NORMAL,
                             bytes};
    pango_font_description_free(description);
    g_ptr_array_add(files, file);
}

GPtrArray *text_subset(text_run *const *runs, guint n_runs)
{
    g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func(free_use);
    for (guint i = 0; i < n_runs; i++)
        add_run(uses, runs[i]);
    GPtrArray *files = g_ptr_array_new_with_free_func(free_file);
    for (guint i = 0; i < uses->len; i++)
        add_file(files, uses->pdata[i]);
    return files;
}
