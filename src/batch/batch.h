/* SPDX-License-Identifier: MIT
 *
 * A batch from beginning to end: manifest, shard, folders, pool, report, gallery.
 */
#ifndef TRIPMAP_BATCH_BATCH_H
#define TRIPMAP_BATCH_BATCH_H

#include "batch/drawing.h"
#include "batch/progress.h"
#include "batch/shard.h"

typedef struct {
    const GPtrArray *inputs; /* char *; see manifest.h */
    shard shard;
    batch_drawing drawing; /* without data_digest and temp_folder, which the batch finds */
    int jobs;              /* 0: one for each processor */
    double timeout_s;      /* for one map */
    guint max_failures;    /* the batch stops at so many; 0: never */
    const char *report;    /* where it goes, or NULL */
    progress_form progress;
} batch_settings;

/* The exit status: 0 all drawn or up to date; 1 a map failed, or the manifest is wrong; 3 what
 * failed may go well another time (disk full, data missing). Problems with the batch itself are
 * reported in DIAGS. */
int batch_run(batch_settings *settings, diag_list *diags);

/* Joins the reports of all shards in OUT_FOLDER: says what is missing and what failed, on standard
 * error, and writes the gallery. SHARDS: how many there must be, 0 to take it from the reports. The
 * exit status: 1 when a map failed or a shard is missing or unfinished. */
int batch_merge(const char *out_folder, int shards, diag_list *diags);

#endif
