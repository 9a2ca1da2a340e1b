/* SPDX-License-Identifier: MIT
 *
 * Ejection annealing over some items of a label graph.
 */
#ifndef TRIPMAP_LABEL_ANNEAL_H
#define TRIPMAP_LABEL_ANNEAL_H

#include "label/search.h"

/* Improves CHOSEN on the N items listed, which no other item's choice excludes; keeps the best
 * choice met. Returns the steps taken, a function of the problem alone. */
int64_t anneal(int *chosen, const label_graph *graph, const int *items, int n,
               const search_options *options);

#endif
