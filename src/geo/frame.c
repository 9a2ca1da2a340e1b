/* SPDX-License-Identifier: MIT
 *
 * Frames: rotation and window of a projection. See frame.h.
 */
#include "geo/frame.h"

#include <glib.h>
#include <math.h>

void frame_meridian(geo_frame *f, double lon_0_deg, double v_lo, double v_hi)
{
    *f = (geo_frame){.kind = FRAME_MERIDIAN, .lon_0_deg = lon_0_deg};
    f->window = (frame_window){-180, 180, v_lo, v_hi};
}

void frame_oblique(geo_frame *f, double lon_0_deg, sphere_rotation rotation, frame_window window)
{
    *f = (geo_frame){.kind = FRAME_OBLIQUE, .lon_0_deg = lon_0_deg};
    f->rotation = rotation;
    f->window = window;
}

void frame_cap(geo_frame *f, double lon_0_deg, geo_point center, double radius_deg)
{
    *f = (geo_frame){.kind = FRAME_CAP, .lon_0_deg = lon_0_deg};
    f->radius_rad = radius_deg * DEG_TO_RAD;
    f->cos_radius = cos(f->radius_rad);
    double lam_rad = wrap_deg(center.lon_deg - lon_0_deg) * DEG_TO_RAD;
    double phi_rad = center.lat_deg * DEG_TO_RAD;
    double sl = sin(lam_rad), cl = cos(lam_rad), sp = sin(phi_rad), cp = cos(phi_rad);
    if (fabs(center.lat_deg) == 90)
        cp = 0;
    f->rotation.row[0] = (vec3){-sl, cl, 0};
    f->rotation.row[1] = (vec3){-sp * cl, -sp * sl, cp};
    f->rotation.row[2] = (vec3){cp * cl, cp * sl, sp};
}

void frame_lobes(geo_frame *f, double lon_0_deg, const double *north, int n_north,
                 const double *south, int n_south)
{
    frame_meridian(f, lon_0_deg, -90, 90);
    f->kind = FRAME_LOBES;
    g_assert(n_north + n_south - 2 <= FRAME_MAX_LOBES);
    for (int i = 0; i + 1 < n_north; i++)
        f->lobes[f->n_lobes++] =
            (frame_window){north[i] + FRAME_LOBE_NUDGE_DEG, north[i + 1] - FRAME_LOBE_NUDGE_DEG,
                           FRAME_LOBE_NUDGE_DEG, 90};
    for (int i = 0; i + 1 < n_south; i++)
        f->lobes[f->n_lobes++] =
            (frame_window){south[i] + FRAME_LOBE_NUDGE_DEG, south[i + 1] - FRAME_LOBE_NUDGE_DEG,
                           -90, -FRAME_LOBE_NUDGE_DEG};
}

sphere_rotation frame_rotation(double pole_lat_deg, double lon_p_deg)
{
    double sp = sin(pole_lat_deg * DEG_TO_RAD), cp = cos(pole_lat_deg * DEG_TO_RAD);
    double sl = sin(lon_p_deg * DEG_TO_RAD), cl = cos(lon_p_deg * DEG_TO_RAD);
    /* (x, y, z) -> (sp x + cp z, y, sp z - cp x), then turned about the new axis by lon_p. */
    return (sphere_rotation){{{cl * sp, -sl, cl * cp}, {sl * sp, cl, sl * cp}, {-cp, 0, sp}}};
}

sphere_rotation frame_rotation_transverse(void)
{
    return (sphere_rotation){{{1, 0, 0}, {0, 0, 1}, {0, -1, 0}}};
}

sphere_rotation frame_rotation_bertin(void)
{
    double turn_rad = 16.5 * DEG_TO_RAD, tilt_rad = -42 * DEG_TO_RAD;
    double st = sin(turn_rad), ct = cos(turn_rad), sd = sin(tilt_rad), cd = cos(tilt_rad);
    return (sphere_rotation){{{ct * cd, st * cd, -sd}, {-st, ct, 0}, {ct * sd, st * sd, cd}}};
}

vec3 frame_vertex_vector(const geo_frame *f, frame_vertex p)
{
    if (p.at == AT_RIM) {
        double a_rad = p.u * DEG_TO_RAD, s = sin(f->radius_rad);
        vec3 local = {s * cos(a_rad), s * sin(a_rad), f->cos_radius};
        return sphere_unrotate(&f->rotation, local);
    }
    vec3 v = sphere_vector((geo_point){p.u, p.v});
    bool rotated = p.at == AT_FRAME && f->kind == FRAME_OBLIQUE;
    return rotated ? sphere_unrotate(&f->rotation, v) : v;
}

geo_point frame_rotate(const geo_frame *f, vec3 v)
{
    return sphere_point(f->kind == FRAME_OBLIQUE ? sphere_rotate(&f->rotation, v) : v);
}

