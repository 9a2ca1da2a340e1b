/* SPDX-License-Identifier: MIT
 *
 * Styles from YAML: the field table made from the lists in style.h, the chain of extends:, and
 * one-off changes. A style names other files only by extends:, and only in its own folder.
 */
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "style/style.h"
#include "style/style_fields.h"

#define COLOR_PATTERN "^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|[A-Za-z]+)$"

/* What a style file holds besides the values themselves. */
typedef struct {
    style values; /* first: most fields store by their offset in it */
    char *extends;
    span extends_span;
} style_file;

static bool parse_color(color *out, const char *key, const yaml_node *value, diag_list *diags)
{
    if (color_parse(out, value->text))
        return true;
    diag_help(
        diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" cannot be \"%s\"", key, value->text),
        "a colour is \"#rgb\", \"#rrggbb\", \"#rrggbbaa\", none or a basic name like navy");
    return false;
}

static bool read_color(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    return parse_color((color *)((char *)target + f->offset), f->key, value, diags);
}

static bool read_map_colors(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    style *s = target;
    if (value->items->len != STYLE_MAP_COLORS) {
        diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" has %u colours, not %d", f->key,
                   value->items->len, STYLE_MAP_COLORS);
        return false;
    }
    bool ok = true;
    for (guint i = 0; i < value->items->len; i++) {
        const yaml_node *item = value->items->pdata[i];
        ok = reader_check_item(f, item, diags) &&
             parse_color(&s->map_colors[i], f->key, item, diags) && ok;
    }
    return ok;
}

static bool read_extends(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    style_file *file = target;
    file->extends_span = value->span;
    return reader_text(&file->extends, f, value, diags);
}

static const field style_rows[] = {
    {.key = "extends",
     .kinds = FIELD_TEXT,
     .read = read_extends,
     .example = "press",
     .doc = "The style that gives every value this one does not: a shipped style's name, or a file "
            "in the same folder."},
    {.key = "description",
     .kinds = FIELD_TEXT,
     .offset = offsetof(style, description),
     .doc = "One line for the list of styles."},
    {.key = "fill_by_map_color",
     .kinds = FIELD_BOOL,
     .offset = offsetof(style, fill_by_map_color),
     .doc = "Whether countries take the colours of map_colors instead of land."},
    {.key = "map_colors",
     .kinds = FIELD_LIST,
     .item_kinds = FIELD_TEXT,
     .read = read_map_colors,
     .pattern = COLOR_PATTERN,
     .max_items = STYLE_MAP_COLORS,
     .doc = "Seven colours, so dealt that no two neighbouring countries share one."},
#define X(member, value, about)                                                                    \
    {.key = #member,                                                                               \
     .kinds = FIELD_TEXT,                                                                          \
     .read = read_color,                                                                           \
     .offset = offsetof(style, member),                                                            \
     .pattern = COLOR_PATTERN,                                                                     \
     .hint = "write the colour in quotes: a bare # begins a comment",                              \
     .doc = about,                                                                                 \
     .example = value},
    STYLE_COLORS(X)
#undef X
#define X(member, value, low, high, about)                                                         \
    {.key = #member,                                                                               \
     .kinds = FIELD_NUMBER,                                                                        \
     .offset = offsetof(style, member),                                                            \
     .min = low,                                                                                   \
     .max = high,                                                                                  \
     .doc = about,                                                                                 \
     .example = #value},
        STYLE_NUMBERS(X)
#undef X
};
const field_table style_fields = {
    .name = "the style",
    .doc = "Colours and sizes of a map; sizes are px on a page of 1600 by 1000.",
    .fields = style_rows,
    .n_fields = G_N_ELEMENTS(style_rows),
};

style *style_new(void)
{
    static const char *const map_colors[STYLE_MAP_COLORS] = {
        "#f4e3c8", "#dfe8cf", "#e7dcea", "#f6dcd6", "#d9e6e4", "#f2edc9", "#e3ddd0"};
    style *s = g_new0(style, 1);
    s->name = g_strdup("press");
    bool ok = true;
#define X(field, value, about) ok = color_parse(&s->field, value) && ok;
    STYLE_COLORS(X)
#undef X
#define X(field, value, low, high, about) s->field = value;
    STYLE_NUMBERS(X)
#undef X
    for (int i = 0; i < STYLE_MAP_COLORS; i++)
        ok = color_parse(&s->map_colors[i], map_colors[i]) && ok;
    g_assert(ok);
    return s;
}

void style_free(style *s)
{
    if (!s)
        return;
    g_free(s->name);
    g_free(s->description);
    g_free(s);
}

/* ---- finding files ---- */

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *style_list(const char *style_folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = style_folder ? g_dir_open(style_folder, 0, NULL) : NULL;
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir)))
        if (g_str_has_suffix(entry, ".yaml"))
            g_ptr_array_add(names, g_strndup(entry, strlen(entry) - strlen(".yaml")));
    g_ptr_array_sort(names, compare_names);
    return names;
}

