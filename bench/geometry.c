/* SPDX-License-Identifier: MIT
 *
 * Times the geometry of whole maps and of its stages on one core: bench_geometry SHAPES [RUNS
 * [TEXT]], TEXT choosing the maps whose name holds it. Medians in ms of CPU time; vertices a second
 * count the vertices that went in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "atlas/atlas.h"
#include "geo/clip.h"
#include "geo/resample.h"
#include "view/view.h"

typedef struct {
    const char *name;
    const char *projection; /* NULL: fitted to the stops */
    geo_point stops[2];     /* else the first is the centre */
    double m_per_px;
    atlas_scale scale;
    double target_ms;
} scene;

static const scene scenes[] = {
    {"110m world, Equal Earth", "+proj=eqearth +lon_0=11", {{11, 0}}, 21600, ATLAS_110M, 8},
    {"50m world, Equal Earth", "+proj=eqearth +lon_0=11", {{11, 0}}, 21600, ATLAS_50M, 0},
    {"10m world, Equal Earth", "+proj=eqearth +lon_0=11", {{11, 0}}, 21600, ATLAS_10M, 150},
    {"10m world, Robinson", "+proj=robin", {{0, 0}}, 21300, ATLAS_10M, 150},
    {"10m world, Goode", "+proj=igh", {{0, 0}}, 25100, ATLAS_10M, 150},
    {"10m globe, orthographic",
     "+proj=ortho +lat_0=30 +lon_0=-40",
     {{-40, 30}},
     12800,
     ATLAS_10M,
     150},
    {"10m world, laea", "+proj=laea +lat_0=30 +lon_0=-40", {{-40, 30}}, 25600, ATLAS_10M, 150},
    {"10m world, oblique Mollweide",
     "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=0 +lon_0=30",
     {{30, 45}},
     22600,
     ATLAS_10M,
     150},
    {"10m region, Central America", NULL, {{-92, 7}, {-68, 20}}, 0, ATLAS_10M, 20},
    {"10m region, Europe", NULL, {{-5, 40}, {25, 58}}, 0, ATLAS_10M, 20},
};

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_value);
    return values[n / 2];
}

static view *make_view(const scene *s)
{
    g_autoptr(diag_list) diags = diag_list_new();
    const page_box page = {0, 0, 1600, 1000};
    view_request request = {.points = s->stops, .n_points = 2, .frame = page};
    view_placement placement = {s->stops[0], {800, 500}, s->m_per_px, page};
    view *v;
    bool ok = s->projection ? view_place(&v, s->projection, &placement, SPAN_NONE, diags)
                            : view_fit(&v, &request, diags);
    if (!ok) {
        diag_list_print(diags, stderr, false, 20);
        exit(1);
    }
    return v;
}

static uint32_t vertices_of(const atlas_layer *layer)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < layer->n_records; i++)
        n += layer->records[i].shape.starts[layer->records[i].shape.n_parts];
    return n;
}

static void run_scene(const scene *s, atlas *a, int runs)
{
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *land = atlas_get(a, ATLAS_COUNTRIES, s->scale, NULL, diags);
    const atlas_layer *coast = atlas_get(a, ATLAS_COASTLINE, s->scale, NULL, diags);
    view *v = make_view(s);
    g_autofree double *fill_ms = g_new(double, runs), *line_ms = g_new(double, runs);
    page_path path;
    page_path_init(&path);
    uint32_t n_out = 0;
    for (int r = 0; r < runs; r++) {
        page_path_reset(&path);
        double t0 = cpu_ms();
        for (uint32_t i = 0; i < land->n_records; i++)
            view_fill(v, &land->records[i].shape, &path);
        double t1 = cpu_ms();
        n_out = path.n_points;
        page_path_reset(&path);
        for (uint32_t i = 0; i < coast->n_records; i++)
            view_lines(v, &coast->records[i].shape, &path);
        fill_ms[r] = t1 - t0;
        line_ms[r] = cpu_ms() - t1;
    }
    double ms = median(fill_ms, runs);
    printf("%-30s countries %7.2f ms (%7u -> %6u vertices, %5.1f M/s)  coastline %7.2f ms", s->name,
           ms, vertices_of(land), n_out, vertices_of(land) / ms / 1e3, median(line_ms, runs));
    if (s->target_ms > 0)
        printf("  target %.0f %s", s->target_ms, ms <= s->target_ms ? "met" : "MISSED");
    putchar('\n');
    page_path_clear(&path);
    view_free(v);
}

