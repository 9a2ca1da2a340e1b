/* SPDX-License-Identifier: MIT
 *
 * Douglas and Peucker's line simplification, run on the arcs between nodes: points where rings part
 * or meet are found first and always kept, and an arc is walked in the same direction whichever
 * ring it belongs to. It was half of writing an SVG, hence plain arrays and an inner loop that
 * compilers turn into vector instructions.
 */
#include <string.h>

#include "base/key_table.h"
#include "base/pair.h"
#include "canvas/svg_simplify.h"

static guint64 key_of(unit_point p)
{
    return (guint64)(guint32)p.x << 32 | (guint32)p.y;
}

/* ---- nodes ---- */

/* A place on the page and the two neighbours that a point there has wherever it occurs; a node has
 * others somewhere. */
typedef struct {
    guint64 low, high;
    guint8 node;
} place;

typedef struct {
    key_table numbers;
    place *places;
} place_table;

/* The number of the place of P, which is new or becomes a node when its neighbours are others. */
static guint32 note_point(place_table *t, unit_point before, unit_point p, unit_point after,
                          bool end)
{
    guint64 a = key_of(before), b = key_of(after), low = MIN(a, b), high = MAX(a, b);
    guint32 known = t->numbers.n, number = key_table_number(&t->numbers, key_of(p));
    place *at = &t->places[number];
    if (number == known)
        *at = (place){low, high, end};
    else
        at->node |= end || at->low != low || at->high != high;
    return number;
}

static void note_part(guint32 *at, place_table *t, const unit_part *part)
{
    const unit_point *p = part->points;
    guint n = part->n;
    for (guint i = 0; i < n; i++) {
        bool first = i == 0, last = i == n - 1;
        at[i] = note_point(t, p[first ? n - 1 : i - 1], p[i], p[last ? 0 : i + 1],
                           !part->ring && (first || last));
    }
}

/* For every point of the path's array whether it is a node. */
static guint8 *find_nodes(const unit_part *parts, guint n_parts)
{
    const unit_part *last = &parts[n_parts - 1];
    gsize n = (gsize)(last->points - parts[0].points) + last->n;
    guint8 *nodes = g_new0(guint8, n + 1);
    guint rings = 0;
    for (guint k = 0; k < n_parts; k++)
        rings += parts[k].ring;
    if (rings < 2) /* nothing is shared: open lines, a single ring */
        return nodes;
    place_table t = {.places = g_new(place, n)};
    key_table_init(&t.numbers, (guint32)n);
    g_autofree guint32 *at = g_new(guint32, n);
    for (guint k = 0; k < n_parts; k++)
        note_part(at + (parts[k].points - parts[0].points), &t, &parts[k]);
    for (guint k = 0; k < n_parts; k++) {
        gsize start = (gsize)(parts[k].points - parts[0].points);
        for (gsize i = start; i < start + parts[k].n; i++)
            nodes[i] = t.places[at[i]].node;
    }
    g_free(t.places);
    key_table_clear(&t.numbers);
    return nodes;
}

/* ---- arcs ---- */

#define AT_ONCE 4 /* points that the inner loop looks at together */

/* The arc that is walked, and room to do it, for the longest part of a path. */
typedef struct {
    double tolerance;
    double *x, *y;    /* with AT_ONCE more at the end */
    guint *open;      /* ends of the ranges that are to be looked at, the next one last */
    unit_point *kept; /* of a part */
    guint n_kept;
} walker;

/* From (x, y) by (dx, dy); LENGTH is squared. */
typedef struct {
    double x, y, dx, dy, length;
} chord;

/* Squared distances of two points from the chord, times its LENGTH. Beside the chord it is the
 * cross product's square, which is exact and needs no division; beyond its ends that of the way
 * past it comes on top. */
static inline pair measure(pair x, pair y, const chord *c)
{
    pair px = x - c->x, py = y - c->y;
    pair along = px * c->dx + py * c->dy, cross = px * c->dy - py * c->dx;
    pair over = along - c->length;
    pair past = pair_where(along < 0, along) + pair_where(over > 0, over);
    return cross * cross + past * past;
}

/* The point between two that is farthest from the line between them, or FIRST when all are near
 * enough. */
static guint farthest(const walker *w, guint first, guint last)
{
    if (last - first < 2)
        return first;
    const double *x = w->x, *y = w->y;
    chord c = {x[first], y[first], x[last] - x[first], y[last] - y[first], 0};
    c.length = c.dx * c.dx + c.dy * c.dy;
    if (c.length == 0)
        c.dx = 1; /* any direction will do */
    double most = w->tolerance * w->tolerance * (c.length > 0 ? c.length : 1);
    guint found = first;
    for (guint i = first + 1; i < last; i += AT_ONCE) {
        pair low = measure(pair_at(x + i), pair_at(y + i), &c);
        pair high = measure(pair_at(x + i + 2), pair_at(y + i + 2), &c);
        pair_mask more = (low > most) | (high > most);
        if (!(more[0] | more[1]))
            continue;
        const double distance[AT_ONCE] = {low[0], low[1], high[0], high[1]};
        for (guint k = 0; k < AT_ONCE && i + k < last; k++) {
            if (distance[k] > most) {
                most = distance[k];
                found = i + k;
            }
        }
    }
    return found;
}

