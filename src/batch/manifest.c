/* SPDX-License-Identifier: MIT
 *
 * Manifests: collecting trips from folders and lists. Everything wrong in a list is reported at its
 * line; a batch starts only with a list that is right as a whole.
 */
#include "batch/manifest.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"

enum { ID_MAX = 128, FOLDER_LEVELS = 16 };

typedef struct {
    GPtrArray *items;
    GHashTable *by_id; /* id → batch_item */
    diag_list *diags;
} collector;

static void free_item(gpointer data)
{
    batch_item *item = data;
    g_free(item->id);
    g_free(item->input);
    g_free(item->style);
    g_free(item->page);
    g_free(item->projection);
    g_free(item);
}

bool manifest_id_is_valid(const char *id)
{
    gsize length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    return length > 0 && length <= ID_MAX && id[length] == '\0' && id[0] != '.' &&
           strcmp(id, "index") != 0; /* index.html is the gallery */
}

char *manifest_id_of_path(const char *path)
{
    g_autofree char *lower = g_utf8_make_valid(path, -1);
    g_autofree char *plain = g_str_to_ascii(lower, "C");
    GString *id = g_string_new(NULL);
    const char *dot = strrchr(plain, '.');
    const char *end = dot && dot > plain && !strchr(dot, '/') ? dot : plain + strlen(plain);
    for (const char *p = plain; p < end && id->len < ID_MAX; p++) {
        char c = g_ascii_tolower(*p);
        bool kept = g_ascii_isalnum(c) || c == '_' || c == '.' || c == '-';
        if (kept && !(c == '.' && id->len == 0))
            g_string_append_c(id, c);
        else if (id->len > 0 && id->str[id->len - 1] != '-')
            g_string_append_c(id, '-');
    }
    while (id->len > 0 && id->str[id->len - 1] == '-')
        g_string_truncate(id, id->len - 1);
    return g_string_free(id, FALSE);
}

/* ---- collecting ---- */

/* Takes ITEM. */
static void add_item(collector *c, batch_item *item, span at)
{
    batch_item *same = g_hash_table_lookup(c->by_id, item->id);
    if (!manifest_id_is_valid(item->id)) {
        diag_help(diag_error(c->diags, DIAG_BAD_MANIFEST, at, "\"%s\" cannot be an id", item->id),
                  "write 1 to %d of a-z, 0-9, \".\", \"_\" and \"-\", not \"index\", no dot first",
                  ID_MAX);
    } else if (same) {
        diag_help(diag_error(c->diags, DIAG_BAD_MANIFEST, at,
                             "\"%s\" and \"%s\" both have the id \"%s\"", same->input, item->input,
                             item->id),
                  "rename one, or give ids in a list of JSON lines");
    } else {
        g_hash_table_insert(c->by_id, item->id, item);
        g_ptr_array_add(c->items, item);
        return;
    }
    free_item(item);
}

static void add_path(collector *c, const char *path, const char *name, span at)
{
    batch_item *item = g_new0(batch_item, 1);
    item->id = manifest_id_of_path(name);
    item->input = g_strdup(path);
    add_item(c, item, at);
}

static bool is_trip_name(const char *name)
{
    return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Relative paths of the trips under ROOT, in WITHIN and below. Links to folders are not followed.
 */
static void list_trips(GPtrArray *out, const char *root, const char *within, int levels)
{
    g_autofree char *folder = *within ? g_build_filename(root, within, NULL) : g_strdup(root);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *relative = *within ? g_build_filename(within, name, NULL) : g_strdup(name);
        g_autofree char *path = g_build_filename(root, relative, NULL);
        if (name[0] == '.')
            continue;
        bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
        if (is_folder && levels > 0 && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            list_trips(out, root, relative, levels - 1);
        else if (!is_folder && is_trip_name(name))
            g_ptr_array_add(out, g_steal_pointer(&relative));
    }
    if (dir)
        g_dir_close(dir);
}

static void add_folder(collector *c, const char *folder)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    list_trips(paths, folder, "", FOLDER_LEVELS);
    g_ptr_array_sort(paths, compare_names);
    if (paths->len == 0)
        diag_error(c->diags, DIAG_BAD_MANIFEST, SPAN_NONE, "no trip (.yaml) lies in \"%s\"",
                   folder);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *path = g_build_filename(folder, paths->pdata[i], NULL);
        add_path(c, path, paths->pdata[i], SPAN_NONE);
    }
}

/* ---- lists ---- */

static char *relative_to(const char *folder, const char *path)
{
    if (g_path_is_absolute(path) || strcmp(folder, ".") == 0)
        return g_strdup(path);
    return g_build_filename(folder, path, NULL);
}

static const char *const keys[] = {"id", "input", "style", "page", "projection"};

/* Every member must be one of the keys and a text. */
static bool check_members(JsonObject *object, span at, diag_list *diags)
{
    bool ok = true;
    g_autoptr(GList) members = json_object_get_members(object);
    for (GList *m = members; m; m = m->next) {
        const char *key = m->data;
        JsonNode *value = json_object_get_member(object, key);
        bool known = false;
        for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
            known = known || strcmp(key, keys[i]) == 0;
        if (!known) {
            diag_entry *e =
                diag_error(diags, DIAG_BAD_MANIFEST, at, "unknown key \"%s\" in an item", key);
            const char *nearest = suggest_nearest(key, keys, G_N_ELEMENTS(keys));
            if (nearest)
                diag_help(e, "did you mean \"%s\"?", nearest);
            ok = false;
        } else if (!JSON_NODE_HOLDS_VALUE(value) ||
                   json_node_get_value_type(value) != G_TYPE_STRING) {
            diag_error(diags, DIAG_BAD_MANIFEST, at, "\"%s\" of an item is no text", key);
            ok = false;
        }
    }
    return ok;
}

