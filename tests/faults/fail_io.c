/* SPDX-License-Identifier: MIT
 *
 * Preloaded by faults.c: makes one call of one kind fail, by number, as a disk or network would.
 *   TRIPMAP_FAIL_CALL   open, read, write, close or rename
 *   TRIPMAP_FAIL_AT     which of them, from 1; 0 fails none
 *   TRIPMAP_FAIL_ERRNO  what errno becomes; -1 reads or writes a single byte instead
 *   TRIPMAP_FAIL_COUNT  a file that receives how many such calls were made
 * The standard streams are left alone.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { SHORT = -1 };

static atomic_int calls;

static int number_of(const char *name)
{
    const char *text = getenv(name);
    return text ? atoi(text) : 0;
}

/* Counts a call of KIND; true when it is the one to fail. */
static bool is_due(const char *kind)
{
    const char *wanted = getenv("TRIPMAP_FAIL_CALL");
    if (!wanted || strcmp(wanted, kind) != 0)
        return false;
    return atomic_fetch_add(&calls, 1) + 1 == number_of("TRIPMAP_FAIL_AT");
}

static bool fails(const char *kind)
{
    if (!is_due(kind))
        return false;
    errno = number_of("TRIPMAP_FAIL_ERRNO");
    return errno > 0;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("TRIPMAP_FAIL_COUNT");
    char text[32];
    if (!path)
        return;
    int length = snprintf(text, sizeof text, "%d", (int)calls);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    syscall(SYS_write, fd, text, (size_t)length);
    syscall(SYS_close, fd);
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

static mode_t mode_argument(int flags, va_list arguments)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        mode_t mode = mode_argument(flags, arguments);                                             \
        va_end(arguments);                                                                         \
        if (fails("open"))                                                                         \
            return -1;                                                                             \
        return NEXT(int (*)(const char *, int, ...), #name)(path, flags, mode);                    \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...)                                         \
    {                                                                                              \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        mode_t mode = mode_argument(flags, arguments);                                             \
        va_end(arguments);                                                                         \
        if (fails("open"))                                                                         \
            return -1;                                                                             \
        return NEXT(int (*)(int, const char *, int, ...), #name)(folder, path, flags, mode);       \
    }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                                                                \
    FILE *name(const char *path, const char *mode)                                                 \
    {                                                                                              \
        if (fails("open"))                                                                         \
            return NULL;                                                                           \
        return NEXT(FILE * (*)(const char *, const char *), #name)(path, mode);                    \
    }
FOPEN(fopen)
FOPEN(fopen64)

/* How much of LENGTH goes through; 0: the call has failed. */
static size_t allowed(const char *kind, int fd, size_t length)
{
    if (fd <= STDERR_FILENO || !is_due(kind))
        return length;
    int error = number_of("TRIPMAP_FAIL_ERRNO");
    if (error == SHORT)
        return length < 1 ? length : 1;
    errno = error;
    return 0;
}

ssize_t read(int fd, void *out, size_t length)
{
    size_t most = allowed("read", fd, length);
    if (most == 0 && length > 0)
        return -1;
    return NEXT(ssize_t(*)(int, void *, size_t), "read")(fd, out, most);
}

#define PREAD(name)                                                                                \
    ssize_t name(int fd, void *out, size_t length, off_t at)                                       \
    {                                                                                              \
        size_t most = allowed("read", fd, length);                                                 \
        if (most == 0 && length > 0)                                                               \
            return -1;                                                                             \
        return NEXT(ssize_t(*)(int, void *, size_t, off_t), #name)(fd, out, most, at);             \
    }
PREAD(pread)
PREAD(pread64)

ssize_t write(int fd, const void *bytes, size_t length)
{
    size_t most = allowed("write", fd, length);
    if (most == 0 && length > 0)
        return -1;
    return NEXT(ssize_t(*)(int, const void *, size_t), "write")(fd, bytes, most);
}

/* A failed close has closed the descriptor all the same. */
int close(int fd)
{
    bool bad = fd > STDERR_FILENO && fails("close");
    int error = errno;
    int result = NEXT(int (*)(int), "close")(fd);
    if (!bad)
        return result;
    errno = error;
    return -1;
}

int rename(const char *from, const char *to)
{
    if (fails("rename"))
        return -1;
    return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}
