/* SPDX-License-Identifier: MIT
 *
 * Painting without Cairo: shapes against Cairo's, what must hold of any shape, strokes against
 * outlines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <cmocka.h>
#include <math.h>

#include "canvas/outline.h"
#include "canvas/stamp.h"

/* A width that ends within a tile and rows of several bands. */
enum { WIDTH = 1217, HEIGHT = 150, BLACK = 0, WHITE = 255 };

static guint32 pixels[HEIGHT][WIDTH];

static paper white_paper(void)
{
    memset(pixels, WHITE, sizeof pixels);
    paper p = {.pixels = (guint8 *)pixels,
               .width = WIDTH,
               .height = HEIGHT,
               .stride = WIDTH * 4,
               .clip = {0, 0, WIDTH, HEIGHT, NULL, 0}};
    paper_use(&p, (color){BLACK, BLACK, BLACK, 1});
    return p;
}

static int ink(int x, int y)
{
    return WHITE - (int)(pixels[y][x] & 0xFF);
}

static void add_ring(cover *c, const vec2 *points, int n, bool backwards)
{
    for (int i = 0; i < n; i++) {
        cover_point a = cover_round(points[i]), b = cover_round(points[(i + 1) % n]);
        cover_edge(c, backwards ? b : a, backwards ? a : b);
    }
}

/* Points on two circles in turn: a star, or a polygon of many sides. */
static void make_star(vec2 *points, int n, vec2 center, double outer, double inner)
{
    for (int i = 0; i < n; i++) {
        double r = i % 2 ? inner : outer, a = 2 * G_PI * i / n + 0.1;
        points[i] = (vec2){center.x + r * cos(a), center.y + r * sin(a)};
    }
}

static void fill_by_cairo(guint8 *out, int stride, const vec2 *points, int n)
{
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(out, CAIRO_FORMAT_A8, WIDTH, HEIGHT, stride);
    cairo_t *cr = cairo_create(surface);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_BEST);
    for (int i = 0; i < n; i++)
        cairo_line_to(cr, points[i].x, points[i].y);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

/* Half a step of cover here, and as much there: Cairo has 15 sample rows in a pixel. */
#define MOST_FROM_CAIRO (255 / PAPER_FULL + 2)

static void shapes_are_those_of_cairo(void **state)
{
    (void)state;
    static const struct {
        int n;
        vec2 center;
        double outer, inner;
    } cases[] = {
        {4, {600, 75}, 60, 60},      {10, {300.3, 70.7}, 65, 25}, {200, {1160, 80}, 90, 90},
        {40, {10, 30}, 90, 60},      {7, {700.5, 200}, 130, 90},  {3, {600, 75}, 5000, 4000},
        {6, {1216.5, 75}, 0.9, 0.9}, {16, {512, 64}, 1.5, 0.5},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        vec2 points[200];
        paper p = white_paper();
        cover *c = cover_new(WIDTH, HEIGHT);
        int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, WIDTH);
        guint8 *expected = g_malloc0((gsize)stride * HEIGHT);
        make_star(points, cases[i].n, cases[i].center, cases[i].outer, cases[i].inner);
        fill_by_cairo(expected, stride, points, cases[i].n);
        add_ring(c, points, cases[i].n, i % 2 == 0);
        cover_fill(c, &p, true);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++)
                assert_in_range(abs(ink(x, y) - expected[y * stride + x]), 0, MOST_FROM_CAIRO);
        }
        cover_free(c);
        g_free(expected);
    }
}

static void a_page_covered_is_full(void **state)
{
    (void)state;
    static const vec2 page[] = {{-50, -7.3}, {WIDTH + 90.2, -1e7}, {WIDTH + 4, 400}, {-1e7, 1e7}};
    paper p = white_paper();
    cover *c = cover_new(WIDTH, HEIGHT);
    add_ring(c, page, 4, false);
    cover_fill(c, &p, true);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++)
            assert_int_equal(ink(x, y), 255);
    }
    cover_free(c);
}

/* A zigzag that two shapes share, each running the same way round. */
static void neighbours_leave_no_seam(void **state)
{
    (void)state;
    vec2 left[62] = {{0, 0}}, right[62] = {{WIDTH, 0}};
    paper p = white_paper();
    cover *c = cover_new(WIDTH, HEIGHT);
    for (int i = 0; i < 60; i++) {
        vec2 at = {600 + 37.7 * (i % 7) - 5.1 * (i % 3), HEIGHT * i / 59.0};
        left[i + 1] = right[i + 1] = at;
    }
    left[61] = (vec2){0, HEIGHT};
    right[61] = (vec2){WIDTH, HEIGHT};
    add_ring(c, left, 62, false);
    add_ring(c, right, 62, true);
    cover_fill(c, &p, true);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++)
            assert_int_equal(ink(x, y), 255);
    }
    cover_free(c);
}

static void wander(vec2 *points, int n, double step, guint32 seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    double way = 0;
    points[0] = (vec2){500, 75};
    for (int i = 1; i < n; i++) {
        way += g_rand_double_range(rand, -2.5, 2.5);
        points[i] = (vec2){points[i - 1].x + step * cos(way), points[i - 1].y + step * sin(way)};
    }
}

