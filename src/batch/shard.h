/* SPDX-License-Identifier: MIT
 *
 * Which part of a manifest one process draws: item k belongs to shard k mod N.
 */
#ifndef TRIPMAP_BATCH_SHARD_H
#define TRIPMAP_BATCH_SHARD_H

#include "base/diag.h"

enum { SHARDS_MAX = 100000 };

typedef struct {
    int index, count; /* from 0; {0, 1}: the whole */
} shard;

/* COUNT as said on the command line (0: nothing said); TEXT as in --shard, "2" or "2/7" (NULL:
 * nothing said). The index then comes from TRIPMAP_SHARD or the one variable a scheduler has set;
 * the count never does, because schedulers change theirs when a single task is run again. */
bool shard_find(shard *out, int count, const char *text, diag_list *diags);

#endif
