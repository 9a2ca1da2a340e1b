/* SPDX-License-Identifier: MIT
 *
 * Drives the layout of a page. Boxes on the map are tried first; when a stop's text does not fit,
 * the page is planned again with a panel that holds every text, and names alone stay on the map.
 */
#include "features/page_layout.h"

#include <math.h>

#include "base/profile.h"
#include "features/page_audit.h"
#include "features/title_room.h"

#include "label/shape.h"
#include "trip/date.h"

#define ROUTE_WEIGHT         40.0
#define GUIDE_WEIGHT         15.0
#define ARROW_CLEAR_PX       6.0
#define FIRST_YEAR_OF_CITIES 1992
#define CROWDED_STATIONS     8
#define CROWDED_PANEL        0.48 /* of the height of a page */
#define LOW_MAP              0.3  /* of the height of a page */
#define LOW_MAP_TITLE        0.62
#define SEA_ROUNDS           2
#define TITLE_AIR_PX         12.0

static void clear_page(page_layout *l)
{
    plan_clear(&l->plan);
    g_clear_pointer(&l->base, basemap_free);
    g_clear_pointer(&l->markers, g_array_unref);
    g_clear_pointer(&l->route, route_free);
    g_clear_pointer(&l->inset, inset_free);
    g_clear_pointer(&l->furniture, furniture_free);
    g_clear_pointer(&l->panel, panel_free);
    g_clear_pointer(&l->callouts, g_ptr_array_unref);
    g_clear_pointer(&l->labels, label_layout_free);
    g_clear_pointer(&l->names, g_array_unref);
}

void page_layout_free(page_layout *l)
{
    if (!l)
        return;
    clear_page(l);
    itinerary_free(l->it);
    g_free(l);
}

static bool any_issues(const itinerary *it)
{
    for (guint i = 0; i < it->calls->len; i++) {
        if (itinerary_get_call(it, i)->stop->issues->len > 0)
            return true;
    }
    return false;
}

/* The size of the widest call-out in its best form: what the margins must leave room for. */
static void measure_callouts(page_layout *l, plan_request *request)
{
    g_autoptr(GArray) stations = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 0; i < (int)l->it->stations->len; i++)
        g_array_append_val(stations, i);
    g_autoptr(GPtrArray) callouts =
        callouts_new(&l->d, l->it, stations,
                     (callout_wish){.with_issues = l->it->tours->len == 1, .with_dates = true});
    for (guint i = 0; i < callouts->len; i++) {
        const callout *c = g_ptr_array_index(callouts, i);
        const callout_variant *best = &g_array_index(c->variants, callout_variant, 0);
        const callout_variant *name =
            &g_array_index(c->variants, callout_variant, c->variants->len - 1);
        request->callout_width = fmax(request->callout_width, best->size.width_px);
        request->callout_height = fmax(request->callout_height, best->size.height_px);
        request->name_width = fmax(request->name_width, name->size.width_px);
    }
}

/* The band above the map of a tall page: the title with as much room above as at its left. */
static double head_height(const page_layout *l)
{
    double width, height;
    furniture_title_size(&l->d, l->it, PLAN_PANEL_BELOW, &width, &height);
    return width > 0 ? round(height + 1.2 * design_px(&l->d, l->d.style->margin)) : 0;
}

/* ---- labels ---- */

static void append_route_lines(const page_layout *l, GArray *lines)
{
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        label_line line = {.half_width_px = design_px(&l->d, l->d.style->casing_width) / 2,
                           .weight = ROUTE_WEIGHT};
        page_path_append(&line.path, &leg->path);
        g_array_append_val(lines, line);
        if (leg->has_arrow) {
            label_line head = {.half_width_px = 1, .weight = ROUTE_WEIGHT, .hard = true};
            route_arrow_path(leg, design_px(&l->d, ARROW_CLEAR_PX) - 1, &head.path);
            g_array_append_val(lines, head);
        }
    }
}

static void clear_line(void *data)
{
    page_path_clear(&((label_line *)data)->path);
}

/* See label_problem. */
static uint8_t *ground_costs(const page_layout *l)
{
    const ground *g = &l->base->ground;
    gsize n = (gsize)g->width * (gsize)g->height;
    guint n_countries = l->base->countries->len;
    g_autofree uint8_t *of_country = g_new0(uint8_t, n_countries + 1);
    for (guint i = 0; i < n_countries; i++)
        of_country[i + 1] = basemap_get_country(l->base, i)->visited ? 2 : 1;
    uint8_t *costs = g_new(uint8_t, n);
    for (gsize i = 0; i < n; i++)
        costs[i] = g->edges[i] ? 3 : of_country[g->cells[i]];
    return costs;
}

