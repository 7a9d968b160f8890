/*
 * The rules for terms, one ledger for all. What explains an open place best comes first: a forbidden or deprecated
 * term, another spelling of a name, other capitals, an abbreviation; only what is then still open is missing.
 */
#include "check/initials.h"
#include "check/ledger.h"
#include "check/names.h"

#include "base/fail.h"
#include "base/utf8.h"

static tol_str source_term(const tol_claim *claim)
{
    return claim->hits[0]->term;
}

/* The place of a term of the target, without a possessive ending. */
static tol_check_span place_of(const tol_check_pair *pair, const tol_term_hit *hit)
{
    tol_str written = tol_without_possessive(tol_span_text(pair->target.text, tol_span(hit->start, hit->end)));
    return tol_span(hit->start, hit->start + (uint32_t)written.len);
}

static tol_found found_in_place(tol_rule rule, const tol_claim *claim, tol_check_span source, tol_check_span target)
{
    tol_found found = tol_found_of(rule);
    found.source = source;
    found.target = target;
    found.expected = claim->permitted;
    found.n_expected = claim->n_permitted;
    return found;
}

/* "Presidium", or nothing when there is nothing to be put in its place. */
static tol_str advice(const tol_claim *claim)
{
    return claim->n_permitted ? claim->permitted[0] : TOL_LIT("");
}

/* ---- places that other rules have told already ---- */

static bool overlap(tol_check_span a, tol_check_span b)
{
    return a.is_there && b.is_there && a.start < b.end && b.start < a.end;
}

/* Whether a word, mended, may be one of a term's words: the same but for an ending. */
static bool may_be_of_term(tol_str word, tol_str term)
{
    for (size_t i = 0; i < term.len;) {
        size_t from = i, same = 0;
        while (i < term.len && term.ptr[i] != ' ') {
            i++;
        }
        size_t shorter = i - from < word.len ? i - from : word.len;
        while (same < shorter && term.ptr[from + same] == word.ptr[same]) {
            same++;
        }
        if (same >= 2 && same + 4 >= i - from) {
            return true;
        }
        i++;
    }
    return false;
}

/* How often the source's term stands in a target of another script as it is: the name of a folder, a button. That it
 * should have been translated is the business of "untranslated". */
static uint32_t count_kept(const tol_check_pair *pair, const tol_claim *claim)
{
    uint32_t n = 0;
    tol_str term = tol_span_text(pair->source.text, claim->last);
    bool may_be_kept = pair->source.script == TOL_SCRIPT_LATIN && pair->target.script != TOL_SCRIPT_LATIN;
    for (size_t i = 0; i < pair->target.tokens.n && may_be_kept; i++) {
        tol_str rest = {pair->target.text.ptr + pair->target.tokens.items[i].start,
                        pair->target.text.len - pair->target.tokens.items[i].start};
        n += tol_str_starts_with(rest, term);
    }
    return n;
}

/* A term whose letters are wrong, or that stands there untranslated, is not missing. */
static void take_explained(tol_check_pair *pair, tol_claim *claim)
{
    for (uint32_t n = claim->n_open ? count_kept(pair, claim) : 0; n > 0 && claim->n_open; n--) {
        tol_claim_take(claim);
    }
    for (size_t i = 0; i < pair->n_found && claim->n_open; i++) {
        const tol_found *found = &pair->found[i];
        bool explains = found->rule == TOL_RULE_UNTRANSLATED &&
                        (overlap(found->source, claim->first) || overlap(found->source, claim->last));
        for (size_t p = 0; p < claim->n_permitted && found->rule == TOL_RULE_HOMOGLYPH && !explains; p++) {
            explains = found->target.is_there && may_be_of_term(found->expected[0], claim->permitted[p]);
        }
        if (explains) {
            tol_claim_take(claim);
        }
    }
}

/* ---- term-forbidden, term-deprecated ---- */

static void tell_bad_term(tol_check_pair *pair, tol_claim *claim, const tol_term_hit *bad)
{
    tol_rule rule = bad->status == TOL_TERM_FORBIDDEN ? TOL_RULE_TERM_FORBIDDEN : TOL_RULE_TERM_DEPRECATED;
    tol_check_span place = place_of(pair, bad);
    tol_str written = tol_span_text(pair->target.text, place);
    tol_found found = found_in_place(rule, claim, tol_claim_take(claim), place);
    tol_check_tell(pair, &found, "\"%.*s\" is %s for \"%.*s\"%s%.*s%s", TOL_ARG(written),
                   tol_term_status_name(bad->status), TOL_ARG(source_term(claim)),
                   claim->n_permitted ? "; the glossary prefers \"" : "", TOL_ARG(advice(claim)),
                   claim->n_permitted ? "\"" : "");
}

