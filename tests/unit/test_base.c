/* SPDX-License-Identifier: MIT
 *
 * Positions in texts, diagnostics as printed, nearest words, colours, files that appear whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/color.h"
#include "base/datadir.h"
#include "base/file.h"
#include "base/suggest.h"
#include "reading.h"

static void positions(void **state)
{
    (void)state;
    g_autoptr(source) src = source_of("\xEF\xBB\xBFé1\r\n\xff two\rx");
    gsize length;
    assert_memory_equal(source_line(src, 1, &length), "é1", 3);
    assert_int_equal(length, 3);
    assert_memory_equal(source_line(src, 2, &length), "\xff two", 5);
    assert_int_equal(length, 5);
    assert_memory_equal(source_line(src, 3, &length), "x", 1);
    assert_null(source_line(src, 4, &length));
    assert_null(source_line(src, 0, &length));
    span at = source_span_of_chars(src, 5, 2); /* é 1 CR LF \xff, then the blank */
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 2);
    at = source_span_of_byte(src, 3 + 3 + 2 + 5 + 1);
    assert_int_equal(at.line, 3);
    assert_int_equal(at.column, 1);
}

static void sorted_once_and_counted(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of("abc\ndef\n");
    diag_error(diags, DIAG_BAD_DATE, source_span_of_chars(src, 5, 1), "second");
    diag_warning(diags, DIAG_BAD_DATE, source_span_of_chars(src, 1, 1), "first");
    diag_error(diags, DIAG_BAD_DATE, source_span_of_chars(src, 5, 1), "second");
    diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "no place");
    assert_int_equal(diag_list_count(diags), 3);
    assert_string_equal(diag_list_get(diags, 0)->message, "no place");
    assert_string_equal(diag_list_get(diags, 1)->message, "first");
    assert_string_equal(diag_list_get(diags, 2)->message, "second");
    assert_int_equal(diag_list_exit_status(diags), 3);
    assert_int_equal(diag_list_count_errors(diags), 2);
    diag_list_make_strict(diags);
    assert_int_equal(diag_list_count_errors(diags), 3);

    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diag_list_print(diags, out, false, 1);
    fclose(out);
    assert_string_equal(text, "tripmap: error: no place [output-failed]\n2 more errors\n");
    free(text);
}

/* Nothing that a file holds may act on the terminal. */
static void controls_are_shown_not_sent(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of("\ta\x1b[31m\xc2\x9b\xe2\x80\xae\xfe: b");
    diag_help(diag_error(diags, DIAG_BAD_VALUE, source_span_of_chars(src, 2, 3), "bad \"\x1b\n\""),
              "not \x7f");
    g_autofree char *out = printed(diags);
    assert_string_equal(out, "test.yaml:1:3: error: bad \"\\x1b\\x0a\" [bad-value]\n"
                             "    1 |     a\\x1b[31m\\u009b\\u202e\\xfe: b\n"
                             "      |      ^~~~~~\n"
                             "      = not \\x7f\n");
}

static void long_lines_are_cut_around_the_caret(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *line = g_strnfill(5000, 'a');
    line[3000] = 'X';
    g_autoptr(source) src = source_of(line);
    diag_error(diags, DIAG_BAD_VALUE, source_span_of_chars(src, 3000, 1), "here");
    g_autofree char *out = printed(diags);
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    assert_true(g_utf8_strlen(lines[1], -1) < 120);
    glong x = g_utf8_pointer_to_offset(lines[1], strchr(lines[1], 'X'));
    assert_int_equal(lines[2][x], '^');
}

static void suggestions(void **state)
{
    (void)state;
    static const char *const words[] = {"issues", "place", "dates", "Bogotá"};
    assert_string_equal(suggest_nearest("isues", words, 4), "issues");
    assert_string_equal(suggest_nearest("palce", words, 4), "place");
    assert_string_equal(suggest_nearest("BOGOTA", words, 4), "Bogotá");
    assert_null(suggest_nearest("quite different", words, 4));
    assert_null(suggest_nearest("x", words, 4));
    assert_int_equal(suggest_distance("ab", "ba", 3), 1);
    assert_int_equal(suggest_distance("abc", "xyz", 2), 3);
    assert_int_equal(suggest_distance("", "", 3), 0);
    assert_int_equal(suggest_distance("", "ab", 3), 2);
    assert_int_equal(suggest_distance("ca", "abc", 3), 3); /* a swap is not parted again */
    assert_int_equal(suggest_distance("São Tomé", "sao tone", 3), 1);
    assert_int_equal(suggest_distance("Пекин", "Пикен", 3), 2);
    g_autofree char *longest = g_strnfill(SUGGEST_MAX_CHARS, 'a');
    g_autofree char *other = g_strconcat("b", longest + 2, "c", NULL);
    g_autofree char *too_long = g_strconcat(longest, "a", NULL);
    assert_int_equal(suggest_distance(longest, longest, 3), 0);
    assert_int_equal(suggest_distance(longest, other, 3), 2);
    assert_int_equal(suggest_distance(longest, too_long, 3), 4);
}

