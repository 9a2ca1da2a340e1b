/* SPDX-License-Identifier: MIT
 *
 * Divides the page into frames, fits one view to all tours and moves it into each frame. Sizes are
 * those of the reference design at 1600 x 1000.
 */
#include "features/multiples.h"

#include <math.h>

#include "features/key.h"
#include "features/title.h"
#include "features/words.h"
#include "trip/date.h"

#define FRAME_GAP     20.0
#define HEAD_PX       48.0 /* above each frame: name, dates, stops, distance */
#define HEAD_SIZE     19.0
#define HEAD_DETAIL   13.0
#define FRAME_TYPE    0.7 /* type and markers in a frame, of those of a whole page */
#define ROW_OF_FRAMES 4   /* more tours take a second row */

struct multiples {
    const design *d;
    const itinerary *whole;
    GPtrArray *layouts; /* page_layout */
    GPtrArray *title, *subtitle, *credit;
    text_run *scale_label;
    double scale_px;
};

static double top_of_frames(const multiples *m)
{
    const design *d = m->d;
    return design_px(d, d->style->margin) +
           m->title->len * design_px(d, design_title_size(d)) * 1.12 +
           m->subtitle->len * design_px(d, d->style->subtitle_size) * 1.42 + design_px(d, 30);
}

static page_box frame_at(const multiples *m, int index, int n)
{
    const design *d = m->d;
    int rows = (n + ROW_OF_FRAMES - 1) / ROW_OF_FRAMES, columns = (n + rows - 1) / rows;
    double margin = design_px(d, d->style->margin), gap = design_px(d, FRAME_GAP);
    double top = top_of_frames(m), head = design_px(d, HEAD_PX);
    double foot = margin + design_px(d, 26);
    double width = (d->page.width_px - 2 * margin - (columns - 1) * gap) / columns;
    double height = (d->page.height_px - top - foot - (rows - 1) * gap) / rows - head;
    int column = index % columns, row = index / columns;
    double x = margin + column * (width + gap);
    double y = top + head + row * (height + head + gap);
    return (page_box){round(x), round(y), round(x + width), round(y + height)};
}

/* The widest bare name decides the margins of every frame. */
static void measure_names(const design *d, const itinerary *whole, plan_request *request)
{
    for (int i = 0; i < (int)whole->stations->len; i++) {
        text_run *run = text_shape(d->text, design_font(d, TEXT_BOLD, d->style->name_size),
                                   itinerary_station_name(whole, i));
        request->name_width = fmax(request->name_width, text_run_width(run) * 0.8);
        text_run_unref(run);
    }
}

/* The frame's design: smaller type and lines, the same page. */
static design frame_design(const design *d)
{
    design small = *d;
    small.k = d->k * FRAME_TYPE;
    return small;
}

static bool make_layouts(multiples *m, GPtrArray *tours, atlas *a, const page_wishes *wishes)
{
    int n = (int)tours->len;
    design small = frame_design(m->d);
    plan_request request = {.projection = wishes->projection, .untrusted = wishes->untrusted};
    measure_names(&small, m->whole, &request);
    plan whole;
    page_box first = frame_at(m, 0, n);
    if (!plan_in_frame(&whole, &small, m->whole, first, &request)) {
        plan_clear(&whole);
        return false;
    }
    for (int i = 0; i < n; i++) {
        plan p = whole;
        p.frame = frame_at(m, i, n);
        if (!view_zoom(&p.view, whole.view, (page_point){0, 0}, 1, p.frame.x0 - first.x0,
                       p.frame.y0 - first.y0, p.frame))
            break;
        g_ptr_array_add(m->layouts,
                        page_layout_in_frame(&small, g_ptr_array_index(tours, i), a, &p));
        tours->pdata[i] = NULL;
    }
    plan_clear(&whole);
    return m->layouts->len == (guint)n;
}

static void set_texts(multiples *m)
{
    const design *d = m->d;
    double width = d->page.width_px - 2 * design_px(d, d->style->margin);
    const itinerary *it = m->whole;
    title_set(m->title, m->subtitle, d, it, width);
    g_autofree char *credit = furniture_credit_text(it, d->lang);
    title_append_lines(m->credit, d, design_font(d, TEXT_REGULAR, d->style->credit_size), credit,
                       width * 0.8);
}

static void set_scale(multiples *m)
{
    const page_layout *l = multiples_get(m, 0);
    if (view_scale_variation(l->plan.view) > 1.15)
        return;
    m->scale_label = furniture_scale_text(m->d, &l->plan, &m->scale_px);
}

bool multiples_make(multiples **out, const design *d, const itinerary *whole, GPtrArray *tours,
                    atlas *a, const page_wishes *wishes)
{
    multiples *m = g_new0(multiples, 1);
    m->d = d;
    m->whole = whole;
    m->layouts = g_ptr_array_new_with_free_func((GDestroyNotify)page_layout_free);
    m->title = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    m->subtitle = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    m->credit = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    set_texts(m);
    bool ok = make_layouts(m, tours, a, wishes);
    g_ptr_array_foreach(tours, (GFunc)(void (*)(void))itinerary_free, NULL);
    g_ptr_array_unref(tours);
    if (ok) {
        set_scale(m);
        *out = m;
    } else {
        multiples_free(m);
        *out = NULL;
    }
    return ok;
}

