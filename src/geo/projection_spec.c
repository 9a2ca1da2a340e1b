/* SPDX-License-Identifier: MIT
 *
 * Reading what a user wrote for a projection: a name, a +proj string or an EPSG code, checked and
 * brought to one form. Keys that open files are refused here.
 */
#include <math.h>
#include <proj.h>
#include <string.h>

#include "geo/projection.h"
#include "geo/projection_table.h"

static size_t key_length(const char *parameter)
{
    return strcspn(parameter, "=");
}

static int find_key(const projection_spec *spec, const char *key)
{
    size_t n = strlen(key);
    for (guint i = 0; i < spec->parameters->len; i++) {
        const char *p = spec->parameters->pdata[i];
        if (key_length(p) == n && strncmp(p, key, n) == 0)
            return (int)i;
    }
    return -1;
}

const char *projection_spec_get(const projection_spec *spec, const char *key)
{
    int i = find_key(spec, key);
    if (i < 0)
        return NULL;
    const char *p = spec->parameters->pdata[i];
    p += key_length(p);
    return *p == '=' ? p + 1 : p;
}

double projection_spec_number(const projection_spec *spec, const char *key, double otherwise)
{
    const char *text = projection_spec_get(spec, key);
    if (!text || !*text)
        return otherwise;
    /* PROJ's own reader, because angles may be written 12d30'E. */
    double value = strpbrk(text, "dD'\"NSEWnsew") && !strpbrk(text, "eE")
                       ? proj_dmstor(text, NULL) * RAD_TO_DEG
                       : g_ascii_strtod(text, NULL);
    return isfinite(value) ? value : otherwise;
}

static void remove_key(projection_spec *spec, const char *key)
{
    int i = find_key(spec, key);
    if (i >= 0)
        g_ptr_array_remove_index(spec->parameters, (guint)i);
}

static void set_text(projection_spec *spec, const char *key, const char *value)
{
    char *parameter = g_strdup_printf("%s=%s", key, value);
    int i = find_key(spec, key);
    if (i < 0) {
        g_ptr_array_add(spec->parameters, parameter);
    } else {
        g_free(spec->parameters->pdata[i]);
        spec->parameters->pdata[i] = parameter;
    }
}

void projection_spec_set(projection_spec *spec, const char *key, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.9g", value + 0.0);
    set_text(spec, key, strcmp(text, "-0") == 0 ? "0" : text);
}

void projection_spec_clear(projection_spec *spec)
{
    g_clear_pointer(&spec->parameters, g_ptr_array_unref);
}

char *projection_spec_string(const projection_spec *spec)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < spec->parameters->len; i++)
        g_string_append_printf(text, "%s+%s", i ? " " : "", (char *)spec->parameters->pdata[i]);
    return g_string_free(text, FALSE);
}

bool projection_spec_has_figure(const projection_spec *spec)
{
    static const char *const keys[] = {"R", "a", "ellps", "datum"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (projection_spec_get(spec, keys[i]))
            return true;
    }
    return false;
}

void projection_spec_set_figure(projection_spec *spec, bool sphere)
{
    set_text(spec, sphere ? "R" : "ellps", sphere ? "6371008.7714" : "WGS84");
}

const char *projection_display_name(const projection_spec *spec)
{
    const char *proj = projection_spec_get(spec, "proj");
    const char *name = projection_name_of(proj);
    return name ? name : proj;
}

static bool is_one_of(const char *word, const char *const *list)
{
    return g_strv_contains(list, word);
}

bool projection_spec_wants(const projection_spec *spec, const char *key)
{
    static const char *const conics[] = {"aea",   "lcc",   "eqdc",   "tissot", "murd1", "murd2",
                                         "murd3", "vitk1", "pconic", "euler",  NULL};
    static const char *const one_parallel[] = {"bonne", "ccon", NULL};
    static const char *const lat_0[] = {"laea", "aeqd",  "ortho", "stere", "sterea",
                                        "gnom", "nsper", "tpers", "airy",  "aea",
                                        "lcc",  "eqdc",  "lcca",  NULL};
    static const char *const lat_ts[] = {"cea", NULL};
    static const char *const height[] = {"nsper", "tpers", "geos", NULL};
    const char *proj = projection_spec_get(spec, "proj");
    if (projection_spec_get(spec, key))
        return false;
    if (strcmp(key, "lon_0") == 0)
        return projection_row_find(proj)->cut != CUT_REGIONAL;
    if (strcmp(key, "lat_0") == 0)
        return is_one_of(proj, lat_0);
    if (strcmp(key, "lat_1") == 0)
        return is_one_of(proj, conics) || is_one_of(proj, one_parallel);
    if (strcmp(key, "lat_2") == 0)
        return is_one_of(proj, conics) && !projection_spec_get(spec, "lat_1");
    if (strcmp(key, "lat_ts") == 0)
        return is_one_of(proj, lat_ts);
    if (strcmp(key, "h") == 0)
        return is_one_of(proj, height);
    return false;
}

bool projection_spec_is_world_map(const projection_spec *spec)
{
    projection_cut cut = projection_row_find(projection_spec_get(spec, "proj"))->cut;
    return cut == CUT_MERIDIAN || cut == CUT_BERTIN;
}

