/* SPDX-License-Identifier: MIT
 *
 * The gallery of a batch: static pages of thumbnails that need no server and, but for filtering, no
 * script.
 */
#ifndef TRIPMAP_BATCH_GALLERY_H
#define TRIPMAP_BATCH_GALLERY_H

#include "base/diag.h"

enum { GALLERY_PAGE = 200 }; /* maps on a page */

/* Writes OUT/index.html and OUT/gallery/ for ENTRIES (report_entry *), failures first. Returns the
 * path of the first page, owned by the caller, or NULL after reporting. */
char *gallery_write(const char *out_folder, const GPtrArray *entries, diag_list *diags);

#endif
