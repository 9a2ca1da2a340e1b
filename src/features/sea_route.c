/* SPDX-License-Identifier: MIT
 *
 * The cheapest way over the cells, pulled taut between its corners, becomes an elastic band
 * (Quinlan and Khatib 1993): its tension rounds the corners while coasts and other stops push it
 * off.
 */
#include "features/sea_route.h"

#include <glib.h>
#include <math.h>

#define TAUT_MARGIN_PX 12.0 /* off the coast, for straight pieces */
#define KNOT_PX        8.0  /* between the band's points */
#define TENSION        0.5  /* of the way to the middle of its neighbours a point goes a round */
#define PUSH_PX        3.0  /* a round, by a coast close by */
#define HARBOUR_PX     40.0 /* around its ends the band may come close to land */
#define ROUNDS         80

/* ---- from cells to straight pieces ---- */

static GArray *points_of(const sea_grid *s, const GArray *cells, page_point a, page_point b)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(page_point));
    g_array_append_val(points, a);
    for (guint i = 1; i + 1 < cells->len; i++) {
        page_point p = sea_grid_middle(s, g_array_index(cells, int, i));
        g_array_append_val(points, p);
    }
    g_array_append_val(points, b);
    return points;
}

/* Keeps only the corners: from each, the farthest point in open water comes next. */
static GArray *pull_taut(const sea_grid *s, const GArray *points)
{
    const page_point *p = (const page_point *)(const void *)points->data;
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(page_point));
    g_array_append_val(corners, p[0]);
    for (guint at = 0, next; at + 1 < points->len; at = next) {
        next = at + 1;
        for (guint j = points->len - 1; j > at + 1 && next == at + 1; j--) {
            if (sea_grid_is_open(s, p[at], p[j], TAUT_MARGIN_PX))
                next = j;
        }
        g_array_append_val(corners, p[next]);
    }
    return corners;
}

/* ---- the band ---- */

static GArray *set_knots(const GArray *corners)
{
    GArray *knots = g_array_new(FALSE, FALSE, sizeof(page_point));
    for (guint i = 0; i + 1 < corners->len; i++) {
        page_point a = g_array_index(corners, page_point, i);
        page_point b = g_array_index(corners, page_point, i + 1);
        int n = MAX(1, (int)(hypot(b.x - a.x, b.y - a.y) / KNOT_PX + 0.5));
        for (int k = 0; k < n; k++) {
            page_point p = {a.x + (b.x - a.x) * k / n, a.y + (b.y - a.y) * k / n};
            g_array_append_val(knots, p);
        }
    }
    g_array_append_val(knots, g_array_index(corners, page_point, corners->len - 1));
    return knots;
}

typedef struct {
    const sea_grid *grid;
    const page_point *avoid; /* other stops */
    int n_avoid;
    double keep_off_px;
    page_point ends[2];
} surroundings;

static page_point push_off_coasts(const surroundings *on, page_point p)
{
    double off = sea_grid_offing(on->grid, p);
    if (off >= SEA_OFFING_PX)
        return (page_point){0, 0};
    double from_port = fmin(hypot(p.x - on->ends[0].x, p.y - on->ends[0].y),
                            hypot(p.x - on->ends[1].x, p.y - on->ends[1].y));
    double by = PUSH_PX * (1 - off / SEA_OFFING_PX) * fmin(1, from_port / HARBOUR_PX);
    page_point seaward = sea_grid_seaward(on->grid, p);
    return (page_point){by * seaward.x, by * seaward.y};
}

static page_point push_off_stops(const surroundings *on, page_point p)
{
    page_point sum = {0, 0};
    for (int i = 0; i < on->n_avoid; i++) {
        double dx = p.x - on->avoid[i].x, dy = p.y - on->avoid[i].y, square = dx * dx + dy * dy;
        if (square > 0 && square < on->keep_off_px * on->keep_off_px) {
            double d = sqrt(square), by = PUSH_PX * (1 - d / on->keep_off_px) / d;
            sum.x += by * dx;
            sum.y += by * dy;
        }
    }
    return sum;
}

static void relax(GArray *knots, const surroundings *on)
{
    page_point *p = (page_point *)(void *)knots->data;
    for (guint i = 1; i + 1 < knots->len; i++) {
        page_point coasts = push_off_coasts(on, p[i]), stops = push_off_stops(on, p[i]);
        page_point next = {
            p[i].x + TENSION * ((p[i - 1].x + p[i + 1].x) / 2 - p[i].x) + coasts.x + stops.x,
            p[i].y + TENSION * ((p[i - 1].y + p[i + 1].y) / 2 - p[i].y) + coasts.y + stops.y};
        if (!sea_grid_is_land(on->grid, next) || sea_grid_is_land(on->grid, p[i]))
            p[i] = next;
    }
}

double sea_route_burden(const sea_grid *water, const page_path *way)
{
    double burden = 0;
    for (uint32_t i = 0; i + 1 < way->n_points; i++) {
        const page_point *p = way->points, a = p[i], b = p[i + 1], end = p[way->n_points - 1];
        double length = hypot(b.x - a.x, b.y - a.y);
        bool in_port =
            fmin(hypot(b.x - p[0].x, b.y - p[0].y), hypot(b.x - end.x, b.y - end.y)) < HARBOUR_PX;
        burden += !in_port && sea_grid_is_land(water, b) ? SEA_LAND_WEIGHT * length : length;
    }
    return burden;
}

void sea_route_path(page_path *out, sea_grid *water, page_point a, page_point b,
                    const page_point *avoid, int n_avoid, double keep_off_px)
{
    sea_grid_avoid(water, avoid, n_avoid, keep_off_px);
    g_autoptr(GArray) cells =
        sea_grid_search(water, sea_grid_cell(water, a), sea_grid_cell(water, b));
    g_autoptr(GArray) points = points_of(water, cells, a, b);
    g_autoptr(GArray) corners = pull_taut(water, points);
    g_autoptr(GArray) knots = set_knots(corners);
    const surroundings on = {water, avoid, n_avoid, keep_off_px, {a, b}};
    for (int round = 0; round < ROUNDS; round++)
        relax(knots, &on);
    for (guint i = 0; i < knots->len; i++) {
        page_point p = g_array_index(knots, page_point, i);
        if (i == 0)
            page_path_move_to(out, p);
        else
            page_path_line_to(out, p);
    }
}
