/* SPDX-License-Identifier: MIT
 *
 * What view.c and fit.c share: the view itself and how it is finished.
 */
#ifndef TRIPMAP_VIEW_VIEW_INTERNAL_H
#define TRIPMAP_VIEW_VIEW_INTERNAL_H

#include "geo/resample.h"
#include "geo/trim.h"
#include "view/projection_rules.h"
#include "view/view.h"

/* Cells of the frame each way, and places around it, the first of them twice. */
enum { VIEW_CELLS = 32, VIEW_EDGE_POINTS = 4 * VIEW_CELLS + 1 };

/* The frame's edge on the Earth, measured once. */
typedef struct {
    enum { EDGE_UNKNOWN, EDGE_ON_MAP, EDGE_OFF_MAP } state; /* off: in part at least */
    geo_point at[VIEW_EDGE_POINTS];
} view_edge;

/* Working memory, reused between calls. */
typedef struct {
    view_edge edge;
    frame_path path;
    resample_scratch resample;
    trim_scratch trim;
    mesh *mesh; /* see view_mesh() */
} view_scratch;

struct view {
    projection_spec spec;
    projection *projection;
    page_box frame;
    double bleed_px; /* layers run on by this much outside the frame */
    page_transform transform;
    view_scratch *scratch;
    geo_box window; /* what the frame shows, generously */
    geo_box shown;  /* the same without margin, for the rules */
    bool holds_pole;
    bool is_full; /* the frame was measured, and every point of it is on the map */
    double scale_variation, area_shown;
    rule_choice choice; /* rule NULL when the projection was given */
};

/* Takes SPEC and PROJECTION; scale and origin of the transform are still to be set. */
view *view_new(projection_spec *spec, projection *p, page_box frame);
void view_set_transform(view *v, double x0, double y0, double px_per_m);
/* The window alone once the transform is set, at less cost than view_measure(). */
void view_measure_shown(view *v);
/* The same more generously. */
void view_measure_part(view *v);
/* Made when it is first asked for; belongs to the view. */
mesh *view_mesh(const view *v);
projection_spec projection_spec_copy(const projection_spec *spec);

#endif
