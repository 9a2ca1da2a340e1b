/* SPDX-License-Identifier: MIT
 *
 * A projection as a PROJ operation and its frame. PROJ always gets lon_0 = 0 and longitudes
 * relative to the real one, because it wraps longitudes before and after it subtracts lon_0, which
 * sends the two sides of the cut to the same edge of the map.
 */
#include "geo/projection.h"

#include <math.h>
#include <proj.h>
#include <string.h>

#include "geo/inverse.h"
#include "geo/probe.h"
#include "geo/projection_table.h"

/* Projections made for one place are used this far around the page. */
#define REGION_DEG 45.0
/* A cap found by probing that is as wide as this shows more than a region. */
#define WIDE_CAP_RAD (60 * DEG_TO_RAD)

struct projection {
    int n_owners; /* all in one thread */
    projection_cut cut;
    PJ_CONTEXT *context;
    PJ *pj;
    bool has_inverse; /* by PROJ */
    GArray *seeds;    /* for that by trial, else NULL */
    char *string;
    geo_frame frame;
};

/* Latitudes of the interruptions' meridians relative to lon_0. */
static const double goode_north[] = {-180, -40, 180};
static const double goode_south[] = {-180, -100, -20, 80, 180};
static const double ocean_north[] = {-180, -90, 60, 180};
static const double ocean_south[] = {-180, -60, 90, 180};

/* Height above the sphere to the distance of the horizon, a little less. */
static double horizon_deg(const projection_spec *spec)
{
    double radius_m = projection_spec_number(spec, "R", SPHERE_RADIUS_M);
    radius_m = projection_spec_number(spec, "a", radius_m);
    double height_m = projection_spec_number(spec, "h", 0);
    if (!(height_m > 0))
        return 0;
    double horizon_rad = acos(radius_m / (radius_m + height_m)) - 1e-6;
    /* Seen from above an ellipsoid the horizon lies a little nearer in some directions. */
    bool sphere = projection_spec_get(spec, "R") != NULL;
    return horizon_rad * RAD_TO_DEG - (sphere ? 0 : 0.3);
}

static void set_cone_frame(geo_frame *f, const projection_spec *spec, double lon_0, double limit)
{
    double lat_1 = projection_spec_number(spec, "lat_1", 0);
    double lat_2 = projection_spec_number(spec, "lat_2", lat_1);
    bool north = lat_1 + lat_2 >= 0;
    frame_meridian(f, lon_0, north ? -limit : -90, north ? 90 : limit);
}

/* Around the centre that the parameters name, until a view puts it around the page. */
static void set_regional_frame(geo_frame *f, const projection_spec *spec, double limit)
{
    double lon = projection_spec_number(spec, "lon_1", 0);
    lon = (lon + projection_spec_number(spec, "lon_2", lon)) / 2;
    lon = projection_spec_number(spec, "lon_0", lon);
    lon = projection_spec_number(spec, "lonc", lon);
    double lat = projection_spec_number(spec, "lat_1", 0);
    lat = (lat + projection_spec_number(spec, "lat_2", lat)) / 2;
    lat = projection_spec_number(spec, "lat_0", lat);
    frame_cap(f, 0, (geo_point){lon, lat}, limit);
}

/* ob_tran: the frame of the inner projection, in the graticule that ob_tran rotates. */
static bool set_rotated_frame(geo_frame *f, const projection_spec *spec, double lon_0)
{
    const char *inner = projection_spec_get(spec, "o_proj");
    if (!inner || !projection_spec_get(spec, "o_lat_p"))
        return false;
    const projection_row *row = projection_row_find(inner);
    sphere_rotation rotation = frame_rotation(projection_spec_number(spec, "o_lat_p", 90),
                                              projection_spec_number(spec, "o_lon_p", 0));
    if (row->cut == CUT_MERIDIAN) {
        frame_oblique(f, lon_0, rotation,
                      (frame_window){-180, 180, -row->limit_deg, row->limit_deg});
        f->projected_rotated = true;
        return true;
    }
    if (row->cut != CUT_CAP)
        return false;
    vec3 center = sphere_vector((geo_point){0, projection_spec_number(spec, "lat_0", 0)});
    geo_point c = sphere_point(sphere_unrotate(&rotation, center));
    frame_cap(f, lon_0, (geo_point){wrap_deg(c.lon_deg + lon_0), c.lat_deg}, row->limit_deg);
    return true;
}

