/* SPDX-License-Identifier: MIT
 *
 * What every feature of one page shares: style, fonts, language, and the scale of type and lines.
 */
#ifndef TRIPMAP_FEATURES_DESIGN_H
#define TRIPMAP_FEATURES_DESIGN_H

#include "features/page.h"
#include "features/projected.h"
#include "scene/scene.h"
#include "style/style.h"
#include "text/text.h"

/* Which stops go into an inset. */
typedef enum {
    INSET_TOUCHING, /* those whose markers still touch after they moved apart */
    INSET_CLOSE,    /* those, too, whose markers had to move; sized by the free places */
    INSET_NONE
} design_inset;

typedef struct {
    const style *style;
    text_context *text;
    page_size page;
    double k;           /* style sizes times k are px of this page */
    double crowd;       /* on markers and labels besides, below 1 on crowded maps; 0 counts as 1 */
    double title_scale; /* on the title, where a page has little room for its map; 0 counts as 1 */
    int bow_side;       /* where bows rather go: 1 right of travel, -1 left, 0 either */
    design_inset inset;
    bool sparse_arrows; /* no arrow head where it has no room of its own */
    const char *lang;   /* of the trip */
    bool rtl;           /* the language is written from right to left: the page is mirrored */
    diag_list *diags;
    projected_store *projected; /* what earlier maps projected, or NULL */
} design;

static inline double design_px(const design *d, double style_px)
{
    return style_px * d->k;
}

/* The title's type, in the style's units. */
static inline double design_title_size(const design *d)
{
    return d->style->title_size * (d->title_scale > 0 ? d->title_scale : 1);
}

/* Sizes of markers and labels, which shrink where a map is crowded. */
static inline double design_crowd_px(const design *d, double style_px)
{
    return design_px(d, style_px) * (d->crowd > 0 ? d->crowd : 1);
}

/* The smallest type that reads in print: 6.5 pt at 96 px to the inch. */
#define TYPE_MIN_PX (6.5 * 96 / 72)

static inline double type_px(double size_px)
{
    return size_px < TYPE_MIN_PX ? TYPE_MIN_PX : size_px;
}

static inline text_font design_font(const design *d, text_face face, double style_px)
{
    return (text_font){.face = face, .size_px = type_px(style_px * d->k)};
}

/* A filled shape without outline, and a stroke without fill. */
static inline scene_paint paint_fill(color fill)
{
    return (scene_paint){.fill = fill, .stroke = COLOR_NONE};
}

static inline scene_paint paint_stroke(color stroke, double width_px)
{
    return (scene_paint){
        .fill = COLOR_NONE, .stroke = stroke, .stroke_width_px = width_px, .round_cap = true};
}

static inline double box_width(page_box b)
{
    return b.x1 - b.x0;
}

static inline double box_height(page_box b)
{
    return b.y1 - b.y0;
}

static inline bool boxes_overlap(page_box a, page_box b, double gap)
{
    return a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
}

static inline bool box_holds(page_box b, page_point p)
{
    return p.x > b.x0 && p.x < b.x1 && p.y > b.y0 && p.y < b.y1;
}

static inline page_box box_grown(page_box b, double by)
{
    return (page_box){b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by};
}

#endif
