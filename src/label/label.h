/* SPDX-License-Identifier: MIT
 *
 * The layout contract: stops with alternative boxes in, one placement a stop out. Boxes overlap
 * nothing, leaders cross nothing, nothing leaves the page, nothing is lost: the last rung, the
 * bare number, always exists. No drawing types; coordinates in page px.
 */
#ifndef TRIPMAP_LABEL_LABEL_H
#define TRIPMAP_LABEL_LABEL_H

#include <stdbool.h>
#include <stdint.h>

#include "geo/geo.h"

typedef enum { LABEL_FULL, LABEL_COMPACT, LABEL_NAME, LABEL_PANEL, LABEL_RUNG_COUNT } label_rung;

/* One way to set a stop's text: a wrap of a rung. Sizes include padding and halo. */
typedef struct {
    label_rung rung;
    double width_px, height_px;
    double preference; /* added cost, 0 for the best wrap of its rung; 100 is a clear dislike */
    bool boxed;        /* stands in an opaque box (8-12 px from its marker), else bare (1.5-9 px) */
} label_variant;

typedef struct {
    page_box marker;               /* the marker as painted; a disc's bounding box, or a pill's */
    double marker_radius;          /* corner radius: half the height for discs and pills */
    const label_variant *variants; /* ordered by rung; the PANEL rung is implied, size 0 */
    int n_variants;
    int priority; /* higher keeps its text longer */
    bool pinned;  /* only pin_box (its top left) with the first variant that fits */
    page_point pin;
    char side; /* 'l','r','a','b' or 0: restrict adjacent candidates to a side */
} label_stop;

/* A polyline text should keep off: a leg as drawn, or an arrow head's outline (hard). */
typedef struct {
    page_path path;
    double half_width_px;
    double weight; /* cost per px covered; 40 for a route, less for what may be covered */
    bool hard;
} label_line;

typedef struct {
    page_box page; /* text must stay inside, margins already taken off */
    const label_stop *stops;
    int n_stops;
    const page_box *blocked; /* furniture: text, leaders and markers keep off */
    int n_blocked;
    const label_line *lines;
    int n_lines;
    /* How little the base map may be covered, row by row at cell_px from the page's origin (0, 0):
     * open sea 0, land 1, visited land 2, coast and borders 3. The layout charges the mean under a
     * box times a weight of its own. May be NULL. */
    const uint8_t *ground;
    int ground_width, ground_height;
    double ground_cell_px;
} label_problem;

typedef struct {
    label_rung rung;
    int variant;  /* index into the stop's variants; -1 on the panel rung */
    page_box box; /* as placed */
    bool has_leader;
    page_point leader[3]; /* from the marker's edge to the box; n_leader points */
    int n_leader;
    int64_t cost;
    const char *reason; /* why it is not on the full rung; NULL when it is. static */
} label_placement;

typedef struct {
    label_placement *placements; /* n_stops */
    int n_placements;
    int64_t cost;
    int64_t steps;     /* search steps taken, the same on every machine */
    int optimal_stops; /* stops in components closed by branch and bound */
} label_layout;

label_layout *label_solve(const label_problem *problem);
/* How many stops lose their full text in any case, since all of them would fill the map; and the
 * layout without a search that has every text in the panel, for whom these are too many. */
int label_count_too_dense(const label_problem *problem);
label_layout *label_give_up(const label_problem *problem);
void label_layout_free(label_layout *layout);

/* What the independent verifier measured on the final geometry: the counts in the first group are
 * breaches and must be 0, the second group are measures. */
typedef struct {
    int overlaps;         /* box-box, box-marker, box-blocked pairs */
    int off_page;         /* boxes or leaders that leave the page */
    int leader_crossings; /* leader-leader, leader-box, leader-marker, leader-blocked */
    int on_hard_line;     /* boxes or leaders over an arrow head */
    int nearer_foreign;   /* text without a leader nearer to a foreign marker than to its own */
    int text_lost;        /* stops without a placement, or with one that names no known variant */

    int leader_nearer_foreign; /* the same where a leader tells the owner */
    double route_covered_px;   /* length of soft lines under boxes */
    double route_px;           /* their whole length */
    double nearest_gap_px;     /* the smallest gap between two boxes, or a box and a marker */
} label_verdict;

label_verdict label_verify(const label_problem *problem, const label_layout *layout);

#endif
