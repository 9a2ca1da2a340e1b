/* SPDX-License-Identifier: MIT
 *
 * The semantic SVG of docs/svg-format.md: the scene's groups become <g> with id, class, data
 * attributes, title and link; text becomes outlines or <text>. Presentation attributes only, since
 * a <style> would leak into the page the map stands in.
 */
#include <math.h>
#include <string.h>

#include "base/profile.h"
#include "canvas/canvas.h"
#include "canvas/check.h"
#include "canvas/svg_write.h"

/* Handed to the writer in pieces of about this size. */
#define PIECE_BYTES (256 * 1024)

typedef struct {
    GString *out;
    canvas_write_fn write;
    void *user;
    bool failed;
    const canvas_options *options;
    char *prefix;
    int decimals;
    guint clips, texts, paths; /* numbered ids used so far */
    GHashTable *glyphs;        /* text_outline* → its number in <defs>, from 1 */
    GHashTable *repeats;       /* scene_item* (by its path) → repeated_path* */
} svg_writer;

static void flush(svg_writer *w, gsize from_bytes)
{
    if (w->out->len < from_bytes || w->out->len == 0 || w->failed)
        return;
    w->failed = !w->write(w->user, w->out->str, w->out->len);
    g_string_truncate(w->out, 0);
}

static void put(svg_writer *w, const char *text)
{
    g_string_append(w->out, text);
}

static void put_id(svg_writer *w, const char *name, const char *id)
{
    svg_begin_attribute(w->out, name);
    put(w, w->prefix);
    svg_put_escaped(w->out, id);
    g_string_append_c(w->out, '"');
}

/* An id of this page's own: its prefix, a kind and a number, between BEFORE and AFTER. */
static void put_numbered(svg_writer *w, const char *before, const char *kind, guint number,
                         const char *after)
{
    put(w, before);
    put(w, w->prefix);
    put(w, kind);
    svg_put_number(w->out, number, 0);
    put(w, after);
}

static void put_element(svg_writer *w, const char *element, const char *text)
{
    put(w, "<");
    put(w, element);
    put(w, ">");
    svg_put_escaped(w->out, text);
    put(w, "</");
    put(w, element);
    put(w, ">\n");
}

/* An id must not start with a digit, and the prefix stands inside url(#...). */
static char *make_prefix(const scene *s, const char *wanted)
{
    if (!wanted)
        return g_strdup_printf("m%06x-", (guint)(scene_fingerprint(s) >> 40));
    GString *prefix = g_string_new(NULL);
    for (const char *p = wanted; *p; p++) {
        if (g_ascii_isalpha(*p) || (prefix->len > 0 && (g_ascii_isdigit(*p) || strchr("-_.", *p))))
            g_string_append_c(prefix, *p);
    }
    return g_string_free(prefix, FALSE);
}

static void put_font_family(svg_writer *w)
{
    if (w->options->svg_text == SVG_TEXT_PATHS)
        return;
    put(w, " font-family=\"");
    if (w->options->svg_text == SVG_TEXT_EMBED)
        g_string_append_printf(w->out, "%ssans,", w->prefix);
    put(w, "Noto Sans,Open Sans,Segoe UI,Helvetica Neue,Arial,sans-serif\"");
}

static void put_font_file(svg_writer *w, const text_font_file *file)
{
    gsize length;
    const guchar *data = g_bytes_get_data(file->bytes, &length);
    g_autofree char *base64 = g_base64_encode(data, length);
    g_string_append_printf(w->out,
                           "@font-face{font-family:\"%ssans\";font-weight:%d;font-style:%s;"
                           "src:url(data:font/ttf;base64,%s)}\n",
                           w->prefix, file->bold ? 700 : 400, file->italic ? "italic" : "normal",
                           base64);
}

/* The one <style> there ever is: it names only fonts, under a name of this map's own. */
static void put_fonts(svg_writer *w, const scene *s)
{
    g_autoptr(GPtrArray) runs = g_ptr_array_new();
    for (guint i = 0; i < scene_count(s); i++) {
        if (scene_get(s, i)->kind == SCENE_TEXT)
            g_ptr_array_add(runs, scene_get(s, i)->run);
    }
    g_autoptr(GPtrArray) files = text_subset((text_run **)runs->pdata, runs->len);
    put(w, "<style>\n");
    for (guint i = 0; i < files->len; i++)
        put_font_file(w, files->pdata[i]);
    put(w, "</style>\n");
}

static bool is_linked(const scene_item *group)
{
    return group->link && canvas_link_is_safe(group->link);
}

