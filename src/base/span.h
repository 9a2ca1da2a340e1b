/* SPDX-License-Identifier: MIT
 *
 * Where something was written: an input text and a place in it. Every YAML node and everything
 * made from one carries a span, so that any later stage can still point at the source.
 */
#ifndef TRIPMAP_BASE_SPAN_H
#define TRIPMAP_BASE_SPAN_H

#include <glib.h>
#include <stdbool.h>

/* A named, immutable, reference-counted input text (valid UTF-8 or not). */
typedef struct source source;

/* Copies TEXT. NAME is what messages print, usually the path as the user wrote it. */
source *source_new(const char *name, const char *text, gsize length);
source *source_ref(source *src);
void source_unref(source *src);
const char *source_name(const source *src);
const char *source_text(const source *src, gsize *length);
/* The bytes of line LINE (from 1) without its line end; NULL beyond the last. Not terminated. */
const char *source_line(const source *src, int line, gsize *length);

/* A place in a source. Lines and columns count from 1, columns and length in Unicode characters.
 * line 0: the file as a whole; source NULL: no place at all (an option, a missing file).
 * The source is borrowed: whoever owns the spans (a trip, a style) holds the reference. */
typedef struct {
    const source *source;
    int line, column, length;
} span;

#define SPAN_NONE ((span){NULL, 0, 0, 0})

/* The span that starts START characters into the text (a byte order mark not counted), of at least
 * one character and cut at the end of its line. */
span source_span_of_chars(const source *src, gsize start, gsize length);
/* The span of the character at byte BYTE. */
span source_span_of_byte(const source *src, gsize byte);
/* Bytes of the character at AT, of which LEFT bytes follow; 1 for a byte that is no UTF-8. */
gsize source_char_length(const char *at, gsize left);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(source, source_unref)

#endif
