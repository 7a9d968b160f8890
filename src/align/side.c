#include "align/side.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/unicode.h"
#include "tolmach/token.h"

/* ---- tokens ---- */

static bool is_capitalised(tol_str surface)
{
    size_t i = 0;
    return surface.len && tol_unicode_is_upper(tol_utf8_next(surface, &i));
}

/* The digits of a number, whatever stands between them; a date or a time is its digits too. */
static tol_str digits_of(tol_str form, char *out, size_t size)
{
    size_t n = 0;
    out[n++] = '#';
    for (size_t i = 0; i < form.len && n < size; i++) {
        if (form.ptr[i] >= '0' && form.ptr[i] <= '9') {
            out[n++] = form.ptr[i];
        }
    }
    return (tol_str){out, n};
}

static bool counts(const tol_token *token)
{
    return (token->kind == TOL_WORD && token->weight >= TOL_WEIGHT_WORD) || token->kind == TOL_NUMBER;
}

static bool type_of(tol_align_side *side, const tol_token *token, uint32_t *type)
{
    char digits[64];
    bool is_new = false;
    tol_str key = token->kind == TOL_NUMBER ? digits_of(token->form, digits, sizeof digits) : token->key;
    tol_align_type *items = tol_mem_grow(side->items, &side->types_cap, side->n_types + 1, sizeof *items);
    side->items = items ? items : side->items;
    tol_map_slot *slot = items ? tol_map_put(&side->numbers, key, &is_new) : NULL;
    if (!slot) {
        return false;
    }
    if (is_new) {
        slot->value = side->n_types++;
        items[slot->value] = (tol_align_type){.key = slot->key,
                                              .surface = tol_arena_copy(&side->arena, token->form),
                                              .is_number = token->kind == TOL_NUMBER};
    }
    *type = (uint32_t)slot->value;
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

/* The types behind `first` are those of one segment: in order, each once. */
static void sort_uses(tol_align_side *side, size_t first)
{
    size_t n = first;
    if (side->n_uses == first) {
        return;
    }
    qsort(side->types + first, side->n_uses - first, sizeof *side->types, by_number);
    for (size_t i = first; i < side->n_uses; i++) {
        if (i == first || side->types[i] != side->types[i - 1]) {
            side->types[n++] = side->types[i];
        }
    }
    side->n_uses = n;
    for (size_t i = first; i < n; i++) {
        side->items[side->types[i]].n++;
    }
}

static bool take_tokens(tol_align_side *side, const tol_tokens *tokens)
{
    size_t first = side->n_uses;
    uint32_t *types = tol_mem_grow(side->types, &side->uses_cap, side->n_uses + tokens->n + 1, sizeof *types);
    if (!types) {
        return false;
    }
    side->types = types;
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        uint32_t type = 0;
        if (!counts(token)) {
            continue;
        }
        if (!type_of(side, token, &type)) {
            return false;
        }
        side->items[type].n_tokens++;
        side->items[type].n_capitalised += i > 0 && is_capitalised(token->surface);
        types[side->n_uses++] = type;
    }
    sort_uses(side, first);
    return true;
}

/* ---- labels ---- */

/* The value of a number in capital Roman digits; 0: it is none. */
static uint32_t roman_value(tol_str text)
{
    static const char digits[] = "IVXLC";
    static const uint32_t values[] = {1, 5, 10, 50, 100};
    uint32_t sum = 0, last = 1000;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = memchr(digits, text.ptr[i], sizeof digits - 1);
        if (!digit) {
            return 0;
        }
        uint32_t value = values[digit - digits];
        sum += value > last ? value - 2 * last : value;
        last = value;
    }
    return sum;
}

static uint32_t decimal_value(tol_str text)
{
    uint32_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || i > 5) {
            return 0;
        }
        value = 10 * value + (uint32_t)(text.ptr[i] - '0');
    }
    return value;
}

/* The number that a segment begins with, when something closes it: an item, an agenda item, a footnote. */
static uint32_t label_of(tol_str text)
{
    size_t at = text.len && (text.ptr[0] == '[' || text.ptr[0] == '('), end = at;
    while (end < text.len && end < at + 8 && strchr("0123456789IVXLC", text.ptr[end])) {
        end++;
    }
    tol_str number = {text.ptr + at, end - at};
    bool is_closed = end < text.len && text.ptr[end] && strchr(at ? "])" : ".)", text.ptr[end]);
    bool is_alone = end + 1 == text.len || (end + 1 < text.len && (unsigned char)text.ptr[end + 1] <= ' ');
    if (!number.len || !is_closed || !is_alone) {
        return 0;
    }
    uint32_t value = decimal_value(number);
    return value ? value : roman_value(number);
}

