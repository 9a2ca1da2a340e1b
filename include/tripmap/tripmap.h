/* SPDX-License-Identifier: MIT */
/** @file
 * tripmap: turns a trip itinerary into a map.
 *
 * A map is made in four steps: load a trip, a style and an atlas, build the map, write it.
 *
 *     tripmap_trip *trip;   tripmap_trip_load(&trip, "rubio2025.yaml", NULL);
 *     tripmap_style *style; tripmap_style_load(&style, NULL, NULL, NULL);
 *     tripmap_atlas *atlas; tripmap_atlas_open(&atlas, NULL, NULL);
 *     tripmap_map *map;     tripmap_map_build(&map, trip, style, atlas, NULL, NULL);
 *     tripmap_map_save(map, "map.svg", -1, NULL, NULL);
 *
 * Conventions. Out-parameters come first; what is returned through one is owned by the caller and
 * freed by the function of the same noun, in any order: a map keeps nothing of the trip, style or
 * atlas it was built from. On failure the out-parameter is set to NULL. Strings are UTF-8;
 * longitudes and latitudes are degrees, longitude first; lengths on the page are CSS px (1/96
 * inch), y down. Every `…_free` takes NULL.
 *
 * Threads. There is no global state. One object may be used by one thread at a time, except that
 * any number of threads may build maps from the same trip, style and atlas at once.
 *
 * Errors. Functions that can fail return a tripmap_status and report diagnostics, sorted by
 * position, through the reporter (NULL: nothing is reported).
 */
#ifndef TRIPMAP_TRIPMAP_H
#define TRIPMAP_TRIPMAP_H

#include <stddef.h>

#if defined(__GNUC__) && defined(TRIPMAP_BUILDING)
/** Marks what the shared library shows. */
#define TRIPMAP_API __attribute__((visibility("default")))
#else
/** Nothing, where the library is used. */
#define TRIPMAP_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What went wrong; also the exit status of the program. */
typedef enum tripmap_status {
    TRIPMAP_OK = 0,
    TRIPMAP_BAD_INPUT = 1, /**< a problem in the trip or style */
    TRIPMAP_BAD_USAGE = 2, /**< a wrong argument or option */
    TRIPMAP_IO_FAILED = 3  /**< data missing, or output not written */
} tripmap_status;

/** The version of the library that is running, as "0.1.0". Static. */
TRIPMAP_API const char *tripmap_version(void);
/** Says what a status means, in English, without a full stop. Static. */
TRIPMAP_API const char *tripmap_status_text(tripmap_status status);
/** Credits and licences of the data and fonts that come with the library. Static. */
TRIPMAP_API const char *tripmap_credits(void);

/* ---------------------------------------------------------------------------------------------
 * Diagnostics */

/** How bad it is. */
typedef enum tripmap_severity {
    TRIPMAP_NOTE /**< worth knowing */,
    TRIPMAP_WARNING /**< drawn, perhaps not as meant */,
    TRIPMAP_ERROR /**< the call fails */
} tripmap_severity;

/** One thing a user should know or mend. All strings are valid during the callback only. */
typedef struct tripmap_diagnostic {
    tripmap_severity severity; /**< how bad it is */
    const char *code;          /**< stable name such as "unknown-key"; see docs/diagnostics.md */
    const char *message;       /**< one line */
    const char *help;          /**< what to write instead, or NULL */
    const char *file;          /**< the input's name, or NULL */
    int line;                  /**< from 1; 0: no position */
    int column;                /**< from 1, in characters */
    int length;                /**< characters to underline */
    const char *text; /**< all of it as the program prints it, with source line and carets */
} tripmap_diagnostic;

/** Receives diagnostics one by one. */
typedef struct tripmap_reporter {
    /** Told each diagnostic; or NULL. */
    void (*report)(void *user, const tripmap_diagnostic *diagnostic);
    void *user; /**< handed to the callbacks as it is */
    int strict; /**< not 0: warnings are reported as errors and make the call fail */
    int color;  /**< not 0: `text` carries terminal colours */
    /** Told every file that a call has read or looked for, whether or not it was there, for
     *  dependency lists and for watching; or NULL. */
    void (*read)(void *user, const char *path);
} tripmap_reporter;

