/* SPDX-License-Identifier: MIT
 *
 * Typesets, places and paints title, scale bar and credit; places key, chart and locator.
 */
#include "features/furniture.h"

#include <math.h>
#include <string.h>

#include "features/corner.h"
#include "features/title.h"
#include "features/words.h"
#include "trip/date.h"

#define SCALE_VARIATION_MAX 1.05 /* no scale bar where the scale varies more over the frame */

#define TITLE_PAD_PX 16.0 /* from the title to the edge of its plate */
#define KEY_STOPS    14   /* a tour of more stops lists its dates by country */

/* ---- typesetting ---- */

static double lines_width(const GPtrArray *lines)
{
    double width = 0;
    for (guint i = 0; i < lines->len; i++)
        width = fmax(width, text_run_width(g_ptr_array_index(lines, i)));
    return width;
}

/* From the first baseline's capitals to the last line's descenders, as compose_title sets them. */
static double title_height(const furniture *f, const design *d)
{
    double title = design_px(d, design_title_size(d));
    double subtitle = design_px(d, d->style->subtitle_size), height = 0;
    if (f->title->len > 0)
        height = title * (0.80 + 1.12 * (f->title->len - 1)) + subtitle * 0.25;
    if (f->subtitle->len > 0)
        height += design_px(d, 4) + subtitle * (1.55 + 1.38 * (f->subtitle->len - 1));
    return height;
}

/* Each source once, though several tours name it. */
static void append_sources(GString *names, const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const trip_source *src = g_ptr_array_index(sources, i);
        if (!strstr(names->str, src->name))
            g_string_append_printf(names, "%s%s", names->len ? "; " : "", src->name);
    }
}

char *furniture_credit_text(const itinerary *it, const char *lang)
{
    g_autoptr(GString) text = g_string_new(words_get(lang, WORD_NOT_FLIGHT_PATHS));
    g_string_append_printf(text, " %s", words_get(lang, WORD_GREAT_CIRCLE));
    if (basemap_borders_are_faded(it))
        g_string_append_printf(text, " %s", words_get(lang, WORD_MODERN_BORDERS));
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint t = 0; t < it->tours->len; t++)
        append_sources(names, itinerary_get_tour(it, t)->trip->sources);
    if (names->len > 0) {
        g_auto(GStrv) around = g_strsplit(words_get(lang, WORD_SOURCES), "%s", 2);
        g_string_append_printf(text, " %s%s%s.", around[0], names->str, around[1]);
    }
    g_string_append_printf(text, " %s", words_get(lang, WORD_MAP_DATA));
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The longest round distance that is at most MAX_PX long. */
static double scale_distance_m(double m_per_px, double max_px)
{
    double limit = m_per_px * max_px, best = 0;
    for (double power = 1; power <= limit; power *= 10) {
        static const double steps[] = {1, 2, 4, 5};
        for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
            if (power * steps[i] <= limit)
                best = fmax(best, power * steps[i]);
        }
    }
    return best;
}

