/* SPDX-License-Identifier: MIT
 *
 * Every limit of base/limits.h at its value and one to either side: one less and the value itself
 * are accepted, one more is refused (for a smallest value the other way round) by the diagnostic
 * "limit", with a position where there is a text to point into.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "atlas/shapefile.h"
#include "base/file.h"
#include "base/limits.h"
#include "features/page.h"
#include "style/style.h"
#include "trip/trip.h"
#include "tripmap/tripmap.h"
#include "yaml/node.h"

/* What one try ended in. */
typedef struct {
    bool accepted;
    bool by_limit; /* refused by DIAG_LIMIT, or what stands for it */
    bool pointed;  /* with a line in the source */
} verdict;

typedef verdict (*try_fn)(int n);

static verdict judge(bool accepted, diag_list *diags, diag_code code)
{
    verdict v = {.accepted = accepted};
    for (guint i = 0; i < diag_list_count(diags); i++) {
        const diag_entry *entry = diag_list_get(diags, i);
        v.by_limit = v.by_limit || entry->code == code;
        v.pointed = v.pointed || entry->span.line > 0;
    }
    return v;
}

static verdict read_tree(GString *yaml)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("t.yaml", yaml->str, yaml->len);
    g_autoptr(yaml_tree) tree = NULL;
    bool ok = yaml_tree_read(&tree, src, diags);
    g_string_free(yaml, TRUE);
    return judge(ok, diags, DIAG_LIMIT);
}

static verdict read_trip_text(GString *yaml)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("t.yaml", yaml->str, yaml->len);
    g_autoptr(trip) t = NULL;
    bool ok = trip_read(&t, src, diags);
    g_string_free(yaml, TRUE);
    return judge(ok, diags, DIAG_LIMIT);
}

static void repeat(GString *out, const char *text, int n)
{
    for (int i = 0; i < n; i++)
        g_string_append(out, text);
}

/* ---- YAML ---- */

static verdict try_file_bytes(int n)
{
    GString *yaml = g_string_new("stops: [Lima]\n");
    while (yaml->len < (gsize)n)
        g_string_append_c(yaml, yaml->len % 100 ? '#' : '\n');
    return read_tree(yaml);
}

static verdict try_depth(int n)
{
    GString *yaml = g_string_new(NULL);
    repeat(yaml, "[", n);
    repeat(yaml, "]", n);
    return read_tree(yaml);
}

static verdict try_nodes(int n)
{
    GString *yaml = g_string_new("[");
    repeat(yaml, "a,", n - 1); /* and the list itself */
    g_string_append_c(yaml, ']');
    return read_tree(yaml);
}

static verdict try_expanded_nodes(int n)
{
    GString *yaml = g_string_new("- &t [");
    repeat(yaml, "a,", 99);
    g_string_append(yaml, "]\n- &s a\n");
    repeat(yaml, "- *t\n", n / 100);
    repeat(yaml, "- *s\n", n % 100);
    return read_tree(yaml);
}

static verdict try_scalar_bytes(int n)
{
    GString *yaml = g_string_new("a: ");
    repeat(yaml, "x", n);
    return read_tree(yaml);
}

/* ---- trips ---- */

static verdict try_stops(int n)
{
    GString *yaml = g_string_new("stops:\n");
    repeat(yaml, "- Lima\n", n);
    return read_trip_text(yaml);
}

static verdict try_issues(int n)
{
    GString *yaml = g_string_new("stops:\n- {place: Lima, issues: [");
    repeat(yaml, "Trade,", n);
    g_string_append(yaml, "]}\n");
    return read_trip_text(yaml);
}

static verdict try_via(int n)
{
    GString *yaml = g_string_new("stops:\n- {place: Lima, via: [");
    repeat(yaml, "[1, 2],", n);
    g_string_append(yaml, "]}\n");
    return read_trip_text(yaml);
}

static verdict try_sources(int n)
{
    GString *yaml = g_string_new("stops: [Lima]\nsources:\n");
    repeat(yaml, "- Gazette\n", n);
    return read_trip_text(yaml);
}

static verdict try_names(int n)
{
    GString *yaml = g_string_new("stops: [Lima]\nmap:\n  names:\n");
    for (int i = 0; i < n; i++)
        g_string_append_printf(yaml, "    Bay %d: hide\n", i);
    return read_trip_text(yaml);
}

/* Characters, not bytes. */
static verdict try_text(int n)
{
    GString *yaml = g_string_new("stops: [Lima]\ntitle: ");
    repeat(yaml, "ü", n);
    return read_trip_text(yaml);
}

static verdict try_link(int n)
{
    GString *yaml = g_string_new("stops: [{place: Lima, link: \"https://e/");
    repeat(yaml, "x", n - (int)strlen("https://e/"));
    g_string_append(yaml, "\"}]");
    return read_trip_text(yaml);
}

