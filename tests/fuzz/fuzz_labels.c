/* SPDX-License-Identifier: MIT
 *
 * Label layout: 16-bit numbers become markers, boxes and lines on a page; however they lie, the
 * layout keeps every hard rule, as the independent verifier judges.
 */
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "label/label.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_STOPS = 24, MAX_LINES = 8 };

typedef struct {
    const uint8_t *data;
    size_t size;
} bytes;

/* From low to high in 4,096 steps. */
static double take(bytes *from, double low, double high)
{
    uint16_t n = 0;
    size_t length = MIN(from->size, sizeof n);
    memcpy(&n, from->data, length);
    from->data += length;
    from->size -= length;
    return low + (high - low) * (n & 4095) / 4095;
}

static page_point take_point(bytes *from)
{
    double x = take(from, 10, 790);
    return (page_point){x, take(from, 10, 590)};
}

static void take_stop(label_stop *stop, label_variant *variants, bytes *from)
{
    page_point at = take_point(from);
    double r = take(from, 3, 12), width = take(from, 20, 300), height = take(from, 10, 120);
    variants[0] = (label_variant){LABEL_FULL, width, height, 0, true};
    variants[1] = (label_variant){LABEL_COMPACT, width * 0.7, height * 0.6, 0, false};
    variants[2] = (label_variant){LABEL_NAME, width * 0.5, MIN(height * 0.4, 20), 0, false};
    *stop = (label_stop){.marker = {at.x - r, at.y - r, at.x + r, at.y + r},
                         .marker_radius = r,
                         .variants = variants,
                         .n_variants = 1 + (int)take(from, 0, 2),
                         .priority = (int)take(from, -2, 2)};
}

static bool boxes_are_apart(page_box a, page_box b)
{
    return a.x1 < b.x0 || b.x1 < a.x0 || a.y1 < b.y0 || b.y1 < a.y0;
}

static bool markers_are_apart(const label_problem *problem)
{
    bool apart = true;
    for (int i = 0; i < problem->n_stops; i++) {
        for (int j = 0; j < i; j++)
            apart = apart && boxes_are_apart(problem->stops[i].marker, problem->stops[j].marker);
        for (int j = 0; j < problem->n_blocked; j++)
            apart = apart && boxes_are_apart(problem->stops[i].marker, problem->blocked[j]);
    }
    return apart;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes from = {data, size};
    label_stop stops[MAX_STOPS];
    label_variant variants[MAX_STOPS][3];
    label_line lines[MAX_LINES] = {0};
    page_box blocked[2];
    label_problem problem = {
        .page = {4, 4, 796, 596}, .stops = stops, .lines = lines, .blocked = blocked};
    problem.n_lines = (int)take(&from, 0, MAX_LINES);
    for (int i = 0; i < problem.n_lines; i++) {
        lines[i].half_width_px = take(&from, 0.5, 4);
        lines[i].weight = 40;
        page_path_move_to(&lines[i].path, take_point(&from));
        page_path_line_to(&lines[i].path, take_point(&from));
    }
    problem.n_blocked = (int)take(&from, 0, 2);
    for (int i = 0; i < problem.n_blocked; i++) {
        page_point at = take_point(&from);
        blocked[i] = (page_box){at.x, at.y, at.x + take(&from, 5, 300), at.y + take(&from, 5, 90)};
    }
    while (from.size > 4 && problem.n_stops < MAX_STOPS) {
        take_stop(&stops[problem.n_stops], variants[problem.n_stops], &from);
        problem.n_stops++;
    }
    label_layout *layout = label_solve(&problem);
    label_verdict v = label_verify(&problem, layout);
    g_assert(layout->n_placements == problem.n_stops);
    g_assert(v.off_page == 0 && v.text_lost == 0);
    /* Markers on top of one another cannot be kept apart; the features spread them first. */
    g_assert(v.overlaps == 0 || !markers_are_apart(&problem));
    label_layout_free(layout);
    for (int i = 0; i < problem.n_lines; i++)
        page_path_clear(&lines[i].path);
    return 0;
}
