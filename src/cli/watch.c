/* SPDX-License-Identifier: MIT
 *
 * tripmap watch: draws, then waits until a file that was read changes and draws again. The files
 * come from the drawing itself, so that a style that is extended, a shapefile or a file that is
 * still missing count like the trip.
 */
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* Programs save in several steps: changes closer than this are one. */
enum { SETTLE_MS = 120 };

typedef struct {
    const options *o;
    GMainLoop *loop;
    GHashTable *files;   /* path → itself: what a change of draws again */
    GHashTable *folders; /* path → GFileMonitor */
    guint settling;      /* the timer's source, 0 when nothing has changed */
    guint drawn;
    bool on_terminal, line_open;
} watch;

/* ---- the status line ---- */

/* On a terminal one line that is written over, unless messages have come in between. */
static void show_status(watch *w, int status, gint64 took_us)
{
    if (w->o->quiet)
        return;
    g_autofree char *what =
        status == TRIPMAP_OK
            ? g_strdup_printf("drawn in %d ms", (int)(took_us / G_TIME_SPAN_MILLISECOND))
            : g_strdup(tripmap_status_text((tripmap_status)status));
    fprintf(stderr, "%stripmap: %s; %u time%s so far, watching %u files%s",
            w->on_terminal ? "\r\033[K" : "", what, w->drawn, w->drawn == 1 ? "" : "s",
            g_hash_table_size(w->files), w->on_terminal ? "" : "\n");
    fflush(stderr);
    w->line_open = w->on_terminal;
}

/* Messages begin on a line of their own. */
static void close_line(watch *w)
{
    if (w->line_open)
        fputs("\r\033[K", stderr);
    w->line_open = false;
}

/* ---- what is watched ---- */

static void on_event(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                     gpointer user);

/* Folders are watched rather than files: a file that an editor replaces is another file, and one
 * that is missing has nothing to watch. */
static void watch_folder(watch *w, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_hash_table_contains(w->folders, folder))
        return;
    g_autoptr(GFile) file = g_file_new_for_path(folder);
    GFileMonitor *monitor = g_file_monitor_directory(file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
    if (!monitor)
        return;
    g_signal_connect(monitor, "changed", G_CALLBACK(on_event), w);
    g_hash_table_insert(w->folders, g_steal_pointer(&folder), monitor);
}

static void watch_path(watch *w, const char *path)
{
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    watch_folder(w, full);
    g_hash_table_add(w->files, g_steal_pointer(&full));
}

/* A link is watched as well as the file it leads to. */
static void watch_file(watch *w, const char *path)
{
    char *real = realpath(path, NULL);
    watch_path(w, path);
    if (real)
        watch_path(w, real);
    free(real);
}

/* ---- drawing ---- */

/* Files whose last change is not older than SINCE may have changed while they were read, before
 * their folder was watched. */
static bool any_changed_since(const watch *w, gint64 since_us)
{
    GHashTableIter at;
    gpointer path;
    g_hash_table_iter_init(&at, w->files);
    while (g_hash_table_iter_next(&at, &path, NULL)) {
        GStatBuf info;
        if (g_stat(path, &info) == 0 &&
            (gint64)info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000 >= since_us)
            return true;
    }
    return false;
}

static gboolean settled(gpointer user);

static void draw_soon(watch *w)
{
    if (w->settling)
        g_source_remove(w->settling);
    w->settling = g_timeout_add(SETTLE_MS, settled, w);
}

static void draw(watch *w)
{
    g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func(g_free);
    gint64 began_us = g_get_real_time(), clock_us = g_get_monotonic_time();
    guint folders = g_hash_table_size(w->folders);
    close_line(w);
    int status = draw_once(w->o, read);
    w->drawn += status == TRIPMAP_OK;
    for (guint i = 0; i < read->len; i++)
        watch_file(w, read->pdata[i]);
    show_status(w, status, g_get_monotonic_time() - clock_us);
    if (g_hash_table_size(w->folders) > folders && any_changed_since(w, began_us))
        draw_soon(w);
}

static gboolean settled(gpointer user)
{
    watch *w = user;
    w->settling = 0;
    draw(w);
    return G_SOURCE_REMOVE;
}

static bool is_watched(const watch *w, GFile *file)
{
    g_autofree char *path = file ? g_file_get_path(file) : NULL;
    return path && g_hash_table_contains(w->files, path);
}

static void on_event(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                     gpointer user)
{
    watch *w = user;
    (void)monitor;
    (void)event;
    if (is_watched(w, file) || is_watched(w, other))
        draw_soon(w);
}

/* ---- the command ---- */

static gboolean stop(gpointer user)
{
    watch *w = user;
    g_main_loop_quit(w->loop);
    return G_SOURCE_CONTINUE;
}

static int check(const options *o)
{
    int status = draw_check_arguments(o, false);
    if (status != TRIPMAP_OK)
        return status;
    if (strcmp(o->inputs->pdata[0], "-") == 0)
        return report_usage(o, "give a file", "standard input cannot be watched");
    if (o->outputs->len == 0)
        return report_usage(o, "add -o map.svg, for example", "no output is given");
    for (guint i = 0; i < o->outputs->len; i++)
        if (strcmp(o->outputs->pdata[i], "-") == 0)
            return report_usage(o, "add -o map.svg, for example",
                                "a watched map is drawn into a file");
    return TRIPMAP_OK;
}

int command_watch(const options *o)
{
    int status = check(o);
    if (status != TRIPMAP_OK)
        return status;
    watch w = {
        .o = o,
        .loop = g_main_loop_new(NULL, FALSE),
        .files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref),
        .on_terminal = isatty(STDERR_FILENO) != 0,
    };
    guint signals[] = {g_unix_signal_add(SIGINT, stop, &w), g_unix_signal_add(SIGTERM, stop, &w)};
    watch_file(&w, o->inputs->pdata[0]);
    draw(&w);
    g_main_loop_run(w.loop);
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
        g_source_remove(signals[i]);
    if (w.settling)
        g_source_remove(w.settling);
    if (w.line_open)
        fputc('\n', stderr);
    g_hash_table_destroy(w.folders);
    g_hash_table_destroy(w.files);
    g_main_loop_unref(w.loop);
    return TRIPMAP_OK;
}
