/* SPDX-License-Identifier: MIT
 *
 * Preloaded by memory.sh: an allocation in a worker of a batch fails, once for all workers.
 *   TRIPMAP_FAIL_AT    which allocation of a worker's map, from 1
 *   TRIPMAP_FAIL_ONCE  a file that the worker makes which fails; where it is, none fails
 * GLib ends a process whose memory runs out, Pango and Cairo may crash: either costs the worker.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/worker.h"

static atomic_long calls;
static bool in_worker;

/* A worker is this program started with one argument of its own. */
__attribute__((constructor)) static void look_around(void)
{
    char line[4096] = "";
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
    if (fd >= 0)
        close(fd);
    const char *second = line + strlen(line) + 1;
    in_worker = length > 0 && second < line + length && strcmp(second, WORKER_COMMAND) == 0;
}

static bool is_due(void)
{
    if (!in_worker)
        return false;
    const char *at = getenv("TRIPMAP_FAIL_AT"), *once = getenv("TRIPMAP_FAIL_ONCE");
    if (!at || !once || atomic_fetch_add(&calls, 1) + 1 != atol(at))
        return false;
    int fd = open(once, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    close(fd);
    errno = ENOMEM;
    return true;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size)
{
    return is_due() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return is_due() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *block, size_t size)
{
    return is_due() ? NULL : __libc_realloc(block, size);
}