/* A deprecated term is one more word for what it says: beside as many good ones as the source asks for, it may well
 * mean something else. A forbidden one is told in any case. */
static void find_bad_terms(tol_check_pair *pair, tol_ledger *ledger)
{
    for (size_t i = 0; i < pair->target.n_hits; i++) {
        const tol_term_hit *hit = &pair->target.hits[i];
        for (size_t c = 0; c < ledger->n_claims && !tol_is_permitted(hit->status); c++) {
            tol_claim *claim = &ledger->claims[c];
            bool counts = hit->status == TOL_TERM_FORBIDDEN || claim->n_open || !claim->n_permitted;
            if (counts && tol_claim_has(claim, hit) && !tol_place_is_needed(pair, ledger, hit, claim)) {
                tell_bad_term(pair, claim, hit);
                break;
            }
        }
    }
}

/* ---- name-romanisation, by the glossary ---- */

static void tell_name(tol_check_pair *pair, tol_claim *claim, const tol_token *word)
{
    tol_str written = tol_without_possessive(word->surface);
    tol_check_span place = tol_span(word->start, word->start + (uint32_t)written.len);
    tol_found found = found_in_place(TOL_RULE_NAME_ROMANISATION, claim, tol_claim_take(claim), place);
    tol_check_tell(pair, &found, "\"%.*s\" is \"%.*s\" in the glossary, not \"%.*s\"%s", TOL_ARG(source_term(claim)),
                   TOL_ARG(advice(claim)), TOL_ARG(written), tol_name_scheme_note(pair, source_term(claim), written));
}

static bool is_word_of_claims(const tol_check_pair *pair, const tol_ledger *ledger, const tol_token *word)
{
    for (size_t i = 0; i < pair->target.n_hits; i++) {
        const tol_term_hit *hit = &pair->target.hits[i];
        if (hit->start > word->start || hit->end < word->end) {
            continue;
        }
        for (size_t c = 0; c < ledger->n_claims; c++) {
            if (tol_claim_has(&ledger->claims[c], hit)) {
                return true;
            }
        }
    }
    return false;
}

static void find_other_spellings(tol_check_pair *pair, tol_ledger *ledger, tol_claim *claim)
{
    const tol_tokens *words = &pair->target.tokens;
    if (!claim->n_open || !tol_term_book_is_name(pair->book, claim)) {
        return;
    }
    for (size_t i = 0; i < words->n && claim->n_open; i++) {
        const tol_token *word = &words->items[i];
        if (word->kind == TOL_WORD && tol_begins_with_capital(word->surface) &&
            tol_is_other_spelling(pair, source_term(claim), claim->permitted, claim->n_permitted, word->surface) &&
            !is_word_of_claims(pair, ledger, word)) {
            tell_name(pair, claim, word);
        }
    }
}

/* ---- term-case ---- */

static void tell_case(tol_check_pair *pair, const tol_claim *claim, tol_str wanted, tol_check_span place)
{
    tol_str written = tol_span_text(pair->target.text, place);
    tol_found found = found_in_place(TOL_RULE_TERM_CASE, claim, claim->first, place);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    if (expected) {
        expected[0] = wanted;
        found.expected = expected;
        found.n_expected = 1;
        tol_check_tell(pair, &found, "\"%.*s\" is written \"%.*s\" in the glossary", TOL_ARG(written), TOL_ARG(wanted));
    }
}

/* The tokens of the target that stand in a place. */
static tol_tokens tokens_in(const tol_check_pair *pair, const tol_term_hit *hit)
{
    tol_tokens all = pair->target.tokens, part = {NULL, 0, 0};
    for (size_t i = 0; i < all.n; i++) {
        if (all.items[i].start >= hit->start && all.items[i].end <= hit->end) {
            part.items = part.items ? part.items : &all.items[i];
            part.n++;
        }
    }
    return part;
}

