/* SPDX-License-Identifier: MIT
 *
 * Measures a finished page, whoever laid it out: everything the label verifier does not see (frame
 * captions, furniture, legs, base-map names, the panel) and the figures a report wants. Shares no
 * code with the features it checks.
 */
#ifndef TRIPMAP_FEATURES_PAGE_AUDIT_H
#define TRIPMAP_FEATURES_PAGE_AUDIT_H

#include "features/page_layout.h"

/* The first group are breaches and must be 0; the label verifier's own are not repeated here. */
typedef struct {
    int caption_hits;   /* captions over a leg, marker, arrow head, furniture, or off the frame */
    int marker_hits;    /* markers over one another, but for the dots that an inset explains */
    int furniture_hits; /* furniture over a marker, other furniture, or off the page */
    int name_hits;      /* base-map names over arrow heads, captions, markers or labels */
    int texts_lost;     /* calls whose dates or issues stand nowhere on the page */

    int near_legs;                        /* legs within 7 px of a foreign marker */
    int rungs[LABEL_RUNG_COUNT];          /* markers by the rung of their label */
    int leaders;                          /* labels with a leader */
    double anchor_mean_px, anchor_p95_px; /* from a marker's edge to its text */
    double density_pct;                   /* text boxes, of the map frame */
    double route_covered_pct;             /* of the route's length, under text boxes */
    double ambiguous_pct; /* labels nearer to a foreign marker than to their own, leader or not */
    double min_text_pt;   /* smallest type of labels, captions and panel; 1 pt = 4/3 px */
} page_audit;

page_audit page_audit_make(const page_layout *l);
/* Markers over one another on the map, its inset not counted; needs no labels yet. */
int page_audit_marker_hits(const page_layout *l);
/* Legs within 7 px of a marker they do not call at, the inset not counted; needs no labels either.
 */
int page_audit_near_legs(const page_layout *l);
/* The audit's texts_lost alone. */
int page_audit_texts_lost(const page_layout *l);
/* All breaches, the label verifier's included. */
int page_audit_breaches(const page_audit *audit, const label_verdict *verdict);

#endif
