/* SPDX-License-Identifier: MIT
 *
 * Records. Whether a map is up to date is decided by comparing the start of its record with what it
 * would be now, without parsing: a thousand of these checks take a tenth of a second.
 */
#include "batch/record.h"

#include <string.h>
#include <sys/stat.h>

#include "base/json.h"

enum { NOTES_MAX = 20 };

char *record_path(const batch_drawing *d, const char *id)
{
    return g_strdup_printf("%s/.tripmap/%s.json", d->out_folder, id);
}

char *record_output_path(const batch_drawing *d, const char *id, int format)
{
    return g_strdup_printf("%s/%s.%s", d->out_folder, id, batch_format_name(format));
}

/* ---- reading ---- */

char *record_start(const batch_drawing *d, const char *id, const char *key)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_printf(out, "{\"id\":\"%s\",\"key\":\"%s\",\"outputs\":[", id, key);
    bool first = true;
    for (int format = 0; format < TRIPMAP_FORMAT_COUNT; format++) {
        if (!(d->formats & 1u << format))
            continue;
        g_autofree char *path = record_output_path(d, id, format);
        struct stat info;
        if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
            return NULL;
        g_string_append_printf(out, "%s{\"path\":\"%s.%s\",\"bytes\":%" G_GINT64_FORMAT "}",
                               first ? "" : ",", id, batch_format_name(format),
                               (gint64)info.st_size);
        first = false;
    }
    g_string_append(out, "],");
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *record_read_members(const batch_drawing *d, const char *id, const char *start)
{
    g_autofree char *path = record_path(d, id);
    g_autofree char *text = NULL;
    gsize length;
    if (!g_file_get_contents(path, &text, &length, NULL) || !g_str_has_prefix(text, start) ||
        !g_str_has_suffix(text, "}\n"))
        return NULL;
    text[length - strlen("}\n")] = '\0';
    return g_strdup(text + strlen("{\"id\":\"\",") + strlen(id));
}

/* ---- writing ---- */

static void append_member(GString *out, const char *key, const char *value)
{
    g_string_append_printf(out, "\"%s\":", key);
    json_append_string(out, value);
}

static void append_number(GString *out, const char *key, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "\"%s\":%s", key,
                           g_ascii_formatd(text, sizeof text, "%.1f", value));
}

void record_notes_begin(record_notes *notes, const char *input)
{
    *notes = (record_notes){.json = g_string_new(NULL), .input = input};
}

void record_notes_clear(record_notes *notes)
{
    g_string_free(notes->json, TRUE);
    g_free(notes->first_text);
}

static int exit_status_of(const char *code)
{
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (strcmp(diag_code_name((diag_code)i), code) == 0)
            return diag_code_exit_status((diag_code)i);
    return TRIPMAP_BAD_INPUT;
}

void record_note(void *user, const tripmap_diagnostic *d)
{
    static const char *const severities[] = {"note", "warning", "error"};
    record_notes *notes = user;
    if (d->severity == TRIPMAP_ERROR && !notes->first_text) {
        notes->first_text = g_strdup(d->text);
        notes->exit_status = exit_status_of(d->code);
    }
    if (notes->n++ >= NOTES_MAX)
        return;
    GString *out = notes->json;
    g_string_append_printf(out, "%s{\"severity\":\"%s\",\"code\":\"%s\",", out->len ? "," : "",
                           severities[d->severity], d->code);
    append_member(out, "message", d->message);
    if (d->file && strcmp(d->file, notes->input) != 0) {
        g_string_append_c(out, ',');
        append_member(out, "file", d->file);
    }
    if (d->line > 0)
        g_string_append_printf(out, ",\"line\":%d,\"column\":%d", d->line, d->column);
    g_string_append_c(out, '}');
}

static void append_summary(GString *out, const tripmap_summary *s)
{
    append_member(out, "title", s->title);
    g_string_append_c(out, ',');
    append_member(out, "traveler", s->traveler);
    g_string_append_c(out, ',');
    append_member(out, "dates", s->dates);
    g_string_append(out, ",\"countries\":[");
    for (int i = 0; s->countries[i]; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        json_append_string(out, s->countries[i]);
    }
    g_string_append_printf(out,
                           "],\"stops\":%d,\"layout\":{\"labels\":%d,\"in_panel\":%d,"
                           "\"breaches\":%d,",
                           s->stops, s->labels, s->in_panel, s->breaches);
    append_number(out, "route_px", s->route_px);
    g_string_append_c(out, ',');
    append_number(out, "route_covered_px", s->route_covered_px);
    g_string_append(out, "},");
}

char *record_members(const batch_item *item, const tripmap_summary *summary,
                     const record_notes *notes)
{
    GString *out = g_string_new(NULL);
    append_member(out, "input", item->input);
    g_string_append_c(out, ',');
    if (summary)
        append_summary(out, summary);
    g_string_append_printf(out, "\"diagnostics\":[%s]", notes->json->str);
    return g_string_free(out, FALSE);
}
