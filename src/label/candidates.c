/* SPDX-License-Identifier: MIT
 *
 * Places in a fixed order: four sides with slides and the corners at two gaps, then leaders in 32
 * directions. The cheapest that differ from one another are kept, so that the search sees all of a
 * stop's surroundings and not one corner of it forty times.
 */
#include <math.h>
#include <string.h>

#include "label/candidates.h"
#include "label/dock.h"
#include "label/weights.h"

/* How many places are kept for each rung. More gain little: on synthetic tours of 20 stops five
 * times as many give half a percent more full texts for three times the time. */
static const guint KEEP[LABEL_RUNG_COUNT] = {56, 20, 20, 0};
/* From 32 stops on it is room that lacks, not choice. */
static const guint KEEP_MANY[LABEL_RUNG_COUNT] = {36, 14, 14, 0};
#define MANY_STOPS 32
#define FEW        12 /* places: a stop so enclosed gets a finer fan of leaders */
static const guint KEEP_DOCKED = 40;
/* The longest leader of each rung: a bare name far from its marker says little. */
static const double LONGEST[LABEL_RUNG_COUNT] = {430, 330, 330, 0};
#define ENOUGH_LEADERS 120
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

/* A stop's leaders in one direction, one for each of LENGTHS. All wraps and rungs share them. */
typedef struct {
    int n; /* lengths up to here keep the rules; the longer ones meet what the next one meets */
    label_leader leaders[G_N_ELEMENTS(LENGTHS)];
} spoke;

typedef struct {
    GArray *out;
    const label_field *field;
    const label_stop *stop;
    spoke **spokes;        /* by direction and turn, NULL until they are asked for */
    label_candidate draft; /* stop, variant and rung filled in */
    double width, height;
} proposer;

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

static void propose(proposer *p, double x0, double y0, const label_leader *leader, int place_cost)
{
    label_candidate c = p->draft;
    c.box = (page_box){x0, y0, x0 + p->width, y0 + p->height};
    c.place_cost = place_cost;
    if (side_matches(p->stop->side, p->stop->marker, c.box) &&
        field_admit_with(p->field, &c, leader))
        g_array_append_val(p->out, c);
}

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

/* The point of a marker's outline that lies farthest in direction (dx, dy). */
static page_point outline_point(const label_stop *stop, double dx, double dy)
{
    page_box core = marker_core(stop->marker, stop->marker_radius);
    page_point c = box_center(core);
    double x = dx > 0 ? core.x1 : dx < 0 ? core.x0 : c.x;
    double y = dy > 0 ? core.y1 : dy < 0 ? core.y0 : c.y;
    return (page_point){x + dx * stop->marker_radius, y + dy * stop->marker_radius};
}

/* The direction turned by quarters. */
static void turn(double *dx, double *dy, int d, int quarters)
{
    static const int cosine[TURNS] = {1, 0, -1, 0}, sine[TURNS] = {0, 1, 0, -1};
    double x = DIRECTIONS[d][0], y = DIRECTIONS[d][1];
    *dx = x * cosine[quarters] - y * sine[quarters];
    *dy = x * sine[quarters] + y * cosine[quarters];
}

/* Judges the leaders from the shortest on, up to the first that meets something. */
static spoke *spoke_new(const proposer *p, double dx, double dy, double marker_gap_px)
{
    spoke *s = g_new0(spoke, 1);
    page_point from = outline_point(p->stop, dx, dy);
    for (size_t k = 0; k < G_N_ELEMENTS(LENGTHS); k++) {
        page_segment line = {from, {from.x + dx * LENGTHS[k], from.y + dy * LENGTHS[k]}};
        label_leader leader = field_judge_leader(p->field, p->draft.stop, line, marker_gap_px);
        if (!leader.allowed)
            break;
        s->leaders[s->n++] = leader;
    }
    return s;
}

