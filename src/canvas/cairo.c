/* SPDX-License-Identifier: MIT
 *
 * Paints a scene with Cairo, but for images, which raster.h paints. Groups only clip here; in PDF
 * they also become structure and links.
 */
#include <math.h>
#include <string.h>

#include "canvas/canvas.h"
#include "canvas/check.h"
#include "canvas/painter.h"
#include "canvas/raster.h"
#include "canvas/thin.h"

static void set_color(cairo_t *cr, color c)
{
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.alpha);
}

/* Device pixels to a px of the page, the same in all directions. */
static double device_scale(cairo_t *cr)
{
    double dx = 1, dy = 0;
    cairo_user_to_device_distance(cr, &dx, &dy);
    return hypot(dx, dy);
}

/* Strokes the current path. */
static void stroke_current(cairo_t *cr, const scene_paint *paint)
{
    cairo_set_line_width(cr, paint->stroke_width_px);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, paint->round_cap ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(cr, paint->dash_px, paint->n_dash, 0);
    cairo_stroke_preserve(cr);
}

/* Fills and strokes the current path, then drops it. */
static void paint_current(const painter *p, const scene_paint *paint)
{
    cairo_t *cr = p->cr;
    if (paint->fill.alpha > 0) {
        set_color(cr, paint->fill);
        cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_fill_preserve(cr);
    }
    if (paint->stroke.alpha > 0 && paint->stroke_width_px > 0) {
        set_color(cr, paint->stroke);
        stroke_current(cr, paint);
    }
    cairo_new_path(cr);
}

static void add_points(cairo_t *cr, const page_point *points, guint n, bool closed)
{
    for (guint i = 0; i < n; i++) {
        if (i == 0)
            cairo_move_to(cr, points[i].x, points[i].y);
        else
            cairo_line_to(cr, points[i].x, points[i].y);
    }
    if (closed)
        cairo_close_path(cr);
}

/* How far a stroke may stray, as a share of its width and in device pixels: the wider the line, the
 * less its middle is seen, and of a translucent band the least. */
#define THIN_SHARE  0.05
#define SOFT_SHARE  0.08
#define THIN_MIN_PX 0.1
#define THIN_MAX_PX 0.7

/* 0: the path is drawn as it is. Fills keep their points, because neighbours share them, and dashes
 * their phase. */
static double thin_tolerance(cairo_t *cr, const scene_item *item)
{
    const scene_paint *paint = &item->paint;
    if (paint->fill.alpha > 0 || paint->n_dash > 0)
        return 0;
    double scale = device_scale(cr), share = paint->stroke.alpha < 1 ? SOFT_SHARE : THIN_SHARE;
    return CLAMP(share * paint->stroke_width_px * scale, THIN_MIN_PX, THIN_MAX_PX) / scale;
}

static void paint_path(const painter *p, const scene_item *item)
{
    cairo_t *cr = p->cr;
    const page_path *path = &item->path;
    double tolerance = thin_tolerance(cr, item);
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(page_point));
    for (uint32_t part = 0; part < path->n_parts; part++) {
        const page_point *points = path->points + path->starts[part];
        guint n = path->starts[part + 1] - path->starts[part];
        if (tolerance > 0) {
            thin_line(kept, points, n, tolerance);
            points = (const page_point *)(void *)kept->data;
            n = kept->len;
        }
        add_points(cr, points, n, item->closed);
    }
    paint_current(p, &item->paint);
}

static void add_circle(cairo_t *cr, page_point center, double radius)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, center.x, center.y, radius, 0, 2 * G_PI);
    cairo_close_path(cr);
}