static char side_letter(const char *side)
{
    return side ? side[0] : 0; /* left, right, above, below */
}

/* Dots have no text here; before the call-outs are set nothing has. */
static void append_label_stops(const page_layout *l, GArray *stops, GPtrArray *variant_arrays)
{
    for (guint i = 0; i < l->markers->len; i++) {
        const marker *m = &g_array_index(l->markers, marker, i);
        const callout *c = l->callouts ? g_ptr_array_index(l->callouts, i) : NULL;
        GArray *variants = g_array_new(FALSE, FALSE, sizeof(label_variant));
        for (guint k = 0; c && !m->dot && k < c->variants->len; k++)
            g_array_append_val(variants, g_array_index(c->variants, callout_variant, k).size);
        g_ptr_array_add(variant_arrays, variants);
        label_stop stop = {
            .marker = marker_box(m),
            .marker_radius = m->half_height,
            .variants = (const label_variant *)(void *)variants->data,
            .n_variants = (int)variants->len,
        };
        if (!m->origin) {
            const trip_stop *written = itinerary_station_call(l->it, m->station, 0)->stop;
            stop.priority = written->priority;
            stop.side = side_letter(written->label_side);
            stop.pinned = written->has_label_at;
            stop.pin = written->label_at;
        }
        g_array_append_val(stops, stop);
    }
}

/* The inset and its small frame on the main map. */
static void append_inset_boxes(const page_layout *l, GArray *blocked)
{
    if (!l->inset)
        return;
    page_box boxes[] = {box_grown(l->inset->box, design_px(&l->d, 6)), l->inset->source};
    g_array_append_vals(blocked, boxes, G_N_ELEMENTS(boxes));
}

/* Texts would rather not stand on the lines that join the inset's frames. */
static void append_guides(const page_layout *l, GArray *lines)
{
    if (!l->inset)
        return;
    page_point guides[2][2];
    inset_guides(l->inset, guides);
    for (int i = 0; i < 2; i++) {
        label_line line = {.half_width_px = 1, .weight = GUIDE_WEIGHT};
        page_path_move_to(&line.path, guides[i][0]);
        page_path_line_to(&line.path, guides[i][1]);
        g_array_append_val(lines, line);
    }
}

static void append_blocked(const page_layout *l, GArray *blocked)
{
    furniture_blocked(l->furniture, blocked);
    if (!l->furniture->title_plate) { /* a name must not read as the title's next word */
        page_box air = box_grown(l->furniture->title_box, design_px(&l->d, TITLE_AIR_PX));
        if (l->furniture->title->len > 0)
            g_array_append_val(blocked, air);
    }
    for (guint i = 0; i < l->route->captions->len; i++)
        g_array_append_val(blocked, g_array_index(l->route->captions, route_caption, i).box);
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        if (leg->number) {
            page_box box = route_number_box(leg);
            g_array_append_val(blocked, box);
        }
    }
    append_inset_boxes(l, blocked);
}

/* Everything stays the caller's; MARGIN in style px inside the frame. */
static label_problem problem_of(const page_layout *l, double margin, const GArray *stops,
                                const GArray *blocked, const GArray *lines, const uint8_t *costs)
{
    return (label_problem){
        .page = box_grown(l->plan.frame, -design_px(&l->d, margin)),
        .stops = (const label_stop *)(void *)stops->data,
        .n_stops = (int)stops->len,
        .blocked = (const page_box *)(void *)blocked->data,
        .n_blocked = (int)blocked->len,
        .lines = (const label_line *)(void *)lines->data,
        .n_lines = (int)lines->len,
        .ground = costs,
        .ground_width = l->base->ground.width,
        .ground_height = l->base->ground.height,
        .ground_cell_px = GROUND_CELL_PX,
    };
}

/* So many texts lack room that another form of page is the answer. */
static bool is_hopeless(const page_layout *l, int shortened, int labels)
{
    bool panel_may_come = l->plan.form == PLAN_BOXES && l->it->trip->map.panel != TRIP_NEVER;
    return panel_may_come && 4 * shortened > labels;
}

