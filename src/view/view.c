/* SPDX-License-Identifier: MIT
 *
 * The view as the rest of the program sees it: points, fills, lines and legs from longitude and
 * latitude to the page. fit.c decides which view; nothing is decided here.
 */
#include <math.h>

#include "base/profile.h"
#include "geo/box.h"
#include "geo/clip.h"
#include "geo/geodesic.h"
#include "view/view_internal.h"

/* Greatest error of a chord: 0.05 pt, because the same paths go into print. Points lie on a grid by
 * which they move 0.05 pt at most each way. */
#define TOLERANCE_PX (0.05 * 96 / 72)
#define GRID_PX      0.125
/* Where nobody says how far outside the frame the ends of lines are not seen. */
#define BLEED_PX 8
/* The frame is measured on a grid of VIEW_CELLS, a part of one on fewer. */
#define PART_CELLS 8
/* Where the frame shows map all along its edge, its inside needs no more cells than these: few for
 * a map that is less high than SMALL_DEG. */
#define INNER_CELLS 16
#define SMALL_CELLS 8
#define SMALL_DEG   40
/* Legs are sampled this densely before resampling. */
#define LEG_STEP_DEG 1.0

/* ---- making ---- */

projection_spec projection_spec_copy(const projection_spec *spec)
{
    projection_spec copy = {g_ptr_array_new_with_free_func(g_free)};
    for (guint i = 0; i < spec->parameters->len; i++)
        g_ptr_array_add(copy.parameters, g_strdup(spec->parameters->pdata[i]));
    return copy;
}

view *view_new(projection_spec *spec, projection *p, page_box frame)
{
    view *v = g_new0(view, 1);
    v->spec = *spec;
    spec->parameters = NULL;
    v->projection = p;
    v->frame = frame;
    v->bleed_px = BLEED_PX;
    v->scratch = g_new0(view_scratch, 1);
    frame_path_init(&v->scratch->path);
    resample_scratch_init(&v->scratch->resample);
    trim_scratch_init(&v->scratch->trim);
    return v;
}

void view_free(view *v)
{
    if (!v)
        return;
    projection_spec_clear(&v->spec);
    projection_free(v->projection);
    frame_path_clear(&v->scratch->path);
    resample_scratch_clear(&v->scratch->resample);
    trim_scratch_clear(&v->scratch->trim);
    mesh_unref(v->scratch->mesh);
    g_free(v->scratch);
    g_free(v);
}

void view_set_transform(view *v, double x0, double y0, double px_per_m)
{
    const page_box *f = &v->frame;
    v->transform = (page_transform){
        .projection = v->projection,
        .x0 = x0,
        .y0 = y0,
        .px_per_m = px_per_m,
        .tolerance_px = TOLERANCE_PX,
        .map_px = fmax(f->x1 - f->x0, f->y1 - f->y0),
        .clip = v->frame,
        .grid_px = GRID_PX,
    };
    g_clear_pointer(&v->scratch->mesh, mesh_unref);
    v->scratch->edge.state = EDGE_UNKNOWN;
    v->is_full = false;
}

/* ---- asking ---- */

page_box view_frame(const view *v)
{
    return v->frame;
}

const char *view_projection_string(const view *v)
{
    return projection_string(v->projection);
}

char *view_key(const view *v)
{
    const page_transform *t = &v->transform;
    const page_box *f = &v->frame;
    const geo_box *w = &v->window;
    return g_strdup_printf("%s %a %a %a %a %a %a %a %a %a %a %a %a %a", view_projection_string(v),
                           v->choice.cap_deg, t->x0, t->y0, t->px_per_m, f->x0, f->y0, f->x1, f->y1,
                           v->bleed_px, w->west_deg, w->south_deg, w->east_deg, w->north_deg);
}

