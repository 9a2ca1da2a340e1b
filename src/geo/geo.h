/* SPDX-License-Identifier: MIT
 *
 * The two coordinate worlds as different types, so that they cannot be mixed: geographic points in
 * degrees (longitude before latitude, always) and page points in CSS px with y down.
 */
#ifndef TRIPMAP_GEO_GEO_H
#define TRIPMAP_GEO_GEO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    double lon_deg, lat_deg;
} geo_point;

/* west <= east; east may exceed 180 where the box crosses the antimeridian. */
typedef struct {
    double west_deg, south_deg, east_deg, north_deg;
} geo_box;

typedef struct {
    double x, y;
} page_point;

typedef struct {
    double x0, y0, x1, y1;
} page_box;

/* Geographic rings or lines, borrowed from whoever read them: part i runs from starts[i] to
 * starts[i + 1] (starts has n_parts + 1 entries). Rings repeat their first point at the end. */
typedef struct {
    const geo_point *points;
    const uint32_t *starts;
    uint32_t n_parts;
    geo_box bounds;
    /* The bounds of each GEO_STEP points, whatever part they belong to; NULL: nobody measured. */
    const geo_box *boxes;
} geo_shape;

enum { GEO_STEP = 32 };

/* A path on the page: polylines, or rings when filled. Owned; grows; reset and reused freely. */
typedef struct {
    page_point *points;
    uint32_t n_points, capacity;
    uint32_t *starts; /* n_parts + 1 entries while n_parts > 0 */
    uint32_t n_parts, starts_capacity;
} page_path;

void page_path_init(page_path *path);
void page_path_clear(page_path *path); /* frees */
void page_path_reset(page_path *path); /* empties, keeps the memory */
/* Room for so many more, where it is known before. */
void page_path_reserve(page_path *path, uint32_t points, uint32_t parts);
void page_path_move_to(page_path *path, page_point p);
void page_path_line_to(page_path *path, page_point p);
void page_path_append(page_path *path, const page_path *other);
void page_path_append_part(page_path *path, const page_path *other, uint32_t part);
page_box page_path_bounds(const page_path *path);
/* Whether both have the same points in the same parts. */
bool page_path_equal(const page_path *a, const page_path *b);
/* The area that a part goes around when it is closed, whichever way round. */
double page_path_ring_area(const page_path *path, uint32_t part);

/* WGS 84 geodesic length in metres. */
double geo_distance_m(geo_point a, geo_point b);

#endif
