/* SPDX-License-Identifier: MIT
 *
 * Visits from GeoJSON points. JSON is YAML in its flow style, so the reader of trip files parses
 * it, with its limits and its spans.
 */
#include <string.h>

#include "import/visit.h"
#include "yaml/node.h"

static const yaml_node *member(const yaml_node *node, const char *name)
{
    if (!node || node->kind != YAML_MAPPING)
        return NULL;
    for (guint i = 0; i < node->pairs->len; i++) {
        const yaml_pair *pair = &g_array_index(node->pairs, yaml_pair, i);
        if (g_ascii_strcasecmp(pair->key->text, name) == 0)
            return pair->value;
    }
    return NULL;
}

/* The first of the NAMES (NULL ends them) that is a text. Owned by the caller, or NULL. */
static char *text_of(const yaml_node *properties, const char *const *names)
{
    for (int i = 0; names[i]; i++) {
        const yaml_node *value = member(properties, names[i]);
        if (value && value->kind == YAML_SCALAR && !yaml_node_is_null(value) && value->text[0])
            return g_strdup(value->text);
    }
    return NULL;
}

static bool read_coordinate(double *out, const yaml_node *list, guint index, double limit)
{
    if (!list || list->kind != YAML_SEQUENCE || list->items->len <= index)
        return false;
    const yaml_node *item = g_ptr_array_index(list->items, index);
    char *end;
    if (item->kind != YAML_SCALAR || item->text[0] == '\0')
        return false;
    *out = g_ascii_strtod(item->text, &end);
    return *end == '\0' && *out >= -limit && *out <= limit;
}

static void read_feature(GPtrArray *visits, const yaml_node *feature, diag_list *diags)
{
    static const char *const NAME[] = {"name", "title", "place", "locale", "city", NULL};
    static const char *const START[] = {"start", "date", "time", "begin", "timestamp", NULL};
    static const char *const END[] = {"end", "until", NULL};
    static const char *const COUNTRY[] = {"country", NULL};
    static const char *const REMARKS[] = {"remarks", "note", "description", "desc", NULL};
    static const char *const PERSON[] = {"person", "traveler", NULL};
    const yaml_node *geometry = member(feature, "geometry");
    const yaml_node *type = member(geometry, "type"), *properties = member(feature, "properties");
    const yaml_node *kind = member(properties, "kind");
    if (!type || type->kind != YAML_SCALAR || strcmp(type->text, "Point") != 0 ||
        (kind && kind->kind == YAML_SCALAR && strcmp(kind->text, "origin") == 0))
        return; /* lines and areas are no visits */
    visit *v = visit_new(feature->span);
    const yaml_node *at = member(geometry, "coordinates");
    g_autofree char *start = text_of(properties, START), *end = text_of(properties, END);
    v->has_at =
        read_coordinate(&v->at.lon_deg, at, 0, 180) && read_coordinate(&v->at.lat_deg, at, 1, 90);
    v->locale = text_of(properties, NAME);
    v->country = text_of(properties, COUNTRY);
    v->remarks = text_of(properties, REMARKS);
    v->person = text_of(properties, PERSON);
    bool keep = false;
    if (!v->has_at)
        diag_error(diags, DIAG_BAD_IMPORT, v->span, "the point has no position");
    else if (!v->locale)
        diag_error(diags, DIAG_BAD_IMPORT, v->span, "the point has no name");
    else if (start && !visit_read_date(&v->start, start))
        diag_error(diags, DIAG_BAD_DATE, v->span, "\"%s\" is not a date like 2025-02-01", start);
    else if (end && !visit_read_date(&v->end, end))
        diag_error(diags, DIAG_BAD_DATE, v->span, "\"%s\" is not a date like 2025-02-01", end);
    else
        keep = true;
    if (!end)
        v->end = v->start;
    if (keep)
        g_ptr_array_add(visits, v);
    else
        visit_free(v);
}

bool import_geojson(GPtrArray *visits, source *src, diag_list *diags)
{
    g_autoptr(yaml_tree) tree = NULL;
    if (!yaml_tree_read(&tree, src, diags))
        return false;
    const yaml_node *root = yaml_tree_root(tree);
    const yaml_node *features = member(root, "features");
    if (!features || features->kind != YAML_SEQUENCE) {
        diag_error(diags, DIAG_BAD_IMPORT, (span){src, 1, 1, 1},
                   "the file is no GeoJSON FeatureCollection");
        return false;
    }
    for (guint i = 0; i < features->items->len; i++)
        read_feature(visits, g_ptr_array_index(features->items, i), diags);
    return true;
}
