/* SPDX-License-Identifier: MIT
 *
 * The water that sea legs are looked for in: the ground raster at twice its cell size, with what it
 * costs a ship to enter a cell and how far off the next coast lies.
 */
#ifndef TRIPMAP_FEATURES_SEA_GRID_H
#define TRIPMAP_FEATURES_SEA_GRID_H

#include <glib.h>

#include "features/ground.h"

#define SEA_STEP_PX     (2 * GROUND_CELL_PX)
#define SEA_LAND_WEIGHT 26   /* land costs so many times what open water does */
#define SEA_OFFING_PX   24.0 /* farther from a coast than this no place is better than another */

typedef struct {
    page_point origin;
    int width, height;
    uint16_t *cost; /* of entering a cell, for a step of one cell */
    uint16_t *open; /* the same where no stop is in the way */
    float *offing;  /* px from the cell's middle to land, at most SEA_OFFING_PX; 0 on land */
} sea_grid;

void sea_grid_init(sea_grid *s, const ground *g);
/* From now on the stops in AVOID (page px), and no others, are passed at KEEP_OFF_PX where the way
 * round is not far. */
void sea_grid_avoid(sea_grid *s, const page_point *avoid, int n_avoid, double keep_off_px);
void sea_grid_clear(sea_grid *s);

/* The cell of a point, or the nearest one to a point outside. */
int sea_grid_cell(const sea_grid *s, page_point p);
page_point sea_grid_middle(const sea_grid *s, int cell);
bool sea_grid_is_land(const sea_grid *s, page_point p);
/* Bilinear between the middles of cells, and the direction in which it grows, per px. */
double sea_grid_offing(const sea_grid *s, page_point p);
page_point sea_grid_seaward(const sea_grid *s, page_point p);
/* Whether a straight way stays MARGIN_PX off every coast and out of the stops' way. */
bool sea_grid_is_open(const sea_grid *s, page_point a, page_point b, double margin_px);

/* The cheapest cells from START to GOAL, both included. No cell is closed, so there always is a
 * way. */
GArray *sea_grid_search(const sea_grid *s, int start, int goal);

#endif
