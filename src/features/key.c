/* SPDX-License-Identifier: MIT
 *
 * Sets the key after the reference design: head with a sample of the tour's line and marker, its
 * name and dates; one row for each run of calls in one country; last what the tints of the visited
 * countries say, where there are two.
 */
#include "features/key.h"

#include <math.h>
#include <string.h>

#include "features/route.h"
#include "features/series.h"
#include "features/words.h"
#include "trip/date.h"

#define ROW_SIZE   11.0
#define ROW_PITCH  14.4
#define HEAD_SIZE  14.5
#define HEAD_PITCH 22.0
#define DATES_SIZE 12.0
#define PAD        14.0
#define TINT_PITCH 17.0
#define TINT_W     22.0
#define TINT_H     11.0
#define SAMPLE     44.0 /* length of the line sample */
#define NUMBER_X   48.0 /* right edge of the numbers */
#define COUNTRY_X  60.0
#define WIDTH      262.0 /* of a column, at least */
#define ROW_GAP    14.0  /* between a name and its dates */
#define SHRINK_MIN 0.8

typedef enum { ROW_TOUR, ROW_CALLS, ROW_TINT } row_kind;

typedef struct {
    row_kind kind;
    int tour;
    color tint;
    text_run *left, *middle, *right; /* numbers or NULL, country or tour, dates */
    double height;
    int column;
    double y;
} key_row;

struct key {
    const design *d;
    const itinerary *it;
    GArray *rows; /* key_row */
    double f, height;
    double column; /* width of one, as wide as its widest row */
    int columns;
};

static void clear_row(void *data)
{
    key_row *row = data;
    g_clear_pointer(&row->left, text_run_unref);
    g_clear_pointer(&row->middle, text_run_unref);
    g_clear_pointer(&row->right, text_run_unref);
}

static text_run *shape(const key *k, text_face face, double size, const char *text)
{
    return text_shape(k->d->text, (text_font){.face = face, .size_px = type_px(size * k->f)}, text);
}

char *key_tour_name(const itinerary_tour *tour)
{
    trip_dates dates = trip_span_of_dates(tour->trip);
    const char *traveler = tour->trip->traveler;
    const char *last = traveler ? strrchr(traveler, ' ') : NULL;
    const char *name = last ? last + 1 : traveler;
    if (name && dates.start.year)
        return g_strdup_printf("%s %d", name, dates.start.year);
    if (tour->trip->title)
        return g_strdup(tour->trip->title);
    return g_strdup(name ? name : "");
}

static void add_head(key *k, const itinerary *it, int index)
{
    const itinerary_tour *tour = itinerary_get_tour(it, index);
    trip_dates dates = trip_span_of_dates(tour->trip);
    g_autofree char *name = key_tour_name(tour);
    g_autofree char *when = trip_dates_format(&dates, it->trip->lang, DATE_SHORT);
    key_row row = {.kind = ROW_TOUR, .tour = index, .height = HEAD_PITCH * k->f};
    row.middle = shape(k, TEXT_BOLD, HEAD_SIZE, name);
    row.right = shape(k, TEXT_BOLD, DATES_SIZE, when);
    g_array_append_val(k->rows, row);
}

/* The first and last day of a run of calls. */
static trip_dates dates_of(const itinerary *it, int first, int last)
{
    trip_dates all = itinerary_get_call(it, first)->stop->dates;
    for (int c = first + 1; c <= last; c++) {
        const trip_dates *dates = &itinerary_get_call(it, c)->stop->dates;
        if (trip_date_compare(dates->end, all.end) > 0)
            all.end = dates->end;
        all.uncertain |= dates->uncertain;
    }
    return all;
}

static void add_run(key *k, const itinerary *it, int first, int last)
{
    const itinerary_call *call = itinerary_get_call(it, first);
    const place *where = itinerary_get_station(it, call->station)->place;
    int to = itinerary_get_call(it, last)->number;
    g_autofree char *numbers =
        call->number == to ? g_strdup_printf("%d", to) : g_strdup_printf("%d–%d", call->number, to);
    trip_dates dates = dates_of(it, first, last);
    g_autofree char *when = trip_dates_format(&dates, it->trip->lang, DATE_SHORT);
    const char *country = where->country && *where->country ? where->country : where->name;
    key_row row = {.kind = ROW_CALLS, .tour = call->tour, .height = ROW_PITCH * k->f};
    row.left = shape(k, TEXT_BOLD, ROW_SIZE, numbers);
    row.middle = shape(k, TEXT_REGULAR, ROW_SIZE, country);
    row.right = shape(k, TEXT_REGULAR, ROW_SIZE, when);
    g_array_append_val(k->rows, row);
}

