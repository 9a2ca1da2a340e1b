/* SPDX-License-Identifier: MIT
 *
 * Joins the reports of a sharded batch: what is missing, what failed, and the gallery of it all.
 */
#include <stdio.h>
#include <string.h>

#include "batch/batch.h"
#include "batch/gallery.h"
#include "batch/report.h"

typedef struct {
    GPtrArray *entries;              /* report_entry *, borrowed from the reports */
    GPtrArray *reports;              /* report * */
    GPtrArray *missing, *unfinished; /* char *, "3" */
    char *manifest;
} merge;

static void free_report(gpointer r)
{
    report_free(r);
}

/* "shard-3-of-8.jsonl" */
static bool parse_name(shard *out, const char *name)
{
    int length = 0;
    /* NOLINTNEXTLINE(cert-err34-c): nine digits fit */
    return sscanf(name, "shard-%9d-of-%9d.jsonl%n", &out->index, &out->count, &length) == 2 &&
           (gsize)length == strlen(name) && out->index >= 0 && out->index < out->count &&
           out->count <= SHARDS_MAX;
}

/* How many shards the reports are of; 0 after reporting when they do not agree. */
static int find_count(const char *out_folder, diag_list *diags)
{
    g_autofree char *folder = g_build_filename(out_folder, "reports", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    shard s;
    int count = 0, other = 0;
    while (dir && (name = g_dir_read_name(dir))) {
        if (!parse_name(&s, name) || s.count == count)
            continue;
        other = count;
        count = s.count;
    }
    if (dir)
        g_dir_close(dir);
    if (count == 0)
        diag_error(diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "no report lies in \"%s\"", folder);
    else if (other != 0)
        diag_help(diag_error(diags, DIAG_BAD_REPORT, SPAN_NONE,
                             "\"%s\" holds reports of %d and of %d shards", folder,
                             MIN(count, other), MAX(count, other)),
                  "say which with --shards N");
    return other == 0 ? count : 0;
}

static bool add_report(merge *m, report *r, const char *path, shard which, diag_list *diags)
{
    g_ptr_array_add(m->reports, r);
    if (!m->manifest)
        m->manifest = g_strdup(r->manifest);
    if (strcmp(m->manifest, r->manifest) != 0 || r->shard.count != which.count) {
        diag_help(diag_error(diags, DIAG_BAD_REPORT, SPAN_NONE,
                             "\"%s\" is of another manifest than the shards before it", path),
                  "draw all shards of one manifest, then merge");
        return false;
    }
    if (!r->finished)
        g_ptr_array_add(m->unfinished, g_strdup_printf("%d", which.index));
    for (guint i = 0; i < r->entries->len; i++)
        g_ptr_array_add(m->entries, r->entries->pdata[i]);
    return true;
}

static bool read_shards(merge *m, const char *out_folder, int count, diag_list *diags)
{
    for (shard s = {0, count}; s.index < count; s.index++) {
        g_autofree char *path = report_path(out_folder, s);
        report *r = NULL;
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(m->missing, g_strdup_printf("%d", s.index));
        else if (!report_read(&r, path, diags) || !add_report(m, r, path, s, diags))
            return false;
    }
    g_ptr_array_sort(m->entries, report_entry_compare);
    return true;
}

static void tell_shards(GPtrArray *indices, int count, const char *what)
{
    if (indices->len == 0)
        return;
    guint n = indices->len;
    g_ptr_array_add(indices, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)indices->pdata);
    fprintf(stderr, "%s of %d shards %s: %s\n", n == 1 ? "1" : "some", count, what, list);
}

static int tell(merge *m, int count, const char *gallery)
{
    guint n[MAP_STATUS_COUNT] = {0};
    bool whole = m->missing->len + m->unfinished->len == 0;
    for (guint i = 0; i < m->entries->len; i++)
        n[((const report_entry *)m->entries->pdata[i])->status]++;
    guint failed = n[MAP_FAILED] + n[MAP_TIMEOUT] + n[MAP_CRASHED];
    guint total = m->reports->len > 0 ? ((const report *)m->reports->pdata[0])->items : 0;
    fprintf(stderr, "%u of %u maps: %u drawn, %u up to date, %u failed\n", m->entries->len, total,
            n[MAP_OK], n[MAP_CACHED], failed);
    tell_shards(m->missing, count, "missing");
    tell_shards(m->unfinished, count, "not finished");
    fprintf(stderr, "gallery: %s\n", gallery);
    return whole && failed == 0 ? TRIPMAP_OK : TRIPMAP_BAD_INPUT;
}

int batch_merge(const char *out_folder, int shards, diag_list *diags)
{
    int count = shards > 0 ? shards : find_count(out_folder, diags);
    if (count == 0)
        return diag_list_exit_status(diags);
    merge m = {
        .entries = g_ptr_array_new(),
        .reports = g_ptr_array_new_with_free_func(free_report),
        .missing = g_ptr_array_new_with_free_func(g_free),
        .unfinished = g_ptr_array_new_with_free_func(g_free),
    };
    int status = TRIPMAP_OK;
    g_autofree char *gallery = NULL;
    if (read_shards(&m, out_folder, count, diags))
        gallery = gallery_write(out_folder, m.entries, diags);
    status = gallery ? tell(&m, count, gallery) : diag_list_exit_status(diags);
    g_ptr_array_unref(m.entries);
    g_ptr_array_unref(m.reports);
    g_ptr_array_unref(m.missing);
    g_ptr_array_unref(m.unfinished);
    g_free(m.manifest);
    return status;
}
