/*
 * untranslated: what of the source language still stands in the target.
 *
 * Where the languages have different scripts, a word in the source's script that the source has too is left over, but
 * for Latin words in other scripts: names, brands and codes stay Latin, so only a run of words with a function word of
 * the source language in it (of, the, and) is a sentence that was left. Where both have one script, only the whole
 * text, or such a run of four words, is evidence. What stands in parentheses behind its translation is a quotation.
 */
#include "base/fail.h"
#include "check/initials.h"
#include "check/rule.h"

#define RUN_OTHER_SCRIPT_MIN 2
#define RUN_SAME_SCRIPT_MIN  4

static bool has_letters(tol_str text)
{
    return tol_script_count(text, TOL_SCRIPT_LATIN) || tol_script_count(text, TOL_SCRIPT_CYRILLIC) ||
           tol_script_count(text, TOL_SCRIPT_GREEK) || tol_script_count(text, TOL_SCRIPT_OTHER);
}

static bool is_blank(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ' && text.ptr[i] != '\t' && text.ptr[i] != '\n' && text.ptr[i] != '\r') {
            return false;
        }
    }
    return true;
}

static bool is_word_of(const tol_token *word, tol_script script)
{
    return word->kind == TOL_WORD && tol_script_count(word->surface, script) > 0;
}

/* A word as only running text has it: in small letters. */
static bool is_plain(const tol_token *word)
{
    return word->kind == TOL_WORD && word->form.len > 1 && !tol_begins_with_capital(word->surface);
}

static const tol_token *find_form(const tol_tokens *tokens, tol_str form)
{
    for (size_t i = 0; i < tokens->n; i++) {
        if (tol_str_equal(tokens->items[i].form, form)) {
            return &tokens->items[i];
        }
    }
    return NULL;
}

/* Whether a place of the target stands in parentheses. */
static bool is_in_parentheses(tol_str text, uint32_t at)
{
    int depth = 0;
    for (uint32_t i = 0; i < at; i++) {
        depth += text.ptr[i] == '(' ? 1 : text.ptr[i] == ')' && depth ? -1 : 0;
    }
    return depth > 0;
}

static void tell_run(tol_check_pair *pair, const tol_token *first, const tol_token *last, const tol_token *in_source)
{
    tol_found found = tol_found_of(TOL_RULE_UNTRANSLATED);
    found.target = tol_span(first->start, last->end);
    if (in_source) {
        found.source = tol_span(in_source->start, in_source->start + (last->end - first->start));
        bool fits =
            found.source.end <= pair->source.text.len && tol_str_equal(tol_span_text(pair->source.text, found.source),
                                                                       tol_span_text(pair->target.text, found.target));
        found.source.end = fits ? found.source.end : in_source->end;
    }
    tol_str text = tol_span_text(pair->target.text, found.target);
    tol_check_tell(pair, &found, "\"%.*s\" is not translated", TOL_ARG(text));
}

static void tell_whole(tol_check_pair *pair)
{
    tol_found found = tol_found_of(TOL_RULE_UNTRANSLATED);
    found.source = tol_span(0, (uint32_t)pair->source.text.len);
    found.target = tol_span(0, (uint32_t)pair->target.text.len);
    pair->is_untranslated = true;
    tol_check_tell(pair, &found,
                   is_blank(pair->target.text) ? "there is no translation" : "the target is the source itself");
}

/* Words of a script that the target's language is not written in, as runs. */
static void find_foreign_words(tol_check_pair *pair)
{
    const tol_tokens *words = &pair->target.tokens;
    for (size_t i = 0; i < words->n;) {
        size_t n = 0, last = i;
        const tol_token *in_source = NULL;
        for (size_t j = i; j < words->n && (is_word_of(&words->items[j], pair->source.script) ||
                                            (n && words->items[j].kind == TOL_PUNCT));
             j++) {
            if (words->items[j].kind == TOL_WORD) {
                const tol_token *same = find_form(&pair->source.tokens, words->items[j].form);
                if (!same) {
                    break;
                }
                in_source = in_source ? in_source : same;
                last = j;
                n++;
            }
        }
        if (n && !is_in_parentheses(pair->target.text, words->items[i].start)) {
            tell_run(pair, &words->items[i], &words->items[last], in_source);
        }
        i = n ? last + 1 : i + 1;
    }
}

/* A run of words that the source has in the same order, from token `at` of the target; how many tokens. */
static size_t run_length(const tol_tokens *source, const tol_tokens *target, size_t at, size_t *n_words, bool *is_prose,
                         const tol_token **in_source)
{
    size_t best = 0;
    for (size_t s = 0; s < source->n; s++) {
        size_t n = 0, words = 0;
        bool has_function_word = false, has_plain = false;
        while (at + n < target->n && s + n < source->n &&
               tol_str_equal(target->items[at + n].form, source->items[s + n].form)) {
            const tol_token *one = &source->items[s + n++];
            words += one->kind == TOL_WORD;
            has_function_word = has_function_word || (one->kind == TOL_WORD && one->weight == TOL_WEIGHT_FUNCTION_WORD);
            has_plain = has_plain || (is_plain(one) && one->weight != TOL_WEIGHT_FUNCTION_WORD);
        }
        if (n > best) {
            best = n;
            *n_words = words;
            *is_prose = has_function_word && has_plain;
            *in_source = &source->items[s];
        }
    }
    return best;
}

static void find_runs(tol_check_pair *pair, size_t least)
{
    const tol_tokens *target = &pair->target.tokens;
    for (size_t at = 0; at < target->n;) {
        size_t n_words = 0;
        bool is_prose = false;
        const tol_token *in_source = NULL;
        size_t n = target->items[at].kind == TOL_WORD
                       ? run_length(&pair->source.tokens, target, at, &n_words, &is_prose, &in_source)
                       : 0;
        if (is_prose && n_words >= least && !is_in_parentheses(pair->target.text, target->items[at].start)) {
            tell_run(pair, &target->items[at], &target->items[at + n - 1], in_source);
        }
        at += n ? n : 1;
    }
}

/* The same text on both sides, in words that are no names: two plain ones at least. */
static bool is_copy(const tol_check_pair *pair)
{
    size_t n_plain = 0;
    for (size_t i = 0; i < pair->source.tokens.n; i++) {
        n_plain += is_plain(&pair->source.tokens.items[i]);
    }
    return n_plain > 1 && tol_str_equal(pair->source.text, pair->target.text);
}

tol_status tol_rules_untranslated(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    tol_script ours = pair->source.script, theirs = pair->target.script;
    if ((is_blank(pair->target.text) && has_letters(pair->source.text)) || is_copy(pair)) {
        tell_whole(pair);
    } else if (ours != TOL_SCRIPT_NONE && theirs != TOL_SCRIPT_NONE && ours != theirs && ours != TOL_SCRIPT_LATIN) {
        find_foreign_words(pair);
    } else {
        find_runs(pair, ours == theirs ? RUN_SAME_SCRIPT_MIN : RUN_OTHER_SCRIPT_MIN);
    }
    return TOL_OK;
}