static bool same_country(const itinerary *it, int a, int b)
{
    const itinerary_call *p = itinerary_get_call(it, a), *q = itinerary_get_call(it, b);
    return p->tour == q->tour &&
           g_strcmp0(itinerary_get_station(it, p->station)->place->country,
                     itinerary_get_station(it, q->station)->place->country) == 0;
}

static void add_tint(key *k, color tint, word what)
{
    key_row row = {.kind = ROW_TINT, .tint = tint, .height = TINT_PITCH * k->f};
    row.middle = shape(k, TEXT_REGULAR, ROW_SIZE, words_get(k->d->lang, what));
    g_array_append_val(k->rows, row);
}

/* Two tints want words only where the map has both. */
static void add_tints(key *k, const itinerary *it)
{
    bool once = false, often = false;
    for (guint i = 0; i < it->calls->len; i++) {
        int station = itinerary_get_call(it, i)->station;
        int visits = itinerary_visits(it, itinerary_get_station(it, station)->place->adm0_a3);
        once |= visits == 1;
        often |= visits > 1;
    }
    if (!once || !often || k->d->style->fill_by_map_color)
        return;
    add_tint(k, k->d->style->visited_twice,
             it->tours->len == 2 ? WORD_BOTH_TOURS : WORD_SEVERAL_TOURS);
    add_tint(k, k->d->style->visited, WORD_ONE_TOUR);
}

static void set_rows(key *k, const itinerary *it)
{
    g_array_set_size(k->rows, 0);
    for (int tour = 0; tour < (int)it->tours->len; tour++) {
        const itinerary_tour *t = itinerary_get_tour(it, tour);
        add_head(k, it, tour);
        int end = t->first_call + t->n_calls;
        for (int first = t->first_call; first < end;) {
            int last = first;
            while (last + 1 < end && same_country(it, first, last + 1))
                last++;
            add_run(k, it, first, last);
            first = last + 1;
        }
    }
    add_tints(k, it);
}

/* Fills columns top down; a tour's head never ends one. */
static void flow(key *k, double limit)
{
    int column = 0;
    double y = 0;
    k->height = 0;
    for (guint i = 0; i < k->rows->len; i++) {
        key_row *row = &g_array_index(k->rows, key_row, i);
        bool opens =
            row->kind == ROW_TOUR ||
            (row->kind == ROW_TINT && g_array_index(k->rows, key_row, i - 1).kind == ROW_CALLS);
        double need = row->height + (opens ? ROW_PITCH * k->f : 0);
        if (y > 0 && y + need > limit) {
            column++;
            y = 0;
        }
        if (opens && y > 0)
            y += 8 * k->f;
        row->column = column;
        row->y = y;
        y += row->height;
        k->height = fmax(k->height, y);
    }
    k->columns = column + 1;
}

static void set_width(key *k)
{
    k->column = WIDTH * k->f;
    for (guint i = 0; i < k->rows->len; i++) {
        const key_row *row = &g_array_index(k->rows, key_row, i);
        double texts = text_run_width(row->middle) + (row->right ? text_run_width(row->right) : 0);
        k->column = fmax(k->column, texts + (COUNTRY_X + ROW_GAP + 2 * PAD) * k->f);
    }
}

key *key_new(const design *d, const itinerary *it, double max_height_px)
{
    key *k = g_new0(key, 1);
    k->d = d;
    k->it = it;
    k->rows = g_array_new(FALSE, FALSE, sizeof(key_row));
    g_array_set_clear_func(k->rows, clear_row);
    static const double shrinks[] = {1, 0.9, SHRINK_MIN};
    for (size_t i = 0; i < G_N_ELEMENTS(shrinks); i++) {
        k->f = d->k * shrinks[i];
        set_rows(k, it);
        set_width(k);
        flow(k, max_height_px - 2 * PAD * k->f);
        if (k->columns == 1)
            break;
    }
    return k;
}

