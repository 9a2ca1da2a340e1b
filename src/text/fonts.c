/* SPDX-License-Identifier: MIT
 *
 * The private fonts: a fontconfig configuration that holds the shipped files and nothing of the
 * system, the Pango font map over it, and glyph outlines straight from FreeType in font units.
 */
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "text/fonts.h"

#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_font_file(const char *name)
{
    return g_str_has_suffix(name, ".ttf") || g_str_has_suffix(name, ".otf") ||
           g_str_has_suffix(name, ".ttc");
}

/* Adds the folder's fonts in the order of their names, all of them, or reports why not. */
static bool add_folder(FcConfig *config, const char *folder, diag_list *diags)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        if (is_font_file(name))
            g_ptr_array_add(names, g_strdup(name));
    }
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    bool added = names->len > 0;
    for (guint i = 0; i < names->len && added; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        diag_list_note_file(diags, path);
        added = FcConfigAppFontAddFile(config, (const FcChar8 *)path) == FcTrue;
        if (!added)
            diag_error(diags, DIAG_MISSING_DATA, SPAN_NONE, "cannot read the font \"%s\"", path);
    }
    if (names->len == 0)
        diag_error(diags, DIAG_MISSING_DATA, SPAN_NONE, "no fonts in \"%s\"", folder);
    return added;
}

/* The machine's fonts without its own copies of ours: another version has other widths. */
static FcConfig *system_config(void)
{
    static const char reject[] =
        "<?xml version=\"1.0\"?><fontconfig><selectfont><rejectfont>"
        "<pattern><patelt name=\"family\"><string>Noto Sans</string></patelt></pattern>"
        "<pattern><patelt name=\"family\"><string>Noto Sans Arabic</string></patelt></pattern>"
        "<pattern><patelt name=\"family\"><string>Noto Sans Hebrew</string></patelt></pattern>"
        "</rejectfont></selectfont></fontconfig>";
    FcConfig *config = FcInitLoadConfig();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)reject, FcFalse);
    FcConfigBuildFonts(config);
    return config;
}

static PangoContext *make_pango_context(PangoFontMap *map)
{
    PangoContext *pango = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(pango, FALSE);
    pango_context_set_language(pango, pango_language_from_string("en"));
    return pango;
}

static PangoFontDescription *describe(text_face face)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description,
                                      "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, sans-serif");
    pango_font_description_set_absolute_size(description, SHAPING_SIZE_PX * PANGO_SCALE);
    if (face == TEXT_BOLD)
        pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
    if (face == TEXT_ITALIC)
        pango_font_description_set_style(description, PANGO_STYLE_ITALIC);
    return description;
}

static void free_outline(gpointer data)
{
    text_outline *outline = data;
    g_free((gpointer)outline->segments);
    g_free(outline);
}

static void free_typeface(gpointer data)
{
    typeface *face = data;
    g_hash_table_destroy(face->outlines);
    cairo_font_face_destroy(face->face);
    FT_Done_Face(face->ft);
    g_object_unref(face->font);
    g_free(face);
}

/* Takes CONFIG. */
static text_context *make_context(FcConfig *config)
{
    text_context *ctx = g_new0(text_context, 1);
    ctx->ref_count = 1;
    if (FT_Init_FreeType(&ctx->freetype) != 0)
        g_error("FreeType does not start"); /* out of memory */
    ctx->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(ctx->map), config);
    FcConfigDestroy(config);
    ctx->pango = make_pango_context(ctx->map);
    for (int face = 0; face < TEXT_FACE_COUNT; face++)
        ctx->descriptions[face] = describe((text_face)face);
    ctx->typefaces = g_hash_table_new_full(NULL, NULL, NULL, free_typeface);
    return ctx;
}

/* Pango silently takes another font for one whose file it cannot open: a map would look different
 * without anybody being told. What it has opened it keeps. */
static bool faces_are_there(text_context *ctx)
{
    for (int face = 0; face < TEXT_FACE_COUNT; face++) {
        g_autoptr(PangoFont) font = pango_context_load_font(ctx->pango, ctx->descriptions[face]);
        hb_font_t *shaper = font ? pango_font_get_hb_font(font) : NULL;
        if (!shaper || hb_face_get_glyph_count(hb_font_get_face(shaper)) == 0)
            return false;
        cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
        if (cairo_scaled_font_status(scaled) != CAIRO_STATUS_SUCCESS ||
            !typeface_get(ctx, font)->ft)
            return false;
    }
    return true;
}

bool text_context_new(text_context **out, const char *font_folder, bool system_fonts,
                      diag_list *diags)
{
    *out = NULL;
    FcConfig *config = system_fonts ? system_config() : FcConfigCreate();
    if (!add_folder(config, font_folder, diags)) {
        FcConfigDestroy(config);
        return false;
    }
    *out = make_context(config);
    if (faces_are_there(*out))
        return true;
    diag_error(diags, DIAG_MISSING_DATA, SPAN_NONE, "cannot read the fonts in \"%s\"", font_folder);
    g_clear_pointer(out, text_context_unref);
    return false;
}

void text_context_unref(text_context *ctx)
{
    if (--ctx->ref_count > 0)
        return;
    g_clear_pointer(&ctx->lines, g_hash_table_destroy);
    g_hash_table_destroy(ctx->typefaces);
    FT_Done_FreeType(ctx->freetype);
    for (int face = 0; face < TEXT_FACE_COUNT; face++)
        pango_font_description_free(ctx->descriptions[face]);
    g_object_unref(ctx->pango);
    /* Pango 1.50 never lets go of a map's configuration by itself: 15 KB a context. */
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(ctx->map), NULL);
    g_object_unref(ctx->map);
    g_free(ctx);
}

