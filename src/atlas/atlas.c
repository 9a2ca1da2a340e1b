/* SPDX-License-Identifier: MIT
 *
 * Which file holds which layer: Natural Earth's names, its versions and its three scales. Layers
 * are opened and their records read when first asked for, under a lock of the layer's own; what a
 * caller was given never changes afterwards.
 */
#include "atlas/atlas.h"

#include <pthread.h>
#include <string.h>

#include "atlas/land.h"
#include "atlas/shapefile.h"
#include "base/profile.h"

typedef struct {
    pthread_mutex_t lock; /* not GLib's, which the thread sanitizer cannot see */
    bool tried;
    shapefile *file;
    atlas_layer layer;
} atlas_slot;

struct atlas {
    char *folder;
    GHashTable *paths; /* lower-case file name -> path */
    atlas_slot slots[ATLAS_KIND_COUNT][ATLAS_SCALE_COUNT];
    pthread_mutex_t land_lock;
    atlas_land land; /* starts NULL until it is made */
};

/* What the layers are called after "ne_50m_", best first. Version 2 ends some names in "_shp". */
static const struct {
    shapefile_geometry geometry;
    const char *names[4];
} kinds[ATLAS_KIND_COUNT] = {
    [ATLAS_COUNTRIES] = {SHAPEFILE_POLYGONS, {"admin_0_countries", "admin_0_countries_lakes"}},
    [ATLAS_COASTLINE] = {SHAPEFILE_LINES, {"coastline"}},
    [ATLAS_BORDERS] = {SHAPEFILE_LINES, {"admin_0_boundary_lines_land"}},
    [ATLAS_DISPUTED] = {SHAPEFILE_LINES, {"admin_0_boundary_lines_disputed_areas"}},
    [ATLAS_LAKES] = {SHAPEFILE_POLYGONS, {"lakes"}},
    [ATLAS_RIVERS] = {SHAPEFILE_LINES, {"rivers_lake_centerlines"}},
    [ATLAS_STATES] = {SHAPEFILE_POLYGONS,
                      {"admin_1_states_provinces_lakes", "admin_1_states_provinces_lakes_shp",
                       "admin_1_states_provinces", "admin_1_states_provinces_shp"}},
    [ATLAS_STATE_LINES] = {SHAPEFILE_LINES,
                           {"admin_1_states_provinces_lines",
                            "admin_1_states_provinces_lines_shp"}},
    [ATLAS_TINY] = {SHAPEFILE_POINTS, {"admin_0_tiny_countries"}},
};

static const char *const scale_names[ATLAS_SCALE_COUNT] = {"110m", "50m", "10m"};

/* ---- Finding files ---- */

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the .shp files of FOLDER, and of the folders in it when DEPTH allows. Names are sorted so
 * that of two files of one name always the same one is taken. */
static void list_folder(GHashTable *paths, const char *folder, int depth)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (!dir)
        return;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        if (name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *lower = g_ascii_strdown(names->pdata[i], -1);
        if (g_str_has_suffix(lower, ".shp") && !g_hash_table_contains(paths, lower))
            g_hash_table_insert(paths, g_steal_pointer(&lower),
                                g_build_filename(folder, names->pdata[i], NULL));
    }
    for (guint i = 0; depth > 0 && i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            list_folder(paths, path, depth - 1);
    }
}

static const char *find_path(const atlas *a, atlas_kind kind, atlas_scale scale)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds[kind].names) && kinds[kind].names[i]; i++) {
        g_autofree char *name =
            g_strdup_printf("ne_%s_%s.shp", scale_names[scale], kinds[kind].names[i]);
        const char *path = g_hash_table_lookup(a->paths, name);
        if (path)
            return path;
    }
    return NULL;
}

/* A layer that is not there would change the map if it came. */
static void note_missing(const atlas *a, atlas_kind kind, atlas_scale scale, diag_list *diags)
{
    g_autofree char *name =
        g_strdup_printf("ne_%s_%s.shp", scale_names[scale], kinds[kind].names[0]);
    g_autofree char *path = g_build_filename(a->folder, name, NULL);
    diag_list_note_file(diags, path);
}