text_run *furniture_scale_text(const design *d, const plan *p, double *length_px)
{
    page_box frame = p->frame;
    double m_per_px =
        view_m_per_px(p->view, (page_point){(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2});
    double distance = scale_distance_m(m_per_px, fmin(design_px(d, 200), box_width(frame) * 0.3));
    if (distance <= 0)
        return NULL;
    g_autofree char *label =
        distance >= 1000 ? words_distance(d->lang, distance) : g_strdup_printf("%.0f m", distance);
    *length_px = distance / m_per_px;
    return text_shape(d->text, design_font(d, TEXT_REGULAR, d->style->scale_size), label);
}

static void set_scale(furniture *f, const design *d, const itinerary *it, const plan *p)
{
    trip_switch wish = it->trip->map.scale_bar;
    if (wish == TRIP_NEVER ||
        (wish == TRIP_AUTO && view_scale_variation(p->view) > SCALE_VARIATION_MAX))
        return;
    f->scale_label = furniture_scale_text(d, p, &f->scale_length_px);
    f->has_scale = f->scale_label != NULL;
}

/* ---- placing ---- */

static void note_moved(furniture *f, const char *what, bool moved)
{
    if (moved)
        g_string_append_printf(f->moved, "%s%s", f->moved->len ? ", " : "", what);
}

static void report_moved(const furniture *f, const design *d)
{
    if (f->moved->len == 0)
        return;
    diag_help(diag_warning(d->diags, DIAG_FURNITURE_MOVED, SPAN_NONE,
                           "in the corner that the trip names this would hide a stop or a text: %s",
                           f->moved->str),
              "it stands elsewhere; name another corner, or auto");
}

static void take(const crowd *on, page_box box)
{
    g_array_append_val(on->taken, box);
}

static double title_wrap(const design *d, plan_form form)
{
    if (form == PLAN_PANEL_BELOW)
        return d->page.width_px - 2 * design_px(d, d->style->margin);
    return fmin(d->page.width_px * 0.46, design_px(d, 640));
}

/* Returns what the title hides; from COVERS_TEXT on it hides stops or captions. */
static double place_title(furniture *f, const design *d, const plan *p, const crowd *on)
{
    double margin = design_px(d, d->style->margin);
    double width = fmax(lines_width(f->title), lines_width(f->subtitle));
    double height = title_height(f, d);
    if (width <= 0)
        return 0;
    if (p->form == PLAN_PANEL_BELOW) {
        double left = design_px(d, d->style->margin) * 0.55;
        double y = (box_height(p->head) - height) / 2;
        double x = d->rtl ? box_width(p->head) - left - width : left;
        f->title_box = (page_box){x, y, x + width, y + height};
        return 0;
    }
    static const corner corners[] = {{0, 0}, {1, 0}, {0, 0.93}, {1, 0.93}, {0.5, 0}};
    /* Room for a plate is kept whether or not one is needed. */
    double pad = design_px(d, TITLE_PAD_PX);
    corner_choice plate = corner_choose(&(corner_search){.wish = f->wishes->title,
                                                         .corners = corners,
                                                         .n_corners = G_N_ELEMENTS(corners),
                                                         .mirrored = d->rtl,
                                                         .width = width + 2 * pad,
                                                         .height = height + 2 * pad,
                                                         .margin = fmax(margin - pad, 4),
                                                         .frame = p->frame},
                                        on);
    f->title_box = box_grown(plate.box, -pad);
    /* A coast or border under the letters wants a plate; open sea or plain land does not. */
    f->title_plate = plate.cost > 1e4 || basemap_lines_cross(on->base, box_grown(f->title_box, 8));
    if (f->title_plate)
        f->title_box = plate.box;
    f->title_moved = plate.moved;
    return plate.cost;
}

/* Sets the title narrower, then smaller, until it hides neither stops nor captions. */
static void fit_title(furniture *f, const design *d, const itinerary *it, const plan *p,
                      const crowd *on)
{
    static const struct {
        double wrap, type;
    } tries[] = {{1, 1}, {0.72, 1}, {0.72, 0.8}, {0.5, 0.7}};
    for (size_t i = 0; i < G_N_ELEMENTS(tries); i++) {
        design smaller = *d;
        smaller.k = d->k * tries[i].type;
        g_ptr_array_set_size(f->title, 0);
        g_ptr_array_set_size(f->subtitle, 0);
        title_set(f->title, f->subtitle, &smaller, it, title_wrap(d, p->form) * tries[i].wrap);
        if (place_title(f, &smaller, p, on) < COVERS_TEXT)
            return;
    }
}

static void set_credit(GPtrArray *out, const design *d, const itinerary *it, double width)
{
    if (it->trip->map.credit == TRIP_NEVER)
        return;
    g_autofree char *credit = furniture_credit_text(it, d->lang);
    title_append_lines(out, d, design_font(d, TEXT_REGULAR, d->style->credit_size), credit, width);
}

/* The scale bar stands on the credit, both in the emptier lower corner. */
static void place_foot(furniture *f, const design *d, const itinerary *it, const plan *p,
                       const crowd *on)
{
    double margin = design_px(d, d->style->margin);
    double line = design_px(d, d->style->credit_size) * 1.35;
    double credit_w = lines_width(f->credit), credit_h = f->credit->len * line;
    double scale_h = f->has_scale ? design_px(d, d->style->scale_size) * 1.2 + design_px(d, 8) : 0;
    double gap = f->has_scale && credit_h > 0 ? design_px(d, 14) : 0;
    double width = fmax(credit_w, f->has_scale ? f->scale_length_px : 0);
    if (p->form == PLAN_PANEL_BELOW) {
        double left = design_px(d, d->style->margin) * 0.55;
        double x = d->rtl ? d->page.width_px - left - credit_w : left;
        f->credit_box = (page_box){x, d->page.height_px - left * 0.8 - credit_h, x + credit_w,
                                   d->page.height_px - left * 0.8};
        width = f->scale_length_px;
        credit_h = gap = 0;
        margin = left;
    } else if (p->form == PLAN_SIDE_PANEL) {
        double x = d->rtl ? p->panel.x1 - margin - credit_w : p->panel.x0 + margin;
        f->credit_box = (page_box){x, d->page.height_px - margin * 0.7 - credit_h, x + credit_w,
                                   d->page.height_px - margin * 0.7};
        width = f->scale_length_px;
        credit_h = gap = 0;
    }
    double height = scale_h + gap + credit_h;
    if (height <= 0)
        return;
    page_box frame = p->frame;
    frame.y1 += margin * 0.4; /* the credit may stand a little lower than the margin */
    static const corner corners[] = {{0, 1}, {1, 1}, {1, 0.66}, {0, 0.66}, {1, 0.33}, {0, 0.33}};
    bool narrow = f->credit->len > 1 && credit_w <= box_width(frame) * 0.5; /* a small page */
    bool wished = f->wishes->credit >= TRIP_TOP_LEFT && credit_h > 0;
    corner_choice at =
        corner_choose(&(corner_search){.wish = wished ? f->wishes->credit : f->wishes->scale_bar,
                                       .corners = corners,
                                       .n_corners = narrow ? (int)G_N_ELEMENTS(corners) : 2,
                                       .mirrored = d->rtl,
                                       .width = width,
                                       .height = height,
                                       .margin = margin,
                                       .frame = frame},
                      on);
    page_box box = at.box;
    if (f->has_scale && at.cost >= COVERS_TEXT &&
        f->wishes->scale_bar == TRIP_AUTO) { /* no room for both */
        f->has_scale = false;
        place_foot(f, d, it, p, on);
        return;
    }
    if (at.cost >= COVERS_TEXT && credit_h > 0 && credit_w > box_width(frame) * 0.5) {
        g_ptr_array_set_size(f->credit, 0); /* more lines, but narrower */
        set_credit(f->credit, d, it, box_width(frame) * 0.45);
        place_foot(f, d, it, p, on);
        return;
    }
    if (at.cost >= COVERS_TEXT && credit_h > 0) {
        g_ptr_array_set_size(f->credit, 0);
        diag_warning(d->diags, DIAG_TEXT_LEFT_OUT, SPAN_NONE,
                     "a page of %.0f x %.0f px has no room for the credit line", d->page.width_px,
                     d->page.height_px);
        return;
    }
    note_moved(f, wished ? "credit" : "scale bar", at.moved);
    bool right = box.x0 > (frame.x0 + frame.x1) / 2 - width / 2 + 1;
    if (f->has_scale) {
        double x = right ? box.x1 - f->scale_length_px : box.x0;
        f->scale_box = (page_box){x, box.y0, x + f->scale_length_px, box.y0 + scale_h};
        take(on, box_grown(f->scale_box, 6));
    }
    if (credit_h > 0) {
        double x = right ? box.x1 - credit_w : box.x0;
        f->credit_box = (page_box){x, box.y1 - credit_h, x + credit_w, box.y1};
        take(on, box_grown(f->credit_box, 4));
    }
}

static bool any_issues(const itinerary *it)
{
    for (guint i = 0; i < it->calls->len; i++) {
        if (itinerary_get_call(it, i)->stop->issues->len > 0)
            return true;
    }
    return false;
}

/* Several tours, or more dated stops than names can carry, are listed by country. Boxes with issues
 * hold their dates. */
static bool wants_key(const itinerary *it, const plan *p)
{
    return p->form == PLAN_BOXES && !chart_wanted(it) &&
           (it->tours->len > 1 ||
            (it->calls->len > KEY_STOPS && !any_issues(it) && it->trip->map.panel != TRIP_NEVER));
}

static void place_key(furniture *f, const design *d, const itinerary *it, const plan *p,
                      const crowd *on)
{
    if (!wants_key(it, p))
        return;
    double margin = design_px(d, d->style->margin) * 0.7;
    static const corner corners[] = {{0, 1},   {1, 1},   {0, 0.6}, {1, 0.6},
                                     {0, 0.3}, {1, 0.3}, {1, 0},   {0, 0}};
    f->key = key_new(d, it, box_height(p->frame) * 0.6);
    f->key_box = corner_choose(&(corner_search){.corners = corners,
                                                .n_corners = G_N_ELEMENTS(corners),
                                                .mirrored = d->rtl,
                                                .width = key_width(f->key),
                                                .height = key_height(f->key),
                                                .margin = margin,
                                                .frame = p->frame},
                               on)
                     .box;
    take(on, box_grown(f->key_box, 6));
}

static void place_chart(furniture *f, const design *d, const itinerary *it, const plan *p,
                        const crowd *on)
{
    if (p->form == PLAN_PANEL_BELOW || !chart_wanted(it))
        return;
    double margin = design_px(d, d->style->margin) * 0.7;
    static const corner corners[] = {{0, 1}, {1, 1}, {1, 0}, {0, 0.6}, {1, 0.6}, {0, 0}};
    f->chart = chart_new(d, it, box_width(p->frame) * 0.5);
    corner_choice at = corner_choose(&(corner_search){.wish = f->wishes->chart,
                                                      .corners = corners,
                                                      .n_corners = G_N_ELEMENTS(corners),
                                                      .mirrored = d->rtl,
                                                      .width = chart_width(f->chart),
                                                      .height = chart_height(f->chart),
                                                      .margin = margin,
                                                      .frame = p->frame},
                                     on);
    f->chart_box = at.box;
    note_moved(f, "chart", at.moved);
    bool hides_much = at.cost > 1e5 && f->wishes->chart == TRIP_AUTO;
    if (hides_much)
        g_clear_pointer(&f->chart, chart_free);
    else
        take(on, box_grown(f->chart_box, 6));
}

static void place_locator(furniture *f, const design *d, const itinerary *it, const plan *p,
                          const crowd *on)
{
    bool moved;
    f->locator = locator_new(d, it, p, on, &moved);
    note_moved(f, "locator", moved);
}

static furniture *furniture_empty(void)
{
    furniture *f = g_new0(furniture, 1);
    f->title = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    f->subtitle = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    f->credit = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    f->moved = g_string_new(NULL);
    return f;
}

void furniture_title_size(const design *d, const itinerary *it, plan_form form, double *width,
                          double *height)
{
    furniture *f = furniture_empty();
    title_set(f->title, f->subtitle, d, it, title_wrap(d, form));
    *width = fmax(lines_width(f->title), lines_width(f->subtitle));
    *height = title_height(f, d);
    furniture_free(f);
}

double furniture_credit_height(const design *d, const itinerary *it, double width_px)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    double margin = design_px(d, d->style->margin);
    set_credit(lines, d, it, width_px - 2 * margin);
    if (lines->len == 0)
        return 0;
    return margin * 0.7 + lines->len * design_px(d, d->style->credit_size) * 1.35;
}

