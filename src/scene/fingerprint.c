/* SPDX-License-Identifier: MIT
 *
 * A number that tells scenes apart, by what they show and where, to 0.1 px. Not for secrets: each
 * word is folded in by one multiplication (Fowler, Noll and Vo's hash, by words of 64 bits, with a
 * shift so that high bits reach low ones).
 */
#include <string.h>

#include "scene/scene.h"

static void fold(guint64 *hash, guint64 word)
{
    *hash = (*hash ^ word) * G_GUINT64_CONSTANT(0x100000001B3);
    *hash ^= *hash >> 29;
}

static void fold_string(guint64 *hash, const char *s)
{
    gsize length = s ? strlen(s) : 0;
    fold(hash, length);
    for (gsize i = 0; i < length; i += sizeof(guint64)) {
        guint64 word = 0;
        for (gsize k = i; k < MIN(i + sizeof word, length); k++)
            word = word << 8 | (guint8)s[k];
        fold(hash, word);
    }
}

/* As tenths of a pixel, cut and not rounded by floor(), which would be a call. */
static void fold_point(guint64 *hash, double x, double y)
{
    const double far = 1e8;
    gint64 a = (gint64)(CLAMP(x, -far, far) * 10 + far * 10 + 0.5);
    gint64 b = (gint64)(CLAMP(y, -far, far) * 10 + far * 10 + 0.5);
    fold(hash, (guint64)a << 32 ^ (guint64)b);
}

static void fold_color(guint64 *hash, color c)
{
    guint64 alpha = (guint64)(CLAMP(c.alpha, 0, 1) * 255 + 0.5);
    fold(hash, (guint64)c.r << 24 | (guint64)c.g << 16 | (guint64)c.b << 8 | alpha);
}

static void fold_paint(guint64 *hash, const scene_paint *paint)
{
    fold_color(hash, paint->fill);
    fold_color(hash, paint->stroke);
    fold_point(hash, paint->stroke_width_px, paint->round_cap);
    for (int i = 0; i < paint->n_dash; i++)
        fold_point(hash, paint->dash_px[i], i);
}

/* Two coasts that are not the same differ in more than the points between these. */
static void fold_path(guint64 *hash, const page_path *path)
{
    enum { SAMPLES = 512 };
    for (uint32_t part = 0; part < path->n_parts; part++)
        fold(hash, path->starts[part + 1]);
    for (uint32_t i = 0; i < path->n_points; i += 1 + path->n_points / SAMPLES)
        fold_point(hash, path->points[i].x, path->points[i].y);
}

static void fold_group(guint64 *hash, const scene_item *group)
{
    fold_string(hash, group->id);
    fold_string(hash, group->title);
    fold_string(hash, group->link);
    fold_point(hash, group->clip.x0, group->clip.y0);
    fold_point(hash, group->clip.x1, group->clip.y1);
    fold_point(hash, group->has_clip, group->clip_radius);
    for (guint i = 0; group->attributes && i < group->attributes->len; i++)
        fold_string(hash, g_array_index(group->attributes, scene_attribute, i).value);
}

static void fold_text(guint64 *hash, const scene_item *text)
{
    text_font font = text_run_font(text->run);
    fold_string(hash, text_run_string(text->run));
    fold_point(hash, text->origin.x, text->origin.y);
    fold_point(hash, font.size_px, font.tracking_px);
    fold_point(hash, text->angle_rad * 100, (double)font.face);
    fold_color(hash, text->text_color);
    fold_color(hash, text->halo_color);
    fold_point(hash, text->halo_width_px, 0);
}

static void fold_shape(guint64 *hash, const scene_item *item)
{
    fold_paint(hash, &item->paint);
    fold_path(hash, &item->path);
    fold_point(hash, item->center.x, item->center.y);
    fold_point(hash, item->radius, item->corner_radius);
    fold_point(hash, item->box.x0, item->box.y0);
    fold_point(hash, item->box.x1, item->box.y1);
}

guint64 scene_fingerprint(const scene *s)
{
    guint64 hash = G_GUINT64_CONSTANT(0xCBF29CE484222325);
    fold_point(&hash, scene_width(s), scene_height(s));
    fold_string(&hash, scene_title(s));
    fold_string(&hash, scene_description(s));
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        fold(&hash, item->kind);
        if (item->kind == SCENE_GROUP)
            fold_group(&hash, item);
        else if (item->kind == SCENE_TEXT)
            fold_text(&hash, item);
        else if (item->kind != SCENE_GROUP_END)
            fold_shape(&hash, item);
    }
    return hash;
}
