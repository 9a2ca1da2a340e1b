/* SPDX-License-Identifier: MIT
 *
 * Runs a file of projection cases: geometry_cases FILE.json [--shapes DIR] [--verbose] [--only ID].
 * A case names an input, a PROJ string and a cut, and what must come out: area, centroid, second
 * moments, bounds and inside/outside bits of polygons, length and bounds of lines, on a sphere of
 * radius 1 with y up. Inputs without coordinates are taken from the Natural Earth layers in DIR.
 * Prints a line for each case; the exit status is 1 when any failed, 2 when the file is not usable.
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "atlas/atlas.h"
#include "geo/clip.h"
#include "geo/resample.h"

/* Sphere of the case files, and page units in it. */
#define CASE_RADIUS_M 6371000.0
#define UNITS         1000.0

/* ---- inputs ---- */

typedef struct {
    GArray *points; /* geo_point */
    GArray *starts; /* uint32_t */
    bool is_polygon;
    edge_kind edges;
} input;

static input *input_new(void)
{
    input *in = g_new0(input, 1);
    in->points = g_array_new(FALSE, FALSE, sizeof(geo_point));
    in->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t zero = 0;
    g_array_append_val(in->starts, zero);
    return in;
}

static void input_free(gpointer data)
{
    input *in = data;
    g_array_unref(in->points);
    g_array_unref(in->starts);
    g_free(in);
}

static void end_part(input *in)
{
    uint32_t end = in->points->len;
    g_array_append_val(in->starts, end);
}

static geo_shape input_shape(const input *in)
{
    return (geo_shape){(const geo_point *)(void *)in->points->data,
                       (const uint32_t *)(void *)in->starts->data,
                       in->starts->len - 1,
                       {-180, -90, 180, 90},
                       NULL};
}