void key_free(key *k)
{
    if (!k)
        return;
    g_array_unref(k->rows);
    g_free(k);
}

double key_width(const key *k)
{
    return k->columns * k->column + (k->columns - 1) * PAD * k->f;
}

double key_height(const key *k)
{
    return k->height + 2 * PAD * k->f;
}

/* The leg whose line stands for the tour. */
static const itinerary_leg *longest_leg(const itinerary *it, int tour)
{
    const itinerary_leg *longest = NULL;
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->tour == tour && (!longest || leg->distance_m > longest->distance_m))
            longest = leg;
    }
    return longest;
}

static void compose_head(const key *k, const key_row *row, page_point at, double right, scene *s)
{
    const style *st = k->d->style;
    color ink = series_color(st, row->tour);
    double y = at.y - HEAD_SIZE * 0.34 * k->f;
    page_path line;
    page_path_init(&line);
    page_path_move_to(&line, (page_point){at.x, y});
    page_path_line_to(&line, (page_point){at.x + SAMPLE * k->f, y});
    scene_paint paint = paint_stroke(ink, 2.4 * k->f);
    const itinerary_leg *leg = longest_leg(k->it, row->tour);
    if (leg)
        route_dash(&paint, k->it, leg, k->f);
    scene_path(s, NULL, &line, false, paint);
    series_compose_shape(s, "marker", row->tour, (page_point){at.x + SAMPLE * 0.42 * k->f, y},
                         6.5 * k->f, 6.5 * k->f, 6.5 * k->f, paint_fill(ink));
    scene_text(s, "key-tour", row->middle, (page_point){at.x + COUNTRY_X * k->f, at.y}, ink);
    scene_text(s, "key-dates", row->right, (page_point){right - text_run_width(row->right), at.y},
               ink);
}

static void compose_tint(const key *k, const key_row *row, page_point at, scene *s)
{
    double w = TINT_W * k->f, h = TINT_H * k->f, x = at.x + NUMBER_X * k->f - w;
    double y = at.y - text_run_cap_height(row->middle) / 2;
    scene_paint paint = paint_fill(row->tint);
    paint.stroke = k->d->style->border;
    paint.stroke_width_px = 0.8;
    scene_rect(s, "key-tint", (page_box){x, y - h / 2, x + w, y + h / 2}, 2 * k->f, paint);
    scene_text(s, "key-tint-text", row->middle, (page_point){at.x + COUNTRY_X * k->f, at.y},
               k->d->style->secondary);
}

static void compose_calls(const key *k, const key_row *row, page_point at, double right, scene *s)
{
    const style *st = k->d->style;
    scene_text(s, "key-numbers", row->left,
               (page_point){at.x + NUMBER_X * k->f - text_run_width(row->left), at.y},
               series_color(st, row->tour));
    scene_text(s, "key-country", row->middle, (page_point){at.x + COUNTRY_X * k->f, at.y},
               st->text);
    scene_text(s, "key-dates", row->right, (page_point){right - text_run_width(row->right), at.y},
               st->secondary);
}

void key_compose(const key *k, page_box box, scene *s)
{
    const style *st = k->d->style;
    scene_paint plate = paint_fill(color_with_alpha(st->box, 0.94));
    plate.stroke = st->hairline;
    plate.stroke_width_px = 1;
    scene_begin(s, "key", "key");
    scene_rect(s, "key-ground", box, k->d->k * st->box_radius, plate);
    for (guint i = 0; i < k->rows->len; i++) {
        const key_row *row = &g_array_index(k->rows, key_row, i);
        double pad = PAD * k->f, size = row->kind == ROW_TOUR ? HEAD_SIZE : ROW_SIZE;
        double x = box.x0 + pad + row->column * (k->column + PAD * k->f);
        page_point at = {x, box.y0 + pad + row->y + size * 0.86 * k->f};
        double right = x + k->column - 2 * PAD * k->f;
        if (row->kind == ROW_TOUR)
            compose_head(k, row, at, right, s);
        else if (row->kind == ROW_TINT)
            compose_tint(k, row, at, s);
        else
            compose_calls(k, row, at, right, s);
    }
    scene_end(s);
}
