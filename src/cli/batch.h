/* SPDX-License-Identifier: MIT
 *
 * What tripmap batch and tripmap plan both read from the options.
 */
#ifndef TRIPMAP_CLI_BATCH_H
#define TRIPMAP_CLI_BATCH_H

#include "cli/cli.h"

/* Checks inputs, folder and formats; FORMATS has a bit 1 << tripmap_format for each. Returns
 * TRIPMAP_OK or the exit status of what was reported. */
int batch_options_check(unsigned *formats, const options *o);

#endif
