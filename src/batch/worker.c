/* SPDX-License-Identifier: MIT
 *
 * The worker's loop. Styles, shapes and fonts are opened on first use and kept, so that a run that
 * finds everything up to date opens none of them. Whatever happens here, a crash included, costs
 * the batch this one map.
 */
#include "batch/worker.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/drawing.h"
#include "batch/key.h"
#include "batch/record.h"
#include "batch/wire.h"

typedef struct {
    tripmap_style *style;
    char *text;
} kept_style;

typedef struct {
    batch_drawing drawing;
    char *look;
    GHashTable *styles; /* name → kept_style: shipped styles and those the user named */
    tripmap_atlas *atlas;
    tripmap_session *session;
} worker;

/* One map on its way. */
typedef struct {
    batch_item item;
    source *src;
    tripmap_trip *trip;
    const tripmap_style *style;
    kept_style own_style; /* when the trip names a file of its own */
    char *key;
    record_notes notes;
    tripmap_reporter reporter;
} job;

/* ---- steps ---- */

/* What our own file calls reported goes where the library's reports go. */
static void pass_on(job *j, diag_list *diags)
{
    for (guint i = 0; i < diag_list_count(diags); i++) {
        const diag_entry *e = diag_list_get(diags, i);
        g_autofree char *text = diag_entry_text(e, false);
        const tripmap_diagnostic d = {.severity = (tripmap_severity)e->severity,
                                      .code = diag_code_name(e->code),
                                      .message = e->message,
                                      .help = e->help,
                                      .text = text};
        j->reporter.report(j->reporter.user, &d);
    }
}

static bool read_trip(job *j)
{
    g_autoptr(diag_list) diags = diag_list_new();
    if (!file_read_source(&j->src, j->item.input, LIMIT_FILE_BYTES, SPAN_NONE, diags)) {
        pass_on(j, diags);
        return false;
    }
    gsize length;
    const char *text = source_text(j->src, &length);
    return tripmap_trip_parse(&j->trip, j->item.input, text, length, &j->reporter) == TRIPMAP_OK;
}

static bool change_style(const worker *w, tripmap_style *style, const tripmap_reporter *reporter)
{
    for (char **set = w->drawing.sets; *set; set++)
        if (tripmap_style_set(style, *set, reporter) != TRIPMAP_OK)
            return false;
    return true;
}

static void free_style(gpointer data)
{
    kept_style *kept = data;
    tripmap_style_free(kept->style);
    tripmap_text_free(kept->text);
    g_free(kept);
}

/* A style that does not depend on who asks for it. */
static const kept_style *keep_style(worker *w, const char *name, const tripmap_reporter *reporter)
{
    const kept_style *kept = g_hash_table_lookup(w->styles, name);
    if (kept)
        return kept;
    tripmap_style *style;
    if (tripmap_style_load(&style, name, NULL, reporter) != TRIPMAP_OK ||
        !change_style(w, style, reporter)) {
        tripmap_style_free(style);
        return NULL;
    }
    kept_style *fresh = g_new(kept_style, 1);
    *fresh = (kept_style){style, tripmap_style_text(style)};
    g_hash_table_insert(w->styles, g_strdup(name), fresh);
    return fresh;
}

/* The item's wish goes before the command line's, and that before the trip's. */
static const kept_style *find_style(worker *w, job *j)
{
    const char *wish = j->item.style ? j->item.style : w->drawing.style;
    const char *of_trip = tripmap_trip_style(j->trip);
    if (wish || !of_trip)
        return keep_style(w, wish ? wish : "press", &j->reporter);
    if (tripmap_trip_load_style(&j->own_style.style, j->trip, NULL, w->drawing.untrusted,
                                &j->reporter) != TRIPMAP_OK ||
        !change_style(w, j->own_style.style, &j->reporter))
        return NULL;
    j->own_style.text = tripmap_style_text(j->own_style.style);
    return &j->own_style;
}

