/*
 * Recognising: a text's tokens are taken to words of terms, once for each surface, and the trie of the lexicon is
 * walked from every token that is one. Of all that is found the longest terms are kept.
 */
#include "terms/recognise.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "terms/lexicon.h"
#include "text/analyse.h"

/* What a surface is: remembered, so that only new ones are analysed. */
typedef struct sight {
    bool is_transparent;
    uint32_t n;
    const uint32_t *words; /* of terms, that it can be a form of */
    tol_token token;       /* but for its place; only where `keeps_tokens` */
} sight;

/* A term that stands in the text. */
typedef struct find {
    uint32_t start, end; /* bytes */
    uint32_t node;
} find;

struct tol_recogniser {
    tol_lexicon *lexicon;
    tol_analyser *analyser;
    tol_analyser *stems;       /* of single words, while the other one holds the text */
    bool keeps_tokens;         /* tokens were asked for: from then on sights have theirs */
    tol_map sights;            /* surface -> sight in `memory` */
    tol_arena memory, scratch; /* of all sights, of one or of a choice */
    const sight **text;        /* of each token of the text at hand */
    size_t text_cap;
    uint32_t *nodes, *next_nodes; /* where walks are */
    size_t nodes_cap, next_cap;
    find *finds;
    size_t n_finds, finds_cap;
};

/* Surfaces that are remembered, before all are forgotten: some 30 MB. */
#define SIGHTS_MAX ((size_t)1 << 18)
/* Marks that may stand between two words of a term. */
#define MARKS_MAX 3

/* ---- making one ---- */

static tol_status open_recogniser(tol_lexicon *lexicon, tol_recogniser **out, tol_error *err)
{
    tol_recogniser *r = tol_mem_calloc(1, sizeof *r);
    if (!r) {
        tol_lexicon_release(lexicon);
        return tol_fail_nomem(err);
    }
    r->lexicon = lexicon;
    tol_status status = tol_analyser_new(lexicon->source_lang, &r->analyser, err);
    status = status ? status : tol_analyser_new(lexicon->source_lang, &r->stems, err);
    if (status) {
        tol_recogniser_free(r);
        return status;
    }
    *out = r;
    return TOL_OK;
}

tol_status tol_recogniser_new(tol_store *store, tol_str source_lang, tol_str target_lang, tol_recogniser **out,
                              tol_error *err)
{
    tol_lexicon *lexicon = NULL;
    tol_error_clear(err);
    *out = NULL;
    tol_status status = tol_lexicon_new(store, source_lang, target_lang, &lexicon, err);
    return status ? status : open_recogniser(lexicon, out, err);
}

tol_status tol_recogniser_share(const tol_recogniser *recogniser, tol_recogniser **out, tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    return open_recogniser(tol_lexicon_share(recogniser->lexicon), out, err);
}

void tol_recogniser_free(tol_recogniser *recogniser)
{
    if (recogniser) {
        tol_analyser_free(recogniser->analyser);
        tol_analyser_free(recogniser->stems);
        tol_lexicon_release(recogniser->lexicon);
        tol_map_release(&recogniser->sights);
        tol_arena_release(&recogniser->memory);
        tol_arena_release(&recogniser->scratch);
        tol_mem_free(recogniser->text);
        tol_mem_free(recogniser->nodes);
        tol_mem_free(recogniser->next_nodes);
        tol_mem_free(recogniser->finds);
        tol_mem_free(recogniser);
    }
}

/* ---- tokens ---- */

static tol_status look_at(tol_recogniser *r, tol_str text, const tol_span *span, sight *seen, tol_error *err)
{
    uint32_t *words = NULL;
    size_t n = 0;
    tol_arena_reset(&r->scratch);
    tol_status status = tol_analyser_view(r->analyser, text, span, NULL, &r->scratch, &seen->token, err);
    if (!status) {
        status = tol_lexicon_words_of(r->lexicon, r->stems, &seen->token, &r->scratch, &words, &n, err);
    }
    seen->is_transparent = !status && tol_lexicon_is_transparent(seen->token.kind, seen->token.surface);
    seen->n = (uint32_t)n;
    seen->words = words;
    return status;
}