static void add_rect(cairo_t *cr, page_box box, double corner)
{
    double r = MIN(corner, MIN(box.x1 - box.x0, box.y1 - box.y0) / 2);
    if (r <= 0) {
        cairo_rectangle(cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
        return;
    }
    cairo_new_sub_path(cr);
    cairo_arc(cr, box.x1 - r, box.y0 + r, r, -G_PI_2, 0);
    cairo_arc(cr, box.x1 - r, box.y1 - r, r, 0, G_PI_2);
    cairo_arc(cr, box.x0 + r, box.y1 - r, r, G_PI_2, G_PI);
    cairo_arc(cr, box.x0 + r, box.y0 + r, r, G_PI, 3 * G_PI_2);
    cairo_close_path(cr);
}

static void paint_text(const painter *p, const scene_item *item)
{
    cairo_t *cr = p->cr;
    cairo_save(cr);
    cairo_translate(cr, item->origin.x, item->origin.y);
    cairo_rotate(cr, item->angle_rad);
    if (item->halo_width_px > 0 && item->halo_color.alpha > 0) {
        text_run_outline(item->run, cr, 0, 0);
        set_color(cr, item->halo_color);
        stroke_current(
            cr, &(scene_paint){.stroke_width_px = 2 * item->halo_width_px, .round_cap = true});
        cairo_new_path(cr);
    }
    set_color(cr, item->text_color);
    if (p->real_text) {
        text_run_show(item->run, cr, 0, 0);
    } else {
        text_run_outline(item->run, cr, 0, 0);
        cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
        cairo_fill(cr);
    }
    cairo_restore(cr);
}

static void clip_to(cairo_t *cr, const scene_item *group)
{
    if (group->clip_radius > 0) {
        page_point center = {(group->clip.x0 + group->clip.x1) / 2,
                             (group->clip.y0 + group->clip.y1) / 2};
        add_circle(cr, center, group->clip_radius);
    } else {
        add_rect(cr, group->clip, 0);
    }
    cairo_clip(cr);
}

/* Cairo's tag attributes quote with ' and escape with a backslash. */
static char *link_attributes(const char *link)
{
    GString *attributes = g_string_new("uri='");
    for (const char *p = link; *p; p++) {
        if (*p == '\'' || *p == '\\')
            g_string_append_c(attributes, '\\');
        if ((unsigned char)*p >= 0x20)
            g_string_append_c(attributes, *p);
    }
    g_string_append_c(attributes, '\'');
    return g_string_free(attributes, FALSE);
}

static bool is_linked(const painter *p, const scene_item *group)
{
    return p->tagged && group->link && canvas_link_is_safe(group->link);
}

/* Groups of words become sections and their lines paragraphs. Cairo 1.16 can give a figure no
 * alternative text, so what is drawn stays outside; it also drops a tag that is open while
 * something covers the whole page, which the sea does, or one country. So the document begins with
 * the first section. */
static bool is_section(const painter *p, const scene_item *group)
{
    static const char *const classes[] = {"title-block", "label", "frame-captions",
                                          "itinerary",   "key",   "credit"};
    for (gsize i = 0; p->tagged && group->class_name && i < G_N_ELEMENTS(classes); i++) {
        if (strcmp(group->class_name, classes[i]) == 0)
            return true;
    }
    return false;
}

static void begin_group(const painter *p, const scene_item *group)
{
    cairo_save(p->cr);
    if (is_section(p, group))
        cairo_tag_begin(p->cr, "Sect", NULL);
    if (group->has_clip)
        clip_to(p->cr, group);
    if (is_linked(p, group)) {
        g_autofree char *attributes = link_attributes(group->link);
        cairo_tag_begin(p->cr, CAIRO_TAG_LINK, attributes);
    }
}

static void end_group(const painter *p, const scene_item *group)
{
    if (is_linked(p, group))
        cairo_tag_end(p->cr, CAIRO_TAG_LINK);
    if (is_section(p, group))
        cairo_tag_end(p->cr, "Sect");
    cairo_restore(p->cr);
}

static void paint_shape(const painter *p, const scene_item *item)
{
    switch (item->kind) {
    case SCENE_PATH:
        paint_path(p, item);
        break;
    case SCENE_CIRCLE:
        add_circle(p->cr, item->center, item->radius);
        paint_current(p, &item->paint);
        break;
    case SCENE_RECT:
        add_rect(p->cr, item->box, item->corner_radius);
        paint_current(p, &item->paint);
        break;
    case SCENE_TEXT:
        paint_text(p, item);
        break;
    case SCENE_GROUP:
    case SCENE_GROUP_END:
        break;
    }
}

void painter_paint(const painter *p, const scene *s)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    int sections = 0; /* open */
    bool document = false;
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        if (item->kind == SCENE_GROUP) {
            g_ptr_array_add(open, (gpointer)item);
            if (is_section(p, item) && !document)
                cairo_tag_begin(p->cr, "Document", NULL);
            document |= is_section(p, item);
            sections += is_section(p, item);
            begin_group(p, item);
        } else if (item->kind == SCENE_GROUP_END) {
            const scene_item *group = g_ptr_array_steal_index(open, open->len - 1);
            sections -= is_section(p, group);
            end_group(p, group);
        } else if (item->kind == SCENE_TEXT && sections > 0) {
            cairo_tag_begin(p->cr, "P", NULL);
            paint_shape(p, item);
            cairo_tag_end(p->cr, "P");
        } else {
            paint_shape(p, item);
        }
    }
    if (document)
        cairo_tag_end(p->cr, "Document");
}

