/* SPDX-License-Identifier: MIT
 *
 * Countries share the points of their borders exactly: an edge that two of them have, or that is
 * there twice at the antimeridian or at a pole, is none of the land's. What is left is linked to
 * rings, of which fills are even-odd, so that it does not matter how rings that touch go on.
 */
#include "atlas/land.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    uint64_t ends[2]; /* keys of the places */
    geo_point at[2];
    guint next[2]; /* the next end at the same place: twice the edge's index + which end + 1; 0 none
                    */
    bool used;
} edge;

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

static guint hash_key(gconstpointer key)
{
    return (guint)((*(const uint64_t *)key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32);
}

static guint hash_edge(gconstpointer data)
{
    const edge *e = data;
    uint64_t both = e->ends[0] + e->ends[1];
    return hash_key(&both);
}

/* In either direction. */
static gboolean same_edge(gconstpointer a, gconstpointer b)
{
    const edge *e = a, *f = b;
    return (e->ends[0] == f->ends[0] && e->ends[1] == f->ends[1]) ||
           (e->ends[0] == f->ends[1] && e->ends[1] == f->ends[0]);
}

static void collect(GArray *edges, const geo_shape *shape)
{
    for (uint32_t part = 0; part < shape->n_parts; part++) {
        for (uint32_t i = shape->starts[part]; i + 1 < shape->starts[part + 1]; i++) {
            geo_point p = shape->points[i], q = shape->points[i + 1];
            edge e = {.ends = {key_of(p), key_of(q)}, .at = {p, q}};
            if (e.ends[0] != e.ends[1])
                g_array_append_val(edges, e);
        }
    }
}

/* Marks those that are there an even number of times as used. */
static void cancel(edge *edges, guint n)
{
    g_autoptr(GHashTable) odd = g_hash_table_new(hash_edge, same_edge);
    for (guint i = 0; i < n; i++) {
        edge *before = g_hash_table_lookup(odd, &edges[i]);
        if (before) {
            g_hash_table_remove(odd, before);
            before->used = edges[i].used = true;
        } else {
            g_hash_table_add(odd, &edges[i]);
        }
    }
}

/* Strings the ends of unused edges at each place together; returns key -> one of them. */
static GHashTable *meet(edge *edges, guint n)
{
    GHashTable *ends = g_hash_table_new(hash_key, g_int64_equal);
    for (guint i = 0; i < n; i++) {
        for (guint k = 0; k < 2 && !edges[i].used; k++) {
            uint64_t *key = &edges[i].ends[k];
            edges[i].next[k] = GPOINTER_TO_UINT(g_hash_table_lookup(ends, key));
            g_hash_table_insert(ends, key, GUINT_TO_POINTER(2 * i + k + 1));
        }
    }
    return ends;
}

/* Walks from an edge back to its start; at every place an even number of ends meet. */
static void link_ring(GArray *points, edge *edges, GHashTable *ends, guint first)
{
    guint at = 2 * first + 1;
    while (at > 0) {
        edge *e = &edges[(at - 1) / 2];
        guint from = (at - 1) % 2;
        vec3 v = sphere_vector(e->at[from]);
        g_array_append_val(points, v);
        e->used = true;
        at = GPOINTER_TO_UINT(g_hash_table_lookup(ends, &e->ends[1 - from]));
        while (at > 0 && edges[(at - 1) / 2].used)
            at = edges[(at - 1) / 2].next[(at - 1) % 2];
    }
}

void land_make(atlas_land *out, const atlas_layer *countries)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(edge));
    for (uint32_t i = 0; i < countries->n_records; i++)
        collect(edges, &countries->records[i].shape);
    edge *e = (edge *)(void *)edges->data;
    cancel(e, edges->len);
    g_autoptr(GHashTable) ends = meet(e, edges->len);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(vec3));
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < edges->len; i++) {
        if (e[i].used)
            continue;
        uint32_t start = points->len;
        g_array_append_val(starts, start);
        link_ring(points, e, ends, i);
    }
    uint32_t end = points->len;
    g_array_append_val(starts, end);
    out->n_parts = starts->len - 1;
    out->points = (const vec3 *)(void *)g_array_free(points, FALSE);
    out->starts = (const uint32_t *)(void *)g_array_free(starts, FALSE);
}

void land_clear(atlas_land *land)
{
    g_free((gpointer)land->points);
    g_free((gpointer)land->starts);
    *land = (atlas_land){0};
}