static bool lacks_capitals(const tol_check_pair *pair, const tol_claim *claim, const tol_term_hit *hit)
{
    tol_tokens written = tokens_in(pair, hit);
    const tol_book_term *book_term = tol_term_book_term(pair->book, hit->term);
    const tol_tokens *term = book_term ? &book_term->tokens : NULL;
    bool habit = tol_term_book_capitalises(pair->book, hit->glossary);
    /* the glossary's capital means something when the text of the source has it too, and not at its beginning */
    bool first_counts = !habit && tol_begins_with_capital(tol_span_text(pair->source.text, claim->last));
    bool lacks = false;
    for (size_t i = 0; term && term->n == written.n && i < term->n; i++) {
        bool wanted = tol_begins_with_capital(term->items[i].surface) && (i > 0 ? !habit : first_counts);
        lacks = lacks || (wanted && !tol_begins_with_capital(written.items[i].surface));
    }
    return lacks;
}

static void find_small_letters(tol_check_pair *pair, const tol_claim *claim)
{
    uint32_t before = UINT32_MAX;
    for (size_t i = 0; i < pair->target.n_hits; i++) {
        const tol_term_hit *hit = &pair->target.hits[i];
        bool counts = hit->start != before && tol_is_permitted(hit->status) && tol_claim_has(claim, hit);
        if (counts && lacks_capitals(pair, claim, hit)) {
            tell_case(pair, claim, hit->term, place_of(pair, hit));
            before = hit->start;
        }
    }
}

/* An abbreviation in capitals that is missing, and stands there in other letters. */
static void find_small_abbreviation(tol_check_pair *pair, tol_claim *claim)
{
    const tol_tokens *words = &pair->target.tokens;
    const tol_book_term *const *terms = claim->n_open ? tol_claim_words(pair, claim) : NULL;
    for (size_t p = 0; terms && p < claim->n_permitted; p++) {
        tol_str wanted = claim->permitted[p];
        for (size_t i = 0; i < words->n && claim->n_open && terms[p] && terms[p]->is_capitals; i++) {
            tol_str written = tol_without_possessive(words->items[i].surface);
            if (!tol_is_all_capitals(written) && tol_same_letters(written, wanted)) {
                uint32_t start = words->items[i].start;
                tell_case(pair, claim, wanted, tol_span(start, start + (uint32_t)written.len));
                tol_claim_take(claim);
            }
        }
    }
}

/* ---- abbreviation-unexpanded ---- */

/* Words of the target in capitals; looked for once a pair, for most texts have none. */
static tol_tokens find_capitals(const tol_check_pair *pair)
{
    const tol_tokens *words = &pair->target.tokens;
    tol_tokens found = {NULL, 0, 0};
    for (size_t i = 0; i < words->n; i++) {
        const tol_token *word = &words->items[i];
        if (word->kind == TOL_WORD && tol_is_all_capitals(tol_without_possessive(word->surface))) {
            found.items = found.items ? found.items : tol_arena_calloc(pair->arena, words->n, sizeof *found.items);
            if (!found.items) {
                break;
            }
            found.items[found.n++] = *word;
        }
    }
    return found;
}

static void find_unexpanded(tol_check_pair *pair, tol_claim *claim, const tol_tokens *capitals)
{
    const tol_book_term *const *terms = claim->n_open && capitals->n ? tol_claim_words(pair, claim) : NULL;
    for (size_t i = 0; terms && i < capitals->n && claim->n_open; i++) {
        const tol_token *word = &capitals->items[i];
        tol_str written = tol_without_possessive(word->surface);
        for (size_t p = 0; p < claim->n_permitted; p++) {
            const tol_tokens *term = terms[p] ? &terms[p]->tokens : NULL;
            if (term && term->n > 1 && tol_spells_initials(term, 0, written) == term->n) {
                tol_check_span place = tol_span(word->start, word->start + (uint32_t)written.len);
                tol_found found = found_in_place(TOL_RULE_ABBREVIATION_UNEXPANDED, claim, tol_claim_take(claim), place);
                tol_check_tell(pair, &found, "the source has the full \"%.*s\", the target only \"%.*s\"",
                               TOL_ARG(source_term(claim)), TOL_ARG(written));
                break;
            }
        }
    }
}

/* ---- term-missing, term-source-missing ---- */

