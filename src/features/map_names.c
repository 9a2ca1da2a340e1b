/* SPDX-License-Identifier: MIT
 *
 * Finds places for country and water names by testing rotated text boxes against the ground raster
 * and everything already on the page. Greedy, largest first; what finds no place is left out.
 */
#include "features/map_names.h"

#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "features/waters.h"
#include "places/gazetteer.h"

/* Probe distances across a name's box, px. */
#define PROBE_PX 6.0
/* So many vertices tell whether a country's main part is seen. */
#define RING_SAMPLES 256

static void clear_name(void *data)
{
    text_run_unref(((map_name *)data)->run);
}

typedef struct {
    const design *d;
    const view *v;
    const basemap *b;
    const route *r;
    GArray *blocked; /* page_box; names placed so far are added as small boxes */
    GArray *names;
    uint8_t *lines; /* cells that a leg or arrow head crosses */
} search;

/* ---- what a name may lie on ---- */

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
static void block_outside(search *q)
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

static void mark_route(search *q)
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
static bool point_open(const search *q, page_box inner, page_point p)
{
    if (p.x < inner.x0 || p.y < inner.y0 || p.x > inner.x1 || p.y > inner.y1)
        return false;
    int x = (int)(p.x / GROUND_CELL_PX), y = (int)(p.y / GROUND_CELL_PX);
    return !q->lines[y * q->b->ground.width + x];
}

typedef struct {
    double width, height, angle;
    uint16_t own; /* country value, GROUND_SEA for waters */
    bool sea_too; /* small islands: the name may stand beside them on the sea */
} footprint;

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

