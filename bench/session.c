/* SPDX-License-Identifier: MIT
 *
 * Bench of what a worker of a batch does: draws trips one after another in one process with one
 * session, and prints processor time a map and the memory held, now and then. Rounds over the same
 * trips show whether memory stays flat; one round is what a profiler is to look at. With "cold"
 * every map gets a session and an atlas of its own. A digest a map goes to standard output, so that
 * warm and cold runs, and orders, can be compared.
 *
 *     bench_session [--cold] FORMAT ROUNDS TRIP.yaml…
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tripmap/tripmap.h"

enum { TELL_EVERY = 500 };

typedef struct {
    tripmap_format format;
    gboolean cold;
    tripmap_atlas *atlas;
    tripmap_session *session;
    tripmap_style *style;
} bench;

static void report(void *user, const tripmap_diagnostic *d)
{
    (void)user;
    if (d->severity == TRIPMAP_ERROR)
        fputs(d->text, stderr);
}

static const tripmap_reporter reporter = {.report = report};

static void open_all(bench *b)
{
    if (tripmap_atlas_open(&b->atlas, NULL, &reporter) != TRIPMAP_OK)
        exit(TRIPMAP_IO_FAILED);
    b->session = tripmap_session_new();
}

static void close_all(bench *b)
{
    tripmap_session_free(b->session);
    tripmap_atlas_free(b->atlas);
}

static int add_bytes(void *user, const void *bytes, size_t length)
{
    g_checksum_update(user, bytes, (gssize)length);
    return 1;
}

/* The digest of the map's bytes; NULL for a trip that cannot be drawn. */
static char *draw(bench *b, const char *path)
{
    tripmap_trip *trip = NULL;
    tripmap_map *map = NULL;
    char *digest = NULL;
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    if (b->cold)
        open_all(b);
    options.session = b->session;
    if (tripmap_trip_load(&trip, path, &reporter) == TRIPMAP_OK &&
        tripmap_map_build(&map, trip, b->style, b->atlas, &options, &reporter) == TRIPMAP_OK) {
        g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
        if (tripmap_map_write(map, b->format, NULL, add_bytes, sum, &reporter) == TRIPMAP_OK)
            digest = g_strdup(g_checksum_get_string(sum));
    }
    tripmap_map_free(map);
    tripmap_trip_free(trip);
    if (b->cold)
        close_all(b);
    return digest;
}

static double cpu_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Resident memory now, MiB. */
static double resident_mib(void)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
        return 0;
    const char *second = strchr(text, ' ');
    return second ? g_ascii_strtod(second, NULL) * 4096 / (1 << 20) : 0;
}

static void tell(int maps, double since, int drawn)
{
    fprintf(stderr, "%6d maps  %6.2f ms a map  %6.1f MiB\n", maps, (cpu_s() - since) * 1e3 / drawn,
            resident_mib());
}

int main(int argc, char **argv)
{
    bench b = {.cold = argc > 1 && strcmp(argv[1], "--cold") == 0};
    argc -= b.cold;
    argv += b.cold;
    int format = argc > 3 ? tripmap_format_of(argv[1]) : -1, rounds = argc > 3 ? atoi(argv[2]) : 0;
    if (format < 0 || rounds < 1) {
        fprintf(stderr, "usage: bench_session [--cold] FORMAT ROUNDS TRIP.yaml…\n");
        return TRIPMAP_BAD_USAGE;
    }
    b.format = (tripmap_format)format;
    if (tripmap_style_load(&b.style, NULL, NULL, &reporter) != TRIPMAP_OK)
        return TRIPMAP_IO_FAILED;
    if (!b.cold)
        open_all(&b);
    int maps = 0, failed = 0, told = 0;
    double since = cpu_s();
    for (int round = 0; round < rounds; round++) {
        for (int i = 3; i < argc; i++) {
            g_autofree char *digest = draw(&b, argv[i]);
            failed += !digest;
            if (round == 0)
                printf("%s  %s\n", digest ? digest : "failed", argv[i]);
            if (++maps - told == TELL_EVERY) {
                tell(maps, since, TELL_EVERY);
                told = maps;
                since = cpu_s();
            }
        }
    }
    if (maps > told)
        tell(maps, since, maps - told);
    if (!b.cold)
        close_all(&b);
    tripmap_style_free(b.style);
    return failed > 0;
}
