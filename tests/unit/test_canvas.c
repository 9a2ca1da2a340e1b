/* SPDX-License-Identifier: MIT
 *
 * Canvases: what they write can be read back by others (libpng, GLib's XML parser), hostile
 * strings stay strings, the same scene is the same bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <png.h>
#include <string.h>

#include "../sample_scene.h"
#include "canvas/canvas.h"
#include "canvas/svg_write.h"

typedef bool (*canvas_fn)(const scene *, const canvas_options *, canvas_write_fn, void *);

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

static bool append(void *user, const void *bytes, size_t length)
{
    g_byte_array_append(user, bytes, (guint)length);
    return true;
}

static GByteArray *render(canvas_fn canvas, const scene *s, canvas_options options)
{
    GByteArray *bytes = g_byte_array_new();
    assert_true(canvas(s, &options, append, bytes));
    return bytes;
}

static canvas_options defaults(void)
{
    return (canvas_options)CANVAS_OPTIONS_INIT;
}

static canvas_options svg_options(int text)
{
    canvas_options options = CANVAS_OPTIONS_INIT;
    options.svg_text = text;
    return options;
}

static void same_scene_same_bytes(void **state)
{
    (void)state;
    static const canvas_fn canvases[] = {canvas_png, canvas_pdf, canvas_svg};
    for (int i = 0; i < 3; i++) {
        scene *first = sample_scene(ctx, 200), *second = sample_scene(ctx, 200);
        GByteArray *a = render(canvases[i], first, defaults());
        GByteArray *b = render(canvases[i], first, defaults());
        GByteArray *c = render(canvases[i], second, defaults());
        assert_int_equal(a->len, b->len);
        assert_memory_equal(a->data, b->data, a->len);
        assert_int_equal(a->len, c->len);
        assert_memory_equal(a->data, c->data, a->len);
        g_byte_array_unref(a);
        g_byte_array_unref(b);
        g_byte_array_unref(c);
        scene_free(first);
        scene_free(second);
    }
}

static bool refuse(void *user, const void *bytes, size_t length)
{
    (void)bytes;
    size_t *left = user;
    if (length > *left)
        return false;
    *left -= length;
    return true;
}

static void a_full_disk_fails_every_canvas(void **state)
{
    (void)state;
    static const canvas_fn canvases[] = {canvas_png, canvas_pdf, canvas_svg};
    scene *s = sample_scene(ctx, 200);
    canvas_options options = defaults();
    for (int i = 0; i < 3; i++) {
        size_t left = 1000;
        assert_false(canvases[i](s, &options, refuse, &left));
    }
    scene_free(s);
}

static void impossible_coordinates_are_refused(void **state)
{
    (void)state;
    static const canvas_fn canvases[] = {canvas_png, canvas_pdf, canvas_svg};
    static const double values[] = {NAN, INFINITY, -1e7};
    canvas_options options = defaults();
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            scene *s = scene_new(100, 100);
            scene_circle(s, NULL, (page_point){values[k], 5}, 3, (scene_paint){0});
            GByteArray *bytes = g_byte_array_new();
            assert_false(canvases[i](s, &options, append, bytes));
            assert_int_equal(bytes->len, 0);
            g_byte_array_unref(bytes);
            scene_free(s);
        }
    }
}

typedef struct {
    const GByteArray *bytes;
    size_t at;
} png_source;

static void read_bytes(png_structp png, png_bytep out, size_t length)
{
    png_source *from = png_get_io_ptr(png);
    assert_true(from->at + length <= from->bytes->len);
    memcpy(out, from->bytes->data + from->at, length);
    from->at += length;
}

static void png_has_size_resolution_and_pixels(void **state)
{
    (void)state;
    scene *s = sample_scene(ctx, 200);
    canvas_options options = defaults();
    options.scale = 1.5;
    options.dpi = 300;
    GByteArray *bytes = render(canvas_png, s, options);
    png_source from = {bytes, 0};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_read_fn(png, &from, read_bytes);
    png_read_png(png, info, PNG_TRANSFORM_EXPAND, NULL);
    assert_int_equal(png_get_image_width(png, info), 1200);
    assert_int_equal(png_get_image_height(png, info), 750);
    assert_int_equal(bytes->data[25], PNG_COLOR_TYPE_PALETTE); /* in the file, before expanding */
    assert_int_equal(png_get_x_pixels_per_inch(png, info), 300);
    png_bytepp rows = png_get_rows(png, info);
    static const struct {
        int x, y;
        guint32 rgb;
    } pixels[] = {
        {2, 2, 0xdbe7ee},     /* sea */
        {400, 130, 0xf7f4ed}, /* land */
        {300, 290, 0xdbe7ee}, /* the hole in it */
        {650, 100, 0xf3dcb0}, /* inside the round clip */
        {605, 25, 0xdbe7ee},  /* outside it */
        {100, 240, 0xcdd7dd}, /* inside the square clip */
        {124, 240, 0xdbe7ee}, /* outside it */
    };
    for (guint i = 0; i < G_N_ELEMENTS(pixels); i++) {
        png_bytep p = rows[pixels[i].y * 3 / 2] + 3 * (pixels[i].x * 3 / 2);
        assert_int_equal(p[0] << 16 | p[1] << 8 | p[2], pixels[i].rgb);
    }
    png_destroy_read_struct(&png, &info, NULL);
    g_byte_array_unref(bytes);
    scene_free(s);
}

