/* SPDX-License-Identifier: MIT
 *
 * Deflate (RFC 1951) that knows where a flat picture repeats itself: a run is its first pixel and
 * then copies of the byte before; where two runs or more are those of the row above, they are
 * copied from there. Nothing else is searched for, which is what a general compressor spends its
 * time on, and the pixels are never written out. Blocks have Huffman codes of their own.
 */
#include "canvas/run_deflate.h"

#include <stdlib.h>
#include <string.h>

#include "canvas/indexed.h"

enum {
    MIN_COPY = 3, /* bytes that one token can copy */
    MAX_COPY = 258,
    MAX_DISTANCE = 32768,
    END_OF_BLOCK = 256,
    N_SYMBOLS = 286,     /* literals, the end of a block, classes of lengths */
    MAX_BITS = 15,       /* of a symbol's code */
    N_LENGTHS = 19,      /* symbols that tell the lengths of codes */
    MAX_LENGTH_BITS = 7, /* of the code of such a symbol */
    ADLER_MODULUS = 65521
};

/* Up to 255 a byte as it is; then a copy by its length, of the byte before or of the row above. */
typedef guint16 token;
enum {
    COPY_BEFORE = 256,
    COPY_ABOVE = COPY_BEFORE + MAX_COPY,
    N_TOKENS = COPY_ABOVE + MAX_COPY + 1
};

/* Tokens from which on a block ends with its row: so many that its codes pay, so few that they
 * follow what is on the page. */
enum { BLOCK_TOKENS = 10000 };

/* Bits to write, first bit lowest: a code, or one with all that follows it, at most 34. */
typedef struct {
    guint64 bits;
    guint n;
} code;

/* The class of a copy's length, and what is left to tell within the class. */
typedef struct {
    code extra;
    guint symbol;
} length_class;

/* Where bits go. There is room for eight bytes more than are written. */
typedef struct {
    guint8 *at;
    guint64 bits; /* fewer than eight, not yet written */
    guint n;
} bit_writer;

typedef struct {
    GByteArray *out;
    bit_writer writer; /* at the end of OUT */
    token *tokens;     /* room for a block and a row of one token a pixel */
    guint n_tokens;
    code codes[N_TOKENS]; /* of the block in hand */
    length_class lengths[MAX_COPY + 1];
    int width;
    code distance_above; /* what is left to tell within its class */
    guint distance_class;
    guint64 sum_a, sum_b; /* of Adler-32 */
} deflater;

/* ---- Huffman codes ---- */

typedef struct {
    guint32 weight;
    guint16 symbol;
} leaf;

static int compare_leaves(const void *a, const void *b)
{
    const leaf *p = a, *q = b;
    if (p->weight != q->weight)
        return p->weight < q->weight ? -1 : 1;
    return p->symbol < q->symbol ? -1 : 1;
}

/* The lengths of the codes of N >= 2 leaves in rising order: the two lightest nodes are joined
 * until one is left. Leaves are nodes 0 to N - 1; those joined follow by rising weight. */
static guint tree_depths(const leaf *leaves, guint n, guint8 *depths)
{
    guint64 weight[2 * N_SYMBOLS];
    guint16 parent[2 * N_SYMBOLS] = {0}; /* all are set; the analyzer does not follow that */
    guint8 depth[2 * N_SYMBOLS];
    guint next_leaf = 0, next_joined = n, deepest = 0;
    for (guint i = 0; i < n; i++)
        weight[i] = leaves[i].weight;
    for (guint node = n; node < 2 * n - 1; node++) {
        weight[node] = 0;
        for (int k = 0; k < 2; k++) {
            bool is_leaf =
                next_joined == node || (next_leaf < n && weight[next_leaf] <= weight[next_joined]);
            guint child = is_leaf ? next_leaf++ : next_joined++;
            weight[node] += weight[child];
            parent[child] = (guint16)node;
        }
    }
    depth[2 * n - 2] = 0;
    for (guint node = 2 * n - 2; node-- > 0;) {
        depth[node] = (guint8)MIN(depth[parent[node]] + 1, G_MAXUINT8);
        deepest = MAX(deepest, depth[node]);
    }
    memcpy(depths, depth, n);
    return deepest;
}

