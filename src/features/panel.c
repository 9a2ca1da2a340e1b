/* SPDX-License-Identifier: MIT
 *
 * Sets the rows of the itinerary, flows them into columns and paints them. Sizes are those of the
 * reference design at 1600 x 1000, times the page's type scale, times the panel's own shrink.
 */
#include "features/panel.h"

#include <math.h>
#include <string.h>

#include "features/title.h"
#include "features/words.h"
#include "trip/date.h"

#define PLACE_SIZE       16.5
#define COUNTRY_SIZE     13.5
#define DATES_SIZE       14.0
#define ISSUE_SIZE       14.0
#define KM_SIZE          11.5
#define ISSUE_PITCH      20.5
#define ROW_PITCH        56.0 /* of a row without issues */
#define DISC_RADIUS      11.0
#define SPINE_X          78.0 /* from the column's left: room for the kilometres */
#define TEXT_X           108.0
#define BELOW_TEXT_X     34.0
#define BELOW_ISSUE_SIZE 12.5
#define COLUMN_GAP       36.0
#define NARROW_TEXT      13.0 /* em of the place's type: a name of 20 letters */
#define SHRINK_MIN       0.63 /* 14 px issues become 8.8 px */
#define COLUMNS_MAX      4
#define SPREAD_MAX       56.0 /* a row's share of a panel's spare height */
#define GRID_COST        1.15 /* rows side by side may start level when that takes no more than this */

typedef struct {
    text_run *run;
    double x, baseline; /* from the row's top left */
    color color;
    const char *class_name;
    bool bullet;
} panel_line;

typedef struct {
    GArray *lines;         /* panel_line */
    text_run *number, *km; /* km: of the leg that leads here */
    double height;
    bool origin;
    bool left_out; /* the panel is too small for it */
    int column;
    double y; /* from the panel's text top */
} panel_row;

struct panel {
    const design *d;
    plan_form form;
    GPtrArray *title, *subtitle; /* text_run, side panel only */
    GPtrArray *rows;             /* panel_row */
    text_run *total, *total_note;
    double width, head_height, height, max_height;
    double f;      /* shrink of type and gaps, times the page scale */
    double tight;  /* on the gaps between rows besides */
    double spread; /* added under every row */
    bool tiny;     /* type may go below TYPE_MIN_PX */
    int columns;
    double column_width;
};

static void free_row(void *data)
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

static double text_x(const panel *p)
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
    return p->column_width - text_x(p) < NARROW_TEXT * PLACE_SIZE * p->f;
}

/* Place and country on one line, the dates at its right end; what does not fit goes below. */
static void set_head_line(panel *p, panel_row *row, const char *place_name, const char *country,
                          const char *dates, double *y)
{
    const style *st = p->d->style;
    double x = text_x(p), right = p->column_width;
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
    bool same = !country || strcmp(country, place_name) == 0;
    text_font font = panel_font(p, TEXT_REGULAR, COUNTRY_SIZE);
    g_autofree char *below = join_parts(same ? "" : country, dates, "");
    g_autoptr(GPtrArray) lines = text_wrap(p->d->text, font, below, p->column_width - text_x(p));
    bool fits = lines->len <= 1;
    const char *parts[] = {fits ? below : country, fits ? "" : dates};
    set_head_line(p, row, place_name, NULL, "", y);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (*parts[i])
            add_wrapped(p, row, font, parts[i], text_x(p), ISSUE_PITCH * p->f, y,
                        (panel_line){.color = p->d->style->secondary, .class_name = "panel-dates"});
    }
}

