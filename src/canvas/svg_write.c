/* SPDX-License-Identifier: MIT
 *
 * The shortest spelling of SVG that every viewer reads: relative commands, no needless zeros or
 * separators. See svg_write.h for how rounding is kept from adding up.
 */
#include <math.h>
#include <string.h>

#include "canvas/svg_simplify.h"
#include "canvas/svg_write.h"

/* The longest number: a sign, 20 digits and a point. */
#define NUMBER_BYTES 24

static const gint64 POWERS[] = {1, 10, 100, 1000, 10000, 100000};

/* VALUE / 10^decimals without trailing zeros or a leading 0. */
typedef struct {
    char room[2 * NUMBER_BYTES]; /* it ends in the middle: whole NUMBER_BYTES can be copied */
    const char *start;
    guint n;
    bool has_point;
} number;

static void spell(number *out, gint64 value, int decimals)
{
    char *end = out->room + NUMBER_BYTES, *p = end;
    guint64 rest = value < 0 ? -(guint64)value : (guint64)value;
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    out->has_point = decimals > 0;
    for (; decimals > 0; decimals--, rest /= 10)
        *--p = (char)('0' + rest % 10);
    if (out->has_point)
        *--p = '.';
    for (; rest > 0; rest /= 10)
        *--p = (char)('0' + rest % 10);
    if (p == end)
        *--p = '0';
    if (value < 0)
        *--p = '-';
    out->start = p;
    out->n = (guint)(end - p);
}

/* Most deltas of a coast are of one or two digits: they are looked up, not spelt. */
enum { COMMON_LIMIT = 1000, COMMON_DECIMALS = 2 };

typedef struct {
    char text[6]; /* four digits, a sign and a point at most */
    guint8 n;
    bool has_point;
} common_number;

static common_number common_numbers[COMMON_DECIMALS][2 * COMMON_LIMIT - 1];

static void spell_common_numbers(void)
{
    static gsize done;
    if (!g_once_init_enter(&done))
        return;
    for (int decimals = 0; decimals < COMMON_DECIMALS; decimals++) {
        for (int value = 1 - COMMON_LIMIT; value < COMMON_LIMIT; value++) {
            common_number *common = &common_numbers[decimals][value + COMMON_LIMIT - 1];
            number text;
            spell(&text, value, decimals);
            memcpy(common->text, text.start, text.n);
            common->n = (guint8)text.n;
            common->has_point = text.has_point;
        }
    }
    g_once_init_leave(&done, 1);
}

static gint64 in_units(double value, int decimals)
{
    double units = value * (double)POWERS[decimals] + 0.5;
    gint64 whole = (gint64)units; /* toward 0 */
    return whole - ((double)whole > units);
}

void svg_put_number(GString *out, double value, int decimals)
{
    number text;
    spell(&text, in_units(value, decimals), decimals);
    g_string_append_len(out, text.start, text.n);
}

static bool is_xml_char(gunichar c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f) ||
           (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c == 0x85 ||
           (c >= 0x10000 && c <= 0x10ffff && (c & 0xfffe) != 0xfffe);
}

/* What stands for a character; NULL: itself. */
static const char *escape_of(gunichar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return is_xml_char(c) ? NULL : "";
    }
}

void svg_put_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    const char *plain = valid; /* from here on all stays as it is */
    for (const char *p = valid, *next; *p; p = next) {
        gunichar c = g_utf8_get_char(p);
        const char *escape = escape_of(c);
        next = g_utf8_next_char(p);
        if (!escape)
            continue;
        g_string_append_len(out, plain, p - plain);
        g_string_append(out, escape);
        plain = next;
    }
    g_string_append(out, plain);
}

void svg_begin_attribute(GString *out, const char *name)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append(out, "=\"");
}

void svg_put_attribute(GString *out, const char *name, const char *text)
{
    svg_begin_attribute(out, name);
    svg_put_escaped(out, text);
    g_string_append_c(out, '"');
}

void svg_put_number_attribute(GString *out, const char *name, double value, int decimals)
{
    svg_begin_attribute(out, name);
    svg_put_number(out, value, decimals);
    g_string_append_c(out, '"');
}

static bool is_doubled(guint8 byte)
{
    return byte >> 4 == (byte & 15);
}

/* "#rgb" or "#rrggbb" */
static void put_hex(GString *out, color c)
{
    static const char digits[] = "0123456789abcdef";
    const guint8 channels[] = {c.r, c.g, c.b};
    bool brief = is_doubled(c.r) && is_doubled(c.g) && is_doubled(c.b);
    g_string_append_c(out, '#');
    for (int i = 0; i < 3; i++) {
        g_string_append_c(out, digits[channels[i] >> 4]);
        if (!brief)
            g_string_append_c(out, digits[channels[i] & 15]);
    }
}

