/* SPDX-License-Identifier: MIT
 *
 * Typesets call-outs. Sizes and distances are the style's; line distances follow the reference
 * design: dates 1.42 of their size under the name, first issue 1.50, further lines 1.32.
 */
#include "features/callout.h"

#include <math.h>

#include "features/series.h"
#include "features/words.h"
#include "trip/date.h"

#define DATE_LEADING        1.42
#define FIRST_ISSUE_LEADING 1.50
#define ISSUE_LEADING       1.32
#define BULLET_INDENT       11.0
#define BULLET_RADIUS       2.0
#define MANY_STATIONS       15
#define MANY_STATIONS_SCALE 0.75 /* names of 18 px become 13.5 */

/* Issue widths to try, style px: about 24, 30, 20 and 40 characters. */
static const double wrap_widths[] = {176, 226, 140, 300};

static text_font label_font(const design *d, text_face face, double style_px)
{
    return (text_font){.face = face, .size_px = type_px(design_crowd_px(d, style_px))};
}

static void clear_variant(void *data)
{
    callout_variant *variant = data;
    for (guint i = 0; i < variant->lines->len; i++)
        text_run_unref(g_array_index(variant->lines, callout_line, i).run);
    g_array_unref(variant->lines);
}

static void free_callout(void *data)
{
    callout *c = data;
    g_array_unref(c->variants);
    g_free(c);
}

typedef struct {
    const design *d;
    callout_variant variant;
    double pad_x, pad_y;
    double y;     /* last baseline, from the top of the text */
    double width; /* of the text */
} setting;

static setting begin_setting(const design *d, label_rung rung, bool boxed)
{
    setting set = {.d = d};
    set.variant.lines = g_array_new(FALSE, FALSE, sizeof(callout_line));
    set.variant.size.rung = rung;
    set.variant.size.boxed = boxed;
    set.pad_x = boxed ? design_crowd_px(d, d->style->box_pad_x) : 1;
    set.pad_y = boxed ? design_crowd_px(d, d->style->box_pad_y) : 1;
    return set;
}

static void add_line(setting *set, text_run *run, double indent, double leading_px,
                     callout_line line)
{
    if (set->variant.lines->len == 0)
        set->y =
            text_run_cap_height(run) + (set->variant.size.boxed ? design_crowd_px(set->d, 3) : 0);
    else
        set->y += leading_px;
    line.run = run;
    line.x = set->pad_x + indent;
    line.baseline = set->pad_y + set->y;
    set->width = fmax(set->width, indent + text_run_width(run));
    g_array_append_val(set->variant.lines, line);
}

static callout_variant end_setting(setting *set, double preference)
{
    double descent = 0;
    if (set->variant.lines->len > 0) {
        const callout_line *last =
            &g_array_index(set->variant.lines, callout_line, set->variant.lines->len - 1);
        descent = text_run_descent(last->run) * 0.8;
    }
    set->variant.size.width_px = ceil(set->width + 2 * set->pad_x);
    set->variant.size.height_px = ceil(set->y + descent + 2 * set->pad_y);
    set->variant.size.preference = preference;
    return set->variant;
}

static void add_name(setting *set, const itinerary *it, int station, double max_width)
{
    const design *d = set->d;
    double size = design_crowd_px(d, d->style->name_size);
    if (it->stations->len >= MANY_STATIONS)
        size = fmin(size, design_px(d, d->style->name_size * MANY_STATIONS_SCALE));
    text_font font = {.face = TEXT_BOLD, .size_px = type_px(size)};
    g_autoptr(GPtrArray) lines =
        text_wrap(d->text, font, itinerary_station_name(it, station), max_width);
    for (guint i = 0; i < lines->len; i++)
        add_line(set, text_run_ref(g_ptr_array_index(lines, i)), 0, font.size_px * 1.2,
                 (callout_line){.class_name = "label-name", .color = d->style->text});
}

/* "El Salvador · 3–4 Feb", or either alone; NULL when there is nothing to say. */
static char *date_line(const itinerary *it, const itinerary_station *station,
                       const itinerary_call *call, bool with_country)
{
    g_autofree char *dates = trip_dates_format(&call->stop->dates, it->trip->lang, DATE_SHORT);
    const char *country = station->place->country;
    bool say_country =
        with_country && country && *country && g_strcmp0(country, station->place->name) != 0;
    if (say_country && *dates)
        return g_strdup_printf("%s · %s", country, dates);
    if (say_country)
        return g_strdup(country);
    return *dates ? g_steal_pointer(&dates) : NULL;
}