static bool probes_on_ground(const search *q, const footprint *t, const probes *o)
{
    page_box inner = box_grown(view_frame(q->v), -10);
    for (int k = 0; k <= o->nx; k++) {
        for (int j = 0; j <= o->ny; j++) {
            page_point p = probe_at(o, k, j);
            uint16_t at = ground_at(&q->b->ground, p);
            if ((at != t->own && !(t->sea_too && at == GROUND_SEA)) || !point_open(q, inner, p))
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
static bool footprint_fits(const search *q, const footprint *t, page_point center)
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

static void keep(search *q, text_run *run, const footprint *t, page_point center, map_name name)
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

/* ---- countries ---- */

typedef struct {
    double cells, x, y, xx, xy, yy;
} moments;

/* The cells X0 .. X1 of row Y. All sums are whole numbers, which doubles add without error. */
static void add_run(moments *m, double x0, double x1, double y)
{
    double n = x1 - x0 + 1, x = (x0 + x1) * n / 2;
    m->cells += n;
    m->x += x;
    m->y += n * y;
    m->xx += (x1 * (x1 + 1) * (2 * x1 + 1) - (x0 - 1) * x0 * (2 * x0 - 1)) / 6;
    m->xy += x * y;
    m->yy += n * y * y;
}

/* The long axis of a country's visible part, kept within 50° of level so that it stays readable;
 * 0 where the country is round. */
static double axis_angle(const moments *m)
{
    double n = m->cells, mx = m->x / n, my = m->y / n;
    double sxx = m->xx / n - mx * mx, sxy = m->xy / n - mx * my, syy = m->yy / n - my * my;
    double angle = 0.5 * atan2(2 * sxy, sxx - syy);
    double spread = hypot(sxx - syy, 2 * sxy) / fmax(sxx + syy, 1e-9);
    if (spread < 0.25 || fabs(angle) < 0.05)
        return 0;
    return CLAMP(angle, -0.9, 0.9);
}

static char *display_name(const char *name, GHashTable *renames)
{
    const char *renamed = renames ? g_hash_table_lookup(renames, name) : NULL;
    if (renamed && strcmp(renamed, "hide") == 0)
        return NULL;
    return g_strdup(renamed ? renamed : name);
}

typedef struct {
    guint index;
    moments m;
    bool island; /* touches neither another country nor the edge of the page */
} country_rank;

static int by_area(const void *a, const void *b)
{
    const country_rank *p = a, *q = b;
    if (p->m.cells != q->m.cells)
        return p->m.cells > q->m.cells ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

static void note_neighbours(GArray *ranks, uint16_t a, uint16_t b)
{
    if (a == b || a == GROUND_SEA || b == GROUND_SEA)
        return;
    g_array_index(ranks, country_rank, a - 1).island = false;
    g_array_index(ranks, country_rank, b - 1).island = false;
}

static GArray *rank_countries(const basemap *b)
{
    GArray *ranks = g_array_new(FALSE, TRUE, sizeof(country_rank));
    g_array_set_size(ranks, b->countries->len);
    for (guint i = 0; i < ranks->len; i++) {
        g_array_index(ranks, country_rank, i).index = i;
        g_array_index(ranks, country_rank, i).island = true;
    }
    for (int y = 0; y < b->ground.height; y++) {
        const uint16_t *row = b->ground.cells + y * b->ground.width;
        const uint16_t *below = y + 1 < b->ground.height ? row + b->ground.width : row;
        for (int x = 0, end; x < b->ground.width; x = end) {
            uint16_t value = row[x];
            for (end = x; end < b->ground.width && row[end] == value; end++)
                note_neighbours(ranks, value, below[end]);
            if (end < b->ground.width)
                note_neighbours(ranks, value, row[end]);
            if (value == GROUND_SEA)
                continue;
            country_rank *rank = &g_array_index(ranks, country_rank, value - 1);
            add_run(&rank->m, x, end - 1, y);
            if (x == 0 || end == b->ground.width || y == 0 || y + 1 == b->ground.height)
                rank->island = false;
        }
    }
    g_array_sort(ranks, by_area);
    return ranks;
}

/* Whether a name on the sea stands close enough to its island to be read as the island's. */
static bool beside_own_land(const search *q, const footprint *t, page_point center)
{
    double gap = t->height * 1.4, y0 = center.y - t->height / 2 - gap;
    double x0 = center.x - t->width / 2 - gap;
    for (double y = y0; y <= y0 + t->height + 2 * gap; y += GROUND_CELL_PX) {
        for (double x = x0; x <= x0 + t->width + 2 * gap; x += GROUND_CELL_PX) {
            if (ground_at(&q->b->ground, (page_point){x, y}) == t->own)
                return true;
        }
    }
    return false;
}

/* Tries centres over the country's cells (and around a small island), nearest to its middle first
 * by a spiral of the raster; returns whether one fits. */
static bool find_center(const search *q, const footprint *t, const moments *m, double reach_px,
                        page_point *center)
{
    page_point middle = {(m->x / m->cells + 0.5) * GROUND_CELL_PX,
                         (m->y / m->cells + 0.5) * GROUND_CELL_PX};
    double step = fmax(8, reach_px / 24);
    int rings = (int)(reach_px / step);
    for (int ring = 0; ring <= rings; ring++) {
        for (int dy = -ring; dy <= ring; dy++) {
            int across = ABS(dy) == ring ? 1 : MAX(1, 2 * ring); /* the ring's outline alone */
            for (int dx = -ring; dx <= ring; dx += across) {
                page_point p = {middle.x + dx * step, middle.y + dy * step};
                uint16_t at = ground_at(&q->b->ground, p);
                if (at != t->own && !(t->sea_too && at == GROUND_SEA))
                    continue;
                if (footprint_fits(q, t, p) && (!t->sea_too || beside_own_land(q, t, p))) {
                    *center = p;
                    return true;
                }
            }
        }
    }
    return false;
}

static bool try_country(search *q, const country_rank *rank, const char *text, double size,
                        double tracking, bool beside)
{
    const style *st = q->d->style;
    const basemap_country *country = basemap_get_country(q->b, rank->index);
    size = type_px(size);
    text_font font = {TEXT_REGULAR, size, tracking};
    text_run *run = text_shape(q->d->text, font, text);
    double reach = sqrt(rank->m.cells) * GROUND_CELL_PX * 1.1 + (beside ? size * 4 : 0);
    footprint t = {.width = text_run_width(run) + 6,
                   .height = size + 2,
                   .own = (uint16_t)(rank->index + 1),
                   .sea_too = beside};
    double angles[] = {axis_angle(&rank->m), 0};
    for (int i = beside || angles[0] == 0 ? 1 : 0; i < 2; i++) {
        t.angle = angles[i];
        page_point center;
        if (find_center(q, &t, &rank->m, reach, &center)) {
            keep(q, run, &t, center,
                 (map_name){.visited = country->visited,
                            .color = country->visited ? st->visited_name : st->country_name});
            return true;
        }
    }
    text_run_unref(run);
    return false;
}

/* Some vertices of a ring, as many as tell whether it is seen. */
typedef struct {
    const geo_point *points;
    uint32_t n, step;
} ring_samples;

static ring_samples sample_ring(const geo_shape *shape, uint32_t part)
{
    uint32_t first = shape->starts[part], n = shape->starts[part + 1] - first;
    return (ring_samples){shape->points + first, n, MAX(1, n / RING_SAMPLES)};
}

/* Whether a vertex lies in the frame, or the ring goes around it. */
static bool ring_is_seen(const view *v, ring_samples ring)
{
    page_box f = view_frame(v), around = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < ring.n; i += ring.step) {
        page_point p;
        if (!view_project(v, ring.points[i], &p))
            continue;
        if (p.x >= f.x0 && p.x <= f.x1 && p.y >= f.y0 && p.y <= f.y1)
            return true;
        around = (page_box){MIN(around.x0, p.x), MIN(around.y0, p.y), MAX(around.x1, p.x),
                            MAX(around.y1, p.y)};
    }
    return around.x0 < f.x0 && around.y0 < f.y0 && around.x1 > f.x1 && around.y1 > f.y1;
}

/* Whether most of a ring that is seen lies in the frame. */
static bool ring_is_mostly_seen(const view *v, ring_samples ring)
{
    page_box f = view_frame(v);
    int inside = 0, all = 0;
    for (uint32_t i = 0; i < ring.n; i += ring.step, all++) {
        page_point p;
        inside += view_project(v, ring.points[i], &p) && p.x >= f.x0 && p.x <= f.x1 &&
                  p.y >= f.y0 && p.y <= f.y1;
    }
    return inside == 0 || 2 * inside > all; /* none: it goes around the frame */
}

static double ring_extent_deg2(const geo_shape *shape, uint32_t part)
{
    geo_box b = {360, 90, -360, -90};
    for (uint32_t i = shape->starts[part]; i < shape->starts[part + 1]; i++) {
        geo_point p = shape->points[i];
        b = (geo_box){MIN(b.west_deg, p.lon_deg), MIN(b.south_deg, p.lat_deg),
                      MAX(b.east_deg, p.lon_deg), MAX(b.north_deg, p.lat_deg)};
    }
    return (b.east_deg - b.west_deg) * (b.north_deg - b.south_deg);
}

/* The record's largest ring, by which a country is seen: French Guiana alone is not to be called
 * France. */
static ring_samples main_ring(const atlas_record *record)
{
    const geo_shape *shape = &record->shape;
    uint32_t largest = 0;
    double best = -1;
    for (uint32_t part = 0; part < shape->n_parts; part++) {
        double extent = ring_extent_deg2(shape, part);
        if (extent > best) {
            best = extent;
            largest = part;
        }
    }
    return best >= 0 ? sample_ring(shape, largest) : (ring_samples){0};
}

/* Large countries larger and wider; each name tries smaller settings before it is left out. */
static void place_country(search *q, const country_rank *rank, GHashTable *renames)
{
    const basemap_country *country = basemap_get_country(q->b, rank->index);
    if (rank->m.cells < 6)
        return;
    ring_samples ring = main_ring(country->record);
    if (!ring_is_seen(q->v, ring))
        return;
    g_autofree char *name = display_name(country->record->name, renames);
    if (!name)
        return;
    g_autofree char *upper = g_utf8_strup(name, -1);
    double base = design_px(q->d, q->d->style->country_size);
    double area_px2 = rank->m.cells * GROUND_CELL_PX * GROUND_CELL_PX;
    double large = CLAMP(pow(area_px2 / 40000, 0.22), 0.92, 1.5);
    double tracking = base * CLAMP(0.06 + sqrt(area_px2) / 1000, 0.12, 0.7);
    if (try_country(q, rank, upper, base * large, tracking, false) ||
        try_country(q, rank, upper, base * 0.96, base * 0.13, false) ||
        try_country(q, rank, upper, base * 0.9, base * 0.08, false))
        return;
    if (area_px2 < 18000 && rank->island && ring_is_mostly_seen(q->v, ring))
        try_country(q, rank, upper, base * 0.9, base * 0.1, true);
}

/* ---- waters ---- */

static bool name_placed(const search *q, const char *text)
{
    for (guint i = 0; i < q->names->len; i++) {
        if (strcmp(text_run_string(g_array_index(q->names, map_name, i).run), text) == 0)
            return true;
    }
    return false;
}

/* Where a water's name may be centred. */
typedef struct {
    page_point at;
    geo_point place;
    const water *water;
    double angle;    /* of the parallel, as water names are set; 0 where it is steep */
    double off_edge; /* from the middle of the frame, as a share of its size */
} sea_place;

/* The sea on a raster over the frame, found once for all waters: the inverse projection is dear. */
static GArray *sea_places(const search *q)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(sea_place));
    page_box f = view_frame(q->v);
    double step = fmax(16, box_width(f) / 48);
    double center_x = (f.x0 + f.x1) / 2, center_y = (f.y0 + f.y1) / 2;
    for (double y = f.y0 + step; y < f.y1; y += step) {
        for (double x = f.x0 + step; x < f.x1; x += step) {
            sea_place c = {.at = {x, y}};
            page_point ahead;
            if (ground_at(&q->b->ground, c.at) != GROUND_SEA ||
                !view_unproject(q->v, c.at, &c.place) ||
                !view_project(q->v, (geo_point){c.place.lon_deg + 0.5, c.place.lat_deg}, &ahead))
                continue;
            if (!(c.water = waters_at(c.place)))
                continue;
            c.angle = atan2(ahead.y - y, ahead.x - x);
            if (fabs(c.angle) > 0.6)
                c.angle = 0;
            c.off_edge = hypot((x - center_x) / box_width(f), (y - center_y) / box_height(f));
            g_array_append_val(places, c);
        }
    }
    return places;
}

/* Whether both ends of the text lie in the water itself, or where the table has no other. */
static bool ends_in_water(const search *q, const water *w, const footprint *t, page_point center)
{
    for (int end = -1; end <= 1; end += 2) {
        double reach = end * t->width / 2;
        page_point p = {center.x + reach * cos(t->angle), center.y + reach * sin(t->angle)};
        geo_point g;
        const water *at = view_unproject(q->v, p, &g) ? waters_at(g) : NULL;
        if (at && at->rank >= w->rank && strcmp(at->name, w->name) != 0)
            return false;
    }
    return true;
}

/* The place of the water that is nearest to the middle of the frame and to the water's own label
 * point and has room. */
static bool place_water(search *q, const water *w, const GArray *places, const char *text,
                        double size, double tracking)
{
    size = type_px(size);
    text_run *run = text_shape(q->d->text, (text_font){TEXT_ITALIC, size, tracking}, text);
    footprint t = {.width = text_run_width(run) + 16, .height = size * 1.5, .own = GROUND_SEA};
    double best = INFINITY;
    const sea_place *best_place = NULL;
    for (guint i = 0; i < places->len; i++) {
        const sea_place *c = &g_array_index(places, sea_place, i);
        if (c->water != w)
            continue;
        t.angle = c->angle;
        double cost = c->off_edge * 0.6 + water_distance(w, c->place);
        if (cost < best && footprint_fits(q, &t, c->at) && ends_in_water(q, w, &t, c->at)) {
            best = cost;
            best_place = c;
        }
    }
    if (!best_place) {
        text_run_unref(run);
        return false;
    }
    t.angle = best_place->angle;
    const style *st = q->d->style;
    keep(q, run, &t, best_place->at,
         (map_name){.water = true, .color = size >= 24 ? st->large_water_name : st->water_name});
    return true;
}

static bool is_shown(const water *w, const GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        if (g_array_index(places, sea_place, i).water == w)
            return true;
    }
    return false;
}