static char *member(JsonObject *object, const char *key)
{
    return json_object_has_member(object, key)
               ? g_strdup(json_object_get_string_member(object, key))
               : NULL;
}

/* A style file is meant relative to the list; a shipped style is a bare word. */
static char *style_member(JsonObject *object, const char *folder)
{
    g_autofree char *style = member(object, "style");
    if (!style || (!strchr(style, '/') && !strchr(style, '.')))
        return g_steal_pointer(&style);
    return relative_to(folder, style);
}

static void add_object(collector *c, JsonObject *object, const char *folder, span at)
{
    if (!check_members(object, at, c->diags))
        return;
    g_autofree char *input = member(object, "input");
    if (!input || !*input) {
        diag_error(c->diags, DIAG_BAD_MANIFEST, at, "an item without \"input\"");
        return;
    }
    batch_item *item = g_new0(batch_item, 1);
    item->id = member(object, "id");
    if (!item->id)
        item->id = manifest_id_of_path(input);
    item->input = relative_to(folder, input);
    item->style = style_member(object, folder);
    item->page = member(object, "page");
    item->projection = member(object, "projection");
    add_item(c, item, at);
}

static void add_json(collector *c, JsonParser *parser, const char *line, const char *folder,
                     span at)
{
    g_autoptr(GError) error = NULL;
    /* A NUL would cut a text short that was longer when it was checked elsewhere. */
    if (strstr(line, "\\u0000") || !json_parser_load_from_data(parser, line, -1, &error)) {
        diag_error(c->diags, DIAG_BAD_MANIFEST, at, "the line is no JSON object");
        return;
    }
    JsonNode *root = json_parser_get_root(parser);
    if (JSON_NODE_HOLDS_OBJECT(root))
        add_object(c, json_node_get_object(root), folder, at);
    else
        diag_error(c->diags, DIAG_BAD_MANIFEST, at, "the line is no JSON object");
}

static void add_line(collector *c, JsonParser *parser, char *line, const char *folder, span at)
{
    g_strstrip(line);
    if (*line == '\0' || *line == '#')
        return;
    if (!g_utf8_validate(line, -1, NULL)) {
        diag_error(c->diags, DIAG_BAD_MANIFEST, at, "the line is no UTF-8");
    } else if (*line == '{') {
        add_json(c, parser, line, folder, at);
    } else {
        g_autofree char *path = relative_to(folder, line);
        add_path(c, path, line, at);
    }
}

static void add_list(collector *c, const char *path)
{
    g_autoptr(source) src = NULL;
    if (!file_read_source(&src, path, LIMIT_MANIFEST_BYTES, SPAN_NONE, c->diags))
        return;
    g_autofree char *folder = strcmp(path, "-") == 0 ? g_strdup(".") : g_path_get_dirname(path);
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    gsize length;
    const char *at = source_text(src, &length), *end = at + length;
    for (int number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (gsize)(end - at));
        if (!stop)
            stop = end;
        g_autofree char *line = g_strndup(at, (gsize)(stop - at));
        add_line(c, parser, line, folder,
                 (span){.source = src, .line = number, .column = 1, .length = 1});
        at = stop + 1;
    }
}

static void add_input(collector *c, const char *input)
{
    if (g_file_test(input, G_FILE_TEST_IS_DIR)) {
        add_folder(c, input);
    } else if (is_trip_name(input)) {
        g_autofree char *name = g_path_get_basename(input);
        add_path(c, input, name, SPAN_NONE);
    } else {
        add_list(c, input);
    }
}

/* ---- the whole ---- */

static char *hash_items(const GPtrArray *items)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < items->len; i++) {
        const batch_item *item = items->pdata[i];
        const char *texts[] = {item->id, item->input, item->style, item->page, item->projection};
        for (gsize k = 0; k < G_N_ELEMENTS(texts); k++) {
            const char *text = texts[k] ? texts[k] : "";
            g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
        }
    }
    return g_strdup(g_checksum_get_string(sum));
}

bool manifest_read(manifest **out, const GPtrArray *inputs, diag_list *diags)
{
    *out = NULL;
    guint before = diag_list_count_errors(diags);
    collector c = {.items = g_ptr_array_new_with_free_func(free_item),
                   .by_id = g_hash_table_new(g_str_hash, g_str_equal),
                   .diags = diags};
    for (guint i = 0; i < inputs->len; i++)
        add_input(&c, inputs->pdata[i]);
    g_hash_table_destroy(c.by_id);
    bool ok = diag_list_count_errors(diags) == before;
    if (ok && c.items->len == 0) {
        diag_error(diags, DIAG_BAD_MANIFEST, SPAN_NONE, "there is nothing to draw");
        ok = false;
    }
    if (!ok) {
        g_ptr_array_unref(c.items);
        return false;
    }
    *out = g_new0(manifest, 1);
    (*out)->items = c.items;
    (*out)->hash = hash_items(c.items);
    return true;
}

void manifest_free(manifest *m)
{
    if (!m)
        return;
    g_ptr_array_unref(m->items);
    g_free(m->hash);
    g_free(m);
}
