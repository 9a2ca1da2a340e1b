/* SPDX-License-Identifier: MIT
 *
 * The shipped layers as the features see them, official downloads of other versions dropped in, and
 * shapefiles that lie. The hostile files are written here, byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "atlas/atlas.h"
#include "atlas/shapefile.h"
#include "geo/box.h"

#define SHAPES TRIPMAP_SOURCE_DIR "/shapes"

/* ---- Writing shapefiles ---- */

typedef struct {
    char *folder;
    diag_list *diags;
} fixture;

static void add_big(GByteArray *out, uint32_t value)
{
    value = GUINT32_TO_BE(value);
    g_byte_array_append(out, (const guint8 *)&value, 4);
}

static void add_little(GByteArray *out, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    g_byte_array_append(out, (const guint8 *)&value, 4);
}

static void add_double(GByteArray *out, double value)
{
    g_byte_array_append(out, (const guint8 *)&value,
                        8); /* little-endian hosts only, as the CI is */
}

static void add_header(GByteArray *out, uint32_t shape_type)
{
    add_big(out, 9994);
    for (int i = 0; i < 5; i++)
        add_big(out, 0);
    add_big(out, 0); /* length, set at the end */
    add_little(out, 1000);
    add_little(out, shape_type);
    for (int i = 0; i < 8; i++)
        add_double(out, 0);
}

static void set_big(GByteArray *out, gsize at, uint32_t value)
{
    value = GUINT32_TO_BE(value);
    memcpy(out->data + at, &value, 4);
}

typedef struct {
    GByteArray *shp, *shx;
    uint32_t type, n;
} shape_writer;

static shape_writer writer_new(uint32_t type)
{
    shape_writer w = {g_byte_array_new(), g_byte_array_new(), type, 0};
    add_header(w.shp, type);
    add_header(w.shx, type);
    return w;
}

static void writer_record(shape_writer *w, const GByteArray *content)
{
    add_big(w->shx, w->shp->len / 2);
    add_big(w->shx, content->len / 2);
    add_big(w->shp, ++w->n);
    add_big(w->shp, content->len / 2);
    g_byte_array_append(w->shp, content->data, content->len);
}

/* One part from N pairs of longitude and latitude, with a stated box (west, south, east, north). */
static void writer_part_in(shape_writer *w, const double *lon_lat, uint32_t n, const double box[4])
{
    g_autoptr(GByteArray) content = g_byte_array_new();
    add_little(content, w->type);
    for (int i = 0; i < 4; i++)
        add_double(content, box[i]);
    add_little(content, 1);
    add_little(content, n);
    add_little(content, 0);
    for (uint32_t i = 0; i < 2 * n; i++)
        add_double(content, lon_lat[i]);
    writer_record(w, content);
}

static void writer_part(shape_writer *w, const double *lon_lat, uint32_t n)
{
    double box[4] = {lon_lat[0], lon_lat[1], lon_lat[0], lon_lat[1]};
    for (uint32_t i = 0; i < n; i++)
        for (int axis = 0; axis < 2; axis++) {
            box[axis] = MIN(box[axis], lon_lat[2 * i + axis]);
            box[2 + axis] = MAX(box[2 + axis], lon_lat[2 * i + axis]);
        }
    writer_part_in(w, lon_lat, n, box);
}

static void writer_null(shape_writer *w)
{
    g_autoptr(GByteArray) content = g_byte_array_new();
    add_little(content, 0);
    writer_record(w, content);
}

