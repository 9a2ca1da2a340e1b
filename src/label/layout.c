/* SPDX-License-Identifier: MIT
 *
 * Drives the label layout: density policy, candidates, search, and the verifier's last word. A
 * breach on the final geometry takes a rung from a stop and the search runs again, so what leaves
 * this file has none.
 */
#include <glib.h>
#include <stdlib.h>

#include "base/profile.h"
#include "label/candidates.h"
#include "label/cheapest.h"
#include "label/dock.h"
#include "label/label.h"
#include "label/polish.h"
#include "label/search.h"
#include "label/verify.h"
#include "label/weights.h"

static const char *const TOO_DENSE = "the full texts of all stops would fill the map";
static const char *const NO_PLACE = "no free place for a longer text";
static const char *const PIN_TAKEN = "its fixed place is taken";
static const char *const BREACH = "a longer text came too near to something";
static const char *const NO_TEXT = "it has no longer text";

/* Of the free page, what full texts may cover before the longest go to the panel. Readers like
 * 12.5-17 % (Bobak et al. 2024); the search still finds places a little above. */
#define DENSITY_LIMIT 0.22

#define MANY_STOPS 32

typedef struct {
    const label_problem *problem;
    label_field field;
    GArray *rooms;       /* free areas for docked labels; NULL while there is no need */
    label_rung *lowest;  /* the rung each stop starts from */
    const char **reason; /* why it does not start from the first */
    int64_t steps;
} driver;

static double rung_area(const label_stop *stop, label_rung rung)
{
    double least = 0;
    for (int v = 0; v < stop->n_variants; v++) {
        const label_variant *variant = &stop->variants[v];
        double area = variant->width_px * variant->height_px;
        if (variant->rung == rung && (least == 0 || area < least))
            least = area;
    }
    return least;
}

static double free_area(const label_problem *problem)
{
    page_box page = problem->page;
    double area = MAX(0, page.x1 - page.x0) * MAX(0, page.y1 - page.y0);
    for (int i = 0; i < problem->n_blocked; i++) {
        page_box b = problem->blocked[i];
        double width = MIN(b.x1, page.x1) - MAX(b.x0, page.x0);
        double height = MIN(b.y1, page.y1) - MAX(b.y0, page.y0);
        area -= MAX(0, width) * MAX(0, height);
    }
    return MAX(area, 1);
}

/* Takes the full text from the stops of least priority, the longest first, until it fits. */
static void thin_out(driver *d)
{
    const label_problem *p = d->problem;
    double limit = DENSITY_LIMIT * free_area(p), total = 0;
    for (int i = 0; i < p->n_stops; i++)
        total += rung_area(&p->stops[i], LABEL_FULL);
    while (total > limit) {
        int drop = -1;
        for (int i = 0; i < p->n_stops; i++) {
            const label_stop *stop = &p->stops[i];
            if (d->lowest[i] > LABEL_FULL || stop->pinned || rung_area(stop, LABEL_FULL) <= 0)
                continue;
            if (drop < 0 || stop->priority < p->stops[drop].priority ||
                (stop->priority == p->stops[drop].priority &&
                 rung_area(stop, LABEL_FULL) > rung_area(&p->stops[drop], LABEL_FULL)))
                drop = i;
        }
        if (drop < 0)
            return;
        total -= rung_area(&p->stops[drop], LABEL_FULL);
        d->lowest[drop] = LABEL_COMPACT;
        d->reason[drop] = TOO_DENSE;
    }
}

typedef struct {
    double left;
    int index;
} sweep_entry;

static int by_left(const void *a, const void *b)
{
    const sweep_entry *p = a, *q = b;
    if (p->left != q->left)
        return p->left < q->left ? -1 : 1;
    return p->index - q->index;
}

/* Sweeps over the candidates from left to right, so that only those are compared whose extents
 * overlap. */
