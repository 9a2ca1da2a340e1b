/* SPDX-License-Identifier: MIT
 *
 * Docked places: labels in a column or a row along the margin of a free area, each on a leader
 * (boundary labelling, Bekos et al. 2007). For stops that find nothing else.
 */
#ifndef TRIPMAP_LABEL_DOCK_H
#define TRIPMAP_LABEL_DOCK_H

#include <glib.h>

#include "label/field.h"

/* The free areas (page_box) worth docking in, the largest first. */
GArray *dock_rooms(const label_field *field);
/* Appends to OUT (label_candidate) the places along the margins of ROOMS. DRAFT has stop, variant
 * and rung filled in. */
void dock_propose(GArray *out, const label_field *field, const GArray *rooms,
                  const label_candidate *draft);

#endif
