/* SPDX-License-Identifier: MIT
 *
 * One ESRI shapefile: geometry as geo_shape, read record by record where a map needs it, attributes
 * as UTF-8 text and numbers. The only user of Shapelib. Files may be hostile: every count is
 * checked against the bytes that are there before Shapelib sees them, memory is bounded by the size
 * of the files.
 */
#ifndef TRIPMAP_ATLAS_SHAPEFILE_H
#define TRIPMAP_ATLAS_SHAPEFILE_H

#include <glib.h>

#include "base/diag.h"
#include "geo/geo.h"

typedef enum { SHAPEFILE_POINTS, SHAPEFILE_LINES, SHAPEFILE_POLYGONS } shapefile_geometry;

typedef struct shapefile shapefile;

/* Opens PATH (ending .shp) and its neighbours .shx, .dbf and .cpg and reads the boxes of its
 * records, but no vertices. False with a warning in DIAGS when the geometry cannot be used; damaged
 * attributes give a warning and the rest is kept. */
bool shapefile_open(shapefile **out, const char *path, shapefile_geometry expected,
                    diag_list *diags);
/* Reads the vertices, where not read before, of all records that touch WINDOW (NULL: of all).
 * Coordinates are degrees, finite, within ±180 and ±90 and rings are closed; null shapes and parts
 * that are none of this come out empty, with one warning a file. */
void shapefile_read(shapefile *file, const geo_box *window, diag_list *diags);
void shapefile_free(shapefile *file);
/* Notes in DIAGS the files that shapefile_open reads for PATH, for maps that share one reading. */
void shapefile_note(const char *path, diag_list *diags);

uint32_t shapefile_count(const shapefile *file);
/* Borrowed; points and starts live as long as the file. No parts where nothing could be used or was
 * not read. The bounds are known from the start: those that the file states, where they can be
 * believed; of others that of the world until the record is read. */
geo_shape shapefile_shape(const shapefile *file, uint32_t record);

/* The column of that name, whatever its case; -1 when the file has none. */
int shapefile_column(const shapefile *file, const char *name);
/* Trimmed, valid UTF-8 without control characters, interned for the life of FILE; "" for column -1
 * and for the "-99", "-099" and "(NULL)" by which Natural Earth says "none". */
const char *shapefile_text(shapefile *file, uint32_t record, int column);
/* Reads whole and real numbers, rounding down; FALLBACK for column -1, -99 and what is no number.
 */
int shapefile_int(shapefile *file, uint32_t record, int column, int fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(shapefile, shapefile_free)

#endif
