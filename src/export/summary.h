/* SPDX-License-Identifier: MIT
 *
 * What a list of many maps says about one: what it shows, and how well its layout came out.
 */
#ifndef TRIPMAP_EXPORT_SUMMARY_H
#define TRIPMAP_EXPORT_SUMMARY_H

#include "features/page_audit.h"

typedef struct {
    char *title, *traveler; /* "" where the trip says nothing */
    char *dates;            /* "2025-02-01/2025-02-06", of the precision written; "" undated */
    GPtrArray *countries;   /* char *, NULL-terminated: those of the time, by first visit */
    int stops;
    double distance_m;
    int labels;   /* one for each marker */
    int in_panel; /* of those, moved to the itinerary beside the map */
    int breaches; /* of the layout's hard rules, as the verifier counts them */
    double route_px, route_covered_px;
} map_summary;

void map_summary_make(map_summary *out, const page_layout *l, const page_audit *audit);
void map_summary_clear(map_summary *s);

#endif
