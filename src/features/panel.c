/* SPDX-License-Identifier: MIT
 *
 * Makes the panel as large as fits: shrinks type, adds columns, flows the rows into them and
 * spreads them over what height is left.
 */
#include "features/panel.h"

#include <math.h>
#include <string.h>

#include "features/panel_parts.h"
#include "features/title.h"

#define SHRINK_MIN  0.63 /* 14 px issues become 8.8 px */
#define COLUMNS_MAX 4
#define SPREAD_MAX  56.0 /* a row's share of a panel's spare height */
#define GRID_COST   1.15 /* rows side by side may start level when that takes no more than this */

static void set_title(panel *p, const itinerary *it)
{
    const style *st = p->d->style;
    if (p->form != PLAN_SIDE_PANEL)
        return;
    title_set(p->title, p->subtitle, p->d, it, p->width);
    p->head_height = p->title->len * design_px(p->d, design_title_size(p->d)) * 1.12 +
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
    panel_set_rows(p, it);
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
    p->rows = g_ptr_array_new_with_free_func(panel_row_free);
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
