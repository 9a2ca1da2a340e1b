/* SPDX-License-Identifier: MIT
 *
 * The nearest word, for "did you mean": Damerau-Levenshtein distance over folded texts.
 */
#ifndef TRIPMAP_BASE_SUGGEST_H
#define TRIPMAP_BASE_SUGGEST_H

#include <glib.h>

/* TEXT without case and combining marks, "-" and "_" as spaces, to compare spellings by. Owned by
 * the caller. */
char *suggest_fold(const char *text);
/* Insertions, deletions, substitutions and swaps of neighbours between the folded texts; LIMIT + 1
 * when more than LIMIT are needed. */
int suggest_distance(const char *a, const char *b, int limit);
/* The nearest of the N words, or NULL when none is close enough to be meant. */
const char *suggest_nearest(const char *text, const char *const *words, gsize n);

#endif