/* ---------------------------------------------------------------------------------------------
 * Inputs */

/** A trip: stops and wishes for the map, read-only once made. */
typedef struct tripmap_trip tripmap_trip;
/** Colours, sizes and dashes of a map. */
typedef struct tripmap_style tripmap_style;
/** A folder of Natural Earth layers; what was read stays for the maps to come. */
typedef struct tripmap_atlas tripmap_atlas;
/** A map: laid out, ready to be written. */
typedef struct tripmap_map tripmap_map;
/** What a thread keeps between maps; see tripmap_session_new. */
typedef struct tripmap_session tripmap_session;

/** Reads a trip file (docs/trip-format.md). */
TRIPMAP_API tripmap_status tripmap_trip_load(tripmap_trip **out, const char *path,
                                             const tripmap_reporter *reporter);
/** Reads a trip from LENGTH bytes of YAML; NAME is what diagnostics call it. TEXT is copied. */
TRIPMAP_API tripmap_status tripmap_trip_parse(tripmap_trip **out, const char *name,
                                              const char *text, size_t length,
                                              const tripmap_reporter *reporter);
/** The style the trip asks for under `map: style:`, or NULL. Borrowed. */
TRIPMAP_API const char *tripmap_trip_style(const tripmap_trip *trip);
/** Frees a trip; NULL is fine. */
TRIPMAP_API void tripmap_trip_free(tripmap_trip *trip);
/** A commented trip file to start from, as YAML. Static. */
TRIPMAP_API const char *tripmap_trip_starter(void);

/** Loads a shipped style by name ("press", also for NULL) or a style file by path.
 *  DATA_FOLDER: where styles/ lies, NULL for the installed one. */
TRIPMAP_API tripmap_status tripmap_style_load(tripmap_style **out, const char *name_or_path,
                                              const char *data_folder,
                                              const tripmap_reporter *reporter);
/** Loads the style that the trip asks for, or "press". A file must lie in the trip's own folder;
 *  problems are reported at the place in the trip that names it. UNTRUSTED not 0: shipped styles
 *  only. */
TRIPMAP_API tripmap_status tripmap_trip_load_style(tripmap_style **out, const tripmap_trip *trip,
                                                   const char *data_folder, int untrusted,
                                                   const tripmap_reporter *reporter);
/** Changes one value, written "key=value" as on the command line. */
TRIPMAP_API tripmap_status tripmap_style_set(tripmap_style *style, const char *assignment,
                                             const tripmap_reporter *reporter);
/** Every value of the style, one "key: value" a line: two styles with the same text draw the same
 *  maps. Owned by the caller; tripmap_text_free frees it. */
TRIPMAP_API char *tripmap_style_text(const tripmap_style *style);
/** Frees a text that the library gave away. */
TRIPMAP_API void tripmap_text_free(char *text);
/** Frees a style; NULL is fine. */
TRIPMAP_API void tripmap_style_free(tripmap_style *style);

/** Names of the shipped styles, sorted, NULL-terminated; tripmap_names_free frees them.
 *  TRIPMAP_IO_FAILED when DATA_FOLDER (NULL: the installed one) holds none. */
TRIPMAP_API tripmap_status tripmap_style_names(char ***out, const char *data_folder,
                                               const tripmap_reporter *reporter);
/** Frees what tripmap_style_names gave. */
TRIPMAP_API void tripmap_names_free(char **names);

/** The JSON schema (draft 7) of trip files. Owned by the caller; tripmap_text_free frees it. */
TRIPMAP_API char *tripmap_trip_schema(void);
/** Likewise, of styles. */
TRIPMAP_API char *tripmap_style_schema(void);

