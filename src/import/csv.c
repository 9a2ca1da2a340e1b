/* SPDX-License-Identifier: MIT
 *
 * Visits from CSV: RFC 4180 records of which the header line says what the columns are.
 */
#include <string.h>

#include "import/visit.h"
#include "places/fold.h"

#define MAX_COLUMNS 64

typedef enum {
    TOUR,
    PERSON,
    ROLE,
    START,
    END,
    COUNTRY,
    LOCALE,
    REMARKS,
    LON,
    LAT,
    N_COLUMNS
} column;

/* What headers may be called, folded. */
static const struct {
    const char *header;
    column column;
} HEADERS[] = {
    {"tour", TOUR},        {"tour id", TOUR},
    {"trip", TOUR},        {"trip id", TOUR},
    {"id", TOUR},          {"person", PERSON},
    {"name", PERSON},      {"traveler", PERSON},
    {"traveller", PERSON}, {"who", PERSON},
    {"secretary", PERSON}, {"president", PERSON},
    {"role", ROLE},        {"office", ROLE},
    {"position", ROLE},    {"title", ROLE},
    {"start", START},      {"start date", START},
    {"from", START},       {"begin", START},
    {"date", START},       {"arrival", START},
    {"arrive", START},     {"first day", START},
    {"end", END},          {"end date", END},
    {"to", END},           {"until", END},
    {"departure", END},    {"depart", END},
    {"last day", END},     {"country", COUNTRY},
    {"nation", COUNTRY},   {"state", COUNTRY},
    {"locale", LOCALE},    {"place", LOCALE},
    {"city", LOCALE},      {"location", LOCALE},
    {"locality", LOCALE},  {"places", LOCALE},
    {"stop", LOCALE},      {"remarks", REMARKS},
    {"remark", REMARKS},   {"note", REMARKS},
    {"notes", REMARKS},    {"description", REMARKS},
    {"purpose", REMARKS},  {"lon", LON},
    {"lng", LON},          {"long", LON},
    {"longitude", LON},    {"lat", LAT},
    {"latitude", LAT},
};

typedef struct {
    source *src;
    const char *cursor, *end;
    int line; /* of the cursor */
    char separator;
    diag_list *diags;
} csv;

/* Reads one field; *LAST when its record ends there. Quotes may hold separators and line ends. */
static char *read_field(csv *c, bool *last)
{
    GString *field = g_string_new(NULL);
    bool quoted = c->cursor < c->end && *c->cursor == '"';
    if (quoted)
        c->cursor++;
    *last = true;
    for (; c->cursor < c->end; c->cursor++) {
        char ch = *c->cursor;
        if (ch == '\n')
            c->line++;
        if (quoted && ch == '"') {
            if (c->cursor + 1 < c->end && c->cursor[1] == '"')
                g_string_append_c(field, *c->cursor++);
            else
                quoted = false;
        } else if (!quoted && ch == c->separator) {
            c->cursor++;
            *last = false;
            break;
        } else if (!quoted && ch == '\n') {
            c->cursor++;
            break;
        } else if (quoted || ch != '\r') {
            g_string_append_c(field, ch);
        }
    }
    char *valid = g_utf8_make_valid(field->str, (gssize)field->len);
    g_string_free(field, TRUE);
    return g_strstrip(valid);
}

/* The fields of the next record; blank ones are skipped. NULL at the end. */
static GPtrArray *read_record(csv *c, int *line)
{
    while (c->cursor < c->end) {
        GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
        bool last = false;
        *line = c->line;
        while (!last) {
            char *field = read_field(c, &last);
            if (fields->len < MAX_COLUMNS)
                g_ptr_array_add(fields, field);
            else
                g_free(field);
        }
        if (fields->len > 1 || ((char *)fields->pdata[0])[0] != '\0')
            return fields;
        g_ptr_array_unref(fields);
    }
    return NULL;
}

/* The separator is whichever the header line holds most of. */
static char find_separator(const char *text, const char *end)
{
    int commas = 0, semicolons = 0, tabs = 0;
    for (; text < end && *text != '\n'; text++) {
        commas += *text == ',';
        semicolons += *text == ';';
        tabs += *text == '\t';
    }
    return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
}