void text_context_free(text_context *ctx)
{
    if (ctx)
        text_context_unref(ctx);
}

void text_context_set_language(text_context *ctx, const char *lang)
{
    PangoLanguage *language = pango_language_from_string(lang);
    if (language == pango_context_get_language(ctx->pango))
        return;
    pango_context_set_language(ctx->pango, language);
    g_clear_pointer(&ctx->lines, g_hash_table_destroy);
}

/* The font's file as this context's own FreeType face, or NULL. */
static FT_Face open_face(FT_Library freetype, PangoFont *font)
{
    const FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *file;
    int index = 0;
    FT_Face ft;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
        return NULL;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    return FT_New_Face(freetype, (const char *)file, index, &ft) == 0 ? ft : NULL;
}

typeface *typeface_get(text_context *ctx, PangoFont *font)
{
    typeface *face = g_hash_table_lookup(ctx->typefaces, font);
    if (face)
        return face;
    cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    face = g_new0(typeface, 1);
    face->font = g_object_ref(font);
    face->face = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
    face->ft = open_face(ctx->freetype, font);
    face->outlines = g_hash_table_new_full(NULL, NULL, NULL, free_outline);
    g_hash_table_insert(ctx->typefaces, font, face);
    return face;
}

/* What FT_Outline_Decompose fills; UNIT is the size of a font unit in em. */
typedef struct {
    GArray *segments; /* text_segment */
    page_box ink;
    double unit;
} outline_sink;

static page_point sink_point(outline_sink *sink, const FT_Vector *v)
{
    page_point p = {(double)v->x * sink->unit, -(double)v->y * sink->unit};
    sink->ink.x0 = MIN(sink->ink.x0, p.x);
    sink->ink.y0 = MIN(sink->ink.y0, p.y);
    sink->ink.x1 = MAX(sink->ink.x1, p.x);
    sink->ink.y1 = MAX(sink->ink.y1, p.y);
    return p;
}

static void sink_close(outline_sink *sink)
{
    text_segment close = {.op = TEXT_CLOSE};
    if (sink->segments->len > 0)
        g_array_append_val(sink->segments, close);
}

static int sink_move(const FT_Vector *to, void *user)
{
    outline_sink *sink = user;
    sink_close(sink);
    text_segment segment = {TEXT_MOVE, {sink_point(sink, to)}};
    g_array_append_val(sink->segments, segment);
    return 0;
}

static int sink_line(const FT_Vector *to, void *user)
{
    outline_sink *sink = user;
    text_segment segment = {TEXT_LINE, {sink_point(sink, to)}};
    g_array_append_val(sink->segments, segment);
    return 0;
}

static int sink_quadratic(const FT_Vector *control, const FT_Vector *to, void *user)
{
    outline_sink *sink = user;
    text_segment segment = {TEXT_QUADRATIC, {sink_point(sink, control), sink_point(sink, to)}};
    g_array_append_val(sink->segments, segment);
    return 0;
}

static int sink_cubic(const FT_Vector *c1, const FT_Vector *c2, const FT_Vector *to, void *user)
{
    outline_sink *sink = user;
    text_segment segment = {TEXT_CUBIC,
                            {sink_point(sink, c1), sink_point(sink, c2), sink_point(sink, to)}};
    g_array_append_val(sink->segments, segment);
    return 0;
}

static void decompose(FT_Face ft, guint32 glyph, outline_sink *sink)
{
    static const FT_Outline_Funcs funcs = {sink_move, sink_line, sink_quadratic, sink_cubic, 0, 0};
    if (!FT_IS_SCALABLE(ft) || FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) != 0 ||
        ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return;
    sink->unit = 1.0 / ft->units_per_EM;
    FT_Outline_Decompose(&ft->glyph->outline, &funcs, sink);
    sink_close(sink);
}

const text_outline *typeface_outline(typeface *face, guint32 glyph)
{
    text_outline *outline = g_hash_table_lookup(face->outlines, GUINT_TO_POINTER(glyph));
    if (outline)
        return outline;
    outline_sink sink = {g_array_new(FALSE, FALSE, sizeof(text_segment)),
                         {INFINITY, INFINITY, -INFINITY, -INFINITY},
                         0};
    if (face->ft && glyph != GLYPH_BLANK)
        decompose(face->ft, glyph, &sink);
    outline = g_new0(text_outline, 1);
    outline->n_segments = sink.segments->len;
    outline->segments = (text_segment *)(gpointer)g_array_free(sink.segments, FALSE);
    outline->ink = sink.ink;
    g_hash_table_insert(face->outlines, GUINT_TO_POINTER(glyph), outline);
    return outline;
}

static void read_metrics(FT_Face ft, face_metrics *metrics)
{
    double unit = 1.0 / ft->units_per_EM;
    metrics->ascent = ft->ascender * unit;
    metrics->descent = -ft->descender * unit;
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    if (os2 && os2->version != 0xFFFF && os2->version >= 2 && os2->sCapHeight > 0)
        metrics->cap_height = os2->sCapHeight * unit;
}

const face_metrics *text_face_metrics(text_context *ctx, text_face face)
{
    face_metrics *metrics = &ctx->metrics[face];
    if (metrics->known)
        return metrics;
    *metrics = (face_metrics){true, 1.069, 0.293, 0.714}; /* Noto Sans */
    PangoFont *font = pango_context_load_font(ctx->pango, ctx->descriptions[face]);
    const typeface *loaded = typeface_get(ctx, font);
    if (loaded->ft)
        read_metrics(loaded->ft, metrics);
    g_object_unref(font);
    return metrics;
}
