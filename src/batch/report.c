/* SPDX-License-Identifier: MIT
 *
 * Reports, written a line at a time by one write each, so that what stands in the file is whole
 * lines whatever ends the batch.
 */
#include "batch/report.h"

#include <errno.h>
#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"

struct report_writer {
    char *path;
    int fd;
    int error; /* errno of the first failure */
};

char *report_path(const char *out_folder, shard which)
{
    return g_strdup_printf("%s/reports/shard-%d-of-%d.jsonl", out_folder, which.index, which.count);
}

guint report_counts_failed(const report_counts *c)
{
    return c->by_status[MAP_FAILED] + c->by_status[MAP_TIMEOUT] + c->by_status[MAP_CRASHED];
}

/* ---- writing ---- */

static bool write_line(report_writer *w, GString *line)
{
    g_string_append_c(line, '\n');
    const char *at = line->str;
    gsize left = line->len;
    while (left > 0 && w->error == 0) {
        ssize_t n = write(w->fd, at, left);
        if (n >= 0) {
            at += n;
            left -= (gsize)n;
        } else if (errno != EINTR) {
            w->error = errno;
        }
    }
    return w->error == 0;
}

static void append_formats(GString *out, unsigned formats)
{
    const char *comma = "";
    for (int i = 0; i < TRIPMAP_FORMAT_COUNT; i++) {
        if (!(formats & 1u << i))
            continue;
        g_string_append_printf(out, "%s\"%s\"", comma, batch_format_name(i));
        comma = ",";
    }
}

static bool write_header(report_writer *w, const manifest *m, shard which, unsigned formats)
{
    g_autoptr(GString) line = g_string_new("{\"tripmap\":");
    json_append_string(line, tripmap_version());
    g_string_append_printf(line,
                           ",\"manifest\":\"%s\",\"items\":%u,\"shard\":%d,\"shards\":%d,"
                           "\"formats\":[",
                           m->hash, m->items->len, which.index, which.count);
    append_formats(line, formats);
    g_string_append(line, "],\"host\":");
    json_append_string(line, g_get_host_name());
    g_string_append_c(line, '}');
    return write_line(w, line);
}

bool report_open(report_writer **out, const char *path, bool follow, const manifest *m, shard which,
                 unsigned formats, diag_list *diags)
{
    *out = NULL;
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC;
    int fd = open(path, follow ? flags : flags | O_NOFOLLOW, 0666);
    if (fd < 0) {
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot write \"%s\": %s", path,
                   g_strerror(errno));
        return false;
    }
    *out = g_new0(report_writer, 1);
    (*out)->path = g_strdup(path);
    (*out)->fd = fd;
    write_header(*out, m, which, formats);
    return true;
}

bool report_map(report_writer *w, const map_result *r)
{
    g_autoptr(GString) line = g_string_new(NULL);
    char wall[G_ASCII_DTOSTR_BUF_SIZE], cpu[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(wall, sizeof wall, "%.1f", r->wall_ms);
    g_ascii_formatd(cpu, sizeof cpu, "%.1f", r->cpu_ms);
    g_string_printf(line,
                    "{\"id\":\"%s\",\"number\":%u,\"status\":\"%s\",\"ms\":%s,\"cpu_ms\":%s,"
                    "\"peak_kib\":%" G_GUINT64_FORMAT ",%s}",
                    r->item->id, r->number, map_status_name(r->status), wall, cpu, r->peak_kib,
                    r->members);
    return write_line(w, line);
}

bool report_close(report_writer *w, bool finished, const report_counts *counts, double seconds,
                  diag_list *diags)
{
    g_autoptr(GString) line = g_string_new(NULL);
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_printf(line, "{\"end\":\"%s\"", finished ? "finished" : "stopped");
    for (int i = 0; i < MAP_STATUS_COUNT; i++)
        g_string_append_printf(line, ",\"%s\":%u", map_status_name((map_status)i),
                               counts->by_status[i]);
    g_string_append_printf(line, ",\"seconds\":%s}",
                           g_ascii_formatd(text, sizeof text, "%.2f", seconds));
    write_line(w, line);
    if (close(w->fd) != 0 && w->error == 0)
        w->error = errno;
    bool ok = w->error == 0;
    if (!ok)
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot write \"%s\": %s", w->path,
                   g_strerror(w->error));
    g_free(w->path);
    g_free(w);
    return ok;
}

/* ---- reading ---- */

/* The member if it is a text, number or truth value; anything may stand in a file. */
static JsonNode *value_of(JsonObject *o, const char *key)
{
    JsonNode *node = json_object_get_member(o, key);
    return node && JSON_NODE_HOLDS_VALUE(node) ? node : NULL;
}

static const char *text_of(JsonObject *o, const char *key)
{
    JsonNode *node = value_of(o, key);
    return node && json_node_get_value_type(node) == G_TYPE_STRING ? json_node_get_string(node)
                                                                   : "";
}

static int int_of(JsonObject *o, const char *key)
{
    JsonNode *node = value_of(o, key);
    return node ? (int)CLAMP(json_node_get_int(node), 0, G_MAXINT) : 0;
}

static double double_of(JsonObject *o, const char *key)
{
    JsonNode *node = value_of(o, key);
    return node ? json_node_get_double(node) : 0;
}

