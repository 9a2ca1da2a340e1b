/* SPDX-License-Identifier: MIT
 *
 * From libyaml's events to our own tree. Limits are checked while the events stream, because the
 * scanner's time grows with the square of the nesting and aliases can stand for any number of
 * nodes.
 */
#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "yaml/node.h"

struct yaml_tree {
    GPtrArray *nodes; /* all of them, owned */
    const yaml_node *root;
};

typedef struct {
    yaml_parser_t parser;
    yaml_event_t event; /* the one being looked at */
    bool has_event;
    yaml_tree *tree;
    GHashTable *anchors; /* name → yaml_node * */
    source *src;
    diag_list *diags;
    int depth;
    gsize skipped; /* bytes of a byte order mark */
    guint alias_nodes;
} builder;

static void free_node(gpointer data)
{
    yaml_node *node = data;
    g_free(node->text);
    if (node->items)
        g_ptr_array_free(node->items, TRUE);
    if (node->pairs)
        g_array_free(node->pairs, TRUE);
    g_free(node);
}

static span span_between(const builder *b, yaml_mark_t start, yaml_mark_t end)
{
    return source_span_of_chars(b->src, start.index,
                                end.index > start.index ? end.index - start.index : 1);
}

/* What to do about the mistakes people make most. */
static const char *syntax_help(const char *problem, const char *at)
{
    if (strstr(problem, "mapping values are not allowed"))
        return "put quotes around a text that holds \": \"";
    if (strstr(problem, "cannot start any token"))
        return *at == '\t' ? "indent with spaces, not with tabs"
                           : "put quotes around a text that begins with a sign like @, % or `";
    if (strstr(problem, "did not find expected key") || strstr(problem, "block end"))
        return "check that the lines of one list or mapping begin in the same column";
    if (strstr(problem, "unexpected end of stream"))
        return "a quote is opened and never closed";
    return NULL;
}

static bool report_syntax(builder *b)
{
    const yaml_parser_t *p = &b->parser;
    const char *problem = p->problem ? p->problem : "unknown error";
    if (p->error == YAML_READER_ERROR) {
        span at = source_span_of_byte(b->src, p->problem_offset + b->skipped);
        diag_error(b->diags, DIAG_YAML_SYNTAX, at, "the file is not well-formed YAML: %s", problem);
        return false;
    }
    span at = span_between(b, p->problem_mark, p->problem_mark);
    diag_entry *entry =
        diag_error(b->diags, DIAG_YAML_SYNTAX, at, "the file is not well-formed YAML: %s", problem);
    gsize length;
    const char *line = source_line(b->src, at.line, &length);
    const char *help = syntax_help(problem, line && at.column == 1 && length > 0 ? line : "");
    if (line && length > 0 && memchr(line, '\t', length) && strstr(problem, "token"))
        help = "indent with spaces, not with tabs";
    if (help)
        diag_help(entry, "%s", help);
    return false;
}

static void drop_event(builder *b)
{
    if (b->has_event)
        yaml_event_delete(&b->event);
    b->has_event = false;
}

static bool next_event(builder *b)
{
    drop_event(b);
    if (!yaml_parser_parse(&b->parser, &b->event))
        return report_syntax(b);
    b->has_event = true;
    return true;
}

static bool report_limit(builder *b, span at, const char *what, int limit)
{
    diag_error(b->diags, DIAG_LIMIT, at, "%s; the limit is %d", what, limit);
    return false;
}

static yaml_node *add_node(builder *b, yaml_kind kind, const yaml_char_t *anchor,
                           const yaml_char_t *tag)
{
    yaml_node *node = g_new0(yaml_node, 1);
    node->kind = kind;
    node->span = span_between(b, b->event.start_mark, b->event.end_mark);
    g_ptr_array_add(b->tree->nodes, node);
    if (anchor)
        g_hash_table_insert(b->anchors, g_strdup((const char *)anchor), node);
    if (tag)
        diag_help(diag_error(b->diags, DIAG_YAML_SYNTAX, node->span, "tags are not supported"),
                  "leave out \"%s\"", (const char *)tag);
    return node;
}