static void place_labels(page_layout *l)
{
    g_autoptr(GArray) stops = g_array_new(FALSE, TRUE, sizeof(label_stop));
    g_autoptr(GPtrArray) variants = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(label_line));
    g_array_set_clear_func(lines, clear_line);
    g_autoptr(GArray) blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    g_autofree uint8_t *costs = ground_costs(l);
    append_label_stops(l, stops, variants);
    append_route_lines(l, lines);
    append_guides(l, lines);
    append_blocked(l, blocked);
    label_problem problem = problem_of(l, 12, stops, blocked, lines, costs);
    bool dense = is_hopeless(l, label_count_too_dense(&problem), (int)l->markers->len);
    l->labels = dense ? label_give_up(&problem) : label_solve(&problem);
    l->verdict = label_verify(&problem, l->labels);
}

/* The inset stands where it hides least; then its stops become dots here. False, and nothing done,
 * when there is no place for it. */
static bool place_inset(page_layout *l)
{
    g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(label_stop));
    g_autoptr(GArray) stops = g_array_new(FALSE, TRUE, sizeof(label_stop));
    g_autoptr(GPtrArray) variants = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(label_line));
    g_array_set_clear_func(lines, clear_line);
    g_autoptr(GArray) blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    g_autofree uint8_t *costs = ground_costs(l);
    append_label_stops(l, all, variants);
    for (guint i = 0; i < all->len; i++) {
        if (!g_array_index(l->markers, marker, i).dot)
            g_array_append_val(stops, g_array_index(all, label_stop, i));
    }
    append_route_lines(l, lines);
    for (guint i = 0; i < l->route->captions->len; i++)
        g_array_append_val(blocked, g_array_index(l->route->captions, route_caption, i).box);
    const label_problem problem =
        problem_of(l, l->d.style->margin * 0.7, stops, blocked, lines, costs);
    return inset_place(l->inset, &l->d, &l->plan, &problem);
}

/* Cities bear their present names; on older maps those may be wrong. */
static bool is_of_today(const itinerary *it)
{
    int year = trip_span_of_dates(it->trip).start.year;
    return year == 0 || year >= FIRST_YEAR_OF_CITIES;
}

static void place_names(page_layout *l)
{
    g_autoptr(GArray) blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    append_blocked(l, blocked);
    for (guint i = 0; i < l->markers->len; i++) {
        page_box box = box_grown(marker_box(&g_array_index(l->markers, marker, i)), 3);
        g_array_append_val(blocked, box);
        const label_placement *p = &l->labels->placements[i];
        if (p->variant >= 0)
            g_array_append_val(blocked, p->box);
        for (int k = 0; p->has_leader && k + 1 < p->n_leader; k++) {
            page_point a = p->leader[k], b = p->leader[k + 1];
            int pieces = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / 12);
            for (int j = 0; j <= pieces; j++) {
                double x = a.x + (b.x - a.x) * j / pieces, y = a.y + (b.y - a.y) * j / pieces;
                page_box dot = {x - 2, y - 2, x + 2, y + 2};
                g_array_append_val(blocked, dot);
            }
        }
    }
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        if (!leg->has_arrow)
            continue;
        page_path head;
        page_path_init(&head);
        route_arrow_path(leg, 3, &head);
        page_box box = page_path_bounds(&head);
        g_array_append_val(blocked, box);
        page_path_clear(&head);
    }
    const trip_map_options *map = &l->it->trip->map;
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(geo_point));
    for (guint i = 0; i < l->it->stations->len; i++)
        g_array_append_val(stops, itinerary_get_station(l->it, i)->at);
    bool cities = l->plan.form == PLAN_BOXES || l->plan.form == PLAN_SIDE_PANEL ||
                  l->plan.form == PLAN_PANEL_BELOW;
    l->names = map_names_new(&l->d, l->plan.view, l->base, l->route, blocked, map->names,
                             map->country_names != TRIP_NEVER,
                             cities && is_of_today(l->it) ? stops : NULL);
}

/* ---- the whole page ---- */

static double panel_margin(const page_layout *l)
{
    double margin = design_px(&l->d, l->d.style->margin);
    return l->plan.form == PLAN_PANEL_BELOW ? margin * 0.55 : margin;
}

