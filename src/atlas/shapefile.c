/* SPDX-License-Identifier: MIT
 *
 * Shapelib believes what a header says (1.5.0 allocates gigabytes for a .shx cut to its header), so
 * bytes are read here, checked, and only then given to Shapelib through its I/O hooks: the index
 * and the attributes whole, the geometry through a window that always holds the record in question.
 * Opening reads the box of every record; vertices are read when a map needs them.
 *
 * Layout: ESRI Shapefile Technical Description (July 1998); lengths there count 16-bit words.
 */
#include "atlas/shapefile.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <shapefil.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "geo/box.h"

enum { SHP_HEADER = 100, SHX_ENTRY = 8, RECORD_HEADER = 8, DBF_HEADER = 32, DBF_FIELD = 32 };
/* Natural Earth's largest file has 11 MB; the int offsets of Shapelib end at 2 GiB. */
#define MAX_FILE_BYTES (1u << 30)
/* What rounding leaves beyond ±180 and ±90 is put back; what lies farther out is no degree. */
#define SLACK_DEG 1e-6

/* A file as Shapelib's hooks see it. Of a file that is held whole the window is all of it. */
typedef struct {
    int fd; /* -1 when held whole */
    char *window;
    gsize window_start, window_length, window_capacity;
    gsize read_ahead; /* bytes to read at once at least */
    gsize size, position;
    int error; /* errno of a failed read: the disk's fault, not the file's */
} input;

typedef enum { TEXT_GUESS, TEXT_UTF8, TEXT_1252 } text_encoding;

/* One record: its points, their boxes and its starts share a block that begins with the points. */
typedef struct {
    geo_shape shape;
    bool read, box_stated; /* the bounds are those that the file states */
} shapefile_record;

struct shapefile {
    char *path;
    source *where;
    shapefile_geometry geometry;
    input shp, shx;
    SHPHandle handle;
    int shape_type;
    shapefile_record *records;
    uint32_t n_records;
    gsize n_points, capacity;
    bool overfull; /* more vertices were met than capacity allows */
    bool warned;   /* of skipped shapes */

    input dbf_input;
    DBFHandle dbf;
    text_encoding encoding;
    GStringChunk *strings;
};

/* ---- Bytes ---- */

/* What is read at once: a few headers of large records, many small records with their headers, or
 * many records. */
enum { HEADER_WINDOW = 4 * 1024, SMALL_WINDOW = 64 * 1024, WINDOW = 256 * 1024 };

