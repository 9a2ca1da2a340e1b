/* SPDX-License-Identifier: MIT
 *
 * One page, laid out: runs the features in their order (plan, base map, markers, route, furniture,
 * labels, names), decides what moves to the panel, and composes the scene in painter's order.
 */
#ifndef TRIPMAP_FEATURES_PAGE_LAYOUT_H
#define TRIPMAP_FEATURES_PAGE_LAYOUT_H

#include "features/basemap.h"
#include "features/callout.h"
#include "features/furniture.h"
#include "features/inset.h"
#include "features/map_names.h"
#include "features/panel.h"
#include "features/plan.h"
#include "features/route.h"
#include "label/label.h"

typedef struct page_layout {
    design d;
    itinerary *it;
    atlas *atlas;
    plan plan;
    basemap *base;
    GArray *markers; /* marker */
    route *route;
    inset *inset; /* NULL without */
    furniture *furniture;
    panel *panel;         /* NULL on PLAN_BOXES */
    GPtrArray *callouts;  /* callout, one for each marker, in the same order */
    label_layout *labels; /* placements in the same order */
    label_verdict verdict;
    GArray *names; /* map_name */
} page_layout;

typedef struct {
    const char *projection; /* overrides the trip's, or NULL */
    bool untrusted;
} page_wishes;

/* Takes IT. false when a diagnostic was reported. */
bool page_layout_make(page_layout **out, const design *d, itinerary *it, atlas *a,
                      const page_wishes *wishes);
/* One map in a frame of a larger page: no furniture, no panel. Takes IT and the plan's view. */
page_layout *page_layout_in_frame(const design *d, itinerary *it, atlas *a, const plan *p);
/* The map alone: base, names, route, stops, labels, captions. */
void page_layout_compose_map(const page_layout *l, scene *s);
void page_layout_free(page_layout *l);
scene *page_layout_compose(const page_layout *l);

#endif
