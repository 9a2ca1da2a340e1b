/* SPDX-License-Identifier: MIT
 *
 * Small moves on a finished choice: px of cost, and edges that line up.
 */
#ifndef TRIPMAP_LABEL_POLISH_H
#define TRIPMAP_LABEL_POLISH_H

#include "label/field.h"

/* Moves the N chosen places (at most one a stop) by a few px each where that lowers their cost or
 * lines a box up with a neighbour or the page's margin. Every rule stays kept. */
void polish(label_candidate *chosen, int n, const label_field *field);

#endif