static void add_dates(setting *set, const itinerary *it, int station_index, int k,
                      bool with_country, double max_width)
{
    const design *d = set->d;
    const itinerary_station *station = itinerary_get_station(it, station_index);
    const itinerary_call *call = itinerary_station_call(it, station_index, k);
    g_autofree char *line = date_line(it, station, call, with_country);
    if (!line)
        return;
    text_font font = label_font(d, TEXT_REGULAR, d->style->date_size);
    g_autoptr(GPtrArray) lines = text_wrap(d->text, font, line, max_width);
    for (guint i = 0; i < lines->len; i++)
        add_line(set, text_run_ref(g_ptr_array_index(lines, i)), 0,
                 font.size_px * (i == 0 ? DATE_LEADING : 1.25),
                 (callout_line){
                     .class_name = "label-dates", .color = d->style->secondary, .call = call});
}

static void add_issues(setting *set, const itinerary_call *call, double max_width)
{
    const design *d = set->d;
    text_font font = label_font(d, TEXT_REGULAR, d->style->issue_size);
    for (guint i = 0; i < call->stop->issues->len; i++) {
        g_autoptr(GPtrArray) lines =
            text_wrap(d->text, font, g_ptr_array_index(call->stop->issues, i), max_width);
        for (guint j = 0; j < lines->len; j++)
            add_line(set, text_run_ref(g_ptr_array_index(lines, j)),
                     design_crowd_px(d, BULLET_INDENT),
                     font.size_px * (i + j == 0 ? FIRST_ISSUE_LEADING : ISSUE_LEADING),
                     (callout_line){.class_name = "label-issue",
                                    .color = d->style->text,
                                    .bullet = j == 0,
                                    .call = call});
    }
}

static bool station_has_issues(const itinerary *it, int station)
{
    for (int k = 0; k < itinerary_get_station(it, station)->n_calls; k++) {
        if (itinerary_station_call(it, station, k)->stop->issues->len > 0)
            return true;
    }
    return false;
}

static callout_variant set_full_box(const design *d, const itinerary *it, int station,
                                    double wrap_px, double preference)
{
    setting set = begin_setting(d, LABEL_FULL, true);
    double text_px = wrap_px + design_crowd_px(d, BULLET_INDENT);
    add_name(&set, it, station, fmax(text_px, design_crowd_px(d, 200)));
    for (int k = 0; k < itinerary_get_station(it, station)->n_calls; k++) {
        add_dates(&set, it, station, k, k == 0, fmax(text_px, design_crowd_px(d, 230)));
        add_issues(&set, itinerary_station_call(it, station, k), wrap_px);
    }
    return end_setting(&set, preference);
}

/* The origin has no dates; it says what it is. */
static void add_origin_role(setting *set, const itinerary *it)
{
    const design *d = set->d;
    text_font font = label_font(d, TEXT_REGULAR, d->style->date_size);
    word role = it->trip->returns ? WORD_START_AND_RETURN : WORD_START;
    add_line(set, text_shape(d->text, font, words_get(d->lang, role)), 0,
             font.size_px * DATE_LEADING,
             (callout_line){.class_name = "label-dates", .color = d->style->secondary});
}

/* The days of all calls on one line, wrapped: "3 May, 8 May, 14 May". */
static void add_many_dates(setting *set, const itinerary *it, int station, double max_width)
{
    const design *d = set->d;
    g_autoptr(GString) all = g_string_new(NULL);
    const itinerary_call *first = itinerary_station_call(it, station, 0);
    for (int k = 0; k < itinerary_get_station(it, station)->n_calls; k++) {
        const itinerary_call *call = itinerary_station_call(it, station, k);
        g_autofree char *dates = trip_dates_format(&call->stop->dates, it->trip->lang, DATE_SHORT);
        g_autofree char *whole = words_unbroken(dates);
        if (*whole)
            g_string_append_printf(all, "%s%s", all->len ? ", " : "", whole);
    }
    text_font font = label_font(d, TEXT_REGULAR, d->style->date_size);
    g_autoptr(GPtrArray) lines =
        all->len ? text_wrap(d->text, font, all->str, max_width) : g_ptr_array_new();
    for (guint i = 0; i < lines->len; i++)
        add_line(set, text_run_ref(g_ptr_array_index(lines, i)), 0,
                 font.size_px * (i == 0 ? DATE_LEADING : 1.25),
                 (callout_line){
                     .class_name = "label-dates", .color = d->style->secondary, .call = first});
}

static callout_variant set_bare(const design *d, const itinerary *it, int station, label_rung rung,
                                bool with_dates, double name_px, double preference)
{
    setting set = begin_setting(d, rung, false);
    add_name(&set, it, station, name_px);
    int calls = itinerary_get_station(it, station)->n_calls;
    if (with_dates && calls > 1)
        add_many_dates(&set, it, station, design_crowd_px(d, 130));
    else if (with_dates && calls == 1)
        add_dates(&set, it, station, 0, false, design_crowd_px(d, 220));
    if (with_dates && itinerary_get_station(it, station)->n_calls == 0)
        add_origin_role(&set, it);
    return end_setting(&set, preference);
}

