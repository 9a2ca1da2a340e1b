/* SPDX-License-Identifier: MIT
 *
 * Text: widths that scale, balanced wrapping, both directions, texts that are no text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/text.h"

static text_context *ctx;

static int make_context(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    return text_context_new(&ctx, TRIPMAP_SOURCE_DIR "/fonts", false, diags) ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    text_context_free(ctx);
    return 0;
}

static double width_of(text_font font, const char *text)
{
    text_run *run = text_shape(ctx, font, text);
    double width = text_run_width(run);
    text_run_unref(run);
    return width;
}

static text_font regular(double size)
{
    return (text_font){TEXT_REGULAR, size, 0};
}

/* The advances stand in the font: 572 of 1000 units a digit of Noto Sans. */
static void widths_are_linear(void **state)
{
    (void)state;
    assert_float_equal(width_of(regular(10), "0"), 5.72, 1e-9);
    const char *text = "Tōkyō – Sandomierz, AV To.";
    double at_10 = width_of(regular(10), text);
    for (double size = 6.5; size < 40; size += 3.7)
        assert_float_equal(width_of(regular(size), text), at_10 * size / 10, 1e-9);
}

static void kerning_is_applied(void **state)
{
    (void)state;
    double apart = width_of(regular(100), "A") + width_of(regular(100), "V");
    assert_true(width_of(regular(100), "AV") < apart - 1);
}

static void digits_are_tabular(void **state)
{
    (void)state;
    for (text_face face = 0; face < TEXT_FACE_COUNT; face++) {
        double width = width_of((text_font){face, 14.5, 0}, "10");
        for (int number = 11; number < 100; number++) {
            g_autofree char *text = g_strdup_printf("%d", number);
            assert_float_equal(width_of((text_font){face, 14.5, 0}, text), width, 1e-9);
        }
    }
}

static void tracking_follows_every_cluster(void **state)
{
    (void)state;
    double plain = width_of((text_font){TEXT_REGULAR, 20, 0}, "CUBA");
    assert_float_equal(width_of((text_font){TEXT_REGULAR, 20, 3}, "CUBA"), plain + 12, 1e-9);
    /* A base letter and its combining accent are one cluster. */
    double tilde = width_of((text_font){TEXT_REGULAR, 20, 0}, "x\xcc\x83y");
    assert_float_equal(width_of((text_font){TEXT_REGULAR, 20, 3}, "x\xcc\x83y"), tilde + 6, 1e-9);
}

static void metrics_of_the_face(void **state)
{
    (void)state;
    text_run *run = text_shape(ctx, regular(100), "H");
    assert_float_equal(text_run_cap_height(run), 71.4, 1e-6);
    assert_float_equal(text_run_ascent(run), 106.9, 1e-6);
    assert_float_equal(text_run_descent(run), 29.3, 1e-6);
    page_box ink = text_run_ink(run);
    assert_float_equal(ink.y0, -71.4, 1e-6);
    assert_float_equal(ink.y1, 0, 1e-6);
    assert_true(ink.x0 > 0 && ink.x1 < text_run_width(run));
    text_run_unref(run);
}

static void direction_of_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool rtl;
    } cases[] = {
        {"Cairo القاهرة", false},
        {"القاهرة (Cairo)", true},
        {"12 ירושלים", true},
        {"12–14", false},
        {"", false},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_run *run = text_shape(ctx, regular(18), cases[i].text);
        assert_int_equal(text_run_is_rtl(run), cases[i].rtl);
        assert_false(text_run_has_unknown_glyphs(run));
        text_run_unref(run);
    }
}

static void positions_run_with_the_direction(void **state)
{
    (void)state;
    guint n;
    text_run *run = text_shape(ctx, regular(18), "abcd");
    g_autofree double *ltr = text_run_positions(run, &n);
    assert_int_equal(n, 4);
    assert_true(ltr[0] == 0 && ltr[1] > ltr[0] && ltr[2] > ltr[1] && ltr[3] > ltr[2]);
    text_run_unref(run);
    run = text_shape(ctx, regular(18), "אבגד");
    g_autofree double *rtl = text_run_positions(run, &n);
    assert_int_equal(n, 4);
    assert_true(rtl[0] > rtl[1] && rtl[1] > rtl[2] && rtl[2] > rtl[3]);
    text_run_unref(run);
}

static void unknown_glyphs_are_flagged(void **state)
{
    (void)state;
    text_run *run = text_shape(ctx, regular(18), "東京 Tokyo");
    assert_true(text_run_has_unknown_glyphs(run));
    assert_true(text_run_width(run) > width_of(regular(18), " Tokyo"));
    text_run_unref(run);
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    text_run *run = text_shape(ctx, regular(18), "a\xff\x01\n<b>&amp;\xef\xbf\xbf");
    assert_string_equal(text_run_string(run), "a\xef\xbf\xbd  <b>&amp;\xef\xbf\xbd");
    text_run_unref(run);
}

