/* SPDX-License-Identifier: MIT
 *
 * Taking written places apart, and weighing what they may mean.
 */
#include "places/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "places/fold.h"

/* Words that may follow a name and are tried without. */
static const char *const SUFFIXES[] = {
    " international airport",
    " airport",
    " air force base",
    " air base",
    " airbase",
    " airfield",
    " afb",
    " city",
    " islands",
    " island",
    " district",
    " province",
    " state",
    " region",
    " county",
    " harbor",
    " harbour",
    " area",
    " camp",
    " beach",
    " (city)",
};

/* --- the query ---------------------------------------------------------------------------------
 */

static table_day day_of(trip_date date)
{
    if (date.year == 0)
        return 0;
    int month = date.month ? date.month : 7;
    return date.year * 10000 + month * 100 + (date.day ? date.day : 15);
}

static bool is_known(const char *key)
{
    gazetteer_hit hits[GAZETTEER_MAX_HITS];
    return gazetteer_find(hits, key) > 0;
}

/* Adds TEXT as a filter when it names a country, a state or a region. */
static bool add_filter(place_query *query, const char *text)
{
    g_autofree char *key = fold_name(text);
    place_filter filter = {NULL, gazetteer_states(key), gazetteer_regions(key)};
    if (filter.states.n == 0 && filter.regions.n == 0)
        return false;
    filter.text = g_strstrip(g_strdup(text));
    g_array_append_val(query->filters, filter);
    return true;
}

/* A country as records write it: "Denmark (Greenland)", "Serbia-Montenegro (Kosovo)". */
static bool add_country(place_query *query, const char *text)
{
    if (add_filter(query, text))
        return true;
    const char *open = strchr(text, '(');
    if (!open)
        return false;
    g_autofree char *outer = g_strndup(text, (gsize)(open - text));
    g_autofree char *inner = g_strdup(open + 1);
    inner[strcspn(inner, ")")] = '\0';
    return add_filter(query, inner) || add_filter(query, outer);
}

/* Cuts the last "(qualifier)" or ", qualifier" off TEXT; NULL when there is none. */
static char *cut_qualifier(char *text)
{
    char *close = strrchr(text, ')'), *open = strrchr(text, '('), *comma = strrchr(text, ',');
    char *qualifier = NULL;
    if (open && close && close > open && close[1 + strspn(close + 1, " ")] == '\0') {
        qualifier = g_strndup(open + 1, (gsize)(close - open - 1));
        *open = '\0';
    } else if (comma && (!open || comma > close)) {
        qualifier = g_strdup(comma + 1);
        *comma = '\0';
    } else {
        return NULL;
    }
    g_strchomp(text);
    return g_strstrip(qualifier);
}

void place_query_init(place_query *query, const trip_place *written, trip_date date)
{
    *query = (place_query){.head = g_strstrip(g_strdup(written->text)), .day = day_of(date)};
    query->filters = g_array_new(FALSE, FALSE, sizeof(place_filter));
    query->key = fold_name(query->head);
    /* "Mexico, D.F." and "Korea, Republic of" are names, not a place and a qualifier. */
    while (!is_known(query->key) && gazetteer_states(query->key).n == 0) {
        g_autofree char *whole = g_strdup(query->head);
        g_autofree char *qualifier = cut_qualifier(query->head);
        if (!qualifier || query->head[0] == '\0') {
            if (qualifier) { /* nothing before it: "(Malta)" */
                g_free(query->head);
                query->head = g_steal_pointer(&whole);
            }
            break;
        }
        if (!add_filter(query, qualifier) && !query->aside)
            query->aside = g_steal_pointer(&qualifier);
        g_free(query->key);
        query->key = fold_name(query->head);
    }
    query->lost = written->country && !add_country(query, written->country);
}

void place_query_clear(place_query *query)
{
    for (guint i = 0; i < query->filters->len; i++)
        g_free(g_array_index(query->filters, place_filter, i).text);
    g_array_free(query->filters, TRUE);
    g_free(query->head);
    g_free(query->key);
    g_free(query->aside);
}

/* --- filters -----------------------------------------------------------------------------------
 */