/* ---- pages ---- */

static verdict try_page(const char *format, int n)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = source_new("t.yaml", "page", 4);
    g_autofree char *text = g_strdup_printf("%dx%s", n, format);
    page_size page;
    bool ok = page_size_parse(&page, text, source_span_of_chars(src, 0, 4), diags);
    return judge(ok, diags, DIAG_LIMIT);
}

static verdict try_page_side(int n)
{
    return try_page("300", n);
}

/* 6,250 px of one side are 100 megapixels with 16,000 of the other. */
static verdict try_page_pixels(int n)
{
    g_assert(LIMIT_PAGE_PIXELS % 16000 == 0);
    return try_page("16000", LIMIT_PAGE_PIXELS / 16000 + n - LIMIT_PAGE_PIXELS);
}

/* ---- styles ---- */

/* A chain of N styles, each extending the next. */
static verdict try_style_includes(int n)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = g_dir_make_tmp("tripmap-limits-XXXXXX", NULL);
    g_autofree char *first = g_build_filename(folder, "s1.yaml", NULL);
    for (int i = 1; i <= n; i++) {
        g_autofree char *path = g_strdup_printf("%s/s%d.yaml", folder, i);
        g_autofree char *text =
            i < n ? g_strdup_printf("extends: s%d.yaml\n", i + 1) : g_strdup("ocean: '#abcdef'\n");
        assert_true(g_file_set_contents(path, text, -1, NULL));
    }
    g_autoptr(style) s = NULL;
    bool ok = style_load(&s, first, TRIPMAP_SOURCE_DIR "/styles", SPAN_NONE, diags);
    for (int i = 1; i <= n; i++) {
        g_autofree char *path = g_strdup_printf("%s/s%d.yaml", folder, i);
        g_unlink(path);
    }
    g_rmdir(folder);
    return judge(ok, diags, DIAG_BAD_EXTENDS);
}

/* ---- shapefiles: holes in files, so that millions of records take no disk ---- */

static void put_u32(int fd, off_t at, uint32_t value)
{
    assert_int_equal(pwrite(fd, &value, 4, at), 4);
}

static int new_shape_part(const char *folder, const char *name, uint32_t type, gsize bytes)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)bytes), 0);
    put_u32(fd, 0, GUINT32_TO_BE(9994));
    put_u32(fd, 24, GUINT32_TO_BE((uint32_t)(bytes / 2)));
    put_u32(fd, 28, GUINT32_TO_LE(1000));
    put_u32(fd, 32, GUINT32_TO_LE(type));
    return fd;
}

/* Reads x.shp of FOLDER, removes both. A warning stands for the limit; it may leave a layer. */
static verdict read_shapes(char *folder, shapefile_geometry geometry)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *shp = g_build_filename(folder, "x.shp", NULL);
    g_autofree char *shx = g_build_filename(folder, "x.shx", NULL);
    g_autoptr(shapefile) file = NULL;
    if (shapefile_open(&file, shp, geometry, diags))
        shapefile_read(file, NULL, diags);
    verdict v = {.accepted = true};
    for (guint i = 0; i < diag_list_count(diags); i++)
        if (strstr(diag_list_get(diags, i)->message, "more than"))
            v = (verdict){.by_limit = true};
    g_unlink(shp);
    g_unlink(shx);
    g_rmdir(folder);
    g_free(folder);
    return v;
}

static verdict try_shape_records(int n)
{
    char *folder = g_dir_make_tmp("tripmap-limits-XXXXXX", NULL);
    close(new_shape_part(folder, "x.shp", 1, 100));
    close(new_shape_part(folder, "x.shx", 1, 100 + 8 * (gsize)n));
    return read_shapes(folder, SHAPEFILE_POINTS);
}

/* N vertices at (0, 0) in lines of 100,000 and a rest. */
static verdict try_shape_vertices(int n)
{
    enum { LINE = 100000 };
    char *folder = g_dir_make_tmp("tripmap-limits-XXXXXX", NULL);
    int records = n / LINE;
    gsize size = 100 + (gsize)records * (8 + 48) + 16 * (gsize)n;
    int shp = new_shape_part(folder, "x.shp", 3, size);
    int shx = new_shape_part(folder, "x.shx", 3, 100 + 8 * (gsize)records);
    off_t at = 100;
    for (int i = 0; i < records; i++) {
        uint32_t points = i == records - 1 ? (uint32_t)(n - i * LINE) : LINE;
        uint32_t words = (48 + 16 * points) / 2;
        put_u32(shp, at, GUINT32_TO_BE((uint32_t)i + 1));
        put_u32(shp, at + 4, GUINT32_TO_BE(words));
        put_u32(shp, at + 8, GUINT32_TO_LE(3));
        put_u32(shp, at + 8 + 36, GUINT32_TO_LE(1));
        put_u32(shp, at + 8 + 40, GUINT32_TO_LE(points));
        put_u32(shx, 100 + 8 * i, GUINT32_TO_BE((uint32_t)(at / 2)));
        put_u32(shx, 104 + 8 * i, GUINT32_TO_BE(words));
        at += 8 + 2 * (off_t)words;
    }
    close(shp);
    close(shx);
    return read_shapes(folder, SHAPEFILE_LINES);
}

