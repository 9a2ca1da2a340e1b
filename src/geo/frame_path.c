/* SPDX-License-Identifier: MIT
 *
 * Growing paths in frame coordinates. See frame_path.h.
 */
#include "geo/frame_path.h"

#include <glib.h>

void frame_path_init(frame_path *path)
{
    *path = (frame_path){0};
}

void frame_path_clear(frame_path *path)
{
    g_free(path->vertices);
    g_free(path->starts);
    frame_path_init(path);
}

void frame_path_reset(frame_path *path, edge_kind edges)
{
    path->n_vertices = 0;
    path->n_parts = 0;
    path->edges = edges;
}

void frame_path_begin(frame_path *path)
{
    if (path->n_parts > 0 && path->starts[path->n_parts - 1] == path->n_vertices)
        return;
    if (path->n_parts + 2 > path->starts_capacity) {
        path->starts_capacity = path->starts_capacity * 2 + 16;
        path->starts = g_renew(uint32_t, path->starts, path->starts_capacity);
    }
    path->starts[path->n_parts++] = path->n_vertices;
    path->starts[path->n_parts] = path->n_vertices;
}

frame_vertex *frame_path_extend(frame_path *path, uint32_t n)
{
    if (path->n_vertices + n > path->capacity) {
        path->capacity = MAX(path->capacity * 2 + 64, path->n_vertices + n);
        path->vertices = g_renew(frame_vertex, path->vertices, path->capacity);
    }
    frame_vertex *room = path->vertices + path->n_vertices;
    path->n_vertices += n;
    path->starts[path->n_parts] = path->n_vertices;
    return room;
}

void frame_path_add(frame_path *path, frame_vertex p)
{
    *frame_path_extend(path, 1) = p;
}

void frame_path_end(frame_path *path, uint32_t min_vertices)
{
    if (path->n_parts == 0)
        return;
    uint32_t start = path->starts[path->n_parts - 1];
    if (path->n_vertices - start >= min_vertices)
        return;
    path->n_vertices = start;
    path->n_parts--;
}

static void add_window(frame_path *path, const frame_window *w)
{
    frame_path_begin(path);
    frame_path_add(path, (frame_vertex){w->u_lo, w->v_lo, AT_FRAME});
    frame_path_add(path, (frame_vertex){(w->u_lo + w->u_hi) / 2, w->v_lo, AT_FRAME});
    frame_path_add(path, (frame_vertex){w->u_hi, w->v_lo, AT_FRAME});
    frame_path_add(path, (frame_vertex){w->u_hi, (w->v_lo + w->v_hi) / 2, AT_FRAME});
    frame_path_add(path, (frame_vertex){w->u_hi, w->v_hi, AT_FRAME});
    frame_path_add(path, (frame_vertex){(w->u_lo + w->u_hi) / 2, w->v_hi, AT_FRAME});
    frame_path_add(path, (frame_vertex){w->u_lo, w->v_hi, AT_FRAME});
    frame_path_add(path, (frame_vertex){w->u_lo, (w->v_lo + w->v_hi) / 2, AT_FRAME});
}

static void add_corner(frame_path *path, double u, double v)
{
    frame_path_add(path, (frame_vertex){u, v, AT_FRAME});
}

/* One ring around all lobes: along the northern ones eastward, each from the equator up and down
 * again, and back along the southern ones, so that the equator itself is no edge. */
static void add_lobes(frame_path *path, const geo_frame *f)
{
    frame_path_begin(path);
    for (int i = 0; i < f->n_lobes; i++) {
        const frame_window *w = &f->lobes[i];
        if (w->v_hi < 45)
            continue;
        add_corner(path, w->u_lo, w->v_lo);
        add_corner(path, w->u_lo, w->v_hi);
        add_corner(path, w->u_hi, w->v_hi);
        add_corner(path, w->u_hi, w->v_lo);
    }
    for (int i = f->n_lobes - 1; i >= 0; i--) {
        const frame_window *w = &f->lobes[i];
        if (w->v_lo > -45)
            continue;
        add_corner(path, w->u_hi, w->v_hi);
        add_corner(path, w->u_hi, w->v_lo);
        add_corner(path, w->u_lo, w->v_lo);
        add_corner(path, w->u_lo, w->v_hi);
    }
}

void frame_path_outline(frame_path *path, const geo_frame *f)
{
    switch (f->kind) {
    case FRAME_CAP:
        frame_path_begin(path);
        for (int i = 0; i < 360 / FRAME_RIM_STEP_DEG; i++)
            frame_path_add(path, (frame_vertex){FRAME_RIM_STEP_DEG * i, 0, AT_RIM});
        break;
    case FRAME_LOBES:
        add_lobes(path, f);
        break;
    case FRAME_MERIDIAN:
    case FRAME_OBLIQUE:
        add_window(path, &f->window);
        break;
    }
}