/** Opens a folder of Natural Earth shapefiles; NULL for the installed one. */
TRIPMAP_API tripmap_status tripmap_atlas_open(tripmap_atlas **out, const char *folder,
                                              const tripmap_reporter *reporter);
/** Frees an atlas; NULL is fine. */
TRIPMAP_API void tripmap_atlas_free(tripmap_atlas *atlas);

/* ---------------------------------------------------------------------------------------------
 * Trips put together in code
 *
 * A draft gathers what a trip file would say; finishing it checks everything at once, as if it had
 * been read from a file, and gives a trip. Texts are copied. What a field means and may hold is in
 * docs/trip-format.md.
 *
 *     tripmap_draft *draft = tripmap_draft_new();
 *     tripmap_draft_set(draft, "title", "Two capitals");
 *     tripmap_stop stop = {.place = {.name = "Lima, Peru"}, .dates = "2025-02-03"};
 *     tripmap_draft_add_stop(draft, &stop);
 *     tripmap_draft_finish(&trip, draft, NULL, &reporter);
 */

/** A trip being put together. */
typedef struct tripmap_draft tripmap_draft;

/** A point on Earth, in degrees: longitude -180 … 180, latitude -90 … 90, WGS 84. */
typedef struct tripmap_point {
    double lon_deg; /**< east of Greenwich */
    double lat_deg; /**< north of the equator */
} tripmap_point;

/** A place as a person writes it. */
typedef struct tripmap_place {
    const char *name;        /**< "Lima", "San José, Costa Rica", or a country: its capital */
    const char *country;     /**< where the name alone is not enough, or NULL */
    const tripmap_point *at; /**< for what no gazetteer knows, or NULL */
} tripmap_place;

/** How a leg was travelled. */
typedef enum tripmap_mode {
    TRIPMAP_MODE_UNSAID, /**< as by air */
    TRIPMAP_MODE_AIR,
    TRIPMAP_MODE_SEA,
    TRIPMAP_MODE_RAIL,
    TRIPMAP_MODE_ROAD
} tripmap_mode;

/** The side of its marker on which a label stands. */
typedef enum tripmap_side {
    TRIPMAP_SIDE_ANY, /**< the layout chooses */
    TRIPMAP_SIDE_LEFT,
    TRIPMAP_SIDE_RIGHT,
    TRIPMAP_SIDE_ABOVE,
    TRIPMAP_SIDE_BELOW
} tripmap_side;

/** Whether the map has to show something. */
typedef enum tripmap_show {
    TRIPMAP_SHOW_AUTO, /**< where it does not shrink the rest too far */
    TRIPMAP_SHOW_ALWAYS,
    TRIPMAP_SHOW_NEVER
} tripmap_show;

/** A stop. All zero but the place's name is one. */
typedef struct tripmap_stop {
    tripmap_place place;       /**< where */
    const char *dates;         /**< "2025-02-01/2025-02-03", "2025-02", "1906-07?"; or NULL */
    const char *const *issues; /**< NULL-terminated, 100 at most; or NULL */
    const char *note;          /**< a remark for the itinerary, or NULL */
    const char *link;          /**< http:, https: or mailto:, or NULL */
    tripmap_mode mode;         /**< of the leg that leads here */
    const tripmap_point *via;  /**< N_VIA points that this leg passes, 200 at most; or NULL */
    size_t n_via;              /**< how many */
    int priority;              /**< -100 … 100; higher keeps its text on the map longer */
    tripmap_side label_side;   /**< where the label stands */
    int label_fixed;           /**< not 0: the label's top left corner is given */
    double label_x_px;         /**< of that corner, from the page's left edge */
    double label_y_px;         /**< from the page's upper edge */
} tripmap_stop;

/** An empty draft. It belongs to one thread at a time. */
TRIPMAP_API tripmap_draft *tripmap_draft_new(void);
/** Sets a key of the trip: "title", "subtitle", "traveler", "role", "lang", "return" ("true"), or
 *  of its map, as "map.page", "map.style", "map.panel"; "map.names.Gulf of Mexico" renames on the
 *  base map. A second value takes the place of the first, NULL takes it back. A key or value that
 *  the format lacks is reported by tripmap_draft_finish. */
