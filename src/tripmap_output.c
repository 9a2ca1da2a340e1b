/* SPDX-License-Identifier: MIT
 *
 * The public API's outputs: a map written in a format to a callback, a file or a cairo_t.
 */
#include "tripmap_map.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "canvas/canvas.h"

int tripmap_format_of(const char *path_or_name)
{
    static const char *const names[TRIPMAP_FORMAT_COUNT] = {"svg",     "png", "pdf", "html",
                                                            "geojson", "kml", "gpx"};
    const char *dot = strrchr(path_or_name, '.');
    const char *name = dot ? dot + 1 : path_or_name;
    for (int i = 0; i < TRIPMAP_FORMAT_COUNT; i++) {
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return i;
    }
    return -1;
}

typedef struct {
    int (*write)(void *user, const void *bytes, size_t length);
    void *user;
} sink;

static bool write_to_sink(void *user, const void *bytes, size_t length)
{
    const sink *to = user;
    return to->write(to->user, bytes, length) != 0;
}

static double png_scale(const tripmap_output *output)
{
    return !output ? 1 : output->dpi > 0 ? output->dpi / 96 : output->scale;
}

/* Before anything is opened or drawn. */
static bool check_output(const tripmap_map *map, int format, const tripmap_output *output,
                         diag_list *diags)
{
    double scale = png_scale(output);
    if (format != TRIPMAP_PNG)
        return true;
    if (!(scale >= 0.1 && scale <= 16)) {
        diag_error(diags, DIAG_USAGE, SPAN_NONE, "the scale of a PNG lies between 0.1 and 16");
        return false;
    }
    double width = ceil(scene_width(map->scene) * scale - 1e-6);
    double height = ceil(scene_height(map->scene) * scale - 1e-6);
    if (width <= LIMIT_PNG_MAX_PX && height <= LIMIT_PNG_MAX_PX &&
        width * height <= LIMIT_PAGE_PIXELS)
        return true;
    diag_help(diag_error(diags, DIAG_LIMIT, SPAN_NONE, "the PNG would have %.0f by %.0f px", width,
                         height),
              "a side has at most %d px, the image at most %d megapixels", LIMIT_PNG_MAX_PX,
              LIMIT_PAGE_PIXELS / 1000000);
    return false;
}

static bool write_html(const tripmap_map *map, const canvas_options *options, canvas_write_fn write,
                       void *user)
{
    canvas_options in_page = *options;
    in_page.in_page = true;
    return write(user, map->html.head, strlen(map->html.head)) &&
           canvas_svg(map->scene, &in_page, write, user) &&
           write(user, map->html.tail, strlen(map->html.tail));
}

static bool write_format(const tripmap_map *map, int format, const tripmap_output *output,
                         canvas_write_fn write, void *user)
{
    const tripmap_output defaults = TRIPMAP_OUTPUT_INIT;
    const tripmap_output *o = output ? output : &defaults;
    canvas_options options = CANVAS_OPTIONS_INIT;
    options.scale = png_scale(output);
    options.dpi = o->dpi > 0 ? o->dpi : 96 * o->scale;
    options.png_level = o->png_level;
    options.precision = o->precision;
    options.svg_text = (int)o->svg_text;
    options.id_prefix = o->id_prefix;
    switch (format) {
    case TRIPMAP_SVG:
        return canvas_svg(map->scene, &options, write, user);
    case TRIPMAP_PNG:
        return canvas_png(map->scene, &options, write, user);
    case TRIPMAP_PDF:
        return canvas_pdf(map->scene, &options, write, user);
    case TRIPMAP_HTML:
        return write_html(map, &options, write, user);
    case TRIPMAP_GEOJSON:
        return write(user, map->geojson, strlen(map->geojson));
    case TRIPMAP_KML:
        return write(user, map->kml, strlen(map->kml));
    case TRIPMAP_GPX:
        return write(user, map->gpx, strlen(map->gpx));
    default:
        return false;
    }
}

tripmap_status tripmap_map_write(const tripmap_map *map, tripmap_format format,
                                 const tripmap_output *output,
                                 int (*write)(void *user, const void *bytes, size_t length),
                                 void *user, const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    sink to = {write, user};
    if (check_output(map, (int)format, output, diags) &&
        !write_format(map, (int)format, output, write_to_sink, &to))
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "the map cannot be written");
    return api_finish(diags, reporter);
}

tripmap_status tripmap_map_save(const tripmap_map *map, const char *path, int format,
                                const tripmap_output *output, const tripmap_reporter *reporter)
{
    g_autoptr(diag_list) diags = diag_list_new();
    if (format < 0)
        format = tripmap_format_of(path);
    file_writer *writer = NULL;
    if (format < 0) {
        diag_help(
            diag_error(diags, DIAG_USAGE, SPAN_NONE, "\"%s\" does not end in a known format", path),
            "end it in .svg, .png, .pdf, .html, .geojson, .kml or .gpx, or give -f");
    } else if (check_output(map, format, output, diags) && file_writer_open(&writer, path, diags)) {
        /* A failure of the writer itself is reported by its commit. */
        if (write_format(map, format, output, file_writer_write, writer) ||
            file_writer_failed(writer)) {
            file_writer_commit(writer, diags);
        } else {
            file_writer_abort(writer);
            diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "the map cannot be written to \"%s\"",
                       path);
        }
    }
    return api_finish(diags, reporter);
}

tripmap_status tripmap_map_draw(const tripmap_map *map, struct _cairo *cr)
{
    return canvas_cairo(map->scene, cr) ? TRIPMAP_OK : TRIPMAP_IO_FAILED;
}
