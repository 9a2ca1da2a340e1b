/* SPDX-License-Identifier: MIT
 *
 * Field tables as JSON Schema. What the schema cannot say (that a day exists, that a place is
 * known) the parser alone decides; all else agrees, and tests compare the two.
 */
#include "yaml/schema.h"

#include "base/json.h"
#include "base/limits.h"

typedef struct {
    GString *out;
    int depth;
} schema_writer;

static void new_line(schema_writer *w)
{
    g_string_append_printf(w->out, "\n%*s", w->depth * 2, "");
}

static void append_number(schema_writer *w, const char *name, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.10g", value);
    g_string_append_printf(w->out, ",\"%s\":%s", name, digits);
}

static void write_range(schema_writer *w, double min, double max)
{
    if (min == 0 && max == 0)
        return;
    append_number(w, "minimum", min);
    append_number(w, "maximum", max);
}

/* Text may be written as a number (a title of 1906), unless it has to follow a pattern. */
static void write_text(schema_writer *w, const field *f)
{
    if (!f->pattern) {
        g_string_append_printf(w->out,
                               "{\"type\":[\"string\",\"number\",\"boolean\"],\"maxLength\":%d,"
                               "\"pattern\":\"\\\\S\"}",
                               f->max_chars ? f->max_chars : LIMIT_TEXT_CHARS);
        return;
    }
    g_string_append(w->out, "{\"type\":\"string\",\"pattern\":");
    json_append_string(w->out, f->pattern);
    if (f->max_chars)
        g_string_append_printf(w->out, ",\"maxLength\":%d", f->max_chars);
    g_string_append_c(w->out, '}');
    if (f->max > 0 && f->kinds == FIELD_TEXT) {
        g_string_append(w->out, ",{\"type\":\"integer\"");
        write_range(w, f->min, f->max);
        g_string_append_c(w->out, '}');
    }
}

static void write_choice(schema_writer *w, const field *f)
{
    g_string_append(w->out, "{\"enum\":[");
    for (int i = 0; f->choices[i]; i++) {
        if (i > 0)
            g_string_append_c(w->out, ',');
        json_append_string(w->out, f->choices[i]);
    }
    g_string_append(w->out, "]}");
}

static void write_pair(schema_writer *w, const field *f)
{
    g_string_append(w->out, "{\"type\":\"array\",\"minItems\":2,\"maxItems\":2,\"items\":["
                            "{\"type\":\"number\"");
    write_range(w, f->min, f->max);
    g_string_append(w->out, "},{\"type\":\"number\"");
    write_range(w, f->second_min, f->second_max);
    g_string_append(w->out, "}]}");
}

static void write_object(schema_writer *w, const field_table *table);
static void write_kinds(schema_writer *w, const field *f, unsigned kinds);

static void write_list(schema_writer *w, const field *f)
{
    g_string_append_printf(w->out,
                           "{\"type\":\"array\",\"minItems\":%d,\"maxItems\":%d,\"items\":{",
                           f->min_items, f->max_items);
    write_kinds(w, f, f->item_kinds);
    g_string_append(w->out, "}}");
}

static void write_kind(schema_writer *w, const field *f, unsigned kind)
{
    switch ((field_kind)kind) {
    case FIELD_TEXT:
        write_text(w, f);
        break;
    case FIELD_NUMBER:
    case FIELD_INTEGER:
        g_string_append_printf(w->out, "{\"type\":\"%s\"",
                               kind == FIELD_NUMBER ? "number" : "integer");
        write_range(w, f->min, f->max);
        g_string_append_c(w->out, '}');
        break;
    case FIELD_BOOL:
        g_string_append(w->out, "{\"type\":\"boolean\"}");
        break;
    case FIELD_CHOICE:
        write_choice(w, f);
        break;
    case FIELD_PAIR:
        write_pair(w, f);
        break;
    case FIELD_LIST:
        write_list(w, f);
        break;
    case FIELD_MAPPING:
        g_string_append_c(w->out, '{');
        write_object(w, f->table);
        g_string_append_c(w->out, '}');
        break;
    case FIELD_WORDS:
        g_string_append_printf(w->out,
                               "{\"type\":\"object\",\"maxProperties\":%d,"
                               "\"additionalProperties\":",
                               f->max_items);
        write_text(w, f);
        g_string_append_c(w->out, '}');
        break;
    }
}

/* "anyOf": the kinds a value may have. */
static void write_kinds(schema_writer *w, const field *f, unsigned kinds)
{
    g_string_append(w->out, "\"anyOf\":[");
    bool started = false;
    for (unsigned kind = 1; kind <= FIELD_WORDS; kind <<= 1) {
        if (!(kinds & kind))
            continue;
        if (started)
            g_string_append_c(w->out, ',');
        write_kind(w, f, kind);
        started = true;
    }
    g_string_append_c(w->out, ']');
}

static void write_required(schema_writer *w, const field_table *table)
{
    bool started = false;
    for (size_t i = 0; i < table->n_fields; i++) {
        if (!table->fields[i].required)
            continue;
        g_string_append(w->out, started ? "," : "\"required\":[");
        json_append_string(w->out, table->fields[i].key);
        started = true;
    }
    if (started) {
        g_string_append(w->out, "],");
        new_line(w);
    }
}

static void write_object(schema_writer *w, const field_table *table)
{
    g_string_append(w->out, "\"type\":\"object\",\"additionalProperties\":false,");
    w->depth++;
    new_line(w);
    write_required(w, table);
    g_string_append(w->out, "\"properties\":{");
    w->depth++;
    for (size_t i = 0; i < table->n_fields; i++) {
        const field *f = &table->fields[i];
        if (i > 0)
            g_string_append_c(w->out, ',');
        new_line(w);
        json_append_string(w->out, f->key);
        g_string_append(w->out, ":{\"description\":");
        json_append_string(w->out, f->doc);
        g_string_append_c(w->out, ',');
        write_kinds(w, f, f->kinds);
        g_string_append_c(w->out, '}');
    }
    w->depth -= 2;
    g_string_append_c(w->out, '}');
}

char *schema_of(const field_table *table)
{
    schema_writer w = {g_string_new("{\"$schema\":\"http://json-schema.org/draft-07/schema#\","),
                       0};
    g_string_append(w.out, "\n\"title\":");
    json_append_string(w.out, table->name);
    g_string_append(w.out, ",\"description\":");
    json_append_string(w.out, table->doc);
    g_string_append(w.out, ",\n");
    write_object(&w, table);
    g_string_append(w.out, "}\n");
    return g_string_free(w.out, FALSE);
}