/* False for parameters that give no map at all. */
static bool set_frame(geo_frame *f, const projection_spec *spec)
{
    const projection_row *row = projection_row_find(projection_spec_get(spec, "proj"));
    double lon_0 = wrap_deg(projection_spec_number(spec, "lon_0", 0));
    double lat_0 = CLAMP(projection_spec_number(spec, "lat_0", 0), -90, 90);
    double limit = row->limit_deg;
    switch (row->cut) {
    case CUT_MERIDIAN:
        frame_meridian(f, lon_0, -limit, limit);
        return true;
    case CUT_UNKNOWN: /* until it is probed */
        frame_meridian(f, lon_0, -90, 90);
        return true;
    case CUT_CONE:
        set_cone_frame(f, spec, lon_0, limit);
        return true;
    case CUT_HORIZON:
        limit = horizon_deg(spec);
        frame_cap(f, lon_0, (geo_point){lon_0, lat_0}, limit);
        return limit > 0;
    case CUT_CAP:
        frame_cap(f, lon_0, (geo_point){lon_0, lat_0}, limit);
        return true;
    case CUT_TRANSVERSE:
        frame_oblique(f, lon_0, frame_rotation_transverse(),
                      limit > 90 ? (frame_window){-limit, limit, -89.999, 89.999}
                                 : (frame_window){-limit, limit, -80, 80});
        return true;
    case CUT_BERTIN:
        frame_oblique(f, lon_0, frame_rotation_bertin(),
                      (frame_window){-180 + 1e-7, 180 - 1e-7, -89.999, 89.999});
        return true;
    case CUT_ROTATED:
        return set_rotated_frame(f, spec, lon_0);
    case CUT_GOODE:
        frame_lobes(f, lon_0, goode_north, G_N_ELEMENTS(goode_north), goode_south,
                    G_N_ELEMENTS(goode_south));
        return true;
    case CUT_GOODE_OCEAN:
        frame_lobes(f, lon_0, ocean_north, G_N_ELEMENTS(ocean_north), ocean_south,
                    G_N_ELEMENTS(ocean_south));
        return true;
    case CUT_REGIONAL:
        set_regional_frame(f, spec, limit);
        return true;
    }
    return false;
}

/* The definition that PROJ gets. Longitudes of a projection with a fixed place on Earth stay as
 * they are and may be wrapped; all others are relative to lon_0 and must not be. */
static char *definition(const projection_spec *spec, const geo_frame *f)
{
    const projection_row *row = projection_row_find(projection_spec_get(spec, "proj"));
    bool inner_only = f->kind == FRAME_OBLIQUE && f->projected_rotated;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < spec->parameters->len; i++) {
        const char *p = spec->parameters->pdata[i];
        if (row->cut != CUT_REGIONAL && g_str_has_prefix(p, "lon_0="))
            continue;
        if (inner_only && (g_str_has_prefix(p, "proj=") || g_str_has_prefix(p, "o_lat_p=") ||
                           g_str_has_prefix(p, "o_lon_p=")))
            continue;
        if (inner_only && g_str_has_prefix(p, "o_proj="))
            p += strlen("o_");
        g_string_append_printf(text, "+%s ", p);
    }
    g_string_append(text, row->cut == CUT_REGIONAL ? "" : "+over");
    return g_string_free(text, FALSE);
}

static bool fail(span at, diag_list *diags, const projection_spec *spec, const char *why)
{
    g_autofree char *string = projection_spec_string(spec);
    diag_entry *e =
        diag_error(diags, DIAG_BAD_PROJECTION, at, "cannot use projection \"%s\": %s", string, why);
    diag_help(e, "https://proj.org/operations/projections/%s.html lists what it needs",
              projection_spec_get(spec, "proj"));
    return false;
}

static void log_nothing(void *data, int level, const char *message)
{
    (void)data, (void)level, (void)message;
}

static bool reads_files(const projection_spec *spec)
{
    static const char *const from_files[] = {"nadgrids", "geoidgrids", "grids", "init"};
    for (gsize i = 0; i < G_N_ELEMENTS(from_files); i++) {
        if (projection_spec_get(spec, from_files[i]))
            return true;
    }
    return false;
}

/* A context of its own for each projection, so that threads share none; a copy, because a new one
 * reads PROJ's settings from a file. PROJ opens its database before it reads any definition, which
 * is half of the cost of the first one, and has no switch for that: here it looks for it where
 * there is none. Only grids and old init files are read from files. */
