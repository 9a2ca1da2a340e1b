/* SPDX-License-Identifier: MIT
 *
 * What is known about single projections, as data: names users write, the frame each PROJ
 * projection needs, and the keys a +proj string may hold. Internal to projection.c.
 */
#ifndef TRIPMAP_GEO_PROJECTION_TABLE_H
#define TRIPMAP_GEO_PROJECTION_TABLE_H

#include <stdbool.h>

typedef enum {
    CUT_MERIDIAN,    /* limit: greatest latitude */
    CUT_CONE,        /* a meridian, and the latitude where the cone's far pole runs away */
    CUT_CAP,         /* limit: radius in degrees */
    CUT_HORIZON,     /* cap as seen from +h */
    CUT_TRANSVERSE,  /* limit: longitude of the rotated window, 90 or 180 */
    CUT_BERTIN,      /* a meridian of the graticule that it turns and tilts itself */
    CUT_ROTATED,     /* ob_tran: the frame of +o_proj in a rotated graticule */
    CUT_GOODE,       /* lobes over the land */
    CUT_GOODE_OCEAN, /* lobes over the oceans */
    CUT_REGIONAL, /* made for one place: a cap around the page; longitudes are passed unchanged */
    CUT_UNKNOWN   /* found out by probing */
} projection_cut;

typedef struct {
    const char *proj;
    projection_cut cut;
    double limit_deg;
} projection_row;

/* The row of a PROJ name; CUT_UNKNOWN when no table has it. */
const projection_row *projection_row_find(const char *proj);
/* PROJ's name and fixed parameters ("wintri", "nsper +h=8000000") for a name users write. */
const char *projection_name_find(const char *name);
const char *projection_name_of(const char *proj);
const char *projection_name_nearest(const char *name);
bool projection_key_allowed(const char *key);
/* PROJ operations that draw no map (shifts, pipelines, conversions). */
bool projection_is_other_operation(const char *proj);
/* The ellipsoid of a datum name, NULL when unknown. */
const char *projection_datum_ellipsoid(const char *datum);

#endif
