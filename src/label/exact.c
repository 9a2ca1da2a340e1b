/* SPDX-License-Identifier: MIT
 *
 * The bound of a node is what the remaining items cost if each took its cheapest candidate still
 * free. A node whose cheapest ones agree with each other is closed at once; otherwise the item with
 * the most contested cheapest candidate is branched on.
 */
#include <glib.h>
#include <string.h>

#include "label/exact.h"

/* The items' candidates renumbered 0.. so that bit rows are a few words. */
typedef struct {
    const label_graph *graph;
    const int *items;
    int n;
    int *first;     /* n + 1 */
    int *candidate; /* local to graph */
    size_t words;
    uint64_t *rows;
    uint64_t *free; /* one row a depth */
    int *choice;    /* local candidate or -1, on the way down */
    bool *done;
    int *best; /* the incumbent */
    int64_t best_cost;
    int64_t nodes;
    bool cut; /* budget used up */
} part;

static int64_t option_cost(const part *p, int item, int local)
{
    return local < 0 ? p->graph->without[p->items[item]] : p->graph->cost[p->candidate[local]];
}

static bool is_free(const uint64_t *row, int local)
{
    return row[local / 64] >> ((unsigned)local % 64) & 1;
}

/* The item's cheapest candidate in ROW, or -1. */
static int cheapest(const part *p, const uint64_t *row, int item)
{
    int begin = p->first[item], end = p->first[item + 1];
    for (int w = begin / 64; w * 64 < end; w++) {
        uint64_t bits = row[w];
        if (w * 64 < begin)
            bits &= ~0ULL << ((unsigned)begin % 64);
        if (bits) {
            int local = w * 64 + __builtin_ctzll(bits);
            return local < end ? local : -1;
        }
    }
    return -1;
}

static bool locals_exclude(const part *p, int a, int b)
{
    return is_free(&p->rows[(size_t)a * p->words], b);
}

/* Fills PICK with each open item's cheapest option; returns their sum. */
static int64_t pick_cheapest(const part *p, const uint64_t *row, int *pick)
{
    int64_t sum = 0;
    for (int i = 0; i < p->n; i++) {
        if (p->done[i])
            continue;
        pick[i] = cheapest(p, row, i);
        sum += option_cost(p, i, pick[i]);
    }
    return sum;
}

/* The open item whose pick excludes the most other picks; -1 when all agree. */
static int most_contested(const part *p, const int *pick)
{
    int worst = -1, most = 0;
    for (int i = 0; i < p->n; i++) {
        int count = 0;
        if (p->done[i] || pick[i] < 0)
            continue;
        for (int j = 0; j < p->n; j++)
            count += j != i && !p->done[j] && pick[j] >= 0 && locals_exclude(p, pick[i], pick[j]);
        if (count > most) {
            most = count;
            worst = i;
        }
    }
    return worst;
}

static void keep(part *p, const int *pick, int64_t cost)
{
    p->best_cost = cost;
    for (int i = 0; i < p->n; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): pick has n entries */
        p->best[i] = p->done[i] ? p->choice[i] : pick[i];
    }
}

static void descend(part *p, int depth, int64_t spent)
{
    if (--p->nodes < 0) {
        p->cut = true;
        return;
    }
    uint64_t *row = &p->free[(size_t)depth * p->words], *next = row + p->words;
    int pick[EXACT_MAX_ITEMS];
    int64_t bound = spent + pick_cheapest(p, row, pick);
    if (bound >= p->best_cost)
        return;
    int item = most_contested(p, pick);
    if (item < 0) {
        keep(p, pick, bound);
        return;
    }
    int64_t others = bound - option_cost(p, item, pick[item]);
    p->done[item] = true;
    for (int local = pick[item]; local <= p->first[item + 1] && !p->cut; local++) {
        bool none = local == p->first[item + 1];
        if (!none && !is_free(row, local))
            continue;
        p->choice[item] = none ? -1 : local;
        int64_t cost = option_cost(p, item, p->choice[item]);
        if (others + cost >= p->best_cost)
            continue;
        for (size_t w = 0; w < p->words; w++)
            next[w] = none ? row[w] : row[w] & ~p->rows[(size_t)local * p->words + w];
        descend(p, depth + 1, spent + cost);
    }
    p->done[item] = false;
}

