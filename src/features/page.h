/* SPDX-License-Identifier: MIT
 *
 * Page sizes: what `page:` and --page mean, and how type and lines scale with the page.
 */
#ifndef TRIPMAP_FEATURES_PAGE_H
#define TRIPMAP_FEATURES_PAGE_H

#include "base/diag.h"

typedef struct {
    double width_px, height_px; /* CSS px, 1/96 inch */
} page_size;

#define PAGE_SIZE_DEFAULT ((page_size){1600, 1000})

/* Reads a preset ("a4") or WxH with px (default), mm or in ("210x297mm"). Reports DIAG_BAD_VALUE
 * or DIAG_LIMIT at AT. A side is 200 … 16,384 px, the area at most 100 megapixels. */
bool page_size_parse(page_size *out, const char *text, span at, diag_list *diags);

/* Factor on every size of a style, which is drawn for 1600 x 1000: larger pages scale in
 * proportion, smaller ones by the square root, so that text stays readable. */
double page_type_scale(page_size page);

#endif
