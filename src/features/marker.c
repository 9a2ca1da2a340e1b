/* SPDX-License-Identifier: MIT
 *
 * Builds and paints the markers. Discs shrink from 15 stops on, so that clusters still fit.
 */
#include "features/marker.h"

#include <math.h>

#include "features/series.h"
#include "label/markers.h"
#include "trip/date.h"

#define MANY_STOPS       15
#define MANY_STOPS_SCALE 0.72 /* radius 12.5 becomes 9, numbers 14.5 become 10.5 */
#define NUMBERS_IN_A_ROW 4
#define MARKER_GAP_PX    2.0  /* between the rings of neighbours */
#define LEADER_ROOM_PX   9.0  /* the same in a crowd, so that leaders find a way out of it */
#define SHIFT_MAX_PX     16.0 /* a marker farther from its place than this misleads ... */
#define DOT_RADIUS_PX    4.6
#define SHIFT_LAST_PX    90.0 /* ... but less than markers on top of each other */

static void clear_part(void *data)
{
    g_ptr_array_unref(((marker_part *)data)->rows);
}

static void clear_marker(void *data)
{
    marker *m = data;
    g_clear_pointer(&m->parts, g_array_unref);
}

/* The most stops of any tour on the page decide, so that all discs are of one size. */
static double marker_scale(const design *d, const itinerary *it)
{
    double crowd = d->crowd > 0 ? d->crowd : 1;
    return it->calls->len >= MANY_STOPS ? fmin(crowd, MANY_STOPS_SCALE) : crowd;
}

static void add_row(marker_part *part, const design *d, const itinerary *it, GString *numbers)
{
    text_font font = design_font(d, TEXT_BOLD, d->style->marker_size * marker_scale(d, it));
    g_ptr_array_add(part->rows, text_shape(d->text, font, numbers->str));
    g_string_truncate(numbers, 0);
}

/* "3 · 9", four numbers in a row at most. */
static void set_rows(marker_part *part, const design *d, const itinerary *it, int station)
{
    g_autoptr(GString) numbers = g_string_new(NULL);
    int in_row = 0;
    for (int k = 0; k < itinerary_get_station(it, station)->n_calls; k++) {
        const itinerary_call *call = itinerary_station_call(it, station, k);
        if (call->tour != part->tour)
            continue;
        if (in_row == NUMBERS_IN_A_ROW) {
            add_row(part, d, it, numbers);
            in_row = 0;
        }
        g_string_append_printf(numbers, "%s%d", in_row > 0 ? " · " : "", call->number);
        in_row++;
    }
    add_row(part, d, it, numbers);
}

static marker_part make_part(const design *d, const itinerary *it, int station, int tour)
{
    marker_part part = {.tour = tour,
                        .rows = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref)};
    set_rows(&part, d, it, station);
    double widest = 0, size = 0;
    for (guint i = 0; i < part.rows->len; i++) {
        widest = fmax(widest, text_run_width(g_ptr_array_index(part.rows, i)));
        size = text_run_font(g_ptr_array_index(part.rows, i)).size_px;
    }
    double radius = design_px(d, d->style->marker_radius) * marker_scale(d, it);
    double ring = design_px(d, d->style->marker_ring);
    part.half_height = radius + ring + (part.rows->len - 1) * size * 0.58;
    part.half_width = fmax(part.half_height, widest / 2 + radius * 0.3 + ring);
    return part;
}

/* One part for each tour that calls here, side by side. */
static void set_parts(marker *m, const design *d, const itinerary *it)
{
    double width = 0;
    for (int tour = 0; tour < (int)it->tours->len; tour++) {
        bool calls = false;
        for (int k = 0; k < itinerary_get_station(it, m->station)->n_calls; k++)
            calls |= itinerary_station_call(it, m->station, k)->tour == tour;
        if (!calls)
            continue;
        marker_part part = make_part(d, it, m->station, tour);
        if (m->parts->len > 0)
            width -= design_px(d, d->style->marker_ring) * 0.5; /* rings of a pair overlap */
        part.dx = width + part.half_width;
        width += 2 * part.half_width;
        m->half_height = fmax(m->half_height, part.half_height);
        g_array_append_val(m->parts, part);
    }
    m->half_width = width / 2;
    for (guint i = 0; i < m->parts->len; i++)
        g_array_index(m->parts, marker_part, i).dx -= width / 2;
}

