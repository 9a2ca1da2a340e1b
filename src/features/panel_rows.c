/* SPDX-License-Identifier: MIT
 *
 * Sets the rows of the itinerary: place, country, dates, issues and notes of every call, the
 * distances between, the total.
 */
#include <math.h>
#include <string.h>

#include "features/panel_parts.h"
#include "features/words.h"
#include "trip/date.h"

#define COUNTRY_SIZE 13.5
#define DATES_SIZE   14.0
#define KM_SIZE      11.5
#define ISSUE_PITCH  20.5
#define ROW_PITCH    56.0 /* of a row without issues */
#define TEXT_X       108.0
#define BELOW_TEXT_X 34.0
#define NARROW_TEXT  13.0 /* em of the place's type: a name of 20 letters */

void panel_row_free(void *data)
{
    panel_row *row = data;
    for (guint i = 0; i < row->lines->len; i++)
        text_run_unref(g_array_index(row->lines, panel_line, i).run);
    g_array_unref(row->lines);
    g_clear_pointer(&row->number, text_run_unref);
    g_clear_pointer(&row->km, text_run_unref);
    g_free(row);
}

/* Rows that would not fit otherwise are set smaller than print likes, rather than left out. */
static text_font panel_font(const panel *p, text_face face, double size)
{
    double px = size * p->f;
    return (text_font){.face = face, .size_px = p->tiny ? px : type_px(px)};
}

static text_run *shape(const panel *p, text_face face, double size, const char *text)
{
    return text_shape(p->d->text, panel_font(p, face, size), text);
}

double panel_text_x(const panel *p)
{
    return (p->form == PLAN_SIDE_PANEL ? TEXT_X : BELOW_TEXT_X) * p->f;
}

static void add_wrapped(panel *p, panel_row *row, text_font font, const char *text, double x,
                        double pitch, double *y, panel_line proto)
{
    g_autoptr(GPtrArray) lines = text_wrap(p->d->text, font, text, p->column_width - x);
    for (guint i = 0; i < lines->len; i++) {
        *y += pitch;
        proto.run = text_run_ref(g_ptr_array_index(lines, i));
        proto.x = x;
        proto.baseline = *y;
        g_array_append_val(row->lines, proto);
        proto.bullet = false;
    }
}

/* The parts that say something, with a dot between. Owned by the caller. */
static char *join_parts(const char *country, const char *dates, const char *length)
{
    const char *parts[4] = {0}, *all[] = {country, dates, length};
    for (size_t i = 0, n = 0; i < G_N_ELEMENTS(all); i++) {
        if (*all[i])
            parts[n++] = all[i];
    }
    return g_strjoinv(" · ", (char **)parts);
}

/* A narrow column sets country and dates below the place, so that no name has to be broken. */
static bool sets_dates_below(const panel *p)
{
    return p->column_width - panel_text_x(p) < NARROW_TEXT * PLACE_SIZE * p->f;
}

/* Place and country on one line, the dates at its right end; what does not fit goes below. */
static void set_head_line(panel *p, panel_row *row, const char *place_name, const char *country,
                          const char *dates, double *y)
{
    const style *st = p->d->style;
    double x = panel_text_x(p), right = p->column_width;
    if (*dates) {
        text_run *run = shape(p, TEXT_BOLD, DATES_SIZE, dates);
        panel_line line = {.run = run,
                           .x = right - text_run_width(run),
                           .baseline = *y,
                           .color = st->text,
                           .class_name = "panel-dates"};
        right = line.x - 10 * p->f;
        g_array_append_val(row->lines, line);
    }
    g_autoptr(GPtrArray) name =
        text_wrap(p->d->text, panel_font(p, TEXT_BOLD, PLACE_SIZE), place_name, right - x);
    double after = x;
    for (guint i = 0; i < name->len; i++) {
        panel_line line = {.run = text_run_ref(g_ptr_array_index(name, i)),
                           .x = x,
                           .baseline = *y + i * PLACE_SIZE * 1.22 * p->f,
                           .color = st->text,
                           .class_name = "panel-place"};
        after = x + text_run_width(line.run);
        g_array_append_val(row->lines, line);
    }
    *y += (name->len - 1) * PLACE_SIZE * 1.22 * p->f;
    if (!country || !*country || strcmp(country, place_name) == 0)
        return;
    text_run *run = shape(p, TEXT_REGULAR, COUNTRY_SIZE, country);
    panel_line line = {.run = run,
                       .x = after + 8 * p->f,
                       .baseline = *y,
                       .color = st->secondary,
                       .class_name = "panel-country"};
    if (line.x + text_run_width(run) > right) {
        line.x = x;
        line.baseline = *y += ISSUE_PITCH * p->f;
    }
    g_array_append_val(row->lines, line);
}

