/* SPDX-License-Identifier: MIT
 *
 * A trip put together in code, without a file: places that are not found are replaced by the
 * likeliest candidate, and the trip file it amounts to is printed.
 */
#include <stdio.h>

#include <tripmap/tripmap.h>

static void report(void *user, const tripmap_diagnostic *diagnostic)
{
    fputs(diagnostic->text, user);
}

/* Adds NAME, or what is likeliest meant by it. */
static void add(tripmap_draft *draft, const char *name, const char *date)
{
    tripmap_stop stop = {.place = {.name = name}, .dates = date};
    tripmap_places *places;
    if (tripmap_places_find(&places, &stop.place, date, NULL) != TRIPMAP_OK && places) {
        size_t n;
        const tripmap_candidate *likely = tripmap_places_candidates(places, &n);
        if (n > 0)
            stop.place.name = likely[0].written;
    }
    tripmap_draft_add_stop(draft, &stop);
    tripmap_places_free(places);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: build_trip MAP.svg\n");
        return TRIPMAP_BAD_USAGE;
    }
    const tripmap_reporter reporter = {.report = report, .user = stderr};
    const tripmap_place home = {.name = "Washington"};
    tripmap_draft *draft = tripmap_draft_new();
    tripmap_draft_set(draft, "title", "Three capitals");
    tripmap_draft_set(draft, "return", "true");
    tripmap_draft_set_origin(draft, &home, TRIPMAP_SHOW_AUTO);
    add(draft, "Lima", "2022-10-06");
    add(draft, "Quito", "2022-10-07");
    add(draft, "San Carlos", "2022-10-08");
    fputs(tripmap_draft_text(draft), stdout);

    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    tripmap_atlas *atlas = NULL;
    tripmap_map *map = NULL;
    tripmap_status status = tripmap_draft_finish(&trip, draft, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_style_load(&style, NULL, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_atlas_open(&atlas, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_map_build(&map, trip, style, atlas, NULL, &reporter);
    if (status == TRIPMAP_OK)
        status = tripmap_map_save(map, argv[1], -1, NULL, &reporter);

    tripmap_map_free(map);
    tripmap_atlas_free(atlas);
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    tripmap_draft_free(draft);
    return (int)status;
}
