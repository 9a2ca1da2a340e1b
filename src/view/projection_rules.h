/* SPDX-License-Identifier: MIT
 *
 * Which projection suits an extent: the published rules of Projection Wizard (Šavrič, Jenny and
 * Jenny 2016, after Snyder 1987), adapted to sets of stops and legs.
 */
#ifndef TRIPMAP_VIEW_PROJECTION_RULES_H
#define TRIPMAP_VIEW_PROJECTION_RULES_H

#include "geo/box.h"
#include "geo/projection.h"

/* What the rules look at. */
typedef struct {
    geo_box box;        /* shown, or of the samples at first */
    bool holds_pole;    /* the box holds a pole */
    double top_lat_deg; /* greatest absolute latitude of a leg */
    bool hemisphere;    /* the samples fit into one … */
    geo_point center;   /* … this is the centre of their smallest cap */
    double radius_deg;
    lon_arc arc; /* longitudes of stops and legs, in travel direction */
} rule_extent;

typedef struct {
    const char *rule; /* in words, static */
    double w, q;      /* scale class and shape of the box */
    rule_extent extent;
    double cap_deg; /* radius to cut an azimuthal map at; 0: the projection's own */
} rule_choice;

/* The area of the sphere over that of the box. */
double rule_w(const geo_box *box);
/* Height over width of the box on the ground. */
double rule_q(const geo_box *box);

/* The projection for an extent, complete. */
void projection_rules_choose(projection_spec *out, rule_choice *choice, const rule_extent *extent);
/* Fills the parameters that a user's projection lacks. */
void projection_rules_fill(projection_spec *spec, rule_choice *choice, const rule_extent *extent);

#endif
