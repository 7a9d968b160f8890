/*
 * From a query to the units that it finds. In each language that is searched the query is read and prepared; the index
 * names the rows that may hold its words (key_rows.h), and the rows tell. A unit that is found in several of its texts
 * counts once. All of it happens on numbers: units are read for what is shown only.
 */
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/concordance_inside.h"
#include "match/judge.h"
#include "store/unit_dates.h"
#include "text/analysis_lang.h"
#include "tolmach/lang.h"

/* ---- making one ---- */

static tol_status choose_memories(tol_concordance *concordance, const tol_concordance_opt *opt, tol_error *err)
{
    tol_lookup_opt names = TOL_LOOKUP_OPT_INIT;
    names.memories = opt->memories;
    names.n_memories = opt->n_memories;
    names.excluded = opt->excluded;
    names.n_excluded = opt->n_excluded;
    return tol_memory_choice_init(&concordance->choice, concordance->store, &names, &concordance->arena, err);
}

/* Search in one more language; `lang` absent: in all that `analysis_lang` analyses. */
static tol_status add_lang(tol_concordance *concordance, tol_str analysis_lang, tol_str lang, tol_str beside,
                           tol_error *err)
{
    tol_concordance_lang *grown =
        tol_mem_grow(concordance->langs, &concordance->langs_cap, concordance->n_langs + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    concordance->langs = grown;
    tol_concordance_lang *one = &concordance->langs[concordance->n_langs++];
    *one = (tol_concordance_lang){.lang = lang, .beside = beside};
    one->analysis_lang = tol_arena_copy(&concordance->arena, analysis_lang);
    if (!tol_arena_ok(&concordance->arena)) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_analyser_new(one->analysis_lang, &one->analyser, err);
    return status != TOL_OK ? status
                            : tol_key_rows_new(concordance->store, one->analysis_lang, one->lang, &one->rows, err);
}

static tol_status add_lang_asked(tol_concordance *concordance, tol_str lang, tol_str beside, tol_error *err)
{
    char analysis[TOL_LANG_MAX];
    tol_lang_analysis(lang, analysis);
    return add_lang(concordance, tol_str_of(analysis), lang, beside, err);
}

/* The canonical tag; absent stays absent. */
static tol_str canonical(tol_concordance *concordance, tol_str lang)
{
    char tag[TOL_LANG_MAX];
    if (lang.len == 0) {
        return TOL_STR_NULL;
    }
    tol_lang_canonical(lang, tag);
    return tol_arena_copy(&concordance->arena, tol_str_of(tag));
}

static tol_status set_options(tol_concordance *concordance, const tol_concordance_opt *opt, tol_error *err)
{
    concordance->opt = *opt;
    concordance->opt.memories = concordance->opt.excluded = NULL;
    concordance->opt.filter = tol_filter_copy(&concordance->arena, &opt->filter);
    tol_str source = concordance->opt.source_lang = canonical(concordance, opt->source_lang);
    tol_str target = concordance->opt.target_lang = canonical(concordance, opt->target_lang);
    if (opt->side != TOL_SIDE_SOURCE && (!source.ptr || !target.ptr)) {
        return tol_fail(err, TOL_EINVAL, "a side can be chosen where both languages are given");
    }
    tol_status status = TOL_OK;
    if (source.ptr && opt->side != TOL_SIDE_TARGET) {
        status = add_lang_asked(concordance, source, target, err);
    }
    if (status == TOL_OK && opt->side != TOL_SIDE_SOURCE) {
        status = add_lang_asked(concordance, target, source, err);
    }
    return status == TOL_OK && !tol_arena_ok(&concordance->arena) ? tol_fail_nomem(err) : status;
}

tol_status tol_concordance_new(tol_store *store, const tol_concordance_opt *opt, tol_concordance **out, tol_error *err)
{
    static const tol_concordance_opt usual = TOL_CONCORDANCE_OPT_INIT;
    tol_error_clear(err);
    *out = NULL;
    tol_concordance *concordance = tol_mem_calloc(1, sizeof *concordance);
    if (!concordance) {
        return tol_fail_nomem(err);
    }
    concordance->store = store;
    tol_status status = set_options(concordance, opt ? opt : &usual, err);
    if (status == TOL_OK) {
        status = choose_memories(concordance, opt ? opt : &usual, err);
    }
    if (status != TOL_OK) {
        tol_concordance_free(concordance);
        return status;
    }
    *out = concordance;
    return TOL_OK;
}

void tol_concordance_free(tol_concordance *concordance)
{
    if (concordance) {
        for (size_t i = 0; i < concordance->n_langs; i++) {
            tol_concordance_lang *lang = &concordance->langs[i];
            tol_analyser_free(lang->analyser);
            tol_key_rows_free(lang->rows);
            tol_dict_release(&lang->dict);
            tol_word_query_release(&lang->query);
        }
        tol_mem_free(concordance->langs);
        tol_mem_free(concordance->found.items);
        tol_memory_choice_release(&concordance->choice);
        tol_arena_release(&concordance->arena);
        tol_mem_free(concordance);
    }
}

/* ---- the languages of the bank ---- */

static bool has_analysis(const tol_concordance *concordance, tol_str analysis)
{
    for (size_t i = 0; i < concordance->n_langs; i++) {
        if (tol_str_equal(concordance->langs[i].analysis_lang, analysis)) {
            return true;
        }
    }
    return false;
}

/* Where no language was asked for, all of the bank's are searched, but for that of the target. */
static tol_status add_langs_of_bank(tol_concordance *concordance, tol_arena *temp, tol_error *err)
{
    char analysis[TOL_LANG_MAX], target[TOL_LANG_MAX] = "";
    tol_str *tags = NULL;
    size_t n = 0;
    tol_status status = tol_store_langs(concordance->store, temp, &tags, &n, err);
    if (concordance->opt.target_lang.ptr) {
        tol_lang_analysis(concordance->opt.target_lang, target);
    }
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        tol_lang_analysis(tags[i], analysis);
        if (!has_analysis(concordance, tol_str_of(analysis)) &&
            !tol_str_equal(tol_str_of(analysis), tol_str_of(target))) {
            status = add_lang(concordance, tol_str_of(analysis), TOL_STR_NULL, concordance->opt.target_lang, err);
        }
    }
    return status;
}