/* The member KEY; NULL when there is none or it is no array. */
static JsonArray *array_member(JsonObject *o, const char *key)
{
    JsonNode *node = json_object_get_member(o, key);
    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

/* Element I; NULL when it is no array. */
static JsonArray *array_at(JsonArray *array, guint i)
{
    JsonNode *node = json_array_get_element(array, i);
    return JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

/* Element I; NaN when there is none or it is no number: what is written for NaN in JSON. */
static double number_at(JsonArray *array, guint i)
{
    JsonNode *node =
        array && i < json_array_get_length(array) ? json_array_get_element(array, i) : NULL;
    bool number =
        node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) != G_TYPE_STRING;
    return number ? json_node_get_double(node) : NAN;
}

static void add_rings(input *in, JsonArray *parts)
{
    for (guint i = 0; parts && i < json_array_get_length(parts); i++) {
        JsonArray *part = array_at(parts, i);
        for (guint j = 0; part && j < json_array_get_length(part); j++) {
            JsonArray *pair = array_at(part, j);
            geo_point p = {number_at(pair, 0), number_at(pair, 1)};
            g_array_append_val(in->points, p);
        }
        end_part(in);
    }
}

/* The parts of a layer's records that are of COUNTRY (NULL: all) and lie north of SOUTH_DEG. */
static bool add_layer(input *in, atlas *a, atlas_kind kind, const char *country, double south_deg)
{
    g_autoptr(diag_list) diags = diag_list_new();
    const atlas_layer *layer = a ? atlas_get(a, kind, ATLAS_110M, NULL, diags) : NULL;
    for (uint32_t r = 0; layer && r < layer->n_records; r++) {
        const atlas_record *record = &layer->records[r];
        if (country && strcmp(record->adm0_a3, country) != 0)
            continue;
        for (uint32_t part = 0; part < record->shape.n_parts; part++) {
            const uint32_t *starts = record->shape.starts + part;
            double lowest = 90;
            for (uint32_t i = starts[0]; i < starts[1]; i++)
                lowest = fmin(lowest, record->shape.points[i].lat_deg);
            if (lowest < south_deg)
                continue;
            g_array_append_vals(in->points, record->shape.points + starts[0],
                                starts[1] - starts[0]);
            end_part(in);
        }
    }
    return in->starts->len > 1;
}

static void add_graticule(input *in)
{
    for (int lon = -175; lon < 180; lon += 10) {
        for (int lat = -89; lat <= 89; lat++) {
            geo_point p = {lon, lat};
            g_array_append_val(in->points, p);
        }
        end_part(in);
    }
    for (int lat = -75; lat <= 75; lat += 10) {
        for (int lon = -180; lon <= 180; lon++) {
            geo_point p = {lon, lat};
            g_array_append_val(in->points, p);
        }
        end_part(in);
    }
}

/* Inputs that a file may name without giving their coordinates. */
static bool add_named(input *in, const char *name, atlas *a)
{
    if (strcmp(name, "graticule10") == 0)
        add_graticule(in);
    else if (strcmp(name, "borders") == 0)
        return add_layer(in, a, ATLAS_BORDERS, NULL, -90);
    else if (strcmp(name, "countries") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, NULL, -90);
    else if (strcmp(name, "north_land") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, NULL, -20);
    else if (strcmp(name, "russia") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, "RUS", -90);
    else if (strcmp(name, "antarctica") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, "ATA", -90);
    else if (strcmp(name, "fiji") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, "FJI", -90);
    else if (strcmp(name, "usa") == 0)
        return add_layer(in, a, ATLAS_COUNTRIES, "USA", -90);
    else
        return false;
    return true;
}

static const char *text_of(JsonObject *o, const char *key, const char *otherwise)
{
    return json_object_get_string_member_with_default(o, key, otherwise);
}

static input *read_input(const char *name, JsonObject *o, atlas *a)
{
    input *in = input_new();
    in->is_polygon = strcmp(text_of(o, "kind", "lines"), "polygon") == 0;
    const char *edges = text_of(o, in->is_polygon ? "interpretation" : "edges", "planar");
    in->edges = strcmp(edges, "planar") == 0 ? EDGES_PLANAR : EDGES_GREAT;
    const char *key = in->is_polygon ? "rings" : "lines";
    if (json_object_has_member(o, key)) {
        add_rings(in, array_member(o, key));
        return in;
    }
    if (add_named(in, name, a))
        return in;
    input_free(in);
    return NULL;
}

/* ---- drawing a case ---- */

static double number_of(JsonObject *o, const char *key, double otherwise)
{
    return o ? json_object_get_double_member_with_default(o, key, otherwise) : otherwise;
}

/* False when the cut is not known or lacks a number. */
static bool read_cut(geo_frame *f, const projection_spec *spec, JsonObject *cut)
{
    const char *kind = text_of(cut, "kind", "");
    double lon_0 = projection_spec_number(spec, "lon_0", 0);
    if (strcmp(kind, "cap") == 0) {
        JsonArray *c = array_member(cut, "centre");
        geo_point center = {number_at(c, 0), number_at(c, 1)};
        frame_cap(f, lon_0, center, number_of(cut, "radius_deg", NAN));
        return isfinite(center.lon_deg + center.lat_deg + f->radius_rad);
    }
    if (strcmp(kind, "meridian") == 0) {
        JsonArray *lat = array_member(cut, "lat");
        double lon = number_of(cut, "lon", NAN);
        frame_meridian(f, wrap_deg(lon + 180), lat ? number_at(lat, 0) : -90,
                       lat ? number_at(lat, 1) : 90);
        return isfinite(lon + f->window.v_lo + f->window.v_hi);
    }
    return strcmp(kind, "oblique-meridian") == 0 || strcmp(kind, "interrupted") == 0;
}

static projection *make_projection(const char *text, JsonObject *cut, diag_list *diags)
{
    g_autofree char *full = g_strconcat(text, " +R=6371000", NULL);
    g_auto(projection_spec) spec = {NULL};
    projection *p;
    if (!projection_spec_parse(&spec, full, false, SPAN_NONE, diags) ||
        !projection_create(&p, &spec, SPAN_NONE, diags))
        return NULL;
    geo_frame f = *projection_frame(p);
    if (cut && !read_cut(&f, &spec, cut)) {
        projection_free(p);
        return NULL;
    }
    projection_set_frame(p, &f);
    return p;
}

static page_transform transform_for(const projection *p)
{
    return (page_transform){
        .projection = p,
        .px_per_m = UNITS / CASE_RADIUS_M,
        .tolerance_px = 0.0002,
        .map_px = 4 * UNITS,
        .clip = {-INFINITY, -INFINITY, INFINITY, INFINITY},
    };
}

/* Page coordinates back to radius 1 with y up. */
static void to_units(page_path *path)
{
    for (uint32_t i = 0; i < path->n_points; i++) {
        path->points[i].x /= UNITS;
        path->points[i].y /= -UNITS;
    }
}

static uint32_t draw(page_path *out, const projection *p, const input *in)
{
    frame_path path;
    frame_path_init(&path);
    frame_path_reset(&path, in->edges);
    resample_scratch scratch;
    resample_scratch_init(&scratch);
    page_transform t = transform_for(p);
    geo_shape shape = input_shape(in);
    const geo_frame *f = projection_frame(p);
    uint32_t dropped;
    if (in->is_polygon) {
        dropped = clip_rings(&path, f, &shape, in->edges, NULL);
        dropped += resample_rings(out, &path, &t, &scratch);
    } else {
        dropped = clip_lines(&path, f, &shape, in->edges, NULL);
        dropped += resample_lines(out, &path, &t, &scratch);
    }
    to_units(out);
    resample_scratch_clear(&scratch);
    frame_path_clear(&path);
    return dropped;
}

/* ---- measuring ---- */

/* Even-odd. */
static bool path_holds(const page_path *path, page_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        page_point q = path->points[b - 1];
        for (uint32_t i = a; i < b; i++) {
            page_point r = path->points[i];
            if ((q.y > p.y) != (r.y > p.y) && q.x + (p.y - q.y) / (r.y - q.y) * (r.x - q.x) > p.x)
                inside = !inside;
            q = r;
        }
    }
    return inside;
}

