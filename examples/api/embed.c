/* SPDX-License-Identifier: MIT
 *
 * A map inside a drawing of one's own: at half size, in a frame, with a line of text below, on a
 * Cairo surface that the program owns.
 */
#include <cairo.h>
#include <stdio.h>

#include <tripmap/tripmap.h>

static void report(void *user, const tripmap_diagnostic *diagnostic)
{
    fputs(diagnostic->text, user);
}

static tripmap_map *build(const char *path)
{
    tripmap_reporter reporter = {.report = report, .user = stderr};
    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    tripmap_atlas *atlas = NULL;
    tripmap_map *map = NULL;
    if (tripmap_trip_load(&trip, path, &reporter) == TRIPMAP_OK &&
        tripmap_style_load(&style, NULL, NULL, &reporter) == TRIPMAP_OK &&
        tripmap_atlas_open(&atlas, NULL, &reporter) == TRIPMAP_OK)
        tripmap_map_build(&map, trip, style, atlas, NULL, &reporter);
    /* The map keeps nothing of these. */
    tripmap_atlas_free(atlas);
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    return map;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: embed TRIP.yaml PAGE.png\n");
        return TRIPMAP_BAD_USAGE;
    }
    tripmap_map *map = build(argv[1]);
    if (!map)
        return TRIPMAP_BAD_INPUT;
    double width, height;
    tripmap_map_size(map, &width, &height);
    const double scale = 0.5, margin = 24, caption = 40;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale + 2 * margin),
                                   (int)(height * scale + 2 * margin + caption));
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);

    cairo_save(cr);
    cairo_translate(cr, margin, margin);
    cairo_scale(cr, scale, scale);
    cairo_rectangle(cr, 0, 0, width, height);
    cairo_clip(cr);
    tripmap_status status = tripmap_map_draw(map, cr);
    cairo_restore(cr);

    cairo_set_source_rgb(cr, 0.2, 0.2, 0.2);
    cairo_rectangle(cr, margin, margin, width * scale, height * scale);
    cairo_stroke(cr);
    cairo_move_to(cr, margin, margin + height * scale + caption);
    cairo_set_font_size(cr, 18);
    cairo_show_text(cr, "Figure 1. The tour, drawn by the program's own hand");

    if (status == TRIPMAP_OK &&
        cairo_surface_write_to_png(surface, argv[2]) != CAIRO_STATUS_SUCCESS)
        status = TRIPMAP_IO_FAILED;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    tripmap_map_free(map);
    return (int)status;
}
