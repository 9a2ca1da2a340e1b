/* SPDX-License-Identifier: MIT
 *
 * Writes what stands around the map on an HTML page: heading, a table of stops for each tour, notes
 * and sources. Rows name their stop and leg as the SVG does, so that the script can join them. The
 * table's roles are written out, because the style sheet changes how rows are displayed, and
 * browsers then forget that they are rows.
 */
#include "export/html_page.h"

#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "canvas/svg_write.h"
#include "export/page_text.h"
#include "export/route_parts.h"
#include "features/series.h"
#include "features/words.h"
#include "trip/date.h"

/* On a phone the map is about 340 px wide; markers grow there to be touched, 8 px in radius, unless
 * they would meet. */
#define PHONE_MAP_PX    340.0
#define PHONE_RADIUS_PX 8.0
#define GROW_MAX        4.0

static void put(GString *out, const char *text)
{
    g_string_append(out, text);
}

static void put_tag(GString *out, const char *open, const char *text, const char *close)
{
    put(out, open);
    svg_put_escaped(out, text);
    put(out, close);
}

static const char *word_of(const html_maps *maps, word w)
{
    return words_get(maps->whole->trip->lang, w);
}

/* ---- the head ---- */

/* Several tours without a title of their own are called by theirs. */
static char *page_title(const html_maps *maps)
{
    if (maps->whole->title)
        return g_strdup(maps->whole->title);
    GString *titles = g_string_new(NULL);
    for (guint i = 0; i < maps->whole->tours->len; i++) {
        const char *title = itinerary_get_tour(maps->whole, i)->trip->title;
        if (title)
            g_string_append_printf(titles, "%s%s", titles->len ? " · " : "", title);
    }
    if (titles->len == 0)
        g_string_append(titles, word_of(maps, WORD_ITINERARY));
    return g_string_free(titles, FALSE);
}

/* "U.S. Secretary of State Marco Rubio · 1–6 February 2025"; "" for nothing known. */
static char *traveler_and_dates(const trip *t)
{
    trip_dates dates = trip_span_of_dates(t);
    g_autofree char *when = trip_dates_format(&dates, t->lang, DATE_LONG);
    g_autofree char *who =
        !t->traveler ? g_strdup("")
                     : g_strjoin(t->role ? " " : "", t->role ? t->role : "", t->traveler, NULL);
    return g_strjoin(*who && *when ? " · " : "", who, when, NULL);
}

/* Scripts run only when they are ours, whatever a trip's words may hold; nothing is fetched. */
static void put_policy(GString *out)
{
    guint8 digest[32];
    gsize length = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)page_js, -1);
    g_checksum_get_digest(sum, digest, &length);
    g_autofree char *base64 = g_base64_encode(digest, length);
    g_string_append_printf(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'\">\n",
        base64);
}

