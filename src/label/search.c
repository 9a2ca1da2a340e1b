/* SPDX-License-Identifier: MIT
 *
 * Greedy start, split into components, branch and bound where they are small, else annealing with
 * ejections (after Christensen, Marks and Shieber 1995) and POPMUSIC (Alvim and Taillard 2009):
 * every part of a few neighbours solved exactly until none improves. Every item may be left out,
 * so a valid choice exists from the first step and is never lost.
 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "label/anneal.h"
#include "label/exact.h"
#include "label/search.h"

const search_options SEARCH_DEFAULTS = {
    .exact_items = 10,
    .exact_nodes = 60000,
    .part_items = 6,
    .part_nodes = 2500,
    .anneal_per_item = 600,
    .hot = 1500,
    .cooling = 0.9647, /* down to 20 */
};

static int64_t option_cost(const label_graph *graph, int item, int candidate)
{
    return candidate < 0 ? graph->without[item] : graph->cost[candidate];
}

/* Whether no chosen neighbour excludes the candidate. */
static bool fits(const label_graph *graph, const int *chosen, int candidate)
{
    int item = graph->item[candidate];
    for (int k = graph->neighbour_first[item]; k < graph->neighbour_first[item + 1]; k++) {
        int other = chosen[graph->neighbours[k]];
        if (other >= 0 && graph_excludes(graph, candidate, other))
            return false;
    }
    return true;
}

/* The item's cheapest candidate that fits and is worth it, or -1. */
static int best_fit(const label_graph *graph, const int *chosen, int item)
{
    for (int c = graph->first[item]; c < graph->first[item + 1]; c++) {
        if (graph->cost[c] >= graph->without[item])
            return -1;
        if (fits(graph, chosen, c))
            return c;
    }
    return -1;
}

static void greedy(int *chosen, const label_graph *graph)
{
    g_autofree bool *done = g_new0(bool, graph->n_items + 1);
    g_autofree int *left = g_new0(int, graph->n_items + 1);
    for (int i = 0; i < graph->n_items; i++) {
        chosen[i] = -1;
        left[i] = graph->first[i + 1] - graph->first[i];
    }
    for (int round = 0; round < graph->n_items; round++) {
        int item = -1;
        for (int i = 0; i < graph->n_items; i++)
            if (!done[i] && (item < 0 || left[i] < left[item]))
                item = i;
        done[item] = true;
        chosen[item] = best_fit(graph, chosen, item);
        for (int k = graph->neighbour_first[item];
             chosen[item] >= 0 && k < graph->neighbour_first[item + 1]; k++) {
            int other = graph->neighbours[k];
            left[other] = 0;
            for (int c = graph->first[other]; !done[other] && c < graph->first[other + 1]; c++)
                left[other] += fits(graph, chosen, c);
        }
    }
}

void search_greedy(search_result *out, const label_graph *graph)
{
    out->chosen = g_new(int, graph->n_items + 1);
    out->optimal = g_new0(bool, graph->n_items + 1);
    out->steps = graph->n_items;
    out->cost = 0;
    greedy(out->chosen, graph);
    for (int i = 0; i < graph->n_items; i++)
        out->cost += option_cost(graph, i, out->chosen[i]);
}

void search_result_clear(search_result *result)
{
    g_free(result->chosen);
    g_free(result->optimal);
    *result = (search_result){0};
}

/* SEED and the items nearest to it in the conflict graph, breadth first, up to SIZE. */
static int gather_part(int *part, const label_graph *graph, const bool *member, int seed, int size)
{
    int n = 0;
    part[n++] = seed;
    for (int at = 0; at < n && n < size; at++) {
        int item = part[at];
        for (int k = graph->neighbour_first[item]; k < graph->neighbour_first[item + 1] && n < size;
             k++) {
            int other = graph->neighbours[k];
            bool known = !member[other];
            for (int i = 0; !known && i < n; i++)
                known = part[i] == other;
            if (!known)
                part[n++] = other;
        }
    }
    return n;
}

static int compare_ties(const void *a, const void *b)
{
    const int *p = a, *q = b;
    if (p[1] != q[1])
        return q[1] - p[1];
    return p[0] - q[0];
}

/* SEED and the items that share the most excluding pairs of cheap candidates with it. */
static int gather_closest(int *part, const label_graph *graph, const bool *member, const int *ties,
                          int seed, int size)
{
    int count = graph->neighbour_first[seed + 1] - graph->neighbour_first[seed], found = 0;
    g_autofree int *ranked = g_new(int, 2 * (count + 1));
    for (int k = graph->neighbour_first[seed]; k < graph->neighbour_first[seed + 1]; k++) {
        if (!member[graph->neighbours[k]])
            continue;
        ranked[2 * found] = graph->neighbours[k];
        ranked[2 * found + 1] = ties[k];
        found++;
    }
    if (found < size)
        return gather_part(part, graph, member, seed, size);
    qsort(ranked, (size_t)found, 2 * sizeof(int), compare_ties);
    part[0] = seed;
    for (int i = 0; i + 1 < size; i++)
        part[i + 1] = ranked[2 * i];
    return size;
}

