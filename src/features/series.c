/* SPDX-License-Identifier: MIT
 *
 * Colours come from the style (route, route_2 …), shapes and dashes from here.
 */
#include "features/series.h"

#include <math.h>

color series_color(const style *st, int tour)
{
    const color colors[] = {st->route,   st->route_2, st->route_3,
                            st->route_4, st->route_5, st->route_6};
    return colors[tour % (int)G_N_ELEMENTS(colors)];
}

series_shape series_shape_of(int tour)
{
    return (series_shape)(tour % 4);
}

void series_dash(scene_paint *paint, int tour, double k)
{
    static const double dashes[][4] = {{0}, {9, 4.5}, {2.5, 4}, {12, 4, 2.5, 4}, {5, 3}, {16, 5}};
    static const int counts[] = {0, 2, 2, 4, 2, 2};
    int i = tour % (int)G_N_ELEMENTS(counts);
    paint->n_dash = counts[i];
    for (int j = 0; j < counts[i]; j++)
        paint->dash_px[j] = dashes[i][j] * k;
    if (counts[i] > 0)
        paint->round_cap = false;
}

static void compose_polygon(scene *s, const char *class_name, const page_point *corners, int n,
                            scene_paint paint)
{
    page_path path;
    page_path_init(&path);
    for (int i = 0; i <= n; i++) {
        if (i == 0)
            page_path_move_to(&path, corners[0]);
        else
            page_path_line_to(&path, corners[i % n]);
    }
    scene_path(s, class_name, &path, true, paint);
}

void series_compose_shape(scene *s, const char *class_name, int tour, page_point c,
                          double half_width, double half_height, double corner, scene_paint paint)
{
    page_box box = {c.x - half_width, c.y - half_height, c.x + half_width, c.y + half_height};
    double w = half_width, h = half_height, bevel = h * 0.5;
    switch (series_shape_of(tour)) {
    case SERIES_DISC:
        if (half_width <= half_height)
            scene_circle(s, class_name, c, half_height, paint);
        else
            scene_rect(s, class_name, box, fmin(corner, half_height), paint);
        break;
    case SERIES_SQUARE:
        scene_rect(s, class_name, box, half_height * 0.28, paint);
        break;
    case SERIES_DIAMOND: {
        const page_point corners[] = {{c.x - w * 1.18, c.y},
                                      {c.x, c.y - h * 1.18},
                                      {c.x + w * 1.18, c.y},
                                      {c.x, c.y + h * 1.18}};
        compose_polygon(s, class_name, corners, 4, paint);
        break;
    }
    case SERIES_HEXAGON: {
        const page_point corners[] = {
            {c.x - w, c.y}, {c.x - w + bevel, c.y - h}, {c.x + w - bevel, c.y - h},
            {c.x + w, c.y}, {c.x + w - bevel, c.y + h}, {c.x - w + bevel, c.y + h}};
        compose_polygon(s, class_name, corners, 6, paint);
        break;
    }
    }
}