/* ---- travel records ---- */

static verdict try_import_bytes(int n)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = g_dir_make_tmp("tripmap-limits-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "x.csv", NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(ftruncate(fd, n), 0);
    close(fd);
    g_autoptr(source) src = NULL;
    bool ok = file_read_source(&src, path, LIMIT_IMPORT_BYTES, SPAN_NONE, diags);
    g_unlink(path);
    g_rmdir(folder);
    return judge(ok, diags, DIAG_LIMIT);
}

/* ---- maps ---- */

static void note_code(void *user, const tripmap_diagnostic *d)
{
    verdict *v = user;
    v->by_limit = v->by_limit || (d->severity == TRIPMAP_ERROR && strcmp(d->code, "limit") == 0);
    v->pointed = v->pointed || d->line > 0;
}

static int swallow(void *user, const void *bytes, size_t length)
{
    gsize *total = user;
    (void)bytes;
    *total += length;
    return 1;
}

/* Builds a map of YAML and, when OUTPUT is there, writes it as PNG. */
static verdict try_map(const char *yaml, int untrusted, const tripmap_output *output)
{
    verdict v = {.accepted = false};
    const tripmap_reporter reporter = {.report = note_code, .user = &v};
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.untrusted = untrusted;
    tripmap_trip *t;
    tripmap_style *s;
    tripmap_atlas *a;
    tripmap_map *map;
    gsize total = 0;
    assert_int_equal(tripmap_trip_parse(&t, "t.yaml", yaml, strlen(yaml), NULL), TRIPMAP_OK);
    assert_int_equal(tripmap_style_load(&s, NULL, NULL, NULL), TRIPMAP_OK);
    assert_int_equal(tripmap_atlas_open(&a, NULL, NULL), TRIPMAP_OK);
    v.accepted = tripmap_map_build(&map, t, s, a, &options, &reporter) == TRIPMAP_OK;
    if (v.accepted && output)
        v.accepted =
            tripmap_map_write(map, TRIPMAP_PNG, output, swallow, &total, &reporter) == TRIPMAP_OK;
    assert_true(v.accepted || total == 0);
    tripmap_map_free(map);
    tripmap_trip_free(t);
    tripmap_style_free(s);
    tripmap_atlas_free(a);
    return v;
}

static verdict try_untrusted_stops(int n)
{
    g_autoptr(GString) yaml = g_string_new("map: {page: 400x300}\nstops:\n");
    for (int i = 0; i < n; i++)
        g_string_append(yaml, i % 2 ? "- Quito\n" : "- Lima\n");
    verdict v = try_map(yaml->str, 1, NULL);
    assert_true(try_map(yaml->str, 0, NULL).accepted);
    return v;
}

/* 4,096 px times as many are the limit. */
static verdict try_untrusted_pixels(int n)
{
    g_assert(LIMIT_UNTRUSTED_PIXELS == 4096 * 4096);
    g_autofree char *yaml =
        g_strdup_printf("map: {page: 4096x%d}\nstops: [Lima]\n", 4096 + n - LIMIT_UNTRUSTED_PIXELS);
    return try_map(yaml, 1, NULL);
}

/* A page of 1,000 by 1,000 at scale 10 has 100 megapixels. */
static verdict try_png_pixels(int n)
{
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    output.scale = 10 + (n - LIMIT_PAGE_PIXELS) / 1000.0;
    output.png_level = 1;
    return try_map("map: {page: 1000x1000}\nstops: [Lima]\n", 0, &output);
}

static verdict try_png_side(int n)
{
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    output.scale = n / 8000.0;
    output.png_level = 1;
    return try_map("map: {page: 8000x200}\nstops: [Lima]\n", 0, &output);
}

/* ---- the table ---- */

