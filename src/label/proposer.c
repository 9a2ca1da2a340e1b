/* SPDX-License-Identifier: MIT
 *
 * Four sides with slides and the corners at two gaps, then leaders in 32 directions and, where a
 * stop is enclosed, in 128.
 */
#include "label/proposer.h"

#include <math.h>

#include "label/weights.h"

/* The longest leader of each rung: a bare name far from its marker says little. */
static const double LONGEST[LABEL_RUNG_COUNT] = {430, 330, 330, 0};
static const double LENGTHS[] = {18,  26,  36,  48,  62,  78,  98, 122,
                                 150, 185, 225, 270, 320, 380, 450};
/* Unit vectors every 11.25 degrees of a quarter turn, x right and y down. */
static const double DIRECTIONS[8][2] = {
    {1, 0},
    {0.98078528040323043, 0.19509032201612825},
    {0.92387953251128674, 0.38268343236508978},
    {0.83146961230254524, 0.55557023301960218},
    {0.70710678118654757, 0.70710678118654757},
    {0.55557023301960218, 0.83146961230254524},
    {0.38268343236508978, 0.92387953251128674},
    {0.19509032201612825, 0.98078528040323043},
};
#define DIAGONAL   0.70710678118654757
#define TURNS      4                   /* quarter turns of DIRECTIONS */
#define FAN_COSINE 0.99879545620517241 /* of a quarter of the angle between two directions */
#define FAN_SINE   0.049067674327418015

/* Leaders of growing length, judged as far as they were asked for. All wraps and rungs share them.
 */
struct spoke {
    page_point from;
    double dx, dy, marker_gap_px;
    int n;
    bool ended; /* the next one meets something, and so do all longer ones */
    label_leader leaders[G_N_ELEMENTS(LENGTHS)];
};

void proposer_init(proposer *p, const label_field *field, int stop, int variant, spoke **spokes,
                   GArray *out)
{
    const label_stop *of = &field->problem->stops[stop];
    const label_variant *v = &of->variants[variant];
    *p = (proposer){.field = field,
                    .stop = of,
                    .spokes = spokes,
                    .draft = {.stop = stop, .variant = variant, .rung = v->rung, .boxed = v->boxed},
                    .width = v->width_px,
                    .height = v->height_px,
                    .out = out,
                    .limit = G_MAXINT64};
    p->fixed_cost = field_fixed_cost(field, &p->draft);
}

void spokes_clear(spoke **spokes)
{
    for (int i = 0; i < SPOKES; i++)
        g_clear_pointer(&spokes[i], g_free);
}

static bool side_matches(char wanted, page_box marker, page_box box)
{
    page_point c = box_center(marker);
    switch (wanted) {
    case 'l':
        return box.x1 <= c.x;
    case 'r':
        return box.x0 >= c.x;
    case 'a':
        return box.y1 <= c.y;
    case 'b':
        return box.y0 >= c.y;
    default:
        return true;
    }
}

static void take(proposer *p, const label_candidate *c)
{
    if (p->only_cheapest) {
        if (c->cost >= p->limit)
            return;
        p->limit = c->cost;
        g_array_set_size(p->out, 0);
    }
    g_array_append_vals(p->out, c, 1);
}

/* LEADER is NULL for a place without. */
static void propose(proposer *p, double x0, double y0, const label_leader *leader, int place_cost)
{
    if (leader && p->fixed_cost + place_cost + leader->cost >= p->limit)
        return;
    label_candidate c = p->draft;
    c.box = (page_box){x0, y0, x0 + p->width, y0 + p->height};
    c.place_cost = place_cost;
    if (!side_matches(p->stop->side, p->stop->marker, c.box) ||
        !field_admit_with(p->field, &c, leader))
        return;
    p->n_beside += !leader;
    take(p, &c);
}

/* ---- beside the marker ---- */

/* Where a box of LENGTH may stand along a marker of extent a..b: centred, flush with either end,
 * or half way to that. */
static double slide(double a, double b, double length, int which)
{
    double middle = (a + b) / 2 - length / 2;
    switch (which) {
    case 0:
        return middle;
    case 1:
        return a;
    case 2:
        return b - length;
    case 3:
        return (middle + a) / 2;
    default:
        return (middle + b - length) / 2;
    }
}

static void propose_sides(proposer *p, double gap, int gap_cost)
{
    /* Imhof's preferences, and what readers chose in PerceptPPO (Bobak et al. 2024). */
    enum { ABOVE = 10, RIGHT = 20, BELOW = 50, LEFT = 60 };
    static const int slide_cost[5] = {0, COST_SLIDE, COST_SLIDE, COST_SLIDE, COST_SLIDE};
    page_box m = p->stop->marker;
    for (int i = 0; i < 5; i++) {
        double y = slide(m.y0, m.y1, p->height, i), x = slide(m.x0, m.x1, p->width, i);
        int cost = gap_cost + slide_cost[i];
        propose(p, m.x1 + gap, y, NULL, cost + RIGHT);
        propose(p, m.x0 - gap - p->width, y, NULL, cost + LEFT);
        propose(p, x, m.y0 - gap - p->height, NULL, cost + ABOVE);
        propose(p, x, m.y1 + gap, NULL, cost + BELOW);
    }
    page_box core = marker_core(m, p->stop->marker_radius);
    double off = (p->stop->marker_radius + gap) * DIAGONAL;
    int cost = gap_cost + 2 * COST_SLIDE;
    propose(p, core.x1 + off, core.y0 - off - p->height, NULL, cost + ABOVE);
    propose(p, core.x1 + off, core.y1 + off, NULL, cost + RIGHT);
    propose(p, core.x0 - off - p->width, core.y0 - off - p->height, NULL, cost + RIGHT);
    propose(p, core.x0 - off - p->width, core.y1 + off, NULL, cost + BELOW);
}

