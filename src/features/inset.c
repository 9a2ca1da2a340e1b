/* SPDX-License-Identifier: MIT
 *
 * Finds the stops that crowd, zooms into them, and gives the zoomed map a place.
 */
#include "features/inset.h"

#include <math.h>
#include <string.h>

#include "features/page_layout.h"
#include "label/furniture.h"
#include "label/rooms.h"

#define LANE_ROOM_PX   26.0 /* of distance that each leg between two places needs */
#define LANES_MIN      4    /* fewer legs between two places always find room */
#define WIDTH_SHARE    0.36 /* of the map's frame, at most */
#define HEIGHT_SHARE   0.60
#define WIDTH_LARGEST  0.60 /* where texts need it */
#define HEIGHT_LARGEST 0.75
#define FREE_LARGEST   0.92 /* in a free place, whatever its shape */
#define PAD_X          92.0 /* around the stops in the inset: room for their names; style px */
#define PAD_Y          58.0
#define WIDTH_MIN      250.0
#define HEIGHT_MIN     190.0
#define FACTOR_MIN     1.7    /* less is not worth a second map */
#define FACTOR_MAX     2000.0 /* twelve calls in one city on a map of an ocean */
#define ROOMY          1.5 /* times the enlargement that just separates them, where there is room */
#define ROOMS          32
#define MARKER_AIR_PX  12.0
#define EASE_ENOUGH    0.8   /* beyond this a place is chosen by what it hides */
#define SAME_PLACE_PX  0.005 /* no enlargement parts these */
#define APART_PX       34.0  /* between markers in the inset, where the size allows */

static const marker *marker_at(const GArray *markers, guint i)
{
    return &g_array_index(markers, marker, i);
}

/* ---- which stops ---- */

static int legs_between(const itinerary *it, int a, int b)
{
    int n = 0;
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        n += (leg->from == a && leg->to == b) || (leg->from == b && leg->to == a);
    }
    return n;
}

static double true_distance(const marker *a, const marker *b)
{
    return hypot(a->at.x - b->at.x, a->at.y - b->at.y);
}

/* Level pills at their true places, before any was moved aside. */
static bool would_touch(const marker *a, const marker *b)
{
    double core = a->half_width - a->half_height + b->half_width - b->half_height;
    double dx = fmax(0, fabs(a->at.x - b->at.x) - core), dy = a->at.y - b->at.y;
    return hypot(dx, dy) < a->half_height + b->half_height + 2;
}

static bool lanes_crowd(const itinerary *it, const marker *a, const marker *b, double k)
{
    int n = legs_between(it, a->station, b->station);
    return n >= LANES_MIN && true_distance(a, b) < n * LANE_ROOM_PX * k;
}

static void join(int *root, guint n, int a, int b)
{
    int from = MAX(root[a], root[b]), to = MIN(root[a], root[b]);
    for (guint i = 0; i < n; i++)
        root[i] = root[i] == from ? to : root[i];
}

/* Joins all that touch; SERIOUS[i] where markers still touch after they were moved, or where lanes
 * crowd; with INSET_CLOSE wherever they would touch. */
static void find_crowds(int *root, bool *serious, const design *d, const itinerary *it,
                        const GArray *markers)
{
    for (guint i = 0; i < markers->len; i++)
        root[i] = (int)i;
    for (guint i = 0; i < markers->len; i++) {
        const marker *a = marker_at(markers, i);
        serious[i] |= a->group >= 0;
        for (guint j = 0; j < i; j++) {
            const marker *b = marker_at(markers, j);
            bool lanes = lanes_crowd(it, a, b, d->k), touch = would_touch(a, b);
            bool both = lanes || (touch && d->inset == INSET_CLOSE);
            serious[i] |= both;
            serious[j] |= both;
            if (lanes || touch || (a->group >= 0 && a->group == b->group))
                join(root, markers->len, (int)i, (int)j);
        }
    }
}

