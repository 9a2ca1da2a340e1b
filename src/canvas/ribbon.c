/* SPDX-License-Identifier: MIT
 *
 * The cover of a pixel at distance d from a line of half width r is that of a strip through a
 * square: 1 inside, falling over one pixel at the edge, never more than the strip is wide. Pieces
 * of a line are rectangles in which d is linear; between two pieces that turn, a corner is the
 * wedge of a disc. Where they overlap the greater cover counts. The covers are then the mask of one
 * painting.
 */
#include "canvas/ribbon.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Pieces run on by this much at both ends, so that no pixel falls between them; corners that turn
 * so little that they lie within it are left out. */
#define OVERLAP_PX 0.5

/* Steps of cover from none to full. More cannot be told apart and make the file a tenth larger. */
#define SHADES 15
/* What a stroke touches is noted in squares of this side. */
enum { TILE_PX = 32 };

typedef struct {
    double x, y;
} vec2;

/* The part of the device that the stroke touches. Points are in its own pixels. */
typedef struct {
    guint8 *cover; /* rows of STRIDE bytes, 255 where a pixel lies wholly under the stroke */
    int stride;
    int x, y, width, height;
    guint8 *touched; /* tiles, row by row */
    int tiles_x, tiles_y;
    double reach; /* half the stroke's width and half a pixel: where the cover ends */
    double most;  /* the greatest cover */
} ribbon;

static double dot(vec2 a, vec2 b)
{
    return a.x * b.x + a.y * b.y;
}

/* ---- Areas ---- */

/* One end of the rows of pixels in an area: at X in row 0, STEP further in each next one. */
typedef struct {
    double x, step;
} side;

/* A convex area between straight sides. */
typedef struct {
    int top, bottom;     /* rows TOP to BOTTOM - 1 */
    side from[4], to[4]; /* to the left and to the right */
    int n_from, n_to;
} area;

/* How many of SIZE pixels have their middles before EDGE. (Conversion to int cuts; ceil() would be
 * a call.) */
static int pixels_before(double edge, int size)
{
    return (int)CLAMP(edge + 0.5, 0, size);
}

static area area_in_box(ribbon *r, vec2 low, vec2 high)
{
    area a = {.top = pixels_before(low.y, r->height),
              .bottom = pixels_before(high.y, r->height),
              .from = {{low.x, 0}},
              .to = {{high.x, 0}},
              .n_from = 1,
              .n_to = 1};
    int left = pixels_before(low.x, r->width), right = pixels_before(high.x, r->width);
    for (int y = a.top / TILE_PX; left < right && y * TILE_PX < a.bottom; y++)
        for (int x = left / TILE_PX; x * TILE_PX < right; x++)
            r->touched[y * r->tiles_x + x] = 1;
    return a;
}

/* Keeps what lies on the side of the line through P to which the unit vector N points. */
static void keep_side(area *a, const ribbon *r, vec2 p, vec2 n)
{
    if (fabs(n.x) < 1e-6) { /* as good as level: whole rows */
        int row = pixels_before(p.y, r->height);
        if (n.y > 0)
            a->top = MAX(a->top, row);
        else
            a->bottom = MIN(a->bottom, row);
        return;
    }
    double step = -n.y / n.x;
    side s = {p.x + (0.5 - p.y) * step, step};
    if (n.x > 0)
        a->from[a->n_from++] = s;
    else
        a->to[a->n_to++] = s;
}

/* The pixels FIRST to END - 1 of row Y lie in the area. */
static inline void row_of(const area *a, const ribbon *r, int y, int *first, int *end)
{
    double from = a->from[0].x, to = a->to[0].x;
    for (int i = 1; i < a->n_from; i++)
        from = MAX(from, a->from[i].x + y * a->from[i].step);
    for (int i = 1; i < a->n_to; i++)
        to = MIN(to, a->to[i].x + y * a->to[i].step);
    *first = pixels_before(from, r->width);
    *end = pixels_before(to, r->width);
}

static void cover_pixel(const ribbon *r, guint8 *pixel, double distance)
{
    double cover = r->reach - distance;
    guint8 value =
        cover <= 0 ? 0 : (guint8)((int)(MIN(cover, r->most) * SHADES + 0.5) * (255 / SHADES));
    *pixel = MAX(*pixel, value);
}

