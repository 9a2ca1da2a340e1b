/* SPDX-License-Identifier: MIT
 *
 * The shortest spelling of SVG that every viewer reads: relative commands, no needless zeros or
 * separators. See svg_write.h for how rounding is kept from adding up.
 */
#include <math.h>
#include <string.h>

#include "canvas/svg_simplify.h"
#include "canvas/svg_write.h"

void svg_put_units(GString *out, gint64 value, int decimals)
{
    char text[32];
    char *end = text + sizeof text, *p = end;
    guint64 rest = value < 0 ? (guint64)-value : (guint64)value;
    int left = decimals;
    while (left > 0 && rest % 10 == 0) {
        rest /= 10;
        left--;
    }
    for (; left > 0; left--) {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
        if (left == 1)
            *--p = '.';
    }
    for (; rest > 0; rest /= 10)
        *--p = (char)('0' + rest % 10);
    if (p == end)
        *--p = '0';
    else if (value < 0)
        *--p = '-';
    g_string_append_len(out, p, end - p);
}

static gint64 in_units(double value, int decimals)
{
    static const double scale[] = {1, 10, 100, 1000, 10000, 100000};
    return (gint64)floor(value * scale[decimals] + 0.5);
}

void svg_put_number(GString *out, double value, int decimals)
{
    svg_put_units(out, in_units(value, decimals), decimals);
}

static bool is_xml_char(gunichar c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f) ||
           (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c == 0x85 ||
           (c >= 0x10000 && c <= 0x10ffff && (c & 0xfffe) != 0xfffe);
}

void svg_put_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else if (is_xml_char(c))
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
}

void svg_put_attribute(GString *out, const char *name, const char *text)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append(out, "=\"");
    svg_put_escaped(out, text);
    g_string_append_c(out, '"');
}

void svg_put_number_attribute(GString *out, const char *name, double value, int decimals)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append(out, "=\"");
    svg_put_number(out, value, decimals);
    g_string_append_c(out, '"');
}

static bool is_doubled(guint8 byte)
{
    return byte >> 4 == (byte & 15);
}

void svg_put_color(GString *out, const char *name, color c)
{
    if (c.alpha <= 0) {
        g_string_append_printf(out, " %s=\"none\"", name);
        return;
    }
    if (is_doubled(c.r) && is_doubled(c.g) && is_doubled(c.b))
        g_string_append_printf(out, " %s=\"#%x%x%x\"", name, c.r & 15, c.g & 15, c.b & 15);
    else
        g_string_append_printf(out, " %s=\"#%02x%02x%02x\"", name, c.r, c.g, c.b);
    if (c.alpha < 1) {
        g_string_append_printf(out, " %s-opacity=\"", name);
        svg_put_number(out, c.alpha, 3);
        g_string_append_c(out, '"');
    }
}

/* Path data being written: where the pen is, and what the last character allows to leave out. */
typedef struct {
    GString *out;
    int decimals;
    gint64 x, y;         /* the pen */
    gint64 x0, y0;       /* the start of the part, where z returns to */
    char command;        /* in force */
    bool after_number;   /* the next number needs a separator ... */
    bool after_fraction; /* ... unless it starts with a point and the last had one */
} path_writer;

static void put_command(path_writer *w, char command)
{
    if (w->command != command) {
        g_string_append_c(w->out, command);
        w->after_number = false;
    }
    /* Pairs after m are lines. */
    w->command = command == 'm' ? 'l' : command;
}

static void put_delta(path_writer *w, gint64 value)
{
    gsize start = w->out->len;
    if (w->after_number && value >= 0)
        g_string_append_c(w->out, ' ');
    gsize digits = w->out->len;
    svg_put_units(w->out, value, w->decimals);
    if (w->out->str[digits] == '.' && digits > start && w->after_fraction)
        g_string_erase(w->out, (gssize)start, 1);
    w->after_number = true;
    w->after_fraction = memchr(w->out->str + start, '.', w->out->len - start) != NULL;
}

static void put_move(path_writer *w, gint64 x, gint64 y)
{
    w->command = 0;
    put_command(w, 'm');
    put_delta(w, x - w->x);
    put_delta(w, y - w->y);
    w->x = w->x0 = x;
    w->y = w->y0 = y;
}

static void put_line(path_writer *w, gint64 x, gint64 y)
{
    gint64 dx = x - w->x, dy = y - w->y;
    if (dy == 0) {
        put_command(w, 'h');
        put_delta(w, dx);
    } else if (dx == 0) {
        put_command(w, 'v');
        put_delta(w, dy);
    } else {
        put_command(w, 'l');
        put_delta(w, dx);
        put_delta(w, dy);
    }
    w->x = x;
    w->y = y;
}

static void put_close(path_writer *w)
{
    g_string_append_c(w->out, 'z');
    w->command = 'z';
    w->after_number = false;
    w->x = w->x0;
    w->y = w->y0;
}