TRIPMAP_API void tripmap_draft_set(tripmap_draft *draft, const char *key, const char *value);
/** Where the trip begins. */
TRIPMAP_API void tripmap_draft_set_origin(tripmap_draft *draft, const tripmap_place *place,
                                          tripmap_show show);
/** Lets the trip end where it began, by MODE past N_VIA points. */
TRIPMAP_API void tripmap_draft_set_return(tripmap_draft *draft, tripmap_mode mode,
                                          const tripmap_point *via, size_t n_via);
/** Appends a stop: stops are drawn in this order. */
TRIPMAP_API void tripmap_draft_add_stop(tripmap_draft *draft, const tripmap_stop *stop);
/** Appends a source of the facts, for the credit; LINK may be NULL. */
TRIPMAP_API void tripmap_draft_add_source(tripmap_draft *draft, const char *name, const char *link);
/** The trip file that the draft amounts to, as YAML. Borrowed, valid until the draft's next call.
 */
TRIPMAP_API const char *tripmap_draft_text(tripmap_draft *draft);
/** Checks the draft and makes a trip of it; the draft may be changed and finished again. NAME is
 *  what diagnostics call it (NULL: "trip"); their lines are those of tripmap_draft_text.
 *  TRIPMAP_BAD_INPUT when the format does not allow what was set. */
TRIPMAP_API tripmap_status tripmap_draft_finish(tripmap_trip **out, const tripmap_draft *draft,
                                                const char *name, const tripmap_reporter *reporter);
/** Frees a draft; NULL is fine. */
TRIPMAP_API void tripmap_draft_free(tripmap_draft *draft);

/* ---------------------------------------------------------------------------------------------
 * Places */

/** What a search found. */
typedef struct tripmap_places tripmap_places;

/** A place that was found. */
typedef struct tripmap_found {
    const char *label;   /**< what a map writes: the spelling given, without its country */
    const char *name;    /**< the gazetteer's name of today */
    const char *country; /**< short English name of the country on the day asked for, "" at sea */
    const char *iso_a2;  /**< ISO 3166-1 code of the country it lies in today, "" at sea */
    tripmap_point at;    /**< where it lies */
} tripmap_found;

/** A place that bears the name asked for. */
typedef struct tripmap_candidate {
    const char *written; /**< how to write it so that it is found: "Kingston, Jamaica" */
    const char *why;     /**< what it is and how it fits, in English */
    tripmap_point at;    /**< where it lies */
} tripmap_candidate;

/** Looks a place up in the gazetteer (GeoNames; docs/trip-format.md says by what rules), as of DATE
 *  ("1906", "1906-07", "1906-07-04"; NULL: today). TRIPMAP_BAD_INPUT when it is unknown or could
 *  be several; OUT is set then too and its candidates say which. */
TRIPMAP_API tripmap_status tripmap_places_find(tripmap_places **out, const tripmap_place *place,
                                               const char *date, const tripmap_reporter *reporter);
/** The place, or NULL when it was not found. Borrowed. */
TRIPMAP_API const tripmap_found *tripmap_places_found(const tripmap_places *places);
/** All that bear the name, the likeliest first; COUNT receives how many. Borrowed. */
TRIPMAP_API const tripmap_candidate *tripmap_places_candidates(const tripmap_places *places,
                                                               size_t *count);
/** Frees the result of a search; NULL is fine. */
TRIPMAP_API void tripmap_places_free(tripmap_places *places);

/* ---------------------------------------------------------------------------------------------
 * Travel records */

/** Receives a tour: ID is a file name without ending, unlike every other; YAML a trip file. Both
 *  are valid during the call. Returns 0 to stop. */
typedef int tripmap_take_tour(void *user, const char *id, const char *yaml);

