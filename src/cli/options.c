/* SPDX-License-Identifier: MIT
 *
 * The option table and its parser: GNU conventions (--name VALUE, --name=VALUE, -o FILE, -oFILE,
 * -- ends options), locale-free numbers, suggestions for what is misspelt.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/suggest.h"
#include "cli/options.h"

static const char *const text_words[] = {"paths", "live", "embed", NULL};
static const char *const progress_words[] = {"auto", "plain", "json", "none", NULL};
static const char *const engine_words[] = {"slurm", "parallel", "kubernetes", "make", NULL};
static const char *const diagnostics_words[] = {"text", "json", NULL};

#define AT(member) offsetof(options, member)

const option option_table[] = {
    {"output", 'o', "FILE", OPTION_LIST, FOR_OUTPUT | FOR_INIT | FOR_IMPORT | FOR_BATCH | FOR_PLAN,
     AT(outputs), 0, 0, NULL, "any",
     "write the map to FILE; its ending says the format (svg, png, pdf, …), - is standard output; "
     "may be repeated. For many maps the folder they go to"},
    {"format", 'f', "NAME", OPTION_TEXT, FOR_ONE, AT(format), 0, 0, NULL, NULL,
     "the format of outputs, whatever they end in"},
    {"style", 0, "NAME|FILE", OPTION_TEXT, FOR_MAPS | FOR_CHECK, AT(style), 0, 0, NULL, "yaml",
     "the style: a shipped one (see tripmap styles) or a YAML file"},
    {"set", 0, "KEY=VALUE", OPTION_LIST, FOR_MAPS | FOR_CHECK, AT(sets), 0, 0, NULL, NULL,
     "change one value of the style; may be repeated"},
    {"small-multiples", 0, NULL, OPTION_FLAG, FOR_ONE, AT(small_multiples), 0, 0, NULL, NULL,
     "compare: a map for each trip, side by side in one projection and scale"},
    {"title", 0, "TEXT", OPTION_TEXT, FOR_ONE, AT(title), 0, 0, NULL, NULL,
     "the page's title, instead of the trip's"},
    {"subtitle", 0, "TEXT", OPTION_TEXT, FOR_ONE, AT(subtitle), 0, 0, NULL, NULL,
     "the page's subtitle, instead of the trip's"},
    {"page", 0, "SIZE", OPTION_TEXT, FOR_MAPS | FOR_CHECK, AT(page), 0, 0, NULL, NULL,
     "page size: 1600x1000, 210x297mm, or a preset such as a4, slide, column"},
    {"projection", 0, "NAME", OPTION_TEXT, FOR_MAPS | FOR_CHECK, AT(projection), 0, 0, NULL, NULL,
     "map projection: auto, a name, a +proj string or an EPSG code"},
    {"shapes", 0, "DIR", OPTION_TEXT, FOR_MAPS | FOR_CHECK, AT(shapes), 0, 0, NULL, "folder",
     "read Natural Earth shapefiles from DIR"},
    {"dpi", 0, "N", OPTION_NUMBER, FOR_MAPS, AT(dpi), 36, 1200, NULL, NULL,
     "resolution of PNG in dots per inch, 36 to 1200; 96 is one pixel a px"},
    {"scale", 0, "N", OPTION_NUMBER, FOR_MAPS, AT(scale), 0.1, 16, NULL, NULL,
     "pixels of PNG a px of the page, 0.1 to 16"},
    {"png-level", 0, "N", OPTION_WHOLE, FOR_MAPS, AT(png_level), 0, 9, NULL, NULL,
     "compression of PNG, 0 to 9"},
    {"svg-text", 0, "HOW", OPTION_WORD, FOR_MAPS, AT(svg_text), 0, 0, text_words, NULL,
     "text in SVG: paths (default), live, or embed (live, with the fonts inside)"},
    {"precision", 0, "N", OPTION_WHOLE, FOR_MAPS, AT(precision), 1, 2, NULL, NULL,
     "decimals of coordinates in SVG, 1 or 2"},
    {"id-prefix", 0, "TEXT", OPTION_TEXT, FOR_ONE, AT(id_prefix), 0, 0, NULL, NULL,
     "what every id in an SVG begins with"},
    {"alt", 0, "FILE", OPTION_TEXT, FOR_OUTPUT, AT(alt), 0, 0, NULL, "any",
     "write the tour as a text to read aloud"},
    {"layout-json", 0, "FILE", OPTION_TEXT, FOR_OUTPUT, AT(layout_json), 0, 0, NULL, "any",
     "write where labels stand and why"},
    {"depfile", 0, "FILE", OPTION_TEXT, FOR_DRAW, AT(depfile), 0, 0, NULL, "any",
     "write what the outputs depend on, as a rule for make and Ninja"},
    {"explain", 0, NULL, OPTION_FLAG, FOR_DRAW | FOR_CHECK, AT(explain), 0, 0, NULL, NULL,
     "say which projection and extent were chosen, and why"},
    {"profile", 0, NULL, OPTION_FLAG, FOR_DRAW, AT(profile), 0, 0, NULL, NULL,
     "say on standard error where the processor's time went"},
    {"scene", 0, NULL, OPTION_FLAG, FOR_DRAW, AT(scene), 0, 0, NULL, NULL,
     "print the display list as text, for bug reports"},
    {"date", 0, "DATE", OPTION_TEXT, FOR_PLACES, AT(date), 0, 0, NULL, NULL,
     "look places up as of DATE (YYYY, YYYY-MM or YYYY-MM-DD)"},
    {"country", 0, "NAME", OPTION_TEXT, FOR_PLACES, AT(country), 0, 0, NULL, NULL,
     "look places up in the country NAME, of today or of the date"},
    {"json", 0, NULL, OPTION_FLAG, FOR_PLACES | FOR_CHECK, AT(json), 0, 0, NULL, NULL,
     "print candidates, or what the check found, as JSON"},
    {"from", 0, "PLACE", OPTION_TEXT, FOR_IMPORT, AT(from), 0, 0, NULL, NULL,
     "let every tour start at PLACE and return there"},
    {"remarks", 0, NULL, OPTION_FLAG, FOR_IMPORT, AT(remarks), 0, 0, NULL, NULL,
     "keep the record's remarks as notes"},
    {"untrusted", 0, NULL, OPTION_FLAG, FOR_MAPS | FOR_CHECK, AT(untrusted), 0, 0, NULL, NULL,
     "tighten limits; refuse raw projection strings and style files that the trip names"},
    {"strict", 0, NULL, OPTION_FLAG, FOR_MAPS | FOR_CHECK | FOR_PLACES, AT(strict), 0, 0, NULL,
     NULL, "take warnings for errors"},
    {"formats", 0, "LIST", OPTION_TEXT, FOR_BATCH | FOR_PLAN, AT(formats), 0, 0, NULL, NULL,
     "the formats of every map, comma-separated, such as svg,png (default svg)"},
    {"jobs", 'j', "N", OPTION_WHOLE, FOR_BATCH | FOR_PLAN, AT(jobs), 1, 1024, NULL, NULL,
     "draw N maps at a time (default: one for each processor)"},
    {"shards", 0, "N", OPTION_WHOLE, FOR_BATCH | FOR_PLAN | FOR_MERGE, AT(shards), 1, 100000, NULL,
     NULL,
     "divide the list into N shards; batch draws the one that --shard or the scheduler names"},
    {"shard", 0, "I/N", OPTION_TEXT, FOR_BATCH, AT(shard), 0, 0, NULL, NULL,
     "draw only shard I, from 0, of N"},
    {"force", 0, NULL, OPTION_FLAG, FOR_BATCH | FOR_PLAN, AT(force), 0, 0, NULL, NULL,
     "draw maps that are up to date, too"},
    {"keep-going", 'k', NULL, OPTION_FLAG, FOR_BATCH, AT(keep_going), 0, 0, NULL, NULL,
     "go on after failures (the default, unless --max-failures says otherwise)"},
    {"max-failures", 0, "N", OPTION_WHOLE, FOR_BATCH | FOR_PLAN, AT(max_failures), 1, 1e9, NULL,
     NULL, "stop when N maps have failed"},
    {"timeout", 0, "SECONDS", OPTION_NUMBER, FOR_BATCH | FOR_PLAN, AT(timeout), 0.001, 86400, NULL,
     NULL, "give up a map that takes longer (default 30)"},
    {"memory", 0, "MIB", OPTION_WHOLE, FOR_BATCH | FOR_PLAN, AT(memory), 64, 1048576, NULL, NULL,
     "address space of a worker in MiB; a map that needs more fails (default 1024)"},
    {"report", 0, "FILE", OPTION_TEXT, FOR_BATCH, AT(report), 0, 0, NULL, "any",
     "write the report to FILE instead of reports/ in the folder of the maps"},
    {"progress", 0, "FORM", OPTION_WORD, FOR_BATCH, AT(progress), 0, 0, progress_words, NULL,
     "auto (a bar on a terminal, else lines), plain, json (events on standard output), or none"},
    {"engine", 0, "NAME", OPTION_WORD, FOR_PLAN, AT(engine), 0, 0, engine_words, NULL,
     "what runs the shards: slurm (default), parallel, kubernetes or make"},
    {"quiet", 'q', NULL, OPTION_FLAG, FOR_ALL, AT(quiet), 0, 0, NULL, NULL, "print errors only"},
    {"diagnostics", 0, "FORM", OPTION_WORD, FOR_ALL, AT(diagnostics), 0, 0, diagnostics_words, NULL,
     "how problems are printed: text (default) or json, one object a line"},
    {"help", 'h', NULL, OPTION_FLAG, FOR_ALL, AT(help), 0, 0, NULL, NULL, "print this help"},
    {"credits", 0, NULL, OPTION_FLAG, FOR_ALL, AT(credits), 0, 0, NULL, NULL,
     "print whose data and fonts are used, and their licences"},
    {"version", 'V', NULL, OPTION_FLAG, FOR_ALL, AT(version), 0, 0, NULL, NULL,
     "print the version"},
};
const size_t option_count = G_N_ELEMENTS(option_table);

static const option *find_letter(char letter, unsigned command)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].letter == letter && (option_table[i].commands & command))
            return &option_table[i];
    return NULL;
}

static const option *find_name(const char *name, gsize length, unsigned command)
{
    for (size_t i = 0; i < option_count; i++) {
        const option *o = &option_table[i];
        if (strlen(o->name) == length && strncmp(o->name, name, length) == 0 &&
            (o->commands & command))
            return o;
    }
    return NULL;
}

/* One line on stderr, nothing of it sent raw. */
static bool G_GNUC_PRINTF(1, 2) fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *visible = diag_visible(text);
    fprintf(stderr, "tripmap: error: %s [usage]\n", visible);
    return false;
}

