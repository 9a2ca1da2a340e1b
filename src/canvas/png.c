/* SPDX-License-Identifier: MIT
 *
 * PNG: the scene on white paper, written with a palette where one does (indexed.h), else
 * as 8-bit RGB. Map colours are flat, so no row filter: smaller and faster than with one. Runs of
 * colours are compressed as such (run_deflate.h), all else, and what shall be small, by libdeflate
 * in one call, in half of zlib's time; the chunks around it are few enough to write here. No time
 * chunk, so same scene, same bytes. Layout: PNG Specification, Third Edition (W3C).
 */
#include <libdeflate.h>
#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "canvas/canvas.h"
#include "canvas/check.h"
#include "canvas/indexed.h"
#include "canvas/raster.h"
#include "canvas/run_deflate.h"

/* Beyond it a row's bytes are hard to count in an int. */
#define MAX_SIDE         32767
#define INCHES_PER_METRE (1 / 0.0254)
/* A chunk's length has 31 bits. */
#define MAX_CHUNK 0x7FFFFFFFu

/* The level that run_deflate() stands for. */
#define QUICK_LEVEL 1

enum { COLOR_RGB = 2, COLOR_INDEXED = 3, FILTER_NONE = 0, UNIT_METRE = 1 };

typedef struct {
    canvas_write_fn write;
    void *user;
} png_sink;

static void put_u32(guint8 *at, guint32 value)
{
    guint32 big = GUINT32_TO_BE(value);
    memcpy(at, &big, sizeof big);
}

static bool write_chunk(const png_sink *sink, const char *type, const void *bytes, gsize length)
{
    guint8 head[8], check[4];
    put_u32(head, (guint32)length);
    memcpy(head + 4, type, 4);
    guint32 crc = libdeflate_crc32(0, type, 4);
    if (length > 0)
        crc = libdeflate_crc32(crc, bytes, length);
    put_u32(check, crc);
    return sink->write(sink->user, head, sizeof head) &&
           (length == 0 || sink->write(sink->user, bytes, length)) &&
           sink->write(sink->user, check, sizeof check);
}

static bool write_palette(const png_sink *sink, const indexed_palette *palette)
{
    guint8 bytes[3 * INDEXED_COLORS], *out = bytes;
    for (guint i = 0; i < palette->n_colors; i++) {
        *out++ = (guint8)(palette->colors[i] >> 16);
        *out++ = (guint8)(palette->colors[i] >> 8);
        *out++ = (guint8)palette->colors[i];
    }
    return write_chunk(sink, "PLTE", bytes, (gsize)(out - bytes));
}

/* PALETTE: NULL for RGB. */
static bool write_head(const png_sink *sink, int width, int height, double dpi,
                       const indexed_palette *palette)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    guint8 header[13] = {[8] = 8, [9] = palette ? COLOR_INDEXED : COLOR_RGB}; /* 8 bits a channel */
    guint8 resolution[9] = {[8] = UNIT_METRE};
    put_u32(header, (guint32)width);
    put_u32(header + 4, (guint32)height);
    put_u32(resolution, (guint32)lround(dpi * INCHES_PER_METRE));
    put_u32(resolution + 4, (guint32)lround(dpi * INCHES_PER_METRE));
    return sink->write(sink->user, signature, sizeof signature) &&
           write_chunk(sink, "IHDR", header, sizeof header) &&
           write_chunk(sink, "pHYs", resolution, sizeof resolution) &&
           (!palette || write_palette(sink, palette));
}

/* Packs pixels (0x00RRGGBB in the machine's byte order) into rows of a filter byte and RGB,
 * in place: a row of three bytes a pixel and one more ends before the next row's pixels begin. */
static gsize pack_rows(guint8 *data, int width, int height, int stride)
{
    guint8 *out = data;
    for (int y = 0; y < height; y++) {
        const guint8 *in = data + (gsize)y * (gsize)stride;
        guint32 next; /* read before its place is written: the first row moves up by one byte */
        memcpy(&next, in, sizeof next);
        *out++ = FILTER_NONE;
        for (int x = 0; x < width; x++) {
            guint32 pixel = next;
            if (x + 1 < width)
                memcpy(&next, in + 4 * (gsize)(x + 1), sizeof next);
            *out++ = (guint8)(pixel >> 16);
            *out++ = (guint8)(pixel >> 8);
            *out++ = (guint8)pixel;
        }
    }
    return (gsize)(out - data);
}

static bool write_data(const png_sink *sink, const guint8 *bytes, gsize length)
{
    bool ok = length > 0;
    for (gsize done = 0; ok && done < length; done += MIN(length - done, MAX_CHUNK))
        ok = write_chunk(sink, "IDAT", bytes + done, MIN(length - done, MAX_CHUNK));
    return ok;
}

static bool write_rows(const png_sink *sink, const guint8 *rows, gsize length, int level)
{
    struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(CLAMP(level, 0, 12));
    gsize room = libdeflate_zlib_compress_bound(deflater, length);
    guint8 *bytes = g_malloc(room);
    gsize n = libdeflate_zlib_compress(deflater, rows, length, bytes, room);
    bool ok = write_data(sink, bytes, n);
    g_free(bytes);
    libdeflate_free_compressor(deflater);
    return ok;
}

/* RUNS: NULL for RGB. Uses up the paper's pixels. */
static bool write_image(const png_sink *sink, paper *p, const GArray *runs, int level)
{
    if (runs && level == QUICK_LEVEL) {
        g_autoptr(GByteArray) bytes = run_deflate(runs, p->width);
        return write_data(sink, bytes->data, bytes->len);
    }
    gsize length = runs ? indexed_rows(runs, p->width, p->pixels)
                        : pack_rows(p->pixels, p->width, p->height, p->stride);
    return write_rows(sink, p->pixels, length, level);
}

/* Uses up the paper's pixels. */
static bool write_png(paper *p, const canvas_options *options, const png_sink *sink)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_PNG);
    (void)profile;
    indexed_palette palette;
    g_autoptr(GArray) runs = indexed_pack(&palette, p->pixels, p->width, p->height, p->stride);
    double dpi = options->dpi > 0 ? options->dpi : 96 * options->scale;
    return write_head(sink, p->width, p->height, dpi, runs ? &palette : NULL) &&
           write_image(sink, p, runs, options->png_level) && write_chunk(sink, "IEND", NULL, 0);
}

bool canvas_png(const scene *s, const canvas_options *options, canvas_write_fn write, void *user)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_PAINT);
    (void)profile;
    double width = ceil(scene_width(s) * options->scale - 1e-6);
    double height = ceil(scene_height(s) * options->scale - 1e-6);
    if (!canvas_can_paint(s) || !(width >= 1 && width <= MAX_SIDE) ||
        !(height >= 1 && height <= MAX_SIDE))
        return false;
    paper p = {.width = (int)width, .height = (int)height, .stride = 4 * (int)width};
    gsize size = (gsize)p.stride * (gsize)p.height;
    p.clip = (paper_clip){0, 0, p.width, p.height, NULL, 0};
    p.pixels = g_try_malloc(size);
    if (!p.pixels)
        return false;
    if (!raster_hides_all(s, (page_box){0, 0, width / options->scale, height / options->scale}))
        memset(p.pixels, 0xFF, size);
    raster_paint(&p, s, options->scale, 0, 0);
    bool ok = write_png(&p, options, &(png_sink){write, user});
    g_free(p.pixels);
    return ok;
}