void svg_put_color(GString *out, const char *name, color c)
{
    svg_begin_attribute(out, name);
    if (c.alpha <= 0)
        g_string_append(out, "none");
    else
        put_hex(out, c);
    g_string_append_c(out, '"');
    if (c.alpha > 0 && c.alpha < 1) {
        g_string_append_c(out, ' ');
        g_string_append(out, name);
        g_string_append(out, "-opacity=\"");
        svg_put_number(out, c.alpha, 3);
        g_string_append_c(out, '"');
    }
}

/* Path data being written: where the pen is, and what the last character allows to leave out. It
 * goes to OUT in pieces, which costs less than a call for every number. */
typedef struct {
    GString *out;
    int decimals;
    gint64 x, y;         /* the pen */
    gint64 x0, y0;       /* the start of the part, where z returns to */
    char command;        /* in force */
    bool after_number;   /* the next number needs a separator ... */
    bool after_fraction; /* ... unless it starts with a point and the last had one */
    guint n;
    char text[1024];
} path_writer;

static void flush(path_writer *w)
{
    g_string_append_len(w->out, w->text, w->n);
    w->n = 0;
}

static void put_command(path_writer *w, char command)
{
    if (w->command != command) {
        w->text[w->n++] = command;
        w->after_number = false;
    }
    /* Pairs after m are lines. */
    w->command = command == 'm' ? 'l' : command;
}

/* POINTED: the number begins with a point. */
static inline void put_separator(path_writer *w, gint64 value, bool pointed)
{
    if (w->after_number && value >= 0 && !(w->after_fraction && pointed))
        w->text[w->n++] = ' ';
    w->after_number = true;
}

/* A command and a separator may come before the number. */
static inline void put_delta(path_writer *w, gint64 value)
{
    if (w->decimals < COMMON_DECIMALS && value > -COMMON_LIMIT && value < COMMON_LIMIT) {
        const common_number *common = &common_numbers[w->decimals][value + COMMON_LIMIT - 1];
        put_separator(w, value, common->text[0] == '.');
        memcpy(w->text + w->n, common->text, sizeof common->text);
        w->n += common->n;
        w->after_fraction = common->has_point;
    } else {
        number text;
        spell(&text, value, w->decimals);
        put_separator(w, value, *text.start == '.');
        memcpy(w->text + w->n, text.start, NUMBER_BYTES);
        w->n += text.n;
        w->after_fraction = text.has_point;
    }
    if (w->n > sizeof w->text - 2 * NUMBER_BYTES)
        flush(w);
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
    w->text[w->n++] = 'z';
    w->command = 'z';
    w->after_number = false;
    w->x = w->x0;
    w->y = w->y0;
}

/* In units, without points that round to the place of the one before, into ROOM for N. */
static unit_part round_part(unit_point *room, const page_point *points, uint32_t n, int decimals)
{
    unit_part part = {room, 0, false};
    for (uint32_t i = 0; i < n; i++) {
        unit_point p = {(gint32)in_units(points[i].x, decimals),
                        (gint32)in_units(points[i].y, decimals)};
        if (part.n == 0 || p.x != room[part.n - 1].x || p.y != room[part.n - 1].y)
            room[part.n++] = p;
    }
    part.ring = part.n > 2 && room[0].x == room[part.n - 1].x && room[0].y == room[part.n - 1].y;
    part.n -= part.ring;
    return part;
}

static void put_part(path_writer *w, const unit_part *part, bool closed)
{
    put_move(w, part->points[0].x, part->points[0].y);
    for (guint i = 1; i < part->n; i++)
        put_line(w, part->points[i].x, part->points[i].y);
    if (part->ring || closed)
        put_close(w);
}

void svg_put_path(GString *out, const page_path *path, bool closed, int decimals, double tolerance)
{
    path_writer w = {.out = out, .decimals = decimals};
    spell_common_numbers();
    g_autofree unit_part *parts = g_new(unit_part, path->n_parts);
    /* A ring's first point comes again at its end while it is simplified. */
    g_autofree unit_point *room = g_new(unit_point, path->n_points + path->n_parts);
    for (uint32_t i = 0; i < path->n_parts; i++) {
        uint32_t start = path->starts[i];
        parts[i] = round_part(room + start + i, path->points + start, path->starts[i + 1] - start,
                              decimals);
    }
    svg_simplify(parts, path->n_parts, tolerance);
    for (uint32_t i = 0; i < path->n_parts; i++) {
        if (parts[i].n > 1)
            put_part(&w, &parts[i], closed);
    }
    flush(&w);
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
    spell_common_numbers();
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
    flush(w);
}
