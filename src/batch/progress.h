/* SPDX-License-Identifier: MIT
 *
 * How far a batch is: a bar on a terminal, plain lines in a log, or JSON events for a program.
 */
#ifndef TRIPMAP_BATCH_PROGRESS_H
#define TRIPMAP_BATCH_PROGRESS_H

#include "batch/pool.h"
#include "batch/report.h"

typedef enum {
    PROGRESS_AUTO,  /* a bar where standard error is a terminal, plain lines otherwise */
    PROGRESS_PLAIN, /* lines on standard error */
    PROGRESS_JSON,  /* events on standard output, one a line */
    PROGRESS_NONE   /* failures only */
} progress_form;

typedef struct progress progress;

progress *progress_new(progress_form form, guint total);
/* After a map is done: counts it and tells of its failure. */
void progress_map(progress *p, const map_result *result);
/* Now and then: brings what is shown up to date, seldom enough to cost nothing. */
void progress_tick(progress *p);
/* The summary, and where to look: GALLERY may be NULL. */
void progress_end(progress *p, const char *gallery, const char *report_file);
void progress_free(progress *p);
const report_counts *progress_counts(const progress *p);
double progress_seconds(const progress *p);

#endif