/* An inset has a scale bar of its own, in the corner that is emptiest. */
static void place_inset_scale(furniture *f, const design *d, const itinerary *it, const plan *p,
                              const crowd *on)
{
    static const corner corners[] = {{1, 1}, {0, 1}, {1, 0}, {0, 0}};
    double height = design_px(d, d->style->scale_size) * 1.2 + design_px(d, 8);
    set_scale(f, d, it, p);
    if (!f->has_scale)
        return;
    corner_choice at = corner_choose(&(corner_search){.corners = corners,
                                                      .n_corners = G_N_ELEMENTS(corners),
                                                      .width = f->scale_length_px,
                                                      .height = height,
                                                      .margin = design_px(d, 14),
                                                      .frame = p->frame},
                                     on);
    f->scale_box = at.box;
    f->has_scale = at.cost < 1e5;
}

furniture *furniture_new(const design *d, const itinerary *it, const plan *p, const basemap *b,
                         const route *r, const GArray *markers, const GArray *reserved)
{
    furniture *f = furniture_empty();
    if (p->form == PLAN_FRAME)
        return f;
    f->wishes = &it->trip->map;
    double margin = design_px(d, d->style->margin);
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(page_box));
    if (reserved->len > 0)
        g_array_append_vals(taken, reserved->data, reserved->len);
    const crowd here = {.base = b, .route = r, .markers = markers, .taken = taken}, *on = &here;
    if (p->form == PLAN_INSET) {
        place_inset_scale(f, d, it, p, on);
        return f;
    }
    if (p->form == PLAN_PANEL_BELOW) {
        title_set(f->title, f->subtitle, d, it, title_wrap(d, p->form));
        place_title(f, d, p, on);
    }
    if (p->form == PLAN_BOXES)
        fit_title(f, d, it, p, on);
    note_moved(f, "title", f->title_moved);
    if (f->title->len + f->subtitle->len > 0)
        take(on, box_grown(f->title_box, design_px(d, 8)));
    set_credit(f->credit, d, it,
               (p->form == PLAN_SIDE_PANEL ? box_width(p->panel) : d->page.width_px) - 2 * margin);
    place_key(f, d, it, p, on);
    place_chart(f, d, it, p, on);
    set_scale(f, d, it, p);
    bool locator_first = f->wishes->locator >= TRIP_TOP_LEFT;
    if (locator_first) /* what may stand anywhere gives way to what the trip puts in its place */
        place_locator(f, d, it, p, on);
    place_foot(f, d, it, p, on);
    if (!locator_first)
        place_locator(f, d, it, p, on);
    report_moved(f, d);
    return f;
}

