/* SPDX-License-Identifier: MIT
 *
 * The nearest word, for "did you mean". The distance is optimal string alignment: a swap of two
 * neighbours counts once, as a typing slip does. The rows of the alignment's table are held as
 * bits of a word, so that a letter takes a dozen operations whatever the length: G. Myers, "A fast
 * bit-vector algorithm for approximate string matching", 1999, with the swaps of H. Hyyrö, 2003.
 */
#include <stdlib.h>

#include "base/suggest.h"

char *suggest_fold(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *lower = g_utf8_casefold(valid, -1);
    g_autofree char *apart = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *p = apart; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_combining_class(c) == 0)
            g_string_append_unichar(out, c == '-' || c == '_' ? ' ' : c);
    }
    return g_string_free(out, FALSE);
}

/* The letters and digits of the ASCII bytes, to see at a glance that two words share too few. */
static guint64 letters_of(const char *text)
{
    guint64 letters = 0;
    for (const guchar *p = (const guchar *)text; *p; p++)
        if (*p < 0x80)
            letters |= G_GUINT64_CONSTANT(1) << (*p & 63);
    return letters;
}

static int bits(guint64 set)
{
    return __builtin_popcountll(set);
}

bool suggest_word_init(suggest_word *word, const char *folded)
{
    *word = (suggest_word){.letters = letters_of(folded)};
    glong length = g_utf8_strlen(folded, -1);
    if (length > SUGGEST_MAX_CHARS)
        return false;
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 128)
            word->rows[c] |= G_GUINT64_CONSTANT(1) << word->length;
        word->chars[word->length++] = c;
    }
    return true;
}

/* The rows in which C stands. */
static guint64 rows_of(const suggest_word *word, gunichar c)
{
    if (c < 128)
        return word->rows[c];
    guint64 rows = 0;
    for (int i = 0; i < word->length; i++)
        if (word->chars[i] == c)
            rows |= G_GUINT64_CONSTANT(1) << i;
    return rows;
}

/* Column by column: UP and DOWN are the rows where the cost is one more, one less than in the row
 * above, RIGHT and LEFT where it is one more, one less than in the column before. */
static int alignment(const suggest_word *word, const char *text, int limit)
{
    guint64 last = G_GUINT64_CONSTANT(1) << (word->length - 1);
    guint64 up = ~G_GUINT64_CONSTANT(0), down = 0, diagonal = 0, before = 0;
    int distance = word->length, left_to_read = (int)g_utf8_strlen(text, -1);
    for (; *text && distance - left_to_read <= limit; text = g_utf8_next_char(text)) {
        guint64 same = rows_of(word, g_utf8_get_char(text));
        guint64 swapped = ((~diagonal & same) << 1) & before;
        diagonal = (((same & up) + up) ^ up) | same | down | swapped;
        guint64 right = down | ~(diagonal | up), left = diagonal & up;
        distance += ((right & last) != 0) - ((left & last) != 0);
        right = right << 1 | 1;
        up = left << 1 | ~(diagonal | right);
        down = right & diagonal;
        before = same;
        left_to_read--;
    }
    return MIN(distance - MAX(left_to_read, 0), limit + 1);
}

int suggest_word_distance(const suggest_word *word, const char *folded, int limit)
{
    guint64 letters = letters_of(folded);
    /* Each edit brings or takes one letter at most. */
    if (bits(letters & ~word->letters) > limit || bits(word->letters & ~letters) > limit)
        return limit + 1;
    glong length = g_utf8_strlen(folded, -1);
    if (length > SUGGEST_MAX_CHARS || labs(length - word->length) > limit)
        return limit + 1;
    return word->length == 0 ? (int)length : alignment(word, folded, limit);
}

int suggest_distance(const char *a, const char *b, int limit)
{
    g_autofree char *folded_a = suggest_fold(a), *folded_b = suggest_fold(b);
    suggest_word word;
    return suggest_word_init(&word, folded_a) ? suggest_word_distance(&word, folded_b, limit)
                                              : limit + 1;
}

const char *suggest_nearest(const char *text, const char *const *words, gsize n)
{
    const char *best = NULL;
    int limit = MIN(3, (int)g_utf8_strlen(text, SUGGEST_MAX_CHARS) / 3 + 1);
    for (gsize i = 0; i < n; i++) {
        int distance = suggest_distance(text, words[i], limit);
        if (distance <= limit) {
            best = words[i];
            limit = distance - 1;
        }
        if (limit < 0)
            break;
    }
    return best;
}
