/* SPDX-License-Identifier: MIT
 *
 * Several trips on one map must stay apart for every reader: the series colours of each shipped
 * style, as seen with normal and colour-deficient vision, differ by at least 10 in CIE 1976 Lab.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "features/series.h"

#define SERIES      6
#define DELTA_E_MIN 10.0

/* Machado, Oliveira and Fernandes 2009, severity 1.0, on linear sRGB: none, protan, deutan,
 * tritan. */
static const double visions[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double linear(uint8_t c)
{
    double v = c / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double lab_f(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/* CIE Lab (D65) of a colour as a kind of vision sees it. */
static void seen(color c, int vision, double lab[3])
{
    double in[3] = {linear(c.r), linear(c.g), linear(c.b)}, rgb[3];
    for (int i = 0; i < 3; i++) {
        rgb[i] = 0;
        for (int k = 0; k < 3; k++)
            rgb[i] += visions[vision][i][k] * in[k];
        rgb[i] = fmin(1, fmax(0, rgb[i]));
    }
    double x = lab_f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
    double y = lab_f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = lab_f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double smallest_difference(const style *st, int a, int b)
{
    double smallest = INFINITY;
    for (int vision = 0; vision < 4; vision++) {
        double p[3], q[3];
        seen(series_color(st, a), vision, p);
        seen(series_color(st, b), vision, q);
        smallest =
            fmin(smallest, sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                                (p[2] - q[2]) * (p[2] - q[2])));
    }
    return smallest;
}

static void series_stay_apart(void **state)
{
    (void)state;
    static const char *const styles[] = {"press", "night", "print", "atlas", "blueprint"};
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        style *st = NULL;
        assert_true(style_load(&st, styles[i], TRIPMAP_SOURCE_DIR "/styles", SPAN_NONE, diags));
        /* Greys cannot all differ: there the dash and the marker shape tell tours apart, and only
         * neighbours need to. */
        bool greys = strcmp(styles[i], "print") == 0;
        for (int a = 0; a < SERIES; a++) {
            for (int b = a + 1; b < (greys ? MIN(a + 2, SERIES) : SERIES); b++) {
                double difference = smallest_difference(st, a, b);
                if (difference < DELTA_E_MIN)
                    fail_msg("%s: series %d and %d differ by %.1f only", styles[i], a + 1, b + 1,
                             difference);
            }
        }
        style_free(st);
    }
}

static void equal_colours_do_not_differ(void **state)
{
    (void)state;
    double p[3];
    seen((color){255, 255, 255, 1}, 0, p);
    assert_true(fabs(p[0] - 100) < 0.5 && fabs(p[1]) < 0.5 && fabs(p[2]) < 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_stay_apart),
        cmocka_unit_test(equal_colours_do_not_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
