/* SPDX-License-Identifier: MIT
 *
 * Travel records in: every form, the grouping into tours, hostile files, and the real record when
 * TRIPMAP_TOURS names it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/locale.h"
#include "import/tours.h"
#include "places/geocode.h"
#include "reading.h"

typedef struct {
    source *src;
    GPtrArray *visits, *files;
    diag_list *diags;
} imported;

static imported import_text(const char *text, gsize length, tours_options options)
{
    imported in = {.src = source_new("record", text, length), .diags = diag_list_new()};
    in.visits = g_ptr_array_new_with_free_func((GDestroyNotify)visit_free);
    import_visits(in.visits, in.src, in.diags);
    in.files = tours_make(in.visits, &options, in.diags);
    return in;
}

static void imported_clear(imported *in)
{
    g_ptr_array_unref(in->files);
    g_ptr_array_unref(in->visits);
    diag_list_free(in->diags);
    source_unref(in->src);
}

static const tour_file *file_of(const imported *in, guint index)
{
    assert_true(index < in->files->len);
    return g_ptr_array_index(in->files, index);
}

static void expect_none(const imported *in)
{
    g_autofree char *text = printed(in->diags);
    if (diag_list_has_errors(in->diags))
        fail_msg("%s", text);
}

static void csv_to_trip(void **state)
{
    (void)state;
    static const char text[] =
        "\xef\xbb\xbf"
        "Traveler; Role; Start Date; End Date; Country; City; Remarks\r\n"
        "\"Doe, Jane\";secretary;1972-05-20;1972-05-22;U.S.S.R.;\"Leningrad; Kiev\";\"Said "
        "\"\"yes\"\": no.\"\r\n"
        "\r\n"
        "\"Doe, Jane\";secretary;1972-05-20;1972-05-22;U.S.S.R.;\"Leningrad; Kiev\";again\r\n"
        "\"Doe, Jane\";secretary;1972-05-23;;Holy See;;\r\n"
        "\"Doe, Jane\";secretary;1972-05-25;;Mexico;\"Acapulco, Mexico, D.F.\";\r\n";
    imported in = import_text(text, sizeof text - 1, (tours_options){"Washington", true});
    expect_none(&in);
    assert_int_equal(in.visits->len, 4);
    assert_int_equal(in.files->len, 2);
    assert_string_equal(file_of(&in, 0)->id, "doe-1972-05-20");
    assert_string_equal(file_of(&in, 0)->yaml, "title: Jane Doe, May 1972\n"
                                               "traveler: Jane Doe\n"
                                               "role: U.S. Secretary of State\n"
                                               "from: Washington\n"
                                               "return: true\n"
                                               "stops:\n"
                                               "  - place: Leningrad, Soviet Union\n"
                                               "    dates: 1972-05-20/1972-05-22\n"
                                               "    note: \"Said \\\"yes\\\": no.\"\n"
                                               "  - place: Kiev, Soviet Union\n"
                                               "    dates: 1972-05-20/1972-05-22\n"
                                               "  - place: Vatican City\n"
                                               "    dates: 1972-05-23\n");
    assert_non_null(strstr(file_of(&in, 1)->yaml, "  - place: Acapulco, Mexico\n"));
    assert_non_null(strstr(file_of(&in, 1)->yaml, "  - place: Mexico, D.F., Mexico\n"));
    imported_clear(&in);
}

static const char HISTORIAN[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE trips [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
    "<trips>\n"
    "<trip role=\"secretary\" who=\"rubio-marco\">\n"
    "  <id>1</id><role>secretary</role><name>Marco Rubio</name>\n"
    "  <start-date>2025-02-01</start-date><end-date>2025-02-03</end-date>\n"
    "  <country id=\"panama\">Panama</country><locale>Panama City</locale>\n"
    "  <remarks>Met with <em>President</em> Mulino.</remarks>\n"
    "</trip>\n"
    "<trip role=\"secretary\" who=\"rubio-marco\"><name>Marco Rubio</name>\n"
    "  <start-date>2025-02-04</start-date><end-date/><country id=\"costa-rica\"/><locale/></trip>\n"
    "<trip role=\"secretary\" who=\"rubio-marco\"><name>Marco Rubio</name>\n"
    "  <start-date>2025-02-30</start-date><country id=\"peru\">Peru</country></trip>\n"
    "<trip role=\"secretary\" who=\"rubio-marco\"><name>Marco Rubio</name>\n"
    "  "
    "<start-date>2025-02-04</start-date><country>Peru</country><locale>Xyzzyville</locale></trip>\n"
    "</trips>\n";

static void historian_xml(void **state)
{
    (void)state;
    imported in = import_text(HISTORIAN, strlen(HISTORIAN), (tours_options){NULL, true});
    assert_int_equal(in.visits->len, 3);
    assert_int_equal(in.files->len, 1);
    const char *yaml = file_of(&in, 0)->yaml;
    assert_non_null(strstr(yaml,
                           "  - place: Panama City, Panama\n    dates: 2025-02-01/2025-02-03\n"
                           "    note: Met with President Mulino.\n"));
    assert_non_null(strstr(yaml, "  - place: San José, Costa Rica\n    dates: 2025-02-04\n"));
    g_autofree char *text = printed(in.diags);
    assert_non_null(strstr(text, "record:12:1: error: \"2025-02-30\" is not a date"));
    assert_non_null(strstr(text, "Xyzzyville"));
    assert_int_equal(diag_list_exit_status(in.diags), 1);
    imported_clear(&in);
}

static void points(void **state)
{
    (void)state;
    static const char GPX[] =
        "<gpx version=\"1.1\"><wpt lat=\"8.98\" lon=\"-79.52\"><time>2025-02-01T10:00:00Z</time>"
        "<name>Canal office</name></wpt><trk><trkseg><trkpt lat=\"1\" "
        "lon=\"2\"/></trkseg></trk></gpx>";
    static const char KML[] =
        "<kml xmlns=\"x\"><Document><Placemark><name>Field camp</name><TimeSpan><begin>2024-05-01"
        "</begin><end>2024-05-03</end></TimeSpan><Point><coordinates>36.1,-1.2,0</coordinates></"
        "Point>"
        "</Placemark><Placemark><name>Way</name><LineString><coordinates>1,2 3,4</coordinates>"
        "</LineString></Placemark></Document></kml>";
    static const char JSON[] =
        "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"geometry\": "
        "{\"type\": \"Point\", \"coordinates\": [2.35, 48.85]}, \"properties\": {\"name\": "
        "\"Café\", "
        "\"start\": \"2024-07\"}}, {\"type\": \"Feature\", \"geometry\": {\"type\": "
        "\"LineString\", "
        "\"coordinates\": [[1, 2], [3, 4]]}, \"properties\": {}}]}";
    static const struct {
        const char *text, *stop;
    } CASES[] = {
        {GPX, "  - place: {name: Canal office, at: [-79.52000, 8.98000]}\n    dates: 2025-02-01\n"},
        {KML, "  - place: {name: Field camp, at: [36.10000, -1.20000]}\n    dates: "
              "2024-05-01/2024-05-03\n"},
        {JSON, "  - place: {name: Café, at: [2.35000, 48.85000]}\n    dates: 2024-07\n"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        imported in = import_text(CASES[i].text, strlen(CASES[i].text), (tours_options){0});
        expect_none(&in);
        assert_int_equal(in.visits->len, 1);
        if (!strstr(file_of(&in, 0)->yaml, CASES[i].stop))
            fail_msg("%s", file_of(&in, 0)->yaml);
        imported_clear(&in);
    }
}

static void splits(const char *text, const char *joined)
{
    g_autoptr(GPtrArray) parts = locale_split(text);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < parts->len; i++)
        g_string_append_printf(all, "%s%s", i ? "|" : "", (char *)parts->pdata[i]);
    assert_string_equal(all->str, joined);
}

static void locales(void **state)
{
    (void)state;
    splits("Kyoto, Tokyo", "Kyoto|Tokyo");
    splits("Acapulco, Mexico, D.F.", "Acapulco|Mexico, D.F.");
    splits("Halifax, Stellarton (Nova Scotia)", "Halifax|Stellarton (Nova Scotia)");
    splits("A (b, c) , d,", "A (b, c)|d");
    splits(" ,;, ", "");
}

/* One error or more, no crash, and never a file that is not a trip. */
static void hostile(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "\n\n",
        ",",
        "a,b,c\n1,2,3\n",
        "start,country\n\"2020-01-01,Peru\n",
        "<",
        "<trip",
        "<trip>",
        "<a></b>",
        "<trips>&x;</trips>",
        "<trips><trip></trip></trips>",
        "{",
        "{}",
        "[1]",
        "{\"features\":1}",
        "{\"features\":[1,null,[],{\"geometry\":{\"type\":\"Point\"}}]}",
        "<gpx><wpt lat=\"99\" lon=\"0\"><name>x</name></wpt></gpx>",
        "start,country\n9999-99-99,Peru\n",
        "start,country\n2020-01-01,\n",
        "start,country,locale\n2020-01-01,Peru,\"((((((,,,,)\"\n",
        "\xff\xfe,\x80\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        imported in = import_text(TEXTS[i], strlen(TEXTS[i]), (tours_options){0});
        if (!diag_list_has_errors(in.diags) && in.files->len == 0 && !strstr(TEXTS[i], "features"))
            fail_msg("%" G_GSIZE_FORMAT ": nothing said of %s", i, TEXTS[i]);
        imported_clear(&in);
    }
    for (gsize cut = 0; cut < strlen(HISTORIAN); cut += 7) {
        imported in = import_text(HISTORIAN, cut, (tours_options){0});
        imported_clear(&in);
    }
    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < 20000; i++)
        g_string_append(deep, "<trip>");
    imported in = import_text(deep->str, deep->len, (tours_options){0});
    assert_true(diag_list_has_errors(in.diags));
    imported_clear(&in);
}

