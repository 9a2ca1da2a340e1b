/* SPDX-License-Identifier: MIT
 *
 * Whole maps of trips that are well-formed by construction: the bytes choose page, projection,
 * stops and texts of a draft, so that nearly every input is laid out and drawn. One map in 64 may
 * be large and rich; the others are small and bare, so that there are a hundred in the time of ten.
 */
#include "outputs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

typedef struct {
    const uint8_t *data;
    size_t size;
} bytes;

static unsigned take(bytes *from)
{
    if (from->size == 0)
        return 0;
    from->size--;
    return *from->data++;
}

#define TAKE_ONE_OF(from, words) ((words)[take(from) % G_N_ELEMENTS(words)])

static const char *const names[] = {"Lima",       "Quito",      "Moscow",       "Tokyo",
                                    "Suva",       "Apia",       "Washington",   "Port-au-Prince",
                                    "Reykjavík",  "Nuuk",       "Vatican City", "San Marino",
                                    "Wellington", "Kiritimati", "Longyearbyen", "McMurdo Station",
                                    "Brussels",   "Cairo"};

static const char *const texts[] = {
    NULL,
    "Trade",
    "الهجرة والأمن",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
    "<b>&amp;</b> ]]> \"quoted\" 'apostrophe'",
    "Peace talks, arms control, fisheries, visas, debt, refugees, a free-trade area and bananas",
    "हिन्दी 中文 ไทย עברית",
    "\u202eright to left override, \u200b zero width",
    "e\u0301\u0301\u0301\u0301\u0301\u0301 z\u0335\u0336\u0337",
    "🗺️ 🇵🇦 👩‍👩‍👧",
};

static const char *const dates[] = {NULL,      "2025-02-01",  "2025-02-01/2025-03-04",
                                    "1906-07", "1912?",       "1791/1799",
                                    "2025-12", "2025-12-31?", "1600-01-01/2999-12-31"};

static const char *const projections[] = {"auto",    "auto",  "auto",  "laea",     "lcc",  "merc",
                                          "eqearth", "stere", "ortho", "natearth", "eqdc", "robin"};

static const char *const pages[] = {"240x200", "320x240", "200x200",
                                    "200x320", "400x200", "400x300"};

static const char *const large_pages[] = {"400x300", "300x400", "240x200", "500x200", "600x480"};

static const char *const furniture[] = {"map.panel",  "map.locator",      "map.scale_bar",
                                        "map.insets", "map.chart",        "map.title",
                                        "map.credit", "map.country_names"};

static void add_stop(tripmap_draft *draft, bytes *from)
{
    const char *issues[] = {TAKE_ONE_OF(from, texts), NULL};
    tripmap_stop stop = {.place.name = TAKE_ONE_OF(from, names),
                         .dates = TAKE_ONE_OF(from, dates),
                         .issues = issues,
                         .mode = (tripmap_mode)(take(from) % 5)};
    tripmap_point at, via;
    unsigned kind = take(from);
    if (kind & 1) {
        at.lon_deg = -180 + take(from) * 360 / 255.0;
        at.lat_deg = -90 + take(from) * 180 / 255.0;
        stop.place.at = &at;
        const char *name = TAKE_ONE_OF(from, texts);
        stop.place.name = name ? name : "Somewhere";
    }
    if (kind & 2) {
        via.lon_deg = -180 + take(from) * 360 / 255.0;
        via.lat_deg = -90 + take(from) * 180 / 255.0;
        stop.via = &via;
        stop.n_via = 1;
    }
    if (kind & 4)
        stop.note = TAKE_ONE_OF(from, texts);
    if (kind & 8)
        stop.label_side = (tripmap_side)(take(from) % 5);
    tripmap_draft_add_stop(draft, &stop);
}

/* Leaves away most of what stands around a small map. The locator alone takes as long as the map.
 */
static void spare_furniture(tripmap_draft *draft, bytes *from)
{
    unsigned keep = take(from) & take(from) & take(from);
    for (unsigned i = 0; i < G_N_ELEMENTS(furniture); i++)
        if (!(keep >> i & 1) || strcmp(furniture[i], "map.locator") == 0)
            tripmap_draft_set(draft, furniture[i], "never");
}

static void choose_furniture(tripmap_draft *draft, bytes *from)
{
    static const char *const switches[] = {"auto", "always", "never"};
    for (unsigned n = take(from) % 3; n > 0; n--) {
        const char *what = TAKE_ONE_OF(from, furniture);
        tripmap_draft_set(draft, what, TAKE_ONE_OF(from, switches));
    }
}

/* A large map has up to 12 stops, a small one has one; now and then two, or an origin. */
static tripmap_draft *make_draft(bytes *from, bool large)
{
    tripmap_draft *draft = tripmap_draft_new();
    tripmap_draft_set(draft, "title", TAKE_ONE_OF(from, texts));
    tripmap_draft_set(draft, "map.projection", TAKE_ONE_OF(from, projections));
    if (large)
        choose_furniture(draft, from);
    else
        spare_furniture(draft, from);
    unsigned more = take(from);
    if (more & 1)
        tripmap_draft_set(draft, "lang", more & 2 ? "ar" : "es");
    if (more & 4 && (large || more > 191)) {
        const tripmap_place origin = {.name = TAKE_ONE_OF(from, names)};
        tripmap_draft_set_origin(draft, &origin, (tripmap_show)(take(from) % 3));
        if (more & 8)
            tripmap_draft_set(draft, "return", "true");
    }
    int left = large ? 12 : more % 64 > 55 ? 2 : 1;
    do
        add_stop(draft, from);
    while (--left > 0 && from->size > 8);
    return draft;
}

/* SVG mostly: PNG takes four times as long to write, PDF twenty times. */
static tripmap_format take_format(bytes *from)
{
    unsigned n = take(from);
    if (n < 224)
        return TRIPMAP_SVG;
    return n < 240 ? TRIPMAP_PNG : (tripmap_format)(n % TRIPMAP_FORMAT_COUNT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes from = {data, MIN(size, 100)};
    open_workshop();
    const tripmap_reporter reporter = {.report = count_error};
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.session = shop.session;
    bool large = take(&from) % 64 == 63;
    options.page = large ? TAKE_ONE_OF(&from, large_pages) : TAKE_ONE_OF(&from, pages);
    tripmap_atlas *atlas = large ? shop.atlas : shop.coarse_atlas;
    tripmap_format format = take_format(&from);
    tripmap_draft *draft = make_draft(&from, large);
    tripmap_trip *trip;
    tripmap_map *map = NULL;
    if (tripmap_draft_finish(&trip, draft, NULL, &reporter) == TRIPMAP_OK &&
        tripmap_map_build(&map, trip, shop.style, atlas, &options, &reporter) == TRIPMAP_OK)
        check_map(map, 1u << format);
    else
        g_assert(shop.errors > 0 && !map);
    tripmap_map_free(map);
    tripmap_trip_free(trip);
    tripmap_draft_free(draft);
    return 0;
}

/* Rich maps reach most lines, so that libFuzzer would go on with nothing else. Of 16 inputs 15
 * become bare ones: small, SVG, no furniture, one stop. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    enum { LARGE = 0, FORMAT = 2, KEEP = 5, MORE = 8 };
    size = LLVMFuzzerMutate(data, size, max_size);
    if (size > MORE && seed % 16 > 0)
        data[LARGE] = data[FORMAT] = data[KEEP] = 0, data[MORE] &= 7;
    return size;
}
