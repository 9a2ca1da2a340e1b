/* SPDX-License-Identifier: MIT
 *
 * Sea legs: a smooth curve through water where a great circle would cross land. Schematic, not a
 * track: the page says so.
 */
#ifndef TRIPMAP_FEATURES_SEA_ROUTE_H
#define TRIPMAP_FEATURES_SEA_ROUTE_H

#include "features/sea_grid.h"

/* Appends one part from A to B that keeps to water where the grid has any, a little off the coast,
 * and KEEP_OFF_PX from the points in AVOID (other stops). Land in between is crossed where it is
 * narrowest. */
void sea_route_path(page_path *out, sea_grid *water, page_point a, page_point b,
                    const page_point *avoid, int n_avoid, double keep_off_px);
/* The length of WAY, px, where a px over land is so many as a ship goes round to avoid it; land
 * around the ports at its ends does not count. */
double sea_route_burden(const sea_grid *water, const page_path *way);

#endif