static void put_file(const char *folder, const char *name, const char *extension, const void *bytes,
                     gsize size)
{
    g_autofree char *file = g_strconcat(name, ".", extension, NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static void writer_finish(shape_writer *w, const char *folder, const char *name)
{
    set_big(w->shp, 24, w->shp->len / 2);
    set_big(w->shx, 24, w->shx->len / 2);
    put_file(folder, name, "shp", w->shp->data, w->shp->len);
    put_file(folder, name, "shx", w->shx->data, w->shx->len);
    g_byte_array_unref(w->shp);
    g_byte_array_unref(w->shx);
}

/* A .dbf with text columns 12 bytes wide, one row a string of n_columns * 12 bytes. */
static void put_dbf(const char *folder, const char *name, const char *const *columns,
                    const char *const *cells, uint32_t n_rows)
{
    enum { WIDTH = 12 };
    uint32_t n_columns = g_strv_length((char **)columns);
    g_autoptr(GByteArray) out = g_byte_array_new();
    guint8 header[32] = {3, 126, 1, 1};
    uint16_t header_bytes = (uint16_t)(32 + 32 * n_columns + 1);
    uint16_t row_bytes = (uint16_t)(1 + WIDTH * n_columns);
    memcpy(header + 4, &n_rows, 4);
    memcpy(header + 8, &header_bytes, 2);
    memcpy(header + 10, &row_bytes, 2);
    g_byte_array_append(out, header, sizeof header);
    for (uint32_t i = 0; i < n_columns; i++) {
        guint8 field[32] = {0};
        g_strlcpy((char *)field, columns[i], 11);
        field[11] = 'C';
        field[16] = WIDTH;
        g_byte_array_append(out, field, sizeof field);
    }
    g_byte_array_append(out, (const guint8 *)"\r", 1);
    for (uint32_t i = 0; i < n_rows; i++) {
        g_byte_array_append(out, (const guint8 *)" ", 1);
        for (uint32_t j = 0; j < n_columns; j++) {
            char cell[WIDTH];
            memset(cell, ' ', WIDTH);
            const char *text = cells[i * n_columns + j];
            memcpy(cell, text, MIN(strlen(text), WIDTH));
            g_byte_array_append(out, (const guint8 *)cell, WIDTH);
        }
    }
    g_byte_array_append(out, (const guint8 *)"\x1a", 1);
    put_file(folder, name, "dbf", out->data, out->len);
}

static const double square[] = {0, 0, 0, 10, 10, 10, 10, 0, 0, 0};

static void put_square(const char *folder, const char *name)
{
    shape_writer w = writer_new(5);
    writer_part(&w, square, 5);
    writer_finish(&w, folder, name);
    put_dbf(folder, name, (const char *const[]){"NAME", NULL}, (const char *const[]){"Square"}, 1);
}

static int set_up(void **state)
{
    fixture *f = g_new0(fixture, 1);
    f->folder = g_dir_make_tmp("tripmap-atlas-XXXXXX", NULL);
    f->diags = diag_list_new();
    *state = f;
    return f->folder ? 0 : -1;
}

static void remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_folder(path);
        else
            g_unlink(path);
    }
    g_rmdir(folder);
}

static int tear_down(void **state)
{
    fixture *f = *state;
    remove_folder(f->folder);
    g_free(f->folder);
    diag_list_free(f->diags);
    g_free(f);
    return 0;
}

/* ---- The shipped layers ---- */

static void shipped_layers_are_whole(void **state)
{
    static const struct {
        atlas_kind kind;
        atlas_scale scale;
        uint32_t records, vertices;
    } expected[] = {
        {ATLAS_COUNTRIES, ATLAS_110M, 177, 10586},    {ATLAS_COASTLINE, ATLAS_110M, 134, 5128},
        {ATLAS_BORDERS, ATLAS_110M, 325, 2966},       {ATLAS_LAKES, ATLAS_110M, 25, 489},
        {ATLAS_RIVERS, ATLAS_110M, 13, 1146},         {ATLAS_TINY, ATLAS_110M, 37, 37},
        {ATLAS_COUNTRIES, ATLAS_50M, 241, 99566},     {ATLAS_COASTLINE, ATLAS_50M, 1428, 60416},
        {ATLAS_BORDERS, ATLAS_50M, 357, 19600},       {ATLAS_LAKES, ATLAS_50M, 284, 14052},
        {ATLAS_RIVERS, ATLAS_50M, 457, 25168},        {ATLAS_TINY, ATLAS_50M, 76, 76},
        {ATLAS_STATES, ATLAS_50M, 100, 34554},        {ATLAS_STATE_LINES, ATLAS_50M, 194, 6130},
        {ATLAS_COUNTRIES, ATLAS_10M, 255, 410591},    {ATLAS_COASTLINE, ATLAS_10M, 4050, 314758},
        {ATLAS_BORDERS, ATLAS_10M, 384, 48257},       {ATLAS_DISPUTED, ATLAS_10M, 47, 3390},
        {ATLAS_STATE_LINES, ATLAS_10M, 8977, 100696},
    };
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const atlas_layer *layer =
            atlas_get(a, expected[i].kind, expected[i].scale, NULL, f->diags);
        assert_non_null(layer);
        assert_int_equal(layer->scale, expected[i].scale);
        assert_int_equal(layer->n_records, expected[i].records);
        uint32_t vertices = 0;
        for (uint32_t j = 0; j < layer->n_records; j++)
            vertices += layer->records[j].shape.starts[layer->records[j].shape.n_parts];
        assert_int_equal(vertices, expected[i].vertices);
    }
    assert_int_equal(diag_list_count(f->diags), 0);
}

