/* SPDX-License-Identifier: MIT
 *
 * The tables of projection_table.h. Cuts were found by probing PROJ's projections on a grid;
 * projections left out are probed when they are used.
 */
#include "geo/projection_table.h"

#include <glib.h>
#include <string.h>

/* Latitude at which the Mercator map of the whole world is a square. */
#define MERCATOR_LIMIT 85.0511287798066

static const projection_row rows[] = {
    {"merc", CUT_MERIDIAN, MERCATOR_LIMIT},
    {"webmerc", CUT_MERIDIAN, MERCATOR_LIMIT},
    {"cc", CUT_MERIDIAN, MERCATOR_LIMIT},
    {"lcc", CUT_CONE, 60},
    {"tissot", CUT_CONE, 60},
    {"murd1", CUT_CONE, 60},
    {"murd2", CUT_CONE, 60},
    {"murd3", CUT_CONE, 60},
    {"pconic", CUT_CONE, 0},
    {"vitk1", CUT_CONE, 60},
    {"ccon", CUT_CONE, 60},
    {"lcca", CUT_CONE, 0},
    {"laea", CUT_CAP, 179.99},
    {"aeqd", CUT_CAP, 179.9},
    {"ortho", CUT_CAP, 90 - 1e-9 * 57.295779513082321},
    {"stere", CUT_CAP, 142},
    {"sterea", CUT_CAP, 142},
    {"gnom", CUT_CAP, 60},
    {"airy", CUT_CAP, 65},
    {"guyou", CUT_CAP, 90 - 1e-6},
    {"adams_hemi", CUT_CAP, 90 - 1e-6},
    {"nsper", CUT_HORIZON, 0},
    {"tpers", CUT_HORIZON, 0},
    {"geos", CUT_HORIZON, 0},
    {"tmerc", CUT_TRANSVERSE, 90},
    {"etmerc", CUT_TRANSVERSE, 90},
    {"cass", CUT_TRANSVERSE, 90},
    {"tcc", CUT_TRANSVERSE, 90},
    {"tcea", CUT_TRANSVERSE, 180 - 1e-7},
    {"bertin1953", CUT_BERTIN, 0},
    {"ob_tran", CUT_ROTATED, 0},
    {"igh", CUT_GOODE, 0},
    {"imoll", CUT_GOODE, 0},
    {"igh_o", CUT_GOODE_OCEAN, 0},
    {"imoll_o", CUT_GOODE_OCEAN, 0},
    {"omerc", CUT_REGIONAL, 45},
    {"ocea", CUT_REGIONAL, 45},
    {"oea", CUT_REGIONAL, 45},
    {"somerc", CUT_REGIONAL, 45},
    {"krovak", CUT_REGIONAL, 20},
    {"labrd", CUT_REGIONAL, 20},
    {"rouss", CUT_REGIONAL, 30},
    {"nzmg", CUT_REGIONAL, 12},
    {"gs48", CUT_REGIONAL, 30},
    {"gs50", CUT_REGIONAL, 40},
    {"alsk", CUT_REGIONAL, 25},
    {"mil_os", CUT_REGIONAL, 45},
    {"lee_os", CUT_REGIONAL, 45},
    {"imw_p", CUT_REGIONAL, 10},
    {"bipc", CUT_REGIONAL, 45},
    {"chamb", CUT_REGIONAL, 45},
    {"tpeqd", CUT_REGIONAL, 45},
    {"calcofi", CUT_REGIONAL, 30},
    {"tobmerc", CUT_MERIDIAN, MERCATOR_LIMIT},
};

/* Finite everywhere, broken only along the meridian opposite to lon_0. */
static const char *const world_maps[] = {
    "adams_ws1", "adams_ws2", "aea",    "aitoff", "apian",     "august",  "bacon",   "boggs",
    "bonne",     "cea",       "collg",  "comill", "crast",     "denoy",   "eck1",    "eck2",
    "eck3",      "eck4",      "eck5",   "eck6",   "eqc",       "eqdc",    "eqearth", "euler",
    "fahey",     "fouc",      "fouc_s", "gall",   "gins8",     "gn_sinu", "goode",   "hammer",
    "hatano",    "kav5",      "kav7",   "lagrng", "larr",      "lask",    "leac",    "loxim",
    "mbt_fps",   "mbt_s",     "mbtfpp", "mbtfpq", "mbtfps",    "mill",    "moll",    "natearth",
    "natearth2", "nell",      "nell_h", "ortel",  "patterson", "poly",    "putp1",   "putp2",
    "putp3",     "putp3p",    "putp4p", "putp5",  "putp5p",    "putp6",   "putp6p",  "qua_aut",
    "robin",     "rpoly",     "sinu",   "times",  "urm5",      "urmfps",  "vandg",   "vandg2",
    "vandg3",    "vandg4",    "wag1",   "wag2",   "wag3",      "wag4",    "wag5",    "wag6",
    "wag7",      "weren",     "wink1",  "wink2",  "wintri",
};

const projection_row *projection_row_find(const char *proj)
{
    static const projection_row world = {"", CUT_MERIDIAN, 90}, unknown = {"", CUT_UNKNOWN, 90};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].proj, proj) == 0)
            return &rows[i];
    }
    for (size_t i = 0; i < G_N_ELEMENTS(world_maps); i++) {
        if (strcmp(world_maps[i], proj) == 0)
            return &world;
    }
    return &unknown;
}