void furniture_free(furniture *f)
{
    if (!f)
        return;
    g_ptr_array_unref(f->title);
    g_ptr_array_unref(f->subtitle);
    g_ptr_array_unref(f->credit);
    g_string_free(f->moved, TRUE);
    g_clear_pointer(&f->scale_label, text_run_unref);
    locator_free(f->locator);
    key_free(f->key);
    chart_free(f->chart);
    g_free(f);
}

void furniture_blocked(const furniture *f, GArray *boxes)
{
    if (f->title->len + f->subtitle->len > 0)
        g_array_append_val(boxes, f->title_box);
    if (f->key)
        g_array_append_val(boxes, f->key_box);
    if (f->chart)
        g_array_append_val(boxes, f->chart_box);
    if (f->has_scale)
        g_array_append_val(boxes, f->scale_box);
    if (f->credit->len > 0)
        g_array_append_val(boxes, f->credit_box);
    if (f->locator) {
        page_box globe = locator_box(f->locator);
        g_array_append_val(boxes, globe);
    }
}

/* ---- painting ---- */

/* Lines begin at the left, on a right-to-left page at the right. */
static double line_start(const design *d, page_box box, const text_run *run, double indent)
{
    return d->rtl ? box.x1 - indent - text_run_width(run) : box.x0 + indent;
}