/* LENGTH bytes from OFFSET on, valid until the next call; NULL when the file does not have them. */
static const char *bytes_at(input *in, gsize offset, gsize length)
{
    if (offset > in->size || length > in->size - offset)
        return NULL;
    if (offset >= in->window_start && offset + length <= in->window_start + in->window_length)
        return in->window + (offset - in->window_start);
    if (in->fd < 0)
        return NULL;
    gsize wanted = MAX(length, MIN(in->read_ahead, in->size - offset));
    if (in->window_capacity < wanted) {
        in->window_capacity = wanted;
        g_free(in->window);
        in->window = g_malloc(in->window_capacity);
    }
    in->window_start = offset;
    in->window_length = 0;
    while (in->window_length < wanted) {
        ssize_t got = pread(in->fd, in->window + in->window_length, wanted - in->window_length,
                            (off_t)(offset + in->window_length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            in->error = errno;
        if (got <= 0)
            break;
        in->window_length += (gsize)got;
    }
    return in->window_length >= length ? in->window : NULL;
}

/* Opens a regular file only: a FIFO or device in a data folder must not block the program. Returns
 * NULL, or what is wrong. */
static const char *input_open(input *in, const char *path, bool whole)
{
    *in = (input){.fd = -1, .read_ahead = WINDOW};
    do
        in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    while (in->fd < 0 && errno == EINTR);
    if (in->fd < 0) {
        bool absent = errno == ENOENT || errno == ENOTDIR;
        in->error = absent ? 0 : errno;
        return absent ? "is missing" : "cannot be read";
    }
    struct stat info;
    if (fstat(in->fd, &info) != 0 || !S_ISREG(info.st_mode))
        return "is no regular file";
    if (info.st_size > MAX_FILE_BYTES)
        return "is larger than 1 GiB";
    in->size = (gsize)info.st_size;
    if (whole && in->size > 0 && !bytes_at(in, 0, in->size))
        return "cannot be read";
    if (whole) {
        close(in->fd);
        in->fd = -1;
    }
    return NULL;
}

static void drop_window(input *in)
{
    g_free(in->window);
    in->window = NULL;
    in->window_capacity = in->window_length = 0;
}

static void input_close(input *in)
{
    if (in->fd >= 0)
        close(in->fd);
    in->fd = -1;
    drop_window(in);
}

static uint32_t big_u32(const char *at)
{
    uint32_t raw;
    memcpy(&raw, at, sizeof raw);
    return GUINT32_FROM_BE(raw);
}

static uint32_t little_u32(const char *at)
{
    uint32_t raw;
    memcpy(&raw, at, sizeof raw);
    return GUINT32_FROM_LE(raw);
}

static uint16_t little_u16(const char *at)
{
    uint16_t raw;
    memcpy(&raw, at, sizeof raw);
    return GUINT16_FROM_LE(raw);
}

/* ---- Shapelib's view of the files ---- */

/* SHPOpenLL and DBFOpenLL name files but pass no context: this is what they may open. */
typedef struct {
    input *shp, *shx, *dbf;
} openable;
static _Thread_local const openable *openable_now;

static SAFile hook_open(const char *name, const char *access)
{
    (void)access;
    if (g_str_has_suffix(name, ".shp"))
        return (SAFile)openable_now->shp;
    if (g_str_has_suffix(name, ".shx"))
        return (SAFile)openable_now->shx;
    if (g_str_has_suffix(name, ".dbf"))
        return (SAFile)openable_now->dbf;
    return NULL;
}

static SAOffset hook_read(void *out, SAOffset size, SAOffset count, SAFile handle)
{
    input *in = (input *)handle;
    gsize whole = size == 0 ? 0 : MIN(count, (in->size - in->position) / size);
    const char *bytes = whole > 0 ? bytes_at(in, in->position, whole * size) : NULL;
    if (!bytes)
        return 0;
    memcpy(out, bytes, whole * size);
    in->position += whole * size;
    return whole;
}

static SAOffset hook_write(void *in, SAOffset size, SAOffset count, SAFile handle)
{
    (void)in, (void)size, (void)count, (void)handle;
    return 0;
}

static SAOffset hook_seek(SAFile handle, SAOffset offset, int whence)
{
    input *in = (input *)handle;
    gsize base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? in->position : in->size;
    gsize target = base + offset; /* a negative offset arrives as a huge one and wraps back */
    if (target > in->size)
        return (SAOffset)-1;
    in->position = target;
    return 0;
}

static SAOffset hook_tell(SAFile handle)
{
    return ((input *)handle)->position;
}

static int hook_done(SAFile handle)
{
    (void)handle;
    return 0;
}

static int hook_remove(const char *name)
{
    (void)name;
    return -1;
}

/* Shapelib would print to stderr; what it could complain of has its own message here. */
static void hook_error(const char *message)
{
    (void)message;
}

/* atof() reads a decimal comma in some locales. */
static double hook_atof(const char *text)
{
    return g_ascii_strtod(text, NULL);
}

static SAHooks memory_hooks(void)
{
    return (SAHooks){.FOpen = hook_open,
                     .FRead = hook_read,
                     .FWrite = hook_write,
                     .FSeek = hook_seek,
                     .FTell = hook_tell,
                     .FFlush = hook_done,
                     .FClose = hook_done,
                     .Remove = hook_remove,
                     .Error = hook_error,
                     .Atof = hook_atof};
}

/* ---- Files and complaints ---- */

/* PATH with its last three letters replaced; official downloads are all lower case, some archives
 * all upper. */
static char *neighbour(const char *path, const char *extension)
{
    g_autofree char *stem = g_strndup(path, strlen(path) - 3);
    char *lower = g_strconcat(stem, extension, NULL);
    if (g_file_test(lower, G_FILE_TEST_EXISTS))
        return lower;
    g_autofree char *upper_extension = g_ascii_strup(extension, -1);
    char *upper = g_strconcat(stem, upper_extension, NULL);
    if (!g_file_test(upper, G_FILE_TEST_EXISTS)) {
        g_free(upper);
        return lower;
    }
    g_free(lower);
    return upper;
}

static void warn(const shapefile *file, diag_list *diags, const char *help, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
static void warn(const shapefile *file, diag_list *diags, const char *help, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diag_entry *entry =
        diag_warning(diags, DIAG_BAD_DATA, (span){file->where, 0, 0, 0}, "%s", message);
    if (help)
        diag_help(entry, "%s", help);
}

/* A layer that is damaged may be missing from a map; one that could not be read, this time, may
 * not. */
static void report_error(const shapefile *file, diag_list *diags, input *in)
{
    if (in->error != 0)
        diag_error(diags, DIAG_FILE_UNREADABLE, (span){file->where, 0, 0, 0}, "cannot be read: %s",
                   g_strerror(in->error));
    in->error = 0;
}

static bool open_or_warn(const shapefile *file, diag_list *diags, input *in, const char *path,
                         bool whole)
{
    const char *problem = input_open(in, path, whole);
    if (in->error != 0) {
        report_error(file, diags, in);
    } else if (problem) {
        g_autofree char *base = g_path_get_basename(path);
        warn(file, diags, NULL, "\"%s\" %s", base, problem);
    }
    return !problem;
}

/* ---- Checks before Shapelib sees anything ---- */

static bool shape_type_fits(int type, shapefile_geometry expected)
{
    switch (expected) {
    case SHAPEFILE_POINTS:
        return type == SHPT_POINT || type == SHPT_POINTZ || type == SHPT_POINTM;
    case SHAPEFILE_LINES:
        return type == SHPT_ARC || type == SHPT_ARCZ || type == SHPT_ARCM;
    case SHAPEFILE_POLYGONS:
        return type == SHPT_POLYGON || type == SHPT_POLYGONZ || type == SHPT_POLYGONM;
    }
    g_assert_not_reached();
}

static bool check_headers(shapefile *file, diag_list *diags)
{
    static const char *const nouns[] = {"points", "lines", "polygons"};
    const char *shp = bytes_at(&file->shp, 0, SHP_HEADER);
    const char *shx = bytes_at(&file->shx, 0, SHP_HEADER);
    if (!shp || !shx || big_u32(shp) != 9994 || big_u32(shx) != 9994) {
        warn(file, diags, NULL, "this is no shapefile");
        return false;
    }
    file->shape_type = (int)little_u32(shp + 32);
    if (!shape_type_fits(file->shape_type, file->geometry)) {
        warn(file, diags, NULL, "this shapefile does not hold %s", nouns[file->geometry]);
        return false;
    }
    guint64 shp_bytes = 2 * (guint64)big_u32(shp + 24);
    guint64 shx_bytes = 2 * (guint64)big_u32(shx + 24);
    if (shp_bytes > file->shp.size || shx_bytes > file->shx.size || shx_bytes < SHP_HEADER) {
        warn(file, diags, "copy or download it again", "the file is cut short");
        return false;
    }
    guint64 records = (shx_bytes - SHP_HEADER) / SHX_ENTRY;
    if (records > LIMIT_SHAPE_RECORDS) {
        warn(file, diags, NULL, "the file has more than %d records", LIMIT_SHAPE_RECORDS);
        return false;
    }
    file->n_records = (uint32_t)records;
    return true;
}

/* Where record INDEX lies by the index, its header included; false when that cannot be. */
static bool locate_record(shapefile *file, uint32_t index, gsize *offset, gsize *length)
{
    const char *entry = bytes_at(&file->shx, SHP_HEADER + (gsize)index * SHX_ENTRY, SHX_ENTRY);
    if (!entry) /* the file has shrunk since, or the disk fails */
        return false;
    *offset = 2 * (gsize)big_u32(entry);
    *length = 2 * (gsize)big_u32(entry + 4) + RECORD_HEADER;
    return *offset >= SHP_HEADER && *length >= RECORD_HEADER + 4;
}

/* Whether record INDEX lies within the file and is large enough for the counts that it states. */
static bool check_record(shapefile *file, uint32_t index)
{
    gsize offset, length;
    const char *record =
        locate_record(file, index, &offset, &length) ? bytes_at(&file->shp, offset, length) : NULL;
    if (!record || 2 * (guint64)big_u32(record + 4) != length - RECORD_HEADER)
        return false;
    const char *content = record + RECORD_HEADER;
    length -= RECORD_HEADER;
    int type = (int)little_u32(content);
    if (type == SHPT_NULL)
        return true;
    if (type != file->shape_type)
        return false;
    if (shape_type_fits(type, SHAPEFILE_POINTS))
        return length >= 4 + 16;
    if (length < 44)
        return false;
    guint64 n_parts = little_u32(content + 36), n_points = little_u32(content + 40);
    if (44 + 4 * n_parts + 16 * n_points > length)
        return false;
    for (guint64 i = 0, previous = 0; i < n_parts; i++) {
        guint64 start = little_u32(content + 44 + 4 * i);
        if (start < previous || start > n_points || (i == 0 && start != 0))
            return false;
        previous = start;
    }
    return true;
}

/* Every field must lie within the record, every record within the file. */
static bool check_dbf(const char *dbf, gsize size, uint32_t n_records)
{
    if (size < DBF_HEADER + 1)
        return false;
    guint64 rows = little_u32(dbf + 4), header = little_u16(dbf + 8), row = little_u16(dbf + 10);
    if (rows != n_records || header < DBF_HEADER + 1 || header + rows * row > size)
        return false;
    guint64 used = 1; /* the deletion mark */
    for (gsize at = DBF_HEADER; at + DBF_FIELD < header && dbf[at] != '\r'; at += DBF_FIELD) {
        bool numeric = dbf[at + 11] == 'N' || dbf[at + 11] == 'F';
        uint8_t width = (uint8_t)dbf[at + 16], decimals = (uint8_t)dbf[at + 17];
        /* In text columns wider than 255 the second byte belongs to the width. */
        used += numeric || decimals == 0 ? width : width + 256u * decimals;
        if (width == 0 && decimals == 0)
            return false;
    }
    return used > 1 && used <= row;
}

/* ---- Geometry ---- */

static bool snap_deg(double *value, double limit)
{
    if (fabs(*value) <= limit)
        return true;
    if (!(fabs(*value) <= limit + SLACK_DEG)) /* not finite either */
        return false;
    *value = copysign(limit, *value);
    return true;
}

/* Copies one part to OUT, rings closed; returns how many vertices it has, 0 when it holds no
 * degrees or is too short to draw. */
static uint32_t copy_part(geo_point *out, const double *x, const double *y, uint32_t n,
                          shapefile_geometry geometry)
{
    static const uint32_t fewest[] = {1, 2, 3}, fewest_closed[] = {1, 2, 4};
    if (n < fewest[geometry])
        return 0;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (geo_point){x[i], y[i]};
        if (!snap_deg(&out[i].lon_deg, 180) || !snap_deg(&out[i].lat_deg, 90))
            return 0;
    }
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): n is 1 at least */
    bool closed = out[0].lon_deg == out[n - 1].lon_deg && out[0].lat_deg == out[n - 1].lat_deg;
    if (geometry == SHAPEFILE_POLYGONS && !closed)
        out[n++] = out[0];
    return n < fewest_closed[geometry] ? 0 : n;
}

static geo_box bounds_of(const geo_point *points, gsize n)
{
    geo_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (gsize i = 0; i < n; i++) {
        box.west_deg = MIN(box.west_deg, points[i].lon_deg);
        box.east_deg = MAX(box.east_deg, points[i].lon_deg);
        box.south_deg = MIN(box.south_deg, points[i].lat_deg);
        box.north_deg = MAX(box.north_deg, points[i].lat_deg);
    }
    return n > 0 ? box : (geo_box){0, 0, 0, 0};
}

/* Sets the boxes of N points; returns the one around them all. */
static geo_box measure(geo_box *boxes, const geo_point *points, gsize n)
{
    geo_box all = bounds_of(points, MIN(n, GEO_STEP));
    for (gsize i = 0; i < n; i += GEO_STEP) {
        geo_box *box = &boxes[i / GEO_STEP];
        *box = bounds_of(points + i, MIN(n - i, GEO_STEP));
        all.west_deg = MIN(all.west_deg, box->west_deg);
        all.east_deg = MAX(all.east_deg, box->east_deg);
        all.south_deg = MIN(all.south_deg, box->south_deg);
        all.north_deg = MAX(all.north_deg, box->north_deg);
    }
    return all;
}

/* The box that the record's header states; false when it is none that can be believed: some
 * programs leave it zero. */
static bool stated_box(const shapefile *file, const char *content, gsize length, geo_box *out)
{
    double corners[4];
    gsize n = file->geometry == SHAPEFILE_POINTS ? 2 : 4;
    if (length < 4 + n * sizeof(double) || (int)little_u32(content) != file->shape_type)
        return false;
    for (gsize i = 0; i < n; i++) {
        guint64 raw;
        memcpy(&raw, content + 4 + i * sizeof raw, sizeof raw);
        raw = GUINT64_FROM_LE(raw);
        memcpy(&corners[i], &raw, sizeof raw);
        if (!snap_deg(&corners[i], i % 2 == 0 ? 180 : 90))
            return false;
    }
    if (n == 2) {
        *out = (geo_box){corners[0], corners[1], corners[0], corners[1]};
        return true;
    }
    geo_box box = {corners[0], corners[1], corners[2], corners[3]};
    bool empty = box.west_deg == box.east_deg && box.south_deg == box.north_deg;
    if (empty || box.west_deg > box.east_deg || box.south_deg > box.north_deg)
        return false;
    *out = box;
    return true;
}

static bool box_holds(const geo_box *box, const geo_box *other)
{
    return box->west_deg <= other->west_deg && box->south_deg <= other->south_deg &&
           box->east_deg >= other->east_deg && box->north_deg >= other->north_deg;
}

/* Records that state no box get that of the world, so that every map reads them. */
static void read_boxes(shapefile *file)
{
    static const uint32_t no_starts[1];
    const geo_box world = {-180, -90, 180, 90};
    bool small = file->shp.size / MAX(file->n_records, 1) < HEADER_WINDOW;
    file->shp.read_ahead = small ? SMALL_WINDOW : HEADER_WINDOW;
    for (uint32_t i = 0; i < file->n_records; i++) {
        shapefile_record *record = &file->records[i];
        record->shape = (geo_shape){.starts = no_starts, .bounds = world};
        gsize offset, length;
        if (!locate_record(file, i, &offset, &length))
            continue;
        length = MIN(length, RECORD_HEADER + 4 + 4 * sizeof(double));
        const char *header = bytes_at(&file->shp, offset, length);
        record->box_stated = header && stated_box(file, header + RECORD_HEADER,
                                                  length - RECORD_HEADER, &record->shape.bounds);
    }
    file->shp.read_ahead = WINDOW;
    drop_window(&file->shp);
}

/* Copies the good parts of OBJECT to the record; returns how many were skipped. A shape that leaves
 * its box is damaged: some maps would show it, others not. */
static uint32_t copy_shape(shapefile *file, shapefile_record *record, const SHPObject *object)
{
    bool point = file->geometry == SHAPEFILE_POINTS;
    gsize n_parts = point ? 1 : (gsize)object->nParts, n_vertices = (gsize)object->nVertices;
    gsize room = n_vertices + n_parts; /* one more to close each ring */
    if (room > file->capacity - file->n_points) {
        file->overfull = true;
        return (uint32_t)n_parts;
    }
    gsize n_boxes = (room + GEO_STEP - 1) / GEO_STEP;
    geo_point *points = g_malloc(room * sizeof *points + n_boxes * sizeof(geo_box) +
                                 (n_parts + 1) * sizeof(uint32_t));
    geo_box *boxes = (geo_box *)(void *)(points + room);
    uint32_t *starts = (uint32_t *)(void *)(boxes + n_boxes);
    uint32_t kept = 0;
    starts[0] = 0;
    for (gsize part = 0; part < n_parts; part++) {
        gsize start = point ? 0 : (gsize)object->panPartStart[part];
        gsize end = part + 1 < n_parts ? (gsize)object->panPartStart[part + 1] : n_vertices;
        uint32_t n = copy_part(points + starts[kept], object->padfX + start, object->padfY + start,
                               (uint32_t)(end - start), file->geometry);
        if (n > 0) {
            starts[kept + 1] = starts[kept] + n;
            kept++;
        }
    }
    geo_box bounds = measure(boxes, points, starts[kept]);
    if (kept == 0 || (record->box_stated && !box_holds(&record->shape.bounds, &bounds))) {
        g_free(points);
        return (uint32_t)n_parts;
    }
    file->n_points += starts[kept];
    record->shape.points = points;
    record->shape.boxes = boxes;
    record->shape.starts = starts;
    record->shape.n_parts = kept;
    if (!record->box_stated)
        record->shape.bounds = bounds;
    return (uint32_t)(n_parts - kept);
}

/* Returns how many shapes or parts were skipped. */
static uint32_t read_record(shapefile *file, uint32_t index)
{
    SHPObject *object = check_record(file, index) ? SHPReadObject(file->handle, (int)index) : NULL;
    if (!object)
        return 1;
    uint32_t skipped = 0;
    if (object->nSHPType != SHPT_NULL && object->nVertices > 0)
        skipped = copy_shape(file, &file->records[index], object);
    SHPDestroyObject(object);
    return skipped;
}

void shapefile_read(shapefile *file, const geo_box *window, diag_list *diags)
{
    uint32_t n_skipped = 0;
    bool was_overfull = file->overfull;
    for (uint32_t i = 0; i < file->n_records && !file->overfull; i++) {
        shapefile_record *record = &file->records[i];
        if (record->read || (window && !geo_box_overlap(window, &record->shape.bounds)))
            continue;
        record->read = true;
        n_skipped += read_record(file, i);
    }
    drop_window(&file->shp);
    report_error(file, diags, &file->shp);
    if (file->overfull && !was_overfull)
        warn(file, diags, NULL,
             "the file has more than %d vertices, or records that lie over each other; "
             "the rest is skipped",
             LIMIT_SHAPE_VERTICES);
    else if (n_skipped > 0 && !file->warned)
        warn(file, diags, NULL, "%u damaged shapes or parts are skipped", n_skipped);
    file->warned = file->warned || n_skipped > 0;
}

static bool open_geometry(shapefile *file, diag_list *diags)
{
    /* A vertex takes 16 bytes and a part 52 at least, so a file without records laid over each
     * other (which could otherwise blow up without end) has at most this many, closing included. */
    file->capacity = MIN(file->shp.size / 12, (gsize)LIMIT_SHAPE_VERTICES) + 1;
    file->records = g_new0(shapefile_record, MAX(file->n_records, 1));
    read_boxes(file);
    openable files = {&file->shp, &file->shx, NULL};
    SAHooks hooks = memory_hooks();
    openable_now = &files;
    file->handle = SHPOpenLL("memory.shp", "rb", &hooks);
    openable_now = NULL;
    if (file->handle)
        SHPSetFastModeReadObject(file->handle, TRUE);
    else
        warn(file, diags, NULL, "the file is damaged");
    return file->handle != NULL;
}

/* ---- Attributes ---- */

static text_encoding encoding_of(const shapefile *file, diag_list *diags)
{
    g_autofree char *cpg = neighbour(file->path, "cpg");
    input in;
    g_autofree char *name = NULL;
    if (!input_open(&in, cpg, true) && in.size > 0 && in.size < 64)
        name = g_ascii_strup(in.window, (gssize)in.size);
    report_error(file, diags, &in);
    input_close(&in);
    if (!name)
        return TEXT_GUESS;
    if (strstr(name, "UTF") || strstr(name, "65001"))
        return TEXT_UTF8;
    if (strstr(name, "1252") || strstr(name, "8859"))
        return TEXT_1252;
    return TEXT_GUESS;
}

static void open_attributes(shapefile *file, diag_list *diags)
{
    g_autofree char *path = neighbour(file->path, "dbf");
    if (!open_or_warn(file, diags, &file->dbf_input, path, true))
        return;
    if (check_dbf(file->dbf_input.window, file->dbf_input.size, file->n_records)) {
        openable files = {NULL, NULL, &file->dbf_input};
        SAHooks hooks = memory_hooks();
        openable_now = &files;
        file->dbf = DBFOpenLL("memory.dbf", "rb", &hooks);
        openable_now = NULL;
    }
    if (!file->dbf)
        warn(file, diags, "names and colours are missing on the map",
             "its attribute file (.dbf) is damaged");
    file->encoding = encoding_of(file, diags);
}

/* The upper half of Windows-1252 where it differs from Latin-1; the five holes become U+FFFD. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

static char *from_1252(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const uint8_t *at = (const uint8_t *)text; *at; at++)
        g_string_append_unichar(out, *at >= 0x80 && *at < 0xA0 ? windows_1252[*at - 0x80] : *at);
    return g_string_free(out, FALSE);
}

static char *to_utf8(const char *raw, text_encoding encoding)
{
    if (encoding != TEXT_1252 && g_utf8_validate(raw, -1, NULL))
        return g_strdup(raw);
    if (encoding == TEXT_UTF8) {
        /* A column's width may have cut the last character. */
        const char *end;
        g_utf8_validate(raw, -1, &end);
        return strlen(end) < 4 ? g_strndup(raw, (gsize)(end - raw)) : g_utf8_make_valid(raw, -1);
    }
    return from_1252(raw);
}