/** Makes trips of the records in N files: CSV, the XML of the Office of the Historian, GPX, KML or
 *  GeoJSON points. FROM: where every tour starts and ends, or NULL. KEEP_REMARKS not 0: remarks
 *  become notes. What cannot be read or placed is reported and makes the status an error; the rest
 *  is given to TAKE all the same. */
TRIPMAP_API tripmap_status tripmap_import(const char *const *paths, size_t n, const char *from,
                                          int keep_remarks, tripmap_take_tour *take, void *user,
                                          const tripmap_reporter *reporter);

/* ---------------------------------------------------------------------------------------------
 * Maps */

/** What a thread that makes many maps keeps from one to the next: fonts, shaped lines, outlines of
 *  letters, layers as late views showed them. It changes how soon a map is made, never what it
 * looks like. A session and the maps made with it belong to one thread; they are freed in any
 * order. */
TRIPMAP_API tripmap_session *tripmap_session_new(void);
/** Frees a session, not the maps made with it; NULL is fine. */
TRIPMAP_API void tripmap_session_free(tripmap_session *session);

/** Wishes that override the trip's own `map:` section. NULL and 0 leave a choice to the trip. */
typedef struct tripmap_options {
    const char *page;         /**< "1600x1000", "a4", "210x297mm", … (docs/trip-format.md) */
    const char *projection;   /**< "auto", "laea", "+proj=…", "EPSG:…" */
    const char *data_folder;  /**< where fonts/ lies, NULL for the installed one */
    int untrusted;            /**< not 0: refuse raw projection strings, tighten limits */
    tripmap_session *session; /**< what earlier maps left behind, or NULL */
    const char *title;        /**< the page's title, instead of the trip's; for several trips */
    const char *subtitle;     /**< likewise */
    int small_multiples;      /**< several trips: a map each, in one projection and scale */
} tripmap_options;

/** Nothing wished: all is left to the trip. */
#define TRIPMAP_OPTIONS_INIT                                                                       \
    {                                                                                              \
        NULL, NULL, NULL, 0, NULL, NULL, NULL, 0                                                   \
    }

/** Geocodes, projects, lays out: everything but the writing. The map is independent of its inputs
 *  from then on. TRIPMAP_BAD_INPUT when a place is unknown or the projection cannot show a stop. */
TRIPMAP_API tripmap_status tripmap_map_build(tripmap_map **out, const tripmap_trip *trip,
                                             const tripmap_style *style, tripmap_atlas *atlas,
                                             const tripmap_options *options,
                                             const tripmap_reporter *reporter);
/** Several trips on one map: a colour, marker shape and dash each, labels shared where they called
 *  at the same place, a key by country. N is 1 to TRIPMAP_TRIPS_MAX; the first trip's `map:`
 * section holds for the page. */
TRIPMAP_API tripmap_status tripmap_map_build_several(
    tripmap_map **out, const tripmap_trip *const *trips, size_t n, const tripmap_style *style,
    tripmap_atlas *atlas, const tripmap_options *options, const tripmap_reporter *reporter);
/** As many trips as one map takes. */
#define TRIPMAP_TRIPS_MAX 12
/** Frees a map; NULL is fine. */
TRIPMAP_API void tripmap_map_free(tripmap_map *map);
/** Page size in CSS px. */
TRIPMAP_API void tripmap_map_size(const tripmap_map *map, double *width_px, double *height_px);

/** What a map is written as. */
typedef enum tripmap_format {
    TRIPMAP_SVG,
    TRIPMAP_PNG,
    TRIPMAP_PDF,
    TRIPMAP_HTML,
    TRIPMAP_GEOJSON,
    TRIPMAP_KML,
    TRIPMAP_GPX,
    TRIPMAP_FORMAT_COUNT
} tripmap_format;

