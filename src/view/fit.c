/* SPDX-License-Identifier: MIT
 *
 * Choosing a view: projection by the rules, scale and place so that all stops and legs are inside
 * the frame. The rules look at what is shown, which depends on the projection: two rounds settle
 * it.
 */
#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "geo/geodesic.h"
#include "view/view_internal.h"

/* Smallest extent across, and that of a single place. */
#define MIN_ACROSS_M    20e3
#define MIN_ONE_PLACE_M 600e3 /* one stop: a city says little without the country around it */
/* A map that shows this much of the outline both ways shows all of it. */
#define WHOLE_SHARE 0.8
/* A globe is cut off only where the trip is small. */
#define WHOLE_GLOBE_SHARE 0.4
/* Legs are sampled this densely to find their extent. */
#define SAMPLE_STEP_DEG 1.0

/* Everything that must be inside. The first n_points samples are the request's points. */
typedef struct {
    const view_request *request;
    GArray *samples; /* geo_point */
    GArray *arcs;    /* lon_arc */
    rule_extent extent;
    diag_list *diags;
} fitting;

static void collect(fitting *f)
{
    const view_request *r = f->request;
    g_array_append_vals(f->samples, r->points, (guint)r->n_points);
    for (size_t i = 0; i < r->n_points; i++) {
        lon_arc arc = {r->points[i].lon_deg, 0};
        g_array_append_val(f->arcs, arc);
    }
    for (size_t i = 0; i < r->n_legs; i++) {
        guint start = f->samples->len;
        geodesic_sample(f->samples, r->legs[i][0], r->legs[i][1], SAMPLE_STEP_DEG);
        const geo_point *leg = &g_array_index(f->samples, geo_point, start);
        lon_arc arc = lon_arc_of_line(leg, f->samples->len - start);
        g_array_append_val(f->arcs, arc);
    }
}

/* At least half of MIN_ACROSS_M around the middle. */
static void widen(geo_box *box, double across_m)
{
    double half_lat = across_m / 2 / (SPHERE_RADIUS_M * DEG_TO_RAD);
    double middle = (box->south_deg + box->north_deg) / 2;
    double half_lon = fmin(180, half_lat / fmax(0.01, cos(middle * DEG_TO_RAD)));
    double lon = (box->west_deg + box->east_deg) / 2;
    box->south_deg = fmax(-90, fmin(box->south_deg, middle - half_lat));
    box->north_deg = fmin(90, fmax(box->north_deg, middle + half_lat));
    box->west_deg = fmin(box->west_deg, lon - half_lon);
    box->east_deg = fmax(box->east_deg, lon + half_lon);
}

static double min_across_m(const view_request *r)
{
    return r->n_legs == 0 && r->n_points <= 1 ? MIN_ONE_PLACE_M : MIN_ACROSS_M;
}

/* The smallest cap around everything. One within a hemisphere that holds the ends of a leg holds
 * the leg, so few points are looked at as a rule. */
static bool smallest_cap(const fitting *f, const vec3 *samples, vec3 *center, double *radius_rad)
{
    const view_request *r = f->request;
    gsize n = r->n_points + 2 * r->n_legs;
    g_autofree vec3 *ends = g_new(vec3, n + 1);
    memcpy(ends, samples, r->n_points * sizeof *ends);
    for (size_t i = 0; i < r->n_legs; i++) {
        ends[r->n_points + 2 * i] = sphere_vector(r->legs[i][0]);
        ends[r->n_points + 2 * i + 1] = sphere_vector(r->legs[i][1]);
    }
    return (n > 0 && sphere_min_cap(ends, n, center, radius_rad)) ||
           sphere_min_cap(samples, f->samples->len, center, radius_rad);
}

static void first_extent(fitting *f)
{
    rule_extent *e = &f->extent;
    e->arc = lon_arc_union(f->arcs);
    e->box = (geo_box){e->arc.west_deg, 90, e->arc.west_deg + e->arc.width_deg, -90};
    g_autofree vec3 *vectors = g_new(vec3, f->samples->len);
    for (guint i = 0; i < f->samples->len; i++) {
        geo_point p = g_array_index(f->samples, geo_point, i);
        vectors[i] = sphere_vector(p);
        e->box.south_deg = fmin(e->box.south_deg, p.lat_deg);
        e->box.north_deg = fmax(e->box.north_deg, p.lat_deg);
        e->top_lat_deg = fmax(e->top_lat_deg, fabs(p.lat_deg));
    }
    vec3 center;
    double radius_rad;
    e->hemisphere = smallest_cap(f, vectors, &center, &radius_rad);
    e->center = sphere_point(center);
    e->radius_deg = radius_rad * RAD_TO_DEG;
    e->holds_pole = e->radius_deg + fabs(e->center.lat_deg) > 90 && e->arc.width_deg >= 359;
    widen(&e->box, min_across_m(f->request));
}

