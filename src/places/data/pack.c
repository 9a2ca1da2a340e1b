/* SPDX-License-Identifier: MIT
 *
 * Makes the embedded place tables: reads the TSV files of this folder and writes them as C source
 * (table.h tells the form). Run by the build; a line that is wrong or names an unknown place stops
 * the build with its file and line.
 *
 *     pack DATA_FOLDER OUTPUT.c
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "places/fold.h"
#include "places/table.h"

/* One line of a TSV file, split. */
typedef struct {
    const char *file;
    int line;
    char **field;
} row;

typedef struct {
    char *name, *written; /* as shown; as GeoNames has it */
    double lat, lon;
    int weight, kind, country, region;
} place_row;

typedef struct {
    char *key;
    uint32_t ref;
} key_row;

typedef struct {
    char *key;
    uint32_t index;
} text_key;

static char *folder;
static GArray *places, *keys, *dateds, *countries, *regions, *states, *covers, *seats;
static GArray *region_keys, *state_keys;
static GHashTable *country_index, *region_index, *place_index, *key_seen;
static GString *texts, *names;
static GHashTable *text_offsets, *name_offsets;

static void G_GNUC_NORETURN G_GNUC_PRINTF(2, 3) fail(const row *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "%s:%d: error: %s\n", at->file, at->line, message);
    exit(1);
}

/* Calls TAKE for every line of FILE that is not a comment; each must have N_FIELDS fields. */
static void each_row(const char *file, int n_fields, void (*take)(const row *r))
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        g_auto(GStrv) fields = g_strsplit(lines[i], "\t", -1);
        row r = {file, i + 1, fields};
        if ((int)g_strv_length(fields) != n_fields)
            fail(&r, "%u fields where %d are expected", g_strv_length(fields), n_fields);
        take(&r);
    }
}

static uint32_t intern(GString *pool, GHashTable *offsets, const char *text)
{
    gpointer known;
    if (g_hash_table_lookup_extended(offsets, text, NULL, &known))
        return GPOINTER_TO_UINT(known);
    uint32_t offset = (uint32_t)pool->len;
    g_string_append_len(pool, text, (gssize)strlen(text) + 1);
    g_hash_table_insert(offsets, g_strdup(text), GUINT_TO_POINTER(offset));
    return offset;
}

/* "1991-12-26", "1991-12" or "1991"; the last day of a bare year that ends a span is its last. */
static table_day read_day(const row *at, const char *text, bool is_end)
{
    if (text[0] == '\0')
        return is_end ? TABLE_ALWAYS_TO : TABLE_ALWAYS_FROM;
    int year = 0, month = 0, day = 0;
    int n = sscanf(text, "%d-%d-%d", &year, &month, &day);
    if (n < 1 || year < 1 || year > 2100 || month > 12 || day > 31)
        fail(at, "\"%s\" is not a date", text);
    if (n == 1 && is_end)
        year++;
    return year * 10000 + MAX(month, 1) * 100 + MAX(day, 1);
}

static int find_country(const row *at, const char *iso2)
{
    gpointer known;
    if (!g_hash_table_lookup_extended(country_index, iso2, NULL, &known))
        fail(at, "unknown country code \"%s\"", iso2);
    return GPOINTER_TO_INT(known);
}

static void add_key(const char *name, uint32_t ref)
{
    char *key = fold_name(name);
    g_autofree char *unique = g_strdup_printf("%s\t%u", key, ref & ~TABLE_REF_ALTERNATE);
    if (strlen(key) == 0 || strlen(key) > 200 || !g_hash_table_add(key_seen, g_strdup(unique))) {
        g_free(key);
        return;
    }
    key_row k = {key, ref};
    g_array_append_val(keys, k);
}

/* The folded names (separated by "|") of a state or region. */
static void add_text_keys(GArray *to, const char *alternatives, uint32_t index)
{
    g_auto(GStrv) list = g_strsplit(alternatives, "|", -1);
    for (int i = 0; list[i]; i++) {
        text_key k = {fold_name(list[i]), index};
        if (k.key[0] != '\0')
            g_array_append_val(to, k);
    }
}

