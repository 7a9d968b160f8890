#include "tolmach/token.h"

#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/analyse.h"
#include "text/analysis_lang.h"
#include "text/fold.h"
#include "text/scan.h"
#include "text/stem.h"
#include "text/unicode.h"

/*
 * An analysis in three steps: the scanner gives spans, the inline codes are put among them, each gets its views.
 * Surfaces are slices of one copy of the text wherever it is in NFC; forms and keys are slices of the surface wherever
 * they are equal to its beginning. What a word's form and key are is remembered by surface.
 */
#define MEMO_MAX      ((size_t)1 << 18) /* words; then all are forgotten */
#define MEMO_WORD_MAX 64                /* bytes of a surface that is worth remembering */
#define SPANS_KEPT    4096              /* spans that an analyser keeps room for between calls */

static const tol_str number_key = {"{number}", 8};
static const tol_str tag_key = {"{tag}", 5};

typedef struct word_views {
    tol_str form, key;
    uint32_t weight;
    bool shares_surface, shares_form; /* the form begins the surface, the key begins the form */
} word_views;

struct tol_analyser {
    tol_fold_rules rules;
    tol_stemmer stemmer;
    tol_dictbreak dictionary;
    tol_map memo; /* surface -> word_views in memo_arena */
    tol_arena memo_arena;
    tol_buf form, key; /* scratch */
    tol_span *spans;   /* scratch */
    size_t n_spans, cap_spans;
};

tol_status tol_analyser_new(tol_str lang, tol_analyser **out, tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    tol_analyser *analyser = tol_mem_calloc(1, sizeof *analyser);
    if (!analyser) {
        return tol_fail_nomem(err);
    }
    char primary[TOL_LANG_MAX];
    tol_lang_analysis(lang, primary);
    analyser->rules = tol_fold_rules_for(primary);
    tol_dictbreak_init(&analyser->dictionary, primary);
    tol_status status = tol_stemmer_init(&analyser->stemmer, primary, err);
    if (status) {
        tol_analyser_free(analyser);
        return status;
    }
    *out = analyser;
    return TOL_OK;
}

void tol_analyser_free(tol_analyser *analyser)
{
    if (analyser) {
        tol_stemmer_release(&analyser->stemmer);
        tol_dictbreak_release(&analyser->dictionary);
        tol_map_release(&analyser->memo);
        tol_arena_release(&analyser->memo_arena);
        tol_buf_release(&analyser->form);
        tol_buf_release(&analyser->key);
        tol_mem_free(analyser->spans);
        tol_mem_free(analyser);
    }
}

/* The beginning of `whole` when it equals `part`, else a copy of `part`. */
static tol_str share_or_copy(tol_arena *arena, tol_str whole, tol_str part)
{
    return tol_str_starts_with(whole, part) ? (tol_str){whole.ptr, part.len} : tol_arena_copy(arena, part);
}

static void forget_words(tol_analyser *analyser)
{
    tol_map_reset(&analyser->memo);
    tol_arena_reset(&analyser->memo_arena);
}

/* Form and key of a word, in the analyser's scratch buffers. */
static tol_status make_word_views(tol_analyser *analyser, tol_str surface, word_views *views, tol_error *err)
{
    tol_status status = tol_fold(surface, TOL_WORD, analyser->rules, &analyser->form, err);
    if (status) {
        return status;
    }
    views->form = tol_buf_str(&analyser->form);
    status = tol_stemmer_key(&analyser->stemmer, views->form, &analyser->key, &views->weight, err);
    views->key = tol_buf_str(&analyser->key);
    views->shares_surface = tol_str_starts_with(surface, views->form);
    views->shares_form = tol_str_starts_with(views->form, views->key);
    return status;
}

static tol_status remember(tol_analyser *analyser, tol_str surface, const word_views *views, tol_error *err)
{
    if (analyser->memo.n >= MEMO_MAX) {
        forget_words(analyser);
    }
    word_views *kept = tol_arena_alloc(&analyser->memo_arena, sizeof *kept);
    tol_str form = tol_arena_copy(&analyser->memo_arena, views->form);
    tol_str key = share_or_copy(&analyser->memo_arena, form, views->key);
    bool is_new;
    tol_map_slot *slot = tol_arena_ok(&analyser->memo_arena) ? tol_map_put(&analyser->memo, surface, &is_new) : NULL;
    if (!slot) {
        forget_words(analyser);
        return tol_fail_nomem(err);
    }
    *kept = (word_views){form, key, views->weight, views->shares_surface, views->shares_form};
    slot->value = (uint64_t)(uintptr_t)kept;
    return TOL_OK;
}

