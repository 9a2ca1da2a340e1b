/* SPDX-License-Identifier: MIT
 *
 * A stroke is the sum of a strip along each piece of the line and of a wedge of a disc at each
 * corner. Both sides of the strips meet in one point where the line turns little or the pieces are
 * long; elsewhere the inner side goes through the corner itself, so that no part of the outline
 * runs backwards and takes something away. Directions are halved instead of asking for sines, which
 * are not the same to the last bit in every library.
 */
#include "canvas/outline.h"

#include <math.h>

/* How far what is drawn may stray from an arc. (px) */
#define ARC_ERROR_PX 0.05
/* Shorter pieces are left out. (px) */
#define LEAST_PX 1e-3

static double dot(vec2 a, vec2 b)
{
    return a.x * b.x + a.y * b.y;
}

static vec2 add(vec2 a, vec2 b, double times)
{
    return (vec2){a.x + b.x * times, a.y + b.y * times};
}

static vec2 unit(vec2 a)
{
    double length = sqrt(dot(a, a));
    return length > 0 ? (vec2){a.x / length, a.y / length} : (vec2){1, 0};
}

/* A quarter turn, to the right as seen on the page. */
static vec2 turned(vec2 d)
{
    return (vec2){-d.y, d.x};
}

/* ---- Arcs ---- */

typedef void (*point_fn)(void *user, vec2 point);

/* Points after FROM, TO included. LEAST: the cosine of the largest step. */
static void draw_arc(point_fn put, void *user, vec2 center, double radius, vec2 from, vec2 to,
                     double least)
{
    if (dot(from, to) < least) {
        vec2 middle = unit(add(from, to, 1));
        draw_arc(put, user, center, radius, from, middle, least);
        draw_arc(put, user, center, radius, middle, to, least);
        return;
    }
    put(user, add(center, to, radius));
}

/* A chord of an angle strays by radius * (1 - cos(angle / 2)); cos(angle) is
 * 2 cos(angle / 2)^2 - 1. */
static double least_cosine(double radius)
{
    double half = 1 - ARC_ERROR_PX / fmax(radius, ARC_ERROR_PX);
    return fmax(2 * half * half - 1, 0);
}

static void append_point(void *points, vec2 point)
{
    g_array_append_val((GArray *)points, point);
}

void outline_arc(GArray *points, vec2 center, double radius, vec2 from, vec2 to)
{
    draw_arc(append_point, points, center, radius, from, to, least_cosine(radius));
}

/* ---- Lines ---- */

typedef struct {
    cover *c;                     /* NULL: moves without a trace */
    double radius, least;         /* half the width; cosine of a step of an arc */
    cover_point left, right;      /* where the sides have come to */
    double left_used, right_used; /* of the sides of the piece in hand, where it began (px) */
} pencil;

/* The left side runs along the line, the right side against it. */
static void left_to(void *user, vec2 to)
{
    pencil *p = user;
    cover_point at = cover_round(to);
    if (p->c)
        cover_edge(p->c, p->left, at);
    p->left = at;
}

static void right_to(void *user, vec2 to)
{
    pencil *p = user;
    cover_point at = cover_round(to);
    if (p->c)
        cover_edge(p->c, at, p->right);
    p->right = at;
}

/* A side around AT. MIDDLE: a direction between those two, when they are far apart. */
static void side_around(pencil *p, point_fn side, vec2 at, vec2 from, vec2 to, const vec2 *middle)
{
    if (middle)
        draw_arc(side, p, at, p->radius, from, *middle, p->least);
    draw_arc(side, p, at, p->radius, middle ? *middle : from, to, p->least);
}

/* The outer side of a corner is an arc; the inner one a point, where the sides MEET, or else goes
 * through the corner. */
static void round_corner(pencil *p, vec2 at, vec2 in, vec2 out, const vec2 *meet)
{
    bool to_right = in.x * out.y - in.y * out.x > 0;
    double outwards = to_right ? -1 : 1;
    vec2 from = add((vec2){0, 0}, turned(in), outwards),
         to = add((vec2){0, 0}, turned(out), outwards);
    vec2 middle = unit(add(in, out, -1));
    point_fn outer = to_right ? left_to : right_to, inner = to_right ? right_to : left_to;
    outer(p, add(at, from, p->radius));
    side_around(p, outer, at, from, to, dot(in, out) < 0 ? &middle : NULL);
    if (meet) {
        inner(p, *meet);
        return;
    }
    inner(p, add(at, from, -p->radius));
    inner(p, at);
    inner(p, add(at, to, -p->radius));
}

/* From the piece in hand, in direction IN, to one in direction OUT. */
static void corner(pencil *p, vec2 at, vec2 in, double in_length, vec2 out, double out_length)
{
    double r = p->radius, turn = in.x * out.y - in.y * out.x, along = dot(in, out);
    /* The sides meet so much before the corner and after it: the radius times the tangent of half
     * the angle. */
    double meet = along > -0.9 ? r * turn / (1 + along) : G_MAXDOUBLE, much = fabs(meet);
    double left_in = in_length - (turn > 0 ? p->right_used : p->left_used);
    bool inner_meets = much <= left_in && much <= out_length;
    vec2 right = add(add(at, turned(in), r), in, -meet),
         left = add(add(at, turned(in), -r), in, meet);
    if (inner_meets && meet * meet <= 2 * ARC_ERROR_PX * r) {
        left_to(p, left);
        right_to(p, right);
    } else {
        round_corner(p, at, in, out, !inner_meets ? NULL : turn > 0 ? &right : &left);
    }
    p->left_used = inner_meets && turn < 0 ? much : 0;
    p->right_used = inner_meets && turn > 0 ? much : 0;
}

