/* SPDX-License-Identifier: MIT
 *
 * A bow adds a parabola across the chord to the leg's own course, so that a great circle keeps its
 * character. Legs between the same two markers form a bundle that bends as one. Its lanes spread
 * like a lens from discs, and leave pills side by side, as far as those are wide.
 */
#include <glib.h>
#include <math.h>

#include "label/bow.h"
#include "label/shape.h"

#define NEAR_MARKER_PX  7.0  /* a leg this near to a foreign marker must bow */
#define CLEAR_PX        6.0  /* what a bow must reach */
#define AIRY_PX         14.0 /* what it should reach */
#define LANE_PX         13.0 /* between the middles of neighbouring lanes */
#define PILL_SHARE      0.8  /* of a pill's width, for the lanes that end at it */
#define PILL_LANES      3    /* fewer spread like a lens from a pill too */
#define RETRACE_PX      5.0  /* legs nearer than this run on each other */
#define RETRACE_SHARE   0.3  /* of the shorter leg */
#define HIGHEST_SHARE   0.4  /* of the chord */
#define MIN_SAMPLES     32
#define COST_HIT        6000.0
#define COST_HIT_PX     500.0
#define COST_AIR_PX     20.0
#define COST_CROSS      450.0
#define COST_RETRACE_PX 12.0
#define COST_HEIGHT_PX  4.0
#define COST_OFF_PAGE   8000.0
#define COST_OTHER_SIDE 600.0 /* of bows to the side not wished */
#define PASSES          3

static const double HEIGHTS[] = {8, 12, 16, 21, 27, 34, 42, 52, 64, 78, 95, 115, 140};

static double length_of(page_point a, page_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y;
    return sqrt(dx * dx + dy * dy);
}

static double course_length(const bow_leg *leg)
{
    double length = 0;
    for (uint32_t i = 1; i < leg->n_points; i++)
        length += length_of(leg->points[i - 1], leg->points[i]);
    return length;
}

static double chord_length(const bow_leg *leg)
{
    return leg->n_points > 1 ? length_of(leg->points[0], leg->points[leg->n_points - 1]) : 0;
}

/* The point at share T of the course, moved across the chord by the parabola and with the ends. */
static page_point bent(page_point p, const bow_leg *leg, double t, bow by)
{
    page_point a = leg->points[0], b = leg->points[leg->n_points - 1];
    double chord = length_of(a, b);
    if (!(chord > 0))
        return p;
    double height = by.height_px * 4 * t * (1 - t) / chord;
    /* y runs down, so (-dy, dx) points to the right of travel. */
    return (page_point){p.x - (b.y - a.y) * height + by.start.x * (1 - t) + by.end.x * t,
                        p.y + (b.x - a.x) * height + by.start.y * (1 - t) + by.end.y * t};
}

bool bow_is_none(bow by)
{
    return by.height_px == 0 && by.start.x == 0 && by.start.y == 0 && by.end.x == 0 &&
           by.end.y == 0;
}

