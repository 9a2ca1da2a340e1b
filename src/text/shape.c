/* SPDX-License-Identifier: MIT
 *
 * Shaping: a clean string becomes glyphs in visual order, once per face and text whatever the size,
 * kept in a cache of the context. Then what canvases ask of a run: real text or outlines.
 */
#include <math.h>
#include <string.h>

#include "text/fonts.h"

/* Lines kept for reuse; a page has some hundred. */
#define CACHE_LINES 4096

struct text_run {
    int ref_count;
    text_context *ctx; /* keeps the typefaces */
    shaped_line *line;
    text_font font;
};

static void line_unref(gpointer data)
{
    shaped_line *line = data;
    if (--line->ref_count > 0)
        return;
    g_array_unref(line->glyphs);
    g_array_unref(line->pieces);
    g_free(line->string);
    g_free(line);
}

static bool is_forbidden(gunichar c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

char *text_clean(const char *utf8)
{
    g_autofree char *valid = g_utf8_make_valid(utf8, -1);
    GString *clean = g_string_sized_new(strlen(valid));
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        /* Noncharacters cannot stand in XML. */
        if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
            c = 0xFFFD;
        g_string_append_unichar(clean, is_forbidden(c) ? ' ' : c);
    }
    return g_string_free(clean, FALSE);
}

static bool is_rtl_script(GUnicodeScript script)
{
    static const GUnicodeScript scripts[] = {
        G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW,  G_UNICODE_SCRIPT_SYRIAC,
        G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO,     G_UNICODE_SCRIPT_SAMARITAN,
        G_UNICODE_SCRIPT_ADLAM,  G_UNICODE_SCRIPT_MANDAIC,
    };
    for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
        if (script == scripts[i])
            return true;
    }
    return false;
}

/* The first strong character decides (rules P2 and P3 of Unicode's bidirectional algorithm). */
PangoDirection text_direction(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0x200f || (g_unichar_isalpha(c) && is_rtl_script(g_unichar_get_script(c))))
            return PANGO_DIRECTION_RTL;
        if (c == 0x200e || g_unichar_isalpha(c))
            return PANGO_DIRECTION_LTR;
    }
    return PANGO_DIRECTION_LTR;
}

/* Appends one item's glyphs; PEN is the em position of its left edge. */
static void append_glyphs(shaped_line *line, const PangoGlyphString *glyphs, int offset, bool rtl,
                          double *pen)
{
    const double em = 1.0 / (SHAPING_SIZE_PX * PANGO_SCALE);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        /* Accents are clusters to the shaper, but stay with their letter: they have no advance. */
        if (i > 0 && !rtl && glyphs->log_clusters[i] != glyphs->log_clusters[i - 1] &&
            info->geometry.width != 0)
            line->gaps++;
        shaped_glyph glyph = {info->glyph,
                              *pen + info->geometry.x_offset * em,
                              info->geometry.y_offset * em,
                              info->geometry.width * em,
                              offset + glyphs->log_clusters[i],
                              line->gaps};
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            line->unknown_glyphs = true;
            glyph.id = 0; /* .notdef, the font's own empty box */
            glyph.advance = 0.6;
        } else if (info->glyph == PANGO_GLYPH_EMPTY) {
            glyph.id = GLYPH_BLANK;
        }
        *pen += glyph.advance;
        g_array_append_val(line->glyphs, glyph);
    }
    if (!rtl && glyphs->num_glyphs > 0)
        line->gaps++;
}

static void append_item(text_context *ctx, shaped_line *line, PangoItem *item, double *pen)
{
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape_with_flags(line->string + item->offset, item->length, line->string, -1,
                           &item->analysis, glyphs, PANGO_SHAPE_NONE);
    shaped_piece piece = {.face = typeface_get(ctx, item->analysis.font),
                          .first = line->glyphs->len,
                          .count = (guint)glyphs->num_glyphs,
                          .offset = item->offset,
                          .length = item->length,
                          .rtl = item->analysis.level & 1};
    append_glyphs(line, glyphs, item->offset, piece.rtl, pen);
    pango_glyph_string_free(glyphs);
    g_array_append_val(line->pieces, piece);
}