/* ---- plane boxes ---- */

static page_box empty_box(void)
{
    return (page_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

static void extend(page_box *box, double x, double y)
{
    box->x0 = fmin(box->x0, x);
    box->y0 = fmin(box->y0, y);
    box->x1 = fmax(box->x1, x);
    box->y1 = fmax(box->y1, y);
}

static void grow_about_middle(double *lo, double *hi, double size)
{
    if (*hi - *lo >= size)
        return;
    double middle = (*lo + *hi) / 2;
    *lo = middle - size / 2;
    *hi = middle + size / 2;
}

static bool project_m(const projection *p, geo_point g, double *x, double *y)
{
    frame_vertex vertex;
    if (!frame_locate(projection_frame(p), g, &vertex))
        return false;
    frame_to_angles(projection_frame(p), vertex, x, y);
    projection_forward(p, x, y, 1);
    return isfinite(*x) && isfinite(*y);
}

static bool report_unshown(fitting *f, const projection_spec *spec, size_t index)
{
    const view_request *r = f->request;
    if (r->unshown_point)
        *r->unshown_point = index;
    g_autofree char *number = g_strdup_printf("point %zu", index + 1);
    const char *name = r->point_names && r->point_names[index] ? r->point_names[index] : number;
    diag_entry *e =
        diag_error(f->diags, DIAG_BAD_PROJECTION, r->projection_span,
                   "the projection \"%s\" cannot show \"%s\": it lies beyond the edge of the map",
                   projection_display_name(spec), name);
    diag_help(e, "leave the projection out, or give it another centre with +lon_0= and +lat_0=");
    return false;
}

/* The samples' box in projected metres, y up. */
static bool samples_box(fitting *f, const projection_spec *spec, const projection *p, page_box *box)
{
    *box = empty_box();
    for (guint i = 0; i < f->samples->len; i++) {
        double x, y;
        if (project_m(p, g_array_index(f->samples, geo_point, i), &x, &y))
            extend(box, x, y);
        else if (i < f->request->n_points)
            return report_unshown(f, spec, i);
    }
    double across = min_across_m(f->request);
    grow_about_middle(&box->x0, &box->x1, across);
    grow_about_middle(&box->y0, &box->y1, across);
    return true;
}

/* Of a horizon, which has a point every degree, one in ten: the chord is half a percent off. */
static void thin_rim(frame_path *path)
{
    for (uint32_t i = 0; i < path->n_vertices / 10; i++)
        path->vertices[i] = path->vertices[10 * i];
    path->n_vertices /= 10;
    path->starts[path->n_parts] = path->n_vertices;
}

/* In projected metres, y up. ROUGH: within 500 km, for a fifth of the cost. */
static page_box outline_box(const projection *p, bool rough)
{
    page_box box = empty_box();
    frame_path path;
    frame_path_init(&path);
    frame_path_reset(&path, EDGES_PLANAR);
    frame_path_outline(&path, projection_frame(p));
    if (rough && projection_frame(p)->kind == FRAME_CAP)
        thin_rim(&path);
    page_transform t = {
        .projection = p, .px_per_m = 1e-4, .tolerance_px = rough ? 16 : 1, .map_px = 4000};
    t.clip = (page_box){-INFINITY, -INFINITY, INFINITY, INFINITY};
    resample_scratch scratch;
    resample_scratch_init(&scratch);
    page_path out;
    page_path_init(&out);
    resample_rings(&out, &path, &t, &scratch);
    for (uint32_t i = 0; i < out.n_points; i++)
        extend(&box, out.points[i].x / t.px_per_m, -out.points[i].y / t.px_per_m);
    page_path_clear(&out);
    resample_scratch_clear(&scratch);
    frame_path_clear(&path);
    return box;
}

/* ---- placing ---- */

/* The shown interval [lo, hi] moved so that it does not pass the outline's, where it can. */
static double shift_inside(double lo, double hi, double outline_lo, double outline_hi)
{
    if (hi - lo >= outline_hi - outline_lo)
        return (outline_lo + outline_hi - lo - hi) / 2;
    return fmax(0, outline_lo - lo) - fmax(0, hi - outline_hi);
}

/* The scale and place of a view: px = x0 + x * scale, px = y0 - y * scale. */
typedef struct {
    double x0, y0, scale;
} placing;

/* Projected metres that the frame shows. */
static page_box shown_box(const page_box *frame, const placing *at)
{
    return (page_box){(frame->x0 - at->x0) / at->scale, (at->y0 - frame->y1) / at->scale,
                      (frame->x1 - at->x0) / at->scale, (at->y0 - frame->y0) / at->scale};
}

/* The share of the outline both ways from which on all of it is shown. */
static double whole_share(const view *v)
{
    return projection_spec_is_globe(&v->spec) ? WHOLE_GLOBE_SHARE : WHOLE_SHARE;
}

/* Whether the frame shows so little, so far from the outline, that it stays where it is. */
static bool is_far_inside(const view *v, const page_box *frame, const placing *at)
{
    const double off_m = 1e6; /* more than the error of this outline */
    page_box outline = outline_box(v->projection, true), shown = shown_box(frame, at);
    double share = whole_share(v) / 2;
    bool little = shown.x1 - shown.x0 < share * (outline.x1 - outline.x0) ||
                  shown.y1 - shown.y0 < share * (outline.y1 - outline.y0);
    return isfinite(outline.x0) && little && shown.x0 > outline.x0 + off_m &&
           shown.x1 < outline.x1 - off_m && shown.y0 > outline.y0 + off_m &&
           shown.y1 < outline.y1 - off_m;
}

/* Shows all of the map, or no more beyond its outline than it must. */
static void keep_inside(placing *at, const view *v, const page_box *frame)
{
    page_box outline = outline_box(v->projection, false);
    if (!isfinite(outline.x0))
        return;
    page_box shown = shown_box(frame, at);
    double ow = outline.x1 - outline.x0, oh = outline.y1 - outline.y0, share = whole_share(v);
    if (shown.x1 - shown.x0 > share * ow && shown.y1 - shown.y0 > share * oh) {
        at->scale = fmin((frame->x1 - frame->x0) / ow, (frame->y1 - frame->y0) / oh);
        at->x0 = (frame->x0 + frame->x1) / 2 - (outline.x0 + outline.x1) / 2 * at->scale;
        at->y0 = (frame->y0 + frame->y1) / 2 + (outline.y0 + outline.y1) / 2 * at->scale;
    } else {
        at->x0 -= shift_inside(shown.x0, shown.x1, outline.x0, outline.x1) * at->scale;
        at->y0 += shift_inside(shown.y0, shown.y1, outline.y0, outline.y1) * at->scale;
    }
}

/* Scale and origin so that BOX (projected metres) fills the frame within the margins. */
static void place(view *v, const view_request *r, const page_box *box)
{
    const page_box *frame = &r->frame;
    double left = frame->x0 + r->margin_left, right = frame->x1 - r->margin_right;
    double top = frame->y0 + r->margin_top, bottom = frame->y1 - r->margin_bottom;
    double width = fmax(1, right - left), height = fmax(1, bottom - top);
    placing at = {.scale = fmin(width / (box->x1 - box->x0), height / (box->y1 - box->y0))};
    at.x0 = (left + right) / 2 - (box->x0 + box->x1) / 2 * at.scale;
    at.y0 = (top + bottom) / 2 + (box->y0 + box->y1) / 2 * at.scale;
    if (!is_far_inside(v, frame, &at))
        keep_inside(&at, v, frame);
    view_set_transform(v, at.x0, at.y0, at.scale);
}

/* Azimuthal maps that were chosen for the trip end where distances become grotesque. */
static void limit_cap(projection *p, double cap_deg)
{
    geo_frame f = *projection_frame(p);
    if (cap_deg <= 0 || f.kind != FRAME_CAP || f.radius_rad <= cap_deg * DEG_TO_RAD)
        return;
    geo_point center = sphere_point(f.rotation.row[2]);
    center.lon_deg += f.lon_0_deg;
    frame_cap(&f, f.lon_0_deg, center, cap_deg);
    projection_set_frame(p, &f);
}

/* A map with unknown breaks is cut around the trip, unless the trip leaves the part without any. */
static void center_on_extent(const fitting *f, projection *p)
{
    projection_center_on(p, f->extent.center);
    bool shown = true;
    double x, y;
    for (size_t i = 0; i < f->request->n_points && shown; i++)
        shown = project_m(p, f->request->points[i], &x, &y);
    if (!shown)
        projection_uncut(p);
}

/* Takes SPEC. The view is still to be measured. */
static view *build(fitting *f, projection_spec *spec, const rule_choice *choice)
{
    const view_request *r = f->request;
    projection *p;
    if (!projection_create(&p, spec, r->projection_span, f->diags)) {
        projection_spec_clear(spec);
        return NULL;
    }
    center_on_extent(f, p);
    limit_cap(p, choice->cap_deg);
    page_box box;
    if (!samples_box(f, spec, p, &box)) {
        projection_free(p);
        projection_spec_clear(spec);
        return NULL;
    }
    view *v = view_new(spec, p, r->frame);
    v->choice = *choice;
    v->bleed_px = r->bleed_px > 0 ? r->bleed_px : v->bleed_px;
    place(v, r, &box);
    return v;
}

/* ---- the two rounds ---- */

static bool is_automatic(const view_request *r)
{
    return !r->projection || !*r->projection || strcmp(r->projection, "auto") == 0;
}

static void choose(projection_spec *spec, rule_choice *choice, fitting *f,
                   const projection_spec *given)
{
    if (given) {
        *spec = projection_spec_copy(given);
        projection_rules_fill(spec, choice, &f->extent);
    } else {
        projection_rules_choose(spec, choice, &f->extent);
    }
}

static view *fit_once(fitting *f, const projection_spec *given)
{
    rule_choice choice;
    projection_spec spec;
    choose(&spec, &choice, f, given);
    return build(f, &spec, &choice);
}

static bool same_spec(const projection_spec *a, const projection_spec *b)
{
    if (a->parameters->len != b->parameters->len)
        return false;
    for (guint i = 0; i < a->parameters->len; i++) {
        if (strcmp(a->parameters->pdata[i], b->parameters->pdata[i]) != 0)
            return false;
    }
    return true;
}

/* Takes FIRST, and gives it back where the rules stay with their choice. */
static view *fit_again(fitting *f, view *first, const projection_spec *given)
{
    rule_choice choice;
    projection_spec spec;
    choose(&spec, &choice, f, given);
    if (same_spec(&spec, &first->spec) && choice.cap_deg == first->choice.cap_deg) {
        projection_spec_clear(&spec);
        first->choice = choice;
        return first;
    }
    view_free(first);
    return build(f, &spec, &choice);
}

/* The rules belong to what is shown. */
static void second_extent(fitting *f, const view *v)
{
    f->extent.box = v->shown;
    f->extent.holds_pole = f->extent.holds_pole || v->holds_pole;
}

static void note_antipodal_legs(const view_request *r, diag_list *diags)
{
    for (size_t i = 0; i < r->n_legs; i++) {
        if (geodesic_is_antipodal(r->legs[i][0], r->legs[i][1]))
            diag_note(diags, DIAG_ANTIPODAL_LEG, r->projection_span,
                      "leg %zu joins opposite points of the Earth: all ways are equally short, the "
                      "one over the north pole is drawn",
                      i + 1);
    }
}

static void warn_of_breaks(const view *v, const view_request *r, diag_list *diags)
{
    if (!projection_frame(v->projection)->refuse_fills)
        return;
    diag_entry *e = diag_warning(diags, DIAG_BAD_PROJECTION, r->projection_span,
                                 "the projection \"%s\" breaks in places that tripmap does not "
                                 "know: coasts and borders are drawn, land is not filled",
                                 projection_display_name(&v->spec));
    diag_help(e, "write a name such as equal-earth, laea or orthographic");
}

bool view_sketch(view **out, const view_request *request, diag_list *diags)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_VIEW);
    (void)profile;
    *out = NULL;
    if (request->unshown_point)
        *request->unshown_point = SIZE_MAX;
    fitting f = {.request = request, .diags = diags};
    projection_spec given = {NULL};
    bool automatic = is_automatic(request);
    if (!automatic && !projection_spec_parse(&given, request->projection, request->untrusted,
                                             request->projection_span, diags))
        return false;
    f.samples = g_array_new(FALSE, FALSE, sizeof(geo_point));
    f.arcs = g_array_new(FALSE, FALSE, sizeof(lon_arc));
    collect(&f);
    first_extent(&f);
    note_antipodal_legs(request, diags);
    view *first = fit_once(&f, automatic ? NULL : &given);
    if (first) {
        view_measure_shown(first);
        second_extent(&f, first);
        *out = fit_again(&f, first, automatic ? NULL : &given);
    }
    if (*out)
        warn_of_breaks(*out, request, diags);
    if (given.parameters)
        projection_spec_clear(&given);
    g_array_unref(f.samples);
    g_array_unref(f.arcs);
    return *out != NULL;
}

