/* SPDX-License-Identifier: MIT
 *
 * The commands that print what the library knows: styles, schemas, a trip to start from.
 */
#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "cli/cli.h"
#include "style/style.h"
#include "style/style_fields.h"
#include "trip/trip_fields.h"
#include "yaml/schema.h"

/* ---- styles ---- */

static void print_styles(const char *folder, diag_list *diags)
{
    g_autoptr(GPtrArray) names = style_list(folder);
    for (guint i = 0; i < names->len; i++) {
        g_autoptr(style) s = NULL;
        const char *name = names->pdata[i];
        if (style_load(&s, name, folder, SPAN_NONE, diags))
            printf("%-12s %s\n", name, s->description ? s->description : "");
    }
}

int command_styles(const options *o)
{
    if (o->inputs->len > 0)
        return report_usage(o, NULL, "tripmap styles takes no arguments");
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *folder = datadir_find(NULL, "styles", diags);
    if (folder)
        print_styles(folder, diags);
    reporting r;
    reporting_begin(&r, o);
    return reporting_list(&r, diags);
}

/* ---- schema ---- */

int command_schema(const options *o)
{
    const char *which = o->inputs->len == 1 ? o->inputs->pdata[0] : "";
    const field_table *table = strcmp(which, "trip") == 0    ? &trip_fields
                               : strcmp(which, "style") == 0 ? &style_fields
                                                             : NULL;
    if (!table)
        return report_usage(o, "write tripmap schema trip, or tripmap schema style",
                            "there is a schema of trips and one of styles");
    g_autofree char *text = schema_of(table);
    fputs(text, stdout);
    return TRIPMAP_OK;
}

/* ---- init ---- */

/* Never over a file that is there. */
int command_init(const options *o)
{
    if (o->inputs->len > 0 || o->outputs->len > 1)
        return report_usage(o, "write tripmap init -o trip.yaml", "tripmap init writes one file");
    if (o->outputs->len == 0 || strcmp(o->outputs->pdata[0], "-") == 0) {
        fputs(tripmap_trip_starter(), stdout);
        return TRIPMAP_OK;
    }
    const char *path = o->outputs->pdata[0];
    g_autoptr(diag_list) diags = diag_list_new();
    file_writer *writer;
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "\"%s\" exists already", path);
    } else if (file_writer_open(&writer, path, diags)) {
        file_writer_write(writer, tripmap_trip_starter(), strlen(tripmap_trip_starter()));
        file_writer_commit(writer, diags);
    }
    reporting r;
    reporting_begin(&r, o);
    return reporting_list(&r, diags);
}
