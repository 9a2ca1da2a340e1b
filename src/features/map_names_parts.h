/* SPDX-License-Identifier: MIT
 *
 * What the files that name the base map share: the page's open ground in name_ground.c, countries
 * in country_names.c, waters in water_names.c, cities in city_names.c.
 */
#ifndef TRIPMAP_FEATURES_MAP_NAMES_PARTS_H
#define TRIPMAP_FEATURES_MAP_NAMES_PARTS_H

#include "features/map_names.h"

/* Probe distances across a name's box, px. */
#define PROBE_PX    6.0
#define CITY_DOT_PX 1.9
/* No country's number: a page has some two hundred at most. */
#define NAME_CLOSED UINT16_MAX

typedef struct name_probes name_probes;

typedef struct {
    const design *d;
    const view *v;
    const basemap *b;
    const route *r;
    GArray *blocked; /* page_box; names placed so far are added as small boxes */
    GArray *names;
    uint16_t *open;   /* the ground's cells; NAME_CLOSED where a leg or arrow head crosses */
    page_box inner;   /* the frame less its rim */
    name_probes *aim; /* of the footprint that a place is looked for */
} name_search;

typedef struct {
    double width, height, angle;
    uint16_t own; /* country value, GROUND_SEA for waters */
    bool sea_too; /* small islands: the name may stand beside them on the sea */
} name_footprint;

/* Closes the cells under legs and arrow heads, and those beyond the edge of the world. */
void name_mark_route(name_search *q);
/* Whether a probe at P meets nothing. */
bool name_point_open(const name_search *q, page_point p);
/* Whether every probe of the rotated box lies on the name's own ground and on nothing else;
 * name_aim at the footprint comes first, once for all its places. */
void name_aim(name_search *q, const name_footprint *t);
bool name_fits(const name_search *q, const name_footprint *t, page_point center);
/* At the end. */
void name_probes_free(name_probes *o);
/* Takes RUN. NAME holds what is known besides: colour, kind. Later names keep off it. */
void name_keep(name_search *q, text_run *run, const name_footprint *t, page_point center,
               map_name name);
/* What the trip wants the name to be; NULL where it is to be hidden. Owned by the caller. */
char *name_shown(const char *name, GHashTable *renames);

/* Largest first; what finds no place is left out. */
void names_place_waters(name_search *q, GHashTable *renames);
void names_place_countries(name_search *q, GHashTable *renames);
/* STOPS (geo_point): no city is named near them. */
void names_place_cities(name_search *q, GHashTable *renames, const GArray *stops);

#endif
