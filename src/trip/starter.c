/* SPDX-License-Identifier: MIT
 *
 * The trip that `tripmap init` writes: short, commented, and one that can be drawn.
 */
#include "trip/starter.h"

const char *trip_starter(void)
{
    return "# A trip for tripmap. Only stops is required; docs/trip-format.md says all there is.\n"
           "title: A tour of Central America\n"
           "from: Washington\n"
           "return: true\n"
           "stops:\n"
           "  - place: Panama                 # a country means its capital\n"
           "    dates: 2025-02-01/2025-02-02  # a day, a month (2025-02), a year, or a range\n"
           "    issues: [Migration policy, Panama Canal security]\n"
           "  - place: San José, Costa Rica   # city and country, where the city alone is not "
           "enough\n"
           "    dates: 2025-02-03\n"
           "#  - place: {name: My village, country: Panama, at: [-79.9, 8.9]}  # longitude, "
           "latitude\n"
           "#    mode: road                   # air (default), sea, rail, road\n"
           "#    note: A remark for the itinerary\n"
           "#    link: https://example.org\n"
           "#sources:\n"
           "#  - {name: Where the facts come from, link: https://example.org}\n"
           "#map: {style: night, page: a4, panel: always}  # see: tripmap styles\n";
}