/* Whether the pixels of CR's surface are all that painting changes, at their places: an image that
 * is scaled alike both ways, not turned, and clipped to whole pixels at most. */
static bool takes_raster(cairo_t *cr, cairo_rectangle_t *clip)
{
    cairo_surface_t *target = cairo_get_group_target(cr);
    cairo_matrix_t m;
    cairo_get_matrix(cr, &m);
    double x, y;
    cairo_surface_get_device_offset(target, &x, &y);
    if (cairo_surface_get_type(target) != CAIRO_SURFACE_TYPE_IMAGE || x != 0 || y != 0 ||
        target != cairo_get_target(cr) || cairo_get_operator(cr) != CAIRO_OPERATOR_OVER ||
        m.xy != 0 || m.yx != 0 || !(m.xx > 0) || m.xx != m.yy)
        return false;
    cairo_format_t format = cairo_image_surface_get_format(target);
    if (format != CAIRO_FORMAT_RGB24 && format != CAIRO_FORMAT_ARGB32)
        return false;
    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list(cr);
    cairo_restore(cr);
    bool ok = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;
    if (ok)
        *clip = list->rectangles[0];
    cairo_rectangle_list_destroy(list);
    return ok;
}

/* CLIP: in pixels. */
static void paint_image(const scene *s, cairo_t *cr, cairo_rectangle_t clip)
{
    cairo_surface_t *target = cairo_get_target(cr);
    cairo_matrix_t m;
    cairo_get_matrix(cr, &m);
    cairo_surface_flush(target);
    paper p = {.pixels = cairo_image_surface_get_data(target),
               .width = cairo_image_surface_get_width(target),
               .height = cairo_image_surface_get_height(target),
               .stride = cairo_image_surface_get_stride(target)};
    p.clip = (paper_clip){.x0 = MAX((int)clip.x, 0),
                          .y0 = MAX((int)clip.y, 0),
                          .x1 = MIN((int)(clip.x + clip.width), p.width),
                          .y1 = MIN((int)(clip.y + clip.height), p.height)};
    raster_paint(&p, s, m.xx, m.x0, m.y0);
    cairo_surface_mark_dirty(target);
}

bool canvas_cairo(const scene *s, cairo_t *cr)
{
    if (!canvas_can_paint(s) || cairo_status(cr) != CAIRO_STATUS_SUCCESS)
        return false;
    cairo_rectangle_t clip;
    bool raster = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
    if (takes_raster(cr, &clip))
        paint_image(s, cr, clip);
    else
        painter_paint(&(painter){.cr = cr, .real_text = !raster}, s);
    return cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}
