/* SPDX-License-Identifier: MIT
 *
 * Coordinates and links are checked here once, for all canvases.
 */
#include <math.h>
#include <string.h>

#include "canvas/check.h"

#define LIMIT_PX 1e6

/* False for NaN too. */
static bool fits(double value)
{
    return fabs(value) <= LIMIT_PX;
}

static bool point_fits(page_point p)
{
    return fits(p.x) && fits(p.y);
}

static bool box_fits(page_box box)
{
    return fits(box.x0) && fits(box.y0) && fits(box.x1) && fits(box.y1);
}

static bool paint_fits(const scene_paint *paint)
{
    bool ok = fits(paint->stroke_width_px) && paint->n_dash >= 0 && paint->n_dash <= 4;
    for (int i = 0; ok && i < paint->n_dash; i++)
        ok = fits(paint->dash_px[i]) && paint->dash_px[i] >= 0;
    return ok;
}

static bool path_fits(const page_path *path)
{
    for (uint32_t i = 0; i < path->n_points; i++) {
        if (!point_fits(path->points[i]))
            return false;
    }
    return true;
}

static bool item_fits(const scene_item *item)
{
    switch (item->kind) {
    case SCENE_GROUP:
        return !item->has_clip || (box_fits(item->clip) && fits(item->clip_radius));
    case SCENE_GROUP_END:
        return true;
    case SCENE_PATH:
        return paint_fits(&item->paint) && (item->shared || path_fits(&item->path));
    case SCENE_CIRCLE:
        return paint_fits(&item->paint) && point_fits(item->center) && fits(item->radius);
    case SCENE_RECT:
        return paint_fits(&item->paint) && box_fits(item->box) && fits(item->corner_radius);
    case SCENE_TEXT:
        return point_fits(item->origin) && fits(item->angle_rad) && fits(item->halo_width_px) &&
               fits(text_run_width(item->run)) && fits(text_run_font(item->run).size_px);
    }
    return false;
}

bool canvas_can_paint(const scene *s)
{
    if (!(scene_width(s) > 0 && scene_height(s) > 0 && fits(scene_width(s)) &&
          fits(scene_height(s))))
        return false;
    for (guint i = 0; i < scene_count(s); i++) {
        if (!item_fits(scene_get(s, i)))
            return false;
    }
    return true;
}

bool canvas_link_is_safe(const char *link)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++) {
        if (g_ascii_strncasecmp(link, schemes[i], strlen(schemes[i])) == 0)
            return true;
    }
    return false;
}