bool view_project(const view *v, geo_point p, page_point *out)
{
    frame_vertex vertex;
    return frame_locate(projection_frame(v->projection), p, &vertex) &&
           resample_point(out, vertex, &v->transform);
}

bool view_unproject(const view *v, page_point p, geo_point *out)
{
    const page_transform *t = &v->transform;
    double x = (p.x - t->x0) / t->px_per_m, y = (t->y0 - p.y) / t->px_per_m;
    if (!projection_inverse(v->projection, &x, &y))
        return false;
    *out = frame_from_angles(projection_frame(v->projection), x, y);
    const page_box *f = &v->frame;
    if (v->is_full && p.x >= f->x0 && p.x <= f->x1 && p.y >= f->y0 && p.y <= f->y1)
        return true;
    /* Inverses answer for points off the map, too: only what comes back to its place counts. */
    page_point back;
    if (!view_project(v, *out, &back))
        return false;
    double dx = back.x - p.x, dy = back.y - p.y;
    return dx * dx + dy * dy < 0.01 * 0.01;
}

geo_box view_window(const view *v)
{
    return v->window;
}

bool view_is_seamless(const view *v)
{
    return v->is_full && v->window.west_deg > -180 && v->window.east_deg < 180;
}

bool view_may_show(const view *v, geo_box bounds)
{
    return geo_box_overlap(&v->window, &bounds);
}

double view_nominal_m_per_px(const view *v)
{
    return 1 / v->transform.px_per_m;
}

double view_m_per_px(const view *v, page_point at)
{
    const double half_px = 4;
    geo_point a, b;
    if (view_unproject(v, (page_point){at.x - half_px, at.y}, &a) &&
        view_unproject(v, (page_point){at.x + half_px, at.y}, &b))
        return geo_distance_m(a, b) / (2 * half_px);
    return view_nominal_m_per_px(v);
}

double view_scale_variation(const view *v)
{
    return v->scale_variation;
}

double view_area_shown(const view *v)
{
    return v->area_shown;
}

/* Mean vertex spacing of Natural Earth's coastlines: 110m 67 km, 50m 12.5 km, 10m 2.3 km; a layer
 * serves down to the scale at which its spacing is a few pixels. */
atlas_scale view_atlas_scale(const view *v)
{
    page_point middle = {(v->frame.x0 + v->frame.x1) / 2, (v->frame.y0 + v->frame.y1) / 2};
    double m_per_px = view_m_per_px(v, middle);
    if (m_per_px > 20e3)
        return ATLAS_110M;
    return m_per_px > 3e3 ? ATLAS_50M : ATLAS_10M;
}

/* ---- measuring ---- */

typedef struct {
    int cells;
    bool valid[VIEW_CELLS + 1][VIEW_CELLS + 1];
    geo_point place[VIEW_CELLS + 1][VIEW_CELLS + 1];
    vec3 vector[VIEW_CELLS + 1][VIEW_CELLS + 1];
    int n_valid;
} frame_grid;

static void measure_at(const view *v, frame_grid *g, int i, int j)
{
    const page_box *f = &v->frame;
    page_point p = {f->x0 + (f->x1 - f->x0) * j / g->cells, f->y0 + (f->y1 - f->y0) * i / g->cells};
    g->place[i][j] = (geo_point){0, 0};
    g->valid[i][j] = view_unproject(v, p, &g->place[i][j]);
    g->n_valid += g->valid[i][j];
}

static void measure_grid(const view *v, frame_grid *g, int cells)
{
    g->cells = cells;
    g->n_valid = 0;
    for (int i = 0; i <= g->cells; i++)
        for (int j = 0; j <= g->cells; j++)
            measure_at(v, g, i, j);
}

static bool frame_holds(const view *v, geo_point p)
{
    page_point q;
    const page_box *f = &v->frame;
    return view_project(v, p, &q) && q.x >= f->x0 && q.x <= f->x1 && q.y >= f->y0 && q.y <= f->y1;
}