double frame_depth(const geo_frame *f, vec3 v)
{
    return vec3_dot(f->rotation.row[2], v) - f->cos_radius;
}

/* Distance from a point V_DEG from the equator and U_DEG inside a meridian, which is half a great
 * circle: farther than 90 degrees from it one of its ends is nearest. */
static double to_meridian_rad(double u_deg, double v_deg)
{
    double near_deg = CLAMP(u_deg, -90, 90);
    return asin(sin(near_deg * DEG_TO_RAD) * cos(v_deg * DEG_TO_RAD));
}

double frame_clearance_rad(const geo_frame *f, vec3 v)
{
    if (f->kind == FRAME_CAP)
        return f->radius_rad - sphere_angle_rad(v, f->rotation.row[2]);
    geo_point r = frame_rotate(f, v);
    const frame_window *w = &f->window;
    double across = fmin(to_meridian_rad(r.lon_deg - w->u_lo, r.lat_deg),
                         to_meridian_rad(w->u_hi - r.lon_deg, r.lat_deg));
    double along = fmin(r.lat_deg - w->v_lo, w->v_hi - r.lat_deg) * DEG_TO_RAD;
    return fmin(across, along);
}

double frame_azimuth_deg(const geo_frame *f, vec3 v)
{
    return atan2(vec3_dot(f->rotation.row[1], v), vec3_dot(f->rotation.row[0], v)) * RAD_TO_DEG;
}

static bool window_holds(const frame_window *w, double u, double v, double slack)
{
    return u >= w->u_lo - slack && u <= w->u_hi + slack && v >= w->v_lo - slack &&
           v <= w->v_hi + slack;
}

static bool locate_in_lobes(const geo_frame *f, frame_vertex *p)
{
    for (int i = 0; i < f->n_lobes; i++) {
        const frame_window *lobe = &f->lobes[i];
        if (!window_holds(lobe, p->u, p->v, 2 * FRAME_LOBE_NUDGE_DEG))
            continue;
        p->u = CLAMP(p->u, lobe->u_lo, lobe->u_hi);
        p->v = CLAMP(p->v, lobe->v_lo, lobe->v_hi);
        return true;
    }
    return false;
}

bool frame_locate(const geo_frame *f, geo_point p, frame_vertex *out)
{
    *out = (frame_vertex){wrap_deg(p.lon_deg - f->lon_0_deg), p.lat_deg, AT_GEO};
    switch (f->kind) {
    case FRAME_MERIDIAN:
        return window_holds(&f->window, out->u, out->v, 1e-9);
    case FRAME_LOBES:
        return locate_in_lobes(f, out);
    case FRAME_CAP:
        return frame_depth(f, sphere_vector((geo_point){out->u, out->v})) >= 0;
    case FRAME_OBLIQUE: {
        geo_point r = frame_rotate(f, sphere_vector((geo_point){out->u, out->v}));
        *out = (frame_vertex){r.lon_deg, r.lat_deg, AT_FRAME};
        return window_holds(&f->window, r.lon_deg, r.lat_deg, 1e-9);
    }
    }
    return false;
}

bool frame_is_direct(const geo_frame *f, frame_at at)
{
    bool oblique = f->kind == FRAME_OBLIQUE, rotated = oblique && f->projected_rotated;
    return at == (rotated ? AT_FRAME : AT_GEO) || (at == AT_FRAME && !oblique);
}

void frame_to_angles(const geo_frame *f, frame_vertex p, double *lam_rad, double *phi_rad)
{
    bool oblique = f->kind == FRAME_OBLIQUE, rotated = oblique && f->projected_rotated;
    if (frame_is_direct(f, p.at)) {
        /* Transverse and azimuthal maps have no seam at a meridian, but PROJ's tmerc takes the
         * equator beyond 90 degrees for its far side, and 345 for more than 90; so do maps of one
         * hemisphere. */
        bool seamless = f->kind == FRAME_CAP || (oblique && !rotated);
        *lam_rad = (seamless ? wrap_deg(p.u) : p.u) * DEG_TO_RAD;
        *phi_rad = p.v * DEG_TO_RAD;
        return;
    }
    vec3 v = frame_vertex_vector(f, p);
    geo_point q = rotated ? frame_rotate(f, v) : sphere_point(v);
    *lam_rad = q.lon_deg * DEG_TO_RAD;
    *phi_rad = q.lat_deg * DEG_TO_RAD;
}

geo_point frame_from_angles(const geo_frame *f, double lam_rad, double phi_rad)
{
    geo_point q = {lam_rad * RAD_TO_DEG, phi_rad * RAD_TO_DEG};
    if (f->kind == FRAME_OBLIQUE && f->projected_rotated)
        q = sphere_point(sphere_unrotate(&f->rotation, sphere_vector(q)));
    return (geo_point){wrap_deg(q.lon_deg + f->lon_0_deg), q.lat_deg};
}
