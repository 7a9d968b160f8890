/*
 * The usual way to fuzzy matches without an engine for them: SQLite's FTS5 with its trigram tokenizer finds a hundred
 * candidates by bm25, and Levenshtein distance over characters orders them.
 *
 * Two figures tell how near that comes to the exact answer: how often its best hit has our best score, and how often
 * any of its hundred candidates has (the rest is lost before reranking).
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "bench_lookup.h"

#define CANDIDATES   100
#define TRIGRAMS_MAX 4000
#define MIN_SCORE    50

typedef struct filling {
    sqlite3 *db;
    sqlite3_stmt *insert;
    tol_str lang;
    size_t n;
} filling;

typedef struct comparison {
    sqlite3_stmt *find;
    tol_analyser *analyser;
    tol_arena arena;
    bench_samples ours, theirs;
    size_t n_asked, n_best_equal, n_any_equal, n_with_hits;
} comparison;

static void check(sqlite3 *db, int code)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
        bench_die("SQLite: %s", sqlite3_errmsg(db));
    }
}

static tol_status add_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    filling *fill = user;
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_str text = unit->variants[i].text;
        if (text.len > 0 && bench_is_lang(unit->variants[i].lang, fill->lang)) {
            check(fill->db, sqlite3_bind_text(fill->insert, 1, text.ptr, (int)text.len, SQLITE_STATIC));
            check(fill->db, sqlite3_step(fill->insert));
            check(fill->db, sqlite3_reset(fill->insert));
            fill->n++;
        }
    }
    return TOL_OK;
}

static void fill_table(const bench_setup *setup, tol_store *store, sqlite3 *db)
{
    tol_error err;
    filling fill = {db, NULL, setup->source_lang, 0};
    double start = bench_now_ms();
    check(db, sqlite3_exec(db,
                           "PRAGMA cache_size = -262144; BEGIN;"
                           "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'trigram')",
                           NULL, NULL, NULL));
    check(db, sqlite3_prepare_v2(db, "INSERT INTO texts (text) VALUES (?)", -1, &fill.insert, NULL));
    bench_check(tol_unit_each(store, NULL, 0, add_unit, &fill, &err), &err, "could not read the bank");
    sqlite3_finalize(fill.insert);
    check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
    printf("\nFTS5 trigram index of %zu texts made in %.1f s\n", fill.n, (bench_now_ms() - start) / 1e3);
}

static size_t character_len(const char *at)
{
    size_t len = 1;
    while (((unsigned char)at[len] & 0xC0) == 0x80) {
        len++;
    }
    return len;
}

/* "абв" OR "бвг" OR … */
static void trigram_query(const char *text, tol_buf *out)
{
    tol_buf_reset(out);
    size_t n = 0;
    for (const char *at = text; *at && n < TRIGRAMS_MAX; at += character_len(at)) {
        size_t len = 0;
        for (int i = 0; i < 3 && at[len]; i++) {
            len += character_len(at + len);
            if (i < 2) {
                continue;
            }
            tol_buf_add(out, n++ ? TOL_LIT(" OR \"") : TOL_LIT("\""));
            for (size_t j = 0; j < len; j++) {
                tol_buf_add(out, at[j] == '"' ? TOL_LIT("\"\"") : (tol_str){at + j, 1});
            }
            tol_buf_byte(out, '"');
        }
    }
}

static int token_score(comparison *all, const tol_tokens *query, tol_str text)
{
    tol_error err;
    tol_tokens tokens;
    tol_score score;
    bench_check(tol_analyse(all->analyser, text, NULL, 0, &all->arena, &tokens, &err), &err, "could not analyse");
    bench_check(tol_score_tokens(query, &tokens, &score, &err), &err, "could not score");
    return score.score;
}

