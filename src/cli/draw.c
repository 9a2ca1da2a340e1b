/* SPDX-License-Identifier: MIT
 *
 * tripmap TRIP -o FILE…: one trip, one layout, any number of outputs. All inputs are checked
 * before anything is drawn, and everything is drawn before anything is written.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/profile.h"
#include "cli/cli.h"

static const char *const formats_help =
    "end it in .svg, .png, .pdf, .html, .geojson, .kml or .gpx, or give -f";

/* What a map is made from. */
typedef struct {
    GPtrArray *trips; /* tripmap_trip * */
    tripmap_style *style;
    tripmap_atlas *atlas;
} ingredients;

static int format_of(const options *o, const char *path)
{
    return tripmap_format_of(o->format ? o->format : path);
}

static bool is_binary(int format)
{
    return format == TRIPMAP_PNG || format == TRIPMAP_PDF;
}

static int check_output(const options *o, const char *path, const char *input)
{
    bool standard = strcmp(path, "-") == 0;
    if (standard && !o->format)
        return report_usage(o, "add -f svg, for example", "standard output needs a format");
    int format = format_of(o, path);
    if (format < 0)
        return report_usage(o, formats_help, "\"%s\" does not end in a known format", path);
    if (standard && is_binary(format) && isatty(STDOUT_FILENO))
        return report_usage(o, "send it to a file with -o FILE", "a %s is no text for a terminal",
                            o->format);
    if (!standard && strcmp(path, input) == 0)
        return report_usage(o, NULL, "\"%s\" is the trip itself", path);
    return TRIPMAP_OK;
}

int draw_check_arguments(const options *o, bool several)
{
    if (o->inputs->len == 0)
        return report_usage(o, "tripmap --help says more", "no trip is given");
    if (o->inputs->len > 1 && !several)
        return report_usage(o, "draw them one by one, or together with tripmap compare",
                            "\"%s\" is a second trip", (const char *)o->inputs->pdata[1]);
    if (o->format && (strchr(o->format, '.') || tripmap_format_of(o->format) < 0))
        return report_usage(o, "it is one of svg, png, pdf, html, geojson, kml, gpx",
                            "\"%s\" is no format", o->format);
    if (o->outputs->len == 0 && !o->explain && !o->scene && !o->alt && !o->layout_json)
        return report_usage(o, "add -o map.svg, for example", "no output is given");
    if (o->dpi > 0 && o->scale > 0)
        return report_usage(o, NULL, "--dpi and --scale say the same thing; give one");
    for (guint i = 0; i < o->outputs->len; i++) {
        int status = check_output(o, o->outputs->pdata[i], o->inputs->pdata[0]);
        if (status != TRIPMAP_OK)
            return status;
    }
    return o->depfile ? depfile_check(o) : TRIPMAP_OK;
}

/* The first status that is no success counts, but everything is tried, so that all is said. */
static int worse(int first, int second)
{
    return first != TRIPMAP_OK ? first : second;
}

int load_style(tripmap_style **out, const tripmap_trip *trip, const options *o,
               const tripmap_reporter *reporter)
{
    int status;
    if (o->style || !trip || !tripmap_trip_style(trip))
        status = tripmap_style_load(out, o->style, NULL, reporter);
    else
        status = tripmap_trip_load_style(out, trip, NULL, o->untrusted, reporter);
    for (guint i = 0; i < o->sets->len && *out; i++)
        status = worse(status, tripmap_style_set(*out, o->sets->pdata[i], reporter));
    return status;
}

static int load(ingredients *in, const options *o, const tripmap_reporter *reporter)
{
    int status = TRIPMAP_OK;
    in->trips = g_ptr_array_new_with_free_func((GDestroyNotify)tripmap_trip_free);
    for (guint i = 0; i < o->inputs->len; i++) {
        tripmap_trip *trip;
        status = worse(status, tripmap_trip_load(&trip, o->inputs->pdata[i], reporter));
        if (trip)
            g_ptr_array_add(in->trips, trip);
    }
    const tripmap_trip *first = in->trips->len > 0 ? in->trips->pdata[0] : NULL;
    status = worse(status, load_style(&in->style, first, o, reporter));
    return worse(status, tripmap_atlas_open(&in->atlas, o->shapes, reporter));
}

static void free_ingredients(ingredients *in)
{
    g_ptr_array_unref(in->trips);
    tripmap_style_free(in->style);
    tripmap_atlas_free(in->atlas);
}

int save_text(reporting *r, const char *path, const char *text)
{
    g_autoptr(diag_list) diags = diag_list_new();
    file_writer *writer;
    if (file_writer_open(&writer, path, diags)) {
        file_writer_write(writer, text, strlen(text));
        file_writer_commit(writer, diags);
    }
    return reporting_list(r, diags);
}

