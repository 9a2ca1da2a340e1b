/* SPDX-License-Identifier: MIT
 *
 * Bends legs that would run through a foreign marker or retrace another leg, before labels are
 * searched: a bow decides where labels can stand. Works on page points.
 */
#ifndef TRIPMAP_LABEL_BOW_H
#define TRIPMAP_LABEL_BOW_H

#include <stdbool.h>

#include "geo/geo.h"

/* A leg as projected, from marker centre to marker centre or to the frame. */
typedef struct {
    const page_point *points;
    uint32_t n_points;
    int from, to; /* indices of its markers; -1 for an end without one */
    bool fixed;   /* may not bend (it has via points); others still keep off it */
} bow_leg;

typedef struct {
    page_box box;  /* as painted, ring included */
    double radius; /* of its corners */
} bow_marker;

/* How a leg lies beside its course. All 0: as projected. */
typedef struct {
    double height_px; /* at its middle, to the right of travel, besides what the ends add there */
    page_point start, end; /* px by which its ends move: lanes leave a pill side by side */
} bow;

bool bow_is_none(bow by);

/* Legs between the same two markers get lanes that keep right; a leg within 7 px of a foreign
 * marker gets the smallest bow that clears it by 6 px, better 14, on the side where it crosses
 * least and stays on PAGE. SIDE 1 would rather have bows to the right of travel, -1 to the left:
 * another try, where labels find no room beside the first. */
void bow_choose(bow *bows, const bow_leg *legs, int n_legs, const bow_marker *markers,
                int n_markers, page_box page, int side);

/* Appends the leg, bent, as one part. */
void bow_path(page_path *out, const bow_leg *leg, bow by);

/* From the bent leg to the nearest foreign marker, px; INFINITY without one. */
double bow_clearance(const bow_leg *leg, bow by, const bow_marker *markers, int n_markers);

#endif
