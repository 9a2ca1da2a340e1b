/* SPDX-License-Identifier: MIT
 *
 * A bound does most of the work: what costs more by its rung, its leader's length and its place
 * alone than the cheapest place so far is not looked at. Candidates that depend on how many others
 * there are (odd angles, the fan) must be shown to be dearer.
 */
#include "label/cheapest.h"

#include "label/candidates.h"
#include "label/proposer.h"

/* What any place costs at least for being on a leader, of an ODD angle. */
static int64_t least_on_leader(const proposer *p, bool odd)
{
    return p->fixed_cost + field_leader_cost(0, odd);
}

/* Looks at the places of one setting; false where others than those looked at may be cheaper. */
static bool look_at(proposer *p)
{
    propose_beside(p);
    propose_straight_leaders(p);
    /* Of the fan, which an enclosed stop gets, some leaders count as straight. */
    if (p->n_beside < CANDIDATES_FEW && p->limit > least_on_leader(p, false))
        return false;
    if (p->limit <= least_on_leader(p, true))
        return true;
    int64_t least = p->limit;
    propose_odd_leaders(p, G_MAXUINT); /* in the search they come into play where others lack */
    return p->limit == least;
}

/* Whether a shorter text could cost less than LIMIT. */
static bool shorter_may_win(const label_field *field, int stop, label_rung lowest, int64_t limit)
{
    const label_stop *s = &field->problem->stops[stop];
    for (int v = 0; v < s->n_variants; v++) {
        const label_candidate c = {.stop = stop, .variant = v, .rung = s->variants[v].rung};
        if (c.rung > lowest && c.rung < LABEL_PANEL && field_fixed_cost(field, &c) < limit)
            return true;
    }
    return false;
}

bool cheapest_place(label_candidate *out, const label_field *field, int stop, label_rung lowest)
{
    const label_stop *s = &field->problem->stops[stop];
    if (s->pinned)
        return false;
    g_autoptr(GArray) best = g_array_new(false, false, sizeof(label_candidate));
    spoke *spokes[SPOKES] = {NULL};
    int64_t limit = G_MAXINT64;
    bool certain = true;
    for (int v = 0; v < s->n_variants && certain; v++) {
        if (s->variants[v].rung != lowest)
            continue;
        proposer p;
        proposer_init(&p, field, stop, v, spokes, best);
        p.only_cheapest = true;
        p.limit = limit;
        certain = look_at(&p);
        limit = p.limit;
    }
    spokes_clear(spokes);
    if (!certain || best->len == 0 || shorter_may_win(field, stop, lowest, limit))
        return false;
    *out = g_array_index(best, label_candidate, 0);
    return true;
}
