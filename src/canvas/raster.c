/* SPDX-License-Identifier: MIT
 *
 * Paints a scene on pixels: every item becomes edges (outline.h for strokes), and the edges a shape
 * (cover.h). Cairo can paint all of it, but takes three times as long: it knows neither that shapes
 * are flat nor that a map has few of them.
 */
#include "canvas/raster.h"

#include <math.h>
#include <string.h>

#include "canvas/outline.h"
#include "canvas/stamp.h"
#include "canvas/thin.h"

/* Paths of fewer points are a route's, a frame's. */
enum { STAMP_MIN_POINTS = 200 };
/* Of translucent lines, which are wide, points nearer to the one before are left out. */
#define SOFT_SKIP_PX 0.35

/* How far a curve of a letter may stray. (px) */
#define CURVE_ERROR_PX 0.05

enum { LETTER_ROOM = 1024 }; /* points to begin with */

/* Letters as rings, for the halo and then for themselves. */
typedef struct {
    vec2 *points;
    guint n, room;
    GArray *ends; /* guint: where each ring ends */
} letter_rings;

typedef struct {
    paper *p;
    cover *c;
    stamp *stamp; /* NULL until first used */
    double scale, x, y;
    GArray *points; /* vec2, a line or ring in pixels */
    GArray *kept;   /* page_point, a thinned line */
    GArray *clips;  /* paper_clip, of the groups around the one in hand */
    letter_rings rings;
} brush;

static vec2 *points_of(const brush *b)
{
    return (vec2 *)(gpointer)b->points->data;
}

static vec2 to_pixels(const brush *b, page_point p)
{
    return (vec2){p.x * b->scale + b->x, p.y * b->scale + b->y};
}

static void set_points(brush *b, const page_point *points, guint n)
{
    g_array_set_size(b->points, n);
    vec2 *out = points_of(b);
    for (guint i = 0; i < n; i++)
        out[i] = to_pixels(b, points[i]);
}

/* ---- Shapes ---- */

static void add_ring(cover *c, const vec2 *points, guint n)
{
    if (n == 0)
        return;
    cover_point at = cover_round(points[n - 1]);
    for (guint i = 0; i < n; i++) {
        cover_point to = cover_round(points[i]);
        cover_edge(c, at, to);
        at = to;
    }
}

static outline_pen pen_of(const brush *b, const scene_paint *paint)
{
    outline_pen pen = {.radius = paint->stroke_width_px * b->scale / 2,
                       .round_cap = paint->round_cap,
                       .n_dash = paint->n_dash};
    for (int i = 0; i < paint->n_dash; i++)
        pen.dash[i] = paint->dash_px[i] * b->scale;
    return pen;
}

static bool has_fill(const scene_paint *paint)
{
    return paint->fill.alpha > 0;
}

static bool has_stroke(const scene_paint *paint)
{
    return paint->stroke.alpha > 0 && paint->stroke_width_px > 0;
}

/* Fills and strokes the ring in hand. */
static void paint_ring(brush *b, const scene_paint *paint)
{
    if (has_fill(paint)) {
        add_ring(b->c, points_of(b), b->points->len);
        paper_use(b->p, paint->fill);
        cover_fill(b->c, b->p, true);
    }
    if (has_stroke(paint)) {
        outline_pen pen = pen_of(b, paint);
        outline_line(b->c, &pen, points_of(b), b->points->len, true);
        paper_use(b->p, paint->stroke);
        cover_fill(b->c, b->p, false);
    }
}

/* Sets the ring in hand to a box with round corners, of CORNER px. */
static void set_box(brush *b, page_box box, double corner)
{
    static const vec2 ways[] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    vec2 low = to_pixels(b, (page_point){box.x0, box.y0});
    vec2 high = to_pixels(b, (page_point){box.x1, box.y1});
    double r = MIN(corner * b->scale, MIN(high.x - low.x, high.y - low.y) / 2);
    r = MAX(r, 0);
    g_array_set_size(b->points, 0);
    for (int i = 0; i < 4; i++) { /* from the upper right corner on */
        vec2 at = {i < 2 ? high.x - r : low.x + r, i % 3 == 0 ? low.y + r : high.y - r};
        vec2 first = {at.x + r * ways[i].x, at.y + r * ways[i].y};
        g_array_append_val(b->points, first);
        if (r > 0)
            outline_arc(b->points, at, r, ways[i], ways[i + 1]);
    }
}

