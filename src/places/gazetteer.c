/* SPDX-License-Identifier: MIT
 *
 * Lookups in the embedded tables: binary search over front-coded names and sorted keys.
 */
#include "places/gazetteer.h"

#include <string.h>

static const char *names(void)
{
    return (const char *)table_names;
}

/* Decodes the entry at CURSOR over KEY, which holds the name before; returns the next entry. */
static const unsigned char *decode(const unsigned char *cursor, char *key, uint32_t *ref)
{
    uint32_t shared = cursor[0], length = cursor[1];
    memcpy(key + shared, cursor + 2, length);
    key[shared + length] = '\0';
    cursor += 2 + length;
    *ref = (uint32_t)cursor[0] << 16 | (uint32_t)cursor[1] << 8 | cursor[2];
    return cursor + 3;
}

gazetteer_hit gazetteer_hit_of(uint32_t ref)
{
    gazetteer_hit hit = {.place = ref & TABLE_REF_INDEX,
                         .alternate = (ref & TABLE_REF_ALTERNATE) != 0,
                         .from = TABLE_ALWAYS_FROM,
                         .to = TABLE_ALWAYS_TO};
    if (ref & TABLE_REF_DATED) {
        const table_dated *dated = &table_dateds[hit.place];
        hit.place = dated->place;
        hit.from = dated->from;
        hit.to = dated->to;
    }
    return hit;
}

/* <0, 0, >0 as the first name of BLOCK compares with KEY. */
static int compare_block(uint32_t block, const char *key, size_t length)
{
    const unsigned char *first = (const unsigned char *)table_keys + table_blocks[block];
    int order = memcmp(first + 2, key, MIN(first[1], length));
    return order ? order : (first[1] > length) - (first[1] < length);
}

uint32_t gazetteer_find(gazetteer_hit *hits, const char *key)
{
    size_t length = strlen(key);
    uint32_t low = 0, high = table_n_blocks; /* the first block whose first name is not less */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_block(middle, key, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t block = low > 0 ? low - 1 : 0;
    const unsigned char *cursor = (const unsigned char *)table_keys + table_blocks[block];
    char current[256];
    uint32_t n = 0;
    for (uint32_t i = block * TABLE_BLOCK; i < table_n_keys && n < GAZETTEER_MAX_HITS; i++) {
        uint32_t ref;
        cursor = decode(cursor, current, &ref);
        int order = strcmp(current, key);
        if (order > 0)
            break;
        if (order == 0)
            hits[n++] = gazetteer_hit_of(ref);
    }
    return n;
}

void gazetteer_each(size_t shortest, size_t longest, gazetteer_see *see, void *user)
{
    const unsigned char *cursor = (const unsigned char *)table_keys;
    char current[256];
    for (uint32_t i = 0; i < table_n_keys; i++) {
        uint32_t ref;
        size_t length = (size_t)cursor[0] + cursor[1];
        cursor = decode(cursor, current, &ref);
        if (length >= shortest && length <= longest)
            see(current, ref, user);
    }
}

uint32_t gazetteer_count(void)
{
    return table_n_places;
}

geo_point gazetteer_at(uint32_t place)
{
    const uint32_t *word = table_places[place].word;
    return (geo_point){(int)(word[1] & 0x3fffff) / 1e4 - 180, (int)(word[0] & 0x1fffff) / 1e4 - 90};
}

const char *gazetteer_name(uint32_t place)
{
    return names() + (table_places[place].word[2] & 0xfffff);
}

int gazetteer_weight(uint32_t place)
{
    return (int)(table_places[place].word[0] >> 21 & 0x3f);
}

table_class gazetteer_class(uint32_t place)
{
    return (table_class)(table_places[place].word[0] >> 27);
}

uint32_t gazetteer_country_index(uint32_t place)
{
    return table_places[place].word[1] >> 22;
}

const table_country *gazetteer_country(uint32_t place)
{
    return &table_countries[gazetteer_country_index(place)];
}

uint32_t gazetteer_region(uint32_t place)
{
    return table_places[place].word[2] >> 20;
}

const char *gazetteer_text(uint32_t offset)
{
    return (const char *)table_texts + offset;
}

static gazetteer_range find_keys(const table_key *keys, uint32_t n, const char *key)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(gazetteer_text(keys[middle].key), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    gazetteer_range range = {keys + low, 0};
    while (low + range.n < n && strcmp(gazetteer_text(keys[low + range.n].key), key) == 0)
        range.n++;
    return range;
}

gazetteer_range gazetteer_states(const char *key)
{
    return find_keys(table_state_keys, table_n_state_keys, key);
}

gazetteer_range gazetteer_regions(const char *key)
{
    return find_keys(table_region_keys, table_n_region_keys, key);
}

uint32_t gazetteer_capital(uint32_t state, table_day day)
{
    uint32_t latest = TABLE_NONE;
    table_day latest_to = 0;
    for (uint32_t i = 0; i < table_n_seats; i++) {
        const table_seat *seat = &table_seats[i];
        if (seat->state != state || seat->rank != 1)
            continue;
        if (day >= seat->from && day < seat->to)
            return seat->place;
        if (seat->to > latest_to) { /* undated, or beyond the state's years */
            latest_to = seat->to;
            latest = seat->place;
        }
    }
    const table_state *s = &table_states[state];
    if (latest == TABLE_NONE && s->n_covers > 0)
        latest = table_countries[table_covers[s->covers].country].capital;
    return latest;
}

bool gazetteer_state_valid(uint32_t state, table_day day)
{
    const table_state *s = &table_states[state];
    return day == 0 || (day >= s->from && day < s->to);
}

/* Whether STATE held all of PLACE's country, or PLACE's region, as its own. */
static bool holds(const table_state *state, uint32_t country, uint32_t region)
{
    for (uint32_t i = 0; i < state->n_covers; i++) {
        const table_cover *cover = &table_covers[state->covers + i];
        if (cover->kind == TABLE_WHOLE && cover->country == country &&
            (cover->region == 0 || cover->region == region))
            return true;
    }
    return false;
}

uint32_t gazetteer_state_of(uint32_t place, table_day day)
{
    uint32_t country = gazetteer_country_index(place), region = gazetteer_region(place);
    uint32_t best = table_countries[country].state;
    if (country == 0 || day == 0 || gazetteer_state_valid(best, day))
        return best;
    uint32_t fewest = UINT32_MAX;
    for (uint32_t i = 0; i < table_n_states; i++) {
        const table_state *s = &table_states[i];
        if (s->kind == TABLE_HINT || s->n_covers >= fewest || !gazetteer_state_valid(i, day) ||
            !holds(s, country, region))
            continue;
        fewest = s->n_covers;
        best = i;
    }
    return best;
}
