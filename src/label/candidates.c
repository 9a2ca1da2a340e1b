/* SPDX-License-Identifier: MIT
 *
 * Of the places that come into question the cheapest that differ from one another are kept, so that
 * the search sees all of a stop's surroundings and not one corner of it forty times.
 */
#include <math.h>
#include <string.h>

#include "label/candidates.h"
#include "label/dock.h"
#include "label/proposer.h"
#include "label/weights.h"

/* How many places are kept for each rung. More gain little: on synthetic tours of 20 stops five
 * times as many give half a percent more full texts for three times the time. */
static const guint KEEP[LABEL_RUNG_COUNT] = {56, 20, 20, 0};
/* From 32 stops on it is room that lacks, not choice. */
static const guint KEEP_MANY[LABEL_RUNG_COUNT] = {36, 14, 14, 0};
#define MANY_STOPS 32
static const guint KEEP_DOCKED = 40;
#define ENOUGH_LEADERS 120

/* Odd angles only where the others leave little choice. */
static void propose_leaders(proposer *p)
{
    guint before = p->out->len;
    propose_straight_leaders(p);
    propose_odd_leaders(p, before + ENOUGH_LEADERS);
    if (p->out->len < CANDIDATES_FEW && p->field->problem->n_stops < MANY_STOPS)
        propose_fan(p);
}

static int by_cost(gconstpointer a, gconstpointer b)
{
    const label_candidate *p = a, *q = b;
    return p->cost < q->cost ? -1 : p->cost > q->cost;
}

static bool alike(const label_candidate *a, const label_candidate *b, double within)
{
    return fabs(a->box.x0 - b->box.x0) < within && fabs(a->box.x1 - b->box.x1) < within &&
           fabs(a->box.y0 - b->box.y0) < within && fabs(a->box.y1 - b->box.y1) < within;
}

/* Takes from ALL (sorted) COUNT places: half of them the cheapest that differ a little, then the
 * cheapest that differ much, so that the search sees all of a stop's surroundings; what is left is
 * filled up by cost. */
static void keep_best(GArray *out, GArray *all, guint count)
{
    static const double apart[] = {14, 48, 24, 2};
    guint start = out->len;
    g_autofree bool *taken = g_new0(bool, all->len + 1);
    for (guint pass = 0; pass < G_N_ELEMENTS(apart); pass++) {
        guint limit = pass == 0 ? count / 2 : count;
        for (guint i = 0; i < all->len && out->len - start < limit; i++) {
            const label_candidate *c = &g_array_index(all, label_candidate, i);
            bool fresh = !taken[i];
            for (guint k = start; fresh && k < out->len; k++)
                fresh = !alike(c, &g_array_index(out, label_candidate, k), apart[pass]);
            if (fresh) {
                taken[i] = true;
                g_array_append_val(out, *c);
            }
        }
    }
}

page_segment candidate_direct_leader(const label_stop *stop, page_box box)
{
    page_point from = box_center(marker_core(stop->marker, stop->marker_radius));
    page_point to = {CLAMP(from.x, box.x0, box.x1), CLAMP(from.y, box.y0, box.y1)};
    double dx = to.x - from.x, dy = to.y - from.y, length = sqrt(dx * dx + dy * dy);
    if (!(length > 0))
        return (page_segment){from, to};
    return (page_segment){
        marker_outline_point(stop->marker, stop->marker_radius, dx / length, dy / length), to};
}

/* Beyond this a box set by hand gets a leader. */
#define PIN_LEADER_FROM_PX 14.0

/* The first variant that fits at the pin. */
static void propose_pin(GArray *out, const label_field *field, int stop_index, label_rung lowest)
{
    const label_stop *stop = &field->problem->stops[stop_index];
    for (int v = 0; v < stop->n_variants; v++) {
        const label_variant *variant = &stop->variants[v];
        if (variant->rung < lowest)
            continue;
        label_candidate c = {.stop = stop_index, .variant = v, .rung = variant->rung};
        c.boxed = variant->boxed;
        c.box = (page_box){stop->pin.x, stop->pin.y, stop->pin.x + variant->width_px,
                           stop->pin.y + variant->height_px};
        c.has_leader =
            box_marker_distance(c.box, stop->marker, stop->marker_radius) > PIN_LEADER_FROM_PX;
        if (c.has_leader)
            c.leader = candidate_direct_leader(stop, c.box);
        if (!field_admit_pin(field, &c))
            continue;
        g_array_append_val(out, c);
        return;
    }
}

void candidates_propose(GArray *out, const label_field *field, int stop_index, label_rung lowest,
                        const GArray *rooms)
{
    const label_stop *stop = &field->problem->stops[stop_index];
    if (stop->pinned) {
        propose_pin(out, field, stop_index, lowest);
        return;
    }
    guint start = out->len;
    spoke *spokes[SPOKES] = {NULL};
    for (int rung = lowest; rung < LABEL_PANEL; rung++) {
        g_autoptr(GArray) all = g_array_new(false, false, sizeof(label_candidate));
        g_autoptr(GArray) docked = g_array_new(false, false, sizeof(label_candidate));
        for (int v = 0; v < stop->n_variants; v++) {
            const label_variant *variant = &stop->variants[v];
            if ((int)variant->rung != rung)
                continue;
            proposer p;
            proposer_init(&p, field, stop_index, v, spokes, all);
            propose_beside(&p);
            propose_leaders(&p);
            if (rooms)
                dock_propose(docked, field, rooms, &p.draft);
        }
        g_array_sort(all, by_cost);
        keep_best(out, all, field->problem->n_stops < MANY_STOPS ? KEEP[rung] : KEEP_MANY[rung]);
        g_array_sort(docked, by_cost);
        keep_best(out, docked, KEEP_DOCKED);
    }
    spokes_clear(spokes);
    if (out->len == start)
        return; /* perhaps without any memory to point into */
    /* Cheapest first, whatever the rung: the search relies on it. */
    g_autoptr(GArray) mine = g_array_new(false, false, sizeof(label_candidate));
    g_array_append_vals(mine, &g_array_index(out, label_candidate, start), out->len - start);
    g_array_sort(mine, by_cost);
    g_array_set_size(out, start);
    g_array_append_vals(out, mine->data, mine->len);
}
