/* SPDX-License-Identifier: MIT
 *
 * The locator: a small globe with the map's footprint, and the origin where the map cuts it off.
 */
#ifndef TRIPMAP_FEATURES_LOCATOR_H
#define TRIPMAP_FEATURES_LOCATOR_H

#include "features/design.h"
#include "features/itinerary.h"
#include "features/plan.h"

struct crowd;
typedef struct locator locator;

/* Placed where it hides least, and taken note of in ON. NULL when the trip or the page has none.
 * MOVED: it could not stand in the corner that the trip names. */
locator *locator_new(const design *d, const itinerary *it, const plan *p, const struct crowd *on,
                     bool *moved);
void locator_free(locator *l);
page_box locator_box(const locator *l);
void locator_compose(const locator *l, const design *d, const itinerary *it, const plan *p,
                     atlas *a, scene *s);

#endif
