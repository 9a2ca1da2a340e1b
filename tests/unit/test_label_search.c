/* SPDX-License-Identifier: MIT
 *
 * The search against brute force: on small random graphs branch and bound finds the least cost
 * there is, and the heuristics never claim less.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>
#include <stdlib.h>

#include "label/anneal.h"
#include "label/search.h"

/* The least cost of items I.. given the choices before. */
static int64_t brute_force(const label_graph *graph, int *chosen, int i)
{
    if (i == graph->n_items)
        return 0;
    chosen[i] = -1;
    int64_t least = graph->without[i] + brute_force(graph, chosen, i + 1);
    for (int c = graph->first[i]; c < graph->first[i + 1]; c++) {
        bool fits = true;
        for (int j = 0; fits && j < i; j++)
            fits = chosen[j] < 0 || !graph_excludes(graph, c, chosen[j]);
        if (!fits)
            continue;
        chosen[i] = c;
        int64_t cost = graph->cost[c] + brute_force(graph, chosen, i + 1);
        least = MIN(least, cost);
    }
    chosen[i] = -1;
    return least;
}

static int by_value(const void *a, const void *b)
{
    int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
    return p < q ? -1 : p > q;
}

static label_graph *random_graph(uint64_t *random, int n_items, int most, int percent)
{
    int counts[64] = {0};
    for (int i = 0; i < n_items; i++)
        counts[i] = (int)(search_random(random) % (uint64_t)(most + 1));
    label_graph *graph = graph_new(n_items, counts);
    for (int i = 0; i < n_items; i++) {
        graph->without[i] = 1000;
        for (int c = graph->first[i]; c < graph->first[i + 1]; c++)
            graph->cost[c] = (int64_t)(search_random(random) % 900);
        qsort(graph->cost + graph->first[i], (size_t)(graph->first[i + 1] - graph->first[i]),
              sizeof(int64_t), by_value);
    }
    for (int a = 0; a < graph->n_candidates; a++)
        for (int b = 0; b < a; b++)
            if (graph->item[a] != graph->item[b] && (int)(search_random(random) % 100) < percent)
                graph_exclude(graph, a, b);
    graph_link(graph);
    return graph;
}

/* The cost of a choice; fails where two choices exclude each other. */
static int64_t checked_cost(const label_graph *graph, const int *chosen)
{
    int64_t cost = 0;
    for (int i = 0; i < graph->n_items; i++) {
        cost += chosen[i] < 0 ? graph->without[i] : graph->cost[chosen[i]];
        for (int j = 0; j < i; j++)
            assert_false(chosen[i] >= 0 && chosen[j] >= 0 &&
                         graph_excludes(graph, chosen[i], chosen[j]));
    }
    return cost;
}

static void test_exact_matches_brute_force(void **state)
{
    (void)state;
    uint64_t random = 11;
    for (int run = 0; run < 400; run++) {
        label_graph *graph = random_graph(&random, 2 + run % 5, 5, 10 + run % 60);
        int chosen[64];
        int64_t least = brute_force(graph, chosen, 0);
        search_result result;
        search_solve(&result, graph, &SEARCH_DEFAULTS);
        assert_int_equal(checked_cost(graph, result.chosen), result.cost);
        assert_int_equal(result.cost, least);
        for (int i = 0; i < graph->n_items; i++)
            assert_true(result.optimal[i]);
        search_result_clear(&result);
        graph_free(graph);
    }
}

/* The heuristics alone, on graphs still small enough to know the answer. */
static void test_heuristics_come_close(void **state)
{
    (void)state;
    uint64_t random = 5;
    search_options heuristics = SEARCH_DEFAULTS;
    heuristics.exact_items = 0;
    heuristics.part_items = 3;
    int best = 0;
    for (int run = 0; run < 60; run++) {
        label_graph *graph = random_graph(&random, 7, 4, 40);
        int chosen[64];
        int64_t least = brute_force(graph, chosen, 0);
        search_result result;
        search_solve(&result, graph, &heuristics);
        assert_int_equal(checked_cost(graph, result.chosen), result.cost);
        assert_true(result.cost >= least);
        best += result.cost == least;
        search_result_clear(&result);
        graph_free(graph);
    }
    assert_true(best >= 57);
}

static void test_search_beats_greedy_on_large_graphs(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (int run = 0; run < 5; run++) {
        label_graph *graph = random_graph(&random, 50, 12, 6);
        search_result greedy, full;
        search_greedy(&greedy, graph);
        search_solve(&full, graph, &SEARCH_DEFAULTS);
        assert_int_equal(checked_cost(graph, greedy.chosen), greedy.cost);
        assert_int_equal(checked_cost(graph, full.chosen), full.cost);
        assert_true(full.cost < greedy.cost);
        search_result_clear(&greedy);
        search_result_clear(&full);
        graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_matches_brute_force),
        cmocka_unit_test(test_heuristics_come_close),
        cmocka_unit_test(test_search_beats_greedy_on_large_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
