/* SPDX-License-Identifier: MIT
 *
 * Vertices at one place are strung together, and edges between the same places cancel each other in
 * pairs. What is left is walked, at every place on along the same ring where that is possible: an
 * even number of edges meets there, so that every walk comes back to its start.
 */
#include "geo/dissolve.h"

#include "base/key_table.h"

#define NONE G_MAXUINT32

/* ---- vertices and edges ---- */

/* Arrays by vertex, but for the last. An edge has the number of the vertex it begins at. */
typedef struct {
    const dissolve_rings *in;
    uint32_t n;
    uint32_t *next, *before; /* vertices of the same ring */
    uint32_t *place;         /* numbered as they come */
    uint32_t *beside;        /* another vertex at the same place, NONE after the last */
    uint8_t *gone;           /* edges */
    uint32_t *open;          /* by place: the first vertex that may have an edge left */
} net;

static void link_vertices(net *e)
{
    for (uint32_t part = 0; part < e->in->n_parts; part++) {
        uint32_t first = e->in->starts[part], end = e->in->starts[part + 1];
        for (uint32_t i = first; i < end; i++) {
            e->next[i] = i + 1 < end ? i + 1 : first;
            e->before[i] = i > first ? i - 1 : end - 1;
        }
    }
}

static void find_places(net *e)
{
    key_table numbers;
    key_table_init(&numbers, e->n);
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t before = numbers.n, place = key_table_number(&numbers, e->in->keys[i]);
        e->place[i] = place;
        e->beside[i] = place < before ? e->open[place] : NONE;
        e->open[place] = i;
    }
    key_table_clear(&numbers);
}

/* Whether edge I, from place A to B, may have its like: at a place of one vertex there is but one
 * other edge. */
static bool may_have_like(const net *e, uint32_t i, uint32_t a, uint32_t b)
{
    return (e->beside[e->open[a]] != NONE || e->place[e->before[i]] == b) &&
           (e->beside[e->open[b]] != NONE || e->place[e->next[e->next[i]]] == a);
}

static void cancel(net *e)
{
    key_table numbers; /* of pairs of places */
    key_table_init(&numbers, e->n / 2);
    g_autofree uint32_t *odd = g_new(uint32_t, (gsize)e->n + 1); /* edges without a partner */
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t a = e->place[i], b = e->place[e->next[i]];
        e->gone[i] = a == b;
        if (a == b || !may_have_like(e, i, a, b))
            continue;
        uint32_t before = numbers.n;
        uint32_t pair = key_table_number(&numbers, (uint64_t)MIN(a, b) << 32 | MAX(a, b));
        if (pair == before || odd[pair] == NONE) {
            odd[pair] = i;
        } else {
            e->gone[i] = e->gone[odd[pair]] = 1;
            odd[pair] = NONE;
        }
    }
    key_table_clear(&numbers);
}

/* ---- rings ---- */

/* At vertex I by an edge of its ring, forwards or not: takes an edge on, the same ring's if it is
 * left. False when none is left. */
static bool go_on(net *e, uint32_t *i, bool *forwards)
{
    uint32_t same = *forwards ? *i : e->before[*i];
    if (e->gone[same]) {
        uint32_t *open = &e->open[e->place[*i]];
        while (*open != NONE && e->gone[*open] && e->gone[e->before[*open]])
            *open = e->beside[*open];
        if (*open == NONE)
            return false;
        *i = *open;
        *forwards = !e->gone[*i];
        same = *forwards ? *i : e->before[*i];
    }
    e->gone[same] = 1;
    *i = *forwards ? e->next[*i] : same;
    return true;
}

/* Writes the places on the way from vertex FIRST along its edge back to its place; returns how many
 * there are. */
static uint32_t walk(uint32_t *vertices, net *e, uint32_t first)
{
    uint32_t at = first, n = 0;
    bool forwards = true;
    do {
        vertices[n++] = at;
    } while (go_on(e, &at, &forwards) && e->place[at] != e->place[first]);
    return n;
}

dissolved dissolve(const dissolve_rings *rings)
{
    uint32_t n = rings->n_parts > 0 ? rings->starts[rings->n_parts] : 0;
    g_autofree uint32_t *room = g_new(uint32_t, 5 * (gsize)n + 1);
    g_autofree uint8_t *gone = g_new(uint8_t, (gsize)n + 1);
    net e = {rings,
             n,
             room,
             room + n,
             room + 2 * (gsize)n,
             room + 3 * (gsize)n,
             gone,
             room + 4 * (gsize)n};
    link_vertices(&e);
    find_places(&e);
    cancel(&e);
    dissolved left = {.vertices = g_new(uint32_t, (gsize)n + 1)};
    g_autoptr(GArray) starts = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    g_array_set_size(starts, 1);
    for (uint32_t i = 0, end = 0; i < n; i++) {
        if (gone[i])
            continue;
        end += walk(left.vertices + end, &e, i);
        g_array_append_val(starts, end);
    }
    left.n_parts = starts->len - 1;
    left.starts = g_memdup2(starts->data, starts->len * sizeof *left.starts);
    return left;
}

/* ---- on the page ---- */

/* 1/256 px: no grid of ours is finer. */
static uint64_t key_of(page_point p)
{
    return (uint64_t)(uint32_t)(int32_t)(p.x * 256) << 32 | (uint32_t)(int32_t)(p.y * 256);
}

/* The part of PATH that point I belongs to, which is not before part FROM. */
static uint32_t part_of(const page_path *path, uint32_t i, uint32_t from)
{
    while (path->starts[from + 1] <= i)
        from++;
    return from;
}

void page_path_dissolve(page_path *out, const page_path *rings, GArray *sources)
{
    if (rings->n_parts == 0)
        return;
    g_assert(rings->starts[rings->n_parts] == rings->n_points);
    /* All are set; the analyzer does not follow that. */
    g_autofree uint64_t *keys = g_new0(uint64_t, (gsize)rings->n_points + 1);
    for (uint32_t i = 0; i < rings->n_points; i++)
        keys[i] = key_of(rings->points[i]);
    dissolved left = dissolve(&(dissolve_rings){keys, rings->starts, rings->n_parts});
    uint32_t source = 0;
    page_path_reserve(out, left.starts[left.n_parts], left.n_parts);
    for (uint32_t part = 0; part < left.n_parts; part++) {
        /* Walks begin at the first edge that is left, so that sources follow one another. */
        source = part_of(rings, left.vertices[left.starts[part]], source);
        g_array_append_val(sources, source);
        for (uint32_t i = left.starts[part]; i < left.starts[part + 1]; i++) {
            page_point p = rings->points[left.vertices[i]];
            if (i == left.starts[part])
                page_path_move_to(out, p);
            else
                page_path_line_to(out, p);
        }
    }
    g_free(left.vertices);
    g_free(left.starts);
}
