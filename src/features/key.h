/* SPDX-License-Identifier: MIT
 *
 * The key: a small panel on the map that lists each tour's calls by country with number ranges and
 * dates ("11–14 Guatemala 14–17 Mar"). Used where stops are many or several tours share a page.
 */
#ifndef TRIPMAP_FEATURES_KEY_H
#define TRIPMAP_FEATURES_KEY_H

#include "features/design.h"
#include "features/itinerary.h"

typedef struct key key;

/* MAX_HEIGHT_PX: the type shrinks, and rows flow into columns, until it fits. */
key *key_new(const design *d, const itinerary *it, double max_height_px);
void key_free(key *k);
double key_width(const key *k);
double key_height(const key *k);
void key_compose(const key *k, page_box box, scene *s);

/* What a tour is called in keys and legends: "Knox 1912", else its title. Owned by the caller. */
char *key_tour_name(const itinerary_tour *tour);

#endif
