/* SPDX-License-Identifier: MIT
 *
 * Writes the layout report. The shape is documented in docs/layout-report.md.
 */
#include "export/layout_json.h"

#include "base/json.h"
#include "base/profile.h"
#include "export/compromises.h"

static void append_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.1f", value));
}

static void append_box(GString *out, const char *name, page_box box)
{
    g_string_append_printf(out, "\"%s\":[", name);
    const double values[] = {box.x0, box.y0, box.x1, box.y1};
    for (int i = 0; i < 4; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        append_number(out, values[i]);
    }
    g_string_append_c(out, ']');
}

static void append_label(GString *out, const page_layout *l, guint i)
{
    static const char *const rungs[] = {"full", "compact", "name", "panel"};
    const marker *m = &g_array_index(l->markers, marker, i);
    const label_placement *p = &l->labels->placements[i];
    g_string_append(out, "{\"place\":");
    json_append_string(out, itinerary_station_name(l->it, m->station));
    g_string_append(out, ",\"stops\":[");
    const itinerary_station *station = itinerary_get_station(l->it, m->station);
    for (int k = 0; k < station->n_calls; k++)
        g_string_append_printf(out, "%s%d", k ? "," : "",
                               itinerary_station_call(l->it, m->station, k)->number);
    g_string_append_printf(out, "],\"rung\":\"%s\",\"why\":", rungs[p->rung]);
    if (p->reason)
        json_append_string(out, p->reason);
    else
        g_string_append(out, "null");
    g_string_append_c(out, ',');
    append_box(out, "marker", marker_box(m));
    if (p->variant >= 0) {
        g_string_append_c(out, ',');
        append_box(out, "box", p->box);
    }
    if (p->has_leader) {
        g_string_append(out, ",\"leader\":[");
        for (int k = 0; k < p->n_leader; k++) {
            g_string_append(out, k ? ",[" : "[");
            append_number(out, p->leader[k].x);
            g_string_append_c(out, ',');
            append_number(out, p->leader[k].y);
            g_string_append_c(out, ']');
        }
        g_string_append_c(out, ']');
    }
    g_string_append_printf(out, ",\"cost\":%" G_GINT64_FORMAT "}", p->cost);
}

static void append_verdict(GString *out, const label_verdict *v)
{
    g_string_append_printf(out,
                           "\"verdict\":{\"overlaps\":%d,\"off_page\":%d,\"leader_crossings\":%d,"
                           "\"on_arrow_head\":%d,\"nearer_foreign\":%d,\"text_lost\":%d,"
                           "\"route_px\":",
                           v->overlaps, v->off_page, v->leader_crossings, v->on_hard_line,
                           v->nearer_foreign, v->text_lost);
    append_number(out, v->route_px);
    g_string_append(out, ",\"route_covered_px\":");
    append_number(out, v->route_covered_px);
    g_string_append(out, ",\"nearest_gap_px\":");
    append_number(out, v->nearest_gap_px);
    g_string_append_c(out, '}');
}

static void append_measure(GString *out, const char *name, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, ",\"%s\":%s", name,
                           g_ascii_formatd(text, sizeof text, "%.2f", value));
}

static void append_metrics(GString *out, const page_layout *l, const page_audit *a,
                           const GArray *compromises)
{
    g_string_append_printf(
        out,
        ",\"metrics\":{\"breaches\":%d,\"caption_hits\":%d,\"marker_hits\":%d,\"furniture_hits\":%"
        "d,\"name_hits\":%d,"
        "\"texts_lost\":%d,\"near_legs\":%d,\"leaders\":%d,\"full\":%d,\"compact\":%d,\"name\":%d,"
        "\"panel\":%d,\"leader_nearer_foreign\":%d",
        page_audit_breaches(a, &l->verdict), a->caption_hits, a->marker_hits, a->furniture_hits,
        a->name_hits, a->texts_lost, a->near_legs, a->leaders, a->rungs[LABEL_FULL],
        a->rungs[LABEL_COMPACT], a->rungs[LABEL_NAME], a->rungs[LABEL_PANEL],
        l->verdict.leader_nearer_foreign);
    append_measure(out, "anchor_mean_px", a->anchor_mean_px);
    append_measure(out, "anchor_p95_px", a->anchor_p95_px);
    append_measure(out, "ambiguous_pct", a->ambiguous_pct);
    append_measure(out, "density_pct", a->density_pct);
    append_measure(out, "route_covered_pct", a->route_covered_pct);
    append_measure(out, "min_text_pt", a->min_text_pt);
    g_string_append(out, "},\"captions\":[");
    for (guint i = 0; i < l->route->captions->len; i++) {
        const route_caption *c = &g_array_index(l->route->captions, route_caption, i);
        g_string_append(out, i ? ",{\"text\":" : "{\"text\":");
        json_append_string(out, text_run_string(c->name));
        g_string_append_c(out, ',');
        append_box(out, "box", c->box);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "],\"compromises\":[");
    for (guint i = 0; i < compromises->len; i++) {
        const compromise *c = &g_array_index(compromises, compromise, i);
        g_string_append_printf(out, "%s{\"kind\":\"%s\",\"text\":", i ? "," : "", c->kind);
        json_append_string(out, c->text);
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

/* Dots have their label in the inset. */
static void append_labels(GString *out, const page_layout *l)
{
    bool any = false;
    for (guint i = 0; i < l->markers->len; i++) {
        if (g_array_index(l->markers, marker, i).dot)
            continue;
        g_string_append(out, any ? ",\n" : "\n");
        append_label(out, l, i);
        any = true;
    }
}

static void append_inset(GString *out, const page_layout *l)
{
    if (!l->inset)
        return;
    g_string_append(out, ",\"inset\":{");
    append_box(out, "source", l->inset->source);
    g_string_append_c(out, ',');
    append_box(out, "box", l->inset->box);
    append_measure(out, "factor", l->inset->factor);
    g_string_append(out, ",\"labels\":[");
    append_labels(out, l->inset->map);
    g_string_append(out, "\n]}");
}

char *layout_json_new(const page_layout *l, const page_audit *audit, const GArray *compromises)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_TEXTS);
    (void)profile;
    static const char *const forms[] = {"boxes", "side-panel", "panel-below", "frame", "inset"};
    GString *out = g_string_new("{");
    append_box(out, "page", (page_box){0, 0, l->d.page.width_px, l->d.page.height_px});
    g_string_append_c(out, ',');
    append_box(out, "frame", l->plan.frame);
    g_string_append_printf(out,
                           ",\"form\":\"%s\",\"origin_shown\":%s,\"cost\":%" G_GINT64_FORMAT
                           ",\"steps\":%" G_GINT64_FORMAT ",\"optimal_stops\":%d,",
                           forms[l->plan.form], l->plan.origin_shown ? "true" : "false",
                           l->labels->cost, l->labels->steps, l->labels->optimal_stops);
    append_verdict(out, &l->verdict);
    append_metrics(out, l, audit, compromises);
    g_string_append(out, ",\"labels\":[");
    append_labels(out, l);
    g_string_append(out, "\n]");
    append_inset(out, l);
    g_string_append(out, "}\n");
    return g_string_free(out, FALSE);
}