typedef struct {
    double area, cx, cy, mx, my, length;
    page_box bounds;
} measures;

typedef struct {
    page_point low, high; /* low.y < high.y */
} sweep_edge;

static gint by_low(gconstpointer a, gconstpointer b)
{
    double x = ((const sweep_edge *)a)->low.y, y = ((const sweep_edge *)b)->low.y;
    return (x > y) - (x < y);
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double edge_x(const sweep_edge *e, double y)
{
    return e->low.x + (y - e->low.y) / (e->high.y - e->low.y) * (e->high.x - e->low.x);
}

/* True between two edges that run side by side: edges along the cut that have no width, but for the
 * difference of their chords, do not count as part of the shape. */
static bool is_thin(const sweep_edge *l, const sweep_edge *r, double y0, double y1)
{
    const double least_width = 2.5e-7, least_height = 1e-10;
    if (y1 - y0 < least_height)
        return true; /* what lies above or below is as wide */
    double middle = (y0 + y1) / 2;
    double width = edge_x(r, middle) - edge_x(l, middle);
    double sl = (l->high.x - l->low.x) / (l->high.y - l->low.y);
    double sr = (r->high.x - r->low.x) / (r->high.y - r->low.y);
    if (sl * sr <= 0 && y1 - y0 < 2 * least_width)
        return true; /* the bottom or top of what lies between two chords of one curve */
    double slope = sl * sr > 0 ? fmin(fabs(sl), fabs(sr)) : 0;
    return width < least_width * sqrt(1 + slope * slope);
}

/* Between the edges L and R and the heights Y0 and Y1; Simpson's rule is exact for these
 * integrands, which are cubic in y at most. */
static void add_trapezoid(measures *m, const sweep_edge *l, const sweep_edge *r, double y0,
                          double y1)
{
    static const double weights[] = {1.0 / 6, 4.0 / 6, 1.0 / 6};
    for (int i = 0; i < 3; i++) {
        double y = y0 + (y1 - y0) * i / 2, w = weights[i] * (y1 - y0);
        double a = edge_x(l, y), b = edge_x(r, y);
        m->area += w * (b - a);
        m->cx += w * (b * b - a * a) / 2;
        m->cy += w * (b - a) * y;
        m->mx += w * (b * b * b - a * a * a) / 3;
        m->my += w * (b - a) * y * y;
    }
    if (is_thin(l, r, y0, y1))
        return;
    m->bounds.x0 = fmin(m->bounds.x0, fmin(edge_x(l, y0), edge_x(l, y1)));
    m->bounds.x1 = fmax(m->bounds.x1, fmax(edge_x(r, y0), edge_x(r, y1)));
    m->bounds.y0 = fmin(m->bounds.y0, y0);
    m->bounds.y1 = fmax(m->bounds.y1, y1);
}

static void sort_active(const sweep_edge **active, guint n, double y)
{
    for (guint i = 1; i < n; i++) {
        const sweep_edge *e = active[i];
        double x = edge_x(e, y);
        guint j = i;
        for (; j > 0 && edge_x(active[j - 1], y) > x; j--)
            active[j] = active[j - 1];
        active[j] = e;
    }
}

/* The height between Y0 and Y1 at which two neighbours of the sorted edges cross; Y1 when none
 * do. */
static double first_crossing(const sweep_edge **active, guint n, double y0, double y1)
{
    const double least = 1e-9;
    for (guint i = 0; i + 1 < n; i++) {
        double below = edge_x(active[i + 1], y0) - edge_x(active[i], y0);
        double above = edge_x(active[i + 1], y1) - edge_x(active[i], y1);
        double y = y0 + below / (below - above) * (y1 - y0);
        if (fmin(below, above) < -least && fmax(below, above) > least && y > y0 && y < y1)
            return y;
    }
    return y1;
}

/* The edges between two heights at which none of them begins or ends. Rings may cross themselves:
 * such a strip is measured in two. */
static void add_strip(measures *m, const sweep_edge **active, guint n, double y0, double y1)
{
    sort_active(active, n, (y0 + y1) / 2);
    double y = first_crossing(active, n, y0, y1);
    if (y < y1) {
        add_strip(m, active, n, y0, y);
        add_strip(m, active, n, y, y1);
        return;
    }
    for (guint i = 0; i + 1 < n; i += 2)
        add_trapezoid(m, active[i], active[i + 1], y0, y1);
}

/* The even-odd area and its moments by a sweep from bottom to top, so that it does not matter how
 * rings wind, nest or touch. */
static measures measure_polygon(const page_path *path)
{
    measures m = {.bounds = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(sweep_edge));
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t a = path->starts[part], b = path->starts[part + 1];
        for (uint32_t i = a; i < b; i++) {
            page_point p = path->points[i], q = path->points[i + 1 < b ? i + 1 : a];
            sweep_edge e = p.y < q.y ? (sweep_edge){p, q} : (sweep_edge){q, p};
            if (p.y != q.y)
                g_array_append_val(edges, e);
            g_array_append_val(heights, p.y);
        }
    }
    g_array_sort(edges, by_low);
    g_array_sort(heights, by_value);
    g_autoptr(GPtrArray) active = g_ptr_array_new();
    guint next = 0;
    for (guint i = 0; i + 1 < heights->len; i++) {
        double y0 = g_array_index(heights, double, i), y1 = g_array_index(heights, double, i + 1);
        if (y1 <= y0)
            continue;
        for (guint j = 0; j < active->len;) {
            if (((const sweep_edge *)active->pdata[j])->high.y <= y0)
                g_ptr_array_remove_index(active, j);
            else
                j++;
        }
        for (; next < edges->len && g_array_index(edges, sweep_edge, next).low.y <= y0; next++)
            g_ptr_array_add(active, &g_array_index(edges, sweep_edge, next));
        add_strip(&m, (const sweep_edge **)active->pdata, active->len, y0, y1);
    }
    if (m.area > 0) {
        m.cx /= m.area;
        m.cy /= m.area;
        m.mx /= m.area;
        m.my /= m.area;
    }
    return m;
}