/* The crowd of most calls; its members in INSIDE. */
static bool choose_crowd(bool *inside, const design *d, const itinerary *it, const GArray *markers)
{
    guint n = markers->len;
    g_autofree int *root = g_new0(int, n + 1);
    g_autofree bool *serious = g_new0(bool, n + 1);
    find_crowds(root, serious, d, it, markers);
    bool always = it->trip->map.insets == TRIP_ALWAYS;
    int best = -1, most = 0;
    for (guint r = 0; r < n; r++) {
        int members = 0, calls = 0;
        bool wanted = false;
        for (guint i = 0; i < n; i++) {
            if (root[i] != (int)r)
                continue;
            members++;
            calls += itinerary_get_station(it, marker_at(markers, i)->station)->n_calls;
            wanted |= serious[i];
        }
        if (calls > most && ((wanted && members >= 2 && calls >= 3) || (always && members >= 2))) {
            best = (int)r;
            most = calls;
        }
    }
    for (guint i = 0; i < n; i++)
        inside[i] = best >= 0 && root[i] == best;
    return best >= 0;
}

/* ---- how large ---- */

static page_box bounds_of(const bool *inside, const GArray *markers)
{
    page_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (guint i = 0; i < markers->len; i++) {
        page_point p = marker_at(markers, i)->at;
        if (inside[i])
            b = (page_box){fmin(b.x0, p.x), fmin(b.y0, p.y), fmax(b.x1, p.x), fmax(b.y1, p.y)};
    }
    return b;
}

/* The enlargement at which no two of them touch and lanes have room. */
static double wanted_factor(const bool *inside, const design *d, const itinerary *it,
                            const GArray *markers)
{
    double factor = FACTOR_MIN;
    for (guint i = 0; i < markers->len; i++) {
        for (guint j = 0; inside[i] && j < i; j++) {
            const marker *a = marker_at(markers, i), *b = marker_at(markers, j);
            double distance = true_distance(a, b);
            if (!inside[j] || distance < SAME_PLACE_PX)
                continue;
            double need = a->half_width + b->half_width + APART_PX * d->k;
            int legs = legs_between(it, a->station, b->station);
            if (legs >= LANES_MIN)
                need = fmax(need, legs * LANE_ROOM_PX * 1.3 * d->k);
            factor = fmax(factor, need / distance);
        }
    }
    return factor;
}

/* Where a smaller one left texts out: 1.3 and 1.6 times as large. */
static double growth(const design *d)
{
    return d->crowd > 0 ? 1 / (d->crowd * d->crowd) : 1;
}

/* The largest size that an inset of the map may have. */
static page_box largest_size(const design *d, page_box frame)
{
    if (d->inset == INSET_CLOSE)
        return (page_box){0, 0, box_width(frame) * FREE_LARGEST, box_height(frame) * FREE_LARGEST};
    return (page_box){0, 0, box_width(frame) * fmin(WIDTH_SHARE * growth(d), WIDTH_LARGEST),
                      box_height(frame) * fmin(HEIGHT_SHARE * growth(d), HEIGHT_LARGEST)};
}

/* Sets source and size, at most that of MOST; false when it would enlarge too little. */
static bool set_size(inset *in, page_box stops, double wanted, const design *d, page_box frame,
                     page_box most)
{
    double want_x = PAD_X * d->k * growth(d), want_y = PAD_Y * d->k * growth(d);
    double most_w = box_width(most), most_h = box_height(most);
    double pad_x = fmin(want_x, most_w * 0.3), pad_y = fmin(want_y, most_h * 0.3);
    in->factor = fmin(fmin((most_w - 2 * pad_x) / fmax(box_width(stops), 0.1),
                           (most_h - 2 * pad_y) / fmax(box_height(stops), 0.1)),
                      fmin(wanted * ROOMY, FACTOR_MAX));
    in->ease = fmin(in->factor / wanted, 1) * pad_x / want_x * pad_y / want_y;
    if (in->factor < FACTOR_MIN)
        return false;
    double w =
        CLAMP(box_width(stops) * in->factor + 2 * pad_x, fmin(WIDTH_MIN * d->k, most_w), most_w);
    double h =
        CLAMP(box_height(stops) * in->factor + 2 * pad_y, fmin(HEIGHT_MIN * d->k, most_h), most_h);
    double sw = w / in->factor / 2, sh = h / in->factor / 2;
    double x = CLAMP((stops.x0 + stops.x1) / 2, frame.x0 + sw, fmax(frame.x0 + sw, frame.x1 - sw));
    double y = CLAMP((stops.y0 + stops.y1) / 2, frame.y0 + sh, fmax(frame.y0 + sh, frame.y1 - sh));
    in->source = (page_box){x - sw, y - sh, x + sw, y + sh};
    in->box = (page_box){0, 0, round(w), round(h)};
    return true;
}

