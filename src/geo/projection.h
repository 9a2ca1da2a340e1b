/* SPDX-License-Identifier: MIT
 *
 * Map projections: from what a user writes (a name, a +proj string, an EPSG code) to a function on
 * the sphere with its frame. With geodesic.c the only user of PROJ; each object has a PROJ context
 * of its own, so that maps can be made in parallel threads. Nothing here opens files or the
 * network, but EPSG codes are looked up in PROJ's database.
 */
#ifndef TRIPMAP_GEO_PROJECTION_H
#define TRIPMAP_GEO_PROJECTION_H

#include "base/diag.h"
#include "geo/frame.h"

typedef struct projection projection;

/* What a user wrote, as a list of PROJ parameters that may still lack a centre. */
typedef struct {
    GPtrArray *parameters; /* char* "key=value" or "key", without "+"; proj=… first */
} projection_spec;

/* Reads TEXT: "laea", "equal-earth", "+proj=…", "EPSG:3035". UNTRUSTED refuses everything but
 * names. False with DIAG_BAD_PROJECTION at AT. */
bool projection_spec_parse(projection_spec *out, const char *text, bool untrusted, span at,
                           diag_list *diags);
void projection_spec_clear(projection_spec *spec);
/* Borrowed: the value of KEY, "" for a flag, NULL when absent. */
const char *projection_spec_get(const projection_spec *spec, const char *key);
double projection_spec_number(const projection_spec *spec, const char *key, double otherwise);
/* Sets KEY to a number with at most nine significant digits after the point; adds it if absent. */
void projection_spec_set(projection_spec *spec, const char *key, double value);
/* True when the figure of the Earth is given (R, a, ellps, datum). */
bool projection_spec_has_figure(const projection_spec *spec);
void projection_spec_set_figure(projection_spec *spec, bool sphere);
/* True when KEY means something to the projection and is not given: what the extent must fill. */
bool projection_spec_wants(const projection_spec *spec, const char *key);
/* Gives a UTM projection that lacks its zone the one that holds the meridian. */
void projection_spec_fill_zone(projection_spec *spec, double lon_deg);
/* True for projections that show the whole Earth, cut along one meridian. */
bool projection_spec_is_world_map(const projection_spec *spec);
/* True for views from space, of which one expects to see the whole disc, and which are drawn on the
 * sphere; and the longitude that an interrupted projection's lobes are made for (NAN: none). */
bool projection_spec_is_globe(const projection_spec *spec);
double projection_spec_usual_lon_0(const projection_spec *spec);
/* The +proj string, owned by the caller. */
char *projection_spec_string(const projection_spec *spec);

bool projection_create(projection **out, const projection_spec *spec, span at, diag_list *diags);
/* One more owner, in the same thread; each calls projection_free. */
projection *projection_ref(projection *p);
void projection_free(projection *p);
const char *projection_string(const projection *p);
/* The frame that table 2.8 gives; a caller may narrow a copy of it. */
const geo_frame *projection_frame(const projection *p);
void projection_set_frame(projection *p, const geo_frame *f);

/* Puts the cap of a projection that is made for one place, or whose breaks no table knows, around
 * CENTER, as wide as the projection is good there; does nothing to others or where the cap would be
 * empty. */
void projection_center_on(projection *p, geo_point center);
/* Of a projection whose breaks no table knows: all that is finite is on the map, but without fills;
 * false for others. */
bool projection_uncut(projection *p);

/* Angles in, metres out (y up), in place; a point that cannot be projected becomes infinite. The
 * angles are those of frame_to_angles. */
void projection_forward(const projection *p, double *x, double *y, size_t n);
/* Whether PROJ has an inverse. */
bool projection_has_inverse(const projection *p);
/* Metres in, angles out; by trial where PROJ has no inverse. False where there is no such place. */
bool projection_inverse(const projection *p, double *x, double *y);

/* The short name of a projection as users write it ("equal-earth"), else PROJ's own. */
const char *projection_display_name(const projection_spec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(projection, projection_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(projection_spec, projection_spec_clear)

#endif