typedef struct {
    int tier; /* 3: does not fit */
    uint32_t named;
    bool ruled;
} fit;

/* How COVER of STATE, which holds the place, fits on DAY. */
static fit fit_of_cover(uint32_t state, const table_cover *cover, table_day day)
{
    bool in_time =
        gazetteer_state_valid(state, day) && (day == 0 || (day >= cover->from && day < cover->to));
    /* Today's name of a country also serves for the years before it bore it. */
    const table_state *s = &table_states[state];
    bool early = s->kind != TABLE_FORMER && cover->kind == TABLE_WHOLE && day < s->from;
    fit f = {.tier = in_time ? (cover->kind == TABLE_PARTLY ? 1 : 0)
                     : early ? 1
                             : 2,
             .named = state,
             .ruled = cover->kind == TABLE_RULED};
    if (day == 0 && cover->kind != TABLE_WHOLE)
        f.tier = cover->to == TABLE_ALWAYS_TO && cover->kind == TABLE_RULED ? 0 : 1;
    return f;
}

static fit fit_of_state(uint32_t state, uint32_t place, table_day day)
{
    const table_state *s = &table_states[state];
    uint32_t country = gazetteer_country_index(place), region = gazetteer_region(place);
    fit best = {3, TABLE_NONE, false};
    for (uint32_t i = 0; i < s->n_covers; i++) {
        const table_cover *cover = &table_covers[s->covers + i];
        if (cover->country != country ||
            (cover->region != 0 && region != 0 && cover->region != region))
            continue;
        fit f = fit_of_cover(state, cover, day);
        if (cover->region != 0 && region == 0)
            f.tier = MAX(f.tier, 1);
        if (f.tier < best.tier)
            best = f;
    }
    return best;
}

static fit fit_of_filter(const place_filter *filter, uint32_t place, table_day day)
{
    fit best = {3, TABLE_NONE, false};
    if (gazetteer_country_index(place) == 0) /* at sea: nobody's */
        return (fit){1, TABLE_NONE, false};
    for (uint32_t i = 0; i < filter->regions.n && best.tier > 0; i++) {
        uint32_t region = filter->regions.keys[i].index;
        if (gazetteer_region(place) == region)
            best = (fit){0, TABLE_NONE, false};
        else if (gazetteer_region(place) == 0 &&
                 table_regions[region].country == gazetteer_country_index(place))
            best = (fit){1, TABLE_NONE, false};
    }
    for (uint32_t i = 0; i < filter->states.n; i++) {
        fit f = fit_of_state(filter->states.keys[i].index, place, day);
        if (f.tier < best.tier || (f.tier == best.tier && best.named == TABLE_NONE && f.tier < 3))
            best = f;
    }
    return best;
}

/* All filters must let PLACE pass. A place named more closely ("Havana (Cuba)") need not be held
 * by the country that lists it (Spain), if no reading is. */
static bool pass_filters(place_reading *reading, const place_query *query, guint n_filters)
{
    reading->named = TABLE_NONE;
    reading->tier = 0;
    for (guint i = 0; i < n_filters; i++) {
        fit f = fit_of_filter(&g_array_index(query->filters, place_filter, i), reading->place,
                              query->day);
        if (f.tier > 2)
            return false;
        reading->tier = MAX(reading->tier, f.tier);
        reading->ruled |= f.ruled;
        if (reading->named == TABLE_NONE && !f.ruled)
            reading->named = f.named;
    }
    return true;
}

/* --- readings ----------------------------------------------------------------------------------
 */

static bool has_place(const GArray *readings, uint32_t place)
{
    for (guint i = 0; i < readings->len; i++)
        if (g_array_index(readings, place_reading, i).place == place)
            return true;
    return false;
}

static void add_names(GArray *readings, const place_query *query, guint n_filters, const char *key)
{
    gazetteer_hit hits[GAZETTEER_MAX_HITS];
    uint32_t n = gazetteer_find(hits, key);
    for (uint32_t i = 0; i < n; i++) {
        place_reading r = {.place = hits[i].place,
                           .kind = READING_NAME,
                           .alternate = hits[i].alternate,
                           .score = gazetteer_weight(hits[i].place)};
        /* The name of a place counts as much as another name of a place twenty times as big. */
        if (r.alternate)
            r.score -= 9;
        r.out_of_date = query->day != 0 && (query->day < hits[i].from || query->day >= hits[i].to);
        if (r.out_of_date)
            r.score -= 8;
        if (pass_filters(&r, query, n_filters))
            g_array_append_val(readings, r);
    }
}

