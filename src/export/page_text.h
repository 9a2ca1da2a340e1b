/* SPDX-License-Identifier: MIT
 *
 * The constant parts of the HTML page: page.css and page.js beside this file, which the build turns
 * into text in the library.
 */
#ifndef TRIPMAP_EXPORT_PAGE_TEXT_H
#define TRIPMAP_EXPORT_PAGE_TEXT_H

extern const char page_css[], page_js[];

#endif