/* What a search in one component shares. */
typedef struct {
    const label_graph *graph;
    const search_options *options;
    const int *items;
    int n;
    bool *member;    /* of the component, by item */
    const int *ties; /* beside graph->neighbours: how closely two items are bound */
    int64_t steps;
} component;

static int64_t component_cost(const component *c, const int *chosen)
{
    int64_t cost = 0;
    for (int i = 0; i < c->n; i++)
        cost += option_cost(c->graph, c->items[i], chosen[c->items[i]]);
    return cost;
}

/* POPMUSIC: takes every item as the seed of a part; those of an improved part come up again. */
static void popmusic(int *chosen, component *c)
{
    g_autofree bool *settled = g_new0(bool, c->graph->n_items + 1);
    int part[EXACT_MAX_ITEMS];
    int size = MIN(c->options->part_items, EXACT_MAX_ITEMS), rounds = 0;
    bool again = true;
    while (again && rounds++ < 20) {
        again = false;
        for (int i = 0; i < c->n; i++) {
            int seed = c->items[i];
            if (settled[seed])
                continue;
            settled[seed] = true;
            int n = gather_closest(part, c->graph, c->member, c->ties, seed, size);
            int64_t before = 0, after = 0, nodes = c->options->part_nodes;
            for (int k = 0; k < n; k++)
                before += option_cost(c->graph, part[k], chosen[part[k]]);
            exact_improve(chosen, c->graph, part, n, &nodes);
            c->steps += c->options->part_nodes - nodes;
            for (int k = 0; k < n; k++)
                after += option_cost(c->graph, part[k], chosen[part[k]]);
            for (int k = 0; after < before && k < n; k++) {
                settled[part[k]] = false;
                again = true;
            }
        }
    }
}

/* How many pairs of the dozen cheapest candidates of two items exclude each other. */
static int *measure_ties(const label_graph *graph)
{
    int *ties = g_new0(int, graph->neighbour_first[graph->n_items] + 1);
    for (int i = 0; i < graph->n_items; i++) {
        for (int k = graph->neighbour_first[i]; k < graph->neighbour_first[i + 1]; k++) {
            int j = graph->neighbours[k];
            int a1 = MIN(graph->first[i] + 12, graph->first[i + 1]);
            int b1 = MIN(graph->first[j] + 12, graph->first[j + 1]);
            for (int a = graph->first[i]; a < a1; a++)
                for (int b = graph->first[j]; b < b1; b++)
                    ties[k] += graph_excludes(graph, a, b);
        }
    }
    return ties;
}

static void solve_component(search_result *out, component *c)
{
    if (c->n <= MIN(c->options->exact_items, EXACT_MAX_ITEMS)) {
        int64_t nodes = c->options->exact_nodes;
        bool proven = exact_improve(out->chosen, c->graph, c->items, c->n, &nodes);
        c->steps += c->options->exact_nodes - nodes;
        for (int i = 0; i < c->n; i++)
            out->optimal[c->items[i]] = proven;
        if (proven)
            return;
    }
    popmusic(out->chosen, c);
    if (c->options->anneal_per_item <= 0)
        return;
    g_autofree int *local = g_new(int, c->n + 1);
    for (int i = 0; i < c->n; i++)
        local[i] = out->chosen[c->items[i]];
    int64_t before = component_cost(c, out->chosen);
    c->steps += anneal(out->chosen, c->graph, c->items, c->n, c->options);
    popmusic(out->chosen, c);
    if (component_cost(c, out->chosen) > before)
        for (int i = 0; i < c->n; i++) {
            /* Filled above for the same n. */
            /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
            out->chosen[c->items[i]] = local[i];
        }
}

/* Collects the component of SEED among items not yet seen. */
static int gather_component(int *items, bool *seen, const label_graph *graph, int seed)
{
    int n = 0;
    items[n++] = seed;
    seen[seed] = true;
    for (int at = 0; at < n; at++) {
        int item = items[at];
        for (int k = graph->neighbour_first[item]; k < graph->neighbour_first[item + 1]; k++) {
            int other = graph->neighbours[k];
            if (!seen[other]) {
                seen[other] = true;
                items[n++] = other;
            }
        }
    }
    return n;
}

void search_solve(search_result *out, const label_graph *graph, const search_options *options)
{
    search_greedy(out, graph);
    g_autofree bool *seen = g_new0(bool, graph->n_items + 1);
    g_autofree int *items = g_new0(int, graph->n_items + 1);
    g_autofree int *ties = measure_ties(graph);
    for (int seed = 0; seed < graph->n_items; seed++) {
        if (seen[seed])
            continue;
        component c = {.graph = graph, .options = options, .items = items, .ties = ties};
        c.n = gather_component(items, seen, graph, seed);
        c.member = g_new0(bool, graph->n_items + 1);
        for (int i = 0; i < c.n; i++)
            c.member[items[i]] = true;
        solve_component(out, &c);
        out->steps += c.steps;
        g_free(c.member);
    }
    out->cost = 0;
    for (int i = 0; i < graph->n_items; i++)
        out->cost += option_cost(graph, i, out->chosen[i]);
}
