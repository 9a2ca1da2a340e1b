/* SPDX-License-Identifier: MIT
 *
 * The nearest names: a scan over the whole gazetteer, which only an error pays for. Its names are
 * folded more than suggest_fold folds, so that they need not be folded again.
 */
#include "places/nearest.h"

#include <string.h>

#include "base/suggest.h"

typedef struct {
    const place_query *query;
    suggest_word word;
    int limit;
    uint32_t n;
    struct {
        uint32_t place;
        int cost;
    } best[NEAREST_MAX];
} search;

static bool passes(const place_query *query, uint32_t place)
{
    for (guint i = 0; i < query->filters->len; i++) {
        const place_filter *f = &g_array_index(query->filters, place_filter, i);
        uint32_t country = gazetteer_country_index(place);
        bool found = false;
        for (uint32_t j = 0; j < f->states.n && !found; j++) {
            const table_state *s = &table_states[f->states.keys[j].index];
            for (uint32_t k = 0; k < s->n_covers && !found; k++)
                found = table_covers[s->covers + k].country == country;
        }
        for (uint32_t j = 0; j < f->regions.n && !found; j++)
            found = f->regions.keys[j].index == gazetteer_region(place);
        if (!found)
            return false;
    }
    return true;
}

static void insert(search *s, uint32_t place, int cost)
{
    uint32_t at = s->n;
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->best[i].place == place) {
            if (s->best[i].cost <= cost)
                return;
            at = i;
            break;
        }
    }
    if (at == s->n && s->n < NEAREST_MAX)
        s->n++;
    else if (at == s->n)
        at = s->best[NEAREST_MAX - 1].cost > cost ? NEAREST_MAX - 1 : NEAREST_MAX;
    if (at == NEAREST_MAX)
        return;
    for (; at > 0 && s->best[at - 1].cost > cost; at--)
        s->best[at] = s->best[at - 1];
    s->best[at].place = place;
    s->best[at].cost = cost;
}

static void see(const char *key, uint32_t ref, void *user)
{
    search *s = user;
    int distance = suggest_word_distance(&s->word, key, s->limit);
    if (distance > s->limit)
        return;
    gazetteer_hit hit = gazetteer_hit_of(ref);
    /* A letter more than a place a thousand times as small; another country costs two letters. */
    int cost = distance * 20 - gazetteer_weight(hit.place) + (hit.alternate ? 10 : 0);
    insert(s, hit.place, cost + (passes(s->query, hit.place) ? 0 : 40));
}

uint32_t nearest_places(uint32_t places[NEAREST_MAX], const place_query *query)
{
    search s = {.query = query};
    g_autofree char *folded = suggest_fold(query->key);
    size_t length = strlen(query->key);
    if (length < 2 || length > 60 || !suggest_word_init(&s.word, folded))
        return 0;
    s.limit = CLAMP((int)length / 4, 1, 3);
    gazetteer_each(length - MIN(length, (size_t)s.limit), length + (size_t)s.limit, see, &s);
    for (uint32_t i = 0; i < s.n; i++)
        places[i] = s.best[i].place;
    return s.n;
}
