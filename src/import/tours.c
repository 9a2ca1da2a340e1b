/* SPDX-License-Identifier: MIT
 *
 * Grouping visits into tours, finding how to write each place so that it is found again, and
 * writing tidy YAML.
 */
#include "import/tours.h"

#include <string.h>

#include "base/json.h"
#include "import/locale.h"
#include "places/fold.h"
#include "places/geocode.h"

#define MAX_STOPS 2000 /* of a trip file */

/* ---- grouping ---- */

/* Days since year 1; the last day of a month or year when END is asked of a vague date. */
static guint32 day_number(trip_date date, bool end)
{
    int month = date.month ? date.month : end ? 12 : 1;
    int last = g_date_get_days_in_month((GDateMonth)month, (GDateYear)date.year);
    int day = date.day ? date.day : end ? last : 1;
    GDate g;
    g_date_clear(&g, 1);
    g_date_set_dmy(&g, (GDateDay)day, (GDateMonth)month, (GDateYear)date.year);
    return g_date_get_julian(&g);
}

typedef struct {
    const visit *visit;
    guint order; /* in the record */
} entry;

static const char *owner(const visit *v)
{
    return v->tour ? v->tour : v->person ? v->person : "";
}

/* Persons (or tours) in order of their first visit, then by date, then as in the record. */
static int compare_entries(const void *a, const void *b)
{
    const entry *p = a, *q = b;
    int order = strcmp(owner(p->visit), owner(q->visit));
    if (order == 0 && p->visit->start.year && q->visit->start.year) {
        guint32 from = day_number(p->visit->start, false), to = day_number(q->visit->start, false);
        order = (from > to) - (from < to);
    }
    return order ? order : (p->order > q->order) - (p->order < q->order);
}

static bool is_same(const visit *a, const visit *b)
{
    return memcmp(&a->start, &b->start, sizeof a->start) == 0 &&
           memcmp(&a->end, &b->end, sizeof a->end) == 0 && g_strcmp0(a->country, b->country) == 0 &&
           g_strcmp0(a->locale, b->locale) == 0;
}

static bool has_visit(const GPtrArray *tour, const visit *v)
{
    for (guint i = 0; i < tour->len; i++)
        if (is_same(g_ptr_array_index(tour, i), v))
            return true;
    return false;
}

/* GPtrArray of GPtrArray of const visit*. */
static GPtrArray *group(const GPtrArray *visits)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(entry));
    for (guint i = 0; i < visits->len; i++) {
        entry e = {g_ptr_array_index(visits, i), i};
        g_array_append_val(entries, e);
    }
    g_array_sort(entries, compare_entries);
    GPtrArray *tours = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    const visit *before = NULL;
    GPtrArray *tour = NULL;
    guint32 latest = 0;
    for (guint i = 0; i < entries->len; i++) {
        const visit *v = g_array_index(entries, entry, i).visit;
        bool same_owner = before && strcmp(owner(before), owner(v)) == 0;
        bool dated = v->start.year && v->end.year;
        bool goes_on = same_owner && (v->tour || !dated || latest == 0 ||
                                      day_number(v->start, false) <= latest + 1);
        if (!goes_on) {
            tour = g_ptr_array_new();
            g_ptr_array_add(tours, tour);
            latest = 0;
        }
        if (!has_visit(tour, v))
            g_ptr_array_add(tour, (gpointer)v);
        if (dated)
            latest = MAX(latest, day_number(v->end, true));
        before = v;
    }
    return tours;
}

/* ---- writing ---- */

/* Whether TEXT can stand in YAML without quotes, in a flow mapping too. */
static bool is_plain(const char *text)
{
    static const char *const WORDS[] = {"null", "true", "false", "yes", "no", "on", "off", "~"};
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (g_ascii_strcasecmp(text, WORDS[i]) == 0)
            return false;
    gunichar first = g_utf8_get_char(text);
    if (!g_unichar_isalpha(first) || g_ascii_isspace(text[strlen(text) - 1]))
        return false;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!g_unichar_isprint(g_utf8_get_char(p)) || strchr("{}[]\"\\", *p) ||
            (*p == ':' && !g_ascii_isalnum(p[1])) || (*p == '#' && p > text && p[-1] == ' '))
            return false;
    return true;
}

static void append_scalar(GString *out, const char *text, bool in_flow)
{
    if (text[0] && is_plain(text) && !(in_flow && strchr(text, ','))) {
        g_string_append(out, text);
        return;
    }
    json_append_string(out, text); /* YAML takes what JSON writes */
}

