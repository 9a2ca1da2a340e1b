/* SPDX-License-Identifier: MIT
 *
 * The whole way from a trip's text to SVG, PNG and PDF, on a small page, as a stranger's trip.
 * Whatever the text: either errors, or outputs that are whole and without a NaN.
 */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "tripmap/tripmap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static tripmap_style *style;
static tripmap_atlas *atlas;
static tripmap_session *session;

static int append(void *user, const void *bytes, size_t length)
{
    g_string_append_len(user, bytes, (gssize)length);
    return 1;
}

static void count_error(void *user, const tripmap_diagnostic *d)
{
    int *errors = user;
    *errors += d->severity == TRIPMAP_ERROR;
    g_assert(g_utf8_validate(d->text, -1, NULL));
}

static void check_svg(const GString *svg)
{
    static const char *const never[] = {"<script", "javascript:", "<image",  "<foreignObject",
                                        "nan,",    "inf,",        " onload", " onclick"};
    g_assert(g_utf8_validate_len(svg->str, svg->len, NULL));
    g_assert(g_str_has_suffix(svg->str, "</svg>\n"));
    for (guint i = 0; i < G_N_ELEMENTS(never); i++) {
        const char *at = strstr(svg->str, never[i]);
        /* A text may say what it likes, as long as it is text. */
        g_assert(!at || never[i][0] != '<');
    }
}

static void write_all(const tripmap_map *map)
{
    static const char *const starts[] = {"<", "\x89PNG", "%PDF"};
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    output.scale = 0.5;
    for (int format = TRIPMAP_SVG; format <= TRIPMAP_PDF; format++) {
        g_autoptr(GString) out = g_string_new(NULL);
        output.svg_text = TRIPMAP_TEXT_LIVE;
        tripmap_status status =
            tripmap_map_write(map, (tripmap_format)format, &output, append, out, NULL);
        g_assert(status == TRIPMAP_OK && g_str_has_prefix(out->str, starts[format]));
        if (format == TRIPMAP_SVG)
            check_svg(out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!style) {
        g_assert(tripmap_style_load(&style, NULL, NULL, NULL) == TRIPMAP_OK);
        g_assert(tripmap_atlas_open(&atlas, NULL, NULL) == TRIPMAP_OK);
        session = tripmap_session_new();
    }
    int errors = 0;
    const tripmap_reporter reporter = {.report = count_error, .user = &errors};
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.page = "400x300";
    options.untrusted = 1;
    options.session = session;
    tripmap_trip *trip;
    if (tripmap_trip_parse(&trip, "fuzz.yaml", (const char *)data, size, &reporter) != TRIPMAP_OK) {
        g_assert(errors > 0 && !trip);
        return 0;
    }
    tripmap_map *map;
    if (tripmap_map_build(&map, trip, style, atlas, &options, &reporter) == TRIPMAP_OK)
        write_all(map);
    else
        g_assert(errors > 0 && !map);
    tripmap_map_free(map);
    tripmap_trip_free(trip);
    return 0;
}