/* What every later stage relies on. */
static void check_shape(const geo_shape *shape, bool ring)
{
    for (uint32_t part = 0; part < shape->n_parts; part++) {
        uint32_t first = shape->starts[part], end = shape->starts[part + 1];
        assert_true(end > first);
        for (uint32_t i = first; i < end; i++) {
            geo_point p = shape->points[i];
            assert_true(fabs(p.lon_deg) <= 180 && fabs(p.lat_deg) <= 90);
            assert_true(p.lon_deg >= shape->bounds.west_deg && p.lon_deg <= shape->bounds.east_deg);
            assert_true(p.lat_deg >= shape->bounds.south_deg &&
                        p.lat_deg <= shape->bounds.north_deg);
            assert_true(i == first || fabs(p.lon_deg - shape->points[i - 1].lon_deg) <= 180 ||
                        fabs(p.lat_deg) == 90);
        }
        if (ring) {
            assert_true(end - first >= 4);
            assert_memory_equal(&shape->points[first], &shape->points[end - 1], sizeof(geo_point));
        }
    }
}

static void shapes_keep_their_contract(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++)
        for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++) {
            const atlas_layer *layer = atlas_get(a, kind, scale, NULL, f->diags);
            bool ring = kind == ATLAS_COUNTRIES || kind == ATLAS_LAKES || kind == ATLAS_STATES;
            for (uint32_t i = 0; i < layer->n_records; i++) {
                check_shape(&layer->records[i].shape, ring);
                assert_true(g_utf8_validate(layer->records[i].name, -1, NULL));
            }
        }
}

static const atlas_record *find_country(const atlas_layer *layer, const char *adm0_a3)
{
    for (uint32_t i = 0; i < layer->n_records; i++)
        if (strcmp(layer->records[i].adm0_a3, adm0_a3) == 0)
            return &layer->records[i];
    return NULL;
}

static void attributes_are_read(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++) {
        const atlas_layer *countries = atlas_get(a, ATLAS_COUNTRIES, scale, NULL, f->diags);
        const atlas_record *r = find_country(countries, "DOM");
        assert_non_null(r);
        assert_string_equal(r->name_long, "Dominican Republic");
        assert_string_equal(r->iso_a2, "DO");
        assert_string_equal(r->continent, "North America");
        assert_in_range(r->map_color, 1, 7);
        assert_string_equal(find_country(countries, "CIV")->name_long, "Côte d'Ivoire");
        /* -99 means none. */
        assert_string_equal(find_country(countries, "KOS")->iso_a2, "");
    }
    const atlas_layer *states = atlas_get(a, ATLAS_STATES, ATLAS_50M, NULL, f->diags);
    assert_string_equal(atlas_record_at(states, (geo_point){-99, 31})->name, "Texas");
    const atlas_layer *borders = atlas_get(a, ATLAS_BORDERS, ATLAS_50M, NULL, f->diags);
    guint disputed = 0;
    for (uint32_t i = 0; i < borders->n_records; i++)
        disputed += borders->records[i].disputed;
    assert_in_range(disputed, 5, 60);
}

