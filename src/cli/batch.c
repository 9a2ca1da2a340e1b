/* SPDX-License-Identifier: MIT
 *
 * tripmap batch TRIPS… -o DIR: options in, batch_run out.
 */
#include "cli/batch.h"

#include <string.h>

#include "batch/batch.h"

static int parse_formats(unsigned *out, const options *o)
{
    g_auto(GStrv) names = g_strsplit(o->formats ? o->formats : "svg", ",", -1);
    *out = 0;
    for (char **name = names; *name; name++) {
        int format = strchr(*name, '.') ? -1 : tripmap_format_of(*name);
        if (format < 0)
            return report_usage(o, "it is one of svg, png, pdf, html, geojson, kml, gpx",
                                "\"%s\" is no format", *name);
        *out |= 1u << format;
    }
    return TRIPMAP_OK;
}

int batch_options_check(unsigned *formats, const options *o)
{
    if (o->inputs->len == 0)
        return report_usage(o, "give trip files, folders, or lists of them", "no trip is given");
    if (o->outputs->len != 1)
        return report_usage(o, "add -o maps, for example", "one folder for the maps is needed");
    if (o->dpi > 0 && o->scale > 0)
        return report_usage(o, NULL, "--dpi and --scale say the same thing; give one");
    if (o->keep_going && o->max_failures > 0)
        return report_usage(o, NULL, "--keep-going and --max-failures contradict each other");
    return parse_formats(formats, o);
}

/* The batch owns texts of its own: they outlive nothing here, but unpacking frees them. */
static batch_drawing drawing_of(const options *o, unsigned formats)
{
    g_autoptr(GPtrArray) sets = g_ptr_array_copy(o->sets, NULL, NULL);
    g_ptr_array_set_free_func(sets, NULL);
    g_ptr_array_add(sets, NULL);
    return (batch_drawing){
        .style = g_strdup(o->style),
        .page = g_strdup(o->page),
        .projection = g_strdup(o->projection),
        .sets = g_strdupv((char **)sets->pdata),
        .scale = o->scale,
        .dpi = o->dpi,
        .png_level = o->png_level,
        .precision = o->precision,
        .svg_text = o->svg_text,
        .strict = o->strict,
        .untrusted = o->untrusted,
        .shapes = g_strdup(o->shapes),
        .out_folder = g_strdup(o->outputs->pdata[0]),
        .formats = formats,
        .force = o->force,
        .memory_mb = o->memory,
    };
}

int command_batch(const options *o)
{
    unsigned formats = 0;
    int status = batch_options_check(&formats, o);
    if (status != TRIPMAP_OK)
        return status;
    batch_settings settings = {
        .inputs = o->inputs,
        .drawing = drawing_of(o, formats),
        .jobs = o->jobs,
        .timeout_s = o->timeout,
        .max_failures = (guint)o->max_failures,
        .report = o->report,
        .progress = o->quiet ? PROGRESS_NONE : (progress_form)o->progress,
    };
    g_autoptr(diag_list) diags = diag_list_new();
    if (shard_find(&settings.shard, o->shards, o->shard, diags))
        status = batch_run(&settings, diags);
    else
        status = TRIPMAP_BAD_USAGE;
    batch_drawing_clear(&settings.drawing);
    reporting r;
    reporting_begin(&r, o);
    reporting_list(&r, diags);
    reporting_end(&r);
    return status;
}