/* Sets the panel and says how much room it needs. */
static void make_panel(page_layout *l, bool last_resort)
{
    double margin = panel_margin(l);
    double foot = design_px(&l->d, l->d.style->credit_size) * 3.4;
    page_box box = l->plan.panel;
    double width = box_width(box) - 2 * margin, height = l->d.page.height_px * 0.6 - foot;
    if (l->plan.form == PLAN_SIDE_PANEL)
        height = box_height(box) - margin - foot * 0.3 -
                 furniture_credit_height(&l->d, l->it, box_width(box));
    else if (l->it->stations->len >= CROWDED_STATIONS) { /* the map needs the room more */
        l->panel = panel_new(&l->d, l->it, l->plan.form, width,
                             l->d.page.height_px * CROWDED_PANEL - foot, false);
        if (panel_fits(l->panel))
            return;
        panel_free(l->panel);
    }
    l->panel = panel_new(&l->d, l->it, l->plan.form, width, height, last_resort);
}

/* What the panel may fill of its box: the foot of the page may hold the credit. */
static double panel_room(const page_layout *l)
{
    double bottom = l->plan.panel.y1;
    if (l->furniture->credit->len > 0 && l->furniture->credit_box.x0 < l->plan.panel.x1 &&
        l->furniture->credit_box.y1 > l->plan.panel.y0)
        bottom = fmin(bottom, l->furniture->credit_box.y0);
    return bottom - l->plan.panel.y0 - panel_margin(l);
}

/* Where title and panel leave little of a tall page to the map, the title is set smaller: one line
 * of it often does then. */
static void spare_head(page_layout *l, plan_request *request)
{
    double height = l->d.page.height_px;
    if (height - request->head_height - request->panel_height >= height * LOW_MAP)
        return;
    l->d.title_scale = LOW_MAP_TITLE;
    request->head_height = head_height(l);
}

/* Panels that do not fit grow, then the page is planned again around them. */
static bool plan_page(page_layout *l, plan_request *request)
{
    static const double widths[] = {0.42, 0.48, 0.55, 0.62}; /* of a side panel */
    const int last = G_N_ELEMENTS(widths);
    for (int round = 0; round <= last; round++) {
        if (!plan_make(&l->plan, &l->d, l->it, request))
            return false;
        if (l->plan.form == PLAN_BOXES)
            return true;
        make_panel(l, round == last || l->plan.form == PLAN_PANEL_BELOW);
        double foot = design_px(&l->d, l->d.style->credit_size) * 2.6;
        bool done = l->plan.form == PLAN_SIDE_PANEL ? panel_fits(l->panel) || round == last
                                                    : request->panel_height > 0;
        if (done)
            return true;
        if (l->plan.form == PLAN_SIDE_PANEL)
            request->panel_width = l->d.page.width_px * widths[round];
        else
            request->panel_height = panel_height(l->panel) + foot + panel_margin(l) * 2;
        if (l->plan.form == PLAN_PANEL_BELOW)
            spare_head(l, request);
        g_clear_pointer(&l->panel, panel_free);
        plan_clear(&l->plan);
    }
    return true;
}

static void make_route(page_layout *l)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_ROUTE);
    (void)profile;
    g_clear_pointer(&l->markers, g_array_unref);
    g_clear_pointer(&l->route, route_free);
    l->markers = markers_new(&l->d, l->it, l->plan.view, l->plan.origin_shown, l->plan.forms);
    l->route = route_new(&l->d, l->it, l->plan.view, l->base, l->atlas, l->markers,
                         l->plan.form == PLAN_INSET);
}

/* Crowded stops move into an inset, where there is room for one. */
static void find_inset(page_layout *l)
{
    if (l->plan.form == PLAN_FRAME || l->plan.form == PLAN_INSET)
        return;
    l->inset = inset_find(&l->d, l->it, &l->plan, l->markers);
    if (!l->inset)
        return;
    l->plan.forms = l->inset->main_forms;
    make_route(l);
    if (place_inset(l))
        return;
    g_clear_pointer(&l->inset, inset_free);
    l->plan.forms = NULL;
    make_route(l);
}

static void add_verdict(label_verdict *to, const label_verdict *of)
{
    to->overlaps += of->overlaps;
    to->off_page += of->off_page;
    to->leader_crossings += of->leader_crossings;
    to->on_hard_line += of->on_hard_line;
    to->nearer_foreign += of->nearer_foreign;
    to->text_lost += of->text_lost;
    to->leader_nearer_foreign += of->leader_nearer_foreign;
    to->route_covered_px += of->route_covered_px;
    to->route_px += of->route_px;
    to->nearest_gap_px = fmin(to->nearest_gap_px, of->nearest_gap_px);
}

static void lay_out_inset(page_layout *l)
{
    if (!l->inset)
        return;
    l->inset->map = page_layout_in_frame(&l->d, l->it, l->atlas, &l->inset->plan);
    add_verdict(&l->verdict, &l->inset->map->verdict);
}

