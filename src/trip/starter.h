/* SPDX-License-Identifier: MIT
 *
 * A trip to start from.
 */
#ifndef TRIPMAP_TRIP_STARTER_H
#define TRIPMAP_TRIP_STARTER_H

/* The text of a commented trip file. Static. */
const char *trip_starter(void);

#endif
