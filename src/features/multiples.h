/* SPDX-License-Identifier: MIT
 *
 * Small multiples: one map a tour, side by side on one page, all in one projection and scale, so
 * that the place on the page tells the tours apart.
 */
#ifndef TRIPMAP_FEATURES_MULTIPLES_H
#define TRIPMAP_FEATURES_MULTIPLES_H

#include "features/page_layout.h"

typedef struct multiples multiples;

/* WHOLE holds all tours and chooses projection and scale (borrowed while the page lives); TOURS are
 * itineraries of one tour each, taken. false when a diagnostic was reported. */
bool multiples_make(multiples **out, const design *d, const itinerary *whole, GPtrArray *tours,
                    atlas *a, const page_wishes *wishes);
void multiples_free(multiples *m);
int multiples_count(const multiples *m);
const page_layout *multiples_get(const multiples *m, int index);
scene *multiples_compose(const multiples *m);

#endif