bool atlas_open(atlas **out, const char *folder, diag_list *diags)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_SHAPES);
    (void)profile;
    *out = NULL;
    g_autoptr(atlas) a = g_new0(atlas, 1);
    a->folder = g_strdup(folder);
    a->paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++)
        for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++)
            pthread_mutex_init(&a->slots[kind][scale].lock, NULL);
    pthread_mutex_init(&a->land_lock, NULL);
    list_folder(a->paths, folder, 1);
    bool found = false;
    for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++)
        found = found || find_path(a, ATLAS_COUNTRIES, scale);
    if (!found) {
        for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++)
            note_missing(a, ATLAS_COUNTRIES, (atlas_scale)scale, diags);
        diag_entry *entry =
            diag_error(diags, DIAG_MISSING_DATA, SPAN_NONE,
                       "the folder \"%s\" holds no Natural Earth countries", folder);
        diag_help(entry, "put ne_50m_admin_0_countries.shp and its .shx and .dbf there, or name "
                         "another folder with --shapes");
        return false;
    }
    *out = g_steal_pointer(&a);
    return true;
}

void atlas_free(atlas *a)
{
    if (!a)
        return;
    for (int kind = 0; kind < ATLAS_KIND_COUNT; kind++)
        for (int scale = 0; scale < ATLAS_SCALE_COUNT; scale++) {
            atlas_slot *slot = &a->slots[kind][scale];
            pthread_mutex_destroy(&slot->lock);
            g_free((gpointer)slot->layer.records);
            shapefile_free(slot->file);
        }
    pthread_mutex_destroy(&a->land_lock);
    land_clear(&a->land);
    g_hash_table_unref(a->paths);
    g_free(a->folder);
    g_free(a);
}

/* ---- Reading ---- */

/* Natural Earth's classes of lines that not everybody accepts. "International boundary (verify)" is
 * the ordinary class. */
static bool is_contested(const char *feature)
{
    static const char *const marks[] = {"disputed",  "indefinite",     "indeterminant",
                                        "breakaway", "claim",          "unrecogni",
                                        "elusive",   "line of control"};
    g_autofree char *lower = g_ascii_strdown(feature, -1);
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strstr(lower, marks[i]))
            return true;
    return false;
}

/* The first of the two columns that the file has. */
static int column_of(const shapefile *file, const char *name, const char *or_name)
{
    int column = shapefile_column(file, name);
    return column >= 0 || !or_name ? column : shapefile_column(file, or_name);
}

static atlas_record *make_records(shapefile *file)
{
    uint32_t n = shapefile_count(file);
    atlas_record *records = g_new0(atlas_record, MAX(n, 1));
    int name = column_of(file, "NAME", NULL), name_long = column_of(file, "NAME_LONG", NULL);
    int adm0_a3 = column_of(file, "ADM0_A3", "SR_ADM0_A3");
    int sov_a3 = column_of(file, "SOV_A3", "SR_SOV_A3");
    int iso_a2_eh = column_of(file, "ISO_A2_EH", NULL), iso_a2 = column_of(file, "ISO_A2", NULL);
    int continent = column_of(file, "CONTINENT", NULL);
    int feature = column_of(file, "FEATURECLA", NULL);
    int map_color = column_of(file, "MAPCOLOR7", NULL);
    int label_rank = column_of(file, "LABELRANK", NULL);
    int scale_rank = column_of(file, "SCALERANK", NULL);
    for (uint32_t i = 0; i < n; i++) {
        atlas_record *r = &records[i];
        r->shape = shapefile_shape(file, i);
        r->name = shapefile_text(file, i, name);
        r->name_long = shapefile_text(file, i, name_long);
        if (!*r->name_long)
            r->name_long = r->name;
        r->adm0_a3 = shapefile_text(file, i, adm0_a3);
        r->sov_a3 = shapefile_text(file, i, sov_a3);
        r->iso_a2 = shapefile_text(file, i, iso_a2_eh);
        if (!*r->iso_a2)
            r->iso_a2 = shapefile_text(file, i, iso_a2);
        r->continent = shapefile_text(file, i, continent);
        r->feature = shapefile_text(file, i, feature);
        r->map_color = CLAMP(shapefile_int(file, i, map_color, 0), 0, 7);
        r->label_rank = MAX(shapefile_int(file, i, label_rank, 0), 0);
        r->scale_rank = MAX(shapefile_int(file, i, scale_rank, 0), 0);
        /* Interned: the same class is the same pointer. */
        bool same = i > 0 && r->feature == records[i - 1].feature;
        r->disputed = same ? records[i - 1].disputed : is_contested(r->feature);
    }
    return records;
}