static void pdf_holds_text_links_and_no_date(void **state)
{
    (void)state;
    scene *s = sample_scene(ctx, 200);
    GByteArray *bytes = render(canvas_pdf, s, defaults());
    assert_memory_equal(bytes->data, "%PDF-", 5);
    for (guint i = 0; i < bytes->len; i++) {
        if (bytes->data[i] == 0)
            bytes->data[i] = ' ';
    }
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    const char *text = (char *)bytes->data;
    assert_non_null(strstr(text, "/FontFile2"));
    assert_non_null(strstr(text, "https://example.org/?a=1&b='2'"));
    assert_null(strstr(text, "CreationDate"));
    g_byte_array_unref(bytes);
    scene_free(s);
}

/* Cairo loses tags that are open while the page is covered, and then fails. */
static void pdf_has_a_structure_of_words(void **state)
{
    (void)state;
    scene *s = scene_new(100, 100);
    text_run *run = text_shape(ctx, (text_font){.face = TEXT_REGULAR, .size_px = 12}, "Panama");
    scene_paint paint = {.fill = {255, 0, 0, 1}};
    scene_begin(s, "ocean", "ocean");
    scene_rect(s, NULL, (page_box){0, 0, 100, 100}, 0, paint);
    scene_end(s);
    scene_begin(s, "labels", "labels");
    scene_begin(s, NULL, "label");
    scene_text(s, "label-name", run, (page_point){10, 50}, (color){0, 0, 0, 1});
    scene_end(s);
    scene_end(s);
    GByteArray *bytes = render(canvas_pdf, s, defaults());
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < bytes->len; i++)
        g_string_append_c(text, bytes->data[i] ? (char)bytes->data[i] : ' ');
    assert_non_null(strstr(text->str, "/S /Document"));
    assert_non_null(strstr(text->str, "/S /Sect"));
    assert_non_null(strstr(text->str, "/S /P"));
    g_byte_array_unref(bytes);
    text_run_unref(run);
    scene_free(s);
}

/* What the XML parser saw of an SVG. */
typedef struct {
    GHashTable *ids;       /* id → element name */
    GHashTable *classes;   /* class → "yes" */
    GPtrArray *references; /* ids referred to by use and url() */
    GString *text;
    bool styles_allowed;        /* the fonts of SVG_TEXT_EMBED */
    char *link, *title, *place; /* the last of each */
} svg_seen;