int shapefile_column(const shapefile *file, const char *name)
{
    if (!file->dbf)
        return -1;
    int n = DBFGetFieldCount(file->dbf);
    for (int i = 0; i < n; i++) {
        char title[XBASE_FLDNAME_LEN_READ + 1] = "";
        DBFGetFieldInfo(file->dbf, i, title, NULL, NULL);
        if (g_ascii_strcasecmp(title, name) == 0)
            return i;
    }
    return -1;
}

const char *shapefile_text(shapefile *file, uint32_t record, int column)
{
    if (column < 0 || !file->dbf)
        return "";
    const char *raw = DBFReadStringAttribute(file->dbf, (int)record, column);
    if (!raw)
        return "";
    g_autofree char *text = to_utf8(raw, file->encoding);
    for (char *at = text; *at; at = g_utf8_next_char(at))
        if ((uint8_t)*at < 0x20 || *at == 0x7f)
            *at = ' ';
    g_strstrip(text);
    if (strcmp(text, "-99") == 0 || strcmp(text, "-099") == 0 || strcmp(text, "(NULL)") == 0)
        return "";
    return g_string_chunk_insert_const(file->strings, text);
}

int shapefile_int(shapefile *file, uint32_t record, int column, int fallback)
{
    if (column < 0 || !file->dbf)
        return fallback;
    const char *raw = DBFReadStringAttribute(file->dbf, (int)record, column);
    char *end = NULL;
    double value = raw ? g_ascii_strtod(raw, &end) : 0;
    if (!raw || end == raw || !(fabs(value) < 1e9) || value == -99)
        return fallback;
    return (int)floor(value);
}

