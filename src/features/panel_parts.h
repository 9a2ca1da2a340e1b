/* SPDX-License-Identifier: MIT
 *
 * What the files that make a panel share: rows set in panel_rows.c, flowed into columns in panel.c,
 * painted in panel_paint.c. Sizes are those of the reference design at 1600 x 1000, times the
 * page's type scale, times the panel's own shrink.
 */
#ifndef TRIPMAP_FEATURES_PANEL_PARTS_H
#define TRIPMAP_FEATURES_PANEL_PARTS_H

#include "features/panel.h"

#define PLACE_SIZE       16.5
#define ISSUE_SIZE       14.0
#define BELOW_ISSUE_SIZE 12.5
#define COLUMN_GAP       36.0

typedef struct {
    text_run *run;
    double x, baseline; /* from the row's top left */
    color color;
    const char *class_name;
    bool bullet;
} panel_line;

typedef struct {
    GArray *lines;         /* panel_line */
    text_run *number, *km; /* km: of the leg that leads here */
    double height;
    bool origin;
    bool left_out; /* the panel is too small for it */
    int column;
    double y; /* from the panel's text top */
} panel_row;

struct panel {
    const design *d;
    plan_form form;
    GPtrArray *title, *subtitle; /* text_run, side panel only */
    GPtrArray *rows;             /* panel_row */
    text_run *total, *total_note;
    double width, head_height, height, max_height;
    double f;      /* shrink of type and gaps, times the page scale */
    double tight;  /* on the gaps between rows besides */
    double spread; /* added under every row */
    bool tiny;     /* type may go below TYPE_MIN_PX */
    int columns;
    double column_width;
};

/* Sets all rows, and the total, in the panel's present size and column width. */
void panel_set_rows(panel *p, const itinerary *it);
void panel_row_free(void *row);
/* From a column's left to its text. */
double panel_text_x(const panel *p);

#endif