static bool fail_unknown(const char *argument, unsigned command)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].commands & command)
            g_ptr_array_add(names, (gpointer)option_table[i].name);
    const char *name = argument + strspn(argument, "-");
    g_autofree char *bare = g_strndup(name, strcspn(name, "="));
    const char *nearest = *bare && bare[1]
                              ? suggest_nearest(bare, (const char *const *)names->pdata, names->len)
                              : NULL;
    fail("unknown option \"%s\"", argument);
    if (nearest)
        fprintf(stderr, "      = did you mean \"--%s\"?\n", nearest);
    else
        fputs("      = tripmap --help lists the options\n", stderr);
    return false;
}

static bool set_number(options *out, const option *o, const char *value)
{
    char *end;
    double number = g_ascii_strtod(value, &end);
    bool whole = o->kind == OPTION_WHOLE;
    if (end == value || *end != '\0' || !(number >= o->min && number <= o->max) ||
        (whole && number != floor(number)))
        return fail("--%s cannot be \"%s\": it is a %snumber from %g to %g", o->name, value,
                    whole ? "whole " : "", o->min, o->max);
    if (whole)
        *(int *)((char *)out + o->offset) = (int)number;
    else
        *(double *)((char *)out + o->offset) = number;
    return true;
}

static bool set_word(options *out, const option *o, const char *value)
{
    for (int i = 0; o->words[i]; i++) {
        if (g_strcmp0(o->words[i], value) == 0) {
            *(int *)((char *)out + o->offset) = i;
            return true;
        }
    }
    g_autofree char *all = g_strjoinv(", ", (char **)o->words);
    return fail("--%s cannot be \"%s\": it is one of %s", o->name, value, all);
}

