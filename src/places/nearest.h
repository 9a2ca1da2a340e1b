/* SPDX-License-Identifier: MIT
 *
 * Names that look like a misspelt one, for the help of an unknown place.
 */
#ifndef TRIPMAP_PLACES_NEAREST_H
#define TRIPMAP_PLACES_NEAREST_H

#include "places/candidates.h"

#define NEAREST_MAX 3

/* The places whose names are spelt most like the query's, best first, those that its filters let
 * pass before others; at most NEAREST_MAX. Returns how many. */
uint32_t nearest_places(uint32_t places[NEAREST_MAX], const place_query *query);

#endif
