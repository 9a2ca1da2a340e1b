/* SPDX-License-Identifier: MIT
 *
 * Makes malformed trips of good ones by a seeded mutator and sees each refused: malformed COUNT
 * TRIP… Every refusal has an error with a place inside the file, takes less than 100 ms and leaves
 * the process below 64 MB. TRIPMAP_MALFORMED sets another count. With TRIPMAP_MUTANTS, a file, all
 * trips tried go there as JSON lines, for schema.py to compare with the schema's opinion.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/json.h"
#include "base/limits.h"
#include "places/geocode.h"
#include "trip/trip.h"

enum { MAX_MS = 100, MAX_MB = 64, SEED = 11 };

static GRand *dice;

static gsize pick(gsize n)
{
    return n == 0 ? 0 : (gsize)g_rand_int_range(dice, 0, (gint32)n);
}

/* ---- mutations of the lines of a file ---- */

static GPtrArray *lines_of(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (char **part = parts; *part; part++)
        g_ptr_array_add(lines, g_strdup(*part));
    return lines;
}

static void set_line(GPtrArray *lines, gsize i, char *line)
{
    g_free(lines->pdata[i]);
    lines->pdata[i] = line;
}

/* What takes the place of a value, none of it right everywhere. */
static const char *const values[] = {
    "",
    "null",
    "~",
    "[]",
    "{}",
    "[1, 2, 3]",
    "{a: b}",
    "true",
    "no",
    "-1",
    "1e999",
    "181",
    ".nan",
    "[200, 10]",
    "[10, 95]",
    "2025-02-30",
    "2025-13",
    "12/31/2025",
    "yesterday",
    "\"\"",
    "' '",
    "[[]]",
    "{place: }",
    "*nothing",
    "&a [*a]",
    "!!binary aa",
    "\"unclosed",
    "[unclosed",
    "{unclosed",
    "\"\\x00\"",
    "\"\\x07\"",
    "a: b",
    "- b",
    "@at",
    "%percent",
    "`tick",
    "0x10",
    "javascript:alert(1)",
    "Nowhereville, Atlantis",
    "\xf0\x9f\x97\xba",
    "[a, b]",
    "[.5, .5]",
    "99999999999999999999",
    "|",
    ">-",
    "? x",
    "2025-01-02/2025-01-01",
};

static void change_value(GPtrArray *lines)
{
    gsize i = pick(lines->len);
    const char *line = lines->pdata[i], *colon = strstr(line, ": ");
    if (!colon)
        colon = strstr(line, "- ");
    if (!colon)
        return;
    g_autofree char *before = g_strndup(line, (gsize)(colon + 2 - line));
    set_line(lines, i, g_strconcat(before, values[pick(G_N_ELEMENTS(values))], NULL));
}

static void lengthen_value(GPtrArray *lines)
{
    gsize i = pick(lines->len);
    g_autofree char *long_text = g_strnfill(400 + pick(3000), 'x');
    set_line(lines, i, g_strconcat(lines->pdata[i], " ", long_text, NULL));
}

static void misspell_key(GPtrArray *lines)
{
    gsize i = pick(lines->len);
    char *line = lines->pdata[i], *colon = strchr(line, ':');
    gsize length = colon ? (gsize)(colon - line) : 0;
    if (length > 2)
        line[length - 1 - pick(2)] = (char)('a' + (char)pick(26));
}

static void indent(GPtrArray *lines)
{
    static const char *const margins[] = {" ", "  ", "\t", "      ", "- ", "\xc2\xa0"};
    gsize i = pick(lines->len);
    set_line(lines, i, g_strconcat(margins[pick(G_N_ELEMENTS(margins))], lines->pdata[i], NULL));
}

static void outdent(GPtrArray *lines)
{
    gsize i = pick(lines->len);
    const char *line = lines->pdata[i];
    gsize blanks = strspn(line, " ");
    set_line(lines, i, g_strdup(line + MIN(blanks, 1 + pick(4))));
}

static void drop_lines(GPtrArray *lines)
{
    for (gsize n = 1 + pick(4); n > 0 && lines->len > 1; n--)
        g_ptr_array_remove_index(lines, (guint)pick(lines->len));
}

static void double_line(GPtrArray *lines)
{
    gsize i = pick(lines->len);
    g_ptr_array_insert(lines, (gint)pick(lines->len), g_strdup(lines->pdata[i]));
}

static void swap_lines(GPtrArray *lines)
{
    gsize i = pick(lines->len), j = pick(lines->len);
    gpointer line = lines->pdata[i];
    lines->pdata[i] = lines->pdata[j];
    lines->pdata[j] = line;
}

static void insert_line(GPtrArray *lines)
{
    static const char *const extras[] = {
        "---", "...", "stops:",       "from: {}",  "colour: red",
        "}",   "]",   "map: []",      "stops: []", "lang: english!",
        "- x", "x",   "title: again", "%YAML 1.1", "map: {page: 0x0}"};
    g_ptr_array_insert(lines, (gint)pick(lines->len), g_strdup(extras[pick(G_N_ELEMENTS(extras))]));
}

/* ---- mutations of the bytes of a file ---- */

static void cut(GString *text)
{
    g_string_truncate(text, pick(text->len));
}

static void damage_byte(GString *text)
{
    static const char bytes[] = "\x00\x01\x1b\x7f\x80\xe9\xff:{}[]\"'#&*!|>%@`-,\t\r";
    if (text->len > 0)
        text->str[pick(text->len)] = bytes[pick(sizeof bytes - 1)];
}

