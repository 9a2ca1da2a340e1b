/* SPDX-License-Identifier: MIT
 *
 * The layout problem without geometry: items, each with candidates of known cost, cheapest first,
 * and which candidates exclude each other. What the search works on; the point benchmark too.
 */
#ifndef TRIPMAP_LABEL_GRAPH_H
#define TRIPMAP_LABEL_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int n_items, n_candidates;
    int *first;       /* item i has candidates first[i] .. first[i + 1] - 1, by rising cost */
    int *item;        /* of each candidate */
    int64_t *cost;    /* of each candidate */
    int64_t *without; /* of each item: the cost of leaving it out */
    size_t words;     /* of a row */
    uint64_t *rows;   /* one bit row a candidate */
    int *neighbour_first, *neighbours; /* items that may exclude each other; after graph_link */
} label_graph;

/* Takes the number of candidates of each item; costs are 0 and nothing excludes anything. */
label_graph *graph_new(int n_items, const int *counts);
void graph_free(label_graph *graph);
void graph_exclude(label_graph *graph, int a, int b);
/* To be called once, after the last graph_exclude. */
void graph_link(label_graph *graph);

static inline bool graph_excludes(const label_graph *graph, int a, int b)
{
    return graph->rows[(size_t)a * graph->words + (size_t)b / 64] >> ((unsigned)b % 64) & 1;
}

#endif