/* The rectangle around the line from A to B, in the direction of the unit vector D. */
static void cover_piece(ribbon *r, vec2 a, vec2 b, vec2 d)
{
    vec2 left = {-d.y, d.x}, margin = {r->reach * fabs(d.y), r->reach * fabs(d.x)};
    vec2 start = {a.x - OVERLAP_PX * d.x, a.y - OVERLAP_PX * d.y};
    vec2 stop = {b.x + OVERLAP_PX * d.x, b.y + OVERLAP_PX * d.y};
    area box =
        area_in_box(r, (vec2){MIN(start.x, stop.x) - margin.x, MIN(start.y, stop.y) - margin.y},
                    (vec2){MAX(start.x, stop.x) + margin.x, MAX(start.y, stop.y) + margin.y});
    keep_side(&box, r, start, d);
    keep_side(&box, r, stop, (vec2){-d.x, -d.y});
    keep_side(&box, r, (vec2){a.x - r->reach * left.x, a.y - r->reach * left.y}, left);
    keep_side(&box, r, (vec2){a.x + r->reach * left.x, a.y + r->reach * left.y},
              (vec2){-left.x, -left.y});
    for (int y = box.top; y < box.bottom; y++) {
        int first, end;
        row_of(&box, r, y, &first, &end);
        double distance = (first + 0.5 - a.x) * left.x + (y + 0.5 - a.y) * left.y;
        guint8 *pixels = r->cover + (gsize)y * (gsize)r->stride;
        for (int x = first; x < end; x++, distance += left.x)
            cover_pixel(r, &pixels[x], fabs(distance));
    }
}

/* What of the disc around P lies beyond a piece that came in direction IN and before one that
 * leaves in direction OUT; either may be NULL at the end of a line. */
static void cover_corner(ribbon *r, vec2 p, const vec2 *in, const vec2 *out)
{
    if (in && out && dot(*in, *out) > 0 &&
        r->reach * fabs(in->x * out->y - in->y * out->x) <= OVERLAP_PX)
        return;
    area wedge = area_in_box(r, (vec2){p.x - r->reach, p.y - r->reach},
                             (vec2){p.x + r->reach, p.y + r->reach});
    if (in)
        keep_side(&wedge, r, p, *in);
    if (out)
        keep_side(&wedge, r, p, (vec2){-out->x, -out->y});
    for (int y = wedge.top; y < wedge.bottom; y++) {
        int first, end;
        row_of(&wedge, r, y, &first, &end);
        double dy = y + 0.5 - p.y;
        guint8 *pixels = r->cover + (gsize)y * (gsize)r->stride;
        for (int x = first; x < end; x++) {
            double dx = x + 0.5 - p.x;
            cover_pixel(r, &pixels[x], sqrt(dx * dx + dy * dy));
        }
    }
}

/* ---- Lines ---- */

/* A line while its points come in. */
typedef struct {
    ribbon *r;
    vec2 first, at;           /* its ends so far */
    vec2 first_way, last_way; /* directions of the first and of the last piece */
    bool open, moved;         /* has a point; has a piece */
} pen;

static void pen_draw(pen *p, vec2 to)
{
    vec2 d = {to.x - p->at.x, to.y - p->at.y};
    double length = sqrt(dot(d, d));
    if (length < 1e-6)
        return;
    d = (vec2){d.x / length, d.y / length};
    cover_piece(p->r, p->at, to, d);
    if (p->moved)
        cover_corner(p->r, p->at, &p->last_way, &d);
    else
        p->first_way = d;
    p->last_way = d;
    p->at = to;
    p->moved = true;
}

static void pen_lift(pen *p)
{
    if (p->moved) {
        cover_corner(p->r, p->first, NULL, &p->first_way);
        cover_corner(p->r, p->at, &p->last_way, NULL);
    } else if (p->open) {
        cover_corner(p->r, p->at, NULL, NULL);
    }
    p->open = p->moved = false;
}

static void pen_close(pen *p)
{
    pen_draw(p, p->first);
    if (p->moved)
        cover_corner(p->r, p->first, &p->last_way, &p->first_way);
    p->open = p->moved = false;
}

