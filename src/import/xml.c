/* SPDX-License-Identifier: MIT
 *
 * Visits from XML: the Office of the Historian's trips, GPX and KML. All three are records whose
 * child elements are fields, so one reader serves them, with a table of names each. GMarkup reads
 * no external entities and expands none but XML's own five.
 */
#include <string.h>

#include "import/visit.h"

typedef enum { PERSON, ROLE, START, END, COUNTRY, LOCALE, REMARKS, COORDINATES, N_FIELDS } field;

typedef struct {
    const char *records[4]; /* elements that are a visit */
    struct {
        const char *element;
        field field;
    } fields[12];
    bool needs_point; /* a record without coordinates is no visit */
} dialect;

static const dialect HISTORIAN = {
    .records = {"trip"},
    .fields = {{"name", PERSON},
               {"role", ROLE},
               {"start-date", START},
               {"end-date", END},
               {"country", COUNTRY},
               {"locale", LOCALE},
               {"remarks", REMARKS}},
};

static const dialect GPX = {
    .records = {"wpt", "rtept", "trkpt"},
    .fields = {{"name", LOCALE}, {"time", START}, {"desc", REMARKS}, {"cmt", REMARKS}},
    .needs_point = true,
};

static const dialect KML = {
    .records = {"Placemark"},
    .fields = {{"name", LOCALE},
               {"when", START},
               {"begin", START},
               {"end", END},
               {"description", REMARKS},
               {"coordinates", COORDINATES}},
    .needs_point = true,
};

typedef struct {
    const dialect *dialect;
    GPtrArray *visits;
    source *src;
    diag_list *diags;
    visit *current;          /* inside a record */
    GString *text[N_FIELDS]; /* of its fields */
    GString *into;           /* the field being read, or NULL */
    int into_depth;          /* where that field stands */
    int depth;               /* of elements below the record */
    bool in_line;            /* inside a KML line or area, whose coordinates are no place */
    guint n_records;
} reader;

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static const char *attribute(const char **names, const char **values, const char *wanted)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], wanted) == 0)
            return values[i];
    return NULL;
}

static void begin_record(reader *r, GMarkupParseContext *context, const char **names,
                         const char **values)
{
    int line, character;
    g_markup_parse_context_get_position(context, &line, &character);
    r->current = visit_new((span){r->src, line, 1, 1});
    r->depth = 0;
    r->n_records++;
    for (int i = 0; i < N_FIELDS; i++)
        g_string_truncate(r->text[i], 0);
    const char *lat = attribute(names, values, "lat"), *lon = attribute(names, values, "lon");
    if (r->dialect->needs_point && lat && lon)
        g_string_printf(r->text[COORDINATES], "%s,%s", lon, lat);
    const char *role = attribute(names, values, "role");
    if (role)
        g_string_assign(r->text[ROLE], role);
}

static bool is_record(const dialect *d, const char *name)
{
    for (int i = 0; d->records[i]; i++)
        if (strcmp(d->records[i], name) == 0)
            return true;
    return false;
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, void *user, GError **error)
{
    (void)error;
    reader *r = user;
    const char *name = local_name(element);
    if (!r->current) {
        if (is_record(r->dialect, name))
            begin_record(r, context, names, values);
        return;
    }
    r->depth++;
    if (r->into)
        return; /* <em> in a remark: its text belongs to it */
    if (strcmp(name, "LineString") == 0 || strcmp(name, "Polygon") == 0)
        r->in_line = true;
    for (int i = 0; r->dialect->fields[i].element; i++) {
        field f = r->dialect->fields[i].field;
        if (strcmp(r->dialect->fields[i].element, name) != 0 || (f == COORDINATES && r->in_line))
            continue;
        r->into = r->text[f];
        r->into_depth = r->depth;
        if (f == LOCALE && r->into->len > 0)
            g_string_append(r->into, ", ");
        else
            g_string_truncate(r->into, 0);
        const char *id = f == COUNTRY ? attribute(names, values, "id") : NULL;
        if (id) {
            g_string_assign(r->into, id);
            g_strdelimit(r->into->str, "-_", ' ');
        }
    }
}

static void add_text(GMarkupParseContext *context, const char *text, gsize length, void *user,
                     GError **error)
{
    (void)context;
    (void)error;
    reader *r = user;
    if (!r->into || r->into->len + length > 65536)
        return;
    g_autofree char *copy = g_strndup(text, length);
    bool blank = strspn(copy, " \t\r\n") == length;
    if (r->into == r->text[COUNTRY] && !blank)
        g_string_assign(r->into, copy); /* the name itself is better than its id */
    else
        g_string_append(r->into, copy);
}

