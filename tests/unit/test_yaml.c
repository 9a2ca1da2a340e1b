/* SPDX-License-Identifier: MIT
 *
 * YAML as far as trips need it: spans, the subset, every limit at its value and one beyond, and
 * files made to exhaust a reader.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "base/limits.h"
#include "reading.h"
#include "yaml/node.h"

/* Reads TEXT of LENGTH bytes; gives how many diagnostics came and the first one's code and place.
 */
typedef struct {
    bool ok;
    guint count;
    diag_code code;
    int line, column;
} outcome;

static outcome read_bytes(const char *text, gsize length)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("test.yaml", text, length);
    g_autoptr(yaml_tree) tree = NULL;
    outcome o = {.ok = yaml_tree_read(&tree, src, diags)};
    o.count = diag_list_count(diags);
    if (o.count > 0) {
        const diag_entry *entry = diag_list_get(diags, 0);
        o.code = entry->code;
        o.line = entry->span.line;
        o.column = entry->span.column;
    }
    return o;
}

static void assert_reads(const char *text)
{
    outcome o = read_bytes(text, strlen(text));
    assert_true(o.ok);
    assert_int_equal(o.count, 0);
}

static void assert_refused(const char *text, diag_code code, int line, int column)
{
    outcome o = read_bytes(text, strlen(text));
    assert_int_equal(o.count, 1);
    assert_int_equal(o.code, code);
    assert_int_equal(o.line, line);
    assert_int_equal(o.column, column);
}

static const yaml_node *value_of(const yaml_node *mapping, const char *key)
{
    for (guint i = 0; i < mapping->pairs->len; i++) {
        const yaml_pair *pair = &g_array_index(mapping->pairs, yaml_pair, i);
        if (strcmp(pair->key->text, key) == 0)
            return pair->value;
    }
    return NULL;
}

static void spans(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src =
        source_of("\xEF\xBB\xBF# é\r\na: \"東\u2028京\" # x\r\nb: [1,\r\n  2]\r\n"
                  "c: &x word\r\nd: *x\r\ne:\r\n");
    g_autoptr(yaml_tree) tree = NULL;
    assert_true(yaml_tree_read(&tree, src, diags));
    const yaml_node *root = yaml_tree_root(tree);
    const yaml_node *a = value_of(root, "a"), *b = value_of(root, "b");
    assert_int_equal(a->span.line, 2);
    assert_int_equal(a->span.column, 4);
    assert_false(a->plain);
    assert_int_equal(b->span.line, 3);
    assert_int_equal(b->span.column, 4);
    assert_int_equal(b->span.length, 3); /* cut at the line's end */
    const yaml_node *two = b->items->pdata[1];
    assert_int_equal(two->span.line, 4);
    assert_int_equal(two->span.column, 3);
    assert_ptr_equal(value_of(root, "c"), value_of(root, "d"));
    assert_true(yaml_node_is_null(value_of(root, "e")));
}

static void subset(void **state)
{
    (void)state;
    assert_reads("");
    assert_reads("# only a comment\n");
    assert_reads("---\na: 1\n...\n");
    assert_reads("a: &m {x: 1}\nb: *m\n");
    assert_refused("a: 1\na: 2\n", DIAG_DUPLICATE_KEY, 2, 1);
    assert_refused("a: !!binary x\n", DIAG_YAML_SYNTAX, 1, 4);
    assert_refused("a: 1\n---\nb: 2\n", DIAG_YAML_SYNTAX, 2, 1);
    assert_refused("a: &x [*x]\n", DIAG_YAML_SYNTAX, 1, 8);
    assert_refused("a: *none\n", DIAG_YAML_SYNTAX, 1, 4);
    assert_refused("? [a]\n: 1\n", DIAG_WRONG_TYPE, 1, 3);
    assert_refused("a: b: c\n", DIAG_YAML_SYNTAX, 1, 5);
    assert_refused("a:\n\t- b\n", DIAG_YAML_SYNTAX, 2, 1);
    assert_refused("a: \"open\n", DIAG_YAML_SYNTAX, 2, 1);
    assert_refused("ok: 1\nname: S\xe3o\n", DIAG_YAML_SYNTAX, 2, 8);
    assert_refused("ok: 1\nname: \x01\n", DIAG_YAML_SYNTAX, 2, 7);
    outcome o = read_bytes("a: b\0c\n", 7);
    assert_true(!o.ok && o.code == DIAG_YAML_SYNTAX && o.column == 5);
    o = read_bytes("a: \"b\\0c\"\n", 10);
    assert_true(!o.ok && o.code == DIAG_BAD_VALUE);
}