static void make_map(page_layout *l)
{
    l->d.crowd = 1;
    l->d.bow_side = 0;
    l->d.inset = INSET_TOUCHING;
    l->base = basemap_new(&l->d, l->plan.view, l->atlas, l->it);
    make_route(l);
}

/* Everything after the map, the route and the inset's place; not yet what the inset shows. */
static void lay_out_texts(page_layout *l)
{
    bool boxes = l->plan.form == PLAN_BOXES || l->plan.issues_in_frame;
    g_autoptr(GArray) reserved = g_array_new(FALSE, FALSE, sizeof(page_box));
    append_inset_boxes(l, reserved);
    l->furniture = furniture_new(&l->d, l->it, &l->plan, l->base, l->route, l->markers, reserved);
    g_autoptr(GArray) stations = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < l->markers->len; i++)
        g_array_append_val(stations, g_array_index(l->markers, marker, i).station);
    bool keyed = l->furniture->key != NULL;
    l->callouts = callouts_new(&l->d, l->it, stations,
                               (callout_wish){.with_issues = boxes && l->it->tours->len == 1,
                                              .with_dates = !keyed || l->it->tours->len == 1});
    place_labels(l);
}

/* Markers, route and everything after them. */
static void forget_stops(page_layout *l)
{
    g_clear_pointer(&l->markers, g_array_unref);
    g_clear_pointer(&l->route, route_free);
    g_clear_pointer(&l->inset, inset_free);
    g_clear_pointer(&l->furniture, furniture_free);
    g_clear_pointer(&l->callouts, g_ptr_array_unref);
    g_clear_pointer(&l->labels, label_layout_free);
}

static void count_rungs(int rungs[LABEL_RUNG_COUNT], const page_layout *l)
{
    for (int i = 0; i < l->labels->n_placements; i++)
        rungs[l->labels->placements[i].rung] += !g_array_index(l->markers, marker, i).dot;
    if (l->inset && l->inset->map)
        count_rungs(rungs, l->inset->map);
}

#define MISSED_NAME 400 /* that stands in the panel only */

typedef struct {
    int missed; /* what a reader misses: names most, then dates and issues, then certainty of whose
                   a text is; 0 where nothing is worth smaller type */
    int doubts; /* legs that seem to call at a marker they pass, texts nearer to a foreign marker */
    bool hopeless;
} shortcomings;

/* What the route alone brings about; the texts can only add to it. */
static shortcomings judge_route(const page_layout *l)
{
    return (shortcomings){.missed = 1000 * page_audit_marker_hits(l),
                          .doubts = page_audit_near_legs(l)};
}

static shortcomings judge_labels(const page_layout *l)
{
    static const int missed[LABEL_RUNG_COUNT] = {0, 30, 40, MISSED_NAME};
    int rungs[LABEL_RUNG_COUNT] = {0}, labels = 0;
    int unclear = l->verdict.leader_nearer_foreign;
    shortcomings s = judge_route(l);
    count_rungs(rungs, l);
    if (l->inset && l->inset->map)
        s.missed += 1000 * page_audit_marker_hits(l->inset->map);
    for (int i = 0; i < LABEL_RUNG_COUNT; i++) {
        s.missed += missed[i] * rungs[i];
        labels += rungs[i];
    }
    /* Whether texts are unclear by their share is known when there are all. */
    bool all = !l->inset || l->inset->map;
    bool confusing = all && unclear >= 2 && unclear * 8 > labels;
    if (s.missed > 0 || confusing)
        s.missed += 10 * unclear;
    s.doubts += unclear;
    s.hopeless = is_hopeless(l, labels - rungs[LABEL_FULL], labels);
    return s;
}

static bool is_better(shortcomings a, shortcomings b)
{
    return a.missed != b.missed ? a.missed < b.missed : a.doubts < b.doubts;
}

/* One way to lay the stops out. */
typedef struct {
    double crowd; /* 0: the best so far, and its inset */
    int bow_side;
    design_inset inset;
    bool sparse_arrows;
    bool for_many; /* also of MANY_STATIONS */
} attempt;

#define MANY_STATIONS 30

static bool may_inset(const page_layout *l)
{
    return l->plan.form != PLAN_FRAME && l->plan.form != PLAN_INSET &&
           l->it->trip->map.insets != TRIP_NEVER && l->it->tours->len == 1;
}