static void compose_title(const furniture *f, const design *d, scene *s)
{
    if (f->title->len + f->subtitle->len == 0)
        return;
    scene_begin(s, "title-block", "title-block");
    page_box box = f->title_box;
    if (f->title_plate) {
        scene_paint paint = paint_fill(d->style->box);
        paint.stroke = d->style->hairline;
        paint.stroke_width_px = 1;
        scene_rect(s, "title-plate", box, design_px(d, d->style->box_radius), paint);
        box = box_grown(box, -design_px(d, TITLE_PAD_PX));
    }
    double y = box.y0;
    for (guint i = 0; i < f->title->len; i++) {
        text_run *run = g_ptr_array_index(f->title, i);
        y += text_run_font(run).size_px * (i == 0 ? 0.80 : 1.12);
        scene_text(s, "title", run, (page_point){line_start(d, box, run, 0), y}, d->style->text);
    }
    y += design_px(d, 4);
    for (guint i = 0; i < f->subtitle->len; i++) {
        text_run *run = g_ptr_array_index(f->subtitle, i);
        y += text_run_font(run).size_px * (i == 0 ? 1.55 : 1.38);
        scene_text(s, "subtitle", run, (page_point){line_start(d, box, run, design_px(d, 1)), y},
                   d->style->secondary);
    }
    scene_end(s);
}

