/* SPDX-License-Identifier: MIT
 *
 * One poll loop over the workers' answers. Workers are this same program started anew: the process
 * here has loaded no font and drawn nothing, so nothing of a drawing can harm it.
 */
#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"
#include "batch/wire.h"
#include "batch/worker.h"

/* Memory that libraries lose for good is bounded by retiring a worker after so many maps. */
enum { MAPS_A_WORKER = 500, TICK_MS = 100, STARTS_IN_VAIN = 3 };

typedef struct {
    GPid pid; /* 0: no process */
    int to, from;
    GByteArray *received;
    const batch_item *item; /* being drawn, or NULL */
    guint number;
    gint64 started_us, deadline_us;
    bool ready; /* has said so */
    int maps;   /* answered by this process */
} worker_slot;

typedef struct {
    const pool_settings *settings;
    worker_slot *slots;
    struct pollfd *polls;
    int n;
    bool stopped, exhausted;
    int in_vain; /* workers in a row that died before they were ready */
} pool;

const char *map_status_name(map_status status)
{
    static const char *const names[MAP_STATUS_COUNT] = {"ok", "cached", "failed", "timeout",
                                                        "crashed"};
    return names[status];
}

/* ---- processes ---- */

static bool start(pool *p, worker_slot *slot, diag_list *diags)
{
    g_autofree char *own_pid = g_strdup_printf("%d", (int)getpid());
    const char *const arguments[] = {"/proc/self/exe", "tripmap", WORKER_COMMAND, own_pid, NULL};
    g_autoptr(GError) error = NULL;
    GPid pid;
    GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_FILE_AND_ARGV_ZERO;
    if (!g_spawn_async_with_pipes(NULL, (char **)arguments, NULL, flags, NULL, NULL, &pid,
                                  &slot->to, &slot->from, NULL, &error)) {
        diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE, "cannot start a worker: %s",
                   error->message);
        return false;
    }
    slot->pid = pid;
    slot->received = g_byte_array_new();
    fcntl(slot->from, F_SETFL, fcntl(slot->from, F_GETFL) | O_NONBLOCK);
    /* A failure shows when the first answer stays away. */
    wire_send(slot->to, batch_drawing_pack(p->settings->drawing));
    return true;
}

/* An idle worker ends when its input does; one that hangs even then has no more time than this. */
#define LAST_MS 2000

static bool ends_by_itself(GPid pid, int *how)
{
    for (int waited_ms = 0; waited_ms < LAST_MS; waited_ms += 2) {
        if (waitpid(pid, how, WNOHANG) == pid)
            return true;
        g_usleep(2000);
    }
    return false;
}

/* Ends a worker and gives how it ended, as waitpid does. */
static int end(worker_slot *slot, bool by_force)
{
    int how = 0;
    if (by_force)
        kill(slot->pid, SIGKILL);
    close(slot->to);
    close(slot->from);
    bool ended = !by_force && ends_by_itself(slot->pid, &how);
    if (!ended)
        kill(slot->pid, SIGKILL);
    while (!ended && waitpid(slot->pid, &how, 0) < 0 && errno == EINTR)
        ;
    g_byte_array_unref(slot->received);
    *slot = (worker_slot){.pid = 0};
    return how;
}

/* ---- work ---- */

static bool give(pool *p, worker_slot *slot)
{
    slot->item = p->settings->next(p->settings->user, &slot->number);
    p->exhausted = slot->item == NULL;
    if (p->exhausted)
        return false;
    const batch_item *i = slot->item;
    slot->started_us = g_get_monotonic_time();
    slot->deadline_us = slot->started_us + (gint64)(p->settings->timeout_s * G_USEC_PER_SEC);
    /* A worker that is gone is noticed when its answers are read. */
    wire_send(slot->to, g_variant_new(WIRE_JOB, i->id, i->input, i->style, i->page, i->projection));
    return true;
}

static void deliver(pool *p, const map_result *result)
{
    if (!p->settings->done(p->settings->user, result))
        p->stopped = true;
}

/* A map whose worker is gone: the record says why in a diagnostic like any other. */
static void deliver_loss(pool *p, const worker_slot *slot, map_status status, const char *reason)
{
    g_autoptr(GString) members = g_string_new("\"input\":");
    json_append_string(members, slot->item->input);
    g_string_append_printf(members,
                           ",\"diagnostics\":[{\"severity\":\"error\",\"code\":\"%s\","
                           "\"message\":",
                           map_status_name(status));
    json_append_string(members, reason);
    g_string_append(members, "}]");
    g_autofree char *input = diag_visible(slot->item->input);
    g_autofree char *error =
        g_strdup_printf("%s: error: %s [%s]\n", input, reason, map_status_name(status));
    deliver(p, &(map_result){
                   .number = slot->number,
                   .item = slot->item,
                   .status = status,
                   .exit_status = TRIPMAP_BAD_INPUT,
                   .wall_ms = (double)(g_get_monotonic_time() - slot->started_us) / 1e3,
                   .members = members->str,
                   .error = error,
               });
}

/* A file that the lost worker was writing; its name is made in base/file.c. */
static void remove_temporaries(const pool *p, GPid pid)
{
    g_autofree char *mark = g_strdup_printf(".tmp-%d-", (int)pid);
    GDir *dir = g_dir_open(p->settings->drawing->temp_folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(p->settings->drawing->temp_folder, name, NULL);
        if (strstr(name, mark))
            unlink(path);
    }
    if (dir)
        g_dir_close(dir);
}

