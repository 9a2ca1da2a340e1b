/* SPDX-License-Identifier: MIT
 *
 * tripmap plan TRIPS… -o DIR --shards N: prints a job file. The options of the batch are passed on
 * as they were given, found again in the option table.
 */
#include "batch/plan.h"

#include <stdio.h>

#include "batch/manifest.h"
#include "batch/shard.h"
#include "cli/batch.h"

enum { JOBS_DEFAULT = 2 };

static void add_value(GPtrArray *out, const option *row, const char *value)
{
    g_ptr_array_add(out, g_strdup_printf("--%s", row->name));
    g_ptr_array_add(out, g_strdup(value));
}

/* What ROW holds in O, as arguments, where it differs from what it holds when nobody gives it. */
static void add_option(GPtrArray *out, const option *row, const options *o, const options *unset)
{
    const void *at = (const char *)o + row->offset, *before = (const char *)unset + row->offset;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    switch (row->kind) {
    case OPTION_FLAG:
        if (*(const bool *)at)
            g_ptr_array_add(out, g_strdup_printf("--%s", row->name));
        break;
    case OPTION_TEXT:
        if (*(char *const *)at)
            add_value(out, row, *(char *const *)at);
        break;
    case OPTION_LIST:
        for (guint i = 0; i < (*(GPtrArray *const *)at)->len; i++)
            add_value(out, row, (*(GPtrArray *const *)at)->pdata[i]);
        break;
    case OPTION_NUMBER:
        if (*(const double *)at != *(const double *)before)
            add_value(out, row,
                      g_ascii_formatd(number, sizeof number, "%.10g", *(const double *)at));
        break;
    case OPTION_WHOLE:
        g_snprintf(number, sizeof number, "%d", *(const int *)at);
        if (*(const int *)at != *(const int *)before)
            add_value(out, row, number);
        break;
    case OPTION_WORD:
        if (*(const int *)at != 0)
            add_value(out, row, row->words[*(const int *)at]);
        break;
    }
}

/* Options that plan and batch share, except those that the job file sets itself. */
static bool is_passed_on(const option *row)
{
    static const char *const own[] = {"output", "shards", "jobs", "help", "version", NULL};
    return (row->commands & FOR_PLAN) && (row->commands & FOR_BATCH) &&
           !g_strv_contains(own, row->name);
}

static GPtrArray *batch_arguments(const options *o)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < o->inputs->len; i++)
        g_ptr_array_add(out, g_strdup(o->inputs->pdata[i]));
    options unset;
    options_parse(&unset, FOR_PLAN, 0, NULL);
    for (size_t i = 0; i < option_count; i++)
        if (is_passed_on(&option_table[i]))
            add_option(out, &option_table[i], o, &unset);
    options_clear(&unset);
    g_ptr_array_add(out, NULL);
    return out;
}

static void print_plan(const options *o, const manifest *m)
{
    g_autoptr(GPtrArray) arguments = batch_arguments(o);
    const plan p = {
        .engine = (plan_engine)o->engine,
        .program = "tripmap",
        .out_folder = o->outputs->pdata[0],
        .arguments = (char **)arguments->pdata,
        .items = m->items->len,
        .shards = o->shards,
        .jobs = o->jobs > 0 ? o->jobs : JOBS_DEFAULT,
    };
    g_autofree char *text = plan_text(&p);
    fputs(text, stdout);
}

int command_plan(const options *o)
{
    unsigned formats;
    int status = batch_options_check(&formats, o);
    if (status != TRIPMAP_OK)
        return status;
    if (o->shards == 0)
        return report_usage(o, "some minutes of work a shard are right; see docs/batch.md",
                            "--shards is needed");
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(manifest) m = NULL;
    if (manifest_read(&m, o->inputs, diags))
        print_plan(o, m);
    reporting r;
    reporting_begin(&r, o);
    status = reporting_list(&r, diags);
    reporting_end(&r);
    return status;
}
