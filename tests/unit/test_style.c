/* SPDX-License-Identifier: MIT
 *
 * Styles: every shipped one reads without a word, keeps the contrast that reading needs, and the
 * ways to go wrong are each reported.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"
#include "style/style.h"

#define STYLES TRIPMAP_SOURCE_DIR "/styles"

static style *load(const char *name)
{
    g_autoptr(diag_list) diags = diag_list_new();
    style *s;
    if (!style_load(&s, name, STYLES, SPAN_NONE, diags)) {
        g_autofree char *out = printed(diags);
        print_error("%s", out);
    }
    assert_non_null(s);
    assert_int_equal(diag_list_count(diags), 0);
    return s;
}

static bool same_color(color a, color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.alpha == b.alpha;
}

static void press_holds_the_defaults(void **state)
{
    (void)state;
    g_autoptr(style) press = load("press");
    g_autoptr(style) defaults = style_new();
#define X(field, value, about) assert_true(same_color(press->field, defaults->field));
    STYLE_COLORS(X)
#undef X
#define X(field, value, low, high, about) assert_true(press->field == defaults->field);
    STYLE_NUMBERS(X)
#undef X
}

static void check(const char *name, const char *what, color front, color back, double least)
{
    double contrast = color_contrast(front, back);
    if (contrast < least)
        fail_msg("%s: %s has contrast %.2f, less than %.1f", name, what, contrast, least);
}

/* What may lie under a text or the route: sea, land visited or not, and the atlas's colours. */
static guint grounds(const style *s, color out[16])
{
    guint n = 0;
    out[n++] = s->ocean;
    out[n++] = s->visited;
    out[n++] = s->visited_twice;
    out[n++] = s->land;
    for (int i = 0; s->fill_by_map_color && i < STYLE_MAP_COLORS; i++)
        out[n++] = s->map_colors[i];
    return n;
}

static void check_style(const char *name)
{
    g_autoptr(style) s = load(name);
    color under[16];
    guint n = grounds(s, under);
    const color routes[] = {s->route, s->route_2, s->route_3, s->route_4, s->route_5, s->route_6};
    for (guint i = 0; i < n; i++) {
        check(name, "text", s->text, under[i], 4.5);
        check(name, "secondary", s->secondary, under[i], 4.5);
        for (gsize r = 0; r < G_N_ELEMENTS(routes); r++)
            check(name, "a route", routes[r], under[i], 3);
    }
    for (gsize r = 0; r < G_N_ELEMENTS(routes); r++)
        check(name, "marker_text", s->marker_text, routes[r], 4.5);
    check(name, "text on box", s->text, s->box, 4.5);
    check(name, "secondary on box", s->secondary, s->box, 4.5);
    check(name, "text on page", s->text, s->page, 4.5);
    check(name, "secondary on page", s->secondary, s->page, 4.5);
    check(name, "route on page", s->route, s->page, 3);
    check(name, "country_name on ocean", s->country_name, s->ocean, 4.5);
    for (guint i = 3; i < n; i++)
        check(name, "country_name on land", s->country_name, under[i], 4.5);
    check(name, "visited_name", s->visited_name, s->visited, 4.5);
    check(name, "visited_name on land", s->visited_name, s->land, 4.5);
    check(name, "visited_name on ocean", s->visited_name, s->ocean, 4.5);
    check(name, "water_name", s->water_name, s->ocean, 4.5);
    check(name, "large_water_name", s->large_water_name, s->ocean, 3);
}

static void shipped_styles_are_readable(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) names = style_list(STYLES);
    assert_true(names->len >= 5);
    for (guint i = 0; i < names->len; i++)
        check_style(names->pdata[i]);
}

static void extends_and_set(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of("extends: night\ntitle_size: 50\nland: none\n");
    g_autoptr(style) s = NULL;
    g_autoptr(style) night = load("night");
    assert_true(style_parse(&s, src, STYLES, diags));
    assert_true(s->title_size == 50 && s->land.alpha == 0);
    assert_true(same_color(s->ocean, night->ocean));
    assert_string_equal(s->name, "test");
    assert_true(style_set(s, "route=#123456", diags));
    assert_int_equal(s->route.b, 0x56);
    assert_true(style_set(s, "margin=12.5", diags));
    assert_true(s->margin == 12.5);
    assert_int_equal(diag_list_count(diags), 0);

    assert_false(style_set(s, "rout=#123456", diags));
    assert_false(style_set(s, "route", diags));
    assert_false(style_set(s, "margin=wide", diags));
    assert_false(style_set(s, "margin=-1", diags));
    assert_false(style_set(s, "extends=night", diags));
    assert_int_equal(diag_list_count(diags), 5);
}

