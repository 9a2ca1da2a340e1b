/* SPDX-License-Identifier: MIT
 *
 * Shows an SVG of ours in another program and compares with our PNG:
 *
 *     viewers rsvg|chromium|inkscape|libreoffice paths|live|embed [TRIPMAP TRIP.yaml]
 *
 * Without a trip it is the sample scene. At most 2 % of the pixels may differ by more than 32 of
 * 255 in a channel, 4 % in LibreOffice. Exit status 77: the viewer is not installed.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "../sample_scene.h"
#include "canvas/canvas.h"

#define SKIPPED 77

typedef struct {
    const char *name, *program;
    double allowed;      /* fraction of pixels */
    const char *command; /* after the program; %s: folder with map.svg, to hold shot.png */
} viewer;

static const viewer viewers[] = {
    {"rsvg", "rsvg-convert", 0.02, "%s/map.svg -o %s/shot.png"},
    {"chromium", "chromium", 0.02,
     "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
     "--disable-component-update --disable-sync --hide-scrollbars --user-data-dir=%s/profile "
     "--window-size=@SIZE --screenshot=%s/shot.png file://%s/map.svg"},
    {"inkscape", "inkscape", 0.02, "--export-type=png --export-filename=%s/shot.png %s/map.svg"},
    {"libreoffice", "soffice", 0.04,
     "-env:UserInstallation=file://%s/profile --headless --convert-to png --outdir %s/out "
     "%s/map.svg"},
};

static bool append(void *user, const void *bytes, size_t length)
{
    g_string_append_len(user, bytes, (gssize)length);
    return true;
}

typedef bool (*canvas_fn)(const scene *, const canvas_options *, canvas_write_fn, void *);

static bool save(canvas_fn canvas, const scene *s, const canvas_options *options,
                 const char *folder, const char *name)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return canvas(s, options, append, bytes) &&
           g_file_set_contents(path, bytes->str, (gssize)bytes->len, NULL);
}

static bool draw_sample(const char *folder, const char *mode)
{
    g_autoptr(diag_list) diags = diag_list_new();
    text_context *ctx;
    if (!text_context_new(&ctx, TRIPMAP_SOURCE_DIR "/fonts", false, diags))
        return false;
    canvas_options options = CANVAS_OPTIONS_INIT;
    options.svg_text = strcmp(mode, "live") == 0    ? SVG_TEXT_LIVE
                       : strcmp(mode, "embed") == 0 ? SVG_TEXT_EMBED
                                                    : SVG_TEXT_PATHS;
    scene *s = sample_scene(ctx, 400);
    bool ok = save(canvas_svg, s, &options, folder, "map.svg") &&
              save(canvas_png, s, &options, folder, "map.png");
    scene_free(s);
    text_context_free(ctx);
    return ok;
}

static bool run(char **argv)
{
    g_autofree char *errors = NULL;
    int status = -1;
    if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                      NULL, NULL, &errors, &status, NULL))
        return false;
    if (!g_spawn_check_wait_status(status, NULL))
        fprintf(stderr, "%s: %s\n", argv[0], errors);
    return g_spawn_check_wait_status(status, NULL);
}

static bool draw_trip(const char *folder, const char *mode, const char *tripmap, const char *trip)
{
    g_autofree char *svg = g_build_filename(folder, "map.svg", NULL);
    g_autofree char *png = g_build_filename(folder, "map.png", NULL);
    g_autofree char *text = g_strconcat("--svg-text=", mode, NULL);
    char *argv[] = {(char *)tripmap, (char *)trip, "--quiet", text, "-o", svg, "-o", png, NULL};
    return run(argv);
}

/* Fills in the folder and the page's size. */
static char *fill_in(const char *command, const char *folder, cairo_surface_t *page)
{
    g_auto(GStrv) at_folder = g_strsplit(command, "%s", -1);
    g_autofree char *filled = g_strjoinv(folder, at_folder);
    g_auto(GStrv) at_size = g_strsplit(filled, "@SIZE", -1);
    g_autofree char *size = g_strdup_printf("%d,%d", cairo_image_surface_get_width(page),
                                            cairo_image_surface_get_height(page));
    return g_strjoinv(size, at_size);
}

