/* SPDX-License-Identifier: MIT
 *
 * What the program's commands share: the table of commands and how problems are printed.
 */
#ifndef TRIPMAP_CLI_CLI_H
#define TRIPMAP_CLI_CLI_H

#include "base/diag.h"
#include "cli/options.h"
#include "tripmap/tripmap.h"

typedef struct {
    const char *name;
    option_commands flag;
    const char *arguments; /* for the usage line */
    const char *doc;
    int (*run)(const options *o); /* returns the exit status */
} command;

extern const command command_table[];
extern const size_t command_count;

/* Prints diagnostics on stderr as the options wish, and counts those beyond the first errors. */
typedef struct {
    const options *options;
    unsigned errors;
    tripmap_reporter reporter;
    GPtrArray *files; /* char *, those read are added; NULL: nobody asks */
} reporting;

void reporting_begin(reporting *r, const options *o);
void reporting_end(reporting *r);
/* Reports a list of internal diagnostics and gives the exit status. */
int reporting_list(reporting *r, diag_list *diags);
/* One wrong argument; returns its exit status. HELP may be NULL. */
int report_usage(const options *o, const char *help, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Writes a small text output. */
int save_text(reporting *r, const char *path, const char *text);

int depfile_check(const options *o);
int depfile_write(const options *o, const GPtrArray *files, reporting *r);

/* The style a trip is drawn in. TRIP may be NULL. */
int load_style(tripmap_style **out, const tripmap_trip *trip, const options *o,
               const tripmap_reporter *reporter);
/* Usage errors of what draws one trip or SEVERAL. */
int draw_check_arguments(const options *o, bool several);
/* Draws; FILES gets the paths of what was read, whether or not it could be drawn. */
int draw_once(const options *o, GPtrArray *files);

int command_draw(const options *o);
int command_compare(const options *o);
int command_watch(const options *o);
int command_check(const options *o);
int command_explain(const options *o);
int command_places(const options *o);
int command_import(const options *o);
int command_styles(const options *o);
int command_schema(const options *o);
int command_key(const options *o);
int command_batch(const options *o);
int command_plan(const options *o);
int command_merge(const options *o);
int command_init(const options *o);
int command_completions(const options *o);

/* To be called first of all. */
void heap_prepare(void);

void help_print(FILE *out, const command *c);

#endif
