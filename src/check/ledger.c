/* Drawing up the ledger: claims from the terms of the source, then what the target has for each. */
#include "check/ledger.h"

#include <string.h>

#include "base/fail.h"
#include "check/adjectives.h"
#include "check/initials.h"

bool tol_is_permitted(tol_term_status status)
{
    return status != TOL_TERM_DEPRECATED && status != TOL_TERM_FORBIDDEN;
}

bool tol_claim_has_exactly(const tol_claim *claim, const tol_term_hit *hit)
{
    bool found = false;
    for (size_t i = 0; i < claim->n_hits && !found; i++) {
        found = claim->hits[i]->concept_id == hit->concept_id;
    }
    return found;
}

const tol_book_term *const *tol_claim_words(const tol_check_pair *pair, tol_claim *claim)
{
    const tol_book_term **words = claim->words;
    if (!words) {
        words = tol_arena_calloc(pair->arena, claim->n_permitted + 1, sizeof *words);
        for (size_t i = 0; words && i < claim->n_permitted; i++) {
            words[i] = tol_term_book_term(pair->book, claim->permitted[i]);
        }
        claim->words = words;
    }
    return words;
}

tol_check_span tol_claim_take(tol_claim *claim)
{
    claim->n_open -= claim->n_open ? 1 : 0;
    return claim->n_target ? claim->last : claim->first;
}

/* ---- claims ---- */

/* The hits from `from` on that stand in one place. */
static size_t hits_in_place(const tol_side *side, size_t from)
{
    size_t n = 1;
    while (from + n < side->n_hits && side->hits[from + n].start == side->hits[from].start &&
           side->hits[from + n].end == side->hits[from].end) {
        n++;
    }
    return n;
}

static tol_claim *claim_of(tol_ledger *ledger, const tol_term_hit *hits, size_t n)
{
    uint64_t concepts = 0;
    for (size_t j = 0; j < n; j++) {
        concepts |= tol_concept_bit(&hits[j]);
    }
    for (size_t i = 0; i < ledger->n_claims; i++) {
        tol_claim *claim = &ledger->claims[i];
        bool same = claim->n_hits == n && claim->concepts == concepts;
        for (size_t j = 0; j < n && same; j++) {
            same = tol_claim_has(claim, &hits[j]);
        }
        if (same) {
            return claim;
        }
    }
    return NULL;
}

static void add_permitted(tol_claim *claim, tol_str *list, const tol_term_target *target)
{
    for (size_t i = 0; i < claim->n_permitted; i++) {
        if (tol_str_equal(list[i], target->text)) {
            return;
        }
    }
    if (tol_is_permitted(target->status)) {
        list[claim->n_permitted++] = target->text;
    }
}

static void open_claim(tol_check_pair *pair, tol_claim *claim, const tol_term_hit *hits, size_t n)
{
    size_t n_targets = 0;
    claim->hits = tol_arena_calloc(pair->arena, n, sizeof *claim->hits);
    for (size_t i = 0; i < n; i++) {
        n_targets += hits[i].n_targets;
    }
    tol_str *list = tol_arena_calloc(pair->arena, n_targets, sizeof *list);
    if (!claim->hits || !list) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        claim->hits[claim->n_hits++] = &hits[i];
        claim->concepts |= tol_concept_bit(&hits[i]);
        for (size_t j = 0; j < hits[i].n_targets; j++) {
            add_permitted(claim, list, &hits[i].targets[j]);
        }
    }
    claim->permitted = list;
    claim->first = tol_span(hits[0].start, hits[0].end);
}