/* Fame is how many names a place has in the world's languages. */
static int weigh(double inhabitants, double n_names, int kind)
{
    double weight = 2 * log2(MAX(inhabitants, 200) * (n_names + 4));
    if (kind == TABLE_CAPITAL)
        weight += 6;
    return CLAMP((int)lround(weight), 0, 63);
}

static uint32_t add_place(place_row p)
{
    g_array_append_val(places, p);
    uint32_t index = places->len - 1;
    for (int i = 0; i < 2; i++) {
        g_autofree char *key = fold_name(i ? p.written : p.name);
        g_autofree char *full = g_strdup_printf("%s\t%d", key, p.country);
        gpointer known;
        if (g_hash_table_lookup_extended(place_index, full, NULL, &known) &&
            g_array_index(places, place_row, GPOINTER_TO_UINT(known)).weight >= p.weight)
            continue;
        g_hash_table_insert(place_index, g_steal_pointer(&full), GUINT_TO_POINTER(index));
    }
    return index;
}

/* The weightiest place of that main name there, written "Name, CC". */
static uint32_t find_place(const row *at, const char *name, const char *iso2)
{
    g_autofree char *key = fold_name(name);
    g_autofree char *full = g_strdup_printf("%s\t%d", key, find_country(at, iso2));
    gpointer known;
    if (!g_hash_table_lookup_extended(place_index, full, NULL, &known))
        fail(at, "no place \"%s\" in %s", name, iso2);
    return GPOINTER_TO_UINT(known);
}

/* name, kind, from, to, where, ISO alpha-3, ADM0_A3, other names */
static void take_country(const row *r)
{
    if (r->field[5][0] == '\0')
        return;
    table_country c = {.state = (uint16_t)states->len, .capital = TABLE_NONE};
    g_strlcpy(c.iso2, r->field[4], sizeof c.iso2);
    g_strlcpy(c.iso3, r->field[5], sizeof c.iso3);
    g_strlcpy(c.adm0_a3, r->field[6], sizeof c.adm0_a3);
    g_array_append_val(countries, c);
}

static int compare_countries(const void *a, const void *b)
{
    return strcmp(((const table_country *)a)->iso2, ((const table_country *)b)->iso2);
}

static void index_countries(void)
{
    table_country nowhere = {.capital = TABLE_NONE};
    g_array_append_val(countries, nowhere);
    g_array_sort(countries, compare_countries);
    for (uint32_t i = 0; i < countries->len; i++)
        g_hash_table_insert(country_index, g_array_index(countries, table_country, i).iso2,
                            GINT_TO_POINTER((int)i));
}

/* code, name[|other names] */
static void take_region(const row *r)
{
    g_auto(GStrv) code = g_strsplit(r->field[0], ".", 2);
    if (!code[1])
        fail(r, "\"%s\" is not COUNTRY.CODE", r->field[0]);
    g_auto(GStrv) list = g_strsplit(r->field[1], "|", -1);
    table_region region = {.name = intern(texts, text_offsets, list[0]),
                           .code = intern(texts, text_offsets, code[1]),
                           .seat = TABLE_NONE,
                           .country = (uint16_t)find_country(r, code[0])};
    g_array_append_val(regions, region);
    g_hash_table_insert(region_index, g_strdup(r->field[0]), GUINT_TO_POINTER(regions->len - 1));
    add_text_keys(region_keys, r->field[1], regions->len - 1);
}

static uint32_t find_region(const char *iso2, const char *code)
{
    g_autofree char *full = g_strdup_printf("%s.%s", iso2, code);
    return GPOINTER_TO_UINT(g_hash_table_lookup(region_index, full));
}

/* code, other names */
static void take_region_names(const row *r)
{
    uint32_t region = GPOINTER_TO_UINT(g_hash_table_lookup(region_index, r->field[0]));
    if (region == 0)
        fail(r, "unknown division \"%s\"", r->field[0]);
    add_text_keys(region_keys, r->field[1], region);
}

static void add_cover(const row *at, table_state *state, const char *where, table_cover_kind kind,
                      table_day from, table_day to)
{
    g_auto(GStrv) list = g_strsplit(where, " ", -1);
    for (int i = 0; list[i]; i++) {
        const char *token = list[i];
        table_cover c = {.from = from, .to = to, .kind = kind};
        if (*token == '~') {
            c.kind = TABLE_PARTLY;
            token++;
        }
        g_auto(GStrv) code = g_strsplit(token, ".", 2);
        c.country = (uint16_t)find_country(at, code[0]);
        if (code[1] && (c.region = (uint16_t)find_region(code[0], code[1])) == 0)
            fail(at, "unknown division \"%s\"", token);
        g_array_append_val(covers, c);
        state->n_covers++;
    }
}

