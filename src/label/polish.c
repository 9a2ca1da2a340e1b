/* SPDX-License-Identifier: MIT
 *
 * Hill climbing over nudges and over shifts that bring a box's edge onto the same edge of a
 * neighbour. A leader keeps its direction: it grows, shrinks or meets the edge elsewhere.
 */
#include <glib.h>
#include <math.h>

#include "label/polish.h"
#include "label/weights.h"

#define PASSES         3
#define ALIGN_REACH_PX 16.0  /* how far a box moves to line up */
#define ALIGN_NEAR_PX  220.0 /* how near a neighbour must be to line up with */
#define ALIGN_GAIN     24
#define CORNER_SHARE   0.1 /* a leader keeps off the outer parts of an edge */
#define ADJACENT_PX    13.0
#define ADJACENT_BARE  8.0

typedef struct {
    label_candidate *chosen;
    int n;
    const label_field *field;
} polisher;

static bool same(double a, double b)
{
    return fabs(a - b) < 0.01;
}

/* The gain for edges that A has in line with other boxes near by. */
static int64_t alignment(const polisher *p, const label_candidate *a)
{
    bool x =
        same(a->box.x0, p->field->problem->page.x0) || same(a->box.x1, p->field->problem->page.x1);
    bool y =
        same(a->box.y0, p->field->problem->page.y0) || same(a->box.y1, p->field->problem->page.y1);
    for (int i = 0; i < p->n; i++) {
        const label_candidate *b = &p->chosen[i];
        if (b->stop == a->stop || !b->boxed || box_distance(a->box, b->box) > ALIGN_NEAR_PX)
            continue;
        x = x || same(a->box.x0, b->box.x0) || same(a->box.x1, b->box.x1);
        y = y || same(a->box.y0, b->box.y0) || same(a->box.y1, b->box.y1);
    }
    return ALIGN_GAIN * (x + y);
}

/* Ends the leader where its ray first meets the moved box; false when it misses, or meets a corner
 * where it would look torn off. */
static bool reattach(label_candidate *c)
{
    double dx = c->leader.b.x - c->leader.a.x, dy = c->leader.b.y - c->leader.a.y;
    double tx = dx > 0   ? (c->box.x0 - c->leader.a.x) / dx
                : dx < 0 ? (c->box.x1 - c->leader.a.x) / dx
                         : -INFINITY;
    double ty = dy > 0   ? (c->box.y0 - c->leader.a.y) / dy
                : dy < 0 ? (c->box.y1 - c->leader.a.y) / dy
                         : -INFINITY;
    bool by_side = tx >= ty;
    double t = by_side ? tx : ty;
    if (!(t > 0))
        return false;
    page_point end = {c->leader.a.x + t * dx, c->leader.a.y + t * dy};
    double share = by_side ? (end.y - c->box.y0) / (c->box.y1 - c->box.y0)
                           : (end.x - c->box.x0) / (c->box.x1 - c->box.x0);
    c->leader.b = end;
    return share >= CORNER_SHARE && share <= 1 - CORNER_SHARE;
}

/* Takes the place of CHOSEN[i] moved by (dx, dy) when that is better. */
static bool try_move(polisher *p, int i, double dx, double dy)
{
    label_candidate *old = &p->chosen[i], c = *old;
    c.box = (page_box){c.box.x0 + dx, c.box.y0 + dy, c.box.x1 + dx, c.box.y1 + dy};
    const label_stop *stop = &p->field->problem->stops[c.stop];
    if (c.has_leader && !reattach(&c))
        return false;
    if (!c.has_leader && box_marker_distance(c.box, stop->marker, stop->marker_radius) >
                             (c.boxed ? ADJACENT_PX : ADJACENT_BARE))
        return false;
    if (!field_admit(p->field, &c) || c.cost - alignment(p, &c) >= old->cost - alignment(p, old))
        return false;
    for (int k = 0; k < p->n; k++)
        if (k != i && candidates_conflict(&c, &p->chosen[k]))
            return false;
    *old = c;
    return true;
}

/* The shift that brings one of the two edges onto the same edge of another box; 0 for none. */
static bool align(polisher *p, int i, page_box to)
{
    page_box box = p->chosen[i].box;
    const double shift[4] = {to.x0 - box.x0, to.x1 - box.x1, to.y0 - box.y0, to.y1 - box.y1};
    for (int k = 0; k < 4; k++) {
        if (shift[k] == 0 || fabs(shift[k]) > ALIGN_REACH_PX)
            continue;
        if (try_move(p, i, k < 2 ? shift[k] : 0, k < 2 ? 0 : shift[k]))
            return true;
    }
    return false;
}

static bool polish_one(polisher *p, int i)
{
    static const double nudge[] = {8, 4, 2, 1};
    bool moved = false;
    for (size_t k = 0; k < G_N_ELEMENTS(nudge); k++) {
        moved = try_move(p, i, nudge[k], 0) || moved;
        moved = try_move(p, i, -nudge[k], 0) || moved;
        moved = try_move(p, i, 0, nudge[k]) || moved;
        moved = try_move(p, i, 0, -nudge[k]) || moved;
    }
    if (!p->chosen[i].boxed)
        return moved;
    for (int k = 0; k < p->n; k++)
        if (k != i && p->chosen[k].boxed &&
            box_distance(p->chosen[i].box, p->chosen[k].box) <= ALIGN_NEAR_PX)
            moved = align(p, i, p->chosen[k].box) || moved;
    return align(p, i, p->field->problem->page) || moved;
}

void polish(label_candidate *chosen, int n, const label_field *field)
{
    polisher p = {chosen, n, field};
    bool moved = true;
    for (int pass = 0; pass < PASSES && moved; pass++) {
        moved = false;
        for (int i = 0; i < n; i++)
            if (!field->problem->stops[chosen[i].stop].pinned)
                moved = polish_one(&p, i) || moved;
    }
}