/* Whoever stands in the small frame, or so near that its marker would cover it, joins. */
static bool take_in(bool *inside, const inset *in, const GArray *markers)
{
    bool any = false;
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = marker_at(markers, i);
        page_box reach = box_grown(in->source, m->half_height + 4);
        reach.x0 -= m->half_width - m->half_height;
        reach.x1 += m->half_width - m->half_height;
        if (!inside[i] && box_holds(reach, m->at))
            any = inside[i] = true;
    }
    return any;
}

static void set_forms(inset *in, const bool *inside, const itinerary *it, const GArray *markers)
{
    memset(in->own_forms, MARKER_NONE, it->stations->len);
    memset(in->main_forms, MARKER_FULL, it->stations->len);
    for (guint i = 0; i < markers->len; i++) {
        if (inside[i]) {
            in->own_forms[marker_at(markers, i)->station] = MARKER_FULL;
            in->main_forms[marker_at(markers, i)->station] = MARKER_DOT;
        }
    }
}

inset *inset_find(const design *d, const itinerary *it, const plan *p, const GArray *markers)
{
    g_autofree bool *inside = g_new0(bool, markers->len + 1);
    if (it->trip->map.insets == TRIP_NEVER || d->inset == INSET_NONE || it->tours->len > 1 ||
        !choose_crowd(inside, d, it, markers))
        return NULL;
    inset *in = g_new0(inset, 1);
    in->main_forms = g_new0(uint8_t, it->stations->len + 1);
    in->own_forms = g_new0(uint8_t, it->stations->len + 1);
    bool fits, more = true;
    do {
        fits = set_size(in, bounds_of(inside, markers), wanted_factor(inside, d, it, markers), d,
                        p->frame, largest_size(d, p->frame));
        more = fits && take_in(inside, in, markers);
    } while (more);
    in->stops = bounds_of(inside, markers);
    in->wanted = wanted_factor(inside, d, it, markers);
    if (!fits) {
        inset_free(in);
        return NULL;
    }
    set_forms(in, inside, it, markers);
    return in;
}

void inset_free(inset *in)
{
    if (!in)
        return;
    if (in->map) {
        in->map->it = NULL; /* the main map's */
        page_layout_free(in->map);
    } else {
        plan_clear(&in->plan);
    }
    g_free(in->main_forms);
    g_free(in->own_forms);
    g_free(in);
}

/* ---- where ---- */

static bool try_places(inset *in, const label_problem *problem)
{
    enum { STEPS = 5 };
    static const int order[STEPS] = {4, 0, 3, 1, 2}; /* right and top first, the middle last */
    page_box boxes[STEPS * STEPS];
    double room_x = box_width(problem->page) - box_width(in->box);
    double room_y = box_height(problem->page) - box_height(in->box);
    if (room_x < 0 || room_y < 0)
        return false;
    for (int i = 0; i < STEPS * STEPS; i++) {
        int row = i / STEPS;
        double x = problem->page.x0 + room_x * order[i % STEPS] / (STEPS - 1);
        double y = problem->page.y0 + room_y * row / (STEPS - 1);
        boxes[i] = (page_box){round(x), round(y), round(x) + box_width(in->box),
                              round(y) + box_height(in->box)};
    }
    int best = label_emptiest(problem, boxes, STEPS * STEPS);
    if (best >= 0)
        in->box = boxes[best];
    return best >= 0;
}

