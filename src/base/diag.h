/* SPDX-License-Identifier: MIT
 *
 * Diagnostics: what a user did wrong or should know, collected while the stages run and reported
 * together, sorted by position. Programming errors are asserted instead.
 */
#ifndef TRIPMAP_BASE_DIAG_H
#define TRIPMAP_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/span.h"

typedef enum { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } diag_severity;

/* One line a code in diag_codes.def: X(SYMBOL, "name-in-brackets", exit status, "description"). */
typedef enum {
#define X(symbol, name, exit_status, description) DIAG_##symbol,
#include "base/diag_codes.def"
#undef X
    DIAG_CODE_COUNT
} diag_code;

typedef struct {
    diag_severity severity;
    diag_code code;
    span span;     /* its source is held by the list */
    char *message; /* one line, present tense, the user's words in double quotes */
    char *help;    /* what to write instead, or NULL */
} diag_entry;

typedef struct diag_list diag_list;

diag_list *diag_list_new(void);
void diag_list_free(diag_list *list);

/* Adds an entry; the returned entry is borrowed and may be given a help text with diag_help. */
diag_entry *diag_error(diag_list *list, diag_code code, span at, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
diag_entry *diag_warning(diag_list *list, diag_code code, span at, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
diag_entry *diag_note(diag_list *list, diag_code code, span at, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void diag_help(diag_entry *entry, const char *format, ...) G_GNUC_PRINTF(2, 3);

const char *diag_code_name(diag_code code);
int diag_code_exit_status(diag_code code);

bool diag_list_has_errors(const diag_list *list);
guint diag_list_count_errors(const diag_list *list);
/* 0 without errors, else the exit status of the first error by position. */
int diag_list_exit_status(const diag_list *list);
/* Turns every warning into an error (--strict). */
void diag_list_make_strict(diag_list *list);
/* Entries sorted by source name, line, column, order of arrival; exact repeats dropped. */
guint diag_list_count(diag_list *list);
const diag_entry *diag_list_get(diag_list *list, guint index);
/* "file:line:col: error: message [code]", the source line, carets, help; tabs and wide characters
 * line up; control characters are shown, not sent. At most MAX errors, then a count. */
void diag_list_print(diag_list *list, FILE *out, bool colour, guint max);
/* One entry as diag_list_print sets it. Owned by the caller. */
char *diag_entry_text(const diag_entry *entry, bool colour);
/* TEXT with everything a terminal could act on written out ("\x1b"). Owned by the caller. */
char *diag_visible(const char *text);

/* What a call has read is told with its diagnostics, for depfiles and for watching: every file that
 * was opened or looked for, whether or not it was there. "-" and repeats are left out. */
void diag_list_note_file(diag_list *list, const char *path);
/* char *, in order of arrival. Borrowed. */
const GPtrArray *diag_list_files(const diag_list *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(diag_list, diag_list_free)

#endif