static measures measure_lines(const page_path *path)
{
    measures m = {.bounds = page_path_bounds(path)};
    for (uint32_t part = 0; part < path->n_parts; part++) {
        for (uint32_t i = path->starts[part]; i + 1 < path->starts[part + 1]; i++)
            m.length += hypot(path->points[i + 1].x - path->points[i].x,
                              path->points[i + 1].y - path->points[i].y);
    }
    return m;
}

static double outline_area(const projection *p)
{
    frame_path path;
    frame_path_init(&path);
    frame_path_reset(&path, EDGES_PLANAR);
    frame_path_outline(&path, projection_frame(p));
    resample_scratch scratch;
    resample_scratch_init(&scratch);
    page_transform t = transform_for(p);
    page_path out;
    page_path_init(&out);
    resample_rings(&out, &path, &t, &scratch);
    to_units(&out);
    double area = measure_polygon(&out).area;
    page_path_clear(&out);
    resample_scratch_clear(&scratch);
    frame_path_clear(&path);
    return area;
}

/* ---- comparing ---- */

static void expect(GString *failures, const char *what, double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance))
        g_string_append_printf(failures, " %s %.6f, wanted %.6f;", what, got, wanted);
}

static void expect_pair(GString *failures, const char *what, double x, double y, JsonObject *c,
                        double tolerance)
{
    JsonArray *wanted = array_member(c, what);
    if (!wanted)
        return;
    double wx = number_at(wanted, 0);
    double wy = number_at(wanted, 1);
    expect(failures, what, x, wx, tolerance * fmax(1, fabs(wx)));
    expect(failures, what, y, wy, tolerance * fmax(1, fabs(wy)));
}

