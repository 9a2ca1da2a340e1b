/* SPDX-License-Identifier: MIT
 *
 * JSON Schema (draft 7, which editors' YAML servers read) from a field table.
 */
#ifndef TRIPMAP_YAML_SCHEMA_H
#define TRIPMAP_YAML_SCHEMA_H

#include "yaml/reader.h"

/* Owned by the caller; ends in a line feed. */
char *schema_of(const field_table *table);

#endif
