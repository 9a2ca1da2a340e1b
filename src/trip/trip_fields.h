/* SPDX-License-Identifier: MIT
 *
 * The trip format's field tables, which reader, schema and documentation share.
 */
#ifndef TRIPMAP_TRIP_TRIP_FIELDS_H
#define TRIPMAP_TRIP_TRIP_FIELDS_H

#include "yaml/reader.h"

extern const field_table trip_fields;

#endif
