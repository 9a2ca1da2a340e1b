/* SPDX-License-Identifier: MIT
 *
 * Typed fields out of YAML mappings. Each mapping of the trip and style formats is described by
 * one table; the reader checks against it, fills a struct, suggests the key that was meant, and
 * the JSON schema and the documentation are made from the same table.
 */
#ifndef TRIPMAP_YAML_READER_H
#define TRIPMAP_YAML_READER_H

#include "yaml/node.h"

/* What a value may be; a field may allow several. */
typedef enum {
    FIELD_TEXT = 1 << 0,    /* char *; any scalar, also 1906 */
    FIELD_NUMBER = 1 << 1,  /* double */
    FIELD_INTEGER = 1 << 2, /* int */
    FIELD_BOOL = 1 << 3,    /* bool */
    FIELD_CHOICE = 1 << 4,  /* int, the index into choices (an enum) */
    FIELD_PAIR = 1 << 5,    /* double[2], a list of two numbers */
    FIELD_LIST = 1 << 6,    /* of item_kinds */
    FIELD_MAPPING = 1 << 7, /* of the fields of table */
    FIELD_WORDS = 1 << 8,   /* a mapping of texts to texts */
} field_kind;

typedef struct field field;
typedef struct field_table field_table;

/* Stores a value whose kind was checked. TARGET is the struct that the table describes. Returns
 * false after reporting what is wrong. */
typedef bool (*field_read_fn)(void *target, const field *f, const yaml_node *value,
                              diag_list *diags);

struct field {
    const char *key;
    unsigned kinds; /* field_kind, or-ed */
    const char *doc;
    size_t offset;      /* in the target, for fields without a read function */
    field_read_fn read; /* NULL: the one kind is stored as its comment above says */
    bool required;
    double min, max;               /* number, integer or the pair's first number; both 0: any */
    double second_min, second_max; /* the pair's second number */
    int max_chars;                 /* text: 0 means LIMIT_TEXT_CHARS */
    int min_items, max_items;      /* list; max_items of FIELD_WORDS too */
    const char *const *choices;    /* NULL-terminated */
    const char *pattern;           /* text: what the schema says about it, an ECMA regex */
    const field_table *table;      /* mapping, or the mappings of a list */
    unsigned item_kinds;           /* list: field_kind, or-ed */
    const char *hint;              /* help where the value is missing */
    const char *example;           /* for the documentation */
};

struct field_table {
    const char *name; /* "a stop", in messages */
    const char *doc;
    const field *fields;
    size_t n_fields;
};

/* Fills TARGET from NODE. Reports every problem; false when there was one. */
bool reader_mapping(void *target, const field_table *table, const yaml_node *node,
                    diag_list *diags);
/* The same for a mapping of which only some keys are in the table, e.g. --set. */
bool reader_field(void *target, const field *f, const yaml_node *value, diag_list *diags);

/* For read functions. The text has its ends trimmed and line breaks made spaces. */
bool reader_text(char **out, const field *f, const yaml_node *value, diag_list *diags);
bool reader_number(double *out, const field *f, const yaml_node *value, diag_list *diags);
bool reader_pair(double out[2], const field *f, const yaml_node *value, diag_list *diags);
/* Checks a list item against F's item kinds. */
bool reader_check_item(const field *f, const yaml_node *item, diag_list *diags);
const field *reader_find(const field_table *table, const char *key);
/* Reports KEY as unknown in TABLE, with the nearest key as help. */
void reader_unknown_key(const field_table *table, const char *key, span at, diag_list *diags);

#endif