/* The beginning of `whole` when it equals `part`, else a copy of `part`. */
static tol_str keep_str(tol_recogniser *r, tol_str whole, tol_str part)
{
    return tol_str_starts_with(whole, part) ? (tol_str){whole.ptr, part.len} : tol_arena_copy(&r->memory, part);
}

static sight *keep_sight(tol_recogniser *r, tol_str surface, const sight *seen)
{
    sight *kept = tol_arena_alloc(&r->memory, sizeof *kept);
    uint32_t *words = tol_arena_alloc(&r->memory, (seen->n + 1) * sizeof *words);
    if (!kept || !words) {
        return NULL;
    }
    for (uint32_t i = 0; i < seen->n; i++) {
        words[i] = seen->words[i];
    }
    *kept = *seen;
    kept->words = words;
    if (r->keeps_tokens) {
        kept->token.surface = keep_str(r, surface, seen->token.surface);
        kept->token.form = keep_str(r, kept->token.surface, seen->token.form);
        kept->token.key = keep_str(r, kept->token.form, seen->token.key);
    }
    return tol_arena_ok(&r->memory) ? kept : NULL;
}

/* Most words are words of no term, and no marks: one sight does for all of them where nobody wants their tokens. */
static const sight nothing = {.n = 0};

static tol_status see(tol_recogniser *r, tol_str text, const tol_span *span, const sight **out, tol_error *err)
{
    tol_str surface = {text.ptr + span->start, span->end - span->start};
    tol_map_slot *slot = tol_map_get(&r->sights, surface);
    sight seen;
    if (slot) {
        *out = (const sight *)(uintptr_t)slot->value;
        return TOL_OK;
    }
    tol_status status = look_at(r, text, span, &seen, err);
    if (status) {
        return status;
    }
    bool is_new = false;
    slot = tol_map_put(&r->sights, surface, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    slot->value = (uint64_t)(uintptr_t)&nothing;
    if (seen.n || seen.is_transparent || r->keeps_tokens) {
        const sight *kept = keep_sight(r, slot->key, &seen);
        if (!kept) {
            r->memory.failed = true; /* all is forgotten before the next text */
            return tol_fail_nomem(err);
        }
        slot->value = (uint64_t)(uintptr_t)kept;
    }
    *out = (const sight *)(uintptr_t)slot->value;
    return TOL_OK;
}

static tol_status see_all(tol_recogniser *r, tol_str text, const tol_span *spans, size_t n, tol_error *err)
{
    const sight **sights = tol_mem_grow(r->text, &r->text_cap, n + 1, sizeof *sights);
    if (!sights) {
        return tol_fail_nomem(err);
    }
    r->text = sights;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < n && !status; i++) {
        status = see(r, text, &spans[i], &sights[i], err);
    }
    return status;
}

/* ---- walking ---- */

static bool push_node(tol_recogniser *r, size_t *n, uint32_t node)
{
    uint32_t *nodes = tol_mem_grow(r->next_nodes, &r->next_cap, *n + 1, sizeof *nodes);
    if (nodes) {
        r->next_nodes = nodes;
        nodes[(*n)++] = node;
    }
    return nodes != NULL;
}

static bool push_find(tol_recogniser *r, const tol_span *first, const tol_span *last, uint32_t node)
{
    find *finds = tol_mem_grow(r->finds, &r->finds_cap, r->n_finds + 1, sizeof *finds);
    if (finds) {
        r->finds = finds;
        finds[r->n_finds++] = (find){first->start, last->end, node};
    }
    return finds != NULL;
}