static void add_arc(GArray *arcs, double from_deg, double to_deg)
{
    double turn = wrap_deg(to_deg - from_deg);
    lon_arc arc = {turn >= 0 ? from_deg : from_deg + turn, fabs(turn)};
    g_array_append_val(arcs, arc);
}

/* The box of longitudes and latitudes of the grid, and the largest difference of latitude over a
 * cell, the margin by which something between grid points may lie outside. */
static geo_box grid_box(const frame_grid *g, double *step_deg)
{
    g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(lon_arc));
    geo_box box = {0, 90, 0, -90};
    *step_deg = 0;
    for (int i = 0; i <= g->cells; i++) {
        for (int j = 0; j <= g->cells; j++) {
            if (!g->valid[i][j])
                continue;
            geo_point p = g->place[i][j];
            box.south_deg = fmin(box.south_deg, p.lat_deg);
            box.north_deg = fmax(box.north_deg, p.lat_deg);
            add_arc(arcs, p.lon_deg, p.lon_deg);
            if (j > 0 && g->valid[i][j - 1]) {
                add_arc(arcs, g->place[i][j - 1].lon_deg, p.lon_deg);
                *step_deg = fmax(*step_deg, fabs(g->place[i][j - 1].lat_deg - p.lat_deg));
            }
            if (i > 0 && g->valid[i - 1][j]) {
                add_arc(arcs, g->place[i - 1][j].lon_deg, p.lon_deg);
                *step_deg = fmax(*step_deg, fabs(g->place[i - 1][j].lat_deg - p.lat_deg));
            }
        }
    }
    lon_arc range = lon_arc_union(arcs);
    box.west_deg = range.west_deg;
    box.east_deg = range.west_deg + range.width_deg;
    return box;
}

static bool find_edge(const view *v, geo_point edge[VIEW_EDGE_POINTS])
{
    const page_box *f = &v->frame;
    const page_point corners[] = {
        {f->x0, f->y0}, {f->x1, f->y0}, {f->x1, f->y1}, {f->x0, f->y1}, {f->x0, f->y0}};
    for (int i = 0; i < VIEW_EDGE_POINTS - 1; i++) {
        page_point a = corners[i / VIEW_CELLS], b = corners[i / VIEW_CELLS + 1];
        double along = (double)(i % VIEW_CELLS) / VIEW_CELLS;
        page_point p = {a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along};
        if (!view_unproject(v, p, &edge[i]))
            return false;
    }
    edge[VIEW_EDGE_POINTS - 1] = edge[0];
    return true;
}

/* NULL where the map does not reach the frame's edge everywhere. */
static const geo_point *measure_edge(const view *v)
{
    view_edge *edge = &v->scratch->edge;
    if (edge->state == EDGE_UNKNOWN)
        edge->state = find_edge(v, edge->at) ? EDGE_ON_MAP : EDGE_OFF_MAP;
    return edge->state == EDGE_ON_MAP ? edge->at : NULL;
}

/* As grid_box: what lies farthest north, south, east or west lies on the edge, but for poles. */
static geo_box edge_box(const geo_point *edge, double *step_deg)
{
    geo_box box = {0, 90, 0, -90};
    *step_deg = 0;
    for (int i = 0; i < VIEW_EDGE_POINTS - 1; i++) {
        box.south_deg = fmin(box.south_deg, edge[i].lat_deg);
        box.north_deg = fmax(box.north_deg, edge[i].lat_deg);
        *step_deg = fmax(*step_deg, fabs(edge[i + 1].lat_deg - edge[i].lat_deg));
    }
    lon_arc range = lon_arc_of_line(edge, VIEW_EDGE_POINTS);
    box.west_deg = wrap_deg(range.west_deg);
    box.east_deg = box.west_deg + range.width_deg;
    return box;
}

/* Radians a px. */
typedef struct {
    double least, most;
} scale_range;

