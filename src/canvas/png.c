/* SPDX-License-Identifier: MIT
 *
 * PNG: the scene on a white image surface, written by libpng as 8-bit RGB. No row filter, because
 * flat map colours compress better and faster without; no time chunk, so same scene, same bytes.
 */
#include <math.h>
#include <png.h>
#include <setjmp.h>

#include "canvas/canvas.h"
#include "canvas/check.h"
#include "canvas/painter.h"

/* Cairo's own limit on either side. */
#define MAX_SIDE         32767
#define INCHES_PER_METRE (1 / 0.0254)

typedef struct {
    canvas_write_fn write;
    void *user;
} png_sink;

static void sink_bytes(png_structp png, png_bytep bytes, size_t length)
{
    png_sink *sink = png_get_io_ptr(png);
    if (!sink->write(sink->user, bytes, length))
        png_error(png, "stopped");
}

static void sink_flush(png_structp png)
{
    (void)png;
}

static void on_error(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

/* Cairo's RGB24 pixel is 0x00RRGGBB in the machine's byte order. */
static void convert_row(const uint32_t *pixels, int width, png_bytep row)
{
    for (int x = 0; x < width; x++) {
        row[3 * x] = (png_byte)(pixels[x] >> 16);
        row[3 * x + 1] = (png_byte)(pixels[x] >> 8);
        row[3 * x + 2] = (png_byte)pixels[x];
    }
}

static void write_rows(png_structp png, cairo_surface_t *surface, png_bytep row)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        const void *pixels = data + (size_t)y * (size_t)stride;
        convert_row(pixels, width, row);
        png_write_row(png, row);
    }
}

/* Everything libpng may jump out of stays in here; ROW is the caller's. */
static bool encode(png_structp png, png_infop info, cairo_surface_t *surface, png_bytep row,
                   int level, double dpi)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_uint_32 per_metre = (png_uint_32)lround(dpi * INCHES_PER_METRE);
    png_set_IHDR(png, info, (png_uint_32)cairo_image_surface_get_width(surface),
                 (png_uint_32)cairo_image_surface_get_height(surface), 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_set_compression_level(png, level);
    png_set_compression_buffer_size(png, 1 << 16);
    png_write_info(png, info);
    write_rows(png, surface, row);
    png_write_end(png, info);
    return true;
}

static bool write_png(cairo_surface_t *surface, const canvas_options *options, png_sink *sink)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, sink, sink_bytes, sink_flush);
    g_autofree png_bytep row = g_malloc(3 * (gsize)cairo_image_surface_get_width(surface));
    double dpi = options->dpi > 0 ? options->dpi : 96 * options->scale;
    cairo_surface_flush(surface);
    bool ok = encode(png, info, surface, row, options->png_level, dpi);
    png_destroy_write_struct(&png, &info);
    return ok;
}

bool canvas_png(const scene *s, const canvas_options *options, canvas_write_fn write, void *user)
{
    double width = ceil(scene_width(s) * options->scale - 1e-6);
    double height = ceil(scene_height(s) * options->scale - 1e-6);
    if (!canvas_can_paint(s) || !(width >= 1 && width <= MAX_SIDE) ||
        !(height >= 1 && height <= MAX_SIDE))
        return false;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, options->scale, options->scale);
    painter_paint(&(painter){.cr = cr}, s);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    ok = ok && write_png(surface, options, &(png_sink){write, user});
    cairo_surface_destroy(surface);
    return ok;
}