/* rulers.tsv: state, from, to, where; looked up while the states are read. */
static GPtrArray *ruler_rows;

static void take_ruler(const row *r)
{
    g_ptr_array_add(ruler_rows, g_strdupv(r->field));
}

static void take_state(const row *r)
{
    table_state s = {.name = intern(texts, text_offsets, r->field[0]),
                     .kind = (uint16_t)r->field[1][0],
                     .from = read_day(r, r->field[2], false),
                     .to = read_day(r, r->field[3], true),
                     .covers = covers->len};
    if (!strchr("stfh", s.kind) || r->field[1][1] != '\0')
        fail(r, "kind \"%s\" is not one of s, t, f, h", r->field[1]);
    add_cover(r, &s, r->field[4], TABLE_WHOLE, s.from, s.to);
    for (guint i = 0; i < ruler_rows->len; i++) {
        char **rule = g_ptr_array_index(ruler_rows, i);
        if (strcmp(rule[0], r->field[0]) == 0)
            add_cover(r, &s, rule[3], TABLE_RULED, read_day(r, rule[1], false),
                      read_day(r, rule[2], true));
    }
    if (r->field[5][0] != '\0')
        g_array_index(countries, table_country, find_country(r, r->field[4])).state =
            (uint16_t)states->len;
    g_array_append_val(states, s);
    add_text_keys(state_keys, r->field[0], states->len - 1);
    add_text_keys(state_keys, r->field[7], states->len - 1);
    add_text_keys(state_keys, r->field[5], states->len - 1);
}

/* names.tsv is read before the cities, so that a place is known by its English name. */
static GHashTable *english;

/* place, country, kind (e English, a other, f former), from, to, names */
static void take_english(const row *r)
{
    if (strcmp(r->field[2], "e") == 0)
        g_hash_table_insert(english, g_strdup_printf("%s\t%s", r->field[0], r->field[1]),
                            g_strdup(r->field[5]));
}

static const char *english_name(const char *name, const char *iso2)
{
    g_autofree char *key = g_strdup_printf("%s\t%s", name, iso2);
    const char *found = g_hash_table_lookup(english, key);
    return found ? found : name;
}

/* name, country, division, latitude, longitude, class, population, count of names, some names */
static void take_city(const row *r)
{
    char **f = r->field;
    int kind = f[5][0] == 'C' ? TABLE_CAPITAL : f[5][0] == 'A' ? TABLE_SEAT : TABLE_TOWN;
    double inhabitants = g_ascii_strtod(f[6], NULL);
    place_row p = {.written = g_strdup(f[0]),
                   .lat = g_ascii_strtod(f[3], NULL),
                   .lon = g_ascii_strtod(f[4], NULL),
                   .kind = kind,
                   .country = find_country(r, f[1]),
                   .region = (int)find_region(f[1], f[2])};
    bool renamed = kind != TABLE_TOWN || inhabitants >= 20000;
    p.name = g_strdup(renamed ? english_name(f[0], f[1]) : f[0]);
    table_country *country = &g_array_index(countries, table_country, p.country);
    bool sovereign = g_array_index(states, table_state, country->state).kind == TABLE_STATE;
    p.weight = weigh(inhabitants / (f[5][0] == 'X' ? 4 : 1), g_ascii_strtod(f[7], NULL),
                     kind == TABLE_CAPITAL && !sovereign ? TABLE_SEAT : kind);
    uint32_t index = add_place(p);
    if (kind == TABLE_CAPITAL && country->capital == TABLE_NONE)
        country->capital = index;
    if (p.region && kind != TABLE_TOWN)
        g_array_index(regions, table_region, p.region).seat = index;
    add_key(p.name, index);
    add_key(p.written, index);
    g_auto(GStrv) others = g_strsplit(f[8], "|", -1);
    for (int i = 0; others[i]; i++)
        add_key(others[i], index | TABLE_REF_ALTERNATE);
}

