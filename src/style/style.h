/* SPDX-License-Identifier: MIT
 *
 * A style: every colour, size and dash the page design uses, as read from styles/NAME.yaml.
 * Sizes are CSS px on the 1600 x 1000 page; page design scales them to other pages.
 */
#ifndef TRIPMAP_STYLE_STYLE_H
#define TRIPMAP_STYLE_STYLE_H

#include "base/color.h"
#include "base/diag.h"

/* X(field, default, description): reader, --set, schema and docs share the one list. */
#define STYLE_COLORS(X)                                                                            \
    X(ocean, "#dbe7ee", "the sea, and the page where no land is")                                  \
    X(coast_band, "#c9dae4", "the soft band along the outside of coasts")                          \
    X(land, "#f7f4ed", "countries the trip does not visit")                                        \
    X(visited, "#f3dcb0", "countries the trip visits")                                             \
    X(visited_twice, "#eecf98", "countries visited by several trips on one map")                   \
    X(lake, "#dbe7ee", "lakes")                                                                    \
    X(river, "#c3d6e2", "rivers")                                                                  \
    X(coastline, "#8aa3b2", "the coast line and lake shores")                                      \
    X(border, "#bfb5a1", "borders of countries")                                                   \
    X(state_border, "#ded6c5", "borders of states and provinces")                                  \
    X(graticule, "#cbdae3", "meridians and parallels")                                             \
    X(route, "#b5172f", "the route, markers and bullets")                                          \
    X(route_casing, "#ffffff", "the edge of the route and the ring of markers")                    \
    X(marker_text, "#ffffff", "numbers in markers")                                                \
    X(text, "#1b2733", "titles, names, issues")                                                    \
    X(secondary, "#4f5c68", "dates, captions, credit")                                             \
    X(leader, "#4f5c68", "lines from a marker to its label")                                       \
    X(country_name, "#6a6152", "names of countries not visited")                                   \
    X(visited_name, "#6b5218", "names of visited countries")                                       \
    X(water_name, "#47687f", "names of seas and gulfs")                                            \
    X(large_water_name, "#5c8098", "names of oceans, 24 px and larger")                            \
    X(box, "#ffffff", "the ground of label boxes and the itinerary")                               \
    X(hairline, "#1b273329", "the edge of label boxes, rules")                                     \
    X(page, "#ffffff", "the page outside the map")                                                 \
    X(globe_sea, "#f4f8fa", "the locator globe's sea")                                             \
    X(globe_land, "#cdd7dd", "the locator globe's land")                                           \
    X(globe_graticule, "#e0e9ee", "the locator globe's meridians and parallels")                   \
    X(globe_edge, "#8aa3b2", "the locator globe's edge")                                           \
    X(route_2, "#0b4f8a", "the second trip's route on one map")                                    \
    X(route_3, "#00735c", "the third trip's route")                                                \
    X(route_4, "#9a4f00", "the fourth trip's route")                                               \
    X(route_5, "#7049ca", "the fifth trip's route")                                                \
    X(route_6, "#172b30", "the sixth trip's route")

/* X(field, default, min, max, description). */
#define STYLE_NUMBERS(X)                                                                           \
    X(title_size, 40, 4, 400, "type size of the title")                                            \
    X(subtitle_size, 17, 4, 400, "type size of the subtitle")                                      \
    X(name_size, 18, 4, 400, "type size of a stop's name")                                         \
    X(date_size, 13.5, 4, 400, "type size of a stop's country and dates")                          \
    X(issue_size, 14.5, 4, 400, "type size of issues")                                             \
    X(caption_size, 15, 4, 400, "type size of captions at the frame")                              \
    X(caption_detail_size, 13, 4, 400, "type size of a caption's second line")                     \
    X(country_size, 12, 4, 400, "type size of country names")                                      \
    X(water_size, 20, 4, 400, "type size of names of seas")                                        \
    X(ocean_size, 25, 4, 400, "type size of names of oceans")                                      \
    X(scale_size, 13, 4, 400, "type size of the scale bar")                                        \
    X(credit_size, 11, 4, 400, "type size of the credit")                                          \
    X(marker_size, 14.5, 4, 400, "type size of numbers in markers")                                \
    X(marker_radius, 12.5, 1, 200, "radius of markers")                                            \
    X(marker_ring, 2.2, 0, 50, "width of the ring round a marker")                                 \
    X(route_width, 3, 0.1, 50, "width of the route")                                               \
    X(casing_width, 5.6, 0, 100, "width of the route with its edge")                               \
    X(arrow_length, 15, 0, 200, "length of arrow heads")                                           \
    X(arrow_width, 12.5, 0, 200, "width of arrow heads")                                           \
    X(leader_width, 1.1, 0.1, 50, "width of leaders")                                              \
    X(box_radius, 4, 0, 100, "corner radius of label boxes")                                       \
    X(box_pad_x, 11, 0, 200, "space inside a box, left and right")                                 \
    X(box_pad_y, 9, 0, 200, "space inside a box, above and below")                                 \
    X(halo_width, 1.6, 0, 50, "width of the halo on each side of a name")                          \
    X(coast_width, 0.8, 0, 50, "width of coast lines")                                             \
    X(border_width, 0.8, 0, 50, "width of borders")                                                \
    X(graticule_width, 0.6, 0, 50, "width of meridians and parallels")                             \
    X(globe_radius, 84, 1, 2000, "radius of the locator globe")                                    \
    X(margin, 40, 0, 2000, "space between the page's edge and what stands on it")

enum { STYLE_MAP_COLORS = 7 }; /* as many as Natural Earth's MAPCOLOR7 */

typedef struct style {
    char *name;        /* "press", or the file's name without its ending */
    char *description; /* one line, or NULL */
#define X(field, value, about) color field;
    STYLE_COLORS(X)
#undef X
#define X(field, value, low, high, about) double field;
    STYLE_NUMBERS(X)
#undef X
    bool fill_by_map_color; /* atlas: countries in soft colours by MAPCOLOR7 */
    color map_colors[STYLE_MAP_COLORS];
} style;

/* The defaults above: what press.yaml holds, for maps made without a data folder. */
style *style_new(void);
/* NAME_OR_FILE: a shipped style ("press") or a path; extends: is followed. AT says who asks: a
 * span in a trip confines the path to the trip's folder, SPAN_NONE means the user. */
bool style_load(style **out, const char *name_or_file, const char *style_folder, span at,
                diag_list *diags);
/* A style from YAML text; SRC's name is its path, "-" where it has none. */
bool style_parse(style **out, source *src, const char *style_folder, diag_list *diags);
/* One --set key=value. */
bool style_set(style *s, const char *assignment, diag_list *diags);
/* True for what can only mean a shipped style: a bare word, not a path. */
bool style_is_shipped_name(const char *text);
/* Names of the styles in STYLE_FOLDER, sorted. */
GPtrArray *style_list(const char *style_folder);
/* Every value of the style, a line each; equal texts draw equal maps. Owned by the caller. */
char *style_text(const style *s);
void style_free(style *s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(style, style_free)

#endif
