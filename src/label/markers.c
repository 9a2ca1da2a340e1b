/* SPDX-License-Identifier: MIT
 *
 * Projected relaxation: every pair that is too near is pushed apart by half the lack each, again
 * and again, from the true places on; no marker strays beyond the limit.
 */
#include <glib.h>
#include <math.h>

#include "label/markers.h"

#define ROUNDS   400
#define SLACK_PX 0.01 /* pushed a little too far, so that the relaxation ends */

/* How much nearer than GAP the two are; (ux, uy) points from the first to the second. */
static double lack(const label_marker *a, page_point pa, const label_marker *b, page_point pb,
                   double gap, double *ux, double *uy)
{
    double cores = (a->half_width_px - a->radius_px) + (b->half_width_px - b->radius_px);
    double dx = pb.x - pa.x, dy = pb.y - pa.y;
    double beyond = MAX(0.0, fabs(dx) - MAX(0.0, cores));
    double distance = sqrt(beyond * beyond + dy * dy);
    if (distance > 1e-9) {
        *ux = dx < 0 ? -beyond / distance : beyond / distance;
        *uy = dy / distance;
    } else {
        *ux = cores > 0 ? 0 : 1;
        *uy = cores > 0 ? 1 : 0;
    }
    return a->radius_px + b->radius_px + gap - distance;
}

static page_point limit_shift(page_point p, const label_marker *m, double max_shift, page_box page)
{
    double dx = p.x - m->at.x, dy = p.y - m->at.y, shift = sqrt(dx * dx + dy * dy);
    if (shift > max_shift) {
        p.x = m->at.x + dx * max_shift / shift;
        p.y = m->at.y + dy * max_shift / shift;
    }
    double low_x = page.x0 + m->half_width_px, high_x = page.x1 - m->half_width_px;
    double low_y = page.y0 + m->radius_px, high_y = page.y1 - m->radius_px;
    if (low_x <= high_x)
        p.x = CLAMP(p.x, low_x, high_x);
    if (low_y <= high_y)
        p.y = CLAMP(p.y, low_y, high_y);
    return p;
}

static bool relax(label_marker_place *out, const label_marker *markers, int n, double gap,
                  double max_shift, page_box page)
{
    bool moved = false;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            double ux, uy;
            double by = lack(&markers[i], out[i].at, &markers[j], out[j].at, gap, &ux, &uy);
            if (by <= 0)
                continue;
            by = (by + SLACK_PX) / 2;
            out[i].at.x -= by * ux;
            out[i].at.y -= by * uy;
            out[j].at.x += by * ux;
            out[j].at.y += by * uy;
            out[i].at = limit_shift(out[i].at, &markers[i], max_shift, page);
            out[j].at = limit_shift(out[j].at, &markers[j], max_shift, page);
            moved = true;
        }
    }
    return moved;
}

/* Numbers the groups of 3 or more markers that still touch, through chains of touching pairs. */
static int find_groups(label_marker_place *out, const label_marker *markers, int n, double gap)
{
    g_autofree int *root = g_new(int, n + 1);
    g_autofree int *size = g_new0(int, n + 1);
    g_autofree int *number = g_new(int, n + 1);
    int groups = 0;
    for (int i = 0; i < n; i++)
        root[i] = number[i] = i;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            double ux, uy;
            if (root[i] == root[j] ||
                lack(&markers[i], out[i].at, &markers[j], out[j].at, gap, &ux, &uy) < 0.1)
                continue;
            int from = MAX(root[i], root[j]), to = MIN(root[i], root[j]);
            for (int k = 0; k < n; k++)
                root[k] = root[k] == from ? to : root[k];
        }
    }
    for (int i = 0; i < n; i++)
        size[root[i]]++;
    for (int i = 0; i < n; i++) {
        if (root[i] == i)
            number[i] = size[i] >= 3 ? groups++ : -1;
        out[i].group = number[root[i]];
    }
    return groups;
}

int label_spread_markers(label_marker_place *out, const label_marker *markers, int n, double gap,
                         double max_shift, page_box page)
{
    for (int i = 0; i < n; i++)
        out[i] = (label_marker_place){.at = limit_shift(markers[i].at, &markers[i], 0, page)};
    for (int round = 0; round < ROUNDS; round++)
        if (!relax(out, markers, n, gap, max_shift, page))
            break;
    for (int i = 0; i < n; i++) {
        double dx = out[i].at.x - markers[i].at.x, dy = out[i].at.y - markers[i].at.y;
        out[i].shifted = sqrt(dx * dx + dy * dy) > 0.5;
    }
    return find_groups(out, markers, n, gap);
}
