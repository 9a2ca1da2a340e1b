/* SPDX-License-Identifier: MIT
 *
 * A worker of a batch: the same program again, told over its standard input what to draw and
 * answering over its standard output, one map at a time.
 */
#ifndef TRIPMAP_BATCH_WORKER_H
#define TRIPMAP_BATCH_WORKER_H

/* What the program is called with, followed by the batch's process id, to become a worker; no
 * command for people. */
#define WORKER_COMMAND "batch-worker"

/* Draws until the input or the batch ends. Returns the exit status. */
int worker_main(const char *batch_pid);

#endif
