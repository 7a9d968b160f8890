/*
 * Negations are attached to words. A negation has a scope, the next few words of its clause, and an anchor, the first
 * of them that is no function word (`не был утвержден`: `утвержден`); where nothing follows, the word before. The same
 * anchor in the other text must stand in some scope too, so that a negation that moves together with its word, or away
 * from it by a word, is none that appeared, and `не А, а Б` against `А, а не Б` is told twice. Where the anchor has no
 * twin, the alignment says what became of it. A clause that is missing as a whole reverses nothing.
 */
#include "match/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/analysis_lang.h"
#include "text/polarity.h"

#define SCOPE_WORDS 3
#define NO_TOKEN    SIZE_MAX

/* Of a form. */
enum { IS_NEGATION = 1, IS_UNLESS = 2, IS_NOT_PREFIXED = 4 };

struct tol_meaning {
    const tol_polarity *words; /* NULL for a language without lists */
    tol_map forms;             /* flags */
    tol_map opposites;         /* of a key: 2 * pair + side + 1 */
};

static tol_status know_words(tol_meaning *m, tol_analyser *analyser, const char *list, uint64_t flag, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_status status = tol_analyse(analyser, tol_str_of(list), NULL, 0, &temp, &tokens, err);
    for (size_t i = 0; status == TOL_OK && i < tokens.n; i++) {
        bool is_new;
        tol_map_slot *slot = tol_map_put(&m->forms, tokens.items[i].form, &is_new);
        status = slot ? TOL_OK : tol_fail_nomem(err);
        if (slot) {
            slot->value |= flag;
        }
    }
    tol_arena_release(&temp);
    return status;
}

/* A key that stands in several pairs belongs to the first. */
static tol_status know_pair(tol_meaning *m, tol_analyser *analyser, uint64_t pair, const char *list, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    tol_tokens tokens;
    uint64_t side = 0;
    tol_status status = tol_analyse(analyser, tol_str_of(list), NULL, 0, &temp, &tokens, err);
    for (size_t i = 0; status == TOL_OK && i < tokens.n; i++) {
        if (tokens.items[i].kind == TOL_PUNCT) {
            side = 1;
            continue;
        }
        bool is_new;
        tol_map_slot *slot = tol_map_put(&m->opposites, tokens.items[i].key, &is_new);
        status = slot ? TOL_OK : tol_fail_nomem(err);
        if (slot && is_new) {
            slot->value = 2 * pair + side + 1;
        }
    }
    tol_arena_release(&temp);
    return status;
}

tol_status tol_meaning_new(tol_str lang, tol_analyser *analyser, tol_meaning **out, tol_error *err)
{
    char primary[TOL_LANG_MAX];
    tol_lang_analysis(lang, primary);
    *out = NULL;
    tol_meaning *m = tol_mem_calloc(1, sizeof *m);
    if (!m) {
        return tol_fail_nomem(err);
    }
    m->words = tol_polarity_of(primary);
    tol_status status = TOL_OK;
    if (m->words) {
        status = know_words(m, analyser, m->words->negations, IS_NEGATION, err);
        status = status == TOL_OK ? know_words(m, analyser, m->words->unless_before, IS_UNLESS, err) : status;
        status = status == TOL_OK ? know_words(m, analyser, m->words->not_prefixed, IS_NOT_PREFIXED, err) : status;
        for (uint64_t i = 0; status == TOL_OK && m->words->pairs[i]; i++) {
            status = know_pair(m, analyser, i, m->words->pairs[i], err);
        }
    }
    if (status != TOL_OK) {
        tol_meaning_free(m);
        return status;
    }
    *out = m;
    return TOL_OK;
}

void tol_meaning_free(tol_meaning *meaning)
{
    if (meaning) {
        tol_map_release(&meaning->forms);
        tol_map_release(&meaning->opposites);
        tol_mem_free(meaning);
    }
}