/* Go on from every node over the token at `at`; the new ones are in `next_nodes`. False without memory. */
static bool step_all(tol_recogniser *r, const tol_span *spans, size_t start, size_t at, size_t *n)
{
    const sight *here = r->text[at];
    size_t n_next = 0;
    bool is_good = true;
    for (size_t k = 0; k < *n && is_good; k++) {
        for (uint32_t w = 0; w < here->n && is_good; w++) {
            uint32_t node = tol_lexicon_step(r->lexicon, r->nodes[k], here->words[w]);
            if (node != TOL_LEXICON_ROOT) {
                is_good = push_node(r, &n_next, node) &&
                          (!r->lexicon->nodes[node].ends || push_find(r, &spans[start], &spans[at], node));
            }
        }
        if (here->is_transparent && at > start && is_good) {
            is_good = push_node(r, &n_next, r->nodes[k]);
        }
    }
    *n = n_next;
    return is_good;
}

static void swap_nodes(tol_recogniser *r)
{
    uint32_t *nodes = r->nodes;
    size_t cap = r->nodes_cap;
    r->nodes = r->next_nodes;
    r->nodes_cap = r->next_cap;
    r->next_nodes = nodes;
    r->next_cap = cap;
}

/* All terms that begin with the token at `start`. False without memory. */
static bool walk(tol_recogniser *r, const tol_span *spans, size_t n_spans, size_t start)
{
    size_t n = 0, n_marks = 0;
    if (!push_node(r, &n, TOL_LEXICON_ROOT)) {
        return false;
    }
    for (size_t at = start; at < n_spans && n > 0 && n_marks <= MARKS_MAX; at++) {
        n_marks = r->text[at]->is_transparent ? n_marks + 1 : 0;
        swap_nodes(r);
        if (!step_all(r, spans, start, at, &n)) {
            return false;
        }
    }
    return true;
}

/* ---- choosing ---- */

static int longest_first(const void *a, const void *b)
{
    const find *left = a, *right = b;
    uint32_t n_left = left->end - left->start, n_right = right->end - right->start;
    if (n_left != n_right) {
        return n_left > n_right ? -1 : 1;
    }
    return left->start != right->start ? (left->start < right->start ? -1 : 1)
                                       : (left->node > right->node) - (left->node < right->node);
}

static int by_place(const void *a, const void *b)
{
    const find *left = a, *right = b;
    return left->start != right->start ? (left->start < right->start ? -1 : 1)
                                       : (left->node > right->node) - (left->node < right->node);
}

/* The first of the kept finds, which stand in order and apart, that ends behind a place. */
static size_t find_behind(const find *kept, size_t n, uint32_t place)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (kept[middle].end <= place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/*
 * Keep the longest, then the longest of those that do not overlap with it, and so on; what stands at the very same
 * place is kept too. The kept ones are brought into order as runs: a find is tried against the bytes that are taken.
 */
static tol_status choose(tol_recogniser *r, tol_error *err)
{
    tol_arena_reset(&r->scratch);
    find *kept = tol_arena_alloc(&r->scratch, (r->n_finds + 1) * sizeof *kept);
    size_t n = 0;
    if (!kept) {
        return tol_fail_nomem(err);
    }
    qsort(r->finds, r->n_finds, sizeof *r->finds, longest_first);
    for (size_t i = 0; i < r->n_finds; i++) {
        const find *one = &r->finds[i];
        size_t at = find_behind(kept, n, one->start);
        bool is_same = at < n && kept[at].start == one->start && kept[at].end == one->end;
        if (is_same || at == n || kept[at].start >= one->end) {
            memmove(kept + at + 1, kept + at, (n - at) * sizeof *kept);
            kept[at] = *one;
            n++;
        }
    }
    memcpy(r->finds, kept, n * sizeof *kept);
    qsort(r->finds, n, sizeof *r->finds, by_place);
    r->n_finds = n;
    return TOL_OK;
}

/* A term for each concept that has it. */
static tol_status give(const tol_recogniser *r, tol_arena *arena, tol_term_hit **hits, size_t *n, tol_error *err)
{
    size_t n_hits = 0;
    for (size_t i = 0; i < r->n_finds; i++) {
        for (const tol_lexicon_entry *e = r->lexicon->nodes[r->finds[i].node].ends; e; e = e->next) {
            n_hits++;
        }
    }
    *n = 0;
    *hits = NULL;
    if (n_hits == 0) {
        return TOL_OK;
    }
    *hits = tol_arena_alloc(arena, n_hits * sizeof **hits);
    if (!*hits) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < r->n_finds; i++) {
        for (const tol_lexicon_entry *e = r->lexicon->nodes[r->finds[i].node].ends; e; e = e->next) {
            tol_term_hit *hit = &(*hits)[(*n)++];
            *hit = e->hit;
            hit->start = r->finds[i].start;
            hit->end = r->finds[i].end;
        }
    }
    return TOL_OK;
}

