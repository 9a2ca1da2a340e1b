/* SPDX-License-Identifier: MIT
 *
 * The tripmap program: picks the command, reads its options, hands over.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/datadir.h"
#include "batch/worker.h"
#include "cli/cli.h"

const command command_table[] = {
    {"draw", FOR_DRAW, "TRIP -o FILE…", "draw a trip (the word draw may be left out)",
     command_draw},
    {"compare", FOR_DRAW, "TRIP TRIP… -o FILE…", "draw several trips on one map", command_compare},
    {"watch", FOR_WATCH, "TRIP -o FILE…",
     "draw a trip again whenever a file it is made from changes", command_watch},
    {"check", FOR_CHECK, "TRIP…", "say what is wrong with trips, and what a map would give up",
     command_check},
    {"explain", FOR_CHECK, "TRIP…", "say which projection, extent and layers are chosen, and why",
     command_explain},
    {"batch", FOR_BATCH, "TRIPS… -o DIR", "draw many trips: files, folders and lists of them",
     command_batch},
    {"plan", FOR_PLAN, "TRIPS… -o DIR --shards N", "print a job file that draws on many machines",
     command_plan},
    {"merge", FOR_MERGE, "DIR", "join the shards of a batch and write its gallery", command_merge},
    {"places", FOR_PLACES, "PLACE…", "say where places are found", command_places},
    {"import", FOR_IMPORT, "FILE… -o DIR", "make trip files of travel records", command_import},
    {"styles", FOR_STYLES, "", "list the shipped styles", command_styles},
    {"schema", FOR_SCHEMA, "trip|style", "print the JSON schema of a file format", command_schema},
    {"key", FOR_KEY, "TRIP", "print a line that changes whenever the map could, for caches",
     command_key},
    {"completions", FOR_COMPLETIONS, "bash|zsh|fish", "print completions for a shell",
     command_completions},
    {"init", FOR_INIT, "", "write a commented trip to start from", command_init},
};
const size_t command_count = G_N_ELEMENTS(command_table);

/* Spares Pango the machine's font list, which a cold cache makes slow: the shipped fonts are added
 * by themselves. An environment that names its own configuration keeps it. */
static void use_private_fonts(void)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *fonts = datadir_find(NULL, "fonts", diags);
    if (!fonts)
        return;
    g_autofree char *file = g_build_filename(fonts, "private.conf", NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
        g_setenv("FONTCONFIG_FILE", file, FALSE);
}

static const command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(command_table[i].name, name) == 0)
            return &command_table[i];
    return NULL;
}

/* What was printed must have arrived: a full disk or closed pipe shows only here. */
static int close_stdout(int status)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("tripmap: error: cannot write standard output [output-failed]\n", stderr);
        return status ? status : TRIPMAP_IO_FAILED;
    }
    return status;
}

/* A standard stream that is closed would be the next file opened, and take what is printed. In its
 * place stands one that fails. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
            exit(TRIPMAP_IO_FAILED); /* NOLINT(concurrency-mt-unsafe): no thread has started */
}

static int run(const command *named, const command *chosen, const options *o)
{
    if (o->help) {
        help_print(stdout, named);
        return TRIPMAP_OK;
    }
    if (o->credits) {
        fputs(tripmap_credits(), stdout);
        return TRIPMAP_OK;
    }
    if (o->version) {
        printf("tripmap %s\n", tripmap_version());
        return TRIPMAP_OK;
    }
    use_private_fonts();
    return chosen->run(o);
}

int main(int argc, char **argv)
{
    heap_prepare();
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is then a failed write, reported like any other */
    if (argc == 3 && strcmp(argv[1], WORKER_COMMAND) == 0)
        return worker_main(argv[2]);
    const command *named = argc > 1 ? find_command(argv[1]) : NULL;
    const command *chosen = named ? named : &command_table[0];
    int first = named ? 2 : 1;
    options o;
    int status = TRIPMAP_BAD_USAGE;
    if (options_parse(&o, chosen->flag, MAX(argc - first, 0), argv + first))
        status = run(named, chosen, &o);
    options_clear(&o);
    return close_stdout(status);
}