/* What the inset may not cover: furniture, and the surroundings of its stops. */
static GArray *blocked_boxes(const inset *in, const design *d, const label_problem *problem)
{
    GArray *blocked = g_array_new(FALSE, FALSE, sizeof(page_box));
    page_box around = box_grown(in->source, 14 * d->k);
    if (problem->n_blocked > 0)
        g_array_append_vals(blocked, problem->blocked, (guint)problem->n_blocked);
    g_array_append_val(blocked, around);
    return blocked;
}

/* Tries sizes of one shape, the largest first. */
static bool find_place(inset *in, const design *d, const plan *p, const label_problem *problem)
{
    page_box most = largest_size(d, p->frame);
    for (double share = 1; share > 0.55; share -= 0.14) {
        page_box size = {0, 0, box_width(most) * share, box_height(most) * share};
        if (!set_size(in, in->stops, in->wanted, d, p->frame, size))
            return false;
        g_autoptr(GArray) blocked = blocked_boxes(in, d, problem);
        label_problem q = *problem;
        q.blocked = (const page_box *)(void *)blocked->data;
        q.n_blocked = (int)blocked->len;
        if (try_places(in, &q))
            return true;
    }
    return false;
}

/* In the corner of the room that hides least. */
static int64_t place_in_room(inset *in, const label_problem *q, page_box room)
{
    int64_t least = -1;
    double w = box_width(in->box), h = box_height(in->box);
    for (int i = 0; i < 4; i++) {
        double x = i % 2 ? floor(room.x1) - w : ceil(room.x0);
        double y = i / 2 ? floor(room.y1) - h : ceil(room.y0);
        page_box box = {x, y, x + w, y + h};
        int64_t cost = label_emptiness_cost(q, box);
        if (cost < 0 || (least >= 0 && cost >= least))
            continue;
        least = cost;
        in->box = box;
    }
    return least;
}

/* The free rectangles of the map, large enough for an inset. */
static GArray *find_rooms(const inset *in, const design *d, const label_problem *problem)
{
    g_autoptr(GArray) taken = blocked_boxes(in, d, problem);
    for (int i = 0; i < problem->n_stops; i++) {
        page_box box = box_grown(problem->stops[i].marker, MARKER_AIR_PX);
        g_array_append_val(taken, box);
    }
    GArray *rooms = g_array_new(FALSE, FALSE, sizeof(page_box));
    rooms_find(rooms, problem->page, (const page_box *)(void *)taken->data, (int)taken->len,
               WIDTH_MIN * d->k * 0.5, HEIGHT_MIN * d->k * 0.5, ROOMS);
    return rooms;
}

/* Takes the room that hides least among those that are wide and high enough, else the one that
 * comes nearest to that. */
static bool find_room(inset *in, const design *d, const plan *p, const label_problem *problem)
{
    page_box most = largest_size(d, p->frame);
    if (!set_size(in, in->stops, in->wanted, d, p->frame, most))
        return false;
    g_autoptr(GArray) rooms = find_rooms(in, d, problem);
    inset best = *in;
    int64_t least = -1;
    for (guint i = 0; i < rooms->len; i++) {
        page_box room = g_array_index(rooms, page_box, i);
        page_box size = {0, 0, floor(fmin(box_width(room), box_width(most))) - 1,
                         floor(fmin(box_height(room), box_height(most))) - 1};
        if (!set_size(in, in->stops, in->wanted, d, p->frame, size))
            continue;
        g_autoptr(GArray) blocked = blocked_boxes(in, d, problem);
        label_problem q = *problem;
        q.blocked = (const page_box *)(void *)blocked->data;
        q.n_blocked = (int)blocked->len;
        int64_t cost = place_in_room(in, &q, room);
        if (cost < 0)
            continue;
        double ease = fmin(in->ease, EASE_ENOUGH), before = fmin(best.ease, EASE_ENOUGH);
        if (least < 0 || ease > before || (ease == before && cost < least)) {
            best = *in;
            least = cost;
        }
    }
    *in = best;
    return least >= 0;
}