static void crimea_is_drawn_alike_at_all_scales(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++) {
        const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, scale, NULL, f->diags);
        assert_string_equal(atlas_record_at(layer, (geo_point){34.1, 45.3})->adm0_a3, "UKR");
    }
}

static void a_point_finds_its_country(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    assert_string_equal(atlas_record_at(layer, (geo_point){-70, 19})->adm0_a3, "DOM");
    assert_string_equal(atlas_record_at(layer, (geo_point){-71.31, -41.13})->adm0_a3, "ARG");
    assert_string_equal(atlas_record_at(layer, (geo_point){28, -29.5})->adm0_a3, "LSO");
    assert_null(atlas_record_at(layer, (geo_point){-30, 0}));
}

static void scales_fall_back_layer_by_layer(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    assert_int_equal(atlas_get(a, ATLAS_LAKES, ATLAS_10M, NULL, f->diags)->scale, ATLAS_50M);
    assert_int_equal(atlas_get(a, ATLAS_STATES, ATLAS_110M, NULL, f->diags)->scale, ATLAS_50M);
    assert_int_equal(atlas_get(a, ATLAS_DISPUTED, ATLAS_50M, NULL, f->diags)->scale, ATLAS_10M);
    assert_int_equal(diag_list_count(f->diags), 0);
}

static gpointer get_countries(gpointer a)
{
    diag_list *diags = diag_list_new();
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, diags);
    diag_list_free(diags);
    return (gpointer)layer;
}

static void eight_threads_share_one_layer(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    GThread *threads[8];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("reader", get_countries, a);
    const atlas_layer *mine = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        assert_ptr_equal(g_thread_join(threads[i]), mine);
    assert_int_equal(mine->n_records, 241);
}

static uint32_t vertices_of(const atlas_record *record)
{
    return record->shape.starts[record->shape.n_parts];
}

static void only_records_in_the_window_are_read(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL, whole = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    assert_true(atlas_open(&whole, SHAPES, f->diags));
    const geo_box fiji = {175, -20, 183, -15}, iberia = {-10, 36, 4, 44};
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++)
        for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++) {
            const atlas_layer *all = atlas_get(whole, kind, scale, NULL, f->diags);
            const atlas_layer *layer = atlas_get(a, kind, scale, &fiji, f->diags);
            if (layer->scale != (atlas_scale)scale)
                continue; /* stands in for this scale and has been looked at */
            uint32_t n_read = 0;
            for (uint32_t i = 0; i < layer->n_records; i++) {
                const geo_box *bounds = &layer->records[i].shape.bounds;
                bool near = geo_box_overlap(bounds, &fiji);
                assert_memory_equal(bounds, &all->records[i].shape.bounds, sizeof *bounds);
                assert_int_equal(vertices_of(&layer->records[i]),
                                 near ? vertices_of(&all->records[i]) : 0);
                n_read += near;
            }
            assert_true(n_read < layer->n_records / 2);
            /* A second map adds its own and keeps what the first has. */
            const geo_point *kept = NULL;
            for (uint32_t i = 0; i < layer->n_records && !kept; i++)
                kept = layer->records[i].shape.points;
            assert_ptr_equal(atlas_get(a, kind, scale, &iberia, f->diags), layer);
            bool still = !kept;
            for (uint32_t i = 0; i < layer->n_records; i++) {
                const geo_box *bounds = &layer->records[i].shape.bounds;
                bool near = geo_box_overlap(bounds, &fiji) || geo_box_overlap(bounds, &iberia);
                assert_int_equal(vertices_of(&layer->records[i]),
                                 near ? vertices_of(&all->records[i]) : 0);
                still = still || layer->records[i].shape.points == kept;
            }
            assert_true(still);
        }
    assert_int_equal(diag_list_count(f->diags), 0);
}