static bool is_letter(tol_str text, size_t at)
{
    unsigned char c = at < text.len ? (unsigned char)text.ptr[at] : 0;
    return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether a hyphen ties a place to a neighbour: open-source, non-Soviet. What is said there is often another word. */
static bool is_in_compound(tol_str text, const tol_term_hit *hit)
{
    bool before = hit->start > 1 && text.ptr[hit->start - 1] == '-' && is_letter(text, hit->start - 2);
    return before || (hit->end < text.len && text.ptr[hit->end] == '-' && is_letter(text, hit->end + 1));
}

static void draw_claims(tol_check_pair *pair, tol_ledger *ledger)
{
    const tol_side *source = &pair->source;
    for (size_t i = 0; i < source->n_hits && tol_arena_ok(pair->arena);) {
        size_t n = hits_in_place(source, i);
        tol_claim *claim = claim_of(ledger, &source->hits[i], n);
        if (!claim) {
            claim = &ledger->claims[ledger->n_claims++];
            open_claim(pair, claim, &source->hits[i], n);
        }
        claim->n_source++;
        claim->n_wanted += !is_in_compound(source->text, &source->hits[i]);
        claim->last = tol_span(source->hits[i].start, source->hits[i].end);
        i += n;
    }
}

/* ---- what the target has ---- */

/* Permitted translations as the recogniser found them, each place once. */
static uint32_t count_places(const tol_check_pair *pair, const tol_claim *claim)
{
    const tol_side *target = &pair->target;
    uint32_t n = 0;
    for (size_t i = 0; i < target->n_hits;) {
        size_t together = hits_in_place(target, i);
        bool counts = false;
        for (size_t j = i; j < i + together; j++) {
            counts = counts || (tol_is_permitted(target->hits[j].status) && tol_claim_has(claim, &target->hits[j]));
        }
        n += counts;
        i += together;
    }
    return n;
}

static bool same_word(const tol_token *term, const tol_token *text)
{
    if (tol_is_all_capitals(term->surface)) {
        return tol_str_equal(term->surface, tol_without_possessive(text->surface));
    }
    return tol_str_equal(term->key, text->key);
}

static bool is_content(const tol_token *token)
{
    return token->kind != TOL_PUNCT && token->weight != TOL_WEIGHT_FUNCTION_WORD;
}

static uint32_t count_word(const tol_tokens *text, const tol_token *word, size_t from, size_t to)
{
    uint32_t n = 0;
    for (size_t i = from; i < to; i++) {
        n += same_word(word, &text->items[i]);
    }
    return n;
}

/* How often all words of a term stand near one another, in any order: inside a longer term, or parted by other words.
 */
static uint32_t count_scattered(const tol_tokens *text, const tol_tokens *term)
{
    uint32_t least = UINT32_MAX;
    size_t n_words = 0;
    for (size_t i = 0; i < term->n; i++) {
        if (is_content(&term->items[i])) {
            uint32_t n = count_word(text, &term->items[i], 0, text->n);
            least = n < least ? n : least;
            n_words++;
        }
    }
    if (n_words < 2 || least == 0) {
        return n_words ? least : 0;
    }
    size_t reach = 2 * term->n + 4;
    for (size_t from = 0; from < text->n; from++) {
        size_t to = from + reach < text->n ? from + reach : text->n;
        bool has_all = true;
        for (size_t i = 0; i < term->n && has_all; i++) {
            has_all = !is_content(&term->items[i]) || count_word(text, &term->items[i], from, to) > 0;
        }
        if (has_all) {
            return least;
        }
    }
    return 0;
}

/* Whether a token of the target begins a permitted translation of another claim. */
static bool is_of_other_claim(const tol_check_pair *pair, const tol_ledger *ledger, const tol_claim *claim, size_t at)
{
    for (size_t i = 0; i < pair->target.n_hits; i++) {
        const tol_term_hit *hit = &pair->target.hits[i];
        for (size_t c = 0; c < ledger->n_claims && hit->start == pair->target.tokens.items[at].start; c++) {
            if (&ledger->claims[c] != claim && tol_claim_has(&ledger->claims[c], hit)) {
                return true;
            }
        }
    }
    return false;
}

/* Full forms of an abbreviation that stand for nothing else. */
static uint32_t count_spelt_out(const tol_check_pair *pair, const tol_ledger *ledger, const tol_claim *claim,
                                tol_str abbreviation)
{
    const tol_tokens *text = &pair->target.tokens;
    uint32_t n = 0;
    for (size_t i = 0; i < text->n;) {
        size_t len = tol_spells_initials(text, i, abbreviation);
        n += len > 0 && !is_of_other_claim(pair, ledger, claim, i);
        i += len ? len : 1;
    }
    return n;
}

/* Adjectives of a term of one word: "source text" is "оригинальный текст". */
static uint32_t count_adjectives(const tol_tokens *text, const tol_tokens *term)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text->n && term->n == 1; i++) {
        n += tol_is_adjective_of(text->items[i].form, term->items[0].form);
    }
    return n;
}