static void set_circle(brush *b, page_point center, double radius)
{
    set_box(b,
            (page_box){center.x - radius, center.y - radius, center.x + radius, center.y + radius},
            radius);
}

/* ---- Paths ---- */

/* How far a stroke may stray, as a share of its width and in pixels: the wider the line, the less
 * its middle is seen, and of a translucent band the least. */
#define THIN_SHARE  0.05
#define SOFT_SHARE  0.08
#define THIN_MIN_PX 0.1
#define THIN_MAX_PX 0.7

/* In page px; 0: the line is drawn as it is. Dashes keep their phase, shapes their points. */
static double thin_tolerance(const brush *b, const scene_paint *paint)
{
    if (paint->n_dash > 0 || has_fill(paint))
        return 0;
    double share = paint->stroke.alpha < 1 ? SOFT_SHARE : THIN_SHARE;
    double px = share * paint->stroke_width_px * b->scale;
    return CLAMP(px, THIN_MIN_PX, THIN_MAX_PX) / b->scale;
}

/* Four corners around an area as large as their bounds are a rectangle. */
static bool fills_box(const scene_item *item, page_box box)
{
    const page_path *path = &item->path;
    if (item->kind != SCENE_PATH || path->n_parts != 1 || path->n_points != 4 ||
        item->paint.fill.alpha < 1)
        return false;
    page_box b = page_path_bounds(path);
    return b.x0 <= box.x0 && b.y0 <= box.y0 && b.x1 >= box.x1 && b.y1 >= box.y1 &&
           page_path_ring_area(path, 0) >= (b.x1 - b.x0) * (b.y1 - b.y0);
}

/* A shape that hides all of the paper is laid row by row: what was there is not looked at. */
static void fill_paper(brush *b, color fill)
{
    paper_use(b->p, fill);
    for (int y = 0; y < b->p->height; y++)
        paper_span(b->p, 0, y, b->p->width, PAPER_FULL);
}

/* All of the paper in page px. */
static page_box paper_box(const brush *b)
{
    return (page_box){-b->x / b->scale, -b->y / b->scale, (b->p->width - b->x) / b->scale,
                      (b->p->height - b->y) / b->scale};
}

static void fill_path(brush *b, const page_path *path, color fill)
{
    for (uint32_t part = 0; part < path->n_parts; part++) {
        set_points(b, path->points + path->starts[part],
                   path->starts[part + 1] - path->starts[part]);
        add_ring(b->c, points_of(b), b->points->len);
    }
    paper_use(b->p, fill);
    cover_fill(b->c, b->p, true);
}

/* Whether a stamp is the better pen: the quicker one for many pieces; and of lines that run beside
 * each other the covers would add up in one outline. */
static bool takes_stamp(const page_path *path, const outline_pen *pen)
{
    return pen->n_dash == 0 && pen->round_cap && pen->radius <= STAMP_MAX_RADIUS &&
           (path->n_points >= STAMP_MIN_POINTS || path->n_parts > 1);
}

static stamp *stamp_in_hand(brush *b)
{
    if (!b->stamp)
        b->stamp = stamp_new(b->p->width, b->p->height);
    return b->stamp;
}

/* Leaves points out that are so near the one before that a soft line does not show them. */
static void skip_near(GArray *points, double px)
{
    vec2 *p = (vec2 *)(gpointer)points->data;
    guint kept = MIN(points->len, 1);
    for (guint i = 1; i < points->len; i++) {
        double dx = p[i].x - p[kept - 1].x, dy = p[i].y - p[kept - 1].y;
        if (dx * dx + dy * dy >= px * px || i + 1 == points->len)
            p[kept++] = p[i];
    }
    g_array_set_size(points, kept);
}

/* Presses the path with the stamp that is set. */
static void press_path(brush *b, const scene_item *item)
{
    const page_path *path = &item->path;
    for (uint32_t part = 0; part < path->n_parts; part++) {
        guint n = path->starts[part + 1] - path->starts[part];
        set_points(b, path->points + path->starts[part], n);
        if (item->paint.stroke.alpha < 1)
            skip_near(b->points, SOFT_SKIP_PX);
        stamp_line(b->stamp, points_of(b), b->points->len, item->closed);
    }
}

