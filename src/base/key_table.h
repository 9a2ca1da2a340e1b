/* SPDX-License-Identifier: MIT
 *
 * Numbers 64-bit keys in the order in which they come. GHashTable does the same by a call or two a
 * key; this one is for vertices, of which a page has tens of thousands.
 */
#ifndef TRIPMAP_BASE_KEY_TABLE_H
#define TRIPMAP_BASE_KEY_TABLE_H

#include <glib.h>
#include <stdint.h>

/* An open table, at most half full. */
typedef struct {
    uint64_t *keys;  /* by number */
    uint32_t n;      /* keys so far */
    uint32_t *slots; /* numbers from 1; 0 where free */
    guint bits;      /* of an index into slots */
} key_table;

/* EXPECTED keys fit in without growing. */
void key_table_init(key_table *t, uint32_t expected);
void key_table_clear(key_table *t);
void key_table_grow(key_table *t);

/* The slot of KEY, or the free one that it is to have. */
static inline uint32_t *key_table_slot(const key_table *t, uint64_t key)
{
    /* Keys of neighbours differ in few low bits, which the product carries up. */
    uint64_t at = (key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> (64 - t->bits);
    while (t->slots[at] > 0 && t->keys[t->slots[at] - 1] != key)
        at = (at + 1) & ((G_GUINT64_CONSTANT(1) << t->bits) - 1);
    return &t->slots[at];
}

/* The number of KEY: t->n as it was before the call for a new one. */
static inline uint32_t key_table_number(key_table *t, uint64_t key)
{
    uint32_t *slot = key_table_slot(t, key);
    if (*slot > 0)
        return *slot - 1;
    if (t->n >= (1U << t->bits) / 2) {
        key_table_grow(t);
        slot = key_table_slot(t, key);
    }
    t->keys[t->n] = key;
    *slot = ++t->n;
    return *slot - 1;
}

#endif
