/* SPDX-License-Identifier: MIT
 *
 * The route for other programs: stops and geodesic legs as GeoJSON (RFC 7946), KML 2.2 and GPX 1.1.
 */
#ifndef TRIPMAP_EXPORT_ROUTE_H
#define TRIPMAP_EXPORT_ROUTE_H

#include "features/itinerary.h"

/* The geodesic of each leg through its via points, a point every degree at least, as one line, or
 * two and more where it crosses the antimeridian: by leg a GPtrArray of GArray of geo_point. What
 * the writers below have in common; owned by the caller, like what they return. */
GPtrArray *route_lines_new(const itinerary *it);

/* Points with tour, number, name, country, dates, issues, note, link; lines with from, to, mode,
 * distance_km. */
char *route_geojson_new(const itinerary *it, const GPtrArray *lines);
/* A folder a tour: placemarks with time spans, lines on the ground. */
char *route_kml_new(const itinerary *it, const GPtrArray *lines);
/* Stops as waypoints, each tour as a track with a segment a leg. */
char *route_gpx_new(const itinerary *it, const GPtrArray *lines);

#endif