/* ---- one language ---- */

/* The rows of one language, as they come. */
typedef struct row_taker {
    tol_concordance *concordance;
    tol_concordance_lang *lang;
    uint32_t lang_no;
    uint32_t tag_key;
} row_taker;

static uint64_t hash_row(const row_taker *taker, const tol_token_row *row)
{
    uint64_t hash = taker->lang_no + 1;
    for (size_t i = 0; i < row->n; i++) {
        const tol_token_ids *token = tol_dict_peek(&taker->lang->dict, row->ids[i]);
        if (token && token->key != taker->tag_key) {
            hash = (hash ^ row->ids[i]) * UINT64_C(0x9E3779B97F4A7C15);
            hash ^= hash >> 32;
        }
    }
    return hash;
}

static tol_status take_row(void *user, const tol_token_row *row, tol_error *err)
{
    row_taker *taker = user;
    tol_found_units *found = &taker->concordance->found;
    const tol_dict *dict = &taker->lang->dict;
    for (size_t i = 0; i < row->n; i++) {
        if (!tol_dict_peek(dict, row->ids[i])) {
            return tol_fail(err, TOL_ECORRUPT, "a token row of unit %lld has a token that the dictionary lacks",
                            (long long)row->unit_id);
        }
    }
    tol_word_answer answer = tol_word_query_ask(&taker->lang->query, row->ids, row->n);
    if (!answer.holds) {
        return TOL_OK;
    }
    tol_found_unit *items = tol_mem_grow(found->items, &found->cap, found->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    found->items = items;
    found->items[found->n++] = (tol_found_unit){.unit_id = row->unit_id,
                                                .row_hash = hash_row(taker, row),
                                                .variant = row->variant,
                                                .lang = taker->lang_no,
                                                .distance = answer.distance,
                                                .in_order = answer.in_order};
    return TOL_OK;
}

/* The dictionary grows with the bank, and begins anew when the bank says that token ids did. */
static tol_status refresh(tol_concordance *concordance, tol_concordance_lang *lang, tol_error *err)
{
    bool same_tokens = true, is_changed = false;
    tol_status status = tol_key_rows_refresh(lang->rows, &is_changed, &same_tokens, err);
    if (status != TOL_OK || (!is_changed && lang->is_loaded)) {
        return status;
    }
    if (same_tokens && lang->is_loaded && lang->dict.id) {
        status = tol_dict_refresh(&lang->dict, lang->analysis_lang, err);
    } else {
        tol_dict_release(&lang->dict);
        status = tol_dict_open(concordance->store, lang->analysis_lang, &lang->dict, err);
    }
    if (status == TOL_OK) {
        status = tol_dict_load_all(&lang->dict, err);
    }
    lang->is_loaded = status == TOL_OK;
    return status;
}

static tol_status ask_rows(row_taker *taker, tol_arena *temp, tol_error *err)
{
    tol_concordance *concordance = taker->concordance;
    tol_concordance_lang *lang = taker->lang;
    tol_key_set *sets = NULL;
    size_t n_sets = 0;
    uint32_t id = 0;
    tol_status status = tol_dict_text(&lang->dict, lang->query.tag_key, &id, &taker->tag_key, err);
    if (status != TOL_OK) {
        return status;
    }
    if (concordance->opt.exhaustive) {
        return tol_key_rows_scan(lang->rows, concordance->choice.ids, concordance->choice.n_ids, take_row, taker, err);
    }
    status = tol_word_query_sets(&lang->query, &lang->dict, temp, &sets, &n_sets, err);
    return status != TOL_OK ? status
                            : tol_key_rows_each(lang->rows, sets, n_sets, concordance->choice.ids,
                                                concordance->choice.n_ids, take_row, taker, err);
}

static tol_status find_in_lang(tol_concordance *concordance, size_t number, tol_arena *temp, tol_error *err)
{
    row_taker taker = {concordance, &concordance->langs[number], (uint32_t)number, 0};
    bool possible = false;
    tol_status status = refresh(concordance, taker.lang, err);
    if (status == TOL_OK) {
        status = tol_word_query_prepare(&taker.lang->query, &taker.lang->dict, &possible, err);
    }
    return status == TOL_OK && possible ? ask_rows(&taker, temp, err) : status;
}

/* ---- all languages ---- */

static int by_unit(const void *left, const void *right)
{
    const tol_found_unit *a = left, *b = right;
    if (a->unit_id != b->unit_id) {
        return a->unit_id < b->unit_id ? -1 : 1;
    }
    if (a->distance != b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    if (a->in_order != b->in_order) {
        return a->in_order ? -1 : 1;
    }
    return (a->variant > b->variant) - (a->variant < b->variant);
}

/* Bring the units into ascending order and keep of each the text that answers best. */
static void unite(tol_found_units *found)
{
    size_t n = 0;
    for (size_t i = 1; i < found->n; i++) {
        if (by_unit(&found->items[i - 1], &found->items[i]) > 0) {
            qsort(found->items, found->n, sizeof *found->items, by_unit);
            break;
        }
    }
    for (size_t i = 0; i < found->n; i++) {
        if (n == 0 || found->items[n - 1].unit_id != found->items[i].unit_id) {
            found->items[n++] = found->items[i];
        }
    }
    found->n = n;
}

/* Keep the units that the filter lets pass. */
static tol_status filter_units(tol_concordance *concordance, tol_error *err)
{
    tol_found_units *found = &concordance->found;
    tol_arena temp = TOL_ARENA_INIT;
    tol_status status = TOL_OK;
    size_t n = 0;
    for (size_t i = 0; i < found->n && status == TOL_OK; i++) {
        tol_unit unit;
        const tol_variant **variants = NULL;
        size_t n_variants = 0;
        tol_arena_reset(&temp);
        status = tol_unit_get(concordance->store, found->items[i].unit_id, &temp, &unit, err);
        if (status == TOL_OK) {
            status = tol_concordance_choose(concordance, &found->items[i], &unit, &temp, &variants, &n_variants, err);
        }
        if (n_variants > 0) {
            found->items[n++] = found->items[i];
        }
    }
    found->n = n;
    tol_arena_release(&temp);
    return status;
}

static tol_status add_dates(tol_concordance *concordance, tol_error *err)
{
    tol_found_units *found = &concordance->found;
    int64_t *ids = tol_mem_calloc(found->n, 2 * sizeof *ids);
    if (!ids) {
        return tol_fail_nomem(err);
    }
    int64_t *dates = ids + found->n;
    for (size_t i = 0; i < found->n; i++) {
        ids[i] = found->items[i].unit_id;
    }
    tol_status status = tol_unit_dates(concordance->store, ids, found->n, dates, err);
    for (size_t i = 0; i < found->n && status == TOL_OK; i++) {
        found->items[i].changed = dates[i];
    }
    tol_mem_free(ids);
    return status;
}

static tol_status find_in_snapshot(tol_concordance *concordance, tol_str query, tol_arena *temp, tol_arena *arena,
                                   tol_concordance_hits *hits, tol_error *err)
{
    tol_word_query_opt how = {concordance->opt.words, concordance->opt.is_phrase};
    tol_status status = tol_memory_choice_refresh(&concordance->choice, concordance->store, err);
    if (status == TOL_OK && !concordance->opt.source_lang.ptr) {
        status = add_langs_of_bank(concordance, temp, err);
    }
    for (size_t i = 0; i < concordance->n_langs && status == TOL_OK; i++) {
        tol_concordance_lang *lang = &concordance->langs[i];
        status = tol_word_query_read(&lang->query, lang->analyser, query, &how, temp, err);
        if (status == TOL_OK && lang->query.n_words) {
            status = find_in_lang(concordance, i, temp, err);
        }
    }
    if (status == TOL_OK) {
        unite(&concordance->found);
    }
    if (status == TOL_OK && !tol_unit_filter_is_open(&concordance->opt.filter)) {
        status = filter_units(concordance, err);
    }
    if (status == TOL_OK) {
        status = add_dates(concordance, err);
    }
    return status == TOL_OK ? tol_concordance_make_hits(concordance, arena, hits, err) : status;
}

tol_status tol_concordance_find(tol_concordance *concordance, tol_str query, tol_arena *arena,
                                tol_concordance_hits *hits, tol_error *err)
{
    tol_error_clear(err);
    *hits = (tol_concordance_hits){NULL, 0, 0, 0};
    tol_status status = tol_store_snapshot_begin(concordance->store, err);
    if (status != TOL_OK) {
        return status;
    }
    tol_arena temp = TOL_ARENA_INIT;
    concordance->found.n = 0;
    status = find_in_snapshot(concordance, query, &temp, arena, hits, err);
    tol_arena_release(&temp);
    tol_store_snapshot_end(concordance->store);
    if (status != TOL_OK) {
        *hits = (tol_concordance_hits){NULL, 0, 0, 0};
    }
    return status;
}