/* Lengths of codes for symbols by how often they come, 0 for none. Where the tree is deeper than
 * MAX_BITS allows, rare symbols are taken for less rare. */
static void code_lengths(const guint32 *count, guint n, guint max_bits, guint8 *lengths)
{
    leaf leaves[N_SYMBOLS];
    guint8 depths[N_SYMBOLS];
    guint used = 0;
    memset(lengths, 0, n);
    for (guint i = 0; i < n; i++) {
        if (count[i] > 0)
            leaves[used++] = (leaf){count[i], (guint16)i};
    }
    if (used < 2) { /* a code has two sides */
        for (guint i = 0; i < n && used < 2; i++) {
            if (count[i] == 0)
                leaves[used++] = (leaf){1, (guint16)i};
        }
    }
    qsort(leaves, used, sizeof *leaves, compare_leaves);
    while (tree_depths(leaves, used, depths) > max_bits) {
        for (guint i = 0; i < used; i++)
            leaves[i].weight = leaves[i].weight / 2 + 1;
    }
    for (guint i = 0; i < used; i++)
        lengths[leaves[i].symbol] = depths[i];
}

/* Canonical codes: shorter ones first, of one length by symbol (RFC 1951, 3.2.2). */
static void assign_codes(const guint8 *lengths, guint n, code *codes)
{
    guint32 next[MAX_BITS + 2] = {0};
    for (guint i = 0; i < n; i++)
        next[lengths[i] + 1] += lengths[i] > 0;
    for (guint length = 1; length <= MAX_BITS; length++)
        next[length + 1] = (next[length + 1] + next[length]) << 1;
    for (guint i = 0; i < n; i++) {
        guint32 bits = lengths[i] > 0 ? next[lengths[i]]++ : 0;
        codes[i] = (code){0, lengths[i]};
        for (guint bit = 0; bit < lengths[i]; bit++, bits >>= 1)
            codes[i].bits = codes[i].bits << 1 | (bits & 1);
    }
}

/* ---- Tokens ---- */

/* RFC 1951, 3.2.5. */
static length_class class_of(guint length)
{
    if (length == MAX_COPY)
        return (length_class){.symbol = N_SYMBOLS - 1};
    guint n = length - MIN_COPY;
    if (n < 8)
        return (length_class){.symbol = END_OF_BLOCK + 1 + n};
    guint bits = (guint)g_bit_storage(n) - 3; /* classes are four to each power of two */
    return (length_class){{n & ((1u << bits) - 1), bits},
                          END_OF_BLOCK + 1 + 4 * bits + (n >> bits)};
}

static inline void put_bits(bit_writer *w, guint64 bits, guint n)
{
    w->bits |= bits << w->n;
    w->n += n;
    guint64 word = GUINT64_TO_LE(w->bits);
    memcpy(w->at, &word, sizeof word);
    w->at += w->n / 8;
    w->bits >>= w->n & ~7u;
    w->n %= 8;
}

static inline void put_code(bit_writer *w, code c)
{
    put_bits(w, c.bits, c.n);
}

/* The class of the distance to the row above, and what is left to tell (RFC 1951, 3.2.5). */
static void set_distance(deflater *d)
{
    /* One less than the distance, for a row has a byte more; wider rows have no row above. */
    guint n = (guint)MIN(d->width, MAX_DISTANCE - 1);
    guint bits = (guint)MAX(g_bit_storage(n), 2u) - 2; /* classes are two to each power of two */
    d->distance_above = (code){n & ((1u << bits) - 1), bits};
    d->distance_class = 2 * bits + (n >> bits);
}

/* The lengths of all codes, each told by a code of its own. Of distances there are two, of one bit:
 * 0 the byte before, 1 the row above. */
