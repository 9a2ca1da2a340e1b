/* SPDX-License-Identifier: MIT
 *
 * The HTML page around a map: one file with the map, the itinerary as a table, style sheet and
 * script, asking nothing of any server.
 */
#ifndef TRIPMAP_EXPORT_HTML_PAGE_H
#define TRIPMAP_EXPORT_HTML_PAGE_H

#include "features/page_layout.h"

/* The tours of the page and the maps that show them: one map all, or one map (small multiples) each
 * tour of its own. */
typedef struct {
    const itinerary *whole;
    const page_layout *const *map;
    guint n; /* maps */
} html_maps;

/* What stands before and after the <svg>. */
typedef struct {
    char *head, *tail;
} html_page;

void html_page_make(html_page *out, const html_maps *maps);
void html_page_clear(html_page *page);

#endif