/* Whether something is wrong that the attempt may mend. INSETS: some attempt had one. Where stops
 * are many, what lacks room in one way does in most. */
static bool worth_trying(const attempt *a, const page_layout *best, shortcomings least, bool insets)
{
    g_assert(best->it); /* the first attempt was better than none */
    if (!a->for_many && best->it->stations->len >= MANY_STATIONS)
        return false;
    if (a->bow_side)
        return least.missed > 0 || least.doubts > 0;
    if (a->sparse_arrows)
        return least.missed >= MISSED_NAME;
    if ((a->inset == INSET_CLOSE && !may_inset(best)) || (a->inset == INSET_NONE && !insets))
        return false;
    return least.missed > 0;
}

static void set_attempt(page_layout *l, const attempt *a, const page_layout *best,
                        const uint8_t *forms)
{
    l->plan.forms = forms;
    l->d.crowd = a->crowd > 0 ? a->crowd : best->d.crowd;
    l->d.bow_side = a->bow_side;
    l->d.inset = a->crowd > 0 ? a->inset : best->d.inset;
    l->d.sparse_arrows = a->sparse_arrows;
    make_route(l);
}

/* Lays the stops out as far as they may still become better than LEAST; returns how well, or no
 * better than that. */
static shortcomings lay_out_better(page_layout *l, shortcomings least)
{
    find_inset(l);
    shortcomings now = judge_route(l);
    if (!is_better(now, least))
        return now;
    lay_out_texts(l);
    now = judge_labels(l);
    if (!l->inset || !is_better(now, least))
        return now;
    lay_out_inset(l);
    return judge_labels(l);
}

/* Moves what forget_stops() frees. */
static void keep_stops(page_layout *to, page_layout *from)
{
    forget_stops(to);
    *to = *from;
    from->markers = NULL;
    from->route = NULL;
    from->inset = NULL;
    from->furniture = NULL;
    from->callouts = NULL;
    from->labels = NULL;
}

/* Markers and labels shrink in steps where a map is crowded; then other bows are tried, then an
 * inset of stops that merely stand close, then none; last, arrow heads give way to names. No type
 * below the smallest that reads. */
static void lay_out_features(page_layout *l)
{
    static const attempt attempts[] = {
        {.crowd = 1, .for_many = true},
        {.crowd = 0.88},
        {.crowd = 0.78},
        {.crowd = 0.7, .for_many = true},
        {.bow_side = 1, .for_many = true},
        {.bow_side = -1, .for_many = true},
        {.crowd = 1, .inset = INSET_CLOSE},
        {.crowd = 0.88, .inset = INSET_CLOSE},
        {.crowd = 0.78, .inset = INSET_CLOSE},
        {.crowd = 0.7, .inset = INSET_CLOSE},
        {.crowd = 0.88, .inset = INSET_NONE},
        {.crowd = 0.78, .inset = INSET_NONE},
        {.crowd = 0.7, .inset = INSET_NONE},
        {.sparse_arrows = true},
        {.crowd = 0.78, .inset = INSET_CLOSE, .sparse_arrows = true},
        {.crowd = 0.7, .inset = INSET_NONE, .sparse_arrows = true},
    };
    const uint8_t *forms = l->plan.forms;
    page_layout best = {0};
    bool insets = false;
    shortcomings least = {.missed = G_MAXINT};
    for (size_t i = 0; i < G_N_ELEMENTS(attempts) && !least.hopeless; i++) {
        if (i > 0 && !worth_trying(&attempts[i], &best, least, insets))
            continue;
        if (i > 0)
            set_attempt(l, &attempts[i], &best, forms);
        shortcomings now = lay_out_better(l, least);
        insets |= l->inset != NULL;
        if (is_better(now, least)) {
            keep_stops(&best, l);
            least = now;
        }
        forget_stops(l);
    }
    keep_stops(l, &best);
    if (!l->furniture->title_plate)
        basemap_remove_specks(l->base, l->furniture->title_box);
    basemap_remove_specks(l->base, l->furniture->credit_box);
}

/* Ships go round capes that the stops do not show: appends the points where a sea leg is farthest
 * out of the frame; returns whether there are any. */