static void on_element(GMarkupParseContext *context, const char *element, const char **names,
                       const char **values, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    svg_seen *seen = user;
    assert_true(strcmp(element, "style") != 0 || seen->styles_allowed);
    assert_string_not_equal(element, "script");
    assert_string_not_equal(element, "foreignObject");
    for (int i = 0; names[i]; i++) {
        assert_true(g_utf8_validate(values[i], -1, NULL));
        assert_string_not_equal(names[i], "style");
        assert_false(g_str_has_prefix(names[i], "on"));
        if (strcmp(names[i], "id") == 0) {
            assert_false(g_hash_table_contains(seen->ids, values[i]));
            g_hash_table_insert(seen->ids, g_strdup(values[i]), g_strdup(element));
        } else if (strcmp(names[i], "class") == 0) {
            g_hash_table_add(seen->classes, g_strdup(values[i]));
        } else if (strcmp(names[i], "clip-path") == 0) {
            g_ptr_array_add(seen->references, g_strndup(values[i] + 5, strlen(values[i]) - 6));
        } else if (strcmp(names[i], "xlink:href") == 0 && values[i][0] == '#') {
            g_ptr_array_add(seen->references, g_strdup(values[i] + 1));
        } else if (strcmp(names[i], "xlink:href") == 0) {
            seen->link = g_strdup(values[i]);
        } else if (strcmp(names[i], "data-place") == 0) {
            seen->place = g_strdup(values[i]);
        }
    }
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user,
                    GError **error)
{
    (void)error;
    svg_seen *seen = user;
    if (strcmp(g_markup_parse_context_get_element(context), "title") == 0) {
        g_free(seen->title);
        seen->title = g_strndup(text, length);
    }
    g_string_append_len(seen->text, text, (gssize)length);
}

