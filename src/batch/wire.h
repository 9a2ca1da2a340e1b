/* SPDX-License-Identifier: MIT
 *
 * What a batch and its workers say to one another: GVariants in frames, over pipes.
 */
#ifndef TRIPMAP_BATCH_WIRE_H
#define TRIPMAP_BATCH_WIRE_H

#include <glib.h>
#include <stdbool.h>

/* id, input; style, page and projection or nothing. */
#define WIRE_JOB "(ssmsmsms)"

/* How a job ended: wire_outcome, exit status as of its first error, milliseconds on the clock and
 * of processor, peak memory in KiB, members of the report line (see report.h), and for a failure
 * its first error as the program prints it. The first of all, WIRE_READY, answers no job. */
#define WIRE_REPLY "(yyddtss)"
typedef enum { WIRE_DRAWN, WIRE_CACHED, WIRE_FAILED, WIRE_READY } wire_outcome;

/* Writes one frame; false when the other side is gone. Floating references are taken. */
bool wire_send(int fd, GVariant *value);
/* Waits for one frame; NULL at the end of the stream or for bytes that are no TYPE. */
GVariant *wire_receive(int fd, const char *type);

/* For a reader that must not wait: takes the first frame out of BYTES. NULL while it is not yet
 * whole; sets *BROKEN for bytes that are no TYPE. */
GVariant *wire_take(GByteArray *bytes, const char *type, bool *broken);

#endif
