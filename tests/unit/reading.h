/* SPDX-License-Identifier: MIT
 *
 * For tests that read texts: a source from a string, and diagnostics as one string.
 */
#ifndef TRIPMAP_TESTS_READING_H
#define TRIPMAP_TESTS_READING_H

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static inline source *source_of(const char *text)
{
    return source_new("test.yaml", text, strlen(text));
}

/* As printed without colour. Owned by the caller. */
static inline char *printed(diag_list *diags)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    diag_list_print(diags, out, false, 20);
    fclose(out);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

#endif