static void colors(void **state)
{
    (void)state;
    color c;
    assert_true(color_parse(&c, "#1b273329"));
    assert_true(c.r == 0x1b && c.g == 0x27 && c.b == 0x33 && c.alpha == 0x29 / 255.0);
    assert_true(color_parse(&c, "#fa0"));
    assert_true(c.r == 0xff && c.g == 0xaa && c.b == 0 && c.alpha == 1);
    assert_true(color_parse(&c, "Navy") && c.b == 0x80);
    assert_true(color_parse(&c, "none") && c.alpha == 0);
    static const char *const bad[] = {"", "#", "#12", "#12345", "#gggggg", "#1234567890", "colour"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(color_parse(&c, bad[i]));
    color black = {0, 0, 0, 1}, white = {255, 255, 255, 1}, grey = {0x77, 0x77, 0x77, 1};
    assert_true(color_contrast(black, white) == 21);
    assert_float_equal(color_contrast(white, grey), 4.48, 0.005); /* WebAIM's figure */
}

static char *contents(const char *path)
{
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static guint files_in(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir))
        n++;
    return n;
}

static void files_appear_whole_or_not(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = g_dir_make_tmp("tripmap-file-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "out.svg", NULL);
    file_writer *w;
    mode_t mask = umask(027);
    assert_true(file_writer_open(&w, path, diags));
    assert_true(file_writer_write(w, "one", 3));
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    assert_true(file_writer_commit(w, diags));
    umask(mask);
    g_autofree char *one = contents(path);
    assert_string_equal(one, "one");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);

    assert_true(file_writer_open(&w, path, diags));
    assert_true(file_writer_write(w, "two", 3));
    file_writer_abort(w);
    g_autofree char *still = contents(path);
    assert_string_equal(still, "one");
    assert_int_equal(files_in(folder), 1);

    assert_false(file_writer_open(&w, folder, diags));
    g_autofree char *nowhere = g_build_filename(folder, "none", "out.svg", NULL);
    assert_false(file_writer_open(&w, nowhere, diags));
    assert_int_equal(diag_list_count(diags), 2);
    assert_int_equal(diag_list_exit_status(diags), 3);

    if (g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
        assert_true(file_writer_open(&w, "/dev/full", diags));
        file_writer_write(w, "x", 1);
        assert_false(file_writer_commit(w, diags));
        assert_int_equal(diag_list_count(diags), 3);
    }
    remove(path);
    rmdir(folder);
}

/* A link given as the output stays a link; its target is replaced. */
static void links_are_followed(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = g_dir_make_tmp("tripmap-link-XXXXXX", NULL);
    g_autofree char *target = g_build_filename(folder, "target.svg", NULL);
    g_autofree char *link = g_build_filename(folder, "link.svg", NULL);
    assert_true(g_file_set_contents(target, "old", -1, NULL));
    assert_int_equal(symlink("target.svg", link), 0);
    file_writer *w;
    assert_true(file_writer_open(&w, link, diags));
    assert_true(file_writer_write(w, "new", 3));
    assert_true(file_writer_commit(w, diags));
    g_autofree char *text = contents(target);
    assert_string_equal(text, "new");
    assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    source *src;
    assert_false(file_read_source_inside(&src, folder, "link.svg", 100, SPAN_NONE, diags));
    assert_true(file_read_source(&src, link, 3, SPAN_NONE, diags));
    source_unref(src);
    assert_false(file_read_source(&src, link, 2, SPAN_NONE, diags));
    assert_int_equal(diag_list_get(diags, 1)->code, DIAG_LIMIT);
    remove(link);
    remove(target);
    rmdir(folder);
}

static void data_is_found(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_unsetenv("TRIPMAP_DATA");
    g_autofree char *styles = datadir_find(NULL, "styles", diags);
    g_autofree char *press = g_build_filename(styles, "press.yaml", NULL);
    assert_true(g_file_test(press, G_FILE_TEST_EXISTS));
    assert_null(datadir_find("/nonexistent", "styles", diags));
    assert_int_equal(diag_list_count(diags), 1);
    g_setenv("TRIPMAP_DATA", TRIPMAP_SOURCE_DIR, TRUE);
    g_autofree char *again = datadir_find(NULL, "styles", diags);
    assert_string_equal(again, TRIPMAP_SOURCE_DIR "/styles");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions),
        cmocka_unit_test(sorted_once_and_counted),
        cmocka_unit_test(controls_are_shown_not_sent),
        cmocka_unit_test(long_lines_are_cut_around_the_caret),
        cmocka_unit_test(suggestions),
        cmocka_unit_test(colors),
        cmocka_unit_test(files_appear_whole_or_not),
        cmocka_unit_test(links_are_followed),
        cmocka_unit_test(data_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