static void place_views(const word_views *views, tol_arena *arena, tol_token *token)
{
    tol_str surface = token->surface, form = views->form;
    token->form = views->shares_surface ? (tol_str){surface.ptr, form.len} : tol_arena_copy(arena, form);
    token->key = views->shares_form ? (tol_str){token->form.ptr, views->key.len} : tol_arena_copy(arena, views->key);
    token->weight = views->weight;
}

static tol_status view_word(tol_analyser *analyser, tol_token *token, bool keeps, tol_arena *arena, tol_error *err)
{
    const tol_map_slot *slot = tol_map_get(&analyser->memo, token->surface);
    if (slot) {
        place_views((const word_views *)(uintptr_t)slot->value, arena, token);
        return TOL_OK;
    }
    word_views views;
    tol_status status = make_word_views(analyser, token->surface, &views, err);
    if (!status && keeps && token->surface.len <= MEMO_WORD_MAX) {
        status = remember(analyser, token->surface, &views, err);
    }
    if (!status) {
        place_views(&views, arena, token);
    }
    return status;
}

static tol_status view_other(tol_analyser *analyser, tol_token *token, tol_arena *arena, tol_error *err)
{
    tol_str surface = token->surface;
    if (token->kind == TOL_PUNCT && surface.len == 1 && surface.ptr[0] != '\'') {
        token->form = surface; /* ASCII punctuation but the quotation marks is its own form */
    } else {
        tol_status status = tol_fold(surface, token->kind, analyser->rules, &analyser->form, err);
        if (status) {
            return status;
        }
        token->form = share_or_copy(arena, surface, tol_buf_str(&analyser->form));
    }
    token->key = token->kind == TOL_NUMBER ? number_key : token->form;
    token->weight = token->kind == TOL_PUNCT ? TOL_WEIGHT_LIGHT : TOL_WEIGHT_WORD;
    return TOL_OK;
}

static tol_str make_surface(tol_analyser *analyser, tol_str slice, bool is_plain, tol_arena *arena)
{
    if (is_plain || tol_unicode_is_plainly_nfc(slice)) {
        return slice;
    }
    tol_buf_reset(&analyser->form);
    if (tol_unicode_nfc(slice, &analyser->form, NULL)) {
        return TOL_STR_NULL;
    }
    return share_or_copy(arena, slice, tol_buf_str(&analyser->form));
}

static void view_tag(const tol_tag *tag, const tol_span *span, tol_arena *arena, tol_token *token)
{
    tol_str surface = tol_arena_copy(arena, tag->surface);
    *token = (tol_token){.kind = TOL_TAG,
                         .weight = TOL_WEIGHT_LIGHT,
                         .start = span->start,
                         .end = span->end,
                         .surface = surface,
                         .form = surface,
                         .key = tag_key};
}

/* `keeps`: a word that is new is remembered. */
static tol_status view_span(tol_analyser *analyser, tol_str text, const tol_span *span, const tol_tag *tag, bool keeps,
                            tol_arena *arena, tol_token *token, tol_error *err)
{
    if (tag) {
        view_tag(tag, span, arena, token);
        return TOL_OK;
    }
    tol_str slice = {text.ptr + span->start, span->end - span->start};
    *token = (tol_token){.kind = span->kind, .start = span->start, .end = span->end};
    token->surface = make_surface(analyser, slice, span->is_plain, arena);
    if (!token->surface.ptr) {
        return tol_fail_nomem(err);
    }
    return span->kind == TOL_WORD ? view_word(analyser, token, keeps, arena, err)
                                  : view_other(analyser, token, arena, err);
}

tol_status tol_analyser_view(tol_analyser *analyser, tol_str text, const tol_span *span, const tol_tag *tag,
                             tol_arena *arena, tol_token *token, tol_error *err)
{
    tol_status status = view_span(analyser, text, span, tag, false, arena, token, err);
    return !status && !tol_arena_ok(arena) ? tol_fail_nomem(err) : status;
}

static bool reserve_spans(tol_analyser *analyser, size_t n)
{
    tol_span *spans = tol_mem_grow(analyser->spans, &analyser->cap_spans, n, sizeof *spans);
    if (spans) {
        analyser->spans = spans;
    }
    return spans != NULL;
}

static bool find_spans(tol_analyser *analyser, tol_str text)
{
    tol_scanner scanner;
    tol_span span;
    tol_scan_begin(&scanner, text, &analyser->dictionary);
    while (tol_scan_next(&scanner, &span)) {
        if (analyser->n_spans == analyser->cap_spans && !reserve_spans(analyser, analyser->n_spans + 64)) {
            return false;
        }
        analyser->spans[analyser->n_spans++] = span;
    }
    return true;
}

