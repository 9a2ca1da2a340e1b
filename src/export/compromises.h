/* SPDX-License-Identifier: MIT
 *
 * What a layout gave up, in words: texts shortened or moved to the panel and why, markers beside
 * their places, an origin left out, and what is nearest to touching. For `tripmap check`.
 */
#ifndef TRIPMAP_EXPORT_COMPROMISES_H
#define TRIPMAP_EXPORT_COMPROMISES_H

#include "features/page_audit.h"

/* One compromise. Strings are owned. */
typedef struct {
    const char *kind; /* static: "panel", "shortened", "shifted", "near-leg", … */
    char *text;       /* a sentence without its full stop, in English */
} compromise;

/* In reading order; compromise, freed with the array. Empty when the layout gave up nothing. */
GArray *compromises_new(const page_layout *l, const page_audit *audit);
/* One line each, indented by two blanks. Owned by the caller. */
char *compromises_text(const GArray *compromises);

#endif
