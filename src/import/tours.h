/* SPDX-License-Identifier: MIT
 *
 * From visits to trips: grouped into tours, placed, and written as the YAML a person would write.
 */
#ifndef TRIPMAP_IMPORT_TOURS_H
#define TRIPMAP_IMPORT_TOURS_H

#include "import/visit.h"

typedef struct {
    const char *from; /* where every tour starts and ends, or NULL */
    bool remarks;     /* keep the record's remarks as notes */
} tours_options;

/* One trip file. */
typedef struct {
    char *id;   /* of [a-z0-9._-], unlike every other */
    char *yaml; /* the file's text */
} tour_file;

/* Makes trip files of VISITS (visit*): a tour is what the record says is one, or else a run of
 * visits of one person, each beginning at most one day after the latest end so far. Visits listed
 * twice are taken once. Places that are not found, or may be several, are reported and left out;
 * a tour without any is left out. The array holds tour_file and frees them. */
GPtrArray *tours_make(const GPtrArray *visits, const tours_options *options, diag_list *diags);

#endif