const char *tol_reversal_name(tol_reversal_kind kind)
{
    static const char *const names[] = {"negation", "opposite", "number", "date", "time", "unit"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

/* ---- one text ---- */

/* What is known of the tokens of a text; arrays of n. */
typedef struct side {
    const tol_meaning *m;
    const tol_reading *reading;
    const tol_token *tokens;
    size_t n;
    unsigned char *is_negation, *in_scope, *is_prefixed; /* is_prefixed: with a prefix that the other text lacks */
    size_t *anchor;                                      /* of a negation; NO_TOKEN when it has none */
    size_t *partner;                                     /* in the other text; NO_TOKEN when it has none */
    size_t *edit;                                        /* the token's */
} side;

static uint64_t flags_of(const side *s, size_t i)
{
    const tol_map_slot *slot = tol_map_get(&s->m->forms, s->tokens[i].form);
    return slot ? slot->value : 0;
}

static bool is_word(const side *s, size_t i)
{
    return s->tokens[i].kind == TOL_WORD || s->tokens[i].kind == TOL_NUMBER;
}

/* Clauses end at punctuation but for quotation marks, hyphens and brackets; inline codes do not end them. */
static bool ends_clause(const side *s, size_t i)
{
    tol_str form = s->tokens[i].form;
    return s->tokens[i].kind == TOL_PUNCT && form.len == 1 && strchr(",.;:!?", form.ptr[0]) != NULL;
}

/* "No. 61" and "no 5" are numbers of things. */
static bool is_number_sign(const side *s, size_t i)
{
    size_t next = i + 1;
    if (!tol_str_equal(s->tokens[i].form, TOL_LIT("no")) || next >= s->n) {
        return false;
    }
    bool has_stop = tol_str_equal(s->tokens[next].form, TOL_LIT("."));
    next += has_stop && next + 1 < s->n;
    return s->tokens[next].kind == TOL_NUMBER;
}

static bool is_negation(const side *s, size_t i)
{
    if (!(flags_of(s, i) & IS_NEGATION) || is_number_sign(s, i)) {
        return false;
    }
    return i + 1 == s->n || !(flags_of(s, i + 1) & IS_UNLESS);
}

static size_t word_before(const side *s, size_t i)
{
    while (i-- > 0 && !ends_clause(s, i)) {
        if (is_word(s, i) && !s->is_negation[i]) {
            return i;
        }
    }
    return NO_TOKEN;
}

/* Mark the scope of the negation at `i` and find its anchor. */
static void attach(side *s, size_t i)
{
    size_t anchor = NO_TOKEN, first = NO_TOKEN, n_words = 0;
    for (size_t j = i + 1; j < s->n && n_words < SCOPE_WORDS && !ends_clause(s, j); j++) {
        if (!is_word(s, j) || s->is_negation[j]) {
            continue;
        }
        bool is_heavy = s->tokens[j].weight >= TOL_WEIGHT_WORD;
        s->in_scope[j] = 1;
        first = first == NO_TOKEN ? j : first;
        anchor = anchor == NO_TOKEN && is_heavy ? j : anchor;
        n_words += is_heavy;
    }
    anchor = anchor == NO_TOKEN ? first : anchor;
    anchor = anchor == NO_TOKEN ? word_before(s, i) : anchor;
    s->anchor[i] = anchor;
    if (anchor != NO_TOKEN) {
        s->in_scope[anchor] = 1;
    }
}

static bool side_init(side *s, const tol_meaning *m, const tol_reading *reading, tol_arena *arena)
{
    *s = (side){.m = m, .reading = reading, .tokens = reading->tokens->items, .n = reading->tokens->n};
    s->is_negation = tol_arena_calloc(arena, 3 * s->n, 1);
    s->anchor = tol_arena_alloc(arena, 3 * s->n * sizeof *s->anchor);
    if (!s->is_negation || !s->anchor) {
        return false;
    }
    s->in_scope = s->is_negation + s->n;
    s->is_prefixed = s->in_scope + s->n;
    s->partner = s->anchor + s->n;
    s->edit = s->partner + s->n;
    for (size_t i = 0; i < s->n; i++) {
        s->anchor[i] = s->partner[i] = NO_TOKEN;
        s->is_negation[i] = is_negation(s, i);
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->is_negation[i]) {
            attach(s, i);
        }
    }
    return true;
}

/* ---- two texts ---- */

typedef struct comparison {
    side query, source;
    const tol_edit *edits;
    size_t n_edits;
    tol_reversal *found;
    size_t n, cap;
    bool ok;
} comparison;

static void link_partners(comparison *c)
{
    for (size_t k = 0, i = 0, j = 0; k < c->n_edits; k++) {
        bool in_query = c->edits[k].kind != TOL_EDIT_INSERTED, in_source = c->edits[k].kind != TOL_EDIT_DELETED;
        if (in_query && in_source) {
            c->query.partner[i] = j;
            c->source.partner[j] = i;
        }
        if (in_query) {
            c->query.edit[i++] = k;
        }
        if (in_source) {
            c->source.edit[j++] = k;
        }
    }
}

static void tell(comparison *c, tol_reversal one)
{
    tol_reversal *grown = c->ok ? tol_mem_grow(c->found, &c->cap, c->n + 1, sizeof *grown) : NULL;
    c->ok = grown != NULL;
    if (grown) {
        c->found = grown;
        c->found[c->n++] = one;
    }
}

/* Tell of tokens `i` of one text and `j` of the other; where j is none, the other's place is that of the edit. */
static void tell_tokens(comparison *c, tol_reversal_kind kind, const side *s, size_t i, size_t j)
{
    const side *other = s == &c->query ? &c->source : &c->query;
    const tol_edit *edit = &c->edits[s->edit[i]];
    uint32_t start = s == &c->query ? edit->source_start : edit->query_start, end = start;
    if (j != NO_TOKEN) {
        start = other->tokens[j].start;
        end = other->tokens[j].end;
    }
    tol_reversal one = {kind, s->tokens[i].start, s->tokens[i].end, start, end};
    if (s != &c->query) {
        one = (tol_reversal){kind, start, end, s->tokens[i].start, s->tokens[i].end};
    }
    tell(c, one);
}

static bool same_key(const tol_token *a, const tol_token *b)
{
    return tol_str_equal(a->key, b->key);
}

/* ---- negations ---- */

typedef enum fate { FATE_ABSENT, FATE_NEGATED, FATE_AFFIRMED } fate;

/* How the word stands in the other text; `*place` is where it is affirmed: its partner, else its first. */
static fate fate_of_word(const side *s, size_t word, const side *other, size_t *place)
{
    fate found = FATE_ABSENT;
    for (size_t j = 0; j < other->n; j++) {
        if (!is_word(other, j) || !same_key(&s->tokens[word], &other->tokens[j])) {
            continue;
        }
        if (other->in_scope[j]) {
            return FATE_NEGATED;
        }
        if (found == FATE_ABSENT || other->partner[j] == word) {
            *place = j;
        }
        found = FATE_AFFIRMED;
    }
    return found;
}

/* Whether this text affirms the word somewhere too, so that the other's affirmation has a twin. */
static bool is_affirmed_too(const side *s, size_t word)
{
    for (size_t i = 0; i < s->n; i++) {
        if (i != word && !s->in_scope[i] && same_key(&s->tokens[i], &s->tokens[word])) {
            return true;
        }
    }
    return false;
}

static uint64_t opposite_of(const tol_meaning *m, const tol_token *token)
{
    const tol_map_slot *slot = tol_map_get(&m->opposites, token->key);
    return slot ? slot->value : 0;
}

static bool are_opposites(const tol_meaning *m, const tol_token *a, const tol_token *b)
{
    uint64_t x = opposite_of(m, a), y = opposite_of(m, b);
    return x && y && x != y && (x - 1) / 2 == (y - 1) / 2;
}

/* What became of a negation whose anchor the other text lacks; *place is the token that stands against it. */
static bool vanished(const comparison *c, const side *s, const side *other, size_t i, size_t *place)
{
    size_t twin = s->partner[i], word = s->anchor[i];
    size_t against = word == NO_TOKEN ? NO_TOKEN : s->partner[word];
    if (twin != NO_TOKEN && other->is_negation[twin]) {
        return false;
    }
    if (against != NO_TOKEN) {
        *place = against;
        return !other->in_scope[against] && !other->is_negation[against] && !other->is_prefixed[against] &&
               !are_opposites(c->query.m, &s->tokens[word], &other->tokens[against]);
    }
    *place = twin;
    return twin != NO_TOKEN && is_word(other, twin);
}

/* Negation and word have their twins side by side in the other text: nothing to look for, in texts of any length. */
static bool stays(const side *s, const side *other, size_t i)
{
    size_t twin = s->partner[i], word = s->anchor[i];
    if (twin == NO_TOKEN || !other->is_negation[twin] || word == NO_TOKEN || other->anchor[twin] == NO_TOKEN) {
        return false;
    }
    return s->partner[word] == other->anchor[twin] && same_key(&s->tokens[word], &other->tokens[other->anchor[twin]]);
}

static void compare_negation(comparison *c, const side *s, const side *other, size_t i)
{
    size_t word = s->anchor[i], place = NO_TOKEN;
    fate found = word == NO_TOKEN ? FATE_ABSENT : fate_of_word(s, word, other, &place);
    bool is_reversed =
        found == FATE_AFFIRMED ? !is_affirmed_too(s, word) : found == FATE_ABSENT && vanished(c, s, other, i, &place);
    /* "никто никогда не": several negations of one word are one. */
    for (size_t k = 0; k < i && is_reversed; k++) {
        is_reversed = !(s->is_negation[k] && s->anchor[k] == word && word != NO_TOKEN);
    }
    if (is_reversed) {
        /* What stands where the negation stood says more than the word: можно against нельзя. */
        size_t twin = s->partner[i];
        place = twin != NO_TOKEN && is_word(other, twin) && !other->is_negation[twin] ? twin : place;
        tell_tokens(c, TOL_REVERSAL_NEGATION, s, i, place);
    }
}

static void compare_negations(comparison *c, const side *s, const side *other)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->is_negation[i] && !stays(s, other, i)) {
            compare_negation(c, s, other, i);
        }
    }
}