/* A flat path: moves, lines and closings. */
static void cover_path(ribbon *r, const cairo_path_t *path)
{
    pen p = {.r = r};
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        cairo_path_data_type_t type = path->data[i].header.type;
        if (type == CAIRO_PATH_CLOSE_PATH) {
            pen_close(&p);
            continue;
        }
        const cairo_path_data_t *data = &path->data[i + 1];
        vec2 to = {data->point.x - r->x, data->point.y - r->y};
        if (type == CAIRO_PATH_LINE_TO) {
            pen_draw(&p, to);
        } else {
            /* Cairo moves after a closing, too; a point that nothing follows is not drawn. */
            pen_lift(&p);
            p.first = p.at = to;
        }
        p.open = type == CAIRO_PATH_LINE_TO;
    }
    pen_lift(&p);
}

/* ---- Painting ---- */

/* What shows of the path with a stroke around it; false for nothing. */
static bool set_bounds(ribbon *r, cairo_t *cr)
{
    double x0, y0, x1, y1, left, top, right, bottom;
    cairo_path_extents(cr, &x0, &y0, &x1, &y1);
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    double reach = r->reach + 1; /* and for rounding */
    left = floor(fmax(left, x0 - reach));
    top = floor(fmax(top, y0 - reach));
    right = ceil(fmin(right, x1 + reach));
    bottom = ceil(fmin(bottom, y1 + reach));
    if (!(left < right && top < bottom))
        return false;
    r->x = (int)left;
    r->y = (int)top;
    r->width = (int)(right - left);
    r->height = (int)(bottom - top);
    r->stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, r->width);
    return true;
}

typedef void (*tiles_fn)(const ribbon *r, cairo_t *cr, int x, int y, int width, int height);

/* Calls DO with each run of touched tiles. */
static void each_run(const ribbon *r, cairo_t *cr, tiles_fn do_run)
{
    for (int y = 0; y < r->tiles_y; y++) {
        const guint8 *touched = r->touched + y * r->tiles_x;
        for (int x = 0, end; x < r->tiles_x; x = end + 1) {
            for (end = x; end < r->tiles_x && touched[end]; end++)
                ;
            int left = x * TILE_PX, top = y * TILE_PX;
            if (end > x)
                do_run(r, cr, left, top, MIN(end * TILE_PX, r->width) - left,
                       MIN(TILE_PX, r->height - top));
        }
    }
}

static void add_run(const ribbon *r, cairo_t *cr, int x, int y, int width, int height)
{
    cairo_rectangle(cr, r->x + x, r->y + y, width, height);
}

static void clear_run(const ribbon *r, cairo_t *cr, int x, int y, int width, int height)
{
    (void)cr;
    for (int row = y; row < y + height; row++)
        memset(r->cover + (gsize)row * (gsize)r->stride + x, 0, (gsize)width);
}

/* Paints through the touched tiles and leaves the mask empty. */
static void paint(const ribbon *r, cairo_t *cr)
{
    cairo_surface_t *cover = cairo_image_surface_create_for_data(r->cover, CAIRO_FORMAT_A8,
                                                                 r->width, r->height, r->stride);
    cairo_new_path(cr);
    each_run(r, cr, add_run);
    cairo_clip(cr);
    cairo_mask_surface(cr, cover, r->x, r->y);
    cairo_surface_finish(cover);
    cairo_surface_destroy(cover);
    each_run(r, cr, clear_run);
}

static void make_room(ribbon *r, GByteArray *mask)
{
    gsize before = mask->len, size = (gsize)r->stride * (gsize)r->height;
    if (size > before) {
        g_byte_array_set_size(mask, (guint)size);
        memset(mask->data + before, 0, size - before);
    }
    r->cover = mask->data;
    r->tiles_x = (r->width + TILE_PX - 1) / TILE_PX;
    r->tiles_y = (r->height + TILE_PX - 1) / TILE_PX;
    r->touched = g_new0(guint8, r->tiles_x * r->tiles_y);
}

void ribbon_stroke(cairo_t *cr, double width_px, GByteArray *mask)
{
    ribbon r = {.reach = width_px / 2 + 0.5, .most = fmin(1, width_px)};
    cairo_save(cr);
    cairo_identity_matrix(cr); /* from here on all is device pixels */
    if (set_bounds(&r, cr)) {
        make_room(&r, mask);
        cairo_path_t *path = cairo_copy_path_flat(cr);
        cover_path(&r, path);
        cairo_path_destroy(path);
        paint(&r, cr);
        g_free(r.touched);
    }
    cairo_restore(cr);
}
