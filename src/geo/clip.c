/* SPDX-License-Identifier: MIT
 *
 * Goes through the parts of a shape: drops what is no geometry, leaves out what is not needed,
 * takes what lies well inside the frame as it is and sends the rest to the cutter of the frame's
 * kind.
 */
#include "geo/clip.h"

#include <glib.h>
#include <math.h>

#include "geo/box.h"

/* Longitudes may run past 180 in data that crosses the antimeridian, but not further than this. */
#define LON_LIMIT 360.0
/* Data may touch the antimeridian or a pole inexactly. */
#define EDGE_SLACK 1e-5

/* False when a coordinate is not finite or out of range. */
static bool part_bounds(geo_box *box, const geo_point *p, uint32_t n)
{
    *box = (geo_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < n; i++) {
        if (!(fabs(p[i].lon_deg) <= LON_LIMIT && fabs(p[i].lat_deg) <= 90 + EDGE_SLACK))
            return false;
        box->west_deg = MIN(box->west_deg, p[i].lon_deg);
        box->east_deg = MAX(box->east_deg, p[i].lon_deg);
        box->south_deg = MIN(box->south_deg, p[i].lat_deg);
        box->north_deg = MAX(box->north_deg, p[i].lat_deg);
    }
    return n > 0;
}

/* Points of a ring without the repeated first one. */
static uint32_t open_length(const geo_point *p, uint32_t n)
{
    while (n > 1 && p[n - 1].lon_deg == p[0].lon_deg && p[n - 1].lat_deg == p[0].lat_deg)
        n--;
    return n;
}

typedef enum { INSIDE, OUTSIDE, ACROSS } relation;

/* Where a box lies in respect to the edge of the frame. */
static relation relate(const geo_frame *f, const geo_box *box)
{
    if (f->kind == FRAME_MERIDIAN || f->kind == FRAME_LOBES)
        return ACROSS;
    double half_lon = (box->east_deg - box->west_deg) / 2;
    double half_lat = (box->north_deg - box->south_deg) / 2;
    double reach_rad = hypot(half_lon, half_lat) * DEG_TO_RAD;
    geo_point middle = {box->west_deg + half_lon - f->lon_0_deg, box->south_deg + half_lat};
    double clearance_rad = frame_clearance_rad(f, sphere_vector(middle));
    if (clearance_rad > reach_rad + 1e-9)
        return INSIDE;
    if (f->kind == FRAME_CAP && reach_rad < 1.5 && clearance_rad < -reach_rad - 1e-9)
        return OUTSIDE;
    return ACROSS;
}

static void copy_part(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      uint32_t min_vertices)
{
    frame_path_begin(out);
    frame_vertex *v = frame_path_extend(out, n);
    for (uint32_t i = 0; i < n; i++) {
        double lat = CLAMP(p[i].lat_deg, -90, 90);
        v[i] = (frame_vertex){p[i].lon_deg - f->lon_0_deg, lat, AT_GEO};
    }
    frame_path_end(out, min_vertices);
}

/* True when the box, in the source's own longitudes, may hold the point. */
static bool may_hold(const geo_box *box, geo_point p)
{
    const double margin = 2;
    if (p.lat_deg < box->south_deg - margin || p.lat_deg > box->north_deg + margin)
        return false;
    if (fabs(p.lat_deg) > 90 - margin)
        return true;
    for (int k = -2; k <= 2; k++) {
        double lon = p.lon_deg + 360 * k;
        if (lon >= box->west_deg - margin && lon <= box->east_deg + margin)
            return true;
    }
    return false;
}

/* The points whose being inside a ring makes it ambiguous: antipode of a cap, poles of a rotated
 * graticule. Plain planar cuts are exact. */
static bool may_be_inverted(const geo_frame *f, const geo_box *box, edge_kind edges)
{
    if (edges == EDGES_GREAT)
        return true;
    if (f->kind == FRAME_MERIDIAN || f->kind == FRAME_LOBES)
        return false;
    vec3 axis = f->rotation.row[2];
    geo_point up = sphere_point(axis);
    geo_point down = sphere_point((vec3){-axis.x, -axis.y, -axis.z});
    up.lon_deg += f->lon_0_deg;
    down.lon_deg += f->lon_0_deg;
    return may_hold(box, down) || (f->kind == FRAME_OBLIQUE && may_hold(box, up));
}

static void clip_ring(frame_path *out, const geo_frame *f, const geo_point *p, uint32_t n,
                      relation where, edge_kind edges)
{
    if (where == INSIDE)
        copy_part(out, f, p, n, 3);
    else if (f->kind == FRAME_CAP)
        clip_cap_ring(out, f, p, n, edges);
    else
        clip_window_ring(out, f, p, n, edges);
}

uint32_t clip_rings(frame_path *out, const geo_frame *f, const geo_shape *rings, edge_kind edges,
                    const geo_box *cull)
{
    uint32_t first_part = out->n_parts, dropped = 0;
    bool doubtful = false;
    g_autofree bool *used = g_new0(bool, rings->n_parts + 1);
    for (uint32_t i = 0; i < rings->n_parts; i++) {
        const geo_point *p = rings->points + rings->starts[i];
        uint32_t n = rings->starts[i + 1] - rings->starts[i];
        geo_box box;
        if (!part_bounds(&box, p, n) || (n = open_length(p, n)) < 3) {
            dropped++;
            continue;
        }
        if (cull && !geo_box_overlap(cull, &box))
            continue;
        relation where = edges == EDGES_PLANAR ? relate(f, &box) : ACROSS;
        if (where == OUTSIDE)
            continue;
        used[i] = true;
        doubtful = doubtful || (where == ACROSS && may_be_inverted(f, &box, edges));
        clip_ring(out, f, p, n, where, edges);
    }
    if (doubtful)
        clip_settle_parity(out, first_part, f, rings, used, edges);
    return dropped;
}

uint32_t clip_lines(frame_path *out, const geo_frame *f, const geo_shape *lines, edge_kind edges,
                    const geo_box *cull)
{
    uint32_t dropped = 0;
    for (uint32_t i = 0; i < lines->n_parts; i++) {
        const geo_point *p = lines->points + lines->starts[i];
        uint32_t n = lines->starts[i + 1] - lines->starts[i];
        geo_box box;
        if (!part_bounds(&box, p, n) || n < 2) {
            dropped++;
            continue;
        }
        if (cull && !geo_box_overlap(cull, &box))
            continue;
        relation where = edges == EDGES_PLANAR ? relate(f, &box) : ACROSS;
        if (where == INSIDE)
            copy_part(out, f, p, n, 2);
        else if (where == ACROSS && f->kind == FRAME_CAP)
            clip_cap_line(out, f, p, n, edges);
        else if (where == ACROSS)
            clip_window_line(out, f, p, n, edges);
    }
    return dropped;
}
