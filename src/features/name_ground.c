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
        q->open[i] = world.cells[i] == 0 ? NAME_CLOSED : q->open[i];
    ground_clear(&world);
}

/* The cell of (X, Y), in cells, and those around it. */
static void close_around(name_search *q, int x, int y)
{
    const ground *g = &q->b->ground;
    for (int row = MAX(y - 1, 0); row <= MIN(y + 1, g->height - 1); row++)
        for (int column = MAX(x - 1, 0); column <= MIN(x + 1, g->width - 1); column++)
            q->open[row * g->width + column] = NAME_CLOSED;
}

void name_mark_route(name_search *q)
{
    const ground *g = &q->b->ground;
    q->open = g_memdup2(g->cells, (gsize)g->width * (gsize)g->height * sizeof *q->open);
    block_outside(q);
    for (guint i = 0; i < q->r->legs->len; i++) {
        const page_path *path = &route_get_leg(q->r, i)->path;
        for (uint32_t part = 0; part < path->n_parts; part++) {
            for (uint32_t k = path->starts[part]; k + 1 < path->starts[part + 1]; k++) {
                page_point a = path->points[k], b = path->points[k + 1];
                int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / 2);
                for (int j = 0; j <= steps; j++)
                    close_around(q, (int)((a.x + (b.x - a.x) * j / steps) / GROUND_CELL_PX),
                                 (int)((a.y + (b.y - a.y) * j / steps) / GROUND_CELL_PX));
            }
        }
    }
}

/* What lies open at P, which is in the frame. */
static inline uint16_t open_at(const name_search *q, page_point p)
{
    int x = (int)(p.x / GROUND_CELL_PX), y = (int)(p.y / GROUND_CELL_PX);
    return q->open[y * q->b->ground.width + x];
}

bool name_point_open(const name_search *q, page_point p)
{
    const page_box *f = &q->inner;
    return p.x >= f->x0 && p.y >= f->y0 && p.x <= f->x1 && p.y <= f->y1 &&
           open_at(q, p) != NAME_CLOSED;
}

#define NAME_GAP_PX 5.0

/* The probes of a rotated box: columns of rows, each a step from its centre. Both ends come first,
 * where names meet the coast, then ever finer halves: what is in the way is met early. */
struct name_probes {
    GArray *columns, *rows;         /* page_point */
    double half_width, half_height; /* of the box that is level and holds the rotated one */
};

void name_probes_free(name_probes *o)
{
    if (!o)
        return;
    g_array_unref(o->columns);
    g_array_unref(o->rows);
    g_free(o);
}

/* So far along the baseline. */
static page_point turned(double along, double cosine, double sine)
{
    return (page_point){along * cosine, along * sine};
}

void name_aim(name_search *q, const name_footprint *t)
{
    if (!q->aim) {
        q->aim = g_new0(name_probes, 1);
        q->aim->columns = g_array_new(FALSE, FALSE, sizeof(page_point));
        q->aim->rows = g_array_new(FALSE, FALSE, sizeof(page_point));
    }
    name_probes *o = q->aim;
    double c = cos(t->angle), s = sin(t->angle);
    int nx = 1 + (int)ceil(t->width / PROBE_PX), ny = 1 + (int)ceil(t->height / PROBE_PX);
    g_array_set_size(o->columns, (guint)nx + 1);
    g_array_set_size(o->rows, (guint)ny + 1);
    page_point *column = (page_point *)(void *)o->columns->data;
    for (int k = 0; k <= nx; k += nx)
        *column++ = turned((k / (double)nx - 0.5) * t->width, c, s);
    for (int step = 1 << g_bit_storage((gulong)nx); step > 0; step /= 2)
        for (int k = step; k < nx; k += 2 * step)
            *column++ = turned((k / (double)nx - 0.5) * t->width, c, s);
    for (int j = 0; j <= ny; j++) {
        double w = (j / (double)ny - 0.5) * t->height;
        g_array_index(o->rows, page_point, j) = (page_point){-(w * s), w * c};
    }
    o->half_width = (fabs(t->width * c) + fabs(t->height * s)) / 2;
    o->half_height = (fabs(t->width * s) + fabs(t->height * c)) / 2;
}

static inline page_point probe_at(const name_probes *o, page_point center, guint column, guint row)
{
    page_point a = g_array_index(o->columns, page_point, column);
    page_point b = g_array_index(o->rows, page_point, row);
    return (page_point){center.x + a.x + b.x, center.y + a.y + b.y};
}

static bool probes_on_ground(const name_search *q, const name_footprint *t, page_point center)
{
    const name_probes *o = q->aim;
    uint16_t also = t->sea_too ? GROUND_SEA : t->own;
    for (guint k = 0; k < o->columns->len; k++) {
        for (guint j = 0; j < o->rows->len; j++) {
            uint16_t at = open_at(q, probe_at(o, center, k, j));
            if (at != t->own && at != also)
                return false;
        }
    }
    return true;
}

static bool probes_in(const name_probes *o, page_point center, page_box box)
{
    for (guint k = 0; k < o->columns->len; k++) {
        for (guint j = 0; j < o->rows->len; j++) {
            page_point p = probe_at(o, center, k, j);
            if (p.x > box.x0 && p.x < box.x1 && p.y > box.y0 && p.y < box.y1)
                return true;
        }
    }
    return false;
}

bool name_fits(const name_search *q, const name_footprint *t, page_point center)
{
    const name_probes *o = q->aim;
    page_box around = {center.x - o->half_width, center.y - o->half_height,
                       center.x + o->half_width, center.y + o->half_height};
    if (around.x0 < q->inner.x0 || around.y0 < q->inner.y0 || around.x1 > q->inner.x1 ||
        around.y1 > q->inner.y1 || !probes_on_ground(q, t, center))
        return false;
    for (guint i = 0; i < q->blocked->len; i++) {
        page_box box = box_grown(g_array_index(q->blocked, page_box, i), NAME_GAP_PX);
        if (boxes_overlap(around, box, 0) && probes_in(o, center, box))
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
