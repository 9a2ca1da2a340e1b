/* SPDX-License-Identifier: MIT
 *
 * Views: the projection and extent that are chosen for a trip, what is said when a projection
 * cannot show it, and views that a page places itself.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/view.h"

#define MAX_STOPS 8

typedef struct {
    geo_point stops[MAX_STOPS];
    size_t n;
    const char *projection;
} trip_case;

typedef bool (*fit_function)(view **out, const view_request *request, diag_list *diags);

static view *fit_by(fit_function how, const trip_case *t, diag_list *diags, size_t *unshown)
{
    static const char *const names[MAX_STOPS] = {"One", "Two", "Three", "Four", "Five", "Six"};
    geo_point legs[MAX_STOPS][2];
    for (size_t i = 0; i + 1 < t->n; i++) {
        legs[i][0] = t->stops[i];
        legs[i][1] = t->stops[i + 1];
    }
    view_request request = {
        .points = t->stops,
        .n_points = t->n,
        .legs = (const geo_point(*)[2])legs,
        .n_legs = t->n - 1,
        .frame = {0, 0, 1600, 1000},
        .margin_left = 200,
        .margin_top = 100,
        .margin_right = 50,
        .margin_bottom = 50,
        .projection = t->projection,
        .point_names = names,
        .unshown_point = unshown,
    };
    view *v = NULL;
    how(&v, &request, diags);
    return v;
}

static view *fit_with(const trip_case *t, diag_list *diags, size_t *unshown)
{
    return fit_by(view_fit, t, diags, unshown);
}

static view *fit(const trip_case *t)
{
    g_autoptr(diag_list) diags = diag_list_new();
    view *v = fit_with(t, diags, NULL);
    assert_non_null(v);
    return v;
}

static bool uses(const view *v, const char *part)
{
    return strstr(view_projection_string(v), part) != NULL;
}

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

/* ---- choosing ---- */