static void set_stacked_head(panel *p, panel_row *row, const char *place_name, const char *country,
                             const char *dates, double *y)
{
    if (!country || strcmp(country, place_name) == 0)
        country = "";
    text_font font = panel_font(p, TEXT_REGULAR, COUNTRY_SIZE);
    g_autofree char *below = join_parts(country, dates, "");
    g_autoptr(GPtrArray) lines =
        text_wrap(p->d->text, font, below, p->column_width - panel_text_x(p));
    bool fits = lines->len <= 1;
    const char *parts[] = {fits ? below : country, fits ? "" : dates};
    set_head_line(p, row, place_name, NULL, "", y);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (*parts[i])
            add_wrapped(p, row, font, parts[i], panel_text_x(p), ISSUE_PITCH * p->f, y,
                        (panel_line){.color = p->d->style->secondary, .class_name = "panel-dates"});
    }
}

static void set_issues(panel *p, panel_row *row, const trip_stop *stop, double *y)
{
    bool bullets = p->form == PLAN_PANEL_BELOW;
    double x = panel_text_x(p) + (bullets ? 9 * p->f : 0);
    for (guint i = 0; i < stop->issues->len; i++)
        add_wrapped(p, row, panel_font(p, TEXT_REGULAR, bullets ? BELOW_ISSUE_SIZE : ISSUE_SIZE),
                    g_ptr_array_index(stop->issues, i), x, (bullets ? 16.5 : ISSUE_PITCH) * p->f, y,
                    (panel_line){.color = p->d->style->text,
                                 .class_name = "panel-issue",
                                 .bullet = bullets});
    if (stop->note)
        add_wrapped(p, row, panel_font(p, TEXT_ITALIC, bullets ? 12 : 13), stop->note,
                    panel_text_x(p), (bullets ? 16.5 : ISSUE_PITCH) * p->f, y,
                    (panel_line){.color = p->d->style->secondary, .class_name = "panel-note"});
}

/* From a row's last line to the next row's first, below the map. Type has a floor; so has this. */
static double below_gap(const panel *p)
{
    return fmax(34 * p->tight * p->f, 2 * TYPE_MIN_PX);
}

static panel_row *new_row(void)
{
    panel_row *row = g_new0(panel_row, 1);
    row->lines = g_array_new(FALSE, FALSE, sizeof(panel_line));
    return row;
}

static bool gives_distances(const panel *p, const itinerary *it)
{
    trip_switch wish = it->trip->map.distances;
    return wish == TRIP_ALWAYS || (wish == TRIP_AUTO && p->form == PLAN_SIDE_PANEL);
}

/* "1,180 km" of the leg that leads to the call, or an empty text. Owned by the caller. */
static char *row_distance(const panel *p, const itinerary *it, const itinerary_call *call)
{
    for (guint i = 0; gives_distances(p, it) && i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        if (leg->call >= 0 && itinerary_get_call(it, leg->call) == call)
            return words_distance(p->d->lang, leg->distance_m);
    }
    return g_strdup("");
}

