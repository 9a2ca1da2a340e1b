/* SPDX-License-Identifier: MIT
 *
 * Hostile texts through every text field of a trip into every format that is marked up:
 * well-formed, of known elements only, without scripts, handlers or outside references, and with
 * the texts as they were. With TRIPMAP_HOSTILE, a folder, the trips stay there with their texts as
 * JSON, for hostile/browser.sh to draw and look at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/json.h"
#include "tripmap/tripmap.h"

enum { TEXTS = 2000, TEXTS_PER_MAP = 40, STOPS = 10 };

static const char *const attacks[] = {
    "<script>alert(1)</script>",
    "</text><script>alert(1)</script>",
    "</title></svg><svg onload=x>",
    "\" onload=\"alert(1)",
    "' onclick='alert(1)",
    "]]>",
    "<![CDATA[x",
    "-->",
    "<!--",
    "<?xml?>",
    "&amp;",
    "&#60;script&#62;",
    "&bogus;",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<a href=x>",
    "<image href='http://e.org/x.png'/>",
    "<foreignObject>",
    "javascript:alert(1)",
    "\\u003cscript",
    "${7*7}",
    "{{7*7}}",
    "=cmd|'/c calc'!A1",
    "@import url(http://e.org)",
    "red;}</style>",
    "url(http://e.org/x)",
    "\\\") /URI (x",
    "') >> /JS (x",
    "%n%s%x",
    "../../etc/passwd",
    "a\\",
    "\\'",
    "\xe2\x80\xaetxt.exe",
    "\xe2\x81\xa6x\xe2\x81\xa9",
    "\xef\xbb\xbfx",
    "e\xcc\x81\xcc\x81\xcc\x81",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
    "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",
    "<b>bold</b>",
    "<span font='99'>x</span>",
    "\xe2\x80\xa8line",
    "'\"><svg/onload=alert(1)>",
};

/* A hostile text, unlike all others by its number. */
static char *text_of(GRand *dice, int number)
{
    const char *first = attacks[number % (int)G_N_ELEMENTS(attacks)];
    const char *second = attacks[g_rand_int_range(dice, 0, G_N_ELEMENTS(attacks))];
    return g_rand_boolean(dice) ? g_strdup_printf("%s %d", first, number)
                                : g_strdup_printf("%s%s %d", first, second, number);
}

typedef struct {
    tripmap_style *style;
    tripmap_atlas *atlas;
    tripmap_session *session;
} shared;

/* A trip whose every text is hostile; TEXTS in the order of the fields, places first. */
static GString *trip_of(char **texts)
{
    GString *yaml = g_string_new("{stops: [");
    int next = STOPS;
    for (int i = 0; i < STOPS; i++) {
        g_string_append_printf(yaml, "{at: [%d, %d], place: {name: ", -100 + 12 * i, i * 7 % 40);
        json_append_string(yaml, texts[i]);
        g_string_append(yaml, "}, issues: [");
        json_append_string(yaml, texts[next++]);
        g_string_append(yaml, "], note: ");
        json_append_string(yaml, texts[next++]);
        g_string_append(yaml, ", link: \"https://e.org/?'a'&b=(c)\"},\n");
    }
    g_string_append(yaml, "], sources: [");
    json_append_string(yaml, texts[next++]);
    static const char *const keys[] = {"title", "subtitle", "traveler", "role"};
    g_string_append_c(yaml, ']');
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_string_append_printf(yaml, ", %s: ", keys[i]);
        json_append_string(yaml, texts[next++]);
    }
    g_string_append(yaml, ", map: {panel: always, page: 1200x800, names: {Brazil: ");
    json_append_string(yaml, texts[next++]);
    g_string_append(yaml, "}}}");
    assert_true(next <= TEXTS_PER_MAP);
    return yaml;
}

/* ---- XML ---- */

static const char *const elements[] = {
    "svg", "title", "desc", "metadata", "g", "path", "circle", "rect", "text", "tspan", "a", "use",
    "defs", "clipPath", "style", "symbol", "line", "polyline", "polygon", "ellipse",
    /* KML and GPX */
    "kml", "Document", "Folder", "name", "description", "Placemark", "Point", "coordinates",
    "TimeSpan", "begin", "end", "MultiGeometry", "LineString", "tessellate", "gpx", "wpt", "rte",
    "rtept", "trk", "trkseg", "trkpt", "time", "cmt", "author", "link", "src", "type", "text",
    NULL};

static void check_element(GMarkupParseContext *context, const char *name, const char **keys,
                          const char **values, gpointer user, GError **error)
{
    (void)context, (void)user, (void)error;
    if (!g_strv_contains(elements, name))
        fail_msg("the element <%s>", name);
    for (; *keys; keys++, values++) {
        if (g_str_has_prefix(*keys, "on"))
            fail_msg("the attribute %s", *keys);
        if (strcmp(*keys, "href") == 0 || g_str_has_suffix(*keys, ":href"))
            assert_true(**values == '#' || strcmp(*values, "https://e.org/?'a'&b=(c)") == 0);
        if (strcmp(*keys, "style") == 0 || strcmp(*keys, "fill") == 0)
            assert_null(strstr(*values, "url(h"));
    }
}

static void collect(GMarkupParseContext *context, const char *text, gsize length, gpointer user,
                    GError **error)
{
    (void)context, (void)error;
    g_string_append_len(user, text, (gssize)length);
    g_string_append_c(user, '\n');
}

