/* SPDX-License-Identifier: MIT
 *
 * --depfile: what was read to make the outputs, as a rule for make and Ninja. Every file read gets
 * an empty rule of its own as well, so that make goes on when one is gone.
 */
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"

/* What both tools read as this name: a blank and "#" behind a backslash, "$" doubled. */
static void append_name(GString *out, const char *path)
{
    for (const char *p = path; *p; p++) {
        if (*p == '$')
            g_string_append_c(out, '$');
        else if (*p == ' ' || *p == '#')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
}

/* Targets in one rule: either tool then knows that one run makes them all. */
static void append_targets(GString *out, const options *o)
{
    for (guint i = 0; i < o->outputs->len; i++) {
        const char *path = o->outputs->pdata[i];
        if (strcmp(path, "-") == 0)
            continue;
        append_name(out, path);
        g_string_append_c(out, ' ');
    }
    const char *others[] = {o->alt, o->layout_json};
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        if (!others[i] || strcmp(others[i], "-") == 0)
            continue;
        append_name(out, others[i]);
        g_string_append_c(out, ' ');
    }
    if (out->len > 0)
        g_string_truncate(out, out->len - 1);
}

/* A line break ends a rule whatever stands before it. */
static bool can_be_named(const char *path)
{
    return strpbrk(path, "\n\r") == NULL;
}

static char *depfile_text(const options *o, const GPtrArray *files)
{
    GString *out = g_string_new(NULL);
    append_targets(out, o);
    g_string_append_c(out, ':');
    g_autoptr(GString) rules = g_string_new(NULL);
    for (guint i = 0; i < files->len; i++) {
        const char *path = files->pdata[i];
        if (!can_be_named(path) || !g_file_test(path, G_FILE_TEST_EXISTS))
            continue;
        g_string_append(out, " \\\n  ");
        append_name(out, path);
        append_name(rules, path);
        g_string_append(rules, ":\n");
    }
    g_string_append_c(out, '\n');
    g_string_append(out, rules->str);
    return g_string_free(out, FALSE);
}

int depfile_check(const options *o)
{
    bool target = o->alt || o->layout_json;
    for (guint i = 0; i < o->outputs->len; i++) {
        const char *path = o->outputs->pdata[i];
        target = target || strcmp(path, "-") != 0;
        if (!can_be_named(path))
            return report_usage(o, "rename the output", "a line break cannot stand in a depfile");
    }
    if (!target)
        return report_usage(o, "add -o map.svg, for example", "--depfile needs an output file");
    return TRIPMAP_OK;
}

int depfile_write(const options *o, const GPtrArray *files, reporting *r)
{
    g_autofree char *text = depfile_text(o, files);
    return save_text(r, o->depfile, text);
}
