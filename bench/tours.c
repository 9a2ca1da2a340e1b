/* SPDX-License-Identifier: MIT
 *
 * Bench of the whole layout on real tours: reads a travel record (CSV), gives every stop two
 * synthetic issues, lays every tour out on every page preset and prints the layout's metrics, the
 * worst tours, and the time of the label stage. With a folder, draws the worst ten there and writes
 * every page's figures to tours.tsv. With tours named, only those, and draws each.
 *
 *     bench_tours RECORD.csv [FOLDER [PRESET… [-- TOUR…]]]
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/limits.h"
#include "canvas/canvas.h"
#include "features/page_audit.h"
#include "import/tours.h"

enum { WORST = 10 };

/* ---- time of the label stage alone: the linker sends calls of label_solve here ---- */

label_layout *__real_label_solve(const label_problem *problem);
label_layout *__wrap_label_solve(const label_problem *problem);

static double solve_ms;

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

label_layout *__wrap_label_solve(const label_problem *problem)
{
    double start = cpu_ms();
    label_layout *layout = __real_label_solve(problem);
    solve_ms += cpu_ms() - start;
    return layout;
}

/* ---- trips ---- */

static const char *const words[] = {
    "border",  "trade",    "security",  "talks",    "ministers", "energy",  "canal",   "alliance",
    "treaty",  "refugees", "ceasefire", "aid",      "embassy",   "harvest", "summit",  "fisheries",
    "railway", "customs",  "sanctions", "minerals", "vaccines",  "loans",   "consuls", "navy"};

/* 20 to 60 characters, the same on every run. */
static char *synthetic_issue(guint *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    guint length = 20 + (*seed >> 8) % 41;
    GString *text = g_string_new(NULL);
    while (text->len < length) {
        *seed = *seed * 1664525u + 1013904223u;
        g_string_append_printf(text, "%s%s", text->len ? " " : "",
                               words[(*seed >> 8) % G_N_ELEMENTS(words)]);
    }
    g_string_truncate(text, length);
    g_strchomp(text->str);
    return g_string_free(text, FALSE);
}

static trip *make_trip(const tour_file *file, guint seed)
{
    g_autoptr(diag_list) diags = diag_list_new();
    source *src = source_new(file->id, file->yaml, strlen(file->yaml));
    trip *t = NULL;
    if (!trip_read(&t, src, diags))
        fprintf(stderr, "%s: cannot be read\n", file->id);
    source_unref(src);
    for (guint i = 0; t && i < t->stops->len; i++) {
        trip_stop *stop = g_ptr_array_index(t->stops, i);
        for (int k = 0; k < 2; k++)
            g_ptr_array_add(stop->issues, synthetic_issue(&seed));
    }
    return t;
}

static GPtrArray *read_tours(const char *path)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func((GDestroyNotify)visit_free);
    source *src;
    if (!file_read_source(&src, path, LIMIT_IMPORT_BYTES, SPAN_NONE, diags))
        return NULL;
    import_visits(visits, src, diags);
    GPtrArray *files = tours_make(visits, &(tours_options){.from = "Washington"}, diags);
    source_unref(src);
    return files;
}

/* ---- one page ---- */

typedef struct {
    style *style;
    atlas *atlas;
    text_context *text;
} shared;

typedef struct {
    const tour_file *file;
    const char *preset;
    guint seed;
    int stops;
    bool boxes, inset; /* texts stand in boxes on the map; some stops in an inset */
    page_audit audit;
    label_verdict verdict;
    int breaches;
    double label_ms, page_ms, badness;
} result;

static void save_picture(const page_layout *l, const char *path)
{
    g_autoptr(diag_list) diags = diag_list_new();
    file_writer *writer;
    scene *s = page_layout_compose(l);
    const canvas_options options = CANVAS_OPTIONS_INIT;
    if (file_writer_open(&writer, path, diags)) {
        canvas_png(s, &options, file_writer_write, writer);
        file_writer_commit(writer, diags);
    }
    scene_free(s);
}

