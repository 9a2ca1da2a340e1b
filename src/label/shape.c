/* SPDX-License-Identifier: MIT
 *
 * Distances between boxes, rounded boxes and segments for the label layout. The verifier has a
 * code path of its own and uses none of this.
 */
#include <glib.h>
#include <math.h>

#include "label/shape.h"

page_box box_inflate(page_box box, double by)
{
    return (page_box){box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
}

page_box box_union(page_box a, page_box b)
{
    return (page_box){MIN(a.x0, b.x0), MIN(a.y0, b.y0), MAX(a.x1, b.x1), MAX(a.y1, b.y1)};
}

page_box segment_bounds(page_segment s)
{
    return (page_box){MIN(s.a.x, s.b.x), MIN(s.a.y, s.b.y), MAX(s.a.x, s.b.x), MAX(s.a.y, s.b.y)};
}

page_point box_center(page_box box)
{
    return (page_point){(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
}

bool box_contains_box(page_box outer, page_box inner)
{
    return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 &&
           inner.y1 <= outer.y1;
}

bool box_near_box(page_box a, page_box b, double gap)
{
    return a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
}

double box_distance(page_box a, page_box b)
{
    double dx = MAX(0.0, MAX(a.x0 - b.x1, b.x0 - a.x1));
    double dy = MAX(0.0, MAX(a.y0 - b.y1, b.y0 - a.y1));
    return sqrt(dx * dx + dy * dy);
}

static double point_box_distance2(page_point p, page_box box)
{
    double dx = MAX(0.0, MAX(box.x0 - p.x, p.x - box.x1));
    double dy = MAX(0.0, MAX(box.y0 - p.y, p.y - box.y1));
    return dx * dx + dy * dy;
}

double point_segment_distance2(page_point p, page_segment s)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / length2 : 0;
    t = CLAMP(t, 0.0, 1.0);
    double ex = s.a.x + t * dx - p.x, ey = s.a.y + t * dy - p.y;
    return ex * ex + ey * ey;
}

double point_segment_distance(page_point p, page_segment s)
{
    return sqrt(point_segment_distance2(p, s));
}

static double turn(page_point a, page_point b, page_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool segments_cross(page_segment s, page_segment t)
{
    double s1 = turn(t.a, t.b, s.a), s2 = turn(t.a, t.b, s.b);
    double t1 = turn(s.a, s.b, t.a), t2 = turn(s.a, s.b, t.b);
    return ((s1 > 0 && s2 < 0) || (s1 < 0 && s2 > 0)) && ((t1 > 0 && t2 < 0) || (t1 < 0 && t2 > 0));
}

double segment_distance(page_segment s, page_segment t)
{
    if (segments_cross(s, t))
        return 0;
    double d1 = MIN(point_segment_distance2(s.a, t), point_segment_distance2(s.b, t));
    double d2 = MIN(point_segment_distance2(t.a, s), point_segment_distance2(t.b, s));
    return sqrt(MIN(d1, d2));
}

/* Narrows the span of t in which FROM + t * D lies between LOW and HIGH. */
static void clip_axis(double from, double d, double low, double high, double t[2])
{
    if (d == 0) {
        if (from < low || from > high)
            t[1] = -1;
        return;
    }
    double enter = (low - from) / d, leave = (high - from) / d;
    t[0] = MAX(t[0], MIN(enter, leave));
    t[1] = MIN(t[1], MAX(enter, leave));
}

/* The span of t in which A + t (B - A) lies in BOX; empty where the second is the smaller. */
static void clip_segment(page_segment s, page_box box, double t[2])
{
    t[0] = 0;
    t[1] = 1;
    clip_axis(s.a.x, s.b.x - s.a.x, box.x0, box.x1, t);
    clip_axis(s.a.y, s.b.y - s.a.y, box.y0, box.y1, t);
}

double segment_length_inside(page_segment s, page_box box)
{
    double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y, t[2];
    clip_segment(s, box, t);
    return t[1] > t[0] ? (t[1] - t[0]) * sqrt(dx * dx + dy * dy) : 0;
}

/* Of two convex shapes that do not meet, a corner of one is as near to the other as they come. */
double segment_box_distance(page_segment s, page_box box)
{
    double t[2];
    clip_segment(s, box, t);
    if (t[1] >= t[0])
        return 0;
    double nearest = MIN(point_box_distance2(s.a, box), point_box_distance2(s.b, box));
    const page_point c[4] = {
        {box.x0, box.y0}, {box.x1, box.y1}, {box.x1, box.y0}, {box.x0, box.y1}};
    bool is_point = box.x0 == box.x1 && box.y0 == box.y1; /* the core of a disc */
    for (int i = 0; i < (is_point ? 1 : 4); i++)
        nearest = MIN(nearest, point_segment_distance2(c[i], s));
    return sqrt(nearest);
}

bool segment_near_segment(page_segment s, page_segment t, double gap)
{
    return box_near_box(segment_bounds(s), segment_bounds(t), gap) && segment_distance(s, t) < gap;
}

bool segment_near_box(page_segment s, page_box box, double gap)
{
    return box_near_box(segment_bounds(s), box, gap) &&
           segment_length_inside(s, box_inflate(box, gap)) > 0;
}

page_box marker_core(page_box marker, double radius)
{
    page_point c = box_center(marker);
    page_box core = box_inflate(marker, -radius);
    if (core.x0 > core.x1)
        core.x0 = core.x1 = c.x;
    if (core.y0 > core.y1)
        core.y0 = core.y1 = c.y;
    return core;
}

page_point marker_outline_point(page_box marker, double radius, double dx, double dy)
{
    page_box core = marker_core(marker, radius);
    page_point c = box_center(core);
    double x = dx > 0 ? core.x1 : dx < 0 ? core.x0 : c.x;
    double y = dy > 0 ? core.y1 : dy < 0 ? core.y0 : c.y;
    return (page_point){x + dx * radius, y + dy * radius};
}

double box_marker_distance(page_box box, page_box marker, double radius)
{
    return MAX(0.0, box_distance(box, marker_core(marker, radius)) - radius);
}

double segment_marker_distance(page_segment s, page_box marker, double radius)
{
    return MAX(0.0, segment_box_distance(s, marker_core(marker, radius)) - radius);
}
