/* SPDX-License-Identifier: MIT
 *
 * Balanced wrapping: as few lines as the width allows, then the least uneven ones, by dynamic
 * programming over Unicode's break opportunities. The paragraph is shaped once for its advances;
 * only the chosen lines are shaped again, each with the paragraph's direction.
 */
#include <math.h>
#include <string.h>

#include "text/fonts.h"

/* A place where a line may end. */
typedef struct {
    int offset;   /* byte where the next line begins */
    double start; /* advance up to it, px: where the next line begins */
    double end;   /* the same without the spaces before it: where this line ends */
    guint word;   /* for a break inside a too long word: the break at the word's start */
    int lines;    /* best so far: lines up to here, their unevenness, the break before */
    double raggedness;
    guint previous;
} wrap_break;

/* Advance in px from the text's start to each byte, in the order of the text. */
static double *advances(const text_run *run)
{
    const shaped_line *line = text_run_line(run);
    text_font font = text_run_font(run);
    gsize bytes = strlen(line->string);
    double *sum = g_new0(double, bytes + 2);
    for (guint i = 0; i < line->glyphs->len; i++) {
        const shaped_glyph *glyph = &g_array_index(line->glyphs, shaped_glyph, i);
        guint gaps = (i + 1 < line->glyphs->len ? glyph[1].gaps : line->gaps) - glyph->gaps;
        sum[glyph->cluster + 1] += glyph->advance * font.size_px + gaps * font.tracking_px;
    }
    for (gsize i = 1; i <= bytes; i++)
        sum[i] += sum[i - 1];
    return sum;
}

static void add_break(GArray *breaks, const char *text, const double *sum, int offset, guint word)
{
    int end = offset;
    while (end > 0 && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(text + end))))
        end = (int)(g_utf8_prev_char(text + end) - text);
    wrap_break b = {.offset = offset,
                    .start = sum[offset],
                    .end = sum[end],
                    .word = word,
                    .lines = G_MAXINT,
                    .raggedness = INFINITY};
    g_array_append_val(breaks, b);
}

/* Break opportunities from 0 to the end; words wider than MAX may break between graphemes. */
static GArray *find_breaks(const char *text, const double *sum, double max, PangoLanguage *language)
{
    glong n = g_utf8_strlen(text, -1);
    g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, (gsize)n + 1);
    pango_get_log_attrs(text, -1, -1, language, attrs, (int)n + 1);
    GArray *breaks = g_array_new(FALSE, FALSE, sizeof(wrap_break));
    add_break(breaks, text, sum, 0, 0);
    g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(int));
    const char *p = text;
    for (glong i = 1; i <= n; i++) {
        p = g_utf8_next_char(p);
        int offset = (int)(p - text);
        bool end = i == n;
        if (!end && !attrs[i].is_line_break) {
            if (attrs[i].is_cursor_position)
                g_array_append_val(inside, offset);
            continue;
        }
        double before = g_array_index(breaks, wrap_break, breaks->len - 1).start;
        add_break(breaks, text, sum, offset, 0);
        wrap_break word = g_array_index(breaks, wrap_break, breaks->len - 1);
        if (word.end - before > max) {
            g_array_set_size(breaks, breaks->len - 1);
            guint start = breaks->len - 1;
            for (guint k = 0; k < inside->len; k++)
                add_break(breaks, text, sum, g_array_index(inside, int, k), start);
            g_array_append_val(breaks, word);
        }
        g_array_set_size(inside, 0);
    }
    return breaks;
}

/* Fewest lines first, then the smallest sum of squared shortfalls. A word broken inside begins its
 * own line. */
static void choose(GArray *breaks, double max)
{
    wrap_break *b = &g_array_index(breaks, wrap_break, 0);
    b[0].lines = 0;
    b[0].raggedness = 0;
    for (guint i = 1; i < breaks->len; i++) {
        for (guint j = i; j-- > 0;) {
            double width = b[i].end - b[j].start;
            if ((width > max && j + 1 < i) || j < b[i].word)
                break;
            double shortfall = MAX(max - width, 0);
            double cost = b[j].raggedness + shortfall * shortfall;
            if (b[j].lines + 1 < b[i].lines ||
                (b[j].lines + 1 == b[i].lines && cost < b[i].raggedness)) {
                b[i].lines = b[j].lines + 1;
                b[i].raggedness = cost;
                b[i].previous = j;
            }
        }
    }
}

static text_run *make_line(text_context *ctx, text_font font, const char *text, int start, int end,
                           PangoDirection direction)
{
    g_autofree char *line = g_strchomp(g_strndup(text + start, (gsize)(end - start)));
    return text_shape_line(ctx, font, line, direction);
}

/* Returns the widest line's excess over MAX; lines of one grapheme cannot help it. */
static double break_lines(text_context *ctx, text_font font, const char *text,
                          PangoDirection direction, const GArray *breaks, double max,
                          GPtrArray *lines)
{
    const wrap_break *b = &g_array_index(breaks, wrap_break, 0);
    g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = breaks->len - 1; i > 0; i = b[i].previous)
        g_array_prepend_val(chosen, i);
    double excess = 0;
    guint from = 0;
    for (guint k = 0; k < chosen->len; k++) {
        guint to = g_array_index(chosen, guint, k);
        text_run *run = make_line(ctx, font, text, b[from].offset, b[to].offset, direction);
        if (to - from > 1)
            excess = MAX(excess, text_run_width(run) - max);
        g_ptr_array_add(lines, run);
        from = to;
    }
    return excess;
}

static void unref_run(gpointer run)
{
    text_run_unref(run);
}

GPtrArray *text_wrap(text_context *ctx, text_font font, const char *utf8, double max_width_px)
{
    g_autofree char *text = g_strstrip(text_clean(utf8));
    PangoDirection direction = text_direction(text);
    GPtrArray *lines = g_ptr_array_new_with_free_func(unref_run);
    text_run *whole = text_shape_line(ctx, font, text, direction);
    if (text_run_width(whole) <= max_width_px || *text == '\0') {
        g_ptr_array_add(lines, whole);
        return lines;
    }
    g_autofree double *sum = advances(whole);
    text_run_unref(whole);
    /* Shaped alone, a line may be a hair wider than its share of the paragraph (kerning). */
    double target = max_width_px;
    for (int attempt = 0; attempt < 4; attempt++) {
        g_autoptr(GArray) breaks =
            find_breaks(text, sum, target, pango_context_get_language(ctx->pango));
        choose(breaks, target);
        g_ptr_array_set_size(lines, 0);
        double excess = break_lines(ctx, font, text, direction, breaks, max_width_px, lines);
        if (excess <= 0)
            break;
        target -= excess + 0.01;
    }
    return lines;
}