static uint32_t count_wording(const tol_check_pair *pair, const tol_ledger *ledger, const tol_wording *one)
{
    bool may_stand = (one->key_bits & ~ledger->target_bits) == 0;
    uint32_t n = may_stand ? count_scattered(&pair->target.tokens, &one->tokens) : 0;
    n = n || pair->target.script != TOL_SCRIPT_CYRILLIC ? n : count_adjectives(&pair->target.tokens, &one->tokens);
    return n || !ledger->unmarked.n ? n : count_scattered(&ledger->unmarked, &one->tokens);
}

/* What counts beside the places of the recogniser; only looked for when those are too few. */
static uint32_t count_loosely(const tol_check_pair *pair, const tol_ledger *ledger, tol_claim *claim)
{
    const tol_book_term *const *terms = tol_claim_words(pair, claim);
    uint32_t most = claim->n_target;
    for (size_t i = 0; terms && i < claim->n_permitted; i++) {
        uint32_t n = 0;
        for (size_t w = 0; terms[i] && w < terms[i]->n_wordings; w++) {
            uint32_t one = count_wording(pair, ledger, &terms[i]->wordings[w]);
            n = one > n ? one : n;
        }
        if (terms[i] && terms[i]->is_capitals) {
            n += count_spelt_out(pair, ledger, claim, claim->permitted[i]);
        }
        most = n > most ? n : most;
    }
    return most;
}

/* The target without the marks of access keys inside of words (ор&игинал, ori_ginal); no tokens when it has none. */
static tol_status read_unmarked(const tol_check_pair *pair, tol_tokens *out, tol_error *err)
{
    tol_str text = pair->target.text;
    tol_buf plain = TOL_BUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        bool is_mark = (text.ptr[i] == '&' || text.ptr[i] == '_') && i > 0 && is_letter(text, i - 1);
        if (!is_mark || !is_letter(text, i + 1)) {
            tol_buf_byte(&plain, text.ptr[i]);
        }
    }
    tol_status status = TOL_OK;
    if (!tol_buf_ok(&plain)) {
        status = tol_fail_nomem(err);
    } else if (plain.len < text.len) {
        status = tol_term_book_analyse(pair->book, tol_buf_str(&plain), pair->arena, out, err);
    }
    tol_buf_release(&plain);
    return status;
}

static uint64_t bits_of(const tol_tokens *text)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < text->n; i++) {
        bits |= tol_key_bit(text->items[i].key);
    }
    return bits;
}

tol_status tol_ledger_draw(tol_check_pair *pair, tol_ledger *ledger, tol_error *err)
{
    *ledger = (tol_ledger){.claims = tol_arena_calloc(pair->arena, pair->source.n_hits, sizeof *ledger->claims)};
    if (ledger->claims) {
        draw_claims(pair, ledger);
    }
    ledger->target_bits = ledger->n_claims ? bits_of(&pair->target.tokens) : 0;
    bool may_be_marked = ledger->n_claims && (memchr(pair->target.text.ptr, '&', pair->target.text.len) ||
                                              memchr(pair->target.text.ptr, '_', pair->target.text.len));
    if (may_be_marked && read_unmarked(pair, &ledger->unmarked, err) != TOL_OK) {
        return TOL_ENOMEM;
    }
    if (!tol_arena_ok(pair->arena)) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < ledger->n_claims; i++) {
        tol_claim *claim = &ledger->claims[i];
        claim->n_target = count_places(pair, claim);
        if (claim->n_target < claim->n_wanted && claim->n_permitted) {
            claim->n_target = count_loosely(pair, ledger, claim);
        }
        bool wants_more = claim->n_permitted && claim->n_target < claim->n_wanted;
        claim->n_open = wants_more ? claim->n_wanted - claim->n_target : 0;
    }
    return TOL_OK;
}

bool tol_place_is_needed(const tol_check_pair *pair, const tol_ledger *ledger, const tol_term_hit *place,
                         const tol_claim *but)
{
    const tol_side *target = &pair->target;
    for (size_t i = 0; i < target->n_hits; i++) {
        const tol_term_hit *hit = &target->hits[i];
        if (hit->start != place->start || hit->end != place->end || !tol_is_permitted(hit->status)) {
            continue;
        }
        for (size_t c = 0; c < ledger->n_claims; c++) {
            const tol_claim *claim = &ledger->claims[c];
            if (claim != but && tol_claim_has(claim, hit) && claim->n_target <= claim->n_source) {
                return true;
            }
        }
    }
    return false;
}
