/* SPDX-License-Identifier: MIT
 *
 * Draws five scenes while one read, write, open, close or rename after the other fails: faults
 * PROGRAM SHIM EXAMPLES. Whatever fails, tripmap ends with 0 and the very bytes of an undisturbed
 * run, or with 3, one message and the old output untouched; nothing else lies in the folder. With
 * TRIPMAP_FAULTS=all every call is tried with every error, else a sample.
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const struct {
    const char *trip, *format, *style;
} scenes[] = {
    {"rubio2025.yaml", "svg", "press"},   {"tillerson2018.yaml", "png", "night"},
    {"blinken2022.yaml", "pdf", "print"}, {"tillerson2018.yaml", "geojson", "atlas"},
    {"rubio2025.yaml", "svg", "@own"},
};

static const struct {
    const char *call;
    int errors[5];
} kinds[] = {
    {"open", {EIO, EMFILE, EINTR}}, {"read", {EIO, EINTR, -1}}, {"write", {EIO, ENOSPC, EINTR, -1}},
    {"close", {EIO, ENOSPC}},       {"rename", {EIO, ENOSPC}},
};

static const char *program, *shim, *examples;
static char *folder, *old_output = "the old map\n";
static int runs, refused, wrong;

typedef struct {
    int status; /* exit status, or -1 for a signal */
    char *errors, *output;
    gsize output_size;
} outcome;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static outcome draw(gsize scene, const char *call, int at, int error)
{
    outcome o = {0};
    g_autofree char *trip = g_build_filename(examples, scenes[scene].trip, NULL);
    g_autofree char *name = g_strconcat("map.", scenes[scene].format, NULL);
    g_autofree char *out = in_folder(name), *count = in_folder("count");
    g_autofree char *own = in_folder("own.yaml");
    bool has_own = strcmp(scenes[scene].style, "@own") == 0;
    char *arguments[] = {(char *)program,
                         trip,
                         "-o",
                         out,
                         "--page",
                         "500x400",
                         "--style",
                         has_own ? own : (char *)scenes[scene].style,
                         NULL};
    g_autofree char *number = g_strdup_printf("%d", at);
    g_autofree char *code = g_strdup_printf("%d", error);
    g_auto(GStrv) env = g_get_environ();
    env = g_environ_setenv(env, "LD_PRELOAD", shim, TRUE);
    env = g_environ_setenv(env, "ASAN_OPTIONS", "verify_asan_link_order=0", TRUE);
    env = g_environ_setenv(env, "TRIPMAP_FAIL_CALL", call, TRUE);
    env = g_environ_setenv(env, "TRIPMAP_FAIL_AT", number, TRUE);
    env = g_environ_setenv(env, "TRIPMAP_FAIL_ERRNO", code, TRUE);
    env = g_environ_setenv(env, "TRIPMAP_FAIL_COUNT", count, TRUE);
    env = g_environ_setenv(env, "NO_COLOR", "1", TRUE);
    g_assert(g_file_set_contents(own, "extends: night\nocean: '#102030'\n", -1, NULL));
    g_assert(g_file_set_contents(out, old_output, -1, NULL));
    int wait_status;
    g_assert(g_spawn_sync(NULL, arguments, env, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                          &o.errors, &wait_status, NULL));
    o.status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
    g_assert(g_file_get_contents(out, &o.output, &o.output_size, NULL));
    g_unlink(out);
    g_unlink(own);
    runs++;
    return o;
}

static void clear_outcome(outcome *o)
{
    g_free(o->errors);
    g_free(o->output);
}

static int count_calls(void)
{
    g_autofree char *path = in_folder("count"), *text = NULL;
    g_assert(g_file_get_contents(path, &text, NULL, NULL));
    return atoi(text);
}

static int count_of(const char *text, const char *word)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        n++;
    return n;
}

/* What the folder still holds once the known files are gone; NULL when that is nothing. */
static char *left_behind(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (strcmp(name, "count") != 0)
            return g_strdup(name);
    return NULL;
}

static const char *fault_of(const outcome *o, const outcome *good)
{
    bool same =
        o->output_size == good->output_size && memcmp(o->output, good->output, o->output_size) == 0;
    if (o->status == 0)
        return same ? NULL : "another map without an error";
    refused++;
    if (o->status != 3)
        return "another exit status than 0 and 3";
    if (strcmp(o->output, old_output) != 0)
        return "the old output is gone";
    return count_of(o->errors, "error: ") == 1 ? NULL : "not one message";
}

static void try_one(gsize scene, const outcome *good, const char *call, int at, int error)
{
    outcome o = draw(scene, call, at, error);
    const char *fault = fault_of(&o, good);
    g_autofree char *left = left_behind();
    if (fault || left) {
        g_print("%s %s, %s %d failing with %d: %s (exit %d)%s%s\n%s", scenes[scene].trip,
                scenes[scene].format, call, at, error, fault ? fault : "", o.status,
                left ? ", left behind: " : "", left ? left : "", o.errors);
        wrong++;
    }
    if (left) {
        g_autofree char *path = in_folder(left);
        g_unlink(path);
    }
    clear_outcome(&o);
}

/* All calls of a kind, or at most seven of them, the first and the last among them. */
static void try_kind(gsize scene, gsize kind, bool all)
{
    outcome good = draw(scene, kinds[kind].call, 0, 0);
    int n = count_calls();
    if (good.status != 0 || (n == 0 && strcmp(kinds[kind].call, "read") != 0)) {
        g_print("%s: undisturbed exit %d, %d times %s\n%s", scenes[scene].trip, good.status, n,
                kinds[kind].call, good.errors);
        wrong++;
    }
    int step = all ? 1 : MAX(1, n / 6), n_errors = 0;
    while (kinds[kind].errors[n_errors] != 0)
        n_errors++;
    for (int at = n; at > 0; at -= step) {
        for (int i = 0; i < n_errors; i++)
            if (all || i == (at + (int)scene) % n_errors)
                try_one(scene, &good, kinds[kind].call, at, kinds[kind].errors[i]);
    }
    clear_outcome(&good);
    if (all) /* an hour or more: say how far it is */
        g_print("%s %s, %s: %d calls, %d errors each\n", scenes[scene].trip, scenes[scene].format,
                kinds[kind].call, n, n_errors);
}

int main(int argc, char **argv)
{
    g_assert(argc == 4);
    program = argv[1];
    shim = argv[2];
    examples = argv[3];
    folder = g_dir_make_tmp("tripmap-faults-XXXXXX", NULL);
    bool all = g_strcmp0(g_getenv("TRIPMAP_FAULTS"), "all") == 0;
    for (gsize scene = 0; scene < G_N_ELEMENTS(scenes); scene++)
        for (gsize kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
            try_kind(scene, kind, all);
    g_print("%d runs, %d refused, %d wrong\n", runs, refused, wrong);
    g_autofree char *count = in_folder("count");
    g_unlink(count);
    g_rmdir(folder);
    g_free(folder);
    return wrong > 0 || refused == 0;
}
