/* SPDX-License-Identifier: MIT
 *
 * Looks for a move of the map that leaves no coast or border under the title. Countries' vertices
 * are asked first: as a rule they show at once that no move does, and nothing need be drawn.
 */
#include "features/title_room.h"

#include <math.h>

#include "base/profile.h"
#include "label/shape.h"

/* How far the map may move down, in style px, the best first. */
static const double WANTED_MOVES[] = {0, 20, -20, 40, -40, 60, -60, 80, 100, 120, 140};
enum { MOST_MOVES = G_N_ELEMENTS(WANTED_MOVES) };

/* The title on the moves that the stops leave room for, and what may come under it. */
typedef struct {
    view *part;
    const atlas_layer *countries;
    page_box under[MOST_MOVES]; /* on the map that is not moved */
    double moves[MOST_MOVES];
    int n;
} title_ground;

/* Which moves are known to bring a coast or border under the title. */
typedef struct {
    const title_ground *ground;
    bool crossed[MOST_MOVES];
    int left;
} crossings;

/* Rings of fewer vertices may be too small to be drawn. */
static bool is_of_large_ring(const geo_shape *shape, uint32_t vertex)
{
    const uint32_t large = 12;
    uint32_t part = 0;
    while (shape->starts[part + 1] <= vertex)
        part++;
    return shape->starts[part + 1] - shape->starts[part] >= large;
}

static void note_vertex(crossings *c, const geo_shape *shape, uint32_t vertex)
{
    geo_point at = shape->points[vertex];
    page_point p;
    if (fabs(at.lon_deg) >= 180 || !view_project_near(c->ground->part, at, &p))
        return; /* where the map is cut nothing is drawn */
    for (int i = 0; i < c->ground->n; i++) {
        if (c->crossed[i] || !box_holds(c->ground->under[i], p) || !is_of_large_ring(shape, vertex))
            continue;
        c->crossed[i] = true;
        c->left--;
    }
}

/* As far as any move is left. */
static void note_shape(crossings *c, const geo_shape *shape)
{
    uint32_t n = shape->starts[shape->n_parts];
    for (uint32_t step = 0; step < n && c->left > 0; step += GEO_STEP) {
        if (shape->boxes && !view_may_show(c->ground->part, shape->boxes[step / GEO_STEP]))
            continue;
        for (uint32_t k = step; k < MIN(step + GEO_STEP, n); k++)
            note_vertex(c, shape, k);
    }
}

/* Whether vertices of countries lie under the title on every move: as a rule a few of them show
 * that no move helps. */
static bool is_crossed_anyhow(const title_ground *t)
{
    crossings c = {.ground = t, .left = t->n};
    for (uint32_t i = 0; t->countries && i < t->countries->n_records && c.left > 0; i++) {
        const geo_shape *shape = &t->countries->records[i].shape;
        if (view_may_show(t->part, shape->bounds))
            note_shape(&c, shape);
    }
    return c.left == 0;
}

/* The coasts and borders that may come under the title: the edges of countries, as nothing is seen
 * of where they are cut outside its reach. */
static void lines_in(const page_layout *l, const title_ground *t, page_path *lines)
{
    g_autoptr(projected_layer) shown =
        projected_layer_get(l->d.projected, t->part, t->countries, PROJECTED_FILLS);
    for (guint i = 0; i < projected_layer_count(shown); i++)
        page_path_append(lines, &projected_layer_at(shown, i)->path);
}

/* Whether a line comes into BOX. */
static bool line_under(const page_path *lines, page_box box)
{
    for (uint32_t part = 0; part < lines->n_parts; part++) {
        for (uint32_t i = lines->starts[part] + 1; i < lines->starts[part + 1]; i++) {
            if (segment_near_box((page_segment){lines->points[i - 1], lines->points[i]}, box, 0))
                return true;
        }
    }
    return false;
}

/* The box of all shown stations, to see how far they may move. */
static page_box stations_box(const page_layout *l)
{
    page_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < (int)l->it->stations->len; i++) {
        const itinerary_station *s = itinerary_get_station(l->it, i);
        page_point p;
        if ((s->n_calls > 0 || l->plan.origin_shown) && view_project(l->plan.view, s->at, &p))
            box = (page_box){fmin(box.x0, p.x), fmin(box.y0, p.y), fmax(box.x1, p.x),
                             fmax(box.y1, p.y)};
    }
    return box;
}

/* Whether the map may move down by DY: the stops stay clear of the title and the foot. */
static bool has_room_to_move(const page_layout *l, page_box stops, double dy)
{
    const page_box *page = &l->plan.frame;
    return stops.y0 + dy > page->y0 + design_px(&l->d, 170) &&
           stops.y1 + dy < page->y1 - design_px(&l->d, 120);
}

/* Where the title may lie and what is there. */
static void look_under_title(title_ground *t, const page_layout *l, page_box title)
{
    page_box stops = stations_box(l), reach = title;
    for (size_t i = 0; i < MOST_MOVES; i++) {
        double dy = design_px(&l->d, WANTED_MOVES[i]);
        if (i > 0 && !has_room_to_move(l, stops, dy))
            continue;
        t->moves[t->n] = dy;
        t->under[t->n] = (page_box){title.x0, title.y0 - dy, title.x1, title.y1 - dy};
        reach = box_union(reach, t->under[t->n++]);
    }
    t->part = view_part(l->plan.view, reach);
    geo_box window = view_window(t->part);
    /* Not the finest layer: what only that has under a title are specks, left out there. */
    atlas_scale scale = MIN(view_atlas_scale(l->plan.view), ATLAS_50M);
    t->countries = atlas_get(l->atlas, ATLAS_COUNTRIES, scale, &window, l->d.diags);
}

void title_room_make(page_layout *l)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_BASE_MAP);
    (void)profile;
    double margin = design_px(&l->d, l->d.style->margin), width, height;
    furniture_title_size(&l->d, l->it, PLAN_BOXES, &width, &height);
    if (width <= 0)
        return;
    title_ground t = {.n = 0};
    look_under_title(
        &t, l, (page_box){margin - 18, margin - 18, margin + width + 18, margin + height + 18});
    page_path lines;
    page_path_init(&lines);
    bool hopeless = is_crossed_anyhow(&t);
    if (!hopeless)
        lines_in(l, &t, &lines);
    for (int i = 0; i < t.n && !hopeless; i++) {
        if (line_under(&lines, t.under[i]))
            continue;
        view *moved = NULL;
        if (i > 0 &&
            view_zoom(&moved, l->plan.view, (page_point){0, 0}, 1, 0, t.moves[i], l->plan.frame)) {
            view_free(l->plan.view);
            l->plan.view = moved;
        }
        break;
    }
    page_path_clear(&lines);
    view_free(t.part);
}
