/* SPDX-License-Identifier: MIT
 *
 * Reading and writing whole files on POSIX descriptors, every call checked.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* open() as POSIX has it may be interrupted. */
static int open_again(int folder, const char *path, int flags, mode_t mode)
{
    int fd;
    do
        fd = openat(folder, path, flags, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* A descriptor that can be closed like any other. */
static int duplicate(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

/* ---- in ---- */

static ssize_t read_some(int fd, void *bytes, size_t length)
{
    ssize_t n;
    do
        n = read(fd, bytes, length);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Everything up to LIMIT bytes and one more, which tells that there is too much. */
static bool read_all(GByteArray *bytes, int fd, gsize limit)
{
    guint8 piece[65536];
    while (bytes->len <= limit) {
        ssize_t n = read_some(fd, piece, sizeof piece);
        if (n < 0)
            return false;
        if (n == 0)
            break;
        g_byte_array_append(bytes, piece, (guint)n);
    }
    return true;
}

/* What FD holds, whatever opened it; closes it. */
static bool read_open(source **out, int fd, const char *name, gsize limit, span at,
                      diag_list *diags)
{
    *out = NULL;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    bool ok = fd >= 0 && read_all(bytes, fd, limit);
    int error = errno;
    if (fd >= 0)
        close(fd);
    if (!ok) {
        diag_error(diags, DIAG_FILE_UNREADABLE, at, "cannot read \"%s\": %s", name,
                   g_strerror(error));
        return false;
    }
    if (bytes->len > limit) {
        diag_error(diags, DIAG_LIMIT, at,
                   "\"%s\" is too large; the limit is %" G_GSIZE_FORMAT " bytes", name, limit);
        return false;
    }
    *out = source_new(name, (const char *)bytes->data, bytes->len);
    return true;
}

bool file_read_source(source **out, const char *path, gsize limit, span at, diag_list *diags)
{
    diag_list_note_file(diags, path);
    if (strcmp(path, "-") == 0)
        return read_open(out, duplicate(STDIN_FILENO), "<stdin>", limit, at, diags);
    return read_open(out, open_again(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0), path, limit, at,
                     diags);
}

/* One component after the other, none of them a link. O_NONBLOCK: opening a FIFO does not wait. */
static int open_inside(const char *folder, const char *path)
{
    int at = open_again(AT_FDCWD, folder, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    for (char **part = parts; *part && at >= 0; part++) {
        int flags = O_NOFOLLOW | O_CLOEXEC;
        flags |= part[1] ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK;
        int next = open_again(at, *part, flags, 0);
        int error = errno;
        close(at);
        errno = error;
        at = next;
    }
    struct stat info;
    if (at < 0 || (fstat(at, &info) == 0 && S_ISREG(info.st_mode)))
        return at;
    close(at);
    errno = EINVAL;
    return -1;
}

bool file_read_source_inside(source **out, const char *folder, const char *path, gsize limit,
                             span at, diag_list *diags)
{
    g_autofree char *name =
        strcmp(folder, ".") == 0 ? g_strdup(path) : g_build_filename(folder, path, NULL);
    diag_list_note_file(diags, name);
    return read_open(out, open_inside(folder, path), name, limit, at, diags);
}

/* ---- out ---- */

struct file_writer {
    char *path, *temporary; /* temporary NULL: written directly */
    bool follows;           /* links at PATH */
    int fd;
    int error; /* errno of the first failure */
};

static void report(const char *path, int error, diag_list *diags)
{
    diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot write \"%s\": %s", path,
               g_strerror(error));
}

/* A new file beside the final one. Its name holds the process id and a counter, not a random
 * number: O_EXCL makes it ours whatever it is called. */
static int open_temporary(char **out, const char *path)
{
    for (int attempt = 0; attempt < 1000; attempt++) {
        char *name = g_strdup_printf("%s.tmp-%d-%d", path, (int)getpid(), attempt);
        int fd =
            open_again(AT_FDCWD, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0) {
            *out = name;
            return fd;
        }
        int error = errno;
        g_free(name);
        errno = error;
        if (error != EEXIST)
            return -1;
    }
    return -1;
}

/* A link is followed to the file it means, so that it stays a link. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);
    char *out = g_strdup(real ? real : path);
    free(real);
    return out;
}

bool file_writer_open(file_writer **out, const char *path, diag_list *diags)
{
    return file_writer_open_in(out, path, NULL, diags);
}

bool file_writer_open_in(file_writer **out, const char *path, const char *folder, diag_list *diags)
{
    *out = NULL;
    file_writer w = {.fd = -1, .follows = folder == NULL};
    struct stat info;
    bool exists = (w.follows ? stat(path, &info) : lstat(path, &info)) == 0;
    if (strcmp(path, "-") == 0) {
        w.fd = duplicate(STDOUT_FILENO);
    } else if (exists && S_ISDIR(info.st_mode)) {
        report(path, EISDIR, diags);
        return false;
    } else if (exists && !S_ISREG(info.st_mode) && w.follows) {
        w.fd = open_again(AT_FDCWD, path, O_WRONLY | O_CLOEXEC, 0);
    } else {
        g_autofree char *real = w.follows ? resolve(path) : g_strdup(path);
        g_autofree char *name = g_path_get_basename(real);
        g_autofree char *beside = folder ? g_build_filename(folder, name, NULL) : g_strdup(real);
        w.fd = open_temporary(&w.temporary, beside);
    }
    if (w.fd < 0) {
        report(path, errno, diags);
        return false;
    }
    w.path = g_strdup(path);
    *out = g_memdup2(&w, sizeof w);
    return true;
}

bool file_writer_failed(const file_writer *w)
{
    return w->error != 0;
}

bool file_writer_write(void *user, const void *bytes, size_t length)
{
    file_writer *w = user;
    const char *at = bytes;
    while (length > 0 && w->error == 0) {
        ssize_t n = write(w->fd, at, length);
        if (n >= 0) {
            at += n;
            length -= (size_t)n;
        } else if (errno != EINTR) {
            w->error = errno;
        }
    }
    return w->error == 0;
}

static void free_writer(file_writer *w)
{
    g_free(w->path);
    g_free(w->temporary);
    g_free(w);
}

bool file_writer_commit(file_writer *w, diag_list *diags)
{
    if (close(w->fd) != 0 && w->error == 0)
        w->error = errno;
    if (w->temporary && w->error == 0) {
        g_autofree char *real = w->follows ? resolve(w->path) : g_strdup(w->path);
        if (rename(w->temporary, real) != 0)
            w->error = errno;
    }
    bool ok = w->error == 0;
    if (!ok) {
        report(w->path, w->error, diags);
        if (w->temporary)
            unlink(w->temporary);
    }
    free_writer(w);
    return ok;
}

void file_writer_abort(file_writer *w)
{
    if (!w)
        return;
    close(w->fd);
    if (w->temporary)
        unlink(w->temporary);
    free_writer(w);
}

bool file_make_own_folder(const char *path, diag_list *diags)
{
    struct stat info;
    if (g_mkdir_with_parents(path, 0777) != 0) {
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot make the folder \"%s\": %s", path,
                   g_strerror(errno));
        return false;
    }
    if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "the folder \"%s\" is a symbolic link", path);
    return false;
}
