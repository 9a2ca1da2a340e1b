/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: compressing the rows of a flat picture straight from its runs of colour.
 */
#ifndef TRIPMAP_CANVAS_RUN_DEFLATE_H
#define TRIPMAP_CANVAS_RUN_DEFLATE_H

#include <glib.h>

/* A zlib stream (RFC 1950) of rows of a byte 0 and one byte a pixel: what indexed_rows() writes,
 * from RUNS (indexed_run) that fill rows of WIDTH pixels. */
GByteArray *run_deflate(const GArray *runs, int width);

#endif