bool view_fit(view **out, const view_request *request, diag_list *diags)
{
    bool ok = view_sketch(out, request, diags);
    if (ok)
        view_measure(*out);
    return ok;
}

/* ---- views placed by the page ---- */

static bool finish_placed(view **out, view *v, const view_placement *at)
{
    double x, y;
    if (!project_m(v->projection, at->center, &x, &y)) {
        view_free(v);
        return false;
    }
    double px_per_m = 1 / at->m_per_px;
    view_set_transform(v, at->at.x - x * px_per_m, at->at.y + y * px_per_m, px_per_m);
    view_measure(v);
    *out = v;
    return true;
}

static bool unusable(diag_list *diags, span at, const char *text)
{
    diag_error(diags, DIAG_BAD_PROJECTION, at,
               "the projection \"%s\" cannot show the centre of the map", text);
    return false;
}

bool view_place(view **out, const char *text, const view_placement *placement, span at,
                diag_list *diags)
{
    *out = NULL;
    projection_spec spec;
    if (!projection_spec_parse(&spec, text, false, at, diags))
        return false;
    if (!projection_spec_has_figure(&spec))
        projection_spec_set_figure(&spec, true);
    projection *p;
    if (!projection_create(&p, &spec, at, diags)) {
        projection_spec_clear(&spec);
        return false;
    }
    projection_center_on(p, placement->center);
    view *v = view_new(&spec, p, placement->frame);
    return finish_placed(out, v, placement) || unusable(diags, at, text);
}

