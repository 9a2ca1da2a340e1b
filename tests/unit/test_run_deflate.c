/* SPDX-License-Identifier: MIT
 *
 * What is compressed from runs is, for libdeflate, the rows that the runs stand for: flat pictures,
 * noise, every length of a run, codes deeper than deflate allows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "canvas/indexed.h"
#include "canvas/run_deflate.h"

static void add_run(GArray *runs, guint length, guint index)
{
    indexed_run run = {(guint16)length, (guint16)index};
    g_array_append_val(runs, run);
}

/* Checks that the rows come back, the check sum with them; returns the compressed length. */
static gsize assert_same_rows(const GArray *runs, int width)
{
    gsize length = 0;
    for (guint i = 0; i < runs->len; i++)
        length += g_array_index(runs, indexed_run, i).length;
    gsize rows = length / (gsize)width;
    assert_int_equal(rows * (gsize)width, length);
    length += rows;
    g_autofree guint8 *expected = g_malloc(length), *found = g_malloc(length + 1);
    assert_int_equal(indexed_rows(runs, width, expected), length);
    g_autoptr(GByteArray) bytes = run_deflate(runs, width);
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    size_t n = 0;
    assert_int_equal(
        libdeflate_zlib_decompress(inflater, bytes->data, bytes->len, found, length + 1, &n),
        LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(inflater);
    assert_int_equal(n, length);
    assert_memory_equal(found, expected, length);
    return bytes->len;
}

/* A row for each length of a run, before and after a pixel of another colour. */
static void test_every_length(void **state)
{
    (void)state;
    enum { WIDTH = 1100 };
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(indexed_run));
    for (guint n = 1; n < WIDTH - 1; n++) {
        add_run(runs, n, 200);
        add_run(runs, 1, 0);
        add_run(runs, WIDTH - 1 - n, 255);
    }
    assert_same_rows(runs, WIDTH);
}

static void test_one_color(void **state)
{
    (void)state;
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(indexed_run));
    for (int y = 0; y < 1000; y++)
        add_run(runs, G_MAXUINT16, 0);
    gsize n = assert_same_rows(runs, G_MAXUINT16);
    assert_true(n < 1000 * G_MAXUINT16 / 900); /* two bits for 258 bytes */
    g_array_set_size(runs, 0);
    add_run(runs, 1, 7);
    assert_same_rows(runs, 1);
}

/* Runs of random lengths and colours; more tokens than one block has. */
static void test_random(void **state)
{
    (void)state;
    enum { WIDTH = 777, ROWS = 200 };
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    for (int longest = 1; longest <= WIDTH; longest *= 3) {
        g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(indexed_run));
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < WIDTH;) {
                int n = g_rand_int_range(random, 1, longest + 1);
                n = MIN(n, WIDTH - x);
                add_run(runs, (guint)n, (guint)g_rand_int_range(random, 0, 256));
                x += n;
            }
        }
        assert_same_rows(runs, WIDTH);
    }
}

/* Colours as frequent as Fibonacci numbers give the deepest of all trees: 18 bits for 6,764 pixels.
 */
static void test_deep_tree(void **state)
{
    (void)state;
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(indexed_run));
    guint a = 1, b = 1, width = 0;
    for (guint color = 1; color <= 18; color++) {
        for (guint i = 0; i < a; i++, width++)
            add_run(runs, 1, color);
        guint sum = a + b;
        a = b;
        b = sum;
    }
    assert_same_rows(runs, (int)width);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_length),
        cmocka_unit_test(test_one_color),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_deep_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