static bool lay_out(result *out, const shared *with, const char *picture)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(trip) t = make_trip(out->file, out->seed);
    GArray *places = NULL;
    page_size page;
    if (!t || !geocode_trip(&places, t, diags) ||
        !page_size_parse(&page, out->preset, SPAN_NONE, diags))
        return false;
    const design d = {.style = with->style,
                      .text = with->text,
                      .page = page,
                      .k = page_type_scale(page),
                      .lang = t->lang,
                      .diags = diags};
    const trip *trips[] = {t};
    page_layout *l;
    double start = cpu_ms();
    solve_ms = 0;
    if (!page_layout_make(&l, &d, itinerary_new(trips, &places, 1), with->atlas, &(page_wishes){0}))
        return false;
    out->page_ms = cpu_ms() - start;
    out->label_ms = solve_ms;
    out->stops = (int)l->it->calls->len;
    out->boxes = l->plan.form == PLAN_BOXES;
    out->inset = l->inset != NULL;
    out->audit = page_audit_make(l);
    out->verdict = l->verdict;
    out->breaches = page_audit_breaches(&out->audit, &out->verdict);
    int shortened = l->panel ? out->audit.rungs[LABEL_PANEL]
                             : (int)l->markers->len - out->audit.rungs[LABEL_FULL];
    out->badness = 1000 * out->breaches + 100.0 * shortened / MAX(1, (int)l->markers->len) +
                   10 * out->audit.near_legs + out->audit.route_covered_pct;
    if (picture)
        save_picture(l, picture);
    page_layout_free(l);
    return true;
}

/* ---- tables ---- */

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

typedef struct {
    const char *name;
    int least, most;
} band;

static const band bands[] = {{"n <= 10", 1, 10}, {"11-20", 11, 20}, {"21-60", 21, 1000}};

static void print_band(const GArray *results, const char *preset, const band *b)
{
    int n = 0, labels = 0, lost = 0, captions = 0, pieces = 0, names = 0, near = 0, solver = 0;
    int rungs[LABEL_RUNG_COUNT] = {0};
    double covered = 0, covered_worst = 0, ambiguous = 0, anchor = 0, density = 0, least_pt = 1000;
    g_autofree double *ms = g_new0(double, results->len + 1);
    g_autofree double *page_ms = g_new0(double, results->len + 1);
    for (guint i = 0; i < results->len; i++) {
        const result *r = &g_array_index(results, result, i);
        if ((preset && strcmp(r->preset, preset) != 0) || r->stops < b->least || r->stops > b->most)
            continue;
        ms[n] = r->label_ms;
        page_ms[n++] = r->page_ms;
        for (int k = 0; k < LABEL_RUNG_COUNT; k++) {
            rungs[k] += r->audit.rungs[k];
            labels += r->audit.rungs[k];
        }
        lost += r->audit.texts_lost;
        captions += r->audit.caption_hits;
        pieces += r->audit.furniture_hits;
        names += r->audit.name_hits;
        near += r->audit.near_legs;
        const label_verdict *v = &r->verdict;
        solver += v->overlaps + v->off_page + v->leader_crossings + v->on_hard_line +
                  v->nearer_foreign + v->text_lost;
        covered += r->audit.route_covered_pct;
        covered_worst = MAX(covered_worst, r->audit.route_covered_pct);
        ambiguous += r->audit.ambiguous_pct;
        anchor += r->audit.anchor_mean_px;
        density += r->audit.density_pct;
        least_pt = MIN(least_pt, r->audit.min_text_pt);
    }
    if (n == 0)
        return;
    qsort(ms, (size_t)n, sizeof *ms, by_value);
    qsort(page_ms, (size_t)n, sizeof *page_ms, by_value);
    printf("%-15s %-7s %5d %5.1f %5.1f %5.1f %5.1f %4d %4d %4d %4d %4d %4d %5.2f %5.1f %5.2f %5.0f "
           "%5.1f %4.1f %6.1f %6.1f\n",
           preset ? preset : "all", b->name, n, 100.0 * rungs[LABEL_FULL] / labels,
           100.0 * rungs[LABEL_COMPACT] / labels, 100.0 * rungs[LABEL_NAME] / labels,
           100.0 * rungs[LABEL_PANEL] / labels, solver, captions, pieces, names, lost, near,
           covered / n, covered_worst, ambiguous / n, anchor / n, density / n, least_pt,
           ms[(n - 1) * 95 / 100], page_ms[(n - 1) * 95 / 100]);
}

/* ---- gates ---- */

/* What the gates are about, over the pages of some band. */
typedef struct {
    int pages, labels, full, panel, breaches, lost, boxes, ambiguous;
    double covered, covered_worst, p95_ms;
} totals;