static bool set_option(options *out, const option *o, const char *value)
{
    void *at = (char *)out + o->offset;
    if (value && !g_utf8_validate(value, -1, NULL) && o->files == NULL)
        return fail("--%s is not valid UTF-8", o->name);
    switch (o->kind) {
    case OPTION_FLAG:
        *(bool *)at = true;
        return true;
    case OPTION_TEXT:
        g_free(*(char **)at);
        *(char **)at = g_strdup(value);
        return true;
    case OPTION_LIST:
        g_ptr_array_add(*(GPtrArray **)at, g_strdup(value));
        return true;
    case OPTION_NUMBER:
    case OPTION_WHOLE:
        return set_number(out, o, value);
    case OPTION_WORD:
        return set_word(out, o, value);
    }
    return false;
}

/* VALUE is what stands behind "=" or a letter, NULL when nothing does; else the next argument. */
static bool take(options *out, const option *o, const char *value, int argc, char **argv, int *i)
{
    if (o->kind == OPTION_FLAG) {
        if (value)
            return fail("--%s takes no value", o->name);
        return set_option(out, o, NULL);
    }
    if (!value) {
        if (*i + 1 >= argc)
            return fail("--%s needs a value: %s", o->name, o->argument);
        value = argv[++*i];
    }
    return set_option(out, o, value);
}

