/* SPDX-License-Identifier: MIT
 *
 * Inside label/: the places that come into question for one setting of a stop's text, in a fixed
 * order.
 */
#ifndef TRIPMAP_LABEL_PROPOSER_H
#define TRIPMAP_LABEL_PROPOSER_H

#include <glib.h>

#include "label/field.h"

/* A stop's leaders in one direction. */
typedef struct spoke spoke;

/* Eight directions, each in four quarter turns. */
enum { SPOKES = 32 };

typedef struct {
    const label_field *field;
    const label_stop *stop;
    spoke **spokes;        /* SPOKES, NULL until they are asked for; all settings share them */
    label_candidate draft; /* stop, variant, rung and form filled in */
    double width, height;
    int64_t fixed_cost; /* of the setting, wherever it stands */
    GArray *out;        /* label_candidate: the places that keep every rule are appended; or ... */
    bool only_cheapest; /* ... the first one that costs less than LIMIT replaces what is there, and
                           the limit becomes its cost: what cannot cost less is not looked at */
    int64_t limit;
    guint n_beside; /* places without a leader that keep every rule */
} proposer;

void proposer_init(proposer *p, const label_field *field, int stop, int variant, spoke **spokes,
                   GArray *out);
void spokes_clear(spoke **spokes);

/* Beside the marker: four sides with slides and the corners, at two gaps. */
void propose_beside(proposer *p);
/* Level, upright and diagonal leaders. */
void propose_straight_leaders(proposer *p);
/* Those between them, direction by direction until so many MOST places are there. */
void propose_odd_leaders(proposer *p, guint most);
/* Three directions more between any two: a stop among many may have one narrow way out,
 * and its leaders may then pass markers more closely. */
void propose_fan(proposer *p);

#endif
