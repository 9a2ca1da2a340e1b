/* SPDX-License-Identifier: MIT
 *
 * While vertices lie beyond one side of the window, straight edges between them do, too: of such a
 * run its first and last vertex do the same as all. Where bounds of many vertices are known, they
 * are looked at together.
 */
#include "geo/trim.h"

#include <string.h>

void trim_scratch_init(trim_scratch *scratch)
{
    scratch->points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    scratch->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

void trim_scratch_clear(trim_scratch *scratch)
{
    g_array_unref(scratch->points);
    g_array_unref(scratch->starts);
}

/* The longitudes between one copy of the window and the next, a turn apart. */
typedef struct {
    double west, east;
} gap;

enum { GAPS = 3, SOUTH = 1, NORTH = 2, FIRST_GAP = 4 };

typedef struct {
    double south, north;
    gap gaps[GAPS];
    int n_gaps;
} outside;

/* The gaps that longitudes from WEST to EAST may lie in. */
static outside outside_of(const geo_box *window, double west, double east)
{
    outside o = {.south = window->south_deg, .north = window->north_deg};
    for (int k = 0; k < GAPS; k++) {
        gap g = {window->east_deg + 360 * (k - 2), window->west_deg + 360 * (k - 1)};
        if (g.west < g.east && g.west < east && g.east > west)
            o.gaps[o.n_gaps++] = g;
    }
    return o;
}

/* One bit for each half-plane or strip beyond the window that holds all of BOX. */
static inline unsigned sides_of_box(const outside *o, geo_box box)
{
    unsigned sides =
        (box.north_deg < o->south ? SOUTH : 0) | (box.south_deg > o->north ? NORTH : 0);
    for (int k = 0; k < o->n_gaps; k++)
        sides |= (unsigned)((box.west_deg > o->gaps[k].west) & (box.east_deg < o->gaps[k].east)) *
                 (FIRST_GAP << k);
    return sides;
}

static inline unsigned sides_of(const outside *o, geo_point p)
{
    return sides_of_box(o, (geo_box){p.lon_deg, p.lat_deg, p.lon_deg, p.lat_deg});
}

/* Whether no point of BOX lies beyond any side. */
static inline bool is_clear(const outside *o, geo_box box)
{
    bool clear = box.south_deg >= o->south && box.north_deg <= o->north;
    for (int k = 0; k < o->n_gaps; k++)
        clear &= box.east_deg <= o->gaps[k].west || box.west_deg >= o->gaps[k].east;
    return clear;
}

/* Copies what is needed of the vertices FIRST to END - 1; returns how many. */
static uint32_t trim_part(geo_point *out, const geo_shape *shape, uint32_t first, uint32_t end,
                          const outside *o)
{
    const geo_point *p = shape->points + first;
    uint32_t n = end - first;
    uint32_t kept = 0;
    unsigned sides = sides_of(o, p[0]), run = sides; /* what all lie beyond since the last kept */
    unsigned all = sides;
    bool held = false; /* the vertex before is the end of a run so far */
    out[kept++] = p[0];
    for (uint32_t i = 1; i < n; i++) {
        if (shape->boxes && (first + i) % GEO_STEP == 0 && i + GEO_STEP <= n) {
            geo_box box = shape->boxes[(first + i) / GEO_STEP];
            if (run == 0 && is_clear(o, box)) {
                memcpy(out + kept, p + i, GEO_STEP * sizeof *out);
                kept += GEO_STEP;
                i += GEO_STEP - 1;
                all = sides = 0;
                continue;
            }
            unsigned beyond = run != 0 ? sides_of_box(o, box) : 0;
            if ((run & beyond) != 0) { /* one of the run's sides holds them all */
                run &= beyond;
                all &= beyond;
                held = true;
                i += GEO_STEP - 1;
                sides = sides_of(o, p[i]);
                continue;
            }
        }
        unsigned before = sides;
        sides = sides_of(o, p[i]);
        all &= sides;
        if (held && (run & sides) == 0) {
            out[kept++] = p[i - 1];
            run = before;
            held = false;
        }
        if ((run & sides) != 0) {
            run &= sides;
            held = true;
        } else {
            out[kept++] = p[i];
            run = sides;
        }
    }
    if (held)
        out[kept++] = p[n - 1];
    /* A closed part of which no more is left than its first point and another came by the window
     * on one side: it is out of sight, not damaged. */
    bool closed = p[0].lon_deg == p[n - 1].lon_deg && p[0].lat_deg == p[n - 1].lat_deg;
    if (closed && kept < n && kept <= 3)
        return 0;
    return all == 0 ? kept : 0;
}

static bool holds(const geo_box *window, const geo_box *bounds)
{
    return bounds->west_deg >= window->west_deg && bounds->east_deg <= window->east_deg &&
           bounds->south_deg >= window->south_deg && bounds->north_deg <= window->north_deg;
}

geo_shape trim_shape(const geo_shape *shape, const geo_box *window, trim_scratch *scratch)
{
    if (shape->n_parts == 0 || holds(window, &shape->bounds))
        return *shape;
    outside o = outside_of(window, shape->bounds.west_deg, shape->bounds.east_deg);
    g_array_set_size(scratch->points, shape->starts[shape->n_parts]);
    g_array_set_size(scratch->starts, shape->n_parts + 1);
    geo_point *points = (geo_point *)(void *)scratch->points->data;
    uint32_t *starts = (uint32_t *)(void *)scratch->starts->data, n_parts = 0;
    starts[0] = 0;
    for (uint32_t i = 0; i < shape->n_parts; i++) {
        uint32_t first = shape->starts[i], end = shape->starts[i + 1];
        uint32_t kept =
            end > first ? trim_part(points + starts[n_parts], shape, first, end, &o) : 0;
        if (kept > 0) {
            starts[n_parts + 1] = starts[n_parts] + kept;
            n_parts++;
        }
    }
    return (geo_shape){points, starts, n_parts, shape->bounds, NULL};
}