static void check_wrap(const char *text, double max)
{
    GPtrArray *lines = text_wrap(ctx, regular(14.5), text, max);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        assert_true(text_run_width(lines->pdata[i]) <= max + 1e-9);
        g_string_append(joined, text_run_string(lines->pdata[i]));
    }
    /* Nothing is lost but the spaces at the ends of lines. */
    g_autofree char *squeezed = g_strdup(text);
    char *to = squeezed;
    for (const char *p = text; *p; p++) {
        if (*p != ' ')
            *to++ = *p;
    }
    *to = '\0';
    g_autoptr(GString) found = g_string_new(NULL);
    for (const char *p = joined->str; *p; p++) {
        if (*p != ' ')
            g_string_append_c(found, *p);
    }
    assert_string_equal(found->str, squeezed);
    g_ptr_array_unref(lines);
}

static void wrapping_keeps_width_and_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Strengthening democratic governance, anti-gang initiatives and security efforts",
        "Donaudampfschifffahrtsgesellschaftskapitän zu Besuch",
        "مبادرات مكافحة العصابات وتعزيز الحكم الديمقراطي في المنطقة",
        "東京都千代田区永田町一丁目七番一号",
        "a",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (double max = 60; max < 400; max += 17)
            check_wrap(texts[i], max);
    }
}

static void wrapping_is_balanced(void **state)
{
    (void)state;
    /* Greedy filling would leave "efforts" alone on the last line. */
    const char *text = "anti-gang initiatives, security efforts";
    double max = width_of(regular(14.5), "anti-gang initiatives, security") + 1;
    GPtrArray *lines = text_wrap(ctx, regular(14.5), text, max);
    assert_int_equal(lines->len, 2);
    assert_string_equal(text_run_string(lines->pdata[0]), "anti-gang initiatives,");
    assert_string_equal(text_run_string(lines->pdata[1]), "security efforts");
    g_ptr_array_unref(lines);
}

static void long_words_begin_their_own_line(void **state)
{
    (void)state;
    double max = width_of(regular(14.5), "Donaudampfschiff");
    GPtrArray *lines = text_wrap(ctx, regular(14.5), "and Donaudampfschifffahrtsgesellschaft", max);
    assert_int_equal(lines->len, 3);
    assert_string_equal(text_run_string(lines->pdata[0]), "and");
    g_ptr_array_unref(lines);
    /* A grapheme is never taken apart, however narrow the line. */
    lines = text_wrap(ctx, regular(14.5), "x\xcc\x83y\xcc\x83", 1);
    assert_int_equal(lines->len, 2);
    assert_string_equal(text_run_string(lines->pdata[0]), "x\xcc\x83");
    g_ptr_array_unref(lines);
}

static void wrapped_lines_keep_the_paragraphs_direction(void **state)
{
    (void)state;
    GPtrArray *lines = text_wrap(ctx, regular(14.5), "زيارة القاهرة Cairo and Alexandria", 110);
    assert_true(lines->len >= 2);
    for (guint i = 0; i < lines->len; i++)
        assert_true(text_run_is_rtl(lines->pdata[i]));
    g_ptr_array_unref(lines);
}

static void runs_outlive_their_context(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    text_context *other;
    assert_true(text_context_new(&other, TRIPMAP_SOURCE_DIR "/fonts", false, diags));
    text_context_set_language(other, "tr");
    text_run *run = text_shape(other, regular(18), "Ankara");
    text_context_free(other);
    page_box ink = text_run_ink(run);
    assert_true(ink.x1 > 40);
    text_run_unref(run);
}

static void a_folder_without_fonts(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    text_context *none;
    assert_false(text_context_new(&none, TRIPMAP_SOURCE_DIR "/src", false, diags));
    assert_null(none);
    assert_int_equal(diag_list_exit_status(diags), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_linear),
        cmocka_unit_test(kerning_is_applied),
        cmocka_unit_test(digits_are_tabular),
        cmocka_unit_test(tracking_follows_every_cluster),
        cmocka_unit_test(metrics_of_the_face),
        cmocka_unit_test(direction_of_a_line),
        cmocka_unit_test(positions_run_with_the_direction),
        cmocka_unit_test(unknown_glyphs_are_flagged),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(wrapping_keeps_width_and_text),
        cmocka_unit_test(wrapping_is_balanced),
        cmocka_unit_test(long_words_begin_their_own_line),
        cmocka_unit_test(wrapped_lines_keep_the_paragraphs_direction),
        cmocka_unit_test(runs_outlive_their_context),
        cmocka_unit_test(a_folder_without_fonts),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
