/* SPDX-License-Identifier: MIT
 *
 * The base map's data: Natural Earth layers as ESRI shapefiles in one folder, each record read once
 * and when a map shows its part of the world, shared by any number of maps and threads. Only
 * shapefile.c knows Shapelib.
 */
#ifndef TRIPMAP_ATLAS_ATLAS_H
#define TRIPMAP_ATLAS_ATLAS_H

#include "base/diag.h"
#include "geo/geo.h"
#include "geo/sphere.h"

typedef enum {
    ATLAS_COUNTRIES,
    ATLAS_COASTLINE,
    ATLAS_BORDERS,
    ATLAS_DISPUTED,
    ATLAS_LAKES,
    ATLAS_RIVERS,
    ATLAS_STATES,
    ATLAS_STATE_LINES,
    ATLAS_TINY, /* points: countries too small for their polygon to be seen */
    ATLAS_KIND_COUNT
} atlas_kind;

typedef enum { ATLAS_110M, ATLAS_50M, ATLAS_10M, ATLAS_SCALE_COUNT } atlas_scale;

/* One record. Strings are valid UTF-8, "" where the layer has no such column or the record no
 * value ("-99"). The shape has no parts for null and damaged shapes, and outside of the windows
 * that were asked for; a point layer's shape is one part of one point. Coordinates lie within ±180
 * and ±90, bounds never cross the antimeridian. */
typedef struct {
    geo_shape shape;
    const char *name;      /* NAME, often abbreviated: "Dominican Rep." */
    const char *name_long; /* NAME_LONG, else NAME: "Dominican Republic" */
    const char *adm0_a3;   /* ADM0_A3: the country the record is or belongs to */
    const char *sov_a3;    /* SOV_A3: the state it is part of, as Natural Earth codes it ("US1") */
    const char *iso_a2;    /* ISO_A2_EH or ISO_A2 */
    const char *continent;
    const char *feature; /* FEATURECLA */
    int map_color;       /* MAPCOLOR7, 1..7, neighbours differ; 0 none */
    int label_rank;      /* 0 most important */
    int scale_rank;      /* 0 shown from the smallest scales on */
    bool disputed;       /* a line whose class says that it is contested, claimed or unsettled */
} atlas_record;

typedef struct {
    atlas_kind kind;
    atlas_scale scale; /* the scale actually found */
    uint32_t n_records;
    const atlas_record *records;
} atlas_layer;

typedef struct atlas atlas;

/* Opens the folder; false with DIAG_MISSING_DATA when it holds no countries layer at any scale.
 * Files are found by Natural Earth's names (ne_50m_coastline.shp, with "_shp" at the end as in
 * version 2 too) whatever their case, in FOLDER and the folders right below it. */
bool atlas_open(atlas **out, const char *folder, diag_list *diags);
void atlas_free(atlas *a);
/* The layer at SCALE, or the nearest scale that the folder has (finer first); NULL when it has none
 * or the file is damaged (reported once, as a warning). Records whose bounds touch WINDOW (NULL:
 * the world) have their vertices; of the others count only on bounds and attributes. Read on first
 * use; thread-safe. Layers live as long as the atlas. */
const atlas_layer *atlas_get(atlas *a, atlas_kind kind, atlas_scale scale, const geo_box *window,
                             diag_list *diags);
/* The polygon record that P lies in, NULL for none; of a layer got with a window that holds P.
 * Even-odd in plain degrees. */
const atlas_record *atlas_record_at(const atlas_layer *layer, geo_point p);

/* The land of the world without borders, as unit vectors, for globes as coarse as the coarsest
 * layer of countries. Rings for the even-odd rule that do not repeat their first point. */
typedef struct {
    const vec3 *points;
    const uint32_t *starts; /* n_parts + 1 */
    uint32_t n_parts;
} atlas_land;

/* Made on first use; thread-safe. It lives as long as the atlas and has no parts without data. */
const atlas_land *atlas_get_land(atlas *a, diag_list *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(atlas, atlas_free)

#endif
