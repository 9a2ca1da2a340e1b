/* SPDX-License-Identifier: MIT
 *
 * The nearest word, for "did you mean". The distance is optimal string alignment: a swap of two
 * neighbours counts once, as a typing slip does.
 */
#include <stdlib.h>

#include "base/suggest.h"

enum { MAX_CHARS = 64 }; /* nobody means a longer word */

char *suggest_fold(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *lower = g_utf8_casefold(valid, -1);
    g_autofree char *apart = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
    GString *out = g_string_new(NULL);
    for (const char *p = apart; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_combining_class(c) == 0)
            g_string_append_unichar(out, c == '-' || c == '_' ? ' ' : c);
    }
    return g_string_free(out, FALSE);
}

static int alignment(const gunichar *a, int na, const gunichar *b, int nb)
{
    int rows[3][MAX_CHARS + 1];
    int *two_up = rows[0], *up = rows[1], *row = rows[2];
    for (int j = 0; j <= nb; j++)
        up[j] = j;
    for (int i = 1; i <= na; i++) {
        row[0] = i;
        for (int j = 1; j <= nb; j++) {
            int best = MIN(up[j], row[j - 1]) + 1;
            best = MIN(best, up[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, two_up[j - 2] + 1);
            row[j] = best;
        }
        int *spare = two_up;
        two_up = up;
        up = row;
        row = spare;
    }
    return up[nb];
}

int suggest_distance(const char *a, const char *b, int limit)
{
    g_autofree char *folded_a = suggest_fold(a), *folded_b = suggest_fold(b);
    glong na, nb;
    g_autofree gunichar *wide_a = g_utf8_to_ucs4_fast(folded_a, -1, &na);
    g_autofree gunichar *wide_b = g_utf8_to_ucs4_fast(folded_b, -1, &nb);
    if (na > MAX_CHARS || nb > MAX_CHARS || labs(na - nb) > limit)
        return limit + 1;
    return MIN(alignment(wide_a, (int)na, wide_b, (int)nb), limit + 1);
}

const char *suggest_nearest(const char *text, const char *const *words, gsize n)
{
    const char *best = NULL;
    int limit = MIN(3, (int)g_utf8_strlen(text, MAX_CHARS) / 3 + 1);
    for (gsize i = 0; i < n; i++) {
        int distance = suggest_distance(text, words[i], limit);
        if (distance <= limit) {
            best = words[i];
            limit = distance - 1;
        }
        if (limit < 0)
            break;
    }
    return best;
}
