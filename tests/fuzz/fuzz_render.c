/* SPDX-License-Identifier: MIT
 *
 * The whole way from a trip's text to SVG, PNG or PDF, on a small page, as a stranger's trip.
 * Whatever the text: either errors, or an output that is whole and without a NaN. The mutator knows
 * what lines a trip has, so that most inputs get past the parser.
 */
#include "outputs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* ---- Lines of trips ---- */

/* Lines that begin with a key replace the line of that key. */
static const char *const heads[] = {
    "title: Two capitals",
    "title: \"<b>&\\\"'\\u202e]]>\"",
    "title: الهجرة والأمن",
    "subtitle: A long line under the title that is set in two lines at least",
    "traveler: Ada",
    "role: Secretary of State",
    "lang: ar",
    "lang: es-MX",
    "lang: he",
    "from: Washington",
    "from: {place: Paris, show: never}",
    "from: {place: {name: Camp, at: [-77.5, 39.6]}, show: always}",
    "return: true",
    "return: {mode: sea, via: [[-30, 40], [-60, 35]]}",
    "sources: [{name: S, link: \"https://e.org/?a=1&b=2\"}]",
    "map: {panel: always}",
    "map: {panel: left, distances: always}",
    "map: {locator: top-left, scale_bar: always, title: bottom-right}",
    "map: {insets: always, chart: always, credit: never}",
    "map: {names: {Fiji: hide, Peru: Perú}, place_name: modern, borders: faded}",
    "map: {projection: ortho, fonts: system}",
    "map: {projection: merc, borders: none}",
    "map: {projection: eqearth}",
};

static const char *const stops[] = {
    "- Quito",
    "- Lima, Peru",
    "- {place: Suva, priority: 3, label: {side: left}}",
    "- {place: Moscow, dates: 1912?, note: n, link: \"https://e.org\"}",
    "- {place: \"Lima, Peru\", dates: 2001-02-03, issues: [Trade, Mines]}",
    "- {place: Tokyo, dates: 2025-12-31/2026-01-02, issues: \"<i>&amp; العربية\"}",
    "- {place: {name: X, at: [179.9, 60]}, mode: sea, via: [[170, 50]]}",
    "- {place: N, at: [0, 90]}",
    "- {place: S, at: [-180, -90], mode: rail}",
    "- {place: Brussels, dates: 1996-02, label: {at: [20, 30]}}",
    "- {place: Apia, mode: sea, country: Samoa}",
    "- {place: Reykjavik, mode: road, dates: 1791/1799, priority: -100}",
    "- {place: Petersburg, dates: 1905, at: [30.3, 59.9]}",
};

static const char *const values[] = {"0",    "-1",  "90",  "-90",   "180",  "-180", "179.99",
                                     "1e-9", "200", "0.5", "12345", "1e30", ".5",   "00"};

#define ONE_OF(random, lines) ((lines)[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(lines))])

static bool is_stop(const char *line)
{
    return g_str_has_prefix(line, "- ");
}

static void put_line(GPtrArray *lines, guint at, const char *text)
{
    g_ptr_array_insert(lines, (gint)at, g_strdup(text));
}

static void drop_key(GPtrArray *lines, const char *text)
{
    gsize key = strcspn(text, ":") + 1;
    for (guint i = lines->len; i-- > 0;)
        if (strncmp(lines->pdata[i], text, key) == 0)
            g_ptr_array_remove_index(lines, i);
}

/* Everything but the stops stands before the line "stops:". */
static void put_head(GPtrArray *lines, const char *text)
{
    drop_key(lines, text);
    put_line(lines, 0, text);
}

static guint count_stops(const GPtrArray *lines)
{
    guint n = 0;
    for (guint i = 0; i < lines->len; i++)
        n += is_stop(lines->pdata[i]);
    return n;
}

/* A number of the line becomes another. */
static void change_number(GPtrArray *lines, guint at, GRand *random)
{
    const char *line = lines->pdata[at];
    const char *digit = line + g_rand_int_range(random, 0, (gint32)strlen(line) + 1);
    digit += strcspn(digit, "-0123456789");
    gsize length = strspn(digit, "-.0123456789");
    char *changed = g_strdup_printf("%.*s%s%s", (int)(digit - line), line,
                                    length > 0 ? ONE_OF(random, values) : "", digit + length);
    g_free(lines->pdata[at]);
    lines->pdata[at] = changed;
}

/* The line as libFuzzer would have it. */
static void change_bytes(GPtrArray *lines, guint at, GRand *random)
{
    char *line = lines->pdata[at];
    gsize length = strlen(line), room = length + 8;
    line = g_realloc(line, room + 1);
    gsize from = length > 2 ? (gsize)g_rand_int_range(random, 0, (gint32)length - 1) : 0;
    length = from + LLVMFuzzerMutate((uint8_t *)line + from, length - from, room - from);
    line[length] = '\0';
    lines->pdata[at] = line;
}