static totals sum_up(const GArray *results, int least, int most)
{
    totals t = {0};
    g_autofree double *ms = g_new0(double, results->len + 1);
    for (guint i = 0; i < results->len; i++) {
        const result *r = &g_array_index(results, result, i);
        if (r->stops < least || r->stops > most)
            continue;
        ms[t.pages++] = r->label_ms;
        for (int k = 0; k < LABEL_RUNG_COUNT; k++)
            t.labels += r->audit.rungs[k];
        t.full += r->audit.rungs[LABEL_FULL];
        t.panel += r->audit.rungs[LABEL_PANEL];
        t.breaches += r->breaches - r->audit.texts_lost - r->verdict.text_lost;
        t.lost += r->audit.texts_lost + r->verdict.text_lost;
        t.boxes += r->boxes;
        t.ambiguous += r->verdict.nearer_foreign + r->verdict.leader_nearer_foreign;
        t.covered += r->audit.route_covered_pct;
        t.covered_worst = MAX(t.covered_worst, r->audit.route_covered_pct);
    }
    qsort(ms, (size_t)t.pages, sizeof *ms, by_value);
    t.covered /= MAX(1, t.pages);
    t.p95_ms = t.pages > 0 ? ms[(t.pages - 1) * 95 / 100] : 0;
    return t;
}

static void print_gate(const char *what, double value, bool at_least, double limit)
{
    bool holds = at_least ? value >= limit : value <= limit;
    printf("%-58s %8.2f   %s %6.2f   %s\n", what, value, at_least ? "at least" : "at most ", limit,
           holds ? "holds" : "FAILS");
}

static double percent(int part, int whole)
{
    return 100.0 * part / MAX(1, whole);
}

static void print_gates(const GArray *results)
{
    totals few = sum_up(results, 1, 10), many = sum_up(results, 1, 20);
    totals middle = sum_up(results, 11, 20), all = sum_up(results, 1, 1000);
    puts("\ngates over all pages drawn");
    print_gate("overlaps, crossings, off the page, hits: all breaches", all.breaches, false, 0);
    print_gate("texts neither on the map nor in the panel", all.lost, false, 0);
    print_gate("full texts, n <= 10, % of labels", percent(few.full, few.labels), true, 99);
    print_gate("full texts, n <= 20, % of labels", percent(many.full, many.labels), true, 95);
    print_gate("  of these n = 11-20 alone", percent(middle.full, middle.labels), true, 95);
    print_gate("number alone, n <= 20, labels", many.panel, false, 0);
    print_gate("route covered, mean, %", all.covered, false, 2);
    print_gate("route covered, worst, %", all.covered_worst, false, 8);
    print_gate("nearer to a foreign marker, n <= 20, % of labels",
               percent(many.ambiguous, many.labels), false, 2);
    print_gate("  of these n = 11-20 alone", percent(middle.ambiguous, middle.labels), false, 2);
    print_gate("label stage, n <= 10, p95 ms", few.p95_ms, false, 40);
    print_gate("label stage, all n, p95 ms", all.p95_ms, false, 300);
    printf("pages with boxes on the map: %.1f %% (n <= 10: %.1f, n = 11-20: %.1f); on the others a "
           "full text is name and date, the issues stand in the panel\n",
           percent(all.boxes, all.pages), percent(few.boxes, few.pages),
           percent(middle.boxes, middle.pages));
}

static int worst_first(const void *a, const void *b)
{
    const result *p = a, *q = b;
    return p->badness != q->badness ? (p->badness > q->badness ? -1 : 1)
                                    : strcmp(p->file->id, q->file->id);
}

static void print_worst(GArray *results, const shared *with, const char *folder)
{
    printf("\nworst tours\n%-32s %-15s %5s %s\n", "tour", "page", "stops",
           "breaches: labels captions furniture names lost; legs near foreign markers; full "
           "compact name panel");
    g_array_sort(results, worst_first);
    for (guint i = 0; i < MIN(WORST, results->len); i++) {
        result *r = &g_array_index(results, result, i);
        const page_audit *a = &r->audit;
        printf("%-32s %-15s %5d %d: %d %d %d %d %d; %d; %d %d %d %d\n", r->file->id, r->preset,
               r->stops, r->breaches,
               r->breaches - a->caption_hits - a->furniture_hits - a->name_hits - a->texts_lost,
               a->caption_hits, a->furniture_hits, a->name_hits, a->texts_lost, a->near_legs,
               a->rungs[LABEL_FULL], a->rungs[LABEL_COMPACT], a->rungs[LABEL_NAME],
               a->rungs[LABEL_PANEL]);
        if (folder) {
            g_autofree char *name =
                g_strdup_printf("%02u-%s-%s.png", i + 1, r->file->id, r->preset);
            g_autofree char *path = g_build_filename(folder, name, NULL);
            lay_out(r, with, path);
        }
    }
}