/* Reads TEXT, which must fail with CODE first. */
static void assert_refused(const char *text, diag_code code)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_of(text);
    style *s;
    assert_false(style_parse(&s, src, STYLES, diags));
    assert_null(s);
    assert_int_equal(diag_list_get(diags, 0)->code, code);
}

static void refuses(void **state)
{
    (void)state;
    assert_refused("ocaen: '#fff'\n", DIAG_UNKNOWN_KEY);
    assert_refused("ocean: #fff\n", DIAG_WRONG_TYPE);
    assert_refused("ocean: red;}</style>\n", DIAG_BAD_VALUE);
    assert_refused("ocean: 'url(http://x)'\n", DIAG_BAD_VALUE);
    assert_refused("title_size: 1000\n", DIAG_BAD_VALUE);
    assert_refused("map_colors: ['#fff']\n", DIAG_BAD_VALUE);
    assert_refused("- a\n", DIAG_WRONG_TYPE);
    assert_refused("extends: pres\n", DIAG_UNKNOWN_STYLE);
    assert_refused("extends: ../press.yaml\n", DIAG_BAD_EXTENDS);
    assert_refused("extends: /etc/passwd\n", DIAG_BAD_EXTENDS);
    assert_refused("extends: none.yaml\n", DIAG_FILE_UNREADABLE);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void cycles_and_depth(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("tripmap-style-XXXXXX", NULL);
    write_file(folder, "a.yaml", "extends: b.yaml\n");
    write_file(folder, "b.yaml", "extends: a.yaml\n");
    for (int i = 0; i < 9; i++) {
        g_autofree char *name = g_strdup_printf("d%d.yaml", i);
        g_autofree char *text =
            i == 8 ? g_strdup("title_size: 33\n") : g_strdup_printf("extends: d%d.yaml\n", i + 1);
        write_file(folder, name, text);
    }
    const struct {
        const char *name;
        bool ok;
    } rows[] = {{"a", false}, {"d0", false}, {"d1", true}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        g_autoptr(style) s = NULL;
        g_autofree char *file = g_strconcat(rows[i].name, ".yaml", NULL);
        g_autofree char *path = g_build_filename(folder, file, NULL);
        assert_int_equal(style_load(&s, path, STYLES, SPAN_NONE, diags), rows[i].ok);
        if (rows[i].ok)
            assert_true(s->title_size == 33);
        else
            assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_EXTENDS);
    }
    g_autoptr(GPtrArray) names = style_list(folder);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *file = g_strconcat(names->pdata[i], ".yaml", NULL);
        g_autofree char *path = g_build_filename(folder, file, NULL);
        remove(path);
    }
    remove(folder);
}

/* A trip may name a style in its own folder, not wherever it likes. */
static void trips_stay_in_their_folder(void **state)
{
    (void)state;
    g_autoptr(source) trip = source_new(STYLES "/trip.yaml", "x", 1);
    span at = source_span_of_chars(trip, 0, 1);
    static const char *const refused[] = {"/etc/passwd.yaml", "../styles/press.yaml", "a//b.yaml",
                                          ".hidden.yaml", "missing.yaml"};
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        style *s;
        assert_false(style_load(&s, refused[i], STYLES, at, diags));
        assert_int_equal(diag_list_count(diags), 1);
    }
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(style) s = NULL;
    assert_true(style_load(&s, "night.yaml", STYLES, at, diags));
    assert_string_equal(s->name, "night");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(press_holds_the_defaults), cmocka_unit_test(shipped_styles_are_readable),
        cmocka_unit_test(extends_and_set),          cmocka_unit_test(refuses),
        cmocka_unit_test(cycles_and_depth),         cmocka_unit_test(trips_stay_in_their_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
