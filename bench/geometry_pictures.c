/* SPDX-License-Identifier: MIT
 *
 * Draws land, graticule, outline and legs of trips that are hard to project, to be looked at:
 * geometry_pictures SHAPES OUT_DIR. Streaks, inverted fills, seams and chords show at once.
 */
#include <cairo.h>
#include <stdio.h>
#include <string.h>

#include "atlas/atlas.h"
#include "view/view.h"

#define MAX_STOPS 8

typedef struct {
    const char *name, *projection;
    int n_stops;
    geo_point stops[MAX_STOPS];
} picture;

static const picture pictures[] = {
    {"pacific",
     NULL,
     5,
     {{139.7, 35.7}, {-157.9, 21.3}, {-171.8, -13.8}, {174.8, -41.3}, {149.1, -35.3}}},
    {"polar-leg", NULL, 2, {{-149.9, 61.2}, {15.6, 78.2}}},
    {"round-the-world",
     NULL,
     6,
     {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {139.7, 35.7}, {-157.9, 21.3}, {-77, 38.9}}},
    {"globe", "orthographic", 3, {{-77, 38.9}, {-0.1, 51.5}, {31.2, 30}}},
    {"equal-earth", "equal-earth", 4, {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {139.7, 35.7}}},
    {"robinson", "robinson", 4, {{-77, 38.9}, {139.7, 35.7}, {174.8, -41.3}, {-70.7, -33.4}}},
    {"mercator", "mercator", 4, {{-77, 38.9}, {139.7, 35.7}, {174.8, -41.3}, {-70.7, -33.4}}},
    {"goode", "goode-homolosine", 4, {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {-70.7, -33.4}}},
    {"antarctica", NULL, 3, {{174.8, -41.3}, {166.7, -77.8}, {0, -90}}},
    {"oblique-mollweide",
     "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=0 +lon_0=30",
     4,
     {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {-70.7, -33.4}}},
    {"lambert-conformal",
     "+proj=lcc +lat_1=33 +lat_2=45 +lon_0=-96",
     4,
     {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {-70.7, -33.4}}},
    {"transverse-mercator",
     "+proj=tmerc +lon_0=-70",
     3,
     {{-77, 38.9}, {-70.7, -33.4}, {-0.1, 51.5}}},
    {"transverse-equal-area", "tcea", 3, {{-77, 38.9}, {-70.7, -33.4}, {-100, 19}}},
    {"laea-world", "+proj=laea +lat_0=0 +lon_0=0", 3, {{-77, 38.9}, {150, -33.4}, {-170, -14}}},
    {"stereographic", "stereographic", 3, {{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}}},
    {"satellite", "+proj=geos +h=35786000 +lon_0=10", 3, {{10, 51}, {-0.1, 51.5}, {31.2, 30}}},
    {"wintri-pacific", "+proj=wintri +lon_0=155", 3, {{139.7, 35.7}, {-77, 38.9}, {174.8, -41.3}}},
    {"europe", NULL, 5, {{-0.1, 51.5}, {2.35, 48.85}, {12.5, 41.9}, {21, 52.2}, {23.7, 38}}},
    {"fiji", NULL, 3, {{178.4, -18.1}, {-175.2, -21.1}, {-171.8, -13.8}}},
    {"switzerland", NULL, 3, {{6.14, 46.2}, {7.45, 46.95}, {8.54, 47.37}}},
    {"antipodes", NULL, 2, {{-5, 40}, {175, -40}}},
};

static void add_path(cairo_t *cr, const page_path *path, bool close)
{
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i < path->starts[part + 1]; i++) {
            if (i == path->starts[part])
                cairo_move_to(cr, path->points[i].x, path->points[i].y);
            else
                cairo_line_to(cr, path->points[i].x, path->points[i].y);
        }
        if (close)
            cairo_close_path(cr);
    }
}

static void stroke(cairo_t *cr, page_path *path, bool close, double width, double r, double g,
                   double b)
{
    cairo_set_source_rgb(cr, r, g, b);
    cairo_set_line_width(cr, width);
    add_path(cr, path, close);
    cairo_stroke(cr);
    page_path_reset(path);
}

static void draw_layers(cairo_t *cr, const view *v, atlas *a, diag_list *diags)
{
    page_path path;
    page_path_init(&path);
    view_outline(v, &path);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_source_rgb(cr, 0.86, 0.91, 0.93);
    add_path(cr, &path, true);
    cairo_fill(cr);
    page_path_reset(&path);
    view_graticule(v, 10, &path);
    stroke(cr, &path, false, 0.6, 0.7, 0.78, 0.82);
    const atlas_layer *land = atlas_get(a, ATLAS_COUNTRIES, view_atlas_scale(v), NULL, diags);
    for (uint32_t i = 0; i < land->n_records; i++)
        view_fill(v, &land->records[i].shape, &path);
    cairo_set_source_rgb(cr, 0.95, 0.92, 0.84);
    add_path(cr, &path, true);
    cairo_fill(cr);
    page_path_reset(&path);
    const atlas_layer *coast = atlas_get(a, ATLAS_COASTLINE, view_atlas_scale(v), NULL, diags);
    for (uint32_t i = 0; i < coast->n_records; i++)
        view_lines(v, &coast->records[i].shape, &path);
    stroke(cr, &path, false, 0.8, 0.45, 0.55, 0.62);
    view_outline(v, &path);
    stroke(cr, &path, true, 1, 0.3, 0.3, 0.3);
    page_path_clear(&path);
}

static bool draw(const picture *p, atlas *a, const char *folder, diag_list *diags)
{
    geo_point legs[MAX_STOPS][2];
    for (int i = 0; i + 1 < p->n_stops; i++) {
        legs[i][0] = p->stops[i];
        legs[i][1] = p->stops[i + 1];
    }
    view_request request = {
        .points = p->stops,
        .n_points = (size_t)p->n_stops,
        .legs = (const geo_point(*)[2])legs,
        .n_legs = (size_t)p->n_stops - 1,
        .frame = {10, 10, 990, 640},
        .margin_left = 30,
        .margin_top = 30,
        .margin_right = 30,
        .margin_bottom = 30,
        .projection = p->projection,
    };
    view *v;
    if (!view_fit(&v, &request, diags))
        return false;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1000, 650);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_rectangle(cr, 10, 10, 980, 630);
    cairo_clip(cr);
    draw_layers(cr, v, a, diags);
    page_path path;
    page_path_init(&path);
    for (int i = 0; i + 1 < p->n_stops; i++)
        view_geodesic(v, legs[i][0], legs[i][1], &path);
    stroke(cr, &path, false, 2.5, 0.7, 0.1, 0.2);
    page_path_clear(&path);
    g_autofree char *file = g_strdup_printf("%s/%s.png", folder, p->name);
    cairo_surface_write_to_png(surface, file);
    g_autofree char *why = view_explain(v);
    printf("== %s\n%s", p->name, why);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    view_free(v);
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "geometry_pictures SHAPES OUT_DIR [NAME]\n");
        return 2;
    }
    g_autoptr(diag_list) diags = diag_list_new();
    atlas *a;
    if (!atlas_open(&a, argv[1], diags)) {
        diag_list_print(diags, stderr, false, 20);
        return 3;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
        if (argc < 4 || strcmp(argv[3], pictures[i].name) == 0)
            draw(&pictures[i], a, argv[2], diags);
    }
    diag_list_print(diags, stderr, false, 20);
    atlas_free(a);
    return 0;
}
