/* SPDX-License-Identifier: MIT
 *
 * A .shp, .shx and .dbf in one input: two little-endian 32-bit lengths, then the bytes of the
 * three. Files go through a folder in memory, since that is where shapefiles come from.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "atlas/shapefile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *folder;

static void remove_folder(void)
{
    static const char *const names[] = {"x.shp", "x.shx", "x.dbf", "x.cpg"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static void make_folder(void)
{
    folder = g_dir_make_tmp("tripmap-fuzz-XXXXXX", NULL);
    g_assert(folder);
    atexit(remove_folder);
}

static uint32_t take_length(const uint8_t **data, size_t *size)
{
    uint32_t length = 0;
    if (*size >= 4) {
        memcpy(&length, *data, 4);
        *data += 4;
        *size -= 4;
    }
    return GUINT32_FROM_LE(length);
}

static void put_file(const char *name, const uint8_t **data, size_t *size, size_t length)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    length = MIN(length, *size);
    FILE *out = fopen(path, "wb");
    g_assert(out);
    fwrite(*data, 1, length, out);
    fclose(out);
    *data += length;
    *size -= length;
}

static void read_all(shapefile *file)
{
    static const char *const columns[] = {"NAME", "SCALERANK", "FEATURECLA"};
    double sum = 0;
    for (uint32_t i = 0; i < shapefile_count(file); i++) {
        geo_shape shape = shapefile_shape(file, i);
        for (uint32_t j = 0; shape.n_parts > 0 && j < shape.starts[shape.n_parts]; j++)
            sum += shape.points[j].lon_deg + shape.points[j].lat_deg;
        for (guint j = 0; j < G_N_ELEMENTS(columns); j++) {
            int column = shapefile_column(file, columns[j]);
            g_assert(g_utf8_validate(shapefile_text(file, i, column), -1, NULL));
            shapefile_int(file, i, column, 0);
        }
    }
    g_assert(isfinite(sum));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!folder)
        make_folder();
    uint32_t shp = take_length(&data, &size), shx = take_length(&data, &size);
    put_file("x.shp", &data, &size, shp);
    put_file("x.shx", &data, &size, shx);
    put_file("x.dbf", &data, &size, size);
    g_autofree char *path = g_build_filename(folder, "x.shp", NULL);
    for (int geometry = SHAPEFILE_POINTS; geometry <= SHAPEFILE_POLYGONS; geometry++) {
        g_autoptr(diag_list) diags = diag_list_new();
        g_autoptr(shapefile) file = NULL;
        const geo_box window = {0, 0, 90, 90};
        if (shapefile_open(&file, path, geometry, diags)) {
            shapefile_read(file, &window, diags);
            shapefile_read(file, NULL, diags);
            read_all(file);
        }
    }
    return 0;
}
