/* SPDX-License-Identifier: MIT
 *
 * Where tripmap's own data lies: the folders shapes, styles and fonts, in a source tree or under
 * PREFIX/share/tripmap, wherever that prefix has been moved.
 */
#ifndef TRIPMAP_BASE_DATADIR_H
#define TRIPMAP_BASE_DATADIR_H

#include "base/diag.h"

/* The folder NAME ("shapes", "styles" or "fonts"). ROOT, when given, is the one place looked in;
 * else $TRIPMAP_DATA, then beside the library and the program. Owned by the caller; reports
 * DIAG_MISSING_DATA and returns NULL when there is none. */
char *datadir_find(const char *root, const char *name, diag_list *diags);

#endif