static void put_head(GString *out, const html_maps *maps)
{
    g_autofree char *title = page_title(maps);
    put(out, "<!DOCTYPE html>\n<html");
    svg_put_attribute(out, "lang", maps->whole->trip->lang);
    put(out, words_is_rtl(maps->whole->trip->lang) ? " dir=\"rtl\">\n" : " dir=\"ltr\">\n");
    put(out, "<head>\n<meta charset=\"utf-8\">\n");
    put_policy(out);
    put(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put_tag(out, "<title>", title, "</title>\n");
    /* Browsers would ask the server for an icon. */
    put(out, "<link rel=\"icon\" href=\"data:,\">\n<style>");
    put(out, page_css);
    put(out, "</style>\n</head>\n");
}

/* ---- the page ---- */

static void put_color(GString *out, const char *name, color c)
{
    g_string_append_printf(out, "--%s:#%02x%02x%02x;", name, c.r, c.g, c.b);
}

/* How far the markers of one map can grow, with UNIT map px a screen px, before two meet. */
static double room_to_grow(const GArray *markers, double unit)
{
    double grow = GROW_MAX;
    for (guint i = 0; i < markers->len; i++) {
        const marker *a = &g_array_index(markers, marker, i);
        grow = fmin(grow, PHONE_RADIUS_PX * unit / a->half_height);
        for (guint k = 0; k < i; k++) {
            const marker *b = &g_array_index(markers, marker, k);
            double gap = fmax(fabs(a->center.x - b->center.x) / (a->half_width + b->half_width),
                              fabs(a->center.y - b->center.y) / (a->half_height + b->half_height));
            grow = fmin(grow, gap);
        }
    }
    return fmax(grow, 1);
}

static void put_number(GString *out, const char *name, double value, const char *unit)
{
    g_string_append_printf(out, "--%s:", name);
    svg_put_number(out, value, 3);
    g_string_append_printf(out, "%s;", unit);
}

/* What the style sheet reckons with: where on its page the map is, without panel and head. Several
 * maps have the whole page. */
static void put_measures(GString *out, const html_maps *maps)
{
    const page_layout *first = maps->map[0];
    page_box page = {0, 0, first->d.page.width_px, first->d.page.height_px};
    page_box frame = maps->n == 1 ? first->plan.frame : page;
    double width = box_width(frame), unit = width / PHONE_MAP_PX, grow = GROW_MAX;
    for (guint i = 0; i < maps->n; i++)
        grow = fmin(grow, room_to_grow(maps->map[i]->markers, unit));
    put_number(out, "unit", unit, "");
    put_number(out, "grow", grow, "");
    put_number(out, "whole", 100 * page.x1 / width, "%");
    put_number(out, "left", -100 * frame.x0 / width, "%");
    put_number(out, "top", -100 * frame.y0 / width, "%");
    put_number(out, "bottom", -100 * (page.y1 - frame.y1) / width, "%");
    put_number(out, "ratio", width / box_height(frame), "");
}

/* Panel and head, which may hold it, are not shown. */
static bool map_has_title(const html_maps *maps)
{
    return (maps->n > 1 || maps->map[0]->plan.form == PLAN_BOXES) && maps->whole->title &&
           maps->whole->trip->map.title != TRIP_NEVER;
}

static void put_header(GString *out, const html_maps *maps)
{
    g_autofree char *title = page_title(maps);
    g_string_append_printf(out, "<body>\n<main class=\"page%s\" style=\"",
                           map_has_title(maps) ? " titled" : "");
    put_measures(out, maps);
    put_color(out, "on-accent", maps->map[0]->d.style->marker_text);
    put_tag(out, "\">\n<header>\n<h1><bdi>", title, "</bdi></h1>\n");
    if (maps->whole->subtitle)
        put_tag(out, "<p><bdi>", maps->whole->subtitle, "</bdi></p>\n");
    g_autofree char *line =
        maps->whole->tours->len == 1 ? traveler_and_dates(maps->whole->trip) : g_strdup("");
    if (*line)
        put_tag(out, "<p><bdi>", line, "</bdi></p>\n");
    put(out, "</header>\n<figure class=\"map\">\n");
}

/* ---- the tables ---- */

/* A tour in the itinerary of the map that shows it; SCOPE goes before the ids there. */
typedef struct {
    const itinerary *it;
    int tour;
    const char *scope, *lang;
    color accent;
    bool one_of_several;
} shown_tour;

static void put_link(GString *out, const char *text, const char *link)
{
    bool linked = link && trip_link_is_safe(link);
    if (linked) {
        put(out, "<a");
        svg_put_attribute(out, "href", link);
        put(out, ">");
    }
    svg_put_escaped(out, text);
    put(out, linked ? "</a>" : "");
}

static void begin_row(GString *out, const shown_tour *l, const char *class_name, int station,
                      const itinerary_leg *leg)
{
    g_autofree char *stop = itinerary_stop_id(l->it, station);
    g_string_append_printf(out, "<tr role=\"row\"%s data-stop=\"%s%s\"", class_name, l->scope,
                           stop);
    if (leg)
        g_string_append_printf(out, " data-leg=\"%sleg-%d\"", l->scope, leg->number);
    put(out, ">");
}

static void put_place(GString *out, const shown_tour *l, int station, const char *link)
{
    const place *where = itinerary_get_station(l->it, station)->place;
    const char *name = itinerary_station_name(l->it, station);
    put(out, "<th class=\"place\" role=\"rowheader\" scope=\"row\"><bdi>");
    put_link(out, name, link);
    bool same = !where->country || strcmp(where->country, name) == 0;
    put_tag(out, "</bdi></th><td class=\"country\" role=\"cell\">", same ? "" : where->country,
            "</td>");
}

static void put_distance(GString *out, const shown_tour *l, double distance_m)
{
    g_autofree char *text = words_distance(l->lang, distance_m);
    put_tag(out, "<td class=\"km\" role=\"cell\"><bdi>", text, "</bdi></td></tr>\n");
}

static void put_leg_distance(GString *out, const shown_tour *l, const itinerary_leg *leg)
{
    if (leg)
        put_distance(out, l, leg->distance_m);
    else
        put(out, "<td class=\"km\" role=\"cell\"></td></tr>\n");
}

/* Where the tour starts or ends without calling. */
static void put_end_row(GString *out, const shown_tour *l, int station, word role,
                        const itinerary_leg *leg)
{
    begin_row(out, l, " class=\"end\"", station, leg);
    put(out, "<td class=\"number\" role=\"cell\"><span></span></td>");
    put_place(out, l, station, NULL);
    put_tag(out,
            "<td class=\"dates\" role=\"cell\"></td><td class=\"issues\" role=\"cell\">"
            "<p class=\"note\">",
            words_get(l->lang, role), "</p></td>");
    put_leg_distance(out, l, leg);
}

static void put_dates(GString *out, const shown_tour *l, const trip_stop *stop)
{
    g_autofree char *dates = trip_dates_format(&stop->dates, l->lang, DATE_SHORT_YEAR);
    put(out, "<td class=\"dates\" role=\"cell\">");
    g_autoptr(GString) iso = g_string_new(NULL);
    bool machine = route_append_date(iso, stop->dates.start);
    if (machine)
        g_string_append_printf(out, "<time datetime=\"%s\">", iso->str);
    svg_put_escaped(out, dates);
    put(out, machine ? "</time></td>" : "</td>");
}

static void put_issues(GString *out, const trip_stop *stop)
{
    put(out, "<td class=\"issues\" role=\"cell\">");
    for (guint i = 0; i < stop->issues->len; i++)
        put_tag(out, i == 0 ? "<ul><li><bdi>" : "<li><bdi>", g_ptr_array_index(stop->issues, i),
                "</bdi></li>");
    if (stop->issues->len > 0)
        put(out, "</ul>");
    if (stop->note)
        put_tag(out, "<p class=\"note\"><bdi>", stop->note, "</bdi></p>");
    put(out, "</td>");
}

static void put_call_row(GString *out, const shown_tour *l, int index)
{
    const itinerary_call *call = itinerary_get_call(l->it, index);
    const itinerary_leg *leg = itinerary_leg_to(l->it, index);
    begin_row(out, l, "", call->station, leg);
    g_string_append_printf(out, "<td class=\"number\" role=\"cell\"><span>%d</span></td>",
                           call->number);
    put_place(out, l, call->station, call->stop->link);
    put_dates(out, l, call->stop);
    put_issues(out, call->stop);
    put_leg_distance(out, l, leg);
}

/* Several tours: each says whose it is. */
static void put_caption(GString *out, const shown_tour *l, const trip *t)
{
    bool several = l->one_of_several;
    put_tag(out, "<caption><bdi>",
            several && t->title ? t->title : words_get(l->lang, WORD_ITINERARY), "</bdi>");
    g_autofree char *line = several ? traveler_and_dates(t) : g_strdup("");
    if (*line)
        put_tag(out, "<span><bdi>", line, "</bdi></span>");
    put(out, "</caption>\n");
}

static void put_columns(GString *out, const shown_tour *l)
{
    static const word columns[] = {WORD_NUMBER, WORD_PLACE,  WORD_COUNTRY,
                                   WORD_DATES,  WORD_ISSUES, WORD_DISTANCE};
    put(out, "<thead role=\"rowgroup\"><tr role=\"row\">");
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        put(out, columns[i] == WORD_DISTANCE
                     ? "<th class=\"head-km\" role=\"columnheader\" scope=\"col\">"
                     : "<th role=\"columnheader\" scope=\"col\">");
        put_tag(out, "", words_get(l->lang, columns[i]), "</th>");
    }
    put(out, "</tr></thead>\n");
}

