/* SPDX-License-Identifier: MIT
 *
 * Runs a batch. Any number of batches may work in one folder at once: outputs appear whole, and
 * what is being written lies in a folder of the batch's own.
 */
#include "batch/batch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/file.h"
#include "batch/gallery.h"
#include "batch/key.h"
#include "batch/manifest.h"
#include "batch/report.h"

/* Folders of batches on other machines, which cannot be asked whether they still run. */
enum { ABANDONED_SECONDS = 24 * 3600 };

typedef struct {
    const batch_settings *settings;
    const manifest *manifest;
    guint next;
    report_writer *report;
    progress *progress;
} run;

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    interrupted = number;
}

/* ---- folders ---- */

/* Where the command line wants the report, which may be anywhere. */
static bool make_folder(const char *path, diag_list *diags)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return true;
    diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot make the folder \"%s\": %s", path,
               g_strerror(errno));
    return false;
}

static void remove_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        unlink(file);
    }
    if (dir)
        g_dir_close(dir);
    rmdir(path);
}

/* Names where this process id means this process: the machine since it started, and the process
 * namespace, because containers may share a name and a folder. */
static char *machine_token(void)
{
    g_autofree char *boot = NULL;
    g_file_get_contents("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL);
    g_autofree char *space = g_file_read_link("/proc/self/ns/pid", NULL);
    g_autofree char *all =
        g_strjoin("\n", g_get_host_name(), boot ? boot : "", space ? space : "", NULL);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
    return g_strndup(hash, 12);
}

static bool is_abandoned(const char *path, const char *name, const char *token)
{
    const char *dash = strchr(name, '-');
    guint64 pid;
    if (dash && strncmp(name, token, strlen(token)) == 0 && dash == name + strlen(token) &&
        g_ascii_string_to_unsigned(dash + 1, 10, 1, G_MAXINT, &pid, NULL))
        return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
    struct stat info;
    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode) &&
           time(NULL) - info.st_mtime > ABANDONED_SECONDS;
}

/* Removes what batches that were killed have left, and makes this one's own folder. */
static char *make_temp_folder(const char *out_folder, diag_list *diags)
{
    g_autofree char *hidden = g_build_filename(out_folder, ".tripmap", NULL);
    g_autofree char *all = g_build_filename(hidden, "tmp", NULL);
    g_autofree char *token = machine_token();
    if (!file_make_own_folder(hidden, diags) || !file_make_own_folder(all, diags))
        return NULL;
    GDir *dir = g_dir_open(all, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(all, name, NULL);
        if (is_abandoned(path, name, token))
            remove_folder(path);
    }
    if (dir)
        g_dir_close(dir);
    char *own = g_strdup_printf("%s/%s-%d", all, token, (int)getpid());
    if (!file_make_own_folder(own, diags))
        g_clear_pointer(&own, g_free);
    return own;
}

/* ---- the pool's callbacks ---- */

static const batch_item *next_item(void *user, guint *number)
{
    run *r = user;
    if (r->next >= r->manifest->items->len)
        return NULL;
    *number = r->next;
    r->next += (guint)r->settings->shard.count;
    return r->manifest->items->pdata[*number];
}

static bool item_done(void *user, const map_result *result)
{
    run *r = user;
    bool ok = report_map(r->report, result);
    progress_map(r->progress, result);
    guint most = r->settings->max_failures;
    return ok && (most == 0 || report_counts_failed(progress_counts(r->progress)) < most);
}

static bool tick(void *user)
{
    run *r = user;
    progress_tick(r->progress);
    return !interrupted;
}

/* ---- the whole ---- */

static guint count_items(const manifest *m, shard s)
{
    guint n = m->items->len, first = (guint)s.index, step = (guint)s.count;
    return n > first ? (n - first - 1) / step + 1 : 0;
}

static int exit_status(const report_counts *counts, bool finished)
{
    if (counts->retriable > 0)
        return TRIPMAP_IO_FAILED;
    return report_counts_failed(counts) > 0 || !finished ? TRIPMAP_BAD_INPUT : TRIPMAP_OK;
}

/* The gallery of a whole batch; a shard's maps are joined by batch_merge. */
static char *write_gallery(const batch_settings *s, const char *report_file, diag_list *diags)
{
    if (s->shard.count > 1)
        return NULL;
    report *read = NULL;
    if (!report_read(&read, report_file, diags))
        return NULL;
    char *path = gallery_write(s->drawing.out_folder, read->entries, diags);
    report_free(read);
    return path;
}

static int run_pool(run *r, const char *report_file, diag_list *diags)
{
    const batch_settings *s = r->settings;
    const pool_settings pool = {
        .drawing = &s->drawing,
        .jobs = s->jobs > 0 ? s->jobs : (int)g_get_num_processors(),
        .timeout_s = s->timeout_s,
        .next = next_item,
        .done = item_done,
        .tick = tick,
        .user = r,
    };
    bool ok = pool_run(&pool, diags);
    const report_counts *counts = progress_counts(r->progress);
    guint done = 0;
    for (int i = 0; i < MAP_STATUS_COUNT; i++)
        done += counts->by_status[i];
    bool finished = done == count_items(r->manifest, s->shard);
    ok = report_close(r->report, finished, counts, progress_seconds(r->progress), diags) && ok;
    g_autofree char *gallery = ok && !interrupted ? write_gallery(s, report_file, diags) : NULL;
    progress_end(r->progress, gallery, report_file);
    if (interrupted)
        return 128 + interrupted;
    int status = diag_list_exit_status(diags);
    return status != TRIPMAP_OK ? status : exit_status(counts, finished);
}

static int run_items(batch_settings *s, const manifest *m, diag_list *diags)
{
    g_autofree char *file =
        s->report ? g_strdup(s->report) : report_path(s->drawing.out_folder, s->shard);
    g_autofree char *folder = g_path_get_dirname(file);
    run r = {.settings = s, .manifest = m, .next = (guint)s->shard.index};
    bool made = s->report ? make_folder(folder, diags) : file_make_own_folder(folder, diags);
    if (!made ||
        !report_open(&r.report, file, s->report != NULL, m, s->shard, s->drawing.formats, diags))
        return TRIPMAP_IO_FAILED;
    r.progress = progress_new(s->progress, count_items(m, s->shard));
    int status = run_pool(&r, file, diags);
    progress_free(r.progress);
    return status;
}

int batch_run(batch_settings *s, diag_list *diags)
{
    g_autoptr(manifest) m = NULL;
    if (!manifest_read(&m, s->inputs, diags))
        return diag_list_exit_status(diags);
    s->drawing.data_digest = key_of_data(s->drawing.shapes, diags);
    if (!s->drawing.data_digest)
        return diag_list_exit_status(diags);
    s->drawing.temp_folder = make_temp_folder(s->drawing.out_folder, diags);
    if (!s->drawing.temp_folder)
        return TRIPMAP_IO_FAILED;
    interrupted = 0;
    struct sigaction on = {.sa_handler = interrupt}, old_int, old_term;
    sigaction(SIGINT, &on, &old_int);
    sigaction(SIGTERM, &on, &old_term);
    int status = run_items(s, m, diags);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    remove_folder(s->drawing.temp_folder);
    return status;
}
