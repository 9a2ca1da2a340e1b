/* SPDX-License-Identifier: MIT
 *
 * The shortest whole program: draws a trip file to an SVG, PNG or PDF file.
 *
 *     cc draw.c -o draw $(pkg-config --cflags --libs tripmap)
 *     ./draw rubio2025.yaml map.svg
 */
#include <stdio.h>

#include <tripmap/tripmap.h>

static void report(void *user, const tripmap_diagnostic *diagnostic)
{
    fputs(diagnostic->text, user);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: draw TRIP.yaml MAP.svg\n");
        return TRIPMAP_BAD_USAGE;
    }
    tripmap_reporter reporter = {.report = report, .user = stderr};
    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    tripmap_atlas *atlas = NULL;
    tripmap_map *map = NULL;

    tripmap_status status = tripmap_trip_load(&trip, argv[1], &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_style_load(&style, tripmap_trip_style(trip), NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_atlas_open(&atlas, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_map_build(&map, trip, style, atlas, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_map_save(map, argv[2], -1, NULL, &reporter);

    tripmap_map_free(map);
    tripmap_atlas_free(atlas);
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    return (int)status;
}
