/* SPDX-License-Identifier: MIT
 *
 * Writes the gallery's pages. Every text goes through escape() into HTML or json_append_string()
 * into the entries that gallery.js filters; links are made of ids and formats only.
 */
#include "batch/gallery.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/file.h"
#include "base/json.h"
#include "batch/report.h"
#include "trip/date.h"

#include "gallery_css.h"
#include "gallery_js.h"

typedef struct {
    const char *out_folder;
    GPtrArray *order; /* report_entry *, failures first */
    guint failed, pages;
    GString *filters; /* the form, the same on every page */
} gallery;

static void escape(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_autofree char *escaped = NULL;
        if (g_unichar_iscntrl(c)) /* HTML has none; joiners and marks of direction stay */
            escaped = g_strdup_printf("\\x%02x", c);
        else
            escaped = g_markup_escape_text(p, g_utf8_next_char(p) - p);
        g_string_append(out, escaped);
    }
}

static bool is_failed(const report_entry *e)
{
    return e->status != MAP_OK && e->status != MAP_CACHED;
}

/* The output with the first of ENDINGS that the map has; NULL when it has none. */
static const char *output_of(const report_entry *e, const char *const *endings)
{
    for (; *endings; endings++)
        for (guint i = 0; i < e->outputs->len; i++)
            if (g_str_has_suffix(e->outputs->pdata[i], *endings))
                return e->outputs->pdata[i];
    return NULL;
}

static const char *thumbnail_of(const report_entry *e)
{
    static const char *const endings[] = {".svg", ".png", NULL};
    return output_of(e, endings);
}

static const char *page_of(const report_entry *e)
{
    static const char *const endings[] = {".html", ".svg", ".png", ".pdf", NULL};
    const char *best = output_of(e, endings);
    return best || e->outputs->len == 0 ? best : e->outputs->pdata[0];
}

static char *join_countries(const report_entry *e)
{
    g_autoptr(GPtrArray) copy = g_ptr_array_copy(e->countries, NULL, NULL);
    g_ptr_array_set_free_func(copy, NULL);
    g_ptr_array_add(copy, NULL);
    return g_strjoinv(", ", (char **)copy->pdata);
}

/* What the layout's verifier found, in words. */
static char *describe_quality(const report_entry *e)
{
    if (e->breaches > 0)
        return g_strdup_printf("%d layout breach%s", e->breaches, e->breaches == 1 ? "" : "es");
    GString *out = g_string_new(NULL);
    g_string_printf(out, "%d of %d labels on the map", e->labels - e->in_panel, e->labels);
    if (e->route_px > 0 && e->route_covered_px >= 0.005 * e->route_px)
        g_string_append_printf(out, ", %.0f %% of the route covered",
                               100 * e->route_covered_px / e->route_px);
    return g_string_free(out, FALSE);
}

static char *describe_error(const report_entry *e)
{
    if (e->error_line > 0)
        return g_strdup_printf("%s:%d:%d: %s", e->input, e->error_line, e->error_column, e->error);
    return g_strdup_printf("%s: %s", e->input, e->error);
}

/* "3–6 Oct 2022" of a report's ISO dates; as they are when they are none. */
static char *describe_dates(const report_entry *e)
{
    g_autoptr(diag_list) ignored = diag_list_new();
    trip_dates dates;
    if (!*e->dates || !trip_dates_parse(&dates, e->dates, SPAN_NONE, ignored))
        return g_strdup(e->dates);
    return trip_dates_format(&dates, "en", DATE_SHORT_YEAR);
}

/* ---- cards ---- */

static void append_details(GString *out, const report_entry *e)
{
    g_autofree char *countries = join_countries(e);
    g_autofree char *dates = describe_dates(e);
    const char *const parts[] = {e->traveler, dates, countries};
    const char *between = "<p class=\"about\">";
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!*parts[i])
            continue;
        g_string_append_printf(out, "%s<bdi>", between);
        escape(out, parts[i]);
        g_string_append(out, "</bdi>");
        between = " · ";
    }
    if (*between != '<')
        g_string_append(out, "</p>\n");
}

static void append_files(GString *out, const report_entry *e, const char *root)
{
    for (guint i = 0; i < e->outputs->len; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): the report holds no NULL */
        const char *path = e->outputs->pdata[i], *dot = strrchr(path, '.');
        g_string_append_printf(out, " <a href=\"%s%s\">%s</a>", root, path, dot ? dot + 1 : path);
    }
}

