/* SPDX-License-Identifier: MIT
 *
 * Tests rotated boxes against the ground raster and everything already on the page.
 */
#include <math.h>
#include <string.h>

#include "features/map_names_parts.h"

/* Whether the world's outline is a rectangle at least as large as the frame. */
static bool covers_frame(const page_path *outline, page_box f)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < outline->n_points; i++) {
        page_point p = outline->points[i];
        box =
            (page_box){fmin(box.x0, p.x), fmin(box.y0, p.y), fmax(box.x1, p.x), fmax(box.y1, p.y)};
    }
    return outline->n_points <= 5 && box.x0 <= f.x0 + 1 && box.y0 <= f.y0 + 1 &&
           box.x1 >= f.x1 - 1 && box.y1 >= f.y1 - 1;
}

/* The page beyond the edge of the world carries no names. */
static void block_outside(name_search *q)
{
    const ground *g = &q->b->ground;
    if (covers_frame(&q->b->outline, view_frame(q->v)))
        return;
    ground world;
    ground_init(&world, (page_box){0, 0, g->width * GROUND_CELL_PX, g->height * GROUND_CELL_PX});
    ground_fill(&world, &q->b->outline, 1);
    for (int i = 0; i < g->width * g->height; i++)
        q->lines[i] |= world.cells[i] == 0;
    ground_clear(&world);
}

void name_mark_route(name_search *q)
{
    const ground *g = &q->b->ground;
    q->lines = g_new0(uint8_t, (gsize)g->width * (gsize)g->height);
    block_outside(q);
    for (guint i = 0; i < q->r->legs->len; i++) {
        const page_path *path = &route_get_leg(q->r, i)->path;
        for (uint32_t part = 0; part < path->n_parts; part++) {
            for (uint32_t k = path->starts[part]; k + 1 < path->starts[part + 1]; k++) {
                page_point a = path->points[k], b = path->points[k + 1];
                int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / 2);
                for (int j = 0; j <= steps; j++) {
                    int x = (int)((a.x + (b.x - a.x) * j / steps) / GROUND_CELL_PX);
                    int y = (int)((a.y + (b.y - a.y) * j / steps) / GROUND_CELL_PX);
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            if (x + dx >= 0 && y + dy >= 0 && x + dx < g->width &&
                                y + dy < g->height)
                                q->lines[(y + dy) * g->width + x + dx] = 1;
                        }
                    }
                }
            }
        }
    }
}

/* In the frame, on no leg and, by the ground's own test, where the caller wants it. */
bool name_point_open(const name_search *q, page_box inner, page_point p)
{
    if (p.x < inner.x0 || p.y < inner.y0 || p.x > inner.x1 || p.y > inner.y1)
        return false;
    int x = (int)(p.x / GROUND_CELL_PX), y = (int)(p.y / GROUND_CELL_PX);
    return !q->lines[y * q->b->ground.width + x];
}

#define NAME_GAP_PX 5.0

/* The probes of a rotated box: (nx + 1) columns of (ny + 1). */
typedef struct {
    page_point center;
    double width, height, c, s;
    int nx, ny;
} probes;

/* Column K in the order in which they are looked at: both ends first, where names meet the coast.
 */
static page_point probe_at(const probes *o, int k, int j)
{
    int i = k == 0 ? 0 : k == 1 ? o->nx : k - 1;
    double u = (i / (double)o->nx - 0.5) * o->width, w = (j / (double)o->ny - 0.5) * o->height;
    return (page_point){o->center.x + u * o->c - w * o->s, o->center.y + u * o->s + w * o->c};
}

static bool probes_on_ground(const name_search *q, const name_footprint *t, const probes *o)
{
    page_box inner = box_grown(view_frame(q->v), -10);
    for (int k = 0; k <= o->nx; k++) {
        for (int j = 0; j <= o->ny; j++) {
            page_point p = probe_at(o, k, j);
            uint16_t at = ground_at(&q->b->ground, p);
            if ((at != t->own && !(t->sea_too && at == GROUND_SEA)) ||
                !name_point_open(q, inner, p))
                return false;
        }
    }
    return true;
}

static bool probes_in(const probes *o, page_box box)
{
    for (int k = 0; k <= o->nx; k++) {
        for (int j = 0; j <= o->ny; j++) {
            page_point p = probe_at(o, k, j);
            if (p.x > box.x0 && p.x < box.x1 && p.y > box.y0 && p.y < box.y1)
                return true;
        }
    }
    return false;
}

/* Whether every probe of the rotated box lies on the name's own ground and on nothing else. */
bool name_fits(const name_search *q, const name_footprint *t, page_point center)
{
    const probes o = {.center = center,
                      .width = t->width,
                      .height = t->height,
                      .c = cos(t->angle),
                      .s = sin(t->angle),
                      .nx = 1 + (int)ceil(t->width / PROBE_PX),
                      .ny = 1 + (int)ceil(t->height / PROBE_PX)};
    if (!probes_on_ground(q, t, &o))
        return false;
    double half_w = (fabs(o.width * o.c) + fabs(o.height * o.s)) / 2 + 1;
    double half_h = (fabs(o.width * o.s) + fabs(o.height * o.c)) / 2 + 1;
    page_box around = {center.x - half_w, center.y - half_h, center.x + half_w, center.y + half_h};
    for (guint i = 0; i < q->blocked->len; i++) {
        page_box box = box_grown(g_array_index(q->blocked, page_box, i), NAME_GAP_PX);
        if (boxes_overlap(around, box, 0) && probes_in(&o, box))
            return false;
    }
    return true;
}

void name_keep(name_search *q, text_run *run, const name_footprint *t, page_point center,
               map_name name)
{
    double c = cos(t->angle), s = sin(t->angle);
    double w = text_run_width(run), up = text_run_cap_height(run) / 2;
    name.run = run;
    name.halo =
        basemap_fill_under(q->b, q->d->style,
                           (page_box){center.x - fabs(w * c) / 2, center.y - up - fabs(w * s) / 2,
                                      center.x + fabs(w * c) / 2, center.y + up + fabs(w * s) / 2});
    name.angle_rad = t->angle;
    name.origin = (page_point){center.x - w / 2 * c - up * s, center.y - w / 2 * s + up * c};
    g_array_append_val(q->names, name);
    int pieces = 1 + (int)(t->width / (t->height + 1));
    for (int i = 0; i < pieces; i++) { /* small boxes along the baseline keep later names away */
        double u = ((i + 0.5) / pieces - 0.5) * t->width;
        page_point p = {center.x + u * c, center.y + u * s};
        double h = fmax(t->height, t->width / pieces) / 2;
        page_box box = {p.x - h, p.y - h, p.x + h, p.y + h};
        g_array_append_val(q->blocked, box);
    }
}

char *name_shown(const char *name, GHashTable *renames)
{
    const char *renamed = renames ? g_hash_table_lookup(renames, name) : NULL;
    if (renamed && strcmp(renamed, "hide") == 0)
        return NULL;
    return g_strdup(renamed ? renamed : name);
}
