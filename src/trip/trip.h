/* SPDX-License-Identifier: MIT
 *
 * The trip as its author wrote it: stops, dates, issues, wishes for the map. Nothing is looked up
 * or decided here; places/ finds the coordinates, view/ and label/ decide the rest.
 */
#ifndef TRIPMAP_TRIP_TRIP_H
#define TRIPMAP_TRIP_TRIP_H

#include <glib.h>
#include <stdbool.h>

#include "base/diag.h"
#include "geo/geo.h"

/* A calendar date of limited precision. month or day 0: not given. year 0: no date. */
typedef struct {
    int year, month, day;
} trip_date;

/* end equals start for a single day, month or year. */
typedef struct {
    trip_date start, end;
    bool uncertain; /* written with a trailing "?" */
    span span;
} trip_dates;

typedef enum { TRIP_MODE_AIR, TRIP_MODE_SEA, TRIP_MODE_RAIL, TRIP_MODE_ROAD } trip_mode;
/* What the author wants of a part of the page; a corner or side means always, and there. */
typedef enum {
    TRIP_AUTO,
    TRIP_ALWAYS,
    TRIP_NEVER,
    TRIP_TOP_LEFT,
    TRIP_TOP_RIGHT,
    TRIP_BOTTOM_LEFT,
    TRIP_BOTTOM_RIGHT,
    TRIP_LEFT = TRIP_TOP_LEFT, /* of the panel alone */
    TRIP_RIGHT = TRIP_TOP_RIGHT
} trip_switch;

/* A place as written: one text ("San José, Costa Rica"), or name and country apart. */
typedef struct {
    char *text;    /* the place, or the name */
    char *country; /* NULL unless given apart */
    bool has_at;
    geo_point at; /* the author's own coordinates */
    span span, country_span, at_span;
} trip_place;

typedef struct {
    trip_place place;
    trip_dates dates;
    GPtrArray *issues;      /* char* */
    char *note, *link;      /* or NULL */
    trip_mode mode;         /* of the leg that leads here */
    int priority;           /* 0 normal; higher keeps its text on the map longer */
    GArray *via;            /* geo_point: shape points of the leg that leads here, or NULL */
    const char *label_side; /* "left", "right", "above", "below", or NULL; static */
    bool has_label_at;
    page_point label_at; /* top left of the label box, px */
    span span;
} trip_stop;

typedef struct {
    char *name, *link; /* link may be NULL */
} trip_source;

/* The trip's map: section; NULL strings and AUTO where the author said nothing. */
typedef struct {
    char *style, *page, *projection;
    trip_switch locator, panel, scale_bar, title, credit, insets, chart, country_names;
    const char *borders; /* "auto", "modern", "none", "faded"; static, NULL where not given */
    trip_switch distances;
    bool modern_place_names; /* place_name: modern, labels show today's name beside the old one */
    bool system_fonts;       /* fonts: system, the machine's fonts for letters the shipped lack */
    GHashTable *names;       /* base-map name → new name, "hide" to leave it out; or NULL */
    span style_span, page_span, projection_span;
} trip_map_options;

typedef struct trip {
    source *source; /* keeps every span alive; NULL for a trip built in code */
    char *title, *subtitle, *traveler, *role, *lang; /* lang defaults to "en" */
    bool has_origin;
    trip_place origin; /* from: */
    trip_switch origin_show;
    bool returns; /* return: the trip ends where it began */
    trip_mode return_mode;
    GArray *return_via; /* geo_point, or NULL */
    GPtrArray *stops;   /* trip_stop*, at least one */
    GPtrArray *sources; /* trip_source* */
    trip_map_options map;
} trip;

/* Reads a trip from YAML text. false when any error was reported; *out is then NULL. */
bool trip_read(trip **out, source *src, diag_list *diags);
/* An empty trip with its arrays, for building one in code. */
trip *trip_new(void);
trip_stop *trip_stop_new(void);
void trip_stop_free(trip_stop *stop);
/* True for links that a map may carry: http, https and mailto, without blanks or controls. */
bool trip_link_is_safe(const char *link);
void trip_free(trip *t);
/* First and last day over all stops; year 0 when no stop is dated. */
trip_dates trip_span_of_dates(const trip *t);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(trip, trip_free)

#endif
