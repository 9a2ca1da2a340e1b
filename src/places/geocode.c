/* SPDX-License-Identifier: MIT
 *
 * Deciding which reading of a written place is meant, and saying so when none or several are.
 */
#include "places/geocode.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "places/candidates.h"
#include "places/fold.h"
#include "places/nearest.h"

#define MAX_LISTED 5

/* Two readings nearer than this are one place for a map. */
#define SAME_PLACE_KM 30

/* The author's own point is taken for the place of that name up to here. */
#define AUTHORS_POINT_KM 100

void place_clear(place *p)
{
    g_free(p->name);
    g_free(p->modern_name);
    g_free(p->country);
    *p = (place){0};
}

/* Good enough to tell near from far: degrees taken for 111 km, meridians drawn together. */
static bool is_within(geo_point a, geo_point b, double km)
{
    double mean_rad = (a.lat_deg + b.lat_deg) / 2 * (G_PI / 180);
    double east = remainder(a.lon_deg - b.lon_deg, 360) * cos(mean_rad);
    return hypot(east, a.lat_deg - b.lat_deg) * 111 < km;
}

/* --- filling a place ---------------------------------------------------------------------------
 */

static void set_country(place *out, const table_country *country, uint32_t state)
{
    g_strlcpy(out->iso2, strcmp(country->iso2, "XK") == 0 ? "XK" : country->iso2, sizeof out->iso2);
    g_strlcpy(out->adm0_a3, country->adm0_a3, sizeof out->adm0_a3);
    out->country = g_strdup(country->iso2[0] ? gazetteer_text(table_states[state].name) : "");
}

/* Whether a label should show the capital's name: a visit to Panama is one to Panama City, but
 * Bermuda, or Malta before it was a state, stay what they are. */
static bool shows_capital(const place_reading *reading, table_day day)
{
    if (reading->kind != READING_STATE || reading->ruled)
        return false;
    const table_state *s = &table_states[reading->index];
    return s->kind == TABLE_STATE ? gazetteer_state_valid(reading->index, day)
                                  : s->kind == TABLE_FORMER;
}

/* Takes "City" and the like from a head only when nothing else is left to show. */
static void fill(place *out, const place_reading *reading, const place_query *query)
{
    const char *modern = gazetteer_name(reading->place);
    *out = (place){.at = gazetteer_at(reading->place),
                   .name = g_strdup(shows_capital(reading, query->day) ? modern : query->head),
                   .modern_name = g_strdup(modern)};
    uint32_t state = reading->named;
    if (state == TABLE_NONE || !gazetteer_state_valid(state, query->day) ||
        table_states[state].kind == TABLE_HINT)
        state = gazetteer_state_of(reading->place, query->day);
    set_country(out, gazetteer_country(reading->place), state);
}

/* --- diagnoses ---------------------------------------------------------------------------------
 */

static char *list_of(char **items, guint n)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "%s\"%s\"",
                               i == 0       ? ""
                               : i + 1 == n ? " or "
                                            : ", ",
                               items[i]);
    return g_string_free(text, FALSE);
}

static void report_ambiguous(const trip_place *written, const place_query *query,
                             const GArray *readings, guint n_like, diag_list *diags)
{
    char *items[MAX_LISTED];
    guint n = 0;
    for (guint i = 0; i < n_like && n < MAX_LISTED; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        items[n] = place_written(r->place);
        bool known = false;
        for (guint j = 0; j < n; j++)
            known |= strcmp(items[j], items[n]) == 0;
        if (known)
            g_free(items[n]);
        else
            n++;
    }
    g_autofree char *list = list_of(items, n);
    diag_entry *entry = diag_error(diags, DIAG_AMBIGUOUS_PLACE, written->span,
                                   "\"%s\" may be one of %u places", query->head, n_like);
    diag_help(entry, "write %s", list);
    for (guint i = 0; i < n; i++)
        g_free(items[i]);
}

/* The name exists, but not in the country given. */
static bool report_elsewhere(const trip_place *written, const place_query *query, diag_list *diags)
{
    gazetteer_hit hits[GAZETTEER_MAX_HITS];
    uint32_t n = gazetteer_find(hits, query->key);
    if (n == 0 || query->filters->len == 0)
        return false;
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (gazetteer_weight(hits[i].place) > gazetteer_weight(hits[best].place))
            best = i;
    g_autofree char *other = place_written(hits[best].place);
    const place_filter *filter = &g_array_index(query->filters, place_filter, 0);
    diag_entry *entry = diag_error(diags, DIAG_UNKNOWN_PLACE, written->span,
                                   "no \"%s\" is known in \"%s\"", query->head, filter->text);
    diag_help(entry, "did you mean \"%s\"? else give at: [longitude, latitude]", other);
    return true;
}

static void report_unknown(const trip_place *written, const place_query *query, diag_list *diags)
{
    if (report_elsewhere(written, query, diags))
        return;
    uint32_t places[NEAREST_MAX];
    /* The search takes tens of milliseconds; for errors that nobody will read it is spared. */
    bool read = diag_list_count_errors(diags) < LIMIT_ERRORS_SHOWN;
    uint32_t n = read ? nearest_places(places, query) : 0;
    diag_entry *entry = diag_error(diags, DIAG_UNKNOWN_PLACE, written->span,
                                   "no place called \"%s\" is known", query->head);
    if (n == 0) {
        diag_help(entry, "give its position, as in at: [-84.08, 9.93] (longitude, latitude)");
        return;
    }
    char *items[NEAREST_MAX];
    for (uint32_t i = 0; i < n; i++)
        items[i] = place_written(places[i]);
    g_autofree char *list = list_of(items, n);
    diag_help(entry, "did you mean %s? else give at: [longitude, latitude]", list);
    for (uint32_t i = 0; i < n; i++)
        g_free(items[i]);
}