static const spoke *spoke_of(proposer *p, int d, int quarters)
{
    spoke **at = &p->spokes[d * TURNS + quarters];
    double dx, dy;
    turn(&dx, &dy, d, quarters);
    if (!*at)
        *at = spoke_new(p, dx, dy, GAP_LEADER_MARKER);
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

/* Leaders of one eighth of the directions, DIRECTIONS[d] and its quarter turns, up to LONGEST. */
static void propose_spokes(proposer *p, int d, double longest)
{
    bool odd = d % 4 != 0;
    const spoke *spokes[TURNS];
    for (int q = 0; q < TURNS; q++)
        spokes[q] = spoke_of(p, d, q);
    for (size_t k = 0; k < G_N_ELEMENTS(LENGTHS) && LENGTHS[k] <= longest; k += odd ? 2 : 1) {
        for (int q = 0; q < TURNS; q++) {
            double dx, dy;
            turn(&dx, &dy, d, q);
            if ((int)k < spokes[q]->n)
                propose_on_leader(p, &spokes[q]->leaders[k], dx, dy, odd);
        }
    }
}

/* Three directions more between any two: a stop among many may have one narrow way out,
 * and its leaders may then pass markers more closely. */
static void propose_fan(proposer *p, double longest)
{
    for (int i = 0; i < (int)G_N_ELEMENTS(DIRECTIONS) * TURNS; i++) {
        double dx, dy;
        turn(&dx, &dy, i / TURNS, i % TURNS);
        for (int step = 0; step < 4; step++) {
            g_autofree spoke *s = spoke_new(p, dx, dy, GAP_LEADER_TIGHT);
            for (int k = 0; k < s->n && LENGTHS[k] <= longest; k++)
                propose_on_leader(p, &s->leaders[k], dx, dy, true);
            double x = dx * FAN_COSINE - dy * FAN_SINE;
            dy = dx * FAN_SINE + dy * FAN_COSINE;
            dx = x;
        }
    }
}

/* Level, upright and diagonal leaders; odd angles only where those leave little choice. */
static void propose_leaders(proposer *p, double longest)
{
    guint before = p->out->len;
    propose_spokes(p, 0, longest);
    propose_spokes(p, 4, longest);
    for (int d = 1; d < 8 && p->out->len - before < ENOUGH_LEADERS; d++)
        if (d != 4)
            propose_spokes(p, d, longest);
    if (p->out->len < FEW && p->field->problem->n_stops < MANY_STOPS)
        propose_fan(p, longest);
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
    return (page_segment){outline_point(stop, dx / length, dy / length), to};
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
    spoke *spokes[G_N_ELEMENTS(DIRECTIONS) * TURNS] = {NULL};
    for (int rung = lowest; rung < LABEL_PANEL; rung++) {
        g_autoptr(GArray) all = g_array_new(false, false, sizeof(label_candidate));
        g_autoptr(GArray) docked = g_array_new(false, false, sizeof(label_candidate));
        for (int v = 0; v < stop->n_variants; v++) {
            const label_variant *variant = &stop->variants[v];
            if ((int)variant->rung != rung)
                continue;
            proposer p = {.out = all, .field = field, .stop = stop, .spokes = spokes};
            p.draft = (label_candidate){
                .stop = stop_index, .variant = v, .rung = variant->rung, .boxed = variant->boxed};
            p.width = variant->width_px;
            p.height = variant->height_px;
            propose_sides(&p, variant->boxed ? 9 : 3, 0);
            propose_sides(&p, variant->boxed ? 12 : 7, COST_FAR_GAP);
            propose_leaders(&p, LONGEST[rung]);
            if (rooms)
                dock_propose(docked, field, rooms, &p.draft);
        }
        g_array_sort(all, by_cost);
        keep_best(out, all, field->problem->n_stops < MANY_STOPS ? KEEP[rung] : KEEP_MANY[rung]);
        g_array_sort(docked, by_cost);
        keep_best(out, docked, KEEP_DOCKED);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(spokes); i++)
        g_free(spokes[i]);
    if (out->len == start)
        return; /* perhaps without any memory to point into */
    /* Cheapest first, whatever the rung: the search relies on it. */
    g_autoptr(GArray) mine = g_array_new(false, false, sizeof(label_candidate));
    g_array_append_vals(mine, &g_array_index(out, label_candidate, start), out->len - start);
    g_array_sort(mine, by_cost);
    g_array_set_size(out, start);
    g_array_append_vals(out, mine->data, mine->len);
}