/* One line a page, for comparing two runs tour by tour. */
static void write_rows(const GArray *results, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "tours.tsv", NULL);
    FILE *out = fopen(path, "w");
    if (!out)
        return;
    fputs("page\ttour\tstops\tboxes\tinset\tfull\tcompact\tname\tpanel\tlabels\tcaptions\t"
          "furniture\tnames\tlost\tnear_legs\tcovered_pct\tambiguous\tleaders\tms\tpage_ms\n",
          out);
    for (guint i = 0; i < results->len; i++) {
        const result *r = &g_array_index(results, result, i);
        const page_audit *a = &r->audit;
        fprintf(out,
                "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.2f\t%d\t%d\t%.1f"
                "\t%.1f\n",
                r->preset, r->file->id, r->stops, r->boxes, r->inset, a->rungs[LABEL_FULL],
                a->rungs[LABEL_COMPACT], a->rungs[LABEL_NAME], a->rungs[LABEL_PANEL],
                r->breaches - a->caption_hits - a->furniture_hits - a->name_hits - a->texts_lost,
                a->caption_hits, a->furniture_hits, a->name_hits, a->texts_lost, a->near_legs,
                a->route_covered_pct, r->verdict.leader_nearer_foreign, a->leaders, r->label_ms,
                r->page_ms);
    }
    fclose(out);
}

static bool open_shared(shared *with)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *fonts = datadir_find(NULL, "fonts", diags);
    g_autofree char *shapes = datadir_find(NULL, "shapes", diags);
    g_autofree char *styles = datadir_find(NULL, "styles", diags);
    return fonts && shapes && styles &&
           style_load(&with->style, "press", styles, SPAN_NONE, diags) &&
           atlas_open(&with->atlas, shapes, diags) &&
           text_context_new(&with->text, fonts, false, diags);
}

int main(int argc, char **argv)
{
    static const char *const presets[] = {"wide",  "a4",     "a4-portrait", "letter-portrait",
                                          "slide", "square", "column",      "og"};
    const char *path = argc > 1 ? argv[1] : g_getenv("TRIPMAP_TOURS");
    if (!path) {
        puts("skipped: no record given and TRIPMAP_TOURS is unset");
        return 0;
    }
    shared with = {NULL, NULL, NULL};
    g_autoptr(GPtrArray) files = read_tours(path);
    if (!files || !open_shared(&with)) {
        fputs("the record or tripmap's data cannot be read\n", stderr);
        return 3;
    }
    int end = 3;
    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    const char *const *tours = end + 1 < argc ? (const char *const *)argv + end + 1 : NULL;
    int n_presets = end > 3 ? end - 3 : (int)G_N_ELEMENTS(presets);
    const char *const *chosen = end > 3 ? (const char *const *)argv + 3 : presets;
    g_autoptr(GArray) results = g_array_new(FALSE, TRUE, sizeof(result));
    int failed = 0, breaches = 0;
    for (int p = 0; p < n_presets; p++) {
        for (guint i = 0; i < files->len; i++) {
            result r = {.file = g_ptr_array_index(files, i), .preset = chosen[p], .seed = i + 1};
            if (tours && !g_strv_contains(tours, r.file->id))
                continue;
            g_autofree char *name = g_strdup_printf("%s-%s.png", r.file->id, r.preset);
            g_autofree char *picture = tours ? g_build_filename(argv[2], name, NULL) : NULL;
            if (!lay_out(&r, &with, picture)) {
                fprintf(stderr, "%s on %s: no layout\n", r.file->id, r.preset);
                failed++;
                continue;
            }
            breaches += r.breaches;
            g_array_append_val(results, r);
        }
    }
    printf("%-15s %-7s %5s %5s %5s %5s %5s %4s %4s %4s %4s %4s %4s %5s %5s %5s %5s %5s %4s %6s "
           "%6s\n",
           "page", "stops", "tours", "full%", "comp%", "name%", "panl%", "lab", "capt", "furn",
           "name", "lost", "near", "cov%", "worst", "ambg%", "px", "dens%", "pt", "lab ms",
           "all ms");
    for (size_t b = 0; b < G_N_ELEMENTS(bands); b++) {
        for (int p = 0; p < n_presets; p++)
            print_band(results, chosen[p], &bands[b]);
        print_band(results, NULL, &bands[b]);
    }
    print_gates(results);
    if (argc > 2)
        write_rows(results, argv[2]);
    print_worst(results, &with, argc > 2 && !tours ? argv[2] : NULL);
    text_context_free(with.text);
    style_free(with.style);
    atlas_free(with.atlas);
    printf("\n%u pages, %d without a layout, %d breaches\n", results->len, failed, breaches);
    return failed > 0 || breaches > 0;
}
