/* SPDX-License-Identifier: MIT
 *
 * Folded names: what two spellings of one place have in common. Shared by the lookup and by the
 * program that makes the tables at build time, so that both always agree.
 */
#ifndef TRIPMAP_PLACES_FOLD_H
#define TRIPMAP_PLACES_FOLD_H

#include <glib.h>

/* TEXT without marks, case and punctuation, words separated by single spaces: "Ft. Erie" and
 * "fort erie", "Québec" and "Quebec", "D.F." and "DF", "St.-Denis" and "Saint Denis" fold alike; a
 * leading "the" goes. Letters of other alphabets stay. "" when nothing remains. Owned by the
 * caller; bytes that are not UTF-8 are dropped. */
char *fold_name(const char *text);

#endif
