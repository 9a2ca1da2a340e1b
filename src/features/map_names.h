/* SPDX-License-Identifier: MIT
 *
 * Names of countries, seas and oceans, and of a few big cities that the tour passes by: the base
 * map's own lettering, placed last, where nothing else stands, and the only text that may be left
 * out.
 */
#ifndef TRIPMAP_FEATURES_MAP_NAMES_H
#define TRIPMAP_FEATURES_MAP_NAMES_H

#include "features/basemap.h"
#include "features/design.h"
#include "features/route.h"

typedef struct {
    text_run *run;
    page_point origin; /* start of the baseline */
    double angle_rad;
    bool water, visited;
    bool city; /* has a dot */
    page_point dot;
    color color, halo;
} map_name;

/* BLOCKED (page_box): labels, markers, furniture. RENAMES: map.names of the trip, or NULL. STOPS
 * (geo_point): no city is named near them; NULL for a map without cities. */
GArray *map_names_new(const design *d, const view *v, const basemap *b, const route *r,
                      const GArray *blocked, GHashTable *renames, bool countries,
                      const GArray *stops);
void map_names_compose(const GArray *names, const design *d, scene *s);

#endif
