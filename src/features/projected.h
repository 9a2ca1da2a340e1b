/* SPDX-License-Identifier: MIT
 *
 * Layers of the atlas as a view shows them, before anything is left out. A session keeps those of
 * late, since maps of a batch often share a view; without one they are projected for one use.
 */
#ifndef TRIPMAP_FEATURES_PROJECTED_H
#define TRIPMAP_FEATURES_PROJECTED_H

#include <glib.h>

#include "atlas/atlas.h"
#include "view/view.h"

typedef enum { PROJECTED_FILLS, PROJECTED_LINES } projected_form;

typedef struct {
    uint32_t record; /* of the layer */
    page_path path;
} projected_record;

typedef struct projected_layer projected_layer;
typedef struct projected_store projected_store;

projected_store *projected_store_new(void);
/* Forgets everything: for another atlas. */
void projected_store_clear(projected_store *store);
void projected_store_free(projected_store *store);

/* LAYER as V shows it; NULL for no layer. STORE may be NULL. To be given back with
 * projected_layer_unref. */
projected_layer *projected_layer_get(projected_store *store, const view *v,
                                     const atlas_layer *layer, projected_form form);
void projected_layer_unref(projected_layer *layer);
/* The records that are shown, in the layer's order. */
guint projected_layer_count(const projected_layer *layer);
const projected_record *projected_layer_at(const projected_layer *layer, guint i);
/* How many parts were left out because they are no geometry or the projection tears them. */
guint projected_layer_left_out(const projected_layer *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(projected_layer, projected_layer_unref)

#endif