static bool same_size(const callout_variant *a, const callout_variant *b)
{
    return a->size.rung == b->size.rung && a->size.width_px == b->size.width_px &&
           a->size.height_px == b->size.height_px;
}

/* Keeps VARIANT unless one of the same size is there already. */
static void keep_variant(callout *c, callout_variant variant)
{
    for (guint i = 0; i < c->variants->len; i++) {
        if (same_size(&g_array_index(c->variants, callout_variant, i), &variant)) {
            clear_variant(&variant);
            return;
        }
    }
    g_array_append_val(c->variants, variant);
}

/* A long name may break into two lines ("San Carlos / de Bariloche"). */
static void add_bare_variants(callout *c, const design *d, const itinerary *it, label_rung rung,
                              bool with_dates)
{
    keep_variant(c, set_bare(d, it, c->station, rung, with_dates, design_crowd_px(d, 400), 0));
    keep_variant(c, set_bare(d, it, c->station, rung, with_dates, design_crowd_px(d, 150), 15));
}

static callout *callout_new(const design *d, const itinerary *it, int station, callout_wish wish)
{
    callout *c = g_new0(callout, 1);
    c->station = station;
    c->variants = g_array_new(FALSE, FALSE, sizeof(callout_variant));
    g_array_set_clear_func(c->variants, clear_variant);
    bool has_issues = station_has_issues(it, station);
    if (wish.with_issues && has_issues) {
        for (gsize i = 0; i < G_N_ELEMENTS(wrap_widths); i++)
            keep_variant(
                c, set_full_box(d, it, station, design_crowd_px(d, wrap_widths[i]), 10.0 * i));
    }
    bool full = !has_issues || !wish.with_issues;
    if (wish.with_dates)
        add_bare_variants(c, d, it, full ? LABEL_FULL : LABEL_COMPACT, true);
    add_bare_variants(c, d, it, full && !wish.with_dates ? LABEL_FULL : LABEL_NAME, false);
    return c;
}

GPtrArray *callouts_new(const design *d, const itinerary *it, const GArray *stations,
                        callout_wish wish)
{
    GPtrArray *callouts = g_ptr_array_new_with_free_func(free_callout);
    for (guint i = 0; i < stations->len; i++)
        g_ptr_array_add(callouts, callout_new(d, it, g_array_index(stations, int, i), wish));
    return callouts;
}

static void compose_box(const design *d, page_box box, scene *s)
{
    scene_paint paint = paint_fill(d->style->box);
    paint.stroke = d->style->hairline;
    paint.stroke_width_px = 1;
    scene_rect(s, "label-box", box, design_crowd_px(d, d->style->box_radius), paint);
}

/* Bare text lines up with what ties it to its marker: the marker itself, or the leader's end. */
static double alignment(const label_placement *at, page_point marker)
{
    page_point toward = at->has_leader ? at->leader[at->n_leader - 1] : marker;
    double share = (toward.x - at->box.x0) / box_width(at->box);
    double edge = at->has_leader ? 0.3 : 0.001;
    return share > 1 - edge ? 1 : share > edge ? 0.5 : 0;
}

void callout_compose(const design *d, const callout_variant *variant, const label_placement *at,
                     page_point marker, const basemap *base, scene *s)
{
    page_box box = at->box;
    bool boxed = variant->size.boxed;
    if (boxed)
        compose_box(d, box, s);
    double aligned = boxed ? 0 : alignment(at, marker);
    for (guint i = 0; i < variant->lines->len; i++) {
        const callout_line *line = &g_array_index(variant->lines, callout_line, i);
        double slack = box_width(box) - 2 * line->x - text_run_width(line->run);
        double x = box.x0 + line->x + slack * aligned;
        if (text_run_is_rtl(line->run) && boxed)
            x = box.x1 - line->x - text_run_width(line->run);
        if (line->bullet) {
            double bullet_x =
                text_run_is_rtl(line->run)
                    ? box.x1 - line->x + design_crowd_px(d, BULLET_INDENT - BULLET_RADIUS)
                    : x - design_crowd_px(d, BULLET_INDENT - BULLET_RADIUS);
            scene_circle(s, "bullet",
                         (page_point){bullet_x, box.y0 + line->baseline -
                                                    text_run_cap_height(line->run) * 0.45},
                         design_crowd_px(d, BULLET_RADIUS),
                         paint_fill(series_color(d->style, line->call->tour)));
        }
        scene_item *text = scene_text(s, line->class_name, line->run,
                                      (page_point){x, box.y0 + line->baseline}, line->color);
        if (!boxed) {
            const page_box under = {x, box.y0 + line->baseline - text_run_cap_height(line->run),
                                    x + text_run_width(line->run), box.y0 + line->baseline};
            text->halo_color = basemap_fill_under(base, d->style, under);
            text->halo_width_px = design_crowd_px(d, d->style->halo_width * 1.5);
        }
    }
}