static shaped_line *shape(text_context *ctx, text_face face, bool tracked, const char *text,
                          PangoDirection direction)
{
    shaped_line *line = g_new0(shaped_line, 1);
    line->ref_count = 1;
    line->string = g_strdup(text);
    line->glyphs = g_array_new(FALSE, FALSE, sizeof(shaped_glyph));
    line->pieces = g_array_new(FALSE, FALSE, sizeof(shaped_piece));
    line->rtl = direction == PANGO_DIRECTION_RTL;
    g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_desc_new(ctx->descriptions[face]));
    /* Letters that stand apart must not be joined; figures line up. */
    pango_attr_list_insert(
        attributes, pango_attr_font_features_new(tracked ? "tnum=1,liga=0,clig=0" : "tnum=1"));
    GList *items = pango_itemize_with_base_dir(ctx->pango, direction, text, 0, (int)strlen(text),
                                               attributes, NULL);
    GList *visual = pango_reorder_items(items);
    for (GList *node = visual; node; node = node->next)
        append_item(ctx, line, node->data, &line->width);
    g_list_free(visual);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    return line;
}

text_run *text_shape_line(text_context *ctx, text_font font, const char *text,
                          PangoDirection direction)
{
    bool tracked = font.tracking_px != 0;
    g_autofree char *key = g_strdup_printf("%d%d%d%s", font.face, tracked, direction, text);
    if (ctx->lines && g_hash_table_size(ctx->lines) >= CACHE_LINES)
        g_clear_pointer(&ctx->lines, g_hash_table_destroy);
    if (!ctx->lines)
        ctx->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, line_unref);
    shaped_line *line = g_hash_table_lookup(ctx->lines, key);
    if (!line) {
        line = shape(ctx, font.face, tracked, text, direction);
        g_hash_table_insert(ctx->lines, g_steal_pointer(&key), line);
    }
    text_run *run = g_new(text_run, 1);
    line->ref_count++;
    ctx->ref_count++;
    *run = (text_run){1, ctx, line, font};
    return run;
}

text_run *text_shape(text_context *ctx, text_font font, const char *utf8)
{
    g_autofree char *text = text_clean(utf8);
    return text_shape_line(ctx, font, text, text_direction(text));
}

text_run *text_run_ref(text_run *run)
{
    run->ref_count++;
    return run;
}

void text_run_unref(text_run *run)
{
    if (!run || --run->ref_count > 0)
        return;
    line_unref(run->line);
    text_context_unref(run->ctx);
    g_free(run);
}

const shaped_line *text_run_line(const text_run *run)
{
    return run->line;
}

const char *text_run_string(const text_run *run)
{
    return run->line->string;
}

text_font text_run_font(const text_run *run)
{
    return run->font;
}

double text_run_width(const text_run *run)
{
    return run->line->width * run->font.size_px + run->line->gaps * run->font.tracking_px;
}

double text_run_ascent(const text_run *run)
{
    return text_face_metrics(run->ctx, run->font.face)->ascent * run->font.size_px;
}

double text_run_descent(const text_run *run)
{
    return text_face_metrics(run->ctx, run->font.face)->descent * run->font.size_px;
}

double text_run_cap_height(const text_run *run)
{
    return text_face_metrics(run->ctx, run->font.face)->cap_height * run->font.size_px;
}

bool text_run_is_rtl(const text_run *run)
{
    return run->line->rtl;
}

bool text_run_has_unknown_glyphs(const text_run *run)
{
    return run->line->unknown_glyphs;
}

static page_point glyph_origin(const text_run *run, const shaped_glyph *glyph)
{
    return (page_point){glyph->x * run->font.size_px + glyph->gaps * run->font.tracking_px,
                        glyph->y * run->font.size_px};
}

static typeface *face_of_glyph(const shaped_line *line, guint index)
{
    for (guint i = 0; i < line->pieces->len; i++) {
        const shaped_piece *piece = &g_array_index(line->pieces, shaped_piece, i);
        if (index - piece->first < piece->count)
            return piece->face;
    }
    g_assert_not_reached();
}

guint text_run_glyph_count(const text_run *run)
{
    return run->line->glyphs->len;
}

const text_outline *text_run_glyph(const text_run *run, guint index, page_point *origin_px)
{
    const shaped_glyph *glyph = &g_array_index(run->line->glyphs, shaped_glyph, index);
    *origin_px = glyph_origin(run, glyph);
    return typeface_outline(face_of_glyph(run->line, index), glyph->id);
}

page_box text_run_ink(const text_run *run)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    double size = run->font.size_px;
    for (guint i = 0; i < run->line->glyphs->len; i++) {
        page_point at;
        const text_outline *outline = text_run_glyph(run, i, &at);
        if (outline->n_segments == 0)
            continue;
        box.x0 = MIN(box.x0, at.x + outline->ink.x0 * size);
        box.y0 = MIN(box.y0, at.y + outline->ink.y0 * size);
        box.x1 = MAX(box.x1, at.x + outline->ink.x1 * size);
        box.y1 = MAX(box.y1, at.y + outline->ink.y1 * size);
    }
    return box.x0 <= box.x1 ? box : (page_box){0, 0, 0, 0};
}

