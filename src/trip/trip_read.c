/* SPDX-License-Identifier: MIT
 *
 * From a trip file to the trip model: the format's field tables and the few values that need more
 * than the generic reader.
 */
#include <string.h>

#include "base/limits.h"
#include "trip/date.h"
#include "trip/trip.h"
#include "trip/trip_fields.h"

#define TABLE(title, about, rows)                                                                  \
    {                                                                                              \
        .name = title, .doc = about, .fields = rows, .n_fields = G_N_ELEMENTS(rows)                \
    }

static const char *const switch_words[] = {"auto", "always", "never", NULL};
static const char *const corner_words[] = {"auto",      "always",      "never",        "top-left",
                                           "top-right", "bottom-left", "bottom-right", NULL};
static const char *const panel_words[] = {"auto", "always", "never", "left", "right", NULL};
static const char *const mode_words[] = {"air", "sea", "rail", "road", NULL};
static const char *const side_words[] = {"left", "right", "above", "below", NULL};
static const char *const border_words[] = {"auto", "modern", "faded", "none", NULL};
static const char *const name_words[] = {"given", "modern", NULL};
static const char *const font_words[] = {"shipped", "system", NULL};

#define LINK_PATTERN "^(https?://|mailto:)[^\\s<>\"\\\\^`{|}]+$"
#define DATE_PATTERN "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?\\??$"
#define LANG_PATTERN "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

/* ---- values that several mappings share ---- */

/* Letters beyond ASCII may be typed; what is written is a URI, which has none. */
static char *percent_encode(const char *link)
{
    GString *out = g_string_new(NULL);
    for (const char *p = link; *p; p++) {
        if ((guchar)*p < 0x80)
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "%%%02X", (guchar)*p);
    }
    return g_string_free(out, FALSE);
}

static bool read_link(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    char **out = (char **)((char *)target + f->offset);
    if (!reader_text(out, f, value, diags))
        return false;
    if (trip_link_is_safe(*out)) {
        g_autofree char *typed = *out;
        *out = percent_encode(typed);
        return true;
    }
    diag_help(diag_error(diags, DIAG_BAD_LINK, value->span, "\"%s\" is not a link", *out),
              "a link begins with https://, http:// or mailto: and holds no blanks");
    return false;
}

/* A word that is kept as a static text rather than as an enum. */
static bool read_word(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    int choice;
    const field by_index = {.key = f->key, .kinds = FIELD_CHOICE, .choices = f->choices};
    if (!reader_field(&choice, &by_index, value, diags))
        return false;
    *(const char **)((char *)target + f->offset) = f->choices[choice];
    return true;
}

/* A two-word choice kept as a flag: true for the second. */
static bool read_second_word(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    int choice;
    const field by_index = {.key = f->key, .kinds = FIELD_CHOICE, .choices = f->choices};
    if (!reader_field(&choice, &by_index, value, diags))
        return false;
    *(bool *)((char *)target + f->offset) = choice == 1;
    return true;
}

static bool read_via(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    GArray **out = (GArray **)((char *)target + f->offset);
    bool ok = true;
    *out = g_array_new(FALSE, FALSE, sizeof(geo_point));
    for (guint i = 0; i < value->items->len; i++) {
        const yaml_node *item = value->items->pdata[i];
        double pair[2];
        if (!reader_check_item(f, item, diags) || !reader_pair(pair, f, item, diags)) {
            ok = false;
            continue;
        }
        geo_point point = {pair[0], pair[1]};
        g_array_append_val(*out, point);
    }
    return ok;
}

#define LON_LAT .min = -180, .max = 180, .second_min = -90, .second_max = 90
#define VIA_FIELD(type, member)                                                                    \
    {                                                                                              \
        .key = "via", .kinds = FIELD_LIST, .item_kinds = FIELD_PAIR, .read = read_via, LON_LAT,    \
        .max_items = LIMIT_VIA_POINTS, .offset = offsetof(type, member),                           \
        .doc = "Points [longitude, latitude] that the leg here passes, to lead it round land."     \
    }

/* ---- places ---- */

static bool read_place_name(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_place *place = (trip_place *)((char *)target + f->offset);
    place->span = value->span;
    return reader_text(&place->text, f, value, diags);
}

static bool read_country(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_place *place = (trip_place *)((char *)target + f->offset);
    place->country_span = value->span;
    return reader_text(&place->country, f, value, diags);
}