/* A second ring marks the ends of a tour without an origin. */
static void set_ends(marker *m, const itinerary *it)
{
    for (guint i = 0; i < it->tours->len; i++) {
        const itinerary_tour *tour = itinerary_get_tour(it, i);
        if (tour->origin >= 0)
            continue;
        const itinerary_call *first = itinerary_get_call(it, tour->first_call);
        const itinerary_call *last = itinerary_get_call(it, tour->first_call + tour->n_calls - 1);
        m->first |= first->station == m->station;
        m->last |= !tour->trip->returns && last->station == m->station;
    }
}

/* Markers that would touch move apart, each with a tick to its true position. */
static void spread_markers(GArray *markers, const design *d, page_box frame)
{
    guint n = markers->len;
    g_autofree label_marker *in = g_new0(label_marker, n + 1);
    g_autofree label_marker_place *out = g_new0(label_marker_place, n + 1);
    for (guint i = 0; i < n; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        in[i] = (label_marker){m->at, m->half_width, m->half_height};
    }
    g_autofree label_marker_place *again = g_new0(label_marker_place, n + 1);
    bool crowded =
        label_spread_markers(out, in, (int)n, MARKER_GAP_PX, design_px(d, SHIFT_MAX_PX), frame) > 0;
    if (crowded)
        label_spread_markers(again, in, (int)n, LEADER_ROOM_PX, design_px(d, SHIFT_LAST_PX), frame);
    for (guint i = 0; i < n; i++) {
        g_array_index(markers, marker, i).group = out[i].group;
        if (crowded)
            out[i] = again[i];
        if (g_array_index(markers, marker, i).dot)
            continue; /* shows where it is; the inset tells it from its neighbours */
        if (out[i].shifted)
            g_array_index(markers, marker, i).center = out[i].at;
    }
}

GArray *markers_new(const design *d, const itinerary *it, const view *v, bool show_origin,
                    const uint8_t *forms)
{
    GArray *markers = g_array_new(FALSE, TRUE, sizeof(marker));
    g_array_set_clear_func(markers, clear_marker);
    for (int i = 0; i < (int)it->stations->len; i++) {
        const itinerary_station *station = itinerary_get_station(it, i);
        if ((station->n_calls == 0 && !(station->is_origin && show_origin)) ||
            (forms && forms[i] == MARKER_NONE))
            continue;
        marker m = {.station = i, .origin = station->n_calls == 0};
        if (!view_project(v, station->at, &m.at))
            continue;
        m.center = m.at;
        m.parts = g_array_new(FALSE, FALSE, sizeof(marker_part));
        g_array_set_clear_func(m.parts, clear_part);
        m.dot = forms && forms[i] == MARKER_DOT;
        if (m.dot)
            m.half_width = m.half_height = design_px(d, DOT_RADIUS_PX + 1.2);
        else if (m.origin)
            m.half_width = m.half_height =
                design_px(d, d->style->marker_radius + d->style->marker_ring) * marker_scale(d, it);
        else
            set_parts(&m, d, it);
        set_ends(&m, it);
        g_array_append_val(markers, m);
    }
    spread_markers(markers, d, view_frame(v));
    return markers;
}

page_box marker_box(const marker *m)
{
    return (page_box){m->center.x - m->half_width, m->center.y - m->half_height,
                      m->center.x + m->half_width, m->center.y + m->half_height};
}

const marker *markers_find(const GArray *markers, int station)
{
    for (guint i = 0; i < markers->len; i++) {
        const marker *m = &g_array_index(markers, marker, i);
        if (m->station == station)
            return m;
    }
    return NULL;
}

/* Ring, white gap, dot: the origin's own form. */
static void compose_origin(const marker *m, const design *d, scene *s)
{
    const style *st = d->style;
    double r = m->half_height - design_px(d, st->marker_ring);
    scene_circle(s, "marker-ring", m->center, m->half_height, paint_fill(st->route_casing));
    scene_paint ring = paint_stroke(st->route, r * 0.26);
    ring.fill = st->route_casing;
    scene_circle(s, "marker", m->center, r * 0.87, ring);
    scene_circle(s, "marker-dot", m->center, r * 0.37, paint_fill(st->route));
}