/* What was written is read and placed again without an error. */
static void expect_readable(const tour_file *file)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new(file->id, file->yaml, strlen(file->yaml));
    trip *t = NULL;
    GArray *places = NULL;
    if (!trip_read(&t, src, diags) || !geocode_trip(&places, t, diags)) {
        g_autofree char *text = printed(diags);
        fail_msg("%s\n%s", file->yaml, text);
    }
    g_array_unref(places);
    trip_free(t);
}

static void the_real_record(void **state)
{
    (void)state;
    const char *path = g_getenv("TRIPMAP_TOURS");
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!path || !g_file_get_contents(path, &text, &length, NULL)) {
        print_message("TRIPMAP_TOURS names no record: skipped\n");
        skip();
    }
    imported in = import_text(text, length, (tours_options){"Washington", false});
    guint mentions = 0, failed = 0;
    for (guint i = 0; i < in.visits->len; i++) {
        const visit *v = g_ptr_array_index(in.visits, i);
        g_autoptr(GPtrArray) parts = locale_split(v->locale ? v->locale : "x");
        mentions += parts->len;
    }
    for (guint i = 0; i < diag_list_count(in.diags); i++)
        failed += diag_list_get(in.diags, i)->severity == DIAG_ERROR;
    print_message("%u visits, %u mentions, %u not placed, %u tours\n", in.visits->len, mentions,
                  failed, in.files->len);
    assert_true(in.files->len > 0);
    assert_true(failed * 100 <= mentions * 3);
    for (guint i = 0; i < in.files->len; i++)
        expect_readable(g_ptr_array_index(in.files, i));
    imported_clear(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_to_trip), cmocka_unit_test(historian_xml),
        cmocka_unit_test(points),      cmocka_unit_test(locales),
        cmocka_unit_test(hostile),     cmocka_unit_test(the_real_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
