/* SPDX-License-Identifier: MIT
 *
 * A small store of projected layers, by everything that decides how a view shows them. What was
 * used last is thrown out last.
 */
#include "features/projected.h"

#include <string.h>

#include "geo/coarsen.h"
#include "geo/sphere.h"

/* Some fifteen maps' worth. */
#define KEPT_BYTES (24 << 20)

struct projected_layer {
    int ref_count;
    char *key; /* view_key */
    const atlas_layer *layer;
    projected_form form;
    GArray *records; /* projected_record */
    guint left_out;  /* parts */
    gsize bytes;
};

struct projected_store {
    GPtrArray *layers; /* projected_layer, the one used last at the end */
    gsize bytes;
};

static void clear_record(void *data)
{
    page_path_clear(&((projected_record *)data)->path);
}

static void unref_layer(void *data)
{
    projected_layer_unref(data);
}

projected_store *projected_store_new(void)
{
    projected_store *store = g_new0(projected_store, 1);
    store->layers = g_ptr_array_new_with_free_func(unref_layer);
    return store;
}

void projected_store_clear(projected_store *store)
{
    g_ptr_array_set_size(store->layers, 0);
    store->bytes = 0;
}

void projected_store_free(projected_store *store)
{
    if (store)
        g_ptr_array_unref(store->layers);
    g_free(store);
}

void projected_layer_unref(projected_layer *layer)
{
    if (!layer || --layer->ref_count > 0)
        return;
    g_array_unref(layer->records);
    g_free(layer->key);
    g_free(layer);
}

guint projected_layer_count(const projected_layer *layer)
{
    return layer ? layer->records->len : 0;
}

const projected_record *projected_layer_at(const projected_layer *layer, guint i)
{
    return &g_array_index(layer->records, projected_record, i);
}

guint projected_layer_left_out(const projected_layer *layer)
{
    return layer ? layer->left_out : 0;
}

static void append_copy(projected_layer *out, uint32_t record, const page_path *path)
{
    projected_record shown = {.record = record, .path = *path};
    gsize starts = (path->n_parts + 1) * sizeof *path->starts;
    gsize points = path->n_points * sizeof *path->points;
    shown.path.points = g_memdup2(path->points, points);
    shown.path.starts = g_memdup2(path->starts, starts);
    shown.path.capacity = path->n_points;
    shown.path.starts_capacity = path->n_parts + 1;
    out->bytes += points + starts + sizeof shown;
    g_array_append_val(out->records, shown);
}

/* The cell in which one vertex of a layer is enough; 0 where the layer suits the page, as all do
 * that the program chooses, and for disputed lines, whose dashes would move. */
static double grain_deg(const view *v, const atlas_layer *layer)
{
    static const double spacing_m[] = {
        [ATLAS_110M] = 67e3, [ATLAS_50M] = 12.5e3, [ATLAS_10M] = 2.3e3};
    const double grain_px = 0.6;
    double grain_m = grain_px * view_nominal_m_per_px(v);
    if (layer->kind == ATLAS_DISPUTED || grain_m < 3 * spacing_m[layer->scale])
        return 0;
    return grain_m / (SPHERE_RADIUS_M * DEG_TO_RAD);
}

static void project(projected_layer *out, const view *v)
{
    double cell_deg = grain_deg(v, out->layer);
    trim_scratch scratch;
    trim_scratch_init(&scratch);
    page_path path;
    page_path_init(&path);
    for (uint32_t i = 0; i < out->layer->n_records; i++) {
        geo_shape shape = out->layer->records[i].shape;
        if (!view_may_show(v, shape.bounds))
            continue;
        if (cell_deg > 0)
            shape = coarsen_shape(&shape, cell_deg, &scratch);
        page_path_reset(&path);
        out->left_out += out->form == PROJECTED_FILLS ? view_fill(v, &shape, &path)
                                                      : view_lines(v, &shape, &path);
        if (path.n_parts > 0)
            append_copy(out, i, &path);
    }
    page_path_clear(&path);
    trim_scratch_clear(&scratch);
}

/* The kept one, made the one used last; NULL when there is none. */
static projected_layer *find(projected_store *store, const char *key, const atlas_layer *layer,
                             projected_form form)
{
    for (guint i = store->layers->len; i-- > 0;) {
        projected_layer *p = store->layers->pdata[i];
        if (p->layer != layer || p->form != form || strcmp(p->key, key) != 0)
            continue;
        p->ref_count++;
        g_ptr_array_add(store->layers, g_ptr_array_steal_index(store->layers, i));
        return p;
    }
    return NULL;
}

static void keep(projected_store *store, projected_layer *layer)
{
    layer->ref_count++;
    store->bytes += layer->bytes;
    g_ptr_array_add(store->layers, layer);
    while (store->bytes > KEPT_BYTES) {
        store->bytes -= ((projected_layer *)store->layers->pdata[0])->bytes;
        g_ptr_array_remove_index(store->layers, 0);
    }
}

projected_layer *projected_layer_get(projected_store *store, const view *v,
                                     const atlas_layer *layer, projected_form form)
{
    if (!layer)
        return NULL;
    g_autofree char *key = store ? view_key(v) : NULL;
    projected_layer *kept = store ? find(store, key, layer, form) : NULL;
    if (kept)
        return kept;
    projected_layer *fresh = g_new0(projected_layer, 1);
    *fresh = (projected_layer){.ref_count = 1, .layer = layer, .form = form};
    fresh->key = g_steal_pointer(&key);
    fresh->records = g_array_new(FALSE, FALSE, sizeof(projected_record));
    g_array_set_clear_func(fresh->records, clear_record);
    project(fresh, v);
    if (store)
        keep(store, fresh);
    return fresh;
}