static void append_date(GString *out, trip_date date)
{
    g_string_append_printf(out, "%04d", date.year);
    if (date.month)
        g_string_append_printf(out, "-%02d", date.month);
    if (date.month && date.day)
        g_string_append_printf(out, "-%02d", date.day);
}

static void append_dates(GString *out, const visit *v)
{
    if (v->start.year == 0)
        return;
    g_string_append(out, "    dates: ");
    append_date(out, v->start);
    if (memcmp(&v->start, &v->end, sizeof v->start) != 0) {
        g_string_append_c(out, '/');
        append_date(out, v->end);
    }
    g_string_append_c(out, '\n');
}

/* ---- places ---- */

/* Whether TEXT alone is found as PLACE on DATE, with the same label. */
static bool reads_as(const char *text, const place *wanted, trip_date date)
{
    g_autoptr(diag_list) diags = diag_list_new();
    trip_place written = {.text = (char *)text};
    place p;
    bool same = geocode_place(&p, &written, date, diags) && diag_list_count(diags) == 0 &&
                p.at.lon_deg == wanted->at.lon_deg && p.at.lat_deg == wanted->at.lat_deg &&
                strcmp(p.name, wanted->name) == 0;
    place_clear(&p);
    return same;
}

/* "San José, Costa Rica" where that is found again, else {name: …, country: …}. */
static void append_place(GString *out, const trip_place *written, const place *found,
                         trip_date date)
{
    g_autofree char *short_form = found->country[0]
                                      ? g_strdup_printf("%s, %s", found->name, found->country)
                                      : g_strdup(found->name);
    g_string_append(out, "  - place: ");
    if (written->has_at) {
        g_string_append(out, "{name: ");
        append_scalar(out, written->text, true);
        if (written->country) {
            g_string_append(out, ", country: ");
            append_scalar(out, written->country, true);
        }
        char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(lon, sizeof lon, "%.5f", written->at.lon_deg);
        g_ascii_formatd(lat, sizeof lat, "%.5f", written->at.lat_deg);
        g_string_append_printf(out, ", at: [%s, %s]}", lon, lat);
    } else if (strcmp(found->name, found->country) == 0 && reads_as(found->name, found, date)) {
        append_scalar(out, found->name, false);
    } else if (reads_as(short_form, found, date)) {
        append_scalar(out, short_form, false);
    } else {
        g_string_append(out, "{name: ");
        append_scalar(out, written->text, true);
        if (written->country) {
            g_string_append(out, ", country: ");
            append_scalar(out, written->country, true);
        }
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, '\n');
}

static bool append_stop(GString *out, const visit *v, const char *text, const char *remarks,
                        diag_list *diags)
{
    trip_place written = {.text = (char *)text,
                          .country = v->locale ? v->country : NULL,
                          .has_at = v->has_at,
                          .at = v->at,
                          .span = v->span};
    place found;
    if (!geocode_place(&found, &written, v->start, diags))
        return false;
    append_place(out, &written, &found, v->start);
    append_dates(out, v);
    if (remarks) {
        g_string_append(out, "    note: ");
        append_scalar(out, remarks, false);
        g_string_append_c(out, '\n');
    }
    place_clear(&found);
    return true;
}

static guint append_visit(GString *out, const visit *v, bool remarks, diag_list *diags)
{
    /* A note may be no longer than a trip file allows. */
    g_autofree char *note = NULL;
    if (remarks && v->remarks)
        note = g_utf8_strlen(v->remarks, -1) > 480 ? g_utf8_substring(v->remarks, 0, 480)
                                                   : g_strdup(v->remarks);
    if (!v->locale || v->has_at)
        return append_stop(out, v, v->locale ? v->locale : v->country, note, diags);
    g_autoptr(GPtrArray) parts = locale_split(v->locale);
    guint n = 0;
    for (guint i = 0; i < parts->len; i++)
        n += append_stop(out, v, g_ptr_array_index(parts, i), n == 0 ? note : NULL, diags);
    return n;
}

/* ---- files ---- */

/* "William Henry Seward" → "seward", "Rubio, Marco" → "rubio". Owned by the caller. */
static char *surname_of(const char *person)
{
    const char *comma = strchr(person, ',');
    g_autofree char *name = comma ? g_strndup(person, (gsize)(comma - person)) : g_strdup(person);
    g_autofree char *folded = fold_name(name);
    char *last = strrchr(folded, ' ');
    if (last &&
        (strcmp(last, " jr") == 0 || strcmp(last, " sr") == 0 || strcmp(last, " iii") == 0)) {
        *last = '\0';
        last = strrchr(folded, ' ');
    }
    return g_strdup(last ? last + 1 : folded);
}

