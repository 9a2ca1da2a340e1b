/* SPDX-License-Identifier: MIT
 *
 * Slots at a fixed pitch along the four margins of every room. All stops share them, so that what
 * the search picks stands in line; leaders that would cross exclude each other there as everywhere,
 * so a column comes out in the order of its markers.
 */
#include "label/dock.h"

#include <math.h>

#include "label/candidates.h"
#include "label/rooms.h"
#include "label/weights.h"

#define ROOM_WIDTH  50.0 /* px, the least that is worth it */
#define ROOM_HEIGHT 28.0
#define ROOMS       24
#define ROW_PX      14.0  /* between the slots of a column */
#define COLUMN_PX   28.0  /* between those of a row */
#define PIECE_PX    16.0  /* a leg is in the way as boxes of this length */
#define FAR_PX      330.0 /* a leader this long ties nothing together */

static void take_line(GArray *taken, const label_line *line)
{
    for (uint32_t part = 0; part < line->path.n_parts; part++) {
        page_box piece = {INFINITY, INFINITY, -INFINITY, -INFINITY};
        for (uint32_t k = line->path.starts[part]; k < line->path.starts[part + 1]; k++) {
            page_point p = line->path.points[k];
            page_box at = {p.x, p.y, p.x, p.y};
            if (k > line->path.starts[part])
                piece = box_union(piece, at);
            if (k > line->path.starts[part] &&
                (piece.x1 - piece.x0 > PIECE_PX || piece.y1 - piece.y0 > PIECE_PX ||
                 k + 1 == line->path.starts[part + 1])) {
                page_box grown = box_inflate(piece, ROUTE_NEAR_PX + line->half_width_px);
                g_array_append_val(taken, grown);
                piece = at;
            } else if (k == line->path.starts[part]) {
                piece = at;
            }
        }
    }
}

GArray *dock_rooms(const label_field *field)
{
    const label_problem *p = field->problem;
    GArray *rooms = g_array_new(FALSE, FALSE, sizeof(page_box));
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(page_box));
    for (int i = 0; i < p->n_blocked; i++) {
        page_box box = box_inflate(p->blocked[i], GAP_BOX_BLOCKED);
        g_array_append_val(taken, box);
    }
    for (int i = 0; i < p->n_stops; i++) {
        page_box box = box_inflate(p->stops[i].marker, GAP_BOX_MARKER);
        g_array_append_val(taken, box);
    }
    for (int i = 0; i < p->n_lines; i++)
        take_line(taken, &p->lines[i]);
    rooms_find(rooms, p->page, (const page_box *)(void *)taken->data, (int)taken->len, ROOM_WIDTH,
               ROOM_HEIGHT, ROOMS);
    return rooms;
}

typedef struct {
    GArray *out;
    const label_field *field;
    const label_stop *stop;
    label_candidate draft;
    double width, height;
} docker;

/* The leader ends at the middle of the edge that faces the marker. */
static void propose_at(docker *d, double x, double y)
{
    label_candidate c = d->draft;
    c.box = (page_box){x, y, x + d->width, y + d->height};
    page_box m = d->stop->marker, toward = c.box;
    if (!field_box_is_free(d->field, c.box) || box_distance(c.box, m) > FAR_PX)
        return;
    if (c.box.x0 > m.x1 || c.box.x1 < m.x0)
        toward.y0 = toward.y1 = (c.box.y0 + c.box.y1) / 2;
    c.leader = candidate_direct_leader(d->stop, toward);
    c.has_leader = true;
    if (field_admit(d->field, &c))
        g_array_append_val(d->out, c);
}

static void dock_in(docker *d, page_box room)
{
    double right = room.x1 - d->width, bottom = room.y1 - d->height;
    if (right < room.x0 || bottom < room.y0)
        return;
    for (double y = room.y0; y <= bottom; y += ROW_PX) {
        propose_at(d, room.x0, y);
        propose_at(d, right, y);
    }
    for (double x = room.x0; x <= right; x += COLUMN_PX) {
        propose_at(d, x, room.y0);
        propose_at(d, x, bottom);
    }
}

void dock_propose(GArray *out, const label_field *field, const GArray *rooms,
                  const label_candidate *draft)
{
    const label_stop *stop = &field->problem->stops[draft->stop];
    const label_variant *variant = &stop->variants[draft->variant];
    docker d = {out, field, stop, *draft, variant->width_px, variant->height_px};
    for (guint i = 0; i < rooms->len; i++)
        if (box_distance(g_array_index(rooms, page_box, i), stop->marker) < FAR_PX)
            dock_in(&d, g_array_index(rooms, page_box, i));
}
