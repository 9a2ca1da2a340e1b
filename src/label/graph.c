/* SPDX-License-Identifier: MIT
 *
 * The conflict graph as one bit row a candidate, and the neighbourhood of items that follows.
 */
#include <glib.h>
#include <string.h>

#include "label/graph.h"

label_graph *graph_new(int n_items, const int *counts)
{
    label_graph *graph = g_new0(label_graph, 1);
    graph->n_items = n_items;
    graph->first = g_new0(int, n_items + 1);
    for (int i = 0; i < n_items; i++)
        graph->first[i + 1] = graph->first[i] + counts[i];
    graph->n_candidates = graph->first[n_items];
    graph->words = ((size_t)graph->n_candidates + 63) / 64;
    graph->rows = g_new0(uint64_t, graph->words * (size_t)graph->n_candidates + 1);
    graph->cost = g_new0(int64_t, graph->n_candidates + 1);
    graph->without = g_new0(int64_t, n_items + 1);
    graph->item = g_new0(int, graph->n_candidates + 1);
    for (int i = 0; i < n_items; i++)
        for (int c = graph->first[i]; c < graph->first[i + 1]; c++)
            graph->item[c] = i;
    return graph;
}

void graph_free(label_graph *graph)
{
    if (!graph)
        return;
    g_free(graph->first);
    g_free(graph->item);
    g_free(graph->cost);
    g_free(graph->without);
    g_free(graph->rows);
    g_free(graph->neighbour_first);
    g_free(graph->neighbours);
    g_free(graph);
}

void graph_exclude(label_graph *graph, int a, int b)
{
    graph->rows[(size_t)a * graph->words + (size_t)b / 64] |= 1ULL << ((unsigned)b % 64);
    graph->rows[(size_t)b * graph->words + (size_t)a / 64] |= 1ULL << ((unsigned)a % 64);
}

void graph_link(label_graph *graph)
{
    g_autoptr(GArray) found = g_array_new(false, false, sizeof(int));
    g_autofree bool *touched = g_new(bool, graph->n_items + 1);
    graph->neighbour_first = g_new0(int, graph->n_items + 1);
    for (int i = 0; i < graph->n_items; i++) {
        memset(touched, 0, (size_t)graph->n_items * sizeof *touched);
        for (int c = graph->first[i]; c < graph->first[i + 1]; c++) {
            const uint64_t *row = &graph->rows[(size_t)c * graph->words];
            for (size_t w = 0; w < graph->words; w++)
                for (uint64_t bits = row[w]; bits; bits &= bits - 1)
                    touched[graph->item[w * 64 + (size_t)__builtin_ctzll(bits)]] = true;
        }
        for (int j = 0; j < graph->n_items; j++)
            if (touched[j])
                g_array_append_val(found, j);
        graph->neighbour_first[i + 1] = (int)found->len;
    }
    graph->neighbours = g_new0(int, found->len + 1);
    if (found->len > 0)
        memcpy(graph->neighbours, found->data, found->len * sizeof(int));
}
