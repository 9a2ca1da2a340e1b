/* SPDX-License-Identifier: MIT
 *
 * The whole way from a trip's text to SVG, PNG and PDF, on a small page, as a stranger's trip.
 * Whatever the text: either errors, or outputs that are whole and without a NaN.
 */
#include "outputs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_workshop();
    const tripmap_reporter reporter = {.report = count_error};
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.page = "400x300";
    options.untrusted = 1;
    options.session = shop.session;
    tripmap_trip *trip;
    if (tripmap_trip_parse(&trip, "fuzz.yaml", (const char *)data, size, &reporter) != TRIPMAP_OK) {
        g_assert(shop.errors > 0 && !trip);
        return 0;
    }
    tripmap_map *map;
    if (tripmap_map_build(&map, trip, shop.style, shop.atlas, &options, &reporter) == TRIPMAP_OK)
        check_map(map, 1u << TRIPMAP_SVG | 1u << TRIPMAP_PNG | 1u << TRIPMAP_PDF);
    else
        g_assert(shop.errors > 0 && !map);
    tripmap_map_free(map);
    tripmap_trip_free(trip);
    return 0;
}
