/* SPDX-License-Identifier: MIT
 *
 * Two doubles reckoned at once, by the vector types that gcc and clang have in common: each of the
 * two gets the same bits as alone. For the few loops that a compiler does not turn into such
 * itself.
 */
#ifndef TRIPMAP_BASE_PAIR_H
#define TRIPMAP_BASE_PAIR_H

#include <stdint.h>
#include <string.h>

typedef double pair __attribute__((vector_size(2 * sizeof(double))));
/* What comparing pairs gives: all bits of an element that is true, none of one that is false. */
typedef int64_t pair_mask __attribute__((vector_size(2 * sizeof(int64_t))));

/* Two neighbours in an array. */
static inline pair pair_at(const double *p)
{
    pair v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* V where MASK is true, else 0. */
static inline pair pair_where(pair_mask mask, pair v)
{
    return (pair)((pair_mask)v & mask);
}

#endif
