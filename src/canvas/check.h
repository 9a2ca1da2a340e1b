/* SPDX-License-Identifier: MIT
 *
 * Inside canvas/: what every canvas asks of a scene before it paints.
 */
#ifndef TRIPMAP_CANVAS_CHECK_H
#define TRIPMAP_CANVAS_CHECK_H

#include "scene/scene.h"

/* True when every coordinate and size is a number within ±1e6 px and the page has an area. Cairo
 * wraps silently beyond ±8,388,608 and takes NaN for 0, so nothing else may reach it. */
bool canvas_can_paint(const scene *s);
/* http, https and mailto only: anything else could run in a reader's browser. */
bool canvas_link_is_safe(const char *link);

#endif