/* Records without a believable box are read by every map; those with one only where they say. */
static void boxes_that_cannot_be_are_not_believed(void **state)
{
    static const double boxes[][4] = {
        {0, 0, 10, 10},    {10, 0, 0, 10},    {0, 0, NAN, 10},
        {0, 0, 1e308, 10}, {-400, 0, 10, 10}, {0, 0, 0, 0},
    };
    fixture *f = *state;
    shape_writer w = writer_new(5);
    for (guint i = 0; i < G_N_ELEMENTS(boxes); i++)
        writer_part_in(&w, square, 5, boxes[i]);
    writer_finish(&w, f->folder, "ne_50m_admin_0_countries");
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    const geo_box far = {100, 40, 110, 50};
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, &far, f->diags);
    assert_int_equal(layer->records[0].shape.n_parts, 0);
    for (guint i = 1; i < G_N_ELEMENTS(boxes); i++) {
        const geo_box truth = {0, 0, 10, 10};
        assert_int_equal(layer->records[i].shape.n_parts, 1);
        assert_memory_equal(&layer->records[i].shape.bounds, &truth, sizeof truth);
    }
}

static void a_shape_beyond_its_box_is_damaged(void **state)
{
    fixture *f = *state;
    shape_writer w = writer_new(5);
    writer_part_in(&w, square, 5, (const double[]){2, 2, 8, 8});
    writer_part(&w, square, 5);
    writer_finish(&w, f->folder, "ne_50m_admin_0_countries");
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    assert_int_equal(layer->records[0].shape.n_parts, 0);
    assert_int_equal(layer->records[1].shape.n_parts, 1);
    assert_int_equal(diag_list_count(f->diags), 2); /* one for the missing .dbf */
    assert_non_null(strstr(diag_list_get(f->diags, 1)->message, "1 damaged"));
}

static gpointer read_a_window(gpointer a)
{
    static gint next;
    int i = g_atomic_int_add(&next, 1);
    const geo_box window = {-180 + 40 * i, -60, -100 + 40 * i, 60};
    diag_list *diags = diag_list_new();
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, &window, diags);
    gsize sum = 0;
    for (uint32_t r = 0; r < layer->n_records; r++)
        if (geo_box_overlap(&layer->records[r].shape.bounds, &window))
            sum += vertices_of(&layer->records[r]);
    diag_list_free(diags);
    return GSIZE_TO_POINTER(sum);
}

/* Each looks into its records while others have theirs read; the thread sanitizer watches. */
static void threads_read_windows_of_one_layer(void **state)
{
    fixture *f = *state;
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, SHAPES, f->diags));
    GThread *threads[8];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("reader", read_a_window, a);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        assert_in_range(GPOINTER_TO_SIZE(g_thread_join(threads[i])), 1000, 99566);
}

/* ---- Official downloads of other versions ---- */

static void other_names_are_found(void **state)
{
    fixture *f = *state;
    put_square(f->folder, "NE_50M_ADMIN_0_COUNTRIES");
    g_autofree char *below = g_build_filename(f->folder, "10m_cultural", NULL);
    assert_int_equal(g_mkdir(below, 0700), 0);
    shape_writer w = writer_new(3);
    writer_part(&w, square, 5);
    writer_finish(&w, below, "ne_10m_admin_1_states_provinces_lines_shp");
    put_dbf(below, "ne_10m_admin_1_states_provinces_lines_shp", (const char *const[]){"name", NULL},
            (const char *const[]){"Line"}, 1);
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    assert_string_equal(atlas_get(a, ATLAS_COUNTRIES, ATLAS_10M, NULL, f->diags)->records[0].name,
                        "Square");
    assert_string_equal(
        atlas_get(a, ATLAS_STATE_LINES, ATLAS_110M, NULL, f->diags)->records[0].name, "Line");
    assert_null(atlas_get(a, ATLAS_LAKES, ATLAS_50M, NULL, f->diags));
    assert_int_equal(diag_list_count(f->diags), 0);
}

