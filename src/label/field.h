/* SPDX-License-Identifier: MIT
 *
 * The page before any text is placed: which boxes and leaders are out of the question, and what
 * the others cost. Used by the candidates and again by the polish, so that both judge alike.
 */
#ifndef TRIPMAP_LABEL_FIELD_H
#define TRIPMAP_LABEL_FIELD_H

#include <glib.h>

#include "label/label.h"
#include "label/raster.h"
#include "label/shape.h"

typedef struct {
    page_segment edge;
    double half_width_px;
} hard_segment;

/* A marker as its core box grown by a radius. */
typedef struct {
    page_box core;
    double radius;
} marker_shape;

/* A marker as seen from another. */
typedef struct {
    int index;
    double away; /* between their centres */
} marker_neighbour;

/* A leader as judged by itself, whatever box hangs on it. */
typedef struct {
    page_segment line;
    bool allowed; /* by every hard rule that does not concern other labels */
    int64_t cost;
} label_leader;

/* A place for one stop's text, with everything the search needs to know of it. */
typedef struct {
    int stop;
    int variant;
    label_rung rung;
    page_box box;
    bool boxed;
    bool has_leader;
    page_segment leader; /* from the marker's edge to the box */
    page_box reach;      /* bounds of box and leader */
    int place_cost;      /* for side and slide, set by whoever proposes the place */
    int64_t cost;        /* all told, set by field_cost */
} label_candidate;

typedef struct {
    const label_problem *problem;
    raster lines;  /* weight x length per cell, x LINE_UNIT */
    raster ground; /* ground value per cell, x GROUND_UNIT; no cells without a ground */
    bool has_ground;
    /* A box over a cell of the first breaks a rule; one that stays MASK_CELL_PX off the second
     * keeps them all. Between the two the shapes decide. */
    raster forbidden, suspect;
    uint8_t *crossed; /* cells that a soft line runs through */
    marker_shape *markers;
    marker_neighbour *neighbours; /* n_stops - 1 for each stop, the nearest first */
    double widest;                /* from a marker's centre to its outline, at most */
    GArray *hard;                 /* hard_segment: every edge of every hard line */
} label_field;

void field_init(label_field *field, const label_problem *problem);
void field_clear(label_field *field);

/* Whether a box lies on the page and over nothing forbidden: a first, quick test. */
bool field_box_is_free(const label_field *field, page_box box);
/* What a candidate costs at least for its rung and setting, wherever it stands. */
int64_t field_fixed_cost(const label_field *field, const label_candidate *candidate);
/* What a leader costs at least for its length in px and, ODD, for its angle. */
int64_t field_leader_cost(double length, bool odd);
/* MARKER_GAP_PX: to keep from foreign markers, GAP_LEADER_MARKER as a rule. */
label_leader field_judge_leader(const label_field *field, int stop, page_segment line,
                                double marker_gap_px);
/* Whether the candidate keeps every hard rule that does not concern other labels; sets its cost and
 * reach when it does. */
bool field_admit(const label_field *field, label_candidate *candidate);
/* The same with the candidate's leader judged before; LEADER is NULL for one without. */
bool field_admit_with(const label_field *field, label_candidate *candidate,
                      const label_leader *leader);
/* The same for places set by hand, which may come nearer to markers and cost nothing. */
bool field_admit_pin(const label_field *field, label_candidate *candidate);
/* Whether two labels may stand together: box-box, box-leader, leader-leader. */
bool candidates_conflict(const label_candidate *a, const label_candidate *b);

#endif
