/* SPDX-License-Identifier: MIT
 *
 * Newton's method in two dimensions from the nearest of a few hundred known points; a step that
 * leads farther away is halved. See inverse.h.
 */
#include "geo/inverse.h"

#include <math.h>

/* Spacing of the seeds, differences of derivatives, greatest step. */
#define SEED_STEP_DEG  5
#define DIFFERENCE_RAD 1e-6
#define MAX_STEP_RAD   0.3
/* Near enough, on the map. */
#define ARRIVED_M    1e-3
#define MAX_STEPS    30
#define MAX_HALVINGS 12

typedef struct {
    double lam_rad, phi_rad, x, y;
} seed;

/* A guess, and how far its place on the map is from the one that is looked for. */
typedef struct {
    double lam_rad, phi_rad, dx, dy, error;
} guess;

static bool forward(const projection *p, double lam_rad, double phi_rad, double *x, double *y)
{
    *x = lam_rad;
    *y = phi_rad;
    projection_forward(p, x, y, 1);
    return isfinite(*x) && isfinite(*y);
}

GArray *inverse_seeds(const projection *p)
{
    GArray *seeds = g_array_new(FALSE, FALSE, sizeof(seed));
    for (double lat = -90 + SEED_STEP_DEG / 2.0; lat < 90; lat += SEED_STEP_DEG) {
        for (double lon = -180 + SEED_STEP_DEG / 2.0; lon < 180; lon += SEED_STEP_DEG) {
            seed s = {lon * DEG_TO_RAD, lat * DEG_TO_RAD, 0, 0};
            if (forward(p, s.lam_rad, s.phi_rad, &s.x, &s.y))
                g_array_append_val(seeds, s);
        }
    }
    return seeds;
}

static guess try(const projection *p, double lam_rad, double phi_rad, double x, double y)
{
    guess g = {lam_rad, CLAMP(phi_rad, -G_PI_2, G_PI_2), INFINITY, INFINITY, INFINITY};
    double gx, gy;
    if (fabs(lam_rad) <= G_PI && forward(p, g.lam_rad, g.phi_rad, &gx, &gy)) {
        g.dx = x - gx;
        g.dy = y - gy;
        g.error = hypot(g.dx, g.dy);
    }
    return g;
}

static guess nearest(const projection *p, const GArray *seeds, double x, double y)
{
    const seed *best = &g_array_index(seeds, seed, 0);
    for (guint i = 1; i < seeds->len; i++) {
        const seed *s = &g_array_index(seeds, seed, i);
        if (hypot(s->x - x, s->y - y) < hypot(best->x - x, best->y - y))
            best = s;
    }
    return try(p, best->lam_rad, best->phi_rad, x, y);
}

/* The step that would close the distance if the map were flat around G. */
static bool newton_step(const projection *p, const guess *g, double x, double y, double *lam_rad,
                        double *phi_rad)
{
    /* Towards the middle of the map, so that both points lie on it. */
    double h = g->lam_rad > 0 ? -DIFFERENCE_RAD : DIFFERENCE_RAD;
    double k = g->phi_rad > 0 ? -DIFFERENCE_RAD : DIFFERENCE_RAD;
    guess east = try(p, g->lam_rad + h, g->phi_rad, x, y);
    guess north = try(p, g->lam_rad, g->phi_rad + k, x, y);
    double ax = (g->dx - east.dx) / h, ay = (g->dy - east.dy) / h;
    double bx = (g->dx - north.dx) / k, by = (g->dy - north.dy) / k;
    double det = ax * by - ay * bx;
    *lam_rad = (g->dx * by - g->dy * bx) / det;
    *phi_rad = (ax * g->dy - ay * g->dx) / det;
    double length = hypot(*lam_rad, *phi_rad);
    if (!isfinite(length))
        return false;
    double shorten = fmin(1, MAX_STEP_RAD / fmax(length, 1e-300));
    *lam_rad *= shorten;
    *phi_rad *= shorten;
    return true;
}

bool inverse_search(const projection *p, const GArray *seeds, double *x, double *y)
{
    if (seeds->len == 0)
        return false;
    guess g = nearest(p, seeds, *x, *y);
    for (int i = 0; i < MAX_STEPS && g.error > ARRIVED_M; i++) {
        double lam_rad, phi_rad;
        if (!newton_step(p, &g, *x, *y, &lam_rad, &phi_rad))
            return false;
        guess next = {.error = INFINITY};
        for (int k = 0; k < MAX_HALVINGS && !(next.error < g.error); k++) {
            next = try(p, g.lam_rad + lam_rad, g.phi_rad + phi_rad, *x, *y);
            lam_rad /= 2;
            phi_rad /= 2;
        }
        if (!(next.error < g.error))
            return false;
        g = next;
    }
    *x = g.lam_rad;
    *y = g.phi_rad;
    return g.error <= ARRIVED_M;
}
