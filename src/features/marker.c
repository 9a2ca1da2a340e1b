/* SPDX-License-Identifier: MIT
 *
 * Builds and paints the markers. Discs shrink from 15 stops on, so that clusters still fit.
 */
#include "features/marker.h"

#include <math.h>

#include "label/markers.h"
#include "trip/date.h"

#define MANY_STOPS       15
#define MANY_STOPS_SCALE 0.72 /* radius 12.5 becomes 9, numbers 14.5 become 10.5 */
#define NUMBERS_IN_A_ROW 4
#define MARKER_GAP_PX    2.0  /* between the rings of neighbours */
#define LEADER_ROOM_PX   7.0  /* the same in a crowd, so that leaders find a way out of it */
#define SHIFT_MAX_PX     16.0 /* a marker farther from its place than this misleads ... */
#define SHIFT_LAST_PX    90.0 /* ... but less than markers on top of each other */

static void clear_marker(void *data)
{
    marker *m = data;
    g_clear_pointer(&m->rows, g_ptr_array_unref);
}

static double marker_scale(const itinerary *it)
{
    return it->calls->len >= MANY_STOPS ? MANY_STOPS_SCALE : 1;
}

static void set_numbers(marker *m, const design *d, const itinerary *it)
{
    const itinerary_station *station = itinerary_get_station(it, m->station);
    text_font font = design_font(d, TEXT_BOLD, d->style->marker_size * marker_scale(it));
    double widest = 0;
    for (int k = 0; k < station->n_calls; k += NUMBERS_IN_A_ROW) {
        g_autoptr(GString) row = g_string_new(NULL);
        for (int j = k; j < MIN(k + NUMBERS_IN_A_ROW, station->n_calls); j++)
            g_string_append_printf(row, "%s%d", j > k ? " · " : "",
                                   itinerary_station_call(it, m->station, j)->number);
        text_run *run = text_shape(d->text, font, row->str);
        widest = fmax(widest, text_run_width(run));
        g_ptr_array_add(m->rows, run);
    }
    double radius = design_px(d, d->style->marker_radius) * marker_scale(it);
    double ring = design_px(d, d->style->marker_ring);
    m->half_height = radius + ring + (m->rows->len - 1) * font.size_px * 0.58;
    m->half_width = fmax(m->half_height, widest / 2 + radius * 0.62 + ring);
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
    if (label_spread_markers(out, in, (int)n, MARKER_GAP_PX, design_px(d, SHIFT_MAX_PX), frame) > 0)
        label_spread_markers(out, in, (int)n, LEADER_ROOM_PX, design_px(d, SHIFT_LAST_PX), frame);
    for (guint i = 0; i < n; i++) {
        if (out[i].shifted)
            g_array_index(markers, marker, i).center = out[i].at;
    }
}

GArray *markers_new(const design *d, const itinerary *it, const view *v, bool show_origin)
{
    GArray *markers = g_array_new(FALSE, TRUE, sizeof(marker));
    g_array_set_clear_func(markers, clear_marker);
    for (int i = 0; i < (int)it->stations->len; i++) {
        const itinerary_station *station = itinerary_get_station(it, i);
        if (station->n_calls == 0 && !(station->is_origin && show_origin))
            continue;
        marker m = {.station = i, .origin = station->n_calls == 0};
        if (!view_project(v, station->at, &m.at))
            continue;
        m.center = m.at;
        m.rows = g_ptr_array_new_with_free_func((GDestroyNotify)text_run_unref);
        if (m.origin)
            m.half_width = m.half_height =
                design_px(d, d->style->marker_radius + d->style->marker_ring) * marker_scale(it);
        else
            set_numbers(&m, d, it);
        bool open_ended = !it->trip->has_origin;
        m.first = open_ended && itinerary_get_call(it, 0)->station == i;
        m.last = open_ended && !it->trip->returns &&
                 itinerary_get_call(it, it->calls->len - 1)->station == i;
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

static void compose_shape(const marker *m, const design *d, scene *s)
{
    const style *st = d->style;
    double ring = design_px(d, st->marker_ring);
    if (m->first || m->last) /* an end of the tour: a second thin ring */
        scene_circle(s, "marker-end", m->center, m->half_height + design_px(d, 2.2),
                     paint_stroke(st->route, design_px(d, 1.4)));
    if (m->half_width <= m->half_height) {
        scene_circle(s, "marker-ring", m->center, m->half_height, paint_fill(st->route_casing));
        scene_circle(s, "marker", m->center, m->half_height - ring, paint_fill(st->route));
        return;
    }
    page_box outer = marker_box(m), inner = box_grown(outer, -ring);
    double corner = fmin(m->half_height, design_px(d, st->marker_radius) + ring);
    scene_rect(s, "marker-ring", outer, corner, paint_fill(st->route_casing));
    scene_rect(s, "marker", inner, corner - ring, paint_fill(st->route));
}

static void compose_numbers(const marker *m, const design *d, scene *s)
{
    for (guint i = 0; i < m->rows->len; i++) {
        text_run *run = g_ptr_array_index(m->rows, i);
        double row_px = text_run_font(run).size_px * 1.16;
        double y =
            m->center.y + text_run_cap_height(run) / 2 + (i - (m->rows->len - 1) / 2.0) * row_px;
        scene_text(s, "marker-number", run, (page_point){m->center.x - text_run_width(run) / 2, y},
                   d->style->marker_text);
    }
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

void marker_compose(const marker *m, const design *d, const itinerary *it, scene *s)
{
    const itinerary_station *station = itinerary_get_station(it, m->station);
    g_autofree char *id =
        station->n_calls > 0
            ? g_strdup_printf("stop-%d", itinerary_station_call(it, m->station, 0)->number)
            : g_strdup("origin");
    scene_item *group = scene_begin(s, id, "stop");
    describe(m, it, group);
    if (station->n_calls > 0)
        scene_set_link(group, itinerary_station_call(it, m->station, 0)->stop->link);
    if (m->center.x != m->at.x || m->center.y != m->at.y) {
        page_path tick;
        page_path_init(&tick);
        page_path_move_to(&tick, m->at);
        page_path_line_to(&tick, m->center);
        scene_path(s, "marker-tick", &tick, false,
                   paint_stroke(d->style->route, design_px(d, 1.2)));
        scene_circle(s, "marker-true", m->at, design_px(d, 2.2), paint_fill(d->style->route));
    }
    if (m->origin) {
        compose_origin(m, d, s);
    } else {
        compose_shape(m, d, s);
        compose_numbers(m, d, s);
    }
    scene_end(s);
}
