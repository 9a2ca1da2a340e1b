/* SPDX-License-Identifier: MIT
 *
 * What the files of the public API share: the objects behind its opaque types, and how a call ends.
 */
#ifndef TRIPMAP_TRIPMAP_API_H
#define TRIPMAP_TRIPMAP_API_H

#include "base/diag.h"
#include "style/style.h"
#include "trip/trip.h"
#include "tripmap/tripmap.h"

struct tripmap_trip {
    trip *trip;
};

struct tripmap_style {
    style *style;
};

/* Reports everything and says how the call ends. */
tripmap_status api_finish(diag_list *diags, const tripmap_reporter *reporter);
/* Reads the trip in SRC (NULL: it could not be read, which DIAGS says). */
tripmap_status api_read_trip(tripmap_trip **out, source *src, diag_list *diags,
                             const tripmap_reporter *reporter);

#endif
