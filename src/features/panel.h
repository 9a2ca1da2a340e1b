/* SPDX-License-Identifier: MIT
 *
 * The itinerary panel: every call in order with place, country, dates and issues. Beside the map
 * its spine repeats the route with the distance of each leg; below the map it runs in columns.
 */
#ifndef TRIPMAP_FEATURES_PANEL_H
#define TRIPMAP_FEATURES_PANEL_H

#include "features/design.h"
#include "features/itinerary.h"
#include "features/plan.h"

typedef struct panel panel;

/* Typesets the panel for a width. Type and gaps shrink, columns are added, until it is at most
 * MAX_HEIGHT_PX high or the type is TYPE_MIN_PX; smaller only as a LAST_RESORT. */
panel *panel_new(const design *d, const itinerary *it, plan_form form, double width_px,
                 double max_height_px, bool last_resort);
void panel_free(panel *p);
double panel_height(const panel *p);
/* Whether all of it fits into the height it was made for. */
bool panel_fits(const panel *p);
/* The smallest type it uses, px. */
double panel_min_type_px(const panel *p);
/* Leaves out the rows that do not end within HEIGHT_PX, rather than cut their text off. Returns how
 * many, and appends their places to NAMES ("Lima, Quito"). */
int panel_limit(panel *p, double height_px, GString *names);
int panel_left_out(const panel *p);
void panel_compose(const panel *p, page_box box, scene *s);

#endif