/* Whether a choice outside the part excludes the candidate. */
static bool taken_outside(const label_graph *graph, const int *chosen, const bool *inside,
                          int candidate)
{
    int item = graph->item[candidate];
    for (int k = graph->neighbour_first[item]; k < graph->neighbour_first[item + 1]; k++) {
        int other = graph->neighbours[k];
        if (!inside[other] && chosen[other] >= 0 && graph_excludes(graph, candidate, chosen[other]))
            return true;
    }
    return false;
}

/* Collects the candidates that can be part of anything cheaper than the present choice. */
static void collect(part *p, const int *chosen)
{
    const label_graph *graph = p->graph;
    g_autofree bool *inside = g_new0(bool, graph->n_items + 1);
    g_autofree int64_t *least = g_new(int64_t, p->n + 1);
    int64_t sum = 0;
    int count = 0;
    for (int i = 0; i < p->n; i++)
        inside[p->items[i]] = true;
    for (int i = 0; i < p->n; i++) {
        int item = p->items[i];
        p->first[i] = count;
        least[i] = graph->without[item];
        for (int c = graph->first[item]; c < graph->first[item + 1]; c++) {
            if (graph->cost[c] >= graph->without[item] || taken_outside(graph, chosen, inside, c))
                continue;
            least[i] = MIN(least[i], graph->cost[c]);
            p->candidate[count++] = c;
        }
        sum += least[i];
    }
    p->first[p->n] = count;
    /* A candidate dearer than its item's cheapest by the whole slack cannot help. */
    int64_t slack = p->best_cost - sum;
    int kept = 0;
    for (int i = 0; i < p->n; i++) {
        int begin = p->first[i], end = p->first[i + 1];
        p->first[i] = kept;
        for (int k = begin; k < end; k++)
            if (graph->cost[p->candidate[k]] - least[i] < slack)
                p->candidate[kept++] = p->candidate[k];
    }
    p->first[p->n] = kept;
}

static void build_rows(part *p)
{
    int count = p->first[p->n];
    p->words = (size_t)count / 64 + 1;
    p->rows = g_new0(uint64_t, p->words * (size_t)(count + 1));
    p->free = g_new0(uint64_t, p->words * (size_t)(p->n + 2));
    for (int a = 0; a < count; a++) {
        p->free[a / 64] |= 1ULL << ((unsigned)a % 64);
        for (int b = 0; b < a; b++) {
            if (graph_excludes(p->graph, p->candidate[a], p->candidate[b])) {
                p->rows[(size_t)a * p->words + (size_t)b / 64] |= 1ULL << ((unsigned)b % 64);
                p->rows[(size_t)b * p->words + (size_t)a / 64] |= 1ULL << ((unsigned)a % 64);
            }
        }
    }
}

static void part_clear(part *p)
{
    g_free(p->first);
    g_free(p->candidate);
    g_free(p->rows);
    g_free(p->free);
    g_free(p->choice);
    g_free(p->done);
    g_free(p->best);
}

bool exact_improve(int *chosen, const label_graph *graph, const int *items, int n, int64_t *nodes)
{
    g_assert(n <= EXACT_MAX_ITEMS);
    part p = {.graph = graph, .items = items, .n = n, .nodes = *nodes};
    int total = 0;
    for (int i = 0; i < n; i++) {
        int item = items[i], c = chosen[item];
        total += graph->first[item + 1] - graph->first[item];
        p.best_cost += c < 0 ? graph->without[item] : graph->cost[c];
    }
    int64_t before = p.best_cost;
    p.first = g_new0(int, n + 1);
    p.candidate = g_new0(int, total + 1);
    p.choice = g_new0(int, n + 1);
    p.done = g_new0(bool, n + 1);
    p.best = g_new0(int, n + 1);
    collect(&p, chosen);
    build_rows(&p);
    descend(&p, 0, 0);
    if (p.best_cost < before)
        for (int i = 0; i < n; i++)
            chosen[items[i]] = p.best[i] < 0 ? -1 : p.candidate[p.best[i]];
    *nodes = MAX(p.nodes, 0);
    bool proven = !p.cut;
    part_clear(&p);
    return proven;
}