static bool has_links(const scene *s)
{
    for (guint i = 0; i < scene_count(s); i++) {
        if (scene_get(s, i)->kind == SCENE_GROUP && is_linked(scene_get(s, i)))
            return true;
    }
    return false;
}

/* What is inside an img cannot be reached, so a map with links is a document. A page that tells the
 * tour beside the map need not tell it twice. */
static void put_role(svg_writer *w, const scene *s)
{
    bool reached = w->options->in_page || has_links(s);
    put(w, reached ? " role=\"graphics-document document\"" : " role=\"img\"");
    g_string_append_printf(w->out, " aria-labelledby=\"%stitle\"", w->prefix);
    if (!w->options->in_page)
        g_string_append_printf(w->out, " aria-describedby=\"%sdesc\"", w->prefix);
}

static void put_root(svg_writer *w, const scene *s)
{
    put(w,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    g_string_append(w->out, " viewBox=\"0 0 ");
    svg_put_number(w->out, scene_width(s), w->decimals);
    g_string_append_c(w->out, ' ');
    svg_put_number(w->out, scene_height(s), w->decimals);
    g_string_append_c(w->out, '"');
    svg_put_number_attribute(w->out, "width", scene_width(s), w->decimals);
    svg_put_number_attribute(w->out, "height", scene_height(s), w->decimals);
    put_role(w, s);
    if (*scene_lang(s))
        svg_put_attribute(w->out, "xml:lang", scene_lang(s));
    put(w, " fill-rule=\"evenodd\" stroke-linejoin=\"round\"");
    put_font_family(w);
    g_string_append_printf(w->out, ">\n<title id=\"%stitle\">", w->prefix);
    svg_put_escaped(w->out, *scene_title(s) ? scene_title(s) : "Map");
    g_string_append_printf(w->out, "</title>\n<desc id=\"%sdesc\">", w->prefix);
    svg_put_escaped(w->out, scene_description(s));
    put(w, "</desc>\n");
}

static void put_class(svg_writer *w, const scene_item *item)
{
    if (item->class_name)
        svg_put_attribute(w->out, "class", item->class_name);
}

static void put_paint(svg_writer *w, const scene_paint *paint)
{
    svg_put_color(w->out, "fill", paint->fill);
    if (paint->stroke.alpha <= 0 || paint->stroke_width_px <= 0)
        return;
    svg_put_color(w->out, "stroke", paint->stroke);
    if (paint->stroke_width_px != 1)
        svg_put_number_attribute(w->out, "stroke-width", paint->stroke_width_px, 2);
    if (paint->round_cap)
        put(w, " stroke-linecap=\"round\"");
    for (int i = 0; i < paint->n_dash; i++) {
        put(w, i == 0 ? " stroke-dasharray=\"" : " ");
        svg_put_number(w->out, paint->dash_px[i], 2);
    }
    if (paint->n_dash > 0)
        put(w, "\"");
}

/* A path that several items draw (land, its coast and the bands around it) is written once, without
 * paint of its own, and inherits that of the group or <use> it stands in. */
typedef struct {
    guint count;      /* items that draw it */
    guint id;         /* its number once written, 0 before */
    double tolerance; /* the least of theirs */
} repeated_path;

/* How far, in units of the last decimal, a line may stray: a third of a pixel at one decimal,
 * which no reader sees and which is two fifths of a coast's bytes. */
#define LINE_TOLERANCE 3.3
/* Land and countries lie under coasts and borders, whose lines hide most of it. */
#define COVERED_TOLERANCE 7.0
#define COVERED_POINTS    200

static double path_tolerance(const scene_item *item)
{
    bool bare_fill = item->paint.stroke.alpha <= 0 && item->path.n_points >= COVERED_POINTS;
    return bare_fill ? COVERED_TOLERANCE : LINE_TOLERANCE;
}

static guint hash_path(gconstpointer data)
{
    const page_path *path = &((const scene_item *)data)->path;
    guint hash = path->n_points * 31 + path->n_parts;
    const guint8 *bytes = (const guint8 *)path->points;
    gsize length = path->n_points * sizeof *path->points;
    /* A sample of the bytes tells paths apart; equality looks at all. */
    for (gsize i = 0; i < length; i += 1 + length / 256)
        hash = hash * 33 + bytes[i];
    return hash;
}

static gboolean same_path(gconstpointer a, gconstpointer b)
{
    const scene_item *p = a, *q = b;
    return p->closed == q->closed && page_path_equal(&p->path, &q->path);
}

/* Shorter paths are not worth an id. */
#define REPEAT_POINTS 16

static void find_repeats(svg_writer *w, const scene *s)
{
    w->repeats = g_hash_table_new_full(hash_path, same_path, NULL, g_free);
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        if (item->kind != SCENE_PATH || item->path.n_points < REPEAT_POINTS)
            continue;
        repeated_path *repeat = g_hash_table_lookup(w->repeats, item);
        if (!repeat) {
            repeat = g_new0(repeated_path, 1);
            repeat->tolerance = INFINITY;
            g_hash_table_insert(w->repeats, (gpointer)item, repeat);
        }
        repeat->count++;
        repeat->tolerance = fmin(repeat->tolerance, path_tolerance(item));
    }
}

