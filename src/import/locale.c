/* SPDX-License-Identifier: MIT
 *
 * Splitting the places of a visit.
 */
#include "import/locale.h"

#include <string.h>

#include "places/fold.h"
#include "places/gazetteer.h"

static void add_part(GPtrArray *parts, const char *start, const char *end)
{
    g_autofree char *part = g_strndup(start, (gsize)(end - start));
    g_strstrip(part);
    if (part[0] != '\0')
        g_ptr_array_add(parts, g_steal_pointer(&part));
}

/* Whether "A, B" is one name that the gazetteer knows, as "Mexico, D.F.". */
static bool is_name(const char *both)
{
    gazetteer_hit hits[GAZETTEER_MAX_HITS];
    g_autofree char *key = fold_name(both);
    return gazetteer_find(hits, key) > 0;
}

static void join_names(GPtrArray *parts)
{
    for (guint i = 0; i + 1 < parts->len; i++) {
        char **one = (char **)&parts->pdata[i];
        g_autofree char *both = g_strdup_printf("%s, %s", *one, (char *)parts->pdata[i + 1]);
        if (!is_name(both))
            continue;
        g_free(*one);
        *one = g_steal_pointer(&both);
        g_ptr_array_remove_index(parts, i + 1);
    }
}

GPtrArray *locale_split(const char *text)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
    const char *start = text;
    int depth = 0;
    for (; *text; text++) {
        if (*text == '(')
            depth++;
        else if (*text == ')' && depth > 0)
            depth--;
        else if (depth == 0 && (*text == ',' || *text == ';')) {
            add_part(parts, start, text);
            start = text + 1;
        }
    }
    add_part(parts, start, text);
    join_names(parts);
    return parts;
}
