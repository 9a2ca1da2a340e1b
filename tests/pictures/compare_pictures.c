/* SPDX-License-Identifier: MIT
 *
 * compare_pictures EXPECTED ACTUAL DIFFERENCE: compares two PNGs by tolerance, writes what differs
 * in red over a faint ACTUAL, prints the share of pixels that differ. Exit status 1 when too many
 * do, 2 when a picture cannot be read or has another size.
 */
#include <cairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Land and sea are 28 apart. */
#define CHANNEL_TOLERANCE 16
/* So many pixels in a thousand may differ: less than a hairline right across the map. */
#define MOST_PER_MILLE 1.5

static cairo_surface_t *load(const char *path)
{
    cairo_surface_t *png = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(png) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "%s: %s\n", path, cairo_status_to_string(cairo_surface_status(png)));
        exit(2);
    }
    cairo_surface_t *rgb =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(png),
                                   cairo_image_surface_get_height(png));
    cairo_t *cr = cairo_create(rgb);
    cairo_set_source_surface(cr, png, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(png);
    cairo_surface_flush(rgb);
    return rgb;
}

static int difference(const unsigned char *a, const unsigned char *b)
{
    int most = 0;
    for (int i = 0; i < 3; i++) {
        int d = abs(a[i] - b[i]);
        most = d > most ? d : most;
    }
    return most;
}

/* Marks in ACTUAL and counts the pixels that differ. */
static int mark(cairo_surface_t *expected, cairo_surface_t *actual, int width, int height)
{
    int count = 0, stride = cairo_image_surface_get_stride(actual);
    const unsigned char *e = cairo_image_surface_get_data(expected);
    unsigned char *a = cairo_image_surface_get_data(actual);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            const unsigned char *p = e + y * stride + 4 * x;
            unsigned char *q = a + y * stride + 4 * x;
            bool differs = difference(p, q) > CHANNEL_TOLERANCE;
            count += differs;
            for (int i = 0; i < 3; i++)
                q[i] = (unsigned char)(255 - (255 - q[i]) / 4);
            if (differs) {
                q[0] = q[1] = 0;
                q[2] = 220;
            }
        }
    }
    cairo_surface_mark_dirty(actual);
    return count;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "compare_pictures EXPECTED ACTUAL DIFFERENCE\n");
        return 2;
    }
    cairo_surface_t *expected = load(argv[1]), *actual = load(argv[2]);
    int width = cairo_image_surface_get_width(actual);
    int height = cairo_image_surface_get_height(actual);
    if (width != cairo_image_surface_get_width(expected) ||
        height != cairo_image_surface_get_height(expected)) {
        fprintf(stderr, "%s: another size than %s\n", argv[2], argv[1]);
        return 2;
    }
    double per_mille = 1000.0 * mark(expected, actual, width, height) / ((double)width * height);
    cairo_surface_write_to_png(actual, argv[3]);
    printf("%.2f per mille of the pixels differ\n", per_mille);
    cairo_surface_destroy(expected);
    cairo_surface_destroy(actual);
    return per_mille > MOST_PER_MILLE;
}