static void place_waters(search *q, GHashTable *renames)
{
    const style *st = q->d->style;
    double page = fmin(1, box_width(view_frame(q->v)) / (q->d->k * 900));
    g_autoptr(GArray) places = sea_places(q);
    for (int i = 0; i < waters_count(); i++) {
        const water *w = waters_get(i);
        if (!is_shown(w, places))
            continue;
        g_autofree char *name = display_name(w->name, renames);
        if (!name || name_placed(q, name))
            continue;
        double size = design_px(q->d, w->rank == 0   ? st->ocean_size
                                      : w->rank == 1 ? st->water_size
                                                     : st->water_size * 0.8) *
                      fmax(page, 0.6);
        if (!place_water(q, w, places, name, size, size * 0.2))
            place_water(q, w, places, name, size * 0.72, size * 0.1);
    }
}

/* ---- cities not visited ---- */

/* Only where they help to find one's way: on maps of a region, a few, far from every stop. */
#define CITY_M_PER_PX  5500.0
#define CITY_MOST      3
#define CITY_APART_PX  120.0
#define CITY_WEIGHT    42 /* see gazetteer_weight: about two million people */
#define CAPITAL_WEIGHT 38
#define CITY_DOT_PX    1.9

typedef struct {
    uint32_t place;
    int weight;
    page_point at;
} city;

