/* SPDX-License-Identifier: MIT
 *
 * Shapelib believes what a header says (1.5.0 allocates gigabytes for a .shx cut to its header), so
 * bytes are read here, checked, and only then given to Shapelib through its I/O hooks: the index
 * and the attributes whole, the geometry through a window that always holds the record in question.
 * One pass copies every vertex into one block that all shapes of the file share.
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
    gsize size, position;
    int error; /* errno of a failed read: the disk's fault, not the file's */
} input;

typedef enum { TEXT_GUESS, TEXT_UTF8, TEXT_1252 } text_encoding;

struct shapefile {
    geo_point *points; /* all vertices of all records */
    gsize n_points, capacity;
    bool overfull; /* more vertices were met than capacity allows */
    GArray
        *starts; /* uint32_t: for each record n_parts + 1 entries, counted from its first point */
    geo_shape *shapes;
    gsize *first_start; /* index into starts, of each record */
    uint32_t n_records;

    input dbf_input;
    DBFHandle dbf;
    text_encoding encoding;
    GStringChunk *strings;
};

/* What one read holds until the geometry is copied. */
typedef struct {
    const char *path;
    source *where;
    diag_list *diags;
    input shp, shx;
    int shape_type;
    uint32_t n_skipped;
} reading;

/* ---- Bytes ---- */

enum { WINDOW = 256 * 1024 };

