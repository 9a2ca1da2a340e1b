/* SPDX-License-Identifier: MIT
 *
 * Plans: ready job files that spread a batch over many machines with an engine that is there
 * already. All of them run the same two commands, tripmap batch for each shard and tripmap merge.
 */
#ifndef TRIPMAP_BATCH_PLAN_H
#define TRIPMAP_BATCH_PLAN_H

#include <glib.h>

typedef enum {
    PLAN_SLURM,
    PLAN_PARALLEL,
    PLAN_KUBERNETES,
    PLAN_MAKE,
    PLAN_ENGINE_COUNT
} plan_engine;

typedef struct {
    plan_engine engine;
    const char *program; /* how tripmap is called there */
    const char *out_folder;
    char **arguments; /* of tripmap batch, shards left out; NULL-terminated */
    guint items;
    int shards, jobs; /* jobs: processors of one shard */
} plan;

/* The job file. Owned by the caller. */
char *plan_text(const plan *p);

#endif