/* Codes among the spans, from the last one on; a code inside a span comes behind it. */
static bool place_tags(tol_analyser *analyser, const tol_tag *tags, size_t n_tags)
{
    if (n_tags && !reserve_spans(analyser, analyser->n_spans + n_tags)) {
        return false;
    }
    tol_span *spans = analyser->spans;
    size_t from = analyser->n_spans, to = from + n_tags;
    analyser->n_spans = to;
    while (n_tags > 0) {
        size_t at = tags[n_tags - 1].at;
        if (from > 0 && at <= spans[from - 1].start) {
            spans[--to] = spans[--from];
            continue;
        }
        if (from > 0 && at < spans[from - 1].end) {
            at = spans[from - 1].end;
        }
        spans[--to] = (tol_span){.start = (uint32_t)at, .end = (uint32_t)at, .kind = TOL_TAG};
        n_tags--;
    }
    return true;
}

/* After a very long text. */
static void shrink_spans(tol_analyser *analyser)
{
    analyser->n_spans = 0;
    if (analyser->cap_spans > SPANS_KEPT) {
        tol_mem_free(analyser->spans);
        analyser->spans = NULL;
        analyser->cap_spans = 0;
    }
}

tol_status tol_analyser_scan(tol_analyser *analyser, tol_str text, const tol_tag *tags, size_t n_tags,
                             const tol_span **spans, size_t *n_spans, tol_error *err)
{
    shrink_spans(analyser);
    if (!find_spans(analyser, text) || !place_tags(analyser, tags, n_tags)) {
        return tol_fail_nomem(err);
    }
    *spans = analyser->spans;
    *n_spans = analyser->n_spans;
    return TOL_OK;
}

/* A surface in braces cannot be that of any other token: a brace alone is punctuation, and no word, number or link
 * begins with one. */
static bool is_tag_surface(tol_str s)
{
    return s.len >= 2 && s.ptr[0] == '{' && s.ptr[s.len - 1] == '}' && tol_utf8_is_valid(s);
}

static tol_status check_input(tol_str text, const tol_tag *tags, size_t n_tags, tol_error *err)
{
    if (text.len > TOL_TEXT_MAX) {
        return tol_fail(err, TOL_ELIMIT, "text of %zu bytes is longer than the limit of %zu", text.len, TOL_TEXT_MAX);
    }
    if (!tol_utf8_is_valid(text)) {
        return tol_fail(err, TOL_EINVAL, "text is not valid UTF-8 at byte %zu", tol_utf8_valid_prefix(text));
    }
    for (size_t i = 0; i < n_tags; i++) {
        if (tags[i].at > text.len || (i > 0 && tags[i].at < tags[i - 1].at)) {
            return tol_fail(err, TOL_EINVAL, "inline code %zu is out of place", i);
        }
        if (!is_tag_surface(tags[i].surface)) {
            return tol_fail(err, TOL_EINVAL, "surface of inline code %zu is not in braces", i);
        }
    }
    return TOL_OK;
}

static tol_status view_all(tol_analyser *analyser, tol_str text, const tol_tag *tags, tol_arena *arena,
                           tol_tokens *tokens, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < analyser->n_spans && !status; i++) {
        const tol_span *span = &analyser->spans[i];
        tol_token *token = &tokens->items[tokens->n++];
        status = view_span(analyser, text, span, span->kind == TOL_TAG ? tags++ : NULL, true, arena, token, err);
        tokens->weight += token->weight;
    }
    return status;
}

tol_status tol_analyse(tol_analyser *analyser, tol_str text, const tol_tag *tags, size_t n_tags, tol_arena *arena,
                       tol_tokens *tokens, tol_error *err)
{
    tol_error_clear(err);
    *tokens = (tol_tokens){NULL, 0, 0};
    tol_status status = check_input(text, tags, n_tags, err);
    if (status) {
        return status;
    }
    tol_str copy = tol_arena_copy(arena, text.ptr ? text : TOL_LIT(""));
    const tol_span *spans = NULL;
    size_t n_spans = 0;
    status = copy.ptr ? tol_analyser_scan(analyser, copy, tags, n_tags, &spans, &n_spans, err) : tol_fail_nomem(err);
    if (status) {
        return status;
    }
    tokens->items = tol_arena_alloc(arena, n_spans * sizeof *tokens->items);
    status = tokens->items ? view_all(analyser, copy, tags, arena, tokens, err) : tol_fail_nomem(err);
    if (!status && !tol_arena_ok(arena)) {
        status = tol_fail_nomem(err);
    }
    if (status) {
        *tokens = (tol_tokens){NULL, 0, 0};
    }
    shrink_spans(analyser);
    return status;
}

const char *tol_token_kind_name(tol_token_kind kind)
{
    static const char *const names[] = {"word", "number", "link", "tag", "punct"};
    return kind <= TOL_PUNCT ? names[kind] : "unknown";
}
