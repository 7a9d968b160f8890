/*
 * A proposed target, where query and source differ only in values.
 *
 * Take the values out of both texts: what is left must be the same, gap by gap, and the values pair up by their places.
 * A changed value must stand in the target just as often as in the source, by value, and become the same new value
 * everywhere. Then the target's places are written anew, each in its own manner, and the rest of the target stays.
 *
 * Numbers govern nouns. A noun behind a changed number may change its form in the source as far as the number's plural
 * asks for it (`5 документов`, `22 документа`); if the target's noun would have to change, there is no proposal.
 */
#include "match/placeables.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/unicode.h"

#define VALUES_MAX     1000 /* of a text; comparing all with all takes their square */
#define GOVERNED_WORDS 2    /* "5 new documents" */

typedef struct task {
    const tol_placing *p;
    tol_arena temp;
    size_t n;                 /* values of query and source alike */
    bool *is_changed;         /* n */
    const tol_value **wanted; /* for each place of the target: the value to write, or NULL */
    const tol_value **before; /* the source's value that it stands for */
} task;

static bool is_same_shape(const tol_value *a, const tol_value *b)
{
    const tol_date *d = &a->as.date, *e = &b->as.date;
    return a->kind == b->kind &&
           (a->kind != TOL_VALUE_DATE ||
            ((d->day > 0) == (e->day > 0) && (d->month > 0) == (e->month > 0) && (d->year > 0) == (e->year > 0)));
}

/* Same shapes in the same order; notes which values changed. Labels and links are compared by their bytes. */
static bool pair_values(task *t, bool *any_changed)
{
    const tol_values *query = &t->p->query->values, *source = &t->p->source->values;
    *any_changed = false;
    if (query->n != source->n) {
        return false;
    }
    t->n = source->n;
    for (size_t i = 0; i < t->n; i++) {
        if (!is_same_shape(&query->items[i], &source->items[i])) {
            return false;
        }
        t->is_changed[i] = !tol_value_equal(&query->items[i], &source->items[i]);
        *any_changed = *any_changed || t->is_changed[i];
    }
    return true;
}

/* ---- what stands between the values ---- */

/* The text between value i - 1 and value i. */
static tol_str gap(const tol_reading *reading, size_t i)
{
    uint32_t start = i > 0 ? reading->values.items[i - 1].end : 0;
    uint32_t end = i < reading->values.n ? reading->values.items[i].start : (uint32_t)reading->text.len;
    return (tol_str){reading->text.ptr + start, end - start};
}

/* Whether another number asks the words behind it for another form. */
static bool changes_plural(const task *t, size_t i)
{
    const tol_value *before = &t->p->source->values.items[i], *after = &t->p->query->values.items[i];
    return t->is_changed[i] && before->kind == TOL_VALUE_NUMBER && before->as.number.numeral == TOL_NUMERAL_DIGITS &&
           !tol_value_same_plural(t->p->source_reader, before, after);
}

/* The same forms in the same order; the first `n_governed` words may be inflected. */
static bool are_same_tokens(const tol_tokens *a, const tol_tokens *b, size_t n_governed)
{
    if (a->n != b->n) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        const tol_token *x = &a->items[i], *y = &b->items[i];
        bool may_be_inflected = i < n_governed && x->kind == TOL_WORD && x->weight >= TOL_WEIGHT_WORD;
        if (!tol_str_equal(x->form, y->form) && !(may_be_inflected && tol_str_equal(x->key, y->key))) {
            return false;
        }
    }
    return true;
}

static tol_status compare_gaps(task *t, bool *same, tol_error *err)
{
    tol_status status = TOL_OK;
    *same = true;
    for (size_t i = 0; i <= t->n && status == TOL_OK && *same; i++) {
        tol_str a = gap(t->p->query, i), b = gap(t->p->source, i);
        tol_tokens x, y;
        if (tol_str_equal(a, b)) {
            continue;
        }
        status = tol_analyse(t->p->analyser, a, NULL, 0, &t->temp, &x, err);
        status = status == TOL_OK ? tol_analyse(t->p->analyser, b, NULL, 0, &t->temp, &y, err) : status;
        *same = status == TOL_OK && are_same_tokens(&x, &y, i > 0 && changes_plural(t, i - 1) ? GOVERNED_WORDS : 0);
    }
    return status;
}

/* ---- the target's places ---- */

