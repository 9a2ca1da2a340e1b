/* SPDX-License-Identifier: MIT
 *
 * The route as GeoJSON, KML and GPX: what they hold, that they parse, and the antimeridian.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/route.h"
#include "reading.h"
#include "yaml/node.h"

static const char TRIP[] = "title: \"Fish & <chips>\"\n"
                           "from: Washington\n"
                           "return: true\n"
                           "stops:\n"
                           "  - place: Tokyo\n"
                           "    dates: 2024-03-01/2024-03-02\n"
                           "    issues: [\"A \\\"B\\\"\", C]\n"
                           "  - place: Anchorage, Alaska\n"
                           "    mode: sea\n"
                           "    dates: 2024-03\n";

static itinerary *itinerary_of(trip **t, source **src)
{
    g_autoptr(diag_list) diags = diag_list_new();
    *src = source_of(TRIP);
    assert_true(trip_read(t, *src, diags));
    GArray *places = NULL;
    assert_true(geocode_trip(&places, *t, diags));
    return itinerary_new((const trip *const *)t, &places, 1);
}

static void count(const char *text, const char *word, int expected)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, word)) != NULL; p += strlen(word))
        n++;
    if (n != expected)
        fail_msg("%d times %s in %s", n, word, text);
}

/* JSON is YAML in flow style, so the trip reader's parser checks it. */
static void geojson(void **state)
{
    (void)state;
    trip *t;
    source *src;
    itinerary *it = itinerary_of(&t, &src);
    g_autoptr(GPtrArray) lines = route_lines_new(it);
    g_autofree char *text = route_geojson_new(it, lines);
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) json = source_of(text);
    g_autoptr(yaml_tree) tree = NULL;
    assert_true(yaml_tree_read(&tree, json, diags));
    count(text, "\"kind\":\"stop\"", 2);
    count(text, "\"kind\":\"leg\"", 3);
    count(text, "\"kind\":\"origin\"", 1);
    count(text, "\"title\":\"Fish & \\u003cchips>\"", 1);
    count(text, "\"issues\":[\"A \\\"B\\\"\",\"C\"]", 1);
    count(text, "\"start\":\"2024-03\",\"end\":\"2024-03\"", 1);
    count(text, "\"mode\":\"sea\"", 1);
    /* Washington to Tokyo and Tokyo to Anchorage cross 180 degrees, the way home does not. */
    count(text, "MultiLineString", 2);
    count(text, "[180,", 2);
    count(text, "[-180,", 2);
    itinerary_free(it);
    trip_free(t);
    source_unref(src);
}

static void assert_well_formed(const char *xml)
{
    static const GMarkupParser parser = {NULL, NULL, NULL, NULL, NULL};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    assert_true(g_markup_parse_context_parse(context, xml, -1, NULL));
    assert_true(g_markup_parse_context_end_parse(context, NULL));
}

static void xml_formats(void **state)
{
    (void)state;
    trip *t;
    source *src;
    itinerary *it = itinerary_of(&t, &src);
    g_autoptr(GPtrArray) lines = route_lines_new(it);
    g_autofree char *kml = route_kml_new(it, lines), *gpx = route_gpx_new(it, lines);
    assert_well_formed(kml);
    assert_well_formed(gpx);
    count(kml, "<name>Fish &amp; &lt;chips&gt;</name>", 2);
    count(kml, "<Point>", 3);
    count(kml, "<LineString>", 5);
    count(kml, "<begin>2024-03-01</begin><end>2024-03-02</end>", 1);
    count(gpx, "<wpt ", 2);
    count(gpx, "<trkseg>", 5);
    count(gpx, "<time>2024-03-01T00:00:00Z</time>", 1);
    itinerary_free(it);
    trip_free(t);
    source_unref(src);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geojson),
        cmocka_unit_test(xml_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