/* Sides that do not come back to where they began once covered rows up to the page's edge. */
static void outlines_are_closed(void **state)
{
    (void)state;
    for (guint32 seed = 0; seed < 200; seed++) {
        vec2 points[12];
        paper p = white_paper();
        cover *c = cover_new(WIDTH, HEIGHT);
        outline_pen pen = {.radius = 0.3 + seed % 7, .round_cap = seed % 2, .n_dash = 0};
        if (seed % 3 == 0)
            pen = (outline_pen){1, false, {3, 2}, 2};
        wander(points, 12, 1 + seed % 10, seed);
        outline_line(c, &pen, points, 12, seed % 5 > 2);
        if (seed % 5 == 0)
            add_ring(c, points, 12, false);
        cover_fill(c, &p, false);
        for (int y = 0; y < HEIGHT; y++)
            assert_int_equal(ink(WIDTH - 1, y), 0);
        cover_free(c);
    }
}

/* What is pressed and what is outlined differ by two steps of cover at most along a line. */
static void a_stamp_draws_what_an_outline_does(void **state)
{
    (void)state;
    static const double radii[] = {0.3, 0.5, 0.8, 1.5, 2.25, 4.5, STAMP_MAX_RADIUS};
    static const vec2 line[] = {{30.2, 20.9}, {1100.4, 131.3}};
    for (guint i = 0; i < G_N_ELEMENTS(radii); i++) {
        static guint32 pressed[HEIGHT][WIDTH];
        outline_pen pen = {.radius = radii[i], .round_cap = true, .n_dash = 0};
        paper p = white_paper();
        stamp *s = stamp_new(WIDTH, HEIGHT);
        stamp_set(s, radii[i]);
        stamp_line(s, line, 2, false);
        stamp_paint(s, &p);
        stamp_free(s);
        memcpy(pressed, pixels, sizeof pixels);
        p = white_paper();
        cover *c = cover_new(WIDTH, HEIGHT);
        outline_line(c, &pen, line, 2, false);
        cover_fill(c, &p, false);
        cover_free(c);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 40; x < 1090; x++)
                assert_in_range(abs(ink(x, y) - (WHITE - (int)(pressed[y][x] & 0xFF))), 0,
                                3 * 255 / PAPER_FULL);
        }
    }
}

/* Pressed at once, two bands are what they are one after the other; the wide one is pressed more
 * often, so that its edge is a step of cover fuller here and there. */
static void two_bands_at_once_are_two_bands(void **state)
{
    (void)state;
    static guint32 apart[HEIGHT][WIDTH];
    static const vec2 line[] = {{30.2, 20.9}, {600.7, 140.1}, {1100.4, 31.3}};
    const color sand = {200, 180, 120, 0.35};
    paper p = white_paper();
    stamp *s = stamp_new(WIDTH, HEIGHT);
    stamp_set(s, 4.5);
    stamp_line(s, line, 3, false);
    paper_use(&p, sand);
    stamp_paint(s, &p);
    stamp_set(s, 2);
    stamp_line(s, line, 3, false);
    paper_use(&p, color_with_alpha(sand, 0.45));
    stamp_paint(s, &p);
    memcpy(apart, pixels, sizeof pixels);
    p = white_paper();
    assert_true(stamp_set_two(s, 4.5, 2));
    stamp_line(s, line, 3, false);
    paper_use_two(&p, sand, 0.45);
    stamp_paint(s, &p);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            for (int shift = 0; shift < 24; shift += 8)
                assert_in_range(
                    abs((int)(pixels[y][x] >> shift & 0xFF) - (int)(apart[y][x] >> shift & 0xFF)),
                    0, 8);
        }
    }
    assert_false(stamp_set_two(s, 2, 1.5)); /* it is not full where the other begins */
    stamp_free(s);
}

static void stamps_at_the_edge_stay_on_the_paper(void **state)
{
    (void)state;
    static const vec2 line[] = {
        {-40, -30}, {WIDTH + 40, HEIGHT + 30}, {WIDTH + 5, -20}, {-6, HEIGHT + 6}, {-1e6, 1e6}};
    paper p = white_paper();
    stamp *s = stamp_new(WIDTH, HEIGHT);
    for (double radius = 0.2; radius <= STAMP_MAX_RADIUS; radius += 0.7) {
        stamp_set(s, radius);
        stamp_line(s, line, 4, true);
        stamp_line(s, line + 4, 1, false);
        stamp_paint(s, &p);
    }
    assert_int_equal(ink(WIDTH / 2, HEIGHT / 2), 255);
    stamp_free(s);
}

/* The colour in hand over another, translucent and through a clip. */
static void colours_mix_to_the_nearest(void **state)
{
    (void)state;
    paper p = white_paper();
    paper_use(&p, (color){200, 100, 0, 0.5});
    paper_span(&p, 0, 0, 10, PAPER_FULL);
    assert_int_equal(pixels[0][3], 0xFFE3B17F);
    p.clip.x1 = 5;
    paper_span(&p, 0, 1, 10, PAPER_FULL);
    assert_int_equal(pixels[1][4], 0xFFE3B17F);
    assert_int_equal(pixels[1][5], 0xFFFFFFFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_those_of_cairo),
        cmocka_unit_test(a_page_covered_is_full),
        cmocka_unit_test(neighbours_leave_no_seam),
        cmocka_unit_test(outlines_are_closed),
        cmocka_unit_test(a_stamp_draws_what_an_outline_does),
        cmocka_unit_test(two_bands_at_once_are_two_bands),
        cmocka_unit_test(stamps_at_the_edge_stay_on_the_paper),
        cmocka_unit_test(colours_mix_to_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