static const atlas_record *only_record(fixture *f, atlas **a)
{
    assert_true(atlas_open(a, f->folder, f->diags));
    const atlas_layer *layer = atlas_get(*a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    assert_non_null(layer);
    return &layer->records[0];
}

static void columns_of_every_version_are_read(void **state)
{
    fixture *f = *state;
    put_square(f->folder, "ne_50m_admin_0_countries");
    /* Version 2: lower case, whole numbers as reals, Windows-1252 without .cpg. */
    put_dbf(f->folder, "ne_50m_admin_0_countries",
            (const char *const[]){"name", "iso_a2", "mapcolor7", "labelrank", "iso_a2_eh", NULL},
            (const char *const[]){"Cura\xe7"
                                  "ao \x96",
                                  "-99", "4.000", "16.6", "FR"},
            1);
    g_autoptr(atlas) a = NULL;
    const atlas_record *r = only_record(f, &a);
    assert_string_equal(r->name, "Curaçao –");
    assert_string_equal(r->name_long, "Curaçao –");
    assert_string_equal(r->iso_a2, "FR");
    assert_int_equal(r->map_color, 4);
    assert_int_equal(r->label_rank, 16);
    assert_string_equal(r->continent, "");
}

static void text_follows_the_cpg_file(void **state)
{
    fixture *f = *state;
    put_square(f->folder, "ne_50m_admin_0_countries");
    /* UTF-8, a line feed within, and the last character cut by the column's width. */
    put_dbf(f->folder, "ne_50m_admin_0_countries", (const char *const[]){"NAME", NULL},
            (const char *const[]){"\xc3\x85l\nand abc\xc3\xa9"}, 1);
    put_file(f->folder, "ne_50m_admin_0_countries", "cpg", "UTF-8", 5);
    g_autoptr(atlas) a = NULL;
    assert_string_equal(only_record(f, &a)->name, "Ål and abc");
    put_file(f->folder, "ne_50m_admin_0_countries", "cpg", "ISO-8859-1", 10);
    g_autoptr(atlas) b = NULL;
    assert_true(g_str_has_prefix(only_record(f, &b)->name, "Ã…l and abcÃ"));
}

/* ---- Files that lie ---- */

static void a_folder_without_countries_is_missing_data(void **state)
{
    fixture *f = *state;
    atlas *a = NULL;
    assert_false(atlas_open(&a, f->folder, f->diags));
    assert_null(a);
    assert_int_equal(diag_list_count(f->diags), 1);
    assert_int_equal(diag_list_get(f->diags, 0)->code, DIAG_MISSING_DATA);
    assert_int_equal(diag_list_exit_status(f->diags), 3);
}

static void impossible_shapes_are_skipped_with_one_warning(void **state)
{
    static const double far[] = {0, 0, 0, 10, 400, 10, 10, 0, 0, 0};
    static const double huge[] = {0, 0, 0, 10, 1e308, 10, 10, 0, 0, 0};
    static const double edge[] = {179, 0, 179, 10, 180.0000005, 10, 180.0000005, 0, 179, 0};
    static const double open_ring[] = {0, 0, 0, 10, 10, 10};
    static const double two[] = {0, 0, 0, 10};
    double nan_ring[10];
    memcpy(nan_ring, square, sizeof square);
    nan_ring[5] = NAN;
    fixture *f = *state;
    shape_writer w = writer_new(5);
    writer_part(&w, far, 5);
    writer_part(&w, huge, 5);
    writer_part(&w, nan_ring, 5);
    writer_part(&w, two, 2);
    writer_null(&w);
    writer_part(&w, edge, 5);
    writer_part(&w, open_ring, 3);
    writer_part(&w, square, 5);
    writer_finish(&w, f->folder, "ne_50m_admin_0_countries");
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    assert_int_equal(layer->n_records, 8);
    static const uint32_t n_parts[] = {0, 0, 0, 0, 0, 1, 1, 1};
    for (guint i = 0; i < 8; i++) {
        assert_int_equal(layer->records[i].shape.n_parts, n_parts[i]);
        check_shape(&layer->records[i].shape, true);
    }
    assert_true(layer->records[5].shape.bounds.east_deg == 180);
    /* One warning for the shapes, one for the missing .dbf; none again for a second look. */
    assert_int_equal(diag_list_count(f->diags), 2);
    atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    assert_int_equal(diag_list_count(f->diags), 2);
    assert_false(diag_list_has_errors(f->diags));
}

/* A thousand index entries of one record would multiply the file's size. */
static void records_laid_over_each_other_do_not_multiply(void **state)
{
    fixture *f = *state;
    shape_writer w = writer_new(5);
    g_autofree double *ring = g_new0(double, 2 * 5000);
    for (int i = 0; i < 4999; i++) {
        ring[2 * i] = i / 1000.0;
        ring[2 * i + 1] = i % 7;
    }
    writer_part(&w, ring, 5000);
    guint8 entry[8];
    memcpy(entry, w.shx->data + 100, sizeof entry);
    for (int i = 0; i < 1000; i++)
        g_byte_array_append(w.shx, entry, sizeof entry);
    writer_finish(&w, f->folder, "ne_50m_admin_0_countries");
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    const atlas_layer *layer = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, f->diags);
    uint32_t vertices = 0;
    for (uint32_t i = 0; i < layer->n_records; i++)
        vertices += layer->records[i].shape.starts[layer->records[i].shape.n_parts];
    assert_in_range(vertices, 5000, 10000);
}

