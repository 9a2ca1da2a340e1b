/* SPDX-License-Identifier: MIT
 *
 * The key of a map: a hash of everything its bytes depend on. A map whose key stands in its record
 * is up to date.
 */
#ifndef TRIPMAP_BATCH_KEY_H
#define TRIPMAP_BATCH_KEY_H

#include "base/diag.h"

/* The hash of this very program, the shapes and the fonts. Reports missing data and returns NULL.
 * SHAPES: the folder, NULL for the installed one. Owned by the caller. */
char *key_of_data(const char *shapes, diag_list *diags);
/* The hash of TEXTS (NULL-terminated; order and borders count) and the trip's own bytes. Owned by
 * the caller. */
char *key_of_map(const char *const *texts, const char *trip, gsize length);

#endif