static void put_data(svg_writer *w, const scene_item *item, double tolerance)
{
    put(w, " d=\"");
    svg_put_path(w->out, &item->path, item->closed, w->decimals, tolerance);
    put(w, "\"/>");
}

static void put_path(svg_writer *w, const scene_item *item)
{
    repeated_path *repeat = g_hash_table_lookup(w->repeats, item);
    bool shared = repeat && repeat->count > 1, again = shared && repeat->id > 0;
    put(w, again ? "<use" : shared ? "<g" : "<path");
    put_class(w, item);
    put_paint(w, &item->paint);
    if (again) {
        put_numbered(w, " xlink:href=\"#", "p", repeat->id, "\"/>");
    } else if (shared) {
        repeat->id = ++w->paths;
        put_numbered(w, "><path id=\"", "p", repeat->id, "\"");
        put_data(w, item, repeat->tolerance);
        put(w, "</g>");
    } else {
        put_data(w, item, path_tolerance(item));
    }
    put(w, "\n");
}

static void put_circle_shape(svg_writer *w, page_point center, double radius)
{
    svg_put_number_attribute(w->out, "cx", center.x, w->decimals);
    svg_put_number_attribute(w->out, "cy", center.y, w->decimals);
    svg_put_number_attribute(w->out, "r", radius, 2);
}

static void put_rect_shape(svg_writer *w, page_box box)
{
    svg_put_number_attribute(w->out, "x", box.x0, w->decimals);
    svg_put_number_attribute(w->out, "y", box.y0, w->decimals);
    svg_put_number_attribute(w->out, "width", box.x1 - box.x0, w->decimals);
    svg_put_number_attribute(w->out, "height", box.y1 - box.y0, w->decimals);
}

static void put_circle(svg_writer *w, const scene_item *item)
{
    put(w, "<circle");
    put_class(w, item);
    put_circle_shape(w, item->center, item->radius);
    put_paint(w, &item->paint);
    put(w, "/>\n");
}

static void put_rect(svg_writer *w, const scene_item *item)
{
    put(w, "<rect");
    put_class(w, item);
    put_rect_shape(w, item->box);
    if (item->corner_radius > 0)
        svg_put_number_attribute(w->out, "rx", item->corner_radius, 2);
    put_paint(w, &item->paint);
    put(w, "/>\n");
}

static bool has_halo(const scene_item *item)
{
    return item->halo_width_px > 0 && item->halo_color.alpha > 0;
}

/* Moves to the text's origin; SCALE 1: in page units. */
static void put_transform(svg_writer *w, const scene_item *item, double scale)
{
    put(w, " transform=\"translate(");
    svg_put_number(w->out, item->origin.x, w->decimals);
    put(w, " ");
    svg_put_number(w->out, item->origin.y, w->decimals);
    put(w, ")");
    if (item->angle_rad != 0) {
        put(w, "rotate(");
        svg_put_number(w->out, item->angle_rad * 180 / G_PI, 2);
        put(w, ")");
    }
    if (scale != 1) {
        put(w, "scale(");
        svg_put_number(w->out, scale, 5);
        put(w, ")");
    }
    put(w, "\"");
}

/* SCALE: of the element's own units. */
static void put_halo_paint(svg_writer *w, const scene_item *item, double scale)
{
    svg_put_color(w->out, "fill", item->halo_color);
    svg_put_color(w->out, "stroke", item->halo_color);
    svg_put_number_attribute(w->out, "stroke-width", 2 * item->halo_width_px / scale, 2);
}