/* The character data of a well-formed document. */
static GString *check_xml(const GString *xml)
{
    static const GMarkupParser parser = {.start_element = check_element, .text = collect};
    GString *text = g_string_new("\n");
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, text, NULL);
    g_autoptr(GError) error = NULL;
    if (!g_markup_parse_context_parse(context, xml->str, (gssize)xml->len, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("%s", error->message);
    return text;
}

/* ---- outputs ---- */

static int append(void *user, const void *bytes, size_t length)
{
    g_string_append_len(user, bytes, (gssize)length);
    return 1;
}

static GString *written(const tripmap_map *map, tripmap_format format, tripmap_svg_text how)
{
    GString *out = g_string_new(NULL);
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    output.svg_text = how;
    assert_int_equal(tripmap_map_write(map, format, &output, append, out, NULL), TRIPMAP_OK);
    return out;
}

static void assert_holds(const GString *text, char **names)
{
    for (int i = 0; i < STOPS; i++)
        if (!strstr(text->str, names[i]))
            fail_msg("\"%s\" is lost", names[i]);
}

static void check_outputs(const tripmap_map *map, char **texts)
{
    for (int how = TRIPMAP_TEXT_PATHS; how <= TRIPMAP_TEXT_LIVE; how++) {
        GString *svg = written(map, TRIPMAP_SVG, (tripmap_svg_text)how);
        g_string_free(check_xml(svg), TRUE);
        assert_null(strstr(svg->str, "<script"));
        g_string_free(svg, TRUE);
    }
    for (int format = TRIPMAP_KML; format <= TRIPMAP_GPX; format++) {
        GString *xml = written(map, (tripmap_format)format, TRIPMAP_TEXT_PATHS);
        GString *text = check_xml(xml);
        assert_holds(text, texts);
        g_string_free(text, TRUE);
        g_string_free(xml, TRUE);
    }
    GString *json = written(map, TRIPMAP_GEOJSON, TRIPMAP_TEXT_PATHS);
    assert_null(strstr(json->str, "</script"));
    g_autoptr(JsonParser) parser = json_parser_new();
    assert_true(json_parser_load_from_data(parser, json->str, (gssize)json->len, NULL));
    g_string_free(json, TRUE);
    assert_true(json_parser_load_from_data(parser, tripmap_map_layout_json(map), -1, NULL));
    GString *pdf = written(map, TRIPMAP_PDF, TRIPMAP_TEXT_PATHS);
    assert_null(g_strstr_len(pdf->str, (gssize)pdf->len, "/JavaScript"));
    assert_null(g_strstr_len(pdf->str, (gssize)pdf->len, "/Launch"));
    g_string_free(pdf, TRUE);
}

static void show_error(void *user, const tripmap_diagnostic *d)
{
    (void)user;
    if (d->severity == TRIPMAP_ERROR)
        print_message("%s", d->text);
}

static void keep(const char *folder, int number, const GString *yaml, char **texts)
{
    g_autofree char *trip = g_strdup_printf("%s/hostile-%02d.yaml", folder, number);
    g_autofree char *list = g_strdup_printf("%s/hostile-%02d.json", folder, number);
    g_autoptr(GString) json = g_string_new("[");
    for (int i = 0; texts[i]; i++) {
        g_string_append(json, i > 0 ? ", " : "");
        json_append_string(json, texts[i]);
    }
    g_string_append(json, "]\n");
    assert_true(g_file_set_contents(trip, yaml->str, (gssize)yaml->len, NULL));
    assert_true(g_file_set_contents(list, json->str, (gssize)json->len, NULL));
}

static void texts_stay_texts(void **state)
{
    const shared *s = *state;
    GRand *dice = g_rand_new_with_seed(5);
    const tripmap_reporter reporter = {.report = show_error};
    for (int first = 0; first < TEXTS; first += TEXTS_PER_MAP) {
        g_auto(GStrv) texts = g_new0(char *, TEXTS_PER_MAP + 1);
        for (int i = 0; i < TEXTS_PER_MAP; i++)
            texts[i] = text_of(dice, first + i);
        GString *yaml = trip_of(texts);
        const char *folder = g_getenv("TRIPMAP_HOSTILE");
        if (folder && *folder)
            keep(folder, first / TEXTS_PER_MAP, yaml, texts);
        tripmap_trip *trip;
        tripmap_map *map;
        tripmap_options options = TRIPMAP_OPTIONS_INIT;
        options.session = s->session;
        assert_int_equal(tripmap_trip_parse(&trip, "t.yaml", yaml->str, yaml->len, &reporter), 0);
        assert_int_equal(tripmap_map_build(&map, trip, s->style, s->atlas, &options, &reporter), 0);
        check_outputs(map, texts);
        tripmap_map_free(map);
        tripmap_trip_free(trip);
        g_string_free(yaml, TRUE);
    }
    g_rand_free(dice);
}

static int set_up(void **state)
{
    shared *s = g_new0(shared, 1);
    *state = s;
    s->session = tripmap_session_new();
    return tripmap_style_load(&s->style, NULL, NULL, NULL) ||
           tripmap_atlas_open(&s->atlas, NULL, NULL);
}

static int tear_down(void **state)
{
    shared *s = *state;
    tripmap_session_free(s->session);
    tripmap_style_free(s->style);
    tripmap_atlas_free(s->atlas);
    g_free(s);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts_stay_texts)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