static bool read_at(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_place *place = (trip_place *)((char *)target + f->offset);
    double pair[2];
    if (!reader_pair(pair, f, value, diags))
        return false;
    place->has_at = true;
    place->at = (geo_point){pair[0], pair[1]};
    place->at_span = value->span;
    return true;
}

#define COUNTRY_FIELD(place_offset)                                                                \
    {                                                                                              \
        .key = "country", .kinds = FIELD_TEXT, .read = read_country, .offset = place_offset,       \
        .example = "Jamaica",                                                                      \
        .doc = "The country, state or region the place is in, where the name alone is not enough." \
    }
#define AT_FIELD(place_offset)                                                                     \
    {                                                                                              \
        .key = "at", .kinds = FIELD_PAIR, .read = read_at, LON_LAT, .offset = place_offset,        \
        .example = "[-71.31, -41.13]",                                                             \
        .doc = "[longitude, latitude] in degrees, for a place that no gazetteer knows."            \
    }

static const field place_rows[] = {
    {.key = "name",
     .kinds = FIELD_TEXT,
     .required = true,
     .read = read_place_name,
     .doc = "The place's name.",
     .example = "Kingston"},
    COUNTRY_FIELD(0),
    AT_FIELD(0),
};
static const field_table place_table =
    TABLE("a place", "A place, its country and its coordinates apart.", place_rows);

static bool read_place(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    if (value->kind == YAML_SCALAR)
        return read_place_name(target, f, value, diags);
    return reader_mapping((char *)target + f->offset, f->table, value, diags);
}

#define PLACE_FIELD(place_offset)                                                                  \
    {                                                                                              \
        .key = "place", .kinds = FIELD_TEXT | FIELD_MAPPING, .required = true, .read = read_place, \
        .table = &place_table, .offset = place_offset, .example = "San José, Costa Rica",          \
        .doc = "Where: a city, \"City, Country\", or a country, which means its capital."          \
    }

/* ---- stops ---- */

static bool read_dates(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_stop *stop = target;
    g_autofree char *text = NULL;
    return reader_text(&text, f, value, diags) &&
           trip_dates_parse(&stop->dates, text, value->span, diags);
}

static bool add_issue(trip_stop *stop, const field *f, const yaml_node *item, diag_list *diags)
{
    char *issue = NULL;
    if (!reader_check_item(f, item, diags) || !reader_text(&issue, f, item, diags))
        return false;
    g_ptr_array_add(stop->issues, issue);
    return true;
}

static bool read_issues(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_stop *stop = target;
    if (value->kind == YAML_SCALAR)
        return add_issue(stop, f, value, diags);
    bool ok = true;
    for (guint i = 0; i < value->items->len; i++)
        ok = add_issue(stop, f, value->items->pdata[i], diags) && ok;
    return ok;
}

static bool read_label_at(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_stop *stop = target;
    double pair[2];
    if (!reader_pair(pair, f, value, diags))
        return false;
    stop->has_label_at = true;
    stop->label_at = (page_point){pair[0], pair[1]};
    return true;
}

static const field label_rows[] = {
    {.key = "side",
     .kinds = FIELD_CHOICE,
     .choices = side_words,
     .read = read_word,
     .offset = offsetof(trip_stop, label_side),
     .doc = "The side of the marker on which the label stands."},
    {.key = "at",
     .kinds = FIELD_PAIR,
     .read = read_label_at,
     .max = LIMIT_PAGE_MAX_PX,
     .second_max = LIMIT_PAGE_MAX_PX,
     .example = "[820, 310]",
     .doc = "[x, y] of the label's top left corner in px of the page."},
};
static const field_table label_table =
    TABLE("a label", "Where a stop's label goes, set by hand.", label_rows);

