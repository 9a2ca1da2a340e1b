/* SPDX-License-Identifier: MIT
 *
 * Diagnostics as text for people: position, message, the source line with carets under it, help.
 * The line is shown cell by cell, so that carets stay true under tabs and wide characters, and
 * nothing a file holds reaches the terminal as a control sequence.
 */
#include <string.h>

#include "base/diag.h"

enum { TAB_CELLS = 4, EXCERPT_CELLS = 100, EXCERPT_BEFORE = 30 };

/* Controls, direction overrides and line separators would change how a terminal shows the rest. */
static bool is_unsafe(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_FORMAT;
}

/* Appends what stands for the character at AT and returns its width in cells. */
static int append_visible(GString *out, const char *at, gsize bytes, int cell)
{
    gunichar c = g_utf8_get_char_validated(at, (gssize)bytes);
    gsize before = out->len;
    if (*at == '\t') {
        int width = TAB_CELLS - cell % TAB_CELLS;
        g_string_append_printf(out, "%*s", width, "");
        return width;
    }
    if (c == (gunichar)-1 || c == (gunichar)-2 || (c < 0x80 && is_unsafe(c))) {
        g_string_append_printf(out, "\\x%02x", (guchar)*at);
        return (int)(out->len - before);
    }
    if (is_unsafe(c)) {
        g_string_append_printf(out, "\\u%04x", c);
        return (int)(out->len - before);
    }
    g_string_append_len(out, at, (gssize)bytes);
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

char *diag_visible(const char *text)
{
    GString *out = g_string_new(NULL);
    gsize left = strlen(text);
    while (left > 0) {
        gsize bytes = source_char_length(text, left);
        append_visible(out, text, bytes, 0);
        text += bytes;
        left -= bytes;
    }
    return g_string_free(out, FALSE);
}

/* The excerpt and its carets as they grow. */
typedef struct {
    GString *text;
    int caret_cell, caret_cells;
} excerpt;

/* The line's cells from around the caret on, at most EXCERPT_CELLS of them. */
static excerpt make_excerpt(const char *line, gsize length, const span *at)
{
    excerpt out = {g_string_new(NULL), 0, 0};
    int column = 1, cell = 0, first = 1;
    if (at->column > EXCERPT_CELLS - EXCERPT_BEFORE) {
        first = at->column - EXCERPT_BEFORE;
        g_string_append(out.text, "…");
        cell = 1;
    }
    for (gsize i = 0; i < length; column++) {
        gsize bytes = source_char_length(line + i, length - i);
        if (column == at->column)
            out.caret_cell = cell;
        if (column >= first) {
            if (cell >= EXCERPT_CELLS) {
                g_string_append(out.text, "…");
                break;
            }
            int width = append_visible(out.text, line + i, bytes, cell);
            if (column >= at->column && column < at->column + at->length)
                out.caret_cells += width;
            cell += width;
        }
        i += bytes;
    }
    if (column <= at->column)
        out.caret_cell = cell; /* just past the line's end */
    return out;
}

static void print_excerpt(const span *at, GString *out, const char *accent, const char *plain)
{
    gsize length;
    const char *line = at->line > 0 ? source_line(at->source, at->line, &length) : NULL;
    if (!line)
        return;
    excerpt e = make_excerpt(line, length, at);
    g_string_append_printf(out, "%5d | %s\n      | %*s%s^", at->line, e.text->str, e.caret_cell, "",
                           accent);
    for (int i = 1; i < e.caret_cells; i++)
        g_string_append_c(out, '~');
    g_string_append_printf(out, "%s\n", plain);
    g_string_free(e.text, TRUE);
}

static void print_entry(const diag_entry *entry, GString *out, bool colour)
{
    static const char *const names[] = {"note", "warning", "error"};
    static const char *const accents[] = {"\x1b[36m", "\x1b[33m", "\x1b[31m"};
    const char *accent = colour ? accents[entry->severity] : "";
    const char *bold = colour ? "\x1b[1m" : "", *plain = colour ? "\x1b[0m" : "";
    const span *at = &entry->span;
    g_autofree char *message = diag_visible(entry->message);
    if (at->source) {
        g_autofree char *name = diag_visible(source_name(at->source));
        g_string_append_printf(out, "%s%s:", bold, name);
        if (at->line > 0)
            g_string_append_printf(out, "%d:%d:", at->line, at->column);
        g_string_append_printf(out, "%s ", plain);
    } else {
        g_string_append_printf(out, "%stripmap:%s ", bold, plain);
    }
    g_string_append_printf(out, "%s%s%s:%s %s [%s]\n", bold, accent, names[entry->severity], plain,
                           message, diag_code_name(entry->code));
    if (at->source)
        print_excerpt(at, out, accent, plain);
    if (entry->help) {
        g_autofree char *help = diag_visible(entry->help);
        g_string_append_printf(out, "      = %s\n", help);
    }
}

char *diag_entry_text(const diag_entry *entry, bool colour)
{
    GString *text = g_string_new(NULL);
    print_entry(entry, text, colour);
    return g_string_free(text, FALSE);
}

void diag_list_print(diag_list *list, FILE *out, bool colour, guint max)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint errors = 0;
    for (guint i = 0; i < diag_list_count(list); i++) {
        const diag_entry *entry = diag_list_get(list, i);
        if (entry->severity == DIAG_ERROR && ++errors > max)
            continue;
        print_entry(entry, text, colour);
    }
    if (errors > max)
        g_string_append_printf(text, "%u more error%s\n", errors - max,
                               errors - max == 1 ? "" : "s");
    fputs(text->str, out);
}
