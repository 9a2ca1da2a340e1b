/* SPDX-License-Identifier: MIT
 *
 * Call-outs: the text of a station set in every form the layout may choose from, measured but not
 * yet placed. One box holds name, country, dates and issues; without issues the text stands bare.
 */
#ifndef TRIPMAP_FEATURES_CALLOUT_H
#define TRIPMAP_FEATURES_CALLOUT_H

#include "features/basemap.h"
#include "features/design.h"
#include "features/itinerary.h"
#include "label/label.h"

typedef struct {
    text_run *run;
    double x, baseline; /* px from the variant's top left */
    const char *class_name;
    color color;
    bool bullet;                /* a bullet stands before it */
    const itinerary_call *call; /* whose issue or date this is; NULL for the name */
} callout_line;

typedef struct {
    label_variant size;
    GArray *lines; /* callout_line */
} callout_variant;

typedef struct {
    int station;
    GArray *variants; /* callout_variant, best first, by rung */
} callout;

typedef struct {
    bool with_issues; /* full boxes; else the best rung is name and date, the rest in the panel */
    bool with_dates;
} callout_wish;

/* The call-outs of the stations in STATIONS (int), in that order. */
GPtrArray *callouts_new(const design *d, const itinerary *it, const GArray *stations,
                        callout_wish wish);
/* Paints a variant where it was placed: box, lines, bullets. MARKER: its stop's centre. Every line
 * of bare text has a halo of what lies beneath it on BASE. */
void callout_compose(const design *d, const callout_variant *variant, const label_placement *at,
                     page_point marker, const basemap *base, scene *s);

#endif