/* Whether a place of the target says what the source's value says; a date there may lack parts that did not change. */
static bool stands_for(const tol_value *place, const tol_value *source, const tol_value *query)
{
    if (place->kind != source->kind || place->kind != TOL_VALUE_DATE) {
        bool is_roman = source->kind == TOL_VALUE_NUMBER && source->as.number.numeral == TOL_NUMERAL_ROMAN;
        return tol_value_equal(place, source) && (!place->is_weak || is_roman);
    }
    tol_value part = *source;
    tol_date *date = &part.as.date;
    const tol_date *at = &place->as.date, *after = &query->as.date;
    bool lacks_change = (at->day == 0 && date->day != after->day) || (at->month == 0 && date->month != after->month) ||
                        (at->year == 0 && date->year != after->year);
    date->day = at->day ? date->day : 0;
    date->month = at->month ? date->month : 0;
    date->year = at->year ? date->year : 0;
    return !lacks_change && tol_value_equal(place, &part);
}

/* The occurrences of source value `i` must all become the same; how many there are, 0 when they do not. */
static size_t count_occurrences(const task *t, size_t i)
{
    const tol_value *query = t->p->query->values.items, *source = t->p->source->values.items;
    size_t n = 0;
    for (size_t k = 0; k < t->n; k++) {
        if (tol_value_equal(&source[k], &source[i])) {
            if (!tol_value_equal(&query[k], &query[i])) {
                return 0;
            }
            n++;
        }
    }
    return n;
}

static tol_proposal assign(task *t, size_t i)
{
    const tol_value *query = &t->p->query->values.items[i], *source = &t->p->source->values.items[i];
    const tol_values *target = &t->p->target_values;
    size_t n_places = 0, n = count_occurrences(t, i);
    for (size_t k = 0; k < target->n; k++) {
        if (!stands_for(&target->items[k], source, query)) {
            continue;
        }
        if (t->before[k] && !tol_value_equal(t->before[k], source)) {
            return TOL_PROPOSAL_AMBIGUOUS;
        }
        t->before[k] = source;
        t->wanted[k] = query;
        n_places++;
    }
    return n_places == 0 ? TOL_PROPOSAL_VALUE_MISSING : n_places == n ? TOL_PROPOSAL_MADE : TOL_PROPOSAL_AMBIGUOUS;
}