static void append_drawn(GString *out, const report_entry *e, const char *root)
{
    const char *thumbnail = thumbnail_of(e), *page = page_of(e);
    g_autofree char *quality = describe_quality(e);
    g_string_append_printf(out, "<li><a class=\"map\" href=\"%s%s\">", root, page ? page : "");
    if (thumbnail)
        g_string_append_printf(out, "<img src=\"%s%s\" alt=\"\" loading=\"lazy\">", root,
                               thumbnail);
    g_string_append(out, "<strong><bdi>");
    escape(out, *e->title ? e->title : e->id);
    g_string_append(out, "</bdi></strong></a>\n");
    append_details(out, e);
    g_string_append_printf(out, "<p class=\"%s\">%s ·", e->breaches > 0 ? "bad" : "quality",
                           quality);
    append_files(out, e, root);
    g_string_append(out, "</p></li>\n");
}

static void append_failed(GString *out, const report_entry *e)
{
    g_autofree char *error = describe_error(e);
    g_string_append(out, "<li class=\"failed\"><strong>");
    escape(out, e->id);
    g_string_append_printf(out, "</strong>\n<p>%s</p>\n<p class=\"bad\"><bdi>",
                           map_status_name(e->status));
    escape(out, error);
    g_string_append(out, "</bdi></p></li>\n");
}

/* ---- the filter ---- */

static gint compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A drop-down of the texts in SEEN (char *, owned by the entries or the table), sorted. */
static void append_select(GString *out, const char *name, const char *label, GHashTable *seen)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    GHashTableIter iterator;
    gpointer text;
    g_hash_table_iter_init(&iterator, seen);
    while (g_hash_table_iter_next(&iterator, &text, NULL))
        g_ptr_array_add(texts, text);
    g_ptr_array_sort(texts, compare_texts);
    g_string_append_printf(out, "<label>%s <select name=\"%s\"><option value=\"\">all</option>",
                           label, name);
    for (guint i = 0; i < texts->len; i++) {
        g_string_append(out, "<option>");
        escape(out, texts->pdata[i]);
        g_string_append(out, "</option>");
    }
    g_string_append(out, "</select></label>\n");
}

static void add_years(GHashTable *years, const char *dates)
{
    const char *slash = strchr(dates, '/');
    gint64 first = g_ascii_strtoll(dates, NULL, 10);
    gint64 last = slash ? g_ascii_strtoll(slash + 1, NULL, 10) : first;
    for (gint64 year = first; year > 0 && year <= MIN(last, 9999) && year - first < 100; year++)
        g_hash_table_add(years, g_strdup_printf("%04d", (int)year));
}

static GString *make_filters(const GPtrArray *order)
{
    g_autoptr(GHashTable) travelers = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) countries = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) years = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < order->len; i++) {
        const report_entry *e = order->pdata[i];
        if (*e->traveler)
            g_hash_table_add(travelers, e->traveler);
        for (guint k = 0; k < e->countries->len; k++)
            g_hash_table_add(countries, e->countries->pdata[k]);
        add_years(years, e->dates);
    }
    GString *out = g_string_new("<form id=\"filter\" hidden>\n<label>Search <input type=\"search\" "
                                "name=\"text\"></label>\n");
    append_select(out, "traveler", "Traveler", travelers);
    append_select(out, "year", "Year", years);
    append_select(out, "country", "Country", countries);
    g_string_append(out, "<label>Order <select name=\"order\"><option value=\"\">as listed</option>"
                         "<option value=\"quality\">worst layout first</option></select></label>\n"
                         "<output></output>\n</form>\n");
    return out;
}

/* ---- files ---- */

