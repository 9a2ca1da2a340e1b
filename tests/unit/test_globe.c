/* SPDX-License-Identifier: MIT
 *
 * The locator's globe: what it fills is what the countries' own polygons hold, whatever side of the
 * Earth it shows.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "atlas/atlas.h"
#include "geo/globe.h"

static const page_point AT = {500, 300};

static bool filled(const page_path *path, page_point p)
{
    bool inside = false;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        uint32_t start = path->starts[part], n = path->starts[part + 1] - start;
        for (uint32_t i = 0; i < n; i++) {
            page_point a = path->points[start + i], b = path->points[start + (i + 1) % n];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
                inside = !inside;
        }
    }
    return inside;
}

/* Of points all over the side that is seen, well inside the horizon. */
static void compare(const globe *g, const page_path *path, const atlas_layer *countries)
{
    int asked = 0, wrong = 0;
    for (double lat = -88.3; lat < 90; lat += 4.1) {
        for (double lon = -179.3; lon < 180; lon += 6.7) {
            page_point p;
            if (!globe_project(g, (geo_point){lon, lat}, &p) ||
                hypot(p.x - AT.x, p.y - AT.y) > 0.97 * g->radius_px)
                continue;
            bool land = atlas_record_at(countries, (geo_point){lon, lat}) != NULL;
            asked++;
            wrong += land != filled(path, p);
        }
    }
    assert_true(asked > 400);
    assert_true(wrong <= 1 + asked / 100); /* straight edges bend, specks are dropped */
}

static void land_is_filled_on_every_side(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(atlas) a = NULL;
    assert_true(atlas_open(&a, TRIPMAP_SOURCE_DIR "/shapes", diags));
    const atlas_layer *countries = atlas_get(a, ATLAS_COUNTRIES, ATLAS_110M, NULL, diags);
    const atlas_land *land = atlas_get_land(a, diags);
    assert_true(land->n_parts > 100);
    /* The borders are gone: a coast has half of the countries' points. */
    assert_true(land->starts[land->n_parts] < 6000);
    for (double lat = -90; lat <= 90; lat += 22.5) {
        for (double lon = -180; lon < 180; lon += 30) {
            globe g = globe_make((geo_point){lon, lat}, AT, 200);
            page_path path;
            page_path_init(&path);
            globe_rings(&g, land->points, land->starts, land->n_parts, &path);
            compare(&g, &path, countries);
            page_path_clear(&path);
        }
    }
}

static void nothing_leaves_the_disc(void **state)
{
    (void)state;
    globe g = globe_make((geo_point){-77.04, 38.9}, AT, 84);
    page_path path;
    page_path_init(&path);
    globe_graticule(&g, &path);
    globe_geodesic(&g, (geo_point){-77.04, 38.9}, (geo_point){103.8, 1.3}, &path);
    for (uint32_t i = 0; i < path.n_points; i++)
        assert_true(hypot(path.points[i].x - AT.x, path.points[i].y - AT.y) < 84.001);
    page_box box = page_path_bounds(&path);
    assert_true(box.x0 < AT.x - 82 && box.x1 > AT.x + 82);
    page_path_clear(&path);
}

static void the_far_side_is_hidden(void **state)
{
    (void)state;
    globe g = globe_make((geo_point){-77.04, 38.9}, AT, 84);
    page_point p;
    assert_false(globe_project(&g, (geo_point){103, -39}, &p));
    assert_true(globe_project(&g, (geo_point){-77.04, 38.9}, &p));
    assert_true(fabs(p.x - AT.x) < 1e-9 && fabs(p.y - AT.y) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_is_filled_on_every_side),
        cmocka_unit_test(nothing_leaves_the_disc),
        cmocka_unit_test(the_far_side_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
