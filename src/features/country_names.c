/* SPDX-License-Identifier: MIT
 *
 * Countries by area, along their long axis, in smaller settings where the first finds no place.
 */
#include <math.h>
#include <string.h>

#include "features/map_names_parts.h"

/* So many vertices tell whether a country's main part is seen. */
#define RING_SAMPLES 256

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

enum { CELLS_AT_ONCE = 4 };

/* Whether as many cells are VALUE. */
static inline bool are_all(const uint16_t *cells, uint16_t value)
{
    uint64_t all;
    memcpy(&all, cells, sizeof all);
    return all == value * G_GUINT64_CONSTANT(0x0001000100010001);
}

/* The cells of a row from X on that have the same value, over those of the row below; returns their
 * end. */
static int walk_run(GArray *ranks, const uint16_t *row, const uint16_t *below, int x, int width)
{
    uint16_t value = row[x], under = value;
    int end = x;
    for (; end < width && row[end] == value; end++) {
        while (end + CELLS_AT_ONCE < width && are_all(row + end, value) &&
               are_all(below + end, under))
            end += CELLS_AT_ONCE;
        if (row[end] != value)
            break;
        if (below[end] != under) {
            under = below[end];
            note_neighbours(ranks, value, under);
        }
    }
    if (end < width)
        note_neighbours(ranks, value, row[end]);
    return end;
}

static GArray *rank_countries(const basemap *b)
{
    const ground *g = &b->ground;
    GArray *ranks = g_array_new(FALSE, TRUE, sizeof(country_rank));
    g_array_set_size(ranks, b->countries->len);
    for (guint i = 0; i < ranks->len; i++) {
        g_array_index(ranks, country_rank, i).index = i;
        g_array_index(ranks, country_rank, i).island = true;
    }
    for (int y = 0; y < g->height; y++) {
        const uint16_t *row = g->cells + y * g->width;
        const uint16_t *below = y + 1 < g->height ? row + g->width : row;
        for (int x = 0, end; x < g->width; x = end) {
            end = walk_run(ranks, row, below, x, g->width);
            if (row[x] == GROUND_SEA)
                continue;
            country_rank *rank = &g_array_index(ranks, country_rank, row[x] - 1);
            add_run(&rank->m, x, end - 1, y);
            if (x == 0 || end == g->width || y == 0 || y + 1 == g->height)
                rank->island = false;
        }
    }
    g_array_sort(ranks, by_area);
    return ranks;
}

/* Whether a name on the sea stands close enough to its island to be read as the island's. */
static bool beside_own_land(const name_search *q, const name_footprint *t, page_point center)
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
static bool find_center(const name_search *q, const name_footprint *t, const moments *m,
                        double reach_px, page_point *center)
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
                if (name_fits(q, t, p) && (!t->sea_too || beside_own_land(q, t, p))) {
                    *center = p;
                    return true;
                }
            }
        }
    }
    return false;
}

static bool try_country(name_search *q, const country_rank *rank, const char *text, double size,
                        double tracking, bool beside)
{
    const style *st = q->d->style;
    const basemap_country *country = basemap_get_country(q->b, rank->index);
    size = type_px(size);
    text_font font = {TEXT_REGULAR, size, tracking};
    text_run *run = text_shape(q->d->text, font, text);
    double reach = sqrt(rank->m.cells) * GROUND_CELL_PX * 1.1 + (beside ? size * 4 : 0);
    name_footprint t = {.width = text_run_width(run) + 6,
                        .height = size + 2,
                        .own = (uint16_t)(rank->index + 1),
                        .sea_too = beside};
    double angles[] = {axis_angle(&rank->m), 0};
    for (int i = beside || angles[0] == 0 ? 1 : 0; i < 2; i++) {
        t.angle = angles[i];
        name_aim(q, &t);
        page_point center;
        if (find_center(q, &t, &rank->m, reach, &center)) {
            name_keep(q, run, &t, center,
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

/* Whether a vertex lies in the frame; those that lie far away are not projected. */
static bool vertex_is_seen(const view *v, ring_samples ring)
{
    page_box f = view_frame(v);
    for (uint32_t i = 0; i < ring.n; i += ring.step) {
        geo_point at = ring.points[i];
        page_point p;
        if (view_may_show(v, (geo_box){at.lon_deg, at.lat_deg, at.lon_deg, at.lat_deg}) &&
            view_project_near(v, at, &p) && p.x >= f.x0 && p.x <= f.x1 && p.y >= f.y0 &&
            p.y <= f.y1)
            return true;
    }
    return false;
}

/* Whether a vertex lies in the frame, or the ring goes around it. */
static bool ring_is_seen(const view *v, ring_samples ring)
{
    if (vertex_is_seen(v, ring))
        return true;
    page_box f = view_frame(v), around = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < ring.n; i += ring.step) {
        page_point p;
        if (!view_project_near(v, ring.points[i], &p))
            continue;
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
        inside += view_project_near(v, ring.points[i], &p) && p.x >= f.x0 && p.x <= f.x1 &&
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
static void place_country(name_search *q, const country_rank *rank, GHashTable *renames)
{
    const basemap_country *country = basemap_get_country(q->b, rank->index);
    if (rank->m.cells < 6)
        return;
    ring_samples ring = main_ring(country->record);
    if (!ring_is_seen(q->v, ring))
        return;
    g_autofree char *name = name_shown(country->record->name, renames);
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

void names_place_countries(name_search *q, GHashTable *renames)
{
    g_autoptr(GArray) ranks = rank_countries(q->b);
    for (guint i = 0; i < ranks->len; i++)
        place_country(q, &g_array_index(ranks, country_rank, i), renames);
}