static view *copy_of(const view *base, page_box frame)
{
    projection_spec spec = projection_spec_copy(&base->spec);
    view *v = view_new(&spec, projection_ref(base->projection), frame);
    v->choice = base->choice;
    v->bleed_px = base->bleed_px;
    return v;
}

bool view_derive(view **out, const view *base, const view_placement *placement)
{
    *out = NULL;
    return finish_placed(out, copy_of(base, placement->frame), placement);
}

bool view_zoom(view **out, const view *base, page_point at, double factor, double dx, double dy,
               page_box frame)
{
    view *v = copy_of(base, frame);
    const page_transform *t = &base->transform;
    view_set_transform(v, at.x + (t->x0 - at.x) * factor + dx, at.y + (t->y0 - at.y) * factor + dy,
                       t->px_per_m * factor);
    view_measure(v);
    *out = v;
    return true;
}

view *view_part(const view *base, page_box frame)
{
    view *v = copy_of(base, frame);
    const page_transform *t = &base->transform;
    const page_box *whole = &base->frame;
    view_set_transform(v, t->x0, t->y0, t->px_per_m);
    v->scratch->mesh = mesh_ref(view_mesh(base)); /* what the part finds serves the whole */
    v->is_full = base->is_full && frame.x0 >= whole->x0 && frame.y0 >= whole->y0 &&
                 frame.x1 <= whole->x1 && frame.y1 <= whole->y1;
    view_measure_part(v);
    return v;
}

