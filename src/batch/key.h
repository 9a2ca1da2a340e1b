/* SPDX-License-Identifier: MIT
 *
 * The key of a map: a hash of everything its bytes depend on. A map whose key stands in its record
 * is up to date. tripmap key prints one for the caches of others.
 */
#ifndef TRIPMAP_BATCH_KEY_H
#define TRIPMAP_BATCH_KEY_H

#include "base/diag.h"

/* How a file counts: by its bytes, the same wherever a copy of it lies, or by its path, size and
 * time, for a single key that is to be had at once. */
typedef enum { KEY_BY_CONTENT, KEY_BY_STAMP } key_files;

/* Both with their lengths: "ab", "c" is not "a", "bc". */
void key_add(GChecksum *sum, const void *bytes, gsize length);
void key_add_text(GChecksum *sum, const char *text);
/* This very program, the shapes and the fonts. False when data are missing, which is reported.
 * SHAPES: the folder, NULL for the installed one. */
bool key_add_data(GChecksum *sum, const char *shapes, key_files how, diag_list *diags);

/* The hash of key_add_data by content, NULL when data are missing. Owned by the caller. */
char *key_of_data(const char *shapes, diag_list *diags);
/* The hash of TEXTS (NULL-terminated) and the trip's own bytes. Owned by the caller. */
char *key_of_map(const char *const *texts, const char *trip, gsize length);

#endif