static void expect_bounds(GString *failures, page_box b, JsonObject *c, double tolerance)
{
    JsonArray *wanted = array_member(c, "bounds");
    if (!wanted)
        return;
    double got[] = {b.x0, b.y0, b.x1, b.y1};
    for (guint i = 0; i < 4; i++)
        expect(failures, "bounds", got[i], number_at(wanted, i), tolerance);
}

static void expect_probes(GString *failures, const page_path *path, const projection *p,
                          const char *bits, JsonArray *points)
{
    page_transform t = transform_for(p);
    int wrong = 0, unseen = 0;
    for (guint i = 0; points && bits[i] && i < json_array_get_length(points); i++) {
        if (bits[i] == '-')
            continue;
        JsonArray *pair = array_at(points, i);
        geo_point g = {number_at(pair, 0), number_at(pair, 1)};
        frame_vertex vertex;
        page_point q;
        if (!frame_locate(projection_frame(p), g, &vertex) || !resample_point(&q, vertex, &t)) {
            unseen++;
            continue;
        }
        page_point unit = {q.x / UNITS, -q.y / UNITS};
        wrong += path_holds(path, unit) != (bits[i] == '1');
    }
    if (wrong || unseen)
        g_string_append_printf(failures, " %d probes wrong, %d off the map;", wrong, unseen);
}

/* How far measures may be off. */
static double tolerance(JsonObject *c, const char *key, double otherwise)
{
    JsonNode *node = json_object_get_member(c, "tol");
    return number_of(node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL, key,
                     otherwise);
}

static void check_polygon(GString *failures, const page_path *path, const projection *p,
                          JsonObject *c, JsonArray *probes, measures *m)
{
    double area = number_of(c, "area", 0), xy = tolerance(c, "xy", 0.001);
    double area_tolerance = tolerance(c, "area", 0.0005) * fmax(fabs(area), 0.03);
    *m = measure_polygon(path);
    expect(failures, "area", m->area, area, area_tolerance);
    if (json_object_has_member(c, "outline_fraction")) {
        double whole = outline_area(p);
        /* A cone's outline has no finite area. */
        double fraction = whole > 0 ? m->area / whole : 0;
        expect(failures, "outline_fraction", fraction, number_of(c, "outline_fraction", 0),
               2 * area_tolerance / fmax(whole, 1));
    }
    if (area > 1e-9) {
        expect_pair(failures, "centroid", m->cx, m->cy, c, xy);
        expect_pair(failures, "second_moment", m->mx, m->my, c, xy);
        expect_bounds(failures, m->bounds, c, xy);
    }
    if (json_object_has_member(c, "probes"))
        expect_probes(failures, path, p, text_of(c, "probes", ""), probes);
}

static void check_lines(GString *failures, const page_path *path, JsonObject *c, measures *m)
{
    double length = number_of(c, "length", 0);
    *m = measure_lines(path);
    expect(failures, "length", m->length, length, tolerance(c, "length", 0.0005) * length + 1e-9);
    if (length > 0)
        expect_bounds(failures, m->bounds, c, tolerance(c, "xy", 0.001));
}