static int write_all(const options *o, tripmap_map *map, reporting *r)
{
    int status = TRIPMAP_OK;
    const tripmap_output output = {
        .scale = o->scale > 0 ? o->scale : 1,
        .dpi = o->dpi,
        .png_level = o->png_level,
        .precision = o->precision,
        .svg_text = (tripmap_svg_text)o->svg_text,
        .id_prefix = o->id_prefix,
    };
    for (guint i = 0; i < o->outputs->len; i++) {
        const char *path = o->outputs->pdata[i];
        status =
            worse(status, tripmap_map_save(map, path, format_of(o, path), &output, &r->reporter));
    }
    if (o->alt)
        status = worse(status, save_text(r, o->alt, tripmap_map_alt_text(map)));
    if (o->layout_json)
        status = worse(status, save_text(r, o->layout_json, tripmap_map_layout_json(map)));
    if (o->explain)
        fputs(tripmap_map_explain(map), stdout);
    if (o->scene)
        fputs(tripmap_map_scene(map), stdout);
    return status;
}

/* Loads and builds; what comes after is up to the command. */
static int build(tripmap_map **map, const options *o, reporting *r)
{
    ingredients in = {NULL, NULL, NULL};
    *map = NULL;
    int status = load(&in, o, &r->reporter);
    if (status == TRIPMAP_OK) {
        const tripmap_options wishes = {
            .page = o->page,
            .projection = o->projection,
            .untrusted = o->untrusted,
            .title = o->title,
            .subtitle = o->subtitle,
            .small_multiples = o->small_multiples,
        };
        status =
            tripmap_map_build_several(map, (const tripmap_trip *const *)in.trips->pdata,
                                      in.trips->len, in.style, in.atlas, &wishes, &r->reporter);
    }
    free_ingredients(&in);
    return status;
}

int draw_once(const options *o, GPtrArray *files)
{
    reporting r;
    tripmap_map *map;
    reporting_begin(&r, o);
    r.files = files;
    int status = build(&map, o, &r);
    if (status == TRIPMAP_OK)
        status = write_all(o, map, &r);
    if (status == TRIPMAP_OK && o->depfile)
        status = depfile_write(o, files, &r);
    tripmap_map_free(map);
    reporting_end(&r);
    return status;
}

static int draw(const options *o, bool several)
{
    int status = draw_check_arguments(o, several);
    if (status != TRIPMAP_OK)
        return status;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    if (o->profile)
        profile_start();
    status = draw_once(o, files);
    if (o->profile)
        profile_print(stderr);
    return status;
}

int command_draw(const options *o)
{
    return draw(o, false);
}

int command_compare(const options *o)
{
    return draw(o, true);
}

/* {"trip":"a.yaml","drawable":true,"layout":{…}}, one object a trip. */
static void print_check_json(const char *path, const tripmap_map *map)
{
    g_autoptr(GString) out = g_string_new("{\"trip\":");
    json_append_string(out, path);
    g_string_append_printf(out, ",\"drawable\":%s", map ? "true,\"layout\":" : "false}\n");
    fputs(out->str, stdout);
    if (map) {
        g_autofree char *layout = g_strchomp(g_strdup(tripmap_map_layout_json(map)));
        printf("%s}\n", layout);
    }
}

static void print_check(const options *o, const char *path, const tripmap_map *map)
{
    if (o->json)
        print_check_json(path, map);
    else if (map && !o->quiet)
        printf("%s: can be drawn\n%s", path, tripmap_map_compromises(map));
    if (map && o->explain)
        fputs(tripmap_map_explain(map), stdout);
}

/* Lays out one trip after the other and hands each to TELL, with NULL for one that fails. */
static int for_each_trip(const options *o, const char *help,
                         void (*tell)(const options *o, const char *input, const tripmap_map *map))
{
    if (o->inputs->len == 0)
        return report_usage(o, help, "no trip is given");
    int status = TRIPMAP_OK;
    for (guint i = 0; i < o->inputs->len; i++) {
        options one = *o;
        g_autoptr(GPtrArray) input = g_ptr_array_new();
        g_ptr_array_add(input, o->inputs->pdata[i]);
        one.inputs = input;
        reporting r;
        tripmap_map *map;
        reporting_begin(&r, &one);
        int own = build(&map, &one, &r);
        tell(o, input->pdata[0], own == TRIPMAP_OK ? map : NULL);
        tripmap_map_free(map);
        reporting_end(&r);
        status = worse(status, own);
    }
    return status;
}

int command_check(const options *o)
{
    return for_each_trip(o, "tripmap check --help says more", print_check);
}

static void print_explanation(const options *o, const char *input, const tripmap_map *map)
{
    if (!map)
        return;
    if (o->inputs->len > 1)
        printf("%s\n", input);
    fputs(tripmap_map_explain(map), stdout);
}

int command_explain(const options *o)
{
    return for_each_trip(o, "tripmap explain --help says more", print_explanation);
}
