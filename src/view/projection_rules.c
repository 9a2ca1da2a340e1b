/* SPDX-License-Identifier: MIT
 *
 * The rules as code, in the order in which they are asked. See projection_rules.h.
 */
#include "view/projection_rules.h"

#include <math.h>
#include <string.h>

static double sine(double deg)
{
    return sin(deg * DEG_TO_RAD);
}

double rule_w(const geo_box *box)
{
    double width = fmin(box->east_deg - box->west_deg, 360);
    double height = sine(box->north_deg) - sine(box->south_deg);
    return 720 / fmax(width * height, 1e-9);
}

double rule_q(const geo_box *box)
{
    double q = (box->north_deg - box->south_deg) / fmax(box->east_deg - box->west_deg, 1e-9);
    if (box->south_deg > 0)
        return q / fmax(cos(box->south_deg * DEG_TO_RAD), 1e-3);
    if (box->north_deg < 0)
        return q / fmax(cos(box->north_deg * DEG_TO_RAD), 1e-3);
    return q;
}

static double round_to(double value, double step)
{
    return round(value / step) * step;
}

/* Centres are whole degrees, so that a map does not change when a stop moves a little; large-scale
 * maps, whose extent is small, use tenths. */
static double center_step(double w)
{
    return w < 60 ? 1 : 0.1;
}

static double middle_lon(const geo_box *box)
{
    return wrap_deg((box->west_deg + box->east_deg) / 2);
}

static double middle_lat(const geo_box *box)
{
    return (box->south_deg + box->north_deg) / 2;
}

static void start(projection_spec *out, const char *proj)
{
    out->parameters = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(out->parameters, g_strconcat("proj=", proj, NULL));
}

static void set_center(projection_spec *out, double lon, double lat, double w)
{
    double step = center_step(w);
    projection_spec_set(out, "lat_0", CLAMP(round_to(lat, step), -90, 90));
    projection_spec_set(out, "lon_0", wrap_deg(round_to(lon, step)));
}

/* True when the meridian lies in the gap that no leg crosses, not close to its ends. */
static bool in_gap(const lon_arc *arc, double lon)
{
    double gap = 360 - arc->width_deg;
    double into = wrap_deg(lon - (arc->west_deg + arc->width_deg) - 180) + 180;
    double margin = fmin(10, gap / 4);
    return gap > 1 && into >= margin && into <= gap - margin;
}

/* Central meridian of a world map: the cut in the widest gap, if it can be where there is little
 * land (Bering Strait: 169 W; 180 W; the Atlantic west of Africa and Iceland: 18 W). */
static double world_lon_0(const lon_arc *arc)
{
    static const double cuts[] = {-169, -170, -175, -180, -18};
    for (size_t i = 0; i < G_N_ELEMENTS(cuts); i++) {
        if (in_gap(arc, cuts[i]))
            return wrap_deg(cuts[i] + 180);
    }
    return arc->width_deg >= 359 ? 11 : wrap_deg(round(arc->west_deg + arc->width_deg / 2));
}

static void choose_world(projection_spec *out, const rule_extent *e)
{
    start(out, "eqearth");
    projection_spec_set(out, "lon_0", world_lon_0(&e->arc));
    projection_spec_set_figure(out, true);
}

static double snap_to_pole(double lat, double within)
{
    return fabs(lat) >= 90 - within ? copysign(90, lat) : lat;
}

static void choose_azimuthal(projection_spec *out, rule_choice *c, double lon, double lat)
{
    start(out, "laea");
    set_center(out, lon, lat, c->w);
    if (fabs(lat) == 90)
        projection_spec_set(out, "lon_0", wrap_deg(round(lon)));
    projection_spec_set_figure(out, c->w < 6);
    c->cap_deg = 120;
}

static void set_parallels(projection_spec *out, const geo_box *box)
{
    double sixth = (box->north_deg - box->south_deg) / 6;
    double lat_1 = round_to(box->south_deg + sixth, 0.5);
    double lat_2 = round_to(box->north_deg - sixth, 0.5);
    if (fabs(lat_1 + lat_2) < 1) /* a cone over the equator has no apex */
        lat_2 = lat_1 < 0 ? -lat_1 + 1 : lat_2 + 1;
    projection_spec_set(out, "lat_1", lat_1);
    projection_spec_set(out, "lat_2", lat_2);
}

