/* SPDX-License-Identifier: MIT
 *
 * Page presets and sizes, and the type scale that follows from them.
 */
#include "features/page.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"

#define PX_PER_IN 96.0
#define PX_PER_MM (96.0 / 25.4)

static const struct {
    const char *name;
    double width_px, height_px;
} presets[] = {
    {"wide", 1600, 1000},
    {"a4", 297 * PX_PER_MM, 210 * PX_PER_MM},
    {"a4-portrait", 210 * PX_PER_MM, 297 * PX_PER_MM},
    {"letter", 11 * PX_PER_IN, 8.5 * PX_PER_IN},
    {"letter-portrait", 8.5 * PX_PER_IN, 11 * PX_PER_IN},
    {"slide", 1920, 1080},
    {"square", 1080, 1080},
    {"column", 600, 800},
    {"og", 1200, 630}, /* the size link previews are shown at */
};

static bool find_preset(page_size *out, const char *text)
{
    for (gsize i = 0; i < G_N_ELEMENTS(presets); i++) {
        if (strcmp(text, presets[i].name) == 0) {
            *out = (page_size){presets[i].width_px, presets[i].height_px};
            return true;
        }
    }
    return false;
}

/* "1600x1000", "210x297mm", "8.5x11in"; the multiplication sign is welcome too. */
static bool parse_size(page_size *out, const char *text)
{
    char *end = NULL;
    double width = g_ascii_strtod(text, &end);
    if (end == text)
        return false;
    if (*end == 'x' || *end == 'X')
        end++;
    else if (strncmp(end, "×", strlen("×")) == 0)
        end += strlen("×");
    else
        return false;
    const char *second = end;
    double height = g_ascii_strtod(second, &end);
    if (end == second)
        return false;
    double unit = strcmp(end, "") == 0 || strcmp(end, "px") == 0 ? 1
                  : strcmp(end, "mm") == 0                       ? PX_PER_MM
                  : strcmp(end, "in") == 0                       ? PX_PER_IN
                                                                 : 0;
    if (unit == 0 || !isfinite(width) || !isfinite(height))
        return false;
    *out = (page_size){width * unit, height * unit};
    return true;
}

bool page_size_parse(page_size *out, const char *text, span at, diag_list *diags)
{
    if (!find_preset(out, text) && !parse_size(out, text)) {
        diag_help(diag_error(diags, DIAG_BAD_VALUE, at, "\"%s\" is not a page size", text),
                  "write a size such as 1600x1000 or 210x297mm, or one of wide, a4, a4-portrait, "
                  "letter, letter-portrait, slide, square, column, og");
        return false;
    }
    if (fmin(out->width_px, out->height_px) < LIMIT_PAGE_MIN_PX ||
        fmax(out->width_px, out->height_px) > LIMIT_PAGE_MAX_PX ||
        out->width_px * out->height_px > LIMIT_PAGE_PIXELS) {
        diag_help(diag_error(diags, DIAG_LIMIT, at, "page \"%s\" is too small or too large", text),
                  "a side has 200 to 16384 px (53 to 4335 mm), the page at most 100 megapixels");
        return false;
    }
    out->width_px = round(out->width_px);
    out->height_px = round(out->height_px);
    return true;
}

double page_type_scale(page_size page)
{
    double linear = sqrt(page.width_px * page.height_px / (1600.0 * 1000.0));
    return linear >= 1 ? linear : sqrt(linear);
}