/* Points have no part to be counted by; the same thousand entries once ran over the block. */
static void points_laid_over_each_other_do_not_overflow(void **state)
{
    fixture *f = *state;
    shape_writer w = writer_new(1);
    g_autoptr(GByteArray) point = g_byte_array_new();
    add_little(point, 1);
    add_double(point, 7);
    add_double(point, 46);
    writer_record(&w, point);
    guint8 entry[8];
    memcpy(entry, w.shx->data + 100, sizeof entry);
    for (int i = 0; i < 1000; i++)
        g_byte_array_append(w.shx, entry, sizeof entry);
    writer_finish(&w, f->folder, "x");
    g_autofree char *path = g_build_filename(f->folder, "x.shp", NULL);
    g_autoptr(shapefile) file = NULL;
    assert_true(shapefile_open(&file, path, SHAPEFILE_POINTS, f->diags));
    shapefile_read(file, NULL, f->diags);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < shapefile_count(file); i++)
        kept += shapefile_shape(file, i).n_parts;
    assert_in_range(kept, 1, 16);
    assert_int_equal(diag_list_count(f->diags), 2); /* one for the missing .dbf */
    assert_non_null(strstr(diag_list_get(f->diags, 1)->message, "over each other"));
}

static void a_fifo_or_folder_as_layer_is_refused(void **state)
{
    fixture *f = *state;
    put_square(f->folder, "ne_50m_admin_0_countries");
    g_autofree char *fifo = g_build_filename(f->folder, "ne_50m_coastline.shp", NULL);
    g_autofree char *below = g_build_filename(f->folder, "ne_50m_lakes.shp", NULL);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(g_mkdir(below, 0700), 0);
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, f->folder, f->diags));
    assert_null(atlas_get(a, ATLAS_COASTLINE, ATLAS_50M, NULL, f->diags));
    assert_null(atlas_get(a, ATLAS_LAKES, ATLAS_50M, NULL, f->diags));
    assert_int_equal(diag_list_count(f->diags), 2);
}

/* Overwrites, cuts and swaps, mostly with the numbers that lie best. */
static void mutate(GRand *random, char *bytes, gsize *size)
{
    static const uint32_t lies[] = {0,          1,          2,          0x7fffffff, 0x80000000,
                                    0xffffffff, 0x00ffffff, 0xfffffff0, 100,        5};
    int edits = g_rand_int_range(random, 1, 5);
    for (int i = 0; i<edits && * size> 8; i++) {
        gsize at = (gsize)g_rand_int_range(random, 0, (gint32)MIN(*size - 4, 240)) & ~(gsize)3;
        if (g_rand_boolean(random))
            at = (gsize)g_rand_int_range(random, 0, (gint32)(*size - 4));
        uint32_t lie = lies[g_rand_int_range(random, 0, G_N_ELEMENTS(lies))];
        switch (g_rand_int_range(random, 0, 5)) {
        case 0:
            lie = GUINT32_TO_BE(lie);
            memcpy(bytes + at, &lie, 4);
            break;
        case 1:
            lie = GUINT32_TO_LE(lie);
            memcpy(bytes + at, &lie, 4);
            break;
        case 2:
            bytes[at] = (char)g_rand_int(random);
            break;
        case 3:
            *size = at;
            break;
        case 4:
            memmove(bytes + at, bytes + at / 2, 4);
            break;
        }
    }
}

