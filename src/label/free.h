/* SPDX-License-Identifier: MIT
 *
 * Names that may be dropped: countries, seas, cities not visited. Placed last, greedily, each where
 * it hits nothing.
 */
#ifndef TRIPMAP_LABEL_FREE_H
#define TRIPMAP_LABEL_FREE_H

#include "label/label.h"

/* One way to set a name: a box, or a chain of small boxes along a slanted baseline. */
typedef struct {
    const page_box *boxes;
    int n_boxes;
} label_free_candidate;

typedef struct {
    const label_free_candidate *candidates; /* the best first */
    int n_candidates;
} label_free_name;

/* Takes the names in the order given, the most important first. chosen[i] is the first candidate
 * that lies on the page and keeps GAP_PX from furniture, markers, stop labels, leaders, hard lines,
 * lines of weight 20 or more, and the names before it; -1 when there is none. LAYOUT may be NULL.
 */
void label_place_free(int *chosen, const label_problem *problem, const label_layout *layout,
                      const label_free_name *names, int n_names, double gap_px);

#endif