static void mutate_lines(GPtrArray *lines, GRand *random)
{
    guint at = (guint)g_rand_int_range(random, 0, (gint32)lines->len);
    switch (g_rand_int_range(random, 0, 9)) {
    case 0:
    case 1:
        put_head(lines, ONE_OF(random, heads));
        break;
    case 2:
    case 3:
        if (is_stop(lines->pdata[at]))
            g_ptr_array_remove_index(lines, at);
        put_line(lines, lines->len, ONE_OF(random, stops));
        break;
    case 4:
        if (lines->len > 1 && strcmp(lines->pdata[at], "stops:") != 0)
            g_ptr_array_remove_index(lines, at);
        break;
    case 5: {
        gpointer swap = lines->pdata[at];
        guint with = (guint)g_rand_int_range(random, 0, (gint32)lines->len);
        if (is_stop(swap) && is_stop(lines->pdata[with])) {
            lines->pdata[at] = lines->pdata[with];
            lines->pdata[with] = swap;
        }
        break;
    }
    case 6:
    case 7:
        change_number(lines, at, random);
        break;
    default:
        change_bytes(lines, at, random);
    }
}

/* Rich maps reach the most lines of code, and take ten times as long. Most inputs become bare. */
static void make_bare(GPtrArray *lines)
{
    guint n = count_stops(lines);
    for (guint i = lines->len; i-- > 0 && n > 1;) {
        if (is_stop(lines->pdata[i])) {
            g_ptr_array_remove_index(lines, i);
            n--;
        }
    }
    drop_key(lines, "from:");
    drop_key(lines, "return:");
    put_head(lines, "map: {locator: never, panel: never, country_names: never, insets: never, "
                    "chart: never, scale_bar: never}");
}

static GPtrArray *split_lines(const char *text)
{
    g_auto(GStrv) split = g_strsplit(text, "\n", -1);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (char **line = split; *line; line++)
        if (**line)
            g_ptr_array_add(lines, g_strdup(*line));
    return lines;
}

static char *join_lines(const GPtrArray *lines)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)lines->pdata[i]);
    return g_string_free(text, FALSE);
}

static bool is_trip(const GPtrArray *lines)
{
    g_autofree char *text = join_lines(lines);
    tripmap_trip *trip;
    bool ok = tripmap_trip_parse(&trip, NULL, text, strlen(text), NULL) == TRIPMAP_OK;
    tripmap_trip_free(trip);
    return ok;
}

static void start_anew(GPtrArray *lines, GRand *random)
{
    g_ptr_array_set_size(lines, 0);
    put_line(lines, 0, "stops:");
    put_line(lines, 1, ONE_OF(random, stops));
    put_line(lines, 2, ONE_OF(random, stops));
    for (int n = g_rand_int_range(random, 0, 4); n > 0; n--)
        put_head(lines, ONE_OF(random, heads));
}

/* What the parser rejects takes no time, but teaches nothing about maps: one in 16 goes through. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    g_autofree char *given = g_strndup((const char *)data, size);
    g_autoptr(GPtrArray) lines = split_lines(given);
    bool bare = g_rand_int_range(random, 0, 16) > 0, whole = g_rand_int_range(random, 0, 16) > 0;
    if (lines->len == 0 || (whole && !is_trip(lines)))
        start_anew(lines, random);
    for (int n = g_rand_int_range(random, 1, 4); n > 0; n--)
        mutate_lines(lines, random);
    if (whole && !is_trip(lines))
        start_anew(lines, random);
    if (bare)
        make_bare(lines);
    g_rand_free(random);
    g_autofree char *text = join_lines(lines);
    size = MIN(strlen(text), max_size);
    memcpy(data, text, size);
    return size;
}

/* ---- The target ---- */

/* SVG mostly, for it is the quickest. */
static unsigned formats_of(unsigned sum)
{
    if (sum % 64 == 0)
        return 1u << TRIPMAP_SVG | 1u << TRIPMAP_PNG | 1u << TRIPMAP_PDF;
    return sum % 16 == 1 ? 1u << TRIPMAP_PNG : 1u << TRIPMAP_SVG;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_workshop();
    const tripmap_reporter reporter = {.report = count_error};
    unsigned sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += data[i];
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.page = sum % 8 == 0 ? "400x300" : "240x200";
    options.untrusted = 1;
    options.session = shop.session;
    tripmap_trip *trip;
    if (tripmap_trip_parse(&trip, "fuzz.yaml", (const char *)data, size, &reporter) != TRIPMAP_OK) {
        g_assert(shop.errors > 0 && !trip);
        return 0;
    }
    tripmap_map *map;
    tripmap_atlas *atlas = sum % 64 == 0 ? shop.atlas : shop.coarse_atlas;
    if (tripmap_map_build(&map, trip, shop.style, atlas, &options, &reporter) == TRIPMAP_OK)
        check_map(map, formats_of(sum));
    else
        g_assert(shop.errors > 0 && !map);
    tripmap_map_free(map);
    tripmap_trip_free(trip);
    return 0;
}
