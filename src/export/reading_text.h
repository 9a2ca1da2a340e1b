/* SPDX-License-Identifier: MIT
 *
 * The tour as a text to read aloud: what <desc>, PDF alternative text and --alt carry.
 */
#ifndef TRIPMAP_EXPORT_READING_TEXT_H
#define TRIPMAP_EXPORT_READING_TEXT_H

#include "features/itinerary.h"

/* Every stop in order with place, country, dates, issues, note and the distance travelled to it;
 * one line a stop. Owned by the caller. */
char *reading_text_new(const itinerary *it);

#endif