void propose_beside(proposer *p)
{
    bool boxed = p->draft.boxed;
    propose_sides(p, boxed ? 9 : 3, 0);
    propose_sides(p, boxed ? 12 : 7, COST_FAR_GAP);
}

/* ---- on leaders ---- */

/* The direction turned by quarters. */
static void turn(double *dx, double *dy, int d, int quarters)
{
    static const int cosine[TURNS] = {1, 0, -1, 0}, sine[TURNS] = {0, 1, 0, -1};
    double x = DIRECTIONS[d][0], y = DIRECTIONS[d][1];
    *dx = x * cosine[quarters] - y * sine[quarters];
    *dy = x * sine[quarters] + y * cosine[quarters];
}

static spoke spoke_toward(const proposer *p, double dx, double dy, double marker_gap_px)
{
    return (spoke){marker_outline_point(p->stop->marker, p->stop->marker_radius, dx, dy),
                   dx,
                   dy,
                   marker_gap_px,
                   0,
                   false,
                   {{.allowed = false}}};
}

/* The leader of LENGTHS[k]; NULL where it, or a shorter one, meets something. */
static const label_leader *leader_of(const proposer *p, spoke *s, int k)
{
    while (s->n <= k && !s->ended) {
        double length = LENGTHS[s->n];
        page_segment line = {s->from, {s->from.x + s->dx * length, s->from.y + s->dy * length}};
        label_leader leader = field_judge_leader(p->field, p->draft.stop, line, s->marker_gap_px);
        s->ended = !leader.allowed;
        if (leader.allowed)
            s->leaders[s->n++] = leader;
    }
    return k < s->n ? &s->leaders[k] : NULL;
}

/* Whether leaders of LENGTHS[k] are wanted: not too long, and not too dear in any case. */
static bool is_wanted(const proposer *p, int k, bool odd)
{
    return k < (int)G_N_ELEMENTS(LENGTHS) && LENGTHS[k] <= LONGEST[p->draft.rung] &&
           (!p->only_cheapest || p->fixed_cost + field_leader_cost(LENGTHS[k], odd) < p->limit);
}

static spoke *spoke_of(proposer *p, int d, int quarters)
{
    spoke **at = &p->spokes[d * TURNS + quarters];
    double dx, dy;
    turn(&dx, &dy, d, quarters);
    if (!*at) {
        *at = g_new(spoke, 1);
        **at = spoke_toward(p, dx, dy, GAP_LEADER_MARKER);
    }
    return *at;
}

/* Hangs the box on the leader's end by its vertical edge (level leaders), its horizontal edge
 * (upright ones) or either. */
static void propose_on_leader(proposer *p, const label_leader *leader, double dx, double dy,
                              bool odd)
{
    static const double attach[3] = {0.5, 0.18, 0.82};
    page_point end = leader->line.b;
    bool by_side = dx != 0 && (!odd || fabs(dx) > fabs(dy));
    bool by_top = dy != 0 && (!odd || fabs(dy) >= fabs(dx));
    int n_attach = odd ? 1 : 3;
    for (int i = 0; i < n_attach; i++) {
        if (by_side)
            propose(p, dx > 0 ? end.x : end.x - p->width, end.y - attach[i] * p->height, leader,
                    i ? 0 : COST_SLIDE / 3);
        if (by_top)
            propose(p, end.x - attach[i] * p->width, dy > 0 ? end.y : end.y - p->height, leader,
                    i ? 0 : COST_SLIDE / 3);
    }
}

/* Leaders of one eighth of the directions, DIRECTIONS[d] and its quarter turns. */
static void propose_spokes(proposer *p, int d)
{
    bool odd = d % 4 != 0;
    for (int k = 0; is_wanted(p, k, odd); k += odd ? 2 : 1) {
        for (int q = 0; q < TURNS; q++) {
            spoke *s = spoke_of(p, d, q);
            const label_leader *leader = leader_of(p, s, k);
            if (leader)
                propose_on_leader(p, leader, s->dx, s->dy, odd);
        }
    }
}

void propose_straight_leaders(proposer *p)
{
    propose_spokes(p, 0);
    propose_spokes(p, 4);
}

void propose_odd_leaders(proposer *p, guint most)
{
    for (int d = 1; d < 8 && p->out->len < most; d++)
        if (d != 4)
            propose_spokes(p, d);
}

void propose_fan(proposer *p)
{
    for (int i = 0; i < SPOKES; i++) {
        double dx, dy;
        turn(&dx, &dy, i / TURNS, i % TURNS);
        for (int step = 0; step < 4; step++) {
            spoke s = spoke_toward(p, dx, dy, GAP_LEADER_TIGHT);
            const label_leader *leader;
            for (int k = 0; is_wanted(p, k, true) && (leader = leader_of(p, &s, k)); k++)
                propose_on_leader(p, leader, dx, dy, true);
            double x = dx * FAN_COSINE - dy * FAN_SINE;
            dy = dx * FAN_SINE + dy * FAN_COSINE;
            dx = x;
        }
    }
}
