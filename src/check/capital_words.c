/* Runs of letters, apostrophes inside them included. */
#include "check/capital_words.h"

#include "base/utf8.h"
#include "check/initials.h"
#include "text/unicode.h"

static bool is_letter(uint32_t cp)
{
    uint32_t props = tol_unicode_props(cp);
    return (props & TOL_CH_ALNUM) != 0 && tol_unicode_class(props) != TOL_WB_NUMERIC;
}

static bool is_inside(uint32_t cp)
{
    return is_letter(cp) || (tol_unicode_props(cp) & TOL_CH_APOSTROPHE) != 0;
}

static void push(tol_capitals *out, tol_str text, size_t from, size_t to)
{
    tol_str word = tol_without_possessive((tol_str){text.ptr + from, to - from});
    size_t i = 0;
    if (out->n < TOL_CAPITALS_MAX && word.len) {
        bool is_short = tol_is_all_capitals(word) && tol_utf8_count(word) <= TOL_ABBREVIATION_MAX;
        out->items[out->n++] = (tol_capital){tol_span((uint32_t)from, (uint32_t)(from + word.len)), word,
                                             tol_script_of_char(tol_utf8_next(word, &i)), is_short};
    }
}

void tol_capitals_find(tol_str text, tol_capitals *out)
{
    bool has_small = false;
    out->n = 0;
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        uint32_t cp = tol_utf8_next(text, &i);
        if (!is_letter(cp)) {
            continue;
        }
        size_t to = i;
        while (i < text.len && is_inside(tol_utf8_next(text, &i))) {
            to = i;
        }
        i = to;
        bool is_capital = tol_script_is_capital(cp);
        has_small = has_small || !is_capital;
        if (is_capital) {
            push(out, text, from, to);
            has_small = has_small || !tol_is_all_capitals(out->n ? out->items[out->n - 1].word : TOL_STR_NULL);
        }
    }
    for (size_t i = 0; i < out->n && !has_small; i++) {
        out->items[i].is_abbreviation = false; /* a heading in capitals */
    }
}

const tol_capitals *tol_capitals_of(tol_side *side, tol_arena *arena)
{
    static const tol_capitals none = {.n = 0};
    if (!side->capitals) {
        side->capitals = tol_arena_alloc(arena, sizeof *side->capitals);
        if (!side->capitals) {
            return &none;
        }
        tol_capitals_find(side->text, side->capitals);
    }
    return side->capitals;
}