static bool find_ways_outside(const page_layout *l, GArray *places)
{
    page_box f = view_frame(l->plan.view);
    guint before = places->len;
    for (guint i = 0; i < l->route->legs->len; i++) {
        const route_leg *leg = route_get_leg(l->route, i);
        double farthest = 0;
        geo_point outermost = {0, 0};
        for (uint32_t k = 0; !leg->cut && k < leg->path.n_points; k++) {
            page_point p = leg->path.points[k];
            double out = fmax(fmax(f.x0 - p.x, p.x - f.x1), fmax(f.y0 - p.y, p.y - f.y1));
            geo_point g;
            if (leg->leg->mode == TRIP_MODE_SEA && out > farthest &&
                view_unproject(l->plan.view, p, &g)) {
                farthest = out;
                outermost = g;
            }
        }
        if (farthest > 0)
            g_array_append_val(places, outermost);
    }
    return places->len > before;
}

/* Plans the page and draws the route; where a sea leg leaves the frame, plans again around it. */
static bool plan_route(page_layout *l, plan_request *request)
{
    for (int round = 0;; round++) {
        if (!plan_page(l, request))
            return false;
        if (l->plan.form == PLAN_BOXES)
            title_room_make(l);
        make_map(l);
        if (round == SEA_ROUNDS || !find_ways_outside(l, request->sea_places))
            return true;
        clear_page(l);
    }
}

static bool lay_out(page_layout *l, plan_request *request)
{
    if (!plan_route(l, request))
        return false;
    lay_out_features(l);
    return true;
}

/* Whether some text of the trip is neither on the map nor in a panel. */
static bool text_missing(const page_layout *l)
{
    if (l->panel)
        return false;
    for (int i = 0; i < l->labels->n_placements; i++) {
        if (l->labels->placements[i].rung != LABEL_FULL &&
            !g_array_index(l->markers, marker, i).dot)
            return true;
    }
    return l->inset && text_missing(l->inset->map);
}

/* Nothing is left out silently. */
static void report_left_out(const page_layout *l)
{
    g_autoptr(GString) names = g_string_new(NULL);
    if (l->panel && panel_limit(l->panel, panel_room(l), names) > 0) {
        diag_help(diag_warning(l->d.diags, DIAG_TEXT_LEFT_OUT, SPAN_NONE,
                               "a page of %.0f x %.0f px has no room for the text of %s",
                               l->d.page.width_px, l->d.page.height_px, names->str),
                  "take a larger page (--page) or shorter issues; the reading text holds it all");
        return;
    }
    int lost = page_audit_texts_lost(l);
    if (lost > 0)
        diag_help(diag_warning(l->d.diags, DIAG_TEXT_LEFT_OUT, SPAN_NONE,
                               "dates or issues of %d stop%s have no room on the map", lost,
                               lost == 1 ? "" : "s"),
                  l->it->tours->len > 1
                      ? "a map of several tours names places only; the reading text (--alt) holds "
                        "their issues"
                      : "leave \"panel: never\" out, or take a larger page (--page)");
}

/* Letters that no font has are drawn as boxes; says whose, once a stop. */
static void report_glyphs(const page_layout *l)
{
    for (guint i = 0; i < l->callouts->len; i++) {
        const callout *c = g_ptr_array_index(l->callouts, i);
        const callout_variant *variant = &g_array_index(c->variants, callout_variant, 0);
        for (guint k = 0; k < variant->lines->len; k++) {
            const text_run *run = g_array_index(variant->lines, callout_line, k).run;
            if (!text_run_has_unknown_glyphs(run))
                continue;
            const itinerary_station *station = itinerary_get_station(l->it, c->station);
            span at = station->n_calls > 0
                          ? itinerary_station_call(l->it, c->station, 0)->stop->span
                          : SPAN_NONE;
            diag_help(diag_warning(l->d.diags, DIAG_MISSING_GLYPH, at,
                                   "the fonts lack letters of \"%s\"", text_run_string(run)),
                      "write \"fonts: system\" under \"map:\" to use the fonts of this machine");
            break;
        }
    }
}

bool page_layout_make(page_layout **out, const design *d, itinerary *it, atlas *a,
                      const page_wishes *wishes)
{
    *out = NULL;
    page_layout *l = g_new0(page_layout, 1);
    l->d = *d;
    l->it = it;
    l->atlas = a;
    g_autoptr(GArray) sea_places = g_array_new(FALSE, FALSE, sizeof(geo_point));
    plan_request request = {.projection = wishes->projection,
                            .untrusted = wishes->untrusted,
                            .sea_places = sea_places,
                            .has_issues = it->tours->len == 1 && any_issues(it)};
    measure_callouts(l, &request);
    request.head_height = head_height(l);
    bool ok = lay_out(l, &request);
    if (ok && text_missing(l) && it->trip->map.panel != TRIP_NEVER) {
        clear_page(l);
        request.force_panel = true;
        ok = lay_out(l, &request);
    }
    if (!ok) {
        page_layout_free(l);
        return false;
    }
    place_names(l);
    report_left_out(l);
    report_glyphs(l);
    *out = l;
    return true;
}