static void add_call_row(panel *p, const itinerary *it, const itinerary_call *call)
{
    const itinerary_station *station = itinerary_get_station(it, call->station);
    panel_row *row = new_row();
    g_autofree char *number = g_strdup_printf("%d", call->number);
    g_autofree char *dates = trip_dates_format(&call->stop->dates, it->trip->lang, DATE_SHORT);
    row->number = shape(p, TEXT_BOLD, 12.5, number);
    double y = 0;
    const char *country = station->place->country;
    if (p->form == PLAN_SIDE_PANEL) {
        if (sets_dates_below(p))
            set_stacked_head(p, row, station->label, country, dates, &y);
        else
            set_head_line(p, row, station->label, country, dates, &y);
        set_issues(p, row, call->stop, &y);
        row->height = y + (call->stop->issues->len ? 4 : 0) * p->f + ROW_PITCH * p->tight * p->f;
    } else {
        set_head_line(p, row, station->label, NULL, "", &y);
        bool same = !country || strcmp(country, station->place->name) == 0;
        g_autofree char *length = row_distance(p, it, call);
        g_autofree char *line = join_parts(same ? "" : country, dates, length);
        if (*line)
            add_wrapped(p, row, panel_font(p, TEXT_REGULAR, 12), line, panel_text_x(p), 17 * p->f,
                        &y,
                        (panel_line){.color = p->d->style->secondary, .class_name = "panel-dates"});
        set_issues(p, row, call->stop, &y);
        row->height = y + below_gap(p);
    }
    g_ptr_array_add(p->rows, row);
}

static void add_origin_row(panel *p, const itinerary *it, word role)
{
    panel_row *row = new_row();
    double y = 0;
    row->origin = true;
    if (p->form == PLAN_SIDE_PANEL) {
        set_head_line(p, row, itinerary_station_name(it, 0), words_get(p->d->lang, role), "", &y);
        row->height = ROW_PITCH * p->tight * p->f;
    } else {
        set_head_line(p, row, itinerary_station_name(it, 0), NULL, "", &y);
        add_wrapped(p, row, panel_font(p, TEXT_REGULAR, 12), words_get(p->d->lang, role),
                    panel_text_x(p), 17 * p->f, &y,
                    (panel_line){.color = p->d->style->secondary, .class_name = "panel-dates"});
        row->height = y + below_gap(p);
    }
    g_ptr_array_add(p->rows, row);
}

/* The distance of the leg that leads to each row. */
static void set_distances(panel *p, const itinerary *it)
{
    if (p->form != PLAN_SIDE_PANEL || !gives_distances(p, it))
        return;
    guint first = it->trip->has_origin ? 1 : 0;
    for (guint i = 0; i < it->legs->len; i++) {
        const itinerary_leg *leg = itinerary_get_leg(it, i);
        guint index = leg->call >= 0 ? first + (guint)leg->call : first + it->calls->len;
        if (index >= p->rows->len)
            continue;
        g_autofree char *text = words_distance(p->d->lang, leg->distance_m);
        char *unit = strstr(text, " km");
        if (unit)
            *unit = '\0';
        panel_row *row = g_ptr_array_index(p->rows, index);
        row->km = shape(p, TEXT_REGULAR, KM_SIZE, text);
    }
}

static void set_total(panel *p, const itinerary *it)
{
    if (!gives_distances(p, it) || it->legs->len < 2)
        return;
    g_autofree char *total = words_distance(p->d->lang, it->total_m);
    g_auto(GStrv) around = g_strsplit(words_get(p->d->lang, WORD_BY_GREAT_CIRCLE), "%d", 2);
    g_autofree char *note = g_strdup_printf("%s%u%s", around[0], it->legs->len, around[1]);
    p->total = shape(p, TEXT_BOLD, 20, total);
    p->total_note = shape(p, TEXT_REGULAR, 13, note);
}

void panel_set_rows(panel *p, const itinerary *it)
{
    bool home = it->trip->has_origin;
    if (home && p->form == PLAN_SIDE_PANEL)
        add_origin_row(p, it, WORD_START);
    for (guint i = 0; i < it->calls->len; i++)
        add_call_row(p, it, itinerary_get_call(it, i));
    if (home && p->form == PLAN_SIDE_PANEL && it->trip->returns)
        add_origin_row(p, it, WORD_RETURN);
    else if (home && p->form == PLAN_PANEL_BELOW)
        add_origin_row(p, it, it->trip->returns ? WORD_START_AND_RETURN : WORD_START);
    set_distances(p, it);
    set_total(p, it);
}
