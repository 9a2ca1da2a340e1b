/* SPDX-License-Identifier: MIT
 *
 * The four job files. A shard is run anew by running it again: what it has drawn is up to date.
 */
#include "batch/plan.h"

#include <string.h>

#include "base/json.h"

/* WORDS in single quotes where a shell needs them. */
static char *shell_words(const char *const *words)
{
    GString *out = g_string_new(NULL);
    for (; *words; words++) {
        const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                            "%+,-./:=@_";
        g_autofree char *word = **words && strspn(*words, plain) == strlen(*words)
                                    ? g_strdup(*words)
                                    : g_shell_quote(*words);
        g_string_append_printf(out, "%s%s", out->len ? " " : "", word);
    }
    return g_string_free(out, FALSE);
}

/* "tripmap batch tours -o maps --shards 8" */
static char *batch_command(const plan *p)
{
    g_autofree char *count = g_strdup_printf("%d", p->shards);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_ptr_array_add(words, (gpointer)p->program);
    g_ptr_array_add(words, (gpointer) "batch");
    for (char **a = p->arguments; *a; a++)
        g_ptr_array_add(words, *a);
    g_ptr_array_add(words, (gpointer) "-o");
    g_ptr_array_add(words, (gpointer)p->out_folder);
    g_ptr_array_add(words, (gpointer) "--shards");
    g_ptr_array_add(words, count);
    g_ptr_array_add(words, NULL);
    return shell_words((const char *const *)words->pdata);
}

static char *merge_command(const plan *p)
{
    g_autofree char *count = g_strdup_printf("%d", p->shards);
    const char *const words[] = {p->program, "merge", p->out_folder, "--shards", count, NULL};
    return shell_words(words);
}

static void append_about(GString *out, const plan *p, const char *run)
{
    guint least = p->items / (guint)p->shards;
    guint most = least + (p->items % (guint)p->shards > 0);
    g_string_append_printf(out, "# %u maps in %d shards of %u to %u, %d at a time in each. %s\n",
                           p->items, p->shards, least, most, p->jobs, run);
}

static void append_slurm(GString *out, const plan *p, const char *batch, const char *merge)
{
    g_string_append(out, "#!/bin/sh\n");
    append_about(out, p, "Run it with sh where sbatch is.");
    g_string_append_printf(
        out,
        "# Options for sbatch, such as -p or --account, go behind the file's name.\n"
        "# One shard again: the first sbatch with --array=3, then the second.\n"
        "set -eu\n"
        "shards=$(sbatch --parsable --job-name=tripmap --array=0-%d --cpus-per-task=%d \"$@\" "
        "<<'JOB'\n"
        "#!/bin/sh\n"
        "exec %s -j \"${SLURM_CPUS_PER_TASK:-%d}\" --progress plain\n"
        "JOB\n"
        ")\n"
        "sbatch --parsable --job-name=tripmap-merge --dependency=afterany:\"$shards\" \"$@\" "
        "<<'JOB'\n"
        "#!/bin/sh\n"
        "exec %s\n"
        "JOB\n",
        p->shards - 1, p->jobs, batch, p->jobs, merge);
}

static void append_parallel(GString *out, const plan *p, const char *batch, const char *merge)
{
    g_autofree char *job = g_strdup_printf("%s -j %d --progress none --shard", batch, p->jobs);
    g_autofree char *quoted = g_shell_quote(job);
    g_string_append(out, "#!/bin/sh\n");
    append_about(out, p, "Run it with sh.");
    g_string_append_printf(out,
                           "# TRIPMAP_HOSTS: hosts for --sshlogin, as in \"node1,node2,:\"; the "
                           "folder must be the same on all.\n"
                           "set -eu\n"
                           "failed=0\n"
                           "seq 0 %d | parallel --sshlogin \"${TRIPMAP_HOSTS:-:}\" --workdir . "
                           "--jobs \"${TRIPMAP_SHARDS_A_HOST:-1}\" %s || failed=$?\n"
                           "[ \"$failed\" -le 101 ] || exit \"$failed\" # shards that failed, or "
                           "parallel itself\n"
                           "exec %s\n",
                           p->shards - 1, quoted, merge);
}

static void append_make(GString *out, const plan *p, const char *batch, const char *merge)
{
    append_about(out, p, "Run it with make -f FILE -j2.");
    g_autoptr(GString) batch_make = g_string_new(batch);
    g_autoptr(GString) merge_make = g_string_new(merge);
    g_string_replace(batch_make, "$", "$$", 0);
    g_string_replace(merge_make, "$", "$$", 0);
    g_string_append_printf(out,
                           "shards = $(shell seq -f 'shard-%%.0f' 0 %d)\n\n"
                           "merge: $(shards)\n"
                           "\t%s\n\n"
                           "# A map that cannot be drawn (status 1) does not keep the others from "
                           "being merged.\n"
                           "$(shards): shard-%%:\n"
                           "\t%s -j %d --progress none --shard $* || [ $$? -eq 1 ]\n\n"
                           ".PHONY: merge $(shards)\n",
                           p->shards - 1, merge_make->str, batch_make->str, p->jobs);
}

static void append_kubernetes(GString *out, const plan *p, const char *batch, const char *merge)
{
    append_about(out, p, "Set image and claim, then: kubectl apply -f FILE");
    /* A JSON string is a YAML string. */
    g_autoptr(GString) command = g_string_new(NULL);
    g_autofree char *line = g_strdup_printf("exec %s -j %d --progress plain", batch, p->jobs);
    json_append_string(command, line);
    g_string_append_printf(
        out,
        "# When the job is done: %s\n"
        "# Exit status 1 and 2 of a shard are final, others are tried again.\n"
        "apiVersion: batch/v1\n"
        "kind: Job\n"
        "metadata:\n"
        "  name: tripmap\n"
        "spec:\n"
        "  completionMode: Indexed\n"
        "  completions: %d\n"
        "  parallelism: %d\n"
        "  backoffLimitPerIndex: 3\n"
        "  maxFailedIndexes: %d\n"
        "  podFailurePolicy:\n"
        "    rules:\n"
        "      - action: FailIndex\n"
        "        onExitCodes: {containerName: tripmap, operator: In, values: [1, 2]}\n"
        "  template:\n"
        "    spec:\n"
        "      restartPolicy: Never\n"
        "      containers:\n"
        "        - name: tripmap\n"
        "          image: tripmap\n"
        "          workingDir: /data\n"
        "          command: [\"/bin/sh\", \"-c\", %s]\n"
        "          resources:\n"
        "            requests: {cpu: \"%d\", memory: %dMi}\n"
        "          volumeMounts:\n"
        "            - {name: data, mountPath: /data}\n"
        "      volumes:\n"
        "        - name: data\n"
        "          persistentVolumeClaim: {claimName: tripmap}\n",
        merge, p->shards, MIN(p->shards, 100), p->shards, command->str, p->jobs, 150 * p->jobs);
}

char *plan_text(const plan *p)
{
    GString *out = g_string_new(NULL);
    g_autofree char *batch = batch_command(p);
    g_autofree char *merge = merge_command(p);
    switch (p->engine) {
    case PLAN_SLURM:
        append_slurm(out, p, batch, merge);
        break;
    case PLAN_PARALLEL:
        append_parallel(out, p, batch, merge);
        break;
    case PLAN_MAKE:
        append_make(out, p, batch, merge);
        break;
    case PLAN_KUBERNETES:
    case PLAN_ENGINE_COUNT:
        append_kubernetes(out, p, batch, merge);
        break;
    }
    return g_string_free(out, FALSE);
}
