/* SPDX-License-Identifier: MIT
 *
 * The easy case, which most tours are: every text stands where it costs least, and none is in
 * another's way. Then there is nothing to search.
 */
#ifndef TRIPMAP_LABEL_CHEAPEST_H
#define TRIPMAP_LABEL_CHEAPEST_H

#include "label/field.h"

/* The place that candidates_propose() would list first for STOP from rung LOWEST on. False where
 * there is none, or where a quick look does not tell. */
bool cheapest_place(label_candidate *out, const label_field *field, int stop, label_rung lowest);

#endif