bool style_is_shipped_name(const char *text)
{
    for (const char *p = text; *p; p++)
        if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_')
            return false;
    return *text != '\0';
}

static bool is_file_name(const char *text)
{
    return *text != '.' && !strchr(text, '/') && g_str_has_suffix(text, ".yaml");
}

/* A path that stays below the folder it starts from. */
static bool is_inner_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    for (char **part = parts; *part; part++)
        if (**part == '\0' || **part == '.')
            return false;
    return true;
}

static bool open_shipped(source **out, const char *name, const char *folder, span at,
                         diag_list *diags)
{
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder ? folder : "", file, NULL);
    if (folder && g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return file_read_source(out, path, LIMIT_FILE_BYTES, at, diags);
    g_autoptr(GPtrArray) names = style_list(folder);
    diag_entry *entry = diag_error(diags, DIAG_UNKNOWN_STYLE, at, "no style \"%s\"", name);
    const char *nearest = suggest_nearest(name, (const char *const *)names->pdata, names->len);
    g_ptr_array_add(names, NULL);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    if (nearest)
        diag_help(entry, "did you mean \"%s\"? There are: %s", nearest, all);
    else
        diag_help(entry, "there are: %s; a file of your own ends in .yaml", all);
    return false;
}

/* A path that a trip names lies in the trip's folder or below. */
static bool open_from_trip(source **out, const char *path, span at, diag_list *diags)
{
    if (!is_inner_path(path)) {
        diag_help(diag_error(diags, DIAG_BAD_VALUE, at, "the style \"%s\" leaves the trip's folder",
                             path),
                  "name a file in the trip's folder, or give --style");
        return false;
    }
    g_autofree char *folder = g_path_get_dirname(source_name(at.source));
    return file_read_source_inside(out, folder, path, LIMIT_FILE_BYTES, at, diags);
}

static bool open_style(source **out, const char *name_or_file, const char *folder, span at,
                       diag_list *diags)
{
    if (style_is_shipped_name(name_or_file))
        return open_shipped(out, name_or_file, folder, at, diags);
    if (at.source)
        return open_from_trip(out, name_or_file, at, diags);
    return file_read_source(out, name_or_file, LIMIT_FILE_BYTES, at, diags);
}

/* ---- reading ---- */

static bool report_extends(span at, const char *extends, const char *why, diag_list *diags)
{
    diag_error(diags, DIAG_BAD_EXTENDS, at, "\"%s\" cannot be extended: %s", extends, why);
    return false;
}

static bool open_extended(source **out, const style_file *file, const source *by,
                          const char *folder, diag_list *diags)
{
    if (style_is_shipped_name(file->extends))
        return open_shipped(out, file->extends, folder, file->extends_span, diags);
    if (!is_file_name(file->extends))
        return report_extends(file->extends_span, file->extends,
                              "name a shipped style or a .yaml file in the same folder", diags);
    g_autofree char *own_folder = g_path_get_dirname(source_name(by));
    return file_read_source_inside(out, own_folder, file->extends, LIMIT_FILE_BYTES,
                                   file->extends_span, diags);
}

/* Reads the keys of one file into FILE, over what stands there. */
static bool read_keys(style_file *file, const yaml_tree *tree, bool only_extends, diag_list *diags)
{
    const yaml_node *root = yaml_tree_root(tree);
    if (!root || yaml_node_is_null(root))
        return true; /* nothing changed */
    if (root->kind != YAML_MAPPING) {
        diag_help(diag_error(diags, DIAG_WRONG_TYPE, root->span, "the style is %s",
                             yaml_node_describe(root)),
                  "a style is a mapping of keys like \"ocean:\" to values");
        return false;
    }
    if (!only_extends)
        return reader_mapping(file, &style_fields, root, diags);
    for (guint i = 0; i < root->pairs->len; i++) {
        const yaml_pair *pair = &g_array_index(root->pairs, yaml_pair, i);
        if (strcmp(pair->key->text, "extends") == 0)
            return reader_field(file, &style_rows[0], pair->value, diags);
    }
    return true;
}

