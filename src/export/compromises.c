/* SPDX-License-Identifier: MIT
 *
 * Reads the compromises off a finished layout.
 */
#include "export/compromises.h"

#include <math.h>

static void clear_compromise(void *data)
{
    g_free(((compromise *)data)->text);
}

static void G_GNUC_PRINTF(3, 4) add(GArray *out, const char *kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    compromise c = {kind, g_strdup_vprintf(format, arguments)};
    va_end(arguments);
    g_array_append_val(out, c);
}

static const marker *marker_at(const page_layout *l, guint i)
{
    return &g_array_index(l->markers, marker, i);
}

/* "3 Guatemala City", "1, 10 Cairo". */
static char *stop_name(const page_layout *l, guint i)
{
    const marker *m = marker_at(l, i);
    g_autoptr(GString) text = g_string_new(NULL);
    const itinerary_station *station = itinerary_get_station(l->it, m->station);
    for (int k = 0; k < station->n_calls; k++)
        g_string_append_printf(text, "%s%d", k ? ", " : "",
                               itinerary_station_call(l->it, m->station, k)->number);
    g_string_append_printf(text, "%s%s", text->len ? " " : "",
                           itinerary_station_name(l->it, m->station));
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_form(GArray *out, const page_layout *l)
{
    static const char *const forms[] = {NULL, "dates and issues stand in a panel beside the map",
                                        "dates and issues stand in a panel below the map", NULL,
                                        NULL};
    if (forms[l->plan.form])
        add(out, "panel", "%s", forms[l->plan.form]);
    if (l->plan.form == PLAN_BOXES && l->furniture->key)
        add(out, "key", "dates stand in a key by country");
    if (l->inset)
        add(out, "inset", "%u stops too close together stand in an inset, %.1f times larger",
            l->inset->map->markers->len, l->inset->factor);
    if (!l->plan.origin_shown && itinerary_get_tour(l->it, 0)->origin >= 0 &&
        l->route->captions->len > 0)
        add(out, "origin", "%s is left out of the map",
            itinerary_station_name(l->it, itinerary_get_tour(l->it, 0)->origin));
}

static void add_label(GArray *out, const page_layout *l, guint i)
{
    static const char *const left[] = {NULL, "keeps name and date only", "keeps its name only",
                                       "keeps its number only"};
    const label_placement *p = &l->labels->placements[i];
    const marker *m = marker_at(l, i);
    g_autofree char *name = stop_name(l, i);
    if (p->rung != LABEL_FULL)
        add(out, "shortened", "%s %s: %s", name, left[p->rung],
            p->reason ? p->reason : "asked for");
    double shift = hypot(m->center.x - m->at.x, m->center.y - m->at.y);
    if (shift > 0.5)
        add(out, "shifted", "the marker of %s stands %.0f px beside its place", name, shift);
}

static void add_labels(GArray *out, const page_layout *l)
{
    for (guint i = 0; i < l->markers->len; i++) {
        if (!marker_at(l, i)->dot)
            add_label(out, l, i);
    }
}

static double box_gap(page_box a, page_box b)
{
    double dx = fmax(0, fmax(a.x0 - b.x1, b.x0 - a.x1));
    double dy = fmax(0, fmax(a.y0 - b.y1, b.y0 - a.y1));
    return hypot(dx, dy);
}

/* The two things that come nearest: two texts, or a text and a marker not its own. */
static void add_nearest(GArray *out, const page_layout *l)
{
    double nearest = INFINITY;
    guint first = 0, second = 0;
    bool with_marker = false;
    for (guint i = 0; i < l->markers->len; i++) {
        const label_placement *p = &l->labels->placements[i];
        for (guint j = 0; p->variant >= 0 && j < l->markers->len; j++) {
            const label_placement *q = &l->labels->placements[j];
            double texts = q->variant >= 0 && j < i ? box_gap(p->box, q->box) : INFINITY;
            double mark = j != i ? box_gap(p->box, marker_box(marker_at(l, j))) : INFINITY;
            if (fmin(texts, mark) < nearest) {
                nearest = fmin(texts, mark);
                first = i;
                second = j;
                with_marker = mark < texts;
            }
        }
    }
    if (!isfinite(nearest))
        return;
    g_autofree char *a = stop_name(l, first), *b = stop_name(l, second);
    add(out, "nearest", "nearest to touching: the text of %s and the %s of %s, %.1f px", a,
        with_marker ? "marker" : "text", b, nearest);
}

static void add_audit(GArray *out, const page_layout *l, const page_audit *audit)
{
    int breaches = page_audit_breaches(audit, &l->verdict);
    if (audit->texts_lost > 0)
        add(out, "text-left-out", "the text of %d stop%s has no room on this page",
            audit->texts_lost, audit->texts_lost == 1 ? "" : "s");
    if (breaches > audit->texts_lost)
        add(out, "breach", "%d rule%s of the layout broken", breaches - audit->texts_lost,
            breaches - audit->texts_lost == 1 ? " is" : "s are");
    if (audit->near_legs > 0)
        add(out, "near-leg", "%d leg%s within 7 px of the marker of another stop", audit->near_legs,
            audit->near_legs == 1 ? " passes" : "s pass");
    if (l->verdict.leader_nearer_foreign > 0)
        add(out, "ambiguous", "%d text%s nearer to another stop's marker; a leader tells whose",
            l->verdict.leader_nearer_foreign,
            l->verdict.leader_nearer_foreign == 1 ? " is" : "s are");
}

GArray *compromises_new(const page_layout *l, const page_audit *audit)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(compromise));
    g_array_set_clear_func(out, clear_compromise);
    add_form(out, l);
    add_labels(out, l);
    if (l->inset)
        add_labels(out, l->inset->map);
    add_audit(out, l, audit);
    add_nearest(out, l);
    return out;
}

char *compromises_text(const GArray *compromises)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < compromises->len; i++)
        g_string_append_printf(text, "  %s\n", g_array_index(compromises, compromise, i).text);
    return g_string_free(text, FALSE);
}
