/* SPDX-License-Identifier: MIT
 *
 * The display list as one array of items. Groups are a begin and an end item; the scene owns all
 * strings and paths in it and holds references to the text runs.
 */
#include <string.h>

#include "scene/scene.h"

struct scene {
    char *scope; /* before the ids of groups, or NULL */
    double width_px, height_px;
    char *title, *description, *author, *lang;
    GArray *items; /* scene_item */
    int depth;     /* open groups */
};

static void clear_attribute(gpointer data)
{
    scene_attribute *attribute = data;
    g_free(attribute->name);
    g_free(attribute->value);
}

static void clear_item(gpointer data)
{
    scene_item *item = data;
    g_free(item->id);
    g_free(item->title);
    g_free(item->link);
    g_clear_pointer(&item->attributes, g_array_unref);
    if (!item->shared)
        page_path_clear(&item->path);
    text_run_unref(item->run);
}

scene *scene_new(double width_px, double height_px)
{
    scene *s = g_new0(scene, 1);
    s->width_px = width_px;
    s->height_px = height_px;
    s->items = g_array_new(FALSE, TRUE, sizeof(scene_item));
    g_array_set_clear_func(s->items, clear_item);
    return s;
}

void scene_free(scene *s)
{
    if (!s)
        return;
    g_free(s->scope);
    g_array_unref(s->items);
    g_free(s->title);
    g_free(s->description);
    g_free(s->author);
    g_free(s->lang);
    g_free(s);
}

double scene_width(const scene *s)
{
    return s->width_px;
}

double scene_height(const scene *s)
{
    return s->height_px;
}

static void set_string(char **slot, const char *value)
{
    g_free(*slot);
    *slot = g_strdup(value);
}

void scene_set_document(scene *s, const char *title, const char *description, const char *author,
                        const char *lang)
{
    set_string(&s->title, title);
    set_string(&s->description, description);
    set_string(&s->author, author);
    set_string(&s->lang, lang);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

const char *scene_title(const scene *s)
{
    return or_empty(s->title);
}

const char *scene_description(const scene *s)
{
    return or_empty(s->description);
}

const char *scene_author(const scene *s)
{
    return or_empty(s->author);
}

const char *scene_lang(const scene *s)
{
    return or_empty(s->lang);
}

static scene_item *add(scene *s, scene_kind kind, const char *class_name)
{
    scene_item item = {.kind = kind, .class_name = class_name};
    g_array_append_val(s->items, item);
    return &g_array_index(s->items, scene_item, s->items->len - 1);
}

void scene_set_scope(scene *s, const char *scope)
{
    set_string(&s->scope, scope);
}

const char *scene_scope(const scene *s)
{
    return s->scope ? s->scope : "";
}

scene_item *scene_begin(scene *s, const char *id, const char *class_name)
{
    s->depth++;
    scene_item *group = add(s, SCENE_GROUP, class_name);
    group->id = id ? g_strconcat(scene_scope(s), id, NULL) : NULL;
    return group;
}

void scene_set_title(scene_item *group, const char *title)
{
    set_string(&group->title, title);
}

void scene_set_link(scene_item *group, const char *link)
{
    set_string(&group->link, link);
}

void scene_set_attribute(scene_item *group, const char *name, const char *format, ...)
{
    if (!group->attributes) {
        group->attributes = g_array_new(FALSE, FALSE, sizeof(scene_attribute));
        g_array_set_clear_func(group->attributes, clear_attribute);
    }
    va_list args;
    va_start(args, format);
    scene_attribute attribute = {g_strdup(name), g_strdup_vprintf(format, args)};
    va_end(args);
    g_array_append_val(group->attributes, attribute);
}

void scene_end(scene *s)
{
    g_assert(s->depth > 0);
    s->depth--;
    add(s, SCENE_GROUP_END, NULL);
}

guint scene_path(scene *s, const char *class_name, page_path *path, bool closed, scene_paint paint)
{
    scene_item *item = add(s, SCENE_PATH, class_name);
    item->path = *path;
    item->closed = closed;
    item->paint = paint;
    page_path_init(path);
    return s->items->len - 1;
}

void scene_path_again(scene *s, const char *class_name, guint number, bool closed,
                      scene_paint paint)
{
    const page_path path = g_array_index(s->items, scene_item, number).path;
    scene_item *item = add(s, SCENE_PATH, class_name);
    item->path = path;
    item->shared = true;
    item->closed = closed;
    item->paint = paint;
}

void scene_circle(scene *s, const char *class_name, page_point center, double radius,
                  scene_paint paint)
{
    scene_item *item = add(s, SCENE_CIRCLE, class_name);
    item->center = center;
    item->radius = radius;
    item->paint = paint;
}

void scene_rect(scene *s, const char *class_name, page_box box, double corner_radius,
                scene_paint paint)
{
    scene_item *item = add(s, SCENE_RECT, class_name);
    item->box = box;
    item->corner_radius = corner_radius;
    item->paint = paint;
}

scene_item *scene_text(scene *s, const char *class_name, text_run *run, page_point origin,
                       color text_color)
{
    scene_item *item = add(s, SCENE_TEXT, class_name);
    item->run = text_run_ref(run);
    item->origin = origin;
    item->text_color = text_color;
    return item;
}

guint scene_count(const scene *s)
{
    g_assert(s->depth == 0);
    return s->items->len;
}

const scene_item *scene_get(const scene *s, guint index)
{
    return &g_array_index(s->items, scene_item, index);
}