static const field stop_rows[] = {
    PLACE_FIELD(offsetof(trip_stop, place)),
    COUNTRY_FIELD(offsetof(trip_stop, place)),
    AT_FIELD(offsetof(trip_stop, place)),
    {.key = "dates",
     .kinds = FIELD_TEXT,
     .read = read_dates,
     .pattern = DATE_PATTERN,
     .min = 1000,
     .max = 9999,
     .example = "2025-02-01/2025-02-03",
     .doc = "A day, month or year, or two of them with a slash between; a ? at the end marks them "
            "uncertain."},
    {.key = "issues",
     .kinds = FIELD_TEXT | FIELD_LIST,
     .item_kinds = FIELD_TEXT,
     .read = read_issues,
     .max_items = LIMIT_ISSUES,
     .example = "[Migration policy, Panama Canal security]",
     .doc = "What the stop was about, one short text each."},
    {.key = "note",
     .kinds = FIELD_TEXT,
     .offset = offsetof(trip_stop, note),
     .doc = "A remark for the itinerary."},
    {.key = "link",
     .kinds = FIELD_TEXT,
     .read = read_link,
     .offset = offsetof(trip_stop, link),
     .pattern = LINK_PATTERN,
     .max_chars = LIMIT_LINK_CHARS,
     .doc = "Where to read more: http, https or mailto."},
    {.key = "mode",
     .kinds = FIELD_CHOICE,
     .choices = mode_words,
     .offset = offsetof(trip_stop, mode),
     .doc = "How the leg that leads here was travelled."},
    {.key = "priority",
     .kinds = FIELD_INTEGER,
     .min = -100,
     .max = 100,
     .offset = offsetof(trip_stop, priority),
     .doc = "Stops of higher priority keep their text on the map longer; 0 is normal."},
    VIA_FIELD(trip_stop, via),
    {.key = "label",
     .kinds = FIELD_MAPPING,
     .table = &label_table,
     .doc = "Where the label goes, set by hand."},
};
static const field_table stop_table =
    TABLE("a stop", "One stop of the trip, in the order travelled.", stop_rows);

/* In short form a stop is only its place. */
static bool read_stop(trip *t, const field *f, const yaml_node *item, diag_list *diags)
{
    if (!reader_check_item(f, item, diags))
        return false;
    trip_stop *stop = trip_stop_new();
    g_ptr_array_add(t->stops, stop);
    stop->span = item->span;
    if (item->kind == YAML_SCALAR)
        return reader_field(stop, &stop_rows[0], item, diags);
    return reader_mapping(stop, &stop_table, item, diags);
}

static bool read_stops(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    bool ok = true;
    for (guint i = 0; i < value->items->len; i++)
        ok = read_stop(target, f, value->items->pdata[i], diags) && ok;
    return ok;
}

/* ---- origin, return, sources ---- */

static const field origin_rows[] = {
    PLACE_FIELD(offsetof(trip, origin)),
    COUNTRY_FIELD(offsetof(trip, origin)),
    AT_FIELD(offsetof(trip, origin)),
    {.key = "show",
     .kinds = FIELD_CHOICE,
     .choices = switch_words,
     .offset = offsetof(trip, origin_show),
     .doc = "Whether the origin must be inside the map; auto leaves it out where it would shrink "
            "the rest too far."},
};
static const field_table origin_table =
    TABLE("from", "Where the trip begins, and whether the map must show it.", origin_rows);

static bool read_origin(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip *t = target;
    t->has_origin = true;
    if (value->kind == YAML_SCALAR)
        return reader_field(t, &origin_rows[0], value, diags);
    return reader_mapping(t, f->table, value, diags);
}

static const field return_rows[] = {
    {.key = "mode",
     .kinds = FIELD_CHOICE,
     .choices = mode_words,
     .offset = offsetof(trip, return_mode),
     .doc = "How the way back was travelled."},
    VIA_FIELD(trip, return_via),
};
static const field_table return_table = TABLE("return", "The way back.", return_rows);

static bool read_return(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip *t = target;
    if (value->kind == YAML_MAPPING) {
        t->returns = true;
        return reader_mapping(t, f->table, value, diags);
    }
    const field flag = {.key = f->key, .kinds = FIELD_BOOL, .offset = offsetof(trip, returns)};
    return reader_field(t, &flag, value, diags);
}

static const field source_rows[] = {
    {.key = "name",
     .kinds = FIELD_TEXT,
     .required = true,
     .offset = offsetof(trip_source, name),
     .doc = "Who says so.",
     .example = "U.S. Department of State"},
    {.key = "link",
     .kinds = FIELD_TEXT,
     .read = read_link,
     .offset = offsetof(trip_source, link),
     .pattern = LINK_PATTERN,
     .max_chars = LIMIT_LINK_CHARS,
     .doc = "Where: http, https or mailto."},
};
static const field_table source_table =
    TABLE("a source", "Where the trip's facts come from; the credit names it.", source_rows);

static bool read_source(trip *t, const field *f, const yaml_node *item, diag_list *diags)
{
    if (!reader_check_item(f, item, diags))
        return false;
    trip_source *entry = g_new0(trip_source, 1);
    g_ptr_array_add(t->sources, entry);
    if (item->kind == YAML_SCALAR)
        return reader_field(entry, &source_rows[0], item, diags);
    return reader_mapping(entry, f->table, item, diags);
}

