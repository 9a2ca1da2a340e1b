/* SPDX-License-Identifier: MIT
 *
 * In a batch files are hashed by their content, in the order of their names, so that a copy of the
 * data on another machine gives the same key; the program by its own file, so that a rebuilt one
 * draws anew. Maps get SHA-256, for trips may come from anywhere. The installed data are trusted
 * and large: MD5 is three times as fast, and hashing them is most of what a run does that finds
 * nothing to draw.
 */
#include "batch/key.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/datadir.h"

void key_add(GChecksum *sum, const void *bytes, gsize length)
{
    guint64 prefix = GUINT64_TO_LE(length);
    g_checksum_update(sum, (const guchar *)&prefix, sizeof prefix);
    g_checksum_update(sum, bytes, (gssize)length);
}

void key_add_text(GChecksum *sum, const char *text)
{
    key_add(sum, text, strlen(text));
}

static void add_stamp(GChecksum *sum, const char *path)
{
    GStatBuf info;
    if (g_stat(path, &info) != 0)
        return;
    g_autofree char *stamp =
        g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", path,
                        (gint64)info.st_size, (gint64)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    key_add_text(sum, stamp);
}

static void add_content(GChecksum *sum, const char *path)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    if (!file)
        return; /* the stage that needs it reports it */
    key_add(sum, g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
    g_mapped_file_unref(file);
}

static void add_file(GChecksum *sum, const char *path, key_files how)
{
    if (how == KEY_BY_STAMP)
        add_stamp(sum, path);
    else
        add_content(sum, path);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of FOLDER and of the folders in it. */
static void add_folder(GChecksum *sum, const char *folder, int levels, key_files how)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (!dir)
        return;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        key_add_text(sum, names->pdata[i]);
        if (!g_file_test(path, G_FILE_TEST_IS_DIR))
            add_file(sum, path, how);
        else if (levels > 0)
            add_folder(sum, path, levels - 1, how);
    }
}

static void add_program(GChecksum *sum, key_files how)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program)
        add_file(sum, how == KEY_BY_STAMP ? program : "/proc/self/exe", how);
}

bool key_add_data(GChecksum *sum, const char *shapes, key_files how, diag_list *diags)
{
    g_autofree char *found = shapes ? g_strdup(shapes) : datadir_find(NULL, "shapes", diags);
    g_autofree char *fonts = datadir_find(NULL, "fonts", diags);
    if (!found || !fonts)
        return false;
    add_program(sum, how);
    add_folder(sum, found, 1, how);
    add_folder(sum, fonts, 0, how);
    return true;
}

char *key_of_data(const char *shapes, diag_list *diags)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
    return key_add_data(sum, shapes, KEY_BY_CONTENT, diags) ? g_strdup(g_checksum_get_string(sum))
                                                            : NULL;
}

char *key_of_map(const char *const *texts, const char *trip, gsize length)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (; *texts; texts++)
        key_add_text(sum, *texts);
    key_add(sum, trip, length);
    return g_strdup(g_checksum_get_string(sum));
}
