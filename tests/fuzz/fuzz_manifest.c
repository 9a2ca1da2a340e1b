/* SPDX-License-Identifier: MIT
 *
 * The list of a batch: ids that could be a path never come through, nor two alike.
 */
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *path;

static void remove_file(void)
{
    g_unlink(path);
    g_free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!path) {
        int fd = g_file_open_tmp("tripmap-fuzz-XXXXXX", &path, NULL);
        g_assert(fd >= 0 && g_close(fd, NULL));
        atexit(remove_file);
    }
    FILE *file = fopen(path, "wb");
    g_assert(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(GPtrArray) inputs = g_ptr_array_new();
    g_autoptr(manifest) m = NULL;
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(inputs, path);
    bool ok = manifest_read(&m, inputs, diags);
    g_assert(ok == !diag_list_has_errors(diags));
    for (guint i = 0; ok && i < m->items->len; i++) {
        const batch_item *item = m->items->pdata[i];
        g_assert(manifest_id_is_valid(item->id) && !strchr(item->id, '/'));
        g_assert(g_hash_table_add(ids, item->id));
    }
    return 0;
}
