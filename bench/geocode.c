/* SPDX-License-Identifier: MIT
 *
 * Time of one lookup: bench_geocode FILE.tsv, of which each line begins with a place and its
 * country (tests/data/awkward-places.tsv is such a file). Prints the mean of parsing, lookup and
 * ranking, in microseconds. The aim is 5 at most.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "places/candidates.h"

/* Of this process: a busy machine does not count. */
static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    if (argc != 2 || !g_file_get_contents(argv[1], &text, NULL, NULL)) {
        fprintf(stderr, "usage: bench_geocode FILE.tsv\n");
        return 2;
    }
    double start = now_us();
    gazetteer_hit hits[GAZETTEER_MAX_HITS];
    uint32_t found = gazetteer_find(hits, "panama city");
    printf("first lookup, cold: %.1f us (%u hits)\n", now_us() - start, found);

    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GArray) readings = g_array_new(FALSE, FALSE, sizeof(place_reading));
    unsigned long n = 0, resolved = 0;
    start = now_us();
    for (int round = 0; round < 200; round++) {
        for (int i = 0; lines[i]; i++) {
            char *tab = strchr(lines[i], '\t');
            if (lines[i][0] == '#' || !tab)
                continue;
            char name[256], country[256];
            g_strlcpy(name, lines[i], MIN(sizeof name, (gsize)(tab - lines[i]) + 1));
            g_strlcpy(country, tab + 1, MIN(sizeof country, strcspn(tab + 1, "\t") + 1));
            trip_place written = {.text = name, .country = country};
            place_query query;
            g_array_set_size(readings, 0);
            place_query_init(&query, &written, (trip_date){1975, 6, 1});
            place_readings(readings, &query);
            place_query_clear(&query);
            resolved += readings->len > 0;
            n++;
        }
    }
    printf("%lu lookups, %lu with a reading, mean %.2f us\n", n, resolved, (now_us() - start) / n);
    return 0;
}