static PJ_CONTEXT *new_context(const projection_spec *spec)
{
    static const char *const nowhere[] = {"/nonexistent"};
    static PJ_CONTEXT *models[2]; /* without files, with them */
    static gsize made;
    if (g_once_init_enter(&made)) {
        for (int i = 0; i < 2; i++) {
            models[i] = proj_context_create();
            proj_log_func(models[i], NULL, log_nothing);
            proj_context_set_enable_network(models[i], 0);
        }
        proj_context_set_search_paths(models[0], 1, nowhere);
        g_once_init_leave(&made, 1);
    }
    return proj_context_clone(models[reads_files(spec)]);
}

/* The frame of a projection that no table knows: a meridian, a cap, or nothing known. */
static void probe(projection *p, double lat_0_deg)
{
    geo_frame *f = &p->frame;
    if (probe_whole_sphere(p))
        return;
    double lon_0_deg = f->lon_0_deg;
    double radius_deg = probe_cap_deg(p, (geo_point){0, lat_0_deg}, 180);
    if (radius_deg > 0)
        frame_cap(f, lon_0_deg, (geo_point){lon_0_deg, lat_0_deg}, radius_deg);
    else
        f->refuse_fills = true;
}

bool projection_create(projection **out, const projection_spec *spec, span at, diag_list *diags)
{
    *out = NULL;
    geo_frame f;
    if (!set_frame(&f, spec))
        return fail(at, diags, spec, "a parameter is missing or makes no map");
    projection *p = g_new0(projection, 1);
    p->n_owners = 1;
    p->context = new_context(spec);
    g_autofree char *text = definition(spec, &f);
    p->pj = proj_create(p->context, text);
    p->frame = f;
    p->string = projection_spec_string(spec);
    if (!p->pj) {
        int error = proj_context_errno(p->context);
        fail(at, diags, spec, error ? proj_errno_string(error) : "PROJ does not accept it");
        projection_free(p);
        return false;
    }
    p->has_inverse = proj_pj_info(p->pj).has_inverse; /* dear: PROJ formats the definition */
    if (!p->has_inverse)
        p->seeds = inverse_seeds(p);
    p->cut = projection_row_find(projection_spec_get(spec, "proj"))->cut;
    if (p->cut == CUT_UNKNOWN)
        probe(p, CLAMP(projection_spec_number(spec, "lat_0", 0), -90, 90));
    *out = p;
    return true;
}

void projection_center_on(projection *p, geo_point center)
{
    geo_frame f = p->frame;
    bool whole = p->cut == CUT_UNKNOWN && (f.kind != FRAME_CAP || f.radius_rad > WIDE_CAP_RAD);
    if ((p->cut != CUT_REGIONAL && p->cut != CUT_UNKNOWN) || (whole && !f.refuse_fills))
        return;
    geo_point relative = {wrap_deg(center.lon_deg - f.lon_0_deg), center.lat_deg};
    double radius_deg = probe_cap_deg(p, relative, REGION_DEG);
    if (radius_deg > 0)
        frame_cap(&p->frame, f.lon_0_deg, center, radius_deg);
}

bool projection_uncut(projection *p)
{
    if (p->cut != CUT_UNKNOWN)
        return false;
    frame_meridian(&p->frame, p->frame.lon_0_deg, -90, 90);
    p->frame.refuse_fills = true;
    return true;
}

projection *projection_ref(projection *p)
{
    p->n_owners++;
    return p;
}

void projection_free(projection *p)
{
    if (!p || --p->n_owners > 0)
        return;
    proj_destroy(p->pj);
    proj_context_destroy(p->context);
    g_clear_pointer(&p->seeds, g_array_unref);
    g_free(p->string);
    g_free(p);
}

const char *projection_string(const projection *p)
{
    return p->string;
}

const geo_frame *projection_frame(const projection *p)
{
    return &p->frame;
}

void projection_set_frame(projection *p, const geo_frame *f)
{
    p->frame = *f;
}

void projection_forward(const projection *p, double *x, double *y, size_t n)
{
    proj_trans_generic(p->pj, PJ_FWD, x, sizeof *x, n, y, sizeof *y, n, NULL, 0, 0, NULL, 0, 0);
}

bool projection_has_inverse(const projection *p)
{
    return p->has_inverse;
}

bool projection_inverse(const projection *p, double *x, double *y)
{
    if (!p->has_inverse)
        return inverse_search(p, p->seeds, x, y);
    PJ_COORD c = proj_trans(p->pj, PJ_INV, proj_coord(*x, *y, 0, 0));
    proj_errno_reset(p->pj);
    *x = c.xy.x;
    *y = c.xy.y;
    return isfinite(*x) && isfinite(*y);
}
