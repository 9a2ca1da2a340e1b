/* SPDX-License-Identifier: MIT
 *
 * A page with one of everything a canvas paints, for the canvas tests, the viewer comparison and
 * the bench: fills with holes, strokes, dashes, both clips, haloed, tracked, turned and
 * right-to-left text, a link, hostile strings.
 */
#ifndef TRIPMAP_TESTS_SAMPLE_SCENE_H
#define TRIPMAP_TESTS_SAMPLE_SCENE_H

#include <math.h>

#include "scene/scene.h"

/* Markup, quotes, a control character, a byte that is no UTF-8, a noncharacter, XML's own end. */
#define SAMPLE_HOSTILE "a<b> & \"c\" 'd' \x01 \xff \xef\xbf\xbe ]]> --> \xe2\x80\xae"

static inline color sample_color(guint32 rgb)
{
    return (color){(guint8)(rgb >> 16), (guint8)(rgb >> 8), (guint8)rgb, 1};
}

static inline void sample_ring(page_path *path, page_point c, double rx, double ry, double wave,
                               int n)
{
    for (int i = 0; i <= n; i++) {
        double a = 2 * G_PI * (i % n) / n, r = 1 + wave * sin(9 * a);
        page_point p = {c.x + rx * r * cos(a), c.y + ry * r * sin(a)};
        if (i == 0)
            page_path_move_to(path, p);
        else
            page_path_line_to(path, p);
    }
}

static inline void sample_text(scene *s, text_context *ctx, const char *class_name, text_font font,
                               const char *text, double x, double y, double halo)
{
    text_run *run = text_shape(ctx, font, text);
    scene_item *item = scene_text(s, class_name, run, (page_point){x, y}, sample_color(0x1b2733));
    item->halo_color = sample_color(0xffffff);
    item->halo_width_px = halo;
    text_run_unref(run);
}

static inline void sample_base(scene *s, int vertices)
{
    scene_rect(s, "ocean", (page_box){0, 0, 800, 500}, 0,
               (scene_paint){.fill = sample_color(0xdbe7ee)});
    scene_begin(s, "countries", NULL);
    page_path path;
    page_path_init(&path);
    sample_ring(&path, (page_point){400, 250}, 250, 180, 0.07, vertices);
    sample_ring(&path, (page_point){300, 290}, 30, 20, 0, 60);
    scene_path(s, "country", &path, true,
               (scene_paint){.fill = sample_color(0xf7f4ed),
                             .stroke = sample_color(0x8aa3b2),
                             .stroke_width_px = 0.8});
    scene_end(s);
}

static inline void sample_route(scene *s)
{
    page_path path, casing;
    page_path_init(&path);
    page_path_init(&casing);
    page_path_move_to(&path, (page_point){100, 400});
    for (int i = 1; i < 40; i++)
        page_path_line_to(&path, (page_point){100 + i * 12, 400 - 100 * sin(i / 39.0 * G_PI)});
    page_path_append(&casing, &path);
    scene_begin(s, "route", NULL);
    scene_item *leg = scene_begin(s, "leg-1", "leg");
    scene_set_title(leg, "A \xe2\x86\x92 B, 3,328 km");
    scene_set_attribute(leg, "data-km", "%d", 3328);
    scene_path(s, NULL, &casing, false,
               (scene_paint){.stroke = color_with_alpha(sample_color(0xffffff), 0.9),
                             .stroke_width_px = 5.6});
    scene_path(s, NULL, &path, false,
               (scene_paint){.stroke = sample_color(0xb5172f),
                             .stroke_width_px = 3,
                             .dash_px = {10, 6},
                             .n_dash = 2,
                             .round_cap = true});
    scene_end(s);
    scene_end(s);
}

static inline void sample_stop(scene *s, text_context *ctx)
{
    scene_item *stop = scene_begin(s, "stop-1", "stop");
    scene_set_title(stop, SAMPLE_HOSTILE);
    scene_set_link(stop, "https://example.org/?a=1&b='2'");
    scene_set_attribute(stop, "data-place", "%s", SAMPLE_HOSTILE);
    scene_circle(s, "marker", (page_point){100, 400}, 12.5,
                 (scene_paint){.fill = sample_color(0xb5172f),
                               .stroke = sample_color(0xffffff),
                               .stroke_width_px = 2.2});
    sample_text(s, ctx, "marker-number", (text_font){TEXT_BOLD, 14.5, 0}, "1", 95.9, 405.2, 0);
    scene_end(s);
}

static inline void sample_clips(scene *s)
{
    scene_item *globe = scene_begin(s, "locator", NULL);
    globe->has_clip = true;
    globe->clip = (page_box){600, 20, 760, 180};
    globe->clip_radius = 80;
    scene_rect(s, NULL, (page_box){600, 20, 700, 300}, 0,
               (scene_paint){.fill = sample_color(0xf3dcb0)});
    scene_circle(s, NULL, (page_point){700, 100}, 40,
                 (scene_paint){.fill = sample_color(0x0b4f8a),
                               .stroke = sample_color(0xffffff),
                               .stroke_width_px = 3});
    scene_end(s);
    scene_item *inset = scene_begin(s, "inset", NULL);
    inset->has_clip = true;
    inset->clip = (page_box){40, 200, 120, 280};
    scene_circle(s, NULL, (page_point){120, 240}, 60,
                 (scene_paint){.fill = sample_color(0xcdd7dd)});
    scene_end(s);
    scene_rect(s, "label-box", (page_box){600, 280, 780, 440}, 6,
               (scene_paint){.fill = sample_color(0xffffff),
                             .stroke = color_with_alpha(sample_color(0x1b2733), 0.16),
                             .stroke_width_px = 1});
}

static inline void sample_labels(scene *s, text_context *ctx)
{
    static const char *const lines[] = {
        "San José – 1–3 Feb 2025",
        "Bogotá · Łódź · Αθήνα · Москва",
        "القاهرة 2025 (Cairo)",
        "ירושלים, Jerusalem",
        SAMPLE_HOSTILE,
        "office — “quoted” 1234567890",
    };
    scene_begin(s, "labels", NULL);
    for (int i = 0; i < 6; i++)
        sample_text(s, ctx, "label-name", (text_font){(text_face)(i % 3), 18, 0}, lines[i], 250,
                    150 + i * 30, i % 2 ? 0 : 2.5);
    text_run *water = text_shape(ctx, (text_font){TEXT_ITALIC, 25, 6}, "Caribbean Sea");
    scene_item *item =
        scene_text(s, "water-name", water, (page_point){100, 100}, sample_color(0x5c8098));
    item->angle_rad = -0.2;
    text_run_unref(water);
    g_autoptr(GPtrArray) issue = text_wrap(ctx, (text_font){TEXT_REGULAR, 14.5, 0},
                                           "Strengthening democratic governance, "
                                           "anti-gang initiatives and security efforts",
                                           150);
    for (guint i = 0; i < issue->len; i++)
        scene_text(s, "label-issue", issue->pdata[i], (page_point){612, 306 + i * 19.0},
                   sample_color(0x1b2733));
    scene_end(s);
}

/* VERTICES: of the coast. */
static inline scene *sample_scene(text_context *ctx, int vertices)
{
    scene *s = scene_new(800, 500);
    scene_set_document(s, SAMPLE_HOSTILE, "Stop 1: San José & \"Łódź\"", "Someone", "en");
    sample_base(s, vertices);
    sample_clips(s);
    sample_route(s);
    sample_stop(s, ctx);
    sample_labels(s, ctx);
    return s;
}

#endif