static void rules(void **state)
{
    (void)state;
    const struct {
        trip_case trip;
        const char *expected;
    } cases[] = {
        /* Pacific tour: across the antimeridian, half a hemisphere. */
        {{{{139.7, 35.7}, {-157.9, 21.3}, {-171.8, -13.8}, {174.8, -41.3}, {149.1, -35.3}},
          5,
          NULL},
         "+proj=laea"},
        {{{{-149.9, 61.2}, {15.6, 78.2}}, 2, NULL}, "+proj=laea +lat_0=90"},
        {{{{-77, 38.9}, {-0.1, 51.5}, {77.2, 28.6}, {139.7, 35.7}, {-157.9, 21.3}, {-77, 38.9}},
          6,
          NULL},
         "+proj=eqearth +lon_0=11"},
        {{{{6.14, 46.2}, {7.45, 46.95}, {8.54, 47.37}}, 3, NULL}, "+proj=tmerc"},
        {{{{-0.1, 51.5}, {2.35, 48.85}, {12.5, 41.9}, {21, 52.2}, {23.7, 38}}, 5, NULL},
         "+proj=aea"},
        {{{{36.8, -1.3}, {101.7, 3.1}}, 2, NULL}, "+proj=cea"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        view *v = fit(&cases[i].trip);
        if (!uses(v, cases[i].expected))
            fail_msg("case %zu: %s, wanted %s", i, view_projection_string(v), cases[i].expected);
        view_free(v);
    }
}

static void all_stops_and_legs_are_inside_the_margins(void **state)
{
    (void)state;
    const trip_case trips[] = {
        {{{139.7, 35.7}, {-157.9, 21.3}, {-171.8, -13.8}, {174.8, -41.3}}, 4, NULL},
        {{{-77, 38.9}, {-79.5, 9}, {-89.2, 13.7}}, 3, NULL},
        {{{-77, 38.9}, {-79.5, 9}, {-89.2, 13.7}}, 3, "mercator"},
        {{{-77, 38.9}, {-79.5, 9}, {-89.2, 13.7}}, 3, "EPSG:3857"},
        {{{10, 50}, {10.01, 50.01}}, 2, NULL},
        {{{178, -18}}, 1, NULL},
        {{{30, 60}, {-150, 65}}, 2, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(trips); i++) {
        view *v = fit(&trips[i]);
        for (size_t k = 0; k < trips[i].n; k++) {
            page_point p;
            assert_true(view_project(v, trips[i].stops[k], &p));
            assert_true(p.x >= 199 && p.x <= 1551 && p.y >= 99 && p.y <= 951);
        }
        page_path leg;
        page_path_init(&leg);
        for (size_t k = 0; k + 1 < trips[i].n; k++)
            view_geodesic(v, trips[i].stops[k], trips[i].stops[k + 1], &leg);
        page_box box = page_path_bounds(&leg);
        if (leg.n_points > 0)
            assert_true(box.x0 >= 199 && box.x1 <= 1551 && box.y0 >= 99 && box.y1 <= 951);
        page_path_clear(&leg);
        view_free(v);
    }
}

static void one_place_shows_fifty_km(void **state)
{
    (void)state;
    trip_case trip = {{{12.5, 41.9}}, 1, NULL};
    view *v = fit(&trip);
    assert_true(view_m_per_px(v, (page_point){800, 500}) * 1350 >= 50e3);
    assert_true(view_scale_variation(v) < 1.01);
    assert_int_equal(view_atlas_scale(v), ATLAS_10M);
    view_free(v);
}

static void beyond_the_horizon(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    size_t unshown;
    trip_case trip = {{{10, 50}, {20, 40}, {-170, -50}}, 3, "+proj=ortho +lat_0=45 +lon_0=10"};
    assert_null(fit_with(&trip, diags, &unshown));
    assert_int_equal(unshown, 2);
    assert_int_equal(diag_list_count(diags), 1);
    assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_PROJECTION);
    assert_non_null(strstr(diag_list_get(diags, 0)->message, "\"Three\""));
}

static void missing_parameters_come_from_the_extent(void **state)
{
    (void)state;
    trip_case trip = {{{-77, 38.9}, {-79.5, 9}, {-89.2, 13.7}}, 3, "albers"};
    view *v = fit(&trip);
    assert_true(uses(v, "+lat_1=") && uses(v, "+lat_2=") && uses(v, "+lon_0=-"));
    view_free(v);
    trip.projection = "+proj=aea +lat_1=20 +lat_2=60 +lon_0=-96";
    v = fit(&trip);
    assert_true(uses(v, "+lat_1=20 +lat_2=60 +lon_0=-96"));
    view_free(v);
    static const struct {
        const char *projection, *filled[4];
    } rows[] = {
        {"nsper", {"+h=8000000", "+lat_0=", "+lon_0="}},
        {"geos", {"+h=35786000"}},
        {"euler", {"+lat_1=", "+lat_2="}},
        {"tpeqd", {"+lat_1=", "+lon_1=-", "+lat_2=", "+lon_2=-"}},
        {"chamb", {"+lon_1=-", "+lon_2=-", "+lat_3=", "+lon_3=-"}},
        {"omerc", {"+lat_0=", "+lonc=-", "+alpha="}},
        {"+proj=omerc +alpha=30", {"+alpha=30", "+lonc=-"}},
        {"utm", {"+proj=tmerc", "+k_0=0.9996", "+lon_0=-8"}},
        {"+proj=utm +zone=18", {"+lon_0=-75"}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        trip.projection = rows[i].projection;
        v = fit(&trip);
        for (size_t k = 0; k < 4 && rows[i].filled[k]; k++)
            assert_true(uses(v, rows[i].filled[k]));
        view_free(v);
    }
}

/* A map of the same page by projections that are made for places far away: what PROJ says of every
 * point is what the page shows, and all land around the trip is there. */
static void a_far_centre_shows_the_page(void **state)
{
    (void)state;
    const char *const far[] = {
        "+proj=laea +lat_0=60 +lon_0=100",
        "+proj=aeqd +lat_0=-40 +lon_0=170",
        "+proj=lcc +lat_1=-20 +lat_2=-40 +lon_0=20",
        "+proj=stere +lat_0=-10 +lon_0=30",
        "+proj=eqc +lon_0=100",
        "+proj=aea +lat_1=50 +lat_2=70 +lon_0=90",
        "+proj=lee_os",
        "+proj=omerc +lonc=-60 +lat_0=-15 +alpha=30",
    };
    const geo_point ring[] = {{-92, 5}, {-70, 5}, {-70, 20}, {-92, 20}, {-92, 5}};
    for (size_t i = 0; i < G_N_ELEMENTS(far); i++) {
        trip_case trip = {{{-79.5, 9}, {-89.2, 13.7}, {-69.9, 18.5}}, 3, far[i]};
        view *v = fit(&trip);
        geo_shape land = {ring, (const uint32_t[]){0, 5}, 1, {-92, 5, -70, 20}, NULL};
        page_path path;
        page_path_init(&path);
        assert_int_equal(view_fill(v, &land, &path), 0);
        assert_true(path.n_parts >= 1); /* the map may be cut right here */
        /* Inside and outside as on the globe, corner by corner of a lattice. */
        for (double lon = -95; lon <= -66; lon += 1.7) {
            for (double lat = 3; lat <= 22; lat += 1.3) {
                page_point p;
                page_box f = view_frame(v);
                if (!view_project(v, (geo_point){lon, lat}, &p) || p.x <= f.x0 || p.x >= f.x1 ||
                    p.y <= f.y0 || p.y >= f.y1)
                    continue;
                bool inside = lon > -92 && lon < -70 && lat > 5 && lat < 20;
                if (path_holds(&path, p) != inside)
                    fail_msg("%s: %g %g", far[i], lon, lat);
            }
        }
        page_path_clear(&path);
        view_free(v);
    }
}

/* Whole globes: the disc fits the frame, its rim is where PROJ puts it, the corners are empty. */
static void globes_are_shown_whole(void **state)
{
    (void)state;
    const char *const globes[] = {"orthographic", "globe", "satellite",
                                  "+proj=nsper +h=9000000 +lat_0=5 +lon_0=-50"};
    for (size_t i = 0; i < G_N_ELEMENTS(globes); i++) {
        trip_case trip = {{{-77, 39}, {-70, -33}, {-17, 14}}, 3, globes[i]};
        view *v = fit(&trip);
        page_path rim;
        page_path_init(&rim);
        view_outline(v, &rim);
        page_box box = page_path_bounds(&rim), frame = view_frame(v);
        assert_int_equal(rim.n_parts, 1);
        assert_true(box.x0 >= frame.x0 - 0.5 && box.x1 <= frame.x1 + 0.5);
        assert_true(box.y0 >= frame.y0 - 0.5 && box.y1 <= frame.y1 + 0.5);
        assert_true(fabs((box.x1 - box.x0) - (box.y1 - box.y0)) < 0.01 * (box.y1 - box.y0));
        assert_true(box.y1 - box.y0 > 0.98 * (frame.y1 - frame.y0));
        geo_point g;
        for (int corner = 0; corner < 4; corner++) {
            page_point at = {corner & 1 ? 1599.5 : 0.5, corner & 2 ? 999.5 : 0.5};
            assert_false(view_unproject(v, at, &g));
            assert_false(path_holds(&rim, at));
        }
        assert_true(path_holds(&rim, (page_point){(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2}));
        page_path_clear(&rim);
        view_free(v);
    }
}

static void fills_are_refused_with_one_warning(void **state)
{
    (void)state;
    /* Folds run through the trips: their stops are shown all the same. */
    static const trip_case trips[] = {
        {{{0, 51}, {18, -34}, {140, 36}, {151, -34}, {-118, 34}}, 5, "+proj=isea"},
        {{{0, 51}, {18, -34}, {140, 36}, {151, -34}, {-118, 34}}, 5, "+proj=healpix"},
        {{{0, 51}, {18, -34}, {140, 36}, {151, -34}, {-118, 34}}, 5, "+proj=peirce_q"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(trips); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        view *v = fit_with(&trips[i], diags, NULL);
        assert_non_null(v);
        assert_int_equal(diag_list_count(diags), 1);
        assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_PROJECTION);
        assert_false(diag_list_has_errors(diags));
        view_free(v);
    }
}

/* The rules need to know what a map shows, also of projections of which PROJ has no inverse. */
static void maps_without_inverse_are_measured(void **state)
{
    (void)state;
    trip_case trip = {{{2, 49}, {13, 52}, {12, 42}}, 3, "wagner-vii"};
    view *v = fit(&trip);
    geo_box w = view_window(v);
    assert_true(w.west_deg > -30 && w.east_deg < 50 && w.south_deg > 30 && w.north_deg < 70);
    assert_true(view_scale_variation(v) < 2);
    view_free(v);
}

/* The shipped data are clean: whatever part of them a map shows, nothing counts as damaged. Rings
 * that pass a narrow window on one side once did. */
static void nothing_of_the_data_is_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *projection;
        geo_point center;
        double m_per_px;
    } maps[] = {
        {"+proj=merc", {-80, 64}, 2000},           {"+proj=merc", {118, -3}, 2000},
        {"+proj=merc", {178, -17}, 200},           {"+proj=eqearth +lon_0=11", {11, 0}, 22000},
        {"+proj=guyou +lon_0=150", {150, 0}, 9e3}, {"+proj=igh", {0, 0}, 25000},
    };
    g_autoptr(diag_list) diags = diag_list_new();
    atlas *a;
    assert_true(atlas_open(&a, TRIPMAP_SOURCE_DIR "/shapes", diags));
    const atlas_layer *land = atlas_get(a, ATLAS_COUNTRIES, ATLAS_50M, NULL, diags);
    const atlas_layer *coast = atlas_get(a, ATLAS_COASTLINE, ATLAS_50M, NULL, diags);
    page_path path;
    page_path_init(&path);
    for (size_t i = 0; i < G_N_ELEMENTS(maps); i++) {
        view_placement at = {maps[i].center, {800, 500}, maps[i].m_per_px, {0, 0, 1600, 1000}};
        view *v;
        assert_true(view_place(&v, maps[i].projection, &at, SPAN_NONE, diags));
        for (uint32_t k = 0; k < land->n_records; k++)
            assert_int_equal(view_fill(v, &land->records[k].shape, &path), 0);
        for (uint32_t k = 0; k < coast->n_records; k++)
            assert_int_equal(view_lines(v, &coast->records[k].shape, &path), 0);
        page_path_reset(&path);
        view_free(v);
    }
    page_path_clear(&path);
    atlas_free(a);
}

static void antipodal_legs_are_noted(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    trip_case trip = {{{-5, 40}, {175, -40}}, 2, NULL};
    view *v = fit_with(&trip, diags, NULL);
    assert_non_null(v);
    assert_int_equal(diag_list_count(diags), 1);
    assert_int_equal(diag_list_get(diags, 0)->code, DIAG_ANTIPODAL_LEG);
    view_free(v);
}

static void same_request_same_view(void **state)
{
    (void)state;
    trip_case trip = {{{-77, 38.9}, {-0.1, 51.5}, {31.2, 30}}, 3, NULL};
    view *a = fit(&trip), *b = fit(&trip);
    g_autofree char *x = view_explain(a), *y = view_explain(b);
    assert_string_equal(x, y);
    assert_non_null(strstr(x, "rule"));
    assert_true(strstr(x, "W           ") && strstr(x, "q           "));
    view_free(a);
    view_free(b);
}

/* ---- asking ---- */

static void points_come_back(void **state)
{
    (void)state;
    trip_case trip = {{{139.7, 35.7}, {-157.9, 21.3}, {174.8, -41.3}}, 3, NULL};
    const char *const projections[] = {
        NULL,           "robinson",
        "mercator",     "+proj=tmerc +lon_0=-170",
        "orthographic", "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=9 +lon_0=170"};
    for (size_t i = 0; i < G_N_ELEMENTS(projections); i++) {
        trip.projection = projections[i];
        view *v = fit(&trip);
        for (size_t k = 0; k < trip.n; k++) {
            page_point p;
            geo_point g;
            assert_true(view_project(v, trip.stops[k], &p));
            assert_true(view_unproject(v, p, &g));
            assert_true(geo_distance_m(g, trip.stops[k]) < 1);
            assert_true(view_may_show(v, (geo_box){trip.stops[k].lon_deg, trip.stops[k].lat_deg,
                                                   trip.stops[k].lon_deg, trip.stops[k].lat_deg}));
        }
        view_free(v);
    }
}

/* Nothing that shows may be culled: every grid point of the frame lies in the window. */
static void the_window_holds_the_frame(void **state)
{
    (void)state;
    const trip_case trips[] = {
        {{{139.7, 35.7}, {-157.9, 21.3}, {174.8, -41.3}}, 3, NULL},
        {{{-149.9, 61.2}, {15.6, 78.2}}, 2, NULL},
        {{{-0.1, 51.5}, {12.5, 41.9}, {23.7, 38}}, 3, NULL},
        {{{166.7, -77.8}, {0, -90}}, 2, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(trips); i++) {
        view *v = fit(&trips[i]);
        for (double y = 0.5; y < 1000; y += 13) {
            for (double x = 0.5; x < 1600; x += 13) {
                geo_point g;
                if (view_unproject(v, (page_point){x, y}, &g))
                    assert_true(
                        view_may_show(v, (geo_box){g.lon_deg, g.lat_deg, g.lon_deg, g.lat_deg}));
            }
        }
        view_free(v);
    }
}

/* ---- placing ---- */

static void derived_views(void **state)
{
    (void)state;
    trip_case trip = {{{-77, 38.9}, {-79.5, 9}, {-89.2, 13.7}}, 3, NULL};
    view *v = fit(&trip), *inset, *shifted;
    view_placement placement = {
        trip.stops[1], {100, 100}, view_nominal_m_per_px(v) / 4, {0, 0, 200, 200}};
    assert_true(view_derive(&inset, v, &placement));
    page_point p, q;
    assert_true(view_project(inset, trip.stops[1], &p));
    assert_true(fabs(p.x - 100) < 1e-6 && fabs(p.y - 100) < 1e-6);
    assert_string_equal(view_projection_string(inset), view_projection_string(v));
    assert_true(view_zoom(&shifted, v, (page_point){800, 500}, 1, 30, -20, view_frame(v)));
    assert_true(view_project(v, trip.stops[0], &p) && view_project(shifted, trip.stops[0], &q));
    assert_true(fabs(q.x - p.x - 30) < 1e-6 && fabs(q.y - p.y + 20) < 1e-6);
    view_free(inset);
    view_free(shifted);
    view_free(v);
}

/* A sketch shows points where the view will; once measured it is the view. */
static void a_sketch_becomes_the_view(void **state)
{
    (void)state;
    static const trip_case trips[] = {
        {{{-99, 19}, {-67, -12}, {-58, -35}}, 3, NULL},
        {{{0, 51}, {18, -34}, {140, 36}, {151, -34}, {-118, 34}}, 5, NULL},
        {{{2, 49}, {5, 50}}, 2, "mercator"},
        {{{0, 51}, {18, -34}, {140, 36}}, 3, "+proj=healpix"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(trips); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        view *v = fit(&trips[i]), *sketch = fit_by(view_sketch, &trips[i], diags, NULL);
        assert_non_null(sketch);
        for (size_t k = 0; k < trips[i].n; k++) {
            page_point p, q;
            assert_true(view_project(v, trips[i].stops[k], &p));
            assert_true(view_project(sketch, trips[i].stops[k], &q));
            assert_true(p.x == q.x && p.y == q.y);
        }
        view_measure(sketch);
        g_autofree char *key = view_key(v), *same = view_key(sketch);
        assert_string_equal(key, same);
        assert_true(view_area_shown(v) == view_area_shown(sketch));
        assert_true(view_scale_variation(v) == view_scale_variation(sketch));
        view_free(v);
        view_free(sketch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),
        cmocka_unit_test(all_stops_and_legs_are_inside_the_margins),
        cmocka_unit_test(one_place_shows_fifty_km),
        cmocka_unit_test(beyond_the_horizon),
        cmocka_unit_test(missing_parameters_come_from_the_extent),
        cmocka_unit_test(a_far_centre_shows_the_page),
        cmocka_unit_test(globes_are_shown_whole),
        cmocka_unit_test(fills_are_refused_with_one_warning),
        cmocka_unit_test(maps_without_inverse_are_measured),
        cmocka_unit_test(nothing_of_the_data_is_left_out),
        cmocka_unit_test(antipodal_legs_are_noted),
        cmocka_unit_test(same_request_same_view),
        cmocka_unit_test(points_come_back),
        cmocka_unit_test(the_window_holds_the_frame),
        cmocka_unit_test(derived_views),
        cmocka_unit_test(a_sketch_becomes_the_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
