/* SPDX-License-Identifier: MIT
 *
 * What the fuzzers of whole maps share: a style, an atlas and a session that live on from one input
 * to the next, and what every output has to keep, whatever went in.
 */
#ifndef TRIPMAP_TESTS_FUZZ_OUTPUTS_H
#define TRIPMAP_TESTS_FUZZ_OUTPUTS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tripmap/tripmap.h"

typedef struct {
    tripmap_style *style;
    tripmap_atlas *atlas;        /* every layer */
    tripmap_atlas *coarse_atlas; /* those of 1:110,000,000, which are quickest to draw */
    tripmap_session *session;
    int errors; /* reported by the call under way */
    unsigned long drawn;
} workshop;

static workshop shop;

static int append(void *user, const void *bytes, size_t length)
{
    g_string_append_len(user, bytes, (gssize)length);
    return 1;
}

static void count_error(void *user, const tripmap_diagnostic *d)
{
    (void)user;
    shop.errors += d->severity == TRIPMAP_ERROR;
    g_assert(g_utf8_validate(d->text, -1, NULL));
}

/* Most inputs end in an error; long.sh wants to know how many became maps. */
static void say_drawn(void)
{
    fprintf(stderr, "drawn maps: %lu\n", shop.drawn);
}

static void open_workshop(void)
{
    if (!shop.style) {
        g_assert(tripmap_style_load(&shop.style, NULL, NULL, NULL) == TRIPMAP_OK);
        g_assert(tripmap_atlas_open(&shop.atlas, NULL, NULL) == TRIPMAP_OK);
        g_assert(tripmap_atlas_open(&shop.coarse_atlas, TRIPMAP_COARSE_SHAPES, NULL) == TRIPMAP_OK);
        shop.session = tripmap_session_new();
        atexit(say_drawn);
    }
    shop.errors = 0;
}

/* A text may say what it likes, as long as it is text: no element or number may. */
static void check_element(GMarkupParseContext *context, const char *name, const char **keys,
                          const char **values, gpointer user, GError **error)
{
    static const char *const never[] = {"script", "image", "foreignObject", "iframe", NULL};
    static const char *const numbers[] = {
        "d",      "x",         "y",       "cx",        "cy",           "r", "width", "height",
        "points", "transform", "viewBox", "font-size", "stroke-width", NULL};
    (void)context, (void)user, (void)error;
    g_assert(!g_strv_contains(never, name));
    for (; *keys; keys++, values++) {
        g_assert(!g_str_has_prefix(*keys, "on"));
        if (g_strv_contains(numbers, *keys))
            g_assert(!strstr(*values, "nan") && !strstr(*values, "inf"));
        if (strcmp(*keys, "href") == 0)
            g_assert(!g_str_has_prefix(*values, "javascript"));
    }
}

static void check_markup(const GString *out)
{
    static const GMarkupParser parser = {.start_element = check_element};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    g_autoptr(GError) error = NULL;
    bool ok = g_markup_parse_context_parse(context, out->str, (gssize)out->len, &error) &&
              g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_assert(ok);
}

/* What each format begins and ends with. */
static void check_output(const GString *out, tripmap_format format)
{
    static const struct {
        const char *start, *end;
    } shape[TRIPMAP_FORMAT_COUNT] = {
        [TRIPMAP_SVG] = {"<", "</svg>\n"},     [TRIPMAP_PNG] = {"\x89PNG", "IEND\xae\x42\x60\x82"},
        [TRIPMAP_PDF] = {"%PDF", "%%EOF\n"},   [TRIPMAP_HTML] = {"<!", "</html>\n"},
        [TRIPMAP_GEOJSON] = {"{", "}\n"},      [TRIPMAP_KML] = {"<?xml", "</kml>\n"},
        [TRIPMAP_GPX] = {"<?xml", "</gpx>\n"},
    };
    gsize end = strlen(shape[format].end);
    g_assert(g_str_has_prefix(out->str, shape[format].start));
    g_assert(out->len > end && memcmp(out->str + out->len - end, shape[format].end, end) == 0);
    if (format == TRIPMAP_SVG || format == TRIPMAP_KML || format == TRIPMAP_GPX)
        check_markup(out);
    else if (format != TRIPMAP_PNG && format != TRIPMAP_PDF)
        g_assert(g_utf8_validate_len(out->str, out->len, NULL));
}

/* Writes the map in the formats of the set, bit by bit, and checks each. */
static void check_map(const tripmap_map *map, unsigned formats)
{
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    output.scale = 0.5;
    output.png_level = 1;
    output.svg_text = TRIPMAP_TEXT_LIVE;
    shop.drawn++;
    for (int format = 0; format < TRIPMAP_FORMAT_COUNT; format++) {
        if (!(formats >> format & 1))
            continue;
        g_autoptr(GString) out = g_string_new(NULL);
        g_assert(tripmap_map_write(map, (tripmap_format)format, &output, append, out, NULL) ==
                 TRIPMAP_OK);
        check_output(out, (tripmap_format)format);
    }
}

#endif
