/* SPDX-License-Identifier: MIT
 *
 * tripmap key: one line that changes whenever the map could, for caches. It takes in the program,
 * the trip's text, every value of the style, the data files as they lie on disk (name, size, time)
 * and the options; it reads no shapefile and draws nothing.
 */
#include "batch/key.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/cli.h"

/* Options that say how things are told, not what is drawn. */
static const char *const beside_the_map[] = {"quiet", "diagnostics", "help", "version", NULL};

static void add_option(GChecksum *sum, const options *o, const option *row)
{
    const void *at = (const char *)o + row->offset;
    if (g_strv_contains(beside_the_map, row->name))
        return;
    key_add_text(sum, row->name);
    if (row->kind == OPTION_FLAG) {
        key_add_text(sum, *(const bool *)at ? "yes" : "no");
    } else if (row->kind == OPTION_TEXT) {
        const char *text = *(char *const *)at;
        key_add_text(sum, text ? text : "");
    } else if (row->kind == OPTION_NUMBER) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        key_add_text(sum, g_ascii_dtostr(number, sizeof number, *(const double *)at));
    } else if (row->kind == OPTION_WHOLE) {
        g_autofree char *number = g_strdup_printf("%d", *(const int *)at);
        key_add_text(sum, number);
    } else if (row->kind == OPTION_WORD) {
        key_add_text(sum, row->words[*(const int *)at]);
    }
    /* The one list that counts, --set, is in the style's text. */
}

/* The trip as it is written, the style as it comes out. */
static int add_trip(GChecksum *sum, const options *o, const source *src, reporting *r)
{
    tripmap_trip *trip = NULL;
    tripmap_style *style = NULL;
    gsize length;
    const char *bytes = source_text(src, &length);
    key_add(sum, bytes, length);
    int status = tripmap_trip_parse(&trip, source_name(src), bytes, length, &r->reporter);
    if (status == TRIPMAP_OK)
        status = load_style(&style, trip, o, &r->reporter);
    if (status == TRIPMAP_OK) {
        char *text = tripmap_style_text(style);
        key_add_text(sum, text);
        tripmap_text_free(text);
    }
    tripmap_style_free(style);
    tripmap_trip_free(trip);
    return status;
}

static int make_key(GChecksum *sum, const options *o, reporting *r)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(source) src = NULL;
    key_add_text(sum, tripmap_version());
    if (!file_read_source(&src, o->inputs->pdata[0], LIMIT_FILE_BYTES, SPAN_NONE, diags) ||
        !key_add_data(sum, o->shapes, KEY_BY_STAMP, diags))
        return reporting_list(r, diags);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].commands & FOR_KEY)
            add_option(sum, o, &option_table[i]);
    return add_trip(sum, o, src, r);
}

int command_key(const options *o)
{
    if (o->inputs->len != 1)
        return report_usage(o, "tripmap key --help says more", "a key is made for one trip");
    reporting r;
    reporting_begin(&r, o);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    int status = make_key(sum, o, &r);
    if (status == TRIPMAP_OK)
        printf("%s\n", g_checksum_get_string(sum));
    reporting_end(&r);
    return status;
}