static char *make_key(const worker *w, const job *j, const char *style_text)
{
    gsize length;
    const char *text = source_text(j->src, &length);
    const char *const parts[] = {w->look,
                                 j->item.page ? j->item.page : "",
                                 j->item.projection ? j->item.projection : "",
                                 j->item.input, /* diagnostics and the record name it */
                                 style_text,
                                 NULL};
    return key_of_map(parts, text, length);
}

static bool build(tripmap_map **map, worker *w, job *j)
{
    *map = NULL;
    if (!w->atlas && tripmap_atlas_open(&w->atlas, w->drawing.shapes, &j->reporter) != TRIPMAP_OK)
        return false;
    if (!w->session)
        w->session = tripmap_session_new();
    tripmap_options options = TRIPMAP_OPTIONS_INIT;
    options.page = j->item.page ? j->item.page : w->drawing.page;
    options.projection = j->item.projection ? j->item.projection : w->drawing.projection;
    options.untrusted = w->drawing.untrusted;
    options.session = w->session;
    return tripmap_map_build(map, j->trip, j->style, w->atlas, &options, &j->reporter) ==
           TRIPMAP_OK;
}

/* ---- writing ---- */

static int write_piece(void *user, const void *bytes, size_t length)
{
    return file_writer_write(user, bytes, length);
}

static bool save(const worker *w, job *j, const tripmap_map *map, int format)
{
    const batch_drawing *d = &w->drawing;
    const tripmap_output output = {.scale = d->scale > 0 ? d->scale : 1,
                                   .dpi = d->dpi,
                                   .png_level = d->png_level,
                                   .precision = d->precision,
                                   .svg_text = (tripmap_svg_text)d->svg_text};
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *path = record_output_path(d, j->item.id, format);
    file_writer *writer;
    bool ok = file_writer_open_in(&writer, path, d->temp_folder, diags);
    if (ok) {
        /* A writer that failed says so itself when it commits. */
        tripmap_status status =
            tripmap_map_write(map, (tripmap_format)format, &output, write_piece, writer, NULL);
        ok = file_writer_commit(writer, diags);
        if (ok && status != TRIPMAP_OK) {
            unlink(path);
            diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot draw \"%s\"", path);
            ok = false;
        }
    }
    pass_on(j, diags);
    return ok;
}

static bool save_all(const worker *w, job *j, const tripmap_map *map)
{
    for (int format = 0; format < TRIPMAP_FORMAT_COUNT; format++)
        if (w->drawing.formats & 1u << format && !save(w, j, map, format))
            return false;
    return true;
}

static bool save_record(const worker *w, job *j, const char *start, const char *members)
{
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *path = record_path(&w->drawing, j->item.id);
    g_autofree char *text = g_strconcat(start, members, "}\n", NULL);
    file_writer *writer;
    bool ok = file_writer_open_in(&writer, path, w->drawing.temp_folder, diags);
    if (ok) {
        file_writer_write(writer, text, strlen(text));
        ok = file_writer_commit(writer, diags);
    }
    pass_on(j, diags);
    return ok;
}

/* The old record goes first and the new one comes last, so that outputs with a record are always
 * those that the record means. Returns the members of the report line, NULL for a failure. */
static char *draw(worker *w, job *j)
{
    g_autofree char *old = record_path(&w->drawing, j->item.id);
    unlink(old);
    tripmap_map *map;
    char *members = NULL;
    if (build(&map, w, j) && save_all(w, j, map)) {
        g_autofree char *start = record_start(&w->drawing, j->item.id, j->key);
        g_autofree char *rest = record_members(&j->item, tripmap_map_summary(map), &j->notes);
        if (start && save_record(w, j, start, rest))
            members = g_strconcat(start + strlen("{\"id\":\"\",") + strlen(j->item.id), rest, NULL);
    }
    tripmap_map_free(map);
    return members;
}

/* ---- jobs ---- */

static char *find_cached(const worker *w, const job *j)
{
    g_autofree char *start =
        w->drawing.force ? NULL : record_start(&w->drawing, j->item.id, j->key);
    return start ? record_read_members(&w->drawing, j->item.id, start) : NULL;
}