/* Candidates are fetched and reranked under the clock; their scores by tokens are no part of the method. */
static void ask_fts5(comparison *all, const char *text, const char *expression, int *best_score, int *any_score)
{
    tol_error err;
    tol_str found[CANDIDATES];
    size_t n = 0, best = 0;
    int best_permille = -1, permille;
    double start = bench_now_ms();
    sqlite3_bind_text(all->find, 1, expression, -1, SQLITE_STATIC);
    while (n < CANDIDATES && sqlite3_step(all->find) == SQLITE_ROW) {
        tol_str row = {(const char *)sqlite3_column_text(all->find, 0), (size_t)sqlite3_column_bytes(all->find, 0)};
        found[n] = tol_arena_copy(&all->arena, row);
        bench_check(tol_char_similarity(tol_str_of(text), found[n], &permille, &err), &err, "could not compare");
        if (permille > best_permille) {
            best_permille = permille;
            best = n;
        }
        n++;
    }
    bench_add(&all->theirs, bench_now_ms() - start);
    check(sqlite3_db_handle(all->find), sqlite3_reset(all->find));
    tol_tokens query;
    bench_check(tol_analyse(all->analyser, tol_str_of(text), NULL, 0, &all->arena, &query, &err), &err,
                "could not analyse");
    *best_score = *any_score = 0;
    for (size_t i = 0; i < n; i++) {
        int score = token_score(all, &query, found[i]);
        *any_score = score > *any_score ? score : *any_score;
        *best_score = i == best ? score : *best_score;
    }
}

static void compare_one(comparison *all, tol_lookup *lookup, const char *text, tol_buf *expression)
{
    tol_error err;
    tol_hits hits;
    int best, any;
    trigram_query(text, expression);
    if (expression->len == 0) {
        return;
    }
    double start = bench_now_ms();
    bench_check(tol_lookup_find(lookup, tol_str_of(text), &all->arena, &hits, &err), &err, "lookup failed");
    bench_add(&all->ours, bench_now_ms() - start);
    ask_fts5(all, text, expression->ptr, &best, &any);
    all->n_asked++;
    if (hits.n > 0) {
        all->n_with_hits++;
        all->n_best_equal += best >= hits.items[0].score;
        all->n_any_equal += any >= hits.items[0].score;
    }
    tol_arena_reset(&all->arena);
}

static void print_comparison(comparison *all)
{
    double ours = bench_quantile(&all->ours, 0.5), theirs = bench_quantile(&all->theirs, 0.5);
    bench_head("                   ");
    printf("\n%-19s", "lookup, 50 %");
    bench_row(&all->ours);
    printf("\n%-19s", "FTS5, rerank 100");
    bench_row(&all->theirs);
    printf("\nratio of medians %.0f; of %zu queries with a hit of %d %%: FTS5's best has our best score in %zu, "
           "one of its hundred in %zu\n",
           ours > 0 ? theirs / ours : 0, all->n_with_hits, MIN_SCORE, all->n_best_equal, all->n_any_equal);
}

void bench_fts5(const bench_setup *setup, tol_store *store, size_t n)
{
    tol_error err;
    tol_lookup *lookup;
    sqlite3 *db;
    comparison all = {NULL, NULL, TOL_ARENA_INIT, BENCH_SAMPLES_INIT, BENCH_SAMPLES_INIT, 0, 0, 0, 0};
    tol_buf expression = TOL_BUF_INIT;
    tol_lookup_opt opt = bench_lookup_opt(setup, MIN_SCORE);
    check(NULL, sqlite3_open("", &db)); /* a temporary file that SQLite deletes */
    fill_table(setup, store, db);
    check(db, sqlite3_prepare_v2(db, "SELECT text FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 100", -1,
                                 &all.find, NULL));
    bench_check(tol_analyser_new(setup->source_lang, &all.analyser, &err), &err, "no analyser");
    bench_check(tol_lookup_new(store, &opt, &lookup, &err), &err, "no lookup");
    const bench_queries *queries = &setup->queries;
    for (size_t i = 0; i < queries->n && all.n_asked < n; i++) {
        compare_one(&all, lookup, queries->items[i].text, &expression);
        if (i < queries->n_warm && i < 3) { /* the dictionary is loaded, the pages are in memory */
            all.ours.n = all.theirs.n = all.n_asked = all.n_with_hits = all.n_best_equal = all.n_any_equal = 0;
        }
    }
    print_comparison(&all);
    tol_lookup_free(lookup);
    tol_analyser_free(all.analyser);
    sqlite3_finalize(all.find);
    sqlite3_close(db);
    tol_buf_release(&expression);
    tol_arena_release(&all.arena);
    bench_release(&all.ours);
    bench_release(&all.theirs);
}
