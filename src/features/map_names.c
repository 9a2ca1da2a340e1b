/* SPDX-License-Identifier: MIT
 *
 * Waters first, then countries, then cities: greedy, largest first. Paints what was found.
 */
#include "features/map_names.h"

#include "base/profile.h"
#include "features/map_names_parts.h"

static void clear_name(void *data)
{
    text_run_unref(((map_name *)data)->run);
}

GArray *map_names_new(const design *d, const view *v, const basemap *b, const route *r,
                      const GArray *blocked, GHashTable *renames, bool countries,
                      const GArray *stops)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_NAMES);
    (void)profile;
    name_search q = {.d = d, .v = v, .b = b, .r = r};
    q.inner = box_grown(view_frame(v), -10);
    q.names = g_array_new(FALSE, TRUE, sizeof(map_name));
    g_array_set_clear_func(q.names, clear_name);
    q.blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    if (blocked->len > 0)
        g_array_append_vals(q.blocked, blocked->data, blocked->len);
    name_mark_route(&q);
    names_place_waters(&q, renames);
    if (countries)
        names_place_countries(&q, renames);
    if (countries && stops)
        names_place_cities(&q, renames, stops);
    g_array_unref(q.blocked);
    g_free(q.open);
    name_probes_free(q.aim);
    return q.names;
}

void map_names_compose(const GArray *names, const design *d, scene *s)
{
    if (names->len == 0)
        return;
    scene_begin(s, "map-names", "map-names");
    for (guint i = 0; i < names->len; i++) {
        const map_name *n = &g_array_index(names, map_name, i);
        if (n->city)
            scene_circle(s, "city", n->dot, design_px(d, CITY_DOT_PX), paint_fill(n->color));
        const char *class_name = n->city ? "city-name" : n->water ? "water-name" : "country-name";
        scene_item *text = scene_text(s, class_name, n->run, n->origin, n->color);
        text->angle_rad = n->angle_rad;
        text->halo_color = n->halo;
        text->halo_width_px = design_px(d, d->style->halo_width);
    }
    scene_end(s);
}
