/* SPDX-License-Identifier: MIT
 *
 * Bench of the stages of one map, in their place: draws a trip again and again, each time with a
 * fresh atlas and fresh fonts, and prints median, least and most of the processor time of every
 * stage, then bytes of each output. "start" and what only a process's first map pays are in
 * tripmap --profile instead.
 *
 * usage: bench_stages [RUNS [TRIP]]
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/profile.h"
#include "tripmap/tripmap.h"

enum { RUNS_MAX = 1000 };

static const struct {
    tripmap_format format;
    const char *name;
} outputs[] = {{TRIPMAP_SVG, "svg"}, {TRIPMAP_PNG, "png"}, {TRIPMAP_PDF, "pdf"}};

static size_t bytes[G_N_ELEMENTS(outputs)];

static int count_bytes(void *user, const void *data, size_t length)
{
    (void)data;
    *(size_t *)user += length;
    return 1; /* go on */
}

/* One map from text to bytes; false when something fails. */
static bool draw(const char *path)
{
    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    tripmap_atlas *atlas = NULL;
    tripmap_map *map = NULL;
    const tripmap_options options = TRIPMAP_OPTIONS_INIT;
    bool ok = tripmap_trip_load(&trip, path, NULL) == TRIPMAP_OK &&
              tripmap_style_load(&style, NULL, TRIPMAP_SOURCE_DIR, NULL) == TRIPMAP_OK &&
              tripmap_atlas_open(&atlas, TRIPMAP_SOURCE_DIR "/shapes", NULL) == TRIPMAP_OK &&
              tripmap_map_build(&map, trip, style, atlas, &options, NULL) == TRIPMAP_OK;
    for (size_t i = 0; ok && i < G_N_ELEMENTS(outputs); i++) {
        bytes[i] = 0;
        ok = tripmap_map_write(map, outputs[i].format, NULL, count_bytes, &bytes[i], NULL) ==
             TRIPMAP_OK;
    }
    tripmap_map_free(map);
    tripmap_atlas_free(atlas);
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    return ok;
}

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? CLAMP(atoi(argv[1]), 1, RUNS_MAX) : 21;
    const char *path = argc > 2 ? argv[2] : TRIPMAP_SOURCE_DIR "/examples/rubio2025.yaml";
    static double ms[PROFILE_STAGE_COUNT][RUNS_MAX];
    g_setenv("TRIPMAP_DATA", TRIPMAP_SOURCE_DIR, TRUE);
    for (int run = 0; run < runs; run++) {
        profile_start();
        if (!draw(path))
            return 1;
        profile_stop();
        for (int stage = 0; stage < PROFILE_STAGE_COUNT; stage++)
            ms[stage][run] = profile_seconds(stage) * 1e3;
    }
    printf("%s, %d runs; ms of processor time: median (least to most)\n", path, runs);
    for (int stage = PROFILE_OTHER + 1; stage < PROFILE_STAGE_COUNT; stage++) {
        qsort(ms[stage], (size_t)runs, sizeof(double), by_value);
        if (stage != PROFILE_START && ms[stage][runs - 1] > 0)
            printf("%-30s %7.2f (%.2f to %.2f)\n", profile_name(stage), ms[stage][runs / 2],
                   ms[stage][0], ms[stage][runs - 1]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(outputs); i++)
        printf("%-30s %zu bytes\n", outputs[i].name, bytes[i]);
    return 0;
}
