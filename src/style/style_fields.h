/* SPDX-License-Identifier: MIT
 *
 * The style format's field table, which reader, --set, schema and documentation share.
 */
#ifndef TRIPMAP_STYLE_STYLE_FIELDS_H
#define TRIPMAP_STYLE_STYLE_FIELDS_H

#include "yaml/reader.h"

extern const field_table style_fields;

#endif
