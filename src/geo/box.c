/* SPDX-License-Identifier: MIT
 *
 * Boxes and arcs of longitude. See box.h.
 */
#include "geo/box.h"

#include <math.h>

#include "geo/sphere.h"

bool geo_box_overlap(const geo_box *a, const geo_box *b)
{
    if (a->south_deg > b->north_deg || b->south_deg > a->north_deg)
        return false;
    for (int k = -2; k <= 2; k++) {
        if (a->west_deg + 360 * k <= b->east_deg && b->west_deg <= a->east_deg + 360 * k)
            return true;
    }
    return false;
}

static gint by_west(gconstpointer a, gconstpointer b)
{
    double x = ((const lon_arc *)a)->west_deg, y = ((const lon_arc *)b)->west_deg;
    return (x > y) - (x < y);
}

/* Distance of a gap's middle from 170 W. */
static double pacific_distance(double west_deg, double width_deg)
{
    return fabs(wrap_deg(west_deg + width_deg / 2 + 170));
}

lon_arc lon_arc_union(GArray *arcs)
{
    if (arcs->len == 0)
        return (lon_arc){-180, 360};
    double west = INFINITY, reach = -INFINITY;
    for (guint i = 0; i < arcs->len; i++) {
        lon_arc *a = &g_array_index(arcs, lon_arc, i);
        a->west_deg = wrap_deg(a->west_deg);
        west = fmin(west, a->west_deg);
        reach = fmax(reach, a->west_deg + a->width_deg);
    }
    if (reach <= 180 && reach - west < 180) { /* no gap between them is as wide as that around */
        double around = west + 360 - reach;
        return (lon_arc){wrap_deg(reach + around), 360 - around};
    }
    g_array_sort(arcs, by_west);
    const lon_arc *arc = &g_array_index(arcs, lon_arc, 0);
    /* What an arc that runs past 180 covers at the western end of the circle. */
    reach = -INFINITY;
    for (guint i = 0; i < arcs->len; i++)
        reach = fmax(reach, arc[i].west_deg + arc[i].width_deg - 360);
    reach = fmax(reach, arc[0].west_deg + arc[0].width_deg);
    double gap_start = 0, gap = 0;
    for (guint i = 1; i <= arcs->len; i++) {
        double next = i < arcs->len ? arc[i].west_deg : arc[0].west_deg + 360;
        double width = next - reach;
        bool tie = fabs(width - gap) < 1e-9;
        if (width > 0 && ((width > gap && !tie) || (tie && pacific_distance(reach, width) <
                                                               pacific_distance(gap_start, gap)))) {
            gap = width;
            gap_start = reach;
        }
        if (i < arcs->len)
            reach = fmax(reach, arc[i].west_deg + arc[i].width_deg);
    }
    if (gap <= 0)
        return (lon_arc){-180, 360};
    return (lon_arc){wrap_deg(gap_start + gap), 360 - gap};
}

lon_arc lon_arc_of_line(const geo_point *points, size_t n)
{
    double lon = points[0].lon_deg, west = lon, east = lon;
    for (size_t i = 1; i < n; i++) {
        double step = wrap_deg(points[i].lon_deg - points[i - 1].lon_deg);
        if (fabs(step) > 175) /* over a pole */
            return (lon_arc){-180, 360};
        lon += step;
        west = fmin(west, lon);
        east = fmax(east, lon);
    }
    return (lon_arc){west, fmin(east - west, 360)};
}
