/* SPDX-License-Identifier: MIT
 *
 * What a batch draws: trip files, folders of them, and lists, as one numbered list of items with
 * unique ids that are safe as file names.
 */
#ifndef TRIPMAP_BATCH_MANIFEST_H
#define TRIPMAP_BATCH_MANIFEST_H

#include "base/diag.h"

/* One map. The id names its outputs, so it is never a path: 1 to 128 of a-z 0-9 . _ -, no leading
 * dot. The wishes override the command line's; NULL: none. */
typedef struct {
    char *id, *input;
    char *style, *page, *projection;
} batch_item;

typedef struct {
    GPtrArray *items; /* batch_item *; its index is the item's number */
    char *hash;       /* of all items: two manifests of one hash are the same work */
} manifest;

/* Reads INPUTS (char *) in order. A folder stands for the .yaml and .yml files under it, sorted by
 * path. A file of another ending, or "-" for standard input, is a list: a line is a path or a JSON
 * object with the keys of batch_item, of which input must be there; blank lines and lines that
 * start with # mean nothing; paths are relative to the list. Reports everything that is wrong. */
bool manifest_read(manifest **out, const GPtrArray *inputs, diag_list *diags);
void manifest_free(manifest *m);

bool manifest_id_is_valid(const char *id);
/* The id that PATH gets when nobody names one: "tours/Rubio 2025.yaml" is "rubio-2025" in the
 * folder tours. "" when nothing is left of it. Owned by the caller. */
char *manifest_id_of_path(const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(manifest, manifest_free)

#endif
