/* SPDX-License-Identifier: MIT
 *
 * The embedded tables of places, names, countries and capitals: constant data without pointers,
 * made from the TSV files in data at build time by data/pack.c, which is the other user of this
 * header.
 */
#ifndef TRIPMAP_PLACES_TABLE_H
#define TRIPMAP_PLACES_TABLE_H

#include <stdbool.h>
#include <stdint.h>

/* Days as year * 10000 + month * 100 + day, so that they compare as numbers. */
typedef int32_t table_day;
#define TABLE_ALWAYS_FROM 0
#define TABLE_ALWAYS_TO   99999999

/* A place in three words:
 *   0  latitude + 90 in 1e-4 degrees (21 bits), weight (6), class (4)
 *   1  longitude + 180 in 1e-4 degrees (22 bits), country (9)
 *   2  offset of its name in table_names (20 bits), region (12)
 * The weight is twice the binary logarithm of inhabitants times fame. */
typedef struct {
    uint32_t word[3];
} table_place;

typedef enum {
    TABLE_TOWN,
    TABLE_SEAT,    /* of a first-order division */
    TABLE_CAPITAL, /* of a country or territory of today */
    TABLE_REGION,
    TABLE_ISLAND,
    TABLE_BASE,
    TABLE_SITE,
    TABLE_WATER,
} table_class;

/* A name leads to a place: TABLE_REF_ALTERNATE is set for names that are not the main one;
 * TABLE_REF_DATED means that the rest is an index into table_dated. */
#define TABLE_REF_ALTERNATE 0x800000u
#define TABLE_REF_DATED     0x400000u
#define TABLE_REF_INDEX     0x3fffffu

/* A name borne for some years only. */
typedef struct {
    uint32_t place;
    table_day from, to; /* TO is the first day without it */
} table_dated;

/* Folded names, sorted, front-coded in blocks: an entry is the count of bytes shared with the name
 * before, the count of bytes that follow, those bytes, and three bytes of reference. */
#define TABLE_BLOCK 16

/* Today's countries and territories by ISO code. */
typedef struct {
    char iso2[3], iso3[4], adm0_a3[4];
    uint16_t state;   /* its row in table_states */
    uint32_t capital; /* place of class TABLE_CAPITAL, or TABLE_NONE */
} table_country;

#define TABLE_NONE UINT32_MAX

typedef enum {
    TABLE_STATE = 's',
    TABLE_TERRITORY = 't',
    TABLE_FORMER = 'f',
    TABLE_HINT = 'h', /* a name that narrows a search but is not printed as a country */
} table_state_kind;

/* A country of some time. */
typedef struct {
    uint32_t name; /* offset in table_texts */
    table_day from, to;
    uint16_t kind;
    uint16_t n_covers;
    uint32_t covers;
} table_state;

typedef enum { TABLE_WHOLE, TABLE_PARTLY, TABLE_RULED } table_cover_kind;

/* A state holds a country of today, or one region of it (region 0: all). */
typedef struct {
    uint16_t country, region;
    table_day from, to;
    uint16_t kind;
} table_cover;

/* Which place was a state's capital when. rank 1: where a visit to the country goes. */
typedef struct {
    uint16_t state, rank;
    uint32_t place;
    table_day from, to;
} table_seat;

typedef struct {
    uint32_t name, code; /* offsets in table_texts: "Texas", "TX" */
    uint32_t seat;       /* place, or TABLE_NONE */
    uint16_t country;
} table_region;

/* A folded name of a state or region. */
typedef struct {
    uint32_t key; /* offset in table_texts */
    uint32_t index;
} table_key;

extern const table_place table_places[];
extern const uint32_t table_n_places;
extern const unsigned char table_names[][2048];
extern const unsigned char table_keys[][2048];
extern const uint32_t table_blocks[]; /* offset of each block in table_keys */
extern const uint32_t table_n_blocks, table_n_keys;
extern const table_dated table_dateds[];
extern const unsigned char table_texts[][2048];
extern const table_country table_countries[]; /* sorted by iso2; 0 is "", nowhere */
extern const uint32_t table_n_countries;
extern const table_region table_regions[]; /* 0 is none */
extern const uint32_t table_n_regions;
extern const table_key table_region_keys[];
extern const uint32_t table_n_region_keys;
extern const table_state table_states[];
extern const uint32_t table_n_states;
extern const table_cover table_covers[];
extern const table_key table_state_keys[];
extern const uint32_t table_n_state_keys;
extern const table_seat table_seats[]; /* sorted by state */
extern const uint32_t table_n_seats;

#endif
