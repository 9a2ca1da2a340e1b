/* SPDX-License-Identifier: MIT
 *
 * The order-of-calls chart: rows are places from north to south, columns are calls. It tells what
 * no bundle of lanes can, where a shuttle calls at few places many times.
 */
#ifndef TRIPMAP_FEATURES_CHART_H
#define TRIPMAP_FEATURES_CHART_H

#include "features/design.h"
#include "features/itinerary.h"

typedef struct chart chart;

/* Whether the trip asks for a chart, or is a shuttle where it leaves the choice. */
bool chart_wanted(const itinerary *it);
/* MAX_WIDTH_PX: columns narrow until it fits. */
chart *chart_new(const design *d, const itinerary *it, double max_width_px);
void chart_free(chart *c);
double chart_width(const chart *c);
double chart_height(const chart *c);
void chart_compose(const chart *c, page_box box, scene *s);

#endif