static bool build_node(builder *b, const yaml_node **out);

static bool build_scalar(builder *b, const yaml_node **out)
{
    const yaml_event_t *e = &b->event;
    yaml_node *node = add_node(b, YAML_SCALAR, e->data.scalar.anchor, e->data.scalar.tag);
    if (e->data.scalar.length > LIMIT_SCALAR_BYTES)
        return report_limit(b, node->span, "a value is too long in bytes", LIMIT_SCALAR_BYTES);
    if (memchr(e->data.scalar.value, '\0', e->data.scalar.length)) {
        diag_error(b->diags, DIAG_BAD_VALUE, node->span, "a text holds the character \"\\0\"");
        return false;
    }
    node->text = g_strndup((const char *)e->data.scalar.value, e->data.scalar.length);
    node->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->expanded = 1;
    *out = node;
    return true;
}

/* A node that is still open has expanded 0: an alias to it would never end. */
static bool build_alias(builder *b, const yaml_node **out)
{
    const char *name = (const char *)b->event.data.alias.anchor;
    const yaml_node *node = g_hash_table_lookup(b->anchors, name);
    span at = span_between(b, b->event.start_mark, b->event.end_mark);
    if (!node || node->expanded == 0) {
        diag_error(b->diags, DIAG_YAML_SYNTAX, at,
                   node ? "the alias \"%s\" stands inside what it names"
                        : "the alias \"%s\" names nothing above it",
                   name);
        return false;
    }
    b->alias_nodes += node->expanded;
    if (b->alias_nodes > LIMIT_EXPANDED_NODES)
        return report_limit(b, at, "aliases stand for too many values", LIMIT_EXPANDED_NODES);
    *out = node;
    return true;
}

static bool build_sequence(builder *b, const yaml_node **out)
{
    yaml_node *node = add_node(b, YAML_SEQUENCE, b->event.data.sequence_start.anchor,
                               b->event.data.sequence_start.tag);
    node->items = g_ptr_array_new();
    guint expanded = 1;
    yaml_mark_t start = b->event.start_mark;
    while (next_event(b) && b->event.type != YAML_SEQUENCE_END_EVENT) {
        const yaml_node *item;
        if (!build_node(b, &item))
            return false;
        g_ptr_array_add(node->items, (gpointer)item);
        expanded += item->expanded;
    }
    if (!b->has_event)
        return false;
    node->span = span_between(b, start, b->event.end_mark);
    node->expanded = expanded;
    *out = node;
    return true;
}

static void add_pair(builder *b, yaml_node *node, GHashTable *seen, yaml_pair pair)
{
    const yaml_node *first = g_hash_table_lookup(seen, pair.key->text);
    if (first) {
        diag_help(diag_error(b->diags, DIAG_DUPLICATE_KEY, pair.key->span,
                             "the key \"%s\" is repeated", pair.key->text),
                  "it stands in line %d, column %d already", first->span.line, first->span.column);
        return;
    }
    g_hash_table_insert(seen, pair.key->text, (gpointer)pair.key);
    g_array_append_val(node->pairs, pair);
}

static bool build_mapping(builder *b, const yaml_node **out)
{
    yaml_node *node = add_node(b, YAML_MAPPING, b->event.data.mapping_start.anchor,
                               b->event.data.mapping_start.tag);
    node->pairs = g_array_new(FALSE, FALSE, sizeof(yaml_pair));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint expanded = 1;
    yaml_mark_t start = b->event.start_mark;
    while (next_event(b) && b->event.type != YAML_MAPPING_END_EVENT) {
        yaml_pair pair;
        if (!build_node(b, &pair.key))
            return false;
        if (pair.key->kind != YAML_SCALAR) {
            diag_error(b->diags, DIAG_WRONG_TYPE, pair.key->span, "%s stands where a key belongs",
                       yaml_node_describe(pair.key));
            return false;
        }
        if (!next_event(b) || !build_node(b, &pair.value))
            return false;
        expanded += pair.key->expanded + pair.value->expanded;
        add_pair(b, node, seen, pair);
    }
    if (!b->has_event)
        return false;
    node->span = span_between(b, start, b->event.end_mark);
    node->expanded = expanded;
    *out = node;
    return true;
}