bool projection_spec_is_globe(const projection_spec *spec)
{
    const char *proj = projection_spec_get(spec, "proj");
    return strcmp(proj, "ortho") == 0 || projection_row_find(proj)->cut == CUT_HORIZON;
}

double projection_spec_usual_lon_0(const projection_spec *spec)
{
    projection_cut cut = projection_row_find(projection_spec_get(spec, "proj"))->cut;
    if (cut == CUT_GOODE || cut == CUT_BERTIN)
        return 0;
    return cut == CUT_GOODE_OCEAN ? -160 : NAN;
}

/* ---- checking ---- */

static bool refuse(diag_list *diags, span at, const char *text, const char *why)
{
    diag_entry *e =
        diag_error(diags, DIAG_BAD_PROJECTION, at, "cannot use projection \"%s\": %s", text, why);
    diag_help(e, "write a name such as equal-earth, laea or orthographic");
    return false;
}

static bool unknown_name(diag_list *diags, span at, const char *name)
{
    diag_entry *e =
        diag_error(diags, DIAG_BAD_PROJECTION, at, "no projection is called \"%s\"", name);
    const char *nearest = projection_name_nearest(name);
    if (nearest)
        diag_help(e, "did you mean \"%s\"?", nearest);
    else
        diag_help(e, "write a name such as equal-earth, laea or orthographic");
    return false;
}

static bool proj_knows(const char *proj)
{
    for (const PJ_OPERATIONS *op = proj_list_operations(); op->id; op++) {
        if (strcmp(op->id, proj) == 0)
            return !projection_is_other_operation(proj);
    }
    return false;
}

/* Angles may be written 12d30'E, so that the beginning has to do. */
static bool is_number(const char *text)
{
    char *end;
    return isfinite(g_ascii_strtod(text, &end)) && end > text;
}

/* PROJ takes +lat_0=abc for 0. */
static bool check_value(const char *parameter, const char *key, const char *text, span at,
                        diag_list *diags)
{
    static const char *const words[] = {"proj", "o_proj", "ellps", "datum", "units",
                                        "pm",   "sweep",  "type",  "algo",  "title",
                                        "ns",   "rot",    "lobe",  NULL};
    const char *value = strchr(parameter, '=');
    if (!value || is_one_of(key, words) || is_number(value + 1))
        return true;
    g_autofree char *why = g_strdup_printf("\"%s\" is no number", parameter);
    return refuse(diags, at, text, why);
}

/* Everything outside a list of harmless keys is refused: nadgrids, geoidgrids, init and their like
 * open files. */
static bool check_keys(const projection_spec *spec, const char *text, span at, diag_list *diags)
{
    for (guint i = 0; i < spec->parameters->len; i++) {
        const char *parameter = spec->parameters->pdata[i];
        g_autofree char *key = g_strndup(parameter, key_length(parameter));
        if (projection_key_allowed(key)) {
            if (!check_value(parameter, key, text, at, diags))
                return false;
            continue;
        }
        g_autofree char *why = g_strdup_printf("the parameter \"%s\" is not allowed", key);
        return refuse(diags, at, text, why);
    }
    return true;
}

static bool is_geographic(const char *proj)
{
    static const char *const words[] = {"longlat", "latlong", "latlon", "lonlat", NULL};
    return is_one_of(proj, words);
}

static bool normalize_datum(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    const char *datum = projection_spec_get(spec, "datum");
    if (!datum)
        return true;
    const char *ellipsoid = projection_datum_ellipsoid(datum);
    if (!ellipsoid)
        return refuse(diags, at, text, "the datum is unknown");
    remove_key(spec, "datum");
    set_text(spec, "ellps", ellipsoid);
    return true;
}

#define ZONE_OPEN "open" /* of UTM: the extent shall choose */

/* UTM and UPS are a transverse Mercator and a stereographic projection with fixed parameters. */
static bool normalize_utm(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    const char *proj = projection_spec_get(spec, "proj");
    bool south = projection_spec_get(spec, "south") != NULL;
    if (strcmp(proj, "ups") == 0) {
        set_text(spec, "proj", "stere");
        projection_spec_set(spec, "lat_0", south ? -90 : 90);
        projection_spec_set(spec, "k_0", 0.994);
    } else if (strcmp(proj, "utm") == 0) {
        bool given = projection_spec_get(spec, "zone") != NULL;
        double zone = projection_spec_number(spec, "zone", 0);
        if (given && !(zone >= 1 && zone <= 60))
            return refuse(diags, at, text, "a UTM zone is 1 to 60");
        set_text(spec, "proj", "tmerc");
        projection_spec_set(spec, "k_0", 0.9996);
        if (given)
            projection_spec_set(spec, "lon_0", 6 * zone - 183);
        else
            set_text(spec, "zone", ZONE_OPEN);
    }
    if (g_strcmp0(projection_spec_get(spec, "zone"), ZONE_OPEN) != 0)
        remove_key(spec, "zone");
    remove_key(spec, "south");
    return true;
}

