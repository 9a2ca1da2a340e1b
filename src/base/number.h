/* SPDX-License-Identifier: MIT
 *
 * Numbers as text, the same in every locale: exports and reports write thousands, for which
 * printf takes ten times as long.
 */
#ifndef TRIPMAP_BASE_NUMBER_H
#define TRIPMAP_BASE_NUMBER_H

#include <glib.h>

/* Rounded to DECIMALS, 0 to 9 and all of them written; never "-0". Halves go away from zero. */
void number_append_fixed(GString *out, double value, int decimals);
/* The same without trailing zeros. */
void number_append(GString *out, double value, int decimals);

#endif