static char *do_job(wire_outcome *outcome, worker *w, job *j)
{
    char *members = NULL;
    const kept_style *style = NULL;
    *outcome = WIRE_FAILED;
    if (read_trip(j))
        style = find_style(w, j);
    if (style) {
        j->style = style->style;
        j->key = make_key(w, j, style->text);
        members = find_cached(w, j);
        *outcome = WIRE_CACHED;
    }
    if (style && !members) {
        members = draw(w, j);
        *outcome = WIRE_DRAWN;
    }
    if (members)
        return members;
    g_autofree char *old = record_path(&w->drawing, j->item.id);
    unlink(old);
    *outcome = WIRE_FAILED;
    return record_members(&j->item, NULL, &j->notes);
}

static double milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static void clear_job(job *j)
{
    char *texts[] = {j->item.id,   j->item.input,      j->item.style,
                     j->item.page, j->item.projection, j->key};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    tripmap_trip_free(j->trip);
    tripmap_style_free(j->own_style.style);
    tripmap_text_free(j->own_style.text);
    if (j->src)
        source_unref(j->src);
    record_notes_clear(&j->notes);
}

static GVariant *answer(worker *w, GVariant *request)
{
    job j = {.src = NULL};
    double wall = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    g_variant_get(request, WIRE_JOB, &j.item.id, &j.item.input, &j.item.style, &j.item.page,
                  &j.item.projection);
    record_notes_begin(&j.notes, j.item.input);
    j.reporter =
        (tripmap_reporter){.report = record_note, .user = &j.notes, .strict = w->drawing.strict};
    wire_outcome outcome;
    g_autofree char *members = do_job(&outcome, w, &j);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    GVariant *reply = g_variant_new(
        WIRE_REPLY, (guchar)outcome, (guchar)j.notes.exit_status,
        milliseconds(CLOCK_MONOTONIC) - wall, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
        (guint64)usage.ru_maxrss, members, j.notes.first_text ? j.notes.first_text : "");
    clear_job(&j);
    return reply;
}

/* ---- the process ---- */

static void limit(int resource, rlim_t value)
{
    struct rlimit current;
    if (getrlimit(resource, &current) == 0 && current.rlim_max >= value)
        setrlimit(resource, &(struct rlimit){value, value});
}

static void confine(const batch_drawing *d)
{
    limit(RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory alone is terabytes of address space */
    limit(RLIMIT_AS, (rlim_t)d->memory_mb << 20);
#else
    (void)d;
#endif
}

/* No worker outlives its batch: one that did could write beside the batch that follows. */
static bool follow_to_death(const char *batch_pid)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* The batch may have ended before it was asked to take this process along. */
    return g_ascii_strtoll(batch_pid, NULL, 10) == getppid();
}

int worker_main(const char *batch_pid)
{
    if (!follow_to_death(batch_pid))
        return TRIPMAP_BAD_USAGE;
    /* Ctrl-C and a scheduler's warning reach the whole group; the batch answers for all. */
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    g_autoptr(GVariant) packed = wire_receive(STDIN_FILENO, BATCH_DRAWING_TYPE);
    if (!packed)
        return TRIPMAP_BAD_USAGE;
    worker w = {.styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_style)};
    batch_drawing_unpack(&w.drawing, packed);
    w.look = batch_drawing_look(&w.drawing);
    confine(&w.drawing);
    GVariant *request;
    bool heard = wire_send(STDOUT_FILENO, g_variant_new(WIRE_REPLY, (guchar)WIRE_READY, (guchar)0,
                                                        0.0, 0.0, (guint64)0, "", ""));
    while (heard && (request = wire_receive(STDIN_FILENO, WIRE_JOB))) {
        heard = wire_send(STDOUT_FILENO, answer(&w, request));
        g_variant_unref(request);
    }
    g_hash_table_destroy(w.styles);
    tripmap_session_free(w.session);
    tripmap_atlas_free(w.atlas);
    g_free(w.look);
    batch_drawing_clear(&w.drawing);
    return TRIPMAP_OK;
}
