/* SPDX-License-Identifier: MIT
 *
 * The semantic SVG of docs/svg-format.md: the scene's groups become <g> with id, class, data
 * attributes, title and link; text becomes outlines or <text>. Presentation attributes only, since
 * a <style> would leak into the page the map stands in.
 */
#include <math.h>
#include <string.h>

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
    guint clips, texts; /* numbered ids used so far */
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
    g_string_append_printf(w->out, " %s=\"%s", name, w->prefix);
    svg_put_escaped(w->out, id);
    g_string_append_c(w->out, '"');
}

static void put_element(svg_writer *w, const char *element, const char *text)
{
    g_string_append_printf(w->out, "<%s>", element);
    svg_put_escaped(w->out, text);
    g_string_append_printf(w->out, "</%s>\n", element);
}

/* An id must not start with a digit, and the prefix stands inside url(#...). */
static char *make_prefix(const scene *s, const char *wanted)
{
    if (!wanted) {
        g_autofree char *dump = scene_dump(s);
        g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, dump, -1);
        return g_strdup_printf("m%.6s-", hash);
    }
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
    g_string_append_printf(w->out, " role=\"img\" aria-labelledby=\"%stitle %sdesc\"", w->prefix,
                           w->prefix);
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

static void put_path(svg_writer *w, const scene_item *item)
{
    put(w, "<path");
    put_class(w, item);
    put_paint(w, &item->paint);
    put(w, " d=\"");
    svg_put_path(w->out, &item->path, item->closed, w->decimals);
    put(w, "\"/>\n");
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

/* Moves to the text's origin and, for outlines, to their unit. */
static void put_transform(svg_writer *w, const scene_item *item, bool outlines)
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
    if (outlines)
        g_string_append_printf(w->out, "scale(.%02d)", 100 / SVG_GLYPH_UNITS);
    put(w, "\"");
}

static void put_halo_paint(svg_writer *w, const scene_item *item, double unit)
{
    svg_put_color(w->out, "fill", item->halo_color);
    svg_put_color(w->out, "stroke", item->halo_color);
    svg_put_number_attribute(w->out, "stroke-width", 2 * item->halo_width_px * unit, 2);
}

/* A halo is the same outline, stroked, under the text: the shape is written once, inherits its
 * paint from the group, and is used again on top. */
static void put_outlined_text(svg_writer *w, const scene_item *item)
{
    bool halo = has_halo(item);
    put(w, halo ? "<g" : "<path");
    put_class(w, item);
    svg_put_attribute(w->out, "aria-label", text_run_string(item->run));
    if (!halo)
        svg_put_color(w->out, "fill", item->text_color);
    put(w, " fill-rule=\"nonzero\"");
    put_transform(w, item, true);
    if (halo) {
        put(w, "><g");
        put_halo_paint(w, item, SVG_GLYPH_UNITS);
        g_string_append_printf(w->out, "><path id=\"%st%u\"", w->prefix, ++w->texts);
    }
    put(w, " d=\"");
    svg_put_glyphs(w->out, item->run);
    put(w, "\"/>");
    if (halo) {
        g_string_append_printf(w->out, "</g><use xlink:href=\"#%st%u\"", w->prefix, w->texts);
        svg_put_color(w->out, "fill", item->text_color);
        put(w, "/></g>");
    }
    put(w, "\n");
}

/* letter-spacing is lost in LibreOffice, so tracked text names every letter's place. */
static void put_live_position(svg_writer *w, const scene_item *item)
{
    const text_run *run = item->run;
    bool moved = item->angle_rad != 0;
    double x = moved ? 0 : item->origin.x;
    if (moved) {
        put_transform(w, item, false);
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
    g_string_append_printf(w->out, "<clipPath id=\"%sclip%u\">", w->prefix, ++w->clips);
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

static bool is_linked(const scene_item *group)
{
    return group->link && canvas_link_is_safe(group->link);
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
    for (guint i = 0; group->attributes && i < group->attributes->len; i++) {
        const scene_attribute *a = &g_array_index(group->attributes, scene_attribute, i);
        svg_put_attribute(w->out, a->name, a->value);
    }
    if (group->has_clip)
        g_string_append_printf(w->out, " clip-path=\"url(#%sclip%u)\"", w->prefix, w->clips);
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
    if (!canvas_can_paint(s))
        return false;
    svg_writer w = {.out = g_string_sized_new(PIECE_BYTES + 4096),
                    .write = write,
                    .user = user,
                    .options = options,
                    .prefix = make_prefix(s, options->id_prefix),
                    .decimals = CLAMP(options->precision, 1, 2)};
    put_root(&w, s);
    if (options->svg_text == SVG_TEXT_EMBED)
        put_fonts(&w, s);
    put_items(&w, s);
    put(&w, "</svg>\n");
    flush(&w, 0);
    g_string_free(w.out, TRUE);
    g_free(w.prefix);
    return !w.failed;
}
