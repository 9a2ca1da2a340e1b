/* SPDX-License-Identifier: MIT
 *
 * Frames: a length of 8 bytes in the machine's own order, which keeps what follows aligned, then a
 * serialised GVariant. Both ends are the same program on the same machine; a frame that does not
 * check is a dead worker, not an attack.
 */
#include "batch/wire.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FRAME_MAX = 16 << 20 };

static bool write_all(int fd, const void *bytes, gsize length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t n = write(fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        length -= (gsize)n;
    }
    return true;
}

static bool read_all(int fd, void *bytes, gsize length)
{
    char *at = bytes;
    while (length > 0) {
        ssize_t n = read(fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        length -= (gsize)n;
    }
    return true;
}

static GVariant *decode(gconstpointer bytes, gsize length, const char *type)
{
    g_autoptr(GBytes) own = g_bytes_new(bytes, length);
    GVariant *value = g_variant_new_from_bytes(G_VARIANT_TYPE(type), own, FALSE);
    g_variant_ref_sink(value);
    if (!g_variant_is_normal_form(value))
        g_clear_pointer(&value, g_variant_unref);
    return value;
}

bool wire_send(int fd, GVariant *value)
{
    g_autoptr(GVariant) own = g_variant_ref_sink(value);
    guint64 length = g_variant_get_size(own);
    g_assert(length <= FRAME_MAX);
    /* One write for both, so that a small frame arrives in one piece. */
    g_autofree char *frame = g_malloc(sizeof length + length);
    memcpy(frame, &length, sizeof length);
    g_variant_store(own, frame + sizeof length);
    return write_all(fd, frame, sizeof length + length);
}

GVariant *wire_receive(int fd, const char *type)
{
    guint64 length;
    if (!read_all(fd, &length, sizeof length) || length > FRAME_MAX)
        return NULL;
    g_autofree char *bytes = g_malloc(length + 1);
    return read_all(fd, bytes, length) ? decode(bytes, length, type) : NULL;
}

GVariant *wire_take(GByteArray *bytes, const char *type, bool *broken)
{
    guint64 length;
    *broken = false;
    if (bytes->len < sizeof length)
        return NULL;
    memcpy(&length, bytes->data, sizeof length);
    *broken = length > FRAME_MAX;
    if (*broken || bytes->len < sizeof length + length)
        return NULL;
    GVariant *value = decode(bytes->data + sizeof length, length, type);
    g_byte_array_remove_range(bytes, 0, (guint)(sizeof length + length));
    *broken = value == NULL;
    return value;
}