/* Where a line begins in direction D. */
static void begin(pencil *p, vec2 at, vec2 d, bool round)
{
    vec2 right = turned(d), left = {-right.x, -right.y}, back = {-d.x, -d.y};
    p->right = p->left = cover_round(add(at, right, p->radius));
    p->left_used = p->right_used = 0;
    if (round)
        side_around(p, left_to, at, right, left, &back);
    else
        left_to(p, add(at, left, p->radius));
}

static void end(pencil *p, vec2 at, vec2 d, bool round)
{
    vec2 right = turned(d), left = {-right.x, -right.y};
    left_to(p, add(at, left, p->radius));
    if (round)
        side_around(p, left_to, at, left, right, &d);
    else
        left_to(p, add(at, right, p->radius));
    if (p->c)
        cover_edge(p->c, p->left, p->right);
}

typedef struct {
    vec2 at, way; /* the direction of the piece that begins here */
    double length;
} joint;

/* Returns how many; pieces that are too short are left out. A ring comes back to its first. */
static guint make_joints(joint *joints, const vec2 *points, guint n, bool closed)
{
    guint count = 0;
    for (guint i = 0; i < n + closed; i++) {
        vec2 at = points[i < n ? i : 0];
        if (count > 0) {
            joint *last = &joints[count - 1];
            vec2 d = add(at, last->at, -1);
            double length = sqrt(dot(d, d));
            if (length < LEAST_PX)
                continue;
            last->way = (vec2){d.x / length, d.y / length};
            last->length = length;
        }
        joints[count++].at = at;
    }
    return count;
}

static void draw_open(pencil *p, const joint *j, guint n, bool round)
{
    begin(p, j[0].at, j[0].way, round);
    for (guint i = 1; i + 1 < n; i++)
        corner(p, j[i].at, j[i - 1].way, j[i - 1].length, j[i].way, j[i].length);
    end(p, j[n - 1].at, j[n - 2].way, round);
}

/* N: pieces. The corner where it begins is gone around twice, first without a trace; the second
 * time less may be left of the last piece, so that the sides end elsewhere. */
static void draw_ring(pencil *p, const joint *j, guint n)
{
    cover *c = p->c;
    p->c = NULL;
    corner(p, j[0].at, j[n - 1].way, j[n - 1].length, j[0].way, j[0].length);
    p->c = c;
    cover_point left = p->left, right = p->right;
    for (guint i = 1; i <= n; i++) {
        const joint *in = &j[i - 1], *out = &j[i % n];
        corner(p, out->at, in->way, in->length, out->way, out->length);
    }
    cover_edge(c, p->left, left);
    cover_edge(c, right, p->right);
}

static void draw_dot(pencil *p, vec2 at)
{
    static const vec2 right = {1, 0}, left = {-1, 0}, down = {0, 1}, up = {0, -1};
    p->left = cover_round(add(at, right, p->radius));
    side_around(p, left_to, at, right, left, &down);
    side_around(p, left_to, at, left, right, &up);
}

static void draw_line(pencil *p, const vec2 *points, guint n, bool closed, bool round)
{
    joint few[64];
    g_autofree joint *many = n >= G_N_ELEMENTS(few) ? g_new(joint, n + 1) : NULL;
    joint *joints = many ? many : few;
    guint count = make_joints(joints, points, n, closed);
    if (count > 1 && closed)
        draw_ring(p, joints, count - 1);
    else if (count > 1)
        draw_open(p, joints, count, round);
    else if (count == 1 && round)
        draw_dot(p, joints[0].at);
}

/* ---- Dashes ---- */

/* Where in its pattern a dashed line is. */
typedef struct {
    const outline_pen *pen;
    int part;
    double left; /* of the part, px */
} dashes;

static void next_part(dashes *d)
{
    d->part++;
    d->left = d->pen->dash[d->part % d->pen->n_dash];
}

static void draw_dashed(pencil *p, const outline_pen *pen, const vec2 *points, guint n, bool closed)
{
    g_autoptr(GArray) dash = g_array_new(FALSE, FALSE, sizeof(vec2));
    dashes d = {pen, -1, 0};
    next_part(&d);
    g_array_append_val(dash, points[0]);
    for (guint i = 1; i < n + closed; i++) {
        vec2 from = points[i - 1], to = points[i < n ? i : 0], way = add(to, from, -1);
        double length = sqrt(dot(way, way)), done = 0;
        for (; length - done > d.left; next_part(&d)) {
            done += d.left;
            vec2 at = add(from, way, done / length);
            g_array_append_val(dash, at);
            if (d.part % 2 == 0)
                draw_line(p, (const vec2 *)(gpointer)dash->data, dash->len, false, pen->round_cap);
            g_array_set_size(dash, 0);
            g_array_append_val(dash, at);
        }
        d.left -= length - done;
        g_array_append_val(dash, to);
    }
    if (d.part % 2 == 0)
        draw_line(p, (const vec2 *)(gpointer)dash->data, dash->len, false, pen->round_cap);
}

void outline_line(cover *c, const outline_pen *pen, const vec2 *points, guint n, bool closed)
{
    pencil p = {.c = c, .radius = pen->radius, .least = least_cosine(pen->radius)};
    double pattern = 0;
    for (int i = 0; i < pen->n_dash; i++)
        pattern += pen->dash[i];
    if (n == 0)
        return;
    if (pattern > LEAST_PX)
        draw_dashed(&p, pen, points, n, closed);
    else
        draw_line(&p, points, n, closed, pen->round_cap);
}
