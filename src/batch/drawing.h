/* SPDX-License-Identifier: MIT
 *
 * How the maps of a batch are drawn: what the command line said, the same for all of them. Sent
 * once to every worker.
 */
#ifndef TRIPMAP_BATCH_DRAWING_H
#define TRIPMAP_BATCH_DRAWING_H

#include "tripmap/tripmap.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
    /* What decides how a map looks, and so belongs to its key. NULL: left to the trip. */
    char *style, *page, *projection;
    char **sets; /* style changes, "key=value"; NULL-terminated */
    double scale, dpi;
    int png_level, precision, svg_text;
    bool strict, untrusted;
    char *data_digest; /* of the program, shapes and fonts; see key.h */

    /* What does not. */
    char *shapes; /* folder, or NULL for the installed one */
    char *out_folder, *temp_folder;
    unsigned formats; /* bits 1 << tripmap_format */
    bool force;
    int memory_mb; /* address space of a worker */
} batch_drawing;

#define BATCH_DRAWING_TYPE "((msmsmsasddiiibbs)(msssubi))"

GVariant *batch_drawing_pack(const batch_drawing *d);
void batch_drawing_unpack(batch_drawing *out, GVariant *packed);
/* The part that decides how maps look, as text. Owned by the caller. */
char *batch_drawing_look(const batch_drawing *d);
void batch_drawing_clear(batch_drawing *d);
/* "svg"; static. */
const char *batch_format_name(int format);

#endif