/* A country stands for its capital. One of today, called by its first name, comes before every
 * town of that name; others only where no town bears it. */
static void add_states(GArray *readings, const place_query *query, guint n_filters, const char *key)
{
    gazetteer_range range = gazetteer_states(key);
    bool town = false;
    for (guint i = 0; i < readings->len; i++)
        town |= !g_array_index(readings, place_reading, i).alternate;
    for (uint32_t i = 0; i < range.n; i++) {
        uint32_t state = range.keys[i].index;
        const table_state *s = &table_states[state];
        place_reading r = {
            .place = gazetteer_capital(state, query->day), .kind = READING_STATE, .index = state};
        if (r.place == TABLE_NONE || (town && s->kind != TABLE_STATE))
            continue;
        bool valid = gazetteer_state_valid(state, query->day);
        bool held = pass_filters(&r, query, n_filters);
        if (!held || (n_filters == 0 && s->kind == TABLE_HINT))
            continue;
        g_autofree char *first = fold_name(gazetteer_text(s->name));
        r.score = gazetteer_weight(r.place) + (strcmp(first, key) == 0 ? 40 : 0);
        if (!valid && s->kind != TABLE_STATE)
            r.score -= 45;
        else if (!valid)
            r.score -= 20;
        g_array_append_val(readings, r);
    }
}

/* Whether REGION, or an island that is one, is among the readings with a point of its own. */
static bool has_point(const GArray *readings, uint32_t region)
{
    for (guint i = 0; i < readings->len; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        table_class class = gazetteer_class(r->place);
        if ((class == TABLE_REGION || class == TABLE_ISLAND) &&
            gazetteer_country_index(r->place) == table_regions[region].country)
            return true;
    }
    return false;
}

/* A region is drawn at its seat. It counts an eighth of it. */
static void add_regions(GArray *readings, const place_query *query, guint n_filters,
                        const char *key)
{
    gazetteer_range range = gazetteer_regions(key);
    for (uint32_t i = 0; i < range.n; i++) {
        uint32_t region = range.keys[i].index;
        place_reading r = {
            .place = table_regions[region].seat, .kind = READING_REGION, .index = region};
        if (r.place == TABLE_NONE || has_place(readings, r.place) || has_point(readings, region))
            continue;
        r.score = gazetteer_weight(r.place) - 6;
        if (pass_filters(&r, query, n_filters))
            g_array_append_val(readings, r);
    }
}

/* Best first; equal ones by their order in the tables, so that the result is always the same. */
static int compare_readings(const void *a, const void *b)
{
    const place_reading *p = a, *q = b;
    if (p->tier != q->tier)
        return p->tier - q->tier;
    if (p->score != q->score)
        return q->score - p->score;
    return (p->place > q->place) - (p->place < q->place);
}

/* Of the readings that mean one place, only the best stays. */
static void drop_repeats(GArray *readings)
{
    guint kept = 0;
    for (guint i = 0; i < readings->len; i++) {
        place_reading r = g_array_index(readings, place_reading, i);
        bool repeat = false;
        for (guint j = 0; j < kept && !repeat; j++)
            repeat = g_array_index(readings, place_reading, j).place == r.place;
        if (!repeat)
            g_array_index(readings, place_reading, kept++) = r;
    }
    g_array_set_size(readings, kept);
}

static void collect(GArray *readings, const place_query *query, guint n_filters, const char *key)
{
    add_names(readings, query, n_filters, key);
    add_states(readings, query, n_filters, key);
    add_regions(readings, query, n_filters, key);
    g_array_sort(readings, compare_readings);
    drop_repeats(readings);
}

