/* SPDX-License-Identifier: MIT
 *
 * Reports of batches: OUT/reports/shard-I-of-N.jsonl, one JSON object a line. First a header, then
 * a line for each map as it is done, last a line that says that the run ended. A killed run leaves
 * whole lines, perhaps a torn last one, and no end.
 */
#ifndef TRIPMAP_BATCH_REPORT_H
#define TRIPMAP_BATCH_REPORT_H

#include "batch/manifest.h"
#include "batch/pool.h"
#include "batch/shard.h"

/* OUT/reports/shard-I-of-N.jsonl. Owned by the caller. */
char *report_path(const char *out_folder, shard which);

/* How many maps came to which end. */
typedef struct {
    guint by_status[MAP_STATUS_COUNT];
    guint retriable; /* failures with exit status 3 */
} report_counts;

guint report_counts_failed(const report_counts *counts);

typedef struct report_writer report_writer;
/* Starts PATH anew, through a symbolic link only where FOLLOW. FORMATS as in batch_drawing. */
bool report_open(report_writer **out, const char *path, bool follow, const manifest *m, shard which,
                 unsigned formats, diag_list *diags);
/* Both false once a line could not be written, which report_close reports. */
bool report_map(report_writer *w, const map_result *result);
/* Frees W. FINISHED: nothing was left undone. */
bool report_close(report_writer *w, bool finished, const report_counts *counts, double seconds,
                  diag_list *diags);

/* One map as a report tells it. Texts are "" where the report says nothing. */
typedef struct {
    guint number;
    char *id, *input, *title, *traveler, *dates, *error;
    GPtrArray *countries, *outputs; /* char *; outputs relative to the out folder */
    map_status status;
    int stops, labels, in_panel, breaches;
    double route_px, route_covered_px;
    int error_line, error_column; /* 0: none */
} report_entry;

typedef struct {
    char *manifest; /* hash */
    guint items;    /* of the whole manifest */
    shard shard;
    bool finished;
    GPtrArray *entries; /* report_entry *, by number; of repeated ones the last counts */
} report;

/* Reports DIAG_FILE_UNREADABLE or DIAG_BAD_REPORT. A torn last line is as if it were not there. */
bool report_read(report **out, const char *path, diag_list *diags);
void report_free(report *r);
void report_entry_free(gpointer entry);
gint report_entry_compare(gconstpointer a, gconstpointer b); /* of report_entry **, by number */

#endif
