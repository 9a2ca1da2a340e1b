/* SPDX-License-Identifier: MIT
 *
 * The base map of one view as page paths: land, countries, water, coast, borders, graticule; and
 * the raster that says what lies where.
 */
#ifndef TRIPMAP_FEATURES_BASEMAP_H
#define TRIPMAP_FEATURES_BASEMAP_H

#include "atlas/atlas.h"
#include "features/design.h"
#include "features/ground.h"
#include "features/itinerary.h"
#include "view/view.h"

typedef struct {
    const atlas_record *record;
    page_path path; /* rings in the frame; drawn apart only when visited or map-coloured */
    int visited;    /* by how many of the tours */
    double area_px2;
} basemap_country;

/* How far the map is to be drawn over its frame: half of the widest stroke on it and a bit, so that
 * neither ends nor the edges where rings are cut are seen. (px of the page) */
double basemap_bleed_px(const design *d);

typedef struct basemap {
    page_path land, lakes, rivers, borders, disputed, state_lines, graticule, outline;
    /* Lines, or empty where the land's rings are the coast: see basemap_coast. */
    page_path coastline;
    bool coast_is_land;
    GArray *countries; /* basemap_country: those that show in the frame */
    ground ground;
    double border_strength; /* 1 as the style says, less under old tours, 0 without borders */
    atlas_scale scale;
    int found[ATLAS_KIND_COUNT]; /* atlas_scale of each layer as it was found; -1: not used */
    double graticule_deg;
    guint left_out; /* parts that could not be drawn */
} basemap;

/* Small islands and lakes below the style's limits are left out, a visited country's never. */
basemap *basemap_new(const design *d, const view *v, atlas *a, const itinerary *it);
void basemap_free(basemap *b);
/* Which layers were drawn, at which scales. Owned by the caller. */
char *basemap_explain(const basemap *b);

#define basemap_get_country(b, i) (&g_array_index((b)->countries, basemap_country, (i)))

/* The shores of the land, closed where they are its rings. */
const page_path *basemap_coast(const basemap *b);
/* Where land lies in AREA, which may reach beyond the page: for sea legs that leave and come back.
 * Coarse; cells are 1 on land. The caller clears OUT. */
bool basemap_wide_ground(ground *out, const design *d, const view *v, atlas *a, page_box area);
/* Whether a coast, border or lake shore runs through BOX; islets and ponds inside it do not count.
 */
bool basemap_lines_cross(const basemap *b, page_box box);
/* Leaves out islets and ponds that lie inside BOX: a speck beside a letter looks like a printing
 * fault. */
void basemap_remove_specks(basemap *b, page_box box);

/* The flat fill that most of BOX lies on: the colour of a halo that removes lines only. */
color basemap_fill_under(const basemap *b, const style *st, page_box box);

/* Whether today's borders are drawn faintly, because a tour is older than they are. */
bool basemap_borders_are_faded(const itinerary *it);

/* Paints everything into the scene, in painter's order. */
void basemap_compose(const basemap *b, const design *d, const view *v, scene *s);

#endif