double *text_run_positions(const text_run *run, guint *n)
{
    const shaped_line *line = run->line;
    gsize bytes = strlen(line->string);
    g_autofree double *at_byte = g_new(double, bytes + 1);
    for (gsize i = 0; i <= bytes; i++)
        at_byte[i] = NAN;
    for (guint i = line->glyphs->len; i-- > 0;) {
        const shaped_glyph *glyph = &g_array_index(line->glyphs, shaped_glyph, i);
        at_byte[glyph->cluster] = glyph_origin(run, glyph).x;
    }
    *n = (guint)g_utf8_strlen(line->string, -1);
    double *positions = g_new(double, *n + 1);
    double last = 0;
    guint count = 0;
    for (const char *p = line->string; *p; p = g_utf8_next_char(p)) {
        double x = at_byte[p - line->string];
        last = isnan(x) ? last : x;
        positions[count++] = last;
    }
    return positions;
}

/* Cairo wants clusters in the order of the text; ours lie in visual order. */
static void show_piece(const text_run *run, const shaped_piece *piece, cairo_t *cr, page_point at)
{
    g_autofree cairo_glyph_t *glyphs = g_new(cairo_glyph_t, piece->count);
    g_autofree cairo_text_cluster_t *clusters = g_new(cairo_text_cluster_t, piece->count);
    int n_glyphs = 0, n_clusters = 0;
    const shaped_glyph *all = &g_array_index(run->line->glyphs, shaped_glyph, piece->first);
    for (guint i = 0; i < piece->count; i++) {
        page_point p = glyph_origin(run, &all[i]);
        if (all[i].id != GLYPH_BLANK)
            glyphs[n_glyphs++] = (cairo_glyph_t){all[i].id, at.x + p.x, at.y + p.y};
    }
    for (guint i = 0; i < piece->count;) {
        const shaped_glyph *first = &all[piece->rtl ? piece->count - 1 - i : i];
        cairo_text_cluster_t cluster = {piece->offset + piece->length - first->cluster, 0};
        for (; i < piece->count; i++) {
            const shaped_glyph *next = &all[piece->rtl ? piece->count - 1 - i : i];
            if (next->cluster != first->cluster) {
                cluster.num_bytes = next->cluster - first->cluster;
                break;
            }
            cluster.num_glyphs += next->id != GLYPH_BLANK;
        }
        clusters[n_clusters++] = cluster;
    }
    cairo_show_text_glyphs(cr, run->line->string + piece->offset, piece->length, glyphs, n_glyphs,
                           clusters, n_clusters, piece->rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
}

void text_run_show(const text_run *run, cairo_t *cr, double x, double y)
{
    cairo_save(cr);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
    for (guint i = 0; i < run->line->pieces->len; i++) {
        const shaped_piece *piece = &g_array_index(run->line->pieces, shaped_piece, i);
        cairo_set_font_face(cr, piece->face->face);
        cairo_set_font_size(cr, run->font.size_px);
        if (piece->count > 0)
            show_piece(run, piece, cr, (page_point){x, y});
    }
    cairo_restore(cr);
}

static void append_segment(cairo_t *cr, const text_segment *segment, page_point at, double size)
{
    page_point p[3];
    for (int i = 0; i < 3; i++)
        p[i] = (page_point){at.x + segment->p[i].x * size, at.y + segment->p[i].y * size};
    switch (segment->op) {
    case TEXT_MOVE:
        cairo_move_to(cr, p[0].x, p[0].y);
        break;
    case TEXT_LINE:
        cairo_line_to(cr, p[0].x, p[0].y);
        break;
    case TEXT_QUADRATIC: {
        double x0, y0;
        cairo_get_current_point(cr, &x0, &y0);
        cairo_curve_to(cr, x0 + (p[0].x - x0) * 2 / 3, y0 + (p[0].y - y0) * 2 / 3,
                       p[1].x + (p[0].x - p[1].x) * 2 / 3, p[1].y + (p[0].y - p[1].y) * 2 / 3,
                       p[1].x, p[1].y);
        break;
    }
    case TEXT_CUBIC:
        cairo_curve_to(cr, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
        break;
    case TEXT_CLOSE:
        cairo_close_path(cr);
        break;
    }
}

void text_run_outline(const text_run *run, cairo_t *cr, double x, double y)
{
    for (guint i = 0; i < run->line->glyphs->len; i++) {
        page_point at;
        const text_outline *outline = text_run_glyph(run, i, &at);
        at = (page_point){at.x + x, at.y + y};
        for (guint s = 0; s < outline->n_segments; s++)
            append_segment(cr, &outline->segments[s], at, run->font.size_px);
    }
}
