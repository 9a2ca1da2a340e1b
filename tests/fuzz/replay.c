/* SPDX-License-Identifier: MIT
 *
 * Runs a fuzz target over files and the files of folders, for presets without libFuzzer. At least
 * one file must be there: a corpus that went missing is a failure.
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* Targets with a mutator of their own want libFuzzer's; nothing is mutated here. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    (void)data, (void)max_size;
    return size;
}

static int run(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    if (dir) {
        int count = 0;
        for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
            g_autofree char *below = g_build_filename(path, name, NULL);
            count += run(below);
        }
        g_dir_close(dir);
        return count;
    }
    g_autofree char *bytes = NULL;
    gsize size;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
        return 0;
    /* An exact copy, so that sanitizers see a read beyond the end. */
    g_autofree char *exact = g_memdup2(bytes, size);
    LLVMFuzzerTestOneInput((const uint8_t *)exact, size);
    return 1;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++)
        count += run(argv[i]);
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