void projection_spec_fill_zone(projection_spec *spec, double lon_deg)
{
    if (g_strcmp0(projection_spec_get(spec, "zone"), ZONE_OPEN) != 0)
        return;
    remove_key(spec, "zone");
    projection_spec_set(spec, "lon_0", 6 * floor(wrap_deg(lon_deg) / 6) + 3);
}

static void normalize_meridian(projection_spec *spec)
{
    const char *pm = projection_spec_get(spec, "pm");
    if (!pm)
        return;
    for (const PJ_PRIME_MERIDIANS *m = proj_list_prime_meridians(); m->id; m++) {
        if (strcmp(m->id, pm) == 0)
            pm = m->defn;
    }
    double offset_deg = proj_dmstor(pm, NULL) * RAD_TO_DEG;
    double lon_0 = projection_spec_number(spec, "lon_0", 0);
    remove_key(spec, "pm");
    if (isfinite(offset_deg))
        projection_spec_set(spec, "lon_0", wrap_deg(lon_0 + offset_deg));
}

static bool normalize(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    /* Units scale the plane and datum shifts move it by metres: neither shows on a page. */
    static const char *const ignored[] = {"units", "to_meter", "over",    "no_defs",
                                          "type",  "wktext",   "towgs84", "title"};
    for (size_t i = 0; i < G_N_ELEMENTS(ignored); i++)
        remove_key(spec, ignored[i]);
    if (is_geographic(projection_spec_get(spec, "proj")))
        set_text(spec, "proj", "eqc");
    normalize_meridian(spec);
    return normalize_datum(spec, text, at, diags) && normalize_utm(spec, text, at, diags);
}

/* Splits at white space; "+" before a key is optional, as PROJ has it. proj=… is moved first. */
static void split_string(projection_spec *spec, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    for (char **w = words; *w; w++) {
        const char *word = **w == '+' ? *w + 1 : *w;
        if (!*word)
            continue;
        gint place = g_str_has_prefix(word, "proj=") ? 0 : -1;
        g_ptr_array_insert(spec->parameters, place, g_strdup(word));
    }
}

static bool parse_string(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    split_string(spec, text);
    const char *proj = projection_spec_get(spec, "proj");
    if (!check_keys(spec, text, at, diags))
        return false;
    if (!proj)
        return refuse(diags, at, text, "it has no +proj=");
    if (!proj_knows(proj) && !is_geographic(proj))
        return unknown_name(diags, at, proj);
    return normalize(spec, text, at, diags);
}

/* A string from PROJ's database; grids for datum shifts are dropped unread. */
static bool parse_exported(projection_spec *spec, const char *exported, const char *text, span at,
                           diag_list *diags)
{
    split_string(spec, exported);
    remove_key(spec, "nadgrids");
    remove_key(spec, "geoidgrids");
    remove_key(spec, "geoid_crs");
    remove_key(spec, "vunits");
    remove_key(spec, "axis");
    if (!projection_spec_get(spec, "proj"))
        return refuse(diags, at, text, "it is not a map projection");
    return check_keys(spec, text, at, diags) && normalize(spec, text, at, diags);
}

static bool parse_epsg(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    for (const char *digit = text + strlen("EPSG:"); *digit; digit++) {
        if (!g_ascii_isdigit(*digit))
            return refuse(diags, at, text, "an EPSG code is a number");
    }
    PJ_CONTEXT *context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    proj_context_set_enable_network(context, 0);
    g_autofree char *code = g_ascii_strup(text, -1);
    PJ *crs = proj_create(context, code);
    const char *exported = crs ? proj_as_proj_string(context, crs, PJ_PROJ_4, NULL) : NULL;
    bool ok = exported ? parse_exported(spec, exported, text, at, diags)
                       : refuse(diags, at, text, "PROJ's database has no projection of that code");
    proj_destroy(crs);
    proj_context_destroy(context);
    return ok;
}

static bool parse_name(projection_spec *spec, const char *text, span at, diag_list *diags)
{
    const char *known = projection_name_find(text);
    if (!known && (!proj_knows(text) || strchr(text, '=')))
        return unknown_name(diags, at, text);
    g_autofree char *string = g_strconcat("proj=", known ? known : text, NULL);
    split_string(spec, string);
    return normalize(spec, text, at, diags);
}

bool projection_spec_parse(projection_spec *out, const char *text, bool untrusted, span at,
                           diag_list *diags)
{
    out->parameters = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *stripped = g_strstrip(g_strdup(text));
    bool is_string = strchr(stripped, '+') || strchr(stripped, '=');
    bool is_epsg = g_ascii_strncasecmp(stripped, "EPSG:", 5) == 0;
    bool ok;
    if (strlen(stripped) > 500)
        ok = refuse(diags, at, "…", "it is longer than 500 characters");
    else if (untrusted && (is_string || is_epsg))
        ok = refuse(diags, at, stripped, "only names are allowed here");
    else if (is_epsg)
        ok = parse_epsg(out, stripped, at, diags);
    else if (is_string)
        ok = parse_string(out, stripped, at, diags);
    else
        ok = parse_name(out, stripped, at, diags);
    if (!ok)
        projection_spec_clear(out);
    return ok;
}
