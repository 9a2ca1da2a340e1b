/* SPDX-License-Identifier: MIT
 *
 * Geocoding: what is found, what the label says, what is refused.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "places/geocode.h"
#include "reading.h"

typedef struct {
    const char *text, *country;
    int year;
    const char *name, *in, *adm0;
    double lon, lat;
} expectation;

static const expectation FOUND[] = {
    /* The three example tours. */
    {"Washington", NULL, 2025, "Washington", "United States", "USA", -77.04, 38.90},
    {"Panama", NULL, 2025, "Panama City", "Panama", "PAN", -79.52, 8.99},
    {"San Salvador", NULL, 2025, "San Salvador", "El Salvador", "SLV", -89.19, 13.69},
    {"San José, Costa Rica", NULL, 2025, "San José", "Costa Rica", "CRI", -84.08, 9.93},
    {"San José", "Costa Rica", 2025, "San José", "Costa Rica", "CRI", -84.08, 9.93},
    {"Guatemala City", NULL, 2025, "Guatemala City", "Guatemala", "GTM", -90.51, 14.64},
    {"Santo Domingo", NULL, 2025, "Santo Domingo", "Dominican Republic", "DOM", -69.89, 18.48},
    {"Austin, Texas", NULL, 2018, "Austin", "United States", "USA", -97.74, 30.27},
    {"Mexico City", NULL, 2018, "Mexico City", "Mexico", "MEX", -99.13, 19.43},
    {"San Carlos de Bariloche", NULL, 2018, "San Carlos de Bariloche", "Argentina", "ARG", -71.31,
     -41.15},
    {"Buenos Aires", NULL, 2018, "Buenos Aires", "Argentina", "ARG", -58.38, -34.61},
    {"Lima", NULL, 2018, "Lima", "Peru", "PER", -77.03, -12.04},
    {"Bogotá", NULL, 2018, "Bogotá", "Colombia", "COL", -74.08, 4.61},
    {"bogota", NULL, 2018, "bogota", "Colombia", "COL", -74.08, 4.61},
    {"Kingston", "Jamaica", 2018, "Kingston", "Jamaica", "JAM", -76.79, 18.0},
    {"Santiago", NULL, 2022, "Santiago", "Chile", "CHL", -70.65, -33.46},
};

static void finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(FOUND); i++) {
        const expectation *e = &FOUND[i];
        trip_place written = {.text = (char *)e->text, .country = (char *)e->country};
        g_autoptr(diag_list) diags = diag_list_new();
        place p;
        if (!geocode_place(&p, &written, (trip_date){e->year, 7, 1}, diags)) {
            g_autofree char *text = printed(diags);
            fail_msg("%s, %s: %s", e->text, e->country ? e->country : "-", text);
        }
        if (strcmp(p.name, e->name) || strcmp(p.country, e->in) || strcmp(p.adm0_a3, e->adm0) ||
            fabs(p.at.lon_deg - e->lon) > 0.1 || fabs(p.at.lat_deg - e->lat) > 0.1)
            fail_msg("%s, %s: %s, %s, %s at %.2f %.2f", e->text, e->country ? e->country : "-",
                     p.name, p.country, p.adm0_a3, p.at.lon_deg, p.at.lat_deg);
        place_clear(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
