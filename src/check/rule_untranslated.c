/*
 * untranslated: what of the source language still stands in the target.
 *
 * Where the languages have different scripts, a word in the source's script that the source has too is left over, but
 * for Latin words in other scripts: names, brands and codes stay Latin, so only a run of words with a function word of
 * the source language in it (of, the, and) is a sentence that was left. Where both have one script, only the whole
 * text, or such a run of four words, is evidence. What stands in parentheses behind its translation is a quotation.
 */
#include <string.h>

#include "base/fail.h"
#include "check/initials.h"
#include "check/rule.h"

#define RUN_OTHER_SCRIPT_MIN 2
#define RUN_SAME_SCRIPT_MIN  4
/* So many words more when they stand in quotation marks. */
#define QUOTED_MORE 2

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

/* Signs of code, markup and addresses: a word that touches one is no running text. */
static bool is_code_sign(char c)
{
    return strchr("<>{}=%$#/\\_|&@+~^*-", c) != NULL;
}

static bool touches_code(tol_str text, const tol_token *word)
{
    bool before = word->start > 0 && is_code_sign(text.ptr[word->start - 1]);
    bool behind = word->end < text.len && is_code_sign(text.ptr[word->end]);
    bool is_in_name = word->end + 1 < text.len && text.ptr[word->end] == '.' && text.ptr[word->end + 1] > ' ';
    return before || behind || is_in_name || (word->start > 0 && text.ptr[word->start - 1] == '.');
}

/* A word as only running text has it: in small letters, parted from others by spaces. */
static bool is_plain(tol_str text, const tol_token *word)
{
    return word->kind == TOL_WORD && word->form.len > 1 && !tol_begins_with_capital(word->surface) &&
           !touches_code(text, word);
}

static bool is_function_word(const tol_token *word)
{
    return word->kind == TOL_WORD && word->weight == TOL_WEIGHT_FUNCTION_WORD;
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

typedef struct prose {
    size_t n, n_words; /* tokens; words among them */
    bool has_function_word, has_plain;
    const tol_token *in_source;
} prose;

/* The words that both texts have in one order from two tokens on; code ends them. */
static prose read_prose(const tol_check_pair *pair, size_t at, size_t s)
{
    const tol_tokens *source = &pair->source.tokens, *target = &pair->target.tokens;
    prose run = {.in_source = &source->items[s]};
    while (at + run.n < target->n && s + run.n < source->n &&
           tol_str_equal(target->items[at + run.n].form, source->items[s + run.n].form)) {
        const tol_token *one = &source->items[s + run.n];
        if (one->kind == TOL_TAG || one->kind == TOL_LINK || touches_code(pair->source.text, one) ||
            (one->kind == TOL_PUNCT && is_code_sign(one->surface.ptr[0]))) {
            break;
        }
        run.n++;
        run.n_words += one->kind == TOL_WORD;
        run.has_function_word = run.has_function_word || is_function_word(one);
        run.has_plain = run.has_plain || (is_plain(pair->source.text, one) && !is_function_word(one));
    }
    return run;
}

/* The longest one, over all places of the source. */
static prose find_prose(const tol_check_pair *pair, size_t at)
{
    prose best = {.n = 0};
    for (size_t s = 0; s < pair->source.tokens.n; s++) {
        prose one = read_prose(pair, at, s);
        best = one.n > best.n ? one : best;
    }
    return best;
}

/* Names of buttons and menus stand in quotation marks, as they are. */
static bool is_quoted(const tol_check_pair *pair, size_t at)
{
    return at > 0 && (tol_str_equal(pair->target.tokens.items[at - 1].form, TOL_LIT("\"")) ||
                      tol_str_equal(pair->target.tokens.items[at - 1].form, TOL_LIT("'")));
}

static void find_runs(tol_check_pair *pair, size_t least)
{
    const tol_tokens *target = &pair->target.tokens;
    for (size_t at = 0; at < target->n;) {
        prose run = {.n = 0};
        if (target->items[at].kind == TOL_WORD) {
            run = find_prose(pair, at);
        }
        size_t wanted = is_quoted(pair, at) ? least + QUOTED_MORE : least;
        if (run.has_function_word && run.has_plain && run.n_words >= wanted &&
            !is_in_parentheses(pair->target.text, target->items[at].start)) {
            tell_run(pair, &target->items[at], &target->items[at + run.n - 1], run.in_source);
        }
        at += run.n ? run.n : 1;
    }
}

/* The same text on both sides, in words that are no names and no code: three plain ones, or two and a function word. A
 * source that is not in its language has nothing to be translated. */
static bool is_copy(const tol_check_pair *pair)
{
    size_t n_plain = 0, n_function = 0;
    tol_str text = pair->source.text;
    if (!tol_str_equal(text, pair->target.text)) {
        return false;
    }
    for (size_t i = 0; i < pair->source.tokens.n; i++) {
        n_plain += is_plain(text, &pair->source.tokens.items[i]);
        n_function += is_plain(text, &pair->source.tokens.items[i]) && is_function_word(&pair->source.tokens.items[i]);
    }
    bool is_foreign = pair->source.script != pair->target.script &&
                      tol_script_count(text, pair->source.script) <= tol_script_count(text, pair->target.script);
    return !is_foreign && (n_plain > 2 || (n_plain > 1 && n_function));
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