static label_graph *build_graph(const GArray *all, const int *counts, int n_stops)
{
    label_graph *graph = graph_new(n_stops, counts);
    const label_candidate *c = (const label_candidate *)all->data;
    sweep_entry *order = g_new(sweep_entry, graph->n_candidates + 1);
    for (int i = 0; i < graph->n_candidates; i++) {
        graph->cost[i] = c[i].cost;
        order[i] = (sweep_entry){c[i].reach.x0, i};
    }
    qsort(order, (size_t)graph->n_candidates, sizeof *order, by_left);
    for (int i = 0; i < graph->n_candidates; i++) {
        const label_candidate *a = &c[order[i].index];
        double right = a->reach.x1 + GAP_BOX_BOX;
        for (int k = i + 1; k < graph->n_candidates && order[k].left < right; k++) {
            const label_candidate *b = &c[order[k].index];
            if (a->stop != b->stop && candidates_conflict(a, b))
                graph_exclude(graph, order[i].index, order[k].index);
        }
    }
    g_free(order);
    graph_link(graph);
    return graph;
}

static void place(label_placement *out, const label_candidate *c)
{
    *out = (label_placement){.rung = LABEL_PANEL, .variant = -1, .cost = COST_PANEL};
    if (!c)
        return;
    out->rung = c->rung;
    out->variant = c->variant;
    out->box = c->box;
    out->cost = c->cost;
    out->has_leader = c->has_leader;
    if (c->has_leader) {
        out->leader[0] = c->leader.a;
        out->leader[1] = c->leader.b;
        out->n_leader = 2;
    }
}

static const char *reason_of(const driver *d, int i, label_rung rung)
{
    const label_stop *stop = &d->problem->stops[i];
    if (rung == LABEL_FULL)
        return NULL;
    if (d->lowest[i] == rung && d->reason[i])
        return d->reason[i];
    if (stop->pinned)
        return PIN_TAKEN;
    for (int v = 0; v < stop->n_variants; v++)
        if (stop->variants[v].rung < rung)
            return NO_PLACE;
    return NO_TEXT;
}

/* Polishes the chosen places and hands them out as placements. */
static void take_chosen(label_layout *out, const driver *d, label_candidate *chosen, int n)
{
    for (int i = 0; i < d->problem->n_stops; i++)
        place(&out->placements[i], NULL);
    polish(chosen, n, &d->field);
    for (int k = 0; k < n; k++)
        place(&out->placements[chosen[k].stop], &chosen[k]);
    out->cost = 0;
    for (int i = 0; i < d->problem->n_stops; i++)
        out->cost += out->placements[i].cost;
}

static void take_result(label_layout *out, const driver *d, const search_result *result,
                        const label_candidate *all)
{
    int n = 0;
    g_autofree label_candidate *chosen = g_new0(label_candidate, d->problem->n_stops + 1);
    out->optimal_stops = 0;
    for (int i = 0; i < d->problem->n_stops; i++) {
        out->optimal_stops += result->optimal[i];
        if (result->chosen[i] >= 0)
            chosen[n++] = all[result->chosen[i]];
    }
    take_chosen(out, d, chosen, n);
}

/* What it costs to leave a stop's text out. */
static int64_t cost_without(const label_stop *stop)
{
    return (int64_t)COST_PANEL * (1 + MAX(0, stop->priority));
}

/* The cheapest place for every stop that has a text, if they all can stand together: nothing costs
 * less. */
static bool take_cheapest(label_layout *out, const driver *d)
{
    const label_problem *p = d->problem;
    g_autofree label_candidate *chosen = g_new0(label_candidate, p->n_stops + 1);
    int n = 0;
    for (int i = 0; i < p->n_stops; i++) {
        if (p->stops[i].n_variants == 0)
            continue;
        label_candidate *c = &chosen[n];
        if (!cheapest_place(c, &d->field, i, d->lowest[i]) || c->cost >= cost_without(&p->stops[i]))
            return false;
        for (int k = 0; k < n; k++)
            if (candidates_conflict(c, &chosen[k]))
                return false;
        n++;
    }
    out->optimal_stops = p->n_stops;
    take_chosen(out, d, chosen, n);
    return true;
}

