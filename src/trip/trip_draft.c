/* SPDX-License-Identifier: MIT
 *
 * Drafts: a trip put together in code, kept as lines of the trip file that it amounts to. Values
 * are written as JSON strings, which YAML reads as they are.
 */
#include "trip/trip_draft.h"

#include <string.h>

#include "base/json.h"

typedef struct {
    char *key;
    char *value; /* as it stands in the file */
} entry;

struct trip_draft {
    GPtrArray *top, *map, *names; /* entry*, in the order first set */
    char *origin, *way_back;      /* values of from: and return:, or NULL */
    GString *stops, *sources;     /* entries of the lists */
};

static void free_entry(gpointer data)
{
    entry *e = data;
    g_free(e->key);
    g_free(e->value);
    g_free(e);
}

trip_draft *trip_draft_new(void)
{
    trip_draft *d = g_new0(trip_draft, 1);
    d->top = g_ptr_array_new_with_free_func(free_entry);
    d->map = g_ptr_array_new_with_free_func(free_entry);
    d->names = g_ptr_array_new_with_free_func(free_entry);
    d->stops = g_string_new(NULL);
    d->sources = g_string_new(NULL);
    return d;
}

void trip_draft_free(trip_draft *d)
{
    if (!d)
        return;
    g_ptr_array_unref(d->top);
    g_ptr_array_unref(d->map);
    g_ptr_array_unref(d->names);
    g_free(d->origin);
    g_free(d->way_back);
    g_string_free(d->stops, TRUE);
    g_string_free(d->sources, TRUE);
    g_free(d);
}

/* ---- values ---- */

/* Quoted, but for true and false, which a text field takes unquoted as well. */
static char *scalar(const char *value)
{
    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        return g_strdup(value);
    GString *out = g_string_new(NULL);
    json_append_string(out, value);
    return g_string_free(out, FALSE);
}

static void append_pair(GString *out, double x, double y)
{
    char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_dtostr(a, sizeof a, x);
    g_ascii_dtostr(b, sizeof b, y);
    g_string_append_printf(out, "[%s, %s]", a, b);
}

/* ", key: " within a flow mapping that has begun. */
static void begin_value(GString *out, const char *key)
{
    g_string_append_printf(out, "%s%s: ", out->str[out->len - 1] == '{' ? "" : ", ", key);
}

static void append_text(GString *out, const char *key, const char *value)
{
    if (!value)
        return;
    begin_value(out, key);
    json_append_string(out, value);
}

static void append_place(GString *out, const draft_place *place)
{
    g_string_append(out, "place: {");
    append_text(out, "name", place->name ? place->name : "");
    append_text(out, "country", place->country);
    if (place->at) {
        begin_value(out, "at");
        append_pair(out, place->at->lon_deg, place->at->lat_deg);
    }
    g_string_append_c(out, '}');
}

static void append_leg(GString *out, const draft_leg *leg)
{
    append_text(out, "mode", leg->mode);
    if (leg->n_via == 0)
        return;
    begin_value(out, "via");
    for (size_t i = 0; i < leg->n_via; i++) {
        g_string_append(out, i ? ", " : "[");
        append_pair(out, leg->via[i].lon_deg, leg->via[i].lat_deg);
    }
    g_string_append_c(out, ']');
}

/* ---- setting ---- */

static void set(GPtrArray *entries, const char *key, const char *value)
{
    for (guint i = 0; i < entries->len; i++) {
        entry *e = entries->pdata[i];
        if (strcmp(e->key, key) != 0)
            continue;
        if (value) {
            g_free(e->value);
            e->value = scalar(value);
        } else {
            g_ptr_array_remove_index(entries, i);
        }
        return;
    }
    if (!value)
        return;
    entry *e = g_new0(entry, 1);
    e->key = g_strdup(key);
    e->value = scalar(value);
    g_ptr_array_add(entries, e);
}

void trip_draft_set(trip_draft *d, const char *key, const char *value)
{
    if (g_str_has_prefix(key, "map.names."))
        set(d->names, key + strlen("map.names."), value);
    else if (g_str_has_prefix(key, "map."))
        set(d->map, key + strlen("map."), value);
    else
        set(d->top, key, value);
    if (strcmp(key, "from") == 0)
        g_clear_pointer(&d->origin, g_free);
    if (strcmp(key, "return") == 0)
        g_clear_pointer(&d->way_back, g_free);
}

void trip_draft_set_origin(trip_draft *d, const draft_place *place, const char *show)
{
    GString *out = g_string_new("{");
    append_place(out, place);
    append_text(out, "show", show);
    g_string_append_c(out, '}');
    trip_draft_set(d, "from", NULL);
    d->origin = g_string_free(out, FALSE);
}

void trip_draft_set_return(trip_draft *d, const draft_leg *leg)
{
    GString *out = g_string_new("{");
    append_leg(out, leg);
    g_string_append_c(out, '}');
    trip_draft_set(d, "return", NULL);
    d->way_back = g_string_free(out, FALSE);
}

static void append_issues(GString *out, const char *const *issues)
{
    if (!issues || !issues[0])
        return;
    begin_value(out, "issues");
    for (size_t i = 0; issues[i]; i++) {
        g_string_append(out, i ? ", " : "[");
        json_append_string(out, issues[i]);
    }
    g_string_append_c(out, ']');
}

static void append_label(GString *out, const draft_stop *stop)
{
    if (!stop->side && !stop->label_at)
        return;
    begin_value(out, "label");
    g_string_append_c(out, '{');
    append_text(out, "side", stop->side);
    if (stop->label_at) {
        begin_value(out, "at");
        append_pair(out, stop->label_at->x, stop->label_at->y);
    }
    g_string_append_c(out, '}');
}

void trip_draft_add_stop(trip_draft *d, const draft_stop *stop)
{
    GString *out = d->stops;
    g_string_append(out, "  - {");
    append_place(out, &stop->place);
    append_text(out, "dates", stop->dates);
    append_issues(out, stop->issues);
    append_text(out, "note", stop->note);
    append_text(out, "link", stop->link);
    append_leg(out, &stop->leg);
    if (stop->priority != 0) {
        begin_value(out, "priority");
        g_string_append_printf(out, "%d", stop->priority);
    }
    append_label(out, stop);
    g_string_append(out, "}\n");
}

void trip_draft_add_source(trip_draft *d, const char *name, const char *link)
{
    g_string_append(d->sources, "  - {");
    append_text(d->sources, "name", name);
    append_text(d->sources, "link", link);
    g_string_append(d->sources, "}\n");
}

/* ---- the file ---- */

static void write_entries(GString *out, const char *indent, const GPtrArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        const entry *e = entries->pdata[i];
        g_string_append(out, indent);
        json_append_string(out, e->key);
        g_string_append_printf(out, ": %s\n", e->value);
    }
}

char *trip_draft_text(const trip_draft *d)
{
    GString *out = g_string_new(NULL);
    write_entries(out, "", d->top);
    if (d->origin)
        g_string_append_printf(out, "from: %s\n", d->origin);
    if (d->way_back)
        g_string_append_printf(out, "return: %s\n", d->way_back);
    g_string_append(out, d->stops->len ? "stops:\n" : "stops: []\n");
    g_string_append(out, d->stops->str);
    if (d->sources->len)
        g_string_append_printf(out, "sources:\n%s", d->sources->str);
    if (d->map->len || d->names->len)
        g_string_append(out, "map:\n");
    write_entries(out, "  ", d->map);
    if (d->names->len)
        g_string_append(out, "  names:\n");
    write_entries(out, "    ", d->names);
    return g_string_free(out, FALSE);
}
