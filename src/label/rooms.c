/* SPDX-License-Identifier: MIT
 *
 * Begins with the whole page as one room. Every box that is taken replaces the rooms it meets by
 * what is left of them at its left, right, above and below; a piece that lies within another room
 * is dropped.
 */
#include "label/rooms.h"

#include "label/shape.h"

#define ROOMS_KEPT 256 /* while searching; the smallest go first */

typedef struct {
    GArray *rooms;
    double least_width, least_height;
} finder;

static page_box room_at(const GArray *rooms, guint i)
{
    return g_array_index(rooms, page_box, i);
}

static double area(page_box b)
{
    return (b.x1 - b.x0) * (b.y1 - b.y0);
}

static int larger_first(gconstpointer a, gconstpointer b)
{
    const page_box *p = a, *q = b;
    const double p_key[4] = {-area(*p), p->y0, p->x0, p->y1};
    const double q_key[4] = {-area(*q), q->y0, q->x0, q->y1};
    for (int i = 0; i < 4; i++)
        if (p_key[i] != q_key[i])
            return p_key[i] < q_key[i] ? -1 : 1;
    return 0;
}

static void add_piece(finder *f, page_box piece)
{
    if (piece.x1 - piece.x0 < f->least_width || piece.y1 - piece.y0 < f->least_height)
        return;
    for (guint i = 0; i < f->rooms->len; i++)
        if (box_contains_box(room_at(f->rooms, i), piece))
            return;
    for (guint i = f->rooms->len; i-- > 0;)
        if (box_contains_box(piece, room_at(f->rooms, i)))
            g_array_remove_index(f->rooms, i);
    g_array_append_val(f->rooms, piece);
}

static void take(finder *f, page_box box)
{
    g_autoptr(GArray) met = g_array_new(FALSE, FALSE, sizeof(page_box));
    for (guint i = f->rooms->len; i-- > 0;) {
        page_box room = room_at(f->rooms, i);
        if (!box_near_box(room, box, 0))
            continue;
        g_array_append_val(met, room);
        g_array_remove_index(f->rooms, i);
    }
    for (guint i = met->len; i-- > 0;) {
        page_box r = room_at(met, i);
        add_piece(f, (page_box){r.x0, r.y0, box.x0, r.y1});
        add_piece(f, (page_box){box.x1, r.y0, r.x1, r.y1});
        add_piece(f, (page_box){r.x0, r.y0, r.x1, box.y0});
        add_piece(f, (page_box){r.x0, box.y1, r.x1, r.y1});
    }
    if (f->rooms->len > ROOMS_KEPT) {
        g_array_sort(f->rooms, larger_first);
        g_array_set_size(f->rooms, ROOMS_KEPT / 2);
    }
}

void rooms_find(GArray *out, page_box page, const page_box *taken, int n, double least_width,
                double least_height, guint most)
{
    g_autoptr(GArray) rooms = g_array_new(FALSE, FALSE, sizeof(page_box));
    finder f = {rooms, least_width, least_height};
    add_piece(&f, page);
    for (int i = 0; i < n; i++)
        take(&f, taken[i]);
    g_array_sort(rooms, larger_first);
    if (rooms->len > 0)
        g_array_append_vals(out, rooms->data, MIN(rooms->len, most));
}