void furniture_compose_scale(const design *d, text_run *label, page_box b, scene *s)
{
    double tick = design_px(d, 5), line = design_px(d, 1.2);
    scene_begin(s, "scale-bar", "scale-bar");
    page_path bar;
    page_path_init(&bar);
    page_path_move_to(&bar, (page_point){b.x0, b.y1 - tick});
    page_path_line_to(&bar, (page_point){b.x0, b.y1});
    page_path_line_to(&bar, (page_point){b.x1, b.y1});
    page_path_line_to(&bar, (page_point){b.x1, b.y1 - tick});
    scene_path(s, NULL, &bar, false, paint_stroke(d->style->secondary, line));
    double x = (b.x0 + b.x1 - text_run_width(label)) / 2;
    scene_text(s, "scale-label", label, (page_point){x, b.y1 - tick - design_px(d, 2)},
               d->style->secondary);
    scene_end(s);
}

static void compose_credit(const furniture *f, const design *d, scene *s)
{
    if (f->credit->len == 0)
        return;
    scene_begin(s, "credit", "credit");
    double line = design_px(d, d->style->credit_size) * 1.35, y = f->credit_box.y0;
    for (guint i = 0; i < f->credit->len; i++) {
        text_run *run = g_ptr_array_index(f->credit, i);
        scene_text(s, NULL, run,
                   (page_point){line_start(d, f->credit_box, run, 0), y + line * 0.78},
                   d->style->secondary);
        y += line;
    }
    scene_end(s);
}

void furniture_compose(const furniture *f, const design *d, const itinerary *it, const plan *p,
                       atlas *a, scene *s)
{
    compose_title(f, d, s);
    if (f->key)
        key_compose(f->key, f->key_box, s);
    if (f->chart)
        chart_compose(f->chart, f->chart_box, s);
    if (f->locator)
        locator_compose(f->locator, d, it, p, a, s);
    if (f->has_scale)
        furniture_compose_scale(d, f->scale_label, f->scale_box, s);
    compose_credit(f, d, s);
}