static int by_weight(const void *a, const void *b)
{
    const city *p = a, *q = b;
    if (p->weight != q->weight)
        return q->weight - p->weight;
    return p->place < q->place ? -1 : p->place > q->place;
}

/* The cities in the frame that are worth a name, the largest first. */
static GArray *rank_cities(const search *q)
{
    GArray *cities = g_array_new(FALSE, FALSE, sizeof(city));
    page_box f = view_frame(q->v);
    for (uint32_t i = 0; i < gazetteer_count(); i++) {
        city c = {.place = i, .weight = gazetteer_weight(i)};
        table_class class = gazetteer_class(i);
        if ((class != TABLE_CAPITAL && class != TABLE_SEAT && class != TABLE_TOWN) ||
            c.weight < (class == TABLE_CAPITAL ? CAPITAL_WEIGHT : CITY_WEIGHT) ||
            !view_project(q->v, gazetteer_at(i), &c.at) || c.at.x < f.x0 || c.at.x > f.x1 ||
            c.at.y < f.y0 || c.at.y > f.y1)
            continue;
        g_array_append_val(cities, c);
    }
    g_array_sort(cities, by_weight);
    return cities;
}

static bool stands_alone(const search *q, page_point at, const GArray *stops)
{
    double apart = design_px(q->d, CITY_APART_PX);
    for (guint i = 0; i < stops->len; i++) {
        page_point p;
        if (view_project(q->v, g_array_index(stops, geo_point, i), &p) &&
            hypot(p.x - at.x, p.y - at.y) < apart)
            return false;
    }
    for (guint i = 0; i < q->names->len; i++) {
        const map_name *n = &g_array_index(q->names, map_name, i);
        if (n->city && hypot(n->dot.x - at.x, n->dot.y - at.y) < apart)
            return false;
    }
    return true;
}

