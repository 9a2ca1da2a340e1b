/* SPDX-License-Identifier: MIT
 *
 * A finished map: the scene to be drawn, and what else is told of it.
 */
#ifndef TRIPMAP_TRIPMAP_MAP_H
#define TRIPMAP_TRIPMAP_MAP_H

#include "export/html_page.h"
#include "export/summary.h"
#include "scene/scene.h"
#include "tripmap_api.h"

struct tripmap_map {
    scene *scene;
    char *alt_text, *layout_json, *compromises, *explain;
    char *geojson, *kml, *gpx;
    html_page html;
    char *scene_text; /* made when first asked for */
    map_summary facts;
    tripmap_summary summary; /* borrows from facts */
};

#endif
