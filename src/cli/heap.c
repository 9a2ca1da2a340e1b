/* SPDX-License-Identifier: MIT
 *
 * The program's heap. A map fills some tens of MiB once and ends; taken from the system page by
 * page, that memory costs more than much of what is done with it. It is asked for in one piece
 * here, in the large pages of a system that has them, and kept until the process ends. The library
 * leaves its host's heap alone.
 */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/cli.h"

#ifdef __GLIBC__

enum { RESERVED = 64 << 20, LARGEST = 32 << 20, LARGE_PAGE = 2 << 20, SMALL_PAGE = 4096 };

static char *rounded_up(char *address, uintptr_t to)
{
    return address + (-(uintptr_t)address & (to - 1));
}

/* What the system does not know of these wishes it refuses, and nothing is lost. */
static void want_large_pages(char *start, char *end)
{
    char *first = rounded_up(start, LARGE_PAGE);
    if (first >= end)
        return;
    madvise(first, (size_t)(end - first), MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
    char *page = rounded_up(start, SMALL_PAGE);
    madvise(page, (size_t)(first - page), MADV_POPULATE_WRITE);
#endif
}

void heap_prepare(void)
{
    /* NOLINTBEGIN(concurrency-mt-unsafe): no thread has started */
    mallopt(M_ARENA_MAX, 1); /* the threads that Pango starts wait for each other */
    mallopt(M_MMAP_THRESHOLD, LARGEST);
    mallopt(M_TRIM_THRESHOLD, 2 * RESERVED); /* a batch's next map wants it again */
    mallopt(M_TOP_PAD, RESERVED);
    char *start = sbrk(0);
    void *volatile more = malloc(1 << 20); /* than there is: the heap grows by what is reserved */
    free(more);
    mallopt(M_TOP_PAD, LARGE_PAGE);
    /* NOLINTEND(concurrency-mt-unsafe) */
    want_large_pages(start, sbrk(0));
}

#else

void heap_prepare(void)
{
}

#endif