static bool read_sources(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    bool ok = true;
    for (guint i = 0; i < value->items->len; i++)
        ok = read_source(target, f, value->items->pdata[i], diags) && ok;
    return ok;
}

/* ---- the map ---- */

static bool read_style(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_map_options *map = target;
    map->style_span = value->span;
    return reader_text(&map->style, f, value, diags);
}

static bool read_page(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_map_options *map = target;
    map->page_span = value->span;
    return reader_text(&map->page, f, value, diags);
}

static bool read_projection(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip_map_options *map = target;
    map->projection_span = value->span;
    return reader_text(&map->projection, f, value, diags);
}

static bool read_names(void *target, const field *table_row, const yaml_node *value,
                       diag_list *diags)
{
    trip_map_options *map = target;
    bool ok = true;
    (void)table_row;
    map->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < value->pairs->len; i++) {
        const yaml_pair *pair = &g_array_index(value->pairs, yaml_pair, i);
        const field word = {.key = pair->key->text, .kinds = FIELD_TEXT};
        char *name = NULL;
        if (reader_field(&name, &word, pair->value, diags))
            g_hash_table_insert(map->names, g_strdup(pair->key->text), name);
        else
            ok = false;
    }
    return ok;
}

#define WORD_FIELD(name, member, words, text)                                                      \
    {                                                                                              \
        .key = name, .kinds = FIELD_CHOICE, .choices = words,                                      \
        .offset = offsetof(trip_map_options, member), .doc = text                                  \
    }
#define SWITCH_FIELD(name, member, text) WORD_FIELD(name, member, switch_words, text)

static const field map_rows[] = {
    {.key = "style",
     .kinds = FIELD_TEXT,
     .read = read_style,
     .example = "night",
     .doc = "A shipped style or a style file; press when absent."},
    {.key = "page",
     .kinds = FIELD_TEXT,
     .read = read_page,
     .example = "1600x1000",
     .doc = "WIDTHxHEIGHT in px, mm or in, or a preset such as a4, slide, column."},
    {.key = "projection",
     .kinds = FIELD_TEXT,
     .read = read_projection,
     .example = "auto",
     .doc = "auto, a projection's name, a +proj string or an EPSG code."},
    WORD_FIELD("locator", locator, corner_words,
               "The small globe that shows where on Earth the map is."),
    WORD_FIELD("panel", panel, panel_words,
               "The itinerary: beside the map, on tall pages below it."),
    WORD_FIELD("scale_bar", scale_bar, corner_words, "The scale bar."),
    WORD_FIELD("title", title, corner_words, "The title block."),
    WORD_FIELD("credit", credit, corner_words, "The line that names sources and data."),
    SWITCH_FIELD("insets", insets, "Zoomed maps of places too close together."),
    WORD_FIELD("chart", chart, corner_words, "The chart of the order of calls, for shuttles."),
    SWITCH_FIELD("country_names", country_names, "Names of countries on the base map."),
    {.key = "borders",
     .kinds = FIELD_CHOICE,
     .choices = border_words,
     .read = read_word,
     .offset = offsetof(trip_map_options, borders),
     .doc = "Modern country borders; auto fades them under trips before 1992."},
    SWITCH_FIELD("distances", distances,
                 "The length of each leg and of the trip in the itinerary; auto beside the map."),
    {.key = "names",
     .kinds = FIELD_WORDS,
     .read = read_names,
     .max_items = LIMIT_NAMES,
     .example = "{Gulf of Mexico: hide}",
     .doc = "Names on the base map to change, or to hide with the word hide."},
    {.key = "place_name",
     .kinds = FIELD_CHOICE,
     .choices = name_words,
     .read = read_second_word,
     .offset = offsetof(trip_map_options, modern_place_names),
     .doc = "given writes places as the trip does; modern adds today's name."},
    {.key = "fonts",
     .kinds = FIELD_CHOICE,
     .choices = font_words,
     .read = read_second_word,
     .offset = offsetof(trip_map_options, system_fonts),
     .doc = "system lets the machine's fonts set letters that the shipped ones lack."},
};
static const field_table map_table = TABLE("map", "What the map looks like.", map_rows);

/* ---- the trip ---- */

#define TEXT_FIELD(name, member, text, sample)                                                     \
    {                                                                                              \
        .key = name, .kinds = FIELD_TEXT, .offset = offsetof(trip, member), .doc = text,           \
        .example = sample                                                                          \
    }