static void stroke_path(brush *b, const scene_item *item)
{
    const page_path *path = &item->path;
    const outline_pen pen = pen_of(b, &item->paint);
    double tolerance = thin_tolerance(b, &item->paint);
    if (takes_stamp(path, &pen)) {
        stamp_set(stamp_in_hand(b), pen.radius);
        press_path(b, item);
        paper_use(b->p, item->paint.stroke);
        stamp_paint(b->stamp, b->p);
        return;
    }
    for (uint32_t part = 0; part < path->n_parts; part++) {
        const page_point *points = path->points + path->starts[part];
        guint n = path->starts[part + 1] - path->starts[part];
        if (tolerance > 0) {
            thin_line(b->kept, points, n, tolerance);
            points = (const page_point *)(gpointer)b->kept->data;
            n = b->kept->len;
        }
        set_points(b, points, n);
        outline_line(b->c, &pen, points_of(b), n, item->closed);
    }
    paper_use(b->p, item->paint.stroke);
    cover_fill(b->c, b->p, false);
}

/* Two soft bands along one coast, the narrow one on the wide one, are pressed at once: half of the
 * work. False where they are none. */
static bool paint_bands(brush *b, const scene_item *wide, const scene_item *narrow)
{
    const scene_paint *low = &wide->paint, *high = &narrow->paint;
    if (wide->kind != SCENE_PATH || narrow->kind != SCENE_PATH || has_fill(low) || has_fill(high) ||
        !has_stroke(low) || !has_stroke(high) || wide->closed != narrow->closed ||
        !color_equal(color_with_alpha(low->stroke, 1), color_with_alpha(high->stroke, 1)))
        return false;
    outline_pen pen = pen_of(b, low), upper = pen_of(b, high);
    if (b->p->clip.cover || !takes_stamp(&wide->path, &pen) ||
        !takes_stamp(&narrow->path, &upper) || !page_path_equal(&wide->path, &narrow->path) ||
        !stamp_set_two(stamp_in_hand(b), pen.radius, upper.radius))
        return false;
    press_path(b, wide);
    paper_use_two(b->p, low->stroke, high->stroke.alpha);
    stamp_paint(b->stamp, b->p);
    return true;
}

static void paint_path(brush *b, const scene_item *item)
{
    if (has_fill(&item->paint) && fills_box(item, paper_box(b)))
        fill_paper(b, item->paint.fill);
    else if (has_fill(&item->paint))
        fill_path(b, &item->path, item->paint.fill);
    if (has_stroke(&item->paint))
        stroke_path(b, item);
}

/* ---- Text ---- */

/* From em about a letter's origin to pixels: turned, scaled, moved. */
typedef struct {
    vec2 origin, x_axis; /* the y axis is a quarter turn further */
    double em;           /* pixels */
} letter_frame;

static vec2 place(const letter_frame *f, page_point p)
{
    double x = p.x * f->em, y = p.y * f->em;
    return (vec2){f->origin.x + x * f->x_axis.x - y * f->x_axis.y,
                  f->origin.y + x * f->x_axis.y + y * f->x_axis.x};
}

