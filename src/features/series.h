/* SPDX-License-Identifier: MIT
 *
 * How several tours on one page are told apart: each has a colour, a marker shape and a dash, so
 * that none depends on colour alone.
 */
#ifndef TRIPMAP_FEATURES_SERIES_H
#define TRIPMAP_FEATURES_SERIES_H

#include "features/design.h"

typedef enum { SERIES_DISC, SERIES_SQUARE, SERIES_DIAMOND, SERIES_HEXAGON } series_shape;

/* TOUR counts from 0; after six colours and four shapes they repeat. */
color series_color(const style *st, int tour);
series_shape series_shape_of(int tour);
/* Gives the paint the tour's dash, none for the first. K: the page's type scale. */
void series_dash(scene_paint *paint, int tour, double k);
/* A marker's body of the tour's shape: a pill or box HALF_WIDTH by HALF_HEIGHT around the centre,
 * corners of CORNER px for discs and squares. */
void series_compose_shape(scene *s, const char *class_name, int tour, page_point center,
                          double half_width, double half_height, double corner, scene_paint paint);

#endif
