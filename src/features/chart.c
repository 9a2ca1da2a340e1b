/* SPDX-License-Identifier: MIT
 *
 * Sets and paints the chart after the reference design: rows 29 px, columns 21 px, discs of 8.5.
 */
#include "features/chart.h"

#include <math.h>

#include "features/words.h"

#define SHUTTLE_CALLS 8 /* so many calls ... */
#define SHUTTLE_RATIO 2 /* ... at most at one place for every two of them */
#define PAD           16.0
#define HEAD_SIZE     14.5
#define HEAD_PX       34.0
#define NAME_SIZE     12.5
#define ROW_PX        29.0
#define COLUMN_PX     21.0
#define COLUMN_MIN_PX 15.0
#define DISC_RADIUS   8.5
#define NUMBER_SIZE   9.5
#define NAME_GAP_PX   20.0

struct chart {
    const design *d;
    const itinerary *it;
    text_run *head;
    GArray *rows;       /* int: stations, north to south */
    GPtrArray *names;   /* text_run, by row */
    GPtrArray *numbers; /* text_run, by call */
    double name_width, column;
};

bool chart_wanted(const itinerary *it)
{
    trip_switch wish = it->trip->map.chart;
    if (wish != TRIP_AUTO)
        return wish != TRIP_NEVER && it->tours->len == 1;
    int places = 0;
    for (guint i = 0; i < it->stations->len; i++)
        places += itinerary_get_station(it, i)->n_calls > 0;
    return it->tours->len == 1 && it->calls->len >= SHUTTLE_CALLS &&
           (int)it->calls->len >= SHUTTLE_RATIO * places;
}

static int from_north(const void *a, const void *b, void *data)
{
    const itinerary *it = data;
    int p = *(const int *)a, q = *(const int *)b;
    double lat_p = itinerary_get_station(it, p)->at.lat_deg;
    double lat_q = itinerary_get_station(it, q)->at.lat_deg;
    if (lat_p != lat_q)
        return lat_p > lat_q ? -1 : 1;
    return p - q;
}

chart *chart_new(const design *d, const itinerary *it, double max_width_px)
{
    chart *c = g_new0(chart, 1);
    c->d = d;
    c->it = it;
    c->rows = g_array_new(FALSE, FALSE, sizeof(int));
    c->names = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    c->numbers = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    c->head = text_shape(d->text, design_font(d, TEXT_BOLD, HEAD_SIZE),
                         words_get(d->lang, WORD_ORDER_OF_CALLS));
    for (int i = 0; i < (int)it->stations->len; i++) {
        if (itinerary_get_station(it, i)->n_calls > 0)
            g_array_append_val(c->rows, i);
    }
    g_array_sort_with_data(c->rows, from_north, (gpointer)it);
    for (guint i = 0; i < c->rows->len; i++) {
        text_run *name = text_shape(d->text, design_font(d, TEXT_BOLD, NAME_SIZE),
                                    itinerary_station_name(it, g_array_index(c->rows, int, i)));
        c->name_width = fmax(c->name_width, text_run_width(name));
        g_ptr_array_add(c->names, name);
    }
    for (guint i = 0; i < it->calls->len; i++) {
        g_autofree char *number = g_strdup_printf("%d", itinerary_get_call(it, i)->number);
        g_ptr_array_add(c->numbers,
                        text_shape(d->text, design_font(d, TEXT_BOLD, NUMBER_SIZE), number));
    }
    double room = max_width_px - design_px(d, 2 * PAD + NAME_GAP_PX) - c->name_width;
    c->column = fmax(design_px(d, COLUMN_MIN_PX),
                     fmin(design_px(d, COLUMN_PX), room / fmax(it->calls->len, 1)));
    return c;
}

void chart_free(chart *c)
{
    if (!c)
        return;
    text_run_unref(c->head);
    g_array_unref(c->rows);
    g_ptr_array_unref(c->names);
    g_ptr_array_unref(c->numbers);
    g_free(c);
}

double chart_width(const chart *c)
{
    return design_px(c->d, 2 * PAD + NAME_GAP_PX) + c->name_width + c->column * c->it->calls->len;
}

double chart_height(const chart *c)
{
    return design_px(c->d, PAD + HEAD_PX + PAD * 0.5) + c->rows->len * design_px(c->d, ROW_PX);
}

static page_point call_at(const chart *c, page_box box, guint index)
{
    int station = itinerary_get_call(c->it, index)->station;
    guint row = 0;
    while (g_array_index(c->rows, int, row) != station)
        row++;
    return (page_point){
        box.x0 + design_px(c->d, PAD + NAME_GAP_PX) + c->name_width + (index + 0.5) * c->column,
        box.y0 + design_px(c->d, PAD * 0.5 + HEAD_PX) + (row + 0.5) * design_px(c->d, ROW_PX)};
}

static void compose_rows(const chart *c, page_box box, scene *s)
{
    const design *d = c->d;
    for (guint i = 0; i < c->rows->len; i++) {
        double y = box.y0 + design_px(d, PAD * 0.5 + HEAD_PX) + (i + 0.5) * design_px(d, ROW_PX);
        text_run *name = g_ptr_array_index(c->names, i);
        page_path rule;
        page_path_init(&rule);
        page_path_move_to(
            &rule, (page_point){box.x0 + design_px(d, PAD + NAME_GAP_PX * 0.5) + c->name_width, y});
        page_path_line_to(&rule, (page_point){box.x1 - design_px(d, PAD), y});
        scene_path(s, "chart-rule", &rule, false,
                   paint_stroke(color_with_alpha(d->style->text, 0.13), design_px(d, 0.9)));
        scene_text(s, "chart-place", name,
                   (page_point){box.x0 + design_px(d, PAD), y + text_run_cap_height(name) / 2},
                   d->style->text);
    }
}

void chart_compose(const chart *c, page_box box, scene *s)
{
    const design *d = c->d;
    scene_paint plate = paint_fill(d->style->box);
    plate.stroke = d->style->hairline;
    plate.stroke_width_px = 1;
    scene_begin(s, "order-of-calls", "order-of-calls");
    scene_rect(s, "chart-ground", box, design_px(d, d->style->box_radius), plate);
    scene_text(
        s, "chart-head", c->head,
        (page_point){box.x0 + design_px(d, PAD), box.y0 + design_px(d, PAD + HEAD_SIZE * 0.7)},
        d->style->text);
    compose_rows(c, box, s);
    page_path line;
    page_path_init(&line);
    for (guint i = 0; i < c->it->calls->len; i++) {
        if (i == 0)
            page_path_move_to(&line, call_at(c, box, i));
        else
            page_path_line_to(&line, call_at(c, box, i));
    }
    scene_path(s, "chart-line", &line, false, paint_stroke(d->style->route, design_px(d, 1.8)));
    for (guint i = 0; i < c->it->calls->len; i++) {
        page_point at = call_at(c, box, i);
        text_run *number = g_ptr_array_index(c->numbers, i);
        double r = fmin(design_px(d, DISC_RADIUS), c->column * 0.48);
        scene_circle(s, "chart-call", at, r, paint_fill(d->style->route));
        scene_text(
            s, "chart-number", number,
            (page_point){at.x - text_run_width(number) / 2, at.y + text_run_cap_height(number) / 2},
            d->style->marker_text);
    }
    scene_end(s);
}