/* Far less than the gigabytes that a lying header asks for. Sanitizers reserve more by themselves.
 */
static void limit_memory(void)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer) /* clang's way to say it */
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    struct rlimit limit = {1u << 30, 1u << 30};
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
#endif
}

static void five_hundred_lying_files_do_no_harm(void **state)
{
    static const char *const extensions[] = {"shp", "shx", "dbf"};
    fixture *f = *state;
    char *originals[3];
    gsize sizes[3];
    for (int i = 0; i < 3; i++) {
        g_autofree char *path = g_strconcat(SHAPES "/ne_110m_lakes.", extensions[i], NULL);
        assert_true(g_file_get_contents(path, &originals[i], &sizes[i], NULL));
    }
    g_autofree char *path = g_build_filename(f->folder, "ne_110m_lakes.shp", NULL);
    limit_memory();
    GRand *random = g_rand_new_with_seed(20250201);
    guint refused = 0, warned = 0;
    for (int round = 0; round < 500; round++) {
        int victim = g_rand_int_range(random, 0, 3);
        for (int i = 0; i < 3; i++) {
            g_autofree char *copy = g_memdup2(originals[i], sizes[i]);
            gsize size = sizes[i];
            if (i == victim)
                mutate(random, copy, &size);
            put_file(f->folder, "ne_110m_lakes", extensions[i], copy, size);
        }
        g_autoptr(diag_list) diags = diag_list_new();
        g_autoptr(shapefile) file = NULL;
        bool read = shapefile_open(&file, path, SHAPEFILE_POLYGONS, diags);
        if (read)
            shapefile_read(file, NULL, diags);
        refused += !read;
        warned += diag_list_count(diags) > 0;
        assert_true(read || diag_list_count(diags) > 0);
        int name = read ? shapefile_column(file, "NAME") : -1;
        for (uint32_t i = 0; read && i < shapefile_count(file); i++) {
            geo_shape shape = shapefile_shape(file, i);
            check_shape(&shape, true);
            assert_true(g_utf8_validate(shapefile_text(file, i, name), -1, NULL));
            shapefile_int(file, i, shapefile_column(file, "SCALERANK"), 0);
        }
    }
    g_rand_free(random);
    for (int i = 0; i < 3; i++)
        g_free(originals[i]);
    print_message("%u refused, %u warned of\n", refused, warned);
    assert_in_range(refused, 50, 450);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shipped_layers_are_whole),
        TEST(shapes_keep_their_contract),
        TEST(attributes_are_read),
        TEST(crimea_is_drawn_alike_at_all_scales),
        TEST(a_point_finds_its_country),
        TEST(scales_fall_back_layer_by_layer),
        TEST(eight_threads_share_one_layer),
        TEST(only_records_in_the_window_are_read),
        TEST(boxes_that_cannot_be_are_not_believed),
        TEST(a_shape_beyond_its_box_is_damaged),
        TEST(threads_read_windows_of_one_layer),
        TEST(other_names_are_found),
        TEST(columns_of_every_version_are_read),
        TEST(text_follows_the_cpg_file),
        TEST(a_folder_without_countries_is_missing_data),
        TEST(impossible_shapes_are_skipped_with_one_warning),
        TEST(records_laid_over_each_other_do_not_multiply),
        TEST(points_laid_over_each_other_do_not_overflow),
        TEST(a_fifo_or_folder_as_layer_is_refused),
        TEST(five_hundred_lying_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