static void list_permitted(const tol_claim *claim, tol_buf *out)
{
    for (size_t i = 0; i < claim->n_permitted; i++) {
        tol_buf_printf(out, "%s\"%.*s\"", i ? " or " : "", TOL_ARG(claim->permitted[i]));
    }
}

/* Names that the translation keeps: one that is left out ("delete the OmegaT folder", "удалите папку с программой") is
 * seldom a mistake, and one that is spelt otherwise is told by other rules. */
static bool stays_as_it_is(const tol_claim *claim)
{
    for (size_t i = 0; i < claim->n_permitted; i++) {
        if (tol_str_equal(claim->permitted[i], source_term(claim))) {
            return true;
        }
    }
    return false;
}

static void tell_missing(tol_check_pair *pair, tol_claim *claim)
{
    tol_found found = tol_found_of(TOL_RULE_TERM_MISSING);
    tol_buf list = TOL_BUF_INIT;
    list_permitted(claim, &list);
    uint32_t n_rendered = claim->n_wanted - claim->n_open;
    found.source = n_rendered ? claim->last : claim->first;
    found.expected = claim->permitted;
    found.n_expected = claim->n_permitted;
    if (n_rendered) {
        found.severity = TOL_WARNING;
        tol_check_tell(pair, &found, "\"%.*s\" stands %u times in the source, %.*s %u in the target",
                       TOL_ARG(source_term(claim)), claim->n_wanted, TOL_ARG(tol_buf_str(&list)), n_rendered);
    } else {
        found.severity = stays_as_it_is(claim) ? TOL_INFO : found.severity;
        tol_check_tell(pair, &found, "\"%.*s\" is to be %.*s, which the target does not have",
                       TOL_ARG(source_term(claim)), TOL_ARG(tol_buf_str(&list)));
    }
    tol_buf_release(&list);
}

static void tell_without_source(tol_check_pair *pair, const tol_term_hit *hit)
{
    tol_found found = tol_found_of(TOL_RULE_TERM_SOURCE_MISSING);
    found.target = place_of(pair, hit);
    if (hit->n_targets) {
        tol_check_tell(pair, &found, "\"%.*s\" stands for \"%.*s\", which the source does not have", TOL_ARG(hit->term),
                       TOL_ARG(hit->targets[0].text));
    }
}

/* Terms of the target that no claim has a use for: each place once. */
static void find_without_source(tol_check_pair *pair, const tol_ledger *ledger)
{
    for (size_t i = 0, from = 0; i < pair->target.n_hits; i++) {
        const tol_term_hit *hit = &pair->target.hits[i];
        from = hit->start == pair->target.hits[from].start ? from : i;
        bool is_used = false;
        for (size_t c = 0; c < ledger->n_claims; c++) {
            for (size_t j = from; j < pair->target.n_hits && pair->target.hits[j].start == hit->start; j++) {
                is_used = is_used || tol_claim_has(&ledger->claims[c], &pair->target.hits[j]);
            }
        }
        if (i == from && !is_used && tol_is_permitted(hit->status)) {
            tell_without_source(pair, hit);
        }
    }
}

tol_status tol_rules_terms(tol_check_pair *pair, tol_error *err)
{
    tol_ledger ledger;
    if (!pair->book) {
        return TOL_OK;
    }
    tol_status status = tol_ledger_draw(pair, &ledger, err);
    if (status != TOL_OK) {
        return status;
    }
    for (size_t i = 0; i < ledger.n_claims; i++) {
        take_explained(pair, &ledger.claims[i]);
    }
    find_bad_terms(pair, &ledger);
    tol_tokens capitals = ledger.n_claims ? find_capitals(pair) : (tol_tokens){NULL, 0, 0};
    for (size_t i = 0; i < ledger.n_claims; i++) {
        tol_claim *claim = &ledger.claims[i];
        find_other_spellings(pair, &ledger, claim);
        if (tol_is_wanted(pair, TOL_RULE_TERM_CASE)) {
            find_small_letters(pair, claim);
        }
        find_small_abbreviation(pair, claim);
        find_unexpanded(pair, claim, &capitals);
        if (claim->n_open && tol_is_wanted(pair, TOL_RULE_TERM_MISSING)) {
            tell_missing(pair, claim);
        }
    }
    if (tol_is_wanted(pair, TOL_RULE_TERM_SOURCE_MISSING)) {
        find_without_source(pair, &ledger);
    }
    return TOL_OK;
}
