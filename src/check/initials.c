/* Capitals and initials. */
#include "check/initials.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/unicode.h"

bool tol_is_all_capitals(tol_str word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word.len; letters++) {
        if (!tol_script_is_capital(tol_utf8_next(word, &i))) {
            return false;
        }
    }
    return letters > 1;
}

bool tol_begins_with_capital(tol_str word)
{
    size_t i = 0;
    return word.len && tol_script_is_capital(tol_utf8_next(word, &i));
}

bool tol_is_abbreviation(tol_str term)
{
    return tol_is_all_capitals(term) || (term.len > 1 && term.ptr[term.len - 1] == '.');
}

tol_str tol_without_possessive(tol_str word)
{
    static const char *const endings[] = {"'s", "’s", "'", "’"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (tol_str_ends_with(word, tol_str_of(endings[i]))) {
            word.len -= tol_str_of(endings[i]).len;
            return word;
        }
    }
    return word;
}

bool tol_same_letters(tol_str a, tol_str b)
{
    tol_buf left = TOL_BUF_INIT, right = TOL_BUF_INIT;
    static const tol_fold_rules rules = {false, false};
    bool same = tol_fold(a, TOL_WORD, rules, &left, NULL) == TOL_OK &&
                tol_fold(b, TOL_WORD, rules, &right, NULL) == TOL_OK &&
                tol_str_equal(tol_buf_str(&left), tol_buf_str(&right));
    tol_buf_release(&left);
    tol_buf_release(&right);
    return same;
}

/* Whether a word begins with the small letter of a capital one. */
static bool begins_with_letter(const tol_token *token, tol_str letter)
{
    size_t end = 0;
    tol_utf8_next(token->form, &end);
    return tol_same_letters((tol_str){token->form.ptr, end}, letter);
}

size_t tol_spells_initials(const tol_tokens *tokens, size_t from, tol_str abbreviation)
{
    size_t at = from;
    for (size_t i = 0; i < abbreviation.len; at++) {
        size_t end = i;
        tol_utf8_next(abbreviation, &end);
        tol_str letter = {abbreviation.ptr + i, end - i};
        for (; at < tokens->n; at++) {
            const tol_token *token = &tokens->items[at];
            bool may_pass =
                at > from && (token->weight == TOL_WEIGHT_FUNCTION_WORD || tol_str_equal(token->form, TOL_LIT("-")));
            if (token->kind == TOL_WORD && begins_with_letter(token, letter)) {
                break;
            }
            if (!may_pass) {
                return 0;
            }
        }
        if (at == tokens->n) {
            return 0;
        }
        i = end;
    }
    return at - from;
}
