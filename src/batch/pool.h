/* SPDX-License-Identifier: MIT
 *
 * The pool of workers: hands out items, one to a worker at a time, and sees to it that a worker
 * that dies or hangs costs its one map. The process that runs the pool never draws.
 */
#ifndef TRIPMAP_BATCH_POOL_H
#define TRIPMAP_BATCH_POOL_H

#include "batch/drawing.h"
#include "batch/manifest.h"

typedef enum { MAP_OK, MAP_CACHED, MAP_FAILED, MAP_TIMEOUT, MAP_CRASHED } map_status;
enum { MAP_STATUS_COUNT = MAP_CRASHED + 1 };

/* "ok", "cached", …; static. */
const char *map_status_name(map_status status);

/* What became of one item. Strings are valid during the callback only. */
typedef struct {
    guint number; /* the item's, in the manifest */
    const batch_item *item;
    map_status status;
    int exit_status; /* of a failure: 3 where trying again may help */
    double wall_ms, cpu_ms;
    guint64 peak_kib;    /* of the worker, so far */
    const char *members; /* of the report line after id and run figures; see record.h */
    const char *error;   /* of a failure: what to tell the user, one line or with a caret */
} map_result;

typedef struct {
    const batch_drawing *drawing;
    int jobs;
    double timeout_s;
    /* Gives the next item and its number; NULL when there is none. */
    const batch_item *(*next)(void *user, guint *number);
    /* Takes a result; false stops the batch. */
    bool (*done)(void *user, const map_result *result);
    /* Called ten times a second or so; false stops the batch. */
    bool (*tick)(void *user);
    void *user;
} pool_settings;

/* Runs until there is nothing left or a callback stops it. False when no worker can be started,
 * which is reported. */
bool pool_run(const pool_settings *settings, diag_list *diags);

#endif