/* A language tag in form; that such a language exists is nobody's business here. */
static bool read_lang(void *target, const field *f, const yaml_node *value, diag_list *diags)
{
    trip *t = target;
    if (!reader_text(&t->lang, f, value, diags))
        return false;
    if (g_regex_match_simple(f->pattern, t->lang, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
        return true;
    diag_help(diag_error(diags, DIAG_BAD_VALUE, value->span, "\"%s\" is no language tag", t->lang),
              "write a tag such as en, es or pt-BR");
    return false;
}

static const field trip_rows[] = {
    TEXT_FIELD("title", title, "The map's title.", "Rubio’s first tour"),
    TEXT_FIELD("subtitle", subtitle, "A line under the title.",
               "Central America and the Caribbean"),
    TEXT_FIELD("traveler", traveler, "Who travelled.", "Marco Rubio"),
    TEXT_FIELD("role", role, "In what office.", "U.S. Secretary of State"),
    {.key = "lang",
     .kinds = FIELD_TEXT,
     .read = read_lang,
     .pattern = LANG_PATTERN,
     .max_chars = 35,
     .doc = "The language of dates and reading text, a tag such as en or es-MX.",
     .example = "en"},
    {.key = "from",
     .kinds = FIELD_TEXT | FIELD_MAPPING,
     .read = read_origin,
     .table = &origin_table,
     .doc = "Where the trip begins.",
     .example = "Washington"},
    {.key = "return",
     .kinds = FIELD_BOOL | FIELD_MAPPING,
     .read = read_return,
     .table = &return_table,
     .doc = "Whether the trip ends where it began."},
    {.key = "stops",
     .kinds = FIELD_LIST,
     .required = true,
     .read = read_stops,
     .item_kinds = FIELD_TEXT | FIELD_MAPPING,
     .table = &stop_table,
     .min_items = 1,
     .max_items = LIMIT_STOPS,
     .doc = "The stops in the order travelled, one at least."},
    {.key = "sources",
     .kinds = FIELD_LIST,
     .read = read_sources,
     .item_kinds = FIELD_TEXT | FIELD_MAPPING,
     .table = &source_table,
     .max_items = LIMIT_SOURCES,
     .doc = "Where the facts come from."},
    {.key = "map",
     .kinds = FIELD_MAPPING,
     .table = &map_table,
     .offset = offsetof(trip, map),
     .doc = "What the map looks like; options of the command line win over it."},
};
const field_table trip_fields = TABLE("the trip", "A trip that becomes a map.", trip_rows);

/* A stop that begins before the one above it is most often a slip of the pen. */
static void check_order(const trip *t, diag_list *diags)
{
    const trip_stop *before = NULL;
    for (guint i = 0; i < t->stops->len; i++) {
        const trip_stop *stop = t->stops->pdata[i];
        trip_date start = stop->dates.start;
        if (start.year == 0)
            continue;
        if (before && start.day && before->dates.start.day &&
            trip_date_compare(start, before->dates.start) < 0) {
            diag_entry *entry = diag_warning(diags, DIAG_DATES_ORDER, stop->dates.span,
                                             "\"%s\" begins before \"%s\" above it",
                                             stop->place.text, before->place.text);
            diag_help(entry, "stops are drawn in the order written");
        }
        before = stop;
    }
}

static bool read_root(trip *t, const yaml_node *root, diag_list *diags)
{
    if (!root || yaml_node_is_null(root)) {
        span at = root ? root->span : source_span_of_chars(t->source, 0, 1);
        diag_help(diag_error(diags, DIAG_MISSING_KEY, at, "the file is empty"),
                  "a trip has at least \"stops:\" and a place under it");
        return false;
    }
    if (root->kind != YAML_MAPPING) {
        diag_help(diag_error(diags, DIAG_WRONG_TYPE, root->span, "the trip is %s",
                             yaml_node_describe(root)),
                  "a trip is a mapping with \"stops:\"");
        return false;
    }
    return reader_mapping(t, &trip_fields, root, diags);
}

bool trip_read(trip **out, source *src, diag_list *diags)
{
    *out = NULL;
    g_autoptr(yaml_tree) tree = NULL;
    guint errors = diag_list_count_errors(diags);
    if (!yaml_tree_read(&tree, src, diags))
        return false;
    g_autoptr(trip) t = trip_new();
    t->source = source_ref(src);
    if (!read_root(t, yaml_tree_root(tree), diags) || diag_list_count_errors(diags) > errors)
        return false;
    if (!t->lang)
        t->lang = g_strdup("en");
    check_order(t, diags);
    *out = g_steal_pointer(&t);
    return true;
}