static const struct {
    const char *name;
    int limit;
    try_fn attempt;
    bool smallest; /* less is refused, not more */
    bool in_text;  /* the diagnostic has a position */
} tries[] = {
    {"FILE_BYTES", LIMIT_FILE_BYTES, try_file_bytes, .in_text = false},
    {"IMPORT_BYTES", LIMIT_IMPORT_BYTES, try_import_bytes, .in_text = false},
    {"DEPTH", LIMIT_DEPTH, try_depth, .in_text = true},
    {"NODES", LIMIT_NODES, try_nodes, .in_text = true},
    {"EXPANDED_NODES", LIMIT_EXPANDED_NODES, try_expanded_nodes, .in_text = true},
    {"SCALAR_BYTES", LIMIT_SCALAR_BYTES, try_scalar_bytes, .in_text = true},
    {"STOPS", LIMIT_STOPS, try_stops, .in_text = true},
    {"ISSUES", LIMIT_ISSUES, try_issues, .in_text = true},
    {"VIA_POINTS", LIMIT_VIA_POINTS, try_via, .in_text = true},
    {"SOURCES", LIMIT_SOURCES, try_sources, .in_text = true},
    {"TEXT_CHARS", LIMIT_TEXT_CHARS, try_text, .in_text = true},
    {"LINK_CHARS", LIMIT_LINK_CHARS, try_link, .in_text = true},
    {"NAMES", LIMIT_NAMES, try_names, .in_text = true},
    {"PAGE_MIN_PX", LIMIT_PAGE_MIN_PX, try_page_side, .smallest = true, .in_text = true},
    {"PAGE_MAX_PX", LIMIT_PAGE_MAX_PX, try_page_side, .in_text = true},
    {"PAGE_PIXELS", LIMIT_PAGE_PIXELS, try_page_pixels, .in_text = true},
    {"PAGE_PIXELS", LIMIT_PAGE_PIXELS, try_png_pixels, .in_text = false},
    {"PNG_MAX_PX", LIMIT_PNG_MAX_PX, try_png_side, .in_text = false},
    {"UNTRUSTED_STOPS", LIMIT_UNTRUSTED_STOPS, try_untrusted_stops, .in_text = true},
    {"UNTRUSTED_PIXELS", LIMIT_UNTRUSTED_PIXELS, try_untrusted_pixels, .in_text = true},
    {"STYLE_INCLUDES", LIMIT_STYLE_INCLUDES, try_style_includes, .in_text = true},
    {"SHAPE_RECORDS", LIMIT_SHAPE_RECORDS, try_shape_records, .in_text = false},
    {"SHAPE_VERTICES", LIMIT_SHAPE_VERTICES, try_shape_vertices, .in_text = false},
};

static void every_limit_is_exact(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(tries); i++) {
        int refused = tries[i].smallest ? -1 : 1;
        for (int off = -1; off <= 1; off++) {
            verdict v = tries[i].attempt(tries[i].limit + off);
            bool right = off == refused ? !v.accepted && v.by_limit : v.accepted && !v.by_limit;
            if (off == refused && tries[i].in_text)
                right = right && v.pointed;
            if (!right)
                fail_msg("%s %d%+d: accepted %d, by limit %d, pointed %d", tries[i].name,
                         tries[i].limit, off, v.accepted, v.by_limit, v.pointed);
        }
    }
}

/* ERRORS_SHOWN and MANIFEST_BYTES are the program's: cases/limits-of-program.sh. */
static void every_limit_is_tried(void **state)
{
    (void)state;
    static const char *const names[] = {
#define X(symbol, value, what) #symbol,
        LIMITS(X)
#undef X
    };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        bool found =
            strcmp(names[i], "ERRORS_SHOWN") == 0 || strcmp(names[i], "MANIFEST_BYTES") == 0;
        for (gsize j = 0; j < G_N_ELEMENTS(tries); j++)
            found = found || strcmp(names[i], tries[j].name) == 0;
        if (!found)
            fail_msg("no test tries the limit %s", names[i]);
    }
}

/* A raw string in an untrusted trip, whoever writes it; a name is fine. */
static void untrusted_trips_name_no_strings(void **state)
{
    (void)state;
    static const char *const refused[] = {"+proj=laea", "EPSG:3857", "+proj=laea +nadgrids=x"};
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *yaml = g_strdup_printf(
            "map: {page: 400x300, projection: \"%s\"}\nstops: [Lima]\n", refused[i]);
        assert_false(try_map(yaml, 1, NULL).accepted);
    }
    assert_true(
        try_map("map: {page: 400x300, projection: laea}\nstops: [Lima]\n", 1, NULL).accepted);
}

static void scales_that_are_none_are_refused(void **state)
{
    (void)state;
    static const double scales[] = {0, -1, 0.0999, 16.001, 1e300};
    tripmap_output output = TRIPMAP_OUTPUT_INIT;
    for (gsize i = 0; i < G_N_ELEMENTS(scales); i++) {
        output.scale = scales[i];
        assert_false(try_map("map: {page: 200x200}\nstops: [Lima]\n", 0, &output).accepted);
    }
    output.scale = 0.1;
    assert_true(try_map("map: {page: 200x200}\nstops: [Lima]\n", 0, &output).accepted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_limit_is_exact),
        cmocka_unit_test(every_limit_is_tried),
        cmocka_unit_test(untrusted_trips_name_no_strings),
        cmocka_unit_test(scales_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