static void put_codes(deflater *d, const guint8 *symbol_lengths)
{
    static const guint8 order[N_LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                            11, 4,  12, 3, 13, 2, 14, 1, 15};
    guint8 lengths[N_SYMBOLS + 30] = {0}, told[N_LENGTHS];
    guint32 count[N_LENGTHS] = {0};
    code codes[N_LENGTHS] = {{0, 0}};
    guint n = N_SYMBOLS + d->distance_class + 1;
    memcpy(lengths, symbol_lengths, N_SYMBOLS);
    lengths[N_SYMBOLS] = lengths[n - 1] = 1;
    for (guint i = 0; i < n; i++)
        count[lengths[i]]++;
    code_lengths(count, N_LENGTHS, MAX_LENGTH_BITS, told);
    assign_codes(told, N_LENGTHS, codes);
    bit_writer *w = &d->writer;
    put_bits(w, N_SYMBOLS - 257, 5);
    put_bits(w, d->distance_class, 5);
    put_bits(w, N_LENGTHS - 4, 4);
    for (guint i = 0; i < N_LENGTHS; i++)
        put_bits(w, told[order[i]], 3);
    for (guint i = 0; i < n; i++)
        put_code(w, codes[lengths[i]]);
}

static code joined(code a, code b)
{
    return (code){a.bits | b.bits << a.n, a.n + b.n};
}

/* What stands for each token of a block: of a copy its class, what is left, and which distance. */
static void make_codes(deflater *d, guint8 *lengths)
{
    guint32 count[N_SYMBOLS] = {[END_OF_BLOCK] = 1}, of_token[N_TOKENS] = {0};
    code symbols[N_SYMBOLS];
    for (guint i = 0; i < d->n_tokens; i++)
        of_token[d->tokens[i]]++;
    memcpy(count, of_token, 256 * sizeof *count);
    for (guint n = MIN_COPY; n <= MAX_COPY; n++)
        count[d->lengths[n].symbol] += of_token[COPY_BEFORE + n] + of_token[COPY_ABOVE + n];
    code_lengths(count, N_SYMBOLS, MAX_BITS, lengths);
    assign_codes(lengths, N_SYMBOLS, symbols);
    memcpy(d->codes, symbols, (END_OF_BLOCK + 1) * sizeof *symbols);
    const code before = {0, 1}, above = joined((code){1, 1}, d->distance_above);
    for (guint n = MIN_COPY; n <= MAX_COPY; n++) {
        code length = joined(symbols[d->lengths[n].symbol], d->lengths[n].extra);
        d->codes[COPY_BEFORE + n] = joined(length, before);
        d->codes[COPY_ABOVE + n] = joined(length, above);
    }
}

static void put_tokens(deflater *d)
{
    bit_writer w = d->writer; /* a copy, which no byte written can change */
    for (guint i = 0; i < d->n_tokens; i++)
        put_code(&w, d->codes[d->tokens[i]]);
    d->writer = w;
}

/* Bytes that the block in hand may take: its codes, each token with the code, the rest and a
 * distance, and the writer's eight. */
static guint block_room(const deflater *d)
{
    return (N_SYMBOLS + 64) * 2 + (d->n_tokens + 1) * 5 + 8;
}

static void put_block(deflater *d, bool last)
{
    enum { DYNAMIC_CODES = 2 };
    guint8 lengths[N_SYMBOLS];
    guint start = d->out->len;
    g_byte_array_set_size(d->out, start + block_room(d));
    d->writer.at = d->out->data + start;
    make_codes(d, lengths);
    put_bits(&d->writer, last, 1);
    put_bits(&d->writer, DYNAMIC_CODES, 2);
    put_codes(d, lengths);
    put_tokens(d);
    put_code(&d->writer, d->codes[END_OF_BLOCK]);
    if (last)
        put_bits(&d->writer, 0, (8 - d->writer.n) % 8); /* to a whole byte */
    g_byte_array_set_size(d->out, (guint)(d->writer.at - d->out->data));
    d->n_tokens = 0;
}

/* ---- Rows ---- */

