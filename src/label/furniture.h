/* SPDX-License-Identifier: MIT
 *
 * Where the title, the panel, the locator and the like do least harm.
 */
#ifndef TRIPMAP_LABEL_FURNITURE_H
#define TRIPMAP_LABEL_FURNITURE_H

#include "label/label.h"

typedef enum {
    ANCHOR_TOP_LEFT,
    ANCHOR_TOP_RIGHT,
    ANCHOR_BOTTOM_LEFT,
    ANCHOR_BOTTOM_RIGHT,
    ANCHOR_TOP,
    ANCHOR_BOTTOM,
    ANCHOR_LEFT,
    ANCHOR_RIGHT,
    ANCHOR_COUNT
} label_anchor;

/* A box of the given size in a corner or at the middle of a side of PAGE. */
page_box label_anchor_box(page_box page, label_anchor anchor, double width_px, double height_px);

/* What a piece of furniture at BOX would hide: route, visited ground, and room that labels of near
 * stops need. Negative: it may not stand there, since it would hide a stop, touch furniture that
 * stands already (problem->blocked) or leave the page. */
int64_t label_emptiness_cost(const label_problem *problem, page_box box);

/* The index of the cheapest of N boxes, the earlier on a tie; -1 when none may stand. */
int label_emptiest(const label_problem *problem, const page_box *boxes, int n);

#endif