static void lose(pool *p, worker_slot *slot, map_status status)
{
    worker_slot lost = *slot;
    int how = end(slot, true);
    remove_temporaries(p, lost.pid);
    p->in_vain = lost.ready ? 0 : p->in_vain + 1;
    if (!lost.item)
        return;
    g_autofree char *reason =
        status == MAP_TIMEOUT
            ? g_strdup_printf("drawing takes longer than %g s", p->settings->timeout_s)
        : WIFSIGNALED(how)
            ? g_strdup_printf("the worker that drew it ended by signal %d", WTERMSIG(how))
            : g_strdup_printf("the worker that drew it ended with status %d", WEXITSTATUS(how));
    deliver_loss(p, &lost, status, reason);
}

static void take_reply(pool *p, worker_slot *slot, GVariant *reply)
{
    static const map_status statuses[] = {MAP_OK, MAP_CACHED, MAP_FAILED};
    guchar outcome, exit_status;
    map_result result = {.number = slot->number, .item = slot->item};
    g_variant_get(reply, "(yyddt&s&s)", &outcome, &exit_status, &result.wall_ms, &result.cpu_ms,
                  &result.peak_kib, &result.members, &result.error);
    result.status = statuses[MIN(outcome, WIRE_FAILED)];
    result.exit_status = exit_status;
    if (outcome == WIRE_READY) {
        slot->ready = true;
        p->in_vain = 0;
        return;
    }
    slot->item = NULL;
    slot->maps++;
    deliver(p, &result);
    if (slot->maps >= MAPS_A_WORKER)
        end(slot, false);
}

/* Reads what a worker has said. At the end of its stream it is dead, or as good as. */
static void listen(pool *p, worker_slot *slot)
{
    guint8 piece[65536];
    ssize_t n = read(slot->from, piece, sizeof piece);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    bool broken = n <= 0;
    if (n > 0)
        g_byte_array_append(slot->received, piece, (guint)n);
    GVariant *reply = NULL;
    while (!broken && slot->item && (reply = wire_take(slot->received, WIRE_REPLY, &broken))) {
        take_reply(p, slot, reply);
        g_variant_unref(reply);
    }
    if (broken)
        lose(p, slot, MAP_CRASHED);
}

/* ---- the loop ---- */

/* Gives every idle slot something to do, starting workers as there is work for them. */
static bool fill(pool *p, diag_list *diags)
{
    for (int i = 0; i < p->n && !p->stopped && !p->exhausted; i++) {
        worker_slot *slot = &p->slots[i];
        if (slot->item)
            continue;
        if (slot->pid == 0 && !start(p, slot, diags))
            return false;
        give(p, slot);
    }
    return true;
}

static int wait_for_answers(pool *p)
{
    int busy = 0;
    for (int i = 0; i < p->n; i++) {
        bool waits = p->slots[i].item != NULL;
        p->polls[i] = (struct pollfd){.fd = waits ? p->slots[i].from : -1, .events = POLLIN};
        busy += waits;
    }
    if (busy > 0)
        poll(p->polls, (nfds_t)p->n, TICK_MS);
    return busy;
}

static void check_deadlines(pool *p, gint64 asleep_us)
{
    gint64 now = g_get_monotonic_time();
    /* When the batch itself was stopped (Ctrl-Z), its workers most likely were as well. */
    gint64 grace = asleep_us > G_USEC_PER_SEC ? asleep_us : 0;
    for (int i = 0; i < p->n; i++) {
        worker_slot *slot = &p->slots[i];
        slot->deadline_us += grace;
        if (slot->item && now > slot->deadline_us)
            lose(p, slot, MAP_TIMEOUT);
    }
}

static bool loop(pool *p, diag_list *diags)
{
    while (!p->stopped) {
        if (!fill(p, diags))
            return false;
        gint64 before = g_get_monotonic_time();
        if (wait_for_answers(p) == 0)
            return true;
        gint64 asleep = g_get_monotonic_time() - before;
        for (int i = 0; i < p->n && !p->stopped; i++)
            if (p->polls[i].revents && p->slots[i].item)
                listen(p, &p->slots[i]);
        check_deadlines(p, asleep);
        if (p->in_vain >= STARTS_IN_VAIN * p->n) {
            diag_help(diag_error(diags, DIAG_OUTPUT_FAILED, SPAN_NONE,
                                 "%d workers in a row ended before they were ready", p->in_vain),
                      "give them more memory with --memory");
            return false;
        }
        if (!p->settings->tick(p->settings->user))
            p->stopped = true;
    }
    return true;
}

bool pool_run(const pool_settings *settings, diag_list *diags)
{
    pool p = {.settings = settings, .n = settings->jobs};
    p.slots = g_new0(worker_slot, p.n);
    p.polls = g_new0(struct pollfd, p.n);
    bool ok = loop(&p, diags);
    for (int i = 0; i < p.n; i++) {
        GPid pid = p.slots[i].pid;
        if (pid == 0)
            continue;
        end(&p.slots[i], p.slots[i].item != NULL);
        remove_temporaries(&p, pid);
    }
    g_free(p.slots);
    g_free(p.polls);
    return ok;
}