static double standard_parallel(const geo_box *box)
{
    double middle = middle_lat(box), quarter = (box->north_deg - box->south_deg) / 4;
    bool one_side = (middle - quarter > 0) == (middle + quarter > 0);
    double far = fmax(fabs(box->south_deg), fabs(box->north_deg));
    return one_side ? round_to(far / 2, 0.5) : 0;
}

static void choose_wide(projection_spec *out, rule_choice *c)
{
    const geo_box *box = &c->extent.box;
    double lon = middle_lon(box), lat = middle_lat(box);
    if (fabs(lat) > 70 || (fabs(lat) > 67.5 && c->w < 8)) {
        c->rule = "wide extent near a pole: polar equal-area";
        choose_azimuthal(out, c, lon, copysign(90, lat));
    } else if (fabs(lat) < 15) {
        c->rule = "wide extent at the equator: cylindrical equal-area";
        start(out, "cea");
        projection_spec_set(out, "lat_ts", standard_parallel(box));
        projection_spec_set(out, "lon_0", wrap_deg(round_to(lon, center_step(c->w))));
        projection_spec_set_figure(out, false);
    } else if (box->east_deg - box->west_deg > 200) {
        c->rule = "very wide extent: azimuthal equal-area";
        choose_azimuthal(out, c, lon, lat);
    } else {
        c->rule = "wide extent in middle latitudes: Albers equal-area conic";
        start(out, "aea");
        set_parallels(out, box);
        set_center(out, lon, lat, c->w);
        projection_spec_set_figure(out, false);
    }
}

static void choose_tall(projection_spec *out, rule_choice *c)
{
    const geo_box *box = &c->extent.box;
    double lon = middle_lon(box);
    if (box->north_deg - box->south_deg <= 60) {
        c->rule = "tall extent: azimuthal equal-area";
        choose_azimuthal(out, c, lon, middle_lat(box));
    } else {
        c->rule = "very tall extent: transverse cylindrical equal-area";
        start(out, "tcea");
        projection_spec_set(out, "lon_0", wrap_deg(round_to(lon, center_step(c->w))));
        projection_spec_set_figure(out, true);
    }
}

static void choose_square(projection_spec *out, rule_choice *c)
{
    const geo_box *box = &c->extent.box;
    double lat = middle_lat(box);
    if (fabs(lat) > 75) {
        c->rule = "compact extent near a pole: polar equal-area";
        lat = copysign(90, lat);
    } else if (fabs(lat) < 15) {
        c->rule = "compact extent at the equator: equatorial azimuthal equal-area";
        lat = 0;
    } else {
        c->rule = "compact extent: azimuthal equal-area";
    }
    choose_azimuthal(out, c, middle_lon(box), lat);
}

static bool is_region(const geo_box *box)
{
    return box->east_deg - box->west_deg <= 6 && box->north_deg - box->south_deg <= 6 &&
           fmax(fabs(box->south_deg), fabs(box->north_deg)) < 84;
}

void projection_rules_choose(projection_spec *out, rule_choice *c, const rule_extent *extent)
{
    *c = (rule_choice){.extent = *extent, .w = rule_w(&extent->box), .q = rule_q(&extent->box)};
    const geo_point *center = &c->extent.center;
    if (c->w < 1.5 || !extent->hemisphere) {
        c->rule = "most of the world: Equal Earth";
        choose_world(out, extent);
    } else if (extent->top_lat_deg > 75 || extent->holds_pole) {
        c->rule = "near or over a pole: azimuthal equal-area";
        choose_azimuthal(out, c, center->lon_deg, snap_to_pole(center->lat_deg, 15));
    } else if (c->w < 6) {
        c->rule = "about a hemisphere: azimuthal equal-area";
        choose_azimuthal(out, c, center->lon_deg, snap_to_pole(center->lat_deg, 5));
    } else if (is_region(&extent->box)) {
        c->rule = "a city or region: transverse Mercator, true shapes";
        start(out, "tmerc");
        projection_spec_set(out, "lon_0", wrap_deg(round_to(middle_lon(&extent->box), 0.1)));
        projection_spec_set_figure(out, false);
    } else if (c->q > 1.25) {
        choose_tall(out, c);
    } else if (c->q < 0.8) {
        choose_wide(out, c);
    } else {
        choose_square(out, c);
    }
}