static bool box_free(const search *q, page_box box)
{
    page_box inner = box_grown(view_frame(q->v), -10);
    for (guint i = 0; i < q->blocked->len; i++) {
        if (boxes_overlap(box, g_array_index(q->blocked, page_box, i), 3))
            return false;
    }
    int nx = 1 + (int)ceil(box_width(box) / PROBE_PX);
    int ny = 1 + (int)ceil(box_height(box) / PROBE_PX);
    for (int i = 0; i <= nx; i++) {
        for (int j = 0; j <= ny; j++) {
            page_point p = {box.x0 + box_width(box) * i / nx, box.y0 + box_height(box) * j / ny};
            if (!point_open(q, inner, p))
                return false;
        }
    }
    return true;
}

/* Right of its dot, left, above or below. */
static bool place_city(search *q, const city *c, const char *name)
{
    const style *st = q->d->style;
    double size = type_px(design_px(q->d, st->country_size));
    double dot = design_px(q->d, CITY_DOT_PX), gap = dot + design_px(q->d, 4);
    text_run *run = text_shape(q->d->text, (text_font){TEXT_REGULAR, size, 0}, name);
    double w = text_run_width(run), up = text_run_cap_height(run);
    const page_point starts[] = {{c->at.x + gap, c->at.y + up / 2},
                                 {c->at.x - gap - w, c->at.y + up / 2},
                                 {c->at.x - w / 2, c->at.y - gap},
                                 {c->at.x - w / 2, c->at.y + gap + up}};
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        page_point o = starts[i];
        page_box text = {o.x - 2, o.y - up - 3, o.x + w + 2, o.y + size * 0.3};
        page_box spot = box_grown((page_box){c->at.x, c->at.y, c->at.x, c->at.y}, dot + 1);
        if (!box_free(q, text) || !box_free(q, spot))
            continue;
        map_name n = {.run = run,
                      .origin = o,
                      .city = true,
                      .dot = c->at,
                      .color = st->country_name,
                      .halo = basemap_fill_under(q->b, st, text)};
        g_array_append_val(q->names, n);
        g_array_append_val(q->blocked, text);
        g_array_append_val(q->blocked, spot);
        return true;
    }
    text_run_unref(run);
    return false;
}

