/* The texts of a hit: which variants of a unit they are, and where the query's words stand in them. */
#include "base/fail.h"
#include "base/utf8.h"
#include "match/concordance_inside.h"
#include "text/analysis_lang.h"
#include "tolmach/lang.h"

static bool is_in_lang(const tol_variant *variant, tol_str canonical)
{
    char tag[TOL_LANG_MAX];
    tol_lang_canonical(variant->lang, tag);
    return tol_str_equal(tol_str_of(tag), canonical);
}

/* Where the very language asked for is there, its relatives are not shown. */
static bool has_very_lang(const tol_unit *unit, uint32_t found, tol_str lang)
{
    for (uint32_t i = 0; i < unit->n_variants; i++) {
        if (i != found && is_in_lang(&unit->variants[i], lang)) {
            return true;
        }
    }
    return false;
}

/* Keep the variants whose pairs with the first one pass; how many are left, the first one among them. */
static size_t pass_filter(const tol_unit_filter *filter, const tol_unit *unit, const tol_variant **variants, size_t n)
{
    if (n == 1) {
        return tol_unit_filter_passes(filter, unit, variants[0], NULL) ? 1 : 0;
    }
    size_t kept = 1;
    for (size_t i = 1; i < n; i++) {
        if (tol_unit_filter_passes(filter, unit, variants[0], variants[i])) {
            variants[kept++] = variants[i];
        }
    }
    return kept > 1 ? kept : 0;
}

tol_status tol_concordance_choose(const tol_concordance *concordance, const tol_found_unit *found, const tol_unit *unit,
                                  tol_arena *arena, const tol_variant ***variants, size_t *n, tol_error *err)
{
    if (found->variant >= unit->n_variants) {
        return tol_fail(err, TOL_ECORRUPT, "unit %lld lacks variant %u", (long long)unit->id, found->variant);
    }
    tol_str beside = concordance->langs[found->lang].beside;
    bool very = beside.ptr && has_very_lang(unit, found->variant, beside);
    *variants = tol_arena_calloc(arena, unit->n_variants, sizeof **variants);
    if (!*variants) {
        return tol_fail_nomem(err);
    }
    (*variants)[0] = &unit->variants[found->variant];
    *n = 1;
    for (uint32_t i = 0; i < unit->n_variants; i++) {
        const tol_variant *one = &unit->variants[i];
        if (i != found->variant &&
            (!beside.ptr || (very ? is_in_lang(one, beside) : tol_lang_matches(one->lang, beside)))) {
            (*variants)[(*n)++] = one;
        }
    }
    *n = pass_filter(&concordance->opt.filter, unit, *variants, *n);
    return TOL_OK;
}

/* ---- marks ---- */

/* The language in which a variant was searched, NULL when it was not. */
static tol_concordance_lang *lang_of(tol_concordance *concordance, const tol_variant *variant)
{
    for (size_t i = 0; i < concordance->n_langs; i++) {
        tol_concordance_lang *lang = &concordance->langs[i];
        char analysis[TOL_LANG_MAX];
        tol_lang_analysis(variant->lang, analysis);
        if (lang->lang.ptr ? tol_lang_matches(variant->lang, lang->lang)
                           : tol_str_equal(tol_str_of(analysis), lang->analysis_lang)) {
            return lang;
        }
    }
    return NULL;
}

/* The tokens by their numbers; one that the dictionary lacks gets the number behind its last, which is no word. */
static tol_status number_tokens(tol_concordance_lang *lang, const tol_tokens *tokens, uint32_t *ids, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < tokens->n && status == TOL_OK; i++) {
        uint32_t id = 0, name = 0;
        status = tol_dict_text(&lang->dict, tokens->items[i].surface, &id, &name, err);
        ids[i] = id < lang->query.n_masks ? id : (uint32_t)lang->query.n_masks;
    }
    return status;
}

static tol_status list_found(tol_str text, const tol_tokens *tokens, const uint32_t *words, tol_arena *arena,
                             tol_concordance_text *out, tol_error *err)
{
    uint32_t at = 0, at_cp = 0;
    out->found = tol_arena_calloc(arena, tokens->n, sizeof *out->found);
    if (!out->found) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        if (words[i] == 0) {
            continue;
        }
        tol_str before = {text.ptr + at, token->start - at}, own = {text.ptr + token->start, token->end - token->start};
        uint32_t start_cp = at_cp + (uint32_t)tol_utf8_count(before);
        uint32_t end_cp = start_cp + (uint32_t)tol_utf8_count(own);
        out->found[out->n_found++] = (tol_found_word){token->start, token->end, start_cp, end_cp, words[i] - 1};
        at = token->end;
        at_cp = end_cp;
    }
    return TOL_OK;
}

static tol_status mark(tol_concordance_lang *lang, const tol_variant *variant, tol_arena *arena, tol_arena *temp,
                       tol_concordance_text *out, tol_error *err)
{
    size_t n_tags = 0;
    tol_tokens tokens;
    tol_tag *tags = tol_variant_tags(variant, temp, &n_tags);
    tol_status status = tol_analyse(lang->analyser, variant->text, tags, n_tags, temp, &tokens, err);
    if (status != TOL_OK) {
        return status;
    }
    uint32_t *ids = tol_arena_calloc(temp, tokens.n, sizeof *ids);
    uint32_t *words = tol_arena_calloc(temp, tokens.n, sizeof *words);
    if (!ids || !words) {
        return tol_fail_nomem(err);
    }
    status = number_tokens(lang, &tokens, ids, err);
    if (status != TOL_OK || !tol_word_query_ask(&lang->query, ids, tokens.n).holds) {
        return status;
    }
    out->is_match = true;
    tol_word_query_mark(&lang->query, ids, tokens.n, words);
    return list_found(variant->text, &tokens, words, arena, out, err);
}

/* A text beside the one that was found may hold the words too. */
static tol_status mark_beside(tol_concordance *concordance, const tol_variant *variant, tol_arena *arena,
                              tol_arena *temp, tol_concordance_text *out, tol_error *err)
{
    tol_concordance_lang *lang = lang_of(concordance, variant);
    return lang ? mark(lang, variant, arena, temp, out, err) : TOL_OK;
}

tol_status tol_concordance_show(tol_concordance *concordance, const tol_found_unit *found,
                                const tol_variant *const *variants, size_t n, tol_arena *arena, tol_arena *temp,
                                tol_concordance_hit *hit, tol_error *err)
{
    tol_status status = TOL_OK;
    hit->texts = tol_arena_calloc(arena, n, sizeof *hit->texts);
    if (!hit->texts) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        char tag[TOL_LANG_MAX];
        tol_concordance_text *text = &hit->texts[hit->n_texts++];
        tol_lang_canonical(variants[i]->lang, tag);
        text->lang = tol_arena_copy(arena, tol_str_of(tag));
        text->text = tol_arena_copy(arena, variants[i]->text);
        status = i == 0 ? mark(&concordance->langs[found->lang], variants[i], arena, temp, text, err)
                        : mark_beside(concordance, variants[i], arena, temp, text, err);
    }
    return status == TOL_OK && !tol_arena_ok(arena) ? tol_fail_nomem(err) : status;
}
