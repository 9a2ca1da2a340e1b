/* SPDX-License-Identifier: MIT
 *
 * The layout report: where every label ended, on which rung and why, what the verifier measured.
 */
#ifndef TRIPMAP_EXPORT_LAYOUT_JSON_H
#define TRIPMAP_EXPORT_LAYOUT_JSON_H

#include "features/page_audit.h"

/* One JSON object, keys in a fixed order, numbers to 0.1 px. COMPROMISES as of compromises_new().
 * Owned by the caller. */
char *layout_json_new(const page_layout *l, const page_audit *audit, const GArray *compromises);

#endif
