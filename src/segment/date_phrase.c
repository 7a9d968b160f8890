#include "segment/date_phrase.h"

#include "base/utf8.h"
#include "segment/abbreviation.h"
#include "text/letter.h"

/* Most words of a date. */
#define WORDS_MAX 12

/* What stands before a date. */
typedef struct phrase {
    size_t begin;
    bool has_number, has_word; /* `в`, `октября` */
} phrase;

static bool is_number_like(tol_str word)
{
    return word.len && (tol_letter_is_digit(tol_char_at(word, 0)) || tol_is_roman(word));
}

/* Walk back over the numbers, months and prepositions of a date. */
static phrase read_back(const tol_judged *judged, size_t at)
{
    phrase p = {.begin = at};
    tol_str text = judged->paragraph;
    for (size_t i = 0; i < WORDS_MAX; i++) {
        size_t end = tol_skip_spaces_back(text, p.begin);
        uint32_t cp = tol_char_before(text, end);
        while (end > judged->begin && (tol_is_dash(cp) || cp == '.')) {
            tol_utf8_prev(text, &end);
            end = tol_skip_spaces_back(text, end);
            cp = tol_char_before(text, end);
        }
        tol_str word = tol_word_before(text, end);
        bool is_number = is_number_like(word);
        size_t begin = (size_t)(word.ptr - text.ptr);
        if (!word.len || begin < judged->begin ||
            !(is_number || tol_word_table_get(judged->words, word) & TOL_IS_DATE_WORD)) {
            return p;
        }
        p.begin = begin;
        p.has_number |= is_number;
        p.has_word |= !is_number;
    }
    return p;
}

bool tol_date_stands_before(const tol_judged *judged, size_t at)
{
    return read_back(judged, at).has_number;
}

static bool begins_clause(const tol_judged *judged, const phrase *p)
{
    size_t end = tol_skip_spaces_back(judged->paragraph, p->begin);
    uint32_t before = tol_char_before(judged->paragraph, end);
    if (p->begin <= judged->begin || before == ':' || before == ';' || before == '(' || tol_is_dash(before)) {
        return true;
    }
    if (before == ',') {
        return p->has_word;
    }
    return tol_word_table_get(judged->words, tol_word_before(judged->paragraph, end)) & TOL_IS_CLAUSE;
}

bool tol_date_ends(const tol_judged *judged, size_t at, const tol_next *next)
{
    phrase p = read_back(judged, at);
    if (next->has_sign || tol_is_roman(next->word)) {
        return false; /* `25.X.1962 г. № 123`, `60-х гг. XX в.` */
    }
    if (tol_next_opens(judged, next) || tol_next_is_verb(judged, next)) {
        return true;
    }
    return !begins_clause(judged, &p);
}
