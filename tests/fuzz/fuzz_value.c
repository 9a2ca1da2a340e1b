/* SPDX-License-Identifier: MIT
 *
 * Short texts that stand for a number, a colour, a page size or a word: what is accepted is finite
 * and in range, and the nearest word is as near as the textbook's table says. The first byte cuts
 * the rest in two words.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/color.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "features/page.h"
#include "trip/trip.h"
#include "yaml/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_number(char *text)
{
    static const field any = {.key = "n", .kinds = FIELD_NUMBER},
                       degrees = {.key = "n", .kinds = FIELD_NUMBER, .min = -90, .max = 90};
    g_autoptr(diag_list) diags = diag_list_new();
    const yaml_node node = {.kind = YAML_SCALAR, .text = text, .plain = true};
    double value = 0;
    if (reader_number(&value, &any, &node, diags))
        g_assert(isfinite(value));
    if (reader_number(&value, &degrees, &node, diags))
        g_assert(value >= -90 && value <= 90);
}

static void check_page(const char *text)
{
    g_autoptr(diag_list) diags = diag_list_new();
    page_size page;
    bool ok = page_size_parse(&page, text, SPAN_NONE, diags);
    g_assert(ok == (diag_list_count(diags) == 0));
    if (ok)
        g_assert(page.width_px * page.height_px <= LIMIT_PAGE_PIXELS * 1.01 &&
                 isfinite(page_type_scale(page)) && page_type_scale(page) > 0);
}

/* The whole table, row by row: what suggest_distance finds in the bits of a word. */
static int distance_by_table(const char *a, const char *b)
{
    static int table[SUGGEST_MAX_CHARS + 1][SUGGEST_MAX_CHARS + 1];
    glong na, nb;
    g_autofree gunichar *x = g_utf8_to_ucs4_fast(a, -1, &na), *y = g_utf8_to_ucs4_fast(b, -1, &nb);
    for (glong i = 0; i <= na; i++) {
        for (glong j = 0; j <= nb; j++) {
            int best = (int)MAX(i, j);
            if (i > 0 && j > 0) {
                best = table[i - 1][j - 1] + (x[i - 1] != y[j - 1]);
                best = MIN(best, MIN(table[i - 1][j], table[i][j - 1]) + 1);
            }
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                best = MIN(best, table[i - 2][j - 2] + 1);
            table[i][j] = best;
        }
    }
    return table[na][nb];
}

static void check_words(const char *text, size_t cut, int limit)
{
    g_autofree char *raw = g_strndup(text, MIN(cut, strlen(text)));
    g_autofree char *a = suggest_fold(raw), *b = suggest_fold(text + strlen(raw));
    if (g_utf8_strlen(a, -1) > SUGGEST_MAX_CHARS || g_utf8_strlen(b, -1) > SUGGEST_MAX_CHARS)
        return;
    suggest_word word;
    g_assert(suggest_word_init(&word, a));
    int expected = MIN(distance_by_table(a, b), limit + 1);
    g_assert(suggest_word_distance(&word, b, limit) == expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    g_autofree char *raw = g_strndup((const char *)data + 1, size - 1);
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    color c;
    if (color_parse(&c, text))
        g_assert(c.alpha >= 0 && c.alpha <= 1);
    check_number(text);
    check_page(text);
    check_words(text, data[0] & 63, data[0] >> 6);
    if (trip_link_is_safe(text))
        g_assert(g_ascii_strncasecmp(text, "javascript", 10) != 0 && !strchr(text, '\n'));
    return 0;
}
