/* SPDX-License-Identifier: MIT
 *
 * The room of a table of keys. See key_table.h.
 */
#include "base/key_table.h"

static void make_room(key_table *t, guint bits)
{
    t->bits = bits;
    t->keys = g_renew(uint64_t, t->keys, (gsize)1 << (bits - 1));
    t->slots = g_new0(uint32_t, (gsize)1 << bits);
}

void key_table_init(key_table *t, uint32_t expected)
{
    *t = (key_table){0};
    make_room(t, g_bit_storage(expected) + 1);
}

void key_table_clear(key_table *t)
{
    g_free(t->keys);
    g_free(t->slots);
    *t = (key_table){0};
}

void key_table_grow(key_table *t)
{
    g_free(t->slots);
    make_room(t, t->bits + 1);
    for (uint32_t i = 0; i < t->n; i++)
        *key_table_slot(t, t->keys[i]) = i + 1;
}
