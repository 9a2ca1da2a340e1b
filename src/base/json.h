/* SPDX-License-Identifier: MIT
 *
 * The little of JSON that is written by hand: strings.
 */
#ifndef TRIPMAP_BASE_JSON_H
#define TRIPMAP_BASE_JSON_H

#include <glib.h>

/* TEXT in double quotes. Bytes that are no UTF-8 become U+FFFD; what could end a script element or
 * a line is escaped, so that the JSON may stand in HTML, and what YAML forbids, so that it may
 * stand in a trip file. */
void json_append_string(GString *out, const char *text);

#endif