page_layout *page_layout_in_frame(const design *d, itinerary *it, atlas *a, const plan *p)
{
    page_layout *l = g_new0(page_layout, 1);
    l->d = *d;
    l->it = it;
    l->atlas = a;
    l->plan = *p;
    make_map(l);
    lay_out_features(l);
    place_names(l);
    return l;
}

/* ---- painter's order ---- */

static void compose_leader(const page_layout *l, const label_placement *p, scene *s)
{
    if (!p->has_leader)
        return;
    const style *st = l->d.style;
    page_path path;
    page_path_init(&path);
    for (int k = 0; k < p->n_leader; k++) {
        if (k == 0)
            page_path_move_to(&path, p->leader[k]);
        else
            page_path_line_to(&path, p->leader[k]);
    }
    page_path casing;
    page_path_init(&casing);
    page_path_append(&casing, &path);
    scene_path(s, "leader-casing", &casing, false,
               paint_stroke(color_with_alpha(st->route_casing, 0.75), design_px(&l->d, 3.5)));
    scene_path(s, "leader", &path, false,
               paint_stroke(st->leader, design_px(&l->d, st->leader_width)));
}

static void compose_labels(const page_layout *l, scene *s)
{
    static const char *const rungs[] = {"full", "compact", "name", "panel"};
    scene_begin(s, "labels", "labels");
    for (guint i = 0; i < l->markers->len; i++) {
        const marker *m = &g_array_index(l->markers, marker, i);
        const label_placement *p = &l->labels->placements[i];
        const callout *c = g_ptr_array_index(l->callouts, i);
        if (p->variant < 0)
            continue;
        scene_item *group = scene_begin(s, NULL, "label");
        g_autofree char *stop = itinerary_stop_id(l->it, m->station);
        scene_set_attribute(group, "data-stop", "%s%s", scene_scope(s), stop);
        scene_set_attribute(group, "data-rung", "%s", rungs[p->rung]);
        compose_leader(l, p, s);
        callout_compose(&l->d, &g_array_index(c->variants, callout_variant, p->variant), p,
                        m->center, l->base, s);
        scene_end(s);
    }
    scene_end(s);
}

static void compose_panel(const page_layout *l, scene *s)
{
    if (!l->panel)
        return;
    double margin = panel_margin(l);
    page_box box = l->plan.panel;
    scene_begin(s, "itinerary", "itinerary");
    scene_rect(s, "panel-ground", box, 0, paint_fill(l->d.style->page));
    if (l->plan.form == PLAN_PANEL_BELOW) {
        scene_rect(s, "head-ground", l->plan.head, 0, paint_fill(l->d.style->page));
    } else {
        page_path edge;
        page_path_init(&edge);
        double x = box.x0 > 0 ? box.x0 : box.x1;
        page_path_move_to(&edge, (page_point){x, box.y0});
        page_path_line_to(&edge, (page_point){x, box.y1});
        scene_path(s, "panel-edge", &edge, false, paint_stroke(l->d.style->hairline, 1));
    }
    panel_compose(l->panel, box_grown(box, -margin), s);
    scene_end(s);
}

void page_layout_compose_map(const page_layout *l, scene *s)
{
    basemap_compose(l->base, &l->d, l->plan.view, s);
    map_names_compose(l->names, &l->d, s);
    if (l->inset)
        inset_compose_guides(l->inset, &l->d, s);
    route_compose(l->route, &l->d, l->it, s);
    scene_begin(s, "stops", "stops");
    for (guint i = 0; i < l->markers->len; i++)
        marker_compose(&g_array_index(l->markers, marker, i), &l->d, l->it, s);
    scene_end(s);
    compose_labels(l, s);
    route_captions_compose(l->route, &l->d, l->base, s);
}

scene *page_layout_compose(const page_layout *l)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_SCENE);
    (void)profile;
    scene *s = scene_new(l->d.page.width_px, l->d.page.height_px);
    page_layout_compose_map(l, s);
    if (l->inset)
        inset_compose(l->inset, &l->d, s);
    compose_panel(l, s);
    furniture_compose(l->furniture, &l->d, l->it, &l->plan, l->atlas, s);
    return s;
}
