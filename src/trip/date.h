/* SPDX-License-Identifier: MIT
 *
 * Dates: ISO 8601 days, months, years and ranges in ("2025-02-01/2025-02-03", "2025-02",
 * "1906-07?"), typographic dates in the trip's language out ("1–3 Feb 2025").
 */
#ifndef TRIPMAP_TRIP_DATE_H
#define TRIPMAP_TRIP_DATE_H

#include "trip/trip.h"

/* Reports DIAG_BAD_DATE at AT and returns false for anything that is not a date or does not exist.
 */
bool trip_dates_parse(trip_dates *out, const char *text, span at, diag_list *diags);

typedef enum {
    DATE_SHORT,      /* 1–3 Feb        (labels) */
    DATE_SHORT_YEAR, /* 1–3 Feb 2025   */
    DATE_LONG,       /* 1–6 February 2025 (subtitle) */
} date_form;

/* LANG is a BCP 47 tag of which the language is used; en, es, fr, de, pt, ar, others fall back to
 * en. Owned by the caller; "" when undated. */
char *trip_dates_format(const trip_dates *dates, const char *lang, date_form form);
/* <0, 0, >0 by start, unknown parts sorting first. */
int trip_date_compare(trip_date a, trip_date b);

#endif
