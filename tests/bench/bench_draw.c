#include "bench_draw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "support/rng.h"

#define POOL_WORDS     100000
#define SHORT_LEAST    4
#define LONG_LEAST     20
#define LONG_MOST      40
#define WARM_SHARE     10 /* one query in so many is for warming up */
#define REPLACED_SHARE 8  /* one word in so many is replaced */

const char *const bench_kind_names[] = {"hit", "near", "no hit", "line"};
const char *const bench_length_names[] = {"short", "long", "longer"};

/* A sample of a stream of unknown length, after Vitter's algorithm R (1985). */
typedef struct reservoir {
    char **items;
    size_t n, cap;
    uint64_t seen;
} reservoir;

typedef struct drawing {
    tol_rng rng;
    tol_str lang;
    reservoir words, texts[2]; /* BENCH_SHORT, BENCH_LONG */
} drawing;

static char *copy(const char *bytes, size_t len)
{
    char *text = bench_realloc(NULL, len + 1, 1);
    memcpy(text, bytes, len);
    text[len] = '\0';
    return text;
}

static uint64_t below(tol_rng *rng, uint64_t n)
{
    return tol_rng_next(rng) % n;
}

static void offer(reservoir *sample, tol_rng *rng, const char *bytes, size_t len)
{
    uint64_t place = sample->seen++;
    if (place >= sample->cap) {
        place = below(rng, sample->seen);
        if (place >= sample->cap) {
            return;
        }
        free(sample->items[place]);
    } else {
        sample->n++;
    }
    sample->items[place] = copy(bytes, len);
}

static void reservoir_init(reservoir *sample, size_t cap)
{
    *sample = (reservoir){bench_realloc(NULL, cap, sizeof(char *)), 0, cap, 0};
}

static void reservoir_release(reservoir *sample)
{
    for (size_t i = 0; i < sample->n; i++) {
        free(sample->items[i]);
    }
    free(sample->items);
}

static size_t count_words(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        n += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
    }
    return n;
}

bool bench_is_lang(tol_str tag, tol_str lang)
{
    return tag.len >= lang.len && tol_str_equal_nocase((tol_str){tag.ptr, lang.len}, lang) &&
           (tag.len == lang.len || tag.ptr[lang.len] == '-');
}

static void offer_words(drawing *draw, tol_str text)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i == text.len || text.ptr[i] == ' ') {
            if (i > start) {
                offer(&draw->words, &draw->rng, text.ptr + start, i - start);
            }
            start = i + 1;
        }
    }
}

/* Texts with line breaks or NUL bytes are left out: a query is a line, and an argument of a command. */
static bool is_line(tol_str text)
{
    return text.len > 0 && !memchr(text.ptr, '\n', text.len) && !memchr(text.ptr, '\0', text.len);
}

static tol_status take_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    drawing *draw = user;
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_str text = unit->variants[i].text;
        if (!bench_is_lang(unit->variants[i].lang, draw->lang) || !is_line(text)) {
            continue;
        }
        size_t n_words = count_words(text.ptr, text.len);
        offer_words(draw, text);
        if (n_words >= LONG_LEAST && n_words <= LONG_MOST) {
            offer(&draw->texts[BENCH_LONG], &draw->rng, text.ptr, text.len);
        } else if (n_words >= SHORT_LEAST && n_words < LONG_LEAST) {
            offer(&draw->texts[BENCH_SHORT], &draw->rng, text.ptr, text.len);
        }
    }
    return TOL_OK;
}

/* The text with one word in `share` replaced, at least one. */
static char *replace_words(drawing *draw, const char *text, unsigned share)
{
    tol_buf out = TOL_BUF_INIT;
    uint64_t sure = below(&draw->rng, count_words(text, strlen(text)));
    for (const char *word = text; *word; sure--) {
        size_t gap = strspn(word, " ");
        size_t len = strcspn(word + gap, " ");
        tol_buf_append(&out, word, gap);
        if (len > 0 && (sure == 0 || below(&draw->rng, share) == 0)) {
            tol_buf_add(&out, tol_str_of(draw->words.items[below(&draw->rng, draw->words.n)]));
        } else {
            tol_buf_append(&out, word + gap, len);
        }
        word += gap + len;
    }
    char *made = copy(out.ptr, out.len);
    tol_buf_release(&out);
    return made;
}