/* Long arcs are simplified in pieces of so many points: whole ones would be looked at in twice as
 * many rounds, to save one point in four hundred. */
#define PIECE 64

/* Keeps of the arc of N points in X and Y all that are needed but its last. */
static void keep_points(walker *w, guint n)
{
    guint first = 0, n_open = 0;
    w->open[n_open++] = n - 1;
    for (guint piece = (n - 2) / PIECE; piece > 0; piece--)
        w->open[n_open++] = piece * PIECE;
    while (n_open > 0) {
        guint last = w->open[n_open - 1], middle = farthest(w, first, last);
        if (middle > first) {
            w->open[n_open++] = middle;
        } else {
            w->kept[w->n_kept++] = (unit_point){(gint32)w->x[first], (gint32)w->y[first]};
            first = last;
            n_open--;
        }
    }
}

static bool walks_back(const unit_point *p, guint n)
{
    guint64 forth = key_of(p[0]), back = key_of(p[n - 1]);
    if (forth == back && n > 2) {
        forth = key_of(p[1]);
        back = key_of(p[n - 2]);
    }
    return forth > back;
}

/* Keeps of an arc all that are needed but its last, the same from either side. */
static void keep_arc(walker *w, const unit_point *p, guint n)
{
    bool back = walks_back(p, n);
    for (guint i = 0; i < n; i++) {
        unit_point from = p[back ? n - 1 - i : i];
        w->x[i] = from.x;
        w->y[i] = from.y;
    }
    memset(w->x + n, 0, AT_ONCE * sizeof *w->x);
    memset(w->y + n, 0, AT_ONCE * sizeof *w->y);
    guint start = w->n_kept;
    keep_points(w, n);
    if (!back)
        return;
    /* They came with the far end instead of P[0], and in reverse. */
    unit_point *kept = w->kept + start;
    guint n_kept = w->n_kept - start;
    kept[0] = p[0];
    for (guint i = 1, k = n_kept - 1; i < k; i++, k--) {
        unit_point swapped = kept[i];
        kept[i] = kept[k];
        kept[k] = swapped;
    }
}

/* Where a ring's first arc begins: at a node, or at its least point when it has none. */
static guint ring_start(const unit_part *part, const guint8 *nodes)
{
    guint least = 0;
    const guint8 *node = memchr(nodes, 1, part->n);
    if (node)
        return (guint)(node - nodes);
    for (guint i = 0; i < part->n; i++) {
        if (key_of(part->points[i]) < key_of(part->points[least]))
            least = i;
    }
    return least;
}

/* Turns the ring so that it begins at START, and its nodes with it. */
static void turn_ring(unit_part *part, guint8 *nodes, guint start, walker *w)
{
    guint rest = part->n - start;
    memcpy(w->kept, part->points, start * sizeof *w->kept);
    memmove(part->points, part->points + start, rest * sizeof *w->kept);
    memcpy(part->points + rest, w->kept, start * sizeof *w->kept);
    memcpy(w->open, nodes, start);
    memmove(nodes, nodes + start, rest);
    memcpy(nodes + rest, w->open, start);
}

static void simplify_part(walker *w, unit_part *part, guint8 *nodes)
{
    guint steps = part->ring ? part->n : part->n - 1;
    guint start = part->ring ? ring_start(part, nodes) : 0;
    if (part->ring) {
        turn_ring(part, nodes, start, w);
        part->points[part->n] = part->points[0];
    }
    w->n_kept = 0;
    for (guint from = 0; from < steps;) {
        const guint8 *next = memchr(nodes + from + 1, 1, steps - from - 1);
        guint to = next ? (guint)(next - nodes) : steps;
        keep_arc(w, part->points + from, to - from + 1);
        from = to;
    }
    if (!part->ring)
        w->kept[w->n_kept++] = part->points[part->n - 1];
    /* A speck of an island keeps its few points, or it would lose its area. */
    if (part->ring && w->n_kept < 3) {
        turn_ring(part, nodes, part->n - start, w);
        return;
    }
    memcpy(part->points, w->kept, w->n_kept * sizeof *w->kept);
    part->n = w->n_kept;
}

void svg_simplify(unit_part *parts, guint n, double tolerance)
{
    guint longest = 0;
    for (guint i = 0; i < n; i++)
        longest = MAX(longest, parts[i].n);
    if (longest <= 2)
        return;
    g_autofree guint8 *nodes = find_nodes(parts, n);
    g_autofree double *x = g_new(double, longest + 1 + AT_ONCE);
    g_autofree double *y = g_new(double, longest + 1 + AT_ONCE);
    g_autofree guint *open = g_new(guint, longest + 1);
    g_autofree unit_point *kept = g_new(unit_point, longest + 1);
    walker w = {tolerance, x, y, open, kept, 0};
    for (guint i = 0; i < n; i++) {
        if (parts[i].n > 2)
            simplify_part(&w, &parts[i], nodes + (parts[i].points - parts[0].points));
    }
}
