/* SPDX-License-Identifier: MIT
 *
 * Where the processor's time goes, for tripmap --profile: the stages of the pipeline say when they
 * begin, and the time of the thread until the next one is theirs. Costs nothing worth naming when
 * nobody asked.
 */
#ifndef TRIPMAP_BASE_PROFILE_H
#define TRIPMAP_BASE_PROFILE_H

#include <glib.h>
#include <stdio.h>

typedef enum {
    PROFILE_OTHER,
    PROFILE_START,
    PROFILE_TRIP,
    PROFILE_PLACES,
    PROFILE_STYLE,
    PROFILE_VIEW,
    PROFILE_SHAPES,
    PROFILE_BASE_MAP,
    PROFILE_ROUTE,
    PROFILE_LABELS,
    PROFILE_NAMES,
    PROFILE_SCENE,
    PROFILE_SVG,
    PROFILE_PAINT,
    PROFILE_PNG,
    PROFILE_PDF,
    PROFILE_TEXTS,
    PROFILE_STAGE_COUNT
} profile_stage;

/* A stage that ends with the block it was entered in:
 *     g_auto(profile_scope) profile = profile_enter(PROFILE_LABELS);
 */
typedef profile_stage profile_scope;

/* Starts the clock of this thread; what the process has used up to now is PROFILE_START. */
void profile_start(void);
/* What follows belongs to STAGE, until it is left or interrupted by another. */
profile_scope profile_enter(profile_stage stage);
void profile_leave(profile_scope *scope);
void profile_stop(void);
/* Of a stopped clock. */
double profile_seconds(profile_stage stage);
const char *profile_name(profile_stage stage);
/* Stops the clock and prints milliseconds and share of each stage, and the peak of memory. */
void profile_print(FILE *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(profile_scope, profile_leave)

#endif