static void push(bench_queries *queries, char *text, bench_kind kind, bench_length length)
{
    queries->items = bench_realloc(queries->items, queries->n + 1, sizeof *queries->items);
    queries->items[queries->n++] = (bench_query){text, kind, length};
}

/* Each kind takes texts of its own, so that none warms the cache for another. */
static void make_queries(drawing *draw, bench_length length, bench_queries *queries)
{
    const reservoir *texts = &draw->texts[length];
    for (size_t i = 0; i < texts->n; i++) {
        bench_kind kind = (bench_kind)(i % 3);
        unsigned share = kind == BENCH_NO_HIT ? 1 : REPLACED_SHARE;
        const char *text = texts->items[i];
        push(queries, kind == BENCH_HIT ? copy(text, strlen(text)) : replace_words(draw, text, share), kind, length);
    }
}

static void shuffle(bench_queries *queries, tol_rng *rng)
{
    for (size_t i = queries->n; i > 1; i--) {
        size_t j = (size_t)below(rng, i);
        bench_query swap = queries->items[i - 1];
        queries->items[i - 1] = queries->items[j];
        queries->items[j] = swap;
    }
}

static void set_warm(bench_queries *queries)
{
    if (queries->n < 2) {
        bench_die("fewer than two queries");
    }
    queries->n_warm = (queries->n + WARM_SHARE - 1) / WARM_SHARE;
}

void bench_draw(tol_store *store, tol_str lang, size_t n, uint64_t seed, bench_queries *queries)
{
    tol_error err;
    drawing draw = {tol_rng_new("queries", seed), lang, {NULL, 0, 0, 0}, {{NULL, 0, 0, 0}, {NULL, 0, 0, 0}}};
    size_t n_texts = 3 * (n + (n + WARM_SHARE - 2) / (WARM_SHARE - 1));
    reservoir_init(&draw.words, POOL_WORDS);
    reservoir_init(&draw.texts[BENCH_SHORT], n_texts);
    reservoir_init(&draw.texts[BENCH_LONG], n_texts);
    bench_check(tol_unit_each(store, NULL, 0, take_unit, &draw, &err), &err, "could not read the bank");
    *queries = (bench_queries){NULL, 0, 0};
    make_queries(&draw, BENCH_SHORT, queries);
    make_queries(&draw, BENCH_LONG, queries);
    shuffle(queries, &draw.rng);
    set_warm(queries);
    reservoir_release(&draw.words);
    reservoir_release(&draw.texts[BENCH_SHORT]);
    reservoir_release(&draw.texts[BENCH_LONG]);
}

void bench_draw_lines(const char *path, bench_queries *queries)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        bench_die("could not read \"%s\": %s", path, strerror(errno));
    }
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    *queries = (bench_queries){NULL, 0, 0};
    while ((len = getline(&line, &cap, file)) > 0) {
        size_t n_bytes = (size_t)len - (line[len - 1] == '\n');
        size_t n_words = count_words(line, n_bytes);
        bench_length length = n_words < LONG_LEAST ? BENCH_SHORT : n_words <= LONG_MOST ? BENCH_LONG : BENCH_LONGER;
        if (n_words > 0) {
            push(queries, copy(line, n_bytes), BENCH_LINE, length);
        }
    }
    free(line);
    fclose(file);
    set_warm(queries);
}

void bench_queries_release(bench_queries *queries)
{
    for (size_t i = 0; i < queries->n; i++) {
        free(queries->items[i].text);
    }
    free(queries->items);
    *queries = (bench_queries){NULL, 0, 0};
}
