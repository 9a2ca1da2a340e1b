/* SPDX-License-Identifier: MIT
 *
 * tripmap key: one line that changes whenever the map could, for caches. It takes in the program,
 * the trip's text, every value of the style, the data files as they lie on disk (name, size, time)
 * and the options; it reads no shapefile and draws nothing.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/cli.h"

/* Options that say how things are told, not what is drawn. */
static const char *const beside_the_map[] = {"quiet", "diagnostics", "help", "version", NULL};

static void add_text(GChecksum *sum, const char *text)
{
    /* With its end, so that "ab" "c" is not "a" "bc". */
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void add_stamp(GChecksum *sum, const char *path)
{
    GStatBuf info;
    if (g_stat(path, &info) != 0)
        return;
    g_autofree char *stamp = g_strdup_printf(
        "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", path, (gint64)info.st_size,
        (gint64)info.st_mtim.tv_sec, (long)info.st_mtim.tv_nsec);
    add_text(sum, stamp);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every file of FOLDER and, down to DEPTH, of the folders in it. */
static void add_folder(GChecksum *sum, const char *folder, int depth)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (!dir)
        return;
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, compare_names);
    for (guint i = 0; i < paths->len; i++) {
        add_stamp(sum, paths->pdata[i]);
        if (depth > 0 && g_file_test(paths->pdata[i], G_FILE_TEST_IS_DIR))
            add_folder(sum, paths->pdata[i], depth - 1);
    }
}

static void add_option(GChecksum *sum, const options *o, const option *row)
{
    const void *at = (const char *)o + row->offset;
    if (g_strv_contains(beside_the_map, row->name))
        return;
    add_text(sum, row->name);
    if (row->kind == OPTION_FLAG) {
        add_text(sum, *(const bool *)at ? "yes" : "no");
    } else if (row->kind == OPTION_TEXT) {
        const char *text = *(char *const *)at;
        add_text(sum, text ? text : "");
    } else if (row->kind == OPTION_NUMBER) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        add_text(sum, g_ascii_dtostr(number, sizeof number, *(const double *)at));
    } else if (row->kind == OPTION_WHOLE) {
        g_autofree char *number = g_strdup_printf("%d", *(const int *)at);
        add_text(sum, number);
    } else if (row->kind == OPTION_WORD) {
        add_text(sum, row->words[*(const int *)at]);
    }
    /* The one list that counts, --set, is in the style's text. */
}

static void add_program(GChecksum *sum)
{
    add_text(sum, tripmap_version());
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program)
        add_stamp(sum, program);
}

/* The folders that a map is drawn from. false: reported in DIAGS. */
static bool add_data(GChecksum *sum, const options *o, diag_list *diags)
{
    g_autofree char *shapes = o->shapes ? g_strdup(o->shapes) : datadir_find(NULL, "shapes", diags);
    g_autofree char *fonts = datadir_find(NULL, "fonts", diags);
    if (!shapes || !fonts)
        return false;
    add_folder(sum, shapes, 1);
    add_folder(sum, fonts, 0);
    return true;
}

/* The trip as it is written, the style as it comes out. */
static int add_trip(GChecksum *sum, const options *o, const source *src, reporting *r)
{
    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    gsize length;
    const char *bytes = source_text(src, &length);
    g_checksum_update(sum, (const guchar *)bytes, (gssize)length);
    int status = tripmap_trip_parse(&trip, source_name(src), bytes, length, &r->reporter);
    if (status == TRIPMAP_OK)
        status = load_style(&style, trip, o, &r->reporter);
    if (status == TRIPMAP_OK) {
        char *text = tripmap_style_text(style);
        add_text(sum, text);
        tripmap_text_free(text);
    }
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    return status;
}

static int make_key(GChecksum *sum, const options *o, reporting *r)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = NULL;
    add_program(sum);
    if (!file_read_source(&src, o->inputs->pdata[0], LIMIT_FILE_BYTES, SPAN_NONE, diags) ||
        !add_data(sum, o, diags))
        return reporting_list(r, diags);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].commands & FOR_KEY)
            add_option(sum, o, &option_table[i]);
    return add_trip(sum, o, src, r);
}

int command_key(const options *o)
{
    if (o->inputs->len != 1)
        return report_usage(o, "tripmap key --help says more", "a key is made for one trip");
    reporting r;
    reporting_begin(&r, o);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    int status = make_key(sum, o, &r);
    if (status == TRIPMAP_OK)
        printf("%s\n", g_checksum_get_string(sum));
    reporting_end(&r);
    return status;
}