/* ---- segments ---- */

/* Whether direct speech begins: Russian has dashes where English has quotation marks. */
static bool begins_speech(tol_str text)
{
    size_t i = 0;
    return text.len && (tol_unicode_next(text, &i) & (TOL_CH_QUOTE | TOL_CH_DASH)) != 0;
}

static void count_characters(tol_align_side *side, size_t i)
{
    tol_str text = side->segments[i].text;
    uint32_t n = 0, questions = 0, exclamations = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = tol_utf8_next(text, &at);
        n += (tol_unicode_props(cp) & TOL_CH_BLANK) == 0;
        questions += cp == '?' || cp == 0x37E || cp == 0x61F || cp == 0xFF1F;
        exclamations += cp == '!' || cp == 0xFF01;
    }
    side->chars[i + 1] = side->chars[i] + (n ? n : 1);
    side->labels[i] = label_of(text);
    side->speeches[i] = begins_speech(text);
    side->questions[i] = (uint8_t)(questions < 255 ? questions : 255);
    side->exclamations[i] = (uint8_t)(exclamations < 255 ? exclamations : 255);
}

static tol_status read_segment(tol_align_side *side, tol_analyser *analyser, tol_arena *arena, size_t i, tol_error *err)
{
    tol_tokens tokens;
    tol_arena_reset(arena);
    tol_status status = tol_analyse(analyser, side->segments[i].text, NULL, 0, arena, &tokens, err);
    if (status) {
        return status;
    }
    count_characters(side, i);
    side->firsts[i] = (uint32_t)side->n_uses;
    return take_tokens(side, &tokens) ? TOL_OK : tol_fail_nomem(err);
}

/* Where each type is: counted, then filled. */
static tol_status post(tol_align_side *side, tol_error *err)
{
    side->posts = tol_mem_alloc((side->n_uses + 1) * sizeof *side->posts);
    side->post_ends = tol_mem_calloc(side->n_types + 2, sizeof *side->post_ends);
    if (!side->posts || !side->post_ends) {
        return tol_fail_nomem(err);
    }
    for (size_t t = 0; t < side->n_types; t++) {
        side->post_ends[t + 1] = side->post_ends[t] + (t ? side->items[t - 1].n : 0);
    }
    for (size_t i = 0; i < side->n; i++) {
        for (uint32_t k = side->firsts[i]; k < side->firsts[i + 1]; k++) {
            side->posts[side->post_ends[side->types[k] + 1]++] = (uint32_t)i;
        }
    }
    return TOL_OK;
}

static bool allocate(tol_align_side *side)
{
    side->chars = tol_mem_calloc(side->n + 1, sizeof *side->chars);
    side->firsts = tol_mem_calloc(side->n + 1, sizeof *side->firsts);
    side->questions = tol_mem_calloc(side->n + 1, 1);
    side->exclamations = tol_mem_calloc(side->n + 1, 1);
    side->speeches = tol_mem_calloc(side->n + 1, 1);
    side->labels = tol_mem_calloc(side->n + 1, sizeof *side->labels);
    return side->chars && side->firsts && side->questions && side->exclamations && side->speeches && side->labels;
}

tol_status tol_align_side_read(tol_align_side *side, const tol_align_segment *segments, size_t n, tol_str lang,
                               tol_error *err)
{
    tol_analyser *analyser = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    *side = (tol_align_side){.n = n, .segments = segments};
    tol_status status = allocate(side) ? tol_analyser_new(lang, &analyser, err) : tol_fail_nomem(err);
    for (size_t i = 0; i < n && !status; i++) {
        status = read_segment(side, analyser, &arena, i, err);
    }
    if (!status) {
        side->firsts[n] = (uint32_t)side->n_uses;
        status = post(side, err);
    }
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
    return status ? status : tol_arena_ok(&side->arena) ? TOL_OK : tol_fail_nomem(err);
}

void tol_align_side_release(tol_align_side *side)
{
    tol_mem_free(side->chars);
    tol_mem_free(side->firsts);
    tol_mem_free(side->types);
    tol_mem_free(side->questions);
    tol_mem_free(side->exclamations);
    tol_mem_free(side->speeches);
    tol_mem_free(side->labels);
    tol_mem_free(side->items);
    tol_mem_free(side->posts);
    tol_mem_free(side->post_ends);
    tol_map_release(&side->numbers);
    tol_arena_release(&side->arena);
}
