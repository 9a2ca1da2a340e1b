/* SPDX-License-Identifier: MIT
 *
 * The plan of a page, decided before anything is drawn: which form it takes (boxes on the map, a
 * panel beside or below it), where the map goes, whether the origin is shown or cut off, and the
 * view that follows.
 */
#ifndef TRIPMAP_FEATURES_PLAN_H
#define TRIPMAP_FEATURES_PLAN_H

#include "features/design.h"
#include "features/itinerary.h"
#include "view/view.h"

typedef enum {
    PLAN_BOXES,       /* the map fills the page, texts stand in boxes on it */
    PLAN_SIDE_PANEL,  /* a full-height itinerary beside the map, names on the map */
    PLAN_PANEL_BELOW, /* title above, itinerary below the map: tall pages */
    PLAN_FRAME,       /* one of several maps on a page: names and dates, no furniture */
    PLAN_INSET,       /* a zoomed map on another map: its own scale bar, no other furniture */
} plan_form;

typedef struct {
    plan_form form;
    page_box frame; /* the map */
    page_box panel; /* the itinerary; empty on PLAN_BOXES */
    page_box head;  /* the title band of PLAN_PANEL_BELOW; empty otherwise */
    bool origin_shown;
    view *view;
    const uint8_t *forms; /* marker_form by station; NULL: all in full */
    bool issues_in_frame; /* PLAN_INSET: texts carry issues as on PLAN_BOXES */
} plan;

/* What the plan needs to know of texts that are not placed yet. */
typedef struct {
    double callout_width, callout_height; /* a typical full box, px */
    double name_width;                    /* a typical bare name */
    bool has_issues;
    GArray *sea_places;     /* geo_point to show besides: where ships go; NULL: none */
    const char *projection; /* overrides the trip's; NULL: none */
    bool untrusted;
    bool force_panel;    /* a first layout could not keep every box on the map */
    double head_height;  /* PLAN_PANEL_BELOW: of the band with the title; 0: no title */
    double panel_height; /* PLAN_PANEL_BELOW: what the itinerary needs; 0 unknown */
    double panel_width;  /* PLAN_SIDE_PANEL: what the itinerary needs; 0 unknown */
} plan_request;

/* false when a diagnostic was reported. */
bool plan_make(plan *out, const design *d, const itinerary *it, const plan_request *request);
/* A plan of form PLAN_FRAME for a frame given. */
bool plan_in_frame(plan *out, const design *d, const itinerary *it, page_box frame,
                   const plan_request *request);
void plan_clear(plan *p);

#endif
