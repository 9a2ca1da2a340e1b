/* SPDX-License-Identifier: MIT
 *
 * Distances between what the layout handles: upright boxes, rounded boxes (markers) and leader
 * segments. Plain arithmetic and square roots only, so that every machine decides alike.
 */
#ifndef TRIPMAP_LABEL_SHAPE_H
#define TRIPMAP_LABEL_SHAPE_H

#include "geo/geo.h"

typedef struct {
    page_point a, b;
} page_segment;

page_box box_inflate(page_box box, double by);
page_box box_union(page_box a, page_box b);
page_box segment_bounds(page_segment s);
page_point box_center(page_box box);
bool box_contains_box(page_box outer, page_box inner);
/* Whether the boxes come nearer than GAP along both axes. */
bool box_near_box(page_box a, page_box b, double gap);
/* 0 where they touch or overlap. */
double box_distance(page_box a, page_box b);
/* Squared: of the least of many a root is taken once. */
double point_segment_distance2(page_point p, page_segment s);
double point_segment_distance(page_point p, page_segment s);
double segment_distance(page_segment s, page_segment t);
double segment_box_distance(page_segment s, page_box box);
/* The same questions where only a limit matters, with most answers from the bounds. A box grown by
 * the gap keeps its corners, so a little more than what is near counts as near. */
bool segment_near_segment(page_segment s, page_segment t, double gap);
bool segment_near_box(page_segment s, page_box box, double gap);
/* The length of the part of S that lies in the box. */
double segment_length_inside(page_segment s, page_box box);
/* From a box, or a segment, to a rounded box (a marker); 0 where they touch. */
double box_marker_distance(page_box box, page_box marker, double radius);
double segment_marker_distance(page_segment s, page_box marker, double radius);
/* The box that a marker's outline rounds: its bounding box less the corner radius. */
/* The point of a marker's outline that lies farthest in direction (dx, dy), a unit vector. */
page_point marker_outline_point(page_box marker, double radius, double dx, double dy);
page_box marker_core(page_box marker, double radius);

#endif
