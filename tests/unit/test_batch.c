/* SPDX-License-Identifier: MIT
 *
 * The parts of a batch that need no worker: ids, lists, shards, reports, frames, plans, the
 * gallery's escaping.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/gallery.h"
#include "batch/key.h"
#include "batch/manifest.h"
#include "batch/plan.h"
#include "batch/report.h"
#include "batch/shard.h"
#include "batch/wire.h"

static char *folder; /* of the running test */

static int make_folder(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("tripmap-batch-XXXXXX", NULL);
    return folder == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    g_autofree char *quoted = g_shell_quote(folder);
    g_autofree char *command = g_strconcat("rm -rf ", quoted, NULL);
    int status = g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL) ? 0 : 1;
    g_clear_pointer(&folder, g_free);
    return status;
}

static char *write_file(const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

/* ---- ids ---- */

static void ids_of_paths(void **state)
{
    (void)state;
    static const struct {
        const char *path, *id;
    } rows[] = {
        {"rubio-2025.yaml", "rubio-2025"},
        {"Rubio 2025.yaml", "rubio-2025"},
        {"a/b/C.yml", "a-b-c"},
        {"../../etc/passwd", "etc-passwd"},
        {".hidden.yaml", "hidden"},
        {"d.e.f.yaml", "d.e.f"},
        {"São Tomé.yaml", "sao-tome"},
        {"<b>&.yaml", "b"},
        {"???", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *id = manifest_id_of_path(rows[i].path);
        assert_string_equal(id, rows[i].id);
    }
}

static void ids_are_safe_names(void **state)
{
    (void)state;
    g_autofree char *longest = g_strnfill(128, 'x');
    g_autofree char *longer = g_strnfill(129, 'x');
    assert_true(manifest_id_is_valid("rubio-2025_a.b"));
    assert_true(manifest_id_is_valid(longest));
    const char *const bad[] = {"",  ".",   "..",  ".a",        "a/b",   "A",    "a b", longer,
                               "é", "a\n", "a\\", "../../etc", "index", "a\"b", "<a>"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(manifest_id_is_valid(bad[i]));
}

/* ---- lists ---- */

static manifest *read_list(const char *text, diag_list *diags)
{
    g_autofree char *path = write_file("list.jsonl", text);
    g_autoptr(GPtrArray) inputs = g_ptr_array_new();
    g_ptr_array_add(inputs, path);
    manifest *m = NULL;
    manifest_read(&m, inputs, diags);
    return m;
}

static void a_list_of_paths_and_objects(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(manifest) m = read_list("# a comment\n\n  one.yaml  \r\n/abs/two.yaml\n"
                                      "{\"input\": \"sub/three.yaml\", \"id\": \"drei\", "
                                      "\"style\": \"night\", \"page\": \"a4\"}\n"
                                      "{\"input\": \"\\ud83d\\ude00.yaml\", \"id\": \"x\", "
                                      "\"style\": \"own.yaml\"}",
                                      diags);
    assert_non_null(m);
    assert_int_equal(m->items->len, 4);
    const batch_item *one = m->items->pdata[0], *two = m->items->pdata[1];
    const batch_item *three = m->items->pdata[2], *four = m->items->pdata[3];
    g_autofree char *expected = g_build_filename(folder, "one.yaml", NULL);
    g_autofree char *style = g_build_filename(folder, "own.yaml", NULL);
    assert_string_equal(one->input, expected);
    assert_string_equal(one->id, "one");
    assert_string_equal(two->input, "/abs/two.yaml");
    assert_string_equal(three->id, "drei");
    assert_string_equal(three->style, "night");
    assert_string_equal(three->page, "a4");
    assert_null(three->projection);
    assert_true(g_str_has_suffix(four->input, "\xf0\x9f\x98\x80.yaml"));
    assert_string_equal(four->style, style);
}

static void a_list_is_refused_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *message;
    } rows[] = {
        {"a.yaml\n{\"input\": 1}\n", 2, "\"input\" of an item is no text"},
        {"{\"id\": \"x\"}\n", 1, "an item without \"input\""},
        {"{\"input\": \"a\", \"pgae\": \"a4\"}\n", 1, "unknown key \"pgae\" in an item"},
        {"{\"input\": \"a\", \"id\": \"../x\"}\n", 1, "\"../x\" cannot be an id"},
        {"{\"input\": \"a\", \"id\": \"Up\"}\n", 1, "\"Up\" cannot be an id"},
        {"{\"input\": \n", 1, "the line is no JSON object"},
        {"\n\n{]\n", 3, "the line is no JSON object"},
        {"{\"input\": \"a.yaml\", \"id\": \"a\\u0000/b\"}\n", 1, "the line is no JSON object"},
        {"b/\xff.yaml\n", 1, "the line is no UTF-8"},
        {"", 0, "there is nothing to draw"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(diag_list) diags = diag_list_new();
        assert_null(read_list(rows[i].text, diags));
        assert_int_equal(diag_list_count(diags), 1);
        const diag_entry *e = diag_list_get(diags, 0);
        assert_int_equal(e->code, DIAG_BAD_MANIFEST);
        assert_string_equal(e->message, rows[i].message);
        assert_int_equal(e->span.line, rows[i].line);
    }
}

static void two_of_one_id_are_refused(void **state)
{
    (void)state;
    g_autoptr(diag_list) diags = diag_list_new();
    assert_null(read_list("Tour.yaml\ntour.yml\n", diags));
    assert_int_equal(diag_list_count(diags), 1);
    assert_non_null(strstr(diag_list_get(diags, 0)->message, "both have the id \"tour\""));
}

static void a_folder_is_walked_in_order(void **state)
{
    (void)state;
    g_autofree char *sub = g_build_filename(folder, "sub", NULL);
    g_mkdir(sub, 0777);
    static const char *const names[] = {"b.yaml", "a.yml", "notes.txt", ".c.yaml", "sub/a.yaml"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        g_free(write_file(names[i], ""));
    g_autoptr(GPtrArray) inputs = g_ptr_array_new();
    g_ptr_array_add(inputs, folder);
    g_autoptr(diag_list) diags = diag_list_new();
    g_autoptr(manifest) m = NULL;
    assert_true(manifest_read(&m, inputs, diags));
    assert_int_equal(m->items->len, 3);
    assert_string_equal(((batch_item *)m->items->pdata[0])->id, "a");
    assert_string_equal(((batch_item *)m->items->pdata[1])->id, "b");
    assert_string_equal(((batch_item *)m->items->pdata[2])->id, "sub-a");
}

/* ---- shards ---- */

static const char *const variables[] = {"TRIPMAP_SHARD",        "SLURM_ARRAY_TASK_ID",
                                        "JOB_COMPLETION_INDEX", "PBS_ARRAY_INDEX",
                                        "SGE_TASK_ID",          "OMPI_COMM_WORLD_RANK"};

static void shards_from_everywhere(void **state)
{
    (void)state;
    static const struct {
        int count;
        const char *text, *variable, *value;
        const char *second; /* another variable, set to 1 */
        int index;          /* -1: refused */
    } rows[] = {
        {0, NULL, NULL, NULL, NULL, 0},
        {0, "2/7", NULL, NULL, NULL, 2},
        {7, "2", NULL, NULL, NULL, 2},
        {7, "2/7", NULL, NULL, NULL, 2},
        {7, "2/8", NULL, NULL, NULL, -1},
        {0, "2", NULL, NULL, NULL, -1},
        {0, "7/7", NULL, NULL, NULL, -1},
        {7, "-1", NULL, NULL, NULL, -1},
        {7, "x", NULL, NULL, NULL, -1},
        {7, NULL, NULL, NULL, NULL, -1},
        {7, NULL, "SLURM_ARRAY_TASK_ID", "6", NULL, 6},
        {7, NULL, "SLURM_ARRAY_TASK_ID", "7", NULL, -1},
        {7, NULL, "SGE_TASK_ID", "1", NULL, 0},
        {7, NULL, "SGE_TASK_ID", "0", NULL, -1},
        {7, NULL, "SGE_TASK_ID", "undefined", "PBS_ARRAY_INDEX", 1},
        {7, NULL, "JOB_COMPLETION_INDEX", "3", "SLURM_ARRAY_TASK_ID", -1},
        {7, NULL, "TRIPMAP_SHARD", "3", "SLURM_ARRAY_TASK_ID", 3},
        {7, NULL, "OMPI_COMM_WORLD_RANK", "3x", NULL, -1},
        {7, "5", "SLURM_ARRAY_TASK_ID", "6", NULL, 5},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (gsize v = 0; v < G_N_ELEMENTS(variables); v++)
            g_unsetenv(variables[v]);
        if (rows[i].variable)
            g_setenv(rows[i].variable, rows[i].value, TRUE);
        if (rows[i].second)
            g_setenv(rows[i].second, "1", TRUE);
        g_autoptr(diag_list) diags = diag_list_new();
        shard s;
        bool ok = shard_find(&s, rows[i].count, rows[i].text, diags);
        assert_int_equal(ok, rows[i].index >= 0);
        if (ok)
            assert_int_equal(s.index, rows[i].index);
        else
            assert_int_equal(diag_list_exit_status(diags), 2);
    }
}

/* ---- frames ---- */

static void frames_arrive_in_pieces(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_true(wire_send(ends[1], g_variant_new(WIRE_JOB, "a", "b", NULL, "c", NULL)));
    assert_true(wire_send(ends[1], g_variant_new(WIRE_JOB, "d", "e", "f", NULL, NULL)));
    close(ends[1]);
    guint8 all[4096];
    gssize n = read(ends[0], all, sizeof all);
    close(ends[0]);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int frames = 0;
    for (gssize i = 0; i < n; i++) {
        g_byte_array_append(bytes, &all[i], 1);
        bool broken;
        GVariant *value = wire_take(bytes, WIRE_JOB, &broken);
        assert_false(broken);
        if (!value)
            continue;
        const char *id;
        g_variant_get(value, "(&s&smsmsms)", &id, NULL, NULL, NULL, NULL);
        assert_string_equal(id, frames++ ? "d" : "a");
        g_variant_unref(value);
    }
    assert_int_equal(frames, 2);
    memset(all, 0xff, sizeof all);
    g_byte_array_append(bytes, all, 64);
    bool broken;
    assert_null(wire_take(bytes, WIRE_JOB, &broken));
    assert_true(broken);
}

/* ---- keys ---- */

static void keys_tell_apart(void **state)
{
    (void)state;
    const char *const ab_c[] = {"ab", "c", NULL}, *const a_bc[] = {"a", "bc", NULL};
    g_autofree char *one = key_of_map(ab_c, "t", 1);
    g_autofree char *same = key_of_map(ab_c, "t", 1);
    g_autofree char *moved = key_of_map(a_bc, "t", 1);
    g_autofree char *other = key_of_map(ab_c, "u", 1);
    assert_string_equal(one, same);
    assert_string_not_equal(one, moved);
    assert_string_not_equal(one, other);
}

/* ---- reports and gallery ---- */

#define HEADER "{\"tripmap\":\"0\",\"manifest\":\"m\",\"items\":3,\"shard\":0,\"shards\":1}\n"

static void a_torn_report_is_read(void **state)
{
    (void)state;
    g_autofree char *path =
        write_file("r.jsonl", HEADER "{\"id\":\"b\",\"number\":1,\"status\":\"failed\"}\n"
                                     "{\"id\":\"a\",\"number\":0,\"status\":\"ok\",\"title\":[]}\n"
                                     "{\"id\":\"b\",\"number\":1,\"status\":\"cached\"}\n"
                                     "{\"id\":\"../x\",\"number\":2,\"status\":\"ok\"}\n"
                                     "{\"id\":\"c\",\"numb");
    g_autoptr(diag_list) diags = diag_list_new();
    report *r;
    assert_true(report_read(&r, path, diags));
    assert_int_equal(r->entries->len, 2);
    assert_false(r->finished);
    assert_string_equal(((report_entry *)r->entries->pdata[0])->id, "a");
    assert_string_equal(((report_entry *)r->entries->pdata[0])->title, "");
    assert_int_equal(((report_entry *)r->entries->pdata[1])->status, MAP_CACHED);
    report_free(r);
    g_autofree char *other = write_file("o.jsonl", "{\"id\":\"a\"}\n");
    assert_false(report_read(&r, other, diags));
    assert_int_equal(diag_list_get(diags, 0)->code, DIAG_BAD_REPORT);
}

static const char *const hostile[] = {"</text><script>alert(1)</script>",
                                      "\"><img src=x onerror=alert(1)>",
                                      "]]>",
                                      "' onclick='x",
                                      "a\x01z",
                                      "&lt;",
                                      "\u202eevil",
                                      "</script>",
                                      "javascript:alert(1)",
                                      "\xff\xfe"};

static void texts_cannot_break_the_gallery(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) entries = g_ptr_array_new();
    report_entry all[G_N_ELEMENTS(hostile)];
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        char *text = (char *)hostile[i];
        all[i] = (report_entry){.id = (char *)"id",
                                .input = text,
                                .title = text,
                                .traveler = text,
                                .dates = text,
                                .error = text,
                                .number = (guint)i,
                                .status = i % 2 ? MAP_OK : MAP_FAILED};
        all[i].countries = g_ptr_array_new();
        all[i].outputs = g_ptr_array_new();
        g_ptr_array_add(all[i].countries, text);
        g_ptr_array_add(all[i].outputs, (gpointer) "id.svg");
        g_ptr_array_add(entries, &all[i]);
    }
    g_autoptr(diag_list) diags = diag_list_new();
    g_autofree char *path = gallery_write(folder, entries, diags);
    assert_non_null(path);
    static const char *const files[] = {"index.html", "gallery/entries.js"};
    for (gsize f = 0; f < G_N_ELEMENTS(files); f++) {
        g_autofree char *file = g_build_filename(folder, files[f], NULL);
        g_autofree char *text = NULL;
        gsize length;
        assert_true(g_file_get_contents(file, &text, &length, NULL));
        assert_true(g_utf8_validate(text, (gssize)length, NULL));
        assert_null(strstr(text, "<script>"));
        assert_null(strstr(text, "<img src=x"));
        assert_null(strstr(text, "</script><"));
        assert_null(strstr(text, "</text>"));
        assert_true(f > 0 || !strstr(text, "' onclick='"));
        assert_null(strchr(text, 1));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_ptr_array_unref(all[i].countries);
        g_ptr_array_unref(all[i].outputs);
    }
}

/* ---- plans ---- */

static void plans_quote_what_they_are_given(void **state)
{
    (void)state;
    char *arguments[] = {(char *)"my tours", (char *)"--set", (char *)"route=#b5172f",
                         (char *)"it's", NULL};
    for (int engine = 0; engine < PLAN_ENGINE_COUNT; engine++) {
        const plan p = {.engine = (plan_engine)engine,
                        .program = "tripmap",
                        .out_folder = "m",
                        .arguments = arguments,
                        .items = 20,
                        .shards = 8,
                        .jobs = 2};
        g_autofree char *text = plan_text(&p);
        assert_non_null(strstr(text, "20 maps in 8 shards of 2 to 3"));
        assert_non_null(strstr(text, "tripmap merge m --shards 8"));
        assert_non_null(strstr(text, "my tours"));
        assert_null(strstr(text, "batch my tours"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_of_paths),
        cmocka_unit_test(ids_are_safe_names),
        cmocka_unit_test_setup_teardown(a_list_of_paths_and_objects, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_list_is_refused_as_a_whole, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(two_of_one_id_are_refused, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_folder_is_walked_in_order, make_folder, remove_folder),
        cmocka_unit_test(shards_from_everywhere),
        cmocka_unit_test(frames_arrive_in_pieces),
        cmocka_unit_test(keys_tell_apart),
        cmocka_unit_test_setup_teardown(a_torn_report_is_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(texts_cannot_break_the_gallery, make_folder, remove_folder),
        cmocka_unit_test(plans_quote_what_they_are_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