static svg_seen *parse_svg(const GByteArray *bytes, bool styles_allowed)
{
    static const GMarkupParser parser = {.start_element = on_element, .text = on_text};
    svg_seen *seen = g_new0(svg_seen, 1);
    seen->styles_allowed = styles_allowed;
    seen->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    seen->classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    seen->references = g_ptr_array_new_with_free_func(g_free);
    seen->text = g_string_new(NULL);
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, seen, NULL);
    GError *error = NULL;
    if (!g_markup_parse_context_parse(context, (char *)bytes->data, bytes->len, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("%s", error->message);
    g_markup_parse_context_free(context);
    return seen;
}

static void free_seen(svg_seen *seen)
{
    g_hash_table_destroy(seen->ids);
    g_hash_table_destroy(seen->classes);
    g_ptr_array_unref(seen->references);
    g_string_free(seen->text, TRUE);
    g_free(seen->link);
    g_free(seen->title);
    g_free(seen->place);
    g_free(seen);
}

/* SAMPLE_HOSTILE as XML can hold it: no control character, no noncharacter, valid UTF-8. */
#define HOSTILE_IN_XML "a<b> & \"c\" 'd'  \xef\xbf\xbd  ]]> --> \xe2\x80\xae"

static void svg_is_well_formed_and_keeps_the_contract(void **state)
{
    (void)state;
    static const int modes[] = {SVG_TEXT_PATHS, SVG_TEXT_LIVE, SVG_TEXT_EMBED};
    scene *s = sample_scene(ctx, 200);
    for (int i = 0; i < 3; i++) {
        canvas_options options = svg_options(modes[i]);
        options.id_prefix = "p-";
        GByteArray *bytes = render(canvas_svg, s, options);
        svg_seen *seen = parse_svg(bytes, modes[i] == SVG_TEXT_EMBED);
        static const char *const ids[] = {"p-title", "p-desc",  "p-countries", "p-locator",
                                          "p-route", "p-leg-1", "p-stop-1",    "p-labels"};
        for (guint k = 0; k < G_N_ELEMENTS(ids); k++)
            assert_true(g_hash_table_contains(seen->ids, ids[k]));
        static const char *const classes[] = {"country", "leg",       "stop",
                                              "marker",  "label-box", "label-issue"};
        for (guint k = 0; k < G_N_ELEMENTS(classes); k++)
            assert_true(g_hash_table_contains(seen->classes, classes[k]));
        for (guint k = 0; k < seen->references->len; k++)
            assert_true(g_hash_table_contains(seen->ids, seen->references->pdata[k]));
        assert_string_equal(seen->link, "https://example.org/?a=1&b='2'");
        assert_string_equal(seen->title, HOSTILE_IN_XML);
        assert_string_equal(seen->place, HOSTILE_IN_XML);
        assert_true((strstr(seen->text->str, "Москва") != NULL) == (modes[i] != SVG_TEXT_PATHS));
        free_seen(seen);
        g_byte_array_unref(bytes);
    }
    scene_free(s);
}

/* Some ten kilobytes a face instead of two hundred. */
static void embedded_fonts_are_cut_down(void **state)
{
    (void)state;
    scene *s = sample_scene(ctx, 200);
    GByteArray *bytes = render(canvas_svg, s, svg_options(SVG_TEXT_EMBED));
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    guint fonts = 0;
    for (const char *at = (char *)bytes->data; (at = strstr(at, "src:url(data:font/")); fonts++)
        at++;
    assert_int_equal(fonts, 5); /* three of Noto Sans, one Arabic, one Hebrew */
    assert_true(bytes->len < 110000);
    g_byte_array_unref(bytes);
    scene_free(s);
}

static void ids_carry_a_prefix_of_the_content(void **state)
{
    (void)state;
    scene *a = sample_scene(ctx, 200), *b = sample_scene(ctx, 220);
    GByteArray *svg_a = render(canvas_svg, a, svg_options(SVG_TEXT_PATHS));
    GByteArray *svg_b = render(canvas_svg, b, svg_options(SVG_TEXT_PATHS));
    svg_seen *seen_a = parse_svg(svg_a, false), *seen_b = parse_svg(svg_b, false);
    GHashTableIter iter;
    gpointer id;
    g_hash_table_iter_init(&iter, seen_a->ids);
    while (g_hash_table_iter_next(&iter, &id, NULL)) {
        assert_true(g_ascii_isalpha(*(char *)id));
        assert_false(g_hash_table_contains(seen_b->ids, id));
    }
    free_seen(seen_a);
    free_seen(seen_b);
    g_byte_array_unref(svg_a);
    g_byte_array_unref(svg_b);
    scene_free(a);
    scene_free(b);
}

static void unsafe_links_are_left_out(void **state)
{
    (void)state;
    static const char *const links[] = {
        "javascript:alert(1)",          "data:text/html,x", "file:///etc", "//example.org", "",
        "JAVASCRIPT:alert(1)//https://"};
    for (guint i = 0; i < G_N_ELEMENTS(links); i++) {
        scene *s = scene_new(10, 10);
        scene_set_link(scene_begin(s, "stop-1", "stop"), links[i]);
        scene_end(s);
        GByteArray *bytes = render(canvas_svg, s, defaults());
        g_byte_array_append(bytes, (const guint8 *)"", 1);
        assert_null(strstr((char *)bytes->data, "<a"));
        g_byte_array_unref(bytes);
        scene_free(s);
    }
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        {0, 1, "0"},         {-0.04, 1, "0"},  {0.5, 1, ".5"},      {-0.5, 1, "-.5"},
        {10, 1, "10"},       {100, 2, "100"},  {1.25, 2, "1.25"},   {1.20, 2, "1.2"},
        {-3.05, 2, "-3.05"}, {0.01, 2, ".01"}, {1e6, 1, "1000000"}, {-999999.9, 1, "-999999.9"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        svg_put_number(out, cases[i].value, cases[i].decimals);
        assert_string_equal(out->str, cases[i].text);
    }
}

static page_path path_of(const page_point *points, int n)
{
    page_path path;
    page_path_init(&path);
    for (int i = 0; i < n; i++)
        (i == 0 ? page_path_move_to : page_path_line_to)(&path, points[i]);
    return path;
}

static void check_path_data(const page_path *path, bool closed, const char *expected)
{
    g_autoptr(GString) data = g_string_new(NULL);
    svg_put_path(data, path, closed, 1, 2.5);
    assert_string_equal(data->str, expected);
}

static void paths_are_relative_and_short(void **state)
{
    (void)state;
    static const page_point points[] = {{10, 20}, {10.54, 20.86}, {12, 20.9}, {12, 18.5}, {10, 20}};
    page_path line = path_of(points, 4), ring = path_of(points, 5);
    check_path_data(&line, false, "m10 20 .5.9h1.5v-2.4");
    check_path_data(&line, true, "m10 20 .5.9h1.5v-2.4z");
    check_path_data(&ring, false, "m10 20 .5.9h1.5v-2.4z");
    /* The next part starts from where z returns to. */
    page_path_move_to(&ring, (page_point){9, 21});
    page_path_line_to(&ring, (page_point){9.01, 21.01});
    page_path_line_to(&ring, (page_point){8.9, 21.5});
    check_path_data(&ring, false, "m10 20 .5.9h1.5v-2.4zm-1 1-.1.5");
    page_path_clear(&line);
    page_path_clear(&ring);
}

static void points_nobody_sees_are_left_out(void **state)
{
    (void)state;
    static const page_point points[] = {{0, 0}, {10, 0.2}, {20, 0}, {30, 0.3}, {40, 0}};
    page_path line = path_of(points, 5);
    check_path_data(&line, false, "m0 0 30 .3 10-.3");
    page_path_clear(&line);
    /* But a speck of an island stays an island. */
    static const page_point speck[] = {{5, 5}, {5.1, 5}, {5.1, 5.1}, {5, 5.1}, {5, 5}};
    page_path ring = path_of(speck, 5);
    check_path_data(&ring, false, "m5 5h.1v.1h-.1z");
    page_path_clear(&ring);
}

/* Two countries with a wavy border between them, walked in opposite directions from different
 * starts: simplified alike, the fill has no slit. */
static void shared_borders_stay_shut(void **state)
{
    (void)state;
    page_point border[101];
    for (int i = 0; i <= 100; i++)
        border[i] = (page_point){50 + 0.45 * sin(i * 0.7) + 2 * sin(i * 0.1), i};
    page_path path;
    page_path_init(&path);
    page_path_move_to(&path, (page_point){0, 0});
    for (int i = 0; i <= 100; i++)
        page_path_line_to(&path, border[i]);
    page_path_line_to(&path, (page_point){0, 100});
    page_path_line_to(&path, (page_point){0, 0});
    page_path_move_to(&path, border[37]);
    for (int i = 36; i >= 0; i--)
        page_path_line_to(&path, border[i]);
    page_path_line_to(&path, (page_point){100, 0});
    page_path_line_to(&path, (page_point){100, 100});
    for (int i = 100; i >= 37; i--)
        page_path_line_to(&path, border[i]);
    g_autoptr(GString) data = g_string_new(NULL);
    svg_put_path(data, &path, false, 1, 5);
    page_path_clear(&path);
    /* Every point of the border in one ring is in the other: count by walking the data. */
    g_autoptr(GHashTable) count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    double x = 0, y = 0, x0 = 0, y0 = 0;
    char command = 0;
    for (char *at = data->str; *at;) {
        if (g_ascii_isalpha(*at))
            command = *at++;
        if (command == 'z') {
            x = x0;
            y = y0;
            continue;
        }
        x += command != 'v' ? g_ascii_strtod(at, &at) : 0;
        y += command != 'h' ? g_ascii_strtod(at, &at) : 0;
        if (command == 'm') {
            x0 = x;
            y0 = y;
            command = 'l';
        }
        char *key = g_strdup_printf("%.1f %.1f", x, y);
        int n = GPOINTER_TO_INT(g_hash_table_lookup(count, key)) + 1;
        g_hash_table_insert(count, key, GINT_TO_POINTER(n));
    }
    assert_in_range(g_hash_table_size(count), 10, 40);
    GHashTableIter iter;
    gpointer key, n;
    g_hash_table_iter_init(&iter, count);
    while (g_hash_table_iter_next(&iter, &key, &n)) {
        double at_x = g_ascii_strtod(key, NULL);
        bool on_border = at_x > 20 && at_x < 80;
        assert_int_equal(GPOINTER_TO_INT(n), on_border ? 2 : 1);
    }
}

static void a_path_drawn_twice_is_written_once(void **state)
{
    (void)state;
    scene *s = scene_new(100, 100);
    for (int i = 0; i < 3; i++) {
        page_path path;
        page_path_init(&path);
        sample_ring(&path, (page_point){50, 50}, 40, 30, 0.1, 60);
        scene_path(s, i < 2 ? "coast-band" : "coastline", &path, true,
                   (scene_paint){.stroke = sample_color(0x8aa3b2), .stroke_width_px = 9 - i});
    }
    GByteArray *bytes = render(canvas_svg, s, defaults());
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    const char *first = strstr((char *)bytes->data, " d=\"");
    assert_non_null(first);
    assert_null(strstr(first + 1, " d=\""));
    assert_non_null(strstr(first, "<use class=\"coastline\""));
    g_byte_array_unref(bytes);
    scene_free(s);
}

/* Walks the path data as a viewer does: however long, the pen ends within half a unit. */
static void rounding_does_not_add_up(void **state)
{
    (void)state;
    page_path path;
    page_path_init(&path);
    page_point p = {0, 0};
    for (int i = 0; i < 5000; i++) {
        p = (page_point){i * 0.137, 100 * sin(i * 0.01)};
        (i == 0 ? page_path_move_to : page_path_line_to)(&path, p);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    svg_put_path(out, &path, false, 1, 2.5);
    double x = 0, y = 0;
    char command = 0;
    for (const char *at = out->str; *at;) {
        if (g_ascii_isalpha(*at))
            command = *at++;
        char *end;
        while (*at == ' ')
            at++;
        double first = g_ascii_strtod(at, &end);
        at = end;
        if (command == 'h') {
            x += first;
        } else if (command == 'v') {
            y += first;
        } else {
            x += first;
            y += g_ascii_strtod(at, &end);
            at = end;
        }
    }
    assert_float_equal(x, p.x, 0.051);
    assert_float_equal(y, p.y, 0.051);
    page_path_clear(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_scene_same_bytes),
        cmocka_unit_test(a_full_disk_fails_every_canvas),
        cmocka_unit_test(impossible_coordinates_are_refused),
        cmocka_unit_test(png_has_size_resolution_and_pixels),
        cmocka_unit_test(pdf_holds_text_links_and_no_date),
        cmocka_unit_test(pdf_has_a_structure_of_words),
        cmocka_unit_test(svg_is_well_formed_and_keeps_the_contract),
        cmocka_unit_test(embedded_fonts_are_cut_down),
        cmocka_unit_test(ids_carry_a_prefix_of_the_content),
        cmocka_unit_test(unsafe_links_are_left_out),
        cmocka_unit_test(numbers_are_short),
        cmocka_unit_test(paths_are_relative_and_short),
        cmocka_unit_test(points_nobody_sees_are_left_out),
        cmocka_unit_test(shared_borders_stay_shut),
        cmocka_unit_test(a_path_drawn_twice_is_written_once),
        cmocka_unit_test(rounding_does_not_add_up),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
