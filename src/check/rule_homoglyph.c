/*
 * homoglyph: a word that would be of one script but for letters that look like letters of it. A word that is mixed on
 * purpose (SMSка, µм) has letters of both scripts that look like nothing in the other one, and passes; so does an
 * ending behind a foreign abbreviation in capitals (VIPа), or behind an apostrophe (iPhone’а).
 */
#include "base/fail.h"
#include "base/utf8.h"
#include "check/initials.h"
#include "check/rule.h"

typedef struct mixture {
    uint32_t n_latin, n_cyrillic, n_others;
    uint32_t n_latin_twins, n_cyrillic_twins; /* letters that the other script could have written */
    bool has_apostrophe;
    bool capitals_then_small; /* Latin capitals, then Cyrillic small letters */
} mixture;

static mixture mixture_of(tol_str word)
{
    mixture m = {.capitals_then_small = true};
    for (size_t i = 0; i < word.len;) {
        uint32_t cp = tol_utf8_next(word, &i);
        tol_script script = tol_script_of_char(cp);
        bool is_capital = tol_script_is_capital(cp);
        if (script == TOL_SCRIPT_LATIN) {
            m.n_latin++;
            m.n_latin_twins += tol_script_twin(cp, TOL_SCRIPT_CYRILLIC) != 0;
            m.capitals_then_small = m.capitals_then_small && is_capital && !m.n_cyrillic;
        } else if (script == TOL_SCRIPT_CYRILLIC) {
            m.n_cyrillic++;
            m.n_cyrillic_twins += tol_script_twin(cp, TOL_SCRIPT_LATIN) != 0;
            m.capitals_then_small = m.capitals_then_small && !is_capital && m.n_latin > 1;
        } else {
            m.n_others += script != TOL_SCRIPT_NONE;
            m.has_apostrophe = m.has_apostrophe || cp == '\'' || cp == 0x2019;
        }
    }
    return m;
}

/* The script that a mixed word is of; TOL_SCRIPT_NONE: none, or both on purpose. */
static tol_script script_meant(const mixture *m, tol_script of_text)
{
    bool may_be_cyrillic = m->n_latin == m->n_latin_twins, may_be_latin = m->n_cyrillic == m->n_cyrillic_twins;
    if (!m->n_latin || !m->n_cyrillic || m->n_others || m->has_apostrophe || m->capitals_then_small) {
        return TOL_SCRIPT_NONE;
    }
    if (may_be_cyrillic && may_be_latin) {
        return of_text == TOL_SCRIPT_CYRILLIC || of_text == TOL_SCRIPT_LATIN ? of_text : TOL_SCRIPT_NONE;
    }
    return may_be_cyrillic ? TOL_SCRIPT_CYRILLIC : may_be_latin ? TOL_SCRIPT_LATIN : TOL_SCRIPT_NONE;
}

/* The word with the letters that were meant, and the list of those that were not: "о, с (Latin)". */
static void mend(tol_str word, tol_script meant, tol_buf *mended, uint32_t *n_wrong)
{
    for (size_t i = 0; i < word.len;) {
        char bytes[4];
        uint32_t cp = tol_utf8_next(word, &i);
        tol_script script = tol_script_of_char(cp);
        if (script != TOL_SCRIPT_NONE && script != meant) {
            cp = tol_script_twin(cp, meant);
            ++*n_wrong;
        }
        tol_buf_append(mended, bytes, tol_utf8_put(cp, bytes));
    }
}

/* Most words are of one script: a quick look. */
static bool has_two_scripts(tol_str word)
{
    tol_script first = TOL_SCRIPT_NONE;
    for (size_t i = 0; i < word.len;) {
        tol_script script = tol_script_of_char(tol_utf8_next(word, &i));
        if (script != TOL_SCRIPT_NONE && first != TOL_SCRIPT_NONE && script != first) {
            return true;
        }
        first = script != TOL_SCRIPT_NONE ? script : first;
    }
    return false;
}

static void check_word(tol_check_pair *pair, const tol_side *side, const tol_token *word)
{
    if (!has_two_scripts(word->surface)) {
        return;
    }
    mixture m = mixture_of(word->surface);
    tol_script meant = script_meant(&m, side->script);
    if (meant == TOL_SCRIPT_NONE) {
        return;
    }
    tol_found found = tol_found_of(TOL_RULE_HOMOGLYPH);
    tol_buf mended = TOL_BUF_INIT;
    uint32_t n_wrong = 0;
    mend(word->surface, meant, &mended, &n_wrong);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    *(side == &pair->source ? &found.source : &found.target) = tol_span(word->start, word->end);
    if (expected) {
        expected[0] = tol_arena_copy(pair->arena, tol_buf_str(&mended));
        found.expected = expected;
        found.n_expected = 1;
        tol_check_tell(pair, &found, "\"%.*s\" in the %s has %u %s among its %s letters", TOL_ARG(word->surface),
                       side == &pair->source ? "source" : "target", n_wrong,
                       meant == TOL_SCRIPT_CYRILLIC ? "Latin" : "Cyrillic",
                       meant == TOL_SCRIPT_CYRILLIC ? "Cyrillic" : "Latin");
    }
    tol_buf_release(&mended);
}

tol_status tol_rules_homoglyph(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    const tol_side *sides[] = {&pair->source, &pair->target};
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < sides[s]->tokens.n; i++) {
            if (sides[s]->tokens.items[i].kind == TOL_WORD) {
                check_word(pair, sides[s], &sides[s]->tokens.items[i]);
            }
        }
    }
    return TOL_OK;
}
