/* SPDX-License-Identifier: MIT
 *
 * Paints the panel: title, spine with discs and distances, texts, rules, the total.
 */
#include "features/panel_parts.h"

#define DISC_RADIUS 11.0
#define SPINE_X     78.0 /* from the column's left: room for the kilometres */

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
    put_line(to, (page_point){side ? at.x + panel_text_x(p) : at.x, y},
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
