/* SPDX-License-Identifier: MIT
 *
 * Progress on standard error (standard output for JSON events). Counts the results, so that the
 * summary, the report's last line and the exit status agree.
 */
#include "batch/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/limits.h"

enum { BAR_CELLS = 30, BAR_US = G_USEC_PER_SEC / 8, PLAIN_US = 5 * G_USEC_PER_SEC };

struct progress {
    progress_form form;
    bool bar, bar_shown;
    guint total, done;
    guint drawn; /* those that took work, by which the time left is reckoned */
    report_counts counts;
    gint64 started_us, shown_us;
};

progress *progress_new(progress_form form, guint total)
{
    progress *p = g_new0(progress, 1);
    const char *term = g_getenv("TERM");
    p->form = form;
    p->bar = form == PROGRESS_AUTO && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
    p->total = total;
    p->started_us = p->shown_us = g_get_monotonic_time();
    return p;
}

void progress_free(progress *p)
{
    g_free(p);
}

const report_counts *progress_counts(const progress *p)
{
    return &p->counts;
}

double progress_seconds(const progress *p)
{
    return (double)(g_get_monotonic_time() - p->started_us) / G_USEC_PER_SEC;
}

/* "0:07", "12:40", "3:02:11". */
static void print_duration(char *out, gsize size, double seconds)
{
    int s = (int)MIN(seconds + 0.5, 1e8);
    if (s < 3600)
        g_snprintf(out, (gulong)size, "%d:%02d", s / 60, s % 60);
    else
        g_snprintf(out, (gulong)size, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
}

static char *describe(const progress *p)
{
    double seconds = progress_seconds(p);
    double rate = seconds > 0 ? p->done / seconds : 0;
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%u/%u maps, %.1f/s", p->done, p->total, rate);
    if (rate > 0 && p->done < p->total) {
        char left[32];
        print_duration(left, sizeof left, (p->total - p->done) / rate);
        g_string_append_printf(out, ", %s left", left);
    }
    guint failed = report_counts_failed(&p->counts);
    if (failed > 0)
        g_string_append_printf(out, ", %u failed", failed);
    return g_string_free(out, FALSE);
}

static void clear_bar(progress *p)
{
    if (p->bar_shown)
        fputs("\r\x1b[K", stderr);
    p->bar_shown = false;
}

static void show_bar(progress *p)
{
    guint cells = p->total > 0 ? (guint)((guint64)p->done * BAR_CELLS / p->total) : 0;
    g_autofree char *text = describe(p);
    fputs("\r\x1b[K[", stderr);
    for (guint i = 0; i < BAR_CELLS; i++)
        fputc(i < cells ? '=' : ' ', stderr);
    fprintf(stderr, "] %s", text);
    fflush(stderr);
    p->bar_shown = true;
}

void progress_tick(progress *p)
{
    gint64 now = g_get_monotonic_time();
    if (p->form == PROGRESS_JSON || p->form == PROGRESS_NONE)
        return;
    /* A log of many hours gets ever fewer lines: some sixty for each time it has grown tenfold. */
    gint64 pause = p->bar ? BAR_US : MAX(PLAIN_US, (now - p->started_us) / 25);
    if (now - p->shown_us < pause)
        return;
    p->shown_us = now;
    if (p->bar) {
        show_bar(p);
        return;
    }
    g_autofree char *text = describe(p);
    fprintf(stderr, "%s\n", text);
}

static void print_event(const progress *p, const map_result *r)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_printf(out,
                    "{\"event\":\"map\",\"id\":\"%s\",\"status\":\"%s\",\"done\":%u,"
                    "\"total\":%u",
                    r->item->id, map_status_name(r->status), p->done, p->total);
    if (r->status > MAP_CACHED) {
        g_autofree char *error = g_strchomp(g_strdup(r->error));
        g_string_append(out, ",\"error\":");
        json_append_string(out, error);
    }
    puts(g_string_append_c(out, '}')->str);
    fflush(stdout);
}

/* The first failures are told as they come; a broken set of thousands would drown everything. */
static void tell_failure(progress *p, const map_result *r)
{
    guint failed = report_counts_failed(&p->counts);
    if (failed > LIMIT_ERRORS_SHOWN + 1)
        return;
    clear_bar(p);
    if (failed == LIMIT_ERRORS_SHOWN + 1)
        fputs("further failures are told in the report only\n", stderr);
    else
        fputs(r->error, stderr);
}

void progress_map(progress *p, const map_result *r)
{
    p->done++;
    p->drawn += r->status != MAP_CACHED;
    p->counts.by_status[r->status]++;
    p->counts.retriable += r->status == MAP_FAILED && r->exit_status == TRIPMAP_IO_FAILED;
    if (p->form == PROGRESS_JSON)
        print_event(p, r);
    else if (r->status > MAP_CACHED)
        tell_failure(p, r);
}

static void end_json(const progress *p)
{
    printf("{\"event\":\"end\",\"done\":%u,\"total\":%u", p->done, p->total);
    for (int i = 0; i < MAP_STATUS_COUNT; i++)
        printf(",\"%s\":%u", map_status_name((map_status)i), p->counts.by_status[i]);
    char seconds[G_ASCII_DTOSTR_BUF_SIZE];
    printf(",\"seconds\":%s}\n",
           g_ascii_formatd(seconds, sizeof seconds, "%.2f", progress_seconds(p)));
}

void progress_end(progress *p, const char *gallery, const char *report_file)
{
    clear_bar(p);
    if (p->form == PROGRESS_JSON)
        end_json(p);
    if (p->form == PROGRESS_JSON || p->form == PROGRESS_NONE)
        return;
    const guint *n = p->counts.by_status;
    char time[32];
    print_duration(time, sizeof time, progress_seconds(p));
    fprintf(stderr, "%u of %u maps: %u drawn, %u up to date, %u failed", p->done, p->total,
            n[MAP_OK], n[MAP_CACHED], report_counts_failed(&p->counts));
    if (n[MAP_TIMEOUT] + n[MAP_CRASHED] > 0)
        fprintf(stderr, " (%u too slow, %u crashed)", n[MAP_TIMEOUT], n[MAP_CRASHED]);
    fprintf(stderr, "; %s\n", time);
    if (gallery)
        fprintf(stderr, "gallery: %s\n", gallery);
    fprintf(stderr, "report: %s\n", report_file);
}
