/* SPDX-License-Identifier: MIT
 *
 * One clock a thread: maps are drawn in parallel, and only the program's own is looked at.
 */
#include "base/profile.h"

#include <glib.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <time.h>

static const char *const names[PROFILE_STAGE_COUNT] = {
    [PROFILE_START] = "start",       [PROFILE_TRIP] = "trip",
    [PROFILE_PLACES] = "places",     [PROFILE_STYLE] = "style and fonts",
    [PROFILE_VIEW] = "view",         [PROFILE_SHAPES] = "reading shapes",
    [PROFILE_BASE_MAP] = "base map", [PROFILE_ROUTE] = "route",
    [PROFILE_LABELS] = "labels",     [PROFILE_NAMES] = "names of waters and countries",
    [PROFILE_SCENE] = "scene",       [PROFILE_SVG] = "SVG",
    [PROFILE_PAINT] = "painting",    [PROFILE_PNG] = "PNG",
    [PROFILE_PDF] = "PDF",           [PROFILE_TEXTS] = "texts and routes to read",
    [PROFILE_OTHER] = "the rest",
};

typedef struct {
    bool running;
    profile_stage stage;
    double since_s;
    double stages_s[PROFILE_STAGE_COUNT];
} stage_clock;

static _Thread_local stage_clock the_clock;

/* Seconds of processor time of the process. */
static double now_s(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void profile_start(void)
{
    the_clock = (stage_clock){.running = true, .since_s = now_s()};
    the_clock.stages_s[PROFILE_START] = the_clock.since_s;
}

profile_scope profile_enter(profile_stage stage)
{
    stage_clock *c = &the_clock;
    if (!c->running)
        return stage;
    double now = now_s();
    profile_stage before = c->stage;
    c->stages_s[before] += now - c->since_s;
    c->since_s = now;
    c->stage = stage;
    return before;
}

/* The scope remembers what it interrupted. */
void profile_leave(profile_scope *scope)
{
    profile_enter(*scope);
}

static void print_row(FILE *out, const char *name, double part_s, double whole_s)
{
    fprintf(out, "%-30s %8.1f ms %5.1f %%\n", name, part_s * 1e3, 100 * part_s / whole_s);
}

void profile_stop(void)
{
    profile_enter(PROFILE_OTHER);
    the_clock.running = false;
}

double profile_seconds(profile_stage stage)
{
    return the_clock.stages_s[stage];
}

const char *profile_name(profile_stage stage)
{
    return names[stage];
}

void profile_print(FILE *out)
{
    profile_stop();
    double whole = 0;
    for (int i = 0; i < PROFILE_STAGE_COUNT; i++)
        whole += profile_seconds(i);
    for (int i = PROFILE_OTHER + 1; i < PROFILE_STAGE_COUNT; i++) {
        if (profile_seconds(i) > 0)
            print_row(out, names[i], profile_seconds(i), whole);
    }
    print_row(out, names[PROFILE_OTHER], profile_seconds(PROFILE_OTHER), whole);
    print_row(out, "processor time", whole, whole);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    fprintf(out, "%-30s %8.1f MiB\n", "peak memory", (double)usage.ru_maxrss / 1024);
}