static vec2 between(vec2 a, vec2 b, double t)
{
    return (vec2){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

/* Chords for a curve whose control points bend by BEND_PX, which it strays from its chord in one
 * piece: with n pieces by the n-th part squared. */
static int chords(double bend_px)
{
    return (int)CLAMP(sqrt(bend_px / CURVE_ERROR_PX) + 1, 1, 64);
}

/* Inline, as a line of text has a thousand. */
static inline void put_point(letter_rings *rings, vec2 p)
{
    if (rings->n == rings->room) {
        rings->room *= 2;
        rings->points = g_renew(vec2, rings->points, rings->room);
    }
    rings->points[rings->n++] = p;
}

static void add_quadratic(letter_rings *rings, vec2 a, vec2 b, vec2 c)
{
    double x = a.x - 2 * b.x + c.x, y = a.y - 2 * b.y + c.y;
    int n = chords(sqrt(x * x + y * y) / 4);
    for (int i = 1; i <= n; i++) {
        double t = (double)i / n;
        put_point(rings, between(between(a, b, t), between(b, c, t), t));
    }
}

static void add_cubic(letter_rings *rings, vec2 a, vec2 b, vec2 c, vec2 d)
{
    double x = MAX(fabs(a.x - 2 * b.x + c.x), fabs(b.x - 2 * c.x + d.x));
    double y = MAX(fabs(a.y - 2 * b.y + c.y), fabs(b.y - 2 * c.y + d.y));
    int n = chords((x + y) * 0.75);
    for (int i = 1; i <= n; i++) {
        double t = (double)i / n;
        vec2 ab = between(a, b, t), bc = between(b, c, t), cd = between(c, d, t);
        put_point(rings, between(between(ab, bc, t), between(bc, cd, t), t));
    }
}

static void end_ring(letter_rings *rings)
{
    guint end = rings->n;
    guint start =
        rings->ends->len > 0 ? g_array_index(rings->ends, guint, rings->ends->len - 1) : 0;
    if (end > start)
        g_array_append_val(rings->ends, end);
}

static void add_letter(letter_rings *rings, const letter_frame *f, const text_outline *letter)
{
    vec2 at = {0, 0};
    for (guint i = 0; i < letter->n_segments; i++) {
        const text_segment *s = &letter->segments[i];
        vec2 p[3] = {{0, 0}, {0, 0}, {0, 0}};
        int n = s->op == TEXT_CLOSE ? 0 : s->op == TEXT_CUBIC ? 3 : s->op == TEXT_QUADRATIC ? 2 : 1;
        for (int k = 0; k < n; k++)
            p[k] = place(f, s->p[k]);
        if (s->op == TEXT_MOVE)
            end_ring(rings);
        if (s->op == TEXT_MOVE || s->op == TEXT_LINE)
            put_point(rings, p[0]);
        else if (s->op == TEXT_QUADRATIC)
            add_quadratic(rings, at, p[0], p[1]);
        else if (s->op == TEXT_CUBIC)
            add_cubic(rings, at, p[0], p[1], p[2]);
        at = n > 0 ? p[n - 1] : at;
    }
    end_ring(rings);
}

static void add_letters(letter_rings *rings, const brush *b, const scene_item *item)
{
    letter_frame line = {.origin = to_pixels(b, item->origin),
                         .x_axis = {cos(item->angle_rad), sin(item->angle_rad)},
                         .em = b->scale};
    double size = text_run_font(item->run).size_px;
    for (guint i = 0; i < text_run_glyph_count(item->run); i++) {
        page_point at;
        const text_outline *letter = text_run_glyph(item->run, i, &at);
        letter_frame f = {place(&line, at), line.x_axis, size * b->scale};
        add_letter(rings, &f, letter);
    }
}

/* The letters' outlines, stroked: what lies under the letters is hidden. */
static void paint_halo(brush *b, const scene_item *item)
{
    outline_pen pen = {.radius = item->halo_width_px * b->scale, .round_cap = true};
    bool stamped = pen.radius <= STAMP_MAX_RADIUS;
    if (stamped)
        stamp_set(stamp_in_hand(b), pen.radius);
    for (guint i = 0, start = 0; i < b->rings.ends->len; i++) {
        guint end = g_array_index(b->rings.ends, guint, i);
        const vec2 *ring = b->rings.points + start;
        if (stamped)
            stamp_line(b->stamp, ring, end - start, true);
        else
            outline_line(b->c, &pen, ring, end - start, true);
        start = end;
    }
    paper_use(b->p, item->halo_color);
    if (stamped)
        stamp_paint(b->stamp, b->p);
    else
        cover_fill(b->c, b->p, false);
}

static void paint_text(brush *b, const scene_item *item)
{
    b->rings.n = 0;
    g_array_set_size(b->rings.ends, 0);
    add_letters(&b->rings, b, item);
    if (item->halo_width_px > 0 && item->halo_color.alpha > 0)
        paint_halo(b, item);
    for (guint i = 0, start = 0; i < b->rings.ends->len; i++) {
        guint end = g_array_index(b->rings.ends, guint, i);
        add_ring(b->c, b->rings.points + start, end - start);
        start = end;
    }
    paper_use(b->p, item->text_color);
    cover_fill(b->c, b->p, false);
}

/* ---- Groups ---- */

/* A clip's edge nearer than this to that of a pixel counts as on it. (px) */
#define ON_EDGE_PX (1 / 64.0)

static bool is_whole(double px)
{
    return fabs(px - floor(px + 0.5)) < ON_EDGE_PX;
}

/* Hides all but the shape of the ring in hand, besides what is hidden already. */
static void clip_to_ring(brush *b, bool box)
{
    paper_clip *clip = &b->p->clip;
    const vec2 *p = points_of(b);
    vec2 low = p[0], high = p[0];
    for (guint i = 1; i < b->points->len; i++) {
        low = (vec2){MIN(low.x, p[i].x), MIN(low.y, p[i].y)};
        high = (vec2){MAX(high.x, p[i].x), MAX(high.y, p[i].y)};
    }
    clip->x0 = (int)CLAMP(floor(low.x + ON_EDGE_PX), clip->x0, clip->x1);
    clip->y0 = (int)CLAMP(floor(low.y + ON_EDGE_PX), clip->y0, clip->y1);
    clip->x1 = (int)CLAMP(ceil(high.x - ON_EDGE_PX), clip->x0, clip->x1);
    clip->y1 = (int)CLAMP(ceil(high.y - ON_EDGE_PX), clip->y0, clip->y1);
    if (box && is_whole(low.x) && is_whole(low.y) && is_whole(high.x) && is_whole(high.y))
        return;
    add_ring(b->c, p, b->points->len);
    guint8 *mask = g_malloc0((gsize)(clip->y1 - clip->y0) * (gsize)b->p->width + 1);
    b->p->onto = mask;
    cover_fill(b->c, b->p, false);
    b->p->onto = NULL;
    clip->cover = mask;
    clip->top = clip->y0;
}

static void begin_group(brush *b, const scene_item *group)
{
    g_array_append_val(b->clips, b->p->clip);
    if (!group->has_clip)
        return;
    page_point center = {(group->clip.x0 + group->clip.x1) / 2,
                         (group->clip.y0 + group->clip.y1) / 2};
    if (group->clip_radius > 0)
        set_circle(b, center, group->clip_radius);
    else
        set_box(b, group->clip, 0);
    clip_to_ring(b, group->clip_radius <= 0);
}

static void end_group(brush *b)
{
    paper_clip before = g_array_index(b->clips, paper_clip, b->clips->len - 1);
    g_array_set_size(b->clips, b->clips->len - 1);
    if (b->p->clip.cover != before.cover)
        g_free(b->p->clip.cover);
    b->p->clip = before;
}

static void paint_item(brush *b, const scene_item *item)
{
    switch (item->kind) {
    case SCENE_PATH:
        paint_path(b, item);
        break;
    case SCENE_CIRCLE:
        set_circle(b, item->center, item->radius);
        paint_ring(b, &item->paint);
        break;
    case SCENE_RECT:
        set_box(b, item->box, item->corner_radius);
        paint_ring(b, &item->paint);
        break;
    case SCENE_TEXT:
        paint_text(b, item);
        break;
    case SCENE_GROUP:
        begin_group(b, item);
        break;
    case SCENE_GROUP_END:
        end_group(b);
        break;
    }
}

bool raster_hides_all(const scene *s, page_box box)
{
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        if (item->kind != SCENE_GROUP || item->has_clip)
            return fills_box(item, box);
    }
    return false;
}

void raster_paint(paper *p, const scene *s, double scale, double x, double y)
{
    brush b = {.p = p,
               .c = cover_new(p->width, p->height),
               .scale = scale,
               .x = x,
               .y = y,
               .points = g_array_new(FALSE, FALSE, sizeof(vec2)),
               .kept = g_array_new(FALSE, FALSE, sizeof(page_point)),
               .clips = g_array_new(FALSE, FALSE, sizeof(paper_clip)),
               .rings = {.points = g_new0(vec2, LETTER_ROOM),
                         .room = LETTER_ROOM,
                         .ends = g_array_new(FALSE, FALSE, sizeof(guint))}};
    for (guint i = 0; i < scene_count(s); i++) {
        if (i + 1 < scene_count(s) && paint_bands(&b, scene_get(s, i), scene_get(s, i + 1)))
            i++;
        else
            paint_item(&b, scene_get(s, i));
    }
    g_array_unref(b.points);
    g_array_unref(b.kept);
    g_array_unref(b.clips);
    g_free(b.rings.points);
    g_array_unref(b.rings.ends);
    cover_free(b.c);
    stamp_free(b.stamp);
}
