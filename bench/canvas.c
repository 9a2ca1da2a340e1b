/* SPDX-License-Identifier: MIT
 *
 * What shaping and the canvases cost: bench_canvas [VERTICES] [RUNS] prints the median CPU
 * time of RUNS for
 * a 1600 x 1000 page with a coast of VERTICES points and some sixty labels.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../tests/sample_scene.h"
#include "canvas/canvas.h"

static const char *const names[] = {"San José", "Guatemala City", "Santo Domingo", "Panama City",
                                    "San Salvador"};

static bool count_bytes(void *user, const void *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)user += length;
    return true;
}

static void add_land(scene *s, int vertices)
{
    page_path path;
    page_path_init(&path);
    /* Islands of 600 points, as coasts come. */
    for (int left = vertices; left > 0; left -= 600) {
        int i = (vertices - left) / 600;
        sample_ring(&path, (page_point){60 + i * 137 % 1480, 60 + i * 61 % 880}, 55, 50, 0.1,
                    MIN(left, 600));
    }
    scene_path(s, "country", &path, true,
               (scene_paint){.fill = sample_color(0xf7f4ed),
                             .stroke = sample_color(0x8aa3b2),
                             .stroke_width_px = 0.8});
}

static void add_labels(scene *s, text_context *ctx)
{
    for (int i = 0; i < 60; i++) {
        g_autofree char *text =
            g_strdup_printf("%s · %d–%d Feb", names[i % 5], i % 20 + 1, i % 20 + 3);
        sample_text(s, ctx, "label-name", (text_font){(text_face)(i % 3), 12 + i % 4, 0}, text,
                    40 + i % 8 * 190, 40 + i / 8 * 115, i % 4 == 0 ? 1.6 : 0);
    }
}

static scene *make_page(text_context *ctx, int vertices)
{
    scene *s = scene_new(1600, 1000);
    scene_rect(s, "ocean", (page_box){0, 0, 1600, 1000}, 0,
               (scene_paint){.fill = sample_color(0xdbe7ee)});
    add_land(s, vertices);
    add_labels(s, ctx);
    return s;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, compare_doubles);
    return values[n / 2];
}

/* Milliseconds of this process's CPU time, which a busy machine disturbs least. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double since(double start)
{
    return now() - start;
}

static void bench_text(int runs)
{
    g_autofree double *first = g_new(double, runs), *shape = g_new(double, runs);
    g_autofree double *wrap = g_new(double, runs);
    for (int i = 0; i < runs; i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        double start = now();
        text_context *ctx;
        if (!text_context_new(&ctx, TRIPMAP_SOURCE_DIR "/fonts", false, diags))
            exit(1);
        text_run_unref(text_shape(ctx, (text_font){TEXT_BOLD, 18, 0}, names[0]));
        first[i] = since(start);
        scene *s = scene_new(1600, 1000);
        start = now();
        add_labels(s, ctx);
        shape[i] = since(start);
        scene_free(s);
        start = now();
        for (int width = 120; width < 220; width += 10)
            g_ptr_array_unref(text_wrap(ctx, (text_font){TEXT_REGULAR, 14.5, 0},
                                        "Strengthening democratic governance, anti-gang "
                                        "initiatives and security efforts",
                                        width));
        wrap[i] = since(start);
        text_context_free(ctx);
    }
    printf("context and first text %6.2f ms\n60 labels              %6.2f ms\n"
           "10 wraps of one issue  %6.2f ms\n",
           median(first, runs), median(shape, runs), median(wrap, runs));
}

typedef bool (*canvas_fn)(const scene *, const canvas_options *, canvas_write_fn, void *);

static void bench_canvas(const char *name, canvas_fn canvas, const scene *s, int runs)
{
    canvas_options options = CANVAS_OPTIONS_INIT;
    g_autofree double *times = g_new(double, runs);
    size_t bytes = 0;
    for (int i = 0; i < runs; i++) {
        bytes = 0;
        double start = now();
        canvas(s, &options, count_bytes, &bytes);
        times[i] = since(start);
    }
    double ms = median(times, runs);
    printf("%-22s %6.2f ms %8zu bytes %6.1f MB/s\n", name, ms, bytes, (double)bytes / ms / 1000);
}

/* The PNG canvas without its encoder. */
static bool paint_only(const scene *s, const canvas_options *options, canvas_write_fn write,
                       void *user)
{
    (void)options;
    (void)write;
    (void)user;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)scene_width(s), (int)scene_height(s));
    cairo_t *cr = cairo_create(surface);
    bool ok = canvas_cairo(s, cr);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return ok;
}

int main(int argc, char **argv)
{
    int vertices = argc > 1 ? atoi(argv[1]) : 60000;
    int runs = argc > 2 ? atoi(argv[2]) : 11;
    g_autoptr(diag_list) diags = diag_list_new();
    text_context *ctx;
    if (!text_context_new(&ctx, TRIPMAP_SOURCE_DIR "/fonts", false, diags))
        return 1;
    scene *s = make_page(ctx, vertices), *bare = scene_new(1600, 1000);
    add_land(bare, vertices);
    bench_text(runs);
    bench_canvas("svg", canvas_svg, s, runs);
    bench_canvas("svg, land alone", canvas_svg, bare, runs);
    bench_canvas("png", canvas_png, s, runs);
    bench_canvas("png, painting alone", paint_only, s, runs);
    bench_canvas("the same, land alone", paint_only, bare, runs);
    bench_canvas("pdf", canvas_pdf, s, runs);
    scene_free(bare);
    scene_free(s);
    text_context_free(ctx);
    return 0;
}