static bool ends_with_number_sign(tol_str text)
{
    static const char *const signs[] = {"№", "No.", "no.", "No", "Nos.", "Nr.", "nr.", "n°", "nº", "#", "§"};
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || tol_str_ends_with(text, TOL_LIT("\xC2\xA0")))) {
        text.len -= text.ptr[text.len - 1] == ' ' ? 1 : 2;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (tol_str_ends_with(text, tol_str_of(signs[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether a word follows behind a space. Behind a hyphen it is one word with the number, `2-byte`, and stays. */
static bool has_word_behind(tol_str text, size_t at)
{
    if (at == text.len || !(tol_unicode_next(text, &at) & TOL_CH_BLANK) || at == text.len) {
        return false;
    }
    uint32_t props = tol_unicode_next(text, &at);
    return (props & TOL_CH_ALNUM) != 0 && (props & TOL_CH_DIGIT) == 0;
}

/* A year and the number of a thing govern no noun. */
static bool agrees(const task *t, size_t k)
{
    const tol_value *place = &t->p->target_values.items[k], *wanted = t->wanted[k];
    const tol_number *number = &place->as.number;
    if (place->kind != TOL_VALUE_NUMBER || number->numeral != TOL_NUMERAL_DIGITS ||
        tol_value_same_plural(t->p->target_reader, place, wanted)) {
        return true;
    }
    bool is_year = number->n_integer == 4 && !number->group && number->n_fraction == 0 &&
                   number->value.digits >= 1000 && number->value.digits < 2200;
    return is_year || ends_with_number_sign((tol_str){t->p->target.ptr, place->start}) ||
           !has_word_behind(t->p->target, place->end);
}

static tol_proposal assign_all(task *t)
{
    tol_proposal made = TOL_PROPOSAL_MADE;
    for (size_t i = 0; i < t->n && made == TOL_PROPOSAL_MADE; i++) {
        made = t->is_changed[i] ? assign(t, i) : made;
    }
    /* A place that also stands for a value that stays belongs to nobody. */
    for (size_t i = 0; i < t->n && made == TOL_PROPOSAL_MADE; i++) {
        const tol_value *source = &t->p->source->values.items[i];
        for (size_t k = 0; k < t->p->target_values.n && !t->is_changed[i]; k++) {
            bool is_claimed = t->before[k] && stands_for(&t->p->target_values.items[k], source, source);
            made = is_claimed ? TOL_PROPOSAL_AMBIGUOUS : made;
        }
    }
    for (size_t k = 0; k < t->p->target_values.n && made == TOL_PROPOSAL_MADE; k++) {
        made = t->wanted[k] && !agrees(t, k) ? TOL_PROPOSAL_AGREEMENT : made;
    }
    return made;
}

/* ---- the new target ---- */

static bool write_target(const task *t, tol_buf *out, tol_placed *placed, size_t *n_placed)
{
    tol_str target = t->p->target;
    uint32_t at = 0;
    for (size_t k = 0; k < t->p->target_values.n; k++) {
        const tol_value *place = &t->p->target_values.items[k], *wanted = t->wanted[k];
        if (!wanted) {
            continue;
        }
        tol_buf_append(out, target.ptr + at, place->start - at);
        uint32_t start = (uint32_t)out->len;
        if (!tol_value_write(t->p->target_reader, place, wanted, out)) {
            return false;
        }
        placed[(*n_placed)++] =
            (tol_placed){wanted->start, wanted->end, place->start, place->end, start, (uint32_t)out->len};
        at = place->end;
    }
    tol_buf_append(out, target.ptr + at, target.len - at);
    return true;
}

static tol_status fill_hit(const task *t, tol_arena *arena, tol_hit *hit, tol_error *err)
{
    tol_buf out = TOL_BUF_INIT;
    tol_placed *placed = tol_arena_alloc(arena, (t->p->target_values.n + 1) * sizeof *placed);
    size_t n = 0;
    tol_status status = placed ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK && !write_target(t, &out, placed, &n)) {
        hit->proposal = tol_buf_ok(&out) ? TOL_PROPOSAL_NOT_WRITABLE : hit->proposal;
        n = 0;
    }
    if (status == TOL_OK && hit->proposal == TOL_PROPOSAL_MADE) {
        tol_str text = tol_buf_str(&out);
        hit->proposed_target = tol_arena_copy(arena, text.ptr ? text : TOL_LIT(""));
        hit->placed = placed;
        hit->n_placed = n;
        status = tol_buf_ok(&out) && hit->proposed_target.ptr ? TOL_OK : tol_fail_nomem(err);
    }
    tol_buf_release(&out);
    return status;
}

/* Inline codes that one text has and the other lacks. */
static bool differs_in_codes(const tol_hit *hit)
{
    for (size_t i = 0; i < hit->n_edits; i++) {
        const tol_edit *e = &hit->edits[i];
        if (e->kind != TOL_EDIT_KEPT && e->query_start == e->query_end && e->source_start == e->source_end) {
            return true;
        }
    }
    return false;
}

static tol_status propose(task *t, tol_arena *arena, tol_hit *hit, tol_error *err)
{
    bool any_changed = false, same = pair_values(t, &any_changed);
    tol_status status = same ? compare_gaps(t, &same, err) : TOL_OK;
    if (status != TOL_OK) {
        return status;
    }
    if (!same) {
        hit->proposal = TOL_PROPOSAL_OTHER_DIFFERENCES;
    } else if (any_changed || differs_in_codes(hit)) {
        hit->proposal = assign_all(t);
    }
    return hit->proposal == TOL_PROPOSAL_MADE ? fill_hit(t, arena, hit, err) : TOL_OK;
}

tol_status tol_propose_target(const tol_placing *placing, tol_arena *arena, tol_hit *hit, tol_error *err)
{
    task t = {.p = placing};
    hit->proposal = TOL_PROPOSAL_NONE;
    if (hit->cost == 0) {
        return TOL_OK;
    }
    if (placing->source->values.n > VALUES_MAX || placing->target_values.n > VALUES_MAX) {
        hit->proposal = TOL_PROPOSAL_TOO_MANY;
        return TOL_OK;
    }
    t.is_changed = tol_arena_calloc(&t.temp, placing->source->values.n + 1, sizeof *t.is_changed);
    t.wanted = tol_arena_calloc(&t.temp, placing->target_values.n + 1, sizeof *t.wanted);
    t.before = tol_arena_calloc(&t.temp, placing->target_values.n + 1, sizeof *t.before);
    tol_status status = tol_arena_ok(&t.temp) ? propose(&t, arena, hit, err) : tol_fail_nomem(err);
    tol_arena_release(&t.temp);
    return status;
}

const char *tol_proposal_name(tol_proposal proposal)
{
    static const char *const names[] = {"none",      "made",      "other_differences", "value_missing",
                                        "ambiguous", "agreement", "not_writable",      "too_many"};
    return (size_t)proposal < sizeof names / sizeof *names ? names[proposal] : "";
}
