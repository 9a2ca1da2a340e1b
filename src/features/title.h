/* SPDX-License-Identifier: MIT
 *
 * The title block's text, set in lines: title, subtitle, and who travelled when.
 */
#ifndef TRIPMAP_FEATURES_TITLE_H
#define TRIPMAP_FEATURES_TITLE_H

#include "features/design.h"
#include "features/itinerary.h"

/* Wraps TEXT into text_run lines appended to OUT; nothing for NULL or "". */
void title_append_lines(GPtrArray *out, const design *d, text_font font, const char *text,
                        double width);
/* Appends the lines (text_run) of a page WIDTH px wide; nothing where the trip wants no title. Who
 * and when stand on one line where it fits, else each on its own. */
void title_set(GPtrArray *title, GPtrArray *subtitle, const design *d, const itinerary *it,
               double width);

#endif