/* ---- pairs of words ---- */

static bool has_ending(tol_str word, const char *list)
{
    bool any = *list == '\0';
    for (const char *at = list; *at && !any;) {
        size_t len = strcspn(at, " ");
        any = tol_str_ends_with(word, (tol_str){at, len});
        at += len + (at[len] == ' ');
    }
    return any;
}

/* Whether `longer` is a negating prefix and `shorter`: невозможно, возможно; inflected forms by their keys. */
static bool is_prefixed(const side *s, const tol_token *longer, const tol_token *shorter)
{
    const tol_map_slot *slot = tol_map_get(&s->m->forms, longer->form);
    if ((slot && slot->value & (IS_NOT_PREFIXED | IS_NEGATION)) || longer->weight < TOL_WEIGHT_WORD ||
        shorter->weight < TOL_WEIGHT_WORD || tol_utf8_count(shorter->key) < 3 ||
        !has_ending(longer->form, s->m->words->prefix_endings)) {
        return false;
    }
    for (const char *at = s->m->words->prefixes; *at;) {
        size_t len = strcspn(at, " ");
        tol_str prefix = {at, len};
        bool fits = len && tol_str_starts_with(longer->form, prefix) &&
                    (tol_str_equal((tol_str){longer->form.ptr + len, longer->form.len - len}, shorter->form) ||
                     (tol_str_starts_with(longer->key, prefix) &&
                      tol_str_equal((tol_str){longer->key.ptr + len, longer->key.len - len}, shorter->key)));
        if (fits) {
            return true;
        }
        at += len + (at[len] == ' ');
    }
    return false;
}

