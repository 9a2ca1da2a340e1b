/* SPDX-License-Identifier: MIT
 *
 * What the three route writers share: numbers and dates as text.
 */
#ifndef TRIPMAP_EXPORT_ROUTE_PARTS_H
#define TRIPMAP_EXPORT_ROUTE_PARTS_H

#include "features/itinerary.h"

/* "-79.5197": six decimals at most, no trailing zeros. */
void route_append_number(GString *out, double value);
/* "2025-02-01", "2025-02" or "2025"; false and nothing for an undated one. */
bool route_append_date(GString *out, trip_date date);
const char *route_mode_name(trip_mode mode);

#endif
