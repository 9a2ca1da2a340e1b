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

typedef struct basemap {
    page_path land, lakes, rivers, coastline, borders, disputed, state_lines, graticule, outline;
    GArray *countries; /* basemap_country: those that show in the frame */
    ground ground;
    atlas_scale scale;
    double graticule_deg;
} basemap;

/* Small islands and lakes below the style's limits are left out, a visited country's never. */
basemap *basemap_new(const design *d, const view *v, atlas *a, const itinerary *it);
void basemap_free(basemap *b);

#define basemap_get_country(b, i) (&g_array_index((b)->countries, basemap_country, (i)))

/* Whether a coast, border or lake shore runs through BOX; islets and ponds inside it do not count.
 */
bool basemap_lines_cross(const basemap *b, page_box box);
/* Leaves out islets and ponds that lie inside BOX: a speck beside a letter looks like a printing
 * fault. */
void basemap_remove_specks(basemap *b, page_box box);

/* The flat fill that most of BOX lies on: the colour of a halo that removes lines only. */
color basemap_fill_under(const basemap *b, const style *st, page_box box);

/* Paints everything into the scene, in painter's order. */
void basemap_compose(const basemap *b, const design *d, const view *v, scene *s);

#endif