static bool show(const viewer *v, const char *folder, cairo_surface_t *page)
{
    g_autofree char *arguments = fill_in(v->command, folder, page);
    g_auto(GStrv) split = g_strsplit(arguments, " ", -1);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, (gpointer)v->program);
    for (int i = 0; split[i]; i++)
        g_ptr_array_add(argv, split[i]);
    g_ptr_array_add(argv, NULL);
    return run((char **)argv->pdata);
}

static cairo_surface_t *load(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return cairo_image_surface_create_from_png(path);
}

/* The shot on white at the page's size: LibreOffice chooses its own. */
static cairo_surface_t *fit(cairo_surface_t *shot, cairo_surface_t *page)
{
    int width = cairo_image_surface_get_width(page), height = cairo_image_surface_get_height(page);
    cairo_surface_t *fitted = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(fitted);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, width / (double)cairo_image_surface_get_width(shot),
                height / (double)cairo_image_surface_get_height(shot));
    cairo_set_source_surface(cr, shot, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_flush(fitted);
    return fitted;
}

static bool differs(guint32 a, guint32 b)
{
    for (int shift = 0; shift < 24; shift += 8) {
        if (ABS((int)(a >> shift & 255) - (int)(b >> shift & 255)) > 32)
            return true;
    }
    return false;
}

static double difference(cairo_surface_t *a, cairo_surface_t *b)
{
    int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    gsize count = 0;
    for (int y = 0; y < height; y++) {
        const guint32 *row_a =
            (gpointer)(cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a));
        const guint32 *row_b =
            (gpointer)(cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b));
        for (int x = 0; x < width; x++)
            count += differs(row_a[x], row_b[x]);
    }
    return (double)count / ((double)width * height);
}

static int compare(const viewer *v, const char *folder)
{
    cairo_surface_t *page = load(folder, "map.png");
    if (!show(v, folder, page))
        return 1;
    bool own_folder = strcmp(v->name, "libreoffice") == 0;
    cairo_surface_t *shot = load(folder, own_folder ? "out/map.png" : "shot.png");
    if (cairo_surface_status(shot) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "%s made no picture\n", v->program);
        return 1;
    }
    cairo_surface_t *fitted = fit(shot, page);
    double fraction = difference(page, fitted);
    printf("%s: %.2f %% of the pixels differ by more than 32 (allowed %.0f %%)\n", v->name,
           100 * fraction, 100 * v->allowed);
    cairo_surface_destroy(fitted);
    cairo_surface_destroy(shot);
    cairo_surface_destroy(page);
    return fraction > v->allowed;
}

static void remove_tree(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

int main(int argc, char **argv)
{
    const viewer *v = NULL;
    for (guint i = 0; argc >= 3 && i < G_N_ELEMENTS(viewers); i++) {
        if (strcmp(viewers[i].name, argv[1]) == 0)
            v = &viewers[i];
    }
    if (!v || (argc != 3 && argc != 5)) {
        fprintf(stderr, "usage: viewers VIEWER paths|live|embed [TRIPMAP TRIP.yaml]\n");
        return 2;
    }
    g_autofree char *program = g_find_program_in_path(v->program);
    if (!program) {
        printf("skipped: %s is not installed\n", v->program);
        return SKIPPED;
    }
    g_autofree char *folder = g_dir_make_tmp("tripmap-viewers-XXXXXX", NULL);
    bool drawn =
        argc == 5 ? draw_trip(folder, argv[2], argv[3], argv[4]) : draw_sample(folder, argv[2]);
    int status = drawn ? compare(v, folder) : 1;
    if (status != 0 && g_getenv("TRIPMAP_KEEP"))
        printf("kept: %s\n", folder);
    else
        remove_tree(folder);
    return status;
}
