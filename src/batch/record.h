/* SPDX-License-Identifier: MIT
 *
 * What a batch remembers of a map: one JSON object, kept beside the maps as .tripmap/ID.json and
 * copied into the run's report. It depends on the inputs alone, never on clock or machine.
 */
#ifndef TRIPMAP_BATCH_RECORD_H
#define TRIPMAP_BATCH_RECORD_H

#include "batch/drawing.h"
#include "batch/manifest.h"

/* OUT/.tripmap/ID.json. Owned by the caller. */
char *record_path(const batch_drawing *d, const char *id);
/* OUT/ID.svg. Owned by the caller. */
char *record_output_path(const batch_drawing *d, const char *id, int format);

/* How the record of a finished map must begin: id, key, and the outputs with the sizes they have
 * now; NULL when one of them is not there. Owned by the caller. */
char *record_start(const batch_drawing *d, const char *id, const char *key);
/* The members after the id of the record of ID, when it starts with START; NULL when it does not.
 * Owned by the caller. */
char *record_read_members(const batch_drawing *d, const char *id, const char *start);

/* Diagnostics as they come in, up to a number of them. */
typedef struct {
    GString *json;    /* their objects, comma-separated */
    char *first_text; /* of the first error, as the program prints it; NULL without */
    int exit_status;  /* of the first error */
    unsigned n;
    const char *input; /* the trip: what lies elsewhere names its file */
} record_notes;

void record_notes_begin(record_notes *notes, const char *input);
void record_notes_clear(record_notes *notes);
/* A tripmap_reporter's report function; USER is the notes. */
void record_note(void *user, const tripmap_diagnostic *diagnostic);

/* The members after key and outputs. SUMMARY: NULL for a map that failed. Owned by the caller. */
char *record_members(const batch_item *item, const tripmap_summary *summary,
                     const record_notes *notes);

#endif
