/* SPDX-License-Identifier: MIT
 *
 * Numbers as text. See number.h.
 */
#include "base/number.h"

#include <math.h>
#include <stdbool.h>

/* What is larger is printf's. */
#define LIMIT 1e15

static void append_large(GString *out, double value, int decimals)
{
    char format[8] = "%.0f", text[400]; /* the largest double has 309 digits */
    format[2] = (char)('0' + decimals);
    g_string_append(out, g_ascii_formatd(text, sizeof text, format, value));
}

static void append(GString *out, double value, int decimals, bool all)
{
    char room[24], *end = room + sizeof room, *p = end;
    double scaled = fabs(value);
    for (int i = 0; i < decimals; i++)
        scaled *= 10;
    if (!(scaled < LIMIT)) {
        append_large(out, value, decimals);
        return;
    }
    guint64 rest = (guint64)(scaled + 0.5);
    bool negative = value < 0 && rest > 0;
    for (; !all && decimals > 0 && rest % 10 == 0; decimals--)
        rest /= 10;
    for (int i = 0; i < decimals; i++, rest /= 10)
        *--p = (char)('0' + rest % 10);
    if (decimals > 0)
        *--p = '.';
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (negative)
        *--p = '-';
    g_string_append_len(out, p, end - p);
}

void number_append_fixed(GString *out, double value, int decimals)
{
    append(out, value, decimals, true);
}

void number_append(GString *out, double value, int decimals)
{
    append(out, value, decimals, false);
}
