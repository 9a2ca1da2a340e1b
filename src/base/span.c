/* SPDX-License-Identifier: MIT
 *
 * Input texts and the way from a byte or character to a line and column. Lines end at LF, CRLF or
 * a lone CR, as editors count them; a byte that is no UTF-8 counts as one character.
 */
#include <string.h>

#include "base/span.h"

typedef struct {
    gsize byte, chars;
} line_start;

struct source {
    gatomicrefcount references;
    char *name;
    char *text;
    gsize length;
    GArray *lines; /* line_start, at least one */
    gsize chars;   /* of the whole text */
};

gsize source_char_length(const char *at, gsize left)
{
    gunichar c = g_utf8_get_char_validated(at, (gssize)left);
    if (c == 0 || c == (gunichar)-1 || c == (gunichar)-2)
        return 1;
    return (gsize)(g_utf8_next_char(at) - at);
}

/* Past a byte order mark, which no editor shows and no column counts. */
static gsize mark_length(const char *text, gsize length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static void index_lines(source *src)
{
    line_start start = {mark_length(src->text, src->length), 0};
    g_array_append_val(src->lines, start);
    gsize at = start.byte, chars = 0;
    while (at < src->length) {
        char c = src->text[at];
        at += source_char_length(src->text + at, src->length - at);
        chars++;
        bool crlf = c == '\r' && at < src->length && src->text[at] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            start = (line_start){at, chars};
            g_array_append_val(src->lines, start);
        }
    }
    src->chars = chars;
}

source *source_new(const char *name, const char *text, gsize length)
{
    source *src = g_new0(source, 1);
    g_atomic_ref_count_init(&src->references);
    src->name = g_strdup(name);
    src->text = g_malloc(length + 1);
    if (length > 0)
        memcpy(src->text, text, length);
    src->text[length] = '\0';
    src->length = length;
    src->lines = g_array_new(FALSE, FALSE, sizeof(line_start));
    index_lines(src);
    return src;
}

source *source_ref(source *src)
{
    g_atomic_ref_count_inc(&src->references);
    return src;
}

void source_unref(source *src)
{
    if (!src || !g_atomic_ref_count_dec(&src->references))
        return;
    g_free(src->name);
    g_free(src->text);
    g_array_free(src->lines, TRUE);
    g_free(src);
}

const char *source_name(const source *src)
{
    return src->name;
}

const char *source_text(const source *src, gsize *length)
{
    if (length)
        *length = src->length;
    return src->text;
}

const char *source_line(const source *src, int line, gsize *length)
{
    if (line < 1 || (guint)line > src->lines->len)
        return NULL;
    gsize from = g_array_index(src->lines, line_start, line - 1).byte;
    gsize to = (guint)line < src->lines->len ? g_array_index(src->lines, line_start, line).byte
                                             : src->length;
    while (to > from && (src->text[to - 1] == '\n' || src->text[to - 1] == '\r'))
        to--;
    *length = to - from;
    return src->text + from;
}

/* The line that holds byte or character AT, from 0; by_chars says which is searched. */
static guint find_line(const source *src, gsize at, bool by_chars)
{
    guint low = 0, high = src->lines->len;
    while (high - low > 1) {
        guint middle = (low + high) / 2;
        const line_start *start = &g_array_index(src->lines, line_start, middle);
        if ((by_chars ? start->chars : start->byte) <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The character at which the line (from 0) ends, its line end not counted. */
static gsize line_end(const source *src, guint line)
{
    if (line + 1 >= src->lines->len)
        return src->chars;
    line_start next = g_array_index(src->lines, line_start, line + 1);
    bool crlf =
        next.byte >= 2 && src->text[next.byte - 1] == '\n' && src->text[next.byte - 2] == '\r';
    return next.chars - (crlf ? 2 : 1);
}

span source_span_of_chars(const source *src, gsize start, gsize length)
{
    guint line = find_line(src, start, true);
    gsize first = g_array_index(src->lines, line_start, line).chars;
    gsize end = line_end(src, line);
    gsize left = end > start ? end - start : 1;
    return (span){src, (int)line + 1, (int)(start - first) + 1, (int)CLAMP(length, 1, left)};
}

span source_span_of_byte(const source *src, gsize byte)
{
    guint line = find_line(src, byte, false);
    gsize at = g_array_index(src->lines, line_start, line).byte;
    int column = 1;
    while (at < byte && at < src->length) {
        at += source_char_length(src->text + at, src->length - at);
        column++;
    }
    return (span){src, (int)line + 1, column, 1};
}