static bool write_file(const gallery *g, const char *name, const void *bytes, gsize length,
                       diag_list *diags)
{
    g_autofree char *path = g_build_filename(g->out_folder, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    file_writer *writer;
    if (!file_writer_open_in(&writer, path, folder, diags))
        return false;
    file_writer_write(writer, bytes, length);
    return file_writer_commit(writer, diags);
}

static char *page_name(guint page)
{
    return page == 0 ? g_strdup("index.html") : g_strdup_printf("gallery/page-%u.html", page + 1);
}

static void append_link(GString *out, guint page, const char *root, const char *text)
{
    g_autofree char *name = page_name(page);
    g_string_append_printf(out, "<a href=\"%s%s\">%s</a>\n", root, name, text);
}

static void append_navigation(GString *out, const gallery *g, guint page, const char *root)
{
    if (g->pages < 2)
        return;
    g_string_append(out, "<nav>\n");
    if (page > 0) {
        append_link(out, 0, root, "first");
        append_link(out, page - 1, root, "previous");
    }
    g_string_append_printf(out, "<span>page %u of %u</span>\n", page + 1, g->pages);
    if (page + 1 < g->pages) {
        append_link(out, page + 1, root, "next");
        append_link(out, g->pages - 1, root, "last");
    }
    g_string_append(out, "</nav>\n");
}

static void append_head(GString *out, const gallery *g, const char *root)
{
    g_string_append_printf(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "img-src 'self' file: data:; style-src 'self' file:; script-src 'self' file:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>Maps</title>\n<link rel=\"icon\" href=\"data:,\">\n"
        "<link rel=\"stylesheet\" href=\"%sgallery/gallery.css\">\n"
        "<script defer src=\"%sgallery/gallery.js\"></script>\n</head>\n"
        "<body data-root=\"%s\">\n<header>\n<h1>%u map%s</h1>\n",
        root, root, root, g->order->len - g->failed, g->order->len - g->failed == 1 ? "" : "s");
    if (g->failed > 0)
        g_string_append_printf(out, "<p class=\"bad\">%u failed</p>\n", g->failed);
}

static bool write_page(const gallery *g, guint page, diag_list *diags)
{
    const char *root = page == 0 ? "" : "../";
    g_autoptr(GString) out = g_string_new(NULL);
    append_head(out, g, root);
    g_string_append(out, g->filters->str);
    g_string_append(out, "</header>\n");
    append_navigation(out, g, page, root);
    g_string_append(out, "<ul id=\"maps\">\n");
    guint end = MIN(g->order->len, (page + 1) * GALLERY_PAGE);
    for (guint i = page * GALLERY_PAGE; i < end; i++) {
        const report_entry *e = g->order->pdata[i];
        if (is_failed(e))
            append_failed(out, e);
        else
            append_drawn(out, e, root);
    }
    g_string_append(out, "</ul>\n");
    append_navigation(out, g, page, root);
    g_string_append(out, "</body>\n</html>\n");
    g_autofree char *name = page_name(page);
    return write_file(g, name, out->str, out->len, diags);
}

/* One entry for the filter: what a card shows, as gallery.js makes cards of it. */
static void append_entry(GString *out, const report_entry *e)
{
    g_autofree char *countries = join_countries(e);
    g_autofree char *last = is_failed(e) ? describe_error(e) : describe_quality(e);
    g_autofree char *dates = describe_dates(e);
    const char *thumbnail = thumbnail_of(e), *page = page_of(e);
    const char *const texts[] = {
        e->id,     *e->title ? e->title : e->id, e->traveler,      e->dates,
        countries, thumbnail ? thumbnail : "",   page ? page : "", last,
        dates};
    g_string_append_printf(out, "[%s,%d", is_failed(e) ? "1" : "0",
                           e->breaches * 1000 + e->in_panel);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_string_append_c(out, ',');
        json_append_string(out, texts[i]);
    }
    g_string_append(out, "]");
}

static bool write_entries(const gallery *g, diag_list *diags)
{
    g_autoptr(GString) out = g_string_new("tripmapEntries([\n");
    for (guint i = 0; i < g->order->len; i++) {
        append_entry(out, g->order->pdata[i]);
        g_string_append(out, i + 1 < g->order->len ? ",\n" : "\n");
    }
    g_string_append(out, "]);\n");
    return write_file(g, "gallery/entries.js", out->str, out->len, diags);
}

/* Pages of an earlier, larger gallery. */
static void remove_further_pages(const gallery *g)
{
    for (guint page = g->pages;; page++) {
        g_autofree char *name = page_name(page);
        g_autofree char *path = g_build_filename(g->out_folder, name, NULL);
        if (unlink(path) != 0)
            return;
    }
}

/* The failures, then the others, each in the manifest's order. */
static GPtrArray *put_failures_first(const GPtrArray *entries, guint *failed)
{
    GPtrArray *order = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++)
        if (is_failed(entries->pdata[i]))
            g_ptr_array_add(order, entries->pdata[i]);
    *failed = order->len;
    for (guint i = 0; i < entries->len; i++)
        if (!is_failed(entries->pdata[i]))
            g_ptr_array_add(order, entries->pdata[i]);
    return order;
}

static bool write_all(const gallery *g, diag_list *diags)
{
    if (!write_file(g, "gallery/gallery.css", gallery_css, sizeof gallery_css, diags) ||
        !write_file(g, "gallery/gallery.js", gallery_js, sizeof gallery_js, diags) ||
        !write_entries(g, diags))
        return false;
    for (guint page = 0; page < g->pages; page++)
        if (!write_page(g, page, diags))
            return false;
    return true;
}

char *gallery_write(const char *out_folder, const GPtrArray *entries, diag_list *diags)
{
    g_autofree char *folder = g_build_filename(out_folder, "gallery", NULL);
    if (!file_make_own_folder(folder, diags))
        return NULL;
    gallery g = {.out_folder = out_folder};
    g.order = put_failures_first(entries, &g.failed);
    g.pages = MAX(1, (g.order->len + GALLERY_PAGE - 1) / GALLERY_PAGE);
    g.filters = make_filters(g.order);
    bool ok = write_all(&g, diags);
    if (ok)
        remove_further_pages(&g);
    g_string_free(g.filters, TRUE);
    g_ptr_array_unref(g.order);
    return ok ? g_build_filename(out_folder, "index.html", NULL) : NULL;
}
