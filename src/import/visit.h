/* SPDX-License-Identifier: MIT
 *
 * Visits as travel records list them, and the readers of the forms such records come in. A visit
 * is one line of a record: who was where from when to when. tours.h makes trips of them.
 */
#ifndef TRIPMAP_IMPORT_VISIT_H
#define TRIPMAP_IMPORT_VISIT_H

#include "base/diag.h"
#include "trip/trip.h"

typedef struct {
    char *tour;             /* the record's own name of the tour, or NULL */
    char *person, *role;    /* NULL when the record says nothing */
    trip_date start, end;   /* end is start when the record leaves it empty */
    char *country, *locale; /* as written, or NULL */
    char *remarks;          /* or NULL */
    bool has_at;            /* points with coordinates */
    geo_point at;
    span span;
} visit;

visit *visit_new(span at);
void visit_free(visit *v);
/* ISO 8601 day, month or year, also with a time after it. */
bool visit_read_date(trip_date *out, const char *text);

/* Each appends to VISITS (visit*) what it can read of SRC and reports every line it cannot; false
 * when nothing of the file could be read. */

/* RFC 4180 with a header line; columns in any order, found by names like "start", "Start Date",
 * "from"; separator comma, semicolon or tab. */
bool import_csv(GPtrArray *visits, source *src, diag_list *diags);
/* The Office of the Historian's <trip> elements, any number a file. */
bool import_trips_xml(GPtrArray *visits, source *src, diag_list *diags);
/* GPX waypoints, route and track points; KML placemarks. */
bool import_gpx(GPtrArray *visits, source *src, diag_list *diags);
bool import_kml(GPtrArray *visits, source *src, diag_list *diags);
/* GeoJSON points. */
bool import_geojson(GPtrArray *visits, source *src, diag_list *diags);

/* Chooses a reader by the file's name and first bytes. */
bool import_visits(GPtrArray *visits, source *src, diag_list *diags);

#endif
