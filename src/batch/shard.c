/* SPDX-License-Identifier: MIT
 *
 * Shards: the index from the command line or from the scheduler that started the process.
 */
#include "batch/shard.h"

#include <string.h>

static const struct {
    const char *variable;
    int first; /* what the first task is called */
} sources[] = {
    {"TRIPMAP_SHARD", 0},   {"SLURM_ARRAY_TASK_ID", 0}, {"JOB_COMPLETION_INDEX", 0},
    {"PBS_ARRAY_INDEX", 0}, {"SGE_TASK_ID", 1},         {"OMPI_COMM_WORLD_RANK", 0},
};

static bool parse_number(int *out, const char *text)
{
    guint64 number;
    if (!g_ascii_string_to_unsigned(text, 10, 0, SHARDS_MAX, &number, NULL))
        return false;
    *out = (int)number;
    return true;
}

static bool usage(diag_list *diags, const char *help, const char *message)
{
    diag_help(diag_error(diags, DIAG_USAGE, SPAN_NONE, "%s", message), "%s", help);
    return false;
}

static bool parse_text(shard *out, const char *text)
{
    const char *slash = strchr(text, '/');
    g_autofree char *index = slash ? g_strndup(text, (gsize)(slash - text)) : g_strdup(text);
    int count = out->count;
    if (slash && !parse_number(&count, slash + 1))
        return false;
    if (slash && out->count > 0 && out->count != count)
        return false;
    out->count = count;
    return parse_number(&out->index, index);
}

/* TRIPMAP_SHARD goes first: a person set it. Two schedulers at once are a riddle. */
static bool find_in_environment(shard *out, diag_list *diags)
{
    const char *found = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        const char *value = g_getenv(sources[i].variable);
        /* Grid Engine says "undefined" outside of arrays. */
        if (!value || !*value || strcmp(value, "undefined") == 0)
            continue;
        if (found) {
            g_autofree char *message =
                g_strdup_printf("%s and %s both name a shard", found, sources[i].variable);
            return usage(diags, "say which with --shard I/N", message);
        }
        if (!parse_number(&out->index, value)) {
            g_autofree char *message =
                g_strdup_printf("%s=\"%s\" is no shard", sources[i].variable, value);
            return usage(diags, "say which with --shard I/N", message);
        }
        out->index -= sources[i].first;
        found = sources[i].variable;
        if (i == 0)
            break;
    }
    return found || usage(diags, "give --shard I/N, or set TRIPMAP_SHARD",
                          "--shards is given, but nothing says which shard this is");
}

bool shard_find(shard *out, int count, const char *text, diag_list *diags)
{
    *out = (shard){.index = 0, .count = count};
    if (text && (!parse_text(out, text) || out->count == 0))
        return usage(diags, "write --shard 0/8 to --shard 7/8, or --shards 8 --shard 0",
                     "--shard needs an index and a count");
    if (!text && count == 0) {
        out->count = 1;
        return true;
    }
    if (!text && !find_in_environment(out, diags))
        return false;
    if (out->index >= 0 && out->index < out->count)
        return true;
    g_autofree char *message =
        g_strdup_printf("there is no shard %d of %d", out->index, out->count);
    return usage(diags, "shards are counted from 0", message);
}
