/* SPDX-License-Identifier: MIT
 *
 * Douglas and Peucker's line simplification, run on the arcs between nodes: points where rings part
 * or meet are found first and always kept, and an arc is walked in the same direction whichever
 * ring it belongs to.
 */
#include <string.h>

#include "canvas/svg_simplify.h"

static guint64 key_of(unit_point p)
{
    return (guint64)(guint32)p.x << 32 | (guint32)p.y;
}

/* The two neighbours a point has wherever it occurs; a node has others somewhere. */
typedef struct {
    guint64 key, low, high;
    bool node;
} occurrence;

/* Neighbouring points differ in few low bits; g_int64_hash would pile them up. */
static guint hash_key(gconstpointer key)
{
    return (guint)((*(const guint64 *)key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32);
}

static void note_point(GHashTable *seen, occurrence *fresh, unit_point before, unit_point p,
                       unit_point after, bool end)
{
    guint64 a = key_of(before), b = key_of(after), key = key_of(p);
    occurrence *o = g_hash_table_lookup(seen, &key);
    if (!o) {
        o = fresh;
        *o = (occurrence){key, MIN(a, b), MAX(a, b), end};
        g_hash_table_insert(seen, &o->key, o);
    } else if (end || o->low != MIN(a, b) || o->high != MAX(a, b)) {
        o->node = true;
    }
}

/* NULL when nothing is shared: open lines, a single ring. STORE holds the table's entries. */
static GHashTable *find_nodes(const unit_part *parts, guint n_parts, occurrence **store)
{
    guint rings = 0, points = 0;
    for (guint k = 0; k < n_parts; k++) {
        rings += parts[k].ring;
        points += parts[k].points->len;
    }
    if (rings < 2)
        return NULL;
    *store = g_new(occurrence, points);
    GHashTable *seen = g_hash_table_new(hash_key, g_int64_equal);
    guint at = 0;
    for (guint k = 0; k < n_parts; k++) {
        const unit_point *p = (const unit_point *)(gpointer)parts[k].points->data;
        guint n = parts[k].points->len;
        for (guint i = 0; i < n; i++)
            note_point(seen, &(*store)[at++], p[(i + n - 1) % n], p[i], p[(i + 1) % n],
                       !parts[k].ring && (i == 0 || i == n - 1));
    }
    return seen;
}

static bool is_node(GHashTable *seen, unit_point p)
{
    guint64 key = key_of(p);
    const occurrence *o = seen ? g_hash_table_lookup(seen, &key) : NULL;
    return o && o->node;
}

typedef struct {
    guint first, last;
} point_range;

/* The point of the range farthest from the line between its ends, or the first when all are near
 * enough. Beside the line its distance is compared by the cross product, which is exact and needs
 * no division: most of a path's points are looked at several times. */
static guint farthest(const unit_point *p, point_range range, double tolerance)
{
    unit_point a = p[range.first];
    double dx = (double)p[range.last].x - a.x, dy = (double)p[range.last].y - a.y;
    double length = dx * dx + dy * dy, scale = length > 0 ? length : 1;
    double most = tolerance * tolerance * scale; /* squared distances times SCALE */
    guint found = range.first;
    for (guint i = range.first + 1; i < range.last; i++) {
        double px = (double)p[i].x - a.x, py = (double)p[i].y - a.y;
        double along = px * dx + py * dy, cross = px * dy - py * dx, distance = cross * cross;
        if (along <= 0)
            distance = (px * px + py * py) * scale;
        else if (along >= length)
            distance = ((px - dx) * (px - dx) + (py - dy) * (py - dy)) * scale;
        if (distance > most) {
            most = distance;
            found = i;
        }
    }
    return found;
}

/* Writes the kept points of an arc but its last to OUT; returns how many they are. */
static guint keep_points(unit_point *out, const unit_point *p, guint n, double tolerance)
{
    guint kept = 0;
    g_autofree guint8 *keep = g_malloc0(n);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(point_range));
    point_range range = {0, n - 1};
    g_array_append_val(open, range);
    keep[0] = 1;
    while (open->len > 0) {
        range = g_array_index(open, point_range, open->len - 1);
        g_array_set_size(open, open->len - 1);
        guint middle = farthest(p, range, tolerance);
        if (middle == range.first)
            continue;
        keep[middle] = 1;
        point_range before = {range.first, middle}, after = {middle, range.last};
        if (middle - range.first > 1)
            g_array_append_val(open, before);
        if (range.last - middle > 1)
            g_array_append_val(open, after);
    }
    for (guint i = 0; i + 1 < n; i++) {
        if (keep[i])
            out[kept++] = p[i];
    }
    return kept;
}

static void reverse(unit_point *p, guint n)
{
    for (guint i = 0; i < n / 2; i++) {
        unit_point swapped = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = swapped;
    }
}

/* The arc without its last point, simplified the same way from either side. */
static guint keep_arc(unit_point *out, unit_point *p, guint n, double tolerance)
{
    guint64 forth = key_of(p[0]), back = key_of(p[n - 1]);
    if (forth == back && n > 2) {
        forth = key_of(p[1]);
        back = key_of(p[n - 2]);
    }
    if (forth <= back)
        return keep_points(out, p, n, tolerance);
    /* Walked from the far end, the kept points come back with the far end instead of P[0], in
     * reverse. */
    reverse(p, n);
    guint kept = keep_points(out, p, n, tolerance);
    reverse(p, n);
    reverse(out, kept);
    memmove(out + 1, out, (kept - 1) * sizeof *out);
    out[0] = p[0];
    return kept;
}

/* Where a ring's first arc begins: at a node, or at its least point when it has none. */
static guint ring_start(GHashTable *seen, const unit_point *p, guint n)
{
    guint least = 0;
    for (guint i = 0; i < n; i++) {
        if (is_node(seen, p[i]))
            return i;
        if (key_of(p[i]) < key_of(p[least]))
            least = i;
    }
    return least;
}

static void simplify_part(GHashTable *seen, unit_part *part, double tolerance)
{
    guint n = part->points->len, kept = 0;
    unit_point *p = (unit_point *)(gpointer)part->points->data;
    guint start = part->ring ? ring_start(seen, p, n) : 0, steps = part->ring ? n : n - 1;
    g_autofree unit_point *walk = g_new(unit_point, n + 1), *out = g_new(unit_point, n + 1);
    memcpy(walk, p + start, (n - start) * sizeof *p);
    memcpy(walk + n - start, p, start * sizeof *p);
    walk[n] = walk[0];
    for (guint i = 1, from = 0; i <= steps; i++) {
        if (i < steps && !is_node(seen, walk[i]))
            continue;
        kept += keep_arc(out + kept, walk + from, i - from + 1, tolerance);
        from = i;
    }
    if (!part->ring)
        out[kept++] = p[n - 1];
    /* A speck of an island keeps its few points, or it would lose its area. */
    if (part->ring && kept < 3)
        return;
    memcpy(p, out, kept * sizeof *p);
    g_array_set_size(part->points, kept);
}

void svg_simplify(unit_part *parts, guint n, double tolerance)
{
    g_autofree occurrence *store = NULL;
    GHashTable *seen = find_nodes(parts, n, &store);
    for (guint i = 0; i < n; i++) {
        if (parts[i].points->len > 2)
            simplify_part(seen, &parts[i], tolerance);
    }
    g_clear_pointer(&seen, g_hash_table_destroy);
}
