/* SPDX-License-Identifier: MIT
 *
 * Reading the embedded tables: which places, states and regions bear a folded name, and what is
 * known of each. No judgement here; candidates.c weighs.
 */
#ifndef TRIPMAP_PLACES_GAZETTEER_H
#define TRIPMAP_PLACES_GAZETTEER_H

#include <glib.h>

#include "geo/geo.h"
#include "places/table.h"

/* A place that bears a name, and since when until when; FROM is TABLE_ALWAYS_FROM for most. */
typedef struct {
    uint32_t place;
    bool alternate;
    table_day from, to;
} gazetteer_hit;

#define GAZETTEER_MAX_HITS 256

/* The places called KEY (a folded name), at most GAZETTEER_MAX_HITS. Returns how many. */
uint32_t gazetteer_find(gazetteer_hit *hits, const char *key);
/* REF is what gazetteer_hit_of takes. */
typedef void gazetteer_see(const char *key, uint32_t ref, void *user);
/* Calls SEE with every folded name of SHORTEST to LONGEST bytes in order, once for each place that
 * bears it. */
void gazetteer_each(size_t shortest, size_t longest, gazetteer_see *see, void *user);
gazetteer_hit gazetteer_hit_of(uint32_t ref);

uint32_t gazetteer_count(void); /* places are numbered from 0 */
geo_point gazetteer_at(uint32_t place);
const char *gazetteer_name(uint32_t place);
int gazetteer_weight(uint32_t place); /* twice the binary logarithm of inhabitants times fame */
table_class gazetteer_class(uint32_t place);
const table_country *gazetteer_country(uint32_t place);
uint32_t gazetteer_country_index(uint32_t place);
uint32_t gazetteer_region(uint32_t place); /* 0: none known */
const char *gazetteer_text(uint32_t offset);

/* A run of a sorted key table. */
typedef struct {
    const table_key *keys;
    uint32_t n;
} gazetteer_range;

gazetteer_range gazetteer_states(const char *key);
gazetteer_range gazetteer_regions(const char *key);

/* STATE's main capital on DAY (0: today); TABLE_NONE where it has none. */
uint32_t gazetteer_capital(uint32_t state, table_day day);
/* Whether STATE existed on DAY; on day 0 (undated) every state does. */
bool gazetteer_state_valid(uint32_t state, table_day day);
/* The state to name for PLACE on DAY: then independent, else the country of today. */
uint32_t gazetteer_state_of(uint32_t place, table_day day);

#endif
