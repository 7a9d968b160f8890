#include "segment/end_judge.h"

#include "base/utf8.h"
#include "segment/abbreviation.h"
#include "segment/label.h"
#include "text/letter.h"

/* Marks alone in brackets, `(?)`, `[...]`, are a remark on the word before them. */
static bool is_bracketed(tol_str text, const tol_stop *stop)
{
    uint32_t before = tol_char_before(text, stop->first);
    return before == '(' || before == '[' || before == '<';
}

/* In a quotation, dots between spaces stand for words that were left out; behind a mark, for sentences. */
static bool is_elision(const tol_judged *judged, const tol_stop *stop, const tol_nesting *nesting)
{
    tol_str text = judged->paragraph;
    size_t before = tol_skip_spaces_back(text, stop->first);
    return judged->words->rules->elides && tol_nesting_is_quoted(nesting) && stop->is_ellipsis &&
           stop->end == stop->marks_end && before < stop->first && tol_is_alnum(tol_char_before(text, before));
}

/* A single full stop, also one behind which a bracket closes: `(и др.)`. */
static bool full_stop_ends(const tol_judged *judged, const tol_stop *stop)
{
    return tol_full_stop_ends(judged, stop) && !tol_is_speaker(judged, stop) && !tol_is_title_part(judged, stop);
}

/* `Принято. тов. Громыко …`: a title in small letters may begin a sentence. */
static bool is_title(const tol_judged *judged, const tol_next *next)
{
    return next->has_stop && tol_word_table_get(judged->words, next->word) & TOL_IS_TITLE;
}

/* What comes next and what stands around the marks; the word before them is not looked at. */
static bool may_end(const tol_judged *judged, const tol_stop *stop, const tol_nesting *nesting)
{
    const tol_next *next = &stop->next;
    if ((next->kind == TOL_NEXT_LOWER && !is_title(judged, next)) || next->kind == TOL_NEXT_MARK ||
        next->kind == TOL_NEXT_NOTHING) {
        return false;
    }
    if (judged->begin >= stop->first || is_bracketed(judged->paragraph, stop)) {
        return false;
    }
    /* «Где он?» — Иван кивнул: behind speech that has its own mark the dash leads to the words of the author. */
    bool is_speech = stop->closes_quote && !stop->is_full_stop && next->behind_dash;
    return !is_speech && !is_elision(judged, stop, nesting);
}

bool tol_is_end(const tol_judged *judged, const tol_stop *stop, tol_nesting *nesting)
{
    tol_nesting_read(nesting, stop->first);
    bool is_aside = stop->closes_bracket && tol_nesting_is_aside(nesting);
    tol_nesting_read(nesting, stop->end);
    if (stop->is_block) {
        return judged->begin < stop->end;
    }
    if (!may_end(judged, stop, nesting) || tol_nesting_goes_on(nesting)) {
        return false;
    }
    if (stop->is_full_stop) {
        return full_stop_ends(judged, stop);
    }
    return !is_aside && !stop->has_glued_number;
}