/* From 8000 km one sees 63 degrees around; from where the satellites stand, 81. */
static void fill_height(projection_spec *spec, const rule_extent *extent)
{
    bool near = extent->radius_deg < 50 && strcmp(projection_spec_get(spec, "proj"), "geos") != 0;
    if (projection_spec_wants(spec, "h"))
        projection_spec_set(spec, "h", near ? 8000e3 : 35786e3);
}

static void fill(projection_spec *spec, const char *key, double value)
{
    if (!projection_spec_get(spec, key))
        projection_spec_set(spec, key, round_to(value, 0.1));
}

/* What is laid through points or along a line: the ends and corners of the extent, the line from
 * south-west to north-east. */
static void fill_points(projection_spec *spec, const geo_box *box)
{
    const char *proj = projection_spec_get(spec, "proj");
    double west = box->west_deg, east = box->east_deg, lon = middle_lon(box);
    double south = box->south_deg, north = box->north_deg, lat = middle_lat(box);
    if (strcmp(proj, "tpeqd") == 0) { /* the line between its points lies level */
        fill(spec, "lat_1", lat);
        fill(spec, "lon_1", wrap_deg(west));
        fill(spec, "lat_2", lat);
        fill(spec, "lon_2", wrap_deg(east));
    } else if (strcmp(proj, "chamb") == 0) {
        fill(spec, "lat_1", north);
        fill(spec, "lon_1", wrap_deg(west));
        fill(spec, "lat_2", north);
        fill(spec, "lon_2", wrap_deg(east));
        fill(spec, "lat_3", south);
        fill(spec, "lon_3", lon);
    } else if (strcmp(proj, "omerc") == 0 && !projection_spec_get(spec, "lat_1")) {
        double across = (east - west) * cos(lat * DEG_TO_RAD);
        fill(spec, "lat_0", lat);
        fill(spec, "lonc", lon);
        if (!projection_spec_get(spec, "gamma"))
            fill(spec, "alpha", CLAMP(atan2(across, north - south) / DEG_TO_RAD, 5, 85));
    }
}

void projection_rules_fill(projection_spec *spec, rule_choice *c, const rule_extent *extent)
{
    *c = (rule_choice){.extent = *extent, .w = rule_w(&extent->box), .q = rule_q(&extent->box)};
    c->rule = "chosen by the author";
    bool two_parallels = projection_spec_wants(spec, "lat_2");
    bool world = c->w < 1.5 && projection_spec_is_world_map(spec);
    double step = center_step(c->w);
    bool azimuthal = projection_spec_wants(spec, "lat_0") && !projection_spec_wants(spec, "lat_1");
    if (projection_spec_wants(spec, "lat_1")) {
        geo_box box = extent->box;
        projection_spec probe = {g_ptr_array_new_with_free_func(g_free)};
        set_parallels(&probe, &box);
        projection_spec_set(spec, "lat_1", projection_spec_number(&probe, "lat_1", 30));
        if (two_parallels)
            projection_spec_set(spec, "lat_2", projection_spec_number(&probe, "lat_2", 50));
        projection_spec_clear(&probe);
    }
    if (projection_spec_wants(spec, "lat_ts"))
        projection_spec_set(spec, "lat_ts", standard_parallel(&extent->box));
    fill_height(spec, extent);
    fill_points(spec, &extent->box);
    projection_spec_fill_zone(spec, middle_lon(&extent->box));
    double lon = middle_lon(&extent->box);
    if (projection_spec_wants(spec, "lat_0")) {
        double lat = azimuthal ? extent->center.lat_deg : middle_lat(&extent->box);
        projection_spec_set(spec, "lat_0", CLAMP(round_to(lat, step), -90, 90));
        if (azimuthal)
            lon = extent->center.lon_deg;
    }
    double usual = projection_spec_usual_lon_0(spec);
    if (!isnan(usual))
        lon = usual;
    else if (world)
        lon = world_lon_0(&extent->arc);
    else if (extent->box.east_deg - extent->box.west_deg > 180)
        lon = extent->center.lon_deg; /* the middle of all the world says nothing */
    if (projection_spec_wants(spec, "lon_0"))
        projection_spec_set(spec, "lon_0", wrap_deg(round_to(lon, step)));
    if (!projection_spec_has_figure(spec))
        projection_spec_set_figure(spec, c->w < 6 || projection_spec_is_globe(spec));
}