/* name, class, latitude, longitude, country, division, standing, other names */
static void take_place(const row *r)
{
    static const char CLASSES[] = "tsCribSw";
    char **f = r->field;
    static const table_class KINDS[] = {TABLE_TOWN,   TABLE_SEAT, TABLE_CAPITAL, TABLE_REGION,
                                        TABLE_ISLAND, TABLE_BASE, TABLE_SITE,    TABLE_WATER};
    const char *class = strchr(CLASSES, f[1][0]);
    if (!class || f[1][0] == '\0')
        fail(r, "class \"%s\" is not one of %s", f[1], CLASSES);
    char *end;
    place_row p = {
        .name = g_strdup(f[0]), .written = g_strdup(f[0]), .kind = (int)KINDS[class - CLASSES]};
    p.lat = g_ascii_strtod(f[2], &end);
    p.lon = *end ? 999 : g_ascii_strtod(f[3], &end);
    if (*end || !f[2][0] || !f[3][0] || fabs(p.lat) > 90 || fabs(p.lon) > 180)
        fail(r, "no place on earth: latitude \"%s\", longitude \"%s\"", f[2], f[3]);
    p.country = find_country(r, f[4]);
    if (f[5][0] && (p.region = (int)find_region(f[4], f[5])) == 0)
        fail(r, "unknown division \"%s.%s\"", f[4], f[5]);
    p.weight = weigh(f[6][0] ? g_ascii_strtod(f[6], NULL) : 20000, 10, p.kind);
    uint32_t index = add_place(p);
    if (p.kind == TABLE_CAPITAL)
        g_array_index(countries, table_country, p.country).capital = index;
    add_key(f[0], index);
    g_auto(GStrv) others = g_strsplit(f[7], "|", -1);
    for (int i = 0; others[i]; i++)
        add_key(others[i], index);
}

static void take_name(const row *r)
{
    char **f = r->field;
    uint32_t ref = find_place(r, f[0], f[1]);
    if (strchr("eaf", f[2][0]) == NULL || f[2][0] == '\0')
        fail(r, "kind \"%s\" is not one of e, a, f", f[2]);
    if (f[2][0] == 'f') {
        table_dated d = {ref, read_day(r, f[3], false), read_day(r, f[4], true)};
        g_array_append_val(dateds, d);
        ref = (dateds->len - 1) | TABLE_REF_DATED;
    }
    g_auto(GStrv) list = g_strsplit(f[5], "|", -1);
    for (int i = 0; list[i]; i++)
        add_key(list[i], ref);
}

/* state, from, to, rank, place, country */
static void take_capital(const row *r)
{
    char **f = r->field;
    bool found = false;
    for (uint32_t i = 0; i < states->len; i++) {
        const table_state *s = &g_array_index(states, table_state, i);
        table_seat c = {.state = (uint16_t)i,
                        .rank = (uint16_t)atoi(f[3]),
                        .place = find_place(r, f[4], f[5]),
                        .from = read_day(r, f[1], false),
                        .to = read_day(r, f[2], true)};
        if (strcmp(texts->str + s->name, f[0]) != 0 || c.from >= s->to || c.to <= s->from)
            continue;
        found = true;
        g_array_append_val(seats, c);
    }
    if (!found)
        fail(r, "no state \"%s\" at that time", f[0]);
}

static int compare_seats(const void *a, const void *b)
{
    const table_seat *p = a, *q = b;
    return p->state != q->state ? (int)p->state - (int)q->state
           : p->rank != q->rank ? (int)p->rank - (int)q->rank
                                : (p->from > q->from) - (p->from < q->from);
}

static int compare_keys(const void *a, const void *b)
{
    const key_row *p = a, *q = b;
    int order = strcmp(p->key, q->key);
    return order ? order : (p->ref > q->ref) - (p->ref < q->ref);
}

static int compare_text_keys(const void *a, const void *b)
{
    const text_key *p = a, *q = b;
    int order = strcmp(p->key, q->key);
    return order ? order : (p->index > q->index) - (p->index < q->index);
}

/* Bytes as rows of a two-dimensional array: string literals compile fast, and a row stays below
 * the 4095 characters that C promises to take. */