/* Mark words that differ by a prefix, and tell of those that no particle makes up for: `не возможно`, `невозможно`. */
static void compare_prefixes(comparison *c)
{
    for (size_t i = 0; i < c->query.n; i++) {
        size_t j = c->query.partner[i];
        if (j == NO_TOKEN || c->edits[c->query.edit[i]].kind != TOL_EDIT_REPLACED || !is_word(&c->source, j)) {
            continue;
        }
        bool query = is_prefixed(&c->query, &c->query.tokens[i], &c->source.tokens[j]);
        bool source = is_prefixed(&c->query, &c->source.tokens[j], &c->query.tokens[i]);
        c->query.is_prefixed[i] = query;
        c->source.is_prefixed[j] = source;
        if ((query || source) && c->query.in_scope[i] == c->source.in_scope[j]) {
            tell_tokens(c, TOL_REVERSAL_NEGATION, &c->query, i, j);
        }
    }
}

/* `не больше` against `меньше` is no reversal. */
static void compare_opposites(comparison *c)
{
    for (size_t i = 0; i < c->query.n; i++) {
        size_t j = c->query.partner[i];
        bool is_pair = j != NO_TOKEN && c->edits[c->query.edit[i]].kind == TOL_EDIT_REPLACED &&
                       are_opposites(c->query.m, &c->query.tokens[i], &c->source.tokens[j]);
        bool is_told = is_pair && (c->query.is_negation[i] || c->source.is_negation[j]);
        bool query_negated = i > 0 && c->query.is_negation[i - 1];
        bool source_negated = is_pair && j > 0 && c->source.is_negation[j - 1];
        if (is_pair && !is_told && query_negated == source_negated) {
            tell_tokens(c, TOL_REVERSAL_OPPOSITE, &c->query, i, j);
        }
    }
}

/* ---- values ---- */

/* The value that covers the token; they ascend, `*at` goes along. */
static const tol_value *value_of(const side *s, size_t i, size_t *at)
{
    const tol_values *values = &s->reading->values;
    const tol_token *token = &s->tokens[i];
    while (*at < values->n && values->items[*at].end <= token->start) {
        ++*at;
    }
    bool covers = *at < values->n && token->kind != TOL_TAG && values->items[*at].start < token->end;
    return covers ? &values->items[*at] : NULL;
}