static void put_tour(GString *out, const shown_tour *l)
{
    const itinerary_tour *tour = itinerary_get_tour(l->it, l->tour);
    put(out, "<section class=\"tour\" style=\"");
    put_color(out, "accent", l->accent);
    put(out, "\">\n<table role=\"table\">\n");
    put_caption(out, l, tour->trip);
    put_columns(out, l);
    put(out, "<tbody role=\"rowgroup\">\n");
    if (tour->origin >= 0)
        put_end_row(out, l, tour->origin, WORD_START, NULL);
    for (int i = 0; i < tour->n_calls; i++)
        put_call_row(out, l, tour->first_call + i);
    const itinerary_leg *home = itinerary_leg_home(l->it, l->tour);
    if (home)
        put_end_row(out, l, home->to, WORD_RETURN, home);
    put_tag(out,
            "</tbody>\n<tfoot role=\"rowgroup\"><tr role=\"row\">"
            "<th class=\"place\" role=\"rowheader\" scope=\"row\" colspan=\"5\">",
            words_get(l->lang, WORD_TOTAL), "</th>");
    put_distance(out, l, tour->total_m);
    put(out, "</tfoot>\n</table>\n</section>\n");
}

/* The tours of one map, or the only tour of each of several. */
static void put_tours(GString *out, const html_maps *maps)
{
    bool multiples = maps->n > 1;
    for (guint i = 0; i < maps->whole->tours->len; i++) {
        const page_layout *map = maps->map[multiples ? i : 0];
        g_autofree char *scope = multiples ? g_strdup_printf("tour-%u-", i + 1) : g_strdup("");
        int tour = multiples ? 0 : (int)i;
        put_tour(out, &(shown_tour){.it = map->it,
                                    .tour = tour,
                                    .scope = scope,
                                    .lang = maps->whole->trip->lang,
                                    .accent = series_color(map->d.style, tour),
                                    .one_of_several = maps->whole->tours->len > 1});
    }
}