/* LENGTH bytes from OFFSET on, valid until the next call; NULL when the file does not have them. */
static const char *bytes_at(input *in, gsize offset, gsize length)
{
    if (offset > in->size || length > in->size - offset)
        return NULL;
    if (offset >= in->window_start && offset + length <= in->window_start + in->window_length)
        return in->window + (offset - in->window_start);
    if (in->fd < 0)
        return NULL;
    if (in->window_capacity < length || !in->window) {
        in->window_capacity = MAX(length, MIN((gsize)WINDOW, in->size));
        g_free(in->window);
        in->window = g_malloc(in->window_capacity);
    }
    in->window_start = offset;
    in->window_length = 0;
    gsize wanted = MIN(in->window_capacity, in->size - offset);
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
    *in = (input){.fd = -1};
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

static void input_close(input *in)
{
    if (in->fd >= 0)
        close(in->fd);
    in->fd = -1;
    g_free(in->window);
    in->window = NULL;
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

static void warn(reading *r, const char *help, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void warn(reading *r, const char *help, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diag_entry *entry =
        diag_warning(r->diags, DIAG_BAD_DATA, (span){r->where, 0, 0, 0}, "%s", message);
    if (help)
        diag_help(entry, "%s", help);
}

/* A layer that is damaged may be missing from a map; one that could not be read, this time, may
 * not. */
static void report_error(reading *r, input *in)
{
    if (in->error != 0)
        diag_error(r->diags, DIAG_FILE_UNREADABLE, (span){r->where, 0, 0, 0}, "cannot be read: %s",
                   g_strerror(in->error));
    in->error = 0;
}

static bool open_or_warn(reading *r, input *in, const char *path, bool whole)
{
    const char *problem = input_open(in, path, whole);
    if (in->error != 0) {
        report_error(r, in);
    } else if (problem) {
        g_autofree char *base = g_path_get_basename(path);
        warn(r, NULL, "\"%s\" %s", base, problem);
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

static bool check_headers(reading *r, shapefile_geometry expected, uint32_t *n_records)
{
    static const char *const nouns[] = {"points", "lines", "polygons"};
    const char *shp = bytes_at(&r->shp, 0, SHP_HEADER), *shx = bytes_at(&r->shx, 0, SHP_HEADER);
    if (!shp || !shx || big_u32(shp) != 9994 || big_u32(shx) != 9994) {
        warn(r, NULL, "this is no shapefile");
        return false;
    }
    r->shape_type = (int)little_u32(shp + 32);
    if (!shape_type_fits(r->shape_type, expected)) {
        warn(r, NULL, "this shapefile does not hold %s", nouns[expected]);
        return false;
    }
    guint64 shp_bytes = 2 * (guint64)big_u32(shp + 24);
    guint64 shx_bytes = 2 * (guint64)big_u32(shx + 24);
    if (shp_bytes > r->shp.size || shx_bytes > r->shx.size || shx_bytes < SHP_HEADER) {
        warn(r, "copy or download it again", "the file is cut short");
        return false;
    }
    guint64 records = (shx_bytes - SHP_HEADER) / SHX_ENTRY;
    if (records > LIMIT_SHAPE_RECORDS) {
        warn(r, NULL, "the file has more than %d records", LIMIT_SHAPE_RECORDS);
        return false;
    }
    *n_records = (uint32_t)records;
    return true;
}

/* Whether record INDEX lies within the file and is large enough for the counts that it states. */
static bool check_record(reading *r, uint32_t index)
{
    const char *entry = bytes_at(&r->shx, SHP_HEADER + (gsize)index * SHX_ENTRY, SHX_ENTRY);
    guint64 offset = 2 * (guint64)big_u32(entry), length = 2 * (guint64)big_u32(entry + 4);
    if (offset < SHP_HEADER || length < 4)
        return false;
    const char *record = bytes_at(&r->shp, offset, RECORD_HEADER + length);
    if (!record || 2 * (guint64)big_u32(record + 4) != length)
        return false;
    const char *content = record + RECORD_HEADER;
    int type = (int)little_u32(content);
    if (type == SHPT_NULL)
        return true;
    if (type != r->shape_type)
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

/* Room for N vertices and one that closes a ring. */
static bool has_room(shapefile *file, gsize n)
{
    file->overfull = file->overfull || n + 1 > file->capacity - file->n_points;
    return !file->overfull;
}

/* Copies one part; false, with nothing added, when it holds no degrees or is too short to draw. */
static bool add_part(shapefile *file, const double *x, const double *y, int n, bool ring)
{
    gsize before = file->n_points;
    if (n < (ring ? 3 : 2) || !has_room(file, (gsize)n))
        return false;
    geo_point *out = file->points + file->n_points;
    for (int i = 0; i < n; i++) {
        out[i] = (geo_point){x[i], y[i]};
        if (!snap_deg(&out[i].lon_deg, 180) || !snap_deg(&out[i].lat_deg, 90))
            return false;
    }
    file->n_points += (gsize)n;
    bool closed = out[0].lon_deg == out[n - 1].lon_deg && out[0].lat_deg == out[n - 1].lat_deg;
    if (ring && !closed)
        file->points[file->n_points++] = out[0];
    if (ring && file->n_points - before < 4) {
        file->n_points = before;
        return false;
    }
    return true;
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

/* Appends the record's good parts; returns how many were skipped. */
static uint32_t add_record(shapefile *file, uint32_t index, const SHPObject *object,
                           shapefile_geometry geometry)
{
    gsize first = file->n_points;
    uint32_t at = 0, skipped = 0, n_parts = 0;
    file->first_start[index] = file->starts->len;
    g_array_append_val(file->starts, at);
    int n_parts_stated = object == NULL || object->nSHPType == SHPT_NULL ? 0
                         : geometry == SHAPEFILE_POINTS                  ? 1
                                                                         : object->nParts;
    for (int part = 0; part < n_parts_stated; part++) {
        bool kept;
        if (geometry == SHAPEFILE_POINTS) {
            geo_point p = {object->padfX[0], object->padfY[0]};
            kept = has_room(file, 1) && snap_deg(&p.lon_deg, 180) && snap_deg(&p.lat_deg, 90);
            if (kept)
                file->points[file->n_points++] = p;
        } else {
            int start = object->panPartStart[part];
            int end =
                part + 1 < object->nParts ? object->panPartStart[part + 1] : object->nVertices;
            kept = add_part(file, object->padfX + start, object->padfY + start, end - start,
                            geometry == SHAPEFILE_POLYGONS);
        }
        if (!kept) {
            skipped++;
            continue;
        }
        at = (uint32_t)(file->n_points - first);
        g_array_append_val(file->starts, at);
        n_parts++;
    }
    file->shapes[index] = (geo_shape){.points = file->points + first,
                                      .n_parts = n_parts,
                                      .bounds = bounds_of(file->points + first, at)};
    return skipped;
}

static bool read_geometry(shapefile *file, reading *r, shapefile_geometry geometry)
{
    /* A vertex takes 16 bytes and a part 52 at least, so a file without records laid over each
     * other (which could otherwise blow up without end) has at most this many, closing included. */
    file->capacity = MIN(r->shp.size / 12, (gsize)LIMIT_SHAPE_VERTICES) + 1;
    file->points = g_new(geo_point, file->capacity);
    file->shapes = g_new0(geo_shape, MAX(file->n_records, 1));
    file->first_start = g_new0(gsize, MAX(file->n_records, 1));
    file->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    openable files = {&r->shp, &r->shx, NULL};
    SAHooks hooks = memory_hooks();
    openable_now = &files;
    SHPHandle handle = SHPOpenLL("memory.shp", "rb", &hooks);
    openable_now = NULL;
    if (!handle) {
        warn(r, NULL, "the file is damaged");
        return false;
    }
    SHPSetFastModeReadObject(handle, TRUE);
    for (uint32_t i = 0; i < file->n_records && !file->overfull; i++) {
        SHPObject *object = check_record(r, i) ? SHPReadObject(handle, (int)i) : NULL;
        r->n_skipped += object == NULL;
        r->n_skipped += add_record(file, i, object, geometry);
        if (object)
            SHPDestroyObject(object);
    }
    SHPClose(handle);
    for (uint32_t i = 0; i < file->n_records; i++)
        file->shapes[i].starts = &g_array_index(file->starts, uint32_t, file->first_start[i]);
    if (file->overfull)
        warn(r, NULL,
             "the file has more than %d vertices, or records that lie over each other; "
             "the rest is skipped",
             LIMIT_SHAPE_VERTICES);
    else if (r->n_skipped > 0)
        warn(r, NULL, "%u damaged shapes or parts are skipped", r->n_skipped);
    return true;
}

/* ---- Attributes ---- */

static text_encoding encoding_of(reading *r)
{
    g_autofree char *cpg = neighbour(r->path, "cpg");
    input in;
    g_autofree char *name = NULL;
    if (!input_open(&in, cpg, true) && in.size > 0 && in.size < 64)
        name = g_ascii_strup(in.window, (gssize)in.size);
    report_error(r, &in);
    input_close(&in);
    if (!name)
        return TEXT_GUESS;
    if (strstr(name, "UTF") || strstr(name, "65001"))
        return TEXT_UTF8;
    if (strstr(name, "1252") || strstr(name, "8859"))
        return TEXT_1252;
    return TEXT_GUESS;
}

static void open_attributes(shapefile *file, reading *r)
{
    g_autofree char *path = neighbour(r->path, "dbf");
    if (!open_or_warn(r, &file->dbf_input, path, true))
        return;
    if (check_dbf(file->dbf_input.window, file->dbf_input.size, file->n_records)) {
        openable files = {NULL, NULL, &file->dbf_input};
        SAHooks hooks = memory_hooks();
        openable_now = &files;
        file->dbf = DBFOpenLL("memory.dbf", "rb", &hooks);
        openable_now = NULL;
    }
    if (!file->dbf)
        warn(r, "names and colours are missing on the map", "its attribute file (.dbf) is damaged");
    file->encoding = encoding_of(r);
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

bool shapefile_read(shapefile **out, const char *path, shapefile_geometry expected,
                    diag_list *diags)
{
    *out = NULL;
    g_autoptr(source) where = source_new(path, "", 0);
    reading r = {.path = path, .where = where, .diags = diags};
    g_autofree char *shx_path = neighbour(path, "shx");
    g_autoptr(shapefile) file = g_new0(shapefile, 1);
    file->strings = g_string_chunk_new(1024);
    file->dbf_input.fd = r.shp.fd = r.shx.fd = -1;
    bool good = open_or_warn(&r, &r.shp, path, false) && open_or_warn(&r, &r.shx, shx_path, true) &&
                check_headers(&r, expected, &file->n_records) && read_geometry(file, &r, expected);
    report_error(&r, &r.shp);
    report_error(&r, &r.shx);
    input_close(&r.shp);
    input_close(&r.shx);
    if (!good)
        return false;
    open_attributes(file, &r);
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
    if (file->starts)
        g_array_unref(file->starts);
    g_string_chunk_free(file->strings);
    input_close(&file->dbf_input);
    g_free(file->points);
    g_free(file->shapes);
    g_free(file->first_start);
    g_free(file);
}

uint32_t shapefile_count(const shapefile *file)
{
    return file->n_records;
}

geo_shape shapefile_shape(const shapefile *file, uint32_t record)
{
    g_assert(record < file->n_records);
    return file->shapes[record];
}