static void search_places(label_layout *out, driver *d)
{
    const label_problem *p = d->problem;
    g_autoptr(GArray) all = g_array_new(false, false, sizeof(label_candidate));
    g_autofree int *counts = g_new0(int, p->n_stops + 1);
    for (int i = 0; i < p->n_stops; i++) {
        guint before = all->len;
        candidates_propose(all, &d->field, i, d->lowest[i], d->rooms);
        counts[i] = (int)(all->len - before);
    }
    label_graph *graph = build_graph(all, counts, p->n_stops);
    for (int i = 0; i < p->n_stops; i++)
        graph->without[i] = cost_without(&p->stops[i]);
    search_result result;
    search_solve(&result, graph, &SEARCH_DEFAULTS);
    d->steps += result.steps;
    take_result(out, d, &result, (const label_candidate *)all->data);
    search_result_clear(&result);
    graph_free(graph);
}

/* Takes a rung from every stop that the verifier names; returns whether there was one. */
static bool demote(driver *d, const label_layout *layout)
{
    bool any = false;
    g_autofree bool *bad = g_new0(bool, d->problem->n_stops + 1);
    verify_stops(bad, d->problem, layout);
    for (int i = 0; i < d->problem->n_stops; i++) {
        if (!bad[i] || layout->placements[i].rung == LABEL_PANEL)
            continue;
        d->lowest[i] = (label_rung)(layout->placements[i].rung + 1);
        d->reason[i] = BREACH;
        any = true;
    }
    return any;
}

static bool any_in_panel(const label_layout *layout)
{
    for (int i = 0; i < layout->n_placements; i++)
        if (layout->placements[i].rung == LABEL_PANEL)
            return true;
    return false;
}

/* Places in free areas come into play where a stop found none elsewhere. Of many stops it is all
 * that lack room, and these are many places. */
static void search_with_docks(label_layout *out, driver *d)
{
    if (!d->rooms && take_cheapest(out, d))
        return;
    search_places(out, d);
    if (d->rooms || !any_in_panel(out) || d->problem->n_stops >= MANY_STOPS)
        return;
    d->rooms = dock_rooms(&d->field);
    search_places(out, d);
}

static label_layout *layout_new(const label_problem *problem)
{
    label_layout *layout = g_new0(label_layout, 1);
    layout->n_placements = problem->n_stops;
    layout->placements = g_new0(label_placement, problem->n_stops + 1);
    return layout;
}

static void driver_init(driver *d, const label_problem *problem)
{
    *d = (driver){.problem = problem};
    d->lowest = g_new0(label_rung, problem->n_stops + 1);
    d->reason = g_new0(const char *, problem->n_stops + 1);
    thin_out(d);
}

static void driver_clear(driver *d)
{
    if (d->rooms)
        g_array_unref(d->rooms);
    g_free(d->lowest);
    g_free(d->reason);
}

label_layout *label_solve(const label_problem *problem)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_LABELS);
    (void)profile;
    label_layout *layout = layout_new(problem);
    driver d;
    driver_init(&d, problem);
    field_init(&d.field, problem);
    /* Each round takes at least one of 3 rungs from a stop, so this ends. */
    do {
        search_with_docks(layout, &d);
    } while (demote(&d, layout));
    for (int i = 0; i < problem->n_stops; i++)
        layout->placements[i].reason = reason_of(&d, i, layout->placements[i].rung);
    layout->steps = d.steps;
    field_clear(&d.field);
    driver_clear(&d);
    return layout;
}

int label_count_too_dense(const label_problem *problem)
{
    driver d;
    driver_init(&d, problem);
    int count = 0;
    for (int i = 0; i < problem->n_stops; i++)
        count += d.reason[i] == TOO_DENSE;
    driver_clear(&d);
    return count;
}

label_layout *label_give_up(const label_problem *problem)
{
    label_layout *layout = layout_new(problem);
    for (int i = 0; i < problem->n_stops; i++) {
        place(&layout->placements[i], NULL);
        layout->placements[i].reason = TOO_DENSE;
        layout->cost += layout->placements[i].cost;
    }
    return layout;
}

void label_layout_free(label_layout *layout)
{
    if (!layout)
        return;
    g_free(layout->placements);
    g_free(layout);
}