/* ---- the foot ---- */

static gboolean same_source(gconstpointer a, gconstpointer b)
{
    const trip_source *one = a, *other = b;
    return strcmp(one->name, other->name) == 0 && g_strcmp0(one->link, other->link) == 0;
}

/* Compared tours often share theirs. */
static GPtrArray *sources_once(const itinerary *it)
{
    GPtrArray *once = g_ptr_array_new();
    for (guint t = 0; t < it->tours->len; t++) {
        const GPtrArray *sources = itinerary_get_tour(it, t)->trip->sources;
        for (guint i = 0; i < sources->len; i++) {
            if (!g_ptr_array_find_with_equal_func(once, sources->pdata[i], same_source, NULL))
                g_ptr_array_add(once, sources->pdata[i]);
        }
    }
    return once;
}

static void put_sources(GString *out, const html_maps *maps)
{
    g_autoptr(GPtrArray) sources = sources_once(maps->whole);
    g_auto(GStrv) around = g_strsplit(word_of(maps, WORD_SOURCES), "%s", 2);
    for (guint i = 0; i < sources->len; i++) {
        const trip_source *from = sources->pdata[i];
        put_tag(out, i == 0 ? "<p>" : ", ", i == 0 ? around[0] : "", "");
        put_link(out, from->name, from->link);
    }
    if (sources->len > 0)
        put(out, "</p>\n");
}

static void put_footer(GString *out, const html_maps *maps)
{
    put(out, "<footer>\n");
    put_sources(out, maps);
    if (maps->whole->trip->map.credit != TRIP_NEVER) {
        put_tag(out, "<p>", word_of(maps, WORD_NOT_FLIGHT_PATHS), " ");
        put_tag(out, "", word_of(maps, WORD_GREAT_CIRCLE), " ");
        put_tag(out, "", word_of(maps, WORD_MAP_DATA), "</p>\n");
    }
    put(out, "</footer>\n</main>\n<script>");
    put(out, page_js);
    put(out, "</script>\n</body>\n</html>\n");
}

void html_page_make(html_page *out, const html_maps *maps)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TEXTS);
    (void)profile;
    GString *head = g_string_new(NULL), *tail = g_string_new(NULL);
    put_head(head, maps);
    put_header(head, maps);
    put(tail, "<p class=\"keys\" aria-hidden=\"true\">← →</p>\n</figure>\n<div class=\"tours\">\n");
    put_tours(tail, maps);
    put(tail, "</div>\n");
    put_footer(tail, maps);
    *out = (html_page){g_string_free(head, FALSE), g_string_free(tail, FALSE)};
}

void html_page_clear(html_page *page)
{
    g_clear_pointer(&page->head, g_free);
    g_clear_pointer(&page->tail, g_free);
}
