/* SPDX-License-Identifier: MIT
 *
 * The growing page path that clipping, features and scene share: flat arrays, reused between uses.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "geo/geo.h"

void page_path_init(page_path *path)
{
    *path = (page_path){0};
}

void page_path_clear(page_path *path)
{
    g_free(path->points);
    g_free(path->starts);
    page_path_init(path);
}

void page_path_reset(page_path *path)
{
    path->n_points = 0;
    path->n_parts = 0;
}

/* Doubles what is short of room. starts always has room for the closing entry, so that n_parts + 1
 * entries are valid. */
void page_path_reserve(page_path *path, uint32_t points, uint32_t parts)
{
    if (path->n_points + points > path->capacity) {
        path->capacity = MAX(path->n_points + points, path->capacity * 2 + 16);
        path->points = g_renew(page_point, path->points, path->capacity);
    }
    if (path->n_parts + parts + 1 > path->starts_capacity) {
        path->starts_capacity = MAX(path->n_parts + parts + 1, path->starts_capacity * 2 + 8);
        path->starts = g_renew(uint32_t, path->starts, path->starts_capacity);
    }
}

void page_path_move_to(page_path *path, page_point p)
{
    page_path_reserve(path, 1, 1);
    path->starts[path->n_parts++] = path->n_points;
    path->points[path->n_points++] = p;
    path->starts[path->n_parts] = path->n_points;
}

void page_path_line_to(page_path *path, page_point p)
{
    g_assert(path->n_parts > 0);
    page_path_reserve(path, 1, 0);
    path->points[path->n_points++] = p;
    path->starts[path->n_parts] = path->n_points;
}

void page_path_append(page_path *path, const page_path *other)
{
    if (other->n_parts == 0)
        return;
    page_path_reserve(path, other->n_points, other->n_parts);
    memcpy(path->points + path->n_points, other->points, other->n_points * sizeof *path->points);
    for (uint32_t part = 0; part < other->n_parts; part++)
        path->starts[path->n_parts + part] = path->n_points + other->starts[part];
    path->n_points += other->n_points;
    path->n_parts += other->n_parts;
    path->starts[path->n_parts] = path->n_points;
}

void page_path_append_part(page_path *path, const page_path *other, uint32_t part)
{
    uint32_t start = other->starts[part], n = other->starts[part + 1] - start;
    page_path_reserve(path, n, 1);
    memcpy(path->points + path->n_points, other->points + start, n * sizeof *path->points);
    path->starts[path->n_parts++] = path->n_points;
    path->n_points += n;
    path->starts[path->n_parts] = path->n_points;
}

bool page_path_equal(const page_path *a, const page_path *b)
{
    if (a->n_points != b->n_points || a->n_parts != b->n_parts)
        return false;
    return a->points == b->points ||
           (memcmp(a->points, b->points, a->n_points * sizeof *a->points) == 0 &&
            memcmp(a->starts, b->starts, a->n_parts * sizeof *a->starts) == 0);
}

double page_path_ring_area(const page_path *path, uint32_t part)
{
    double sum = 0;
    uint32_t start = path->starts[part], end = path->starts[part + 1];
    for (uint32_t i = start; i < end; i++) {
        page_point a = path->points[i], b = path->points[i + 1 < end ? i + 1 : start];
        sum += a.x * b.y - b.x * a.y;
    }
    return fabs(sum) / 2;
}

page_box page_path_bounds(const page_path *path)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < path->n_points; i++) {
        box.x0 = MIN(box.x0, path->points[i].x);
        box.y0 = MIN(box.y0, path->points[i].y);
        box.x1 = MAX(box.x1, path->points[i].x);
        box.y1 = MAX(box.y1, path->points[i].y);
    }
    return box;
}