static bool take_long(options *out, unsigned command, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    gsize length = strcspn(name, "=");
    const option *o = find_name(name, length, command);
    if (!o)
        return fail_unknown(argv[*i], command);
    return take(out, o, name[length] == '=' ? name + length + 1 : NULL, argc, argv, i);
}

/* -q, -qV, -o FILE, -oFILE. */
static bool take_letters(options *out, unsigned command, int argc, char **argv, int *i)
{
    const char *argument = argv[*i];
    for (const char *p = argument + 1; *p; p++) {
        const option *o = find_letter(*p, command);
        if (!o)
            return fail_unknown(argument, command);
        bool takes_rest = o->kind != OPTION_FLAG && p[1];
        if (!take(out, o, takes_rest ? p + 1 : NULL, argc, argv, i))
            return false;
        if (o->kind != OPTION_FLAG)
            break;
    }
    return true;
}

bool options_parse(options *out, unsigned command, int argc, char **argv)
{
    *out = (options){.scale = 0, .png_level = 1, .precision = 1, .timeout = 30, .memory = 1024};
    out->inputs = g_ptr_array_new_with_free_func(g_free);
    out->outputs = g_ptr_array_new_with_free_func(g_free);
    out->sets = g_ptr_array_new_with_free_func(g_free);
    bool only_inputs = false;
    for (int i = 0; i < argc; i++) {
        const char *argument = argv[i];
        bool ok = true;
        if (only_inputs || argument[0] != '-' || argument[1] == '\0')
            g_ptr_array_add(out->inputs, g_strdup(argument));
        else if (strcmp(argument, "--") == 0)
            only_inputs = true;
        else if (argument[1] == '-')
            ok = take_long(out, command, argc, argv, &i);
        else
            ok = take_letters(out, command, argc, argv, &i);
        if (!ok)
            return false;
    }
    return true;
}

void options_clear(options *o)
{
    g_ptr_array_free(o->inputs, TRUE);
    g_ptr_array_free(o->outputs, TRUE);
    g_ptr_array_free(o->sets, TRUE);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].kind == OPTION_TEXT)
            g_free(*(char **)((char *)o + option_table[i].offset));
}
