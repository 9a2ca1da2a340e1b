/* SPDX-License-Identifier: MIT
 *
 * Synthetic label problems that look like tours: clustered stops, a route through them with arrow
 * heads, boxes of the size of real ones, a title strip. Shared by the label tests and the bench.
 */
#ifndef TRIPMAP_TESTS_LABEL_PROBLEMS_H
#define TRIPMAP_TESTS_LABEL_PROBLEMS_H

#include <glib.h>
#include <math.h>

#include "label/label.h"
#include "label/search.h"

#define TOUR_MAX_STOPS    64
#define TOUR_MAX_VARIANTS 4

/* Everything a problem borrows. */
typedef struct {
    label_problem problem;
    label_stop stops[TOUR_MAX_STOPS];
    label_variant variants[TOUR_MAX_STOPS][TOUR_MAX_VARIANTS];
    page_box blocked[4];
    label_line lines[TOUR_MAX_STOPS + 1];
} tour;

static inline double tour_uniform(uint64_t *state, double low, double high)
{
    return low + (high - low) * (double)(search_random(state) >> 11) / 9007199254740992.0;
}

/* About normal, sigma 1: the sum of twelve uniforms (Irwin-Hall). */
static inline double tour_normal(uint64_t *state)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += tour_uniform(state, 0, 1);
    return sum;
}

static inline void tour_set_stop(tour *t, int i, page_point at, double radius)
{
    t->stops[i].marker = (page_box){at.x - radius, at.y - radius, at.x + radius, at.y + radius};
    t->stops[i].marker_radius = radius;
}

static inline page_point tour_stop(const tour *t, int i)
{
    page_box m = t->stops[i].marker;
    return (page_point){(m.x0 + m.x1) / 2, (m.y0 + m.y1) / 2};
}

/* Full box with 1-4 issue lines in two wraps, compact, bare name. */
static inline void tour_set_texts(tour *t, int i, uint64_t *random)
{
    int lines = 1 + (int)(search_random(random) % 4);
    double width = tour_uniform(random, 150, 190), name = tour_uniform(random, 60, 110);
    label_variant *v = t->variants[i];
    v[0] = (label_variant){LABEL_FULL, width, 38 + 15.0 * lines, 0, true};
    v[1] = (label_variant){LABEL_FULL, width * 0.8, 38 + 15.0 * (lines + 1), 30, true};
    v[2] = (label_variant){LABEL_COMPACT, name + 30, 42, 0, false};
    v[3] = (label_variant){LABEL_NAME, name, 22, 0, false};
    t->stops[i].variants = v;
    t->stops[i].n_variants = 4;
}

static inline void tour_add_leg(tour *t, page_point a, page_point b)
{
    label_line *line = &t->lines[t->problem.n_lines++];
    *line = (label_line){.half_width_px = 2.8, .weight = 40};
    page_path_move_to(&line->path, a);
    page_path_line_to(&line->path, b);
}

/* All arrow heads in one hard line, a triangle at the middle of each leg longer than 60 px. */
static inline void tour_add_arrows(tour *t)
{
    label_line arrows = {.hard = true};
    for (int i = 0; i + 1 < t->problem.n_stops; i++) {
        page_point a = tour_stop(t, i), b = tour_stop(t, i + 1);
        double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
        if (length < 60)
            continue;
        double ux = dx / length, uy = dy / length, mx = (a.x + b.x) / 2, my = (a.y + b.y) / 2;
        page_path_move_to(&arrows.path, (page_point){mx + 7 * ux, my + 7 * uy});
        page_path_line_to(&arrows.path, (page_point){mx - 7 * ux - 6 * uy, my - 7 * uy + 6 * ux});
        page_path_line_to(&arrows.path, (page_point){mx - 7 * ux + 6 * uy, my - 7 * uy - 6 * ux});
    }
    t->lines[t->problem.n_lines++] = arrows;
}

/* Legs and arrow heads from stop to stop in order, and the links of the problem's parts. */
static inline void tour_finish(tour *t, bool with_route)
{
    for (int i = 0; with_route && i + 1 < t->problem.n_stops; i++)
        tour_add_leg(t, tour_stop(t, i), tour_stop(t, i + 1));
    if (with_route)
        tour_add_arrows(t);
    t->problem.stops = t->stops;
    t->problem.blocked = t->blocked;
    t->problem.lines = t->lines;
}

static inline void tour_clear(tour *t)
{
    for (int i = 0; i < t->problem.n_lines; i++)
        page_path_clear(&t->lines[i].path);
    *t = (tour){0};
}

/* N stops in 1-4 clusters on a page with a title strip; no two discs nearer than 2r + 2. */
static inline void tour_random(tour *t, int n, double width, double height, uint64_t seed)
{
    const double radius = 11, margin = 60;
    uint64_t random = seed * 7919 + (uint64_t)n;
    *t = (tour){0};
    t->problem.page = (page_box){10, 10, width - 10, height - 10};
    t->problem.n_stops = n;
    if (height > 400) {
        t->blocked[0] = (page_box){0, 0, width * 0.4, 90};
        t->problem.n_blocked = 1;
    }
    int clusters = 1 + (int)(search_random(&random) % 4);
    page_point center[4];
    double spread[4];
    for (int c = 0; c < 4; c++) {
        center[c].x = tour_uniform(&random, width * 0.2, width * 0.8);
        center[c].y = tour_uniform(&random, height * 0.25, height * 0.8);
        spread[c] = tour_uniform(&random, width * 0.06, width * 0.16);
    }
    for (int i = 0; i < n; i++) {
        for (int attempt = 0; attempt < 400; attempt++) {
            int c = i * clusters / n;
            double loose = 1 + attempt / 50.0;
            page_point p = {center[c].x + loose * spread[c] * tour_normal(&random),
                            center[c].y + loose * spread[c] * 0.7 * tour_normal(&random)};
            double edge = MIN(margin, MIN(width, height) / 5);
            p.x = CLAMP(p.x, edge, width - edge);
            p.y = CLAMP(p.y, edge + (height > 400 ? 60 : 0), height - edge);
            tour_set_stop(t, i, p, radius);
            bool clear = true;
            for (int j = 0; clear && j < i; j++) {
                double dx = tour_stop(t, j).x - p.x, dy = tour_stop(t, j).y - p.y;
                clear = sqrt(dx * dx + dy * dy) >= 2 * radius + 2;
            }
            if (clear)
                break;
        }
        tour_set_texts(t, i, &random);
    }
    tour_finish(t, true);
}

#endif
