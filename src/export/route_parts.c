/* SPDX-License-Identifier: MIT
 *
 * Legs as lines that other programs can draw without knowing of geodesics or of the antimeridian.
 */
#include "export/route_parts.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "export/route.h"
#include "geo/geodesic.h"

#define STEP_DEG 1.0

static GArray *new_line(GPtrArray *lines)
{
    GArray *line = g_array_new(FALSE, FALSE, sizeof(geo_point));
    g_ptr_array_add(lines, line);
    return line;
}

/* Cuts POINTS where they jump from one end of the map to the other. */
static GPtrArray *cut_lines(const GArray *points)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    GArray *line = new_line(lines);
    for (guint i = 0; i < points->len; i++) {
        geo_point p = g_array_index(points, geo_point, i);
        if (i > 0) {
            geo_point q = g_array_index(points, geo_point, i - 1);
            if (fabs(p.lon_deg - q.lon_deg) > 180) {
                double edge = q.lon_deg > 0 ? 180 : -180;
                double gap = 360 - fabs(p.lon_deg - q.lon_deg);
                double t = gap > 0 ? fabs(edge - q.lon_deg) / gap : 0;
                geo_point at = {edge, q.lat_deg + t * (p.lat_deg - q.lat_deg)};
                g_array_append_val(line, at);
                line = new_line(lines);
                at.lon_deg = -edge;
                g_array_append_val(line, at);
            }
        }
        g_array_append_val(line, p);
    }
    return lines;
}

static GPtrArray *leg_lines(const itinerary *it, const itinerary_leg *leg)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    geo_point from = itinerary_get_station(it, leg->from)->at;
    for (guint i = 0; leg->via && i < leg->via->len; i++) {
        geo_point via = g_array_index(leg->via, geo_point, i);
        geodesic_sample(points, from, via, STEP_DEG);
        g_array_set_size(points, points->len - 1);
        from = via;
    }
    geodesic_sample(points, from, itinerary_get_station(it, leg->to)->at, STEP_DEG);
    return cut_lines(points);
}

GPtrArray *route_lines_new(const itinerary *it)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    for (guint i = 0; i < it->legs->len; i++)
        g_ptr_array_add(lines, leg_lines(it, itinerary_get_leg(it, i)));
    return lines;
}

void route_append_number(GString *out, double value)
{
    number_append(out, value, 6);
}

bool route_append_date(GString *out, trip_date date)
{
    if (date.year == 0)
        return false;
    g_string_append_printf(out, "%04d", date.year);
    if (date.month)
        g_string_append_printf(out, "-%02d", date.month);
    if (date.month && date.day)
        g_string_append_printf(out, "-%02d", date.day);
    return true;
}

const char *route_mode_name(trip_mode mode)
{
    static const char *const NAMES[] = {[TRIP_MODE_AIR] = "air",
                                        [TRIP_MODE_SEA] = "sea",
                                        [TRIP_MODE_RAIL] = "rail",
                                        [TRIP_MODE_ROAD] = "road"};
    return NAMES[mode];
}