static void note_scale(scale_range *range, double scale)
{
    range->least = fmin(range->least, scale);
    range->most = fmax(range->most, scale);
}

static void note_edge_scale(scale_range *range, const view *v, const geo_point *edge)
{
    double cell_w = (v->frame.x1 - v->frame.x0) / VIEW_CELLS,
           cell_h = (v->frame.y1 - v->frame.y0) / VIEW_CELLS;
    vec3 last = sphere_vector(edge[0]);
    for (int i = 0; i < VIEW_EDGE_POINTS - 1; i++) {
        vec3 next = sphere_vector(edge[i + 1]);
        note_scale(range,
                   sphere_angle_rad(last, next) / (i / VIEW_CELLS % 2 == 0 ? cell_w : cell_h));
        last = next;
    }
}

/* EDGE may be NULL. */
static void measure_scale(view *v, frame_grid *g, const geo_point *edge)
{
    for (int i = 0; i <= g->cells; i++)
        for (int j = 0; j <= g->cells; j++)
            g->vector[i][j] = sphere_vector(g->place[i][j]);
    double cell_w = (v->frame.x1 - v->frame.x0) / g->cells;
    double cell_h = (v->frame.y1 - v->frame.y0) / g->cells;
    scale_range range = {INFINITY, 0};
    double area = 0;
    for (int i = 0; i < g->cells; i++) {
        for (int j = 0; j < g->cells; j++) {
            if (!g->valid[i][j] || !g->valid[i][j + 1] || !g->valid[i + 1][j])
                continue;
            vec3 a = g->vector[i][j], b = g->vector[i][j + 1], c = g->vector[i + 1][j];
            note_scale(&range, sphere_angle_rad(a, b) / cell_w);
            note_scale(&range, sphere_angle_rad(a, c) / cell_h);
            vec3 u = {b.x - a.x, b.y - a.y, b.z - a.z}, w = {c.x - a.x, c.y - a.y, c.z - a.z};
            vec3 n = vec3_cross(u, w);
            area += sqrt(vec3_dot(n, n));
        }
    }
    if (edge)
        note_edge_scale(&range, v, edge);
    v->scale_variation =
        range.least > 0 && isfinite(range.least) ? range.most / range.least : INFINITY;
    v->area_shown = fmin(1, area / (4 * G_PI));
}

/* Window and shown, from what CELLS cells each way show. */
static void set_window(view *v, const geo_box *box, double step_deg, int cells, bool edge_shown)
{
    bool north = frame_holds(v, (geo_point){0, 90}), south = frame_holds(v, (geo_point){0, -90});
    v->holds_pole = north || south;
    v->shown = *box;
    if (v->holds_pole) {
        v->shown.west_deg = -180;
        v->shown.east_deg = 180;
        v->shown.north_deg = north ? 90 : v->shown.north_deg;
        v->shown.south_deg = south ? -90 : v->shown.south_deg;
    }
    v->window = v->shown;
    v->window.south_deg = fmax(-90, v->window.south_deg - step_deg - 0.01);
    v->window.north_deg = fmin(90, v->window.north_deg + step_deg + 0.01);
    double lon_margin = (v->shown.east_deg - v->shown.west_deg) / cells + 0.01;
    if (edge_shown || v->shown.east_deg - v->shown.west_deg + 2 * lon_margin >= 360) {
        v->window.west_deg = -180;
        v->window.east_deg = 180;
    } else {
        v->window.west_deg -= lon_margin;
        v->window.east_deg += lon_margin;
    }
    if (edge_shown) {
        v->window.south_deg = fmax(-90, v->window.south_deg - 10);
        v->window.north_deg = fmin(90, v->window.north_deg + 10);
    }
}

static void set_window_of_grid(view *v, const frame_grid *g)
{
    double step = 0;
    geo_box box = {-180, -90, 180, 90};
    if (g->n_valid > 0)
        box = grid_box(g, &step);
    set_window(v, &box, step, g->cells, g->n_valid < (g->cells + 1) * (g->cells + 1));
}

