/* SPDX-License-Identifier: MIT
 *
 * A style: every colour, size and dash the page design uses, as read from styles/NAME.yaml.
 * Sizes are CSS px on the 1600 x 1000 page; page design scales them to other pages.
 */
#ifndef TRIPMAP_STYLE_STYLE_H
#define TRIPMAP_STYLE_STYLE_H

#include "base/color.h"
#include "base/diag.h"

/* X(field, default) in groups, so that the reader, --set, the schema and the docs share one list. */
#define STYLE_COLORS(X)                                                                            \
    X(ocean, "#dbe7ee") X(coast_band, "#c9dae4") X(land, "#f7f4ed") X(visited, "#f3dcb0")          \
    X(visited_twice, "#ecc98c") X(lake, "#dbe7ee") X(river, "#c3d6e2") X(coastline, "#8aa3b2")     \
    X(border, "#bfb5a1") X(state_border, "#ded6c5") X(graticule, "#cbdae3")                        \
    X(route, "#b5172f") X(route_casing, "#ffffff") X(marker_text, "#ffffff")                       \
    X(text, "#1b2733") X(secondary, "#4f5c68") X(leader, "#4f5c68")                                \
    X(country_name, "#6a6152") X(visited_name, "#6b5218")                                          \
    X(water_name, "#47687f") X(large_water_name, "#5c8098")                                        \
    X(box, "#ffffff") X(hairline, "#1b273329") X(page, "#ffffff")                                  \
    X(globe_sea, "#f4f8fa") X(globe_land, "#cdd7dd") X(globe_graticule, "#e0e9ee")                 \
    X(globe_edge, "#8aa3b2") X(route_2, "#0b4f8a") X(route_3, "#00735c") X(route_4, "#9a4f00")     \
    X(route_5, "#6b3d94") X(route_6, "#4d4d4d")

#define STYLE_NUMBERS(X)                                                                           \
    X(title_size, 40) X(subtitle_size, 17) X(name_size, 18) X(date_size, 13.5) X(issue_size, 14.5) \
    X(caption_size, 15) X(caption_detail_size, 13) X(country_size, 12) X(water_size, 20)           \
    X(ocean_size, 25) X(scale_size, 13) X(credit_size, 11) X(marker_size, 14.5)                    \
    X(marker_radius, 12.5) X(marker_ring, 2.2) X(route_width, 3) X(casing_width, 5.6)              \
    X(arrow_length, 15) X(arrow_width, 12.5) X(leader_width, 1.1) X(box_radius, 4)                 \
    X(box_pad_x, 11) X(box_pad_y, 9) X(halo_width, 1.6) X(coast_width, 0.8) X(border_width, 0.8)   \
    X(graticule_width, 0.6) X(globe_radius, 84) X(margin, 40)

typedef struct style {
    char *name;
#define X(field, value) color field;
    STYLE_COLORS(X)
#undef X
#define X(field, value) double field;
    STYLE_NUMBERS(X)
#undef X
    bool fill_by_map_color; /* atlas: countries in soft colours by MAPCOLOR7 */
    color map_colors[7];
} style;

/* NAME_OR_FILE: a shipped style ("press") or a path; extends: is followed. */
bool style_load(style **out, const char *name_or_file, const char *style_folder, span at,
                diag_list *diags);
/* One --set key=value. */
bool style_set(style *s, const char *assignment, diag_list *diags);
void style_free(style *s);

#endif
