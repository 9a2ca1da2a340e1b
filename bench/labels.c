/* SPDX-License-Identifier: MIT
 *
 * Bench of the label layout. Prints what share of stops keep which text on synthetic tours of 5 to
 * 60 stops, with the time taken, and the standard point benchmark of the label-placement
 * literature beside its proven optima.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../tests/unit/label_problems.h"

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

typedef struct {
    int rungs[LABEL_RUNG_COUNT], stops, leaders, optimal, all_full, breaches;
    double leader_px, area, covered, covered_worst, ms[1000];
} tally;

/* Processor time, so that other programs do not count. */
static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double box_area(page_box b)
{
    return (b.x1 - b.x0) * (b.y1 - b.y0);
}

static void count_tour(tally *sum, const tour *t, int run)
{
    double start = cpu_ms();
    label_layout *layout = label_solve(&t->problem);
    sum->ms[run] = cpu_ms() - start;
    label_verdict v = label_verify(&t->problem, layout);
    int full = 0;
    for (int i = 0; i < layout->n_placements; i++) {
        const label_placement *p = &layout->placements[i];
        sum->rungs[p->rung]++;
        full += p->rung == LABEL_FULL;
        sum->area += box_area(p->box) / box_area(t->problem.page);
        if (p->has_leader) {
            double dx = p->leader[1].x - p->leader[0].x, dy = p->leader[1].y - p->leader[0].y;
            sum->leader_px += sqrt(dx * dx + dy * dy);
            sum->leaders++;
        }
    }
    sum->stops += layout->n_placements;
    sum->optimal += layout->optimal_stops;
    sum->all_full += full == layout->n_placements;
    sum->breaches += v.overlaps + v.off_page + v.leader_crossings + v.on_hard_line +
                     v.nearer_foreign + v.text_lost;
    double covered = v.route_px > 0 ? 100 * v.route_covered_px / v.route_px : 0;
    sum->covered += covered;
    sum->covered_worst = MAX(sum->covered_worst, covered);
    label_layout_free(layout);
}

static void bench_tours(int runs, int only)
{
    static const int sizes[] = {5, 10, 15, 20, 30, 40, 60};
    printf("Synthetic tours, 1600 x 1000, %d each; shares in %%, processor time in ms\n", runs);
    printf("   n  area   full compact  name panel  all-full leaders  mean px  route covered  "
           "optimal  breaches  median     p95\n");
    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        if (only && sizes[s] != only)
            continue;
        g_autofree tally *sum = g_new0(tally, 1);
        g_autofree tour *t = g_new0(tour, 1);
        for (int run = 0; run < runs; run++) {
            tour_random(t, sizes[s], 1600, 1000, (uint64_t)run + 1);
            count_tour(sum, t, run);
            tour_clear(t);
        }
        qsort(sum->ms, (size_t)runs, sizeof(double), by_value);
        double share = 100.0 / sum->stops;
        printf("%4d %5.1f %6.1f %7.1f %5.1f %5.1f %9.0f %7.1f %8.0f %7.2f /%5.1f %8.1f %9d %7.1f "
               "%7.1f\n",
               sizes[s], 100 * sum->area / runs, share * sum->rungs[LABEL_FULL],
               share * sum->rungs[LABEL_COMPACT], share * sum->rungs[LABEL_NAME],
               share * sum->rungs[LABEL_PANEL], 100.0 * sum->all_full / runs, share * sum->leaders,
               sum->leaders ? sum->leader_px / sum->leaders : 0, sum->covered / runs,
               sum->covered_worst, share * sum->optimal, sum->breaches, sum->ms[runs / 2],
               sum->ms[runs * 95 / 100]);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 40;
    int only = argc > 2 ? atoi(argv[2]) : 0;
    bench_tours(CLAMP(runs, 1, 1000), only);
    return 0;
}
