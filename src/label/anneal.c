/* SPDX-License-Identifier: MIT
 *
 * A step gives one item a random candidate, throws out the choices it excludes and lets each of
 * those take its cheapest one still free; Metropolis decides on the integer difference of cost,
 * from a table, so that no library's exp() has a say.
 */
#include <glib.h>
#include <string.h>

#include "label/anneal.h"

#define EJECT_MAX  4
#define TABLE_SIZE 192 /* exp(-k / 16), k < 192; beyond that never */
#define STAGES     120

typedef struct {
    const label_graph *graph;
    int *chosen;
    uint64_t random;
    uint64_t table[TABLE_SIZE]; /* chance x 2^53 */
} annealer;

/* The former choices of a step's items, to take it back. */
typedef struct {
    int items[EJECT_MAX + 1], before[EJECT_MAX + 1];
    int n;
} change;

static void fill_table(annealer *a)
{
    double chance = 9007199254740992.0;
    for (int k = 0; k < TABLE_SIZE; k++) {
        a->table[k] = (uint64_t)chance;
        chance *= 0.93941306281347578; /* exp(-1/16) */
    }
}

static bool accepts(annealer *a, int64_t worse_by, double temperature)
{
    if (worse_by <= 0)
        return true;
    double k = (double)worse_by * 16 / temperature;
    return k < TABLE_SIZE && (search_random(&a->random) >> 11) < a->table[(int)k];
}

static int64_t option_cost(const label_graph *graph, int item, int candidate)
{
    return candidate < 0 ? graph->without[item] : graph->cost[candidate];
}

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

static int best_fit(const label_graph *graph, const int *chosen, int item)
{
    for (int c = graph->first[item]; c < graph->first[item + 1]; c++)
        if (fits(graph, chosen, c))
            return c;
    return -1;
}

/* Gathers the items that CANDIDATE throws out; false when they are too many. */
static bool gather_ejected(const annealer *a, int item, int candidate, change *step)
{
    const label_graph *graph = a->graph;
    for (int k = graph->neighbour_first[item]; k < graph->neighbour_first[item + 1]; k++) {
        int other = graph->neighbours[k];
        if (a->chosen[other] < 0 || !graph_excludes(graph, candidate, a->chosen[other]))
            continue;
        if (step->n > EJECT_MAX)
            return false;
        step->items[step->n] = other;
        step->before[step->n++] = a->chosen[other];
    }
    return true;
}

/* Makes the change; returns by how much the cost rises. */
static int64_t apply(annealer *a, int candidate, const change *step)
{
    int64_t rise = 0;
    for (int i = 0; i < step->n; i++) {
        rise -= option_cost(a->graph, step->items[i], step->before[i]);
        a->chosen[step->items[i]] = i == 0 ? candidate : -1;
    }
    for (int i = 0; i < step->n; i++) {
        if (i > 0)
            a->chosen[step->items[i]] = best_fit(a->graph, a->chosen, step->items[i]);
        rise += option_cost(a->graph, step->items[i], a->chosen[step->items[i]]);
    }
    return rise;
}

/* A candidate other than the present one, cheap ones more often; -2 when there is none. */
static int draw_candidate(annealer *a, int item)
{
    int begin = a->graph->first[item], count = a->graph->first[item + 1] - begin;
    if (count == 0)
        return -2;
    uint64_t r = search_random(&a->random);
    int one = (int)((r & 0xffffffff) * (uint64_t)count >> 32);
    int two = (int)((r >> 32) * (uint64_t)count >> 32);
    int candidate = begin + MIN(one, two);
    return candidate == a->chosen[item] ? -2 : candidate;
}

int64_t anneal(int *chosen, const label_graph *graph, const int *items, int n,
               const search_options *options)
{
    annealer a = {.graph = graph, .chosen = chosen, .random = 0x7472697076 + (uint64_t)n};
    fill_table(&a);
    g_autofree int *best = g_new(int, n + 1);
    int64_t excess = 0, least = 0; /* against the cost at the start */
    for (int i = 0; i < n; i++)
        best[i] = chosen[items[i]];
    int64_t steps = options->anneal_per_item * n;
    double temperature = options->hot;
    for (int stage = 0; stage < STAGES; stage++) {
        for (int64_t step = 0; step < steps / STAGES; step++) {
            int item = items[(search_random(&a.random) >> 32) * (uint64_t)n >> 32];
            int candidate = draw_candidate(&a, item);
            change made = {.items = {item}, .before = {chosen[item]}, .n = 1};
            if (candidate < 0 || !gather_ejected(&a, item, candidate, &made))
                continue;
            int64_t rise = apply(&a, candidate, &made);
            if (!accepts(&a, rise, temperature)) {
                for (int i = 0; i < made.n; i++)
                    chosen[made.items[i]] = made.before[i];
                continue;
            }
            excess += rise;
            if (excess < least) {
                least = excess;
                for (int i = 0; i < n; i++)
                    best[i] = chosen[items[i]];
            }
        }
        temperature *= options->cooling;
    }
    for (int i = 0; i < n; i++)
        chosen[items[i]] = best[i];
    return steps;
}
