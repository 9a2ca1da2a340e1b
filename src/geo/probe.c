/* SPDX-License-Identifier: MIT
 *
 * Probing a projection on rings around a point or on a grid: neighbours must lie where the
 * derivatives say, and the map must nowhere be turned over. See probe.h.
 */
#include "geo/probe.h"

#include <math.h>

/* Steps of derivatives, of rings and of the grid. */
#define DIFFERENCE_RAD 1e-5
#define RING_STEP_DEG  1.0
#define GRID_STEP_DEG  4.0
#define N_AZIMUTHS     72
/* Neighbours may be so many times as far apart as the derivatives at both ends say … */
#define JUMP_FACTOR 3.0
/* … and this much more, in radii of the Earth: derivatives vanish or run away at poles. */
#define JUMP_SLACK 0.12
/* Scale may not differ from that of the centre by more than this. */
#define MAX_SCALE 30.0
/* Inverses come back to this; some are iterations for one ellipsoid only. */
#define RETURN_DEG 0.05

typedef struct {
    double x, y;           /* radii of the Earth */
    double ex, ey, nx, ny; /* derivatives per radian, to the east (or in u) and north (or in v) */
    double det;
} sample;

static bool forward(const projection *p, double lam_rad, double phi_rad, double *x, double *y)
{
    *x = lam_rad;
    *y = phi_rad;
    projection_forward(p, x, y, 1);
    *x /= SPHERE_RADIUS_M;
    *y /= SPHERE_RADIUS_M;
    return isfinite(*x) && isfinite(*y);
}

static bool finish(sample *s)
{
    s->ex = (s->ex - s->x) / DIFFERENCE_RAD;
    s->ey = (s->ey - s->y) / DIFFERENCE_RAD;
    s->nx = (s->nx - s->x) / DIFFERENCE_RAD;
    s->ny = (s->ny - s->y) / DIFFERENCE_RAD;
    s->det = s->ex * s->ny - s->ey * s->nx;
    return isfinite(s->det);
}

static bool is_jump(const sample *a, const sample *b, double de_rad, double dn_rad)
{
    double along_a = hypot(a->ex * de_rad + a->nx * dn_rad, a->ey * de_rad + a->ny * dn_rad);
    double along_b = hypot(b->ex * de_rad + b->nx * dn_rad, b->ey * de_rad + b->ny * dn_rad);
    double step = fmax(fabs(de_rad), fabs(dn_rad));
    return hypot(b->x - a->x, b->y - a->y) >
           JUMP_FACTOR * fmax(along_a, along_b) + JUMP_SLACK * fmin(1, step / (4 * DEG_TO_RAD));
}

/* Whether the inverse leads back to V; folded maps lay one place over another. */
static bool comes_back(const projection *p, const sample *s, vec3 v)
{
    double lam = s->x * SPHERE_RADIUS_M, phi = s->y * SPHERE_RADIUS_M;
    if (!projection_has_inverse(p))
        return true;
    if (!projection_inverse(p, &lam, &phi))
        return false;
    vec3 back = sphere_vector((geo_point){lam * RAD_TO_DEG, phi * RAD_TO_DEG});
    return sphere_angle_rad(back, v) < RETURN_DEG * DEG_TO_RAD;
}

/* ---- the whole sphere ---- */

/* A sample of the plane of longitude and latitude. */
static bool sample_plane(const projection *p, double u_deg, double v_deg, sample *s)
{
    double lam = u_deg * DEG_TO_RAD, phi = v_deg * DEG_TO_RAD;
    double du = u_deg > 0 ? -DIFFERENCE_RAD : DIFFERENCE_RAD;
    double dv = v_deg > 0 ? -DIFFERENCE_RAD : DIFFERENCE_RAD;
    bool ok = forward(p, lam, phi, &s->x, &s->y) && forward(p, lam + du, phi, &s->ex, &s->ey) &&
              forward(p, lam, phi + dv, &s->nx, &s->ny) && finish(s);
    s->ex *= du > 0 ? 1 : -1;
    s->ey *= du > 0 ? 1 : -1;
    s->nx *= dv > 0 ? 1 : -1;
    s->ny *= dv > 0 ? 1 : -1;
    s->det *= (du > 0) == (dv > 0) ? 1 : -1;
    return ok;
}