/* Adler-32 over a row and the byte 0 before it: sums as RFC 1950 adds byte for byte. */
static void add_sums(deflater *d, const indexed_run *run, const indexed_run *end)
{
    guint64 a = d->sum_a % ADLER_MODULUS, b = d->sum_b % ADLER_MODULUS + a;
    for (; run < end; run++) {
        guint64 n = run->length;
        b += n * a + run->index * (n * (n + 1) / 2);
        a += n * run->index;
    }
    d->sum_a = a;
    d->sum_b = b;
}

/* Pixels from the beginning of RUN that are as ABOVE, whose first run ends at ABOVE_END: 0 unless
 * two runs or more end within them, for a copy from there takes as many bits as two short runs. */
static int same_above(const indexed_run *run, int x, const indexed_run *above, int above_end,
                      int width)
{
    int start = x, runs = 0, end = x;
    while (x < width && x - start < MAX_COPY && run->index == above->index) {
        end = x + run->length;
        runs += end <= above_end;
        if (end != above_end) {
            end = MIN(end, above_end);
            break;
        }
        x = end;
        run++;
        if (x < width)
            above_end += (++above)->length;
    }
    return runs >= 2 && end - start >= MIN_COPY ? MIN(end - start, MAX_COPY) : 0;
}

/* N more pixels as the one before. */
static inline token *add_repetition(token *out, guint index, int n)
{
    for (; n >= MIN_COPY; n -= MIN(n, MAX_COPY))
        *out++ = (token)(COPY_BEFORE + MIN(n, MAX_COPY));
    for (; n > 0; n--)
        *out++ = (token)index;
    return out;
}

/* The row of RUNs; returns its end. ABOVE: the row before; NULL for none in reach. */
static const indexed_run *add_row(deflater *d, const indexed_run *run, const indexed_run *above)
{
    token *out = d->tokens + d->n_tokens;
    int x = 0, run_end = run->length, above_end = above ? above->length : 0;
    while (true) {
        while (above && above_end <= x)
            above_end += (++above)->length;
        int n = above ? same_above(run, x, above, above_end, d->width) : 0;
        *out++ = (token)(n > 0 ? COPY_ABOVE + n : run->index);
        x += MAX(n, 1);
        while (run_end < x)
            run_end += (++run)->length;
        out = add_repetition(out, run->index, run_end - x);
        x = run_end;
        run++;
        if (x >= d->width)
            break;
        run_end += run->length;
    }
    d->n_tokens = (guint)(out - d->tokens);
    return run;
}

static void end_stream(deflater *d)
{
    put_block(d, true);
    guint64 sums = d->sum_b % ADLER_MODULUS << 16 | d->sum_a % ADLER_MODULUS;
    guint32 sum = GUINT32_TO_BE((guint32)sums);
    g_byte_array_append(d->out, (const guint8 *)&sum, sizeof sum);
}

static void add_rows(deflater *d, const indexed_run *run, const indexed_run *end)
{
    const indexed_run *above = NULL;
    while (run < end) {
        const indexed_run *row = run;
        if (d->n_tokens >= BLOCK_TOKENS)
            put_block(d, false);
        d->tokens[d->n_tokens++] = 0;
        run = add_row(d, row, above);
        add_sums(d, row, run);
        above = d->width < MAX_DISTANCE ? row : NULL;
    }
}

GByteArray *run_deflate(const GArray *runs, int width)
{
    static const guint8 zlib_header[] = {0x78, 0x01}; /* a window of 32 KiB, quickly made */
    const indexed_run *first = (const indexed_run *)(gconstpointer)runs->data;
    GByteArray *out = g_byte_array_new();
    deflater *d = g_new(deflater, 1);
    d->out = out;
    d->writer = (bit_writer){NULL, 0, 0};
    d->n_tokens = 0;
    d->tokens = g_new(token, BLOCK_TOKENS + (gsize)width + 1);
    for (guint n = MIN_COPY; n <= MAX_COPY; n++)
        d->lengths[n] = class_of(n);
    d->sum_a = 1;
    d->sum_b = 0;
    d->width = width;
    set_distance(d);
    g_byte_array_append(out, zlib_header, sizeof zlib_header);
    add_rows(d, first, first + runs->len);
    end_stream(d);
    g_free(d->tokens);
    g_free(d);
    return out;
}
