/* SPDX-License-Identifier: MIT
 *
 * Travel records. The first byte chooses the file's ending and so the reader, and whether what
 * was read is to become trip files; the rest is the record. Every trip file is well-formed YAML.
 */
#include <stdint.h>
#include <string.h>

#include "import/tours.h"
#include "yaml/node.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_file(const tour_file *file)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new(file->id, file->yaml, strlen(file->yaml));
    g_autoptr(yaml_tree) tree = NULL;
    g_assert(strspn(file->id, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(file->id));
    g_assert(file->id[0] != '.' && file->id[0] != '\0');
    g_assert(g_utf8_validate(file->yaml, -1, NULL));
    /* A tour of thousands of stops may be more than a trip file holds. */
    if (strlen(file->yaml) < 10000)
        g_assert(yaml_tree_read(&tree, src, diags));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"x.csv", "x.xml", "x.gpx", "x.kml", "x.geojson", "x"};
    if (size == 0)
        return 0;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src =
        source_new(names[data[0] % G_N_ELEMENTS(names)], (const char *)data + 1, size - 1);
    g_autoptr(GPtrArray) visits =
        g_ptr_array_new_with_free_func((GDestroyNotify)(void (*)(void))visit_free);
    const tours_options options = {.from = data[0] & 64 ? "Washington" : NULL,
                                   .remarks = (data[0] & 128) != 0};
    import_visits(visits, src, diags);
    /* Looking names up takes most of the time: let half of the inputs be for the readers alone. */
    g_autoptr(GPtrArray) files = data[0] & 32 ? NULL : tours_make(visits, &options, diags);
    for (guint i = 0; files && i < files->len; i++)
        check_file(files->pdata[i]);
    for (guint i = 0; i < diag_list_count(diags); i++) {
        g_autofree char *text = diag_entry_text(diag_list_get(diags, i), false);
        g_assert(g_utf8_validate(text, -1, NULL));
    }
    return 0;
}
