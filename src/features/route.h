/* SPDX-License-Identifier: MIT
 *
 * The route on the page: legs as drawn, their arrow heads, and the captions where a leg leaves the
 * frame for an origin that the map does not show.
 */
#ifndef TRIPMAP_FEATURES_ROUTE_H
#define TRIPMAP_FEATURES_ROUTE_H

#include "features/basemap.h"
#include "features/design.h"
#include "features/itinerary.h"
#include "features/marker.h"
#include "view/view.h"

typedef struct {
    const itinerary_leg *leg;
    page_path path;  /* as drawn, clipped to the frame */
    bool cut;        /* one end has no marker: an origin left out, a stop outside an inset */
    bool enters;     /* of a cut leg: it is the start that has none */
    bool fanned;     /* moved aside from others that leave an inset the same way */
    bool hair;       /* between two plain dots: thin, without an arrow head */
    page_point exit; /* where a cut leg crosses the frame */
    bool has_arrow;
    page_point arrow_tip;
    page_point arrow_along; /* unit vector of travel at the tip */
    double arrow_length, arrow_width;
    text_run *number;     /* of the call it leads to, where lanes lie side by side; NULL without */
    page_point number_at; /* its middle */
    double number_rad;    /* along the line, upright */
} route_leg;

/* "from Washington / 3,320 km" beside a cut leg. */
typedef struct {
    int leg;                   /* index into route.legs */
    text_run *name, *distance; /* distance: NULL in insets */
    page_box box;
    bool align_right; /* text ends at the line, which is on its right */
} route_caption;

typedef struct route {
    GArray *legs;     /* route_leg, in order of travel */
    GArray *captions; /* route_caption */
} route;

/* B and A: where land lies, for sea legs. INSET: legs between stops without markers are left out,
 * and captions say "to and from Cairo" once a stop, without distances. */
route *route_new(const design *d, const itinerary *it, const view *v, const basemap *b, atlas *a,
                 const GArray *markers, bool inset);
void route_free(route *r);
/* The box of a leg's number. */
page_box route_number_box(const route_leg *leg);
/* The outline of a leg's arrow head, closed. */
void route_arrow_path(const route_leg *leg, double grow_px, page_path *out);
/* Gives a leg's paint its dash: by mode, and by tour where several tours fly. */
void route_dash(scene_paint *paint, const itinerary *it, const itinerary_leg *leg, double k);
void route_compose(const route *r, const design *d, const itinerary *it, scene *s);
void route_captions_compose(const route *r, const design *d, const basemap *b, scene *s);

#define route_get_leg(r, i) (&g_array_index((r)->legs, route_leg, (i)))

#endif
