/* SPDX-License-Identifier: MIT
 *
 * The frame of a projection: a rotation of the sphere and the window of it that the projection can
 * draw without a break. Rings and lines are cut in frame coordinates, where every cut is a straight
 * edge or a circle, before they are projected.
 */
#ifndef TRIPMAP_GEO_FRAME_H
#define TRIPMAP_GEO_FRAME_H

#include "geo/geo.h"
#include "geo/sphere.h"

typedef enum {
    FRAME_MERIDIAN, /* u = lon - lon_0 (not wrapped), v = lat; cut along one meridian */
    FRAME_OBLIQUE,  /* the same in a rotated graticule */
    FRAME_CAP,      /* all points within a distance of a centre */
    FRAME_LOBES     /* FRAME_MERIDIAN with several windows: interrupted projections */
} frame_kind;

/* A window of frame coordinates in degrees. */
typedef struct {
    double u_lo, u_hi, v_lo, v_hi;
} frame_window;

#define FRAME_MAX_LOBES 12
/* Interrupted projections choose the lobe by longitude, so that lobes end a little inside their
 * borders: 2e-9 rad. */
#define FRAME_LOBE_NUDGE_DEG (2e-9 * RAD_TO_DEG)

typedef struct {
    frame_kind kind;
    double lon_0_deg;
    frame_window window;      /* MERIDIAN, OBLIQUE; the whole sphere for LOBES */
    sphere_rotation rotation; /* OBLIQUE: vectors relative to lon_0 to the frame; CAP: to azimuthal
                                 vectors (east, north, towards the centre) */
    bool projected_rotated;   /* OBLIQUE: the projection takes frame coordinates (ob_tran) */
    double radius_rad, cos_radius; /* CAP */
    frame_window lobes[FRAME_MAX_LOBES];
    int n_lobes;
    bool refuse_fills; /* has breaks that no window describes */
} geo_frame;

/* What coordinates a vertex of a frame_path has. */
typedef enum {
    AT_GEO,   /* u = longitude relative to lon_0 (continuous, not wrapped), v = latitude */
    AT_FRAME, /* the window's coordinates: as AT_GEO, but rotated in OBLIQUE frames, and edges are
                 straight in them whatever they were in the source */
    AT_RIM    /* CAP: u = azimuth on the rim, counter-clockwise from east */
} frame_at;

typedef struct {
    double u, v;
    uint8_t at; /* frame_at; an edge between different kinds has no length */
} frame_vertex;

void frame_meridian(geo_frame *f, double lon_0_deg, double v_lo, double v_hi);
/* ROTATION takes vectors relative to lon_0 to the frame. */
void frame_oblique(geo_frame *f, double lon_0_deg, sphere_rotation rotation, frame_window window);
void frame_cap(geo_frame *f, double lon_0_deg, geo_point center, double radius_deg);
/* N and S: longitudes of the interruptions relative to lon_0, west to east, both borders included.
 */
void frame_lobes(geo_frame *f, double lon_0_deg, const double *north, int n_north,
                 const double *south, int n_south);

/* The rotation that puts the frame's pole at (lon, lat) relative to lon_0, as PROJ's ob_tran does,
 * and turns the rotated longitudes by LON_P. */
sphere_rotation frame_rotation(double pole_lat_deg, double lon_p_deg);
/* The rotation of transverse projections: the meridian lon_0 becomes the frame's equator. */
sphere_rotation frame_rotation_transverse(void);
/* The rotation within Bertin's projection of 1953: 16.5 E 42 N becomes the middle. */
sphere_rotation frame_rotation_bertin(void);

/* Any point of the sphere in frame terms: the vertex to project. False when it is off the map. */
bool frame_locate(const geo_frame *f, geo_point p, frame_vertex *out);
/* Whether the angles that the projection takes are a vertex's own coordinates, so that what is
 * straight in these is straight in those. */
bool frame_is_direct(const geo_frame *f, frame_at at);
/* The angles (radians) that the projection takes for a vertex. */
void frame_to_angles(const geo_frame *f, frame_vertex p, double *lam_rad, double *phi_rad);
/* Back from the projection's angles. */
geo_point frame_from_angles(const geo_frame *f, double lam_rad, double phi_rad);
/* Vector relative to lon_0 of a vertex of any kind. */
vec3 frame_vertex_vector(const geo_frame *f, frame_vertex p);
/* The frame coordinates of a vector relative to lon_0 (OBLIQUE; for others lon - lon_0, lat). */
geo_point frame_rotate(const geo_frame *f, vec3 v);
/* Cosine of the distance from the centre minus that of the rim: positive inside (CAP). */
double frame_depth(const geo_frame *f, vec3 v);
/* How far a vector relative to lon_0 lies from the edge of the frame at least, in radians; negative
 * outside (OBLIQUE, CAP). */
double frame_clearance_rad(const geo_frame *f, vec3 v);
/* Azimuth about the centre in degrees, counter-clockwise from east (CAP). */
double frame_azimuth_deg(const geo_frame *f, vec3 v);

#endif