static void set_issues(panel *p, panel_row *row, const trip_stop *stop, double *y)
{
    bool bullets = p->form == PLAN_PANEL_BELOW;
    double x = text_x(p) + (bullets ? 9 * p->f : 0);
    for (guint i = 0; i < stop->issues->len; i++)
        add_wrapped(p, row, panel_font(p, TEXT_REGULAR, bullets ? BELOW_ISSUE_SIZE : ISSUE_SIZE),
                    g_ptr_array_index(stop->issues, i), x, (bullets ? 16.5 : ISSUE_PITCH) * p->f, y,
                    (panel_line){.color = p->d->style->text,
                                 .class_name = "panel-issue",
                                 .bullet = bullets});
    if (stop->note)
        add_wrapped(p, row, panel_font(p, TEXT_ITALIC, bullets ? 12 : 13), stop->note, text_x(p),
                    (bullets ? 16.5 : ISSUE_PITCH) * p->f, y,
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
            add_wrapped(p, row, panel_font(p, TEXT_REGULAR, 12), line, text_x(p), 17 * p->f, &y,
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
        add_wrapped(p, row, panel_font(p, TEXT_REGULAR, 12), words_get(p->d->lang, role), text_x(p),
                    17 * p->f, &y,
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

static void set_rows(panel *p, const itinerary *it)
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

static void set_title(panel *p, const itinerary *it)
{
    const style *st = p->d->style;
    if (p->form != PLAN_SIDE_PANEL)
        return;
    title_set(p->title, p->subtitle, p->d, it, p->width);
    p->head_height = p->title->len * design_px(p->d, st->title_size) * 1.12 +
                     p->subtitle->len * design_px(p->d, st->subtitle_size) * 1.38;
    if (p->head_height > 0)
        p->head_height += 44 * p->f;
}

static void clear_rows(panel *p)
{
    g_ptr_array_set_size(p->rows, 0);
    g_ptr_array_set_size(p->title, 0);
    g_ptr_array_set_size(p->subtitle, 0);
    g_clear_pointer(&p->total, text_run_unref);
    g_clear_pointer(&p->total_note, text_run_unref);
    p->head_height = 0;
}

/* Flows the rows into columns of the least equal height; returns that height. */
static double flow(panel *p)
{
    double total = 0, tallest = 0;
    for (guint i = 0; i < p->rows->len; i++) {
        const panel_row *row = g_ptr_array_index(p->rows, i);
        total += row->height;
        tallest = fmax(tallest, row->height);
    }
    double limit = fmax(total / p->columns, tallest);
    for (;; limit += 4) {
        int column = 0;
        double y = 0, height = 0;
        for (guint i = 0; i < p->rows->len; i++) {
            panel_row *row = g_ptr_array_index(p->rows, i);
            if (y > 0 && y + row->height > limit + 0.5) {
                column++;
                y = 0;
            }
            row->column = column;
            row->y = y;
            y += row->height;
            height = fmax(height, y);
        }
        if (column < p->columns)
            return height;
    }
}

/* Lets the rows of all columns start level, as in a table; returns the height, or 0 when that takes
 * much more of it than FLOWED. */
static double flow_as_grid(panel *p, double flowed)
{
    guint n = (p->rows->len + (guint)p->columns - 1) / (guint)p->columns;
    g_autofree double *heights = g_new0(double, n);
    double total = 0;
    for (guint i = 0; i < p->rows->len; i++)
        heights[i % n] = fmax(heights[i % n], ((panel_row *)g_ptr_array_index(p->rows, i))->height);
    for (guint k = 0; k < n; k++)
        total += heights[k];
    if (total > flowed * GRID_COST)
        return 0;
    double y = 0;
    for (guint i = 0; i < p->rows->len; i++) {
        panel_row *row = g_ptr_array_index(p->rows, i);
        y = i % n == 0 ? 0 : y;
        row->column = (int)(i / n);
        row->y = y;
        row->height = heights[i % n];
        y += row->height;
    }
    return total;
}

static double flow_rows(panel *p)
{
    double flowed = flow(p);
    double grid = p->columns > 1 ? flow_as_grid(p, flowed) : 0;
    return grid > 0 ? grid : flowed;
}

static void set_all(panel *p, const itinerary *it, double shrink, int columns)
{
    clear_rows(p);
    p->f = p->d->k * shrink;
    p->columns = columns;
    p->column_width = (p->width - (columns - 1) * COLUMN_GAP * p->f) / columns;
    set_title(p, it);
    set_rows(p, it);
    p->height = p->head_height + flow_rows(p) + (p->total ? 44 * p->f : 0);
}

/* Spare height goes between the rows, so that a short tour does not leave the foot empty. */
static void spread_rows(panel *p)
{
    guint in_column = 0;
    for (guint i = 0; i < p->rows->len; i++)
        in_column += ((panel_row *)g_ptr_array_index(p->rows, i))->column == 0;
    p->spread = CLAMP((p->max_height - p->height) / MAX(in_column, 1), 0, SPREAD_MAX * p->f);
    guint at = 0;
    for (guint i = 0; i < p->rows->len; i++) {
        panel_row *row = g_ptr_array_index(p->rows, i);
        at = row->y > 0 ? at + 1 : 0;
        row->y += at * p->spread;
        row->height += p->spread;
    }
    p->height += in_column * p->spread;
}

/* Sets the rows as large as they fit with the gaps given, in as few columns; returns whether they
 * do. */
static bool set_largest(panel *p, const itinerary *it)
{
    int first = p->form == PLAN_PANEL_BELOW && p->width > 420 * p->d->k ? 2 : 1;
    double issues = p->form == PLAN_PANEL_BELOW ? BELOW_ISSUE_SIZE : ISSUE_SIZE;
    static const double shrinks[] = {1, 0.94, 0.88, 0.82, 0.76, 0.7, SHRINK_MIN};
    for (size_t i = 0; i < G_N_ELEMENTS(shrinks); i++) {
        if (!p->tiny && i > 0 && issues * p->d->k * shrinks[i] < TYPE_MIN_PX)
            break;
        for (int columns = first; columns <= COLUMNS_MAX; columns++) {
            /* A column narrower than some twenty letters is no column. */
            double least = (p->form == PLAN_SIDE_PANEL ? 260 : 190) * p->d->k * shrinks[i];
            if (columns > first && p->width / columns < least)
                break;
            set_all(p, it, shrinks[i], columns);
            if (p->height <= p->max_height)
                return true;
        }
    }
    return false;
}

panel *panel_new(const design *d, const itinerary *it, plan_form form, double width_px,
                 double max_height_px, bool last_resort)
{
    static const double gaps[] = {1, 0.8, 0.65};
    panel *p = g_new0(panel, 1);
    p->d = d;
    p->form = form;
    p->width = width_px;
    p->max_height = max_height_px;
    p->rows = g_ptr_array_new_with_free_func(free_row);
    p->title = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    p->subtitle = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
    bool fits = false;
    for (size_t i = 0; i < G_N_ELEMENTS(gaps) && !fits; i++) {
        p->tight = gaps[i];
        fits = set_largest(p, it);
    }
    if (!fits && last_resort) {
        p->tiny = true;
        set_largest(p, it);
    }
    if (form == PLAN_SIDE_PANEL)
        spread_rows(p);
    return p;
}

void panel_free(panel *p)
{
    if (!p)
        return;
    clear_rows(p);
    g_ptr_array_unref(p->rows);
    g_ptr_array_unref(p->title);
    g_ptr_array_unref(p->subtitle);
    g_free(p);
}

double panel_height(const panel *p)
{
    return p->height;
}

bool panel_fits(const panel *p)
{
    return p->height <= p->max_height + 0.5;
}

double panel_min_type_px(const panel *p)
{
    double least = INFINITY;
    for (guint i = 0; i < p->rows->len; i++) {
        const panel_row *row = g_ptr_array_index(p->rows, i);
        for (guint k = 0; k < row->lines->len; k++)
            least =
                fmin(least, text_run_font(g_array_index(row->lines, panel_line, k).run).size_px);
    }
    return least;
}

/* From the panel's top to the lowest descender of the row. */
static double row_bottom(const panel *p, const panel_row *row)
{
    double bottom = 0;
    for (guint k = 0; k < row->lines->len; k++) {
        const panel_line *line = &g_array_index(row->lines, panel_line, k);
        bottom = fmax(bottom, line->baseline + text_run_descent(line->run));
    }
    return p->head_height + row->y + PLACE_SIZE * p->f + bottom;
}

int panel_left_out(const panel *p)
{
    int count = 0;
    for (guint i = 0; i < p->rows->len; i++)
        count += ((const panel_row *)g_ptr_array_index(p->rows, i))->left_out;
    return count;
}

static const char *row_place(const panel_row *row)
{
    for (guint k = 0; k < row->lines->len; k++) {
        const panel_line *line = &g_array_index(row->lines, panel_line, k);
        if (strcmp(line->class_name, "panel-place") == 0)
            return text_run_string(line->run);
    }
    return "";
}

int panel_limit(panel *p, double height_px, GString *names)
{
    for (guint i = 0; i < p->rows->len; i++) {
        panel_row *row = g_ptr_array_index(p->rows, i);
        row->left_out = row_bottom(p, row) > height_px + 0.5;
        if (row->left_out)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", row_place(row));
    }
    if (panel_left_out(p) > 0) {
        g_clear_pointer(&p->total, text_run_unref);
        g_clear_pointer(&p->total_note, text_run_unref);
    }
    return panel_left_out(p);
}

/* ---- painting ---- */

/* Draws in a box as if pages began at the left; on a right-to-left page everything is mirrored. */
typedef struct {
    const panel *p;
    page_box box;
    scene *s;
} pen;

static double pen_x(const pen *to, double x, double width)
{
    return to->p->d->rtl ? to->box.x0 + to->box.x1 - x - width : x;
}

static void put_text(const pen *to, const char *class_name, text_run *run, page_point at, color ink)
{
    at.x = pen_x(to, at.x, text_run_width(run));
    scene_text(to->s, class_name, run, at, ink);
}

static void put_circle(const pen *to, const char *class_name, page_point c, double radius,
                       scene_paint paint)
{
    c.x = pen_x(to, c.x, 0);
    scene_circle(to->s, class_name, c, radius, paint);
}

static void put_line(const pen *to, page_point a, page_point b, color ink, double width)
{
    page_path path;
    page_path_init(&path);
    page_path_move_to(&path, (page_point){pen_x(to, a.x, 0), a.y});
    page_path_line_to(&path, (page_point){pen_x(to, b.x, 0), b.y});
    scene_path(to->s, NULL, &path, false, paint_stroke(ink, width));
}

static void compose_disc(const pen *to, const panel_row *row, page_point c)
{
    const panel *p = to->p;
    const style *st = p->d->style;
    double r = DISC_RADIUS * p->f;
    if (row->origin) {
        put_circle(to, "marker-ring", c, r, paint_fill(st->page));
        put_circle(to, "marker", c, r * 0.76, paint_stroke(st->route, r * 0.24));
        put_circle(to, "marker-dot", c, r * 0.36, paint_fill(st->route));
        return;
    }
    put_circle(to, "marker-ring", c, r + 1.6 * p->f, paint_fill(st->page));
    put_circle(to, "marker", c, r, paint_fill(st->route));
    put_text(to, "marker-number", row->number,
             (page_point){c.x - text_run_width(row->number) / 2,
                          c.y + text_run_cap_height(row->number) / 2},
             st->marker_text);
}

static void compose_row_text(const pen *to, const panel_row *row, page_point at)
{
    const panel *p = to->p;
    for (guint i = 0; i < row->lines->len; i++) {
        const panel_line *line = &g_array_index(row->lines, panel_line, i);
        if (line->bullet)
            put_circle(to, "bullet",
                       (page_point){at.x + line->x - 6 * p->f,
                                    at.y + line->baseline - text_run_cap_height(line->run) * 0.45},
                       1.8 * p->f, paint_fill(p->d->style->route));
        put_text(to, line->class_name, line->run,
                 (page_point){at.x + line->x, at.y + line->baseline}, line->color);
    }
}

/* From disc to disc, with a small arrow head and the distance beside it. */
static void compose_spine_piece(const pen *to, const panel_row *row, page_point a, page_point b)
{
    const panel *p = to->p;
    const style *st = p->d->style;
    put_line(to, a, b, st->route, 2.6 * p->f);
    double x = pen_x(to, a.x, 0), y = (a.y + b.y) / 2, w = 4.2 * p->f;
    page_path head;
    page_path_init(&head);
    page_path_move_to(&head, (page_point){x, y + 5 * p->f});
    page_path_line_to(&head, (page_point){x - w, y - 4 * p->f});
    page_path_line_to(&head, (page_point){x, y - 2.6 * p->f});
    page_path_line_to(&head, (page_point){x + w, y - 4 * p->f});
    page_path_line_to(&head, (page_point){x, y + 5 * p->f});
    scene_path(to->s, "arrow", &head, true, paint_fill(st->route));
    if (row->km)
        put_text(to, "panel-km", row->km,
                 (page_point){a.x - 18 * p->f - text_run_width(row->km),
                              y + text_run_cap_height(row->km) / 2},
                 st->secondary);
}

static page_point row_origin(const pen *to, const panel_row *row)
{
    const panel *p = to->p;
    return (page_point){to->box.x0 + row->column * (p->column_width + COLUMN_GAP * p->f),
                        to->box.y0 + p->head_height + row->y + PLACE_SIZE * p->f};
}

static page_point disc_center(const panel *p, page_point at)
{
    double x = p->form == PLAN_SIDE_PANEL ? SPINE_X * p->f : DISC_RADIUS * p->f;
    return (page_point){at.x + x, at.y - PLACE_SIZE * 0.36 * p->f};
}

static void compose_rule(const pen *to, const panel_row *row, page_point at)
{
    const panel *p = to->p;
    bool side = p->form == PLAN_SIDE_PANEL;
    double y = at.y + row->height - p->spread / 2 - (side ? 32 : 23) * p->f;
    put_line(to, (page_point){side ? at.x + text_x(p) : at.x, y},
             (page_point){at.x + p->column_width, y}, color_with_alpha(p->d->style->text, 0.13),
             0.9);
}

static void compose_rows(const pen *to)
{
    const panel *p = to->p;
    for (guint i = 0; i < p->rows->len; i++) {
        const panel_row *row = g_ptr_array_index(p->rows, i);
        const panel_row *next = i + 1 < p->rows->len ? g_ptr_array_index(p->rows, i + 1) : NULL;
        page_point at = row_origin(to, row);
        bool last = !next || next->column != row->column || next->left_out;
        if (row->left_out || last)
            continue;
        if (p->form == PLAN_SIDE_PANEL)
            compose_spine_piece(to, next, disc_center(p, at), disc_center(p, row_origin(to, next)));
        if (!row->origin && !next->origin)
            compose_rule(to, row, at);
    }
    for (guint i = 0; i < p->rows->len; i++) {
        const panel_row *row = g_ptr_array_index(p->rows, i);
        if (row->left_out)
            continue;
        page_point at = row_origin(to, row);
        compose_disc(to, row, disc_center(p, at));
        compose_row_text(to, row, at);
    }
}

static void compose_head(const pen *to)
{
    const panel *p = to->p;
    double y = to->box.y0;
    for (guint i = 0; i < p->title->len; i++) {
        text_run *run = g_ptr_array_index(p->title, i);
        y += text_run_font(run).size_px * (i == 0 ? 0.8 : 1.12);
        put_text(to, "title", run, (page_point){to->box.x0, y}, p->d->style->text);
    }
    for (guint i = 0; i < p->subtitle->len; i++) {
        text_run *run = g_ptr_array_index(p->subtitle, i);
        y += text_run_font(run).size_px * (i == 0 ? 1.75 : 1.36);
        put_text(to, "subtitle", run, (page_point){to->box.x0, y}, p->d->style->secondary);
    }
}

static void compose_total(const pen *to)
{
    const panel *p = to->p;
    const style *st = p->d->style;
    page_point at = {to->box.x0, to->box.y0 + p->height - 30 * p->f};
    put_line(to, at, (page_point){at.x + p->width, at.y}, st->secondary, 1.4);
    at.y += 25 * p->f;
    put_text(to, "panel-total", p->total, at, st->text);
    at.x += text_run_width(p->total) + 10 * p->f;
    put_text(to, "panel-total-note", p->total_note, at, st->secondary);
}

void panel_compose(const panel *p, page_box box, scene *s)
{
    const pen to = {.p = p, .box = box, .s = s};
    compose_head(&to);
    compose_rows(&to);
    if (p->total)
        compose_total(&to);
}