static void compose_part(const marker *m, const marker_part *part, const design *d, scene *s)
{
    const style *st = d->style;
    double ring = design_px(d, st->marker_ring);
    double corner = design_px(d, st->marker_radius) + ring;
    page_point c = {m->center.x + part->dx, m->center.y};
    series_compose_shape(s, "marker-ring", part->tour, c, part->half_width, part->half_height,
                         corner, paint_fill(st->route_casing));
    series_compose_shape(s, "marker", part->tour, c, part->half_width - ring,
                         part->half_height - ring, corner - ring,
                         paint_fill(series_color(st, part->tour)));
    for (guint i = 0; i < part->rows->len; i++) {
        text_run *run = g_ptr_array_index(part->rows, i);
        double row_px = text_run_font(run).size_px * 1.16;
        double y = c.y + text_run_cap_height(run) / 2 + (i - (part->rows->len - 1) / 2.0) * row_px;
        scene_text(s, "marker-number", run, (page_point){c.x - text_run_width(run) / 2, y},
                   st->marker_text);
    }
}

static void compose_dot(const marker *m, const design *d, scene *s)
{
    scene_circle(s, "marker-ring", m->center, m->half_height, paint_fill(d->style->route_casing));
    scene_circle(s, "marker", m->center, design_px(d, DOT_RADIUS_PX), paint_fill(d->style->route));
}

static void compose_parts(const marker *m, const design *d, scene *s)
{
    if ((m->first || m->last) && m->parts->len == 1)
        series_compose_shape(
            s, "marker-end", g_array_index(m->parts, marker_part, 0).tour, m->center,
            m->half_width + design_px(d, 2.2), m->half_height + design_px(d, 2.2), m->half_height,
            paint_stroke(series_color(d->style, g_array_index(m->parts, marker_part, 0).tour),
                         design_px(d, 1.4)));
    for (guint i = 0; i < m->parts->len; i++)
        compose_part(m, &g_array_index(m->parts, marker_part, i), d, s);
}

static void describe(const marker *m, const itinerary *it, scene_item *group)
{
    const itinerary_station *station = itinerary_get_station(it, m->station);
    scene_set_attribute(group, "data-place", "%s", station->place->name);
    if (*station->place->iso2)
        scene_set_attribute(group, "data-country", "%s", station->place->iso2);
    char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];
    char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
    scene_set_attribute(group, "data-lon", "%s",
                        g_ascii_formatd(lon, sizeof lon, "%.4f", station->at.lon_deg));
    scene_set_attribute(group, "data-lat", "%s",
                        g_ascii_formatd(lat, sizeof lat, "%.4f", station->at.lat_deg));
    scene_set_attribute(group, "data-x", "%s", g_ascii_formatd(x, sizeof x, "%.1f", m->at.x));
    scene_set_attribute(group, "data-y", "%s", g_ascii_formatd(y, sizeof y, "%.1f", m->at.y));
    g_autoptr(GString) title = g_string_new(station->place->name);
    for (int k = 0; k < station->n_calls; k++) {
        const itinerary_call *call = itinerary_station_call(it, m->station, k);
        g_autofree char *dates =
            trip_dates_format(&call->stop->dates, it->trip->lang, DATE_SHORT_YEAR);
        if (*dates)
            g_string_append_printf(title, ", %s", dates);
    }
    scene_set_title(group, title->str);
}

/* Of several visits, the first that has one. */
static void set_link(const marker *m, const itinerary *it, scene_item *group)
{
    for (int k = 0; k < itinerary_get_station(it, m->station)->n_calls; k++) {
        const char *link = itinerary_station_call(it, m->station, k)->stop->link;
        if (link) {
            scene_set_link(group, link);
            return;
        }
    }
}

void marker_compose(const marker *m, const design *d, const itinerary *it, scene *s)
{
    g_autofree char *id = itinerary_stop_id(it, m->station);
    scene_item *group = scene_begin(s, id, "stop");
    describe(m, it, group);
    set_link(m, it, group);
    if (m->center.x != m->at.x || m->center.y != m->at.y) {
        page_path tick;
        page_path_init(&tick);
        page_path_move_to(&tick, m->at);
        page_path_line_to(&tick, m->center);
        color ink = series_color(d->style,
                                 m->parts->len ? g_array_index(m->parts, marker_part, 0).tour : 0);
        scene_path(s, "marker-tick", &tick, false, paint_stroke(ink, design_px(d, 1.2)));
        scene_circle(s, "marker-true", m->at, design_px(d, 2.2), paint_fill(ink));
    }
    if (m->dot) {
        compose_dot(m, d, s);
    } else if (m->origin) {
        compose_origin(m, d, s);
    } else {
        compose_parts(m, d, s);
    }
    scene_end(s);
}
