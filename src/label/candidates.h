/* SPDX-License-Identifier: MIT
 *
 * Proposes places for every stop's text: beside the marker, or in free space on a leader.
 */
#ifndef TRIPMAP_LABEL_CANDIDATES_H
#define TRIPMAP_LABEL_CANDIDATES_H

#include <glib.h>

#include "label/field.h"

/* A stop with fewer places is so enclosed that it gets a finer fan of leaders. */
enum { CANDIDATES_FEW = 12 };

/* Appends to OUT (label_candidate) the places worth searching for STOP from rung LOWEST on, which
 * keep every hard rule, cheapest first. ROOMS (page_box) are free areas with docked places besides;
 * NULL for none. */
void candidates_propose(GArray *out, const label_field *field, int stop, label_rung lowest,
                        const GArray *rooms);
/* Leads from the stop's marker to the box by the shortest way; for places set by hand. */
page_segment candidate_direct_leader(const label_stop *stop, page_box box);

#endif
