/* SPDX-License-Identifier: MIT
 *
 * Folding of place names: Unicode compatibility decomposition, marks and case dropped, the usual
 * abbreviations spelled out.
 */
#include "places/fold.h"

#include <string.h>

/* Letters that no decomposition takes apart. */
static const struct {
    gunichar letter;
    const char *plain;
} LETTERS[] = {
    {0xdf, "ss"}, {0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},  {0x111, "d"},
    {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x14b, "n"}, {0x153, "oe"}, {0x167, "t"},
    {0x180, "b"}, {0x259, "e"}, {0x268, "i"}, {0x289, "u"},
};

/* Words written short on signs and maps. */
static const struct {
    const char *written, *full;
} WORDS[] = {
    {"st", "saint"},
    {"ste", "sainte"},
    {"mt", "mount"},
    {"ft", "fort"},
};

static gboolean is_dropped(gunichar c)
{
    switch (c) {
    case '\'':
    case '`':
    case 0xb4:
    case 0x2b9:
    case 0x2bb:
    case 0x2bc:
    case 0x2bf:
    case 0x2018:
    case 0x2019:
    case 0x201b:
        return TRUE;
    default:
        return g_unichar_ismark(c);
    }
}

/* Ends the word that began at START: spells it out when it is one of WORDS, then a space. */
static void end_word(GString *out, gsize *start)
{
    if (out->len == *start)
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strcmp(out->str + *start, WORDS[i].written) == 0) {
            g_string_truncate(out, *start);
            g_string_append(out, WORDS[i].full);
            break;
        }
    }
    if (*start == 0 && strcmp(out->str, "the") == 0)
        g_string_truncate(out, 0);
    else
        g_string_append_c(out, ' ');
    *start = out->len;
}

static void fold_letter(GString *out, gunichar c)
{
    c = g_unichar_tolower(c);
    for (gsize i = 0; i < G_N_ELEMENTS(LETTERS); i++) {
        if (LETTERS[i].letter == c) {
            g_string_append(out, LETTERS[i].plain);
            return;
        }
    }
    g_string_append_unichar(out, c);
}

char *fold_name(const char *text)
{
    GString *out = g_string_sized_new(32);
    g_autofree char *decomposed = NULL;
    if (!g_str_is_ascii(text)) {
        g_autofree char *valid = g_utf8_make_valid(text, -1);
        decomposed = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
        text = decomposed;
    }
    gsize word = 0; /* where the word being written starts */
    int run = 0;    /* letters since the last dot */
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (is_dropped(c))
            continue;
        if (c < 0x80 ? g_ascii_isalnum(c) : g_unichar_isalnum(c)) {
            fold_letter(out, c);
            run++;
        } else if (c == '.' && run == 1) {
            run = 0; /* an initial: "D.F." is one word */
        } else {
            end_word(out, &word);
            if (c == '&')
                g_string_append(out, "and"), end_word(out, &word);
            run = 0;
        }
    }
    end_word(out, &word);
    if (out->len > 0)
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}