/* One line, without space at the ends; NULL when empty. */
static char *take(reader *r, field f)
{
    g_autofree char *text = g_strdup(r->text[f]->str);
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    GString *joined = g_string_new(NULL);
    for (int i = 0; words[i]; i++)
        if (words[i][0] != '\0')
            g_string_append_printf(joined, "%s%s", joined->len ? " " : "", words[i]);
    char *result = g_string_free(joined, FALSE);
    if (result[0] == '\0')
        g_clear_pointer(&result, g_free);
    return result;
}

static bool take_point(visit *v, const char *text)
{
    char *end;
    v->at.lon_deg = g_ascii_strtod(text, &end);
    if (end == text || *end != ',')
        return false;
    text = end + 1;
    v->at.lat_deg = g_ascii_strtod(text, &end);
    v->has_at = end != text && v->at.lon_deg >= -180 && v->at.lon_deg <= 180 &&
                v->at.lat_deg >= -90 && v->at.lat_deg <= 90;
    return v->has_at;
}

/* Keeps the record when it is a visit; says why when it should be one and is not. */
static void end_record(reader *r)
{
    visit *v = r->current;
    r->current = NULL;
    g_autofree char *start = take(r, START), *end = take(r, END), *at = take(r, COORDINATES);
    v->person = take(r, PERSON);
    v->role = take(r, ROLE);
    v->country = take(r, COUNTRY);
    v->locale = take(r, LOCALE);
    v->remarks = take(r, REMARKS);
    bool keep = false;
    if (r->dialect->needs_point && (!at || !v->locale))
        ; /* a nameless track point, or a line: nothing to visit */
    else if (at && !take_point(v, at))
        diag_error(r->diags, DIAG_BAD_IMPORT, v->span, "\"%s\" is no position", at);
    else if (!r->dialect->needs_point && !start)
        diag_error(r->diags, DIAG_BAD_DATE, v->span, "the visit has no start date");
    else if ((start && !visit_read_date(&v->start, start)))
        diag_error(r->diags, DIAG_BAD_DATE, v->span, "\"%s\" is not a date like 2025-02-01", start);
    else if (end && !visit_read_date(&v->end, end))
        diag_error(r->diags, DIAG_BAD_DATE, v->span, "\"%s\" is not a date like 2025-02-01", end);
    else if (!v->country && !v->locale)
        diag_error(r->diags, DIAG_BAD_IMPORT, v->span, "neither country nor place is given");
    else
        keep = true;
    if (!end)
        v->end = v->start;
    if (keep)
        g_ptr_array_add(r->visits, v);
    else
        visit_free(v);
}

static void end_element(GMarkupParseContext *context, const char *element, void *user,
                        GError **error)
{
    (void)context;
    (void)error;
    reader *r = user;
    const char *name = local_name(element);
    if (r->depth <= r->into_depth)
        r->into = NULL;
    if (!r->current)
        return;
    if (strcmp(name, "LineString") == 0 || strcmp(name, "Polygon") == 0)
        r->in_line = false;
    if (r->depth == 0)
        end_record(r);
    else
        r->depth--;
}

static bool read_xml(const dialect *d, GPtrArray *visits, source *src, diag_list *diags)
{
    static const GMarkupParser PARSER = {start_element, end_element, add_text, NULL, NULL};
    reader r = {.dialect = d, .visits = visits, .src = src, .diags = diags};
    for (int i = 0; i < N_FIELDS; i++)
        r.text[i] = g_string_new(NULL);
    gsize length;
    const char *text = source_text(src, &length);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&PARSER, G_MARKUP_TREAT_CDATA_AS_TEXT, &r, NULL);
    g_autoptr(GError) error = NULL;
    bool ok = g_markup_parse_context_parse(context, text, (gssize)length, &error) &&
              g_markup_parse_context_end_parse(context, &error);
    if (!ok) {
        int line, character;
        g_markup_parse_context_get_position(context, &line, &character);
        diag_error(diags, DIAG_BAD_IMPORT, (span){src, line, MAX(character, 1), 1},
                   "the file is not well-formed XML");
    } else if (r.n_records == 0) {
        diag_error(diags, DIAG_BAD_IMPORT, (span){src, 1, 1, 1}, "the file holds no <%s> element",
                   d->records[0]);
    }
    if (r.current)
        visit_free(r.current);
    for (int i = 0; i < N_FIELDS; i++)
        g_string_free(r.text[i], TRUE);
    return ok && r.n_records > 0;
}

bool import_trips_xml(GPtrArray *visits, source *src, diag_list *diags)
{
    return read_xml(&HISTORIAN, visits, src, diags);
}

bool import_gpx(GPtrArray *visits, source *src, diag_list *diags)
{
    return read_xml(&GPX, visits, src, diags);
}

bool import_kml(GPtrArray *visits, source *src, diag_list *diags)
{
    return read_xml(&KML, visits, src, diags);
}