/* Builds what the current event begins. */
static bool build_node(builder *b, const yaml_node **out)
{
    span at = span_between(b, b->event.start_mark, b->event.start_mark);
    if (b->tree->nodes->len >= LIMIT_NODES)
        return report_limit(b, at, "the file holds too many values", LIMIT_NODES);
    bool ok;
    switch (b->event.type) {
    case YAML_SCALAR_EVENT:
        return build_scalar(b, out);
    case YAML_ALIAS_EVENT:
        return build_alias(b, out);
    default:
        if (++b->depth > LIMIT_DEPTH)
            return report_limit(b, at, "the file is nested too deeply", LIMIT_DEPTH);
        ok = b->event.type == YAML_SEQUENCE_START_EVENT ? build_sequence(b, out)
                                                        : build_mapping(b, out);
        b->depth--;
        return ok;
    }
}

/* Stream start, then nothing or one document. */
static bool build_stream(builder *b)
{
    if (!next_event(b) || !next_event(b))
        return false;
    if (b->event.type == YAML_STREAM_END_EVENT)
        return true;
    if (!next_event(b) || !build_node(b, &b->tree->root) || !next_event(b) || !next_event(b))
        return false;
    if (b->event.type != YAML_STREAM_END_EVENT) {
        span at = span_between(b, b->event.start_mark, b->event.end_mark);
        diag_help(diag_error(b->diags, DIAG_YAML_SYNTAX, at, "a second document begins here"),
                  "a file holds one document: leave out \"---\"");
        return false;
    }
    return true;
}

static bool check_text(source *src, diag_list *diags)
{
    gsize length;
    const char *text = source_text(src, &length), *bad;
    if (length > LIMIT_FILE_BYTES) {
        diag_error(diags, DIAG_LIMIT, (span){src, 0, 0, 0},
                   "the file has %" G_GSIZE_FORMAT " bytes; the limit is %d", length,
                   LIMIT_FILE_BYTES);
        return false;
    }
    if (!g_utf8_validate_len(text, length, &bad) && *bad != '\0') {
        span at = source_span_of_byte(src, (gsize)(bad - text));
        diag_help(diag_error(diags, DIAG_YAML_SYNTAX, at, "the byte 0x%02x is not valid UTF-8",
                             (guchar)*bad),
                  "save the file as UTF-8");
        return false;
    }
    return true;
}

bool yaml_tree_read(yaml_tree **out, source *src, diag_list *diags)
{
    *out = NULL;
    if (!check_text(src, diags))
        return false;
    builder b = {.src = src, .diags = diags};
    b.tree = g_new0(yaml_tree, 1);
    b.tree->nodes = g_ptr_array_new_with_free_func(free_node);
    b.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gsize length;
    const char *text = source_text(src, &length);
    if (!yaml_parser_initialize(&b.parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    /* libyaml skips a byte order mark only when it detects the encoding itself. */
    b.skipped = g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0;
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)text + b.skipped,
                                 length - b.skipped);
    bool ok = build_stream(&b);
    drop_event(&b);
    yaml_parser_delete(&b.parser);
    g_hash_table_destroy(b.anchors);
    if (ok)
        *out = b.tree;
    else
        yaml_tree_free(b.tree);
    return ok;
}

const yaml_node *yaml_tree_root(const yaml_tree *tree)
{
    return tree->root;
}

void yaml_tree_free(yaml_tree *tree)
{
    if (!tree)
        return;
    g_ptr_array_free(tree->nodes, TRUE);
    g_free(tree);
}

bool yaml_node_is_null(const yaml_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};
    return node->kind == YAML_SCALAR && node->plain && g_strv_contains(words, node->text);
}

const char *yaml_node_describe(const yaml_node *node)
{
    if (node->kind == YAML_SEQUENCE)
        return "a list";
    if (node->kind == YAML_MAPPING)
        return "a mapping";
    return yaml_node_is_null(node) ? "nothing" : "a text";
}
