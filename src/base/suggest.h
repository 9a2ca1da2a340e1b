/* SPDX-License-Identifier: MIT
 *
 * The nearest word, for "did you mean": Damerau-Levenshtein distance over folded texts.
 */
#ifndef TRIPMAP_BASE_SUGGEST_H
#define TRIPMAP_BASE_SUGGEST_H

#include <glib.h>
#include <stdbool.h>

#define SUGGEST_MAX_CHARS 64 /* nobody means a longer word */

/* A folded word made ready to be compared with many. */
typedef struct {
    int length;
    guint64 letters;   /* which of the ASCII letters it has, hashed to 64 */
    guint64 rows[128]; /* where each ASCII letter stands, the first in bit 0 */
    gunichar chars[SUGGEST_MAX_CHARS];
} suggest_word;

/* TEXT without case and combining marks, "-" and "_" as spaces, to compare spellings by. Owned by
 * the caller. */
char *suggest_fold(const char *text);
/* Insertions, deletions, substitutions and swaps of neighbours between the folded texts; LIMIT + 1
 * when more than LIMIT are needed. */
int suggest_distance(const char *a, const char *b, int limit);
/* Both FOLDED are what suggest_fold returns. false when the word is too long to be meant. */
bool suggest_word_init(suggest_word *word, const char *folded);
/* As suggest_distance, between the word and FOLDED. */
int suggest_word_distance(const suggest_word *word, const char *folded, int limit);
/* The nearest of the N words, or NULL when none is close enough to be meant. */
const char *suggest_nearest(const char *text, const char *const *words, gsize n);

#endif