bool probe_whole_sphere(const projection *p)
{
    enum { COLUMNS = 91, ROWS = 45 };
    const double edge_deg = 180 - 1e-6, top_deg = 88, step = GRID_STEP_DEG * DEG_TO_RAD;
    sample below[COLUMNS];
    double sign = 0;
    for (int row = 0; row < ROWS; row++) {
        double v = -top_deg + row * 2 * top_deg / (ROWS - 1);
        sample before = {0};
        for (int column = 0; column < COLUMNS; column++) {
            double u = -edge_deg + column * 2 * edge_deg / (COLUMNS - 1);
            sample s;
            if (!sample_plane(p, u, v, &s) || !comes_back(p, &s, sphere_vector((geo_point){u, v})))
                return false;
            if (sign == 0 && fabs(s.det) > 1e-6)
                sign = s.det;
            if (s.det * sign < 0 && fabs(s.det) > 1e-6)
                return false;
            if ((column > 0 && is_jump(&before, &s, step, 0)) ||
                (row > 0 && is_jump(&below[column], &s, 0, step)))
                return false;
            before = below[column] = s;
        }
    }
    return true;
}

/* ---- caps ---- */

typedef struct {
    const projection *p;
    vec3 center, east, north;
    sample middle;
} cap;

static vec3 combine(vec3 a, double s, vec3 b, double t)
{
    return (vec3){s * a.x + t * b.x, s * a.y + t * b.y, s * a.z + t * b.z};
}

static bool forward_vector(const projection *p, vec3 v, double *x, double *y)
{
    geo_point g = sphere_point(v);
    return forward(p, g.lon_deg * DEG_TO_RAD, g.lat_deg * DEG_TO_RAD, x, y);
}

/* A sample of the sphere with derivatives outward and to the left of AZIMUTH. */
static bool sample_cap(const cap *c, double azimuth_rad, double away_rad, sample *s)
{
    vec3 out = combine(c->east, cos(azimuth_rad), c->north, sin(azimuth_rad));
    vec3 left = combine(c->east, -sin(azimuth_rad), c->north, cos(azimuth_rad));
    vec3 v = combine(c->center, cos(away_rad), out, sin(away_rad));
    vec3 outward = combine(c->center, -sin(away_rad), out, cos(away_rad));
    vec3 ve = vec3_normalize(combine(v, 1, outward, DIFFERENCE_RAD));
    vec3 vn = vec3_normalize(combine(v, 1, left, DIFFERENCE_RAD));
    return forward_vector(c->p, v, &s->x, &s->y) && forward_vector(c->p, ve, &s->ex, &s->ey) &&
           forward_vector(c->p, vn, &s->nx, &s->ny) && finish(s) && comes_back(c->p, s, v);
}

static bool is_tame(const cap *c, const sample *s)
{
    double scale = fmax(hypot(s->ex, s->ey), hypot(s->nx, s->ny));
    double usual = fmax(hypot(c->middle.ex, c->middle.ey), hypot(c->middle.nx, c->middle.ny));
    return s->det * c->middle.det > 0 && scale < MAX_SCALE * usual;
}

static bool ring_is_good(const cap *c, double away_deg, sample *inner)
{
    double away = away_deg * DEG_TO_RAD, turn = 2 * G_PI / N_AZIMUTHS;
    sample ring[N_AZIMUTHS];
    for (int i = 0; i < N_AZIMUTHS; i++) {
        if (!sample_cap(c, i * turn, away, &ring[i]) || !is_tame(c, &ring[i]) ||
            is_jump(&inner[i], &ring[i], RING_STEP_DEG * DEG_TO_RAD, 0))
            return false;
    }
    for (int i = 0; i < N_AZIMUTHS; i++) {
        if (is_jump(&ring[i], &ring[(i + 1) % N_AZIMUTHS], 0, turn * sin(away)))
            return false;
    }
    for (int i = 0; i < N_AZIMUTHS; i++)
        inner[i] = ring[i];
    return true;
}

double probe_cap_deg(const projection *p, geo_point center, double limit_deg)
{
    double lam = center.lon_deg * DEG_TO_RAD, phi = center.lat_deg * DEG_TO_RAD;
    cap c = {.p = p,
             .center = sphere_vector(center),
             .east = {-sin(lam), cos(lam), 0},
             .north = {-sin(phi) * cos(lam), -sin(phi) * sin(lam), cos(phi)}};
    if (!sample_cap(&c, 0, 0, &c.middle) || c.middle.det == 0)
        return 0;
    sample inner[N_AZIMUTHS];
    for (int i = 0; i < N_AZIMUTHS; i++) {
        if (!sample_cap(&c, i * 2 * G_PI / N_AZIMUTHS, 0, &inner[i]))
            return 0;
    }
    double good = 0;
    while (good + RING_STEP_DEG <= limit_deg && ring_is_good(&c, good + RING_STEP_DEG, inner))
        good += RING_STEP_DEG;
    return good;
}