/* Says so when a rule, not the user, chose the less likely of two readings. */
static void note_choice(const trip_place *written, const place_query *query,
                        const place_reading *chosen, diag_list *diags)
{
    g_autofree char *read = place_written(chosen->place);
    const char *name = gazetteer_name(chosen->place);
    if (chosen->kind == READING_REGION)
        diag_note(diags, DIAG_PLACE_READING, written->span,
                  "\"%s\" is a region; it is marked at its seat, %s", query->head, read);
    else if (chosen->beside)
        diag_note(diags, DIAG_PLACE_READING, written->span, "\"%s\" is read as %s, not in \"%s\"",
                  query->head, read, g_array_index(query->filters, place_filter, 0).text);
    else if (chosen->tier == 2)
        diag_note(diags, DIAG_PLACE_READING, written->span,
                  "\"%s\" is read as %s, which belonged there at another time only", query->head,
                  read);
    else if (chosen->ruled && gazetteer_weight(chosen->place) < 30)
        diag_note(diags, DIAG_PLACE_READING, written->span, "\"%s\" is read as %s, then under %s",
                  query->head, read,
                  g_array_index(query->filters, place_filter, query->filters->len - 1).text);
    else if (chosen->out_of_date && chosen->kind == READING_NAME)
        diag_note(diags, DIAG_PLACE_READING, written->span,
                  "\"%s\" was not the name of %s at that time", query->head, name);
}

/* --- the decision ------------------------------------------------------------------------------
 */

/* How many readings from the best on are of like weight. */
static guint count_like(const GArray *readings)
{
    const place_reading *best = &g_array_index(readings, place_reading, 0);
    geo_point at = gazetteer_at(best->place);
    guint n = 1;
    for (guint i = 1; i < readings->len; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        if (r->tier != best->tier || r->score <= best->score - READING_LIKE)
            break;
        n = is_within(at, gazetteer_at(r->place), SAME_PLACE_KM) ? n : i + 1;
    }
    return n;
}

/* The country that the filters name, for a place that only its author knows. */
static void fill_unknown(place *out, const place_query *query)
{
    *out = (place){.name = g_strdup(query->head), .modern_name = g_strdup(query->head)};
    for (guint i = 0; i < query->filters->len; i++) {
        const place_filter *filter = &g_array_index(query->filters, place_filter, i);
        for (uint32_t j = 0; j < filter->states.n; j++) {
            uint32_t state = filter->states.keys[j].index;
            if (table_states[state].n_covers == 0 || !gazetteer_state_valid(state, query->day))
                continue;
            const table_cover *cover = &table_covers[table_states[state].covers];
            set_country(out, &table_countries[cover->country], state);
            return;
        }
    }
    out->country = g_strdup("");
}

static void use_authors_point(place *out, const trip_place *written, const place_query *query,
                              const GArray *readings)
{
    const place_reading *near = NULL;
    for (guint i = 0; i < readings->len && !near; i++) {
        const place_reading *r = &g_array_index(readings, place_reading, i);
        if (is_within(written->at, gazetteer_at(r->place), AUTHORS_POINT_KM))
            near = r;
    }
    if (near)
        fill(out, near, query);
    else
        fill_unknown(out, query);
    out->at = written->at;
}

bool geocode_place(place *out, const trip_place *written, trip_date date, diag_list *diags)
{
    *out = (place){0};
    g_autoptr(GArray) readings = g_array_new(FALSE, FALSE, sizeof(place_reading));
    place_query query;
    place_query_init(&query, written, date);
    place_readings(readings, &query);
    if (query.lost)
        diag_warning(diags, DIAG_PLACE_READING, written->span,
                     "no country called \"%s\" is known; \"%s\" is looked for everywhere",
                     written->country, query.head);
    bool found = written->has_at;
    if (written->has_at) {
        use_authors_point(out, written, &query, readings);
    } else if (readings->len == 0) {
        report_unknown(written, &query, diags);
    } else {
        guint n_like = count_like(readings);
        const place_reading *best = &g_array_index(readings, place_reading, 0);
        found = n_like == 1;
        if (found) {
            fill(out, best, &query);
            note_choice(written, &query, best, diags);
        } else {
            report_ambiguous(written, &query, readings, n_like, diags);
        }
    }
    place_query_clear(&query);
    return found;
}

static void clear_element(void *element)
{
    place_clear(element);
}

bool geocode_trip(GArray **out, const trip *t, diag_list *diags)
{
    GArray *places = g_array_sized_new(FALSE, TRUE, sizeof(place), t->stops->len + 1);
    g_array_set_clear_func(places, clear_element);
    bool all = true;
    place p;
    if (t->has_origin) {
        trip_date start = trip_span_of_dates(t).start;
        all &= geocode_place(&p, &t->origin, start, diags);
        g_array_append_val(places, p);
    }
    for (guint i = 0; i < t->stops->len; i++) {
        const trip_stop *stop = g_ptr_array_index(t->stops, i);
        all &= geocode_place(&p, &stop->place, stop->dates.start, diags);
        g_array_append_val(places, p);
    }
    if (!all) {
        g_array_unref(places);
        places = NULL;
    }
    *out = places;
    return all;
}