static char *repeat(const char *piece, gsize times)
{
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < times; i++)
        g_string_append(out, piece);
    return g_string_free(out, FALSE);
}

static bool accepts(char *text)
{
    outcome o = read_bytes(text, strlen(text));
    g_free(text);
    assert_true(o.ok || o.code == DIAG_LIMIT);
    assert_true(o.ok || o.count == 1);
    return o.ok;
}

static char *nested(gsize depth)
{
    g_autofree char *open = repeat("[", depth), *close = repeat("]", depth);
    return g_strconcat(open, close, NULL);
}

static char *list_of(gsize n)
{
    return repeat("- a\n", n);
}

static char *scalar_of(gsize n)
{
    return repeat("a", n);
}

static char *file_of(gsize n)
{
    char *text = repeat("#", n);
    return text;
}

/* An anchor on a list of nine values, which with the list are ten, and N aliases to it. */
static char *aliases_of(gsize n)
{
    g_autofree char *aliases = repeat("- *x\n", n);
    return g_strconcat("- &x [1, 2, 3, 4, 5, 6, 7, 8, 9]\n", aliases, NULL);
}

static void limits_are_exact(void **state)
{
    (void)state;
    assert_true(accepts(nested(LIMIT_DEPTH)));
    assert_false(accepts(nested(LIMIT_DEPTH + 1)));
    assert_true(accepts(list_of(LIMIT_NODES - 1)));
    assert_false(accepts(list_of(LIMIT_NODES)));
    assert_true(accepts(scalar_of(LIMIT_SCALAR_BYTES)));
    assert_false(accepts(scalar_of(LIMIT_SCALAR_BYTES + 1)));
    assert_true(accepts(file_of(LIMIT_FILE_BYTES)));
    assert_false(accepts(file_of(LIMIT_FILE_BYTES + 1)));
    assert_true(accepts(aliases_of(LIMIT_EXPANDED_NODES / 10)));
    assert_false(accepts(aliases_of(LIMIT_EXPANDED_NODES / 10 + 1)));
}

static char *alias_bomb(void)
{
    GString *out = g_string_new("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
        g_string_append_printf(out, "a%d: &a%d [", i, i);
        for (int j = 0; j < 9; j++)
            g_string_append_printf(out, "%s*a%d", j ? ", " : "", i - 1);
        g_string_append(out, "]\n");
    }
    return g_string_free(out, FALSE);
}

/* CPU seconds; generous against a busy machine, far below what these files cost unchecked. */
static void bombs_end_soon(void **state)
{
    (void)state;
    char *bombs[] = {
        alias_bomb(),
        repeat("[", LIMIT_FILE_BYTES),
        repeat("{", LIMIT_FILE_BYTES),
        repeat("{a: ", LIMIT_FILE_BYTES / 4),
        repeat("- ", LIMIT_FILE_BYTES / 2),
        repeat("? ", LIMIT_FILE_BYTES / 2),
        repeat("[a,", LIMIT_FILE_BYTES / 3),
        list_of(LIMIT_FILE_BYTES / 4),
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bombs); i++) {
        clock_t start = clock();
        assert_false(accepts(bombs[i]));
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 0.5);
    }
}

/* A megabyte in one flow collection or of quotes must not take time that grows with its square. */
static void long_lines_are_linear(void **state)
{
    (void)state;
    g_autofree char *items = repeat("a,", 40000), *quotes = repeat("'", LIMIT_FILE_BYTES);
    g_autofree char *list = g_strdup_printf("[%s]", items);
    g_autofree char *keys = repeat("\"a\":", LIMIT_FILE_BYTES / 4);
    const char *texts[] = {list, quotes, keys};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        clock_t start = clock();
        read_bytes(texts[i], strlen(texts[i]));
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 0.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans),
        cmocka_unit_test(subset),
        cmocka_unit_test(limits_are_exact),
        cmocka_unit_test(bombs_end_soon),
        cmocka_unit_test(long_lines_are_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
