/* SPDX-License-Identifier: MIT
 *
 * Branch and bound over a few items of a label graph, all others held fixed.
 */
#ifndef TRIPMAP_LABEL_EXACT_H
#define TRIPMAP_LABEL_EXACT_H

#include "label/graph.h"

/* The most items a part may have. */
#define EXACT_MAX_ITEMS 16

/* Improves CHOSEN on the N items listed, with every other item's choice fixed; never makes it
 * worse. Takes at most *NODES nodes and lowers *NODES by those taken. Returns whether the choice
 * is proven the best. */
bool exact_improve(int *chosen, const label_graph *graph, const int *items, int n, int64_t *nodes);

#endif