static void write_bytes(FILE *out, const char *name, const GString *bytes)
{
    const gsize width = 2048;
    fprintf(out, "const unsigned char %s[][%d] = {\n", name, (int)width);
    for (gsize start = 0; start < bytes->len; start += width) {
        fputc('"', out);
        for (gsize i = start; i < MIN(start + width, bytes->len); i++) {
            unsigned char c = (unsigned char)bytes->str[i];
            if (c >= 32 && c < 127 && c != '"' && c != '\\' && c != '?')
                fputc(c, out);
            else
                fprintf(out, "\\%03o", c);
        }
        fputs("\",\n", out);
    }
    fputs("};\n", out);
}

static void write_count(FILE *out, const char *name, uint32_t count)
{
    fprintf(out, "const uint32_t %s = %u;\n", name, count);
}

static void write_places(FILE *out)
{
    fputs("const table_place table_places[] = {\n", out);
    for (uint32_t i = 0; i < places->len; i++) {
        const place_row *p = &g_array_index(places, place_row, i);
        uint32_t lat = (uint32_t)lround((p->lat + 90) * 1e4);
        uint32_t lon = (uint32_t)lround((p->lon + 180) * 1e4);
        uint32_t name = intern(names, name_offsets, p->name);
        if (name >= 1u << 20 || p->region >= 1 << 12 || p->country >= 1 << 9) {
            fprintf(stderr, "pack: the tables have outgrown their fields\n");
            exit(1);
        }
        fprintf(out, "{{%uu,%uu,%uu}},\n",
                lat | (uint32_t)p->weight << 21 | (uint32_t)p->kind << 27,
                lon | (uint32_t)p->country << 22, name | (uint32_t)p->region << 20);
    }
    fputs("};\n", out);
    write_count(out, "table_n_places", places->len);
    write_bytes(out, "table_names", names);
}

static void write_keys(FILE *out)
{
    g_array_sort(keys, compare_keys);
    g_autoptr(GString) coded = g_string_new(NULL);
    const char *before = "";
    fputs("const uint32_t table_blocks[] = {\n", out);
    for (uint32_t i = 0; i < keys->len; i++) {
        const key_row *k = &g_array_index(keys, key_row, i);
        gsize shared = 0, length = strlen(k->key);
        if (i % TABLE_BLOCK == 0)
            fprintf(out, "%u,\n", (uint32_t)coded->len);
        else
            while (k->key[shared] && k->key[shared] == before[shared])
                shared++;
        g_string_append_c(coded, (char)shared);
        g_string_append_c(coded, (char)(length - shared));
        g_string_append(coded, k->key + shared);
        for (int shift = 16; shift >= 0; shift -= 8)
            g_string_append_c(coded, (char)(k->ref >> shift & 0xff));
        before = k->key;
    }
    fputs("};\n", out);
    write_count(out, "table_n_blocks", (keys->len + TABLE_BLOCK - 1) / TABLE_BLOCK);
    write_count(out, "table_n_keys", keys->len);
    write_bytes(out, "table_keys", coded);
    fputs("const table_dated table_dateds[] = {\n", out);
    for (uint32_t i = 0; i < dateds->len; i++) {
        const table_dated *d = &g_array_index(dateds, table_dated, i);
        fprintf(out, "{%uu,%d,%d},\n", d->place, d->from, d->to);
    }
    fputs("};\n", out);
}

static void write_text_keys(FILE *out, const char *name, GArray *list)
{
    g_array_sort(list, compare_text_keys);
    uint32_t n = 0;
    fprintf(out, "const table_key table_%s_keys[] = {\n", name);
    for (uint32_t i = 0; i < list->len; i++) {
        const text_key *k = &g_array_index(list, text_key, i);
        if (i > 0 && compare_text_keys(k, k - 1) == 0)
            continue;
        fprintf(out, "{%uu,%uu},\n", intern(texts, text_offsets, k->key), k->index);
        n++;
    }
    fprintf(out, "};\nconst uint32_t table_n_%s_keys = %u;\n", name, n);
}