static tol_status give_tokens(const tol_recogniser *r, const tol_span *spans, size_t n, tol_arena *arena,
                              tol_tokens *tokens, tol_error *err)
{
    tokens->items = tol_arena_alloc(arena, (n + 1) * sizeof *tokens->items);
    if (!tokens->items) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        tol_token *token = &tokens->items[i];
        *token = r->text[i]->token;
        token->kind = spans[i].kind;
        token->start = spans[i].start;
        token->end = spans[i].end;
        tokens->weight += token->weight;
    }
    tokens->n = n;
    return TOL_OK;
}

/* Tokens only when `tokens` is not NULL. */
static tol_status find_all(tol_recogniser *r, tol_str text, tol_arena *arena, tol_tokens *tokens, tol_error *err)
{
    const tol_span *spans = NULL;
    size_t n = 0;
    tol_status status = tol_analyser_scan(r->analyser, text, NULL, 0, &spans, &n, err);
    if (!status) {
        status = see_all(r, text, spans, n, err);
    }
    r->n_finds = 0;
    for (size_t at = 0; at < n && !status; at++) {
        if (r->text[at]->n && !walk(r, spans, n, at)) {
            status = tol_fail_nomem(err);
        }
    }
    return tokens && !status ? give_tokens(r, spans, n, arena, tokens, err) : status;
}

static void forget(tol_recogniser *r)
{
    tol_map_reset(&r->sights);
    tol_arena_reset(&r->memory);
}

static tol_status recognise(tol_recogniser *r, tol_str text, tol_arena *arena, tol_tokens *tokens, tol_term_hit **hits,
                            size_t *n, tol_error *err)
{
    *hits = NULL;
    *n = 0;
    if (text.len > TOL_TEXT_MAX) {
        return tol_fail(err, TOL_ELIMIT, "text of %zu bytes is longer than the limit of %zu", text.len, TOL_TEXT_MAX);
    }
    bool lacks_tokens = tokens && !r->keeps_tokens;
    if (r->sights.n > SIGHTS_MAX || !tol_arena_ok(&r->memory) || lacks_tokens) {
        r->keeps_tokens = r->keeps_tokens || lacks_tokens;
        forget(r);
    }
    tol_status status = find_all(r, text, arena, tokens, err);
    if (!status && r->n_finds > 1) {
        status = choose(r, err);
    }
    return status ? status : give(r, arena, hits, n, err);
}

tol_status tol_recognise(tol_recogniser *recogniser, tol_str text, tol_arena *arena, tol_term_hit **hits, size_t *n,
                         tol_error *err)
{
    tol_error_clear(err);
    if (text.len <= TOL_TEXT_MAX && !tol_utf8_is_valid(text)) {
        *hits = NULL;
        *n = 0;
        return tol_fail(err, TOL_EINVAL, "text is not valid UTF-8 at byte %zu", tol_utf8_valid_prefix(text));
    }
    return recognise(recogniser, text, arena, NULL, hits, n, err);
}

tol_status tol_recognise_tokens(tol_recogniser *recogniser, tol_str text, tol_arena *arena, tol_tokens *tokens,
                                tol_term_hit **hits, size_t *n, tol_error *err)
{
    *tokens = (tol_tokens){NULL, 0, 0};
    return recognise(recogniser, text, arena, tokens, hits, n, err);
}
