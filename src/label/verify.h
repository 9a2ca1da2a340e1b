/* SPDX-License-Identifier: MIT
 *
 * The independent verifier's view of single stops, for the demotions.
 */
#ifndef TRIPMAP_LABEL_VERIFY_H
#define TRIPMAP_LABEL_VERIFY_H

#include "label/label.h"

/* Sets BAD[i] for every stop whose own text or leader breaks a rule; of two that collide, for the
 * one of lower priority, then the later. */
void verify_stops(bool *bad, const label_problem *problem, const label_layout *layout);

#endif
