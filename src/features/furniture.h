/* SPDX-License-Identifier: MIT
 *
 * What stands on the map beside the route: title block, key, chart, locator globe, scale bar,
 * credit. Each is typeset first, given a place where the page is emptiest, then painted.
 */
#ifndef TRIPMAP_FEATURES_FURNITURE_H
#define TRIPMAP_FEATURES_FURNITURE_H

#include "features/basemap.h"
#include "features/chart.h"
#include "features/key.h"
#include "features/locator.h"
#include "features/plan.h"
#include "features/route.h"

typedef struct {
    const trip_map_options *wishes; /* of the trip */
    GString *moved;                 /* what could not stand where the trip wished */
    GPtrArray *title, *subtitle;    /* text_run lines; empty arrays for none */
    page_box title_box;             /* with its padding when it needs a plate */
    bool title_plate, title_moved;
    GPtrArray *credit;
    page_box credit_box;
    bool has_scale;
    text_run *scale_label;
    double scale_length_px;
    page_box scale_box;
    key *key; /* NULL without */
    page_box key_box;
    chart *chart; /* NULL without */
    page_box chart_box;
    locator *locator; /* NULL without */
} furniture;

/* The size of the title block as PLAN_BOXES sets it; 0 without a title. */
void furniture_title_size(const design *d, const itinerary *it, plan_form form, double *width,
                          double *height);
/* How far the credit reaches up from the foot of a side panel WIDTH_PX wide; 0 without a credit. */
double furniture_credit_height(const design *d, const itinerary *it, double width_px);
/* RESERVED (page_box): what stands on the page already. */
furniture *furniture_new(const design *d, const itinerary *it, const plan *p, const basemap *b,
                         const route *r, const GArray *markers, const GArray *reserved);
void furniture_free(furniture *f);
/* The credit line: what the lines are, sources, map data. Owned by the caller. */
char *furniture_credit_text(const itinerary *it, const char *lang);
/* The label of a scale bar for the middle of the plan's frame and its length; NULL without. */
text_run *furniture_scale_text(const design *d, const plan *p, double *length_px);
void furniture_compose_scale(const design *d, text_run *label, page_box box, scene *s);
/* The boxes that nothing else may touch; page_box appended. */
void furniture_blocked(const furniture *f, GArray *boxes);
void furniture_compose(const furniture *f, const design *d, const itinerary *it, const plan *p,
                       atlas *a, scene *s);

#endif
