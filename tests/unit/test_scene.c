/* SPDX-License-Identifier: MIT
 *
 * The display list and its dump, the form golden files have.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "scene/scene.h"

static const color red = {200, 0, 16, 1};

static page_path line(double x0, double y0, double x1, double y1)
{
    page_path path;
    page_path_init(&path);
    page_path_move_to(&path, (page_point){x0, y0});
    page_path_line_to(&path, (page_point){x1, y1});
    return path;
}

static void dump_shows_every_field(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    text_context *ctx;
    assert_true(text_context_new(&ctx, TRIPMAP_SOURCE_DIR "/fonts", false, diags));
    scene *s = scene_new(800, 500);
    scene_set_document(s, "A \"tour\"", "First line\nsecond", "Someone", "en");
    scene_item *group = scene_begin(s, "leg-1", "leg");
    scene_set_title(group, "São Paulo → Łódź");
    scene_set_link(group, "https://example.org/");
    scene_set_attribute(group, "data-km", "%d", 3328);
    group->has_clip = true;
    group->clip = (page_box){10, 20, 110, 120};
    group->clip_radius = 50;
    page_path path = line(1.24, -0.04, 3.36, 7);
    scene_path(s, "casing", &path, true,
               (scene_paint){.fill = red,
                             .stroke = color_with_alpha(red, 0.5),
                             .stroke_width_px = 5.6,
                             .dash_px = {10, 6},
                             .n_dash = 2,
                             .round_cap = true});
    assert_int_equal(path.n_points, 0); /* taken over */
    scene_end(s);
    scene_circle(s, NULL, (page_point){5, 6}, 12.5, (scene_paint){.fill = red});
    scene_rect(s, "label-box", (page_box){1, 2, 3, 4}, 4, (scene_paint){0});
    text_run *run = text_shape(ctx, (text_font){TEXT_BOLD, 10, 2}, "10");
    scene_item *text = scene_text(s, "marker-number", run, (page_point){50, 60}, red);
    text->halo_color = red;
    text->halo_width_px = 1.6;
    text->angle_rad = G_PI / 6;
    text_run_unref(run);
    g_autofree char *dump = scene_dump(s);
    assert_string_equal(
        dump, "scene 800.0,500.0 title=\"A \\\"tour\\\"\" author=\"Someone\" lang=\"en\"\n"
              " description=\"First line\\nsecond\"\n"
              "  group.leg id=\"leg-1\" title=\"São Paulo → Łódź\" link=\"https://example.org/\""
              " data-km=\"3328\" clip=10.0,20.0,110.0,120.0 clip-radius=50.0\n"
              "    path.casing fill=#c80010 stroke=#c80010/50% width=5.6 dash=10.0,6.0 round closed"
              " M1.2,0.0 3.4,7.0\n"
              "  circle fill=#c80010 center=5.0,6.0 radius=12.5\n"
              "  rect.label-box box=1.0,2.0,3.0,4.0 corner=4.0\n"
              "  text.marker-number at=50.0,60.0 bold 10.0 tracking=2.0 angle=30.0 width=15.4"
              " color=#c80010 halo=#c80010/1.6 text=\"10\"\n");
    scene_free(s);
    text_context_free(ctx);
}

static void long_paths_are_summed_up(void **state)
{
    (void)state;
    scene *s = scene_new(10, 10);
    page_path path;
    page_path_init(&path);
    for (int i = 0; i < 20; i++) {
        page_point p = {i, i % 2};
        if (i % 10 == 0)
            page_path_move_to(&path, p);
        else
            page_path_line_to(&path, p);
    }
    scene_path(s, "coastline", &path, false, (scene_paint){0});
    g_autofree char *dump = scene_dump(s);
    assert_non_null(strstr(dump, "path.coastline parts=2 points=20 bounds=0.0,0.0,19.0,1.0"
                                 " length=25\n"));
    scene_free(s);
}

/* A scene of one path to (X, Y) in a group called NAME. */
static guint64 fingerprint_of(double x, double y, color fill, const char *name)
{
    scene *s = scene_new(100, 100);
    scene_begin(s, name, "leg");
    page_path path = line(1, 2, x, y);
    scene_path(s, NULL, &path, true, (scene_paint){.fill = fill});
    scene_end(s);
    guint64 fingerprint = scene_fingerprint(s);
    scene_free(s);
    return fingerprint;
}

static void fingerprints_tell_scenes_apart(void **state)
{
    (void)state;
    const color other = {200, 0, 17, 1};
    guint64 all[] = {fingerprint_of(3, 4, red, "a"),   fingerprint_of(3.1, 4, red, "a"),
                     fingerprint_of(4, 3, red, "a"),   fingerprint_of(3, -4, red, "a"),
                     fingerprint_of(3, 4, other, "a"), fingerprint_of(3, 4, red, "b"),
                     fingerprint_of(3, 4, red, NULL),  fingerprint_of(3, 4, red, "ab")};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        for (size_t k = 0; k < i; k++)
            assert_true(all[i] >> 40 != all[k] >> 40); /* the bits that ids are made of */
    }
    assert_true(all[0] == fingerprint_of(3, 4, red, "a"));
    assert_true(all[0] == fingerprint_of(3.01, 4, red, "a")); /* nobody sees that */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dump_shows_every_field),
        cmocka_unit_test(long_paths_are_summed_up),
        cmocka_unit_test(fingerprints_tell_scenes_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
