/* SPDX-License-Identifier: MIT
 *
 * The view: projection, extent and page transform, chosen once and immutable. Everything that
 * lands on the page goes through here and comes back cut at the projection's seams and horizon,
 * resampled, clipped to the frame and snapped.
 */
#ifndef TRIPMAP_VIEW_VIEW_H
#define TRIPMAP_VIEW_VIEW_H

#include "atlas/atlas.h"
#include "base/diag.h"
#include "geo/geo.h"

/* Immutable as far as can be seen, but it owns working memory and a PROJ context: a view is used by
 * one thread at a time; with the views derived from it, which share the context. */
typedef struct view view;

void view_free(view *v);
page_box view_frame(const view *v); /* the part of the page that shows map */
/* Equal for views that draw everything alike. Owned by the caller. */
char *view_key(const view *v);
const char *view_projection_string(const view *v); /* the full +proj string */
/* false when the point cannot be shown (beyond the horizon); it may still lie off the frame. */
bool view_project(const view *v, geo_point p, page_point *out);
/* The same by what layers are drawn with: within 0.03 px of it, and several times quicker. */
bool view_project_near(const view *v, geo_point p, page_point *out);
bool view_unproject(const view *v, page_point p, geo_point *out);
/* The window of longitudes and latitudes that the frame shows, to cull records with. */
geo_box view_window(const view *v);
/* Whether neither the map's outline nor the antimeridian, at which rings of the atlas end, runs
 * through the frame: all edges of fills in it are true ones. */
bool view_is_seamless(const view *v);
bool view_may_show(const view *v, geo_box bounds);
double view_m_per_px(const view *v, page_point at); /* local scale along the parallel */
double view_scale_variation(const view *v);         /* max / min local scale over the frame */
double view_area_shown(const view *v);              /* fraction of the sphere in the frame */
double view_nominal_m_per_px(const view *v);        /* projected metres a px, same everywhere */
/* The scale of Natural Earth whose vertices stand about 1 px apart. */
atlas_scale view_atlas_scale(const view *v);

/* All append to OUT; what leaves the frame is cut where the bleed ends. Fills are closed rings for
 * the even-odd rule that do not repeat their first point; their edges along the map's outline and
 * the antimeridian must never be stroked. Those of
 * geo_shape return the number of parts that were dropped because they are no geometry (coordinates
 * that are not finite or out of range, rings of fewer than three points) or because the projection
 * tears them where it should not; warn once. Maps of which view_fit warned as a whole count no
 * tears. */
uint32_t view_fill(const view *v, const geo_shape *rings, page_path *out);
uint32_t view_lines(const view *v, const geo_shape *lines, page_path *out);
/* The same with great circles between the points; rings have their inside to the right. */
uint32_t view_fill_great(const view *v, const geo_shape *rings, page_path *out);
uint32_t view_lines_great(const view *v, const geo_shape *lines, page_path *out);
/* The shortest way on WGS 84; an exactly antipodal pair goes by the north pole. Several parts where
 * it runs over the map's cut. */
void view_geodesic(const view *v, geo_point a, geo_point b, page_path *out);
void view_graticule(const view *v, double step_deg, page_path *out);
void view_outline(const view *v,
                  page_path *out); /* of the projected sphere, clipped to the frame */

/* What the view has to show. */
typedef struct {
    const geo_point *points; /* all must be inside */
    size_t n_points;
    const geo_point (*legs)[2]; /* geodesics that must be inside */
    size_t n_legs;
    page_box frame; /* where on the page the map goes */
    double margin_left, margin_top, margin_right, margin_bottom; /* px kept free inside the frame */
    double bleed_px; /* how far the frame is to be drawn over, so that no stroke ends in it; 0: 8 */
    const char *projection; /* NULL or "auto", a name, a +proj string or an EPSG code */
    span projection_span;
    bool untrusted; /* refuse raw strings */
    /* May be NULL: what messages call the points, and where to store the index of the point that
     * the projection cannot show (SIZE_MAX when all can be shown). */
    const char *const *point_names;
    size_t *unshown_point;
} view_request;

/* Chooses projection, scale and place. The projection is DIAG_BAD_PROJECTION when it is unknown,
 * refused or cannot show a point; an antipodal leg is a note. */
bool view_fit(view **out, const view_request *request, diag_list *diags);
/* The same for a view that is first compared with others: points can be asked, but before anything
 * else it must be measured, which is half of the work. */
bool view_sketch(view **out, const view_request *request, diag_list *diags);
/* Measures window, scale variation and area. */
void view_measure(view *v);

/* For pages that place a view themselves: insets with the same projection at another scale, an
 * extent shifted or enlarged after fitting, several panels of one scale. CENTER lands at AT. */
typedef struct {
    geo_point center;
    page_point at;
    double m_per_px; /* as view_nominal_m_per_px */
    page_box frame;
} view_placement;

/* PROJECTION as in view_request, but complete: nothing is filled from an extent. */
bool view_place(view **out, const char *projection, const view_placement *placement, span at,
                diag_list *diags);
/* The projection of BASE. False when it cannot show the centre. */
bool view_derive(view **out, const view *base, const view_placement *placement);
/* The projection of BASE, moved by (dx, dy) px and enlarged by FACTOR about the point AT. */
bool view_zoom(view **out, const view *base, page_point at, double factor, double dx, double dy,
               page_box frame);
/* BASE as seen through another frame, to draw and to ask where things are: its scale variation and
 * area are not measured. */
view *view_part(const view *base, page_box frame);

/* Why: extent, W, q, rule, string, scale variation. Owned by the caller. */
char *view_explain(const view *v);

#endif