/* Fills WHERE with each column's index, -1 when absent. */
static bool read_header(csv *c, int where[N_COLUMNS])
{
    for (int i = 0; i < N_COLUMNS; i++)
        where[i] = -1;
    int line;
    g_autoptr(GPtrArray) fields = read_record(c, &line);
    for (guint i = 0; fields && i < fields->len; i++) {
        g_autofree char *key = fold_name(g_ptr_array_index(fields, i));
        for (gsize j = 0; j < G_N_ELEMENTS(HEADERS); j++)
            if (strcmp(HEADERS[j].header, key) == 0 && where[HEADERS[j].column] < 0)
                where[HEADERS[j].column] = (int)i;
    }
    if (where[START] >= 0 && (where[COUNTRY] >= 0 || where[LOCALE] >= 0))
        return true;
    diag_entry *entry = diag_error(c->diags, DIAG_BAD_IMPORT, (span){c->src, 1, 1, 1},
                                   "the first line does not name the columns");
    diag_help(entry, "write a header line such as person,role,start,end,country,locale");
    return false;
}

/* The field of COLUMN, or NULL when there is none or it is empty. */
static char *take(GPtrArray *fields, const int where[N_COLUMNS], column which)
{
    if (where[which] < 0 || (guint)where[which] >= fields->len)
        return NULL;
    const char *text = g_ptr_array_index(fields, (guint)where[which]);
    return text[0] ? g_strdup(text) : NULL;
}

static bool take_point(visit *v, GPtrArray *fields, const int where[N_COLUMNS])
{
    g_autofree char *lon = take(fields, where, LON), *lat = take(fields, where, LAT);
    if (!lon || !lat)
        return true;
    char *lon_end, *lat_end;
    v->at = (geo_point){g_ascii_strtod(lon, &lon_end), g_ascii_strtod(lat, &lat_end)};
    v->has_at = *lon_end == '\0' && *lat_end == '\0' && v->at.lon_deg >= -180 &&
                v->at.lon_deg <= 180 && v->at.lat_deg >= -90 && v->at.lat_deg <= 90;
    return v->has_at;
}

static visit *read_visit(csv *c, GPtrArray *fields, const int where[N_COLUMNS], int line)
{
    visit *v = visit_new((span){c->src, line, 1, 1});
    g_autofree char *start = take(fields, where, START), *end = take(fields, where, END);
    const char *wrong = NULL;
    if (!start || !visit_read_date(&v->start, start))
        wrong = start ? start : "";
    v->end = v->start;
    if (!wrong && end && !visit_read_date(&v->end, end))
        wrong = end;
    v->tour = take(fields, where, TOUR);
    v->person = take(fields, where, PERSON);
    v->role = take(fields, where, ROLE);
    v->country = take(fields, where, COUNTRY);
    v->locale = take(fields, where, LOCALE);
    v->remarks = take(fields, where, REMARKS);
    if (wrong)
        diag_error(c->diags, DIAG_BAD_DATE, v->span, "\"%s\" is not a date like 2025-02-01", wrong);
    else if (!v->country && !v->locale)
        diag_error(c->diags, DIAG_BAD_IMPORT, v->span, "neither country nor place is given");
    else if (!take_point(v, fields, where))
        diag_error(c->diags, DIAG_BAD_IMPORT, v->span, "longitude and latitude are no position");
    else
        return v;
    visit_free(v);
    return NULL;
}

bool import_csv(GPtrArray *visits, source *src, diag_list *diags)
{
    gsize length;
    const char *text = source_text(src, &length);
    csv c = {src, text, text + length, 1, ',', diags};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        c.cursor += 3;
    c.separator = find_separator(c.cursor, c.end);
    int where[N_COLUMNS], line;
    if (!read_header(&c, where))
        return false;
    for (GPtrArray *fields; (fields = read_record(&c, &line)) != NULL;) {
        visit *v = read_visit(&c, fields, where, line);
        if (v)
            g_ptr_array_add(visits, v);
        g_ptr_array_unref(fields);
    }
    return true;
}