static JsonArray *array_of(JsonObject *o, const char *key)
{
    JsonNode *node = json_object_get_member(o, key);
    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

static JsonObject *object_at(JsonArray *array, guint i)
{
    JsonNode *node = json_array_get_element(array, i);
    return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static map_status status_of(const char *name)
{
    for (int i = 0; i < MAP_STATUS_COUNT; i++)
        if (strcmp(name, map_status_name((map_status)i)) == 0)
            return (map_status)i;
    return MAP_FAILED;
}

/* The id again, so that a forged report cannot make the gallery link elsewhere. */
static void read_outputs(report_entry *e, JsonObject *o)
{
    JsonArray *outputs = array_of(o, "outputs");
    for (guint i = 0; outputs && i < json_array_get_length(outputs); i++) {
        JsonObject *output = object_at(outputs, i);
        const char *path = output ? text_of(output, "path") : "";
        if (g_str_has_prefix(path, e->id) && !strchr(path, '/'))
            g_ptr_array_add(e->outputs, g_strdup(path));
    }
}

static void read_countries(report_entry *e, JsonObject *o)
{
    JsonArray *countries = array_of(o, "countries");
    for (guint i = 0; countries && i < json_array_get_length(countries); i++) {
        JsonNode *node = json_array_get_element(countries, i);
        if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING)
            g_ptr_array_add(e->countries, json_node_dup_string(node));
    }
}

static void read_layout(report_entry *e, JsonObject *o)
{
    JsonNode *node = json_object_get_member(o, "layout");
    if (!node || !JSON_NODE_HOLDS_OBJECT(node))
        return;
    JsonObject *layout = json_node_get_object(node);
    e->labels = int_of(layout, "labels");
    e->in_panel = int_of(layout, "in_panel");
    e->breaches = int_of(layout, "breaches");
    e->route_px = double_of(layout, "route_px");
    e->route_covered_px = double_of(layout, "route_covered_px");
}

static void read_first_error(report_entry *e, JsonObject *o)
{
    JsonArray *diagnostics = array_of(o, "diagnostics");
    for (guint i = 0; diagnostics && i < json_array_get_length(diagnostics); i++) {
        JsonObject *d = object_at(diagnostics, i);
        if (!d || strcmp(text_of(d, "severity"), "error") != 0)
            continue;
        e->error = g_strdup(text_of(d, "message"));
        e->error_line = int_of(d, "line");
        e->error_column = int_of(d, "column");
        return;
    }
    e->error = g_strdup("");
}

static report_entry *read_entry(JsonObject *o)
{
    if (!manifest_id_is_valid(text_of(o, "id")))
        return NULL;
    report_entry *e = g_new0(report_entry, 1);
    e->id = g_strdup(text_of(o, "id"));
    e->number = (guint)int_of(o, "number");
    e->status = status_of(text_of(o, "status"));
    e->input = g_strdup(text_of(o, "input"));
    e->title = g_strdup(text_of(o, "title"));
    e->traveler = g_strdup(text_of(o, "traveler"));
    e->dates = g_strdup(text_of(o, "dates"));
    e->stops = int_of(o, "stops");
    e->countries = g_ptr_array_new_with_free_func(g_free);
    e->outputs = g_ptr_array_new_with_free_func(g_free);
    read_countries(e, o);
    read_outputs(e, o);
    read_layout(e, o);
    read_first_error(e, o);
    return e;
}

void report_entry_free(gpointer data)
{
    report_entry *e = data;
    char *texts[] = {e->id, e->input, e->title, e->traveler, e->dates, e->error};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(e->countries);
    g_ptr_array_unref(e->outputs);
    g_free(e);
}

static void read_header(report *r, JsonObject *o)
{
    g_free(r->manifest);
    r->manifest = g_strdup(text_of(o, "manifest"));
    r->items = (guint)int_of(o, "items");
    r->shard = (shard){int_of(o, "shard"), int_of(o, "shards")};
}

static void read_line(report *r, GHashTable *by_number, JsonObject *o)
{
    if (json_object_has_member(o, "tripmap")) {
        read_header(r, o);
    } else if (json_object_has_member(o, "end")) {
        r->finished = strcmp(text_of(o, "end"), "finished") == 0;
    } else {
        report_entry *e = read_entry(o);
        if (e)
            g_hash_table_replace(by_number, GUINT_TO_POINTER(e->number), e);
    }
}

gint report_entry_compare(gconstpointer a, gconstpointer b)
{
    const report_entry *x = *(report_entry *const *)a, *y = *(report_entry *const *)b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Every whole line; what follows the last line end was torn off. */
static void read_lines(report *r, GHashTable *by_number, char *text)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    char *end;
    for (char *at = text; (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        if (json_parser_load_from_data(parser, at, -1, NULL) &&
            JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)))
            read_line(r, by_number, json_node_get_object(json_parser_get_root(parser)));
    }
}

bool report_read(report **out, const char *path, diag_list *diags)
{
    *out = NULL;
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        diag_error(diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "cannot read \"%s\"", path);
        return false;
    }
    report *r = g_new0(report, 1);
    r->entries = g_ptr_array_new_with_free_func(report_entry_free);
    g_autoptr(GHashTable) by_number = g_hash_table_new_full(NULL, NULL, NULL, report_entry_free);
    read_lines(r, by_number, text);
    GHashTableIter iterator;
    gpointer entry;
    g_hash_table_iter_init(&iterator, by_number);
    while (g_hash_table_iter_next(&iterator, NULL, &entry)) {
        g_hash_table_iter_steal(&iterator);
        g_ptr_array_add(r->entries, entry);
    }
    g_ptr_array_sort(r->entries, report_entry_compare);
    if (!r->manifest) {
        diag_error(diags, DIAG_BAD_REPORT, SPAN_NONE, "\"%s\" is no report of a batch", path);
        report_free(r);
        return false;
    }
    *out = r;
    return true;
}

void report_free(report *r)
{
    if (!r)
        return;
    g_ptr_array_unref(r->entries);
    g_free(r->manifest);
    g_free(r);
}