/* ---- explaining ---- */

char *view_explain(const view *v)
{
    const rule_choice *c = &v->choice;
    const geo_box *b = &v->shown;
    GString *s = g_string_new(NULL);
    g_string_append_printf(s, "projection  %s\n", view_projection_string(v));
    if (c->rule) {
        g_string_append_printf(s, "rule        %s\n", c->rule);
        g_string_append_printf(s, "W           %.2f (the sphere is so many times the extent)\n",
                               c->w);
        g_string_append_printf(s, "q           %.2f (height over width of the extent)\n", c->q);
        g_string_append_printf(s, "trip        centre %.1f %.1f, radius %.1f deg\n",
                               c->extent.center.lon_deg, c->extent.center.lat_deg,
                               c->extent.radius_deg);
    }
    g_string_append_printf(s, "extent      %.1f to %.1f E, %.1f to %.1f N%s\n", b->west_deg,
                           b->east_deg, b->south_deg, b->north_deg,
                           v->holds_pole ? ", with a pole" : "");
    page_point middle = {(v->frame.x0 + v->frame.x1) / 2, (v->frame.y0 + v->frame.y1) / 2};
    g_string_append_printf(s,
                           "scale       %.3f km/px in the middle, varies by a factor of %.3f%s\n",
                           view_m_per_px(v, middle) / 1000, fmin(v->scale_variation, 100),
                           v->scale_variation > 100 ? " or more" : "");
    g_string_append_printf(s, "shown       %.1f %% of the Earth\n", 100 * v->area_shown);
    return g_string_free(s, FALSE);
}
