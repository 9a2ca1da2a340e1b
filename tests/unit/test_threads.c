/* SPDX-License-Identifier: MIT
 *
 * Eight threads over one style and one atlas, each making every map in its own order, some with a
 * session of their own: the bytes are those that one thread makes. Under the preset tsan the
 * thread sanitizer watches.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "tripmap/tripmap.h"

enum { THREADS = 8, OUTPUTS = 3 };

static const char *const texts[] = {
    "title: One\nfrom: Washington\nreturn: true\nstops:\n"
    "  - {place: \"Lima, Peru\", dates: 2001-02-03, issues: [Trade]}\n"
    "  - {place: \"Quito, Ecuador\", dates: 2001-02-04/2001-02-06}\n",
    "title: Два\nlang: ru\nstops:\n  - {place: \"Paris, France\", issues: [Мир]}\n"
    "  - {place: Rome, mode: rail}\n",
    "title: Three\nlang: ar\nstops:\n  - {place: \"Cairo, Egypt\", issues: [السلام]}\n"
    "  - Tokyo\n  - Canberra\n",
};
enum { MAPS = G_N_ELEMENTS(texts) };
static const tripmap_format formats[OUTPUTS] = {TRIPMAP_SVG, TRIPMAP_PNG, TRIPMAP_GEOJSON};

typedef struct {
    tripmap_trip *trips[MAPS];
    tripmap_style *style;
    tripmap_atlas *atlas;
    GBytes *expected[MAPS][OUTPUTS];
} shared;

typedef struct {
    const shared *s;
    int number;
    int different; /* outputs unlike those of one thread */
} worker;

static int append(void *user, const void *bytes, size_t length)
{
    g_byte_array_append(user, bytes, (guint)length);
    return 1;
}

/* NULL when anything fails: assertions belong to the main thread. */
static GBytes *draw(const tripmap_map *map, tripmap_format format)
{
    GByteArray *out = g_byte_array_new();
    if (tripmap_map_write(map, format, NULL, append, out, NULL) == TRIPMAP_OK)
        return g_byte_array_free_to_bytes(out);
    g_byte_array_free(out, TRUE);
    return NULL;
}

static tripmap_map *build(const shared *s, int which, tripmap_session *session)
{
    tripmap_map *map;
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.page = "600x400";
    options.session = session;
    tripmap_map_build(&map, s->trips[which], s->style, s->atlas, &options, NULL);
    return map;
}

static int count_different(const shared *s, int which, tripmap_session *session)
{
    tripmap_map *map = build(s, which, session);
    int different = 0;
    if (!map)
        return OUTPUTS;
    for (int i = 0; i < OUTPUTS; i++) {
        GBytes *out = draw(map, formats[i]);
        if (!out || !g_bytes_equal(out, s->expected[which][i]))
            different++;
        if (out)
            g_bytes_unref(out);
    }
    tripmap_map_free(map);
    return different;
}

static gpointer work(gpointer data)
{
    worker *w = data;
    tripmap_session *session = w->number % 2 ? tripmap_session_new() : NULL;
    for (int i = 0; i < MAPS; i++)
        w->different += count_different(w->s, (i + w->number) % MAPS, session);
    tripmap_session_free(session);
    return NULL;
}

static void test_eight_threads_draw_what_one_does(void **state)
{
    const shared *s = *state;
    worker workers[THREADS];
    GThread *threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (worker){.s = s, .number = i};
        threads[i] = g_thread_new("maps", work, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        g_thread_join(threads[i]);
        assert_int_equal(workers[i].different, 0);
    }
}

/* Places need nothing shared at all. */
static gpointer look_up(gpointer data)
{
    static const char *const names[] = {"Lima", "Saigon", "Leningrad", "Kingston, Jamaica"};
    worker *w = data;
    for (int i = 0; i < 20; i++) {
        tripmap_places *places;
        const tripmap_place place = {.name = names[(i + w->number) % 4]};
        if (tripmap_places_find(&places, &place, "1960", NULL) != TRIPMAP_OK)
            w->different++;
        tripmap_places_free(places);
    }
    return NULL;
}

static void test_eight_threads_look_places_up(void **state)
{
    worker workers[THREADS];
    GThread *threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (worker){.s = *state, .number = i};
        threads[i] = g_thread_new("places", look_up, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        g_thread_join(threads[i]);
        assert_int_equal(workers[i].different, 0);
    }
}

static int set_up(void **state)
{
    static shared s;
    *state = &s;
    for (int i = 0; i < MAPS; i++)
        if (tripmap_trip_parse(&s.trips[i], "t", texts[i], strlen(texts[i]), NULL) != TRIPMAP_OK)
            return 1;
    if (tripmap_style_load(&s.style, NULL, NULL, NULL) || tripmap_atlas_open(&s.atlas, NULL, NULL))
        return 1;
    for (int i = 0; i < MAPS; i++) {
        tripmap_map *map = build(&s, i, NULL);
        for (int k = 0; map && k < OUTPUTS; k++)
            s.expected[i][k] = draw(map, formats[k]);
        tripmap_map_free(map);
        if (!s.expected[i][OUTPUTS - 1])
            return 1;
    }
    return 0;
}

static int tear_down(void **state)
{
    shared *s = *state;
    for (int i = 0; i < MAPS; i++) {
        tripmap_trip_free(s->trips[i]);
        for (int k = 0; k < OUTPUTS; k++)
            g_bytes_unref(s->expected[i][k]);
    }
    tripmap_style_free(s->style);
    tripmap_atlas_free(s->atlas);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_eight_threads_draw_what_one_does),
        cmocka_unit_test(test_eight_threads_look_places_up),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