static void place_cities(search *q, GHashTable *renames, const GArray *stops)
{
    page_box f = view_frame(q->v);
    page_point middle = {(f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2};
    if (view_m_per_px(q->v, middle) * q->d->k > CITY_M_PER_PX)
        return;
    g_autoptr(GArray) cities = rank_cities(q);
    int placed = 0;
    for (guint i = 0; i < cities->len && placed < CITY_MOST; i++) {
        const city *c = &g_array_index(cities, city, i);
        g_autofree char *name = display_name(gazetteer_name(c->place), renames);
        if (name && stands_alone(q, c->at, stops))
            placed += place_city(q, c, name);
    }
}

GArray *map_names_new(const design *d, const view *v, const basemap *b, const route *r,
                      const GArray *blocked, GHashTable *renames, bool countries,
                      const GArray *stops)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_NAMES);
    (void)profile;
    search q = {.d = d, .v = v, .b = b, .r = r};
    q.names = g_array_new(FALSE, TRUE, sizeof(map_name));
    g_array_set_clear_func(q.names, clear_name);
    q.blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    if (blocked->len > 0)
        g_array_append_vals(q.blocked, blocked->data, blocked->len);
    mark_route(&q);
    place_waters(&q, renames);
    if (countries) {
        g_autoptr(GArray) ranks = rank_countries(b);
        for (guint i = 0; i < ranks->len; i++)
            place_country(&q, &g_array_index(ranks, country_rank, i), renames);
    }
    if (countries && stops)
        place_cities(&q, renames, stops);
    g_array_unref(q.blocked);
    g_free(q.lines);
    return q.names;
}

void map_names_compose(const GArray *names, const design *d, scene *s)
{
    if (names->len == 0)
        return;
    scene_begin(s, "map-names", "map-names");
    for (guint i = 0; i < names->len; i++) {
        const map_name *n = &g_array_index(names, map_name, i);
        if (n->city)
            scene_circle(s, "city", n->dot, design_px(d, CITY_DOT_PX), paint_fill(n->color));
        const char *class_name = n->city ? "city-name" : n->water ? "water-name" : "country-name";
        scene_item *text = scene_text(s, class_name, n->run, n->origin, n->color);
        text->angle_rad = n->angle_rad;
        text->halo_color = n->halo;
        text->halo_width_px = design_px(d, d->style->halo_width);
    }
    scene_end(s);
}