void view_measure(view *v)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_VIEW);
    (void)profile;
    g_autofree frame_grid *g = g_new(frame_grid, 1);
    const geo_point *edge = measure_edge(v);
    if (edge) {
        double step;
        geo_box box = edge_box(edge, &step);
        bool small = box.north_deg - box.south_deg < SMALL_DEG;
        measure_grid(v, g, small ? SMALL_CELLS : INNER_CELLS);
        if (g->n_valid == (g->cells + 1) * (g->cells + 1)) {
            set_window(v, &box, step, VIEW_CELLS, false);
            measure_scale(v, g, edge);
            v->is_full = projection_frame(v->projection)->kind != FRAME_LOBES;
            return;
        }
    }
    measure_grid(v, g, VIEW_CELLS);
    measure_scale(v, g, NULL);
    set_window_of_grid(v, g);
}

void view_measure_shown(view *v)
{
    const geo_point *edge = measure_edge(v);
    if (edge) {
        double step;
        geo_box box = edge_box(edge, &step);
        set_window(v, &box, step, VIEW_CELLS, false);
        return;
    }
    g_autofree frame_grid *g = g_new(frame_grid, 1);
    measure_grid(v, g, INNER_CELLS);
    set_window_of_grid(v, g);
}

void view_measure_part(view *v)
{
    g_autofree frame_grid *g = g_new(frame_grid, 1);
    measure_grid(v, g, PART_CELLS);
    set_window_of_grid(v, g);
}

/* ---- drawing ---- */

mesh *view_mesh(const view *v)
{
    const page_transform *t = &v->transform;
    if (!v->scratch->mesh)
        v->scratch->mesh = mesh_new(t->projection, (page_scale){t->x0, t->y0, t->px_per_m});
    return v->scratch->mesh;
}

/* How things are drawn: what has straight edges in degrees are layers, whose thousands of vertices
 * a mesh projects. Great circles and what is measured have fewer than it has nodes, and so have the
 * coarse layers of a globe as small as the locator's. Clipped where the bleed ends. */
static page_transform transform_for(const view *v, edge_kind edges)
{
    const double least_radius_px = 150;
    page_transform t = v->transform;
    if (edges == EDGES_PLANAR && SPHERE_RADIUS_M * t.px_per_m > least_radius_px)
        t.mesh = view_mesh(v);
    t.clip.x0 -= v->bleed_px;
    t.clip.y0 -= v->bleed_px;
    t.clip.x1 += v->bleed_px;
    t.clip.y1 += v->bleed_px;
    return t;
}

bool view_project_near(const view *v, geo_point p, page_point *out)
{
    frame_vertex vertex;
    page_transform t = transform_for(v, EDGES_PLANAR);
    return frame_locate(projection_frame(v->projection), p, &vertex) &&
           resample_point(out, vertex, &t);
}

static uint32_t fill(const view *v, const geo_shape *rings, edge_kind edges, page_path *out)
{
    const geo_frame *f = projection_frame(v->projection);
    if (f->refuse_fills)
        return 0;
    frame_path *path = &v->scratch->path;
    frame_path_reset(path, edges);
    const geo_box *cull = edges == EDGES_PLANAR ? &v->window : NULL;
    uint32_t dropped = clip_rings(path, f, rings, edges, cull);
    page_transform t = transform_for(v, edges);
    return dropped + resample_rings(out, path, &t, &v->scratch->resample);
}

static uint32_t stroke(const view *v, const geo_shape *lines, edge_kind edges, page_path *out)
{
    frame_path *path = &v->scratch->path;
    frame_path_reset(path, edges);
    const geo_box *cull = edges == EDGES_PLANAR ? &v->window : NULL;
    uint32_t dropped = clip_lines(path, projection_frame(v->projection), lines, edges, cull);
    page_transform t = transform_for(v, edges);
    uint32_t broken = resample_lines(out, path, &t, &v->scratch->resample);
    return projection_frame(v->projection)->refuse_fills ? dropped : dropped + broken;
}

