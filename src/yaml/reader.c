/* SPDX-License-Identifier: MIT
 *
 * Checking YAML nodes against field tables and storing their values.
 */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/suggest.h"
#include "yaml/reader.h"

const field *reader_find(const field_table *table, const char *key)
{
    for (size_t i = 0; i < table->n_fields; i++)
        if (strcmp(table->fields[i].key, key) == 0)
            return &table->fields[i];
    return NULL;
}

void reader_unknown_key(const field_table *table, const char *key, span at, diag_list *diags)
{
    g_autofree const char **keys = g_new(const char *, table->n_fields);
    for (size_t i = 0; i < table->n_fields; i++)
        keys[i] = table->fields[i].key;
    diag_entry *entry =
        diag_error(diags, DIAG_UNKNOWN_KEY, at, "unknown key \"%s\" in %s", key, table->name);
    const char *nearest = suggest_nearest(key, keys, table->n_fields);
    if (nearest) {
        diag_help(entry, "did you mean \"%s\"?", nearest);
    } else if (table->n_fields <= 20) {
        g_autoptr(GString) all = g_string_new(NULL);
        for (size_t i = 0; i < table->n_fields; i++)
            g_string_append_printf(all, "%s%s", i ? ", " : "", keys[i]);
        diag_help(entry, "%s may hold: %s", table->name, all->str);
    }
}

static bool is_bool(const yaml_node *node, bool *value)
{
    static const char *const yes[] = {"true", "True", "TRUE", NULL};
    static const char *const no[] = {"false", "False", "FALSE", NULL};
    if (node->kind != YAML_SCALAR || !node->plain)
        return false;
    *value = g_strv_contains(yes, node->text);
    return *value || g_strv_contains(no, node->text);
}

/* Decimal only: no hexadecimal, infinity or NaN, and no locale. */
static bool is_number(const yaml_node *node, double *value)
{
    if (node->kind != YAML_SCALAR || !node->plain || node->text[0] == '\0' ||
        strspn(node->text, "+-.0123456789eE") != strlen(node->text))
        return false;
    char *end;
    *value = g_ascii_strtod(node->text, &end);
    return *end == '\0' && end != node->text && isfinite(*value);
}

static bool matches(const yaml_node *node, unsigned kinds)
{
    double number;
    bool flag;
    switch (node->kind) {
    case YAML_SEQUENCE:
        return kinds & (FIELD_LIST | FIELD_PAIR);
    case YAML_MAPPING:
        return kinds & (FIELD_MAPPING | FIELD_WORDS);
    case YAML_SCALAR:
        break;
    }
    if (yaml_node_is_null(node))
        return false;
    return (kinds & (FIELD_TEXT | FIELD_CHOICE)) ||
           ((kinds & (FIELD_NUMBER | FIELD_INTEGER)) && is_number(node, &number)) ||
           ((kinds & FIELD_BOOL) && is_bool(node, &flag));
}

/* "a number", "a text or a mapping", … */
static char *describe_kinds(unsigned kinds)
{
    static const char *const words[] = {"a text",        "a number",  "a whole number",
                                        "true or false", "a word",    "a pair of numbers",
                                        "a list",        "a mapping", "a mapping"};
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
        if (kinds & (1u << i))
            g_string_append_printf(out, "%s%s", out->len ? " or " : "", words[i]);
    return g_string_free(out, FALSE);
}

static bool report_kind(const char *what, unsigned kinds, const yaml_node *node, diag_list *diags)
{
    g_autofree char *expected = describe_kinds(kinds);
    diag_entry *entry;
    if (yaml_node_is_null(node))
        entry = diag_error(diags, DIAG_WRONG_TYPE, node->span, "\"%s\" has no value", what);
    else
        entry = diag_error(diags, DIAG_WRONG_TYPE, node->span, "\"%s\" is %s", what,
                           yaml_node_describe(node));
    diag_help(entry, "write %s", expected);
    return false;
}

static bool report_field_kind(const field *f, const yaml_node *value, diag_list *diags)
{
    if (!f->hint || !yaml_node_is_null(value))
        return report_kind(f->key, f->kinds, value, diags);
    diag_help(diag_error(diags, DIAG_WRONG_TYPE, value->span, "\"%s\" has no value", f->key), "%s",
              f->hint);
    return false;
}

bool reader_check_item(const field *f, const yaml_node *item, diag_list *diags)
{
    if (matches(item, f->item_kinds))
        return true;
    g_autofree char *expected = describe_kinds(f->item_kinds);
    diag_help(diag_error(diags, DIAG_WRONG_TYPE, item->span, "an entry of \"%s\" is %s", f->key,
                         yaml_node_describe(item)),
              "write %s", expected);
    return false;
}

static bool check_count(const field *f, const yaml_node *value, diag_list *diags)
{
    guint n = value->kind == YAML_SEQUENCE  ? value->items->len
              : value->kind == YAML_MAPPING ? value->pairs->len
                                            : 0;
    if (f->max_items > 0 && n > (guint)f->max_items) {
        diag_error(diags, DIAG_LIMIT, value->span, "\"%s\" has %u entries; the limit is %d", f->key,
                   n, f->max_items);
        return false;
    }
    if (value->kind == YAML_SEQUENCE && n < (guint)f->min_items) {
        diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" is an empty list", f->key);
        return false;
    }
    return true;
}

/* Characters that XML, and so every SVG, cannot hold. */
static bool is_forbidden(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f) ||
           c == 0xfffe || c == 0xffff;
}

