/* SPDX-License-Identifier: MIT
 *
 * The scene as text for golden files and bug reports: one line an item, indented by group,
 * coordinates to 0.1 px. Long paths are summed up (parts, points, bounds, length), so that a
 * golden file stays readable and survives a vertex that rounds the other way.
 */
#include <math.h>

#include "base/number.h"
#include "scene/scene.h"

/* Paths up to this many points are written out. */
#define DUMP_POINTS 12

static void put_number(GString *out, double value)
{
    number_append_fixed(out, value, 1);
}

static void put_point(GString *out, double x, double y)
{
    put_number(out, x);
    g_string_append_c(out, ',');
    put_number(out, y);
}

static void put_box(GString *out, const char *name, page_box box)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append_c(out, '=');
    put_point(out, box.x0, box.y0);
    g_string_append_c(out, ',');
    put_point(out, box.x1, box.y1);
}

static void put_string(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    /* Escaped are the characters that would break the line; others stay readable. */
    g_string_append_printf(out, " %s=\"", name);
    for (const char *p = value; *p; p++) {
        if (*p == '\n')
            g_string_append(out, "\\n");
        else if (*p == '"' || *p == '\\')
            g_string_append_printf(out, "\\%c", *p);
        else
            g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

static void put_hex(GString *out, guint8 byte)
{
    g_string_append_c(out, "0123456789abcdef"[byte >> 4]);
    g_string_append_c(out, "0123456789abcdef"[byte & 15]);
}

static void put_color(GString *out, const char *name, color c)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append(out, "=#");
    put_hex(out, c.r);
    put_hex(out, c.g);
    put_hex(out, c.b);
    if (c.alpha < 1)
        g_string_append_printf(out, "/%d%%", (int)lround(c.alpha * 100));
}

static void put_paint(GString *out, const scene_paint *paint)
{
    if (paint->fill.alpha > 0)
        put_color(out, "fill", paint->fill);
    if (paint->stroke.alpha <= 0)
        return;
    put_color(out, "stroke", paint->stroke);
    g_string_append(out, " width=");
    put_number(out, paint->stroke_width_px);
    for (int i = 0; i < paint->n_dash; i++) {
        g_string_append(out, i == 0 ? " dash=" : ",");
        put_number(out, paint->dash_px[i]);
    }
    if (paint->round_cap)
        g_string_append(out, " round");
}

static double path_length(const page_path *path)
{
    double length = 0;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part] + 1; i < path->starts[part + 1]; i++) {
            double dx = path->points[i].x - path->points[i - 1].x;
            double dy = path->points[i].y - path->points[i - 1].y;
            length += sqrt(dx * dx + dy * dy);
        }
    }
    return length;
}

static void put_path(GString *out, const scene_item *item)
{
    const page_path *path = &item->path;
    if (item->closed)
        g_string_append(out, " closed");
    if (path->n_points > DUMP_POINTS) {
        g_string_append_printf(out, " parts=%u points=%u", path->n_parts, path->n_points);
        put_box(out, "bounds", page_path_bounds(path));
        g_string_append_printf(out, " length=%.0f", path_length(path));
        return;
    }
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++) {
            g_string_append(out, i == path->starts[part] ? " M" : " ");
            put_point(out, path->points[i].x, path->points[i].y);
        }
    }
}

static void put_group(GString *out, const scene_item *item)
{
    put_string(out, "id", item->id);
    put_string(out, "title", item->title);
    put_string(out, "link", item->link);
    for (guint i = 0; item->attributes && i < item->attributes->len; i++) {
        const scene_attribute *a = &g_array_index(item->attributes, scene_attribute, i);
        put_string(out, a->name, a->value);
    }
    if (item->has_clip) {
        put_box(out, "clip", item->clip);
        if (item->clip_radius > 0) {
            g_string_append(out, " clip-radius=");
            put_number(out, item->clip_radius);
        }
    }
}

static void put_text(GString *out, const scene_item *item)
{
    static const char *const faces[] = {"regular", "bold", "italic"};
    text_font font = text_run_font(item->run);
    g_string_append(out, " at=");
    put_point(out, item->origin.x, item->origin.y);
    g_string_append_printf(out, " %s ", faces[font.face]);
    put_number(out, font.size_px);
    if (font.tracking_px != 0) {
        g_string_append(out, " tracking=");
        put_number(out, font.tracking_px);
    }
    if (item->angle_rad != 0) {
        g_string_append(out, " angle=");
        put_number(out, item->angle_rad * 180 / G_PI);
    }
    g_string_append(out, " width=");
    put_number(out, text_run_width(item->run));
    put_color(out, "color", item->text_color);
    if (item->halo_width_px > 0 && item->halo_color.alpha > 0) {
        put_color(out, "halo", item->halo_color);
        g_string_append_c(out, '/');
        put_number(out, item->halo_width_px);
    }
    put_string(out, "text", text_run_string(item->run));
}

static void put_item(GString *out, const scene_item *item)
{
    static const char *const kinds[] = {"group", "", "path", "circle", "rect", "text"};
    g_string_append(out, kinds[item->kind]);
    if (item->class_name)
        g_string_append_printf(out, ".%s", item->class_name);
    switch (item->kind) {
    case SCENE_GROUP:
        put_group(out, item);
        break;
    case SCENE_GROUP_END:
        break;
    case SCENE_PATH:
        put_paint(out, &item->paint);
        put_path(out, item);
        break;
    case SCENE_CIRCLE:
        put_paint(out, &item->paint);
        g_string_append(out, " center=");
        put_point(out, item->center.x, item->center.y);
        g_string_append(out, " radius=");
        put_number(out, item->radius);
        break;
    case SCENE_RECT:
        put_paint(out, &item->paint);
        put_box(out, "box", item->box);
        if (item->corner_radius > 0) {
            g_string_append(out, " corner=");
            put_number(out, item->corner_radius);
        }
        break;
    case SCENE_TEXT:
        put_text(out, item);
        break;
    }
    g_string_append_c(out, '\n');
}

char *scene_dump(const scene *s)
{
    GString *out = g_string_new("scene ");
    put_point(out, scene_width(s), scene_height(s));
    put_string(out, "title", scene_title(s));
    put_string(out, "author", scene_author(s));
    put_string(out, "lang", scene_lang(s));
    g_string_append_c(out, '\n');
    put_string(out, "description", scene_description(s));
    g_string_append_c(out, '\n');
    int depth = 1;
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        if (item->kind == SCENE_GROUP_END) {
            depth--;
            continue;
        }
        for (int k = 0; k < depth; k++)
            g_string_append(out, "  ");
        put_item(out, item);
        depth += item->kind == SCENE_GROUP;
    }
    return g_string_free(out, FALSE);
}