static const struct {
    const char *name, *proj;
} names[] = {
    {"equal-earth", "eqearth"},
    {"lambert-azimuthal", "laea"},
    {"azimuthal-equal-area", "laea"},
    {"azimuthal-equidistant", "aeqd"},
    {"orthographic", "ortho"},
    {"globe", "ortho"},
    {"stereographic", "stere"},
    {"gnomonic", "gnom"},
    {"satellite", "nsper +h=35786000"},
    {"perspective", "nsper +h=8000000"},
    {"mercator", "merc"},
    {"web-mercator", "webmerc"},
    {"transverse-mercator", "tmerc"},
    {"lambert-conformal", "lcc"},
    {"lambert-conformal-conic", "lcc"},
    {"albers", "aea"},
    {"equidistant-conic", "eqdc"},
    {"plate-carree", "eqc"},
    {"equirectangular", "eqc"},
    {"cylindrical-equal-area", "cea"},
    {"gall-peters", "cea +lat_ts=45"},
    {"behrmann", "cea +lat_ts=30"},
    {"transverse-cylindrical-equal-area", "tcea"},
    {"miller", "mill"},
    {"natural-earth", "natearth"},
    {"natural-earth-2", "natearth2"},
    {"robinson", "robin"},
    {"mollweide", "moll"},
    {"sinusoidal", "sinu"},
    {"hammer", "hammer"},
    {"aitoff", "aitoff"},
    {"winkel-tripel", "wintri"},
    {"eckert-iv", "eck4"},
    {"eckert-vi", "eck6"},
    {"wagner-iv", "wag4"},
    {"wagner-vii", "wag7"},
    {"kavrayskiy-vii", "kav7"},
    {"van-der-grinten", "vandg"},
    {"patterson", "patterson"},
    {"times", "times"},
    {"bonne", "bonne"},
    {"bertin", "bertin1953"},
    {"goode", "igh"},
    {"goode-homolosine", "igh"},
    {"goode-ocean", "igh_o"},
    {"interrupted-mollweide", "imoll"},
};

const char *projection_name_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(names[i].name, name) == 0)
            return names[i].proj;
    }
    return NULL;
}

const char *projection_name_of(const char *proj)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i].proj, proj) == 0)
            return names[i].name;
    }
    return NULL;
}

/* The known name with the longest common beginning, if that is three letters or more. */
const char *projection_name_nearest(const char *name)
{
    const char *best = NULL;
    size_t best_length = 2;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t n = 0;
        while (name[n] && g_ascii_tolower(name[n]) == names[i].name[n])
            n++;
        if (n > best_length) {
            best = names[i].name;
            best_length = n;
        }
    }
    return best;
}

bool projection_key_allowed(const char *key)
{
    static const char *const keys[] = {
        "proj",     "R",       "a",       "b",       "rf",      "f",       "ellps",   "datum",
        "lon_0",    "lat_0",   "lat_1",   "lat_2",   "lat_3",   "lat_ts",  "lat_b",   "lon_1",
        "lon_2",    "lon_3",   "lonc",    "alpha",   "gamma",   "azi",     "tilt",    "h",
        "k",        "k_0",     "x_0",     "y_0",     "zone",    "south",   "o_proj",  "o_lat_p",
        "o_lon_p",  "o_alpha", "o_lon_c", "o_lat_c", "o_lon_1", "o_lat_1", "o_lon_2", "o_lat_2",
        "n",        "m",       "q",       "theta",   "W",       "M",       "sweep",   "units",
        "to_meter", "over",    "no_defs", "type",    "approx",  "algo",    "no_off",  "no_uoff",
        "no_cut",   "guam",    "pm",      "ns",      "rot",     "wktext",  "towgs84", "hyperbolic",
        "czech",    "lobe",    "title",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(keys[i], key) == 0)
            return true;
    }
    return false;
}

bool projection_is_other_operation(const char *proj)
{
    static const char *const others[] = {
        "pipeline",    "hgridshift",  "vgridshift", "xyzgridshift", "gridshift",
        "deformation", "defmodel",    "tinshift",   "helmert",      "molodensky",
        "molobadekas", "horner",      "cart",       "geoc",         "geogoffset",
        "axisswap",    "unitconvert", "set",        "geocent",      "push",
        "pop",         "noop",        "affine",     "topocentric",  "vertoffset",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (strcmp(others[i], proj) == 0)
            return true;
    }
    return false;
}

const char *projection_datum_ellipsoid(const char *datum)
{
    static const char *const datums[][2] = {
        {"WGS84", "WGS84"},          {"NAD83", "GRS80"},    {"NAD27", "clrk66"},
        {"GGRS87", "GRS80"},         {"potsdam", "bessel"}, {"carthage", "clrk80ign"},
        {"hermannskogel", "bessel"}, {"ire65", "mod_airy"}, {"nzgd49", "intl"},
        {"OSGB36", "airy"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(datums); i++) {
        if (strcmp(datums[i][0], datum) == 0)
            return datums[i][1];
    }
    return NULL;
}
