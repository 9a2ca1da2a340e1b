/* SPDX-License-Identifier: MIT
 *
 * The display list: everything that will be painted, in painter's order, in page px, with all
 * decisions made. Canvases walk it; dump.c prints it for tests and bug reports.
 */
#ifndef TRIPMAP_SCENE_SCENE_H
#define TRIPMAP_SCENE_SCENE_H

#include "base/color.h"
#include "geo/geo.h"
#include "text/text.h"

typedef struct scene scene;

/* How a shape is painted. alpha 0 means not at all. */
typedef struct {
    color fill, stroke;
    double stroke_width_px;
    double dash_px[4]; /* n_dash entries */
    int n_dash;
    bool round_cap; /* joins are always round */
} scene_paint;

typedef enum {
    SCENE_GROUP,
    SCENE_GROUP_END,
    SCENE_PATH,
    SCENE_CIRCLE,
    SCENE_RECT,
    SCENE_TEXT
} scene_kind;

typedef struct {
    char *name, *value;
} scene_attribute;

typedef struct {
    scene_kind kind;
    const char *class_name; /* static string or NULL */
    /* SCENE_GROUP */
    char *id, *title, *link; /* any may be NULL; id without the document's prefix */
    GArray *attributes;      /* scene_attribute (data-…), in order, or NULL */
    bool has_clip;
    page_box clip; /* rectangle; clip_radius > 0: circle around its centre instead */
    double clip_radius;
    /* shapes */
    scene_paint paint;
    page_path path; /* SCENE_PATH: rings when filled (even-odd), polylines when stroked only */
    bool shared;    /* the path belongs to an item before */
    bool closed;    /* the path's parts are closed when stroked */
    page_point center;
    double radius, corner_radius;
    page_box box;
    /* SCENE_TEXT */
    text_run *run;
    page_point origin; /* start of the baseline */
    double angle_rad;  /* clockwise on the page, about the origin */
    color text_color, halo_color;
    double halo_width_px; /* on each side; 0 none */
} scene_item;

scene *scene_new(double width_px, double height_px);
void scene_free(scene *s);
double scene_width(const scene *s);
double scene_height(const scene *s);

/* Document properties: reading text for <title>, <desc>, PDF metadata. Copied. */
void scene_set_document(scene *s, const char *title, const char *description, const char *author,
                        const char *lang);
const char *scene_title(const scene *s);
const char *scene_description(const scene *s);
const char *scene_author(const scene *s);
const char *scene_lang(const scene *s);

/* Goes before the ids of groups begun from now on, so that several maps share a scene; "" for none.
 */
void scene_set_scope(scene *s, const char *scope);
const char *scene_scope(const scene *s); /* "" without */

/* Groups nest. The returned item is borrowed, valid until the next call on the scene. */
scene_item *scene_begin(scene *s, const char *id, const char *class_name);
void scene_set_title(scene_item *group, const char *title);
void scene_set_link(scene_item *group, const char *link);
void scene_set_attribute(scene_item *group, const char *name, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
void scene_end(scene *s);

/* Shapes. scene_path takes the path's memory and leaves PATH empty; returns the item's number. */
guint scene_path(scene *s, const char *class_name, page_path *path, bool closed, scene_paint paint);
/* The path of item NUMBER once more, in the same memory. */
void scene_path_again(scene *s, const char *class_name, guint number, bool closed,
                      scene_paint paint);
void scene_circle(scene *s, const char *class_name, page_point center, double radius,
                  scene_paint paint);
void scene_rect(scene *s, const char *class_name, page_box box, double corner_radius,
                scene_paint paint);
/* Holds a reference to RUN. The returned item is borrowed like scene_begin's. */
scene_item *scene_text(scene *s, const char *class_name, text_run *run, page_point origin,
                       color text_color);

guint scene_count(const scene *s);
const scene_item *scene_get(const scene *s, guint index);

/* The scene as text, one line an item, coordinates to 0.1 px: the main golden file of the tests. */
char *scene_dump(const scene *s);

/* Differs for scenes that show something else, be it a shape, a colour, a text or a link; of a long
 * path every few points are looked at. */
guint64 scene_fingerprint(const scene *s);

#endif