/* Every glyph's outline once, in the order of first use. */
static void put_glyphs(svg_writer *w, const scene *s)
{
    w->glyphs = g_hash_table_new(NULL, NULL);
    put(w, "<defs>\n");
    for (guint i = 0; i < scene_count(s); i++) {
        const scene_item *item = scene_get(s, i);
        guint n = item->kind == SCENE_TEXT ? text_run_glyph_count(item->run) : 0;
        for (guint k = 0; k < n; k++) {
            page_point at;
            const text_outline *outline = text_run_glyph(item->run, k, &at);
            if (outline->n_segments == 0 || g_hash_table_contains(w->glyphs, outline))
                continue;
            guint number = g_hash_table_size(w->glyphs) + 1;
            g_hash_table_insert(w->glyphs, (gpointer)outline, GUINT_TO_POINTER(number));
            put_numbered(w, "<path id=\"", "g", number, "\" d=\"");
            svg_put_outline(w->out, outline);
            put(w, "\"/>\n");
        }
    }
    put(w, "</defs>\n");
}

static void put_glyph_uses(svg_writer *w, const text_run *run, double scale)
{
    for (guint i = 0; i < text_run_glyph_count(run); i++) {
        page_point at;
        const text_outline *outline = text_run_glyph(run, i, &at);
        guint number = GPOINTER_TO_UINT(g_hash_table_lookup(w->glyphs, outline));
        if (number == 0)
            continue;
        put_numbered(w, "<use xlink:href=\"#", "g", number, "\"");
        if (fabs(at.x / scale) >= 0.5)
            svg_put_number_attribute(w->out, "x", at.x / scale, 0);
        if (fabs(at.y / scale) >= 0.5)
            svg_put_number_attribute(w->out, "y", at.y / scale, 0);
        put(w, "/>");
    }
}

/* A halo is the same line, stroked, under the text: it inherits its paint from the group around it
 * and is used again on top. */
static void put_outlined_text(svg_writer *w, const scene_item *item)
{
    double scale = text_run_font(item->run).size_px / SVG_EM_UNITS;
    put(w, "<g");
    put_class(w, item);
    svg_put_attribute(w->out, "aria-label", text_run_string(item->run));
    svg_put_color(w->out, "fill", item->text_color);
    put(w, " fill-rule=\"nonzero\"");
    put_transform(w, item, scale);
    put(w, ">");
    if (has_halo(item)) {
        put(w, "<g");
        put_halo_paint(w, item, scale);
        put_numbered(w, "><g id=\"", "t", ++w->texts, "\">");
        put_glyph_uses(w, item->run, scale);
        put_numbered(w, "</g></g><use xlink:href=\"#", "t", w->texts, "\"/>");
    } else {
        put_glyph_uses(w, item->run, scale);
    }
    put(w, "</g>\n");
}

/* letter-spacing is lost in LibreOffice, so tracked text names every letter's place. */
static void put_live_position(svg_writer *w, const scene_item *item)
{
    const text_run *run = item->run;
    bool moved = item->angle_rad != 0;
    double x = moved ? 0 : item->origin.x;
    if (moved) {
        put_transform(w, item, 1);
    }
    if (text_run_is_rtl(run)) {
        put(w, " direction=\"rtl\"");
        svg_put_number_attribute(w->out, "x", x + text_run_width(run), w->decimals);
    } else if (text_run_font(run).tracking_px != 0) {
        guint n;
        g_autofree double *positions = text_run_positions(run, &n);
        for (guint i = 0; i < n; i++) {
            put(w, i == 0 ? " x=\"" : " ");
            svg_put_number(w->out, x + positions[i], w->decimals);
        }
        put(w, n > 0 ? "\"" : "");
    } else {
        svg_put_number_attribute(w->out, "x", x, w->decimals);
    }
    if (!moved)
        svg_put_number_attribute(w->out, "y", item->origin.y, w->decimals);
}

static void put_live_font(svg_writer *w, const scene_item *item)
{
    text_font font = text_run_font(item->run);
    svg_put_number_attribute(w->out, "font-size", font.size_px, 2);
    if (font.face == TEXT_BOLD)
        put(w, " font-weight=\"bold\"");
    if (font.face == TEXT_ITALIC)
        put(w, " font-style=\"italic\"");
    if (strstr(text_run_string(item->run), "  "))
        put(w, " xml:space=\"preserve\"");
}

static void put_live_copy(svg_writer *w, const scene_item *item, bool halo)
{
    put(w, "<text");
    if (halo)
        put(w, " aria-hidden=\"true\"");
    else
        put_class(w, item);
    put_live_position(w, item);
    put_live_font(w, item);
    if (halo)
        put_halo_paint(w, item, 1);
    else
        svg_put_color(w->out, "fill", item->text_color);
    put(w, ">");
    svg_put_escaped(w->out, text_run_string(item->run));
    put(w, "</text>\n");
}

