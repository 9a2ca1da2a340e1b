/* SPDX-License-Identifier: MIT
 *
 * The taste of the layout in numbers: gaps in page px and costs in integer units (an L1 label costs
 * what 100 px of covered route cost). Imhof (1975) gives the reasons; the figures were tuned on
 * synthetic and real tours.
 */
#ifndef TRIPMAP_LABEL_WEIGHTS_H
#define TRIPMAP_LABEL_WEIGHTS_H

/* Hard gaps, px. */
#define GAP_BOX_BOX        6.0 /* two opaque boxes */
#define GAP_BARE           4.0 /* where one of two labels is bare text */
#define GAP_BOX_LEADER     6.0
#define GAP_LEADER_LEADER  6.0
#define GAP_BOX_MARKER     3.0 /* a foreign marker, at the least; its own has the adjacent gaps */
#define GAP_OWN_MARKER     1.0
#define GAP_LEADER_MARKER  2.5
#define GAP_LEADER_TIGHT   1.0 /* the same for a stop without any other way out */
#define GAP_BOX_BLOCKED    4.0
#define GAP_LEADER_BLOCKED 3.0
#define GAP_BOX_HARD       8.0 /* arrow heads */
#define GAP_LEADER_HARD    2.0
#define GAP_OWNER          1.0 /* a foreign marker is farther than the own one by at least this */

/* Soft costs. */
#define COST_PANEL          40000 /* a name that stands nowhere on the map: anything else rather */
#define COST_NAME           7000
#define COST_COMPACT        5000
#define COST_SLIDE          15   /* per step off the best place of a side */
#define COST_FAR_GAP        8    /* the wider of the two adjacent gaps */
#define COST_LEADER         220  /* for having one */
#define COST_LEADER_PX      3    /* per px */
#define COST_LONG_PX        4    /* more per px beyond LEADER_GOOD_PX */
#define COST_ODD_ANGLE      80   /* a leader neither level, upright nor at 45 degrees */
#define COST_CROSSING       450  /* a leader crosses the route */
#define COST_AMBIGUOUS      4000 /* with a leader, but another marker is nearer to the text */
#define COST_DATE_AMBIGUOUS 7500 /* the same for a name with its date: rather the name alone */
#define COST_NEAR_OTHER     120  /* another marker is nearly as near */
#define COST_BESIDE_LINE    5    /* per px of route within ROUTE_AIR_PX of a box */
#define COST_GROUND         90   /* per unit of mean ground cost */
#define COST_BARE_FACTOR    4    /* a line through bare text hurts more than a box over a line */

#define CLOSE_TO_OTHER_PX 14.0 /* a box this near looks like the other marker's; twice the cost */
#define LEADER_GOOD_PX    90.0
#define ROUTE_NEAR_PX     3.0 /* lines this near count as covered */
#define ROUTE_AIR_PX      10.0

#endif
