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

#include "base/suggest.h"
#include "places/gazetteer.h"
#include "places/geocode.h"
#include "places/nearest.h"
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
    /* Names and countries of the time. */
    {"Leningrad", NULL, 1972, "Leningrad", "Soviet Union", "RUS", 30.31, 59.94},
    {"Salisbury", "Southern Rhodesia", 1957, "Salisbury", "Southern Rhodesia", "ZWE", 31.05,
     -17.83},
    {"Salisbury", "Rhodesia", 1976, "Salisbury", "Rhodesia", "ZWE", 31.05, -17.83},
    {"Kingston", "United Kingdom", 1942, "Kingston", "Jamaica", "JAM", -76.79, 18.0},
    {"West Germany", NULL, 1975, "Bonn", "West Germany", "DEU", 7.1, 50.73},
    {"Germany", NULL, 2025, "Berlin", "Germany", "DEU", 13.41, 52.52},
    {"Brazil", NULL, 1947, "Rio de Janeiro", "Brazil", "BRA", -43.21, -22.91},
    {"Brazil", NULL, 2001, "Brasília", "Brazil", "BRA", -47.93, -15.78},
    {"Zaire", NULL, 1976, "Kinshasa", "Zaire", "COD", 15.31, -4.33},
    {"Burma", NULL, 1955, "Yangon", "Burma", "MMR", 96.16, 16.81},
    {"South Vietnam", NULL, 1966, "Ho Chi Minh City", "South Vietnam", "VNM", 106.63, 10.82},
    {"Nigeria", NULL, 1977, "Lagos", "Nigeria", "NGA", 3.4, 6.45},
    {"Leipzig", NULL, 1975, "Leipzig", "East Germany", "DEU", 12.37, 51.34},
    {"Kiev", NULL, 1974, "Kiev", "Soviet Union", "UKR", 30.52, 50.45},
    {"Pristina", NULL, 2020, "Pristina", "Kosovo", "KOS", 21.17, 42.67},
    {"Juba", NULL, 2014, "Juba", "South Sudan", "SDS", 31.58, 4.85},
    {"Ramallah", NULL, 2014, "Ramallah", "Palestine", "PSX", 35.2, 31.9},
    {"Western Sahara", NULL, 2003, "Western Sahara", "Western Sahara", "SAH", -13.2, 27.15},
    /* Ways of writing. */
    {"Mexico, D.F.", NULL, 1960, "Mexico, D.F.", "Mexico", "MEX", -99.13, 19.43},
    {"Halifax (Nova Scotia)", "Canada", 1983, "Halifax", "Canada", "CAN", -63.57, 44.65},
    {"Ft. Erie", "Canada", 1927, "Ft. Erie", "Canada", "CAN", -78.93, 42.9},
    {"Paris, Texas", NULL, 2020, "Paris", "United States", "USA", -95.56, 33.66},
    {"Atlanta, Georgia", NULL, 2020, "Atlanta", "United States", "USA", -84.39, 33.75},
    {"Batumi, Georgia", NULL, 2020, "Batumi", "Georgia", "GEO", 41.63, 41.64},
    {"Georgia", NULL, 2020, "Tbilisi", "Georgia", "GEO", 44.83, 41.69},
    {"COSTA RICA", NULL, 2020, "San José", "Costa Rica", "CRI", -84.08, 9.93},
    {"Bermuda", NULL, 1961, "Bermuda", "Bermuda", "BMU", -64.78, 32.29},
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

/* What is refused, and what the message must say. */
static const struct {
    const char *text, *country, *says;
} REFUSED[] = {
    {"Springfield", NULL, "\"Springfield\" may be one of"},
    {"Springfield", NULL, "Springfield, Missouri"},
    {"San José", NULL, "\"San José, Costa Rica\""},
    {"Bogotta", NULL, "did you mean \"Bogotá, Colombia\""},
    {"Xqzwy", NULL, "give its position"},
    {"Lima", "Norway", "no \"Lima\" is known in \"Norway\""},
    {"", NULL, "no place called \"\""},
    {"(", NULL, "no place called"},
    {", , ,", NULL, "no place called"},
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(REFUSED); i++) {
        trip_place written = {.text = (char *)REFUSED[i].text,
                              .country = (char *)REFUSED[i].country};
        g_autoptr(diag_list) diags = diag_list_new();
        place p;
        assert_false(geocode_place(&p, &written, (trip_date){2025, 2, 1}, diags));
        g_autofree char *text = printed(diags);
        if (!strstr(text, REFUSED[i].says))
            fail_msg("%s: %s", REFUSED[i].text, text);
    }
}

/* What the scan below looks for, and the least distance it has seen. */
typedef struct {
    const char *key;
    int least;
} scan;

static void measure(const char *key, uint32_t ref, void *user)
{
    (void)ref;
    scan *s = user;
    s->least = MIN(s->least, suggest_distance(key, s->key, 3));
}

/* The names need no folding again, and none is nearer than the best of those suggested. */
static void suggests_the_nearest(void **state)
{
    (void)state;
    static const char *const misspelt[] = {"Bogotta", "Wasington",    "Otawa",         "Kopenhagen",
                                           "Tokio-",  "Ulaan Batarr", "Rio de Janiro", "Xqzwy"};
    for (size_t i = 0; i < G_N_ELEMENTS(misspelt); i++) {
        trip_place written = {.text = (char *)misspelt[i]};
        place_query query;
        place_query_init(&query, &written, (trip_date){0});
        scan s = {.key = query.key, .least = CLAMP((int)strlen(query.key) / 4, 1, 3) + 1};
        int limit = s.least - 1;
        gazetteer_each(0, 255, measure, &s);
        uint32_t places[NEAREST_MAX], n = nearest_places(places, &query);
        assert_int_equal(n > 0, s.least <= limit);
        place_query_clear(&query);
    }
}

