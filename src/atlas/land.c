/* SPDX-License-Identifier: MIT
 *
 * Countries share the points of their borders exactly: an edge that two of them have, or that is
 * there twice at the antimeridian or at a pole, is none of the land's.
 */
#include "atlas/land.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "geo/dissolve.h"

/* A place on a grid of 1e-6 degrees (0.1 m); the two sides of the antimeridian are one, and so are
 * all longitudes of a pole. */
static uint64_t key_of(geo_point p)
{
    int64_t x = llround(p.lon_deg * 1e6), y = llround(p.lat_deg * 1e6);
    if (x <= -180000000)
        x = 180000000;
    if (llabs(y) >= 90000000)
        x = 0;
    return (uint64_t)(uint32_t)x << 32 | (uint32_t)y;
}

/* Rings to be dissolved, and where their vertices are. */
typedef struct {
    GArray *keys, *starts; /* uint64_t, uint32_t */
    GArray *points;        /* geo_point */
} gathering;

static void gather(gathering *g, const geo_shape *shape)
{
    for (uint32_t part = 0; part < shape->n_parts; part++) {
        /* Rings repeat their first point. */
        for (uint32_t i = shape->starts[part]; i + 1 < shape->starts[part + 1]; i++) {
            uint64_t key = key_of(shape->points[i]);
            g_array_append_val(g->keys, key);
            g_array_append_val(g->points, shape->points[i]);
        }
        uint32_t end = g->keys->len;
        g_array_append_val(g->starts, end);
    }
}

void land_make(atlas_land *out, const atlas_layer *countries)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    g_autoptr(GArray) starts = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    g_array_set_size(starts, 1);
    gathering all = {keys, starts, points};
    for (uint32_t i = 0; i < countries->n_records; i++)
        gather(&all, &countries->records[i].shape);
    dissolve_rings rings = {(const uint64_t *)(void *)keys->data,
                            (const uint32_t *)(void *)starts->data, starts->len - 1};
    dissolved left = dissolve(&rings);
    uint32_t n = left.starts[left.n_parts];
    vec3 *vectors = g_new(vec3, n + 1);
    for (uint32_t i = 0; i < n; i++)
        vectors[i] = sphere_vector(g_array_index(points, geo_point, left.vertices[i]));
    g_free(left.vertices);
    *out = (atlas_land){.points = vectors, .starts = left.starts, .n_parts = left.n_parts};
}

void land_clear(atlas_land *land)
{
    g_free((gpointer)land->points);
    g_free((gpointer)land->starts);
    *land = (atlas_land){0};
}
