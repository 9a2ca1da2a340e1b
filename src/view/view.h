/* SPDX-License-Identifier: MIT
 *
 * The view: projection, extent and page transform, chosen once and immutable. Everything that
 * lands on the page goes through here and comes back cut at the projection's seams and horizon,
 * resampled, clipped to the frame and snapped.
 */
#ifndef TRIPMAP_VIEW_VIEW_H
#define TRIPMAP_VIEW_VIEW_H

#include "base/diag.h"
#include "geo/geo.h"

typedef struct view view;

void view_free(view *v);
page_box view_frame(const view *v);               /* the part of the page that shows map */
const char *view_projection_string(const view *v); /* the full +proj string */
/* false when the point cannot be shown (beyond the horizon); it may still lie off the frame. */
bool view_project(const view *v, geo_point p, page_point *out);
bool view_unproject(const view *v, page_point p, geo_point *out);
/* The window of longitudes and latitudes that the frame shows, to cull records with. */
geo_box view_window(const view *v);
bool view_may_show(const view *v, geo_box bounds);
double view_m_per_px(const view *v, page_point at); /* local scale along the parallel */
double view_scale_variation(const view *v);         /* max / min local scale over the frame */
double view_area_shown(const view *v);              /* fraction of the sphere in the frame */

/* All append to OUT. Fills are closed rings for the even-odd rule; their edges along the frame and
 * the map's outline must never be stroked. */
void view_fill(const view *v, const geo_shape *rings, page_path *out);
void view_lines(const view *v, const geo_shape *lines, page_path *out);
void view_geodesic(const view *v, geo_point a, geo_point b, page_path *out);
void view_graticule(const view *v, double step_deg, page_path *out);
void view_outline(const view *v, page_path *out); /* of the projected sphere, clipped to the frame */

/* What the view has to show. */
typedef struct {
    const geo_point *points; /* all must be inside */
    size_t n_points;
    const geo_point (*legs)[2]; /* geodesics that must be inside */
    size_t n_legs;
    page_box frame;                                /* where on the page the map goes */
    double margin_left, margin_top, margin_right, margin_bottom; /* px kept free inside the frame */
    const char *projection; /* NULL or "auto", a name, a +proj string or an EPSG code */
    span projection_span;
    bool untrusted; /* refuse raw strings */
} view_request;

bool view_fit(view **out, const view_request *request, diag_list *diags);
/* A view of an orthographic globe for the locator, radius px around a page point. */
bool view_globe(view **out, geo_point center, page_point page_center, double radius_px,
                diag_list *diags);
/* Why: extent, W, q, rule, string, scale variation. Owned by the caller. */
char *view_explain(const view *v);

#endif