/* ---- running ---- */

typedef struct {
    GHashTable *inputs; /* name → input */
    JsonArray *probes;
    bool verbose;
    const char *only;
    int n_cases, n_failed;
} run;

static void run_case(run *r, JsonObject *c)
{
    const char *id = text_of(c, "id", "?");
    if (r->only && !strstr(id, r->only))
        return;
    r->n_cases++;
    g_autoptr(GString) failures = g_string_new(NULL);
    g_autoptr(diag_list) diags = diag_list_new();
    measures m = {0};
    const input *in = g_hash_table_lookup(r->inputs, text_of(c, "input", ""));
    JsonObject *cut =
        json_object_has_member(c, "cut") ? json_object_get_object_member(c, "cut") : NULL;
    projection *p = make_projection(text_of(c, "proj", ""), cut, diags);
    page_path path;
    page_path_init(&path);
    if (!in)
        g_string_append(failures, " the input is not known;");
    else if (!p)
        g_string_append_printf(failures, " the projection cannot be made: %s;",
                               diag_list_count(diags) ? diag_list_get(diags, 0)->message : "cut");
    if (in && p) {
        uint32_t dropped = draw(&path, p, in);
        if (dropped)
            printf("note %s: %u parts skipped\n", id, dropped);
        if (in->is_polygon)
            check_polygon(failures, &path, p, c, r->probes, &m);
        else
            check_lines(failures, &path, c, &m);
    }
    r->n_failed += failures->len > 0;
    if (r->verbose || failures->len) {
        printf("%s %s: ", failures->len ? "FAIL" : "ok  ", id);
        if (in && in->is_polygon)
            printf("area %.7f centroid %.6f %.6f ", m.area, m.cx, m.cy);
        else
            printf("length %.6f ", m.length);
        printf("bounds %.6f %.6f %.6f %.6f%s%s\n", m.bounds.x0, m.bounds.y0, m.bounds.x1,
               m.bounds.y1, failures->len ? " |" : "", failures->str);
    }
    page_path_clear(&path);
    projection_free(p);
}

static bool read_inputs(run *r, JsonObject *root, const char *shapes)
{
    g_autoptr(diag_list) diags = diag_list_new();
    atlas *a = NULL;
    if (shapes && !atlas_open(&a, shapes, diags)) {
        fprintf(stderr, "geometry_cases: no shapefiles in %s\n", shapes);
        return false;
    }
    JsonObject *inputs = json_object_get_object_member(root, "inputs");
    GList *names = json_object_get_members(inputs);
    for (GList *l = names; l; l = l->next) {
        const char *name = l->data;
        input *in = read_input(name, json_object_get_object_member(inputs, name), a);
        if (in)
            g_hash_table_insert(r->inputs, g_strdup(name), in);
    }
    g_list_free(names);
    atlas_free(a);
    return true;
}

int main(int argc, char **argv)
{
    g_autofree char *shapes = NULL, *only = NULL;
    gboolean verbose = FALSE;
    const GOptionEntry options[] = {
        {"shapes", 0, 0, G_OPTION_ARG_FILENAME, &shapes, "Folder of Natural Earth layers", "DIR"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &only, "Cases whose id holds this", "TEXT"},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Print passed cases, too", NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("FILE.json");
    g_option_context_add_main_entries(context, options, NULL);
    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2) {
        fprintf(stderr, "geometry_cases: %s\n", error ? error->message : "one case file, please");
        return 2;
    }
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_file(parser, argv[1], &error)) {
        fprintf(stderr, "geometry_cases: %s\n", error->message);
        return 2;
    }
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    run r = {.verbose = verbose, .only = only};
    r.inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, input_free);
    r.probes = array_member(root, "probe_points");
    if (!read_inputs(&r, root, shapes))
        return 2;
    JsonArray *cases = array_member(root, "cases");
    for (guint i = 0; cases && i < json_array_get_length(cases); i++)
        run_case(&r, json_array_get_object_element(cases, i));
    printf("%d cases, %d failed\n", r.n_cases, r.n_failed);
    g_hash_table_unref(r.inputs);
    return r.n_failed ? 1 : 0;
}
