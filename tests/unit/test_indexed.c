/* SPDX-License-Identifier: MIT
 *
 * Pictures with a palette: how far a pixel may stray, what stays exact, what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "canvas/indexed.h"

enum { SIDE = 256, PIXELS = SIDE * SIDE };

static guint32 channel(guint32 color, int shift)
{
    return color >> shift & 0xFF;
}

static int error_of(guint32 a, guint32 b)
{
    int most = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        most = MAX(most, abs((int)channel(a, shift) - (int)channel(b, shift)));
    return most;
}

static guint32 mixture(guint32 a, guint32 b, guint32 part)
{
    guint32 mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        mixed |= (channel(a, shift) * part + channel(b, shift) * (255 - part)) / 255 << shift;
    return mixed;
}

/* Three quarters flat in few colours, some of them next to each other, the rest mixtures of two. */
static void draw_map(guint32 *pixels)
{
    static const guint32 flat[] = {0xDAE7EE, 0xD9E6ED, 0xF7F4ED, 0xF3DCB0, 0xB2182B, 0x19242E};
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (int i = 0; i < PIXELS; i++) {
        guint32 a = flat[i / (PIXELS / 6 + 1)];
        guint32 b = flat[g_rand_int_range(random, 0, G_N_ELEMENTS(flat))];
        bool edge = i % 4 == 3;
        pixels[i] = edge ? mixture(a, b, (guint32)g_rand_int_range(random, 0, 256)) : a;
        pixels[i] |= (guint32)g_rand_int(random) & 0xFF000000; /* what Cairo leaves undefined */
    }
}

static void test_near_and_exact(void **state)
{
    (void)state;
    g_autofree guint32 *pixels = g_new(guint32, PIXELS);
    draw_map(pixels);
    indexed_palette palette;
    g_autoptr(GArray) runs = indexed_pack(&palette, (guint8 *)pixels, SIDE, SIDE, 4 * SIDE);
    assert_non_null(runs);
    assert_true(palette.n_colors <= INDEXED_COLORS);
    g_autofree guint8 *bytes = g_malloc(PIXELS + SIDE);
    assert_int_equal(indexed_rows(runs, SIDE, bytes), PIXELS + SIDE);
    for (int y = 0; y < SIDE; y++) {
        const guint8 *row = bytes + y * (SIDE + 1);
        assert_int_equal(row[0], 0);
        for (int x = 0; x < SIDE; x++) {
            guint32 color = pixels[y * SIDE + x] & 0xFFFFFF;
            assert_true(row[x + 1] < palette.n_colors);
            int error = error_of(palette.colors[row[x + 1]], color);
            assert_true(error <= INDEXED_MAX_ERROR);
            assert_true((y * SIDE + x) % 4 == 3 || error == 0);
        }
    }
}

/* Shades 10 apart: no colour stands for another. */
static void test_refuses(void **state)
{
    (void)state;
    g_autofree guint32 *pixels = g_new(guint32, PIXELS);
    for (guint32 i = 0; i < PIXELS; i++) {
        guint32 n = i % 15625;
        pixels[i] = (n % 25 * 10) << 16 | (n / 25 % 25 * 10) << 8 | (n / 625 * 10);
    }
    indexed_palette palette;
    assert_null(indexed_pack(&palette, (guint8 *)pixels, SIDE, SIDE, 4 * SIDE));
}

/* More colours than are counted. */
static void test_refuses_noise(void **state)
{
    (void)state;
    g_autofree guint32 *pixels = g_new(guint32, PIXELS);
    for (guint32 i = 0; i < PIXELS; i++)
        pixels[i] = i * 0x10001;
    indexed_palette palette;
    assert_null(indexed_pack(&palette, (guint8 *)pixels, SIDE, SIDE, 4 * SIDE));
}

static void test_one_pixel(void **state)
{
    (void)state;
    guint32 pixel = 0x123456;
    guint8 bytes[2] = {9, 9};
    indexed_palette palette;
    g_autoptr(GArray) runs = indexed_pack(&palette, (guint8 *)&pixel, 1, 1, 4);
    assert_non_null(runs);
    assert_int_equal(palette.n_colors, 1);
    assert_int_equal(palette.colors[0], 0x123456);
    assert_int_equal(indexed_rows(runs, 1, bytes), 2);
    assert_memory_equal(bytes, "\0\0", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_and_exact),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_refuses_noise),
        cmocka_unit_test(test_one_pixel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