/* Only [a-z0-9._-], never empty, never "." first. */
static char *slug_of(const char *text)
{
    g_autofree char *folded = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    GString *slug = g_string_new(NULL);
    for (const char *p = folded ? folded : ""; *p && slug->len < 80; p++) {
        char c = g_ascii_tolower(*p);
        if (g_ascii_isalnum(c) || ((c == '.' || c == '_') && slug->len > 0))
            g_string_append_c(slug, c);
        else if ((unsigned char)c < 0x80 && slug->len > 0 && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    while (slug->len > 0 && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    if (slug->len == 0)
        g_string_append(slug, "tour");
    return g_string_free(slug, FALSE);
}

static char *id_of(const visit *first, GHashTable *taken)
{
    g_autoptr(GString) text = g_string_new(first->tour);
    if (!first->tour) {
        g_autofree char *surname = surname_of(first->person ? first->person : "tour");
        g_string_append(text, surname);
        if (first->start.year) {
            g_string_append_c(text, '-');
            append_date(text, first->start);
        }
    }
    g_autofree char *slug = slug_of(text->str);
    char *id = g_strdup(slug);
    for (int i = 2; !g_hash_table_add(taken, g_strdup(id)); i++) {
        g_free(id);
        id = g_strdup_printf("%s-%d", slug, i);
    }
    return id;
}

static const char *role_of(const char *role)
{
    return g_ascii_strcasecmp(role, "secretary") == 0   ? "U.S. Secretary of State"
           : g_ascii_strcasecmp(role, "president") == 0 ? "U.S. President"
                                                        : role;
}

/* "Rubio, Marco" the way one says it. Owned by the caller. */
static char *spoken_name(const char *person)
{
    const char *comma = strchr(person, ',');
    if (!comma || strchr(comma + 1, ','))
        return g_strdup(person);
    g_autofree char *first = g_strstrip(g_strdup(comma + 1));
    return g_strdup_printf("%s %.*s", first, (int)(comma - person), person);
}

static void append_line(GString *out, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, "%s: ", key);
    append_scalar(out, value, false);
    g_string_append_c(out, '\n');
}

static void append_head(GString *out, const visit *first, const tours_options *options)
{
    static const char *const MONTHS[] = {
        "",      "January ", "February ",  "March ",   "April ",    "May ",     "June ",
        "July ", "August ",  "September ", "October ", "November ", "December "};
    g_autofree char *name = first->person ? spoken_name(first->person) : NULL;
    g_autoptr(GString) title = g_string_new(name ? name : first->tour ? first->tour : "Tour");
    if (first->start.year)
        g_string_append_printf(title, ", %s%d", MONTHS[first->start.month], first->start.year);
    append_line(out, "title", title->str);
    append_line(out, "traveler", name);
    append_line(out, "role", first->role ? role_of(first->role) : NULL);
    append_line(out, "from", options->from);
    if (options->from)
        g_string_append(out, "return: true\n");
}

static void tour_file_free(void *data)
{
    tour_file *file = data;
    g_free(file->id);
    g_free(file->yaml);
    g_free(file);
}

static tour_file *make_file(const GPtrArray *tour, const tours_options *options, GHashTable *taken,
                            diag_list *diags)
{
    const visit *first = g_ptr_array_index(tour, 0);
    g_autoptr(GString) out = g_string_new(NULL);
    append_head(out, first, options);
    g_string_append(out, "stops:\n");
    guint n = 0;
    for (guint i = 0; i < tour->len && n < MAX_STOPS; i++)
        n += append_visit(out, g_ptr_array_index(tour, i), options->remarks, diags);
    if (n == 0)
        return NULL;
    tour_file *file = g_new0(tour_file, 1);
    file->id = id_of(first, taken);
    file->yaml = g_strdup(out->str);
    return file;
}

GPtrArray *tours_make(const GPtrArray *visits, const tours_options *options, diag_list *diags)
{
    g_autoptr(GPtrArray) tours = group(visits);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *files = g_ptr_array_new_with_free_func(tour_file_free);
    for (guint i = 0; i < tours->len; i++) {
        tour_file *file = make_file(g_ptr_array_index(tours, i), options, taken, diags);
        if (file)
            g_ptr_array_add(files, file);
    }
    return files;
}