void bow_path(page_path *out, const bow_leg *leg, bow by)
{
    if (leg->n_points == 0)
        return;
    page_path_move_to(out, bent(leg->points[0], leg, 0, by));
    double length = course_length(leg), done = 0;
    double longest = by.height_px == 0 ? INFINITY : MAX(2.0, length / MIN_SAMPLES);
    for (uint32_t i = 1; i < leg->n_points; i++) {
        page_point a = leg->points[i - 1], b = leg->points[i];
        double piece = length_of(a, b);
        int steps = piece > longest ? (int)ceil(piece / longest) : 1;
        for (int k = 1; k <= steps; k++) {
            double share = (double)k / steps;
            page_point p = {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
            bool last = i + 1 == leg->n_points && k == steps;
            double t = length > 0 && !last ? (done + share * piece) / length : 1;
            page_path_line_to(out, bent(p, leg, t, by));
        }
        done += piece;
    }
}

static bool is_own(const bow_leg *leg, int marker)
{
    return leg->from == marker || leg->to == marker;
}

/* A leg as bent, with the bounds of every STRETCH segments: most of two courses is far apart, and
 * the bounds say so for many segments at once. */
typedef struct {
    page_path path;
    page_box bounds;
    page_box *stretches;
    uint32_t n_stretches;
} course;

enum { STRETCH = 12 };

static void course_measure(course *c)
{
    uint32_t n_segments = c->path.n_points > 0 ? c->path.n_points - 1 : 0;
    c->n_stretches = (n_segments + STRETCH - 1) / STRETCH;
    c->stretches = g_renew(page_box, c->stretches, c->n_stretches + 1);
    c->bounds = page_path_bounds(&c->path);
    for (uint32_t i = 0; i < n_segments; i++) {
        page_box *stretch = &c->stretches[i / STRETCH];
        page_box box = segment_bounds((page_segment){c->path.points[i], c->path.points[i + 1]});
        *stretch = i % STRETCH == 0 ? box : box_union(*stretch, box);
    }
}

static void course_clear(course *c)
{
    page_path_clear(&c->path);
    g_free(c->stretches);
}

/* The segments FROM … TO - 1 of a stretch, each named by the point it ends in. */
static uint32_t stretch_from(uint32_t stretch)
{
    return stretch * STRETCH + 1;
}

static uint32_t stretch_to(const course *c, uint32_t stretch)
{
    return MIN(stretch_from(stretch) + STRETCH, c->path.n_points);
}

static page_segment course_segment(const course *c, uint32_t i)
{
    return (page_segment){c->path.points[i - 1], c->path.points[i]};
}

/* LIMIT where the course is farther away. */
static double course_marker_distance(const course *c, const bow_marker *marker, double limit)
{
    double nearest = limit;
    for (uint32_t k = 0; k < c->n_stretches; k++) {
        if (box_distance(c->stretches[k], marker->box) >= nearest)
            continue;
        for (uint32_t i = stretch_from(k); i < stretch_to(c, k); i++) {
            page_segment s = course_segment(c, i);
            if (box_distance(segment_bounds(s), marker->box) < nearest)
                nearest = MIN(nearest, segment_marker_distance(s, marker->box, marker->radius));
        }
    }
    return nearest;
}

static double course_clearance(const course *c, const bow_leg *leg, const bow_marker *markers,
                               int n_markers)
{
    double nearest = INFINITY;
    for (int m = 0; m < n_markers; m++)
        if (!is_own(leg, m))
            nearest = MIN(nearest, course_marker_distance(c, &markers[m], nearest));
    return nearest;
}

double bow_clearance(const bow_leg *leg, bow by, const bow_marker *markers, int n_markers)
{
    course c = {0};
    bow_path(&c.path, leg, by);
    course_measure(&c);
    double nearest = course_clearance(&c, leg, markers, n_markers);
    course_clear(&c);
    return nearest;
}

/* The legs and how they are bent at present. */
typedef struct {
    const bow_leg *legs;
    int n_legs;
    const bow_marker *markers;
    int n_markers;
    page_box page;
    int side; /* where bows should rather go; 0 for either */
    bow *bows;
    double *lane;    /* of each leg beside its bundle's middle, px, in the bundle's direction */
    int *bundle;     /* of each leg: the first leg of its bundle */
    course *courses; /* as bent at present */
} plan;

/* Legs of a bundle that run against its first leg see right as left. */
static double sense(const plan *p, int leg)
{
    const bow_leg *first = &p->legs[p->bundle[leg]];
    return p->legs[leg].from == first->from ? 1 : -1;
}

static bool same_ends(const bow_leg *a, const bow_leg *b)
{
    if (a->from < 0 || a->to < 0 || a->from == a->to || a->fixed || b->fixed)
        return false;
    return (a->from == b->from && a->to == b->to) || (a->from == b->to && a->to == b->from);
}

/* Keep right: in the bundle's frame, legs against its direction come first (left), those with it
 * last; the earlier of each nearer to the middle. */
static void assign_lanes(plan *p)
{
    for (int i = 0; i < p->n_legs; i++) {
        p->bundle[i] = i;
        for (int j = 0; j < i && p->bundle[i] == i; j++)
            if (same_ends(&p->legs[i], &p->legs[j]))
                p->bundle[i] = p->bundle[j];
    }
    for (int first = 0; first < p->n_legs; first++) {
        int with = 0, against = 0, k_with = 0, k_against = 0;
        for (int i = first; i < p->n_legs; i++) {
            with += p->bundle[i] == first && sense(p, i) > 0;
            against += p->bundle[i] == first && sense(p, i) < 0;
        }
        double middle = (with + against - 1) / 2.0;
        for (int i = first; i < p->n_legs && p->bundle[first] == first; i++) {
            if (p->bundle[i] != first)
                continue;
            int rank = sense(p, i) > 0 ? against + k_with++ : against - 1 - k_against++;
            p->lane[i] = (rank - middle) * LANE_PX;
        }
    }
}

/* By how much one of N lanes, LANE_PX to the right of its leg's course, moves along the pill where
 * it ends there: as far as the pill's width or height lets all lanes out side by side. Lanes meet
 * in the middle of a disc. KEPT is the share of LANE_PX that they keep. */
static page_point along_pill(const plan *p, const bow_leg *leg, int marker, int n, double lane_px,
                             double *kept)
{
    page_box box = p->markers[marker].box;
    double width = box.x1 - box.x0, height = box.y1 - box.y0, chord = chord_length(leg);
    *kept = 0;
    if (n < PILL_LANES || width <= height || !(chord > 0))
        return (page_point){0, 0};
    page_point a = leg->points[0], b = leg->points[leg->n_points - 1];
    double ux = (b.x - a.x) / chord, uy = (b.y - a.y) / chord;
    bool level = width * fabs(uy) >= height * fabs(ux);
    double across = level ? width * fabs(uy) : height * fabs(ux);
    *kept = fmin(1, PILL_SHARE * across / ((n - 1) * LANE_PX));
    return level ? (page_point){*kept * lane_px / -uy, 0} : (page_point){0, *kept * lane_px / ux};
}

static int lanes_of(const plan *p, int first)
{
    int n = 0;
    for (int i = first; i < p->n_legs; i++)
        n += p->bundle[i] == first;
    return n;
}

static page_point way_out(const bow_leg *leg, int marker)
{
    page_point a = leg->points[0], b = leg->points[leg->n_points - 1];
    return leg->from == marker ? (page_point){b.x - a.x, b.y - a.y}
                               : (page_point){a.x - b.x, a.y - b.y};
}

/* A leg that leaves a pill by the side that a bundle of lanes leaves by starts beyond them, at the
 * pill's end that it leads to. */
static page_point beside_lanes(const plan *p, int i, int marker)
{
    page_box box = p->markers[marker].box;
    double core = (box.x1 - box.x0) / 2 - p->markers[marker].radius;
    page_point way = way_out(&p->legs[i], marker);
    for (int j = 0; j < p->n_legs && core > 0; j++) {
        const bow_leg *lanes = &p->legs[j];
        if (p->bundle[j] != j || j == p->bundle[i] ||
            (lanes->from != marker && lanes->to != marker) || lanes_of(p, j) < PILL_LANES)
            continue;
        page_point theirs = way_out(lanes, marker);
        if (way.y * theirs.y <= 0)
            continue;
        double side = way.x * fabs(theirs.y) - theirs.x * fabs(way.y);
        return (page_point){side > 0 ? core : -core, 0};
    }
    return (page_point){0, 0};
}

static bow bow_of(const plan *p, int i, double base, int n_lanes)
{
    const bow_leg *leg = &p->legs[i];
    if (leg->fixed)
        return (bow){0};
    double lane = sense(p, i) * p->lane[i], kept_start = 0, kept_end = 0;
    bow by = {0};
    if (lane != 0) {
        by.start = along_pill(p, leg, leg->from, n_lanes, lane, &kept_start);
        by.end = along_pill(p, leg, leg->to, n_lanes, lane, &kept_end);
    }
    if (n_lanes == 1 && leg->n_points > 1) {
        by.start = leg->from >= 0 ? beside_lanes(p, i, leg->from) : by.start;
        by.end = leg->to >= 0 ? beside_lanes(p, i, leg->to) : by.end;
    }
    by.height_px = sense(p, i) * base + lane * (1 - (kept_start + kept_end) / 2);
    return by;
}

static void bend(plan *p, int first, double base)
{
    int n_lanes = lanes_of(p, first);
    for (int i = first; i < p->n_legs; i++) {
        if (p->bundle[i] != first)
            continue;
        p->bows[i] = bow_of(p, i, base, n_lanes);
        page_path_reset(&p->courses[i].path);
        bow_path(&p->courses[i].path, &p->legs[i], p->bows[i]);
        course_measure(&p->courses[i]);
    }
}

static bool cross(page_segment s, page_segment t)
{
    return box_near_box(segment_bounds(s), segment_bounds(t), 0.01) && segment_distance(s, t) <= 0;
}

/* Whether the segment lies at a marker that both legs share. */
static bool at_shared_end(const plan *p, int i, int j, page_segment s)
{
    for (int e = 0; e < p->n_markers; e++)
        if (is_own(&p->legs[i], e) && is_own(&p->legs[j], e) &&
            segment_box_distance(s, p->markers[e].box) < 2)
            return true;
    return false;
}

/* Crossings of two stretches, not counting those near an end that both legs share. */
static int count_in_stretches(const plan *p, int i, int j, uint32_t stretch_i, uint32_t stretch_j)
{
    const course *a = &p->courses[i], *b = &p->courses[j];
    int count = 0;
    for (uint32_t k = stretch_from(stretch_i); k < stretch_to(a, stretch_i); k++) {
        page_segment s = course_segment(a, k);
        if (!box_near_box(segment_bounds(s), b->stretches[stretch_j], 0.01))
            continue;
        for (uint32_t m = stretch_from(stretch_j); m < stretch_to(b, stretch_j); m++)
            if (cross(s, course_segment(b, m)))
                count += !at_shared_end(p, i, j, s);
    }
    return count;
}

static int count_crossings(const plan *p, int i, int j)
{
    const course *a = &p->courses[i], *b = &p->courses[j];
    if (!box_near_box(a->bounds, b->bounds, 0))
        return 0;
    int count = 0;
    for (uint32_t k = 0; k < a->n_stretches; k++)
        for (uint32_t m = 0; m < b->n_stretches; m++)
            if (box_near_box(a->stretches[k], b->stretches[m], 0.01))
                count += count_in_stretches(p, i, j, k, m);
    return count;
}

static bool runs_on(page_box spot, const course *c)
{
    for (uint32_t k = 0; k < c->n_stretches; k++) {
        if (!box_near_box(spot, c->stretches[k], RETRACE_PX))
            continue;
        for (uint32_t m = stretch_from(k); m < stretch_to(c, k); m++)
            if (segment_near_box(course_segment(c, m), spot, RETRACE_PX))
                return true;
    }
    return false;
}

/* Px of leg i that run on leg j, away from markers that both share. */
static double retraced(const plan *p, int i, int j)
{
    const course *a = &p->courses[i], *b = &p->courses[j];
    if (!box_near_box(a->bounds, b->bounds, RETRACE_PX))
        return 0;
    const double step = 6;
    double length = 0;
    for (uint32_t k = 1; k < a->path.n_points; k++) {
        page_segment s = course_segment(a, k);
        double piece = length_of(s.a, s.b);
        for (double at = step / 2; at < piece; at += step) {
            double t = at / piece;
            page_point q = {s.a.x + t * (s.b.x - s.a.x), s.a.y + t * (s.b.y - s.a.y)};
            page_box spot = {q.x, q.y, q.x, q.y};
            if (!box_near_box(spot, b->bounds, RETRACE_PX))
                continue;
            bool on = runs_on(spot, b);
            for (int e = 0; e < p->n_markers && on; e++)
                if (is_own(&p->legs[i], e) && is_own(&p->legs[j], e))
                    on = box_distance(spot, p->markers[e].box) > 20;
            length += on ? step : 0;
        }
    }
    return length;
}

/* Stops counting where COST_BEFORE and the cost so far reach ENOUGH: costs only grow. */
static double leg_cost(const plan *p, int i, double cost_before, double enough)
{
    const bow_leg *leg = &p->legs[i];
    double cost = 0;
    bool off_page =
        leg->from >= 0 && leg->to >= 0 && !box_contains_box(p->page, p->courses[i].bounds);
    if (off_page && cost_before + COST_OFF_PAGE >= enough)
        return COST_OFF_PAGE;
    for (int m = 0; m < p->n_markers && cost_before + cost < enough; m++) {
        if (is_own(leg, m))
            continue;
        double gap = course_marker_distance(&p->courses[i], &p->markers[m], AIRY_PX);
        if (gap < CLEAR_PX)
            cost += COST_HIT + COST_HIT_PX * (CLEAR_PX - gap);
        if (gap < AIRY_PX)
            cost += COST_AIR_PX * (AIRY_PX - gap);
    }
    for (int j = 0; j < p->n_legs && cost_before + cost < enough; j++) {
        if (p->bundle[j] == p->bundle[i])
            continue;
        cost += COST_CROSS * count_crossings(p, i, j) + COST_RETRACE_PX * retraced(p, i, j);
    }
    return cost + (off_page ? COST_OFF_PAGE : 0);
}

/* At least ENOUGH where the bundle costs that much. */
static double bundle_cost(const plan *p, int first, double base, double enough)
{
    double cost = COST_HEIGHT_PX * fabs(base) + (base * p->side < 0 ? COST_OTHER_SIDE : 0);
    for (int i = first; i < p->n_legs && cost < enough; i++)
        if (p->bundle[i] == first)
            cost += leg_cost(p, i, cost, enough);
    return cost;
}

/* Whether any leg of the bundle, as bent now, runs into a foreign marker or on another leg. Of two
 * single legs that retrace each other only the later one gives way. */
static bool needs_bow(const plan *p, int first)
{
    for (int i = first; i < p->n_legs; i++) {
        const bow_leg *leg = &p->legs[i];
        if (p->bundle[i] != first || leg->fixed || leg->n_points < 2)
            continue;
        for (int m = 0; m < p->n_markers; m++)
            if (!is_own(leg, m) && course_marker_distance(&p->courses[i], &p->markers[m],
                                                          NEAR_MARKER_PX) < NEAR_MARKER_PX)
                return true;
        for (int j = 0; j < p->n_legs; j++) {
            bool gives_way = j < i || p->legs[j].fixed;
            if (p->bundle[j] == first || !gives_way)
                continue;
            double on = retraced(p, i, j);
            if (on > 60 || (on > 0 && on > RETRACE_SHARE *
                                               MIN(course_length(leg), course_length(&p->legs[j]))))
                return true;
        }
    }
    return false;
}

/* Bends the bundle the cheapest way; returns its height at the middle. */
static double choose_base(plan *p, int first)
{
    double highest = HIGHEST_SHARE * chord_length(&p->legs[first]);
    double best = 0, least;
    bend(p, first, 0);
    least = bundle_cost(p, first, 0, INFINITY);
    for (size_t k = 0; k < 2 * G_N_ELEMENTS(HEIGHTS); k++) {
        double base = k % 2 ? -HEIGHTS[k / 2] : HEIGHTS[k / 2];
        if (fabs(base) > highest || COST_HEIGHT_PX * fabs(base) >= least)
            continue;
        bend(p, first, base);
        double cost = bundle_cost(p, first, base, least);
        if (cost < least) {
            least = cost;
            best = base;
        }
    }
    bend(p, first, best);
    return best;
}

/* One pass over all bundles; returns whether any was bent another way than BASES says. */
static bool improve(plan *p, bool *bowed, double *bases)
{
    bool any = false;
    for (int i = 0; i < p->n_legs; i++) {
        if (p->bundle[i] != i)
            continue;
        bowed[i] = bowed[i] || needs_bow(p, i);
        if (!bowed[i])
            continue;
        double base = choose_base(p, i);
        any = any || base != bases[i];
        bases[i] = base;
    }
    return any;
}

void bow_choose(bow *bows, const bow_leg *legs, int n_legs, const bow_marker *markers,
                int n_markers, page_box page, int side)
{
    plan p = {.legs = legs, .n_legs = n_legs, .markers = markers, .n_markers = n_markers};
    p.side = side;
    p.page = page;
    p.bows = bows;
    p.lane = g_new0(double, n_legs + 1);
    p.bundle = g_new0(int, n_legs + 1);
    p.courses = g_new0(course, n_legs + 1);
    assign_lanes(&p);
    for (int i = 0; i < n_legs; i++)
        if (p.bundle[i] == i)
            bend(&p, i, 0);
    g_autofree bool *bowed = g_new0(bool, n_legs + 1);
    g_autofree double *bases = g_new0(double, n_legs + 1);
    bool again = true;
    for (int pass = 0; pass < PASSES && again; pass++)
        again = improve(&p, bowed, bases);
    for (int i = 0; i < n_legs; i++)
        course_clear(&p.courses[i]);
    g_free(p.lane);
    g_free(p.bundle);
    g_free(p.courses);
}
