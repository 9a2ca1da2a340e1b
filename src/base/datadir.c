/* SPDX-License-Identifier: MIT
 *
 * Finding the data by going up from the file that holds this code, so that no path is compiled in:
 * an install prefix, a source tree and the packages built from them can be moved freely.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/datadir.h"

/* From PREFIX/lib/x86_64-linux-gnu or build/dev/tests it is three levels at most. */
enum { MAX_LEVELS = 4 };

static char *folder_in(const char *root, const char *name)
{
    g_autofree char *path = g_build_filename(root, name, NULL);
    return g_file_test(path, G_FILE_TEST_IS_DIR) ? g_steal_pointer(&path) : NULL;
}

/* A source tree is known by the public header, so that a stray folder called "fonts" is none. */
static char *folder_in_source_tree(const char *root, const char *name)
{
    g_autofree char *mark = g_build_filename(root, "include", "tripmap", "tripmap.h", NULL);
    g_autofree char *styles = g_build_filename(root, "styles", "press.yaml", NULL);
    bool is_tree =
        g_file_test(mark, G_FILE_TEST_IS_REGULAR) && g_file_test(styles, G_FILE_TEST_IS_REGULAR);
    return is_tree ? folder_in(root, name) : NULL;
}

static char *find_above(const char *file, const char *name)
{
    char *resolved = realpath(file, NULL);
    if (!resolved)
        return NULL;
    g_autofree char *at = g_path_get_dirname(resolved);
    free(resolved);
    for (int level = 0; level < MAX_LEVELS; level++) {
        g_autofree char *share = g_build_filename(at, "share", "tripmap", NULL);
        char *found = folder_in(share, name);
        if (!found)
            found = folder_in_source_tree(at, name);
        if (found)
            return found;
        char *up = g_path_get_dirname(at);
        g_free(at);
        at = up;
    }
    return NULL;
}

static char *find_beside_code(const char *name)
{
    static const char anchor = 0; /* an address in this library or program */
    Dl_info info;
    char *found = NULL;
    if (!dladdr(&anchor, &info) || !info.dli_fname)
        return find_above("/proc/self/exe", name);
    /* A program started by its bare name bears that name only. */
    bool is_path = strchr(info.dli_fname, '/') != NULL;
    found = find_above(is_path ? info.dli_fname : "/proc/self/exe", name);
    if (!found && !is_path) { /* no /proc, as in a chroot */
        g_autofree char *program = g_find_program_in_path(info.dli_fname);
        found = program ? find_above(program, name) : NULL;
    }
    return found;
}

char *datadir_find(const char *root, const char *name, diag_list *diags)
{
    const char *environment = g_getenv("TRIPMAP_DATA");
    char *found = NULL;
    if (root)
        found = folder_in(root, name);
    else if (environment && *environment)
        found = folder_in(environment, name);
    if (!found && !root)
        found = find_beside_code(name);
    if (!found) {
        diag_entry *entry = diag_error(diags, DIAG_MISSING_DATA, SPAN_NONE,
                                       "the data folder \"%s\" is not found", name);
        diag_help(entry, "set TRIPMAP_DATA to the folder that holds shapes, styles and fonts");
    }
    return found;
}