static void insert_bytes(GString *text)
{
    static const char *const pieces[] = {
        "\xef\xbb\xbf", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80",
        "\xe2\x80\xae", "\r\n",         "{",        "}",
        "\"",           "\n\n",         ": ",       "\xef\xbf\xbf"};
    g_string_insert(text, (gssize)pick(text->len), pieces[pick(G_N_ELEMENTS(pieces))]);
}

static void nest(GString *text)
{
    for (gsize n = 10 + pick(100); n > 0; n--)
        g_string_append_c(text, '[');
}

static void (*const line_mutations[])(GPtrArray *) = {
    change_value, change_value, change_value, lengthen_value, misspell_key, misspell_key,
    indent,       outdent,      drop_lines,   double_line,    swap_lines,   insert_line};
static void (*const byte_mutations[])(GString *) = {cut, damage_byte, insert_bytes, nest};

static GString *mutate(const char *good)
{
    g_autoptr(GPtrArray) lines = lines_of(good);
    for (gsize n = 1 + pick(3); n > 0; n--)
        line_mutations[pick(G_N_ELEMENTS(line_mutations))](lines);
    g_ptr_array_add(lines, NULL);
    g_autofree char *joined = g_strjoinv("\n", (char **)lines->pdata);
    GString *text = g_string_new(joined);
    if (pick(4) == 0)
        byte_mutations[pick(G_N_ELEMENTS(byte_mutations))](text);
    return text;
}

/* ---- what becomes of them ---- */

static bool is_inside(const diag_entry *entry, const source *src)
{
    gsize length;
    const char *line = entry->span.line > 0 ? source_line(src, entry->span.line, &length) : NULL;
    return line && entry->span.column >= 1 && (gsize)entry->span.column <= length + 1;
}

/* The words of all errors, as JSON, and whether one has its place in the file. */
static bool describe(GString *codes, diag_list *diags, const source *src)
{
    bool placed = false;
    for (guint i = 0; i < diag_list_count(diags); i++) {
        const diag_entry *entry = diag_list_get(diags, i);
        g_autofree char *text = diag_entry_text(entry, false);
        g_assert(g_utf8_validate(text, -1, NULL));
        if (entry->severity != DIAG_ERROR)
            continue;
        g_assert(diag_code_exit_status(entry->code) == 1);
        placed = placed || is_inside(entry, src);
        g_string_append_printf(codes, "%s\"%s\"", codes->len ? "," : "",
                               diag_code_name(entry->code));
    }
    return placed;
}

static void keep_mutant(FILE *out, const GString *text, const char *codes)
{
    g_autoptr(GString) line = g_string_new("{\"text\":");
    if (!g_utf8_validate_len(text->str, text->len, NULL))
        return; /* JSON cannot hold it */
    json_append_string(line, text->str);
    fprintf(out, "%s,\"codes\":[%s]}\n", line->str, codes);
}

typedef struct {
    int refused, accepted, wrong;
    double slowest_ms;
} tally;

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void try_one(tally *t, const GString *text, FILE *mutants)
{
    double start = cpu_ms();
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("mutant.yaml", text->str, text->len);
    g_autoptr(trip) read = NULL;
    g_autoptr(GString) codes = g_string_new(NULL), place_codes = g_string_new(NULL);
    bool ok = trip_read(&read, src, diags);
    bool placed = describe(codes, diags, src);
    if (mutants)
        keep_mutant(mutants, text, codes->str);
    GArray *places = NULL;
    if (ok) {
        ok = geocode_trip(&places, read, diags);
        placed = describe(place_codes, diags, src);
    }
    g_clear_pointer(&places, g_array_unref);
    double took_ms = cpu_ms() - start;
    if (took_ms >= MAX_MS)
        g_print("took %.0f ms:\n%s\n", took_ms, text->str);
    t->slowest_ms = MAX(t->slowest_ms, took_ms);
    t->refused += !ok;
    t->accepted += ok;
    if (!ok && !placed) {
        g_print("no error with a place inside the file:\n%s\n", text->str);
        t->wrong++;
    }
}

static bool is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#endif
#endif
    return false;
}

int main(int argc, char **argv)
{
    g_assert(argc > 2);
    const char *wish = g_getenv("TRIPMAP_MALFORMED"), *path = g_getenv("TRIPMAP_MUTANTS");
    int wanted = atoi(wish ? wish : argv[1]);
    FILE *mutants = path ? fopen(path, "w") : NULL;
    tally t = {0};
    struct rusage usage;
    dice = g_rand_new_with_seed(SEED);
    for (int i = 0; t.refused < wanted; i++) {
        g_autofree char *good = NULL;
        g_assert(g_file_get_contents(argv[2 + i % (argc - 2)], &good, NULL, NULL));
        GString *text = mutate(good);
        try_one(&t, text, mutants);
        g_string_free(text, TRUE);
    }
    g_rand_free(dice);
    getrusage(RUSAGE_SELF, &usage);
    long mb = usage.ru_maxrss / 1024;
    g_print("%d refused, %d accepted, %d wrong, slowest %.1f ms, %ld MB\n", t.refused, t.accepted,
            t.wrong, t.slowest_ms, mb);
    if (mutants)
        fclose(mutants);
    return t.wrong > 0 || (!is_sanitized() && (t.slowest_ms >= MAX_MS || mb >= MAX_MB));
}