typedef struct {
    double cut_ms, project_ms, resample_ms;
} stage_times;

/* Projecting alone: the vertices that resampling starts from, in one batch a record. */
static void project_vertices(const projection *p, const frame_path *path, GArray *angles)
{
    g_array_set_size(angles, 2 * path->n_vertices);
    double *x = (double *)(void *)angles->data, *y = x + path->n_vertices;
    for (uint32_t i = 0; i < path->n_vertices; i++)
        frame_to_angles(projection_frame(p), path->vertices[i], &x[i], &y[i]);
    projection_forward(p, x, y, path->n_vertices);
}

/* All records of LAND once. Resampling projects its vertices itself: what that takes alone is taken
 * off. */
static stage_times time_stages(const atlas_layer *land, const page_transform *t)
{
    stage_times sum = {0};
    frame_path path;
    frame_path_init(&path);
    resample_scratch scratch;
    resample_scratch_init(&scratch);
    page_path out;
    page_path_init(&out);
    g_autoptr(GArray) angles = g_array_new(FALSE, FALSE, sizeof(double));
    for (uint32_t i = 0; i < land->n_records; i++) {
        double t0 = cpu_ms();
        frame_path_reset(&path, EDGES_PLANAR);
        clip_rings(&path, projection_frame(t->projection), &land->records[i].shape, EDGES_PLANAR,
                   NULL);
        double t1 = cpu_ms();
        project_vertices(t->projection, &path, angles);
        double t2 = cpu_ms();
        resample_rings(&out, &path, t, &scratch);
        sum.cut_ms += t1 - t0;
        sum.project_ms += t2 - t1;
        sum.resample_ms += cpu_ms() - t2 - (t2 - t1);
    }
    page_path_clear(&out);
    resample_scratch_clear(&scratch);
    frame_path_clear(&path);
    return sum;
}

/* The 10m world by stage. */
static void run_stages(const scene *s, atlas *a, int runs)
{
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *land = atlas_get(a, ATLAS_COUNTRIES, ATLAS_10M, NULL, diags);
    g_auto(projection_spec) spec = {NULL};
    projection *p;
    if (!projection_spec_parse(&spec, s->projection, false, SPAN_NONE, diags))
        exit(1);
    projection_spec_set_figure(&spec, true);
    if (!projection_create(&p, &spec, SPAN_NONE, diags))
        exit(1);
    page_transform t = {.projection = p, .px_per_m = 1 / s->m_per_px, .tolerance_px = 0.1};
    t.map_px = 1600;
    t.grid_px = 0.125;
    t.clip = (page_box){-1e4, -1e4, 1e4, 1e4};
    g_autofree double *cut = g_new(double, runs), *project = g_new(double, runs);
    g_autofree double *resample = g_new(double, runs);
    for (int r = 0; r < runs; r++) {
        stage_times one = time_stages(land, &t);
        cut[r] = one.cut_ms;
        project[r] = one.project_ms;
        resample[r] = one.resample_ms;
    }
    double n = vertices_of(land) / 1e3;
    double c = median(cut, runs), f = median(project, runs), m = median(resample, runs);
    printf("%-30s cut %6.2f ms (%5.1f M/s)  project %6.2f ms (%5.1f M/s)  "
           "resample, clip, snap %6.2f ms (%5.1f M/s)\n",
           s->name, c, n / c, f, n / f, m, n / m);
    projection_free(p);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "bench_geometry SHAPES [RUNS [TEXT]]\n");
        return 2;
    }
    int runs = argc > 2 ? MAX(1, atoi(argv[2])) : 11;
    g_autoptr(diag_list) diags = diag_list_new();
    atlas *a;
    if (!atlas_open(&a, argv[1], diags)) {
        diag_list_print(diags, stderr, false, 20);
        return 3;
    }
    const char *text = argc > 3 ? argv[3] : "";
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
        if (strstr(scenes[i].name, text))
            run_scene(&scenes[i], a, runs);
    }
    puts("\nmillion vertices a second by stage");
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
        if (scenes[i].projection && scenes[i].scale == ATLAS_10M && strstr(scenes[i].name, text))
            run_stages(&scenes[i], a, runs);
    }
    atlas_free(a);
    return 0;
}