/* In units, without points that round to the place of the one before. */
static unit_part round_part(const page_point *points, uint32_t n, int decimals)
{
    unit_part part = {g_array_sized_new(FALSE, FALSE, sizeof(unit_point), n), false};
    g_array_set_size(part.points, n);
    unit_point *kept = (unit_point *)(gpointer)part.points->data;
    guint n_kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        unit_point p = {(gint32)in_units(points[i].x, decimals),
                        (gint32)in_units(points[i].y, decimals)};
        if (n_kept == 0 || p.x != kept[n_kept - 1].x || p.y != kept[n_kept - 1].y)
            kept[n_kept++] = p;
    }
    g_array_set_size(part.points, n_kept);
    const unit_point *first = kept, *last = kept + n_kept - 1;
    part.ring = part.points->len > 2 && first->x == last->x && first->y == last->y;
    if (part.ring)
        g_array_set_size(part.points, part.points->len - 1);
    return part;
}

static void put_part(path_writer *w, const unit_part *part, bool closed)
{
    for (guint i = 0; i < part->points->len; i++) {
        unit_point p = g_array_index(part->points, unit_point, i);
        if (i == 0)
            put_move(w, p.x, p.y);
        else
            put_line(w, p.x, p.y);
    }
    if (part->ring || closed)
        put_close(w);
}

void svg_put_path(GString *out, const page_path *path, bool closed, int decimals, double tolerance)
{
    path_writer w = {.out = out, .decimals = decimals};
    g_autofree unit_part *parts = g_new(unit_part, path->n_parts);
    for (uint32_t i = 0; i < path->n_parts; i++)
        parts[i] = round_part(path->points + path->starts[i], path->starts[i + 1] - path->starts[i],
                              decimals);
    svg_simplify(parts, path->n_parts, tolerance);
    for (uint32_t i = 0; i < path->n_parts; i++) {
        if (parts[i].points->len > 1)
            put_part(&w, &parts[i], closed);
        g_array_unref(parts[i].points);
    }
}

/* The previous curve's control point, for the shorthand "t" that reflects it. */
typedef struct {
    bool after_curve;
    gint64 x, y;
} last_control;

static void put_quadratic(path_writer *w, last_control *last, gint64 cx, gint64 cy, gint64 x,
                          gint64 y)
{
    gint64 reflected_x = 2 * w->x - last->x, reflected_y = 2 * w->y - last->y;
    /* TrueType leaves out points midway between controls, so the reflection mostly hits; one unit
     * of rounding may stay, more would add up along a chain. */
    if (last->after_curve && ABS(reflected_x - cx) <= 1 && ABS(reflected_y - cy) <= 1) {
        put_command(w, 't');
        cx = reflected_x;
        cy = reflected_y;
    } else {
        put_command(w, 'q');
        put_delta(w, cx - w->x);
        put_delta(w, cy - w->y);
    }
    put_delta(w, x - w->x);
    put_delta(w, y - w->y);
    *last = (last_control){true, cx, cy};
    w->x = x;
    w->y = y;
}

static void put_cubic(path_writer *w, const gint64 p[6])
{
    put_command(w, 'c');
    for (int i = 0; i < 6; i += 2) {
        put_delta(w, p[i] - w->x);
        put_delta(w, p[i + 1] - w->y);
    }
    w->x = p[4];
    w->y = p[5];
}

void svg_put_outline(GString *out, const text_outline *outline)
{
    path_writer writer = {.out = out}, *w = &writer;
    last_control last = {0};
    for (guint i = 0; i < outline->n_segments; i++) {
        const text_segment *segment = &outline->segments[i];
        gint64 p[6];
        for (int k = 0; k < 3; k++) {
            p[2 * k] = in_units(segment->p[k].x * SVG_EM_UNITS, 0);
            p[2 * k + 1] = in_units(segment->p[k].y * SVG_EM_UNITS, 0);
        }
        /* z draws the line back to the start. */
        bool returns = i + 1 < outline->n_segments && outline->segments[i + 1].op == TEXT_CLOSE &&
                       p[0] == w->x0 && p[1] == w->y0;
        if (segment->op == TEXT_MOVE)
            put_move(w, p[0], p[1]);
        else if (segment->op == TEXT_LINE && !returns && (p[0] != w->x || p[1] != w->y))
            put_line(w, p[0], p[1]);
        else if (segment->op == TEXT_QUADRATIC)
            put_quadratic(w, &last, p[0], p[1], p[2], p[3]);
        else if (segment->op == TEXT_CUBIC)
            put_cubic(w, p);
        else if (segment->op == TEXT_CLOSE)
            put_close(w);
        if (segment->op != TEXT_QUADRATIC)
            last.after_curve = false;
    }
}
