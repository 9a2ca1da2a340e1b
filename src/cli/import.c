/* SPDX-License-Identifier: MIT
 *
 * tripmap import FILE… -o DIR: travel records in, one trip file a tour out. What cannot be read or
 * placed is reported with its line, the rest is written, and the exit status says so.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "import/tours.h"

static void read_file(GPtrArray *visits, GPtrArray *sources, const char *path, diag_list *diags)
{
    source *src;
    if (!file_read_source(&src, path, LIMIT_IMPORT_BYTES, SPAN_NONE, diags))
        return;
    g_ptr_array_add(sources, src);
    import_visits(visits, src, diags);
}

static void write_file(const char *folder, const tour_file *file, diag_list *diags)
{
    g_autofree char *name = g_strconcat(file->id, ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    file_writer *writer;
    if (!file_writer_open(&writer, path, diags))
        return;
    file_writer_write(writer, file->yaml, strlen(file->yaml));
    file_writer_commit(writer, diags);
}

static void write_files(const char *folder, const GPtrArray *files, diag_list *diags)
{
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot make the folder \"%s\": %s",
                   folder, g_strerror(errno));
        return;
    }
    for (guint i = 0; i < files->len; i++)
        write_file(folder, g_ptr_array_index(files, i), diags);
}

/* Everything that went wrong, without the limit that a terminal deserves. */
static void write_report(const char *folder, diag_list *diags)
{
    guint count = diag_list_count(diags);
    if (count == 0)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        g_autofree char *entry = diag_entry_text(diag_list_get(diags, i), false);
        g_string_append(text, entry);
    }
    g_autofree char *path = g_build_filename(folder, "import-report.txt", NULL);
    file_writer *writer;
    if (!file_writer_open(&writer, path, diags))
        return;
    file_writer_write(writer, text->str, text->len);
    file_writer_commit(writer, diags);
}

int command_import(const options *o)
{
    if (o->inputs->len == 0)
        return report_usage(o, "for example: tripmap import travels.csv -o tours",
                            "no record is given");
    if (o->outputs->len != 1)
        return report_usage(o, "add -o tours, for example", "the tours need one folder");
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_unref);
    g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func((GDestroyNotify)visit_free);
    for (guint i = 0; i < o->inputs->len; i++)
        read_file(visits, sources, o->inputs->pdata[i], diags);
    const tours_options wishes = {.from = o->from, .remarks = o->remarks};
    g_autoptr(GPtrArray) files = tours_make(visits, &wishes, diags);
    if (files->len > 0) {
        write_files(o->outputs->pdata[0], files, diags);
        write_report(o->outputs->pdata[0], diags);
    }
    if (!o->quiet)
        printf("%u visits, %u tours\n", visits->len, files->len);
    reporting r;
    reporting_begin(&r, o);
    int status = reporting_list(&r, diags);
    reporting_end(&r);
    return status;
}
