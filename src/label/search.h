/* SPDX-License-Identifier: MIT
 *
 * Chooses one candidate an item, or none, at the least total cost. Exact for small components,
 * ejection annealing and POPMUSIC for large ones. Budgets count steps, never time, so the answer
 * is the same on every machine.
 */
#ifndef TRIPMAP_LABEL_SEARCH_H
#define TRIPMAP_LABEL_SEARCH_H

#include "label/graph.h"

typedef struct {
    int exact_items;         /* components up to this size are tried by branch and bound */
    int64_t exact_nodes;     /* budget of such a try */
    int part_items;          /* size of a POPMUSIC part */
    int64_t part_nodes;      /* budget of a part */
    int64_t anneal_per_item; /* steps; 0: no annealing */
    double hot;              /* first temperature, in cost units */
    double cooling;          /* factor between two of the 120 stages */
} search_options;

extern const search_options SEARCH_DEFAULTS;

typedef struct {
    int *chosen;   /* of each item a candidate, or -1 */
    bool *optimal; /* of each item: its component was closed by branch and bound */
    int64_t cost;
    int64_t steps;
} search_result;

void search_solve(search_result *out, const label_graph *graph, const search_options *options);
void search_result_clear(search_result *result);
/* The greedy start alone: fewest remaining candidates first, each its cheapest free one. */
void search_greedy(search_result *out, const label_graph *graph);

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t search_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

#endif