/** How text stands in SVG and HTML. */
typedef enum tripmap_svg_text {
    TRIPMAP_TEXT_PATHS, /**< letters as outlines: looks the same everywhere */
    TRIPMAP_TEXT_LIVE,  /**< real text, for the web and for editing */
    TRIPMAP_TEXT_EMBED  /**< real text with the fonts inside the file */
} tripmap_svg_text;

/** How a map is written. Start from TRIPMAP_OUTPUT_INIT. */
typedef struct tripmap_output {
    double scale;              /**< PNG: device px per CSS px, 0.1 … 16 */
    double dpi;                /**< PNG: scale becomes dpi / 96 and the file notes it; 0: unset */
    int png_level;             /**< 0 … 9 */
    int precision;             /**< SVG: decimals of coordinates, 1 or 2 */
    tripmap_svg_text svg_text; /**< SVG and HTML */
    const char *id_prefix;     /**< SVG: before every id; NULL: a hash of the map */
} tripmap_output;

/** One px a px, one decimal, letters as outlines. */
#define TRIPMAP_OUTPUT_INIT                                                                        \
    {                                                                                              \
        1.0, 0.0, 1, 1, TRIPMAP_TEXT_PATHS, NULL                                                   \
    }

/** The format a file name's ending stands for, or a format's own name; -1 when unknown. */
TRIPMAP_API int tripmap_format_of(const char *path_or_name);
/** Writes consecutive pieces through WRITE, which returns 0 to stop. */
TRIPMAP_API tripmap_status tripmap_map_write(const tripmap_map *map, tripmap_format format,
                                             const tripmap_output *output,
                                             int (*write)(void *user, const void *bytes,
                                                          size_t length),
                                             void *user, const tripmap_reporter *reporter);
/** Writes a file whole or not at all. FORMAT -1: by the path's ending. */
TRIPMAP_API tripmap_status tripmap_map_save(const tripmap_map *map, const char *path, int format,
                                            const tripmap_output *output,
                                            const tripmap_reporter *reporter);
struct _cairo;
/** Paints into the caller's cairo_t, in page px from its current origin. */
TRIPMAP_API tripmap_status tripmap_map_draw(const tripmap_map *map, struct _cairo *cr);

/** The tour as a text to read aloud: every stop in order, dates, issues, distances. Borrowed. */
TRIPMAP_API const char *tripmap_map_alt_text(const tripmap_map *map);
/** What a list of many maps says about one. */
typedef struct tripmap_summary {
    const char *title;            /**< "" where the trip says nothing */
    const char *traveler;         /**< likewise */
    const char *dates;            /**< first and last day, "2025-02-01/2025-02-06"; "" undated */
    const char *const *countries; /**< visited, in English, by first visit; NULL-terminated */
    int stops;                    /**< of all trips on the map */
    double distance_m;            /**< along the route */
    int labels;                   /**< one for each marker */
    int in_panel;                 /**< of those, moved to the itinerary beside the map */
    int breaches;    /**< of the layout's hard rules: overlaps, crossings, lost text, …; 0 */
    double route_px; /**< length of the route on the page */
    double route_covered_px; /**< of that, under label boxes */
} tripmap_summary;

/** The summary of a map. Borrowed. */
TRIPMAP_API const tripmap_summary *tripmap_map_summary(const tripmap_map *map);
/** Boxes, leaders, rungs and measures of the layout as JSON. Borrowed. */
TRIPMAP_API const char *tripmap_map_layout_json(const tripmap_map *map);
/** What the layout gave up, a line each, indented by two blanks: texts shortened or in the panel
 * and why, markers beside their places, what is nearest to touching. Borrowed. */
TRIPMAP_API const char *tripmap_map_compromises(const tripmap_map *map);
/** Why this projection and extent; one line a fact. Borrowed. */
TRIPMAP_API const char *tripmap_map_explain(const tripmap_map *map);
/** The display list as text, for tests and bug reports. Borrowed. */
TRIPMAP_API const char *tripmap_map_scene(tripmap_map *map);

#ifdef __cplusplus
}
#endif

#endif