/* ---- The whole file ---- */

bool shapefile_open(shapefile **out, const char *path, shapefile_geometry expected,
                    diag_list *diags)
{
    *out = NULL;
    g_autofree char *shx_path = neighbour(path, "shx");
    g_autoptr(shapefile) file = g_new0(shapefile, 1);
    file->path = g_strdup(path);
    file->where = source_new(path, "", 0);
    file->geometry = expected;
    file->strings = g_string_chunk_new(1024);
    file->dbf_input.fd = file->shp.fd = file->shx.fd = -1;
    bool good = open_or_warn(file, diags, &file->shp, path, false) &&
                open_or_warn(file, diags, &file->shx, shx_path, true) &&
                check_headers(file, diags) && open_geometry(file, diags);
    report_error(file, diags, &file->shp);
    report_error(file, diags, &file->shx);
    if (!good)
        return false;
    open_attributes(file, diags);
    *out = g_steal_pointer(&file);
    return true;
}

void shapefile_note(const char *path, diag_list *diags)
{
    static const char *const endings[] = {"shx", "dbf", "cpg"};
    diag_list_note_file(diags, path);
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *beside = neighbour(path, endings[i]);
        diag_list_note_file(diags, beside);
    }
}

void shapefile_free(shapefile *file)
{
    if (!file)
        return;
    if (file->dbf)
        DBFClose(file->dbf);
    if (file->handle)
        SHPClose(file->handle);
    for (uint32_t i = 0; file->records && i < file->n_records; i++)
        g_free((gpointer)file->records[i].shape.points);
    g_free(file->records);
    g_string_chunk_free(file->strings);
    input_close(&file->shp);
    input_close(&file->shx);
    input_close(&file->dbf_input);
    source_unref(file->where);
    g_free(file->path);
    g_free(file);
}

uint32_t shapefile_count(const shapefile *file)
{
    return file->n_records;
}

geo_shape shapefile_shape(const shapefile *file, uint32_t record)
{
    g_assert(record < file->n_records);
    return file->records[record].shape;
}