/* Without a word like "Airport" or "Island" at the end. */
static void collect_stripped(GArray *readings, const place_query *query, guint n_filters)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SUFFIXES) && readings->len == 0; i++) {
        if (!g_str_has_suffix(query->key, SUFFIXES[i]))
            continue;
        g_autofree char *key = g_strndup(query->key, strlen(query->key) - strlen(SUFFIXES[i]));
        collect(readings, query, n_filters, key);
    }
}

/* Whether AT is within REACH_DEG of a place that the query's filters let pass. */
static bool is_beside(geo_point at, const place_query *query)
{
    static const double REACH_DEG = 1.0;
    for (uint32_t place = 0; place < table_n_places; place++) {
        geo_point p = gazetteer_at(place);
        if (fabs(p.lat_deg - at.lat_deg) > REACH_DEG || fabs(p.lon_deg - at.lon_deg) > REACH_DEG)
            continue;
        place_reading r = {.place = place};
        if (pass_filters(&r, query, query->filters->len))
            return true;
    }
    return false;
}

/* Records list a place just over the border under the country visited: Dhahran under Bahrain. */
static void collect_beside(GArray *readings, const place_query *query)
{
    g_autoptr(GArray) anywhere = g_array_new(FALSE, FALSE, sizeof(place_reading));
    collect(anywhere, query, 0, query->key);
    for (guint i = 0; i < anywhere->len; i++) {
        place_reading r = g_array_index(anywhere, place_reading, i);
        if (r.kind != READING_NAME || r.alternate || !is_beside(gazetteer_at(r.place), query))
            continue;
        r.beside = true;
        g_array_append_val(readings, r);
    }
}

void place_readings(GArray *readings, const place_query *query)
{
    guint n_filters = query->filters->len;
    collect(readings, query, n_filters, query->key);
    if (readings->len == 0)
        collect_stripped(readings, query, n_filters);
    if (readings->len == 0 && query->aside) { /* "Mumbai (Bombay)" by its other name */
        g_autofree char *key = fold_name(query->aside);
        collect(readings, query, n_filters, key);
    }
    if (readings->len == 0 && n_filters > 1) /* "Havana (Cuba)", listed under Spain */
        collect(readings, query, n_filters - 1, query->key);
    if (readings->len == 0 && n_filters > 0)
        collect_beside(readings, query);
}

char *place_written(uint32_t place)
{
    const table_country *country = gazetteer_country(place);
    const char *within = gazetteer_text(table_states[country->state].name);
    static const char *const BY_REGION[] = {"US", "CA", "AU", "BR", "IN", "MX", "GB", "DE"};
    uint32_t region = gazetteer_region(place);
    for (gsize i = 0; i < G_N_ELEMENTS(BY_REGION) && region != 0; i++)
        if (strcmp(country->iso2, BY_REGION[i]) == 0 && gazetteer_class(place) != TABLE_CAPITAL)
            within = gazetteer_text(table_regions[region].name);
    if (country->iso2[0] == '\0')
        return g_strdup(gazetteer_name(place));
    return g_strdup_printf("%s, %s", gazetteer_name(place), within);
}

char *place_reading_reason(const place_reading *r)
{
    static const char *const CLASSES[] = {
        [TABLE_TOWN] = "town",       [TABLE_SEAT] = "seat of a division",
        [TABLE_CAPITAL] = "capital", [TABLE_REGION] = "region",
        [TABLE_ISLAND] = "island",   [TABLE_BASE] = "base",
        [TABLE_SITE] = "site",       [TABLE_WATER] = "water"};
    GString *text = g_string_new(r->kind == READING_STATE    ? "a country, so its capital"
                                 : r->kind == READING_REGION ? "a region, so its seat"
                                                             : CLASSES[gazetteer_class(r->place)]);
    if (r->alternate)
        g_string_append(text, ", by another of its names");
    if (r->out_of_date)
        g_string_append(text, ", by a name not used then");
    if (r->ruled)
        g_string_append(text, ", then under the country given");
    if (r->tier == 1)
        g_string_append(text, ", fits in part");
    if (r->tier == 2)
        g_string_append(text, ", fitted at another time");
    if (r->beside)
        g_string_append(text, ", over the border");
    g_string_append_printf(text, ", weight %d", r->score);
    return g_string_free(text, FALSE);
}