static void write_states(FILE *out)
{
    fputs("const table_country table_countries[] = {\n", out);
    for (uint32_t i = 0; i < countries->len; i++) {
        const table_country *c = &g_array_index(countries, table_country, i);
        fprintf(out, "{\"%s\",\"%s\",\"%s\",%u,%uu},\n", c->iso2, c->iso3, c->adm0_a3, c->state,
                c->capital);
    }
    fputs("};\nconst table_region table_regions[] = {\n", out);
    for (uint32_t i = 0; i < regions->len; i++) {
        const table_region *r = &g_array_index(regions, table_region, i);
        fprintf(out, "{%uu,%uu,%uu,%u},\n", r->name, r->code, r->seat, r->country);
    }
    fputs("};\nconst table_state table_states[] = {\n", out);
    for (uint32_t i = 0; i < states->len; i++) {
        const table_state *s = &g_array_index(states, table_state, i);
        fprintf(out, "{%uu,%d,%d,%u,%u,%uu},\n", s->name, s->from, s->to, s->kind, s->n_covers,
                s->covers);
    }
    fputs("};\nconst table_cover table_covers[] = {\n", out);
    for (uint32_t i = 0; i < covers->len; i++) {
        const table_cover *c = &g_array_index(covers, table_cover, i);
        fprintf(out, "{%u,%u,%d,%d,%u},\n", c->country, c->region, c->from, c->to, c->kind);
    }
    g_array_sort(seats, compare_seats);
    fputs("};\nconst table_seat table_seats[] = {\n", out);
    for (uint32_t i = 0; i < seats->len; i++) {
        const table_seat *s = &g_array_index(seats, table_seat, i);
        fprintf(out, "{%u,%u,%uu,%d,%d},\n", s->state, s->rank, s->place, s->from, s->to);
    }
    fputs("};\n", out);
    write_count(out, "table_n_countries", countries->len);
    write_count(out, "table_n_regions", regions->len);
    write_count(out, "table_n_states", states->len);
    write_count(out, "table_n_seats", seats->len);
}

static GHashTable *string_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void read_all(void)
{
    each_row("countries.tsv", 8, take_country);
    index_countries();
    table_region none = {.name = intern(texts, text_offsets, ""), .seat = TABLE_NONE};
    g_array_append_val(regions, none);
    each_row("regions.tsv", 2, take_region);
    each_row("region_names.tsv", 2, take_region_names);
    each_row("rulers.tsv", 4, take_ruler);
    each_row("countries.tsv", 8, take_state);
    each_row("names.tsv", 6, take_english);
    each_row("cities.tsv", 9, take_city);
    each_row("places.tsv", 8, take_place);
    each_row("names.tsv", 6, take_name);
    each_row("capitals.tsv", 6, take_capital);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: pack DATA_FOLDER OUTPUT.c\n");
        return 2;
    }
    folder = argv[1];
    places = g_array_new(FALSE, TRUE, sizeof(place_row));
    keys = g_array_new(FALSE, TRUE, sizeof(key_row));
    dateds = g_array_new(FALSE, TRUE, sizeof(table_dated));
    countries = g_array_new(FALSE, TRUE, sizeof(table_country));
    regions = g_array_new(FALSE, TRUE, sizeof(table_region));
    states = g_array_new(FALSE, TRUE, sizeof(table_state));
    covers = g_array_new(FALSE, TRUE, sizeof(table_cover));
    seats = g_array_new(FALSE, TRUE, sizeof(table_seat));
    region_keys = g_array_new(FALSE, TRUE, sizeof(text_key));
    state_keys = g_array_new(FALSE, TRUE, sizeof(text_key));
    ruler_rows = g_ptr_array_new();
    texts = g_string_new(NULL);
    names = g_string_new(NULL);
    text_offsets = string_table();
    name_offsets = string_table();
    country_index = g_hash_table_new(g_str_hash, g_str_equal);
    region_index = string_table();
    place_index = string_table();
    key_seen = string_table();
    english = string_table();
    read_all();

    FILE *out = fopen(argv[2], "w");
    if (!out) {
        perror(argv[2]);
        return 1;
    }
    fputs("/* Made by src/places/data/pack.c from the TSV files beside it. */\n"
          "#include \"places/table.h\"\n",
          out);
    write_places(out);
    write_keys(out);
    write_text_keys(out, "region", region_keys);
    write_text_keys(out, "state", state_keys);
    write_states(out);
    write_bytes(out, "table_texts", texts);
    if (fclose(out) != 0) {
        perror(argv[2]);
        return 1;
    }
    return 0;
}