static bool apply(style_file *file, source *src, const char *folder, GPtrArray *chain,
                  diag_list *diags);

/* The style that FILE extends goes first, so that FILE's own values come over it. */
static bool apply_extended(style_file *file, const source *src, const char *folder,
                           GPtrArray *chain, diag_list *diags)
{
    g_autofree char *extends = g_steal_pointer(&file->extends);
    span at = file->extends_span;
    if (!extends)
        return true;
    file->extends = extends;
    g_autoptr(source) parent = NULL;
    bool ok = open_extended(&parent, file, src, folder, diags);
    file->extends = NULL;
    if (!ok)
        return false;
    for (guint i = 0; i < chain->len; i++)
        if (strcmp(source_name(chain->pdata[i]), source_name(parent)) == 0)
            return report_extends(at, extends, "it extends this style itself", diags);
    if (chain->len >= LIMIT_STYLE_INCLUDES)
        return report_extends(at, extends, "too many styles extend one another", diags);
    return apply(file, parent, folder, chain, diags);
}

static bool apply(style_file *file, source *src, const char *folder, GPtrArray *chain,
                  diag_list *diags)
{
    g_autoptr(yaml_tree) tree = NULL;
    guint errors = diag_list_count_errors(diags);
    if (!yaml_tree_read(&tree, src, diags))
        return false;
    g_ptr_array_add(chain, src);
    bool ok = read_keys(file, tree, true, diags) && apply_extended(file, src, folder, chain, diags);
    g_ptr_array_remove_index(chain, chain->len - 1);
    ok = read_keys(file, tree, false, diags) && ok;
    g_clear_pointer(&file->extends, g_free);
    return ok && diag_list_count_errors(diags) == errors;
}

bool style_parse(style **out, source *src, const char *style_folder, diag_list *diags)
{
    *out = NULL;
    g_autoptr(style) defaults = style_new();
    style_file file = {.values = *defaults};
    g_autoptr(GPtrArray) chain = g_ptr_array_new();
    bool ok = apply(&file, src, style_folder, chain, diags);
    g_free(file.values.name);
    g_autofree char *base = g_path_get_basename(source_name(src));
    if (g_str_has_suffix(base, ".yaml"))
        base[strlen(base) - strlen(".yaml")] = '\0';
    file.values.name = g_strdup(base);
    *defaults = file.values;
    if (ok)
        *out = g_steal_pointer(&defaults);
    return ok;
}

bool style_load(style **out, const char *name_or_file, const char *style_folder, span at,
                diag_list *diags)
{
    *out = NULL;
    g_autoptr(source) src = NULL;
    return open_style(&src, name_or_file, style_folder, at, diags) &&
           style_parse(out, src, style_folder, diags);
}

/* The assignment becomes a source of its own, so that messages point into it. */
bool style_set(style *s, const char *assignment, diag_list *diags)
{
    const char *equals = strchr(assignment, '=');
    g_autofree char *key = equals ? g_strndup(assignment, (gsize)(equals - assignment)) : NULL;
    g_autoptr(source) src = source_new("--set", assignment, strlen(assignment));
    glong key_chars = key ? g_utf8_strlen(key, -1) : g_utf8_strlen(assignment, -1);
    span key_span = source_span_of_chars(src, 0, (gsize)key_chars);
    if (!equals) {
        diag_help(
            diag_error(diags, DIAG_BAD_VALUE, key_span, "\"%s\" is no assignment", assignment),
            "write --set KEY=VALUE, for example --set route=#005a9c");
        return false;
    }
    const field *f = reader_find(&style_fields, key);
    if (!f || f->read == read_extends) {
        reader_unknown_key(&style_fields, key, key_span, diags);
        return false;
    }
    glong chars = g_utf8_strlen(equals + 1, -1);
    yaml_node value = {.kind = YAML_SCALAR,
                       .text = (char *)equals + 1,
                       .plain = true,
                       .span =
                           source_span_of_chars(src, (gsize)key_chars + 1, (gsize)MAX(chars, 1))};
    return reader_field(s, f, &value, diags);
}