static void is_folded(const char *key, uint32_t ref, void *user)
{
    int *n = user;
    g_autofree char *folded = suggest_fold(key);
    assert_string_equal(folded, key);
    assert_true(gazetteer_hit_of(ref).place < table_n_places);
    (*n)++;
}

static void names_are_folded_already(void **state)
{
    (void)state;
    int n = 0, in_halves = 0;
    gazetteer_each(0, 255, is_folded, &n);
    gazetteer_each(0, 9, is_folded, &in_halves);
    gazetteer_each(10, 255, is_folded, &in_halves);
    assert_int_equal(n, table_n_keys);
    assert_int_equal(in_halves, n);
}

/* A file has twenty errors that ask for suggestions; they must not be felt. */
static void suggests_soon(void **state)
{
    (void)state;
    trip_place written = {.text = "Sankt Petersburgg an der Newa"};
    place_query query;
    place_query_init(&query, &written, (trip_date){0});
    uint32_t places[NEAREST_MAX];
    clock_t least = 1000 * CLOCKS_PER_SEC;
    for (int i = 0; i < 5; i++) {
        clock_t began = clock();
        nearest_places(places, &query);
        least = MIN(least, clock() - began);
    }
    place_query_clear(&query);
    if (least > CLOCKS_PER_SEC / 20)
        fail_msg("%.1f ms", least * 1000.0 / CLOCKS_PER_SEC);
}

static void notes_what_a_rule_chose(void **state)
{
    (void)state;
    trip_place written = {.text = "Dhahran", .country = "Bahrain"};
    g_autoptr(diag_list) diags = diag_list_new();
    place p;
    assert_true(geocode_place(&p, &written, (trip_date){1999, 7, 0}, diags));
    assert_string_equal(p.adm0_a3, "SAU");
    assert_int_equal(diag_list_count(diags), 1);
    assert_int_equal(diag_list_get(diags, 0)->severity, DIAG_NOTE);
    place_clear(&p);
}

static void warns_of_an_unknown_country(void **state)
{
    (void)state;
    trip_place written = {.text = "Jerusalem", .country = "Xyzistan"};
    g_autoptr(diag_list) diags = diag_list_new();
    place p;
    assert_true(geocode_place(&p, &written, (trip_date){2005, 7, 0}, diags));
    assert_int_equal(diag_list_count(diags), 1);
    assert_int_equal(diag_list_get(diags, 0)->severity, DIAG_WARNING);
    place_clear(&p);
}

static void takes_the_authors_point(void **state)
{
    (void)state;
    trip_place written = {
        .text = "Camp Nowhere", .country = "Kenya", .has_at = true, .at = {37.5, 0.5}};
    g_autoptr(diag_list) diags = diag_list_new();
    place p;
    assert_true(geocode_place(&p, &written, (trip_date){0}, diags));
    assert_string_equal(p.name, "Camp Nowhere");
    assert_string_equal(p.adm0_a3, "KEN");
    assert_true(p.at.lon_deg == 37.5 && p.at.lat_deg == 0.5);
    assert_int_equal(diag_list_count(diags), 0);
    place_clear(&p);
}

/* The hand-checked table of the public record's awkward mentions. */
static void awkward_places(void **state)
{
    (void)state;
    g_autofree char *table = NULL;
    assert_true(g_file_get_contents(TRIPMAP_SOURCE_DIR "/tests/data/awkward-places.tsv", &table,
                                    NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    int n = 0, wrong = 0;
    for (int i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        g_auto(GStrv) f = g_strsplit(lines[i], "\t", -1);
        assert_int_equal(g_strv_length(f), 8);
        n++;
        trip_place written = {.text = f[0], .country = f[1]};
        trip_date date = {atoi(f[2]), atoi(f[2] + 5), 0};
        g_autoptr(diag_list) diags = diag_list_new();
        place p;
        bool ok = geocode_place(&p, &written, date, diags);
        if (ok && strcmp(p.modern_name, f[3]) == 0 && strcmp(p.country, f[4]) == 0 &&
            strcmp(p.adm0_a3, f[5]) == 0 &&
            fabs(p.at.lon_deg - g_ascii_strtod(f[6], NULL)) < 0.05 &&
            fabs(p.at.lat_deg - g_ascii_strtod(f[7], NULL)) < 0.05) {
            place_clear(&p);
            continue;
        }
        wrong++;
        print_error("%s [%s, %s]: %s, %s, %s %.3f %.3f\n", f[0], f[1], f[2],
                    ok ? p.modern_name : "not found", ok ? p.country : "", ok ? p.adm0_a3 : "",
                    p.at.lon_deg, p.at.lat_deg);
        place_clear(&p);
    }
    assert_true(n >= 150);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(refuses),
        cmocka_unit_test(suggests_the_nearest),
        cmocka_unit_test(names_are_folded_already),
        cmocka_unit_test(suggests_soon),
        cmocka_unit_test(notes_what_a_rule_chose),
        cmocka_unit_test(warns_of_an_unknown_country),
        cmocka_unit_test(takes_the_authors_point),
        cmocka_unit_test(awkward_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