static void put_text(svg_writer *w, const scene_item *item)
{
    if (w->options->svg_text == SVG_TEXT_PATHS) {
        put_outlined_text(w, item);
        return;
    }
    if (has_halo(item))
        put_live_copy(w, item, true);
    put_live_copy(w, item, false);
}

static void put_clip(svg_writer *w, const scene_item *group)
{
    put_numbered(w, "<clipPath id=\"", "clip", ++w->clips, "\">");
    if (group->clip_radius > 0) {
        page_point center = {(group->clip.x0 + group->clip.x1) / 2,
                             (group->clip.y0 + group->clip.y1) / 2};
        put(w, "<circle");
        put_circle_shape(w, center, group->clip_radius);
    } else {
        put(w, "<rect");
        put_rect_shape(w, group->clip);
    }
    put(w, "/></clipPath>\n");
}

/* Groups that a listener would have to skip to get at the tour. */
static bool is_scenery(const scene_item *group)
{
    static const char *const ids[] = {"ocean",  "graticule", "land",      "countries", "lakes",
                                      "rivers", "borders",   "coastline", "map-names", "locator"};
    for (gsize i = 0; group->id && i < G_N_ELEMENTS(ids); i++) {
        if (strcmp(group->id, ids[i]) == 0)
            return true;
    }
    return false;
}

static void begin_group(svg_writer *w, const scene_item *group)
{
    if (group->has_clip)
        put_clip(w, group);
    if (is_linked(group)) {
        put(w, "<a");
        svg_put_attribute(w->out, "xlink:href", group->link);
        put(w, ">");
    }
    put(w, "<g");
    if (group->id)
        put_id(w, "id", group->id);
    put_class(w, group);
    if (is_scenery(group))
        put(w, " aria-hidden=\"true\"");
    for (guint i = 0; group->attributes && i < group->attributes->len; i++) {
        const scene_attribute *a = &g_array_index(group->attributes, scene_attribute, i);
        svg_put_attribute(w->out, a->name, a->value);
    }
    if (group->has_clip)
        put_numbered(w, " clip-path=\"url(#", "clip", w->clips, ")\"");
    put(w, ">\n");
    if (group->title)
        put_element(w, "title", group->title);
}

static void end_group(svg_writer *w, const scene_item *group)
{
    put(w, is_linked(group) ? "</g></a>\n" : "</g>\n");
}

static void put_shape(svg_writer *w, const scene_item *item)
{
    switch (item->kind) {
    case SCENE_PATH:
        put_path(w, item);
        break;
    case SCENE_CIRCLE:
        put_circle(w, item);
        break;
    case SCENE_RECT:
        put_rect(w, item);
        break;
    case SCENE_TEXT:
        put_text(w, item);
        break;
    case SCENE_GROUP:
    case SCENE_GROUP_END:
        break;
    }
}

static void put_items(svg_writer *w, const scene *s)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    for (guint i = 0; i < scene_count(s) && !w->failed; i++) {
        const scene_item *item = scene_get(s, i);
        if (item->kind == SCENE_GROUP) {
            g_ptr_array_add(open, (gpointer)item);
            begin_group(w, item);
        } else if (item->kind == SCENE_GROUP_END) {
            end_group(w, g_ptr_array_steal_index(open, open->len - 1));
        } else {
            put_shape(w, item);
        }
        flush(w, PIECE_BYTES);
    }
}

bool canvas_svg(const scene *s, const canvas_options *options, canvas_write_fn write, void *user)
{
    g_auto(profile_scope) profile = profile_enter(PROFILE_SVG);
    (void)profile;
    if (!canvas_can_paint(s))
        return false;
    svg_writer w = {.out = g_string_sized_new(PIECE_BYTES + 4096),
                    .write = write,
                    .user = user,
                    .options = options,
                    .prefix = make_prefix(s, options->id_prefix),
                    .decimals = CLAMP(options->precision, 1, 2)};
    find_repeats(&w, s);
    put_root(&w, s);
    if (options->svg_text == SVG_TEXT_PATHS)
        put_glyphs(&w, s);
    if (options->svg_text == SVG_TEXT_EMBED)
        put_fonts(&w, s);
    put_items(&w, s);
    put(&w, "</svg>\n");
    flush(&w, 0);
    g_string_free(w.out, TRUE);
    g_free(w.prefix);
    g_hash_table_destroy(w.repeats);
    g_clear_pointer(&w.glyphs, g_hash_table_destroy);
    return !w.failed;
}