/* Parts of a date that only one text has are no contradiction. */
static bool contradict(const tol_value *a, const tol_value *b)
{
    if (a->kind != TOL_VALUE_DATE || b->kind != TOL_VALUE_DATE) {
        return !tol_value_equal(a, b);
    }
    tol_value x = *a, y = *b;
    tol_date *p = &x.as.date, *q = &y.as.date;
    p->day = q->day ? p->day : 0;
    q->day = p->day ? q->day : 0;
    p->month = q->month ? p->month : 0;
    q->month = p->month ? q->month : 0;
    p->year = q->year ? p->year : 0;
    q->year = p->year ? q->year : 0;
    return !tol_value_equal(&x, &y);
}

static tol_reversal_kind kind_of_values(const tol_value *a, const tol_value *b)
{
    return a->kind == TOL_VALUE_DATE && b->kind == TOL_VALUE_DATE   ? TOL_REVERSAL_DATE
           : a->kind == TOL_VALUE_TIME && b->kind == TOL_VALUE_TIME ? TOL_REVERSAL_TIME
                                                                    : TOL_REVERSAL_NUMBER;
}

/* Values that the alignment sets against each other, and that are not the same. */
static void compare_values(comparison *c)
{
    const tol_value *told_query = NULL, *told_source = NULL;
    size_t at_query = 0, at_source = 0;
    for (size_t i = 0; i < c->query.n; i++) {
        size_t j = c->query.partner[i];
        const tol_value *a = value_of(&c->query, i, &at_query);
        const tol_value *b = j == NO_TOKEN ? NULL : value_of(&c->source, j, &at_source);
        bool is_told = a && b && a == told_query && b == told_source;
        if (!a || !b || is_told || a->kind == TOL_VALUE_LINK || b->kind == TOL_VALUE_LINK || !contradict(a, b)) {
            continue;
        }
        /* Words inside dates, "of" and "de", say nothing of the value. */
        if (c->query.tokens[i].kind == TOL_WORD && c->edits[c->query.edit[i]].kind != TOL_EDIT_REPLACED) {
            continue;
        }
        tell(c, (tol_reversal){kind_of_values(a, b), a->start, a->end, b->start, b->end});
        told_query = a;
        told_source = b;
    }
}

static bool is_unit_sign(const tol_token *token)
{
    static const char *const signs[] = {"%", "‰", "$", "€", "£", "¥", "₽", "₴", "°"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (tol_str_equal(token->form, tol_str_of(signs[i]))) {
            return true;
        }
    }
    return false;
}

/* A sign of percent, money or degrees that became another one; one that is missing may be written as a word. */
static void compare_units(comparison *c)
{
    for (size_t i = 0; i < c->query.n; i++) {
        size_t j = c->query.partner[i];
        if (j != NO_TOKEN && c->edits[c->query.edit[i]].kind == TOL_EDIT_REPLACED &&
            is_unit_sign(&c->query.tokens[i]) && is_unit_sign(&c->source.tokens[j])) {
            tell_tokens(c, TOL_REVERSAL_UNIT, &c->query, i, j);
        }
    }
}

static int by_query(const void *left, const void *right)
{
    const tol_reversal *a = left, *b = right;
    if (a->query_start != b->query_start) {
        return a->query_start < b->query_start ? -1 : 1;
    }
    return (a->source_start > b->source_start) - (a->source_start < b->source_start);
}

static tol_status give(comparison *c, tol_arena *arena, tol_reversal **out, size_t *n, tol_error *err)
{
    if (!c->ok) {
        return tol_fail_nomem(err);
    }
    if (c->n > 0) {
        *out = tol_arena_alloc(arena, c->n * sizeof **out);
        if (!*out) {
            return tol_fail_nomem(err);
        }
        qsort(c->found, c->n, sizeof *c->found, by_query);
        memcpy(*out, c->found, c->n * sizeof **out);
    }
    *n = c->n;
    return TOL_OK;
}

tol_status tol_meaning_compare(const tol_meaning *meaning, const tol_reading *query, const tol_reading *source,
                               const tol_edit *edits, size_t n_edits, tol_arena *arena, tol_reversal **out, size_t *n,
                               tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    comparison c = {.edits = edits, .n_edits = n_edits, .ok = true};
    *out = NULL;
    *n = 0;
    bool ok = side_init(&c.query, meaning, query, &temp) && side_init(&c.source, meaning, source, &temp);
    tol_status status = ok ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK) {
        link_partners(&c);
        compare_values(&c);
        compare_units(&c);
        if (meaning->words) {
            compare_prefixes(&c);
            compare_opposites(&c);
            compare_negations(&c, &c.query, &c.source);
            compare_negations(&c, &c.source, &c.query);
        }
        status = give(&c, arena, out, n, err);
    }
    tol_mem_free(c.found);
    tol_arena_release(&temp);
    return status;
}