void multiples_free(multiples *m)
{
    if (!m)
        return;
    g_ptr_array_unref(m->layouts);
    g_ptr_array_unref(m->title);
    g_ptr_array_unref(m->subtitle);
    g_ptr_array_unref(m->credit);
    g_clear_pointer(&m->scale_label, text_run_unref);
    g_free(m);
}

int multiples_count(const multiples *m)
{
    return (int)m->layouts->len;
}

const page_layout *multiples_get(const multiples *m, int index)
{
    return g_ptr_array_index(m->layouts, index);
}

/* ---- painting ---- */

static double compose_lines(const GPtrArray *lines, page_point at, double leading, color ink,
                            const char *class_name, scene *s)
{
    for (guint i = 0; i < lines->len; i++) {
        text_run *run = g_ptr_array_index(lines, i);
        at.y += text_run_font(run).size_px * (i == 0 ? 0.85 : leading);
        scene_text(s, class_name, run, at, ink);
    }
    return at.y;
}

/* "Knox 1912" and under it "27 Feb–13 Apr · 22 stops · 12,850 km". */
static void compose_head(const multiples *m, const page_layout *l, scene *s)
{
    const design *d = m->d;
    const itinerary_tour *tour = itinerary_get_tour(l->it, 0);
    trip_dates dates = trip_span_of_dates(tour->trip);
    g_autofree char *name = key_tour_name(tour);
    g_autofree char *when = trip_dates_format(&dates, d->lang, DATE_SHORT);
    g_autofree char *distance = words_distance(d->lang, tour->total_m);
    g_autofree char *stops = words_count(d->lang, WORD_N_STOPS, tour->n_calls);
    g_autofree char *detail = g_strjoin(" · ", *when ? when : stops, *when ? stops : distance,
                                        *when ? distance : NULL, NULL);
    text_run *head = text_shape(d->text, design_font(d, TEXT_BOLD, HEAD_SIZE), name);
    text_run *line = text_shape(d->text, design_font(d, TEXT_REGULAR, HEAD_DETAIL), detail);
    page_point at = {l->plan.frame.x0, l->plan.frame.y0 - design_px(d, HEAD_PX - 18)};
    scene_text(s, "frame-head", head, at, d->style->text);
    at.y += design_px(d, HEAD_DETAIL) * 1.45;
    scene_text(s, "frame-detail", line, at, d->style->secondary);
    text_run_unref(head);
    text_run_unref(line);
}

static void compose_frame(const multiples *m, int index, scene *s)
{
    const page_layout *l = multiples_get(m, index);
    g_autofree char *id = g_strdup_printf("tour-%d", index + 1);
    g_autofree char *scope = g_strdup_printf("tour-%d-", index + 1);
    scene_item *group = scene_begin(s, id, "tour");
    scene_set_title(group, l->it->trip->title);
    compose_head(m, l, s);
    scene_set_scope(s, scope);
    scene_item *map = scene_begin(s, "map", "map");
    map->has_clip = true;
    map->clip = l->plan.frame;
    page_layout_compose_map(l, s);
    scene_end(s);
    scene_set_scope(s, NULL);
    scene_rect(s, "frame", l->plan.frame, 0,
               paint_stroke(m->d->style->globe_edge, design_px(m->d, 0.8)));
    scene_end(s);
}

static void compose_foot(const multiples *m, scene *s)
{
    const design *d = m->d;
    double margin = design_px(d, d->style->margin), bottom = d->page.height_px - margin * 0.62;
    double line = design_px(d, d->style->credit_size) * 1.35;
    scene_begin(s, "credit", "credit");
    compose_lines(m->credit, (page_point){margin, bottom - m->credit->len * line}, 1.35,
                  d->style->secondary, NULL, s);
    scene_end(s);
    if (m->scale_label)
        furniture_compose_scale(d, m->scale_label,
                                (page_box){d->page.width_px - margin - m->scale_px,
                                           bottom - design_px(d, 20), d->page.width_px - margin,
                                           bottom},
                                s);
}

scene *multiples_compose(const multiples *m)
{
    const design *d = m->d;
    double margin = design_px(d, d->style->margin);
    scene *s = scene_new(d->page.width_px, d->page.height_px);
    scene_begin(s, "page", "page");
    scene_rect(s, NULL, (page_box){0, 0, d->page.width_px, d->page.height_px}, 0,
               paint_fill(d->style->page));
    scene_end(s);
    scene_begin(s, "title-block", "title-block");
    double y =
        compose_lines(m->title, (page_point){margin, margin}, 1.12, d->style->text, "title", s);
    compose_lines(m->subtitle, (page_point){margin, y + design_px(d, 12)}, 1.42,
                  d->style->secondary, "subtitle", s);
    scene_end(s);
    for (int i = 0; i < multiples_count(m); i++)
        compose_frame(m, i, s);
    compose_foot(m, s);
    return s;
}
