/* SPDX-License-Identifier: MIT
 *
 * The places in one cell of a travel record: "Kyoto, Tokyo", "Acapulco, Mexico, D.F.".
 */
#ifndef TRIPMAP_IMPORT_LOCALE_H
#define TRIPMAP_IMPORT_LOCALE_H

#include <glib.h>

/* The parts of TEXT that commas and semicolons outside parentheses separate, in order (char*);
 * commas that belong to a name ("Mexico, D.F.") stay. Owned by the caller. */
GPtrArray *locale_split(const char *text);

#endif
