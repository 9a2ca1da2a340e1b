/* SPDX-License-Identifier: MIT
 *
 * Room for the title on the map.
 */
#ifndef TRIPMAP_FEATURES_TITLE_ROOM_H
#define TRIPMAP_FEATURES_TITLE_ROOM_H

#include "features/page_layout.h"

/* The title needs no plate where it lies on open sea or plain land: moves the planned view, as far
 * as the stops leave room, until it does. */
void title_room_make(page_layout *l);

#endif
