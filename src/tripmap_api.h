/* SPDX-License-Identifier: MIT
 *
 * What the files of the public API share: the objects behind its opaque types, and how a call ends.
 */
#ifndef TRIPMAP_TRIPMAP_API_H
#define TRIPMAP_TRIPMAP_API_H

#include "atlas/atlas.h"
#include "base/diag.h"
#include "features/projected.h"
#include "style/style.h"
#include "text/text.h"
#include "trip/trip.h"
#include "tripmap/tripmap.h"

struct tripmap_trip {
    trip *trip;
};

struct tripmap_style {
    style *style;
};

struct tripmap_atlas {
    gint ref_count; /* of the owner and of sessions; atomic */
    atlas *atlas;
};

/* The session's text context for the FONTS folder, made when there is none. Borrowed; NULL with a
 * diagnostic. Counts as a map begun. */
text_context *session_text(tripmap_session *s, const char *fonts, bool system_fonts,
                           diag_list *diags);
/* What the session keeps of earlier maps of this atlas. Borrowed. */
projected_store *session_projected(tripmap_session *s, tripmap_atlas *a);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(tripmap_session, tripmap_session_free)

/* Reports everything and says how the call ends. */
tripmap_status api_finish(diag_list *diags, const tripmap_reporter *reporter);
/* Reads the trip in SRC (NULL: it could not be read, which DIAGS says). */
tripmap_status api_read_trip(tripmap_trip **out, source *src, diag_list *diags,
                             const tripmap_reporter *reporter);

#endif