bool reader_text(char **out, const field *f, const yaml_node *value, diag_list *diags)
{
    int max = f->max_chars ? f->max_chars : LIMIT_TEXT_CHARS;
    g_autofree char *text = g_strstrip(g_strdup(value->text));
    for (char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_forbidden(c)) {
            diag_error(diags, DIAG_BAD_VALUE, value->span,
                       "\"%s\" holds the control character U+%04X", f->key, c);
            return false;
        }
        if (c == '\n' || c == '\t' || c == '\r')
            *p = ' ';
    }
    if (*text == '\0') {
        diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" is empty", f->key);
        return false;
    }
    glong chars = g_utf8_strlen(text, -1);
    if (chars > max) {
        diag_error(diags, DIAG_LIMIT, value->span, "\"%s\" has %ld characters; the limit is %d",
                   f->key, chars, max);
        return false;
    }
    g_free(*out);
    *out = g_steal_pointer(&text);
    return true;
}

static bool check_range(const char *what, const yaml_node *node, double value, double min,
                        double max, diag_list *diags)
{
    if ((min == 0 && max == 0) || (value >= min && value <= max))
        return true;
    char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(low, sizeof low, "%g", min);
    g_ascii_formatd(high, sizeof high, "%g", max);
    diag_help(
        diag_error(diags, DIAG_BAD_VALUE, node->span, "%s %s is out of range", what, node->text),
        "it lies between %s and %s", low, high);
    return false;
}

bool reader_number(double *out, const field *f, const yaml_node *value, diag_list *diags)
{
    double number;
    if (!is_number(value, &number))
        return report_kind(f->key, FIELD_NUMBER, value, diags);
    g_autofree char *what = g_strdup_printf("\"%s\":", f->key);
    if (!check_range(what, value, number, f->min, f->max, diags))
        return false;
    *out = number;
    return true;
}

bool reader_pair(double out[2], const field *f, const yaml_node *value, diag_list *diags)
{
    if (value->kind != YAML_SEQUENCE || value->items->len != 2) {
        diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" is not a list of two numbers",
                   f->key);
        return false;
    }
    bool ok = true;
    for (guint i = 0; i < 2; i++) {
        const yaml_node *item = value->items->pdata[i];
        const char *what = i == 0 ? "the first number" : "the second number";
        if (!is_number(item, &out[i]))
            ok = report_kind(f->key, FIELD_PAIR, item, diags);
        else if (!check_range(what, item, out[i], i ? f->second_min : f->min,
                              i ? f->second_max : f->max, diags))
            ok = false;
    }
    return ok;
}

static bool read_integer(int *out, const field *f, const yaml_node *value, diag_list *diags)
{
    double number;
    if (!reader_number(&number, f, value, diags))
        return false;
    if (number != floor(number) || fabs(number) > G_MAXINT)
        return report_kind(f->key, FIELD_INTEGER, value, diags);
    *out = (int)number;
    return true;
}

static bool read_choice(int *out, const field *f, const yaml_node *value, diag_list *diags)
{
    int n = (int)g_strv_length((char **)f->choices);
    for (int i = 0; i < n; i++) {
        if (strcmp(f->choices[i], value->text) == 0) {
            *out = i;
            return true;
        }
    }
    diag_entry *entry = diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" cannot be \"%s\"",
                                   f->key, value->text);
    const char *nearest = suggest_nearest(value->text, f->choices, (gsize)n);
    g_autofree char *all = g_strjoinv(", ", (char **)f->choices);
    if (nearest)
        diag_help(entry, "did you mean \"%s\"? It may be: %s", nearest, all);
    else
        diag_help(entry, "it may be: %s", all);
    return false;
}

/* Stores the one kind that F allows. */
static bool store(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    void *at = (char *)target + f->offset;
    switch (f->kinds) {
    case FIELD_TEXT:
        return reader_text(at, f, value, diags);
    case FIELD_NUMBER:
        return reader_number(at, f, value, diags);
    case FIELD_INTEGER:
        return read_integer(at, f, value, diags);
    case FIELD_BOOL:
        return is_bool(value, at);
    case FIELD_CHOICE:
        return read_choice(at, f, value, diags);
    case FIELD_PAIR:
        return reader_pair(at, f, value, diags);
    case FIELD_MAPPING:
        return reader_mapping(at, f->table, value, diags);
    default:
        g_assert_not_reached();
    }
}

bool reader_field(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    if (!matches(value, f->kinds))
        return report_field_kind(f, value, diags);
    if (!check_count(f, value, diags))
        return false;
    return f->read ? f->read(target, f, value, diags) : store(target, f, value, diags);
}

static bool check_required(const field_table *table, const yaml_node *node, diag_list *diags)
{
    bool ok = true;
    for (size_t i = 0; i < table->n_fields; i++) {
        const field *f = &table->fields[i];
        bool found = !f->required;
        for (guint j = 0; j < node->pairs->len && !found; j++)
            found = strcmp(g_array_index(node->pairs, yaml_pair, j).key->text, f->key) == 0;
        if (!found) {
            diag_error(diags, DIAG_MISSING_KEY, node->span, "%s has no \"%s\"", table->name,
                       f->key);
            ok = false;
        }
    }
    return ok;
}

bool reader_mapping(void *target, const field_table *table, const yaml_node *node, diag_list *diags)
{
    bool ok = true;
    for (guint i = 0; i < node->pairs->len; i++) {
        const yaml_pair *pair = &g_array_index(node->pairs, yaml_pair, i);
        const field *f = reader_find(table, pair->key->text);
        if (!f) {
            reader_unknown_key(table, pair->key->text, pair->key->span, diags);
            ok = false;
        } else if (!reader_field(target, f, pair->value, diags)) {
            ok = false;
        }
    }
    return check_required(table, node, diags) && ok;
}
