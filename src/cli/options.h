/* SPDX-License-Identifier: MIT
 *
 * The program's options in one table, from which parsing, --help, the man page's option list and
 * the shells' completions all come.
 */
#ifndef TRIPMAP_CLI_OPTIONS_H
#define TRIPMAP_CLI_OPTIONS_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    GPtrArray *inputs;  /* char *, what is no option */
    GPtrArray *outputs; /* char * */
    GPtrArray *sets;    /* char * */
    char *format, *style, *page, *projection, *shapes, *id_prefix, *alt, *layout_json, *depfile,
        *date, *country, *from, *title, *subtitle;
    bool small_multiples, strict, quiet, untrusted, explain, scene, help, version, credits, json,
        remarks;
    double dpi, scale, timeout;
    int png_level, precision, jobs, shards, max_failures, memory;
    int svg_text, diagnostics, progress, engine; /* indices into the option's words */
    char *formats, *shard, *report;
    bool force, keep_going, profile;
} options;

typedef enum { DIAGNOSTICS_TEXT, DIAGNOSTICS_JSON } diagnostics_form;

typedef enum {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_LIST,
    OPTION_NUMBER,
    OPTION_WHOLE,
    OPTION_WORD
} option_kind;

/* The commands that take an option. */
typedef enum {
    FOR_DRAW = 1 << 0,
    FOR_CHECK = 1 << 1,
    FOR_PLACES = 1 << 2,
    FOR_STYLES = 1 << 3,
    FOR_SCHEMA = 1 << 4,
    FOR_INIT = 1 << 5,
    FOR_COMPLETIONS = 1 << 6,
    FOR_IMPORT = 1 << 7,
    FOR_WATCH = 1 << 8,
    FOR_KEY = 1 << 9,
    FOR_BATCH = 1 << 10,
    FOR_PLAN = 1 << 11,
    FOR_MERGE = 1 << 12,
    FOR_ALL = (1 << 13) - 1,
    FOR_OUTPUT = FOR_DRAW | FOR_WATCH,         /* where maps go */
    FOR_ONE = FOR_DRAW | FOR_WATCH | FOR_KEY,  /* what one map is like */
    FOR_MAPS = FOR_ONE | FOR_BATCH | FOR_PLAN, /* what any map is like */
} option_commands;

typedef struct {
    const char *name;     /* without dashes */
    char letter;          /* or 0 */
    const char *argument; /* its name in help, NULL for flags */
    option_kind kind;
    unsigned commands;        /* option_commands, or-ed */
    size_t offset;            /* in options */
    double min, max;          /* OPTION_NUMBER, OPTION_WHOLE */
    const char *const *words; /* OPTION_WORD */
    const char *files;        /* completion: "yaml", "folder", "any", or NULL */
    const char *doc;
} option;

extern const option option_table[];
extern const size_t option_count;

/* Reads the arguments after the command's name. On an error prints one message to stderr, with
 * what may have been meant, and returns false. */
bool options_parse(options *out, unsigned command, int argc, char **argv);
void options_clear(options *o);

#endif
