/* SPDX-License-Identifier: MIT
 *
 * Diagnostics on stderr: as text with source lines and carets, or as JSON, one object a line.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/limits.h"
#include "cli/cli.h"

/* NO_COLOR and CLICOLOR_FORCE as their conventions say: set and not empty. */
static bool wants_color(void)
{
    const char *no = g_getenv("NO_COLOR"), *force = g_getenv("CLICOLOR_FORCE");
    const char *term = g_getenv("TERM");
    if (no && *no)
        return false;
    if (force && *force && strcmp(force, "0") != 0)
        return true;
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

static void print_json(const tripmap_diagnostic *d)
{
    static const char *const names[] = {"note", "warning", "error"};
    g_autoptr(GString) out = g_string_new("{\"severity\":");
    json_append_string(out, names[d->severity]);
    g_string_append(out, ",\"code\":");
    json_append_string(out, d->code);
    g_string_append(out, ",\"message\":");
    json_append_string(out, d->message);
    if (d->help) {
        g_string_append(out, ",\"help\":");
        json_append_string(out, d->help);
    }
    if (d->file) {
        g_string_append(out, ",\"file\":");
        json_append_string(out, d->file);
    }
    if (d->line > 0)
        g_string_append_printf(out, ",\"line\":%d,\"column\":%d,\"length\":%d", d->line, d->column,
                               d->length);
    fprintf(stderr, "%s}\n", out->str);
}

static void report(void *user, const tripmap_diagnostic *d)
{
    reporting *r = user;
    if (d->severity != TRIPMAP_ERROR && r->options->quiet)
        return;
    if (d->severity == TRIPMAP_ERROR && ++r->errors > LIMIT_ERRORS_SHOWN)
        return;
    if (r->options->diagnostics == DIAGNOSTICS_JSON)
        print_json(d);
    else
        fputs(d->text, stderr);
}

static void note_read(void *user, const char *path)
{
    const reporting *r = user;
    if (r->files && !g_ptr_array_find_with_equal_func(r->files, path, g_str_equal, NULL))
        g_ptr_array_add(r->files, g_strdup(path));
}

void reporting_begin(reporting *r, const options *o)
{
    bool color = o->diagnostics == DIAGNOSTICS_TEXT && wants_color();
    *r = (reporting){.options = o};
    r->reporter = (tripmap_reporter){report, r, o->strict, color, note_read};
}

void reporting_end(reporting *r)
{
    if (r->errors > LIMIT_ERRORS_SHOWN && r->options->diagnostics == DIAGNOSTICS_TEXT)
        fprintf(stderr, "%u more error%s\n", r->errors - LIMIT_ERRORS_SHOWN,
                r->errors == LIMIT_ERRORS_SHOWN + 1 ? "" : "s");
}

int reporting_list(reporting *r, diag_list *diags)
{
    if (r->options->strict)
        diag_list_make_strict(diags);
    for (guint i = 0; i < diag_list_count(diags); i++) {
        const diag_entry *e = diag_list_get(diags, i);
        g_autofree char *text = diag_entry_text(e, r->reporter.color);
        const tripmap_diagnostic d = {
            .severity = (tripmap_severity)e->severity,
            .code = diag_code_name(e->code),
            .message = e->message,
            .help = e->help,
            .file = e->span.source ? source_name(e->span.source) : NULL,
            .line = e->span.line,
            .column = e->span.column,
            .length = e->span.length,
            .text = text,
        };
        report(r, &d);
    }
    return diag_list_exit_status(diags);
}

int report_usage(const options *o, const char *help, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autoptr(diag_list) diags = diag_list_new();
    diag_entry *entry = diag_error(diags, DIAG_USAGE, SPAN_NONE, "%s", message);
    if (help)
        diag_help(entry, "%s", help);
    reporting r;
    reporting_begin(&r, o);
    return reporting_list(&r, diags);
}