uint32_t view_fill(const view *v, const geo_shape *rings, page_path *out)
{
    if (!view_may_show(v, rings->bounds))
        return 0;
    geo_shape near = trim_shape(rings, &v->window, &v->scratch->trim);
    return fill(v, &near, EDGES_PLANAR, out);
}

uint32_t view_lines(const view *v, const geo_shape *lines, page_path *out)
{
    if (!view_may_show(v, lines->bounds))
        return 0;
    geo_shape near = trim_shape(lines, &v->window, &v->scratch->trim);
    return stroke(v, &near, EDGES_PLANAR, out);
}

uint32_t view_fill_great(const view *v, const geo_shape *rings, page_path *out)
{
    return fill(v, rings, EDGES_GREAT, out);
}

uint32_t view_lines_great(const view *v, const geo_shape *lines, page_path *out)
{
    return stroke(v, lines, EDGES_GREAT, out);
}

void view_geodesic(const view *v, geo_point a, geo_point b, page_path *out)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    geodesic_sample(points, a, b, LEG_STEP_DEG);
    uint32_t starts[2] = {0, points->len};
    geo_shape line = {(const geo_point *)(void *)points->data, starts, 1, v->window, NULL};
    view_lines_great(v, &line, out);
}

static void add_graticule_line(GArray *points, GArray *starts, geo_point a, geo_point b)
{
    const double step_deg = 1;
    int n = MAX(
        1, (int)ceil(fmax(fabs(b.lon_deg - a.lon_deg), fabs(b.lat_deg - a.lat_deg)) / step_deg));
    for (int i = 0; i <= n; i++) {
        geo_point p = {a.lon_deg + (b.lon_deg - a.lon_deg) * i / n,
                       a.lat_deg + (b.lat_deg - a.lat_deg) * i / n};
        g_array_append_val(points, p);
    }
    uint32_t end = points->len;
    g_array_append_val(starts, end);
}

/* Meridians stop a step short of the poles, but for four of them, so that they do not run together
 * in a blot. */
void view_graticule(const view *v, double step_deg, page_path *out)
{
    g_return_if_fail(step_deg > 0);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t zero = 0;
    g_array_append_val(starts, zero);
    const geo_box *w = &v->window;
    int first = (int)ceil(w->west_deg / step_deg), last = (int)floor(w->east_deg / step_deg);
    if ((last - first) * step_deg >= 360 - 1e-9)
        last--;
    for (int i = first; i <= last; i++) {
        double lon = i * step_deg, end = fmod(lon, 90) == 0 ? 90 : 90 - step_deg;
        double south = fmax(w->south_deg, -end), north = fmin(w->north_deg, end);
        if (south < north)
            add_graticule_line(points, starts, (geo_point){lon, south}, (geo_point){lon, north});
    }
    for (int i = (int)ceil(w->south_deg / step_deg); i * step_deg <= w->north_deg; i++) {
        double lat = i * step_deg;
        if (fabs(lat) < 90 - 1e-9)
            add_graticule_line(points, starts, (geo_point){w->west_deg, lat},
                               (geo_point){w->east_deg, lat});
    }
    geo_shape lines = {(const geo_point *)(void *)points->data,
                       (const uint32_t *)(void *)starts->data, starts->len - 1, *w, NULL};
    view_lines(v, &lines, out);
}

void view_outline(const view *v, page_path *out)
{
    frame_path *path = &v->scratch->path;
    frame_path_reset(path, EDGES_PLANAR);
    frame_path_outline(path, projection_frame(v->projection));
    resample_rings(out, path, &v->transform, &v->scratch->resample);
}