bool inset_place(inset *in, const design *d, const plan *p, const label_problem *problem)
{
    if (!(d->inset == INSET_CLOSE ? find_room : find_place)(in, d, p, problem))
        return false;
    in->plan = (plan){.form = PLAN_INSET,
                      .frame = in->box,
                      .origin_shown = p->origin_shown,
                      .forms = in->own_forms,
                      .issues_in_frame = p->form == PLAN_BOXES};
    page_point middle = {(in->source.x0 + in->source.x1) / 2, (in->source.y0 + in->source.y1) / 2};
    return view_zoom(&in->plan.view, p->view, middle, in->factor,
                     (in->box.x0 + in->box.x1) / 2 - middle.x,
                     (in->box.y0 + in->box.y1) / 2 - middle.y, in->box);
}

/* ---- guides and painting ---- */

static page_point corner(page_box b, int index)
{
    return (page_point){index % 2 ? b.x1 : b.x0, index / 2 ? b.y1 : b.y0};
}

/* Whether the line enters the box, by sampling. */
static bool line_enters(page_point a, page_point b, page_box box)
{
    enum { SAMPLES = 200 };
    page_box inner = box_grown(box, -0.5);
    for (int i = 1; i < SAMPLES; i++) {
        double t = (double)i / SAMPLES;
        if (box_holds(inner, (page_point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}))
            return true;
    }
    return false;
}

/* Lines between like corners that run through neither frame: two of the four do. */
void inset_guides(const inset *in, page_point lines[2][2])
{
    int found = 0;
    for (int i = 0; i < 4; i++) {
        page_point a = corner(in->source, i), b = corner(in->box, i);
        bool free = !line_enters(a, b, in->source) && !line_enters(a, b, in->box);
        if (found < 2 && (free || i - found >= 2)) {
            lines[found][0] = a;
            lines[found++][1] = b;
        }
    }
}

void inset_compose_guides(const inset *in, const design *d, scene *s)
{
    page_point lines[2][2];
    inset_guides(in, lines);
    scene_begin(s, "inset-guides", "inset-guides");
    page_path path;
    page_path_init(&path);
    for (int i = 0; i < 2; i++) {
        page_path_move_to(&path, lines[i][0]);
        page_path_line_to(&path, lines[i][1]);
    }
    scene_path(s, "inset-guide", &path, false, paint_stroke(d->style->globe_edge, d->k * 0.8));
    scene_rect(s, "inset-source", in->source, 0, paint_stroke(d->style->text, d->k));
    scene_end(s);
}

void inset_compose(const inset *in, const design *d, scene *s)
{
    scene_item *group = scene_begin(s, "inset", "inset");
    scene_set_attribute(group, "data-factor", "%.2f", in->factor);
    scene_rect(s, "inset-ground", box_grown(in->box, 3.2 * d->k), 0, paint_fill(d->style->box));
    g_autofree char *scope = g_strconcat(scene_scope(s), "inset-", NULL);
    g_autofree char *outer = g_strdup(scene_scope(s));
    scene_set_scope(s, scope);
    scene_item *map = scene_begin(s, "map", "map");
    map->has_clip = true;
    map->clip = in->box;
    page_layout_compose_map(in->map, s);
    const furniture *f = in->map->furniture;
    if (f->has_scale)
        furniture_compose_scale(d, f->scale_label, f->scale_box, s);
    scene_end(s);
    scene_set_scope(s, *outer ? outer : NULL);
    scene_rect(s, "inset-frame", in->box, 0, paint_stroke(d->style->text, d->k * 0.9));
    scene_rect(s, "inset-frame", box_grown(in->box, 3.2 * d->k), 0,
               paint_stroke(d->style->text, d->k * 0.9));
    scene_end(s);
}
