/* SPDX-License-Identifier: MIT
 *
 * Collecting diagnostics while the stages run, and sorting them for whoever reports them.
 * diag_print.c sets them as text.
 */
#include <string.h>

#include "base/diag.h"

/* The public entry first, so that a pointer to it is a pointer to this. */
typedef struct {
    diag_entry entry;
    guint arrival;
} list_entry;

struct diag_list {
    GPtrArray *entries; /* list_entry*, owned */
    GPtrArray *files;   /* char *, owned */
    bool sorted, strict;
};

static const char *const code_names[] = {
#define X(symbol, name, exit_status, description) [DIAG_##symbol] = name,
#include "base/diag_codes.def"
#undef X
};

static const int code_exit_status[] = {
#define X(symbol, name, exit_status, description) [DIAG_##symbol] = exit_status,
#include "base/diag_codes.def"
#undef X
};

static void free_entry(gpointer data)
{
    list_entry *e = data;
    source_unref((source *)e->entry.span.source);
    g_free(e->entry.message);
    g_free(e->entry.help);
    g_free(e);
}

diag_list *diag_list_new(void)
{
    diag_list *list = g_new0(diag_list, 1);
    list->entries = g_ptr_array_new_with_free_func(free_entry);
    list->files = g_ptr_array_new_with_free_func(g_free);
    return list;
}

void diag_list_free(diag_list *list)
{
    if (!list)
        return;
    g_ptr_array_free(list->entries, TRUE);
    g_ptr_array_free(list->files, TRUE);
    g_free(list);
}

/* Messages quote what users wrote, which may be 64 KiB long; one line of it will do. */
static char *shorten(char *message)
{
    enum { MAX_CHARS = 400 };
    if (strlen(message) <= MAX_CHARS || !g_utf8_validate(message, -1, NULL) ||
        g_utf8_strlen(message, -1) <= MAX_CHARS)
        return message;
    char *end = g_utf8_offset_to_pointer(message, MAX_CHARS);
    char *out = g_strdup_printf("%.*s…", (int)(end - message), message);
    g_free(message);
    return out;
}

static diag_entry *add(diag_list *list, diag_severity severity, diag_code code, span at,
                       const char *format, va_list arguments)
{
    list_entry *e = g_new0(list_entry, 1);
    if (list->strict && severity == DIAG_WARNING)
        severity = DIAG_ERROR;
    e->entry = (diag_entry){severity, code, at, shorten(g_strdup_vprintf(format, arguments)), NULL};
    if (at.source)
        source_ref((source *)at.source);
    e->arrival = list->entries->len;
    g_ptr_array_add(list->entries, e);
    list->sorted = false;
    return &e->entry;
}

diag_entry *diag_error(diag_list *list, diag_code code, span at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag_entry *entry = add(list, DIAG_ERROR, code, at, format, arguments);
    va_end(arguments);
    return entry;
}

diag_entry *diag_warning(diag_list *list, diag_code code, span at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag_entry *entry = add(list, DIAG_WARNING, code, at, format, arguments);
    va_end(arguments);
    return entry;
}

diag_entry *diag_note(diag_list *list, diag_code code, span at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag_entry *entry = add(list, DIAG_NOTE, code, at, format, arguments);
    va_end(arguments);
    return entry;
}

void diag_help(diag_entry *entry, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_free(entry->help);
    entry->help = g_strdup_vprintf(format, arguments);
    va_end(arguments);
}

const char *diag_code_name(diag_code code)
{
    return code_names[code];
}

int diag_code_exit_status(diag_code code)
{
    return code_exit_status[code];
}

guint diag_list_count_errors(const diag_list *list)
{
    guint errors = 0;
    for (guint i = 0; i < list->entries->len; i++)
        errors += ((const diag_entry *)list->entries->pdata[i])->severity == DIAG_ERROR;
    return errors;
}

bool diag_list_has_errors(const diag_list *list)
{
    return diag_list_count_errors(list) > 0;
}

void diag_list_make_strict(diag_list *list)
{
    list->strict = true;
    for (guint i = 0; i < list->entries->len; i++) {
        diag_entry *entry = list->entries->pdata[i];
        if (entry->severity == DIAG_WARNING)
            entry->severity = DIAG_ERROR;
    }
}

/* By source name, line, column, then arrival; what has no source comes first. */
static gint compare_entries(gconstpointer left, gconstpointer right)
{
    const list_entry *a = *(const list_entry *const *)left;
    const list_entry *b = *(const list_entry *const *)right;
    const span *at = &a->entry.span, *bt = &b->entry.span;
    int order = g_strcmp0(at->source ? source_name(at->source) : NULL,
                          bt->source ? source_name(bt->source) : NULL);
    if (order == 0)
        order = (at->line > bt->line) - (at->line < bt->line);
    if (order == 0)
        order = (at->column > bt->column) - (at->column < bt->column);
    if (order == 0)
        order = (a->arrival > b->arrival) - (a->arrival < b->arrival);
    return order;
}

static bool same_entry(const diag_entry *a, const diag_entry *b)
{
    return a->severity == b->severity && a->code == b->code && a->span.source == b->span.source &&
           a->span.line == b->span.line && a->span.column == b->span.column &&
           strcmp(a->message, b->message) == 0;
}

/* Arrival numbers are dealt anew, so that entries added later still come after these. */
static void sort_list(diag_list *list)
{
    if (list->sorted)
        return;
    GPtrArray *entries = list->entries;
    g_ptr_array_sort(entries, compare_entries);
    for (guint i = 1; i < entries->len;) {
        if (same_entry(entries->pdata[i - 1], entries->pdata[i]))
            g_ptr_array_remove_index(entries, i);
        else
            i++;
    }
    for (guint i = 0; i < entries->len; i++)
        ((list_entry *)entries->pdata[i])->arrival = i;
    list->sorted = true;
}

int diag_list_exit_status(const diag_list *list)
{
    diag_list *mutable_list = (diag_list *)list; /* sorting changes nothing a caller can see */
    for (guint i = 0; i < diag_list_count(mutable_list); i++) {
        const diag_entry *entry = diag_list_get(mutable_list, i);
        if (entry->severity == DIAG_ERROR)
            return code_exit_status[entry->code];
    }
    return 0;
}

guint diag_list_count(diag_list *list)
{
    sort_list(list);
    return list->entries->len;
}

const diag_entry *diag_list_get(diag_list *list, guint index)
{
    sort_list(list);
    g_assert(index < list->entries->len);
    return list->entries->pdata[index];
}

/* ---- files read ---- */

void diag_list_note_file(diag_list *list, const char *path)
{
    if (strcmp(path, "-") != 0 &&
        !g_ptr_array_find_with_equal_func(list->files, path, g_str_equal, NULL))
        g_ptr_array_add(list->files, g_strdup(path));
}

const GPtrArray *diag_list_files(const diag_list *list)
{
    return list->files;
}