/* Writes to records that no earlier caller looks into: other threads may be reading theirs. */
static void take_shapes(atlas_slot *slot)
{
    atlas_record *records = (atlas_record *)slot->layer.records;
    for (uint32_t i = 0; i < slot->layer.n_records; i++) {
        geo_shape *shape = &records[i].shape;
        if (shape->n_parts > 0)
            continue;
        geo_shape now = shapefile_shape(slot->file, i);
        if (now.n_parts == 0)
            continue;
        /* Doubles without padding; where -0 stands for 0, a copy is made in vain. */
        /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
        if (memcmp(&shape->bounds, &now.bounds, sizeof now.bounds) != 0)
            shape->bounds = now.bounds; /* was the world: nobody has had it yet */
        shape->points = now.points;
        shape->starts = now.starts;
        shape->boxes = now.boxes;
        shape->n_parts = now.n_parts;
    }
}

static const atlas_layer *get_exact(atlas *a, atlas_kind kind, atlas_scale scale,
                                    const geo_box *window, diag_list *diags)
{
    const char *path = find_path(a, kind, scale);
    if (!path) {
        note_missing(a, kind, scale, diags);
        return NULL;
    }
    shapefile_note(path, diags);
    atlas_slot *slot = &a->slots[kind][scale];
    pthread_mutex_lock(&slot->lock);
    if (!slot->tried && shapefile_open(&slot->file, path, kinds[kind].geometry, diags))
        slot->layer =
            (atlas_layer){kind, scale, shapefile_count(slot->file), make_records(slot->file)};
    slot->tried = true;
    if (slot->file) {
        shapefile_read(slot->file, window, diags);
        take_shapes(slot);
    }
    pthread_mutex_unlock(&slot->lock);
    return slot->file ? &slot->layer : NULL;
}

const atlas_layer *atlas_get(atlas *a, atlas_kind kind, atlas_scale scale, const geo_box *window,
                             diag_list *diags)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_SHAPES);
    (void)profile;
    for (int finer = scale; finer < ATLAS_SCALE_COUNT; finer++) {
        const atlas_layer *layer = get_exact(a, kind, finer, window, diags);
        if (layer)
            return layer;
    }
    for (int coarser = (int)scale - 1; coarser >= 0; coarser--) {
        const atlas_layer *layer = get_exact(a, kind, coarser, window, diags);
        if (layer)
            return layer;
    }
    return NULL;
}

const atlas_land *atlas_get_land(atlas *a, diag_list *diags)
{
    const atlas_layer *countries = atlas_get(a, ATLAS_COUNTRIES, ATLAS_110M, NULL, diags);
    pthread_mutex_lock(&a->land_lock);
    if (countries && !a->land.starts)
        land_make(&a->land, countries);
    pthread_mutex_unlock(&a->land_lock);
    return &a->land;
}

/* ---- Questions ---- */

/* Crossings of a ray to the east with every ring, holes included. */
static bool shape_contains(const geo_shape *shape, geo_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < shape->n_parts; part++)
        for (uint32_t i = shape->starts[part]; i + 1 < shape->starts[part + 1]; i++) {
            geo_point a = shape->points[i], b = shape->points[i + 1];
            if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg))
                continue;
            double t = (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg);
            if (p.lon_deg < a.lon_deg + t * (b.lon_deg - a.lon_deg))
                inside = !inside;
        }
    return inside;
}

const atlas_record *atlas_record_at(const atlas_layer *layer, geo_point p)
{
    for (uint32_t i = 0; i < layer->n_records; i++) {
        const geo_shape *shape = &layer->records[i].shape;
        if (p.lon_deg >= shape->bounds.west_deg && p.lon_deg <= shape->bounds.east_deg &&
            p.lat_deg >= shape->bounds.south_deg && p.lat_deg <= shape->bounds.north_deg &&
            shape_contains(shape, p))
            return &layer->records[i];
    }
    return NULL;
}
